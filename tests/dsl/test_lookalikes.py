"""Which signs a person would take for one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.lookalikes import alike


@pytest.mark.parametrize(
    ("one", "other"),
    [("K1", "k1"), ("K1", "К1"), ("k1", "к1"), ("k1", "k１"), ("lo1", "L01"), ("k10", "k1O"), ("kl", "k1"), ("A", "Α")],
)
def test_these_look_the_same(one: str, other: str) -> None:
    assert list(alike([one, "inny", other])) == [(one, other)]


@pytest.mark.parametrize(
    "signs", [["k1", "k2", "k10", "k12"], ["1", "01", "10"], ["I", "L", "T"], ["a-1", "a1"], ["k1", "k1"]]
)
def test_these_do_not(signs: list[str]) -> None:
    assert list(alike(signs)) == []


@given(st.lists(st.text("Kk1lIO0oаАﬁą́a", min_size=1, max_size=3), max_size=6, unique=True))
def test_a_quick_look_misses_nobody(signs: list[str]) -> None:
    """Looked at two by two, each time with a letter beside them that makes the program look closely."""
    pairs = {
        (one, other) for one in signs for other in signs if list(alike([one, other, "A", "a"]))[:1] == [(one, other)]
    }
    found = {later for _, later in alike(signs)}
    assert found == {
        other for number, other in enumerate(signs) if any((one, other) in pairs for one in signs[:number])
    }
