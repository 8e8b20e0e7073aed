"""Results of branches -> their rankings: places, groups of equal candidates, and those who do not take part.

The order's stages alone decide. A lot or a decision of the commission counts only for a group in which everybody has
one; otherwise the group stays tied: the engine never breaks a final tie. Whoever is surely admitted higher needs none
(`excused`): a draw leaves them out, and where they stand among their equals is nobody's matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from operator import attrgetter
from typing import Any, NamedTuple

from admission.scoring import Scored
from dsl.emit.order import Key, Order, equal_groups
from dsl.model.regulation import SETTLED_IN, Branch


class Place(NamedTuple):
    """Candidates who are equal after all stages share a place; `key` is higher for the better."""

    number: int
    key: Key
    members: tuple[Scored, ...]
    """In an order for showing only; it decides nothing."""

    @property
    def is_tie(self) -> bool:
        return len(self.members) > 1


class Group(NamedTuple):
    """A place in the making: those who share it go by their numbers among the results."""

    number: int
    key: Key
    numbers: list[int]


@dataclass(frozen=True)
class Ranking:
    """Places are made when somebody looks at them: an allocation goes by the groups alone."""

    branch: Branch
    results: Sequence[Scored]
    groups: tuple[Group, ...]
    incomplete: tuple[Scored, ...]
    not_eligible: tuple[Scored, ...]
    reserve_groups: tuple[Group, ...] = ()

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return self._places(self.groups)

    @cached_property
    def reserve(self) -> tuple[Place, ...]:
        """Those whom a condition puts on the reserve list, in the same order as the others."""
        return self._places(self.reserve_groups)

    def _places(self, groups: Iterable[Group]) -> tuple[Place, ...]:
        results = self.results
        return tuple(
            Place(number, key, tuple(sorted([results[one] for one in numbers], key=_by_id)))
            for number, key, numbers in groups
        )


def rank(branch: Branch, results: Iterable[Scored]) -> Ranking:
    return rankings({branch.code: branch}, list(results))[branch.code]


def rankings(
    branches: Mapping[str, Branch], results: Sequence[Scored], excused: Iterable[int] = ()
) -> dict[str, Ranking]:
    """Of results in these branches; `excused` are numbers of those that stand after their equals who have lots."""
    taking_part: dict[str, list[int]] = {code: [] for code in branches}
    left_out: dict[str, list[int]] = {code: [] for code in branches}
    for number, one in enumerate(results):
        result = one.result
        who = taking_part if result.eligible and not result.missing else left_out
        who[one.choice.branch].append(number)
    pairs = list(map(_pair_of, results))
    for number in excused:
        pairs[number] = {**_AFTER_ALL, **{name: value for name, value in pairs[number].items() if value is not None}}
    columns = results, list(map(_order_of, results)), pairs
    return {code: _ranking(branch, taking_part[code], left_out[code], columns) for code, branch in branches.items()}


_AFTER_ALL = dict.fromkeys(SETTLED_IN.values(), 10**9)
_group = partial(tuple.__new__, Group)  # the fields in one tuple: in half the time of calling it
_by_id = attrgetter("candidate.id")
_order_of = attrgetter("result.order")
_pair_of = attrgetter("choice.pair")
_Columns = tuple[Sequence[Scored], list[Order], list[Mapping[str, Any]]]


def _ranking(branch: Branch, taking_part: list[int], left_out: Iterable[int], columns: _Columns) -> Ranking:
    results, orders, pairs = columns
    not_eligible: list[Scored] = []
    incomplete: list[Scored] = []
    reserve: list[int] = []
    for number in left_out:
        one = results[number]
        if one.result.eligible is not False:
            incomplete.append(one)
        elif one.result.reserve and not one.result.missing:
            reserve.append(number)
        else:
            not_eligible.append(one)
    for listed in (incomplete, not_eligible):
        listed.sort(key=_by_id)
    return Ranking(
        branch,
        results,
        _groups(branch, taking_part, orders, pairs),
        tuple(incomplete),
        tuple(not_eligible),
        _groups(branch, reserve, orders, pairs),
    )


def _groups(
    branch: Branch, numbers: list[int], orders: list[Order], pairs: list[Mapping[str, Any]]
) -> tuple[Group, ...]:
    found = []
    ahead = 0
    for key, equal in equal_groups(branch.rules, numbers, orders, pairs):
        found.append(_group((ahead + 1, key, equal)))
        ahead += len(equal)
    return tuple(found)
