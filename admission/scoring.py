"""Candidates and a regulation -> the result of every candidate in every branch chosen. The backend is chosen here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from admission.candidates import Candidate, Choice
from dsl.emit.evaluate import evaluate
from dsl.model.regulation import Regulation
from dsl.model.result import BranchResult


@dataclass(frozen=True, slots=True)
class Scored:
    candidate: Candidate
    choice: Choice
    result: BranchResult


def score(regulation: Regulation, candidates: Iterable[Candidate]) -> Iterator[Scored]:
    for candidate in candidates:
        for choice in candidate.choices:
            branch = regulation.branches[choice.branch]
            yield Scored(candidate, choice, evaluate(regulation, branch, candidate.facts, choice.pair))
