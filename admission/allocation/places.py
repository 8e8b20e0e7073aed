"""From branches and pools to places: what a candidate applies to, one after another.

Stands between `instance` and `acceptance`. A branch without pools is one place; a branch with pools is as many places,
and whoever chose it applies to those that admit them in written order, since a candidate does not mind which it is. So
`acceptance` knows places only, and an instance without pools goes through as it is.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeAlias

from admission.allocation.beyond_limit import ABOVE_ALL
from admission.allocation.instance import Instance, Key, Pool

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
    in_pools: dict[str, list[tuple[Place, AbstractSet[str] | None]]] = {
        code: [((code, pool.name), pool.admits) for pool in some] for code, some in pools.items()
    }
    lists: list[Sequence[Application]] = []
    choice_numbers: dict[int, Sequence[int]] = {}
    for number, (candidate, own) in enumerate(instance.choices.items()):
        if candidate in concerned:
            own = [(code, ABOVE_ALL if (candidate, code) in instance.beyond_limit else key) for code, key in own]
        unfolded: list[Application] = []
        numbers: list[int] = []
        for index, choice in enumerate(own):
            code, key = choice
            if code not in in_pools:
                unfolded.append(choice)
                numbers.append(index)
                continue
            for place, admits in in_pools[code]:
                if admits is None or candidate in admits:
                    unfolded.append((place, key))
                    numbers.append(index)
                    if key is ABOVE_ALL:  # such a candidate never needs a second pool
                        break
        lists.append(unfolded)
        if len(unfolded) != len(own):
            choice_numbers[number] = numbers
    return Places(own_seats, passes_to, lists, choice_numbers)
