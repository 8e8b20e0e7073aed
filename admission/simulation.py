"""Two allocations of the same candidates -> who moves where and why, and what changed in each branch.

Pure comparison: which regulation, seats or rules stood behind each of them is the caller's matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from admission.results import Allocation, BranchSummary, CandidateOutcome, Result
from dsl.model.result import Number
from polish.plurals import CANDIDATE, Case, count


class Move(Enum):
    """What became of a candidate, in words."""

    IN = "teraz przyjęto"
    OUT = "już nie przyjęto"
    UP = "wyżej na swojej liście"
    DOWN = "niżej na swojej liście"
    OPEN = "wynik zależy teraz od remisu"
    SETTLED = "wynik nie zależy już od remisu"


@dataclass(frozen=True, slots=True)
class Moved:
    """`why` is the new allocation's reason for the choice that was lost or gained; where none was, for the first whose
    outcome changed."""

    candidate: str
    before: str | None
    after: str | None
    move: Move
    why: str


@dataclass(frozen=True, slots=True)
class BranchChange:
    """None where the branch was not there; `minimum` None: nobody was admitted by points."""

    code: str
    seats: tuple[int | None, int | None]
    admitted: tuple[int | None, int | None]
    minimum: tuple[Number | None, Number | None]
    tied: tuple[int, int]

    @property
    def is_changed(self) -> bool:
        return any(old != new for old, new in (self.seats, self.admitted, self.minimum, self.tied))


def moved(old: Allocation, new: Allocation) -> Iterator[Moved]:
    """In the order of the new allocation; a candidate who is in one of them only is left out (`missing_from`)."""
    before = {one.candidate.id: one for one in old.candidates}
    for after in new.candidates:
        first = before.get(after.candidate.id)
        if first is not None and (move := _move(first, after)) is not None:
            yield Moved(after.candidate.id, first.admitted, after.admitted, move, _why(first, after, move))


def told_moves(old: Allocation, new: Allocation) -> str:
    """How many of them, in a sentence."""
    moves = [one.move.value for one in moved(old, new)]
    if not moves:
        return "Nikt nie zmienia miejsca."
    parts = [f"{name}: {moves.count(name)}" for name in dict.fromkeys(moves)]
    return f"Wynik zmienia się u {count(len(moves), CANDIDATE, Case.GENITIVE)}: {'; '.join(parts)}."


def missing_from(one: Allocation, other: Allocation) -> tuple[str, ...]:
    """Who is in the other allocation and not in this one."""
    here = {outcome.candidate.id for outcome in one.candidates}
    return tuple(outcome.candidate.id for outcome in other.candidates if outcome.candidate.id not in here)


def branch_changes(old: Allocation, new: Allocation) -> tuple[BranchChange, ...]:
    codes = dict.fromkeys((*new.branches, *old.branches))
    return tuple(_branch_change(code, old.branches.get(code), new.branches.get(code)) for code in codes)


def _branch_change(code: str, old: BranchSummary | None, new: BranchSummary | None) -> BranchChange:
    return BranchChange(
        code,
        (_seats(old), _seats(new)),
        (old.admitted if old else None, new.admitted if new else None),
        (old.minimum if old else None, new.minimum if new else None),
        (_tied(old), _tied(new)),
    )


def _seats(summary: BranchSummary | None) -> int | None:
    return summary.branch.seats.count if summary and summary.branch.seats else None


def _tied(summary: BranchSummary | None) -> int:
    return summary.tied if summary else 0


def _move(before: CandidateOutcome, after: CandidateOutcome) -> Move | None:
    was_open, is_open = _is_open(before), _is_open(after)
    if was_open != is_open:
        return Move.OPEN if is_open else Move.SETTLED
    if is_open or before.admitted == after.admitted:
        return None
    if before.admitted is None:
        return Move.IN
    if after.admitted is None:
        return Move.OUT
    places = {one.scored.choice.branch: place for place, one in enumerate(after.choices)}
    return Move.UP if places[after.admitted] < places.get(before.admitted, len(places)) else Move.DOWN


def _is_open(outcome: CandidateOutcome) -> bool:
    return any(one.outcome is Result.UNRESOLVED_TIE for one in outcome.choices)


def _why(before: CandidateOutcome, after: CandidateOutcome, move: Move) -> str:
    lost = before.admitted if move in (Move.OUT, Move.DOWN) else None
    gained = after.admitted if move in (Move.IN, Move.UP) else None
    old: Mapping[str, Result] = {one.scored.choice.branch: one.outcome for one in before.choices}
    changed = [one for one in after.choices if old.get(one.scored.choice.branch) is not one.outcome]
    concerned = [one for one in changed if one.scored.choice.branch in (lost, gained)]
    for one in concerned or changed:
        return f"{one.scored.choice.branch}: {one.reason}"
    return ""
