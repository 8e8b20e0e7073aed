"""A draw follows from the secret and the public value alone, and a protocol that was touched does not add up."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.draw import Announcement, BadDraw, Lot, Protocol, announce, commitment_of, hold, problems_of

SECRET = "0123456789abcdef" * 4
NAMES = ("k1", "k12", "ż 3")


def protocol(public: str = "kostka: 1 2 3") -> Protocol:
    return hold(announce("lo1/A", NAMES, 1, SECRET), SECRET, public)


def test_anybody_can_repeat_it_with_a_hash_alone() -> None:
    """As docs/decisions/0012-draws.md tells a parent to."""

    def sha(*lines: str) -> str:
        return hashlib.sha256("".join(f"{line}\n" for line in lines).encode("utf-8")).hexdigest()

    found = protocol()
    commitment = sha("paragraf losowanie 1", "zobowiązanie", "lo1/A", "1", "3", "k1", "k12", "ż 3", SECRET)
    assert found.announcement.commitment == commitment
    numbers = {name: sha("paragraf losowanie 1", "los", commitment, SECRET, "kostka: 1 2 3", name) for name in NAMES}
    assert [one.candidate for one in found.lots] == sorted(NAMES, key=numbers.__getitem__)


def test_spaces_of_the_public_value_do_not_matter() -> None:
    assert protocol(" kostka:  1 2 3 ") == protocol()


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=50))
def test_what_was_held_adds_up(public: str) -> None:
    assert problems_of(protocol(public)) == []


def test_every_order_comes_about() -> None:
    """Over many public values no order is favoured (6 orders, 6,000 draws: each within 5 standard deviations)."""
    seen = Counter(tuple(one.candidate for one in protocol(str(number)).lots) for number in range(6000))
    assert set(seen) == set(permutations(NAMES))
    assert all(abs(times - 1000) < 150 for times in seen.values())


@pytest.mark.parametrize(
    "changed",
    [
        lambda one: replace(one, secret="f" * 64),
        lambda one: replace(one, public="kostka: 1 2 4"),
        lambda one: replace(one, public=""),
        lambda one: replace(one, lots=one.lots[::-1]),
        lambda one: replace(one, lots=one.lots[:2]),
        lambda one: replace(one, lots=(Lot("k1", "0" * 64), *one.lots[1:])),
        lambda one: replace(one, announcement=replace(one.announcement, seats=2)),
        lambda one: replace(one, announcement=replace(one.announcement, branch="lo1/B")),
        lambda one: replace(one, announcement=replace(one.announcement, candidates=("k1", "k12"))),
        lambda one: replace(one, announcement=replace(one.announcement, candidates=NAMES[::-1])),
    ],
)
def test_a_protocol_that_was_touched_does_not_add_up(changed: object) -> None:
    assert callable(changed)
    assert problems_of(changed(protocol())) != []


@pytest.mark.parametrize(
    ("names", "seats", "secret"),
    [(("k1",), 1, SECRET), (("k1", "k1"), 1, SECRET), (NAMES, -1, SECRET), (NAMES, 1, "abc"), (NAMES, 1, "g" * 64)],
)
def test_what_cannot_be_announced(names: tuple[str, ...], seats: int, secret: str) -> None:
    with pytest.raises(BadDraw):
        announce("A", names, seats, secret)


def test_the_secret_is_bound_before_the_draw() -> None:
    announcement: Announcement = announce("A", NAMES, 1, SECRET)
    with pytest.raises(BadDraw, match="Sekret nie jest tym"):
        hold(announcement, "a" * 64, "kostka")


@pytest.mark.parametrize(
    "names", [("k1", "k1", "k2"), ("k1",), ("k1", "k1 ", "k2"), ("e\u0301wa", "k2", "\u00e9wa"), ()]
)
def test_nobody_is_drawn_twice_and_nobody_alone(names: tuple[str, ...]) -> None:
    """A protocol made elsewhere, its hashes right, with a group that gives somebody two chances."""
    commitment = commitment_of("A", names, 1, SECRET)
    with pytest.raises(BadDraw):
        hold(Announcement("A", names, 1, commitment), SECRET, "1")
    assert problems_of(Protocol(Announcement("A", names, 1, commitment), SECRET, "1", ()))


def test_a_secret_that_can_be_guessed_is_not_accepted() -> None:
    names = ("k1", "k2")
    with pytest.raises(BadDraw):
        hold(Announcement("A", names, 1, commitment_of("A", names, 1, "7")), "7", "1")
