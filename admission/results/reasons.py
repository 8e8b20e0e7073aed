"""Why every choice ended as it did, and what the branch came to: the outcome of the allocation in words."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter

from admission.allocation import BranchResult, Instance, Outcome, PoolResult
from admission.allocation.outcome import ChoiceOutcome
from admission.ranking import Place, Ranking
from admission.results.model import BranchSummary, CandidateOutcome, ChoiceResult, PoolSummary, Result
from admission.results.seats import Admissions, whom_the_seats_are_for
from admission.scoring import Scored, missing_words, unmet_words
from dsl.emit.order import Key, key_parts
from dsl.model.regulation import BASIS_OF_SETTLING, Branch, Rules, Stage, StageKind
from dsl.model.result import Number
from polish.enumerations import enumerate_items
from polish.plurals import CANDIDATE, POINT, SEAT, count

_Seats = tuple[str, str | None]
"""A branch without pools, or a branch and one of its pools: those who compete for the same seats."""

_BELOW_A_TIE = "niższy wynik niż u kandydatów, między którymi jest nierozstrzygnięty remis"


def is_beyond_limit(branch: Branch, scored: Scored) -> bool:
    """Whether this candidate is admitted there whatever the number of seats."""
    stages = zip(branch.rules.order, scored.result.order, strict=True)
    return any(stage.beyond_limit and value.value is True for stage, value in stages)


class Reporter:
    """Knows the whole outcome; `places` are of those who compete, `pools` of the branches that have them."""

    def __init__(
        self,
        branches: Mapping[str, Branch],
        instance: Instance,
        outcome: Outcome,
        places: Mapping[str, Mapping[str, Place]],
        by_candidate: Mapping[str, list[Scored]],
        pools: Mapping[str, Admissions],
        closed: frozenset[str],
        needed: Mapping[str, int],
    ) -> None:
        self.branches, self.outcome, self.places = branches, outcome, places
        self.by_candidate, self.pools, self.closed, self.needed = by_candidate, pools, closed, needed
        self.orders = {code: _order(branch) for code, branch in branches.items()}
        self.turned_down = self._turned_down()
        self.open_at = _open_at(instance, outcome)
        self.last_admitted = self._last_admitted(instance)
        self.differences: dict[tuple[str, int, int], int | None] = {}
        self.thresholds: dict[tuple[str, str], str] = {}

    def _turned_down(self) -> dict[_Seats, list[Place]]:
        """The places of those who asked for the seats and have none of them for certain, the best first."""
        found: dict[_Seats, dict[int, Place]] = {}
        for identifier, results in self.by_candidate.items():
            choices = self.outcome.candidates[identifier].choices
            if not choices or choices[0] is ChoiceOutcome.ADMITTED:
                continue
            ranked = (one.choice.branch for one in results if identifier in self.places[one.choice.branch])
            for code, choice in zip(ranked, choices, strict=True):
                if choice is ChoiceOutcome.BELOW_CUTOFF or choice is ChoiceOutcome.UNRESOLVED_TIE:
                    place = self.places[code][identifier]
                    for seats in self.competes_for(identifier, code):
                        found.setdefault(seats, {})[place.number] = place
        return {seats: [below[number] for number in sorted(below)] for seats, below in found.items()}

    def competes_for(self, identifier: str, code: str) -> Sequence[_Seats]:
        pools = self.pools.get(code)
        return ((code, None),) if pools is None else [(code, name) for name in pools.pools[identifier]]

    def _last_admitted(self, instance: Instance) -> dict[_Seats, Scored]:
        """One of those with the lowest key among the admitted, by the seats they hold."""
        cutoffs: dict[_Seats, object] = {}
        for code, result in self.outcome.branches.items():
            for one in result.pools or (result,):
                cutoffs[code, one.name if isinstance(one, PoolResult) else None] = one.cutoff
        found: dict[_Seats, Scored] = {}
        for identifier, held in self.outcome.candidates.items():
            if held.admitted is None:
                continue
            seats = (held.admitted, held.pool)
            if seats not in found and _rank(instance, identifier, held.admitted) == cutoffs.get(seats):
                found[seats] = self.in_branch(identifier, held.admitted)
        return found

    def candidate(self, results: list[Scored]) -> CandidateOutcome:
        identifier = results[0].candidate.id
        found = self.outcome.candidates[identifier]
        outcomes = iter(found.choices)
        choices = []
        for one in results:
            if one.choice.branch in self.closed:
                choices.append(ChoiceResult(one, Result.NOT_OPENED, "oddziału nie otwarto"))
            elif identifier in self.places[one.choice.branch]:
                outcome = next(outcomes)
                choices.append(ChoiceResult(one, _RESULTS[outcome], self.reason(one, outcome, found.admitted)))
            else:
                choices.append(self.out_of_competition(one))
        return CandidateOutcome(results[0].candidate, found.admitted, tuple(choices), found.pool)

    def out_of_competition(self, one: Scored) -> ChoiceResult:
        if one.result.eligible is False:
            return ChoiceResult(one, Result.CONDITION_NOT_MET, unmet_words(one.result))
        pools = self.pools.get(one.choice.branch)
        missing = one.result.missing
        if not missing and pools is not None and one.candidate.id in pools.pools:
            branch = self.branches[one.choice.branch]
            return ChoiceResult(one, Result.CONDITION_NOT_MET, whom_the_seats_are_for(branch))
        if not missing and pools is not None:
            missing = (pools.missing[one.candidate.id],)
        return ChoiceResult(one, Result.INCOMPLETE, missing_words(missing))

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
        total = points(scored.result.total) + self.in_pool(scored)
        position = self.ahead_at(scored)
        priority = self.priority_at(scored, position)
        if priority is not None:
            return f"przyjęty z pierwszeństwem: {stage_words(priority)}; {total}"
        order = self.order(scored)
        if position is None or position == order.points:
            return f"przyjęty z wynikiem {total}"
        return f"przyjęty z wynikiem {total}; {order.settled_by(position, scored)}"

    def priority(self, scored: Scored) -> Stage | None:
        return self.priority_at(scored, self.ahead_at(scored))

    def priority_at(self, scored: Scored, position: int | None) -> Stage | None:
        """The priority that stands before the points and let the candidate in; None: the points did, or a later stage.

        Where nobody was turned down it is any that the candidate has."""
        order = self.order(scored)
        if position is not None:
            return order.stage(position) if position < order.first else None
        held = (position for position, rank in enumerate(self.key(scored)[: order.first]) if rank > 0)
        return next(map(order.stage, held), None)

    def in_pool(self, scored: Scored) -> str:
        """Which pool the seat is of; "" in a branch without pools, or while a tie may change it."""
        pool = self.outcome.candidates[scored.candidate.id].pool
        return f" (pula: {self.pool_label(scored.choice.branch, pool)})" if pool is not None else ""

    def pool_label(self, code: str, name: str) -> str:
        seats = self.branches[code].seats
        return next(one.notes.label for one in seats.pools if one.name == name) if seats is not None else name

    def ahead_at(self, scored: Scored) -> int | None:
        """The position in the key where the candidate is ahead of the best who wanted the same seats and has no place;
        None: there is nobody."""
        code, pool = scored.choice.branch, self.outcome.candidates[scored.candidate.id].pool
        below = self.turned_down.get((code, pool), [])
        own = self.place(scored)
        position = bisect_right(below, own.number, key=_number)
        return self.difference(code, own, below[position]) if position < len(below) else None

    def difference(self, code: str, one: Place, other: Place) -> int | None:
        """The first position in which the keys differ; many candidates share both places."""
        places = code, one.number, other.number
        if places not in self.differences:
            self.differences[places] = _first_difference(one.key, other.key)
        return self.differences[places]

    def order(self, scored: Scored) -> _Order:
        return self.orders[scored.choice.branch]

    def place(self, scored: Scored) -> Place:
        return self.places[scored.choice.branch][scored.candidate.id]

    def key(self, scored: Scored) -> Key:
        return self.place(scored).key

    def tie_reason(self, scored: Scored) -> str:
        ties = self.outcome.branches[scored.choice.branch].ties
        tie = next((one for one in ties if scored.candidate.id in one.candidates), None)
        if tie is None:
            return "wynik zależy od nierozstrzygniętego remisu między innymi kandydatami"
        people, seats = len(tie.candidates), tie.seats
        then = self.order(scored).to_be_settled
        return f"remis: {count(people, CANDIDATE)} z takim samym wynikiem na {count(seats, SEAT)}; {then}"

    def below(self, scored: Scored) -> str:
        """Against whom the candidate lost, and the stage that decided."""
        last = self.nearest_admitted(scored)
        if last is None:
            return _BELOW_A_TIE if self.wants_tied_seats(scored) else "w oddziale nie ma wolnych miejsc"
        position = self.difference(scored.choice.branch, self.place(scored), self.place(last))
        if position is None:
            return "wynik równy ostatniemu przyjętemu, ale miejsc już nie ma"
        order = self.order(scored)
        if position < order.first:
            return f"miejsca zajęli kandydaci z pierwszeństwem: {stage_words(order.stage(position))}"
        if position == order.points:
            return self.too_few_points(scored, last, order)
        return order.settled_by(position, scored)

    def wants_tied_seats(self, scored: Scored) -> bool:
        """Whether equal candidates wait for seats that this one competed for; other pools are no business of theirs."""
        code = scored.choice.branch
        wanted = {pool for _, pool in self.competes_for(scored.candidate.id, code)}
        return any(tie.pool in wanted for tie in self.outcome.branches[code].ties)

    def nearest_admitted(self, scored: Scored) -> Scored | None:
        """The last one admitted to seats that the candidate competed for; of several pools the one nearest by."""
        seats = self.competes_for(scored.candidate.id, scored.choice.branch)
        found = [self.last_admitted[one] for one in seats if one in self.last_admitted]
        return max(found, key=lambda one: self.place(one).number) if len(found) > 1 else found[0] if found else None

    def too_few_points(self, scored: Scored, last: Scored, order: _Order) -> str:
        """In the numbers of the stage, which need not count all criteria."""
        assert order.points is not None
        code = scored.choice.branch
        threshold = self.thresholds.get((code, last.candidate.id))
        if threshold is None:
            who = "ostatni przyjęty na podstawie punktów" if order.first else "ostatni przyjęty"
            theirs = points(self.key(last)[order.points])
            threshold = self.thresholds[code, last.candidate.id] = f"a {who}{self.in_pool(last)} ma {theirs}"
        where = "" if order.is_total else f" ({stage_words(order.stage(order.points))})"
        return f"za mało punktów{where}: {points(self.key(scored)[order.points])}, {threshold}"

    def in_branch(self, identifier: str, code: str) -> Scored:
        return next(one for one in self.by_candidate[identifier] if one.choice.branch == code)

    def branch(self, code: str, ranking: Ranking) -> BranchSummary:
        result = self.outcome.branches[code]
        return BranchSummary(
            ranking.branch,
            result.admitted,
            self.by_priority(code),
            self.minimum_of_branch(code, result),
            result.ties,
            ranking,
            result.admitted + self.open_at[code],
            tuple(
                PoolSummary(self.pool_label(code, one.name), one, self.minimum((code, one.name)))
                for one in result.pools
            ),
            self.needed.get(code, 0),
            code not in self.closed,
        )

    def minimum_of_branch(self, code: str, result: BranchResult) -> Number | None:
        """With pools the lowest of theirs: no pool was entered with less."""
        found = (
            [self.minimum((code, one.name)) for one in result.pools] if result.pools else [self.minimum((code, None))]
        )
        return min((one for one in found if one is not None), default=None)

    def minimum(self, seats: _Seats) -> Number | None:
        last = self.last_admitted.get(seats)
        return last.result.total if last is not None and self.priority(last) is None else None

    def by_priority(self, code: str) -> dict[str, int]:
        found: Counter[str] = Counter()
        first = self.orders[code].first
        for identifier, place in self.places[code].items():
            has_any = any(rank > 0 for rank in place.key[:first])
            if has_any and self.outcome.candidates[identifier].admitted == code:
                stage = self.priority(self.in_branch(identifier, code))
                if stage is not None:
                    found[stage_words(stage)] += 1
        return dict(found)


_RESULTS = {one: Result(one.value) for one in ChoiceOutcome}
_number = attrgetter("number")


def _open_at(instance: Instance, outcome: Outcome) -> Counter[str]:
    """For how many the result in a branch depends on a tie, there or elsewhere."""
    found: Counter[str] = Counter()
    for identifier, result in outcome.candidates.items() if not outcome.final else ():
        told = zip(instance.choices[identifier], result.choices, strict=True)
        found.update(code for (code, _), what in told if what is ChoiceOutcome.UNRESOLVED_TIE)
    return found


def _rank(instance: Instance, identifier: str, code: str) -> object:
    return next(rank for chosen, rank in instance.choices[identifier] if chosen == code)


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
        return f"{self.when_equal(position)}rozstrzygnął etap „{stage_words(self.stage(position))}”"

    def when_equal(self, position: int) -> str:
        """Which points were equal: with more that count in this stage or later the whole numbers were not."""
        sums = [place for place, one in enumerate(self.parts) if _kind(one) is StageKind.SUM]
        before = [place for place in sums if place < position]
        if not before:
            return ""
        if len(before) == len(sums) and (self.is_total or len(sums) > 1):
            return "przy równych punktach "
        names = enumerate_items([f"„{stage_words(self.stage(place))}”" for place in before])
        return f"przy równej liczbie punktów w {'etapie' if len(before) == 1 else 'etapach'} {names} "


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
