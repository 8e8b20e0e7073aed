"""Which signs a person would take for one another."""

from __future__ import annotations

import pytest

from admission.lookalikes import alike


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
