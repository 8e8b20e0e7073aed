"""The numbers that a value can still be: an interval with open or closed ends, cut by comparisons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from dsl.decode.intervals import Interval

# Each comparison as what it says when it holds and when it does not; "≠" falls apart into two intervals.
WAYS: dict[str, tuple[tuple[str, bool], ...]] = {
    "<": (("<", True), ("≥", False)),
    "≤": (("≤", True), (">", False)),
    ">": ((">", True), ("≤", False)),
    "≥": (("≥", True), ("<", False)),
    "=": (("=", True), ("<", False), (">", False)),
    "≠": (("<", True), (">", True), ("=", False)),
}
MIRRORED = {"=": "=", "≠": "≠", "<": ">", ">": "<", "≤": "≥", "≥": "≤"}


@dataclass(frozen=True, slots=True)
class Reach:
    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    @property
    def is_empty(self) -> bool:
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def cut(self, operator: str, value: Fraction, whole: bool) -> Reach:
        """What is left where `operator value` holds; a whole number keeps closed, whole ends."""
        found = self
        if operator in ("<", "≤", "="):
            found = found._below(value, operator == "<", whole)
        if operator in (">", "≥", "="):
            found = found._above(value, operator == ">", whole)
        return found

    def _below(self, value: Fraction, is_open: bool, whole: bool) -> Reach:
        if whole:
            value, is_open = Fraction(ceil(value) - 1 if is_open else floor(value)), False
        if self.high is None or value < self.high or (value == self.high and is_open):
            return replace(self, high=value, high_open=is_open)
        return self

    def _above(self, value: Fraction, is_open: bool, whole: bool) -> Reach:
        if whole:
            value, is_open = Fraction(floor(value) + 1 if is_open else ceil(value)), False
        if self.low is None or value > self.low or (value == self.low and is_open):
            return replace(self, low=value, low_open=is_open)
        return self

    def both(self, other: Reach) -> Reach:
        found = self
        if other.high is not None:
            found = found._below(other.high, other.high_open, False)
        if other.low is not None:
            found = found._above(other.low, other.low_open, False)
        return found

    def added(self, other: Reach) -> Reach:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Reach(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def times(self, factor: Fraction) -> Reach:
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        if factor >= 0:
            return Reach(low, high, self.low_open, self.high_open)
        return Reach(high, low, self.high_open, self.low_open)

    def some(self, whole: bool) -> Fraction:
        """One of the numbers: an end that belongs to it, else one between."""
        if self.low is not None and not self.low_open:
            return self.low
        if self.high is not None and not self.high_open:
            return self.high
        if self.low is None or self.high is None:
            return _beside(self.low, self.high)
        middle = (self.low + self.high) / 2
        return Fraction(ceil(middle)) if whole else middle


def reach_of(interval: Interval, whole: bool = False) -> Reach:
    low, high = interval.low, interval.high
    if whole:
        low = None if low is None else Fraction(ceil(low))
        high = None if high is None else Fraction(floor(high))
    return Reach(low, high)


def _beside(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is None and high is None:
        return Fraction(0)
    return low + 1 if low is not None else (high or Fraction(0)) - 1
