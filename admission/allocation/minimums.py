"""Branches that are not opened: the allocation without them, again, as often as people decide to close one.

Outside of `allocate`, because here more applicants can help somebody (docs/decisions/0002). Which branch closes is
never decided here: closing one may fill another, so with several below their minimum the order matters and belongs to
people.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from admission.allocation.instance import Instance
from admission.allocation.outcome import ChoiceOutcome, Outcome
from admission.allocation.report import allocate


@dataclass(frozen=True, slots=True)
class TooFew:
    """A branch whose minimum is not certain to be reached."""

    minimum: int
    admitted: int
    """For certain."""

    at_most: int
    """With everybody whose result there still depends on a tie."""

    if_closed: tuple[str, ...] = ()
    """Branches below their minimum when this one closes and no other; told of the last round only."""

    @property
    def certain(self) -> bool:
        """No decision about a tie fills it, so it may be closed now."""
        return self.at_most < self.minimum


@dataclass(frozen=True, slots=True)
class Round:
    """One allocation, with the branches closed before it left out."""

    closed: tuple[str, ...]
    """In the order of closing."""

    instance: Instance
    outcome: Outcome
    below: Mapping[str, TooFew]
    """The branches below their minimum, in the order of the instance."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """All rounds, the first with every branch open."""

    rounds: tuple[Round, ...]

    unfounded: tuple[str, ...]
    """Not closed, though the caller wanted it: the first branch that its round did not show below its minimum for
    certain, and all that came after it."""

    @property
    def last(self) -> Round:
        return self.rounds[-1]

    @property
    def done(self) -> bool:
        """Nothing is left for people to decide about closing."""
        return not self.last.below and not self.unfounded


def without(instance: Instance, codes: AbstractSet[str]) -> Instance:
    """The same with some branches not opened: nobody chose them. Candidates stay, even with no choice left."""
    return Instance(
        {code: seats for code, seats in instance.capacities.items() if code not in codes},
        {
            candidate: [choice for choice in choices if choice[0] not in codes]
            for candidate, choices in instance.choices.items()
        },
        frozenset(pair for pair in instance.beyond_limit if pair[1] not in codes),
    )


def allocate_with_minimums(instance: Instance, minimums: Mapping[str, int], closed: Sequence[str] = ()) -> Rounds:
    """Allocate, then close the branches of `closed` one by one in this order, allocating again after each.

    Call it without `closed` first. While the last round shows branches below their minimum, people choose one (`TooFew`
    says what closing it leads to), and it is called again with that branch at the end of `closed`; or they leave it
    open in spite of that. A branch is closed only when its round shows it below its minimum whatever becomes of the
    ties.
    """
    rounds = [_round(instance, minimums, ())]
    for number, code in enumerate(closed):
        short = rounds[-1].below.get(code)
        if short is None or not short.certain:
            return Rounds((*rounds[:-1], _with_consequences(rounds[-1], minimums)), tuple(closed[number:]))
        rounds.append(_round(instance, minimums, tuple(closed[: number + 1])))
    return Rounds((*rounds[:-1], _with_consequences(rounds[-1], minimums)), ())


def _round(instance: Instance, minimums: Mapping[str, int], closed: tuple[str, ...]) -> Round:
    remaining = without(instance, set(closed)) if closed else instance
    outcome = allocate(remaining)
    return Round(closed, remaining, outcome, _below(remaining, outcome, minimums))


def _below(instance: Instance, outcome: Outcome, minimums: Mapping[str, int]) -> dict[str, TooFew]:
    open_at: Counter[str] = Counter()
    for candidate, choices in instance.choices.items():
        result = outcome.candidates[candidate]
        if not result.final:
            told = zip(choices, result.choices, strict=True)
            open_at.update(
                code
                for (code, key), what in told
                if what is ChoiceOutcome.UNRESOLVED_TIE
                and (outcome.branches[code].may_seat(key) or (candidate, code) in instance.beyond_limit)
            )
    found = {}
    for code, branch in outcome.branches.items():
        minimum = minimums.get(code, 0)
        if branch.admitted < minimum:
            found[code] = TooFew(minimum, branch.admitted, branch.admitted + open_at[code])
    return found


def _with_consequences(last: Round, minimums: Mapping[str, int]) -> Round:
    """What closing each branch alone would lead to."""
    below = {}
    for code, short in last.below.items():
        then = _round(last.instance, minimums, (code,)).below if short.certain else {}
        below[code] = TooFew(short.minimum, short.admitted, short.at_most, tuple(then))
    return Round(last.closed, last.instance, last.outcome, below)
