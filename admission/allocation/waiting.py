"""Which ties can be decided first: those that wait for no other, or only for ties that wait for them too.

Stands after `report`. A branch waits for another one when somebody who may come down to it still stands higher there.
Cautious: a branch may be said to wait although no decision would bring anybody down, never the other way round.
"""

from collections.abc import Iterator, Mapping

from admission.allocation.beyond_limit import ABOVE_ALL
from admission.allocation.instance import Instance, Key
from admission.allocation.outcome import BranchResult, Outcome, PoolResult
from admission.allocation.places import Place, Places, branch_of, places_of


def ties_in_the_way(instance: Instance, outcome: Outcome) -> dict[str, tuple[str, ...]]:
    """Branch with ties → branches whose ties come first. Some branch has none; branches that wait for one another in a
    ring are not in each other's way."""
    tied = outcome.ties
    reached = _all_reached(instance, outcome)
    return {
        code: tuple(other for other in tied if other in reached[code] and code not in reached[other]) for code in tied
    }


def ties_awaited(instance: Instance, outcome: Outcome) -> dict[str, tuple[str, ...]]:
    """Branch → other branches whose ties may change who comes to it, and so how many of its seats are left."""
    reached = _all_reached(instance, outcome)
    return {code: tuple(other for other in outcome.ties if other in found - {code}) for code, found in reached.items()}


def _all_reached(instance: Instance, outcome: Outcome) -> dict[str, set[str]]:
    """Branch → all that it waits for, itself included."""
    waits_for = _waits_for(instance, outcome) if outcome.ties else {}
    return {code: _reached(code, waits_for) for code in outcome.branches}


def _reached(start: str, waits_for: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = {start}
    new = [start]
    while new:
        for code in waits_for.get(new.pop(), ()):
            if code not in found:
                found.add(code)
                new.append(code)
    return found


def _waits_for(instance: Instance, outcome: Outcome) -> dict[str, set[str]]:
    places = places_of(instance)
    least = {place: key for code in outcome.branches for place, key in _least_keys(code, outcome.branches[code])}
    found: dict[str, set[str]] = {}
    for higher, lower in _ways_down(places, outcome, least):
        if higher != lower:
            found.setdefault(lower, set()).add(higher)
    return found


def _ways_down(places: Places, outcome: Outcome, least: Mapping[Place, Key]) -> Iterator[tuple[str, str]]:
    """A branch where somebody may lose, and one to which they may come down then."""
    for own, result in zip(places.lists, outcome.candidates.values(), strict=True):
        best = _place(result.best, result.best_pool)
        worst = _place(result.worst, result.worst_pool)
        if best == worst:
            continue
        order = [place for place, _ in own]
        start = order.index(best) if best is not None else len(order)
        end = order.index(worst) + 1 if worst is not None else len(order)
        for position in range(start + 1, end):
            place, key = own[position]
            if place not in least or key >= least[place]:
                for higher in order[start:position]:
                    yield branch_of(higher), branch_of(place)


def _least_keys(code: str, result: BranchResult) -> Iterator[tuple[Place, Key]]:
    """Of the places that are full however ties are decided: nobody with a lower key ever gets in."""
    if not result.pools:
        yield from _least(code, result, result.capacity)
    for pool in result.pools:
        yield from _least((code, pool.name), pool, None if pool.seats is None else pool.seats + pool.received_at_most)


def _least(place: Place, result: BranchResult | PoolResult, capacity: int | None) -> Iterator[tuple[Place, Key]]:
    if capacity is not None and result.everybody.admitted >= capacity:
        yield place, ABOVE_ALL if result.everybody.cutoff is None else result.everybody.cutoff


def _place(code: str | None, pool: str | None) -> Place | None:
    return None if code is None else code if pool is None else (code, pool)
