"""The candidates who were read from files: who chose what, with which facts, and what was wrong on the way.

What a row may hold comes from the regulation (`kandydat`, `wybór`). Identity (`tożsamość`) is kept apart and never
reaches a formula or a message. `admission.validation` makes them of raw rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from admission.application import Application, State
from dsl.diagnostics import Diagnostic, Diagnostics

_NOTHING: frozenset[str] = frozenset()


class Choice(NamedTuple):
    """One branch on a candidate's list; `pair` holds the facts of this candidate in this branch."""

    branch: str
    pair: Mapping[str, Any]


class Candidate(NamedTuple):
    id: str
    row: int
    choices: tuple[Choice, ...]
    facts: Mapping[str, Any]
    identity: Mapping[str, Any] = MappingProxyType({})
    application: Application | None = None
    confirmed: frozenset[str] = _NOTHING

    def __repr__(self) -> str:
        """Without who it is."""
        return f"Candidate(id={self.id!r}, row={self.row}, choices={self.choices!r}, facts={self.facts!r})"


@dataclass(frozen=True, slots=True)
class Candidates:
    """`rows` counts the rows that were not empty, good and bad; `bad` are the rows of candidates known by their id;
    `told` are the problems of each of them, wherever in the file and its companions they stand. Where a row of the file
    gives the state of an application (`says_states`), `good` are those whose applications are confirmed, and the other
    ones without mistakes are `set_aside`."""

    path: str
    rows: int
    good: tuple[Candidate, ...]
    problems: Diagnostics
    bad: Mapping[str, int] = field(default_factory=dict)
    told: Mapping[str, Sequence[Diagnostic]] = field(default_factory=dict)
    set_aside: tuple[Candidate, ...] = ()
    says_states: bool = False

    @property
    def bad_rows(self) -> int:
        return self.rows - len(self.good) - len(self.set_aside)


def state_of(candidate: Candidate) -> State:
    return candidate.application.state if candidate.application else State.UNKNOWN
