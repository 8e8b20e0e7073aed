"""Independent check of a finished allocation, run after every `allocate`; it shares no step with `acceptance`.

It asks what a parent or an auditor may ask: is everybody accounted for, are the seats respected, did unused seats flow
where they should, was anybody turned down by a branch that keeps someone no better, are equal candidates treated
equally, is every reported tie a real one. What follows is asked of every place: a branch without pools, or one pool.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from admission.allocation.beyond_limit import ABOVE_ALL
from admission.allocation.instance import Choice, Instance, Key, Pool, Seats, problems
from admission.allocation.outcome import (
    BranchBound,
    BranchResult,
    CandidateResult,
    ChoiceOutcome,
    MarginTie,
    Outcome,
    PoolResult,
)
from admission.allocation.places import Place

_ADMITTED, _HIGHER = ChoiceOutcome.ADMITTED, ChoiceOutcome.ADMITTED_HIGHER
_BELOW, _TIE = ChoiceOutcome.BELOW_CUTOFF, ChoiceOutcome.UNRESOLVED_TIE
_NOT_CHOSEN = "placed in a branch or a pool that was not chosen"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing wrong with an outcome: always a bug of the program (or an outcome of another instance)."""

    rule: str
    """instance, accounted, capacity, blocking, equal-treatment, tie or report."""

    where: str
    detail: str


_Walk: TypeAlias = Sequence[tuple[Place, Key]]
"""Everything a candidate would try, in order."""


class _Applications:
    """Keys and those who have them, side by side: there are hundreds of thousands of them."""

    __slots__ = ("candidates", "keys")

    def __init__(self, keys: list[Key] | None = None, candidates: list[str] | None = None) -> None:
        self.keys = [] if keys is None else keys
        self.candidates = [] if candidates is None else candidates

    def add(self, key: Key, candidate: str) -> None:
        self.keys.append(key)
        self.candidates.append(candidate)

    def __add__(self, other: "_Applications") -> "_Applications":
        if not other.keys:
            return self
        return _Applications(self.keys + other.keys, self.candidates + other.candidates) if self.keys else other

    def __len__(self) -> int:
        return len(self.keys)

    def highest(self) -> Key | None:
        return max(self.keys, default=None)

    def lowest(self) -> Key | None:
        return min(self.keys, default=None)

    def named(self, key: Key) -> str:
        """Somebody who has it."""
        return self.candidates[self.keys.index(key)]

    def among(self, candidates: AbstractSet[str]) -> "_Applications":
        found = _Applications()
        for key, candidate in zip(self.keys, self.candidates, strict=True):
            if candidate in candidates:
                found.add(key, candidate)
        return found


@dataclass(slots=True)
class _Applicants:
    """Those who want the place, by what becomes of it when everybody tied is admitted, and when nobody is.

    Whoever is admitted higher in both cases does not want the place and is not here.
    """

    lost_lost: _Applications = field(default_factory=_Applications)
    held_lost: _Applications = field(default_factory=_Applications)
    held_held: _Applications = field(default_factory=_Applications)
    higher_lost: _Applications = field(default_factory=_Applications)
    higher_held: _Applications = field(default_factory=_Applications)

    @property
    def best_case(self) -> tuple[_Applications, ...]:
        return self.lost_lost, self.held_lost, self.held_held

    @property
    def worst_case(self) -> tuple[_Applications, ...]:
        return *self.best_case, self.higher_lost, self.higher_held


@dataclass(frozen=True, slots=True)
class _Capacity:
    """Seats of a place: its own and what flows in, in both cases; the more candidates come, the less flows."""

    own: int | None
    received_best: int = 0
    received_worst: int = 0

    @property
    def best_case(self) -> int | None:
        return None if self.own is None else self.own + self.received_best

    @property
    def worst_case(self) -> int | None:
        return None if self.own is None else self.own + self.received_worst


def verify(instance: Instance, outcome: Outcome) -> tuple[Violation, ...]:
    """Everything wrong with the outcome (of a place and a rule the extreme case); empty when it is sound."""
    found = [Violation("instance", "", problem) for problem in problems(instance)] or _same_names(instance, outcome)
    if found:  # the other questions have no meaning yet
        return tuple(found)
    ledger = _Ledger(instance, outcome)
    if ledger.violations:
        return tuple(ledger.violations)
    for code, seats in instance.capacities.items():
        found += _branch_violations(code, seats, ledger.places, outcome.branches[code])
    if bool(outcome.ties) != ledger.something_open:
        found.append(Violation("tie", "", "there are ties to decide exactly when some place is not final"))
    return tuple(found)


def _same_names(instance: Instance, outcome: Outcome) -> list[Violation]:
    for name, expected, got in (
        ("candidates", instance.choices.keys(), outcome.candidates.keys()),
        ("branches", instance.capacities.keys(), outcome.branches.keys()),
    ):
        if expected != got:
            return [Violation("accounted", name, f"missing or unknown: {sorted(expected ^ got)}")]
    return []


class _Ledger:
    """All applications sorted by place, and what is wrong with the results of single candidates."""

    def __init__(self, instance: Instance, outcome: Outcome) -> None:
        self._pools = {code: seats for code, seats in instance.capacities.items() if isinstance(seats, tuple)}
        self._beyond_limit = instance.beyond_limit
        self._concerned = {candidate for candidate, _ in instance.beyond_limit}
        self.places: dict[Place, _Applicants] = {}
        for code, seats in instance.capacities.items():
            for pool in seats if isinstance(seats, tuple) else (None,):
                self.places[_place(code, None if pool is None else pool.name)] = _Applicants()
        self.violations: list[Violation] = []
        self.something_open = False
        self._account_for_everybody(instance, outcome)

    def _account_for_everybody(self, instance: Instance, outcome: Outcome) -> None:
        """Whom neither pools nor a tie nor seats beyond the limit concern, so nearly everybody, in this very loop."""
        has_pools, concerned = bool(self._pools), self._concerned
        held = {place: (one.held_held.keys, one.held_held.candidates) for place, one in self.places.items()}
        lost = {place: (one.lost_lost.keys, one.lost_lost.candidates) for place, one in self.places.items()}
        right: dict[int, tuple[int, int]] = {}  # by the identity of the result, which very many share
        for candidate, own in instance.choices.items():
            result = outcome.candidates[candidate]
            admitted = result.best
            if has_pools or result.worst != admitted or candidate in concerned:
                problem = self._account_for(candidate, own, result)
            else:
                position = 0
                for code, key in own:
                    keys, candidates = (held if code == admitted else lost)[code]
                    keys.append(key)
                    candidates.append(candidate)
                    if code == admitted:
                        break
                    position += 1
                shape = position, len(own)
                problem = None if right.get(id(result)) == shape else _contradiction_of_plain(own, position, result)
                if problem is None:
                    right[id(result)] = shape
            if problem:
                self.violations.append(Violation("accounted", candidate, problem))

    def _account_for(self, candidate: str, own: Sequence[Choice], result: CandidateResult) -> str | None:
        """Write the candidate down everywhere, or say what their result contradicts."""
        walk: _Walk = own
        if self._pools or candidate in self._concerned:
            walk = list(self._walk(candidate, own))
        best = _index(walk, result.best, result.best_pool)
        worst = best
        if result.worst != result.best or result.worst_pool != result.best_pool:
            worst = _index(walk, result.worst, result.worst_pool)
        if best is None or worst is None:
            return _NOT_CHOSEN
        if best > worst:
            return "the best result is below the worst"
        problem = _contradiction(walk, best, worst, len(own), result)
        if problem is None:
            self._write_down(candidate, walk, best, worst)
        return problem

    def _walk(self, candidate: str, own: Sequence[Choice]) -> Iterator[tuple[Place, Key]]:
        """A candidate tries the pools of a branch as they are written; admitted in any case, only the first."""
        for code, key in own:
            beyond_limit = (candidate, code) in self._beyond_limit
            for pool in self._pools.get(code, (None,)):
                if pool is None or pool.admits is None or candidate in pool.admits:
                    yield _place(code, None if pool is None else pool.name), ABOVE_ALL if beyond_limit else key
                    if beyond_limit:
                        break

    def _write_down(self, candidate: str, walk: _Walk, best: int, worst: int) -> None:
        places = self.places
        for place, key in walk[:best]:
            places[place].lost_lost.add(key, candidate)
        if best == worst:
            for place, key in walk[best : best + 1]:
                places[place].held_held.add(key, candidate)
            return
        self.something_open = True
        for position, (place, key) in enumerate(walk[best : worst + 1], best):
            applicants = places[place]
            if position == best:
                applicants.held_lost.add(key, candidate)
            else:
                (applicants.higher_held if position == worst else applicants.higher_lost).add(key, candidate)


def _place(code: str, pool: str | None) -> Place:
    return code if pool is None else (code, pool)


def _index(walk: _Walk, code: str | None, pool: str | None) -> int | None:
    """Where the walk comes to the place; its length for no place, None for a place that is not on it."""
    if code is None:
        return len(walk) if pool is None else None
    wanted = _place(code, pool)
    for position, step in enumerate(walk):
        if step[0] == wanted:
            return position
    return None


def _contradiction_of_plain(own: Sequence[Choice], position: int, result: CandidateResult) -> str | None:
    is_found = position < len(own) or result.best is None
    if not is_found or result.best_pool is not None or result.worst_pool is not None:
        return _NOT_CHOSEN
    return _contradiction(own, position, position, len(own), result)


def _contradiction(walk: _Walk, best: int, worst: int, count: int, result: CandidateResult) -> str | None:
    """The outcomes of choices follow from the two bounds."""
    admitted, pool = result.best, result.best_pool
    if best != worst:
        admitted, pool = (result.best if result.best == result.worst else None), None
    expected = _outcomes(_choice(walk, best, count), _choice(walk, worst, count), count)
    if result.choices != expected:
        return f"outcomes of choices {list(result.choices)} instead of {list(expected)}"
    if result.admitted != admitted or result.pool != pool:
        return f"admitted to {result.admitted}, pool {result.pool}, against the outcomes of choices"
    return None


def _choice(walk: _Walk, position: int, count: int) -> int:
    """The number of the choice: how many branches were tried before."""
    if len(walk) == count or position == len(walk):
        return min(position, count)
    return len({place if isinstance(place, str) else place[0] for place, _ in walk[: position + 1]}) - 1


@cache
def _outcomes(best: int, worst: int, count: int) -> tuple[ChoiceOutcome, ...]:
    middle = _ADMITTED if best == worst else _TIE
    return tuple(_BELOW if i < best else middle if i <= worst else _HIGHER for i in range(count))


def _branch_violations(
    code: str, seats: Seats, places: Mapping[Place, _Applicants], result: BranchResult
) -> Iterator[Violation]:
    if not isinstance(seats, tuple):
        capacity = _Capacity(seats)
        yield from _place_violations(code, capacity, places[code])
        yield from _reported_branch(code, seats, [places[code]], result, ())
        yield from _tie_violations(code, None, capacity, places[code], result.tie)
        return
    if [pool.name for pool in seats] != [pool.name for pool in result.pools]:
        yield Violation("report", code, "not the pools of the branch")
        return
    pools = {pool.name: places[code, pool.name] for pool in seats}
    capacities = _with_flow(seats, pools)
    for pool, told in zip(seats, result.pools, strict=True):
        where, capacity, applicants = f"{code}, {pool.name}", capacities[pool.name], pools[pool.name]
        yield from _place_violations(where, capacity, applicants)
        yield from _reported_pool(where, pool, capacity, applicants, told)
        yield from _tie_violations(where, pool.name, capacity, applicants, told.tie)
    yield from _reported_branch(code, _sum_of_seats(seats), list(pools.values()), result, result.pools)


def _with_flow(pools: tuple[Pool, ...], places: Mapping[str, _Applicants]) -> dict[str, _Capacity]:
    """Seats of each pool: its own and those of earlier ones for which nobody applied there."""
    capacities: dict[str, _Capacity] = {}
    for pool in pools:  # written order: what flows in is known before what flows out
        sources = [one.name for one in pools if one.passes_to == pool.name]
        capacities[pool.name] = _Capacity(
            pool.seats,
            sum(_unused(capacities[name].best_case, places[name].best_case) for name in sources),
            sum(_unused(capacities[name].worst_case, places[name].worst_case) for name in sources),
        )
    return capacities


def _unused(capacity: int | None, applicants: Iterable[_Applications]) -> int:
    return 0 if capacity is None else max(0, capacity - sum(map(len, applicants)))


def _sum_of_seats(pools: tuple[Pool, ...]) -> int | None:
    counts = [pool.seats for pool in pools if pool.seats is not None]
    return sum(counts) if len(counts) == len(pools) else None


def _place_violations(where: str, capacity: _Capacity, applicants: _Applicants) -> Iterator[Violation]:
    yield from _capacity(where, capacity.worst_case, applicants)
    yield from _blocking(where, capacity.worst_case, applicants)
    yield from _best_case(where, capacity.best_case, applicants)
    yield from _worst_case(where, capacity.worst_case, applicants)


def _capacity(where: str, capacity: int | None, applicants: _Applicants) -> Iterator[Violation]:
    admitted = applicants.held_held
    if capacity is not None and len(admitted) > capacity and any(key is not ABOVE_ALL for key in admitted.keys):
        yield Violation("capacity", where, f"{len(admitted)} admitted to {capacity} seats")


def _blocking(where: str, capacity: int | None, applicants: _Applicants) -> Iterator[Violation]:
    """Whoever is finally turned down has all the seats above them taken, and nobody no better is admitted.

    Seats may be taken by candidates whose own result is a tie: whichever of them come, they are enough.
    """
    lost, held = applicants.lost_lost, applicants.held_held
    key, lowest = lost.highest(), held.lowest()
    if key is None:
        return
    if not _seats_taken_above(key, applicants.worst_case[1:], capacity):
        yield Violation("blocking", where, f"{lost.named(key)} was turned down though a seat is left")
    if lowest is not None and lowest <= key:
        yield Violation(
            "blocking", where, f"{lost.named(key)} was turned down, {held.named(lowest)}, no better, was not"
        )


def _best_case(where: str, capacity: int | None, applicants: _Applicants) -> Iterator[Violation]:
    """With everybody of a tied group admitted: turned down are those, and only those, below the group."""
    wanting = applicants.best_case
    lost, held = applicants.lost_lost, applicants.held_lost + applicants.held_held
    highest_lost, lowest_held = lost.highest(), held.lowest()
    if highest_lost is not None and not _seats_taken_above(highest_lost, wanting, capacity):
        yield Violation("equal-treatment", where, f"{lost.named(highest_lost)} should be among the tied")
    if lowest_held is not None and _seats_taken_above(lowest_held, wanting, capacity):
        yield Violation("equal-treatment", where, f"{held.named(lowest_held)} is below the tied group")


def _worst_case(where: str, capacity: int | None, applicants: _Applicants) -> Iterator[Violation]:
    """With nobody of a tied group admitted: turned down are those, and only those, who do not fit as a whole group."""
    lost = applicants.lost_lost + applicants.held_lost + applicants.higher_lost
    held = applicants.held_held + applicants.higher_held
    highest_lost, lowest_held = lost.highest(), held.lowest()
    if highest_lost is not None and _group_fits(highest_lost, (lost, held), capacity):
        yield Violation(
            "equal-treatment", where, f"{lost.named(highest_lost)} is turned down though the whole group fits"
        )
    if lowest_held is not None and not _group_fits(lowest_held, (lost, held), capacity):
        yield Violation(
            "equal-treatment", where, f"{held.named(lowest_held)} is kept though the whole group does not fit"
        )


def _seats_taken_above(key: Key, groups: Iterable[_Applications], capacity: int | None) -> bool:
    if capacity is None or key is ABOVE_ALL:
        return False
    return sum([other > key for group in groups for other in group.keys]) >= capacity


def _group_fits(key: Key, groups: Iterable[_Applications], capacity: int | None) -> bool:
    if capacity is None or key is ABOVE_ALL:
        return True
    return sum([other >= key for group in groups for other in group.keys]) <= capacity


def _reported_branch(
    code: str,
    capacity: int | None,
    places: Sequence[_Applicants],
    result: BranchResult,
    pools: tuple[PoolResult, ...],
) -> Iterator[Violation]:
    everybody = _together([one for place in places for one in (place.held_lost, place.held_held)])
    nobody = _together([one for place in places for one in (place.held_held, place.higher_held)])
    admitted = nobody.among(set(everybody.candidates)) if pools else places[0].held_held
    bound = _bound(admitted)
    expected = BranchResult(
        capacity=capacity,
        admitted=len(admitted),
        beyond_limit=sum([key is ABOVE_ALL for key in admitted.keys]),
        cutoff=bound.cutoff,
        free_seats=None if capacity is None else max(0, capacity - len(admitted)),
        tie=next((pool.tie for pool in pools if pool.tie is not None), None) if pools else result.tie,
        everybody=bound if everybody is admitted else _bound(everybody),
        nobody=bound if nobody is admitted else _bound(nobody),
        pools=pools,
    )
    if result != expected:
        yield Violation("report", code, f"reported {result} instead of {expected}")


def _reported_pool(
    where: str, pool: Pool, capacity: _Capacity, applicants: _Applicants, told: PoolResult
) -> Iterator[Violation]:
    admitted = applicants.held_held
    passed_on = 0 if pool.passes_to is None else _unused(capacity.worst_case, applicants.worst_case)
    free = None if capacity.worst_case is None else max(0, capacity.worst_case - passed_on - len(admitted))
    expected = PoolResult(
        name=pool.name,
        seats=pool.seats,
        received=capacity.received_worst,
        received_at_most=capacity.received_best,
        passed_on=passed_on,
        admitted=len(admitted),
        beyond_limit=sum([key is ABOVE_ALL for key in admitted.keys]),
        cutoff=_lowest(admitted),
        free_seats=free,
        tie=told.tie,
        everybody=_bound(admitted + applicants.held_lost),
        nobody=_bound(admitted + applicants.higher_held),
    )
    if told != expected:
        yield Violation("report", where, f"reported {told} instead of {expected}")


def _together(some: Iterable[_Applications]) -> _Applications:
    return sum(some, start=_Applications())


def _bound(held: _Applications) -> BranchBound:
    return BranchBound(len(held), _lowest(held))


def _lowest(held: _Applications) -> Key | None:
    return min([key for key in held.keys if key is not ABOVE_ALL], default=None)


def _tie_violations(
    where: str, pool: str | None, capacity: _Capacity, applicants: _Applicants, tie: MarginTie | None
) -> Iterator[Violation]:
    """A tie is reported where, with everybody tied admitted, there would be too many; and it is the whole group."""
    there = applicants.held_lost + applicants.held_held
    seats = capacity.best_case
    margin = _lowest(there) if seats is not None and len(there) > seats else None
    if seats is None or margin is None:
        if tie is not None:
            yield Violation("tie", where, "there is no such tie")
        return
    group = _names(there, lambda key: key == margin)
    coming = applicants.higher_lost + applicants.higher_held
    expected = MarginTie(
        candidates=group,
        seats=seats - len(there) + len(group),
        key=margin,
        may_join=_names(coming, lambda key: key == margin),
        may_outrank=_names(coming, lambda key: key > margin),
        pool=pool,
        may_not_flow_in=capacity.received_best - capacity.received_worst,
    )
    if tie != expected:
        yield Violation("tie", where, f"reported {tie} instead of {expected}")


def _names(applications: _Applications, has: Callable[[Key], bool]) -> tuple[str, ...]:
    both = zip(applications.keys, applications.candidates, strict=True)
    return tuple(sorted(candidate for key, candidate in both if has(key)))
