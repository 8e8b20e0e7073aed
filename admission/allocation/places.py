"""From branches and pools to places: what a candidate applies to, one after another.

Stands between `instance` and `acceptance`. A branch without pools is one place; a branch with pools is as many places,
and whoever chose it applies to those that admit them in written order, since a candidate does not mind which it is. So
`acceptance` knows places only, and an instance without pools goes through as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from admission.allocation.beyond_limit import ABOVE_ALL
from admission.allocation.instance import Choice, Instance, Key, Pool

Place: TypeAlias = str | tuple[str, str]
"""A branch without pools, or a branch and one of its pools."""

Application: TypeAlias = tuple[Place, Key]


@dataclass(frozen=True, slots=True)
class Places:
    """One allocation problem in terms of places; candidates are numbered in the order of the instance."""

    seats: Mapping[Place, int | None]
    """Own seats, without those that flow in."""

    passes_to: Mapping[Place, Place]
    """Where unused seats go; sources come in written order, so before whatever they pass seats to."""

    lists: Sequence[Sequence[Application]]
    """Candidate → places in the order of applying, with the key above all others where seats do not matter."""

    choice_numbers: Mapping[int, Sequence[int]]
    """Candidate → for each place of the list the number of the choice; only where the two differ."""

    def choice_number(self, candidate: int, position: int) -> int:
        """The choice that a position on the list of places stands for; past the end for past the end."""
        numbers = self.choice_numbers.get(candidate)
        if numbers is None:
            return position
        return numbers[position] if position < len(numbers) else numbers[-1] + 1 if numbers else 0


def branch_of(place: Place) -> str:
    return place if isinstance(place, str) else place[0]


def pool_of(place: Place) -> str | None:
    return None if isinstance(place, str) else place[1]


def places_of(instance: Instance) -> Places:
    pools: dict[str, tuple[Pool, ...]] = {}
    own_seats: dict[Place, int | None] = {}
    passes_to: dict[Place, Place] = {}
    for code, seats in instance.capacities.items():
        if not isinstance(seats, tuple):
            own_seats[code] = seats
            continue
        pools[code] = seats
        for pool in seats:
            own_seats[code, pool.name] = pool.seats
            if pool.passes_to is not None:
                passes_to[code, pool.name] = (code, pool.passes_to)
    if not pools and not instance.beyond_limit:
        return Places(own_seats, passes_to, list(instance.choices.values()), {})
    return _unfolded(instance, pools, own_seats, passes_to)


def _unfolded(
    instance: Instance,
    pools: Mapping[str, tuple[Pool, ...]],
    own_seats: Mapping[Place, int | None],
    passes_to: Mapping[Place, Place],
) -> Places:
    """The lists of those whom pools or "ponad limit" concern, written anew."""
    concerned = {candidate for candidate, _ in instance.beyond_limit}
    lists: list[Sequence[Application]] = []
    choice_numbers: dict[int, Sequence[int]] = {}
    for number, (candidate, own) in enumerate(instance.choices.items()):
        in_pools = any(code in pools for code, _ in own)
        if not in_pools and candidate not in concerned:
            lists.append(own)
            continue
        applications = [
            (index, place, key)
            for index, choice in enumerate(own)
            for place, key in _applications(candidate, choice, pools, (candidate, choice[0]) in instance.beyond_limit)
        ]
        lists.append([(place, key) for _, place, key in applications])
        if in_pools:
            choice_numbers[number] = [index for index, _, _ in applications]
    return Places(own_seats, passes_to, lists, choice_numbers)


def _applications(
    candidate: str, choice: Choice, pools: Mapping[str, tuple[Pool, ...]], beyond_limit: bool
) -> Sequence[Application]:
    """What one choice means; admitted regardless of seats, a candidate never needs a second pool."""
    code, key = choice
    if code not in pools:
        return [(code, ABOVE_ALL if beyond_limit else key)]
    admitting = [(code, pool.name) for pool in pools[code] if pool.admits is None or candidate in pool.admits]
    return [(place, ABOVE_ALL) for place in admitting[:1]] if beyond_limit else [(place, key) for place in admitting]
