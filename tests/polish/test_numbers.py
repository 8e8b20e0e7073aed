"""Numbers as Polish text, against babel where it has the same rule."""

from decimal import Decimal
from fractions import Fraction

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from polish.numbers import NBSP, Number, format_approximately, format_fixed, format_number, format_percent


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (Decimal("-0.0"), "0"),
        (Decimal("26.250"), "26,25"),
        (Decimal("1E+2"), "100"),
        (Fraction(1, 8), "0,125"),
        (Fraction(7, 3), "7/3"),
        (Fraction(-7, 3), "−7/3"),
        (-3, "−3"),
        (9999, "9999"),
        (10_000, f"10{NBSP}000"),
        (Decimal("1234567.5"), f"1{NBSP}234{NBSP}567,5"),
    ],
)
def test_format_number(value: Number, text: str) -> None:
    assert format_number(value) == text


def test_percent_has_no_space() -> None:
    assert format_percent(75) == "75%"


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (7, 2, "7,00"),
        (Decimal("26.5"), 2, "26,50"),
        (Decimal("26.255"), 2, "26,255"),
        (7, 0, "7"),
        (Fraction(1, 3), 2, "1/3"),
    ],
)
def test_format_fixed_never_rounds(value: Number, digits: int, text: str) -> None:
    assert format_fixed(value, digits) == text


@pytest.mark.parametrize("value", [1.5, True, "3"])
def test_only_exact_numbers(value: object) -> None:
    with pytest.raises(TypeError):
        format_number(value)  # type: ignore[arg-type]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_agrees_with_babel(value: Decimal) -> None:
    expected = format_decimal(value, format="#,##0.####", locale="pl_PL").replace("-", "−")
    if abs(value) < 10_000:
        expected = expected.replace(NBSP, "")
    assert format_number(value) == (expected if expected != "−0" else "0")


@given(st.fractions(max_denominator=1000))
def test_the_text_is_the_exact_value(value: Fraction) -> None:
    text = format_number(value).replace("−", "-").replace(NBSP, "").replace(",", ".")
    assert Fraction(text) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(7, 3), "7/3 (≈ 2,33)"),
        (Fraction(17939, 360), "17939/360 (≈ 49,83)"),
        (Fraction(-1, 6), "−1/6 (≈ −0,17)"),
        (Fraction(1, 3000), "1/3000 (≈ 0,00)"),
        (Fraction(4999, 3), "4999/3 (≈ 1666,33)"),
        (Fraction(5, 2), "2,5"),
        (12, "12"),
    ],
)
def test_a_number_without_end_is_told_with_a_rounded_one(value: Number, text: str) -> None:
    assert format_approximately(value) == text
