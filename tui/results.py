"""Points and rankings of one revision, counted when first asked for and kept: what a person looks at comes first.

The same whoever asks and whenever, so the thread that prepares them and the screen that shows them need no lock. By the
compiled rules, with the results of the evaluator that explains. No Textual.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from admission.candidates import Candidate, Choice
from admission.offer import Offer
from admission.ranking import Ranking, rank
from admission.results import Allocation, branches_without_seats, run_allocation
from admission.scoring import Scored, homes_of
from dsl.emit.python.library import Facts

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

    def __init__(self, offer: Offer, candidates: Iterable[tuple[Candidate, Facts]]) -> None:
        self._offer = offer
        self._homes = homes_of(offer)
        self._of: dict[str, list[_Entry]] = {}
        self._in: dict[str, list[_Entry]] = {code: [] for code in offer.branches}
        self._scored: dict[tuple[str, str], Scored] = {}
        self._allocation: Allocation | None = None
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

    def allocation(self) -> Allocation | None:
        """Who gets which seat; None where the seats of a branch are not known."""
        if self._allocation is None and not branches_without_seats(self._offer):
            self._allocation = run_allocation(self._offer, (one for scores in self.scores.values() for one in scores))
        return self._allocation

    def _of_candidate(self, identifier: str) -> tuple[Scored, ...]:
        return tuple(self._score(entry) for entry in self._of[identifier])

    def _of_branch(self, code: str) -> Ranking:
        return rank(self._offer.branches[code], [self._score(entry) for entry in self._in[code]])

    def _score(self, entry: _Entry) -> Scored:
        key = (entry.candidate.id, entry.choice.branch)
        found = self._scored.get(key)
        if found is None:
            program, branch = self._homes[entry.choice.branch]
            pair = program.pair(branch, entry.choice.pair)
            result = program.evaluate_prepared(branch, entry.facts, pair)
            found = self._scored[key] = Scored(entry.candidate, entry.choice, result)
        return found
