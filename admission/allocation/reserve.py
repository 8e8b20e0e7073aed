"""Who would come next in a branch: a list to read after the allocation, not another allocation.

Stands after `outcome`; for commissions that look for somebody when seats become free (resignations, seats that nobody
confirmed).
"""

from dataclasses import dataclass

from admission.allocation.instance import Instance, Key
from admission.allocation.outcome import ChoiceOutcome, Outcome


@dataclass(frozen=True, slots=True)
class ReserveGroup:
    """Candidates with one key, sorted by id, which decides nothing; usually there is just one."""

    key: Key
    candidates: tuple[str, ...]

    ahead: int
    """How many stand before this group."""

    def fits(self, free_seats: int) -> bool:
        """With so many free seats the whole group is asked."""
        return self.ahead + len(self.candidates) <= free_seats

    def is_tied_for(self, free_seats: int) -> bool:
        """With so many free seats some of the group are asked and some not: for people to decide."""
        return self.ahead < free_seats < self.ahead + len(self.candidates)


def reserve_list(instance: Instance, outcome: Outcome, code: str, pool: str | None = None) -> tuple[ReserveGroup, ...]:
    """Those turned down in the branch, the best first; of a branch with pools, those whom the given pool admits.

    When k seats become free later, the first k are asked; nothing is allocated again, and everybody keeps what they
    have. So it is not what the allocation would have given with k seats more: whoever comes from a lower branch leaves
    a seat there, for which that branch has a list of its own. On the list are only candidates who want this branch more
    than what they have. Whoever waits for a tie here to be decided is not on it, for they may have a seat.
    """
    admits = _admits(instance, code, pool)
    waiting: list[tuple[Key, str]] = []
    for candidate, choices in instance.choices.items():
        if admits is None or candidate in admits:
            told = zip(choices, outcome.candidates[candidate].choices, strict=True)
            waiting += [
                (key, candidate)
                for (chosen, key), what in told
                if chosen == code and what is ChoiceOutcome.BELOW_CUTOFF
            ]
    waiting.sort(key=lambda one: one[0], reverse=True)
    groups: list[ReserveGroup] = []
    start = 0
    for end in range(1, len(waiting) + 1):
        if end == len(waiting) or waiting[end][0] != waiting[start][0]:
            names = tuple(sorted(candidate for _, candidate in waiting[start:end]))
            groups.append(ReserveGroup(waiting[start][0], names, start))
            start = end
    return tuple(groups)


def _admits(instance: Instance, code: str, pool: str | None) -> set[str] | None:
    """None: everybody. Unknown names are a mistake of the caller (KeyError)."""
    seats = instance.capacities[code]
    if pool is None:
        return None
    named = {one.name: one.admits for one in seats} if isinstance(seats, tuple) else {}
    admits = named[pool]
    return None if admits is None else set(admits)
