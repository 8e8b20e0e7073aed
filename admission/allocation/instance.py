"""What an allocation starts from: seats of the branches and the ordered choices of the candidates.

It comes from the order of candidates and goes to `places`. Only choices where the candidate takes part (conditions
met, data complete) belong here; the others are explained before and never compete.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias


class Key(Protocol):
    """An exact, totally ordered value, higher is better: usually a tuple of integers, or one integer.

    Within one branch all keys are of one kind and length. Equal keys are a tie that survived every stage.
    """

    def __lt__(self, other: Any, /) -> bool: ...
    def __le__(self, other: Any, /) -> bool: ...
    def __gt__(self, other: Any, /) -> bool: ...
    def __ge__(self, other: Any, /) -> bool: ...


Choice: TypeAlias = tuple[str, Key]
"""The code of a branch and the candidate's key there. A plain pair: there are hundreds of thousands of them."""


@dataclass(frozen=True, slots=True)
class Pool:
    """A part of a branch's seats kept for some candidates."""

    name: str
    seats: int | None
    """None is "bez limitu"."""

    admits: AbstractSet[str] | None = None
    """Ids of the candidates it admits; None: everybody who chose the branch. Ids of others do no harm."""

    passes_to: str | None = None
    """The later pool of the same branch that gets the seats for which nobody applied here; None: they stay free."""


Seats: TypeAlias = int | tuple[Pool, ...] | None
"""So many, without limit (None), or pools in written order: a candidate is taken by the first that has a seat."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One allocation problem. Each candidate may name a branch once; `problems` tells what breaks the rules."""

    capacities: Mapping[str, Seats]
    """Branch code → seats."""

    choices: Mapping[str, Sequence[Choice]]
    """Candidate id → choices, the most wanted first."""

    beyond_limit: AbstractSet[tuple[str, str]] = field(default_factory=frozenset)
    """Pairs (candidate, branch) admitted regardless of seats ("ponad limit").

    Such a candidate stands before everyone else and takes a seat while there is one; with more of them than seats the
    branch goes over its limit, and nobody else is admitted. Among pools it is the first that admits the candidate.
    """


def total_seats(seats: Seats) -> int | None:
    """Of the branch as a whole; what flows between pools changes nothing."""
    if not isinstance(seats, tuple):
        return seats
    total = 0
    for pool in seats:
        if pool.seats is None:
            return None
        total += pool.seats
    return total


def problems(instance: Instance) -> list[str]:
    """What makes the instance meaningless; empty for every instance that callers may pass to `allocate`."""
    capacities = instance.capacities
    known = frozenset(capacities)
    pools: dict[str, tuple[Pool, ...]] = {}
    found: list[str] = []
    for code, seats in capacities.items():
        if isinstance(seats, tuple):
            pools[code] = seats
            found += [f"branch {code}: {problem}" for problem in _pool_problems(seats)]
        elif seats is not None and seats < 0:
            found.append(f"branch {code}: negative capacity")
    for candidate, choices in instance.choices.items():
        chosen = dict(choices)
        if len(chosen) < len(choices):
            found.append(f"candidate {candidate}: a branch is named twice")
        if not known.issuperset(chosen):
            unknown = sorted(chosen.keys() - capacities.keys())
            found += [f"candidate {candidate}: unknown branch {code}" for code in unknown]
    for candidate, choices in instance.choices.items() if pools else ():
        shut = [code for code, _ in choices if code in pools and not _admitting(pools[code], candidate)]
        found += [f"candidate {candidate}: no pool of {code} admits them" for code in shut]
    for candidate, code in instance.beyond_limit:
        if code not in dict(instance.choices.get(candidate, ())):
            found.append(f"candidate {candidate}: beyond the limit in {code}, which is not among the choices")
    return found


def _pool_problems(pools: tuple[Pool, ...]) -> Iterator[str]:
    names = [pool.name for pool in pools]
    if not pools:
        yield "no pool"
    if len(set(names)) < len(names):
        yield "two pools with one name"
        return
    for number, pool in enumerate(pools):
        if pool.seats is not None and pool.seats < 0:
            yield f"pool {pool.name}: negative capacity"
        if pool.passes_to is None:
            continue
        if pool.seats is None:
            yield f"pool {pool.name}: without limit, so it has no unused seats to pass on"
        if pool.passes_to not in names[number + 1 :]:
            yield f"pool {pool.name}: passes its seats to {pool.passes_to}, which is no later pool"


def _admitting(pools: tuple[Pool, ...], candidate: str) -> bool:
    return any(pool.admits is None or candidate in pool.admits for pool in pools)
