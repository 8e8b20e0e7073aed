"""Exact numbers as Polish text: `26,25`, `12 500`, `−3`, `7/3`.

Used wherever a person reads a number. Floats are refused: points of a regulation are exact.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

Number: TypeAlias = int | Fraction | Decimal

NBSP = "\u00a0"
MINUS = "\u2212"
_GROUPED_FROM = 10_000


def as_fraction(value: Number) -> Fraction:
    """The exact value; a float is a bug of the caller, never rounded silently."""
    if type(value) is Fraction:
        return value
    if isinstance(value, bool) or not isinstance(value, int | Fraction | Decimal):
        raise TypeError(f"an exact number is needed, not {type(value).__name__}")
    return Fraction(value)


def decimal_digits(value: int | Fraction) -> int | None:
    """How many digits after the comma write `value` exactly; None when no finite expansion exists."""
    return _digits_of(value.denominator)


def format_number(value: Number) -> str:
    """`Decimal("26.250")` → `26,25`; grouped from 10 000; `7/3` where the decimal expansion has no end."""
    numerator, denominator = as_fraction(value).as_integer_ratio()
    if numerator < 0:
        return MINUS + format_number(Fraction(-numerator, denominator))
    digits = _digits_of(denominator)
    if digits is None:
        return f"{numerator}/{denominator}"
    whole, rest = divmod(numerator, denominator)
    if not digits:
        return _grouped(whole)
    return f"{_grouped(whole)},{str(rest * 10**digits // denominator).zfill(digits)}"


def format_approximately(value: Number, digits: int = 2) -> str:
    """The exact number; where its decimal expansion has no end, with the rounded one beside: `7/3 (≈ 2,33)`."""
    exact = as_fraction(value)
    if decimal_digits(exact) is not None:
        return format_number(exact)
    scale = 10**digits
    half_up = (abs(exact) * scale * 2 + 1) // 2
    rounded = Fraction(half_up, scale) * (-1 if exact < 0 else 1)
    return f"{format_number(exact)} (≈ {format_fixed(rounded, digits)})"


def format_fixed(value: Number, digits: int) -> str:
    """With exactly `digits` digits after the comma, for columns of a table; never rounds."""
    exact = as_fraction(value)
    needed = decimal_digits(exact)
    if needed is None or needed > digits:
        return format_number(exact)
    text = format_number(exact)
    if digits == 0:
        return text
    whole, _, fraction = text.partition(",")
    return f"{whole},{fraction:0<{digits}}"


def format_percent(value: Number) -> str:
    """`75` → `75%`, without a space."""
    return format_number(value) + "%"


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", NBSP) if whole >= _GROUPED_FROM else str(whole)


@lru_cache(maxsize=1024)  # very many numbers have few denominators
def _digits_of(denominator: int) -> int | None:
    twos, rest = _multiplicity(denominator, 2)
    fives, rest = _multiplicity(rest, 5)
    return max(twos, fives) if rest == 1 else None


def _multiplicity(number: int, prime: int) -> tuple[int, int]:
    count = 0
    while number % prime == 0:
        number //= prime
        count += 1
    return count, number
