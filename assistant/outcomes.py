"""What `allocate` wrote of candidates (JSON or JSONL), as the assistant reads it: who is admitted where, and why not.

Read at the edge and kept in memory only. Words of reasons are those that `allocate` gave; nothing is reckoned anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_STRIPPED = ".,;:!?()„”\"'"


class NotOutcomes(ValueError):
    """The file is none that `allocate` wrote."""


@dataclass(frozen=True, slots=True)
class ChoiceOutcome:
    branch: str
    result: str
    reason: str
    total: str


@dataclass(frozen=True, slots=True)
class CandidateOutcome:
    candidate: str
    admitted: str
    choices: tuple[ChoiceOutcome, ...]


@dataclass(frozen=True, slots=True)
class Outcomes:
    by_id: Mapping[str, CandidateOutcome]

    def named_in(self, question: str) -> str:
        """The identifier of a candidate of the file that stands in a question, or nothing."""
        words = (word.strip(_STRIPPED).casefold() for word in question.split())
        return next((word for word in words if word in self.by_id), "")


def read_outcomes(path: Path) -> Outcomes:
    text = path.read_text(encoding="utf-8-sig")
    try:
        rows = json.loads(text) if text.lstrip().startswith("[") else [json.loads(line) for line in text.splitlines()]
        found = [_candidate(row) for row in rows]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotOutcomes from error
    return Outcomes({one.candidate.casefold(): one for one in found})


def _candidate(row: Mapping[str, Any]) -> CandidateOutcome:
    return CandidateOutcome(str(row["kandydat"]), str(row["przyjęty"] or ""), tuple(map(_choice, row["wybory"])))


def _choice(row: Mapping[str, Any]) -> ChoiceOutcome:
    total = row["razem"]
    return ChoiceOutcome(str(row["oddział"]), str(row["wynik"]), str(row["powód"]), "" if total is None else str(total))
