"""Pools of a branch and the seats that flow between them, judged by the oracle's own way to fill them."""

from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from admission.allocation import ChoiceOutcome, Instance, Outcome, Pool, Seats, allocate, problems, verify
from tests.admission.allocation_oracle import (
    Keeper,
    chooser,
    count_tie_breakings,
    deferred_acceptance,
    filled,
    fillings,
    instances,
    outcomes_of,
    random_instance,
    stable_placements,
    strict_chooser,
    strict_keeper,
    tie_breakings,
    tied_groups,
    wanting,
    whole_group_chooser,
    without_useless_choices,
)

ADMITTED, BELOW, TIE = ChoiceOutcome.ADMITTED, ChoiceOutcome.BELOW_CUTOFF, ChoiceOutcome.UNRESOLVED_TIE

SCHOLARS = frozenset({"s1", "s2"})


def points(**keys: int) -> dict[str, list[tuple[str, int]]]:
    return {candidate: [("A", key)] for candidate, key in keys.items()}


def sound(instance: Instance) -> Outcome:
    outcome = allocate(instance)
    assert verify(instance, outcome) == ()
    return outcome


def test_the_first_pool_that_has_a_seat_takes_the_candidate() -> None:
    pools = (Pool("scholars", 1, SCHOLARS), Pool("others", 1))
    outcome = sound(Instance({"A": pools}, points(s1=5, s2=9, k1=7)))
    assert {name: (result.admitted, result.pool) for name, result in outcome.candidates.items()} == {
        "s1": (None, None),
        "s2": ("A", "scholars"),
        "k1": ("A", "others"),
    }
    branch = outcome.branches["A"]
    assert (branch.capacity, branch.admitted, branch.cutoff, branch.free_seats) == (2, 2, 7, 0)
    assert [(pool.admitted, pool.cutoff) for pool in branch.pools] == [(1, 9), (1, 7)]


def test_written_order_of_the_pools_matters() -> None:
    """With the open pool first the scholar with most points leaves the seat for scholars to the other."""
    pools = (Pool("others", 1), Pool("scholars", 1, SCHOLARS))
    outcome = sound(Instance({"A": pools}, points(s1=5, s2=9, k1=7)))
    assert [outcome.candidates[name].pool for name in ("s1", "s2", "k1")] == ["scholars", "others", None]


def test_unused_seats_flow_along_a_chain() -> None:
    pools = (
        Pool("scholars", 3, SCHOLARS, "girls"),
        Pool("girls", 2, frozenset({"s1", "g1"}), "others"),
        Pool("others", 1),
    )
    outcome = sound(Instance({"A": pools}, points(s1=1, g1=2, k1=3, k2=4, k3=5, k4=6, k5=7)))
    scholars, girls, others = outcome.branches["A"].pools
    assert (scholars.admitted, scholars.passed_on, scholars.free_seats) == (1, 2, 0)
    assert (girls.received, girls.admitted, girls.passed_on) == (2, 1, 3)
    assert (others.received, others.admitted, others.cutoff, others.free_seats) == (3, 4, 4, 0)
    assert outcome.candidates["k1"].admitted is None


def test_seats_that_flow_are_taken_back_when_candidates_come_down() -> None:
    """s1 first wants B; turned down there, they need the seat that k2 would have had in A."""
    pools = (Pool("scholars", 1, SCHOLARS, "others"), Pool("others", 1))
    choices = {"s1": [("B", 1), ("A", 1)], "k0": [("B", 9)], "k1": [("A", 7)], "k2": [("A", 6), ("C", 6)]}
    outcome = sound(Instance({"A": pools, "B": 1, "C": 1}, choices))
    assert [outcome.candidates[name].admitted for name in choices] == ["A", "B", "A", "C"]
    assert outcome.branches["A"].pools[1].received == 0


def test_unused_seats_that_flow_nowhere_stay_free() -> None:
    outcome = sound(Instance({"A": (Pool("scholars", 2, SCHOLARS), Pool("others", 1))}, points(k1=1, k2=2)))
    assert outcome.candidates["k1"].admitted is None
    assert (outcome.branches["A"].free_seats, outcome.branches["A"].pools[0].free_seats) == (2, 2)


def test_seats_left_free_by_a_tie_do_not_flow() -> None:
    pools = (Pool("scholars", 1, SCHOLARS, "others"), Pool("others", 0))
    outcome = sound(Instance({"A": pools}, points(s1=5, s2=5, k1=9)))
    assert [outcome.candidates[name].choices for name in ("s1", "s2", "k1")] == [(TIE,), (TIE,), (BELOW,)]
    (tie,) = outcome.ties["A"]
    assert (tie.candidates, tie.seats, tie.pool, tie.settled) == (("s1", "s2"), 1, "scholars", True)


def test_which_pool_somebody_sits_in_is_no_tie() -> None:
    """Whoever of the scholars has their seat, the other has one of the others'; so one of those is left, for k3."""
    pools = (Pool("scholars", 1, SCHOLARS), Pool("others", 2))
    outcome = sound(Instance({"A": pools}, points(s1=90, s2=90, k3=50, k4=40)))
    assert [result.admitted for result in outcome.candidates.values()] == ["A", "A", "A", None]
    assert [result.pool for result in outcome.candidates.values()] == [None, None, "others", None]
    assert not outcome.ties
    assert [(pool.admitted, pool.cutoff, pool.free_seats) for pool in outcome.branches["A"].pools] == [
        (1, 90, 0),
        (2, 50, 0),
    ]


def test_a_tie_behind_one_that_decides_nothing() -> None:
    pools = (Pool("scholars", 1, SCHOLARS), Pool("others", 2))
    outcome = sound(Instance({"A": pools}, points(s1=90, s2=90, k3=50, k4=50, k5=50)))
    (tie,) = outcome.ties["A"]
    assert (tie.candidates, tie.seats, tie.pool, tie.settled) == (("k3", "k4", "k5"), 1, "others", True)


def test_one_group_tied_in_several_pools() -> None:
    """Which of the scholars loses does not matter to k8, who is equal to both; one of the three is left without."""
    pools = (Pool("scholars", 1, SCHOLARS), Pool("others", 1))
    (tie,) = sound(Instance({"A": pools}, points(s1=90, s2=90, k8=90))).ties["A"]
    assert (tie.candidates, tie.seats, tie.pool) == (("k8", "s1", "s2"), 2, None)


def test_who_is_equal_and_untouched_by_a_tie_is_not_in_it() -> None:
    pools = (Pool("scholars", 1, SCHOLARS), Pool("others", 1, frozenset({"k8"})))
    (tie,) = sound(Instance({"A": pools}, points(s1=90, s2=90, k8=90))).ties["A"]
    assert (tie.candidates, tie.seats, tie.pool) == (("s1", "s2"), 1, "scholars")


def test_a_tie_of_people_who_have_seats_that_decides_about_others() -> None:
    """s1 may sit in either of the later pools, s2 in the last only; who of them falls pushes out m1 or o1."""
    pools = (
        Pool("scholars", 1, SCHOLARS),
        Pool("middle", 1, frozenset({"s1", "m1"})),
        Pool("last", 1, frozenset({"s2", "o1"})),
    )
    outcome = sound(Instance({"A": pools}, points(s1=90, s2=90, m1=80, o1=60)))
    assert [result.final for result in outcome.candidates.values()] == [True, True, False, False]
    (tie,) = outcome.ties["A"]
    assert (tie.candidates, tie.seats, tie.pool) == (("s1", "s2"), 1, "scholars")


def test_too_many_orders_are_taken_as_two() -> None:
    random = Random(1)
    names = [f"k{number:02}" for number in range(24)]
    pools = tuple(Pool(f"p{i}", 2, frozenset(random.sample(names, 12))) for i in range(8))
    outcome = sound(without_useless_choices(Instance({"A": pools}, points(**dict.fromkeys(names, 5)))))
    assert {result.choices for result in outcome.candidates.values()} == {(TIE,)}
    (tie,) = outcome.ties["A"]
    assert 0 < tie.seats < len(tie.candidates)


def test_a_tie_whose_seats_may_be_needed_where_they_came_from() -> None:
    """s1 may come down from B; then the scholars' seat does not flow, and k1 and k2 have one seat fewer."""
    pools = (Pool("scholars", 1, SCHOLARS, "others"), Pool("others", 1))
    choices = {name: [("B", 1), ("A", 1)] for name in ("s1", "k0")}
    choices |= {name: [("A", 5)] for name in ("k1", "k2", "k3")}
    outcome = sound(Instance({"A": pools, "B": 1}, choices))
    (tie,) = outcome.ties["A"]
    assert (tie.seats, tie.may_be_taken, tie.settled) == (2, 1, False)
    others = outcome.branches["A"].pools[1]
    assert (others.received, others.received_at_most) == (0, 1)


def test_several_ties_of_one_branch() -> None:
    pools = (Pool("scholars", 1, SCHOLARS), Pool("others", 1, frozenset({"k1", "k2"})))
    outcome = sound(Instance({"A": pools}, points(s1=5, s2=5, k1=3, k2=3)))
    assert [tie.pool for tie in outcome.ties["A"]] == ["scholars", "others"]


def test_beyond_the_limit_in_the_first_pool_that_admits() -> None:
    pools = (Pool("girls", 1, frozenset({"g1"})), Pool("scholars", 1, SCHOLARS), Pool("others", 1))
    guaranteed = frozenset({("s1", "A"), ("s2", "A")})
    outcome = sound(Instance({"A": pools}, points(s1=0, s2=0, k1=3, g1=2), guaranteed))
    assert [outcome.candidates[name].pool for name in ("s1", "s2", "k1", "g1")] == [
        "scholars",
        "scholars",
        "others",
        "girls",
    ]
    branch = outcome.branches["A"]
    assert (branch.admitted, branch.capacity, branch.beyond_limit, branch.free_seats) == (4, 3, 2, 0)
    assert [pool.beyond_limit for pool in branch.pools] == [0, 2, 0]


def test_a_pool_without_limit_takes_all_who_are_left() -> None:
    pools = (Pool("scholars", 2, SCHOLARS, "others"), Pool("others", None))
    outcome = sound(Instance({"A": pools}, points(s1=1, k1=2, k2=2)))
    assert all(result.admitted == "A" for result in outcome.candidates.values())
    branch = outcome.branches["A"]
    assert (branch.capacity, branch.free_seats, branch.pools[1].free_seats) == (None, None, None)
    assert branch.pools[1].received == 1


def test_pools_without_seats() -> None:
    outcome = sound(Instance({"A": (Pool("scholars", 0, SCHOLARS, "others"), Pool("others", 0))}, points(s1=1)))
    assert outcome.candidates["s1"].choices == (BELOW,)


@pytest.mark.parametrize(
    ("pools", "problem"),
    [
        ((), "branch A: no pool"),
        ((Pool("a", 1), Pool("a", 1)), "branch A: two pools with one name"),
        ((Pool("a", -1),), "branch A: pool a: negative capacity"),
        ((Pool("a", 1), Pool("b", 1, None, "a")), "branch A: pool b: passes its seats to a, which is no later pool"),
        ((Pool("a", 1, None, "a"),), "branch A: pool a: passes its seats to a, which is no later pool"),
        ((Pool("a", 1, None, "z"),), "branch A: pool a: passes its seats to z, which is no later pool"),
        (
            (Pool("a", None, None, "b"), Pool("b", 1)),
            "branch A: pool a: without limit, so it has no unused seats to pass on",
        ),
    ],
)
def test_pools_that_mean_nothing(pools: tuple[Pool, ...], problem: str) -> None:
    assert problems(Instance({"A": pools}, {})) == [problem]


def test_a_choice_of_somebody_whom_no_pool_admits_does_not_belong_here() -> None:
    instance = Instance({"A": (Pool("scholars", 1, SCHOLARS),)}, points(k1=1))
    assert problems(instance) == ["candidate k1: no pool of A admits them"]


@given(instances(max_candidates=7, max_branches=3, with_pools=True))
@settings(max_examples=80, deadline=None)
def test_bounds_are_the_plain_algorithm_with_whole_groups(instance: Instance) -> None:
    assume(count_tie_breakings(instance) <= 2_000)
    assert_bounds(instance)


@given(st.integers(0, 2**32))
@settings(max_examples=50, deadline=None)
def test_bounds_of_larger_markets(seed: int) -> None:
    random = Random(seed)
    size = random.randint(1, 20), random.randint(1, 6)
    instance = random_instance(random, *size, levels=random.choice([5, 8, 12]), beyond=0.05, pools=0.7)
    assume(max((len(group) for code in instance.capacities for group in tied_groups(instance, code)), default=0) <= 4)
    assert_bounds(instance)


def assert_bounds(instance: Instance) -> None:
    """Branches, pools and flow of both bounds, found by the oracle."""
    outcome = sound(instance)
    best, worst = (
        deferred_acceptance(instance, whole_group_chooser(instance, admit_margin=admit)) for admit in (True, False)
    )
    assert {name: result.best for name, result in outcome.candidates.items()} == best
    assert {name: result.worst for name, result in outcome.candidates.items()} == worst
    for code, branch in outcome.branches.items():
        in_best, in_worst = (fillings(instance, code, wanting(instance, one, code)) for one in (best, worst))
        assert bool(branch.ties) == any(one.pool_of.keys() != in_best[0].pool_of.keys() for one in in_best)
        for pool in branch.pools:
            assert pool.received == min(one.received[pool.name] for one in in_worst)
            assert pool.received_at_most == max(one.received[pool.name] for one in in_best)
        for name, result in outcome.candidates.items():
            if branch.pools and result.admitted == code:
                where = {one.pool_of[name] for one in (*in_best, *in_worst)}
                assert result.pool == (where.pop() if len(where) == 1 else None)


@given(instances(max_candidates=5, max_branches=2, with_pools=True))
def test_the_two_definitions_of_a_tied_group_are_one_without_pools(instance: Instance) -> None:
    for code, seats in instance.capacities.items():
        applied = {name for name, own in instance.choices.items() if any(code == chosen for chosen, _ in own)}
        if not isinstance(seats, tuple):
            seated = [set(one.pool_of) for one in fillings(instance, code, applied)]
            assert whole_group_chooser(instance, admit_margin=True)(code, applied) == set.union(*seated)
            assert whole_group_chooser(instance, admit_margin=False)(code, applied) == set.intersection(*seated)


@given(instances(with_pools=True))
@settings(max_examples=150, deadline=None)
def test_what_is_final_holds_in_every_tie_breaking(instance: Instance) -> None:
    assume(count_tie_breakings(instance) <= 300)
    outcome = allocate(instance)
    for ranking in tie_breakings(instance):
        assert_within(instance, outcome, strict_keeper(instance, ranking))


@given(st.integers(0, 2**32))
@settings(max_examples=100, deadline=None)
def test_what_is_final_holds_however_each_pool_draws(seed: int) -> None:
    random = Random(seed)
    size = random.randint(1, 25), random.randint(1, 6)
    instance = random_instance(random, *size, levels=random.randint(1, 6), beyond=0.05, pools=0.7)
    outcome = allocate(instance)
    for _ in range(5):
        assert_within(instance, outcome, lots_of_pools(instance, random))


@given(instances(max_candidates=7, max_branches=3, with_pools=True), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_what_is_final_holds_however_each_branch_decides(instance: Instance, random: Random) -> None:
    """Some draw lots, some admit everybody of a tied group, some nobody."""
    assume(count_tie_breakings(instance) <= 2_000)
    outcome = allocate(instance)
    drawn = chooser(instance, lots_of_pools(instance, random))
    ways = [drawn, *[whole_group_chooser(instance, admit_margin=admit) for admit in (True, False)]]
    chosen = {code: random.choice(ways) for code in instance.capacities}
    placed = deferred_acceptance(instance, lambda code, applied: chosen[code](code, applied))
    for name, actual in outcomes_of(instance, placed).items():
        told = outcome.candidates[name].choices
        assert all(said in (happened, TIE) for said, happened in zip(told, actual, strict=True))


def lots_of_pools(instance: Instance, random: Random) -> Keeper:
    """Every pool draws its own lots."""
    drawn: dict[tuple[str, str | None], Keeper] = {}

    def keep(code: str, pool: str | None, wanting: set[str], seats: int | None) -> set[str]:
        if (code, pool) not in drawn:
            order = [name for group in tied_groups(instance, code) for name in random.sample(group, len(group))]
            drawn[code, pool] = strict_keeper(instance, {code: order})
        return drawn[code, pool](code, pool, wanting, seats)

    return keep


def assert_within(instance: Instance, outcome: Outcome, keep: Keeper) -> None:
    """A resolution of the ties agrees with every outcome, and every pool, that was called final."""
    placed = deferred_acceptance(instance, chooser(instance, keep))
    after = filled(instance, keep, placed)
    for name, actual in outcomes_of(instance, placed).items():
        result = outcome.candidates[name]
        assert all(said in (happened, TIE) for said, happened in zip(result.choices, actual, strict=True))
        if result.pool is not None:
            assert result.admitted is not None
            assert after[result.admitted].pool_of[name] == result.pool
    for code, branch in outcome.branches.items():
        for pool in branch.pools:
            assert pool.received <= after[code].received[pool.name] <= pool.received_at_most


@given(st.integers(0, 2**32))
@settings(max_examples=150, deadline=None)
def test_best_of_all_stable_placements_on_strict_markets(seed: int) -> None:
    random = Random(seed)
    size, crowded = (random.randint(0, 5), random.randint(1, 3)), random.random() < 0.7
    instance = random_instance(random, *size, levels=None, beyond=0 if crowded else 0.05, pools=0.6, crowded=crowded)
    ranking = {code: [c for group in tied_groups(instance, code) for c in group] for code in instance.capacities}
    ours = {name: result.admitted for name, result in sound(instance).candidates.items()}
    assert ours == deferred_acceptance(instance, strict_chooser(instance, ranking))
    stable = stable_placements(instance, ranking)
    assert ours in stable
    for other in stable:
        for name, own in instance.choices.items():
            order = [*(code for code, _ in own), None]
            assert order.index(ours[name]) <= order.index(other[name])


@given(instances(max_candidates=7, with_pools=True))
@settings(max_examples=100, deadline=None)
def test_something_is_open_exactly_when_there_is_a_tie_to_decide(instance: Instance) -> None:
    outcome = allocate(instance)
    assert bool(outcome.ties) == (not outcome.final)
    for code, ties in outcome.ties.items():
        seats = instance.capacities[code]
        for tie in ties:
            assert 0 < tie.seats < len(tie.candidates)
            assert tie.pool is None or isinstance(seats, tuple)


@given(instances(max_candidates=8, with_pools=True), st.randoms(use_true_random=False))
@settings(deadline=None)
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


@given(instances(max_candidates=8))
def test_one_pool_for_everybody_is_a_branch_without_pools(instance: Instance) -> None:
    seats = {code: (Pool("all", own),) for code, own in instance.capacities.items() if not isinstance(own, tuple)}
    plain, pooled = allocate(instance), allocate(Instance(seats, instance.choices, instance.beyond_limit))
    for name, result in plain.candidates.items():
        twin = pooled.candidates[name]
        assert (twin.admitted, twin.choices, twin.best, twin.worst) == (
            result.admitted,
            result.choices,
            result.best,
            result.worst,
        )


def test_candidates_have_the_better_of_two_stable_placements() -> None:
    """Each branch would rather have the other one's candidate, and in A that one has a seat kept for them."""
    choices = {"k1": [("A", 1), ("B", 2)], "k2": [("B", 1), ("A", 2)]}
    seats: dict[str, Seats] = {"A": (Pool("kept", 1, frozenset({"k2"}), "rest"), Pool("rest", 0)), "B": 1}
    instance = Instance(seats, choices)
    assert len(stable_placements(instance, {"A": ["k2", "k1"], "B": ["k1", "k2"]})) == 2
    assert {name: result.admitted for name, result in sound(instance).candidates.items()} == {"k1": "A", "k2": "B"}


def test_a_long_chain_through_pools() -> None:
    """Each newcomer takes a seat that had flowed, whose holder goes on to the next branch and does the same there."""
    size = 300
    seats = {f"o{i:03}": (Pool("own", 1, frozenset({f"k{i:03}"}), "open"), Pool("open", 0)) for i in range(size)}
    choices = {f"k{i:03}": [(f"o{i - 1:03}", 1), (f"o{i:03}", 2)] for i in range(1, size)}
    outcome = sound(Instance(seats, choices | {"k000": [("o000", 1)]}))
    assert {result.admitted for result in outcome.candidates.values()} == set(seats)
    assert all(result.pool == "own" for result in outcome.candidates.values())
