"""The allocation without open ties, case by case: what recruitment-systems.md 6.5 asks for."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.allocation import ChoiceOutcome, Instance, allocate, verify
from tests.admission.allocation_oracle import (
    deferred_acceptance,
    instances,
    random_instance,
    stable_placements,
    strict_chooser,
    tied_groups,
)

ADMITTED, HIGHER = ChoiceOutcome.ADMITTED, ChoiceOutcome.ADMITTED_HIGHER
BELOW, TIE = ChoiceOutcome.BELOW_CUTOFF, ChoiceOutcome.UNRESOLVED_TIE


def admitted(instance: Instance) -> dict[str, str | None]:
    outcome = allocate(instance)
    assert verify(instance, outcome) == ()
    return {candidate: result.admitted for candidate, result in outcome.candidates.items()}


def test_outcomes_are_the_words_of_the_output() -> None:
    assert [str(outcome) for outcome in ChoiceOutcome] == [
        "przyjęty",
        "przyjęty_wyżej",
        "poniżej_progu",
        "remis_nierozstrzygnięty",
    ]


def test_free_seats_everywhere_admit_everybody_to_their_first_choice() -> None:
    instance = Instance({"A": 5, "B": 5}, {"k1": [("A", (1,)), ("B", (9,))], "k2": [("B", (1,))]})
    outcome = allocate(instance)
    assert admitted(instance) == {"k1": "A", "k2": "B"}
    assert outcome.candidates["k1"].choices == (ADMITTED, HIGHER)
    assert (outcome.branches["A"].admitted, outcome.branches["A"].free_seats) == (1, 4)


def test_points_decide_and_not_the_position_on_the_list() -> None:
    instance = Instance(
        {"A": 1, "B": 1}, {"first": [("A", (5,))], "third": [("B", (0,)), ("A", (6,))], "b": [("B", (9,))]}
    )
    assert admitted(instance) == {"first": None, "third": "A", "b": "B"}


def test_a_chain_of_displacements_runs_to_its_end() -> None:
    size = 200
    choices = {f"k{i:03}": [(f"o{i:03}", (1,)), (f"o{i + 1:03}", (2,))] for i in range(size)}
    choices["new"] = [("o000", (2,))]
    instance = Instance({f"o{i:03}": 1 for i in range(size + 1)}, choices)
    assert admitted(instance) == {"new": "o000"} | {f"k{i:03}": f"o{i + 1:03}" for i in range(size)}


def test_a_chain_through_a_large_branch() -> None:
    """Newcomers one at a time into a branch that is already in order."""
    choices = {f"k{i:04}": [("A", (i,)), ("B", (i,))] for i in range(1000)}
    choices |= {f"n{i}": [(f"s{i}", (0,)), ("A", (2000 + i,))] for i in range(5)}
    choices |= {f"m{i}": [(f"s{i}", (1,))] for i in range(5)}
    instance = Instance({"A": 900, "B": 50} | {f"s{i}": 1 for i in range(5)}, choices)
    outcome = allocate(instance)
    assert verify(instance, outcome) == ()
    assert (outcome.branches["A"].cutoff, outcome.branches["B"].cutoff) == ((105,), (55,))


def test_cut_off_and_outcomes_of_choices() -> None:
    instance = Instance(
        {"A": 1, "B": 1, "C": 1},
        {"k1": [("A", (3,))], "k2": [("A", (2,)), ("B", (2,)), ("C", (2,))], "k3": [("A", (1,)), ("B", (1,))]},
    )
    outcome = allocate(instance)
    assert outcome.candidates["k2"].choices == (BELOW, ADMITTED, HIGHER)
    assert outcome.candidates["k3"].choices == (BELOW, BELOW)
    assert [branch.cutoff for branch in outcome.branches.values()] == [(3,), (2,), None]
    assert [branch.free_seats for branch in outcome.branches.values()] == [0, 0, 1]


@pytest.mark.parametrize("stage", range(3))
def test_a_later_stage_decides_where_the_earlier_are_equal(stage: int) -> None:
    better = tuple(int(i == stage) for i in range(3))
    assert admitted(Instance({"A": 1}, {"k1": [("A", (0, 0, 0))], "k2": [("A", better)]})) == {"k1": None, "k2": "A"}


def test_a_branch_without_candidates_and_a_candidate_without_choices() -> None:
    instance = Instance({"A": 3}, {"k1": []})
    assert admitted(instance) == {"k1": None}
    assert allocate(instance).branches["A"].cutoff is None
    assert admitted(Instance({}, {})) == {}


def test_a_closed_branch_admits_nobody() -> None:
    assert admitted(Instance({"A": 0, "B": 1}, {"k1": [("A", (9,)), ("B", (1,))]})) == {"k1": "B"}


def test_no_limit_admits_everybody_and_has_no_free_seats_to_count() -> None:
    instance = Instance({"A": None}, {f"k{i}": [("A", (i,))] for i in range(9)})
    assert set(admitted(instance).values()) == {"A"}
    assert allocate(instance).branches["A"].free_seats is None


def test_beyond_the_limit_takes_a_seat_while_there_is_one() -> None:
    choices = {"laureate": [("A", (0,))], "k1": [("A", (9,))], "k2": [("A", (8,))]}
    instance = Instance({"A": 2}, choices, frozenset({("laureate", "A")}))
    assert admitted(instance) == {"laureate": "A", "k1": "A", "k2": None}
    branch = allocate(instance).branches["A"]
    assert (branch.beyond_limit, branch.cutoff, branch.free_seats) == (1, (9,), 0)


def test_beyond_the_limit_with_more_of_them_than_seats() -> None:
    choices = {f"laureate{i}": [("A", (0,))] for i in range(3)} | {"k1": [("A", (9,)), ("B", (1,))]}
    instance = Instance({"A": 2, "B": 1}, choices, frozenset((f"laureate{i}", "A") for i in range(3)))
    assert admitted(instance) == dict.fromkeys(("laureate0", "laureate1", "laureate2"), "A") | {"k1": "B"}
    branch = allocate(instance).branches["A"]
    assert (branch.admitted, branch.cutoff, branch.free_seats, branch.ties) == (3, None, 0, ())


def test_a_key_may_be_one_integer() -> None:
    assert admitted(Instance({"A": 1}, {"k1": [("A", 10**30)], "k2": [("A", 10**30 + 1)]})) == {"k1": None, "k2": "A"}


@given(st.integers(0, 2**32))
def test_equal_to_the_plain_algorithm_on_strict_markets(seed: int) -> None:
    random = Random(seed)
    instance = random_instance(random, random.randint(0, 40), random.randint(1, 8), levels=None, beyond=0.02)
    ranking = {code: [c for group in tied_groups(instance, code) for c in group] for code in instance.capacities}
    assert admitted(instance) == deferred_acceptance(instance, strict_chooser(instance, ranking))


@given(st.integers(0, 2**32))
def test_best_of_all_stable_placements_on_strict_markets(seed: int) -> None:
    """Every stable placement is enumerated; ours is among them, and nobody is better placed in another."""
    random = Random(seed)
    size = random.randint(0, 5), random.randint(1, 3)
    instance = random_instance(random, *size, levels=None, crowded=random.random() < 0.7)
    ranking = {code: [c for group in tied_groups(instance, code) for c in group] for code in instance.capacities}
    stable = stable_placements(instance, ranking)
    ours = admitted(instance)
    assert ours in stable
    for other in stable:
        for candidate, own in instance.choices.items():
            order = [*(code for code, _ in own), None]
            assert order.index(ours[candidate]) <= order.index(other[candidate])


@given(instances(max_candidates=8, max_branches=4), st.randoms(use_true_random=False))
def test_the_order_of_the_input_means_nothing(instance: Instance, random: Random) -> None:
    names, codes = list(instance.choices), list(instance.capacities)
    random.shuffle(names)
    random.shuffle(codes)
    shuffled = Instance(
        {code: instance.capacities[code] for code in codes},
        {name: instance.choices[name] for name in names},
        instance.beyond_limit,
    )
    assert allocate(shuffled) == allocate(instance)


@given(instances(max_candidates=8, max_branches=4))
def test_names_mean_nothing(instance: Instance) -> None:
    """With every id and code replaced by one that sorts the other way, the outcome is the same with new names."""

    def renamed(name: str) -> str:
        return name[0] + str(99 - int(name[1:]))

    other = Instance(
        {renamed(code): capacity for code, capacity in instance.capacities.items()},
        {renamed(name): [(renamed(code), key) for code, key in own] for name, own in instance.choices.items()},
        frozenset((renamed(name), renamed(code)) for name, code in instance.beyond_limit),
    )
    ours, theirs = allocate(instance), allocate(other)
    for name, result in ours.candidates.items():
        assert theirs.candidates[renamed(name)].choices == result.choices
    for code, branch in ours.branches.items():
        twin = theirs.branches[renamed(code)]
        assert (twin.admitted, twin.cutoff, twin.free_seats) == (branch.admitted, branch.cutoff, branch.free_seats)
        assert bool(twin.ties) == bool(branch.ties)
