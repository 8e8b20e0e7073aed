"""Made-up candidates of whom some are equal where the seats of a branch end, so that one sees what a tie looks like. No
Textual."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from admission.candidates import Candidates
from admission.offer import Offer
from admission.results import Allocation
from admission.synthetic import synthetic_rows
from dsl.emit.python.backend import prepare
from tui.results import Results

_COPIES, _PER_SEAT, _MOST, _TRIES = 2, 3, 3_000, 6
_Row = Mapping[str, Any]
_Read = Callable[[Sequence[_Row]], Candidates]


def tied(offer: Offer, number: int, read: _Read) -> Candidates:
    """At least so many, and as many as seats need to run out; without a tie where none can be made."""
    rows: list[_Row] = list(synthetic_rows(offer, max(number, min(_MOST, _PER_SEAT * _all_seats(offer)))))
    people = read(rows)
    allocation = _allocation(offer, people)
    if allocation is None or _has_tie(allocation):
        return people
    by_id = {row["id"]: row for row in rows}
    for identifier in islice(_last_admitted(allocation), _TRIES):
        made = read([*rows, *_copies(by_id[identifier], len(rows))])
        counted = _allocation(offer, made)
        if counted is not None and _has_tie(counted):
            return made
    return people


def _all_seats(offer: Offer) -> int:
    return sum(one.seats.count or 0 for one in offer.branches.values() if one.seats is not None)


def _allocation(offer: Offer, people: Candidates) -> Allocation | None:
    facts = (prepare(one.facts, offer.candidate) for one in people.good)
    return Results(offer, zip(people.good, facts, strict=True)).allocation()


def _has_tie(allocation: Allocation) -> bool:
    """One that can be decided now."""
    return any(tie.settled for one in allocation.branches.values() for tie in one.ties)


def _last_admitted(allocation: Allocation) -> Iterator[str]:
    """Of each branch the one who got the last seat; where the rules say what settles a tie first."""
    competition, everybody = allocation.candidates.competition, allocation.outcome.candidates
    codes = sorted(allocation.branches, key=lambda code: not allocation.branches[code].branch.rules.says_what_settles)
    for code in codes:
        lowest_first = (number for group in reversed(competition.groups[code]) for number in group.numbers)
        names = (competition.results[number].candidate.id for number in lowest_first)
        yield from islice((one for one in names if everybody[one].admitted == code), 1)


def _copies(row: _Row, so_many: int) -> Iterator[_Row]:
    for position in range(so_many + 1, so_many + 1 + _COPIES):
        name = {"imiona": "Osoba", "nazwisko": f"Przykładowa-{position:04d}"}
        yield {**row, "id": f"przyklad-{position:04d}", "tożsamość": name}
