"""What may stand where in the file of a recruitment, for completion and hints. No Textual."""

from __future__ import annotations

from collections.abc import Iterable

from admission.recruitment import vocabulary
from admission.recruitment.model import Recruitment
from dsl.decode.vocabulary import LIMITS, Keys
from dsl.emit.schema import Schema
from dsl.language.shape import Shape
from dsl.source.nodes import readable_name
from tui.analysis import Checked

_OF_BRANCHES = ("miejsca", "wspólne", "grupy", "najmniej")


def shape_of(checked: Checked) -> Shape | None:
    """None where the text cannot be read: what was known before still holds."""
    if isinstance(checked.offer, Recruitment):
        return Shape(schema=_schema(checked.offer.branches))
    return Shape(checked.regulation) if checked.regulation is not None else None


def _schema(codes: Iterable[str]) -> Schema:
    """With the branches of the recruitment, which most of its parts are about."""
    named = list(codes)
    group = _group(vocabulary.TOP)
    places = group["properties"]
    for key in _OF_BRANCHES:
        places[key] |= {"type": "object", "properties": {code: {} for code in named}, "additionalProperties": {}}
    places[readable_name("nie_otwarto")] |= {"type": "array", "items": {"enum": named}}
    places["limity"] |= _group(LIMITS)
    settlement = _group(vocabulary.SETTLEMENT)
    settlement["properties"]["oddział"] |= {"enum": named}
    places["rozstrzygnięcia"] |= {"type": "array", "items": settlement}
    return {**group, "$defs": {}}


def _group(keys: Keys) -> Schema:
    return {"type": "object", "properties": {readable_name(name): {"description": text} for name, text in keys.items()}}
