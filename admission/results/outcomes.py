"""The outcomes of candidates one after another, each choice with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, repeat
from typing import overload

from admission.allocation import (
    ChoiceOutcome,
    Instance,
    Outcome,
    ReserveGroup,
    TooFew,
    allocate_with_minimums,
    reserve_list,
)
from admission.results.model import BranchSummary, CandidateOutcome, ChoiceResult, Result
from admission.results.reasons import Reporter
from admission.results.seats import whom_the_seats_are_for
from admission.scoring import Scored, missing_words, unmet_words

_HIGHER = ChoiceOutcome.ADMITTED_HIGHER
_RESULTS = {one: Result(one.value) for one in ChoiceOutcome}
_choice_result = partial(tuple.__new__, ChoiceResult)  # the fields in one tuple: twice as fast, and there are very many


class Outcomes(Sequence[CandidateOutcome]):
    """Made when somebody looks at them, and again when somebody looks again: of very many they need not be kept."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._competition = reporter.competition
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

    def choices(self) -> Iterator[ChoiceResult]:
        """Of all candidates, one after another."""
        return self._choices(slice(None))

    def _outcomes(self, which: slice) -> Iterator[CandidateOutcome]:
        choices = self._choices(which)
        for own, held in zip(self._people[which], self._held[which], strict=True):
            together = tuple(islice(choices, own.stop - own.start))
            yield CandidateOutcome(together[0].scored.candidate, held.admitted, together, held.pool)

    def _choices(self, which: slice) -> Iterator[ChoiceResult]:
        """The outcomes of choices are only of those that compete."""
        people, everybody = self._people[which], self._held[which]
        results = chain.from_iterable(map(self._competition.results.__getitem__, people))
        entries = chain.from_iterable(map(self._competition.entries.__getitem__, people))
        holding = chain.from_iterable(map(repeat, everybody, [own.stop - own.start for own in people]))
        outcomes = chain.from_iterable([held.choices for held in everybody])
        known, reason = self._reporter.known, self._reporter.reason
        for one, entry, held in zip(results, entries, holding, strict=True):
            if entry is None:
                yield self._out_of_competition(one)
                continue
            outcome = next(outcomes)
            depends_on = held.admitted if outcome is _HIGHER else entry
            words = known[outcome].get(depends_on) or reason(one, entry, outcome, held)
            yield _choice_result((one, _RESULTS[outcome], words))

    def _out_of_competition(self, one: Scored) -> ChoiceResult:
        code, missing = one.choice.branch, one.result.missing
        if code in self._competition.closed:
            return ChoiceResult(one, Result.NOT_OPENED, "oddziału nie otwarto")
        if one.result.eligible is False:
            return ChoiceResult(one, Result.CONDITION_NOT_MET, unmet_words(one.result))
        pools = self._competition.pools.get(code)
        if not missing and pools is not None and one.candidate.id in pools.pools:
            words = whom_the_seats_are_for(self._reporter.branches[code])
            return ChoiceResult(one, Result.CONDITION_NOT_MET, words)
        if not missing and pools is not None:
            missing = (pools.missing[one.candidate.id],)
        return ChoiceResult(one, Result.INCOMPLETE, missing_words(missing))


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
