"""What a topic is given and what it gives back: the case (question, regulation, slots) and the draft of an answer.

Stands between understanding and wording; topics are functions `Case -> Draft`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assistant.bound import Bound
from assistant.contract import Citation, Status
from assistant.normalise import Token
from assistant.provenance import Origin, basis_words, has_source, is_basis_recalled, origin, worst
from assistant.scope import Scope
from assistant.slots import Results
from dsl.emit.evaluate import Evaluator
from dsl.emit.polish.sentences import Sentences
from dsl.model.regulation import Branch, Notes, Regulation, State

MOST_BRANCHES = 4


@dataclass(frozen=True)
class Case:
    question: str
    tokens: Sequence[Token]
    regulation: Regulation
    scope: Scope
    results: Results
    settings: Mapping[str, Any]
    bound: Bound

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """Those asked about, else all."""
        known = self.regulation.branches
        return tuple(known[code] for code in self.scope.branches if code in known) or tuple(known.values())

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(token.text for token in self.tokens if not token.is_sign)

    def sentences(self, branch: Branch | None = None) -> Sentences:
        return Sentences(self.regulation, (branch or self.branches[0]).rules)

    def evaluator(self, branch: Branch, facts: Mapping[str, Any]) -> Evaluator:
        return Evaluator(self.regulation, branch, facts)

    def codes(self, branches: Sequence[Branch]) -> tuple[str, ...]:
        """For a value: nothing where it holds for all branches."""
        if len(branches) == len(self.regulation.branches):
            return ()
        return tuple(branch.code for branch in branches)


@dataclass(frozen=True, slots=True)
class AskBack:
    """Something needed is not known: one question with its options."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before its words: which template, with what (texts with placeholders), and on what it stands."""

    variant: str
    data: Mapping[str, Any]
    citations: tuple[Citation, ...]
    status: Status = Status.GIVEN
    remarks: tuple[str, ...] = ()
    next_step: str | None = None


@dataclass(slots=True)
class Standing:
    """Collects where the values of an answer come from: its status, and what must be said about them."""

    case: Case
    statuses: list[Status] = field(default_factory=list)
    remarks: dict[str, None] = field(default_factory=dict)

    def on(self, *chain: Notes) -> Origin:
        """Take a value's notes into account; values bound from now on carry their state."""
        found = origin(self.case.regulation, *chain)
        self.statuses.append(found.status)
        self.case.bound.state = str(State.DELEGATED if found.law is not None else found.state)
        for remark in self._remarks(found, chain):
            self.remarks[remark] = None
        return found

    @property
    def status(self) -> Status:
        return worst(*self.statuses)

    @property
    def told(self) -> tuple[str, ...]:
        """Each remark once, as a placeholder."""
        return tuple(self.case.bound.words(remark) for remark in self.remarks)

    def _remarks(self, found: Origin, chain: tuple[Notes, ...]) -> list[str]:
        remarks = []
        if found.status is Status.DELEGATED:
            remarks.append(self._law(found, chain))
        for notes in chain:
            if notes.remark and notes.state not in (State.GIVEN, State.DELEGATED):
                remarks.append(f"Uwaga: {notes.remark}.")
            if notes.other_reading:
                remarks.append(f"Inny możliwy odczyt: {notes.other_reading}.")
        return remarks

    def _law(self, found: Origin, chain: tuple[Notes, ...]) -> str:
        """What the school leaves to the law, in its own words where it has them; then the act."""
        own = next((notes.remark for notes in chain if notes.remark and notes.state is State.DELEGATED), "")
        where = basis_words(self.case.regulation, found.notes) or (found.law.title if found.law else "")
        text = f"{own[:1].upper()}{own[1:]}" if own else _repeated(self.case.regulation)
        text = f"{text} ({where})." if where else f"{text}."
        if found.recalled and is_basis_recalled(self.case.regulation, found.notes):
            text += " Brzmienia tego przepisu nie sprawdzono w Dzienniku Ustaw – sprawdź je przed decyzją."
        return text


def _repeated(regulation: Regulation) -> str:
    """A rule that our regulation took over from the law; said of the source document where there is one."""
    if has_source(regulation):
        return "Dokument źródłowy szkoły tego nie podaje; regulamin powtarza tu przepis prawa"
    return "Regulamin powtarza tu przepis prawa"
