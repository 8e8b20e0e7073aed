"""Whether at most one row can hold: then nothing need be said about their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
_BESIDE = frozenset({"span", "type", "maybe"})


@dataclass(frozen=True, slots=True)
class _Conjunct:
    """A part of a condition; what it compares with names or with a range, where it does."""

    node: typed.Typed
    named: tuple[typed.Typed, frozenset[Any]] | None
    range: tuple[typed.Typed, Range] | None


def exclude_one_another(rows: Sequence[Row]) -> bool:
    """Seen from the rows alone; a last row without a condition is the rest."""
    told = [row.condition for row in rows[:-1]]
    last = [rows[-1].condition] if rows and rows[-1].condition is not None else []
    conditions = [None if one is None else _conjuncts(one) for one in (*told, *last)]
    return all(one and other and _are_apart(one, other) for one, other in combinations(conditions, 2))


def are_apart(one: typed.Typed, other: typed.Typed) -> bool:
    """Whether two conditions never hold together, seen from them alone."""
    return _are_apart(_conjuncts(one), _conjuncts(other))


def _are_apart(one: Sequence[_Conjunct], other: Sequence[_Conjunct]) -> bool:
    return any(_exclude(left, right) for left in one for right in other)


def _conjuncts(node: typed.Typed) -> list[_Conjunct]:
    if isinstance(node, typed.Both):
        return [*_conjuncts(node.left), *_conjuncts(node.right)]
    return [_Conjunct(node, _named(node), _range(node))]


def _exclude(one: _Conjunct, other: _Conjunct) -> bool:
    match one.node, other.node:
        case (typed.Negation(value=value), _) if _same(value, other.node):
            return True
        case (_, typed.Negation(value=value)) if _same(value, one.node):
            return True
    if one.named and other.named and _same(one.named[0], other.named[0]):
        return not one.named[1] & other.named[1]
    low, high = one.range, other.range
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
    if one is other:
        return True
    if isinstance(one, typed.Typed):
        names = (name for name in one.__dataclass_fields__ if name not in _BESIDE)
        return type(one) is type(other) and all(_same(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
