"""What the formula functions compute. Standard library only: the evaluator uses it, emitted modules carry it along."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from math import ceil, floor
from typing import Any

Number = int | Fraction


class MissingFact(Exception):
    """A rule reached a fact that is not given; `path` is its name as in the candidate's data."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def is_something(value: Any) -> bool:
    """Whether it is given: a set, a list or a map without elements is not."""
    return value is not None and not (isinstance(value, tuple | frozenset | Mapping) and len(value) == 0)


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


def as_number(value: Number | bool | date) -> Number:
    """Something to compare: truths as 0 and 1, days counted, moments in seconds."""
    if isinstance(value, datetime):
        seconds = (value.hour * 60 + value.minute) * 60 + value.second
        return value.toordinal() * 86400 + seconds
    if isinstance(value, date):
        return value.toordinal()
    return int(value) if isinstance(value, bool) else value


def days_between(start: date, end: date) -> int:
    return (end - start).days


def full_months(start: date, end: date) -> int:
    """Completed months; a month ends on the day of the same number, or on the last day of a shorter month."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if end.day >= start.day or _is_last_of_month(end) else months - 1


def full_years(start: date, end: date) -> int:
    return full_months(start, end) // 12


def best_values(count: int, values: Iterable[Any], rank: Callable[[Any], Any], highest: bool) -> tuple[Any, ...]:
    """The best first; of equal ones the earlier."""
    return tuple(sorted(values, key=rank, reverse=highest)[:count])


def _is_last_of_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def same_text(text: str) -> str:
    """Texts are equal when they differ only in case and spaces."""
    return " ".join(text.split()).casefold()


Scored = tuple[tuple[Hashable, ...], int, Number]
NO_ROW = -1


def count_once(scored: list[Scored], required: tuple[str, ...]) -> list[Scored]:
    """Of elements with the same key the one with the most points; of equal ones the earlier row, then the earlier.

    `required` names the fields of the key that must be given; one that need not be has an empty name.
    """
    if len(scored) < 2:
        return scored
    best: dict[tuple[Hashable, ...], Scored] = {}
    for item in scored:
        key, row, points = item
        kept = best.get(key)
        if kept is None or points > kept[2] or (points == kept[2] and row < kept[1]):
            best[key] = item
    for key in best:
        if not all(key) and None in key:
            _refuse_unclear(scored, required)
            break
    return list(best.values())


def _refuse_unclear(hits: list[Scored], required: tuple[str, ...]) -> None:
    """An element without a required field is unclear where another may be the same one."""
    for item in hits:
        if None not in item[0]:
            continue
        unclear = [name for name, value in zip(required, item[0], strict=True) if name and value is None]
        if unclear and any(other is not item and _may_be_same(item, other, required) for other in hits):
            raise MissingFact(unclear[0])


def _may_be_same(one: Scored, other: Scored, required: tuple[str, ...]) -> bool:
    fields = zip(required, one[0], other[0], strict=True)
    return all(left == right or (bool(name) and (left is None or right is None)) for name, left, right in fields)


def add_up(scored: Iterable[Scored], several: Mapping[int, Number]) -> Number:
    """The sum; two or more hits of a row in `several` give its points together instead."""
    total: Number = 0
    together: dict[int, Number] = {}
    for _, row, points in scored:
        if row not in several:
            total += points
        else:
            together[row] = several[row] if row in together else points
    return total + sum(together.values()) if together else total
