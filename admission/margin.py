"""Where the seats of a branch end in its ranking: whom the line of seats cuts, and how many seats are at stake."""

from __future__ import annotations

from dataclasses import dataclass

from admission.ranking import Place, Ranking
from admission.results import is_beyond_limit


@dataclass(frozen=True, slots=True)
class Margin:
    """`least` is how many fit without the tied group, `most` with all of it; `seats` of the group's members fit.

    Without a tie at the line both are the number of those who fit.
    """

    tie: Place | None
    seats: int
    least: int
    most: int


def margin_of(ranking: Ranking) -> Margin | None:
    """None where everybody fits, and where seats are in pools: there is no one line."""
    seats = ranking.branch.seats
    if seats is None or seats.count is None or seats.pools:
        return None
    capacity = seats.count
    before = 0
    for place in ranking.places:
        after = before + len(place.members)
        if after > capacity and not is_beyond_limit(ranking.branch, place.members[0]):
            if before >= capacity:
                return Margin(None, 0, before, before)
            return Margin(place, capacity - before, before, after) if place.is_tie else None
        before = after
    return None
