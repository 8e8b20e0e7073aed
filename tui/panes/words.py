"""Values of results as words in a cell. No Textual."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

from admission.scoring import Scored
from dsl.model.result import Number
from dsl.source.nodes import readable_name
from polish.dates import format_date
from polish.enumerations import enumerate_items
from polish.numbers import MINUS, NBSP, decimal_digits, format_number

UNKNOWN = "?"


def points(value: Number | None) -> str:
    return UNKNOWN if value is None else format_number(value)


def in_line(values: Iterable[object]) -> Callable[[str], str]:
    """Figures of a column put one under another by their commas: by how many digits each of the values has."""
    parts = {one.denominator for one in values if isinstance(one, Fraction)}
    most = max((decimal_digits(Fraction(1, one)) or 0 for one in parts), default=0)

    def aligned(figure: str) -> str:
        if not most or not figure.replace(",", "").replace(NBSP, "").lstrip(MINUS).isdigit():
            return figure
        digits = len(figure.partition(",")[2])
        return figure + " " * (most - digits + (digits == 0))

    return aligned


def stage_value(value: Number | bool | date | None) -> str:
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "tak" if value else "nie"
    return format_date(value) if isinstance(value, date) else format_number(value)


def missing(scored: Scored) -> str:
    return f"brakuje: {enumerate_items([fact_words(path) for path in scored.result.missing])}"


def fact_words(path: str) -> str:
    """`egzamin.język_polski` → `egzamin – język polski`."""
    return " – ".join(readable_name(step) for step in path.split("."))


def unmet(scored: Scored) -> str:
    return f"nie spełnia warunku: {scored.result.reason or readable_name(scored.result.unmet)}"


def standing(scored: Scored) -> str:
    """Why a candidate does not take part; "" when nothing stands in the way."""
    if scored.result.eligible is False:
        return unmet(scored)
    return missing(scored) if scored.result.missing else ""
