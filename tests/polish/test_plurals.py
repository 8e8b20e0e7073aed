"""Counted nouns, with babel as the oracle for the categories."""

from decimal import Decimal
from fractions import Fraction

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from polish.numbers import Number
from polish.plurals import CANDIDATE, DAY, GRADE, NOUNS, POINT, SEAT, Case, Noun, choose, count, plural_category


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 punktów"),
        (1, "1 punkt"),
        (2, "2 punkty"),
        (4, "4 punkty"),
        (5, "5 punktów"),
        (12, "12 punktów"),
        (14, "14 punktów"),
        (21, "21 punktów"),
        (22, "22 punkty"),
        (112, "112 punktów"),
        (Decimal("2.0"), "2 punkty"),
        (Decimal("1.5"), "1,5 punktu"),
        (Decimal("26.25"), "26,25 punktu"),
        (Fraction(7, 3), "7/3 punktu"),
        (-1, "−1 punkt"),
    ],
)
def test_points(value: Number, text: str) -> None:
    assert count(value, POINT) == text


@pytest.mark.parametrize(
    ("value", "noun", "case", "text"),
    [
        (1, DAY, Case.GENITIVE, "1 dnia"),
        (3, DAY, Case.GENITIVE, "3 dni"),
        (22, POINT, Case.GENITIVE, "22 punktów"),
        (1, POINT, Case.GENITIVE, "1 punktu"),
        (Decimal("0.5"), POINT, Case.GENITIVE, "0,5 punktu"),
        (1, CANDIDATE, Case.ACCUSATIVE, "1 kandydata"),
        (2, CANDIDATE, Case.ACCUSATIVE, "2 kandydatów"),
        (2, CANDIDATE, Case.NOMINATIVE, "2 kandydatów"),
        (1, GRADE, Case.ACCUSATIVE, "1 ocenę"),
        (4, GRADE, Case.ACCUSATIVE, "4 oceny"),
        (1, SEAT, Case.ACCUSATIVE, "1 miejsce"),
    ],
)
def test_cases(value: Number, noun: Noun, case: Case, text: str) -> None:
    assert count(value, noun, case) == text


def test_agreement_of_other_words() -> None:
    words = [choose(n, one="został", few="zostały", many="zostało") for n in (1, 3, 5)]
    assert words == ["został", "zostały", "zostało"]


def test_nouns_are_found_by_their_dictionary_form() -> None:
    assert NOUNS["punkt"] is POINT
    assert all(name == noun.singular for name, noun in NOUNS.items())


@given(st.integers(-10_000, 10_000))
def test_categories_agree_with_babel(value: int) -> None:
    assert plural_category(value).value == Locale("pl").plural_form(abs(value))


@given(st.decimals("-100", "100", places=2))
def test_fractions_agree_with_babel(value: Decimal) -> None:
    if value != value.to_integral_value():
        assert plural_category(value).value == Locale("pl").plural_form(abs(value))
