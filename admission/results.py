"""Scored candidates -> allocation -> one outcome and one reason for every choice, and a summary for every branch.

Stands after ranking (keys) and uses `admission.allocation` (which seats whom). What is said here in Polish is what a
letter or a list may quote.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from admission.allocation import Instance, MarginTie, Outcome, allocate, verify
from admission.allocation.outcome import ChoiceOutcome
from admission.candidates import Candidate
from admission.offer import Offer
from admission.ranking import Ranking, rank
from admission.recruitment.model import Recruitment
from admission.scoring import Scored, unmet_words
from dsl.emit.order import Key, key_parts
from dsl.model.regulation import BASIS_OF_SETTLING, Branch, Rules, Stage, StageKind
from dsl.model.result import Number
from polish.plurals import CANDIDATE, POINT, SEAT, count


class Result(StrEnum):
    ADMITTED = "przyjęty"
    ADMITTED_HIGHER = "przyjęty_wyżej"
    BELOW_CUTOFF = "poniżej_progu"
    CONDITION_NOT_MET = "nie_spełnia_warunku"
    INCOMPLETE = "niekompletny"
    UNRESOLVED_TIE = "remis_nierozstrzygnięty"
    NOT_OPENED = "oddziału_nie_otwarto"


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
    """`minimum` is the total of the last one admitted by points; `by_priority` says how many a stage before the points
    let in, by the stage's name in words. The points of these say nothing of what was needed."""

    branch: Branch
    admitted: int
    by_priority: Mapping[str, int]
    minimum: Number | None
    tie: MarginTie | None
    ranking: Ranking


@dataclass(frozen=True, slots=True)
class Allocation:
    candidates: tuple[CandidateOutcome, ...]
    branches: Mapping[str, BranchSummary]


def branches_without_seats(offer: Offer) -> tuple[str, ...]:
    """Branches whose number of seats nobody gave: nothing can be allocated before it is."""
    return tuple(code for code, branch in offer.branches.items() if branch.seats is None)


def run_allocation(offer: Offer, scored: Iterable[Scored]) -> Allocation:
    """Needs the seats of every branch (`branches_without_seats` empty)."""
    by_candidate: dict[str, list[Scored]] = {}
    by_branch: dict[str, list[Scored]] = {code: [] for code in offer.branches}
    for one in scored:
        by_candidate.setdefault(one.candidate.id, []).append(one)
        by_branch[one.choice.branch].append(one)
    rankings = {code: rank(branch, by_branch[code]) for code, branch in offer.branches.items()}
    closed = not_opened(offer)
    keys = {code: {} if code in closed else _keys(ranking) for code, ranking in rankings.items()}
    instance = _instance(offer, by_candidate, keys)
    outcome = allocate(instance)
    violations = verify(instance, outcome)
    if violations:
        raise AssertionError(f"allocation not stable: {len(violations)} violations")
    orders = {code: _order(branch) for code, branch in offer.branches.items()}
    turned_down = _turned_down(outcome, keys, by_candidate)
    last = {code: _last_admitted(ranking, outcome.branches[code].cutoff) for code, ranking in rankings.items()}
    reporter = _Reporter(orders, outcome, keys, by_candidate, turned_down, last, closed)
    candidates = tuple(reporter.candidate(results) for results in by_candidate.values())
    return Allocation(candidates, {code: reporter.branch(code, rankings[code]) for code in offer.branches})


def not_opened(offer: Offer) -> frozenset[str]:
    """Branches that nobody can be admitted to, whoever chose them."""
    return offer.not_opened if isinstance(offer, Recruitment) else frozenset()


def _keys(ranking: Ranking) -> dict[str, Key]:
    return {scored.candidate.id: place.key for place in ranking.places for scored in place.members}


def _instance(
    offer: Offer, by_candidate: Mapping[str, list[Scored]], keys: Mapping[str, Mapping[str, Key]]
) -> Instance:
    capacities = {code: branch.seats.count if branch.seats else 0 for code, branch in offer.branches.items()}
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
        if identifier in keys[one.choice.branch] and is_beyond_limit(offer.branches[one.choice.branch], one)
    }
    return Instance(capacities, choices, frozenset(beyond))


def is_beyond_limit(branch: Branch, scored: Scored) -> bool:
    """Whether this candidate is admitted there whatever the number of seats."""
    stages = zip(branch.rules.order, scored.result.order, strict=True)
    return any(stage.beyond_limit and value.value is True for stage, value in stages)


def _turned_down(
    outcome: Outcome, keys: Mapping[str, Mapping[str, Key]], by_candidate: Mapping[str, list[Scored]]
) -> dict[str, list[Key]]:
    """The keys of those who asked for a branch and have no place there for certain, ascending."""
    found: dict[str, list[Key]] = {code: [] for code in keys}
    for identifier, results in by_candidate.items():
        ranked = [one.choice.branch for one in results if identifier in keys[one.choice.branch]]
        for code, choice in zip(ranked, outcome.candidates[identifier].choices, strict=True):
            if choice in (ChoiceOutcome.BELOW_CUTOFF, ChoiceOutcome.UNRESOLVED_TIE):
                found[code].append(keys[code][identifier])
    for below in found.values():
        below.sort()
    return found


_BELOW_A_TIE = "niższy wynik niż u kandydatów, między którymi jest nierozstrzygnięty remis"


def _last_admitted(ranking: Ranking, cutoff: object) -> Scored | None:
    """One of those with the lowest key among the admitted."""
    return next((place.members[0] for place in ranking.places if place.key == cutoff), None)


@dataclass(frozen=True, slots=True)
class _Reporter:
    orders: Mapping[str, _Order]
    outcome: Outcome
    keys: Mapping[str, Mapping[str, Key]]
    by_candidate: Mapping[str, list[Scored]]
    turned_down: Mapping[str, list[Key]]
    last_admitted: Mapping[str, Scored | None]
    closed: frozenset[str]

    def candidate(self, results: list[Scored]) -> CandidateOutcome:
        identifier = results[0].candidate.id
        found = self.outcome.candidates[identifier]
        outcomes = iter(found.choices)
        choices = []
        for one in results:
            if one.choice.branch in self.closed:
                choices.append(ChoiceResult(one, Result.NOT_OPENED, "oddziału nie otwarto"))
            elif identifier in self.keys[one.choice.branch]:
                outcome = next(outcomes)
                choices.append(ChoiceResult(one, Result(outcome.value), self.reason(one, outcome, found.admitted)))
            elif one.result.eligible is False:
                reason = unmet_words(one.result)
                choices.append(ChoiceResult(one, Result.CONDITION_NOT_MET, reason))
            else:
                reason = f"brakuje danych: {', '.join(one.result.missing)}"
                choices.append(ChoiceResult(one, Result.INCOMPLETE, reason))
        return CandidateOutcome(results[0].candidate, found.admitted, tuple(choices))

    def reason(self, scored: Scored, outcome: ChoiceOutcome, admitted: str | None) -> str:
        match outcome:
            case ChoiceOutcome.ADMITTED:
                return self.admitted(scored)
            case ChoiceOutcome.ADMITTED_HIGHER:
                where = f"oddziału {admitted}" if admitted else "oddziału"
                return f"przyjęty do {where} wskazanego wyżej na liście"
            case ChoiceOutcome.UNRESOLVED_TIE:
                return self.tie_reason(scored)
            case ChoiceOutcome.BELOW_CUTOFF:
                return self.below(scored)

    def admitted(self, scored: Scored) -> str:
        """The stage by which the candidate stands before the best of those who have no place."""
        total = points(scored.result.total)
        priority = self.priority(scored)
        if priority is not None:
            return f"przyjęty z pierwszeństwem: {stage_words(priority)}; {total}"
        order = self.order(scored)
        position = self.ahead_at(scored)
        if position is None or position == order.points:
            return f"przyjęty z wynikiem {total}"
        return f"przyjęty z wynikiem {total}; {order.settled_by(position, scored)}"

    def priority(self, scored: Scored) -> Stage | None:
        """The priority that stands before the points and let the candidate in; None: the points did, or a later stage.

        Where nobody was turned down it is any that the candidate has."""
        order = self.order(scored)
        position = self.ahead_at(scored)
        if position is not None:
            return order.stage(position) if position < order.first else None
        held = (position for position, rank in enumerate(self.key(scored)[: order.first]) if rank > 0)
        return next(map(order.stage, held), None)

    def ahead_at(self, scored: Scored) -> int | None:
        """The place in the key where the candidate is ahead of the best who has no place; None: there is nobody."""
        own = self.key(scored)
        below = self.turned_down[scored.choice.branch]
        position = bisect_left(below, own)
        return _first_difference(own, below[position - 1]) if position else None

    def order(self, scored: Scored) -> _Order:
        return self.orders[scored.choice.branch]

    def key(self, scored: Scored) -> Key:
        return self.keys[scored.choice.branch][scored.candidate.id]

    def tie_reason(self, scored: Scored) -> str:
        tie = self.outcome.branches[scored.choice.branch].tie
        if tie is None or scored.candidate.id not in tie.candidates:
            return "wynik zależy od nierozstrzygniętego remisu między innymi kandydatami"
        people, seats = len(tie.candidates), tie.seats
        then = self.order(scored).to_be_settled
        return f"remis: {count(people, CANDIDATE)} z takim samym wynikiem na {count(seats, SEAT)}; {then}"

    def below(self, scored: Scored) -> str:
        """Against whom the candidate lost, and the stage that decided."""
        last = self.last_admitted[scored.choice.branch]
        if last is None:
            tie = self.outcome.branches[scored.choice.branch].tie
            return "w oddziale nie ma wolnych miejsc" if tie is None else _BELOW_A_TIE
        position = _first_difference(self.key(scored), self.key(last))
        if position is None:
            return "wynik równy ostatniemu przyjętemu, ale miejsc już nie ma"
        order = self.order(scored)
        if position < order.first:
            return f"miejsca zajęli kandydaci z pierwszeństwem: {stage_words(order.stage(position))}"
        if position == order.points:
            return self.too_few_points(scored, last, order)
        return order.settled_by(position, scored)

    def too_few_points(self, scored: Scored, last: Scored, order: _Order) -> str:
        """In the numbers of the stage, which need not count all criteria."""
        assert order.points is not None
        mine, theirs = (points(self.key(one)[order.points]) for one in (scored, last))
        where = "" if order.is_total else f" ({stage_words(order.stage(order.points))})"
        who = "ostatni przyjęty na podstawie punktów" if order.first else "ostatni przyjęty"
        return f"za mało punktów{where}: {mine}, a {who} ma {theirs}"

    def in_branch(self, identifier: str, code: str) -> Scored:
        return next(one for one in self.by_candidate[identifier] if one.choice.branch == code)

    def branch(self, code: str, ranking: Ranking) -> BranchSummary:
        result = self.outcome.branches[code]
        last = self.last_admitted[code]
        by_points = last is not None and self.priority(last) is None
        minimum = last.result.total if last is not None and by_points else None
        return BranchSummary(ranking.branch, result.admitted, self.by_priority(code), minimum, result.tie, ranking)

    def by_priority(self, code: str) -> dict[str, int]:
        found: Counter[str] = Counter()
        for identifier in self.keys[code]:
            if self.outcome.candidates[identifier].admitted == code:
                stage = self.priority(self.in_branch(identifier, code))
                if stage is not None:
                    found[stage_words(stage)] += 1
        return dict(found)


@dataclass(frozen=True, slots=True)
class _Order:
    """What each number of a key stands for: `first` is the place of the first that is no priority, `points` of the
    first that compares points; `is_total`: of all criteria."""

    parts: tuple[Stage | StageKind, ...]
    first: int
    points: int | None
    is_total: bool
    to_be_settled: str

    def stage(self, position: int) -> Stage:
        """One that compares results."""
        part = self.parts[position]
        assert isinstance(part, Stage), "a lot is told in its own words"
        return part

    def settled_by(self, position: int, scored: Scored) -> str:
        kind = _kind(self.parts[position])
        if kind in _SETTLED:
            basis = scored.choice.pair.get(BASIS_OF_SETTLING)
            return f"przy równych wynikach {_SETTLED[kind]}{f' ({basis})' if basis else ''}"
        when = "przy równych punktach " if self.points is not None and position > self.points else ""
        return f"{when}rozstrzygnął etap „{stage_words(self.stage(position))}”"


_SETTLED = {
    StageKind.LOT: "rozstrzygnęło losowanie",
    StageKind.DECISION: "rozstrzygnęła decyzja komisji rekrutacyjnej",
}


def _order(branch: Branch) -> _Order:
    parts = key_parts(branch.rules)
    first = next((place for place, one in enumerate(parts) if _kind(one) is not StageKind.PRIORITY), len(parts))
    sums = [place for place, one in enumerate(parts) if _kind(one) is StageKind.SUM]
    order = _Order(parts, first, sums[0] if sums else None, False, _to_be_settled(branch.rules))
    is_total = bool(sums) and set(order.stage(sums[0]).criteria) == set(branch.rules.total)
    return replace(order, is_total=is_total)


def _to_be_settled(rules: Rules) -> str:
    """What the order says of a tie that nothing has settled yet."""
    if not rules.says_what_settles:
        return "regulamin nie mówi, co rozstrzyga"
    named = ", a potem ".join("losowanie" if kind is StageKind.LOT else "decyzja komisji" for kind in rules.settling)
    return f"rozstrzyga {named}"


def _kind(part: Stage | StageKind) -> StageKind:
    return part.kind if isinstance(part, Stage) else part


def _first_difference(one: Key, other: Key) -> int | None:
    return next((place for place, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs), None)


def stage_words(stage: Stage) -> str:
    return stage.notes.label or stage.name


@lru_cache(maxsize=4096)  # few numbers of very many candidates
def points(total: Number | None) -> str:
    return "—" if total is None else count(total, POINT)
