"""Results in one branch -> the order of admission. A final tie stays a tie, unless the data say how it was settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Generic, NamedTuple, TypeVar

from dsl.model.regulation import SETTLED_IN, Rules, Stage, StageKind
from dsl.model.result import BranchResult, Number

Key = tuple[Number, ...]
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
    groups: list[tuple[Key, list[Entrant[_T]]]] = [((), list(entrants))]
    for step in _steps(rules):
        after: list[tuple[Key, list[Entrant[_T]]]] = []
        for key, members in groups:
            if len(members) == 1:
                after.append((key + _key_of_one(members[0], step), members))
            else:
                after += [(key + more, equal) for more, equal in _split(members, step)]
        groups = after
    return tuple(Group(key, tuple([one.item for one in equal])) for key, equal in groups if equal)


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


def _steps(rules: Rules) -> Iterator[tuple[int, ...] | StageKind]:
    """The numbers of stages that are compared at once, and what settles the ties they leave, in turn."""
    together: list[int] = []
    for number, part in enumerate(key_parts(rules)):
        if isinstance(part, Stage) and stands_in_key(part):
            together.append(number)
            continue
        if together:
            yield tuple(together)
        together = []
        yield part.kind if isinstance(part, Stage) else part
    if together:
        yield tuple(together)


def _split(members: list[Entrant[_T]], step: tuple[int, ...] | StageKind) -> Iterator[tuple[Key, list[Entrant[_T]]]]:
    return _settled(members, step) if isinstance(step, StageKind) else _compared(members, step)


def _compared(members: list[Entrant[_T]], stages: tuple[int, ...]) -> Iterator[tuple[Key, list[Entrant[_T]]]]:
    if not members:
        return
    equal: dict[tuple[int, ...], list[Entrant[_T]]] = {}
    for numbers, one in zip(_numbered(members, stages), members, strict=True):
        equal.setdefault(numbers, []).append(one)
    for numbers in sorted(equal, reverse=True):
        together = equal[numbers]
        yield _key(together[0].result, stages), together


def _numbered(members: list[Entrant[_T]], stages: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """For each member the places of its ranks among the different ones: in the same order as the exact ranks, and
    compared many times as fast. Results share their values, so few ranks are looked at."""
    orders = [one.result.order for one in members]
    columns = []
    for stage in stages:
        found = [order[stage] for order in orders]
        ranks = {id(value): value.rank if value.rank is not None else 0 for value in found}
        places = {rank: place for place, rank in enumerate(sorted(set(ranks.values())))}
        of_value = {identity: places[rank] for identity, rank in ranks.items()}
        columns.append([of_value[id(value)] for value in found])
    return zip(*columns, strict=True)


def _key(result: BranchResult, stages: Sequence[int]) -> Key:
    order = result.order
    return tuple([rank if (rank := order[number].rank) is not None else 0 for number in stages])


def _key_of_one(alone: Entrant[_T], step: tuple[int, ...] | StageKind) -> Key:
    """There is nobody to settle anything with."""
    return (0,) if isinstance(step, StageKind) else _key(alone.result, step)


def _settled(equal: list[Entrant[_T]], way: StageKind) -> Iterator[tuple[Key, list[Entrant[_T]]]]:
    place = SETTLED_IN[way]
    if any(one.pair.get(place) is None for one in equal):
        yield (0,), equal
        return
    ordered = sorted(equal, key=lambda one: one.pair[place])
    for number, together in groupby(ordered, key=lambda one: one.pair[place]):
        yield (-number,), list(together)
