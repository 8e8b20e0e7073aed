"""Dates in the words of provisions: weekdays and days that do not exist."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polish.dates import format_date, on_weekday, weekday_name
from tests.dsl.loading import codes, load_yaml


def said(text: str) -> list[str]:
    return codes(load_yaml(f'postanowienia: {{a: {{treść: "{text}"}}}}\n'))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("w środę 20 maja 2026 r.", []),
        ("w środę, 21 maja 2026 r.", ["P132"]),
        ("w środę (21 maja 2026 r.)", ["P132"]),
        ("Środa 21 maja 2026", ["P132"]),
        ("21 maja 2026 r. (czwartek)", []),
        ("21 maja 2026 r., w piątek", ["P132"]),
        ("21 maja 2026 r., środa 27 maja 2026 r.", []),  # the weekday is that of the next date
        ("w każdą środę do 21 maja 2026 r.", []),
        ("31 czerwca 2026 r.", ["P133"]),
        ("29 lutego 2026 r.", ["P133"]),
        ("29 lutego 2028 r.", []),
        ("131 czerwca 2026", []),
        ("art. 31 ustawy z dnia 14 grudnia 2016 r.", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_items_conditions_and_activities_are_read_too() -> None:
    text = """
        kandydat: {zgoda: tak/nie}
        terminarz: {listy: {czynność: "listy w poniedziałek 21 maja 2026 r.", termin: 21 maja 2026}}
        warunki: {zgoda: {wymaga: zgoda, treść: oddał zgodę do 31 czerwca 2026 r.}}
        komisja: {zadania: {treść: zadania, wyliczenie: ["zebranie we wtorek 21 maja 2026 r."]}}
        kolejność: [{etap: los, losowanie: tak}]
        oddziały: {A: {miejsca: 1}}
    """
    found = codes(load_yaml(text))
    assert (found.count("P132"), found.count("P133")) == (2, 1)


@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)), other=st.integers(0, 6))
@settings(max_examples=50)
def test_the_calendar_is_right(day: date, other: int) -> None:
    name = weekday_name(date(2024, 1, 1 + other))  # 1 January 2024 was a Monday
    expected = [] if day.weekday() == other else ["P132"]
    assert said(f"{on_weekday(day)} {format_date(day)}") == []
    assert said(f"{format_date(day)} ({name})") == expected
