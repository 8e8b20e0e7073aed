"""A day that a question names: „28 lipca 2025”, „28 lipca”, „28.07”. Stands after the tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.normalise import Token
from dsl.model.regulation import Regulation
from dsl.syntax.terms import Period
from polish.dates import MONTHS_GENITIVE
from polish.folding import fold

_MONTHS = {fold(name): number for number, name in enumerate(MONTHS_GENITIVE, 1)}
_IN_FIGURES = re.compile(r"(\d{1,2})[.,](\d{1,2})")
_YEARS = range(2000, 2100)
LEAP_YEAR, PLAIN_YEAR = 2024, 2025
_REACH = 2


def day_in(tokens: Sequence[Token], regulation: Regulation, year: int = 0) -> date | None:
    """The first day named; without a year that of the timetable, or the one given where that has none."""
    return next(iter(days_in(tokens, regulation, year)), None)


def days_in(tokens: Sequence[Token], regulation: Regulation, year: int = 0) -> list[date]:
    found = (_day_at(tokens, place, year_of(regulation) or year) for place in range(len(tokens)))
    return [one for one in found if one is not None]


def names_day(tokens: Sequence[Token]) -> bool:
    """Whether a day is named, be it of no year that is known."""
    return any(_day_at(tokens, place, LEAP_YEAR) is not None for place in range(len(tokens)))


def _day_at(tokens: Sequence[Token], place: int, usual: int) -> date | None:
    token = tokens[place]
    month = _MONTHS.get(tokens[place + 1].text) if place + 1 < len(tokens) else None
    found = _IN_FIGURES.fullmatch(token.text)
    if token.number is not None and month is not None:
        return _day(token.number, month, tokens[place + 2 : place + 2 + _REACH], usual)
    if found is not None and int(found[2]) in _MONTHS.values():
        return _day(int(found[1]), int(found[2]), tokens[place + 1 : place + 1 + _REACH], usual)
    return None


def _day(day: int, month: int, after: Sequence[Token], usual: int) -> date | None:
    year = next((one.number for one in after if one.number in _YEARS), None) or usual
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def year_of(regulation: Regulation) -> int:
    """The calendar year of the first event that has one."""
    terms = (term for event in regulation.timetable.values() for term in event.terms.values())
    return next((term.end.year for term in terms if isinstance(term, Period)), 0)
