"""Allocation of candidates to branches; stands after the order (keys are known) and before decisions and documents.

Plain data in, plain data out: `allocate(instance)` gives an `Outcome`, `verify(instance, outcome)` lists what is wrong
with it. Inside, in the order of the flow: `instance` → `beyond_limit` → `acceptance` (both bounds) → `report` →
`outcome`; `verify` shares nothing with `acceptance`. Why ties are treated as they are:
docs/decisions/0002-ties-in-allocation.md.
"""

from admission.allocation.instance import Choice, Instance, Key
from admission.allocation.outcome import (
    BranchBound,
    BranchResult,
    CandidateResult,
    ChoiceOutcome,
    MarginTie,
    Outcome,
)
from admission.allocation.report import allocate
from admission.allocation.verify import Violation, verify

__all__ = [
    "BranchBound",
    "BranchResult",
    "CandidateResult",
    "Choice",
    "ChoiceOutcome",
    "Instance",
    "Key",
    "MarginTie",
    "Outcome",
    "Violation",
    "allocate",
    "verify",
]
