"""Results of one branch -> its ranking: places, groups of equal candidates, and those who do not take part.

The order's stages alone decide. A lot (`los`) counts only for a group in which everybody has one; otherwise the group
stays tied: the engine never breaks a final tie.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from admission.scoring import Scored
from dsl.model.regulation import Branch, StageKind
from dsl.model.result import Number

Key = tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Candidates who are equal after all stages share a place; `key` is higher for the better."""

    number: int
    key: Key
    members: tuple[Scored, ...]

    @property
    def is_tie(self) -> bool:
        return len(self.members) > 1


@dataclass(frozen=True, slots=True)
class Ranking:
    branch: Branch
    places: tuple[Place, ...]
    incomplete: tuple[Scored, ...]
    not_eligible: tuple[Scored, ...]


def rank(branch: Branch, results: Iterable[Scored]) -> Ranking:
    taking_part: list[Scored] = []
    incomplete: list[Scored] = []
    not_eligible: list[Scored] = []
    for scored in results:
        if scored.result.eligible is False:
            not_eligible.append(scored)
        elif scored.result.missing or scored.result.eligible is None:
            incomplete.append(scored)
        else:
            taking_part.append(scored)
    return Ranking(branch, _places(branch, taking_part), _by_id(incomplete), _by_id(not_eligible))


def keys(branch: Branch, results: Iterable[Scored]) -> dict[str, Key]:
    """The key of each candidate who takes part; equal keys are a tie."""
    ranking = rank(branch, results)
    return {scored.candidate.id: place.key for place in ranking.places for scored in place.members}


def _places(branch: Branch, results: Sequence[Scored]) -> tuple[Place, ...]:
    lots = [number for number, stage in enumerate(branch.rules.order) if stage.kind is _LOT or stage.kind is _DECISION]
    decided = {scored.candidate.id: _key(scored, lots) for scored in results}
    ordered = sorted(results, key=lambda one: decided[one.candidate.id], reverse=True)
    places: list[Place] = []
    number = 1
    for key, group in groupby(ordered, key=lambda one: decided[one.candidate.id]):
        for lot, members in _drawn(list(group)):
            places.append(Place(number, (*key, lot), members))
            number += len(members)
    return tuple(places)


_LOT, _DECISION = StageKind.LOT, StageKind.DECISION


def _key(scored: Scored, lots: Sequence[int]) -> Key:
    """The stages' ranks but for the lots, which only count for a whole group."""
    ranks = (one.rank for number, one in enumerate(scored.result.order) if number not in lots)
    return tuple(rank if rank is not None else 0 for rank in ranks)


def _drawn(group: list[Scored]) -> list[tuple[int, tuple[Scored, ...]]]:
    """An equal group split by its lots, the lowest first, when everybody has one; else the whole group."""
    numbers = [scored.choice.pair.get("los") for scored in group]
    if len(group) == 1 or any(number is None for number in numbers):
        return [(0, _by_id(group))]
    ordered = sorted(group, key=lambda one: int(one.choice.pair["los"]))
    by_lot = groupby(ordered, key=lambda one: int(one.choice.pair["los"]))
    return [(-lot, _by_id(list(members))) for lot, members in by_lot]


def _by_id(results: list[Scored]) -> tuple[Scored, ...]:
    """An order for showing only; it decides nothing."""
    return tuple(sorted(results, key=lambda one: one.candidate.id))
