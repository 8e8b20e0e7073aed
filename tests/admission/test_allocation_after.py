"""After an allocation: who would come next, and what becomes of branches with too few candidates."""

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.allocation import (
    ChoiceOutcome,
    Instance,
    Pool,
    ReserveGroup,
    allocate,
    allocate_with_minimums,
    reserve_list,
    verify,
    without,
)
from tests.admission.allocation_oracle import instances

BRANCHES = {"A": 1, "B": 1, "C": 5}
CHOICES = {
    "k1": [("A", 9)],
    "k2": [("A", 8), ("B", 8)],
    "k3": [("A", 7)],
    "k4": [("A", 7), ("C", 7)],
    "k5": [("A", 6)],
    "k6": [("C", 9), ("A", 99)],
}


def test_the_reserve_list_is_in_order_with_equal_candidates_together() -> None:
    instance = Instance(BRANCHES, CHOICES)
    assert reserve_list(instance, allocate(instance), "A") == (
        ReserveGroup(8, ("k2",), 0),
        ReserveGroup(7, ("k3", "k4"), 1),
        ReserveGroup(6, ("k5",), 3),
    )


def test_how_many_free_seats_a_group_needs() -> None:
    group = ReserveGroup(7, ("k3", "k4"), 1)
    assert [group.fits(seats) for seats in range(5)] == [False, False, False, True, True]
    assert [group.is_tied_for(seats) for seats in range(5)] == [False, False, True, False, False]


def test_nobody_with_a_tie_to_decide_is_on_the_reserve_list() -> None:
    instance = Instance({"A": 1}, {"k1": [("A", 5)], "k2": [("A", 5)], "k3": [("A", 4)]})
    assert reserve_list(instance, allocate(instance), "A") == (ReserveGroup(4, ("k3",), 0),)


def test_the_reserve_list_of_a_pool() -> None:
    pools = (Pool("scholars", 1, frozenset({"s1", "s2"})), Pool("others", 1))
    choices = {"s1": [("A", 9)], "s2": [("A", 1)], "k1": [("A", 8)], "k2": [("A", 7)]}
    instance = Instance({"A": pools}, choices)
    outcome = allocate(instance)
    assert reserve_list(instance, outcome, "A", "scholars") == (ReserveGroup(1, ("s2",), 0),)
    expected = (ReserveGroup(7, ("k2",), 0), ReserveGroup(1, ("s2",), 1))
    assert reserve_list(instance, outcome, "A", "others") == reserve_list(instance, outcome, "A") == expected


@pytest.mark.parametrize(("code", "pool"), [("Z", None), ("A", "scholars")])
def test_a_reserve_list_of_nothing(code: str, pool: str | None) -> None:
    instance = Instance({"A": 1}, {"k1": [("A", 5)]})
    with pytest.raises(KeyError):
        reserve_list(instance, allocate(instance), code, pool)


@given(instances(max_candidates=8, with_pools=True))
def test_the_reserve_list_has_everybody_turned_down_once(instance: Instance) -> None:
    outcome = allocate(instance)
    for code in instance.capacities:
        groups = reserve_list(instance, outcome, code)
        listed = [name for group in groups for name in group.candidates]
        expected = {
            name
            for name, own in instance.choices.items()
            for (chosen, _), what in zip(own, outcome.candidates[name].choices, strict=True)
            if chosen == code and what is ChoiceOutcome.BELOW_CUTOFF
        }
        assert sorted(listed) == sorted(expected)
        assert [group.ahead for group in groups] == [
            sum(len(one.candidates) for one in groups[:number]) for number in range(len(groups))
        ]
        assert all(higher.key > lower.key for higher, lower in pairwise(groups))


TWO_SMALL = Instance(
    {"A": 5, "B": 5, "C": 5},
    {"a1": [("A", 1), ("B", 1)], "b1": [("B", 1), ("A", 1)], "b2": [("B", 1), ("C", 1)]},
)
"""A has one candidate and B two; closing A gives B three, closing B gives A two and C one."""


def test_without_a_branch() -> None:
    instance = Instance({"A": 1, "B": 2}, {"k1": [("A", 1), ("B", 1)], "k2": [("A", 2)]}, frozenset({("k1", "A")}))
    assert without(instance, {"A"}) == Instance({"B": 2}, {"k1": [("B", 1)], "k2": []})


def test_nothing_is_closed_by_itself() -> None:
    found = allocate_with_minimums(TWO_SMALL, {"A": 2, "B": 3})
    assert len(found.rounds) == 1
    assert not found.done
    below = found.last.below
    assert {code: (one.admitted, one.minimum, one.if_closed) for code, one in below.items()} == {
        "A": (1, 2, ()),
        "B": (2, 3, ()),
    }


def test_what_closing_one_leads_to() -> None:
    below = allocate_with_minimums(TWO_SMALL, {"A": 3, "B": 3, "C": 1}).last.below
    assert {code: one.if_closed for code, one in below.items()} == {"A": ("C",), "B": ("A",), "C": ("A", "B")}


def test_closing_what_the_caller_names() -> None:
    found = allocate_with_minimums(TWO_SMALL, {"A": 2, "B": 3}, ["A"])
    assert [one.closed for one in found.rounds] == [(), ("A",)]
    assert (found.done, found.unfounded, found.last.below) == (True, (), {})
    assert found.last.outcome.branches["B"].admitted == 3
    assert verify(found.last.instance, found.last.outcome) == ()


def test_a_branch_filled_by_closing_another_is_not_closed() -> None:
    found = allocate_with_minimums(TWO_SMALL, {"A": 2, "B": 3}, ["A", "B", "C"])
    assert found.unfounded == ("B", "C")
    assert found.last.closed == ("A",)
    assert not found.done


def test_a_minimum_that_waits_for_a_tie() -> None:
    """k1 and k2 are tied for one seat of A; the other one makes B reach its minimum of two."""
    choices = {name: [("A", 1), ("B", 1)] for name in ("k1", "k2")} | {"k3": [("B", 1)]}
    found = allocate_with_minimums(Instance({"A": 1, "B": 5}, choices), {"B": 2, "A": 3}, ["B"])
    short = found.last.below["B"]
    assert (short.admitted, short.at_most, short.certain, short.if_closed) == (1, 3, False, ())
    assert found.unfounded == ("B",)
    assert found.last.below["A"].certain


def test_a_branch_without_seats_waits_for_nothing() -> None:
    choices = {name: [("A", 1), ("B", 1)] for name in ("k1", "k2")}
    below = allocate_with_minimums(Instance({"A": 1, "B": 0}, choices), {"B": 1}).last.below
    assert (below["B"].at_most, below["B"].certain) == (0, True)


@given(instances(max_candidates=8, with_pools=True), st.dictionaries(st.sampled_from(["o0", "o1"]), st.integers(0, 4)))
def test_every_round_is_an_allocation_of_its_own(instance: Instance, minimums: Mapping[str, int]) -> None:
    """Closing the first certain one again and again ends, and leaves no such branch below its minimum."""
    closed: list[str] = []
    while True:
        found = allocate_with_minimums(instance, minimums, closed)
        assert not found.unfounded
        assert found.last.outcome == allocate(without(instance, set(closed)))
        candidates = [code for code, short in found.last.below.items() if short.certain]
        if not candidates:
            break
        closed.append(candidates[0])
    assert len(closed) == len(set(closed))
    for code, short in found.last.below.items():
        assert short.admitted < minimums[code] <= short.at_most
