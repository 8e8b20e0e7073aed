"""Deferred acceptance with ties kept whole: both bounds of what decisions about ties can lead to.

Stands between `places` and `report`. Candidates apply down their lists, a place keeps the best who fit and turns the
others down for good. A tied group that does not fit as a whole is kept as a whole ("everybody") or turned down as a
whole ("nobody"). Everybody turned down in the first way is turned down in every way of treating the ties, so the second
way goes on from where the first one ended. The order in which applications are looked at does not change the result.
"""

import sys
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from admission.allocation.beyond_limit import ABOVE_ALL
from admission.allocation.instance import Key
from admission.allocation.places import Place, Places


@dataclass(frozen=True, slots=True)
class Placement:
    """Where everybody stands: candidates are numbered in the order of the instance."""

    positions: list[int]
    """Candidate → position on their list of the place held, or the length of the list for nobody's."""

    keys: list[Key]
    """Candidate → key there; without meaning for those who hold nothing."""

    held: dict[Place, list[int]]
    """Place → candidates holding a seat there."""

    received: dict[Place, int]
    """Place → seats that flowed in, where any may; the rest is the place's own."""

    passed_on: dict[Place, int]
    """Place → unused seats that flowed out of it, where they may."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Both extreme placements; the same object twice when no tie is left."""

    everybody: Placement
    nobody: Placement


@dataclass(frozen=True, slots=True)
class _JustAbove:
    """A cut that keeps out the margin itself: `key >= cut` asks whether the key is higher."""

    margin: Key

    def __le__(self, key: Key) -> bool:
        return key > self.margin


_FEW = 4096
"""Candidates whose data a processor keeps at hand in whatever order they come."""


class _Seats:
    """The seats of one place while applications come in.

    Newcomers wait at the end of `held`; `keys` maps a candidate to the key at the place held.
    """

    __slots__ = ("applied_for", "capacity", "cut", "held", "ordered", "passed_on", "passes_to", "place", "received")

    def __init__(self, place: Place, own: int | None) -> None:
        self.place = place
        self.capacity = sys.maxsize if own is None else own
        self.cut: Key | _JustAbove | None = None  # set once somebody was turned down: no use to apply below it
        self.held: list[int] = []
        self.applied_for = False  # somebody was turned down, so more applied than there are seats
        self.received = 0
        self.passed_on = 0
        self.passes_to: _Seats | None = None
        self.ordered = 0  # so many candidates at the front of `held` are in order and stay for now

    def turn_down(self, keys: list[Key], *, whole_group_stays: bool) -> list[int]:
        """Keep the best who fit and return the others."""
        self._put_in_order(keys)
        too_many = self._how_many_for_all(keys) if whole_group_stays else self._how_many_for_none(keys)
        rejected = self.held[:too_many]
        if rejected:
            self.applied_for = True
            del self.held[:too_many]
        self.ordered = len(self.held)
        return rejected

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

    def unused(self) -> int:
        """Seats for which nobody applied; those free because of a tie are not among them."""
        return 0 if self.applied_for else max(0, self.capacity - len(self.held))

    def pass_on_unused(self) -> "_Seats | None":
        """Take back what was passed on too early; returns the place that lost seats, if any."""
        if self.passes_to is None or self.passed_on == (unused := self.unused()):
            return None
        self.passes_to.receive(unused - self.passed_on)
        self.passed_on = unused
        return self.passes_to

    def receive(self, change: int) -> None:
        self.received += change
        if self.capacity != sys.maxsize:
            self.capacity += change
        self.ordered = 0


_AllSeats: TypeAlias = dict[Place, _Seats]


def find_bounds(places: Places) -> Bounds:
    """Both bounds of candidate-optimal stable placements with tied groups treated equally."""
    run = _Run(places)
    run.let_apply(_quarters(len(places.lists)))
    if not run.has_ties():
        final = run.placement()
        return Bounds(final, final)
    everybody = run.copy_of_placement()
    run.give_up_whole_groups()
    return Bounds(everybody, run.placement())


def _quarters(count: int) -> list[range]:
    """The first to apply close places to which the others then need not apply."""
    size = count // 4 + 1
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


class _Run:
    """The state of one allocation, from the first application to both placements."""

    def __init__(self, places: Places) -> None:
        self._lists = places.lists
        self._seats = _empty(places)
        self._held = {place: seats.held for place, seats in self._seats.items()}
        self._cuts: dict[Place, Key | _JustAbove | None] = dict.fromkeys(self._seats)
        self._positions = [-1] * len(
            places.lists
        )  # whoever was turned down there, or did not try yet, goes on after it
        self._keys: list[Key] = [ABOVE_ALL] * len(places.lists)
        self._seats_flow = bool(places.passes_to)
        self._whole_group_stays = True

    def has_ties(self) -> bool:
        """Some place is over its seats because of a tied group, not only of candidates admitted regardless of seats."""
        keys = self._keys
        return any(
            len(seats.held) > seats.capacity and any(keys[candidate] is not ABOVE_ALL for candidate in seats.held)
            for seats in self._seats.values()
        )

    def give_up_whole_groups(self) -> None:
        """From now on a tied group that does not fit is turned down; go on until nobody is left to move."""
        self._whole_group_stays = False
        for seats in self._seats.values():
            seats.ordered = 0
        self.let_apply([self._turned_down(self._seats.values())])

    def placement(self) -> Placement:
        """As it is now; it changes when the run goes on."""
        everywhere = self._seats.items()
        return Placement(
            positions=self._positions,
            keys=self._keys,
            held=self._held,
            received={place: seats.received for place, seats in everywhere if seats.received},
            passed_on={place: seats.passed_on for place, seats in everywhere if seats.passed_on},
        )

    def copy_of_placement(self) -> Placement:
        now = self.placement()
        held = {place: candidates.copy() for place, candidates in now.held.items()}
        return replace(now, positions=now.positions.copy(), keys=now.keys.copy(), held=held)

    def let_apply(self, batches: Sequence[Sequence[int]]) -> None:
        """Let candidates apply until nobody who was turned down has a place left to try."""
        while any(batches):
            rejected: list[int] = []
            for batch in batches:
                self._apply(batch)
                rejected += self._turned_down(self._touched_by(batch))
            if len(rejected) > _FEW:
                rejected.sort()  # neighbours in memory one after another
            batches = [rejected]

    def _apply(self, batch: Sequence[int]) -> None:
        """The one hot loop of the allocation: one step is one candidate walking down to the first place not closed."""
        lists, cuts, held, positions, keys = self._lists, self._cuts, self._held, self._positions, self._keys
        for candidate in batch:
            position = positions[candidate] + 1
            applications = lists[candidate]
            count = len(applications)
            while position < count:
                place, key = applications[position]
                cut = cuts[place]
                if cut is None or key >= cut:
                    keys[candidate] = key
                    held[place].append(candidate)
                    break
                position += 1
            positions[candidate] = position

    def _touched_by(self, batch: Sequence[int]) -> Iterable[_Seats]:
        """Where somebody may have come: any place after many applications, only theirs after a few."""
        if len(batch) >= len(self._seats):
            return self._seats.values()
        lists, positions = self._lists, self._positions
        touched = {}
        for candidate in batch:
            for place, _ in lists[candidate][positions[candidate] : positions[candidate] + 1]:
                touched[place] = self._seats[place]
        return touched.values()

    def _turned_down(self, touched: Iterable[_Seats]) -> list[int]:
        """Let seats flow from the touched places, then let those overfull turn candidates down."""
        looked_at = list(touched)
        if self._seats_flow:
            for seats in looked_at:  # grows by the places that lost seats, which may pass on fewer in turn
                loser = seats.pass_on_unused()
                if loser is not None:
                    looked_at.append(loser)
        rejected: list[int] = []
        for seats in looked_at:
            if seats.capacity < len(seats.held) > seats.ordered:
                rejected += seats.turn_down(self._keys, whole_group_stays=self._whole_group_stays)
                self._cuts[seats.place] = seats.cut
        return rejected


def _empty(places: Places) -> _AllSeats:
    """Every place with its own seats and all that can flow in while nobody applied."""
    everywhere = {place: _Seats(place, own) for place, own in places.seats.items()}
    for source, target in places.passes_to.items():
        seats = everywhere[source]
        seats.passes_to = everywhere[target]
        seats.pass_on_unused()
    return everywhere
