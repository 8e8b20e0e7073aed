"""Deferred acceptance with ties kept whole: both bounds of what decisions about ties can lead to.

Stands between `instance` and `report`. Candidates apply down their lists, a branch keeps the best who fit and turns the
others down for good. A tied group that does not fit as a whole is kept as a whole ("everybody") or turned down as a
whole ("nobody"). Everybody turned down in the first way is turned down in every way of treating the ties, so the second
way goes on from where the first one ended. The order in which applications are looked at does not change the result.
"""

import sys
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass

from admission.allocation.beyond_limit import ABOVE_ALL, lists_with_beyond_limit
from admission.allocation.instance import Choice, Instance, Key


@dataclass(frozen=True, slots=True)
class Placement:
    """Where everybody stands: candidates are numbered in the order of the instance."""

    positions: list[int]
    """Candidate → index of the choice held, or the number of choices for nobody's."""

    held: dict[str, list[int]]
    """Branch code → candidates holding a seat there."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Both extreme placements; the same object twice when no tie is left."""

    everybody: Placement
    nobody: Placement


class _Branch:
    """A branch while applications come in.

    `keys` maps a candidate to the key of the choice being made. Newcomers wait at the end of `held`; whoever is turned
    down moves on to the next choice in `positions`.
    """

    __slots__ = ("alarm", "capacity", "cut", "held", "ordered", "whole_group_stays")

    def __init__(self, capacity: int | None) -> None:
        self.capacity = sys.maxsize if capacity is None else capacity
        self.cut: Key | None = None  # the key of the margin once somebody was turned down: no use to apply below it
        self.held: list[int] = []
        self.whole_group_stays = True
        self._settled(0)

    def _settled(self, ordered: int) -> None:
        self.ordered = ordered  # so many candidates at the front of `held` are in order and stay for now
        self.alarm = max(self.capacity, ordered) + self.capacity // 2 + 1  # with so many held it is time to look again

    def give_up_whole_groups(self) -> None:
        """From now on a tied group that does not fit is turned down."""
        self.whole_group_stays = False
        self.cut = None
        self._settled(0)

    @property
    def overfull(self) -> bool:
        return len(self.held) > self.capacity and len(self.held) > self.ordered

    def turn_down(self, keys: list[Key], positions: list[int]) -> list[int]:
        """Keep the best who fit and return the others."""
        self._put_in_order(keys)
        count = self._how_many_do_not_fit(keys)
        rejected = self.held[:count]
        del self.held[:count]
        self._settled(len(self.held))
        for candidate in rejected:
            positions[candidate] += 1
        return rejected

    def _put_in_order(self, keys: list[Key]) -> None:
        """Weakest first. A few newcomers are put in one by one, so that long chains of moves stay cheap."""
        newcomers = self.held[self.ordered :]
        if len(newcomers) * 8 > self.ordered:
            self.held.sort(key=keys.__getitem__)
            return
        del self.held[self.ordered :]
        for candidate in newcomers:
            insort(self.held, candidate, key=keys.__getitem__)

    def _how_many_do_not_fit(self, keys: list[Key]) -> int:
        """How many to turn down of `held`, which is in order; the key of the margin becomes the cut."""
        held, excess = self.held, len(self.held) - self.capacity
        if excess <= 0:
            return 0
        margin: Key
        if self.whole_group_stays:
            margin = keys[held[excess]] if self.capacity else ABOVE_ALL
            self.cut = margin
            return bisect_left(held, margin, key=keys.__getitem__)
        margin = keys[held[excess - 1]]
        if margin is ABOVE_ALL:  # they stay; the others go
            return sum(keys[candidate] is not ABOVE_ALL for candidate in held)
        self.cut = margin
        return bisect_right(held, margin, key=keys.__getitem__)


def find_bounds(instance: Instance) -> Bounds:
    """Both bounds of candidate-optimal stable placements with tied groups treated equally."""
    lists = lists_with_beyond_limit(instance)
    branches = {code: _Branch(capacity) for code, capacity in instance.capacities.items()}
    positions = [0] * len(lists)
    keys: list[Key] = [ABOVE_ALL] * len(lists)

    _apply(lists, branches, positions, keys, list(range(len(lists))))
    everybody = _placement(positions, branches)
    if not any(_is_tied(branch, keys) for branch in branches.values()):
        return Bounds(everybody, everybody)

    for branch in branches.values():
        branch.give_up_whole_groups()
    _apply(lists, branches, positions, keys, [])
    return Bounds(everybody, _placement(positions, branches))


def _is_tied(branch: _Branch, keys: list[Key]) -> bool:
    """Over its limit because of a tied group, and not only of candidates admitted regardless of seats."""
    return len(branch.held) > branch.capacity and keys[branch.held[0]] is not ABOVE_ALL


def _placement(positions: list[int], branches: dict[str, _Branch]) -> Placement:
    return Placement(list(positions), {code: list(branch.held) for code, branch in branches.items()})


def _apply(
    lists: list[Sequence[Choice]],
    branches: dict[str, _Branch],
    positions: list[int],
    keys: list[Key],
    pending: list[int],
) -> None:
    """Let candidates apply until nobody who was turned down has a choice left to try. Changes all but the lists.

    The one hot loop of the allocation: one step is one candidate walking down to the first branch not closed to them.
    """
    while True:
        while pending:
            candidate = pending.pop()
            choices = lists[candidate]
            position = positions[candidate]
            for code, key in choices[position:] if position else choices:
                branch = branches[code]
                cut = branch.cut
                if cut is None or key > cut or (key == cut and branch.whole_group_stays):
                    keys[candidate] = key
                    positions[candidate] = position
                    held = branch.held
                    held.append(candidate)
                    if len(held) > branch.alarm:
                        pending += branch.turn_down(keys, positions)
                    break
                position += 1
            else:
                positions[candidate] = position
        for branch in branches.values():
            if branch.overfull:
                pending += branch.turn_down(keys, positions)
        if not pending:
            return
