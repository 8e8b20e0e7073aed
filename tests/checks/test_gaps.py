"""Tables by range against every number that can be tried: what is left out, and rows that nobody gets."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.checks.proofs.gaps import gaps
from dsl.diagnostics import Diagnostic
from dsl.syntax.ranges import Range, parse_range
from tests.checks.test_proofs import FACTS, found_in, model_of, table

ENDS = st.integers(0, 12).map(lambda number: Fraction(number, 2))
# Fine enough to meet each end, and something between each two.
TRIED = [Fraction(number, 8) for number in range(-8, 66)]
WHOLE = [Fraction(number) for number in range(-1, 9)]


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low, high = sorted((draw(ENDS), draw(ENDS)))
    kind = draw(st.sampled_from(("od do", "od do", "do", "od", "poniżej", "powyżej")))
    beyond = kind in ("poniżej", "powyżej")
    return Range(
        low if kind in ("od do", "od", "powyżej") else None, None if kind in ("od", "powyżej") else high, beyond
    )


@given(st.lists(ranges(), min_size=1, max_size=5), st.booleans())
@settings(max_examples=300)
def test_a_gap_is_what_lies_between_rows_and_in_none(rows: list[Range], whole: bool) -> None:
    ends = [end for one in rows for end in (one.low, one.high) if end is not None]
    found = list(gaps(ends, whole, lambda value: any(one.holds(value) for one in rows)))
    tried = WHOLE if whole else TRIED
    taken = [value for value in tried if any(one.holds(value) for one in rows)]
    for value in tried:
        left_out = value not in taken and bool(taken) and min(taken) < value < max(taken)
        around = [gap for gap in found if gap.low <= value <= gap.high]
        within = [gap for gap in around if not gap.beyond or gap.low < value < gap.high]
        assert around or not left_out, value
        assert left_out or not within, value


@given(st.lists(ranges(), min_size=1, max_size=5, unique_by=lambda one: one.words), st.booleans())
@settings(max_examples=100)
def test_a_row_that_nobody_gets_is_told_and_no_other(rows: list[Range], whole: bool) -> None:
    written = ", ".join(f'"{one.words}": {number}' for number, one in enumerate(rows, 1))
    key, tried = ("godziny", WHOLE) if whole else ("dojazd", TRIED)
    told = found_in(model_of(FACTS + table(written, key) + END))
    reachable = {_first(rows, value) for value in tried if value >= 0}
    for number, one in enumerate(rows):
        assert (number not in reachable) == any(_names(diagnostic, one) for diagnostic in told), one.words


def test_ranges_read_back() -> None:
    assert parse_range(Range(Fraction(1, 2), Fraction(3)).words) == Range(Fraction(1, 2), Fraction(3))


END = "kolejność: [{etap: punkty, suma: [a]}]\noddziały: {A: {miejsca: 1, punktowany: fizyka}}\n"


def _first(rows: list[Range], value: Fraction) -> int | None:
    return next((number for number, one in enumerate(rows) if one.holds(value)), None)


def _names(told: Diagnostic, row: Range) -> bool:
    return told.code == "P100" and f"„{row.words}”" in told.message
