"""Enumerations, folding, holidays."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polish.enumerations import enumerate_items, quote
from polish.folding import fold
from polish.holidays import easter, holiday_name, holidays, is_free_day, is_working_day, working_day_from


def test_enumerations() -> None:
    assert [enumerate_items(list("abc")[:n]) for n in range(4)] == ["", "a", "a i b", "a, b i c"]
    assert enumerate_items(["a", "b", "c"], "albo") == "a, b albo c"


def test_quotes() -> None:
    assert quote("klasa „A”") == "„klasa «A»”"


@pytest.mark.parametrize(
    ("text", "folded"), [("Łódź", "lodz"), ("ŻÓŁĆ", "zolc"), ("Müller", "muller"), ("Straße", "strasse")]
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(alphabet="aąAĄłŁżŹ éüßİ1-"))
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="ąłŻ éüßİΣ가ﬁ½–„"))
def test_marks_apart_from_their_letters_fold_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


# Published dates of Easter Sunday.
EASTERS = [
    (2018, 4, 1), (2019, 4, 21), (2020, 4, 12), (2021, 4, 4), (2022, 4, 17), (2023, 4, 9), (2024, 3, 31),
    (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25), (1954, 4, 18), (1981, 4, 19), (2049, 4, 18),
    (2076, 4, 19),
]  # fmt: skip


@pytest.mark.parametrize(("year", "month", "day"), EASTERS)
def test_easter(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def test_holidays_of_2025() -> None:
    days = [f"{day:%m-%d}" for day in holidays(2025)]
    assert days == [
        "01-01",
        "01-06",
        "04-20",
        "04-21",
        "05-01",
        "05-03",
        "06-08",
        "06-19",
        "08-15",
        "11-01",
        "11-11",
        "12-24",
        "12-25",
        "12-26",
    ]


def test_christmas_eve_is_free_since_2025() -> None:
    assert [is_free_day(date(year, 12, 24)) for year in (2024, 2025)] == [False, True]


def test_names() -> None:
    assert holiday_name(date(2025, 6, 19)) == "dzień Bożego Ciała"
    assert holiday_name(date(2025, 6, 22)) == "niedziela"
    assert holiday_name(date(2025, 6, 21)) is None


def test_saturday_is_neither_free_nor_working() -> None:
    saturday = date(2025, 6, 21)
    assert not is_free_day(saturday)
    assert not is_working_day(saturday)
    assert working_day_from(saturday) == date(2025, 6, 23)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_term_moves_to_the_nearest_working_day(day: date) -> None:
    end = working_day_from(day)
    assert is_working_day(end)
    assert not any(is_working_day(day + timedelta(days=n)) for n in range((end - day).days))
