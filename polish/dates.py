"""Dates and times as an official document writes them: `od 12 maja do 9 lipca 2025 r. do godz. 15.00`."""

from __future__ import annotations

from datetime import date, time

_MONTHS = (
    ("styczeń", "stycznia"),
    ("luty", "lutego"),
    ("marzec", "marca"),
    ("kwiecień", "kwietnia"),
    ("maj", "maja"),
    ("czerwiec", "czerwca"),
    ("lipiec", "lipca"),
    ("sierpień", "sierpnia"),
    ("wrzesień", "września"),
    ("październik", "października"),
    ("listopad", "listopada"),
    ("grudzień", "grudnia"),
)
_WEEKDAYS = (
    ("poniedziałek", "w poniedziałek"),
    ("wtorek", "we wtorek"),
    ("środa", "w środę"),
    ("czwartek", "w czwartek"),
    ("piątek", "w piątek"),
    ("sobota", "w sobotę"),
    ("niedziela", "w niedzielę"),
)
WEEKDAYS = tuple(name for name, _ in _WEEKDAYS)

MONTHS_GENITIVE = tuple(genitive for _, genitive in _MONTHS)


def month_name(month: int) -> str:
    """`5` → `maj`."""
    return _MONTHS[month - 1][0]


def weekday_name(day: date) -> str:
    """`środa`."""
    return _WEEKDAYS[day.weekday()][0]


def on_weekday(day: date) -> str:
    """`w środę`, `we wtorek`."""
    return _WEEKDAYS[day.weekday()][1]


def format_date(day: date, *, year: bool = True) -> str:
    """`14 grudnia 2016 r.`; without the year `14 grudnia`."""
    text = f"{day.day} {MONTHS_GENITIVE[day.month - 1]}"
    return f"{text} {day.year} r." if year else text


def format_time(moment: time) -> str:
    """`godz. 15.00`."""
    return f"godz. {moment.hour}.{moment.minute:02d}"


def format_moment(day: date, at: time | None = None) -> str:
    """`14 lipca 2026 r. o godz. 10.00`."""
    return format_date(day) + (f" o {format_time(at)}" if at else "")


def format_deadline(day: date, until: time | None = None) -> str:
    """`do 24 lipca 2026 r. do godz. 15.00`."""
    return f"do {format_date(day)}" + (f" do {format_time(until)}" if until else "")


def format_range(start: date, end: date, until: time | None = None) -> str:
    """`od 14 do 17 lipca 2026 r.`; what both ends share is said once; both years where they differ."""
    if start > end:
        raise ValueError("the range ends before it starts")
    closing = f" do {format_time(until)}" if until else ""
    if start == end:
        return format_date(end) + closing
    if (start.year, start.month) == (end.year, end.month):
        return f"od {start.day} do {format_date(end)}{closing}"
    return f"od {format_date(start, year=start.year != end.year)} do {format_date(end)}{closing}"


def format_school_year(first_year: int) -> str:
    """`2025` → `2025/2026`."""
    return f"{first_year}/{first_year + 1}"
