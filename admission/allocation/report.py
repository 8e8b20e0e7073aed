"""From both bounds to results in the words of the output; stands between `acceptance` and everyone who reads outcomes.

What is equal in both bounds holds in every way of treating the ties and is final; the rest is an unresolved tie.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from admission.allocation.acceptance import Bounds, Placement, find_bounds
from admission.allocation.beyond_limit import ABOVE_ALL
from admission.allocation.instance import Instance, Key, Pool, total_seats
from admission.allocation.outcome import (
    BranchBound,
    BranchResult,
    CandidateResult,
    ChoiceOutcome,
    MarginTie,
    Outcome,
    PoolResult,
)
from admission.allocation.places import Place, Places, branch_of, places_of, pool_of


def allocate(instance: Instance) -> Outcome:
    """The candidate-optimal stable allocation; final where no decision about a tie can change it."""
    places = places_of(instance)
    bounds = find_bounds(places)
    return Outcome(_candidate_results(instance, places, bounds), _BranchReports(instance, places, bounds).all())


def _candidate_results(instance: Instance, places: Places, bounds: Bounds) -> dict[str, CandidateResult]:
    best_places, best = worst_places, worst = _where(places, bounds.everybody)
    if bounds.nobody is not bounds.everybody:
        worst_places, worst = _where(places, bounds.nobody)
    counts = map(len, instance.choices.values())
    shapes = zip(best_places, worst_places, best, worst, counts, strict=True)
    return dict(zip(instance.choices, map(_SharedResults().__getitem__, shapes), strict=True))


def _where(places: Places, placement: Placement) -> tuple[Sequence[Place | None], Sequence[int]]:
    """Candidate → place held and the number of the choice that it stands for."""
    positions = placement.positions
    held = [
        own[position][0] if position < len(own) else None for own, position in zip(places.lists, positions, strict=True)
    ]
    if places.choice_numbers:
        return held, [places.choice_number(*pair) for pair in enumerate(positions)]
    return held, positions


_Shape: TypeAlias = tuple[Place | None, Place | None, int, int, int]
"""The places and the choices of both bounds, and how many choices there are."""


class _SharedResults(dict[_Shape, CandidateResult]):
    """Equal results are one object."""

    def __missing__(self, shape: _Shape) -> CandidateResult:
        result = self[shape] = _candidate_result(*shape)
        return result


def _candidate_result(
    best_place: Place | None, worst_place: Place | None, best: int, worst: int, count: int
) -> CandidateResult:
    best_code, best_pool = _names(best_place)
    worst_code, worst_pool = _names(worst_place)
    return CandidateResult(
        best_code if best == worst else None,
        _outcomes(best, worst, count),
        best_code,
        worst_code,
        best_pool if best_place == worst_place else None,
        best_pool,
        worst_pool,
    )


@cache
def _outcomes(best: int, worst: int, count: int) -> tuple[ChoiceOutcome, ...]:
    """Above the best choice everything is lost in both bounds, below the worst nothing is needed in either."""
    outcomes = [ChoiceOutcome.BELOW_CUTOFF] * best
    outcomes += [ChoiceOutcome.ADMITTED if best == worst else ChoiceOutcome.UNRESOLVED_TIE] * (worst + 1 - best)
    outcomes += [ChoiceOutcome.ADMITTED_HIGHER] * (count - worst - 1)
    return tuple(outcomes[:count])


def _names(place: Place | None) -> tuple[str | None, str | None]:
    return (None, None) if place is None else (branch_of(place), pool_of(place))


class _Figures(NamedTuple):
    """What is told of any set of candidates who hold seats of one kind."""

    admitted: int
    beyond_limit: int
    cutoff: Key | None

    @property
    def bound(self) -> BranchBound:
        return BranchBound(self.admitted, self.cutoff)


class _BranchReports:
    """The results of branches. Made once for an allocation, so that the candidates are looked up once."""

    def __init__(self, instance: Instance, places: Places, bounds: Bounds) -> None:
        self._capacities = instance.capacities
        self._ids = list(instance.choices)
        self._beyond_limit = bool(instance.beyond_limit)
        self._places = places
        self._best, self._worst = bounds.everybody, bounds.nobody
        self._without_ties = bounds.everybody is bounds.nobody
        self._coming_down = {} if self._without_ties else self._who_may_come_down()

    def all(self) -> dict[str, BranchResult]:
        return {
            code: self._of_pools(code, seats) if isinstance(seats, tuple) else self._of_one_place(code, seats)
            for code, seats in self._capacities.items()
        }

    def _of_one_place(self, code: str, capacity: int | None) -> BranchResult:
        final, everybody, nobody = self._figures([code])
        return BranchResult(
            capacity=capacity,
            admitted=final.admitted,
            beyond_limit=final.beyond_limit,
            cutoff=final.cutoff,
            free_seats=None if capacity is None else max(0, capacity - final.admitted),
            tie=self._tie(code, capacity),
            everybody=everybody.bound,
            nobody=nobody.bound,
        )

    def _of_pools(self, code: str, pools: tuple[Pool, ...]) -> BranchResult:
        final, everybody, nobody = self._figures([(code, pool.name) for pool in pools])
        capacity = total_seats(pools)
        reports = tuple(self._pool(code, pool) for pool in pools)
        return BranchResult(
            capacity=capacity,
            admitted=final.admitted,
            beyond_limit=final.beyond_limit,
            cutoff=final.cutoff,
            free_seats=None if capacity is None else max(0, capacity - final.admitted),
            tie=next((pool.tie for pool in reports if pool.tie is not None), None),
            everybody=everybody.bound,
            nobody=nobody.bound,
            pools=reports,
        )

    def _pool(self, code: str, pool: Pool) -> PoolResult:
        place = (code, pool.name)
        final, everybody, nobody = self._figures([place])
        received, at_most = self._worst.received.get(place, 0), self._best.received.get(place, 0)
        passed_on = self._worst.passed_on.get(place, 0)
        free = None if pool.seats is None else max(0, pool.seats + received - passed_on - final.admitted)
        return PoolResult(
            name=pool.name,
            seats=pool.seats,
            received=received,
            received_at_most=at_most,
            passed_on=passed_on,
            admitted=final.admitted,
            beyond_limit=final.beyond_limit,
            cutoff=final.cutoff,
            free_seats=free,
            tie=self._tie(place, None if pool.seats is None else pool.seats + at_most),
            everybody=everybody.bound,
            nobody=nobody.bound,
        )

    def _figures(self, places: Sequence[Place]) -> tuple[_Figures, _Figures, _Figures]:
        """What is final, and both bounds, for places taken together."""
        best = self._of_holders(self._best, self._holders(self._best, places))
        if self._without_ties:
            return best, best, best
        there = self._holders(self._worst, places)
        stay = set(self._holders(self._best, places))
        final = self._of_holders(self._worst, [candidate for candidate in there if candidate in stay])
        return final, best, self._of_holders(self._worst, there)

    def _holders(self, placement: Placement, places: Sequence[Place]) -> list[int]:
        if len(places) == 1:
            return placement.held[places[0]]
        return [candidate for place in places for candidate in placement.held[place]]

    def _of_holders(self, placement: Placement, candidates: list[int]) -> _Figures:
        keys = [placement.keys[candidate] for candidate in candidates]
        beyond_limit = 0
        if self._beyond_limit:
            keys = [key for key in keys if key is not ABOVE_ALL]
            beyond_limit = len(candidates) - len(keys)
        return _Figures(len(candidates), beyond_limit, min(keys, default=None))

    def _who_may_come_down(self) -> dict[Place, list[tuple[int, Key]]]:
        """Place → candidates who come to it only after a decision elsewhere, with their keys there."""
        coming: dict[Place, list[tuple[int, Key]]] = {}
        for candidate, (best, worst) in enumerate(zip(self._best.positions, self._worst.positions, strict=True)):
            if best != worst:
                for place, key in self._places.lists[candidate][best + 1 : worst + 1]:
                    coming.setdefault(place, []).append((candidate, key))
        return coming

    def _tie(self, place: Place, capacity: int | None) -> MarginTie | None:
        held, keys = self._best.held[place], self._best.keys
        if capacity is None or len(held) <= capacity:
            return None
        margin = min((keys[candidate] for candidate in held), default=ABOVE_ALL)
        if margin is ABOVE_ALL:
            return None
        coming = self._coming_down.get(place, [])
        group = [candidate for candidate in held if keys[candidate] == margin]
        return MarginTie(
            candidates=self._sorted_ids(group),
            seats=capacity - (len(held) - len(group)),
            key=margin,
            may_join=self._sorted_ids([candidate for candidate, key in coming if key == margin]),
            may_outrank=self._sorted_ids([candidate for candidate, key in coming if key > margin]),
            pool=pool_of(place),
            may_not_flow_in=self._best.received.get(place, 0) - self._worst.received.get(place, 0),
        )

    def _sorted_ids(self, candidates: list[int]) -> tuple[str, ...]:
        return tuple(sorted(self._ids[candidate] for candidate in candidates))
