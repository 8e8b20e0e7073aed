"""A draw follows from the secret and the public value alone, and a protocol that was touched does not add up."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.draw import Announcement, BadDraw, Lot, Protocol, Repeated, announce, commitment_of, hold, problems_of

SECRET = "0123456789abcdef" * 4
NAMES = ("k1", "k12", "ż 3")


def protocol(public: str = "kostka: 1 2 3 4 5 6 1 2") -> Protocol:
    return hold(announce("lo1/A", NAMES, 1, SECRET), SECRET, public)


def test_anybody_can_repeat_it_with_a_hash_alone() -> None:
    """As docs/decisions/0012-draws.md tells a parent to."""

    def sha(*lines: str) -> str:
        return hashlib.sha256("".join(f"{line}\n" for line in lines).encode("utf-8")).hexdigest()

    found = protocol()
    commitment = sha("paragraf losowanie 1", "zobowiązanie", "lo1/A", "1", "3", "k1", "k12", "ż 3", SECRET)
    assert found.announcement.commitment == commitment
    numbers = {name: sha("paragraf losowanie 1", "los", commitment, SECRET, "12345612", name) for name in NAMES}
    assert [one.candidate for one in found.lots] == sorted(NAMES, key=numbers.__getitem__)


def test_spaces_of_the_public_value_do_not_matter() -> None:
    assert protocol(" kostka:  1 2 3  4 5 6 1 2 ") == protocol()


@pytest.mark.parametrize("public", ["12345612", "Rzuty: 1, 2, 3, 4, 5, 6, 1 i 2", "1-2-3-4-5-6-1-2 (świadkowie: p. X)"])
def test_no_spelling_of_the_same_throws_changes_the_order(public: str) -> None:
    """Whoever knows the secret could else choose the spelling that suits him."""
    assert protocol(public).lots == protocol().lots


@given(st.text("0123456789", min_size=8, max_size=50))
def test_what_was_held_adds_up(public: str) -> None:
    assert problems_of(protocol(public)) == []


@pytest.mark.parametrize("public", ["", "kostka", "1 2 3 4 5 6 1", "١٢٣٤٥٦١٢", "1" * 201])
def test_a_value_that_says_too_little_or_too_much(public: str) -> None:
    with pytest.raises(BadDraw):
        protocol(public)


def test_a_draw_that_is_repeated_says_so_and_why() -> None:
    """The reason and the draw before are bound by the commitment, like the group."""
    again = announce("A", NAMES, 1, SECRET, Repeated("ab" * 32, " pominięto  k7 "))
    assert again.repeated == Repeated("ab" * 32, "pominięto k7")
    found = hold(again, SECRET, "12345612")
    assert problems_of(found) == []
    for other in (None, Repeated("ab" * 32, "inny"), Repeated("cd" * 32, "pominięto k7")):
        assert problems_of(replace(found, announcement=replace(again, repeated=other))) != []
    for why in ("", " ", "x" * 301, "a\x1bb"):
        with pytest.raises(BadDraw):
            announce("A", NAMES, 1, SECRET, Repeated("ab" * 32, why))


def test_every_order_comes_about() -> None:
    """Over many public values no order is favoured (6 orders, 6,000 draws: each within 5 standard deviations)."""
    seen = Counter(tuple(one.candidate for one in protocol(str(10**7 + number)).lots) for number in range(6000))
    assert set(seen) == set(permutations(NAMES))
    assert all(abs(times - 1000) < 150 for times in seen.values())


@pytest.mark.parametrize(
    "changed",
    [
        lambda one: replace(one, secret="f" * 64),
        lambda one: replace(one, public="kostka: 1 2 3 4 5 6 1 3"),
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
    [
        (("k1",), 1, SECRET),
        (("k1", "k1"), 1, SECRET),
        (NAMES, -1, SECRET),
        (NAMES, 0, SECRET),
        (NAMES, 3, SECRET),
        (NAMES, 1, "abc"),
        (NAMES, 1, "g" * 64),
    ],
)
def test_what_cannot_be_announced(names: tuple[str, ...], seats: int, secret: str) -> None:
    with pytest.raises(BadDraw):
        announce("A", names, seats, secret)


def test_the_secret_is_bound_before_the_draw() -> None:
    announcement: Announcement = announce("A", NAMES, 1, SECRET)
    with pytest.raises(BadDraw, match="Sekret nie jest tym"):
        hold(announcement, "a" * 64, "12345612")


def test_a_draw_is_for_a_branch() -> None:
    with pytest.raises(BadDraw, match="oddziału"):
        announce(" ", NAMES, 1, SECRET)


@pytest.mark.parametrize(
    "names", [("k1", "k1", "k2"), ("k1",), ("k1", "k1 ", "k2"), ("e\u0301wa", "k2", "\u00e9wa"), ()]
)
def test_nobody_is_drawn_twice_and_nobody_alone(names: tuple[str, ...]) -> None:
    """A protocol made elsewhere, its hashes right, with a group that gives somebody two chances."""
    commitment = commitment_of("A", names, 1, SECRET)
    with pytest.raises(BadDraw):
        hold(Announcement("A", names, 1, commitment), SECRET, "12345612")
    assert problems_of(Protocol(Announcement("A", names, 1, commitment), SECRET, "12345612", ()))


def test_a_secret_that_can_be_guessed_is_not_accepted() -> None:
    names = ("k1", "k2")
    with pytest.raises(BadDraw):
        hold(Announcement("A", names, 1, commitment_of("A", names, 1, "7")), "7", "12345612")
