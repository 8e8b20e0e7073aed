"""Polish alphabetical order."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polish.collation import collation_key, person_key
from tests.polish.icu_order import COUNT, FROZEN, icu_key, ordered, surnames

# In the order ICU gives for `pl` (PN-80/N-01223); see documents.md on how it was checked.
SURNAMES = """
Cyran, Ćma, de Vries, Lan, Łan, Muller, Müller, Mulska, nowak, Nowak, Nowak-Zych, Nowakowa, Obrębska, Ozimek, Ósmy,
Swoboda, Szymon, Śliwa, Zając, Źrebiec, Żak
"""
ORDERED = [name.strip() for name in SURNAMES.split(",")]


def test_order_of_surnames() -> None:
    shuffled = ORDERED.copy()
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=collation_key) == ORDERED


def test_branches_and_digits() -> None:
    assert sorted(["B", "1B", "2A", "1A", "A"], key=collation_key) == ["1A", "1B", "2A", "A", "B"]


def test_people_by_surname_then_names_then_diacritics() -> None:
    people = [("Muller", "Zofia", "1"), ("Müller", "Adam", "2"), ("Muller", "Adam", "3"), ("Muller", "Adam", "0")]
    assert [row[2] for row in sorted(people, key=lambda row: person_key(*row))] == ["0", "3", "2", "1"]


def test_thousands_of_surnames_in_the_order_of_icu() -> None:
    names = FROZEN.read_text(encoding="utf-8").splitlines()
    assert len(names) > 3000
    shuffled = names.copy()
    random.Random(2).shuffle(shuffled)
    assert sorted(shuffled, key=collation_key) == names


def test_the_frozen_order_is_that_of_icu() -> None:
    pytest.importorskip("icu", reason="PyICU is an oracle, not a dependency")
    assert FROZEN.read_text(encoding="utf-8").splitlines() == list(ordered(surnames(COUNT, 1), icu_key()))
    fresh = list(ordered(surnames(COUNT, 2), icu_key()))
    assert sorted(fresh, key=collation_key) == fresh


@given(st.text(), st.text())
def test_total_order_on_any_text(one: str, two: str) -> None:
    assert (collation_key(one) < collation_key(two)) or (collation_key(one) >= collation_key(two))


@given(st.text(alphabet="aąbcćźżAĄBŻ -'", max_size=8))
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    assert collation_key(unicodedata.normalize("NFD", text)) == collation_key(text)
