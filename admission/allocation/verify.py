"""Independent check of a finished allocation, run after every `allocate`; it shares no step with `acceptance`.

It asks what a parent or an auditor may ask: is everybody accounted for, are the seats respected, did unused seats flow
where they should, was anybody turned down by a branch that keeps someone no better, are equal candidates treated
equally, is every reported tie a real one. The pools of a branch are filled anew, person by person, in one order of
equals after another; where there are too many orders for all of them, none of those tried may contradict the outcome.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, groupby, islice
from typing import NamedTuple, TypeAlias

from admission.allocation.beyond_limit import ABOVE_ALL
from admission.allocation.instance import Choice, Instance, Key, Pool, problems
from admission.allocation.outcome import (
    BranchBound,
    BranchResult,
    CandidateResult,
    ChoiceOutcome,
    MarginTie,
    Outcome,
    PoolResult,
)

MOST_FILLINGS = 100
"""So many ways to fill the pools of a branch are tried; fewer than `filling` looks through without giving up."""

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


_PoolOf: TypeAlias = tuple[str | None, str | None]


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
    """Those who want the branch, by what becomes of it when everybody tied is admitted, and when nobody is.

    Whoever is admitted higher in both cases does not want it and is not here.
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


def verify(instance: Instance, outcome: Outcome) -> tuple[Violation, ...]:
    """Everything wrong with the outcome (of a place and a rule the extreme case); empty when it is sound."""
    found = [Violation("instance", "", problem) for problem in problems(instance)] or _same_names(instance, outcome)
    if found:  # the other questions have no meaning yet
        return tuple(found)
    ledger = _Ledger(instance, outcome)
    if ledger.violations:
        return tuple(ledger.violations)
    for code, seats in instance.capacities.items():
        result = outcome.branches[code]
        if isinstance(seats, tuple):
            found += _branch_with_pools(code, seats, ledger.branches[code], result, ledger.pools)
        else:
            found += _branch_without_pools(code, seats, ledger.branches[code], result)
    if bool(outcome.ties) != ledger.something_open:
        found.append(Violation("tie", "", "there are ties to decide exactly when somebody's admission is open"))
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
    """All applications sorted by branch, and what is wrong with the results of single candidates."""

    def __init__(self, instance: Instance, outcome: Outcome) -> None:
        self._admitting = {
            code: {pool.name: pool.admits for pool in seats}
            for code, seats in instance.capacities.items()
            if isinstance(seats, tuple)
        }
        self._beyond_limit = instance.beyond_limit
        self._concerned = {candidate for candidate, _ in instance.beyond_limit}
        self.branches = {code: _Applicants() for code in instance.capacities}
        self.pools: dict[str, _PoolOf] = {}
        """Those who are admitted to branches with pools → the pool told, and the one where the seat is counted."""
        self.violations: list[Violation] = []
        self.something_open = False
        self._account_for_everybody(instance, outcome)

    def _account_for_everybody(self, instance: Instance, outcome: Outcome) -> None:
        """Whom neither pools nor a tie nor seats beyond the limit concern, so nearly everybody, in this very loop."""
        concerned, admitting = self._concerned, self._admitting
        held = {code: (one.held_held.keys, one.held_held.candidates) for code, one in self.branches.items()}
        lost = {code: (one.lost_lost.keys, one.lost_lost.candidates) for code, one in self.branches.items()}
        right: dict[int, tuple[int, int]] = {}  # by the identity of the result, which very many share
        for candidate, own in instance.choices.items():
            result = outcome.candidates[candidate]
            admitted = result.best
            if result.worst != admitted or admitted in admitting or candidate in concerned:
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
        best, worst = _index(own, result.best), _index(own, result.worst)
        if best is None or worst is None:
            return _NOT_CHOSEN
        if best > worst:
            return "the best result is below the worst"
        problem = _contradiction(own, best, worst, result) or self._wrong_pool(candidate, result)
        if problem is None:
            self._write_down(candidate, own, best, worst)
        return problem

    def _wrong_pool(self, candidate: str, result: CandidateResult) -> str | None:
        pools = self._admitting.get(result.admitted or "", {})
        for name in (result.pool, result.counted_in):
            admits = pools.get(name or "")
            if name not in (*pools, None) or (admits is not None and candidate not in admits):
                return _NOT_CHOSEN
        if pools:
            self.pools[candidate] = result.pool, result.counted_in
        return None

    def _write_down(self, candidate: str, own: Sequence[Choice], best: int, worst: int) -> None:
        branches = self.branches
        keyed = [(code, ABOVE_ALL if (candidate, code) in self._beyond_limit else key) for code, key in own]
        for code, key in keyed[:best]:
            branches[code].lost_lost.add(key, candidate)
        if best == worst:
            for code, key in keyed[best : best + 1]:
                branches[code].held_held.add(key, candidate)
            return
        self.something_open = True
        for position, (code, key) in enumerate(keyed[best : worst + 1], best):
            applicants = branches[code]
            if position == best:
                applicants.held_lost.add(key, candidate)
            else:
                (applicants.higher_held if position == worst else applicants.higher_lost).add(key, candidate)


def _index(own: Sequence[Choice], code: str | None) -> int | None:
    """Which choice the branch is; their number for no branch, None for one that is not among them."""
    if code is None:
        return len(own)
    return next((position for position, choice in enumerate(own) if choice[0] == code), None)


def _contradiction_of_plain(own: Sequence[Choice], position: int, result: CandidateResult) -> str | None:
    is_found = position < len(own) or result.best is None
    if not is_found or result.pool is not None or result.counted_in is not None:
        return _NOT_CHOSEN
    return _contradiction(own, position, position, result)


def _contradiction(own: Sequence[Choice], best: int, worst: int, result: CandidateResult) -> str | None:
    """The outcomes of choices follow from the two bounds."""
    expected = _outcomes(best, worst, len(own))
    if result.choices != expected:
        return f"outcomes of choices {list(result.choices)} instead of {list(expected)}"
    if result.admitted != (result.best if best == worst else None) or (result.pool and not result.admitted):
        return f"admitted to {result.admitted}, pool {result.pool}, against the outcomes of choices"
    return None


@cache
def _outcomes(best: int, worst: int, count: int) -> tuple[ChoiceOutcome, ...]:
    middle = _ADMITTED if best == worst else _TIE
    return tuple(_BELOW if i < best else middle if i <= worst else _HIGHER for i in range(count))


# -- a branch without pools -------------------------------------------------------------------------------------------


def _branch_without_pools(
    code: str, capacity: int | None, applicants: _Applicants, result: BranchResult
) -> Iterator[Violation]:
    yield from _capacity(code, capacity, applicants)
    yield from _blocking(code, capacity, applicants)
    yield from _best_case(code, capacity, applicants)
    yield from _worst_case(code, capacity, applicants)
    yield from _reported(code, capacity, applicants, result, result.least, ())
    there = applicants.held_lost + applicants.held_held
    lowest = _lowest(there)
    least = None if capacity is None or len(there) < capacity else ABOVE_ALL if lowest is None else lowest
    if result.least != least:
        yield Violation("report", code, f"nobody gets in below {result.least} instead of {least}")
    yield from _tie_violations(code, capacity, applicants, result.ties)


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


def _reported(
    code: str,
    capacity: int | None,
    applicants: _Applicants,
    result: BranchResult,
    least: Key | None,
    pools: tuple[PoolResult, ...],
) -> Iterator[Violation]:
    admitted = applicants.held_held
    expected = BranchResult(
        capacity=capacity,
        admitted=len(admitted),
        beyond_limit=sum([key is ABOVE_ALL for key in admitted.keys]),
        cutoff=_lowest(admitted),
        free_seats=None if capacity is None else max(0, capacity - len(admitted)),
        ties=result.ties,
        everybody=_bound(admitted + applicants.held_lost),
        nobody=_bound(admitted + applicants.higher_held),
        least=least,
        pools=pools,
    )
    if result != expected:
        yield Violation("report", code, f"reported {result} instead of {expected}")


def _bound(held: _Applications) -> BranchBound:
    return BranchBound(len(held), _lowest(held))


def _lowest(held: _Applications) -> Key | None:
    return min([key for key in held.keys if key is not ABOVE_ALL], default=None)


def _tie_violations(
    code: str, capacity: int | None, applicants: _Applicants, ties: tuple[MarginTie, ...]
) -> Iterator[Violation]:
    """A tie is reported where, with everybody tied admitted, there would be too many; and it is the whole group."""
    there = applicants.held_lost + applicants.held_held
    margin = _lowest(there) if capacity is not None and len(there) > capacity else None
    if capacity is None or margin is None:
        if ties:
            yield Violation("tie", code, "there is no such tie")
        return
    group = _names(there, lambda key: key == margin)
    coming = applicants.higher_lost + applicants.higher_held
    expected = MarginTie(
        candidates=group,
        seats=capacity - len(there) + len(group),
        key=margin,
        may_join=_names(coming, lambda key: key == margin),
        may_outrank=_names(coming, lambda key: key > margin),
    )
    if ties != (expected,):
        yield Violation("tie", code, f"reported {ties} instead of {expected}")


def _names(applications: _Applications, has: Callable[[Key], bool]) -> tuple[str, ...]:
    both = zip(applications.keys, applications.candidates, strict=True)
    return tuple(sorted(candidate for key, candidate in both if has(key)))


# -- a branch with pools ----------------------------------------------------------------------------------------------


class _Filled(NamedTuple):
    """One way to fill the pools: who sits where, and what each pool received and had left."""

    pool_of: Mapping[str, str]
    received: Mapping[str, int]
    unused: Mapping[str, int]


def _branch_with_pools(
    code: str, pools: tuple[Pool, ...], applicants: _Applicants, result: BranchResult, told: Mapping[str, _PoolOf]
) -> Iterator[Violation]:
    if [pool.name for pool in pools] != [pool.name for pool in result.pools]:
        yield Violation("report", code, "not the pools of the branch")
        return
    best = _ways_to_fill(pools, _together(applicants.best_case))
    worst = _ways_to_fill(pools, _together(applicants.worst_case))
    everybody = applicants.held_lost + applicants.held_held
    nobody = applicants.held_held + applicants.higher_held
    some = {one for filled in best for one in filled.pool_of}
    every = set(nobody.candidates).union(*[filled.pool_of for filled in worst])
    every = every.intersection(*[filled.pool_of for filled in worst])
    yield from _differences(code, set(everybody.candidates), some, knows_all=len(best) <= MOST_FILLINGS)
    yield from _differences(code, set(nobody.candidates), every, knows_none=len(worst) <= MOST_FILLINGS)
    yield from _ties_in_pools(code, applicants, best, result.ties)
    if max(len(best), len(worst)) <= MOST_FILLINGS:
        counts = [pool.seats for pool in pools if pool.seats is not None]
        capacity = sum(counts) if len(counts) == len(pools) else None
        admitted = applicants.held_held
        counted = {candidate: told[candidate][1] for candidate in admitted.candidates}
        expected = tuple([_expected_pool(pool, everybody, admitted, counted, best, worst) for pool in pools])
        yield from _reported(code, capacity, applicants, result, result.least, expected)
        yield from _wrong_pools(code, admitted, told, best, worst)


def _wrong_pools(
    code: str,
    admitted: _Applications,
    told: Mapping[str, _PoolOf],
    best: Sequence[_Filled],
    worst: Sequence[_Filled],
) -> Iterator[Violation]:
    """A pool is told where it is certain; counted are the seats of some way to fill the pools."""
    for candidate in admitted.candidates:
        where = {filled.pool_of.get(candidate) for filled in (*best, *worst)}
        if told[candidate][0] != (where.pop() if len(where) == 1 else None):
            yield Violation("pool", code, f"{candidate} is said to be in {told[candidate][0]}")
    counts = Counter(told[candidate][1] for candidate in admitted.candidates)
    ways = [Counter(filled.pool_of.get(candidate) for candidate in admitted.candidates) for filled in worst]
    if counts not in ways:
        yield Violation("pool", code, f"the seats are never taken like this: {dict(counts)}")


def _ways_to_fill(pools: tuple[Pool, ...], wanting: _Applications) -> list[_Filled]:
    """All of them, or one more than `MOST_FILLINGS`."""
    both = zip(wanting.keys, wanting.candidates, strict=True)
    ordered = sorted(sorted(both, key=lambda one: one[1]), key=lambda one: one[0], reverse=True)
    received = dict.fromkeys([pool.name for pool in pools], 0)
    return list(islice(_fill(pools, ordered, {}, received, {}), MOST_FILLINGS + 1))


def _fill(
    pools: tuple[Pool, ...],
    waiting: Sequence[tuple[Key, str]],
    pool_of: Mapping[str, str],
    received: Mapping[str, int],
    unused: Mapping[str, int],
) -> Iterator[_Filled]:
    if not pools:
        yield _Filled(pool_of, received, unused)
        return
    pool, *others = pools
    wanting = [one for one in waiting if pool.admits is None or one[1] in pool.admits]
    seats = len(waiting) if pool.seats is None else pool.seats + received[pool.name]
    left = 0 if pool.seats is None else max(0, seats - len(wanting))
    for taken in _takes(wanting, seats):
        names = {candidate for _, candidate in taken}
        yield from _fill(
            tuple(others),
            [one for one in waiting if one[1] not in names],
            {**pool_of, **dict.fromkeys(names, pool.name)},
            {name: count + left * (name == pool.passes_to) for name, count in received.items()},
            {**unused, pool.name: left},
        )


def _takes(wanting: Sequence[tuple[Key, str]], seats: int) -> Iterator[list[tuple[Key, str]]]:
    """Whom a pool may take: the better before the worse, of equals for the last seats any."""
    taken: list[tuple[Key, str]] = []
    for key, equal in groupby(wanting, key=lambda one: one[0]):
        group = list(equal)
        if key is not ABOVE_ALL and len(taken) + len(group) > seats:
            for some in combinations(group, max(0, seats - len(taken))):
                yield [*taken, *some]
            return
        taken += group
    yield taken


def _differences(
    code: str, told: set[str], found: set[str], *, knows_all: bool = True, knows_none: bool = True
) -> Iterator[Violation]:
    """`knows_all`: nobody but these is seated; `knows_none`: all of these are."""
    for candidate in sorted(told - found) if knows_all else ():
        yield Violation("capacity", code, f"{candidate} has a seat that there is not")
    for candidate in sorted(found - told) if knows_none else ():
        yield Violation("blocking", code, f"{candidate} was turned down though there is a seat")


def _ties_in_pools(
    code: str, applicants: _Applicants, best: Sequence[_Filled], ties: tuple[MarginTie, ...]
) -> Iterator[Violation]:
    there = _together(applicants.best_case)
    differ = any(filled.pool_of.keys() != best[0].pool_of.keys() for filled in best)
    if differ != bool(ties) and (differ or len(best) <= MOST_FILLINGS):
        yield Violation("tie", code, "a tie is there exactly when the order of equals changes who has a seat")
    for tie in ties:
        equal = {candidate for key, candidate in zip(there.keys, there.candidates, strict=True) if key == tie.key}
        if not equal.issuperset(tie.candidates) or not 0 < tie.seats < len(tie.candidates):
            yield Violation("tie", code, f"{tie} is no tie")


def _expected_pool(
    pool: Pool,
    everybody: _Applications,
    admitted: _Applications,
    counted: Mapping[str, str | None],
    best: Sequence[_Filled],
    worst: Sequence[_Filled],
) -> PoolResult:
    here = admitted.among({candidate for candidate, name in counted.items() if name == pool.name})
    ever_here = {one for filled in best for one, name in filled.pool_of.items() if name == pool.name}
    received = min(filled.received[pool.name] for filled in worst)
    passed_on = 0 if pool.passes_to is None else min(filled.unused[pool.name] for filled in worst)
    return PoolResult(
        name=pool.name,
        seats=pool.seats,
        received=received,
        received_at_most=max(filled.received[pool.name] for filled in best),
        passed_on=passed_on,
        admitted=len(here),
        beyond_limit=sum([key is ABOVE_ALL for key in here.keys]),
        cutoff=_lowest(here),
        cutoff_with_ties=_lowest(everybody.among(ever_here)),
        free_seats=None if pool.seats is None else max(0, pool.seats + received - passed_on - len(here)),
    )


def _together(some: Iterable[_Applications]) -> _Applications:
    return sum(some, start=_Applications())
