"""How the pools of one branch fill, whichever way its equal candidates are put in order.

Stands beside `acceptance`, which asks it whom a branch with pools keeps. Which pool somebody sits in is no tie: what
counts is who has a seat of the branch in every order of equals, and who in some. All orders are looked through at once,
for those of one key whom the same pools admit cannot be told apart: only their numbers matter. Why a tie of a branch
with pools is what it is here: docs/decisions/0021-ties-of-a-branch-with-pools.md.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, sub
from typing import NamedTuple, TypeAlias

from admission.allocation.beyond_limit import ABOVE_ALL
from admission.allocation.instance import Key, Pool

MOST_STEPS = 500
"""With more ways to fill one of the pools, tied groups are kept, or turned down, as a whole in each."""

_Counts: TypeAlias = tuple[int, ...]
"""A number for each kind of applicants."""


class Applicant(NamedTuple):
    """`pools` are the numbers of those that admit the candidate, in written order."""

    key: Key
    pools: tuple[int, ...]
    number: int


class PoolSeats(NamedTuple):
    own: int | None
    passes_to: int | None


class Kind(NamedTuple):
    """Applicants whom nothing tells apart."""

    key: Key
    pools: tuple[int, ...]
    members: tuple[int, ...]


class _State(NamedTuple):
    """What a pool finds: of each kind those without a seat yet, and for each pool the seats that have flowed there."""

    waiting: _Counts
    received: _Counts


class _Step(NamedTuple):
    """One way to fill one pool. `tied` are the numbers of the kinds of a group that does not fit, `seats` all that is
    left for it."""

    taken: _Counts
    unused: int
    after: _State
    tied: tuple[int, ...]
    seats: int


_Steps: TypeAlias = dict[_State, list[_Step]]
_Split: TypeAlias = Callable[[Sequence[int], int], list[_Counts]]


class Tied(NamedTuple):
    """Equal candidates with too few seats for them: `fewest` where something else may take some. `pool` is the only one
    where they are equal for its last seats."""

    key: Key
    members: frozenset[int]
    seats: int
    fewest: int
    pool: int | None


@dataclass(frozen=True, slots=True)
class Filling:
    """All ways to fill the pools of a branch from the same applicants."""

    kinds: tuple[Kind, ...]
    steps: tuple[_Steps, ...]
    """Pool → what it may find → what it may do then."""

    may: frozenset[int]
    """Who has a seat in some way."""

    sure: frozenset[int]
    """Who has a seat in every way."""

    least: Key | None
    """Nobody who comes with a lower key has a seat; None: somebody may."""

    is_exact: bool
    """False: with too many ways, the two that treat tied groups as a whole stand for all of them."""

    def seated(self, pool: int) -> Iterator[_Counts]:
        """How many of each kind the pool takes, in one way after another."""
        return (step.taken for steps in self.steps[pool].values() for step in steps)

    def received(self, pool: int) -> tuple[int, int]:
        """The fewest and the most seats that flow into the pool."""
        found = [state.received[pool] for state in self.steps[pool]]
        return min(found), max(found)

    def fewest_unused(self, pool: int) -> int:
        return min(step.unused for steps in self.steps[pool].values() for step in steps)

    def one_way(self, first: Collection[int], ids: Sequence[str]) -> dict[int, int]:
        """Candidate → pool in some way, for counting: of those whom nothing tells apart some first, the rest by ids."""
        waiting = [sorted(kind.members, key=lambda one: (one not in first, ids[one])) for kind in self.kinds]
        found = {}
        state = next(iter(self.steps[0]))
        for pool, level in enumerate(self.steps):
            step = level[state][-1]
            for own, count in zip(waiting, step.taken, strict=True):
                found.update(dict.fromkeys(own[:count], pool))
                del own[:count]
            state = step.after
        return found

    def lowest_of(self, people: frozenset[int], pool: int) -> Key | None:
        """The lowest key of these people whom the pool may have, but for those admitted beyond the limit."""
        most = map(max, *self.seated(pool), self._nobody)
        found = [
            kind.key
            for kind, taken in zip(self.kinds, most, strict=True)
            if taken and kind.key is not ABOVE_ALL and not people.isdisjoint(kind.members)
        ]
        return min(found, default=None)

    def pools_of(self) -> dict[int, int]:
        """Those who have the same pool in every way → that pool."""
        found = {}
        for pool in range(len(self.steps)):
            fewest = map(min, *self.seated(pool), [len(kind.members) for kind in self.kinds])
            for kind, taken in zip(self.kinds, fewest, strict=True):
                if taken == len(kind.members):
                    found.update(dict.fromkeys(kind.members, pool))
        return found

    def ties(self) -> tuple[Tied, ...]:
        """What people have to decide, without what waits for another of these; nothing where no admission depends on
        the order of equals."""
        if self.may == self.sure:
            return ()
        return tuple(_ties(self)) if self.is_exact else (_first_whole_group(self),)

    @property
    def _nobody(self) -> _Counts:
        return (0,) * len(self.kinds)


def pool_seats(pools: Sequence[Pool]) -> tuple[PoolSeats, ...]:
    numbers = {pool.name: number for number, pool in enumerate(pools)}
    return tuple(PoolSeats(pool.seats, None if pool.passes_to is None else numbers[pool.passes_to]) for pool in pools)


def fill(pools: Sequence[PoolSeats], applicants: Iterable[Applicant]) -> Filling:
    kinds = _kinds(applicants)
    steps = _all_steps(pools, kinds, _splits)
    if steps is not None:
        return _filling(pools, kinds, steps, is_exact=True)
    both = [_all_steps(pools, kinds, split) for split in (_everybody, _nobody)]
    together = [_joined(levels) for levels in zip(*[one for one in both if one is not None], strict=True)]
    return _filling(pools, kinds, together, is_exact=False)


_by_key = attrgetter("key")


def _kinds(applicants: Iterable[Applicant]) -> tuple[Kind, ...]:
    """The strongest first."""
    found = []
    for key, equal in groupby(sorted(applicants, key=_by_key, reverse=True), key=_by_key):
        first, *others = equal
        by_pools: dict[tuple[int, ...], list[int]] = {first.pools: [first.number]}
        for one in others:
            by_pools.setdefault(one.pools, []).append(one.number)
        kinds = sorted(by_pools.items()) if others else by_pools.items()
        found += [Kind(key, pools, tuple(members)) for pools, members in kinds]
    return tuple(found)


# -- one pool after another -------------------------------------------------------------------------------------------


def _all_steps(pools: Sequence[PoolSeats], kinds: Sequence[Kind], split: _Split) -> list[_Steps] | None:
    """None: there are too many."""
    found: list[_Steps] = []
    states = [_State(tuple([len(kind.members) for kind in kinds]), (0,) * len(pools))]
    for number, pool in enumerate(pools):
        groups = _groups_of(number, kinds)
        level: _Steps = {}
        steps = 0
        for state in states:
            level[state] = list(_steps(number, pool, groups, kinds, state, split))
            steps += len(level[state])
            if steps > MOST_STEPS:
                return None
        found.append(level)
        states = list(dict.fromkeys(step.after for some in level.values() for step in some))
    return found


def _groups_of(pool: int, kinds: Sequence[Kind]) -> list[tuple[int, ...]]:
    """The kinds that the pool admits, by key. Whoever is admitted beyond the limit has no use for a second pool."""
    admitted = [
        number
        for number, kind in enumerate(kinds)
        if (pool == kind.pools[0] if kind.key is ABOVE_ALL else pool in kind.pools)
    ]
    return [tuple(equal) for _, equal in groupby(admitted, key=lambda number: kinds[number].key)]


def _steps(
    number: int,
    pool: PoolSeats,
    groups: Iterable[tuple[int, ...]],
    kinds: Sequence[Kind],
    state: _State,
    split: _Split,
) -> Iterator[_Step]:
    taken = [0] * len(kinds)
    left = None if pool.own is None else pool.own + state.received[number]
    for group in groups:
        here = [state.waiting[one] for one in group]
        wanted = sum(here)
        if left is not None and wanted > left and kinds[group[0]].key is not ABOVE_ALL:
            tied = group if left else ()
            for some in split(here, left) if left else [(0,) * len(group)]:
                for one, count in zip(group, some, strict=True):
                    taken[one] = count
                yield _step(pool, state, taken, 0, tied, left)
            return
        for one, count in zip(group, here, strict=True):
            taken[one] = count
        if left is not None:
            left = max(0, left - wanted)
    yield _step(pool, state, taken, left or 0, (), 0)


def _step(
    pool: PoolSeats, state: _State, taken: Sequence[int], unused: int, tied: tuple[int, ...], seats: int
) -> _Step:
    received = state.received
    if unused and pool.passes_to is not None:
        received = tuple([one + unused * (at == pool.passes_to) for at, one in enumerate(received)])
    after = _State(tuple(map(sub, state.waiting, taken)), received)
    return _Step(tuple(taken), unused, after, tuple([one for one in tied if state.waiting[one]]), seats)


def _splits(counts: Sequence[int], seats: int) -> list[_Counts]:
    """Every way to give all the seats to so many of each kind; not all of them once there are too many."""
    found: list[tuple[_Counts, int]] = [((), seats)]
    others = sum(counts)
    for count in counts:
        others -= count
        found = [
            ((*some, take), left - take)
            for some, left in found[: MOST_STEPS * 2]
            for take in range(max(0, left - others), min(count, left) + 1)
        ]
    return [some for some, _ in found]


def _everybody(counts: Sequence[int], seats: int) -> list[_Counts]:
    return [tuple(counts)]


def _nobody(counts: Sequence[int], seats: int) -> list[_Counts]:
    return [(0,) * len(counts)]


def _joined(levels: Iterable[_Steps]) -> _Steps:
    found: _Steps = {}
    for level in levels:
        for state, steps in level.items():
            found.setdefault(state, []).extend(steps)
    return found


def _filling(
    pools: Sequence[PoolSeats], kinds: tuple[Kind, ...], steps: Sequence[_Steps], *, is_exact: bool
) -> Filling:
    left = list(zip(*{step.after.waiting for some in steps[-1].values() for step in some}, strict=True))
    return Filling(
        kinds,
        tuple(steps),
        frozenset(
            [one for kind, some in zip(kinds, left, strict=True) if _is_less(some, kind) for one in kind.members]
        ),
        frozenset([one for kind, some in zip(kinds, left, strict=True) if not any(some) for one in kind.members]),
        _least(pools, kinds, steps),
        is_exact,
    )


def _is_less(left: Sequence[int], kind: Kind) -> bool:
    """In some way not all of the kind are left without a seat."""
    return min(left) < len(kind.members)


def _least(pools: Sequence[PoolSeats], kinds: Sequence[Kind], steps: Sequence[_Steps]) -> Key | None:
    """None when some pool has a seat to spare in some way; else the weakest whom any may have."""
    weakest = -1
    for pool, level in zip(pools, steps, strict=True):
        for step in [step for some in level.values() for step in some]:
            if pool.own is None or step.unused:
                return None
            weakest = max(weakest, *[one for one, count in enumerate(step.taken) if count], -1)
    return kinds[weakest].key if weakest >= 0 else ABOVE_ALL


# -- ties -------------------------------------------------------------------------------------------------------------


class _Place(NamedTuple):
    """Where a group is equal for the last seats of a pool, and it matters who gets them."""

    pool: int
    tied: tuple[int, ...]
    seats: int


def _ties(filling: Filling) -> Iterator[Tied]:
    kinds = filling.kinds
    ends = {step.after.waiting for steps in filling.steps[-1].values() for step in steps}
    for number, own in enumerate(_places_that_matter(filling)):
        group = {one for place in own for one in place.tied}
        members = frozenset([member for one in group for member in kinds[one].members])
        pools = {place.pool for place in own}
        if len(pools) == 1:
            pool = own[0].pool
            is_same = len(set(own)) == 1 and len(own) == len(filling.steps[pool])
            seats = [place.seats for place in own]
        else:
            pool = None
            seats = [sum([len(kinds[one].members) - end[one] for one in group]) for end in ends]
            is_same = len(set(seats)) == 1
            if max(seats) == len(members):  # all of them have seats in some way, and it matters where
                seats = [own[0].seats]
        if is_same or number == 0:
            yield Tied(kinds[own[0].tied[0]].key, members, max(seats), min(seats), pool)


def _places_that_matter(filling: Filling) -> list[list[_Place]]:
    """Those of one key together, and in each the pools in written order."""
    found: list[_Place] = []
    later: dict[_State, frozenset[_Counts]] = {}
    for pool in reversed(range(len(filling.steps))):
        now: dict[_State, frozenset[_Counts]] = {}
        here = []
        for state, steps in filling.steps[pool].items():
            ends = [later.get(step.after, frozenset([step.after.waiting])) for step in steps]
            now[state] = frozenset[_Counts]().union(*ends)
            if steps[0].tied and _matters(state, steps, ends):
                here.append(_Place(pool, steps[0].tied, steps[0].seats))
        found = here + found
        later = now
    keys = [kind.key for kind in filling.kinds]
    together: dict[int, list[_Place]] = {}
    for place in found:
        together.setdefault(keys.index(keys[place.tied[0]]), []).append(place)
    return list(together.values())


def _matters(state: _State, steps: Sequence[_Step], ends: Sequence[frozenset[_Counts]]) -> bool:
    """It leads to other ends, or parts those whom nothing tells apart, of whom some have no seat in the end."""
    if any(one != ends[0] for one in ends):
        return True
    return any(
        0 < step.taken[one] < state.waiting[one] and any(end[one] for end in ends[0])
        for step in steps
        for one in step.tied
    )


def _first_whole_group(filling: Filling) -> Tied:
    """The first that has somebody whose seat is not sure."""
    found = [
        Tied(kinds[0].key, frozenset([one for kind in kinds for one in kind.members]), step.seats, step.seats, pool)
        for pool, level in enumerate(filling.steps)
        for steps in level.values()
        for step in steps
        if (kinds := [filling.kinds[one] for one in step.tied])
    ]
    return next((one for one in found if not one.members <= filling.sure), found[0])
