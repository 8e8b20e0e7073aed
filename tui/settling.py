"""What decided a tie, written into the file of a recruitment: that of the text, or a new one beside a regulation. No
Textual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from admission.offer import Offer
from admission.recruitment.model import Settlement
from admission.recruitment.reading import Settled, read_settlements
from dsl.language.outline import keys
from dsl.model.regulation import StageKind
from dsl.rewrite.scalars import quoted_where_needed
from dsl.source.text import Source, Span
from tui.files import FileProblem, TextFile, read_file, save

NOTHING_SETTLED = Settled()
_SECTION = "rozstrzygnięcia"
_WAYS = {StageKind.LOT: "losowanie", StageKind.DECISION: "decyzja"}


@dataclass(frozen=True, slots=True)
class Decisions:
    """What settles ties and does not stand in the text: in a `file` beside it, or only tried on the screen (None)."""

    settled: Settled = NOTHING_SETTLED
    file: Path | None = None


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


# -- beside a regulation ----------------------------------------------------------------------------------------------


def beside(regulation: Path, offer: Offer) -> Decisions | None:
    """What the recruitment's file of this regulation settles; None where there is a file that says more than that, or
    cannot be read."""
    path = recruitment_path(regulation)
    if not path.exists():
        return Decisions()
    try:
        found = read_settlements(read_file(path).text, path, regulation, offer.branches)
    except FileProblem:
        return None
    return Decisions(found, path) if found is not None else None


def written_beside(regulation: Path, offer: Offer, line: str) -> Path:
    """The file beside with one more settlement, made where there is none. Raises `NotWritten`, `FileProblem` and
    `ChangedOutside`."""
    path = recruitment_path(regulation)
    if path.exists():
        file = read_file(path)
        save(file, settled(file.text, line))
    else:
        save(TextFile(path, "", None), recruitment_of(regulation, offer.title, line))
    return path


def taken_back(path: Path, regulation: Path, offer: Offer, unwanted: Settlement) -> None:
    """The file without a settlement; nothing where it is not there any more. Raises `FileProblem` and
    `ChangedOutside`."""
    file = read_file(path)
    found = read_settlements(file.text, path, regulation, offer.branches)
    for one in found.settlements if found is not None else ():
        if said(one) == said(unwanted):
            save(file, without(file.text, one.span))
            return


def said(one: Settlement) -> tuple[str, StageKind, tuple[str, ...], str]:
    """Wherever it stands."""
    return one.branch, one.way, one.candidates, one.basis


def without(text: str, item: Span) -> str:
    """The lines of an item of the section go away, and with the last one the section."""
    start = text.rfind("\n", 0, item.start) + 1
    end = text.find("\n", item.end)
    left = text[:start] + (text[end + 1 :] if end >= 0 else "")
    found = keys(left)
    place = next((number for number, one in enumerate(found) if one.path == (_SECTION,)), None)
    if place is None:
        return left
    behind = next((one.start for one in found[place + 1 :] if len(one.path) == 1), len(left))
    body = left[found[place].end : behind]
    if any(line.lstrip().startswith("-") for line in body.split("\n")):
        return left
    return left[: left.rfind("\n", 0, found[place].start) + 1] + body.lstrip(": \n") + left[behind:]


def tried(branch: str, way: StageKind, order: Sequence[str]) -> Settlement:
    """Only on the screen."""
    return Settlement(branch, way, tuple(order), "próba", Span(Source("próba", ""), 0, 0))
