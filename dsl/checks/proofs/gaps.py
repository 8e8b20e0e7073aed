"""Numbers that are left out between those that rows name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from math import ceil, floor

from polish.numbers import decimal_digits, format_number


@dataclass(frozen=True, slots=True)
class Gap:
    """From `low` to `high`, both left out; with `beyond` what lies between them, without them."""

    low: Fraction
    high: Fraction
    beyond: bool = False

    @property
    def words(self) -> str:
        if self.low == self.high:
            return f"równej {format_number(self.low)}"
        ends = (format_number(self.low), format_number(self.high))
        return f"między {ends[0]} a {ends[1]}" if self.beyond else f"od {ends[0]} do {ends[1]}"

    @property
    def inside(self) -> Fraction:
        return (self.low + self.high) / 2 if self.beyond else self.low

    @property
    def beside(self) -> tuple[Fraction, Fraction]:
        """The nearest numbers that are not left out, of those that rows can name."""
        return (self.low, self.high) if self.beyond else (self.low - 1, self.high + 1)


def gaps(bounds: Iterable[Fraction], whole: bool, is_covered: Callable[[Fraction], bool | None]) -> Iterator[Gap]:
    """What no row takes between numbers that rows do take; below the first and above the last nothing is missing.
    A number that cannot be (None) is none that is missing.

    A step of the last decimal place (`do 12,5`, `od 12,6`) is how people write what they measure, and no gap.
    """
    return (gap for gap in _left_out(bounds, whole, is_covered) if not _is_step(gap))


def steps(bounds: Iterable[Fraction], is_covered: Callable[[Fraction], bool | None]) -> Iterator[Gap]:
    """Those steps: what lies between is lost where it is measured more exactly."""
    return filter(_is_step, _left_out(bounds, False, is_covered))


def _left_out(bounds: Iterable[Fraction], whole: bool, is_covered: Callable[[Fraction], bool | None]) -> Iterator[Gap]:
    tried = ((piece, is_covered(piece.inside)) for piece in _pieces(sorted(set(bounds)), whole))
    pieces = [(piece, covered) for piece, covered in tried if covered is not None]
    runs = [(covered, [piece for piece, _ in run]) for covered, run in groupby(pieces, key=lambda pair: pair[1])]
    for covered, run in runs[1:-1]:
        gap = Gap(run[0].low, run[-1].high, any(piece.beyond for piece in run))
        if not covered:
            yield gap


def _pieces(bounds: list[Fraction], whole: bool) -> Iterator[Gap]:
    """Each bound, what lies between two of them (of whole numbers, from the first to the last one there) and a number
    beyond the first and the last."""
    if not bounds:
        return
    bounds = [Fraction(floor(bounds[0]) - 1), *bounds, Fraction(ceil(bounds[-1]) + 1)]
    for low, high in pairwise(bounds):
        yield from _point(low, whole)
        first, last = Fraction(floor(low) + 1), Fraction(ceil(high) - 1)
        if not whole:
            yield Gap(low, high, beyond=True)
        elif first <= last:
            yield Gap(first, last)
    yield from _point(bounds[-1], whole)


def _point(value: Fraction, whole: bool) -> Iterator[Gap]:
    if not whole or value.denominator == 1:
        yield Gap(value, value)


def _is_step(gap: Gap) -> bool:
    places = [decimal_digits(side) for side in (gap.low, gap.high)]
    digits = max((place for place in places if place is not None), default=0)
    return digits > 0 and gap.beyond and gap.high - gap.low == Fraction(1, 10**digits)
