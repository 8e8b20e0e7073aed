"""What an allocation says of every candidate, choice and branch, in words that a letter or a list may quote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from admission.allocation import (
    MarginTie,
    PoolResult,
)
from admission.candidates import Candidate
from admission.scoring import Scored
from dsl.model.regulation import Branch
from dsl.model.result import Number


class Result(StrEnum):
    ADMITTED = "przyjęty"
    ADMITTED_HIGHER = "przyjęty_wyżej"
    BELOW_CUTOFF = "poniżej_progu"
    CONDITION_NOT_MET = "nie_spełnia_warunku"
    INCOMPLETE = "niekompletny"
    UNRESOLVED_TIE = "remis_nierozstrzygnięty"
    NOT_OPENED = "oddziału_nie_otwarto"


class Seated(NamedTuple):
    """What is said of those who have a seat: while they have not confirmed their will, they are qualified only."""

    verb: str
    last: str
    last_who: str
    of_last: str


ADMITTED = Seated("przyjęto", "ostatnia przyjęta osoba", "ostatnia osoba przyjęta", "ostatniej przyjętej osoby")
QUALIFIED = Seated(
    "zakwalifikowano",
    "ostatnia zakwalifikowana osoba",
    "ostatnia osoba zakwalifikowana",
    "ostatniej zakwalifikowanej osoby",
)


class ChoiceResult(NamedTuple):
    scored: Scored
    outcome: Result
    reason: str


class CandidateOutcome(NamedTuple):
    """Where the branch has pools, `pool` is the one that the candidate is admitted to, None where it depends on the
    order of equals; `counted_in` is the one in which the seat is counted."""

    candidate: Candidate
    admitted: str | None
    choices: tuple[ChoiceResult, ...]
    pool: str | None = None
    counted_in: str | None = None


class Least(NamedTuple):
    """The least points that entitle to a seat; None: points decided nothing. `priority` are the stages, in words, that
    those share among whom points decided; "" where they did among the others. Where nobody was left without a seat it
    is the lowest number of those who have one."""

    points: Number | None
    priority: str = ""


NOTHING_DECIDED = Least(None)


@dataclass(frozen=True, slots=True)
class PoolSummary:
    label: str
    result: PoolResult
    least: Least

    @property
    def minimum(self) -> Number | None:
        return self.least.points


@dataclass(frozen=True, slots=True)
class BranchSummary:
    """`by_priority` says how many have a seat because of a stage before the points, by its name in words; the points of
    these say nothing of what was needed, but for those who share the priority of `least`. `admitted` are so whatever
    is decided about ties, `most` counts all who wait for that too; `needed` is the least number for which the branch is
    opened, where somebody has set it. `awaited`: other branches whose ties may change how many seats are left here."""

    branch: Branch
    admitted: int
    by_priority: Mapping[str, int]
    ties: tuple[MarginTie, ...]
    most: int
    pools: tuple[PoolSummary, ...] = ()
    needed: int = 0
    is_opened: bool = True
    least: Least = NOTHING_DECIDED
    awaited: tuple[str, ...] = ()

    @property
    def minimum(self) -> Number | None:
        return self.least.points

    @property
    def tied(self) -> int:
        return sum(len(tie.candidates) for tie in self.ties)
