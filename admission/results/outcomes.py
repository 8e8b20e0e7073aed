"""The outcomes of candidates one after another, each choice with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import overload

from admission.allocation import (
    CandidateResult,
    ChoiceOutcome,
    Instance,
    Outcome,
    ReserveGroup,
    TooFew,
    allocate_with_minimums,
    reserve_list,
)
from admission.results.model import BranchSummary, CandidateOutcome, ChoiceResult, Result, Seated
from admission.results.reasons import Reporter
from admission.results.seats import whom_the_seats_are_for
from admission.scoring import Scored, missing_words, unmet_words

_RESULTS = {one: Result(one.value) for one in ChoiceOutcome}
_choice_result = partial(tuple.__new__, ChoiceResult)  # the fields in one tuple: twice as fast, and there are very many
_End = tuple[ChoiceOutcome, Result, str, dict[object, str], CandidateResult]
"""What became of a choice, twice, its reason where that is known, else those known by the place, and the result of the
candidate."""


class Outcomes(Sequence[CandidateOutcome]):
    """Made when somebody looks at them, and again when somebody looks again: of very many they need not be kept."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self.competition = reporter.competition
        self._people = list(reporter.competition.people.values())
        self._held = list(reporter.outcome.candidates.values())

    def __len__(self) -> int:
        return len(self._people)

    def __iter__(self) -> Iterator[CandidateOutcome]:
        return self._outcomes(slice(None))

    @overload
    def __getitem__(self, index: int) -> CandidateOutcome: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[CandidateOutcome]: ...
    def __getitem__(self, index: int | slice) -> CandidateOutcome | Sequence[CandidateOutcome]:
        if isinstance(index, slice):
            return tuple(self._outcomes(index))
        number = range(len(self))[index]
        return next(self._outcomes(slice(number, number + 1)))

    def told(self, seated: Seated) -> Outcomes:
        """The same with reasons in these words."""
        return Outcomes(self._reporter.with_words(seated))

    def choices(self) -> Iterator[ChoiceResult]:
        """Of all candidates, one after another."""
        return self._choices(slice(None))

    def columns(self, which: slice = slice(None)) -> tuple[list[Scored], list[Result], list[str]]:
        """Of all choices, one candidate after another: who counted how, what became of it, why."""
        competition = self.competition
        people, everybody = self._people[which], self._held[which]
        scored = list(chain.from_iterable(map(competition.results.__getitem__, people)))
        entries = list(chain.from_iterable(map(competition.entries.__getitem__, people)))
        results: list[Result] = []
        reasons: list[str] = []
        for one, entry, end in zip(scored, entries, self._ends(people, everybody), strict=True):
            if entry is None or end is None:
                result, words = self._out_of_competition(one)
            else:
                outcome, result, words, known, held = end
                words = words or known.get(entry) or self._reporter.reason(one, entry, outcome, held)
            results.append(result)
            reasons.append(words)
        return scored, results, reasons

    def _outcomes(self, which: slice) -> Iterator[CandidateOutcome]:
        choices = self._choices(which)
        for own, held in zip(self._people[which], self._held[which], strict=True):
            together = tuple(islice(choices, _length(own)))
            yield CandidateOutcome(together[0].scored.candidate, held.admitted, together, held.pool, held.counted_in)

    def _choices(self, which: slice) -> Iterator[ChoiceResult]:
        return map(_choice_result, zip(*self.columns(which), strict=True))

    def _ends(self, people: Sequence[slice], everybody: Sequence[CandidateResult]) -> list[_End | None]:
        """What became of each choice; None for those that do not compete."""
        entries = self.competition.entries
        of_result: dict[int, list[_End]] = {}  # by its identity, which very many share
        found: list[_End | None] = []
        for own, held in zip(people, everybody, strict=True):
            ends = of_result.get(id(held))
            if ends is None:
                ends = of_result[id(held)] = [self._end(outcome, held) for outcome in held.choices]
            if len(ends) == own.stop - own.start:
                found += ends
            else:
                waiting = iter(ends)
                found += [None if entry is None else next(waiting) for entry in entries[own]]
        return found

    def _end(self, outcome: ChoiceOutcome, held: CandidateResult) -> _End:
        words = self._reporter.higher(held) if outcome is ChoiceOutcome.ADMITTED_HIGHER else ""
        return outcome, _RESULTS[outcome], words, self._reporter.known[outcome], held

    def _out_of_competition(self, one: Scored) -> tuple[Result, str]:
        code, missing = one.choice.branch, one.result.missing
        if code in self.competition.closed:
            return Result.NOT_OPENED, "oddziału nie otwarto"
        if one.result.eligible is False:
            return Result.CONDITION_NOT_MET, unmet_words(one.result)
        pools = self.competition.pools.get(code)
        if not missing and pools is not None and one.candidate.id in pools.pools:
            words = whom_the_seats_are_for(self._reporter.branches[code])
            return Result.CONDITION_NOT_MET, words
        if not missing and pools is not None:
            missing = (pools.missing[one.candidate.id],)
        return Result.INCOMPLETE, missing_words(missing)


def _length(own: slice) -> int:
    length: int = own.stop - own.start
    return length


@dataclass(frozen=True, slots=True)
class Allocation:
    """`instance` and `outcome` are what was computed, in plain data: for what is asked afterwards."""

    candidates: Outcomes
    branches: Mapping[str, BranchSummary]
    instance: Instance
    outcome: Outcome

    def reserve(self, code: str, pool: str | None = None) -> tuple[ReserveGroup, ...]:
        """Who would come next in the branch, in groups of equal candidates (see `reserve_list`)."""
        return reserve_list(self.instance, self.outcome, code, pool)

    def too_few(self) -> Mapping[str, TooFew]:
        """The branches with fewer than they need, and which others would have too few if one of them closed."""
        needed = {code: one.needed for code, one in self.branches.items() if one.needed and one.is_opened}
        return allocate_with_minimums(self.instance, needed).last.below if needed else {}
