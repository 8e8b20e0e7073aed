"""Dates written in words of provisions: days that do not exist, and weekdays that are not those of their date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dsl.checks.reading.stated import Stated, texts
from dsl.diagnostics import Diagnostics
from dsl.model.regulation import Regulation
from polish.dates import MONTHS_GENITIVE, format_date, weekday_name

_WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            ("poniedziałek",),
            ("wtorek",),
            ("środa", "środę"),
            ("czwartek",),
            ("piątek",),
            ("sobota", "sobotę"),
            ("niedziela", "niedzielę"),
        )
    )
    for word in words
}
_DAY = rf"(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(MONTHS_GENITIVE)})\s+(?P<year>[12]\d{{3}})"
_WORD = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"
_DATE = re.compile(rf"\b{_DAY}\b", re.IGNORECASE)
_BEFORE = re.compile(rf"\b{_WORD}\s*,?\s*\(?\s*(?:dnia\s+)?{_DAY}\b", re.IGNORECASE)
_AFTER = re.compile(
    rf"\b{_DAY}\b(?:\s*r\.|\s+roku)?\s*[,(]\s*(?:we?\s+)?{_WORD}\b(?!\s*,?\s*\(?\s*(?:dnia\s+)?\d)", re.IGNORECASE
)


def check_written_dates(regulation: Regulation, diagnostics: Diagnostics) -> None:
    for stated in texts(regulation):
        if any(sign.isdigit() for sign in stated.text):
            _check_days(stated, diagnostics)
            _check_weekdays(stated, diagnostics)


def _check_days(stated: Stated, diagnostics: Diagnostics) -> None:
    for found in _DATE.finditer(stated.text):
        if _date(found) is None:
            message = f"Nie ma takiego dnia: {found['day']} {found['month']} {found['year']} r."
            diagnostics.warning("P133", stated.place(found[0]), message, "Sprawdź dzień i miesiąc w treści.")


def _check_weekdays(stated: Stated, diagnostics: Diagnostics) -> None:
    for found in _with_weekday(stated.text):
        day = _date(found)
        if day is not None and day.weekday() != _WEEKDAYS[found["weekday"].lower()]:
            message = f"{format_date(day)} to {weekday_name(day)}, a w treści stoi „{found['weekday']}”."
            diagnostics.warning("P132", stated.place(found[0]), message, "Popraw datę albo dzień tygodnia.")


def _with_weekday(text: str) -> Iterator[re.Match[str]]:
    yield from _BEFORE.finditer(text)
    yield from _AFTER.finditer(text)


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), MONTHS_GENITIVE.index(found["month"].lower()) + 1, int(found["day"]))
    except ValueError:
        return None
