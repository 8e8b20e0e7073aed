"""*Remisy*: the groups of equal candidates whom a line of seats cuts, what may settle each, and what one can do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.app import ComposeResult

from admission.allocation import MarginTie
from admission.results import branches_without_seats
from dsl.model.regulation import Rules, StageKind
from polish.enumerations import enumerate_items
from polish.plurals import CANDIDATE, SEAT, Case, count
from tui.analysis import Analysis
from tui.panes.later import LaterPane
from tui.panes.reading import ReadingList
from tui.paragraphs import Paragraph

LIST = "ties-list"
NO_TIES = "Żaden remis nie wymaga rozstrzygnięcia: wszyscy mają wynik."
_WAYS = {StageKind.LOT: "losowanie", StageKind.DECISION: "decyzja komisji"}


class TiesPane(LaterPane):
    def __init__(self) -> None:
        super().__init__(id="ties")

    def compose(self) -> ComposeResult:
        yield ReadingList(id=LIST, title="Remisy na granicy miejsc", empty="Liczę…")

    def make(self, analysis: Analysis) -> list[Paragraph]:
        return list(tie_paragraphs(analysis))

    def show_made(self, made: list[Paragraph]) -> None:
        self.query_one(ReadingList).read(made, empty=NO_TIES)

    def show_none(self, why: str) -> None:
        self.query_one(ReadingList).read((), empty=why)


def tie_paragraphs(analysis: Analysis) -> Iterator[Paragraph]:
    if analysis.results is None or analysis.offer is None:
        return
    missing = branches_without_seats(analysis.offer)
    if missing:
        yield Paragraph(
            f"Nie podano liczby miejsc: {', '.join(missing)}. Bez niej nie ma przydziału ani granicy miejsc."
        )
        return
    allocation = analysis.results.allocation()
    assert allocation is not None
    found = {code: one.ties for code, one in allocation.branches.items() if one.ties}
    for code, ties in found.items():
        rules = analysis.offer.branches[code].rules
        for tie in ties:
            yield from _tie(code, tie, rules)
    if found:
        yield from _what_to_do(found)


def _tie(code: str, tie: MarginTie, rules: Rules) -> Iterator[Paragraph]:
    group = count(len(tie.candidates), CANDIDATE, Case.GENITIVE)
    pool = f", pula „{tie.pool}”" if tie.pool else ""
    yield Paragraph(f"{code}{pool}: {group} na {count(tie.seats, SEAT, Case.ACCUSATIVE)}", is_head=True, name=code)
    yield Paragraph(", ".join(tie.candidates), 1, name=code)
    ways = [_WAYS[kind] for kind in rules.settling]
    if not ways:
        yield Paragraph("Regulamin nie mówi, co rozstrzyga.", 1, name=code)
    elif rules.says_what_settles:
        yield Paragraph(f"Rozstrzyga: {enumerate_items(ways, 'a potem')}.", 1, name=code)
    else:
        said = enumerate_items(ways, "albo")
        yield Paragraph(f"Regulamin nie mówi, co rozstrzyga; komisja może wybrać: {said}.", 1, name=code)
    if not tie.settled:
        yield Paragraph("Skład grupy zależy jeszcze od innych remisów.", 1, name=code)


def _what_to_do(found: Mapping[str, object]) -> Iterator[Paragraph]:
    yield Paragraph("")
    yield Paragraph("Enter przy remisie: wpisanie decyzji komisji albo wyniku losowania.", name=next(iter(found)))
