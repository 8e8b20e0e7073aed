"""Results in one branch -> the order of admission. A final tie stays a tie, unless the data say how it was settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby, repeat
from math import lcm
from typing import Any, Generic, NamedTuple, TypeVar

from dsl.model.regulation import SETTLED_IN, Rules, Stage, StageKind
from dsl.model.result import BranchResult, StageValue

Order = tuple[StageValue, ...]
Key = tuple[int, ...]
"""Ranks as whole numbers: within a branch they compare as the exact ones do, and many times as fast; those of other
branches mean something else. One above zero stays above zero."""
_T = TypeVar("_T")


class Entrant(NamedTuple, Generic[_T]):
    """`item` is whoever the result belongs to; the `pair` holds the lot drawn or the place that the commission gave."""

    item: _T
    result: BranchResult
    pair: Mapping[str, Any]


class Group(NamedTuple, Generic[_T]):
    """Those who are equal after all stages; `key` is higher for the better."""

    key: Key
    items: tuple[_T, ...]


def in_order(rules: Rules, entrants: Iterable[Entrant[_T]]) -> tuple[Group[_T], ...]:
    """The best first. A lot or a decision counts only for a group in which everybody has one."""
    everybody = list(entrants)
    orders, pairs = [one.result.order for one in everybody], [one.pair for one in everybody]
    groups = equal_groups(rules, range(len(everybody)), orders, pairs)
    return tuple(Group(key, tuple([everybody[number].item for number in equal])) for key, equal in groups)


def equal_groups(
    rules: Rules, members: Sequence[int], orders: Sequence[Order], pairs: Sequence[Mapping[str, Any]]
) -> list[tuple[Key, list[int]]]:
    """The same for very many, by their numbers in lists of orders and of pairs; equal ones stay as they come."""
    groups: list[tuple[Key, list[int]]] = [((), list(members))] if members else []
    for step in _steps(rules, _given([pairs[one] for one in members])):
        if isinstance(step, str):
            groups = list(_settled(groups, step, pairs))
        else:
            groups = [(key + more, equal) for key, tied in groups for more, equal in _compared(tied, step, orders)]
    return groups


def _given(pairs: Sequence[Mapping[str, Any]]) -> set[str]:
    """What somebody has for settling a tie."""
    different = dict(zip(map(id, pairs), pairs, strict=True))
    return {field for field in SETTLED_IN.values() for pair in different.values() if pair.get(field) is not None}


def not_settling(rules: Rules, code: str, pair: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """The field of the pair that the order excludes, why, and what settles a tie; None where all may be given."""
    allowed = rules.settling
    for kind, field in SETTLED_IN.items():
        if pair.get(field) is not None and kind not in allowed:
            words = " albo ".join(one.value.replace("_", " ") for one in allowed)
            how = f"rozstrzyga {words}" if words else "regulamin wyklucza i losowanie, i decyzję komisji"
            message = f"{kind.value.replace('_', ' ').capitalize()} nie rozstrzyga o kolejności w oddziale „{code}”."
            return field, message, f"Usuń to pole: przy równych wynikach {how}."
    return None


def key_parts(rules: Rules) -> tuple[Stage | StageKind, ...]:
    """What each number of a key stands for: the stages and, where they are silent, the ways to settle a final tie."""
    return (*rules.order, *(() if rules.says_what_settles else rules.settling))


def stands_in_key(stage: Stage) -> bool:
    """Whether the stage compares results; lots and decisions are given from outside."""
    return stage.kind not in SETTLED_IN


def _steps(rules: Rules, given: AbstractSet[str]) -> Iterator[tuple[int | None, ...] | str]:
    """The numbers of stages that are compared at once, and what settles the ties they leave, in turn. None is for what
    would settle them if anybody had it."""
    together: list[int | None] = []
    for number, part in enumerate(key_parts(rules)):
        if isinstance(part, Stage) and stands_in_key(part):
            together.append(number)
            continue
        field = SETTLED_IN[part.kind if isinstance(part, Stage) else part]
        if field not in given:
            together.append(None)
            continue
        if together:
            yield tuple(together)
        together = []
        yield field
    if together:
        yield tuple(together)


def _compared(
    members: list[int], stages: Sequence[int | None], orders: Sequence[Order]
) -> Iterator[tuple[Key, list[int]]]:
    """Results share their orders, so few of them are looked at."""
    own = [orders[one] for one in members]
    identities = list(map(id, own))
    different = dict(zip(identities, own, strict=True))
    keys = list(_keys(tuple(different.values()), stages))
    equal: dict[Key, list[int]] = {key: [] for key in keys}
    of_order = {identity: equal[key] for identity, key in zip(different, keys, strict=True)}
    for identity, member in zip(identities, members, strict=True):
        of_order[identity].append(member)
    for key in sorted(equal, reverse=True):
        yield key, equal[key]


def _keys(orders: Sequence[Order], stages: Sequence[int | None]) -> Iterator[Key]:
    return zip(*[_column(orders, stage) for stage in stages], strict=True)


def _column(orders: Sequence[Order], stage: int | None) -> Iterable[int]:
    """The ranks of a stage as whole numbers. Orders share their values, so few ranks are looked at."""
    if stage is None:
        return repeat(0, len(orders))
    values = [order[stage] for order in orders]
    different = dict(zip(map(id, values), values, strict=True))
    ranks = [(0 if value.rank is None else value.rank).as_integer_ratio() for value in different.values()]
    scale = lcm(*{denominator for _, denominator in ranks})
    whole = [numerator * (scale // denominator) for numerator, denominator in ranks]
    return map(dict(zip(different, whole, strict=True)).__getitem__, map(id, values))


def _settled(
    groups: Iterable[tuple[Key, list[int]]], field: str, pairs: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Key, list[int]]]:
    """With one in a group there is nobody to settle anything with."""
    for key, equal in groups:
        given: dict[int, Any] = {one: pairs[one].get(field) for one in equal}
        if len(equal) == 1 or None in given.values():
            yield (*key, 0), equal
            continue
        ordered = sorted(equal, key=given.__getitem__)
        for number, together in groupby(ordered, key=given.__getitem__):
            yield (*key, -number), list(together)
