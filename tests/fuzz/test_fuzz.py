"""A little of what `python -m benchmarks.fuzz` does for long: inputs of every kind, and what must hold for them."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.kinds import KINDS

EXAMPLES = {"bytes": 60, "yaml": 60, "rules": 20, "formulas": 200, "candidates": 60}


@pytest.mark.parametrize("name", KINDS)
def test_any_input(name: str) -> None:
    kind = KINDS[name]

    @settings(max_examples=EXAMPLES[name])
    @given(st.randoms(use_true_random=False))
    def holds(random: Random) -> None:
        kind.holds(kind.make(random))

    holds()


@pytest.mark.parametrize("name", KINDS)
def test_inputs_are_of_many_fates(name: str) -> None:
    """Neither are all refused nor all read: the generator reaches behind the reader."""
    kind = KINDS[name]
    fates = {kind.holds(kind.make(Random(seed))) for seed in range(30)}
    assert len(fates) > 1


@pytest.mark.parametrize("name", KINDS)
def test_a_seed_gives_the_same_input(name: str) -> None:
    assert KINDS[name].make(Random("1/7")) == KINDS[name].make(Random("1/7"))
