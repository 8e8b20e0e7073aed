"""What a topic is given and what it gives back: the case (question, regulation, slots) and the draft of an answer.

Stands between understanding and wording; topics are functions `Case -> Draft`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from assistant.bound import Bound
from assistant.contract import Citation, Status
from assistant.normalise import Token
from assistant.offered import offered
from assistant.outcomes import Outcomes
from assistant.own_results import CHOICE
from assistant.provenance import Origin, basis_words, has_source, is_basis_recalled, origin, worst
from assistant.scope import Scope
from assistant.slots import Results
from dsl.emit.evaluate import Evaluator
from dsl.emit.polish.sentences import Sentences
from dsl.model.regulation import Branch, Notes, Regulation, State
from polish.enumerations import enumerate_items

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
    today: date | None = None
    outcomes: Outcomes | None = None
    candidate: str = ""

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """Those asked about, else all."""
        known = self.offered
        return tuple(known[code] for code in self.scope.branches if code in known) or tuple(known.values())

    @cached_property
    def offered(self) -> Mapping[str, Branch]:
        return offered(self.regulation)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(token.text for token in self.tokens if not token.is_sign)

    def sentences(self, branch: Branch | None = None) -> Sentences:
        return Sentences(self.regulation, (branch or self.branches[0]).rules)

    def evaluator(self, branch: Branch, facts: Mapping[str, Any]) -> Evaluator:
        own = branch.rules.facts.get(CHOICE, {})
        return Evaluator(
            self.regulation, branch, facts, {name: value for name, value in self.results.own.items() if name in own}
        )

    def codes(self, branches: Sequence[Branch]) -> tuple[str, ...]:
        """For a value: nothing where it holds for all branches."""
        if len(branches) == len(self.offered):
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


@dataclass(frozen=True, slots=True)
class _LawSaid:
    """What is said of a rule of the law: in the school's words, if it has any, whether the school's document is known,
    whether the wording was checked, where it stands."""

    lead: str
    has_source: bool
    recalled: bool
    unit: str
    act: str


_DOUBTED = frozenset({Status.CONTRADICTORY, Status.UNCERTAIN})
_SOFTER = {Status.CONTRADICTORY: Status.UNCERTAIN}


@dataclass(slots=True)
class Standing:
    """Collects where the values of an answer come from: its status, and what must be said about them."""

    case: Case
    statuses: list[Status] = field(default_factory=list)
    remarks: dict[str, None] = field(default_factory=dict)
    laws: dict[_LawSaid, None] = field(default_factory=dict)

    def on(self, *chain: Notes) -> Origin:
        """Take a value's notes into account; values bound from now on carry their state."""
        found = origin(self.case.regulation, *chain)
        self._take(found, chain, found.status)
        return found

    def beside(self, *chain: Notes) -> None:
        """A rule around the value that was asked: that its sources contradict each other is told, but is no
        contradiction about the value."""
        found = origin(self.case.regulation, *chain)
        self._take(found, chain, _SOFTER.get(found.status, found.status))

    def aside(self, *chain: Notes) -> None:
        """A rule that holds for some only, told beside those asked about: a doubt about it is told as well."""
        found = origin(self.case.regulation, *chain)
        self._take(found, chain, Status.GIVEN if found.status in _DOUBTED else found.status)

    def _take(self, found: Origin, chain: tuple[Notes, ...], status: Status) -> None:
        self.statuses.append(status)
        self.case.bound.state = str(State.DELEGATED if found.law is not None else found.state)
        if found.status is Status.DELEGATED:
            self.laws[self._law(found, chain)] = None
        for remark in _remarks(chain):
            self.remarks[remark] = None

    def on_branch(self, notes: Notes) -> None:
        """That a branch is made up for an example does not make what is told of it unsaid."""
        if notes.state is not State.EXAMPLE:
            self.on(notes)

    @property
    def status(self) -> Status:
        """Contradictory only where all that is told is: of many values one contradicted makes the answer doubtful."""
        is_all = len(set(self.statuses)) == 1
        return worst(*(self.statuses if is_all else (_SOFTER.get(one, one) for one in self.statuses)))

    @property
    def told(self) -> tuple[str, ...]:
        """Each remark once, as a placeholder; rules of one act in one sentence."""
        return tuple(self.case.bound.words(remark) for remark in (*_law_remarks(list(self.laws)), *self.remarks))

    def _law(self, found: Origin, chain: tuple[Notes, ...]) -> _LawSaid:
        """What the school leaves to the law, in its own words where it has them; then the act."""
        regulation = self.case.regulation
        own = next((notes.remark for notes in chain if notes.remark and notes.state is State.DELEGATED), "")
        lead = f"{own[:1].upper()}{own[1:]}" if own else ""
        unit = found.notes.basis.unit if found.notes.basis is not None else ""
        act = basis_words(regulation, found.notes).removeprefix(f"{unit}, ") or (found.law.title if found.law else "")
        return _LawSaid(
            lead, has_source(regulation), found.recalled and is_basis_recalled(regulation, found.notes), unit, act
        )


def _remarks(chain: tuple[Notes, ...]) -> list[str]:
    remarks = []
    for notes in chain:
        if notes.remark and notes.state not in (State.GIVEN, State.DELEGATED):
            remarks.append(f"Uwaga: {notes.remark}.")
        if notes.other_reading:
            remarks.append(f"Inny możliwy odczyt: {notes.other_reading}.")
    return remarks


def _law_remarks(laws: Sequence[_LawSaid]) -> list[str]:
    """One sentence for those said alike: „… (art. 134 i 140, ustawa …). Brzmienia tych przepisów nie sprawdzono …”."""
    alike = dict.fromkeys((one.lead, one.recalled) for one in laws)
    return [_law_remark([one for one in laws if (one.lead, one.recalled) == key]) for key in alike]


def _law_remark(laws: Sequence[_LawSaid]) -> str:
    first = laws[0]
    acts = dict.fromkeys(one.act for one in laws)
    places = "; ".join(_in_act(act, [one.unit for one in laws if one.act == act and one.unit]) for act in acts if act)
    lead = first.lead or _repeated(first.has_source, len(laws) > 1)
    text = f"{lead} ({places})." if places else f"{lead}."
    if not first.recalled:
        return text
    what = "tego przepisu" if len(laws) == 1 else "tych przepisów"
    return f"{text} Brzmienia {what} nie sprawdzono w Dzienniku Ustaw – sprawdź je przed decyzją."


def _in_act(act: str, units: Sequence[str]) -> str:
    return f"{enumerate_items(units)}, {act}" if units else act


def _repeated(has_source: bool, are_many: bool) -> str:
    """Rules that our regulation took over from the law; said of the source document where there is one."""
    rules = "przepisy" if are_many else "przepis"
    if has_source:
        return f"Dokument źródłowy szkoły tego nie podaje; regulamin powtarza tu {rules} prawa"
    return f"Regulamin powtarza tu {rules} prawa"
