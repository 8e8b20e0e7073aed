"""What an allocation ends with: results of candidates, choices and branches, and the ties left for people to decide.

Read by decisions, lists, protocols and letters. Values only, no computation beyond looking them up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from admission.allocation.instance import Key


class ChoiceOutcome(StrEnum):
    """What happened to one choice; the values are the words of the output."""

    ADMITTED = "przyjęty"
    ADMITTED_HIGHER = "przyjęty_wyżej"
    BELOW_CUTOFF = "poniżej_progu"
    UNRESOLVED_TIE = "remis_nierozstrzygnięty"


@dataclass(frozen=True, slots=True)
class CandidateResult:
    """The result of one candidate. Equal results are one shared object, so it does not name the candidate."""

    admitted: str | None
    """The branch the candidate is admitted to whatever is decided about the ties; None: nowhere, or not known yet."""

    choices: tuple[ChoiceOutcome, ...]
    """One outcome for each choice, in the order of the choices."""

    best: str | None
    """The branch when everybody of every tied group is admitted: no decision can give a better one."""

    worst: str | None
    """The branch when nobody of any tied group is admitted: no decision can give a worse one."""

    @property
    def final(self) -> bool:
        """The result does not depend on any decision about a tie."""
        return ChoiceOutcome.UNRESOLVED_TIE not in self.choices


@dataclass(frozen=True, slots=True)
class MarginTie:
    """Candidates with equal keys for fewer seats than there are of them: for the commission to decide."""

    candidates: tuple[str, ...]
    """Sorted by id, which decides nothing."""

    seats: int
    """How many of them fit. Fewer, if a candidate of `may_outrank` comes down here after another decision."""

    key: Key
    may_join: tuple[str, ...]
    """Candidates with the same key who may come down here, depending on decisions elsewhere."""

    may_outrank: tuple[str, ...]
    """Candidates with a higher key who may come down here, depending on decisions elsewhere."""

    @property
    def settled(self) -> bool:
        """No decision elsewhere can change the group or its seats, so this tie can be decided now."""
        return not self.may_join and not self.may_outrank


@dataclass(frozen=True, slots=True)
class BranchBound:
    """A branch in one of the two extreme ways to treat tied groups."""

    admitted: int
    cutoff: Key | None


@dataclass(frozen=True, slots=True)
class BranchResult:
    """The result of one branch. Without ties anywhere both bounds say the same as the result."""

    capacity: int | None
    admitted: int
    """Candidates admitted whatever is decided about the ties."""

    beyond_limit: int
    """How many of them are admitted regardless of seats."""

    cutoff: Key | None
    """The lowest key of those admitted, not counting the admitted regardless of seats; None: there is nobody."""

    free_seats: int | None
    """Seats nobody holds for certain (seats at stake in a tie included); None: without limit."""

    tie: MarginTie | None
    everybody: BranchBound
    """With everybody of every tied group admitted."""

    nobody: BranchBound
    """With nobody of any tied group admitted."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The whole allocation. Candidates and branches come in the order of the instance; only values are compared."""

    candidates: Mapping[str, CandidateResult]
    branches: Mapping[str, BranchResult]

    @property
    def ties(self) -> dict[str, MarginTie]:
        """Branches with a tie to decide. Empty exactly when every result is final."""
        return {code: branch.tie for code, branch in self.branches.items() if branch.tie is not None}
