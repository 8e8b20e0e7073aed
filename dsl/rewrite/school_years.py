"""School years, and the dates of one moved into another: `od 12 maja do 9 lipca 2025` a year later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dsl.syntax.terms import Period, Term, TermError, parse_term
from polish.dates import format_date, format_school_year, weekday_name
from polish.holidays import holiday_name, is_working_day

_WRITTEN = re.compile(r"([12]\d{3})\s*/\s*([12]\d{3})")
_YEAR = re.compile(r"(?<![\d/-])[12]\d{3}(?![\d/-])")
_ISO = re.compile(r"\b([12]\d{3})-(\d\d)-(\d\d)\b")
_LAST_OF_FEBRUARY = re.compile(r"\b29(\s+lutego)\b")


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """`first` is the year in which it begins."""

    first: int

    @property
    def text(self) -> str:
        return format_school_year(self.first)

    @property
    def days(self) -> tuple[date, date]:
        """The recruitment for it, which begins in the school year before, and the year itself."""
        return date(self.first - 1, 9, 1), date(self.first + 1, 8, 31)

    def holds(self, day: date) -> bool:
        first, last = self.days
        return first <= day <= last

    def names(self, year: int) -> bool:
        return year in (self.first, self.first + 1)


def read_school_year(text: str) -> SchoolYear | None:
    found = _WRITTEN.fullmatch(text.strip())
    if found is None or int(found[2]) != int(found[1]) + 1:
        return None
    return SchoolYear(int(found[1]))


@dataclass(frozen=True, slots=True)
class YearMove:
    """From one school year to another."""

    old: SchoolYear
    new: SchoolYear

    @property
    def years(self) -> int:
        return self.new.first - self.old.first

    def term(self, text: str) -> str | None:
        """The term in the new year; None where it has no date of the old one."""
        term = _parsed(text)
        if not isinstance(term, Period) or not any(self.old.holds(day) for day in _days(term)):
            return None
        moved = self.iso_dates(_YEAR.sub(lambda year: str(int(year[0]) + self.years), text))
        return moved if _parsed(moved) is not None else _LAST_OF_FEBRUARY.sub(r"28\1", moved)

    def iso_dates(self, text: str) -> str:
        """Dates such as 2025-09-01, wherever they stand in the text; those of other years stay."""
        return _ISO.sub(lambda found: self.iso_date(found[0]), text)

    def iso_date(self, text: str) -> str:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return text
        return self.day(day).isoformat() if self.old.holds(day) else text

    def day(self, day: date) -> date:
        try:
            return day.replace(year=day.year + self.years)
        except ValueError:
            return day.replace(year=day.year + self.years, day=28)


def years_named(text: str) -> Iterator[int]:
    """The years that a sentence or a formula names, also inside dates."""
    yield from (int(found[0]) for found in _YEAR.finditer(text))
    yield from (day.year for day in _iso_days(text))


def free_days(text: str) -> tuple[str, ...]:
    """The days of a term or of dates in a formula on which nothing can be done, with the reason."""
    term = _parsed(text)
    days = _days(term) if isinstance(term, Period) else tuple(_iso_days(text))
    return tuple(f"{format_date(day)} to {_why_free(day)}" for day in dict.fromkeys(days) if not is_working_day(day))


def _why_free(day: date) -> str:
    name = holiday_name(day)
    return weekday_name(day) if name in (None, weekday_name(day)) else f"{weekday_name(day)}, {name}"


def _iso_days(text: str) -> Iterator[date]:
    for found in _ISO.finditer(text):
        try:
            yield date.fromisoformat(found[0])
        except ValueError:
            continue


def _parsed(text: str) -> Term | None:
    try:
        return parse_term(text)
    except TermError:
        return None


def _days(period: Period) -> tuple[date, ...]:
    return tuple(day for day in (period.start, period.end) if day is not None)
