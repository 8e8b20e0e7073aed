"""Scored candidates -> allocation -> one outcome and one reason for every choice, and a summary for every branch.

In the order of the flow: `run` (ranking, allocation, verification) with `seats` (pools, and whom they admit) and
`competition` (who competes for what) → `reasons` (words) → `outcomes` → `model` (what comes out).
"""

from admission.results.model import (
    ADMITTED,
    QUALIFIED,
    BranchSummary,
    CandidateOutcome,
    ChoiceResult,
    Least,
    PoolSummary,
    Result,
    Seated,
)
from admission.results.outcomes import Allocation
from admission.results.reasons import is_beyond_limit, stage_words
from admission.results.run import branches_without_seats, not_opened, run_allocation

__all__ = [
    "ADMITTED",
    "QUALIFIED",
    "Allocation",
    "BranchSummary",
    "CandidateOutcome",
    "ChoiceResult",
    "Least",
    "PoolSummary",
    "Result",
    "Seated",
    "branches_without_seats",
    "is_beyond_limit",
    "not_opened",
    "run_allocation",
    "stage_words",
]
