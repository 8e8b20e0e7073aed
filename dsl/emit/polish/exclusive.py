"""Whether at most one row can hold: then nothing need be said about their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from fractions import Fraction
from itertools import combinations
from typing import Any

from dsl.model import expr as typed
from dsl.model.regulation import Row
from dsl.syntax.ranges import Range

_RANGES = {
    "=": lambda value: Range(value, value),
    "<": lambda value: Range(None, value, beyond=True),
    "≤": lambda value: Range(None, value),
    ">": lambda value: Range(value, None, beyond=True),
    "≥": lambda value: Range(value, None),
}


def exclude_one_another(rows: Sequence[Row]) -> bool:
    """Seen from the rows alone; a last row without a condition is the rest."""
    told = [row.condition for row in rows[:-1]]
    last = [rows[-1].condition] if rows and rows[-1].condition is not None else []
    return all(one and other and are_apart(one, other) for one, other in combinations([*told, *last], 2))


def are_apart(one: typed.Typed, other: typed.Typed) -> bool:
    """Whether two conditions never hold together, seen from them alone."""
    return any(_exclude(left, right) for left in _conjuncts(one) for right in _conjuncts(other))


def _conjuncts(node: typed.Typed) -> list[typed.Typed]:
    if isinstance(node, typed.Both):
        return [*_conjuncts(node.left), *_conjuncts(node.right)]
    return [node]


def _exclude(one: typed.Typed, other: typed.Typed) -> bool:
    match one, other:
        case (typed.Negation(value=value), _) if _same(value, other):
            return True
        case (_, typed.Negation(value=value)) if _same(value, one):
            return True
    left, right = _named(one), _named(other)
    if left and right and _same(left[0], right[0]):
        return not left[1] & right[1]
    low, high = _range(one), _range(other)
    return low is not None and high is not None and _same(low[0], high[0]) and not _meet(low[1], high[1])


def _named(node: typed.Typed) -> tuple[typed.Typed, frozenset[Any]] | None:
    """The names that a value is one of."""
    match node:
        case typed.Compare(operator="=", left=left, right=typed.Constant(value=value)):
            return left, frozenset({value})
        case typed.Member(item=item, collection=typed.ListOf(items=items)):
            values = [one.value for one in items if isinstance(one, typed.Constant)]
            return (item, frozenset(values)) if len(values) == len(items) else None
    return None


def _range(node: typed.Typed) -> tuple[typed.Typed, Range] | None:
    match node:
        case typed.Compare(operator=operator, left=left, right=typed.Constant(value=Fraction() as value)):
            return (left, _RANGES[operator](value)) if operator in _RANGES else None
        case typed.InRange(
            value=value, low=typed.Constant(value=Fraction() as low), high=typed.Constant(value=Fraction() as high)
        ):
            return value, Range(low, high)
    return None


def _meet(one: Range, other: Range) -> bool:
    lower = max((bound for bound in (one.low, other.low) if bound is not None), default=None)
    upper = min((bound for bound in (one.high, other.high) if bound is not None), default=None)
    if lower is None or upper is None or lower < upper:
        return True
    return lower == upper and one.holds(lower) and other.holds(lower)


def _same(one: Any, other: Any) -> bool:
    """The same formula, wherever it is written."""
    if isinstance(one, typed.Typed):
        names = [field.name for field in fields(one) if field.name not in ("span", "type", "maybe")]
        return type(one) is type(other) and all(_same(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
