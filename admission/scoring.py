"""Candidates and a regulation -> the result of every candidate in every branch chosen. The backend is chosen here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from admission.candidates import Candidate, Choice
from admission.offer import Offer
from admission.recruitment.model import Recruitment
from dsl.emit.python.backend import Program, compile_regulation
from dsl.emit.python.library import Facts
from dsl.model.regulation import Branch, Regulation
from dsl.model.result import BranchResult, Number

_MOST_PAIRS = 1 << 14


@dataclass(frozen=True, slots=True)
class Unproven:
    """Claims that were not counted, the documents that would prove them, and the points they would have given; None
    where points cannot be counted without them."""

    facts: tuple[str, ...]
    documents: tuple[str, ...]
    lost: Number | None


class Scored(NamedTuple):
    """`unproven` only where the candidate was counted strictly (`admission.strict`) and something was left out; then
    `counted` are the facts of the candidate and of the choice that were not."""

    candidate: Candidate
    choice: Choice
    result: BranchResult
    unproven: Unproven | None = None
    counted: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None

    @property
    def facts(self) -> Mapping[str, Any]:
        """Of the candidate, those that count."""
        return self.candidate.facts if self.counted is None else self.counted[0]

    @property
    def pair(self) -> Mapping[str, Any]:
        """Of the choice, those that count."""
        return self.choice.pair if self.counted is None else self.counted[1]


def score(offer: Offer, candidates: Iterable[Candidate]) -> Iterator[Scored]:
    """By the compiled rules: many times as fast as the evaluator that explains, with the same results."""
    homes = homes_of(offer)
    pairs: dict[int, tuple[Choice, Facts]] = {}
    for candidate in candidates:
        facts_of: dict[int, dict[str, Any]] = {}
        for choice in candidate.choices:
            program, branch = homes[choice.branch]
            facts = facts_of.get(id(program))
            if facts is None:
                facts = facts_of[id(program)] = program.candidate(candidate.facts)
            prepared = pairs.get(id(choice))
            if prepared is None or prepared[0] is not choice:
                prepared = choice, program.pair(branch, choice.pair)
                if len(pairs) < _MOST_PAIRS:
                    pairs[id(choice)] = prepared  # many candidates share one choice
            yield Scored(candidate, choice, program.evaluate_prepared(branch, facts, prepared[1]))


def homes_of(offer: Offer) -> dict[str, tuple[Program, Branch]]:
    """Where the rules of each branch are: in the regulation of its school."""
    if isinstance(offer, Recruitment):
        programs = {school: compile_regulation(regulation) for school, regulation in offer.members.items()}
        return {code: (programs[one.school], one.home) for code, one in offer.openings.items()}
    assert isinstance(offer, Regulation)
    program = compile_regulation(offer)
    return {code: (program, branch) for code, branch in offer.branches.items()}


def home_of(offer: Offer, code: str) -> tuple[Regulation, Branch]:
    """The regulation whose rules count in the branch, and the branch as that has it."""
    if isinstance(offer, Recruitment):
        opening = offer.openings[code]
        return offer.members[opening.school], opening.home
    assert isinstance(offer, Regulation)
    return offer, offer.branches[code]


def unmet_words(result: BranchResult) -> str:
    """Of somebody who does not meet a condition: which, and whether he stands on the reserve list all the same."""
    return f"niespełniony warunek: {result.reason}{'; lista rezerwowa' if result.reserve else ''}"


def missing_words(missing: Iterable[str]) -> str:
    """Of somebody whose data do not suffice: which are not there."""
    return f"brakuje danych: {', '.join(missing)}"
