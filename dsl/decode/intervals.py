"""Bounds of a formula's value, as far as declarations tell: enough to know that a divisor is not zero.

Used while a formula is typed. `None` means no bound is known; a bound given is always true (never too narrow).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dsl.model import expr as typed
from dsl.model.types import NumberType


@dataclass(frozen=True, slots=True)
class Interval:
    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def has_zero(self) -> bool:
        return (self.low is None or self.low <= 0) and (self.high is None or self.high >= 0)


ANY = Interval()


def zero_possible(node: typed.Typed) -> bool:
    return interval(node).has_zero


def interval(node: typed.Typed) -> Interval:
    match node:
        case typed.Constant(value=Fraction() as value):
            return Interval(value, value)
        case typed.Calculation(operator="+", left=left, right=right):
            return added(interval(left), interval(right))
        case typed.Calculation(operator="-", left=left, right=right):
            return added(interval(left), negated(interval(right)))
        case typed.Calculation(operator="*", left=left, right=right):
            return multiplied(interval(left), interval(right))
        case typed.Minus(value=value):
            return negated(interval(value))
        case typed.If(then=then, otherwise=otherwise):
            return either(interval(then), interval(otherwise))
        case typed.Fallback(value=value, fallback=fallback):
            return either(interval(value), interval(fallback))
        case typed.Aggregate(function="liczba") | typed.AggregateOf(function="liczba"):
            return Interval(Fraction(0))
    if isinstance(node, typed.FactRef | typed.ItemOf | typed.FieldOf) and isinstance(node.type, NumberType):
        return Interval(node.type.low, node.type.high)
    return ANY


def added(one: Interval, other: Interval) -> Interval:
    low = None if one.low is None or other.low is None else one.low + other.low
    high = None if one.high is None or other.high is None else one.high + other.high
    return Interval(low, high)


def negated(one: Interval) -> Interval:
    return Interval(
        None if one.high is None else -one.high,
        None if one.low is None else -one.low,
    )


def multiplied(one: Interval, other: Interval) -> Interval:
    if one.low is not None and one.high is not None and other.low is not None and other.high is not None:
        corners = [a * b for a in (one.low, one.high) for b in (other.low, other.high)]
        return Interval(min(corners), max(corners))
    if one.low is not None and other.low is not None and one.low >= 0 and other.low >= 0:
        return Interval(one.low * other.low)
    return ANY


def either(one: Interval, other: Interval) -> Interval:
    low = None if one.low is None or other.low is None else min(one.low, other.low)
    high = None if one.high is None or other.high is None else max(one.high, other.high)
    return Interval(low, high)
