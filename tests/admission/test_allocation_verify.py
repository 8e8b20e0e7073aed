"""The verifier notices every kind of wrong outcome: each test spoils a sound one in one place."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.allocation import CandidateResult, ChoiceOutcome, Instance, Outcome, Pool, allocate, verify
from tests.admission.allocation_oracle import instances

ADMITTED, HIGHER = ChoiceOutcome.ADMITTED, ChoiceOutcome.ADMITTED_HIGHER
BELOW, TIE = ChoiceOutcome.BELOW_CUTOFF, ChoiceOutcome.UNRESOLVED_TIE

INSTANCE = Instance(
    {"A": 1, "B": 1},
    {"k1": [("A", (3,)), ("B", (1,))], "k2": [("A", (2,)), ("B", (2,))], "k3": [("A", (1,)), ("B", (1,))]},
)
TIED = Instance({"A": 1}, {"k1": [("A", (3,))], "k2": [("A", (3,))]})
FIRST = CandidateResult("A", (ADMITTED, HIGHER), "A", "A")
SECOND = CandidateResult("B", (BELOW, ADMITTED), "B", "B")
NOWHERE = CandidateResult(None, (BELOW, BELOW), None, None)


def rules(instance: Instance, outcome: Outcome) -> set[str]:
    return {violation.rule for violation in verify(instance, outcome)}


def spoiled(instance: Instance, **results: CandidateResult) -> set[str]:
    outcome = allocate(instance)
    return rules(instance, replace(outcome, candidates={**outcome.candidates, **results}))


def test_a_sound_outcome() -> None:
    assert verify(INSTANCE, allocate(INSTANCE)) == ()
    assert verify(TIED, allocate(TIED)) == ()


def test_a_missing_candidate() -> None:
    outcome = allocate(INSTANCE)
    assert rules(INSTANCE, replace(outcome, candidates={"k1": FIRST, "k2": SECOND})) == {"accounted"}


def test_a_missing_branch() -> None:
    outcome = allocate(INSTANCE)
    assert rules(INSTANCE, replace(outcome, branches={"A": outcome.branches["A"]})) == {"accounted"}


@pytest.mark.parametrize(
    "result",
    [
        CandidateResult("A", (ADMITTED,), "A", "A"),
        CandidateResult("A", (ADMITTED, BELOW), "A", "A"),
        CandidateResult("B", (ADMITTED, HIGHER), "A", "A"),
        CandidateResult("Z", (BELOW, ADMITTED), "Z", "Z"),
        CandidateResult(None, (TIE, TIE), "B", "A"),
    ],
)
def test_a_result_that_contradicts_itself(result: CandidateResult) -> None:
    assert spoiled(INSTANCE, k1=result) == {"accounted"}


def test_a_result_right_for_one_list_is_not_right_for_another() -> None:
    """Results are shared objects, and each list is asked of by itself."""
    instance = Instance({"A": 2, "B": 1}, {"k1": [("A", (3,)), ("B", (1,))], "k2": [("B", (2,)), ("A", (2,))]})
    assert spoiled(instance, k1=FIRST) == set()
    assert spoiled(instance, k1=FIRST, k2=FIRST) == {"accounted"}


def test_a_pool_where_there_are_none() -> None:
    assert spoiled(INSTANCE, k1=FIRST._replace(pool="x")) == {"accounted"}


def test_too_many_admitted() -> None:
    assert "capacity" in spoiled(INSTANCE, k2=FIRST)


def test_admitted_instead_of_a_better_one() -> None:
    assert "blocking" in spoiled(INSTANCE, k1=NOWHERE, k2=FIRST, k3=SECOND)


def test_a_seat_left_empty() -> None:
    assert "blocking" in spoiled(INSTANCE, k2=NOWHERE)


def test_a_tie_broken_silently() -> None:
    won, lost = CandidateResult("A", (ADMITTED,), "A", "A"), CandidateResult(None, (BELOW,), None, None)
    assert {"blocking", "equal-treatment", "tie"} <= spoiled(TIED, k1=won, k2=lost)


def test_everybody_of_a_tie_left_out() -> None:
    lost = CandidateResult(None, (BELOW,), None, None)
    assert "blocking" in spoiled(TIED, k1=lost, k2=lost)


def test_a_tie_invented_where_keys_differ() -> None:
    assert spoiled(INSTANCE, k1=CandidateResult(None, (TIE, TIE), "A", "B")) >= {"equal-treatment", "tie"}


@pytest.mark.parametrize(
    "change", [{"admitted": 2}, {"cutoff": (1,)}, {"free_seats": 1}, {"beyond_limit": 1}, {"capacity": 2}]
)
def test_a_wrong_figure_of_a_branch(change: dict[str, object]) -> None:
    outcome = allocate(INSTANCE)
    branch = replace(outcome.branches["A"], **change)  # type: ignore[arg-type]  # the field is a parameter of the test
    assert rules(INSTANCE, replace(outcome, branches={**outcome.branches, "A": branch})) == {"report"}


@pytest.mark.parametrize("change", [{"seats": 2}, {"candidates": ("k1",)}, {"key": (1,)}, {"may_join": ("k1",)}])
def test_a_wrong_tie(change: dict[str, object]) -> None:
    outcome = allocate(TIED)
    branch = outcome.branches["A"]
    tie = replace(branch.ties[0], **change)  # type: ignore[arg-type]  # the field is a parameter of the test
    assert rules(TIED, replace(outcome, branches={"A": replace(branch, ties=(tie,))})) == {"tie"}


@pytest.mark.parametrize(
    "instance",
    [
        Instance({"A": -1}, {}),
        Instance({"A": 1}, {"k1": [("B", (1,))]}),
        Instance({"A": 1}, {"k1": [("A", (1,)), ("A", (1,))]}),
        Instance({"A": 1}, {"k1": []}, frozenset({("k1", "A")})),
    ],
)
def test_an_instance_that_means_nothing(instance: Instance) -> None:
    assert rules(instance, Outcome({}, {})) == {"instance"}


def moves(instance: Instance, outcome: Outcome) -> list[tuple[str, CandidateResult]]:
    """Every candidate at every other place of their own list, or at none."""
    found = []
    for name, own in instance.choices.items():
        for position in range(len(own) + 1):
            code = own[position][0] if position < len(own) else None
            below, higher = (BELOW,) * position, (HIGHER,) * (len(own) - position - 1)
            moved = CandidateResult(code, (*below, *((ADMITTED,) if code else ()), *higher), code, code)
            if moved != outcome.candidates[name]:
                found.append((name, moved))
    return found


@given(instances(), st.data())
def test_no_other_final_result_of_one_candidate_passes(instance: Instance, data: st.DataObject) -> None:
    """Whoever is moved to another place of their own list, the verifier objects."""
    outcome = allocate(instance)
    possible = moves(instance, outcome)
    if possible:
        name, moved = data.draw(st.sampled_from(possible))
        assert verify(instance, replace(outcome, candidates={**outcome.candidates, name: moved}))


def test_moves_are_found() -> None:
    assert len(moves(INSTANCE, allocate(INSTANCE))) == 6


POOLED = Instance(
    {"A": (Pool("scholars", 2, frozenset({"s1"}), "others"), Pool("others", 1)), "B": 1},
    {"s1": [("A", 1)], "k1": [("A", 5), ("B", 5)], "k2": [("A", 4)], "k3": [("A", 3), ("B", 3)]},
)
"""s1 in the pool for scholars, whose other seat flows: k1 and k2 in the other, k3 in B."""


def in_pool(pool: str, *, of_two: bool = False) -> CandidateResult:
    return CandidateResult("A", (ADMITTED, HIGHER) if of_two else (ADMITTED,), "A", "A", pool, pool)


def test_a_sound_outcome_with_pools() -> None:
    outcome = allocate(POOLED)
    assert verify(POOLED, outcome) == ()
    assert outcome.candidates["s1"] == in_pool("scholars")
    assert outcome.candidates["k1"] == in_pool("others", of_two=True)


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("k2", in_pool("scholars")),
        ("s1", in_pool("girls")),
        ("s1", CandidateResult(None, (BELOW,), None, None, "scholars")),
        ("k3", CandidateResult("B", (BELOW, ADMITTED), "B", "B", "others")),
    ],
)
def test_a_pool_that_does_not_fit_the_candidate(name: str, result: CandidateResult) -> None:
    assert spoiled(POOLED, **{name: result}) == {"accounted"}


def test_a_seat_that_flowed_given_to_nobody() -> None:
    assert "blocking" in spoiled(POOLED, k2=CandidateResult(None, (BELOW,), None, None))


def test_a_seat_that_never_flowed_given_to_somebody() -> None:
    assert "capacity" in spoiled(POOLED, k3=in_pool("others", of_two=True))


def test_a_later_pool_while_the_first_has_a_seat() -> None:
    assert spoiled(POOLED, s1=in_pool("others")) == {"pool", "report"}


def test_a_pool_that_is_certain_and_not_told() -> None:
    told_less = CandidateResult("A", (ADMITTED,), "A", "A", None, "scholars")
    assert spoiled(POOLED, s1=told_less) == {"pool"}


@pytest.mark.parametrize(
    "change", [{"received": 0}, {"received_at_most": 2}, {"seats": 2}, {"admitted": 1}, {"free_seats": 1}]
)
def test_a_wrong_figure_of_a_pool(change: dict[str, object]) -> None:
    outcome = allocate(POOLED)
    branch = outcome.branches["A"]
    others = replace(branch.pools[1], **change)  # type: ignore[arg-type]  # the field is a parameter of the test
    wrong = replace(branch, pools=(branch.pools[0], others))
    assert rules(POOLED, replace(outcome, branches={**outcome.branches, "A": wrong})) == {"report"}


def test_a_missing_pool() -> None:
    outcome = allocate(POOLED)
    wrong = replace(outcome.branches["A"], pools=())
    assert rules(POOLED, replace(outcome, branches={**outcome.branches, "A": wrong})) == {"report"}


@given(instances(with_pools=True), st.data())
def test_no_other_branch_of_one_candidate_passes_with_pools(instance: Instance, data: st.DataObject) -> None:
    outcome = allocate(instance)
    possible = [one for one in moves(instance, outcome) if one[1].admitted != outcome.candidates[one[0]].admitted]
    if possible:
        name, moved = data.draw(st.sampled_from(possible))
        seats = None if moved.admitted is None else instance.capacities[moved.admitted]
        pools = [pool.name for pool in seats] if isinstance(seats, tuple) else [None]
        for pool in pools:
            placed = moved._replace(pool=pool, counted_in=pool)
            assert verify(instance, replace(outcome, candidates={**outcome.candidates, name: placed}))
