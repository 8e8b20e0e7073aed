"""What decided a tie, written into the file of a recruitment: that of the text, or a new one beside a regulation. No
Textual."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dsl.language.outline import keys
from dsl.model.regulation import StageKind
from dsl.rewrite.scalars import quoted_where_needed

_SECTION = "rozstrzygnięcia"
_WAYS = {StageKind.LOT: "losowanie", StageKind.DECISION: "decyzja"}


class NotWritten(Exception):
    """The text has a form that only a person can change; the message is what they read."""


def entry(branch: str, way: StageKind, order: Sequence[str], basis: str) -> str:
    listed = ", ".join(map(quoted_where_needed, order))
    said = quoted_where_needed(basis)
    return f"- {{oddział: {quoted_where_needed(branch)}, {_WAYS[way]}: [{listed}], podstawa: {said}}}"


def settled(text: str, line: str) -> str:
    """The recruitment's text with one more settlement. Raises `NotWritten`."""
    found = keys(text)
    place = next((number for number, one in enumerate(found) if one.path == (_SECTION,)), None)
    if place is None:
        return f"{text.rstrip()}\n\n{_SECTION}:\n  {line}\n"
    behind = next((one.start for one in found[place + 1 :] if len(one.path) == 1), len(text))
    body = text[found[place].end : behind]
    lines = body.split("\n")
    items = [number for number, one in enumerate(lines) if one.lstrip().startswith("-")]
    if lines[0].strip(" :") or not items:
        raise NotWritten(f"Dopisz pod „{_SECTION}:” wiersz:\n  {line}")
    indent = len(lines[items[-1]]) - len(lines[items[-1]].lstrip())
    last = max(number for number, one in enumerate(lines) if one.strip() and not one.lstrip().startswith("#"))
    lines.insert(last + 1, " " * indent + line)
    return text[: found[place].end] + "\n".join(lines) + text[behind:]


def recruitment_of(regulation: Path, title: str, line: str) -> str:
    """A recruitment of one school, with its first settlement."""
    return (
        "# Nabór jednej szkoły: tu zapisuje się rozstrzygnięcia remisów.\n"
        "paragraf: 1\n"
        f"nabór: {quoted_where_needed(title)}\n"
        f"regulaminy: {{szkoła: {quoted_where_needed(regulation.stem)}}}\n\n"
        f"{_SECTION}:\n  {line}\n"
    )


def recruitment_path(regulation: Path) -> Path:
    return regulation.with_stem(f"{regulation.stem}-nabór")
