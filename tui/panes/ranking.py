"""*Ranking*: one branch at a time; places, totals, stages, ties by a word, then those who do not take part and why."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from admission.ranking import Ranking
from polish.plurals import CANDIDATE, SEAT, count
from tui.analysis import Analysis
from tui.panes import words
from tui.panes.points import NO_CANDIDATES
from tui.panes.rows import NOTHING, Column, RowList, Rows, fitting

LIST, ABOUT = "ranking-list", "ranking-about"
_TIE = "remis"


class RankingPane(Vertical):
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
    return f"{branch.code}{turn}: {count(here, CANDIDATE)}, {seats}"


def ranking_rows(ranking: Ranking) -> Rows:
    """Rows as keys and what they are made of; the words are made when a row is seen."""
    placed = [(place, member) for place in ranking.places for member in place.members]
    aside = _aside(ranking)
    keys = (*(member.candidate.id for _, member in placed), *(key for key, _ in aside))

    def cells(row: int) -> tuple[str, ...]:
        if row >= len(placed):
            return aside[row - len(placed)][1]
        place, member = placed[row]
        number = f"{place.number} {_TIE}" if place.is_tie else str(place.number)
        stages = (words.stage_value(stage.value) for stage in member.result.order)
        return (number, member.candidate.id, words.points(member.result.total), *stages)

    stages = tuple(
        Column(stage.name, max(6, min(len(stage.name), 12)), right=True) for stage in ranking.branch.rules.order
    )
    columns = (
        Column("miejsce", 8),
        Column("kandydat", fitting((key for key in keys if not key.startswith("#")), 8, 14)),
        Column("razem", 6, right=True),
        *stages,
    )
    return Rows(columns, keys, cells, lambda row: row >= len(placed) and aside[row - len(placed)][0].startswith("#"))


def _aside(ranking: Ranking) -> list[tuple[str, tuple[str, ...]]]:
    """Those without a place: a title, then a row for each with the reason."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for title, members, reason in (
        ("Niekompletni", ranking.incomplete, words.missing),
        ("Nie spełniają warunku", ranking.not_eligible, words.unmet),
    ):
        if members:
            found.append((f"#{title}", (f"{title}: {len(members)}",)))
            found.extend((one.candidate.id, ("–", one.candidate.id, reason(one))) for one in members)
    return found
