"""Results in one branch -> the order of admission. A final tie stays a tie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from dsl.model.regulation import Stage, StageKind
from dsl.model.result import BranchResult, Number

Key = tuple[Number, ...]
_T = TypeVar("_T")
_LOTS = (StageKind.LOT, StageKind.DECISION)


@dataclass(frozen=True, slots=True)
class Entrant(Generic[_T]):
    """`item` is whoever the result belongs to; `lot` the number drawn, the lowest first."""

    item: _T
    result: BranchResult
    lot: int | None


@dataclass(frozen=True, slots=True)
class Group(Generic[_T]):
    """Those who are equal after all stages; `key` is higher for the better."""

    key: Key
    items: tuple[_T, ...]


def in_order(stages: Sequence[Stage], entrants: Iterable[Entrant[_T]]) -> tuple[Group[_T], ...]:
    """The best first. A lot counts only for a group in which everybody has one."""
    deciding = [number for number, stage in enumerate(stages) if stands_in_key(stage)]
    keyed = [(_key(one.result, deciding), one) for one in entrants]
    keyed.sort(key=lambda pair: pair[0], reverse=True)
    groups = []
    for key, pairs in groupby(keyed, key=lambda pair: pair[0]):
        groups += [Group((*key, lot), items) for lot, items in _drawn([one for _, one in pairs])]
    return tuple(groups)


def stands_in_key(stage: Stage) -> bool:
    """All stages but the lots, in the order of the regulation; whatever lot was drawn stands last in a key."""
    return stage.kind not in _LOTS


def _key(result: BranchResult, deciding: Sequence[int]) -> Key:
    """The ranks of the stages but for the lots, which count only for a whole group."""
    ranks = (result.order[number].rank for number in deciding)
    return tuple(rank if rank is not None else 0 for rank in ranks)


def _drawn(equal: list[Entrant[_T]]) -> list[tuple[int, tuple[_T, ...]]]:
    if len(equal) == 1 or any(one.lot is None for one in equal):
        return [(0, tuple(one.item for one in equal))]
    ordered = sorted(equal, key=lambda one: one.lot or 0)
    return [(-(lot or 0), tuple(one.item for one in same)) for lot, same in groupby(ordered, key=lambda one: one.lot)]
