"""*Remisy*: the groups of equal candidates whom a line of seats cuts, what may settle each, and what one can do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from textual.app import ComposeResult

from admission.allocation import MarginTie
from admission.results import branches_without_seats
from dsl.model.regulation import Rules, StageKind
from polish.enumerations import enumerate_items
from polish.plurals import CANDIDATE, SEAT, Case, count
from tui.analysis import Analysis
from tui.messages import TieChosen
from tui.panes.later import LaterPane
from tui.panes.reading import ReadingList
from tui.panes.rows import RowList
from tui.paragraphs import Paragraph

LIST = "ties-list"
NO_TIES = "Żaden remis nie wymaga rozstrzygnięcia: wszyscy mają wynik."
_SETTLE = "Enter: wpisz, kto jest przed kim, albo losuj."
_OF_EXAMPLES = "To osoby z przykładów. Remisy kandydatów rozstrzyga się po ich wczytaniu (Ctrl+K)."
_WAYS = {StageKind.LOT: "losowanie", StageKind.DECISION: "decyzja komisji"}


@dataclass(frozen=True, slots=True)
class Ties:
    """The words, and the ties that they are about by the names of the paragraphs."""

    paragraphs: tuple[Paragraph, ...]
    named: Mapping[str, tuple[str, MarginTie]]


class TiesPane(LaterPane):
    def __init__(self) -> None:
        super().__init__(id="ties")
        self._ties = Ties((), {})

    def compose(self) -> ComposeResult:
        yield ReadingList(id=LIST, title="Remisy na granicy miejsc", empty="Liczę…")

    def make(self, analysis: Analysis) -> Ties:
        return ties_of(analysis)

    def show_made(self, made: Ties) -> None:
        self._ties = made
        self.query_one(ReadingList).read(made.paragraphs, empty=NO_TIES)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        chosen = self.query_one(ReadingList).chosen
        if chosen is not None and chosen.name in self._ties.named:
            self.post_message(TieChosen(*self._ties.named[chosen.name]))

    def show_none(self, why: str) -> None:
        self.query_one(ReadingList).read((), empty=why)


def ties_of(analysis: Analysis) -> Ties:
    if analysis.results is None or analysis.offer is None:
        return Ties((), {})
    missing = branches_without_seats(analysis.offer)
    if missing:
        words = f"Nie podano liczby miejsc: {', '.join(missing)}. Bez niej nie ma przydziału ani granicy miejsc."
        return Ties((Paragraph(words),), {})
    allocation = analysis.results.allocation()
    assert allocation is not None
    found = [(code, tie) for code, one in allocation.branches.items() for tie in one.ties]
    named = {str(number): pair for number, pair in enumerate(found)}
    what = _OF_EXAMPLES if analysis.from_examples else _SETTLE
    told = [
        one for name, pair in named.items() for one in _tie(name, *pair, analysis.offer.branches[pair[0]].rules, what)
    ]
    return Ties(tuple(told), named)


def _tie(name: str, code: str, tie: MarginTie, rules: Rules, what: str) -> Iterator[Paragraph]:
    group = count(len(tie.candidates), CANDIDATE)
    pool = f", pula „{tie.pool}”" if tie.pool else ""
    yield Paragraph(f"{code}{pool}: {group} na {count(tie.seats, SEAT, Case.ACCUSATIVE)}", is_head=True, name=name)
    yield Paragraph(", ".join(tie.candidates), 1, name=name)
    ways = [_WAYS[kind] for kind in rules.settling]
    if not ways:
        yield Paragraph("Regulamin nie mówi, co rozstrzyga.", 1, name=name)
    elif rules.says_what_settles:
        yield Paragraph(f"Rozstrzyga: {enumerate_items(ways, 'a potem')}.", 1, name=name)
    else:
        said = enumerate_items(ways, "albo")
        yield Paragraph(f"Regulamin nie mówi, co rozstrzyga; może to być {said}.", 1, name=name)
    if tie.settled:
        yield Paragraph(what, 1, name=name)
    else:
        yield Paragraph("Skład grupy zależy jeszcze od innych remisów.", 1, name=name)
    yield Paragraph("")
