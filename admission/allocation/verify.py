"""Independent check of a finished allocation, run after every `allocate`; it shares no step with `acceptance`.

It asks what a parent or an auditor may ask: is everybody accounted for, are the seats respected, was anybody turned
down by a branch that keeps someone no better, are equal candidates treated equally, is every reported tie a real one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from admission.allocation.beyond_limit import ABOVE_ALL, lists_with_beyond_limit
from admission.allocation.instance import Choice, Instance, Key, problems
from admission.allocation.outcome import BranchBound, BranchResult, CandidateResult, ChoiceOutcome, MarginTie, Outcome

_ADMITTED, _HIGHER = ChoiceOutcome.ADMITTED, ChoiceOutcome.ADMITTED_HIGHER
_BELOW, _TIE = ChoiceOutcome.BELOW_CUTOFF, ChoiceOutcome.UNRESOLVED_TIE


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing wrong with an outcome: always a bug of the program (or an outcome of another instance)."""

    rule: str
    """instance, accounted, capacity, blocking, equal-treatment, tie or report."""

    where: str
    detail: str


_Position: TypeAlias = tuple[int, int]
"""Index of the choice held in the best and in the worst case; the number of choices for none."""

_Applications: TypeAlias = list[tuple[Key, str]]
"""Keys and candidates."""


@dataclass(slots=True)
class _Applicants:
    """Those who want the branch, by what becomes of it when everybody tied is admitted, and when nobody is.

    Whoever is admitted higher in both cases does not want the branch and is not here.
    """

    lost_lost: _Applications = field(default_factory=list)
    held_lost: _Applications = field(default_factory=list)
    held_held: _Applications = field(default_factory=list)
    higher_lost: _Applications = field(default_factory=list)
    higher_held: _Applications = field(default_factory=list)


def verify(instance: Instance, outcome: Outcome) -> tuple[Violation, ...]:
    """Everything wrong with the outcome (of a branch and a rule the extreme case); empty when it is sound."""
    found = [Violation("instance", "", problem) for problem in problems(instance)]
    found = found or list(_accounted(instance, outcome))
    if found:  # the other questions have no meaning yet
        return tuple(found)
    for code, applicants in _by_branch(instance, outcome).items():
        found += _branch_violations(code, instance.capacities[code], applicants, outcome.branches[code])
    if bool(outcome.ties) == all(result.final for result in set(outcome.candidates.values())):
        found.append(Violation("tie", "", "there are ties to decide exactly when some result is not final"))
    return tuple(found)


def _accounted(instance: Instance, outcome: Outcome) -> Iterator[Violation]:
    """Every candidate, choice and branch has its result, and the outcomes of choices follow from the two bounds."""
    for name, expected, got in (
        ("candidates", instance.choices.keys(), outcome.candidates.keys()),
        ("branches", instance.capacities.keys(), outcome.branches.keys()),
    ):
        if expected != got:
            yield Violation("accounted", name, f"missing or unknown: {sorted(expected ^ got)}")
            return
    for candidate, choices in instance.choices.items():
        problem = _result_problem([code for code, _ in choices], outcome.candidates[candidate])
        if problem:
            yield Violation("accounted", candidate, problem)


def _result_problem(codes: list[str], result: CandidateResult) -> str | None:
    if any(code is not None and code not in codes for code in (result.best, result.worst)):
        return "placed in a branch that was not chosen"
    best, worst = _index(codes, result.best), _index(codes, result.worst)
    if best > worst:
        return "the best result is below the worst"
    expected = _outcomes(best, worst, len(codes))
    if result.choices != expected:
        return f"outcomes of choices {list(result.choices)} instead of {list(expected)}"
    if result.admitted != (result.best if best == worst else None):
        return f"admitted to {result.admitted}, against the outcomes of choices"
    return None


@cache
def _outcomes(best: int, worst: int, count: int) -> tuple[ChoiceOutcome, ...]:
    middle = _ADMITTED if best == worst else _TIE
    return tuple(_BELOW if i < best else middle if i <= worst else _HIGHER for i in range(count))


def _index(codes: list[str], code: str | None) -> int:
    return len(codes) if code is None else codes.index(code)


def _by_branch(instance: Instance, outcome: Outcome) -> dict[str, _Applicants]:
    branches = {code: _Applicants() for code in instance.capacities}
    for candidate, choices in zip(instance.choices, lists_with_beyond_limit(instance), strict=True):
        best, worst = _positions(choices, outcome.candidates[candidate])
        for position, (code, key) in enumerate(choices[: worst + 1]):
            branch = branches[code]
            if position < best:
                branch.lost_lost.append((key, candidate))
            elif position == best:
                (branch.held_held if position == worst else branch.held_lost).append((key, candidate))
            else:
                (branch.higher_held if position == worst else branch.higher_lost).append((key, candidate))
    return branches


def _positions(choices: Sequence[Choice], result: CandidateResult) -> _Position:
    codes = [code for code, _ in choices]
    return _index(codes, result.best), _index(codes, result.worst)


def _branch_violations(
    code: str, capacity: int | None, applicants: _Applicants, result: BranchResult
) -> Iterator[Violation]:
    yield from _capacity(code, capacity, applicants)
    yield from _blocking(code, capacity, applicants)
    yield from _best_case(code, capacity, applicants)
    yield from _worst_case(code, capacity, applicants)
    yield from _reported(code, capacity, applicants, result)
    yield from _tie_violations(code, capacity, applicants, result.tie)


def _capacity(code: str, capacity: int | None, applicants: _Applicants) -> Iterator[Violation]:
    admitted = applicants.held_held
    if capacity is not None and len(admitted) > capacity and any(key is not ABOVE_ALL for key, _ in admitted):
        yield Violation("capacity", code, f"{len(admitted)} admitted to {capacity} seats")


def _blocking(code: str, capacity: int | None, applicants: _Applicants) -> Iterator[Violation]:
    """Whoever is finally turned down has all the seats above them taken, and nobody no better is admitted.

    Seats may be taken by candidates whose own result is a tie: whichever of them come, they are enough.
    """
    if not applicants.lost_lost:
        return
    key, candidate = max(applicants.lost_lost)
    rivals = (applicants.held_held, applicants.held_lost, applicants.higher_lost, applicants.higher_held)
    if not _seats_taken_above(key, rivals, capacity):
        yield Violation("blocking", code, f"{candidate} was turned down though a seat is left")
    for admitted_key, admitted in applicants.held_held:
        if admitted_key <= key:
            yield Violation("blocking", code, f"{candidate} was turned down, {admitted}, no better, was not")


def _best_case(code: str, capacity: int | None, applicants: _Applicants) -> Iterator[Violation]:
    """With everybody of a tied group admitted: turned down are those, and only those, below the group."""
    wanting = (applicants.lost_lost, applicants.held_lost, applicants.held_held)
    held = applicants.held_lost + applicants.held_held
    if applicants.lost_lost and not _seats_taken_above(max(applicants.lost_lost)[0], wanting, capacity):
        yield Violation("equal-treatment", code, f"{max(applicants.lost_lost)[1]} should be among the tied")
    if held and _seats_taken_above(min(held)[0], wanting, capacity):
        yield Violation("equal-treatment", code, f"{min(held)[1]} is below the tied group")


def _worst_case(code: str, capacity: int | None, applicants: _Applicants) -> Iterator[Violation]:
    """With nobody of a tied group admitted: turned down are those, and only those, who do not fit as a whole group."""
    lost = applicants.lost_lost + applicants.held_lost + applicants.higher_lost
    held = applicants.held_held + applicants.higher_held
    if lost and _group_fits(max(lost)[0], (lost, held), capacity):
        yield Violation("equal-treatment", code, f"{max(lost)[1]} is turned down though the whole group fits")
    if held and not _group_fits(min(held)[0], (lost, held), capacity):
        yield Violation("equal-treatment", code, f"{min(held)[1]} is kept though the whole group does not fit")


def _seats_taken_above(key: Key, groups: Iterable[_Applications], capacity: int | None) -> bool:
    if capacity is None or key is ABOVE_ALL:
        return False
    return sum(other > key for group in groups for other, _ in group) >= capacity


def _group_fits(key: Key, groups: Iterable[_Applications], capacity: int | None) -> bool:
    if capacity is None or key is ABOVE_ALL:
        return True
    return sum(other >= key for group in groups for other, _ in group) <= capacity


def _reported(code: str, capacity: int | None, applicants: _Applicants, result: BranchResult) -> Iterator[Violation]:
    admitted = applicants.held_held
    expected = BranchResult(
        capacity=capacity,
        admitted=len(admitted),
        beyond_limit=sum(key is ABOVE_ALL for key, _ in admitted),
        cutoff=_lowest(admitted),
        free_seats=None if capacity is None else max(0, capacity - len(admitted)),
        tie=result.tie,
        everybody=_bound(admitted + applicants.held_lost),
        nobody=_bound(admitted + applicants.higher_held),
    )
    if result != expected:
        yield Violation("report", code, f"reported {result} instead of {expected}")


def _bound(held: _Applications) -> BranchBound:
    return BranchBound(len(held), _lowest(held))


def _lowest(held: _Applications) -> Key | None:
    return min((key for key, _ in held if key is not ABOVE_ALL), default=None)


def _tie_violations(
    code: str, capacity: int | None, applicants: _Applicants, tie: MarginTie | None
) -> Iterator[Violation]:
    """A tie is reported where, with everybody tied admitted, there would be too many; and it is the whole group."""
    there = applicants.held_lost + applicants.held_held
    margin = _lowest(there)
    if capacity is None or len(there) <= capacity or margin is None:
        if tie is not None:
            yield Violation("tie", code, "there is no such tie")
        return
    group = _with_key(there, margin)
    coming = applicants.higher_lost + applicants.higher_held
    expected = MarginTie(
        candidates=group,
        seats=capacity - len(there) + len(group),
        key=margin,
        may_join=_with_key(coming, margin),
        may_outrank=tuple(sorted(candidate for key, candidate in coming if key > margin)),
    )
    if tie != expected:
        yield Violation("tie", code, f"reported {tie} instead of {expected}")


def _with_key(applications: _Applications, key: Key) -> tuple[str, ...]:
    return tuple(sorted(candidate for other, candidate in applications if other == key))
