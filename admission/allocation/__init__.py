"""Allocation of candidates to branches; stands after the order (keys are known) and before decisions and documents.

Plain data in, plain data out: `allocate(instance)` gives an `Outcome`, `verify(instance, outcome)` lists what is wrong
with it. Inside, in the order of the flow: `instance` → `acceptance` (both bounds; `filling` for branches with pools)
→ `report` → `outcome`; `verify` shares nothing with `acceptance`. After it: `reserve` (who would come next), `waiting`
(which tie is decided first) and `minimums` (branches not opened). Why ties and pools are treated as they are:
docs/decisions/0002, 0011, 0021.
"""

from admission.allocation.instance import Choice, Instance, Key, Pool, Seats, problems, total_seats
from admission.allocation.minimums import Round, Rounds, TooFew, allocate_with_minimums, without
from admission.allocation.outcome import (
    BranchBound,
    BranchResult,
    CandidateResult,
    ChoiceOutcome,
    MarginTie,
    Outcome,
    PoolResult,
)
from admission.allocation.report import allocate
from admission.allocation.reserve import ReserveGroup, reserve_list
from admission.allocation.verify import Violation, verify
from admission.allocation.waiting import ties_awaited, ties_in_the_way

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
    "Pool",
    "PoolResult",
    "ReserveGroup",
    "Round",
    "Rounds",
    "Seats",
    "TooFew",
    "Violation",
    "allocate",
    "allocate_with_minimums",
    "problems",
    "reserve_list",
    "ties_awaited",
    "ties_in_the_way",
    "total_seats",
    "verify",
    "without",
]
