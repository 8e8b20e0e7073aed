"""*Ranking*: one branch at a time; places, totals, stages, ties and the end of the seats by words, then who does not
take part and why."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from admission.ranking import Place, Ranking
from admission.results import is_beyond_limit
from admission.scoring import Scored
from dsl.model.regulation import Stage
from dsl.source.nodes import readable_name
from polish.plurals import CANDIDATE, PERSON, SEAT, count
from tui.analysis import Analysis
from tui.faults import Surviving
from tui.messages import CandidateChosen
from tui.panes import words
from tui.panes.points import NO_CANDIDATES
from tui.panes.rows import NOTHING, Column, RowList, Rows, fitting

LIST, ABOUT = "ranking-list", "ranking-about"
_TIE = "remis"
_LONGEST_STAGE = 60


@dataclass(frozen=True, slots=True)
class _Said:
    """A row that is no place: a title, or a candidate who does not take part."""

    key: str
    cells: tuple[str, ...]


class RankingPane(Surviving, Vertical):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "branch(-1)", "poprzedni oddział", show=False, priority=True),
        Binding("right", "branch(1)", "następny oddział", show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__(id="ranking")
        self._analysis: Analysis | None = None
        self.branch = ""

    def compose(self) -> ComposeResult:
        yield Static("", id=ABOUT, classes="about", markup=False)
        yield RowList(id=LIST, empty="Liczę…")

    def show(self, analysis: Analysis) -> None:
        self._analysis = analysis
        codes = tuple(analysis.rankings)
        if self.branch not in codes:
            self.branch = codes[0] if codes else ""
        self._show_branch()

    def show_none(self, why: str) -> None:
        self.query_one(f"#{LIST}", RowList).show(NOTHING, why)

    def action_branch(self, by: int) -> None:
        codes = tuple(self._analysis.rankings) if self._analysis else ()
        if codes:
            self.branch = codes[(codes.index(self.branch) + by) % len(codes)]
            self._show_branch()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if not event.key.startswith("#"):
            self.post_message(CandidateChosen(event.key, self.branch))

    def _show_branch(self) -> None:
        rankings = self._analysis.rankings if self._analysis else {}
        ranking = rankings.get(self.branch)
        table = self.query_one(f"#{LIST}", RowList)
        if ranking is None:
            table.show(NOTHING, "Regulamin nie ma oddziałów.")
            return
        table.show(ranking_rows(ranking), NO_CANDIDATES)
        position = tuple(rankings).index(self.branch) + 1
        self.query_one(f"#{ABOUT}", Static).update(_about(ranking, position, len(rankings)))


def _about(ranking: Ranking, position: int, of: int) -> str:
    branch = ranking.branch
    seats = "bez liczby miejsc"
    if branch.seats is not None:
        seats = "bez limitu miejsc" if branch.seats.count is None else count(branch.seats.count, SEAT)
    here = sum(len(place.members) for place in ranking.places)
    turn = f" ({position} z {of}, ← →)" if of > 1 else ""
    order = [f"{number}. {_stage(stage)}" for number, stage in enumerate(branch.rules.order, start=1)]
    told = f"\nKolejność: {'; '.join(order)}" if order else ""
    return f"{branch.code}{turn}: {count(here, CANDIDATE)}, {seats}{told}"


def _stage(stage: Stage) -> str:
    return shorten(stage.notes.label or readable_name(stage.name), _LONGEST_STAGE, placeholder=" …")


def ranking_rows(ranking: Ranking) -> Rows:
    """Rows as keys and what they are made of; the words are made when a row is seen."""
    listed: list[tuple[Place, Scored] | _Said] = []
    edge = margin(ranking)
    for place in ranking.places:
        listed.extend(_Said("#granica", (words,)) for words in edge.pop(place.number - 1, ()))
        listed.extend((place, member) for member in place.members)
    listed.extend(_Said("#granica", (words,)) for left in edge.values() for words in left)
    listed.extend(_aside(ranking))
    keys = tuple(one.key if isinstance(one, _Said) else one[1].candidate.id for one in listed)

    def cells(row: int) -> tuple[str, ...]:
        one = listed[row]
        if isinstance(one, _Said):
            return one.cells
        place, member = one
        number = f"{place.number} {_TIE}" if place.is_tie else str(place.number)
        stages = (words.stage_value(stage.value) for stage in member.result.order)
        return (number, member.candidate.id, words.points(member.result.total), *stages)

    stages = tuple(Column(f"{number}.", 6, right=True) for number in range(1, len(ranking.branch.rules.order) + 1))
    columns = (
        Column("miejsce", 8),
        Column("kandydat", fitting((key for key in keys if not key.startswith("#")), 8, 18)),
        Column("razem", 6, right=True),
        *stages,
    )
    return Rows(columns, keys, cells, lambda row: keys[row].startswith("#"))


def margin(ranking: Ranking) -> dict[int, tuple[str, ...]]:
    """Where the seats end, by how many candidates stand above; equal candidates are never parted. Nothing is said where
    there is no limit, or more seats than candidates.

    Those admitted whatever the number of seats (`ponad limit`) stand first and are above the margin all.
    """
    branch = ranking.branch
    if branch.seats is None or branch.seats.count is None:
        return {}
    seats = branch.seats.count
    has_limitless = any(stage.beyond_limit for stage in branch.rules.order)
    members = (member for place in ranking.places for member in place.members) if has_limitless else ()
    beyond = sum(is_beyond_limit(branch, member) for member in members)
    end = max(seats, beyond)
    told = f"— tu kończą się miejsca ({seats})"
    told += f", ponad limit: {beyond}" if beyond else ""
    told += ", pule mogą to zmienić —" if branch.seats.pools else " —"
    for place in ranking.places:
        above, below = place.number - 1, place.number - 1 + len(place.members)
        if above < end < below:
            share = f"{count(len(place.members), PERSON)} na {count(end - above, SEAT)}"
            return {above: (f"— remis na granicy: {share} —",), below: (told,)}
        if end in (above, below):
            return {end: (told,)}
    return {}


def _aside(ranking: Ranking) -> list[_Said]:
    """Those without a place: a title, then a row for each with the reason."""
    found: list[_Said] = []
    for title, members, reason in (
        ("Niekompletni", ranking.incomplete, words.missing),
        ("Nie spełniają warunku", ranking.not_eligible, words.unmet),
    ):
        if members:
            found.append(_Said(f"#{title}", (f"{title}: {len(members)}",)))
            found.extend(_Said(one.candidate.id, ("–", one.candidate.id, reason(one))) for one in members)
    return found
