"""*Punkty*: every candidate with the totals, and below the points of the chosen one by criterion in each branch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from admission.offer import Offer
from admission.scoring import Scored, home_of
from dsl.emit.evaluate import Evaluator
from dsl.model.regulation import Branch, Criterion
from dsl.source.nodes import readable_name
from tui.analysis import Analysis
from tui.faults import Surviving
from tui.messages import CandidateChosen, PersonWanted
from tui.panes import words
from tui.panes.rows import NOTHING, Column, RowList, Rows, fitting

LIST, DETAIL, ABOUT = "points-list", "points-detail", "points-about"
UNMET = "warunek"
NO_CANDIDATES = "Nie ma kandydatów: wczytaj plik albo weź zmyślonych (Ctrl+K) lub dopisz „przykłady” w regulaminie."


class PointsPane(Surviving, Vertical):
    def __init__(self) -> None:
        super().__init__(id="points")
        self._analysis: Analysis | None = None

    def compose(self) -> ComposeResult:
        yield Static("", id=ABOUT, classes="about", markup=False)
        yield RowList(id=LIST, empty="Liczę…")
        yield RowList(id=DETAIL, empty="")

    def show(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self.query_one(f"#{LIST}", RowList).show(_candidates(analysis), NO_CANDIDATES)
        self._show_detail()

    def show_none(self, why: str) -> None:
        self.query_one(f"#{LIST}", RowList).show(NOTHING, why)

    def stand_on(self, candidate: str) -> None:
        self.query_one(f"#{LIST}", RowList).stand_on_key(candidate)

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character and event.character.isalnum():
            event.stop()
            self.post_message(PersonWanted(event.character))

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        if event.rows.id == LIST:
            event.stop()
            self._show_detail()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.post_message(CandidateChosen(self.query_one(f"#{LIST}", RowList).cursor_key))

    def _show_detail(self) -> None:
        analysis = self._analysis
        chosen = self.query_one(f"#{LIST}", RowList).cursor_key
        if analysis is None or analysis.offer is None:
            return
        scored = _in_columns(analysis.offer, analysis.scores.get(chosen, ()))
        detail = self.query_one(f"#{DETAIL}", RowList)
        detail.show(_detail(analysis.offer, scored) if scored else NOTHING)
        about = [_about(analysis, chosen), *_signs(scored)] if scored else ["Punkty"]
        self.query_one(f"#{ABOUT}", Static).update("\n".join(about))


def _in_columns(offer: Offer, scored: Sequence[Scored]) -> list[Scored]:
    """In the order of the columns above, not of the candidate's wishes."""
    codes = list(offer.branches)
    return sorted(scored, key=lambda one: codes.index(one.choice.branch))


def _about(analysis: Analysis, chosen: str) -> str:
    """Of a made-up candidate also the name of the example."""
    if not analysis.from_examples or analysis.regulation is None:
        return f"{chosen} (↑ ↓ wybiera, Enter wyjaśnia)"
    number = next(one.row for one in analysis.candidates if one.id == chosen)
    return f"{chosen}: {analysis.regulation.examples[number - 1].name}"


def _signs(scored: Sequence[Scored]) -> Iterator[str]:
    """What stands in the place of points, in words."""
    totals = {_total(one) for one in scored}
    if words.UNKNOWN in totals:
        yield f"„{words.UNKNOWN}” – brakuje danych (jakich: na końcu tej tabeli)"
    if UNMET in totals:
        yield f"„{UNMET}” – nie spełnia warunku (na końcu tej tabeli)"


def _candidates(analysis: Analysis) -> Rows:
    """A row for every candidate: the id and the total in each branch."""
    scores = analysis.scores
    keys = tuple(scores)
    codes = tuple(analysis.offer.branches) if analysis.offer else ()

    def cells(row: int) -> tuple[str, ...]:
        totals = {one.choice.branch: _total(one) for one in scores[keys[row]]}
        return (keys[row], *(totals.get(code, "–") for code in codes))

    columns = (
        Column("kandydat", fitting(keys, 8, 18)),
        *(Column(code, max(7, min(len(code), 12)), right=True) for code in codes),
    )
    return Rows(columns, keys, cells)


def _total(scored: Scored) -> str:
    if scored.result.eligible is False:
        return UNMET
    return words.points(scored.result.total)


def _detail(offer: Offer, scored: Sequence[Scored]) -> Rows:
    lines = list(_lines(offer, scored))
    codes = [one.choice.branch for one in scored]
    columns = (Column("kryterium", 20), *(Column(code, max(7, min(len(code), 12)), right=True) for code in codes))
    return Rows(columns, tuple(str(number) for number in range(len(lines))), lambda row: lines[row])


def _lines(offer: Offer, scored: Sequence[Scored]) -> Iterator[tuple[str, ...]]:
    evaluators = [_evaluator(offer, one) for one in scored]
    for criterion, depth in _criteria([evaluator.branch for evaluator in evaluators]):
        values = [_value(evaluator, criterion) for evaluator in evaluators]
        yield ("  " * depth + _name(criterion), *values)
    yield ("razem", *(words.points(one.result.total) for one in scored))
    for position, stage in enumerate(scored[0].result.order):
        values = [words.stage_value(one.result.order[position].value) for one in scored if _has(one, position)]
        if len(values) == len(scored):
            yield (f"kolejność: {stage.stage}", *values)
    for one in scored:
        if reason := words.standing(one):
            yield (f"{one.choice.branch}: {reason}",)


def _has(scored: Scored, position: int) -> bool:
    return position < len(scored.result.order)


def _evaluator(offer: Offer, one: Scored) -> Evaluator:
    regulation, home = home_of(offer, one.choice.branch)
    return Evaluator(regulation, home, one.candidate.facts, one.choice.pair)


def _criteria(branches: Sequence[Branch]) -> Iterator[tuple[Criterion, int]]:
    """Criteria that count in any of the branches, with their parts, each once."""
    seen: set[tuple[str, ...]] = set()
    for branch in branches:
        counted = set(branch.rules.total) | {name for stage in branch.rules.order for name in stage.criteria}
        for top in branch.rules.criteria:
            for criterion in top.walk() if top.name in counted else ():
                if criterion.path not in seen:
                    seen.add(criterion.path)
                    yield criterion, len(criterion.path) - 1


def _value(evaluator: Evaluator, criterion: Criterion) -> str:
    own = evaluator.branch.rules.criterion(criterion.path)
    return words.points(evaluator.points(own)) if own is not None else "–"


def _name(criterion: Criterion) -> str:
    return readable_name(criterion.name)
