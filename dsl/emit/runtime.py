"""What the formula functions compute. Standard library only: the evaluator uses it, emitted modules carry it along."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from math import ceil, floor

Number = int | Fraction


class MissingFact(Exception):
    """A rule reached a fact that is not given; `path` is its name as in the candidate's data."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def exact(value: Number) -> Number:
    """A whole number as `int`, any other as it is."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def divide(left: Number, right: Number) -> Number:
    if right == 0:
        raise ZeroDivisionError("dzielenie przez zero")
    return exact(Fraction(left) / right)


def round_half_up(value: Number, digits: int = 0) -> Number:
    """2,5 -> 3 and -2,5 -> -3: a half goes away from zero."""
    scale = 10**digits
    scaled = abs(value) * scale
    whole = floor(scaled + Fraction(1, 2))
    return exact(Fraction(whole if value >= 0 else -whole, scale))


def round_up(value: Number) -> int:
    return ceil(value)


def round_down(value: Number) -> int:
    return floor(value)


def days_between(start: date, end: date) -> int:
    return (end - start).days


def full_months(start: date, end: date) -> int:
    """Completed months; a month ends on the day of the same number, or on the last day of a shorter month."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if end.day >= start.day or _is_last_of_month(end) else months - 1


def full_years(start: date, end: date) -> int:
    return full_months(start, end) // 12


def _is_last_of_month(day: date) -> bool:
    return day.month != date.fromordinal(day.toordinal() + 1).month


def same_text(text: str) -> str:
    """Texts are equal when they differ only in case and spaces."""
    return " ".join(text.split()).casefold()


Scored = tuple[Hashable, int, Number]


def count_once(scored: Iterable[Scored]) -> list[Scored]:
    """Of elements with the same key the one with the most points; of equal ones the earlier row, then the earlier."""
    best: dict[Hashable, Scored] = {}
    for item in scored:
        kept = best.get(item[0])
        if kept is None or item[2] > kept[2] or (item[2] == kept[2] and item[1] < kept[1]):
            best[item[0]] = item
    return list(best.values())


def add_up(scored: Iterable[Scored], several: Mapping[int, Number]) -> Number:
    """The sum; two or more hits of a row in `several` give its points together instead."""
    hits: dict[int, list[Number]] = {}
    for _, row, points in scored:
        hits.setdefault(row, []).append(points)
    total: Number = 0
    for row, points_of_row in hits.items():
        total += several[row] if row in several and len(points_of_row) > 1 else sum(points_of_row)
    return total
