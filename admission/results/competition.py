"""Rankings -> who competes for what: the form in which an allocation and its reasons read them.

Results go by their numbers. Of a result that competes there is an `Entry`, the same for all who share a place; it is
at once a choice as `admission.allocation` takes it: places order candidates as their keys do and compare quicker.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeAlias

from admission.allocation import Instance
from admission.offer import Offer
from admission.ranking import Group, Ranking
from admission.results.seats import Admissions, admissions, seats_of
from admission.scoring import Scored
from dsl.emit.order import Key
from dsl.model.regulation import Branch

Entry: TypeAlias = tuple[str, int]
"""The branch, and the number of the place below zero: higher is better."""


@dataclass(frozen=True, slots=True)
class Competition:
    """`entries` of all results, None for who does not compete; `people` by id with the numbers of their results,
    `choices` with their entries; `groups` of those who rank in each branch, `keys` of those who compete; `pools` of the
    branches that have them; `beyond_limit` are admitted whatever the number of seats."""

    results: Sequence[Scored]
    entries: Sequence[Entry | None]
    people: Mapping[str, slice]
    choices: Mapping[str, list[Entry]]
    groups: Mapping[str, tuple[Group, ...]]
    keys: Mapping[Entry, Key]
    beyond_limit: frozenset[Entry]
    pools: Mapping[str, Admissions]
    closed: frozenset[str]

    def at(self, code: str, rank: object) -> Sequence[int]:
        """The results in the branch that share a place; none for a rank that says no place."""
        if not isinstance(rank, int):
            return ()
        groups = self.groups[code]
        return groups[bisect_left(groups, -rank, key=_number)].numbers

    def instance(self, offer: Offer) -> Instance:
        entries, results = self.entries, self.results
        beyond = {
            (results[number].candidate.id, code)
            for code, rank in self.beyond_limit
            for number in self.at(code, rank)
            if entries[number] is not None
        }
        capacities = {code: seats_of(branch, self.pools.get(code)) for code, branch in offer.branches.items()}
        return Instance(capacities, self.choices, frozenset(beyond))


_number = attrgetter("number")


def compete(
    offer: Offer, results: Sequence[Scored], rankings: Mapping[str, Ranking], closed: frozenset[str]
) -> Competition:
    pools = {code: found for code, one in rankings.items() if (found := _admissions(offer, one)) is not None}
    entries: list[Entry | None] = [None] * len(results)
    keys: dict[Entry, Key] = {}
    for code, ranking in rankings.items():
        admitting = pools[code].pools if code in pools else None
        for place, key, numbers in ranking.groups if code not in closed else ():
            entry = code, -place
            keys[entry] = key
            for number in numbers:
                if admitting is None or admitting.get(results[number].candidate.id):
                    entries[number] = entry
    beyond_limit = {
        (code, -group.number)
        for code, branch in offer.branches.items()
        if (at := beyond_limit_at(branch)) is not None
        for group in rankings[code].groups
        if group.key[at] > 0
    }
    people = _people(results)
    return Competition(
        results=results,
        entries=entries,
        people=people,
        choices={identifier: list(filter(None, entries[own])) for identifier, own in people.items()},
        groups={code: ranking.groups for code, ranking in rankings.items()},
        keys=keys,
        beyond_limit=frozenset(beyond_limit),
        pools=pools,
        closed=closed,
    )


def beyond_limit_at(branch: Branch) -> int | None:
    """Where in a key it stands whether the candidate is admitted whatever the number of seats."""
    return next((place for place, stage in enumerate(branch.rules.order) if stage.beyond_limit), None)


def _admissions(offer: Offer, ranking: Ranking) -> Admissions | None:
    taking_part = (ranking.results[number] for group in ranking.groups for number in group.numbers)
    return admissions(offer, ranking.branch, taking_part)


def _people(results: Sequence[Scored]) -> dict[str, slice]:
    candidates = list(map(attrgetter("candidate"), results))
    with_last = zip(candidates, [None, *candidates], strict=False)
    starts = [number for number, (one, last) in enumerate(with_last) if one is not last]
    ends = [*starts[1:], len(results)]  # nobody: no start, and an end
    found = {candidates[start].id: slice(start, end) for start, end in zip(starts, ends, strict=False)}
    if len(found) < len(starts):
        raise ValueError("results of one candidate stand apart")
    return found
