"""Following the ties that are reported, one draw after another: it ends, and each draw is about somebody."""

from collections.abc import Iterator
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from admission.allocation import ChoiceOutcome, Instance, MarginTie, Outcome, allocate, verify
from tests.admission.allocation_oracle import (
    changes_something,
    count_tie_breakings,
    decidable,
    deferred_acceptance,
    drawn,
    instances,
    random_instance,
    strict_chooser,
    tie_breakings,
)

TIE = ChoiceOutcome.UNRESOLVED_TIE

Lots = dict[tuple[str, str], int]


def with_lots(instance: Instance, lots: Lots) -> Instance:
    """Whoever was not drawn with the equal ones stands after them."""
    choices = {
        name: [(code, (key, lots.get((name, code), -1))) for code, key in own] for name, own in instance.choices.items()
    }
    return Instance(instance.capacities, choices, instance.beyond_limit)


def assert_it_ends(instance: Instance, random: Random) -> None:
    lots: Lots = {}
    promised = allocate(instance)
    for number in range(1 + sum(len(own) for own in instance.choices.values())):
        now = with_lots(instance, lots)
        outcome = allocate(now)
        assert verify(now, outcome) == ()
        for name, result in outcome.candidates.items():
            before = promised.candidates[name].choices
            assert all(old in (new, TIE) for old, new in zip(before, result.choices, strict=True))
        if outcome.final:
            return
        promised = outcome
        code, tie = random.choice(list(decidable(now, outcome)))
        group = drawn(tie)
        assert not any((name, code) in lots for name in group)
        assert all(name in group for name in open_equals(now, outcome, code, tie))
        lots |= {
            (name, code): number * 1000 + place for place, name in enumerate(random.sample(group, len(group)), start=1)
        }
    raise AssertionError("ties without end")


def open_equals(instance: Instance, outcome: Outcome, code: str, tie: MarginTie) -> Iterator[str]:
    """Whoever is equal to the group and may need the order: an order without them would not be theirs."""
    for name, own in instance.choices.items():
        told = zip(own, outcome.candidates[name].choices, strict=True)
        is_open = any(choice == (code, tie.key) and what is TIE for choice, what in told)
        if is_open and (name, code) not in instance.beyond_limit:
            yield name


@given(instances(max_candidates=7, max_branches=4, with_pools=True), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_one_draw_after_another_ends(instance: Instance, random: Random) -> None:
    assert_it_ends(instance, random)


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_one_draw_after_another_ends_in_larger_markets(seed: int) -> None:
    random = Random(seed)
    size = random.randint(5, 40), random.randint(1, 6)
    assert_it_ends(random_instance(random, *size, levels=random.randint(1, 8), beyond=0.05, pools=0.6), random)


@given(instances(max_candidates=5, with_pools=True))
@settings(max_examples=80, deadline=None)
def test_no_draw_is_about_nobody(instance: Instance) -> None:
    """With everything else settled in some way, two orders of the group lead to different places for somebody. Of ties
    that wait for one another it is said that they may decide nothing."""
    assume(1 < count_tie_breakings(instance) <= 300)
    outcome = allocate(instance)
    placed = [(one, deferred_acceptance(instance, strict_chooser(instance, one))) for one in tie_breakings(instance)]
    for code, tie in decidable(instance, outcome):
        assert not tie.settled or changes_something(placed, code, drawn(tie))
