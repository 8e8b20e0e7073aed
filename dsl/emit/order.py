"""Results in one branch -> the order of admission. A final tie stays a tie, unless the data say how it was settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, TypeVar

from dsl.model.regulation import SETTLED_IN, Rules, Stage, StageKind
from dsl.model.result import BranchResult, Number

Key = tuple[Number, ...]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Entrant(Generic[_T]):
    """`item` is whoever the result belongs to; the `pair` holds the lot drawn or the place that the commission gave."""

    item: _T
    result: BranchResult
    pair: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Group(Generic[_T]):
    """Those who are equal after all stages; `key` is higher for the better."""

    key: Key
    items: tuple[_T, ...]


def in_order(rules: Rules, entrants: Iterable[Entrant[_T]]) -> tuple[Group[_T], ...]:
    """The best first. A lot or a decision counts only for a group in which everybody has one."""
    deciding = [number for number, stage in enumerate(rules.order) if stands_in_key(stage)]
    keyed = [(_key(one.result, deciding), one) for one in entrants]
    keyed.sort(key=lambda pair: pair[0], reverse=True)
    groups = []
    for key, pairs in groupby(keyed, key=lambda pair: pair[0]):
        settled = _settled([one for _, one in pairs], rules.settling)
        groups += [Group((*key, *places), tuple(one.item for one in equal)) for places, equal in settled]
    return tuple(groups)


def stands_in_key(stage: Stage) -> bool:
    """All stages but lots and decisions, in the order of the regulation; how a tie was settled stands last in a key,
    one place for each of `Rules.settling`."""
    return stage.kind not in SETTLED_IN


def _key(result: BranchResult, deciding: Sequence[int]) -> Key:
    """The ranks of the stages but for the lots, which count only for a whole group."""
    ranks = (result.order[number].rank for number in deciding)
    return tuple(rank if rank is not None else 0 for rank in ranks)


def _settled(
    equal: list[Entrant[_T]], ways: Sequence[StageKind]
) -> Iterator[tuple[tuple[int, ...], list[Entrant[_T]]]]:
    """Those still equal after each way, the first ones first."""
    if not ways:
        yield (), equal
        return
    place = SETTLED_IN[ways[0]]
    if len(equal) == 1 or any(one.pair.get(place) is None for one in equal):
        yield from (((0, *rest), same) for rest, same in _settled(equal, ways[1:]))
        return
    ordered = sorted(equal, key=lambda one: one.pair[place])
    for number, together in groupby(ordered, key=lambda one: one.pair[place]):
        yield from (((-number, *rest), same) for rest, same in _settled(list(together), ways[1:]))
