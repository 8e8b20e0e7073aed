"""*Remisy*: the groups of equal candidates whom a line of seats cuts, what may settle each, and what one can do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from textual.app import ComposeResult

from admission.allocation import MarginTie, ties_in_the_way
from admission.recruitment.model import Settlement
from admission.results import Allocation, branches_without_seats
from admission.results.settling import unused, unused_words
from admission.results.ties import seats_words
from dsl.model.regulation import StageKind
from polish.enumerations import enumerate_items
from polish.plurals import CANDIDATE, count
from tui.analysis import Analysis
from tui.messages import SettlementChosen, TieChosen, TieWanted
from tui.panes.later import LaterPane
from tui.panes.reading import ReadingList
from tui.panes.rows import RowList
from tui.paragraphs import Paragraph

LIST = "ties-list"
NO_TIES = "Żaden remis nie wymaga rozstrzygnięcia: wszyscy mają wynik."
_SETTLE = "Enter: wpisz, kto jest przed kim, albo losuj."
_TRY = "Enter: rozstrzygnij na próbę. To zmyśleni kandydaci, nic się nie zapisze."
_OF_EXAMPLES = "To osoby z przykładów. Remisy kandydatów rozstrzyga się po ich wczytaniu (Ctrl+K)."
_SEE_ONE = "Enter: zobacz, jak wygląda remis (zmyśleni kandydaci, z których kilku jest równych)."
_NONE_MADE = "Na zmyślonych kandydatach nie udało się ułożyć remisu: w żadnym oddziale nie brakuje miejsc."
_TIE, _SETTLED, _WANTED = "tie", "settled", "wanted"
_WAYS = {StageKind.LOT: "losowanie", StageKind.DECISION: "decyzja komisji"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A tie of a branch, and the branches whose ties are decided first."""

    branch: str
    tie: MarginTie
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ties:
    """The words, and what they are about by the names of the paragraphs."""

    paragraphs: tuple[Paragraph, ...]
    named: Mapping[str, Waiting]
    settled: Mapping[str, Settlement] = field(default_factory=dict)


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
        name = chosen.name if chosen is not None else ""
        if name in self._ties.named:
            one = self._ties.named[name]
            self.post_message(TieChosen(one.branch, one.tie, one.first))
        elif name in self._ties.settled:
            self.post_message(SettlementChosen(self._ties.settled[name]))
        elif name == _WANTED:
            self.post_message(TieWanted())

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
    found = list(_waiting(allocation))
    named = {f"{_TIE} {number}": one for number, one in enumerate(found)}
    settled = {f"{_SETTLED} {number}": one for number, one in enumerate(analysis.settlements)}
    what = _OF_EXAMPLES if analysis.from_examples else _TRY if analysis.is_made_up else _SETTLE
    told = [line for name, one in named.items() for line in _tie(name, one, allocation, what)]
    if not found:
        told += [Paragraph(NO_TIES), Paragraph("")]
        told += _offer_to_see_one(analysis)
    told += _unused(allocation)
    told += _settled(settled, analysis)
    return Ties(tuple(told), named, settled)


def _offer_to_see_one(analysis: Analysis) -> Iterator[Paragraph]:
    """Nobody's own candidates are put away for made-up ones."""
    if analysis.file is None or (analysis.is_made_up and not analysis.file.is_tied):
        yield Paragraph(_SEE_ONE, name=_WANTED)
        yield Paragraph("")
    elif analysis.file.is_tied and not analysis.settlements:
        yield Paragraph(_NONE_MADE)
        yield Paragraph("")


def _waiting(allocation: Allocation) -> Iterator[Waiting]:
    if not any(one.ties for one in allocation.branches.values()):
        return
    in_the_way = ties_in_the_way(allocation.instance, allocation.outcome)
    for code, one in allocation.branches.items():
        for tie in one.ties:
            yield Waiting(code, tie, () if tie.settled else tuple(in_the_way[code]))


def _tie(name: str, one: Waiting, allocation: Allocation, what: str) -> Iterator[Paragraph]:
    code, tie = one.branch, one.tie
    summary = allocation.branches[code]
    rules = summary.branch.rules
    pool = f", pula „{tie.pool}”" if tie.pool else ""
    people = count(len(tie.candidates), CANDIDATE)
    many = f"co najmniej {people}" if tie.may_join else people
    head = f"{code}{pool}: {many} {seats_words(tie, summary.awaited)}"
    yield Paragraph(head, is_head=True, name=name)
    yield Paragraph(", ".join(tie.candidates), 1, name=name)
    ways = [_WAYS[kind] for kind in rules.settling]
    if not ways:
        yield Paragraph("Regulamin nie mówi, co rozstrzyga.", 1, name=name)
    elif rules.says_what_settles:
        yield Paragraph(f"Rozstrzyga: {enumerate_items(ways, 'a potem')}.", 1, name=name)
    else:
        said = enumerate_items(ways, "albo")
        yield Paragraph(f"Regulamin nie mówi, co rozstrzyga; może to być {said}.", 1, name=name)
    if one.first:
        yield Paragraph(f"Najpierw rozstrzygnij remisy w: {', '.join(one.first)}.", 1, name=name)
    else:
        if tie.may_join:
            joining = ", ".join(tie.may_join)
            yield Paragraph(f"Po innych rozstrzygnięciach mogą tu trafić też: {joining}; stają w tej kolejności.", 1)
        yield Paragraph(what, 1, name=name)
    yield Paragraph("")


def _unused(allocation: Allocation) -> Iterator[Paragraph]:
    found = list(unused(allocation))
    if found:
        yield Paragraph("Wpisane, a niczego nie zmienia", is_head=True)
        yield from (Paragraph(f"{unused_words(one)}.", 1) for one in found)
        yield Paragraph("")


def _settled(settled: Mapping[str, Settlement], analysis: Analysis) -> Iterator[Paragraph]:
    if not settled:
        return
    file = analysis.decisions.file
    where = f", zapisane w „{file.name}”" if file is not None else " na próbę" if analysis.is_made_up else ""
    yield Paragraph(f"Rozstrzygnięte{where}", is_head=True)
    for name, one in settled.items():
        order = ", ".join(one.candidates)
        yield Paragraph(f"{one.branch}: {order} – {_WAYS[one.way]} ({one.basis})", 1, name=name)
    yield Paragraph("Enter usuwa rozstrzygnięcie albo pokazuje je w tekście naboru.", 1)
