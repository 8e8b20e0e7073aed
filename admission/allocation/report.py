"""From both bounds to results in the words of the output; stands between `acceptance` and everyone who reads outcomes.

What is equal in both bounds holds in every way of treating the ties and is final; the rest is an unresolved tie.
"""

from bisect import bisect_left
from collections.abc import Sequence

from admission.allocation.acceptance import Bounds, find_bounds
from admission.allocation.beyond_limit import ABOVE_ALL, lists_with_beyond_limit
from admission.allocation.instance import Choice, Instance, Key
from admission.allocation.outcome import (
    BranchBound,
    BranchResult,
    CandidateResult,
    ChoiceOutcome,
    MarginTie,
    Outcome,
)


def allocate(instance: Instance) -> Outcome:
    """The candidate-optimal stable allocation; final where no decision about a tie can change it."""
    bounds = find_bounds(instance)
    return Outcome(_candidate_results(instance, bounds), _BranchReports(instance, bounds).all())


def _candidate_results(instance: Instance, bounds: Bounds) -> dict[str, CandidateResult]:
    results: dict[str, CandidateResult] = {}
    shared: dict[tuple[str | None, str | None, int, int, int], CandidateResult] = {}
    for (candidate, choices), best, worst in zip(
        instance.choices.items(), bounds.everybody.positions, bounds.nobody.positions, strict=True
    ):
        count = len(choices)
        best_code = choices[best][0] if best < count else None
        worst_code = best_code if worst == best else choices[worst][0] if worst < count else None
        shape = (best_code, worst_code, best, worst, count)
        result = shared.get(shape)
        if result is None:
            result = shared[shape] = _candidate_result(*shape)
        results[candidate] = result
    return results


def _candidate_result(
    best_code: str | None, worst_code: str | None, best: int, worst: int, count: int
) -> CandidateResult:
    """Above the best position everything is lost in both bounds, below the worst nothing is needed in either."""
    outcomes = [ChoiceOutcome.BELOW_CUTOFF] * best
    outcomes += [ChoiceOutcome.ADMITTED if best == worst else ChoiceOutcome.UNRESOLVED_TIE] * (worst + 1 - best)
    outcomes += [ChoiceOutcome.ADMITTED_HIGHER] * (count - worst - 1)
    return CandidateResult(best_code if best == worst else None, tuple(outcomes[:count]), best_code, worst_code)


class _BranchReports:
    """The results of branches. Made once for an allocation, so that the candidates are looked up once."""

    def __init__(self, instance: Instance, bounds: Bounds) -> None:
        self._capacities = instance.capacities
        self._ids = list(instance.choices)
        self._lists = lists_with_beyond_limit(instance)
        self._best, self._worst = bounds.everybody, bounds.nobody
        self._without_ties = bounds.everybody is bounds.nobody
        self._coming_down = {} if self._without_ties else self._who_may_come_down()

    def all(self) -> dict[str, BranchResult]:
        return {code: self._one(code, capacity) for code, capacity in self._capacities.items()}

    def _one(self, code: str, capacity: int | None) -> BranchResult:
        best_keys = self._keys(self._best.held[code], self._best.positions)
        if self._without_ties:
            worst_keys = final_keys = best_keys
        else:
            worst_keys = self._keys(self._worst.held[code], self._worst.positions)
            final_keys = self._keys(self._final(code), self._best.positions)
        return BranchResult(
            capacity=capacity,
            admitted=len(final_keys),
            beyond_limit=_beyond_limit(final_keys),
            cutoff=_cutoff(final_keys),
            free_seats=None if capacity is None else max(0, capacity - len(final_keys)),
            tie=self._tie(code, capacity, best_keys),
            everybody=BranchBound(len(best_keys), _cutoff(best_keys)),
            nobody=BranchBound(len(worst_keys), _cutoff(worst_keys)),
        )

    def _keys(self, held: Sequence[int], positions: list[int]) -> list[Key]:
        """The keys with which the candidates hold their seats, weakest first."""
        lists = self._lists
        keys = [lists[candidate][positions[candidate]][1] for candidate in held]
        keys.sort()
        return keys

    def _final(self, code: str) -> list[int]:
        best, worst = self._best.positions, self._worst.positions
        return [candidate for candidate in self._worst.held[code] if best[candidate] == worst[candidate]]

    def _who_may_come_down(self) -> dict[str, list[tuple[int, Key]]]:
        """Branch → candidates who come to it only after a decision elsewhere, with their keys there."""
        coming: dict[str, list[tuple[int, Key]]] = {}
        for candidate, (best, worst) in enumerate(zip(self._best.positions, self._worst.positions, strict=True)):
            if best != worst:
                for code, key in self._lists[candidate][best + 1 : worst + 1]:
                    coming.setdefault(code, []).append((candidate, key))
        return coming

    def _tie(self, code: str, capacity: int | None, keys: list[Key]) -> MarginTie | None:
        if capacity is None or len(keys) <= capacity or keys[0] is ABOVE_ALL:
            return None
        margin, coming = keys[0], self._coming_down.get(code, [])
        group = [
            candidate
            for candidate in self._best.held[code]
            if _key_at(self._lists[candidate], self._best.positions[candidate]) == margin
        ]
        return MarginTie(
            candidates=self._sorted_ids(group),
            seats=capacity - (len(keys) - len(group)),
            key=margin,
            may_join=self._sorted_ids([candidate for candidate, key in coming if key == margin]),
            may_outrank=self._sorted_ids([candidate for candidate, key in coming if key > margin]),
        )

    def _sorted_ids(self, candidates: list[int]) -> tuple[str, ...]:
        return tuple(sorted(self._ids[candidate] for candidate in candidates))


def _key_at(choices: Sequence[Choice], position: int) -> Key:
    return choices[position][1]


def _beyond_limit(keys: list[Key]) -> int:
    return len(keys) - bisect_left(keys, ABOVE_ALL) if keys and keys[-1] is ABOVE_ALL else 0


def _cutoff(keys: list[Key]) -> Key | None:
    return None if not keys or keys[0] is ABOVE_ALL else keys[0]
