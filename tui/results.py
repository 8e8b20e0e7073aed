"""Points and rankings of one revision, counted when first asked for and kept: what a person looks at comes first.

The same whoever asks and whenever, so the thread that prepares them and the screen that shows them need no lock. No
Textual.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from admission.candidates import Candidate, Choice
from admission.ranking import Ranking, rank
from admission.scoring import Scored
from dsl.emit.python.backend import Program, compile_regulation, prepare
from dsl.emit.python.library import Facts
from dsl.model.regulation import Regulation

Value = TypeVar("Value")


class OnDemand(Mapping[str, Value]):
    """Values by known keys, each made once."""

    def __init__(self, keys: Iterable[str], make: Callable[[str], Value]) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        if key not in self._made:
            if key not in self._keys:
                raise KeyError(key)
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One candidate in one branch."""

    candidate: Candidate
    facts: Facts
    choice: Choice


class Results:
    """`count` makes ready what a ranking needs, step by step, so that a thread can stop between the steps."""

    def __init__(self, regulation: Regulation, candidates: Iterable[tuple[Candidate, Facts]]) -> None:
        self._program: Program = compile_regulation(regulation)
        self._regulation = regulation
        self._of: dict[str, list[_Entry]] = {}
        self._in: dict[str, list[_Entry]] = {code: [] for code in regulation.branches}
        self._scored: dict[tuple[str, str], Scored] = {}
        for one, facts in candidates:
            entries = [_Entry(one, facts, choice) for choice in one.choices]
            self._of[one.id] = entries
            for entry in entries:
                self._in[entry.choice.branch].append(entry)
        self.scores: Mapping[str, tuple[Scored, ...]] = OnDemand(self._of, self._of_candidate)
        self.rankings: Mapping[str, Ranking] = OnDemand(self._in, self._of_branch)

    def count(self, code: str) -> Iterator[None]:
        for entry in self._in[code]:
            self._score(entry)
            yield

    def _of_candidate(self, identifier: str) -> tuple[Scored, ...]:
        return tuple(self._score(entry) for entry in self._of[identifier])

    def _of_branch(self, code: str) -> Ranking:
        return rank(self._regulation.branches[code], [self._score(entry) for entry in self._in[code]])

    def _score(self, entry: _Entry) -> Scored:
        """By the compiled regulation: four times as fast as the evaluator that explains, with the same results."""
        key = (entry.candidate.id, entry.choice.branch)
        found = self._scored.get(key)
        if found is None:
            branch = self._regulation.branches[entry.choice.branch]
            pair = prepare(entry.choice.pair, branch.rules.facts["wybór"], "wybór.")
            result = self._program.evaluate_prepared(branch, entry.facts, pair)
            found = self._scored[key] = Scored(entry.candidate, entry.choice, result)
        return found
