"""Ties at the margin: what is called final holds in every way of treating the ties, and the engine breaks none."""

from collections.abc import Mapping
from random import Random

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from admission.allocation import ChoiceOutcome, Instance, Outcome, allocate, ties_awaited, ties_in_the_way, verify
from tests.admission.allocation_oracle import (
    Chooser,
    count_tie_breakings,
    deferred_acceptance,
    instances,
    outcomes_of,
    random_instance,
    strict_chooser,
    tie_breakings,
    tied_groups,
    whole_group_chooser,
)

ADMITTED, HIGHER = ChoiceOutcome.ADMITTED, ChoiceOutcome.ADMITTED_HIGHER
BELOW, TIE = ChoiceOutcome.BELOW_CUTOFF, ChoiceOutcome.UNRESOLVED_TIE

ONE_FALLS = Instance(
    {"A": 1, "C": 2},
    {"a": [("A", (1,)), ("C", (9,))], "b": [("A", (1,)), ("C", (9,))], "d": [("C", (0,))]},
)
"""Of a and b one gets A and one falls to C, so d keeps a seat in every tie-breaking, but not with nobody admitted."""


def test_all_tied_at_the_margin() -> None:
    instance = Instance({"A": 2}, {"k1": [("A", (5,))], "k2": [("A", (3,))], "k3": [("A", (3,))], "k4": [("A", (1,))]})
    outcome = allocate(instance)
    assert verify(instance, outcome) == ()
    assert [result.choices for result in outcome.candidates.values()] == [(ADMITTED,), (TIE,), (TIE,), (BELOW,)]
    branch = outcome.branches["A"]
    (tie,) = branch.ties
    assert (tie.candidates, tie.seats, tie.key) == (("k2", "k3"), 1, (3,))
    assert tie.settled
    assert (branch.admitted, branch.cutoff, branch.free_seats) == (1, (5,), 1)
    assert (branch.everybody.admitted, branch.everybody.cutoff) == (3, (3,))
    assert (branch.nobody.admitted, branch.nobody.cutoff) == (1, (5,))


def test_a_tied_group_that_fits_is_no_tie() -> None:
    outcome = allocate(Instance({"A": 2}, {"k1": [("A", (3,))], "k2": [("A", (3,))], "k3": [("A", (1,))]}))
    assert not outcome.ties
    assert [result.choices for result in outcome.candidates.values()] == [(ADMITTED,), (ADMITTED,), (BELOW,)]


def test_lower_choices_of_the_tied_stay_open_and_those_below_the_worst_are_closed() -> None:
    choices = {name: [("A", (3,)), ("B", (3,)), ("C", (3,))] for name in ("k1", "k2")}
    outcome = allocate(Instance({"A": 1, "B": 5, "C": 5}, choices))
    result = outcome.candidates["k1"]
    assert (result.choices, result.admitted, result.final) == ((TIE, TIE, HIGHER), None, False)
    assert (result.best, result.worst) == ("A", "B")


def test_the_tied_who_fall_make_a_new_tie_below() -> None:
    choices = {name: [("A", (3,)), ("B", (3,))] for name in ("k1", "k2")} | {"k3": [("B", (3,))], "k4": [("B", (9,))]}
    instance = Instance({"A": 1, "B": 2}, choices)
    outcome = allocate(instance)
    assert verify(instance, outcome) == ()
    assert list(outcome.ties) == ["A"]
    assert outcome.candidates["k3"].choices == (TIE,)
    assert outcome.candidates["k4"].choices == (ADMITTED,)


def test_a_tie_that_depends_on_another_says_so() -> None:
    choices = {
        "k1": [("A", (3,)), ("B", (9,))],
        "k2": [("A", (3,)), ("B", (2,))],
        "k3": [("B", (2,))],
        "k4": [("B", (2,))],
    }
    ties = allocate(Instance({"A": 1, "B": 1}, choices)).ties
    assert ties["A"][0].settled
    assert (ties["B"][0].candidates, ties["B"][0].may_join, ties["B"][0].may_outrank) == (
        ("k3", "k4"),
        ("k2",),
        ("k1",),
    )
    assert not ties["B"][0].settled


def test_admitted_beyond_the_limit_are_no_tie() -> None:
    choices = {name: [("A", (3,))] for name in ("k1", "k2", "k3")}
    outcome = allocate(Instance({"A": 2}, choices, frozenset({("k1", "A")})))
    assert outcome.candidates["k1"].choices == (ADMITTED,)
    assert outcome.ties["A"][0].candidates == ("k2", "k3")
    assert outcome.ties["A"][0].seats == 1


def test_more_admitted_beyond_the_limit_than_seats_beside_a_tie_elsewhere() -> None:
    """The tie in B makes the allocation look at A again, where nobody beyond the limit may be turned down."""
    choices = {name: [("A", (0,)), ("C", (0,))] for name in ("l1", "l2")}
    choices |= {name: [("B", (1,)), ("A", (9,))] for name in ("k1", "k2")}
    instance = Instance({"A": 1, "B": 1, "C": 5}, choices, frozenset({("l1", "A"), ("l2", "A")}))
    outcome = allocate(instance)
    assert verify(instance, outcome) == ()
    assert [outcome.candidates[name].admitted for name in choices] == ["A", "A", None, None]
    assert outcome.candidates["k1"].choices == (TIE, TIE)
    assert list(outcome.ties) == ["B"]


def test_seats_left_free_by_treating_the_tied_equally_are_not_promised_to_others() -> None:
    """d has a seat in every tie-breaking; if the commission may also admit nobody, that is not certain."""
    assert allocate(ONE_FALLS).candidates["d"].choices == (TIE,)


@given(instances(max_candidates=7, max_branches=4))
@settings(max_examples=150)
def test_bounds_are_the_plain_algorithm_with_whole_groups(instance: Instance) -> None:
    outcome = allocate(instance)
    everybody = deferred_acceptance(instance, whole_group_chooser(instance, admit_margin=True))
    nobody = deferred_acceptance(instance, whole_group_chooser(instance, admit_margin=False))
    assert {name: result.best for name, result in outcome.candidates.items()} == everybody
    assert {name: result.worst for name, result in outcome.candidates.items()} == nobody
    assert verify(instance, outcome) == ()


@given(instances())
@settings(max_examples=250, deadline=None)
@example(ONE_FALLS)
def test_what_is_final_holds_in_every_tie_breaking(instance: Instance) -> None:
    assume(count_tie_breakings(instance) <= 800)
    outcome = allocate(instance)
    for ranking in tie_breakings(instance):
        assert_within(instance, outcome, deferred_acceptance(instance, strict_chooser(instance, ranking)))


@given(st.integers(0, 2**32))
@settings(max_examples=100, deadline=None)
def test_what_is_final_holds_however_each_branch_decides(seed: int) -> None:
    """Larger markets: some branches draw lots, some admit nobody of the tied group, some everybody."""
    random = Random(seed)
    instance = random_instance(random, random.randint(1, 25), random.randint(1, 6), levels=random.randint(1, 6))
    outcome = allocate(instance)
    assert verify(instance, outcome) == ()
    for _ in range(5):
        assert_within(instance, outcome, deferred_acceptance(instance, mixed_chooser(instance, random)))


def mixed_chooser(instance: Instance, random: Random) -> Chooser:
    """Each branch decides in its own way."""
    ranking = {
        code: [name for group in tied_groups(instance, code) for name in random.sample(group, len(group))]
        for code in instance.capacities
    }
    ways = [
        strict_chooser(instance, ranking),
        whole_group_chooser(instance, admit_margin=True),
        whole_group_chooser(instance, admit_margin=False),
    ]
    chosen = {code: random.choice(ways) for code in instance.capacities}
    return lambda code, applied: chosen[code](code, applied)


def assert_within(instance: Instance, outcome: Outcome, placed: Mapping[str, str | None]) -> None:
    """A resolution of the ties agrees with every outcome that was called final."""
    for candidate, actual in outcomes_of(instance, placed).items():
        promised = outcome.candidates[candidate].choices
        assert all(said in (happened, TIE) for said, happened in zip(promised, actual, strict=True))


@given(instances(max_candidates=7, max_branches=4))
def test_something_is_open_exactly_when_there_is_a_tie_to_decide(instance: Instance) -> None:
    outcome = allocate(instance)
    assert bool(outcome.ties) == any(not result.final for result in outcome.candidates.values())
    for tie in (tie for ties in outcome.ties.values() for tie in ties):
        assert 0 < tie.seats < len(tie.candidates)
        assert all(not outcome.candidates[name].final for name in tie.candidates)


@given(instances(max_candidates=7, max_branches=4), st.randoms(use_true_random=False))
def test_deciding_the_reported_ties_again_and_again_ends_without_ties(instance: Instance, random: Random) -> None:
    """A lot, appended to the keys of the tied group as data, keeps what was final and leads to a final outcome."""
    lots: dict[tuple[str, str], int] = {}
    promised = allocate(instance)
    for _ in range(1 + sum(len(own) for own in instance.choices.values())):
        outcome = allocate(with_lots(instance, lots))
        for name, result in outcome.candidates.items():
            before = promised.candidates[name].choices
            assert all(old in (new, TIE) for old, new in zip(before, result.choices, strict=True))
        if not outcome.ties:
            return
        promised = outcome
        for code, name in ((code, name) for code, ties in outcome.ties.items() for name in ties[0].candidates):
            lots.setdefault((name, code), random.randrange(10**12) * 1000 + len(lots))  # no two alike
    raise AssertionError("ties without end")


def with_lots(instance: Instance, lots: Mapping[tuple[str, str], int]) -> Instance:
    choices = {}
    for name, own in instance.choices.items():
        choices[name] = [(code, (key, lots.get((name, code), -1))) for code, key in own]
    return Instance(instance.capacities, choices, instance.beyond_limit)


BEHIND_A_RING = Instance(
    {"L": 2, "P": 1, "Z": 3},
    {
        "k1": [("Z", 6), ("P", 9)],
        "k2": [("L", 5)],
        "k3": [("Z", 7)],
        "k4": [("Z", 5), ("L", 9)],
        "k5": [("L", 4)],
        "k6": [("L", 4)],
        "k7": [("P", 8), ("Z", 7)],
        "k8": [("P", 8), ("Z", 7)],
    },
)
"""P and Z may send people to one another, so neither tie says of itself that it is settled; L only waits for them."""


def test_a_tie_behind_a_ring_is_not_the_first() -> None:
    outcome = allocate(BEHIND_A_RING)
    assert not any(tie.settled for ties in outcome.ties.values() for tie in ties)
    assert ties_in_the_way(BEHIND_A_RING, outcome) == {"L": ("P",), "P": ()}
    assert ties_awaited(BEHIND_A_RING, outcome) == {"L": ("P",), "P": (), "Z": ("P",)}


@given(instances(max_candidates=7, max_branches=4))
@example(BEHIND_A_RING)
def test_some_tie_is_always_the_first(instance: Instance) -> None:
    outcome = allocate(instance)
    in_the_way, awaited = ties_in_the_way(instance, outcome), ties_awaited(instance, outcome)
    assert in_the_way.keys() == outcome.ties.keys()
    assert not in_the_way or () in in_the_way.values()
    for code, others in in_the_way.items():
        assert not others or not all(tie.settled for tie in outcome.ties[code])
        assert all(code not in in_the_way[other] for other in others)
        assert code not in awaited[code]
        assert set(others) <= set(awaited[code])
