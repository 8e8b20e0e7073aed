"""What an allocation ends with: results of candidates, choices and branches, and the ties left for people to decide.

Read by decisions, lists, protocols and letters. Values only, no computation beyond looking them up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from admission.allocation.instance import Key


class ChoiceOutcome(StrEnum):
    """What happened to one choice; the values are the words of the output."""

    ADMITTED = "przyjęty"
    ADMITTED_HIGHER = "przyjęty_wyżej"
    BELOW_CUTOFF = "poniżej_progu"
    UNRESOLVED_TIE = "remis_nierozstrzygnięty"


class CandidateResult(NamedTuple):
    """The result of one candidate. Equal results are one shared object, so it does not name the candidate."""

    admitted: str | None
    """The branch the candidate is admitted to whatever is decided about the ties; None: nowhere, or not known yet."""

    choices: tuple[ChoiceOutcome, ...]
    """One outcome for each choice, in the order of the choices."""

    best: str | None
    """The branch when everybody of every tied group is admitted: no decision can give a better one."""

    worst: str | None
    """The branch when nobody of any tied group is admitted: no decision can give a worse one."""

    pool: str | None = None
    """The pool of `admitted` that holds the seat; None: it has no pools, or the order of equals changes which it is."""

    counted_in: str | None = None
    """The pool in which the seat is counted: that one, or one of those it may be."""

    @property
    def final(self) -> bool:
        """The result does not depend on any decision about a tie (of which pool the seat is may still depend)."""
        return ChoiceOutcome.UNRESOLVED_TIE not in self.choices


@dataclass(frozen=True, slots=True)
class MarginTie:
    """Candidates with equal keys for fewer seats than there are of them: for the commission to decide.

    In a branch with pools it matters which of them is before which: to themselves, or to others whom they may leave a
    seat. Which pool somebody sits in, when nobody's admission depends on it, is no tie.
    """

    candidates: tuple[str, ...]
    """Sorted by id, which decides nothing."""

    seats: int
    """How many of them fit. Fewer, if a candidate of `may_outrank` comes down here after another decision, or if some
    of the seats are taken in other ways (`may_be_taken`)."""

    key: Key
    may_join: tuple[str, ...]
    """Candidates with the same key who may come down here, depending on decisions elsewhere."""

    may_outrank: tuple[str, ...]
    """Candidates with a higher key who may come down here, depending on decisions elsewhere."""

    pool: str | None = None
    """The pool that has the seats; None: the branch has no pools, or the group is tied in several of them."""

    may_be_taken: int = 0
    """So many of the seats may yet be needed in other pools or by those who come to them, after some decisions."""

    @property
    def settled(self) -> bool:
        """No decision elsewhere can change the group or its seats, so this tie can be decided now."""
        return not (self.may_join or self.may_outrank or self.may_be_taken)


@dataclass(frozen=True, slots=True)
class BranchBound:
    """A branch or a pool in one of the two extreme ways to treat tied groups."""

    admitted: int
    cutoff: Key | None


@dataclass(frozen=True, slots=True)
class PoolResult:
    """The result of one pool. Counted are those who hold its seats whatever is decided about the ties."""

    name: str
    seats: int | None
    """Its own, without those that flowed in."""

    received: int
    """Seats that flowed in from earlier pools and will be here whatever is decided."""

    received_at_most: int
    """Some more may be here after some decisions."""

    passed_on: int
    """Unused seats that flowed out to a later pool, whatever is decided."""

    admitted: int
    """Those who are admitted to the branch for certain and counted here."""

    beyond_limit: int
    cutoff: Key | None
    """The lowest key of those."""

    cutoff_with_ties: Key | None
    """The lowest key of those too who wait for a tie."""

    free_seats: int | None
    """Seats nobody holds for certain, without those passed on; None: without limit."""


@dataclass(frozen=True, slots=True)
class BranchResult:
    """The result of one branch. Without ties anywhere both bounds say the same as the result."""

    capacity: int | None
    """All seats, of all pools together."""

    admitted: int
    """Candidates admitted whatever is decided about the ties."""

    beyond_limit: int
    """How many of them are admitted regardless of seats."""

    cutoff: Key | None
    """The lowest key of those admitted, not counting the admitted regardless of seats; None: there is nobody."""

    free_seats: int | None
    """Seats nobody holds for certain (seats at stake in a tie included); None: without limit."""

    ties: tuple[MarginTie, ...]
    """To decide, the first first; several in a branch with pools only, and then none waits for another of them."""

    everybody: BranchBound
    """With everybody of every tied group admitted."""

    nobody: BranchBound
    """With nobody of any tied group admitted."""

    least: Key | None
    """Nobody with a lower key ever gets in, however ties are decided; None: whoever comes may find a seat."""

    pools: tuple[PoolResult, ...] = ()
    """In written order; empty for a branch without pools."""

    def may_seat(self, key: Key) -> bool:
        """Whether somebody who comes with this key may have a seat, if not admitted regardless of seats."""
        return self.least is None or key >= self.least


@dataclass(frozen=True, slots=True)
class Outcome:
    """The whole allocation. Candidates and branches come in the order of the instance; only values are compared."""

    candidates: Mapping[str, CandidateResult]
    branches: Mapping[str, BranchResult]

    @property
    def ties(self) -> dict[str, tuple[MarginTie, ...]]:
        """Branches with ties to decide. Empty exactly when nobody's admission is open."""
        return {code: branch.ties for code, branch in self.branches.items() if branch.ties}

    @property
    def final(self) -> bool:
        """Nobody's admission depends on a decision about a tie."""
        return all(result.final for result in set(self.candidates.values()))
