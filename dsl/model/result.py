"""What a regulation says of one candidate in one branch; the same from every backend."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

Number = int | Fraction


class StageValue(NamedTuple):
    """`value` None: not known yet. `rank` is the same as a number where higher is better."""

    stage: str
    value: Number | bool | date | None
    rank: Number | None


class BranchResult(NamedTuple):
    """`eligible` None: it cannot be said yet; `total` None while points that it adds are not known, whatever else is
    `missing`. `reserve`: whoever does not meet the condition `unmet` stands on the reserve list instead of being turned
    down."""

    branch: str
    eligible: bool | None
    reason: str
    unmet: str
    criteria: Mapping[str, Number | None]
    total: Number | None
    order: tuple[StageValue, ...]
    missing: tuple[str, ...]
    reserve: bool = False

    @property
    def is_complete(self) -> bool:
        return not self.missing
