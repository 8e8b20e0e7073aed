"""Results of one branch -> its ranking: places, groups of equal candidates, and those who do not take part.

The order's stages alone decide. A lot or a decision of the commission counts only for a group in which everybody has
one; otherwise the group stays tied: the engine never breaks a final tie.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from admission.scoring import Scored
from dsl.emit.order import Entrant, Key, in_order
from dsl.model.regulation import Branch


class Place(NamedTuple):
    """Candidates who are equal after all stages share a place; `key` is higher for the better."""

    number: int
    key: Key
    members: tuple[Scored, ...]

    @property
    def is_tie(self) -> bool:
        return len(self.members) > 1


@dataclass(frozen=True, slots=True)
class Ranking:
    """`reserve` are the places of those whom a condition puts on the reserve list, in the same order as the others."""

    branch: Branch
    places: tuple[Place, ...]
    incomplete: tuple[Scored, ...]
    not_eligible: tuple[Scored, ...]
    reserve: tuple[Place, ...] = ()


def rank(branch: Branch, results: Iterable[Scored]) -> Ranking:
    taking_part: list[Scored] = []
    incomplete: list[Scored] = []
    not_eligible: list[Scored] = []
    reserve: list[Scored] = []
    for scored in results:
        result = scored.result
        if result.eligible is False:
            (reserve if result.reserve and not result.missing else not_eligible).append(scored)
        elif result.missing or result.eligible is None:
            incomplete.append(scored)
        else:
            taking_part.append(scored)
    first, second = _places(branch, taking_part), _places(branch, reserve)
    return Ranking(branch, first, _by_id(incomplete), _by_id(not_eligible), second)


def keys(branch: Branch, results: Iterable[Scored]) -> dict[str, Key]:
    """The key of each candidate who takes part; equal keys are a tie."""
    ranking = rank(branch, results)
    return {scored.candidate.id: place.key for place in ranking.places for scored in place.members}


def _places(branch: Branch, results: Sequence[Scored]) -> tuple[Place, ...]:
    entrants = (Entrant(scored, scored.result, scored.choice.pair) for scored in results)
    places: list[Place] = []
    number = 1
    for group in in_order(branch.rules, entrants):
        places.append(Place(number, group.key, _by_id(group.items)))
        number += len(group.items)
    return tuple(places)


def _by_id(results: Sequence[Scored]) -> tuple[Scored, ...]:
    """An order for showing only; it decides nothing."""
    return tuple(sorted(results, key=lambda one: one.candidate.id) if len(results) > 1 else results)
