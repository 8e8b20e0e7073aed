"""Dates and times, with babel as the oracle."""

from datetime import date, time

import pytest
from babel.dates import format_date as babel_date
from hypothesis import given
from hypothesis import strategies as st

from polish import dates


@given(st.dates())
def test_agrees_with_babel(day: date) -> None:
    assert (
        dates.format_date(day)
        == babel_date(day, "d MMMM y", locale="pl").replace(f"{day.year:04d}", str(day.year)) + " r."
    )
    assert dates.weekday_name(day) == babel_date(day, "EEEE", locale="pl")
    assert dates.month_name(day.month) == babel_date(day, "LLLL", locale="pl")


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2026, 7, 14), date(2026, 7, 17), "od 14 do 17 lipca 2026 r."),
        (date(2026, 5, 11), date(2026, 6, 23), "od 11 maja do 23 czerwca 2026 r."),
        (date(2026, 12, 30), date(2027, 1, 2), "od 30 grudnia 2026 r. do 2 stycznia 2027 r."),
        (date(2026, 7, 14), date(2026, 7, 14), "14 lipca 2026 r."),
        (date(2026, 7, 14), date(2027, 7, 17), "od 14 lipca 2026 r. do 17 lipca 2027 r."),
    ],
)
def test_ranges(start: date, end: date, text: str) -> None:
    assert dates.format_range(start, end) == text


def test_a_range_backwards_is_a_bug() -> None:
    with pytest.raises(ValueError, match="ends before"):
        dates.format_range(date(2026, 7, 17), date(2026, 7, 14))


def test_times() -> None:
    day, noon = date(2025, 7, 9), time(15)
    assert dates.format_time(time(9, 5)) == "godz. 9.05"
    assert dates.format_moment(day) == "9 lipca 2025 r."
    assert dates.format_moment(day, noon) == "9 lipca 2025 r. o godz. 15.00"
    assert dates.format_deadline(day, noon) == "do 9 lipca 2025 r. do godz. 15.00"
    assert dates.format_range(date(2025, 5, 12), day, noon) == "od 12 maja do 9 lipca 2025 r. do godz. 15.00"


def test_small_forms() -> None:
    assert dates.format_date(date(2025, 9, 1), year=False) == "1 września"
    assert dates.on_weekday(date(2025, 7, 8)) == "we wtorek"
    assert dates.format_school_year(2025) == "2025/2026"
