"""Which ties can be decided first: those that wait for no other, or only for ties that wait for them too.

Stands after `report`. A branch waits for another one when somebody who may come down to it still stands higher there.
Cautious: a branch may be said to wait although no decision would bring anybody down, never the other way round.
"""

from collections.abc import Iterator, Mapping

from admission.allocation.instance import Instance
from admission.allocation.outcome import Outcome


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
    found: dict[str, set[str]] = {}
    for higher, lower in _ways_down(instance, outcome):
        found.setdefault(lower, set()).add(higher)
    return found


def _ways_down(instance: Instance, outcome: Outcome) -> Iterator[tuple[str, str]]:
    """A branch where somebody may lose, and one to which they may come down then."""
    for candidate, own in instance.choices.items():
        result = outcome.candidates[candidate]
        if result.best == result.worst:
            continue
        codes = [code for code, _ in own]
        start = codes.index(result.best) if result.best is not None else len(codes)
        end = codes.index(result.worst) + 1 if result.worst is not None else len(codes)
        for position in range(start + 1, end):
            code, key = own[position]
            if outcome.branches[code].may_seat(key) or (candidate, code) in instance.beyond_limit:
                for higher in codes[start:position]:
                    yield higher, code
