"""*Ranking*: one branch at a time; places, totals, stages, ties and the end of the seats by words, then who does not
take part and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from admission.ranking import Place, Ranking
from admission.results import is_beyond_limit
from admission.scoring import Scored
from dsl.model.regulation import Branch, Stage
from dsl.source.nodes import readable_name
from polish.plurals import CANDIDATE, PERSON, SEAT, Case, count
from tui.analysis import Analysis
from tui.faults import Surviving
from tui.messages import CandidateChosen, PersonWanted
from tui.panes import words
from tui.panes.card import Card
from tui.panes.points import NO_CANDIDATES
from tui.panes.rows import NOTHING, Column, RowList, Rows, fitting
from tui.people import full_name

LIST, ABOUT, HERE = "ranking-list", "ranking-about", "ranking-here"
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
        self._here: dict[str, str] = {}
        self.branch = ""

    def compose(self) -> ComposeResult:
        yield Static("", id=ABOUT, classes="about", markup=False)
        yield RowList(id=LIST, empty="Liczę…")
        yield Card(id=HERE, classes="about")

    def show(self, analysis: Analysis) -> None:
        self._analysis = analysis
        codes = tuple(analysis.rankings)
        if self.branch not in codes:
            self.branch = codes[0] if codes else ""
        self._show_branch()

    def show_none(self, why: str) -> None:
        self._list.show(NOTHING, why)
        self.query_one(Card).show("")

    def stand_on(self, candidate: str) -> None:
        self._list.stand_on_key(candidate)

    def action_branch(self, by: int) -> None:
        codes = tuple(self._analysis.rankings) if self._analysis else ()
        if codes:
            self.branch = codes[(codes.index(self.branch) + by) % len(codes)]
            self._show_branch()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if not event.key.startswith("#"):
            self.post_message(CandidateChosen(event.key, self.branch))

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        self._show_here()

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character and event.character.isalnum():
            event.stop()
            self.post_message(PersonWanted(event.character))

    @property
    def _list(self) -> RowList:
        return self.query_one(f"#{LIST}", RowList)

    def _show_branch(self) -> None:
        rankings = self._analysis.rankings if self._analysis else {}
        ranking = rankings.get(self.branch)
        if ranking is None:
            self._list.show(NOTHING, "Regulamin nie ma oddziałów.")
            return
        rows = ranking_rows(ranking)
        self._list.show(rows, NO_CANDIDATES)
        if self._list.cursor_key.startswith("#"):
            self._list.stand_on_key(next((key for key in rows.keys if not key.startswith("#")), ""))
        position = tuple(rankings).index(self.branch) + 1
        self.query_one(f"#{ABOUT}", Static).update(_about(ranking, position, len(rankings)))
        self._show_here()

    def _show_here(self) -> None:
        """Of the row with the cursor everything in words, however narrow the columns are."""
        ranking = self._analysis.rankings.get(self.branch) if self._analysis else None
        self.query_one(Card).show(about_row(ranking, self._list.cursor_key) if ranking is not None else "")


def _about(ranking: Ranking, position: int, of: int) -> str:
    branch = ranking.branch
    here = sum(len(place.members) for place in ranking.places)
    turn = f" ({position} z {of} ← →)" if of > 1 else ""
    label = f" {branch.label}" if branch.label and branch.label != branch.code else ""
    return f"{branch.code}{turn}{label}: {_seats(branch, here)}"


def _seats(branch: Branch, here: int) -> str:
    people = count(here, CANDIDATE)
    if branch.seats is None:
        return f"{people}, bez liczby miejsc"
    if branch.seats.count is None:
        return f"{people}, bez limitu miejsc"
    return f"{here} na {count(branch.seats.count, SEAT, Case.ACCUSATIVE)}"


def about_row(ranking: Ranking, key: str) -> str:
    if not key or key.startswith("#"):
        return ""
    for place in (*ranking.places, *ranking.reserve):
        for member in place.members:
            if member.candidate.id == key:
                return f"{_who(member)}; {_stages(ranking.branch, member)}"
    for members, reason in ((ranking.incomplete, words.missing), (ranking.not_eligible, words.unmet)):
        for member in members:
            if member.candidate.id == key:
                return f"{_who(member)}; {reason(member)}"
    return ""


def _who(member: Scored) -> str:
    name = full_name(member.candidate)
    position = member.choice.pair.get("pozycja")
    which = f", {position}. na liście wyboru" if position else ""
    return f"{member.candidate.id}{f' ({name})' if name else ''}{which}"


def _stages(branch: Branch, member: Scored) -> str:
    """Without what this person does not have."""
    stages = enumerate(zip(branch.rules.order, member.result.order, strict=True), start=1)
    had = ((number, stage, one.value) for number, (stage, one) in stages if one.value is not False)
    return "; ".join(f"{number}. {_stage(stage)}: {words.stage_value(value)}" for number, stage, value in had)


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
    if ranking.reserve:
        listed.append(_Said("#rezerwa", (f"Lista rezerwowa: {sum(len(one.members) for one in ranking.reserve)}",)))
        listed.extend((place, member) for place in ranking.reserve for member in place.members)
    listed.extend(_aside(ranking))
    keys = tuple(one.key if isinstance(one, _Said) else one[1].candidate.id for one in listed)
    members = [one[1] for one in listed if not isinstance(one, _Said)]
    people = [member.candidate for member in members]
    are_named = any(map(full_name, people))
    shown = _telling_stages(ranking.branch, members)
    total = words.in_line(member.result.total for member in members)
    values = [words.in_line(member.result.order[stage].value for member in members) for stage in shown]

    def cells(row: int) -> tuple[str, ...]:
        one = listed[row]
        if isinstance(one, _Said):
            return one.cells
        place, member = one
        number = f"{place.number} {_TIE}" if place.is_tie else str(place.number)
        order = member.result.order
        stages = (aligned(words.stage_value(order[stage].value)) for stage, aligned in zip(shown, values, strict=True))
        points = total(words.points(member.result.total))
        names = (full_name(member.candidate),) if are_named else ()
        return (number, member.candidate.id, points, *names, *stages)

    last = max((one.number for one in (*ranking.places[-1:], *ranking.reserve[-1:])), default=0)
    columns = (
        Column("miejsce", max(7, len(f"{last} {_TIE}"))),
        Column("kandydat", fitting((key for key in keys if not key.startswith("#")), 8, 18)),
        Column("razem", _widest(total, members), right=True),
        *([Column("nazwisko i imiona", fitting(map(full_name, people), 6, 26), spare=True)] if are_named else []),
        *(Column(f"{stage + 1}.", 6, right=True, spare=True) for stage in shown),
    )
    return Rows(columns, keys, cells, lambda row: keys[row].startswith("#"))


def _widest(aligned: Callable[[str], str], members: Sequence[Scored]) -> int:
    totals = [one.result.total for one in members if one.result.total is not None]
    return fitting((aligned(words.points(one)) for one in (max(totals), min(totals))) if totals else (), 6, 14)


def _telling_stages(branch: Branch, members: Sequence[Scored]) -> list[int]:
    """Those that part somebody, without those that only say the total once more."""
    return [stage for stage in range(len(branch.rules.order)) if _parts(stage, members) and _is_new(stage, members)]


def _parts(stage: int, members: Sequence[Scored]) -> bool:
    return any(one.result.order[stage].value != members[0].result.order[stage].value for one in members)


def _is_new(stage: int, members: Sequence[Scored]) -> bool:
    return any(one.result.order[stage].value != one.result.total for one in members)


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
            found.extend(_Said(one.candidate.id, ("–", f"{one.candidate.id}: {reason(one)}")) for one in members)
    return found
