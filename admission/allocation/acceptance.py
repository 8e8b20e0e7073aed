"""Deferred acceptance with ties kept whole: both bounds of what decisions about ties can lead to.

Stands between `instance` and `report`. Candidates apply down their lists, a branch keeps the best who fit and turns the
others down for good. A tied group that does not fit as a whole is kept as a whole ("everybody") or turned down as a
whole ("nobody"); of a branch with pools that group are those who have a seat in some orders of equals and not in others
(`filling`). Everybody turned down in the first way is turned down in every way of treating the ties, so the second way
goes on from where the first one ended. The order in which applications are looked at does not change the result.
"""

import sys
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TypeAlias

from admission.allocation.beyond_limit import ABOVE_ALL
from admission.allocation.filling import Applicant, Filling, fill, pool_seats
from admission.allocation.instance import Choice, Instance, Key, Pool


@dataclass(frozen=True, slots=True)
class Placement:
    """Where everybody stands: candidates are numbered in the order of the instance."""

    positions: list[int]
    """Candidate → position on their list of the branch held, or the length of the list for nobody's."""

    keys: list[Key]
    """Candidate → key there; without meaning for those who hold nothing."""

    held: dict[str, list[int]]
    """Branch → candidates holding a seat there."""

    fillings: dict[str, Filling]
    """Branch with pools → how they fill from all who applied, but for those who have a seat in no order of equals."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Both extreme placements; the same object twice when no tie is left. `lists` are the choices as they were applied
    for: with the key above all others where seats do not matter."""

    lists: Sequence[Sequence[Choice]]
    everybody: Placement
    nobody: Placement

    def final(self, code: str) -> AbstractSet[int]:
        """Who has a seat of the branch whatever is decided."""
        held = frozenset(self.nobody.held[code])
        return held if self.nobody is self.everybody else held.intersection(self.everybody.held[code])


@dataclass(frozen=True, slots=True)
class _JustAbove:
    """A cut that keeps out the margin itself: `key >= cut` asks whether the key is higher."""

    margin: Key

    def __le__(self, key: Key) -> bool:
        return key > self.margin


_FEW = 4096
"""Candidates whose data a processor keeps at hand in whatever order they come."""


class _Branch:
    """The seats of one branch while applications come in.

    Newcomers wait at the end of `held`; `keys` maps a candidate to the key at the branch held.
    """

    __slots__ = ("capacity", "code", "cut", "held", "ordered")

    def __init__(self, code: str, seats: int | None) -> None:
        self.code = code
        self.capacity = sys.maxsize if seats is None else seats
        self.cut: Key | _JustAbove | None = None  # set once somebody was turned down: no use to apply below it
        self.held: list[int] = []
        self.ordered = 0  # so many candidates at the front of `held` are in order and stay for now

    def turn_down(self, keys: list[Key], *, whole_group_stays: bool) -> list[int]:
        """Keep the best who fit and return the others."""
        self._put_in_order(keys)
        too_many = self._how_many_for_all(keys) if whole_group_stays else self._how_many_for_none(keys)
        rejected = self.held[:too_many]
        if rejected:
            del self.held[:too_many]
        self.ordered = len(self.held)
        return rejected

    def is_tied(self, keys: list[Key]) -> bool:
        """It is over its seats because of a tied group, not only of candidates admitted regardless of seats."""
        return len(self.held) > self.capacity and any(keys[candidate] is not ABOVE_ALL for candidate in self.held)

    def _put_in_order(self, keys: list[Key]) -> None:
        """Weakest first. A few newcomers are put in one by one, so that long chains of moves stay cheap."""
        held, ordered = self.held, self.ordered
        if (len(held) - ordered) * 8 > ordered:
            held.sort(key=keys.__getitem__)
            return
        newcomers = held[ordered:]
        del held[ordered:]
        for candidate in newcomers:
            insort(held, candidate, key=keys.__getitem__)

    def _how_many_for_all(self, keys: list[Key]) -> int:
        """How many are below the margin, whose whole group stays; the margin becomes the cut."""
        held, too_many = self.held, len(self.held) - self.capacity
        margin: Key = keys[held[too_many]] if self.capacity else ABOVE_ALL
        self.cut = margin
        is_alone = keys[held[too_many - 1]] < margin
        return too_many if is_alone else bisect_left(held, margin, key=keys.__getitem__)

    def _how_many_for_none(self, keys: list[Key]) -> int:
        """How many are below the margin or of the group there that does not fit; the cut keeps both out."""
        margin: Key = keys[self.held[-self.capacity - 1]]
        they_stay = margin is ABOVE_ALL
        self.cut = margin if they_stay else _JustAbove(margin)
        return (bisect_left if they_stay else bisect_right)(self.held, margin, key=keys.__getitem__)


class _BranchWithPools(_Branch):
    """`applied` are all who may have a seat in some order of equals, whether they hold it now or not."""

    __slots__ = ("_admitting", "_applied", "_ids", "_pools", "filling")

    def __init__(self, code: str, pools: Sequence[Pool], ids: Sequence[str]) -> None:
        super().__init__(code, None)
        self.capacity = -1  # whom it keeps does not follow from their number: look whenever somebody comes
        self._pools = pool_seats(pools)
        self._admitting = [(number, pool.admits) for number, pool in enumerate(pools)]
        self._ids = ids
        self._applied: dict[int, Applicant] = {}
        self.filling = fill(self._pools, ())

    def turn_down(self, keys: list[Key], *, whole_group_stays: bool) -> list[int]:
        newcomers = [candidate for candidate in self.held if candidate not in self._applied]
        if newcomers:
            self._applied.update((one, Applicant(keys[one], self._admitted_by(one), one)) for one in newcomers)
            self.filling = fill(self._pools, self._applied.values())
            self._applied = {one: self._applied[one] for one in self._applied if one in self.filling.may}
            self.cut = self.filling.least
        staying = self.filling.may if whole_group_stays else self.filling.sure
        rejected = [candidate for candidate in self.held if candidate not in staying]
        self.held[:] = [candidate for candidate in self.held if candidate in staying]
        self.ordered = len(self.held)
        return rejected

    def is_tied(self, keys: list[Key]) -> bool:
        return self.filling.may != self.filling.sure

    def _admitted_by(self, candidate: int) -> tuple[int, ...]:
        identifier = self._ids[candidate]
        return tuple([number for number, admits in self._admitting if admits is None or identifier in admits])


_AllBranches: TypeAlias = dict[str, _Branch]


def find_bounds(instance: Instance) -> Bounds:
    """Both bounds of candidate-optimal stable placements with tied groups treated equally."""
    lists = _lists(instance)
    run = _Run(instance, lists)
    run.let_apply(_quarters(len(lists)))
    if not run.has_ties():
        final = run.placement()
        return Bounds(lists, final, final)
    everybody = run.copy_of_placement()
    run.give_up_whole_groups()
    return Bounds(lists, everybody, run.placement())


def _lists(instance: Instance) -> Sequence[Sequence[Choice]]:
    beyond = instance.beyond_limit
    if not beyond:
        return list(instance.choices.values())
    concerned = {candidate for candidate, _ in beyond}
    return [
        [(code, ABOVE_ALL if (candidate, code) in beyond else key) for code, key in own]
        if candidate in concerned
        else own
        for candidate, own in instance.choices.items()
    ]


def _quarters(count: int) -> list[range]:
    """The first to apply close branches to which the others then need not apply."""
    size = count // 4 + 1
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


class _Run:
    """The state of one allocation, from the first application to both placements."""

    def __init__(self, instance: Instance, lists: Sequence[Sequence[Choice]]) -> None:
        self._lists = lists
        self._branches = _empty(instance)
        self._held = {code: branch.held for code, branch in self._branches.items()}
        self._cuts: dict[str, Key | _JustAbove | None] = dict.fromkeys(self._branches)
        self._positions = [-1] * len(lists)  # whoever was turned down there, or did not try yet, goes on after it
        self._keys: list[Key] = [ABOVE_ALL] * len(lists)
        self._whole_group_stays = True

    def has_ties(self) -> bool:
        return any(branch.is_tied(self._keys) for branch in self._branches.values())

    def give_up_whole_groups(self) -> None:
        """From now on a tied group that does not fit is turned down; go on until nobody is left to move."""
        self._whole_group_stays = False
        for branch in self._branches.values():
            branch.ordered = 0
        self.let_apply([self._turned_down(self._branches.values())])

    def placement(self) -> Placement:
        """As it is now; it changes when the run goes on."""
        with_pools = {code: one.filling for code, one in self._branches.items() if isinstance(one, _BranchWithPools)}
        return Placement(self._positions, self._keys, self._held, with_pools)

    def copy_of_placement(self) -> Placement:
        now = self.placement()
        held = {code: candidates.copy() for code, candidates in now.held.items()}
        return replace(now, positions=now.positions.copy(), keys=now.keys.copy(), held=held)

    def let_apply(self, batches: Sequence[Sequence[int]]) -> None:
        """Let candidates apply until nobody who was turned down has a branch left to try."""
        while any(batches):
            rejected: list[int] = []
            for batch in batches:
                self._apply(batch)
                rejected += self._turned_down(self._touched_by(batch))
            if len(rejected) > _FEW:
                rejected.sort()  # neighbours in memory one after another
            batches = [rejected]

    def _apply(self, batch: Sequence[int]) -> None:
        """The one hot loop of the allocation: one step is one candidate walking down to the first branch not closed."""
        lists, cuts, held, positions, keys = self._lists, self._cuts, self._held, self._positions, self._keys
        for candidate in batch:
            position = positions[candidate] + 1
            applications = lists[candidate]
            count = len(applications)
            while position < count:
                code, key = applications[position]
                cut = cuts[code]
                if cut is None or key >= cut:
                    keys[candidate] = key
                    held[code].append(candidate)
                    break
                position += 1
            positions[candidate] = position

    def _touched_by(self, batch: Sequence[int]) -> Iterable[_Branch]:
        """Where somebody may have come: any branch after many applications, only theirs after a few."""
        if len(batch) >= len(self._branches):
            return self._branches.values()
        lists, positions = self._lists, self._positions
        touched = {}
        for candidate in batch:
            for code, _ in lists[candidate][positions[candidate] : positions[candidate] + 1]:
                touched[code] = self._branches[code]
        return touched.values()

    def _turned_down(self, touched: Iterable[_Branch]) -> list[int]:
        """Let the touched branches that are overfull turn candidates down."""
        rejected: list[int] = []
        for branch in touched:
            if branch.capacity < len(branch.held) > branch.ordered:
                rejected += branch.turn_down(self._keys, whole_group_stays=self._whole_group_stays)
                self._cuts[branch.code] = branch.cut
        return rejected


def _empty(instance: Instance) -> _AllBranches:
    ids = list(instance.choices)
    return {
        code: _BranchWithPools(code, seats, ids) if isinstance(seats, tuple) else _Branch(code, seats)
        for code, seats in instance.capacities.items()
    }
