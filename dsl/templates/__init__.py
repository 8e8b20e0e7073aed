"""Regulations to fill in, by the kind of school: the files of this folder, written for one school year.

Every year in them moves to the year asked for, and the terms by whole weeks, so that they stay on working days. A
preschool's points and terms are set by its commune, so that kind has a second file.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib.resources import files

from dsl.rewrite.school_years import SchoolYear
from polish.dates import MONTHS_GENITIVE
from polish.holidays import working_day_from

KINDS = {
    "lo": "liceum ogólnokształcące",
    "technikum": "technikum",
    "branzowa": "branżowa szkoła I stopnia",
    "dwujezyczny": "oddział dwujęzyczny w liceum",
    "mundurowy": "oddział o profilu mundurowym",
    "przedszkole": "przedszkole, z drugim plikiem na kryteria gminy",
    "miasto": "zasady miasta dla szkół ponadpodstawowych",
}
COMPANIONS = {"przedszkole": "kryteria-gminy"}
TEMPLATES_ARE_FOR = SchoolYear(2026)
SUFFIX = ".yaml"
_LAST_MONTH_OF_RECRUITMENT = 8
_MONTH = "|".join(MONTHS_GENITIVE)
_DATED = re.compile(
    rf"(?:\bod (?P<start>\d{{1,2}})(?: (?P<start_month>{_MONTH}))? do )?"
    rf"\b(?P<end>\d{{1,2}}) (?P<month>{_MONTH}) (?P<year>20\d\d)\b"
    r"|(?<![\w-])(?P<alone>20\d\d)(?!\d)"
)
_WEEKS_OF_A_YEAR = 365.25 / 7


def coming_school_year(today: date) -> SchoolYear:
    """The year that one recruits for on that day: until August for the one that begins this year."""
    return SchoolYear(today.year if today.month <= _LAST_MONTH_OF_RECRUITMENT else today.year + 1)


def template(name: str, year: SchoolYear) -> str:
    """The text of a template, moved to a school year."""
    text = files("dsl.templates").joinpath(name + SUFFIX).read_text(encoding="utf-8")
    return _DATED.sub(lambda found: _moved(found, year.first - TEMPLATES_ARE_FOR.first), text)


def _moved(found: re.Match[str], years: int) -> str:
    """A year alone, or a term that keeps its days of the week: `od 14 do 17 lipca 2026` is `od 13 do 16 lipca 2027`."""
    if found["alone"]:
        return str(int(found["alone"]) + years)
    year = int(found["year"])
    start = _day(found["start"], found["start_month"] or found["month"], year, years) if found["start"] else None
    end = _day(found["end"], found["month"], year, years)
    until = f"{end.day} {MONTHS_GENITIVE[end.month - 1]} {end.year}"
    if start is None:
        return until
    month = "" if start.month == end.month else f" {MONTHS_GENITIVE[start.month - 1]}"
    return f"od {start.day}{month} do {until}"


def _day(number: str, month: str, year: int, years: int) -> date:
    """As many weeks later as make those years; not on a holiday."""
    day = date(year, MONTHS_GENITIVE.index(month) + 1, int(number))
    return working_day_from(day + timedelta(weeks=round(years * _WEEKS_OF_A_YEAR)))
