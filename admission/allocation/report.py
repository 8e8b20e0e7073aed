"""From both bounds to results in the words of the output; stands between `acceptance` and everyone who reads outcomes.

What is equal in both bounds holds in every way of treating the ties and is final; the rest is an unresolved tie.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from admission.allocation.acceptance import Bounds, Placement, find_bounds
from admission.allocation.beyond_limit import ABOVE_ALL
from admission.allocation.filling import Filling, Tied
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


def allocate(instance: Instance) -> Outcome:
    """The candidate-optimal stable allocation; final where no decision about a tie can change it."""
    bounds = find_bounds(instance)
    candidates = _candidate_results(instance, bounds)
    return Outcome(candidates, _BranchReports(instance, bounds, candidates).all())


def _candidate_results(instance: Instance, bounds: Bounds) -> dict[str, CandidateResult]:
    best, worst = bounds.everybody.positions, bounds.nobody.positions
    best_codes = worst_codes = _held_codes(bounds.lists, best)
    if bounds.nobody is not bounds.everybody:
        worst_codes = _held_codes(bounds.lists, worst)
    counts = map(len, bounds.lists)
    shapes = zip(best_codes, worst_codes, _pools(instance, bounds), best, worst, counts, strict=True)
    return dict(zip(instance.choices, map(_SharedResults().__getitem__, shapes), strict=True))


def _held_codes(lists: Sequence[Sequence[tuple[str, Key]]], positions: Sequence[int]) -> list[str | None]:
    return [own[position][0] if position < len(own) else None for own, position in zip(lists, positions, strict=True)]


_PoolOf: TypeAlias = tuple[str | None, str | None]
"""The pool of the seat, where it is the same in every way, and the one where it is counted."""


def _pools(instance: Instance, bounds: Bounds) -> Iterable[_PoolOf]:
    found: list[_PoolOf] = [(None, None)] * len(bounds.lists)
    ids = list(instance.choices) if bounds.everybody.fillings else []
    for code, in_best in bounds.everybody.fillings.items():
        in_worst = bounds.nobody.fillings[code]
        pools = instance.capacities[code]
        assert isinstance(pools, tuple), "the others have no filling"
        best_pools, worst_pools = in_best.pools_of(), in_worst.pools_of()
        final = bounds.final(code)
        one_way = in_worst.one_way(final, ids)
        for candidate in final:
            is_certain = candidate in best_pools and best_pools[candidate] == worst_pools.get(candidate)
            name = pools[one_way[candidate]].name
            found[candidate] = name if is_certain else None, name
    return found


_Shape: TypeAlias = tuple[str | None, str | None, _PoolOf, int, int, int]
"""The branches of both bounds, the pool, the choices of both bounds, and how many choices there are."""


class _SharedResults(dict[_Shape, CandidateResult]):
    """Equal results are one object."""

    def __missing__(self, shape: _Shape) -> CandidateResult:
        best_code, worst_code, pools, best, worst, count = shape
        admitted = best_code if best == worst else None
        result = self[shape] = CandidateResult(admitted, _outcomes(best, worst, count), best_code, worst_code, *pools)
        return result


@cache
def _outcomes(best: int, worst: int, count: int) -> tuple[ChoiceOutcome, ...]:
    """Above the best choice everything is lost in both bounds, below the worst nothing is needed in either."""
    outcomes = [ChoiceOutcome.BELOW_CUTOFF] * best
    outcomes += [ChoiceOutcome.ADMITTED if best == worst else ChoiceOutcome.UNRESOLVED_TIE] * (worst + 1 - best)
    outcomes += [ChoiceOutcome.ADMITTED_HIGHER] * (count - worst - 1)
    return tuple(outcomes[:count])


class _Figures(NamedTuple):
    """What is told of any set of candidates who hold seats of one kind."""

    admitted: int
    beyond_limit: int
    cutoff: Key | None

    @property
    def bound(self) -> BranchBound:
        return BranchBound(self.admitted, self.cutoff)


class _Coming(NamedTuple):
    """Who comes to a branch only after a decision elsewhere, with the key there."""

    candidate: int
    key: Key


class _BranchReports:
    """The results of branches. Made once for an allocation, so that the candidates are looked up once."""

    def __init__(self, instance: Instance, bounds: Bounds, candidates: Mapping[str, CandidateResult]) -> None:
        self._capacities = instance.capacities
        self._ids = list(instance.choices)
        self._counted_in = [result.counted_in for result in candidates.values()]
        self._beyond_limit = bool(instance.beyond_limit)
        self._bounds, self._best, self._worst = bounds, bounds.everybody, bounds.nobody
        self._coming_down = {} if self._best is self._worst else self._who_may_come_down(bounds.lists)

    def all(self) -> dict[str, BranchResult]:
        return {code: self._branch(code) for code in self._capacities}

    def _branch(self, code: str) -> BranchResult:
        seats = self._capacities[code]
        capacity = total_seats(seats)
        everybody = nobody = final = self._figures(self._best, self._best.held[code])
        if self._best is not self._worst:
            nobody = self._figures(self._worst, self._worst.held[code])
            final = self._figures(self._worst, self._bounds.final(code))
        return BranchResult(
            capacity=capacity,
            admitted=final.admitted,
            beyond_limit=final.beyond_limit,
            cutoff=final.cutoff,
            free_seats=None if capacity is None else max(0, capacity - final.admitted),
            ties=self._ties_in_pools(code, seats) if isinstance(seats, tuple) else self._ties(code, capacity),
            everybody=everybody.bound,
            nobody=nobody.bound,
            least=self._least(code, capacity, everybody),
            pools=self._pools(code, seats) if isinstance(seats, tuple) else (),
        )

    def _figures(self, placement: Placement, candidates: Collection[int]) -> _Figures:
        keys = [placement.keys[candidate] for candidate in candidates]
        beyond_limit = 0
        if self._beyond_limit:
            keys = [key for key in keys if key is not ABOVE_ALL]
            beyond_limit = len(candidates) - len(keys)
        return _Figures(len(candidates), beyond_limit, min(keys, default=None))

    def _least(self, code: str, capacity: int | None, everybody: _Figures) -> Key | None:
        if code in self._best.fillings:
            return self._best.fillings[code].least
        if capacity is None or everybody.admitted < capacity:
            return None
        return ABOVE_ALL if everybody.cutoff is None else everybody.cutoff

    def _who_may_come_down(self, lists: Sequence[Sequence[tuple[str, Key]]]) -> dict[str, list[_Coming]]:
        coming: dict[str, list[_Coming]] = {}
        for candidate, (best, worst) in enumerate(zip(self._best.positions, self._worst.positions, strict=True)):
            if best != worst:
                for code, key in lists[candidate][best + 1 : worst + 1]:
                    coming.setdefault(code, []).append(_Coming(candidate, key))
        return coming

    def _sorted_ids(self, candidates: Iterable[int]) -> tuple[str, ...]:
        return tuple(sorted([self._ids[candidate] for candidate in candidates]))

    # -- a branch without pools ---------------------------------------------------------------------------------------

    def _ties(self, code: str, capacity: int | None) -> tuple[MarginTie, ...]:
        held, keys = self._best.held[code], self._best.keys
        if capacity is None or len(held) <= capacity:
            return ()
        margin = min((keys[candidate] for candidate in held), default=ABOVE_ALL)
        if margin is ABOVE_ALL:
            return ()
        coming = self._coming_down.get(code, [])
        group = [candidate for candidate in held if keys[candidate] == margin]
        tie = MarginTie(
            candidates=self._sorted_ids(group),
            seats=capacity - (len(held) - len(group)),
            key=margin,
            may_join=self._sorted_ids([one.candidate for one in coming if one.key == margin]),
            may_outrank=self._sorted_ids([one.candidate for one in coming if one.key > margin]),
        )
        return (tie,)

    # -- a branch with pools ------------------------------------------------------------------------------------------

    def _ties_in_pools(self, code: str, pools: tuple[Pool, ...]) -> tuple[MarginTie, ...]:
        best, worst = self._best.fillings[code], self._worst.fillings[code]
        in_worst = worst.ties()
        return tuple([self._tie_in_pools(code, pools, best, one, in_worst) for one in best.ties()])

    def _tie_in_pools(
        self, code: str, pools: tuple[Pool, ...], best: Filling, tie: Tied, in_worst: Sequence[Tied]
    ) -> MarginTie:
        """Where the same is tied for as many seats with all who may come, their coming changes nothing."""
        coming = self._coming_down.get(code, [])
        open_here = best.may.difference(best.sure).union([one.candidate for one in coming])
        equal = [one for kind in best.kinds if kind.key == tie.key for one in kind.members]
        equal += [one.candidate for one in coming if one.key == tie.key]
        is_sure = tie in in_worst
        least = min([one.fewest for one in in_worst if one.key == tie.key], default=0)
        return MarginTie(
            candidates=self._sorted_ids(tie.members),
            seats=tie.seats,
            key=tie.key,
            may_join=self._sorted_ids(open_here.intersection(equal) - tie.members),
            may_outrank=() if is_sure else self._sorted_ids([one.candidate for one in coming if one.key > tie.key]),
            pool=None if tie.pool is None else pools[tie.pool].name,
            may_be_taken=tie.seats - min(tie.fewest, tie.seats if is_sure else least),
        )

    def _pools(self, code: str, pools: tuple[Pool, ...]) -> tuple[PoolResult, ...]:
        best, worst = self._best.fillings[code], self._worst.fillings[code]
        held = frozenset(self._best.held[code])
        counted: dict[str | None, list[int]] = {}
        for candidate in self._bounds.final(code):
            counted.setdefault(self._counted_in[candidate], []).append(candidate)
        found = []
        for number, pool in enumerate(pools):
            here = self._figures(self._worst, counted.get(pool.name, ()))
            received = worst.received(number)[0]
            passed_on = 0 if pool.passes_to is None else worst.fewest_unused(number)
            free = None if pool.seats is None else max(0, pool.seats + received - passed_on - here.admitted)
            found.append(
                PoolResult(
                    name=pool.name,
                    seats=pool.seats,
                    received=received,
                    received_at_most=best.received(number)[1],
                    passed_on=passed_on,
                    admitted=here.admitted,
                    beyond_limit=here.beyond_limit,
                    cutoff=here.cutoff,
                    cutoff_with_ties=best.lowest_of(held, number),
                    free_seats=free,
                )
            )
        return tuple(found)
