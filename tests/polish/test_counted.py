"""Counted things are read out of a text as they are written into one; what only looks like them is left."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polish.counted import counted, days_in, numbers_in
from polish.dates import format_date
from polish.plurals import DAY, PERCENT, POINT, SEAT, Case, Noun, count

READ: dict[str, list[tuple[int, str]]] = {
    "za udział – 5 punktów": [(5, "punkt")],
    "siedem punktów, czyli 7 pkt.": [(7, "punkt"), (7, "punkt")],
    "dwadzieścia pięć punktów": [(25, "punkt")],
    "od stu dwudziestu miejsc": [(120, "miejsce")],
    "w ciągu trzech dni": [(3, "dzień")],
    "20 % albo 30%": [(20, "procent"), (30, "procent")],
    "ukończył osiemnaście lat": [(18, "rok")],
    "od 0 do 30 punktów": [(30, "punkt")],
    "0–30 punktów": [(30, "punkt")],
    "za jeden punkt": [(1, "punkt")],
}
LEFT = [
    "ust. 1 pkt 2",
    "art. 20 ust. 7 pkt 1 lit. a",
    "§ 3 pkt 5",
    "w 2025 roku",
    "2 punkty procentowe",
    "nr 3 pkt 1",
    "dwa lub więcej punktów",
    "8 klasa",
    "pkt",
    "26.25 punktu",
]


@pytest.mark.parametrize("text", READ)
def test_what_is_counted(text: str) -> None:
    assert [(int(one.value), one.noun) for one in counted(text)] == READ[text]


@pytest.mark.parametrize("text", LEFT)
def test_what_only_looks_like_it(text: str) -> None:
    assert counted(text) == ()


def test_the_place_is_that_of_the_words() -> None:
    text = "wynik: siedem  punktów"
    (found,) = counted(text)
    assert text[found.start :] == found.text == "siedem  punktów"


@given(
    whole=st.integers(0, 99_999),
    hundredths=st.sampled_from([0, 5, 25, 50]),
    noun=st.sampled_from([POINT, SEAT, DAY, PERCENT]),
    case=st.sampled_from(Case),
)
def test_what_is_written_is_read(whole: int, hundredths: int, noun: Noun, case: Case) -> None:
    value = whole + Fraction(hundredths, 100)
    written = count(value, noun, case).replace("\N{NO-BREAK SPACE}", "")
    assert [(one.value, one.noun) for one in counted(f"razem: {written}.")] == [(value, noun.singular)]


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9999, 12, 31)))
def test_a_day_is_read(day: date) -> None:
    assert [one.day for one in days_in(f"do {format_date(day)}")] == [day]


def test_days_of_acts_and_days_that_do_not_exist_are_left() -> None:
    assert days_in("ustawa z dnia 14 grudnia 2016 r. i 31 czerwca 2026 r.") == ()


def test_numbers_of_any_kind() -> None:
    assert numbers_in("dwa konkursy po 7,5 albo trzydzieści jeden, § 4") == {2, Fraction(15, 2), 31, 4}
