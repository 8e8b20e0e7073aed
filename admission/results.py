"""Scored candidates -> allocation -> one outcome and one reason for every choice, and a summary for every branch.

Stands after ranking (keys) and uses `admission.allocation` (which seats whom). What is said here in Polish is what a
letter or a list may quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from admission.allocation import Instance, MarginTie, Outcome, allocate, verify
from admission.allocation.outcome import ChoiceOutcome
from admission.candidates import Candidate
from admission.ranking import Ranking, rank
from admission.scoring import Scored
from dsl.emit.order import Key
from dsl.model.regulation import Branch, Regulation
from dsl.model.result import Number
from polish.plurals import CANDIDATE, POINT, SEAT, count


class Result(StrEnum):
    ADMITTED = "przyjęty"
    ADMITTED_HIGHER = "przyjęty_wyżej"
    BELOW_CUTOFF = "poniżej_progu"
    CONDITION_NOT_MET = "nie_spełnia_warunku"
    INCOMPLETE = "niekompletny"
    UNRESOLVED_TIE = "remis_nierozstrzygnięty"


@dataclass(frozen=True, slots=True)
class ChoiceResult:
    scored: Scored
    outcome: Result
    reason: str


@dataclass(frozen=True, slots=True)
class CandidateOutcome:
    candidate: Candidate
    admitted: str | None
    choices: tuple[ChoiceResult, ...]


@dataclass(frozen=True, slots=True)
class BranchSummary:
    """`minimum` is the total of the last one admitted: the fewest points that were enough without a priority."""

    branch: Branch
    admitted: int
    minimum: Number | None
    tie: MarginTie | None
    ranking: Ranking


@dataclass(frozen=True, slots=True)
class Allocation:
    candidates: tuple[CandidateOutcome, ...]
    branches: Mapping[str, BranchSummary]

    @property
    def has_ties(self) -> bool:
        return any(summary.tie is not None for summary in self.branches.values())


def branches_without_seats(regulation: Regulation) -> tuple[str, ...]:
    """Branches whose number of seats nobody gave: nothing can be allocated before it is."""
    return tuple(code for code, branch in regulation.branches.items() if branch.seats is None)


def run_allocation(regulation: Regulation, scored: Iterable[Scored]) -> Allocation:
    """Needs the seats of every branch (`branches_without_seats` empty)."""
    by_candidate: dict[str, list[Scored]] = {}
    by_branch: dict[str, list[Scored]] = {code: [] for code in regulation.branches}
    for one in scored:
        by_candidate.setdefault(one.candidate.id, []).append(one)
        by_branch[one.choice.branch].append(one)
    rankings = {code: rank(branch, by_branch[code]) for code, branch in regulation.branches.items()}
    keys = {code: _keys(ranking) for code, ranking in rankings.items()}
    instance = _instance(regulation, by_candidate, keys)
    outcome = allocate(instance)
    violations = verify(instance, outcome)
    if violations:
        raise AssertionError(f"allocation not stable: {len(violations)} violations")
    reporter = _Reporter(outcome, keys, by_candidate)
    candidates = tuple(reporter.candidate(results) for results in by_candidate.values())
    return Allocation(candidates, {code: reporter.branch(code, rankings[code]) for code in regulation.branches})


def _keys(ranking: Ranking) -> dict[str, Key]:
    return {scored.candidate.id: place.key for place in ranking.places for scored in place.members}


def _instance(
    regulation: Regulation, by_candidate: Mapping[str, list[Scored]], keys: Mapping[str, Mapping[str, Key]]
) -> Instance:
    capacities = {code: branch.seats.count if branch.seats else 0 for code, branch in regulation.branches.items()}
    choices = {
        identifier: [
            (one.choice.branch, keys[one.choice.branch][identifier])
            for one in results
            if identifier in keys[one.choice.branch]
        ]
        for identifier, results in by_candidate.items()
    }
    beyond = {
        (identifier, one.choice.branch)
        for identifier, results in by_candidate.items()
        for one in results
        if identifier in keys[one.choice.branch] and _is_beyond_limit(regulation.branches[one.choice.branch], one)
    }
    return Instance(capacities, choices, frozenset(beyond))


def _is_beyond_limit(branch: Branch, scored: Scored) -> bool:
    stages = zip(branch.rules.order, scored.result.order, strict=True)
    return any(stage.beyond_limit and value.value is True for stage, value in stages)


@dataclass(frozen=True, slots=True)
class _Reporter:
    outcome: Outcome
    keys: Mapping[str, Mapping[str, Key]]
    by_candidate: Mapping[str, list[Scored]]

    def candidate(self, results: list[Scored]) -> CandidateOutcome:
        identifier = results[0].candidate.id
        found = self.outcome.candidates[identifier]
        outcomes = iter(found.choices)
        choices = []
        for one in results:
            if identifier in self.keys[one.choice.branch]:
                outcome = next(outcomes)
                choices.append(ChoiceResult(one, Result(outcome.value), self.reason(one, outcome, found.admitted)))
            elif one.result.eligible is False:
                reason = f"niespełniony warunek: {one.result.reason}"
                choices.append(ChoiceResult(one, Result.CONDITION_NOT_MET, reason))
            else:
                reason = f"brakuje danych: {', '.join(one.result.missing)}"
                choices.append(ChoiceResult(one, Result.INCOMPLETE, reason))
        return CandidateOutcome(results[0].candidate, found.admitted, tuple(choices))

    def reason(self, scored: Scored, outcome: ChoiceOutcome, admitted: str | None) -> str:
        match outcome:
            case ChoiceOutcome.ADMITTED:
                return f"przyjęty z wynikiem {points(scored.result.total)}"
            case ChoiceOutcome.ADMITTED_HIGHER:
                where = f"oddziału {admitted}" if admitted else "oddziału"
                return f"przyjęty do {where} wskazanego wyżej na liście"
            case ChoiceOutcome.UNRESOLVED_TIE:
                return self.tie_reason(scored)
            case ChoiceOutcome.BELOW_CUTOFF:
                return self.below(scored)

    def tie_reason(self, scored: Scored) -> str:
        tie = self.outcome.branches[scored.choice.branch].tie
        if tie is None or scored.candidate.id not in tie.candidates:
            return "wynik zależy od nierozstrzygniętego remisu między innymi kandydatami"
        people, seats = len(tie.candidates), tie.seats
        return f"remis: {count(people, CANDIDATE)} z takim samym wynikiem na {count(seats, SEAT)}; rozstrzyga komisja"

    def below(self, scored: Scored) -> str:
        """Against whom the candidate lost, and the stage that decided."""
        code = scored.choice.branch
        own = self.keys[code][scored.candidate.id]
        last = self.last_admitted(code)
        if last is None:
            return "w oddziale nie ma wolnych miejsc"
        cutoff = self.keys[code][last.candidate.id]
        order = last.result.order
        for position, (mine, theirs) in enumerate(zip(own, cutoff, strict=True)):
            if mine == theirs:
                continue
            if position >= len(order):
                return "przy równych wynikach rozstrzygnęło losowanie albo decyzja komisji"
            if position == _first_sum(scored):
                mine_points, last_points = points(scored.result.total), points(last.result.total)
                return f"za mało punktów: {mine_points}, a ostatni przyjęty ma {last_points}"
            return f"rozstrzygnął „{order[position].stage}”: inni mają pierwszeństwo"
        return "wynik równy ostatniemu przyjętemu, ale miejsc już nie ma"

    def last_admitted(self, code: str) -> Scored | None:
        """One of those with the lowest key among the admitted."""
        cutoff = self.outcome.branches[code].cutoff
        for identifier, key in self.keys[code].items():
            if key == cutoff:
                return next(one for one in self.by_candidate[identifier] if one.choice.branch == code)
        return None

    def branch(self, code: str, ranking: Ranking) -> BranchSummary:
        result = self.outcome.branches[code]
        last = self.last_admitted(code)
        minimum = last.result.total if last is not None else None
        return BranchSummary(ranking.branch, result.admitted, minimum, result.tie, ranking)


def _first_sum(scored: Scored) -> int:
    """The place of the first stage that compares points."""
    for position, value in enumerate(scored.result.order):
        if not isinstance(value.value, bool):
            return position
    return -1


def points(total: Number | None) -> str:
    return "—" if total is None else count(total, POINT)
