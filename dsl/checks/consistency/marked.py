"""What the author has marked as contradictory or out of date in the document itself: told there, with the remark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dsl.diagnostics import Diagnostics
from dsl.layers.loading import Layer
from dsl.model.notes import State
from dsl.model.regulation import Regulation
from dsl.source.nodes import Entry, Mapping, Node, Scalar, readable_name
from dsl.source.nodes import Sequence as ListNode

_WORDS = {State.CONTRADICTORY: "sprzeczny", State.OUTDATED: "nieaktualny"}


def check_marked(regulation: Regulation, layers: Sequence[Layer], diagnostics: Diagnostics) -> None:
    """A deviation from a higher rank is told as that."""
    own = next((layer.root for layer in layers if layer.is_file), None)
    told = [one.after for one in regulation.deviations]
    for entry, state, node in _marked(own) if own is not None else ():
        place = entry.key.span
        if any(one.source is place.source and place.start <= one.start < node.span.end for one in told):
            continue
        remark = _text(node, "uwaga")
        because = f": {remark}" if remark else ""
        message = f"„{readable_name(entry.key.text)}”: ten przepis oznaczono jako {_WORDS[state]}{because}."
        hint = "Wyjaśnij to przed ogłoszeniem; do tego czasu liczy się tak, jak zapisano."
        diagnostics.note("P147", place, message, hint)


def _marked(node: Node) -> Iterator[tuple[Entry, State, Mapping]]:
    if isinstance(node, ListNode):
        for item in node:
            yield from _marked(item)
    if not isinstance(node, Mapping):
        return
    for entry in node:
        state = _text(entry.value, "stan")
        if isinstance(entry.value, Mapping) and state in list(_WORDS):
            yield entry, State(state), entry.value
        yield from _marked(entry.value)


def _text(node: Node, name: str) -> str:
    found = node.get(name) if isinstance(node, Mapping) else None
    return " ".join(found.text.split()).rstrip(".") if isinstance(found, Scalar) else ""
