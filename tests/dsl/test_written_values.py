"""What is written inside scalars beside formulas: terms of a timetable and kinds of facts."""

from __future__ import annotations

import contextlib
from datetime import date, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.syntax.terms import Period, RelativeTerm, TermError, parse_term
from dsl.syntax.type_text import TypeText, parse_type
from polish.dates import format_date, format_deadline, format_range

MAY, JULY = date(2025, 5, 12), date(2025, 7, 9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("od 12 maja do 9 lipca 2025 do godz. 15:00", Period(MAY, JULY, None, time(15))),
        ("od 12 maja 2025 r. do 9 lipca 2025 r.", Period(MAY, JULY)),
        ("od 12 maja od godz. 8:00 do 9 lipca 2025 roku do godz. 15.30", Period(MAY, JULY, time(8), time(15, 30))),
        ("od 2025-05-12 do 2025-07-09", Period(MAY, JULY)),
        ("od 12 do 15 maja 2025", Period(MAY, date(2025, 5, 15))),
        ("od 30 grudnia 2025 do 2 stycznia 2026", Period(date(2025, 12, 30), date(2026, 1, 2))),
        ("9 lipca 2025", Period(JULY, JULY)),
        ("9 lipca 2025 o godz. 10", Period(JULY, JULY, None, time(10))),
        ("do 9 lipca 2025", Period(None, JULY)),
        ("do 9 lipca 2025 do godz. 0:00", Period(None, JULY, None, time(0))),
        ("  od  12\n maja do 9 Lipca   2025 ", Period(MAY, JULY)),
        ("29 lutego 2024", Period(date(2024, 2, 29), date(2024, 2, 29))),
    ],
)
def test_terms(text: str, expected: Period) -> None:
    assert parse_term(text) == expected


@pytest.mark.parametrize(
    ("text", "days", "before", "anchor"),
    [
        ("3 dni od doręczenia uzasadnienia", 3, False, "doręczenia uzasadnienia"),
        ("1 dzień przed terminarz.listy", 1, True, "terminarz.listy"),
        ("7 dni od  dnia\n ogłoszenia", 7, False, "dnia ogłoszenia"),
    ],
)
def test_terms_that_follow(text: str, days: int, before: bool, anchor: str) -> None:
    found = parse_term(text)
    assert isinstance(found, RelativeTerm)
    assert (found.days, found.before, found.anchor) == (days, before, anchor)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kiedyś", "Nie rozumiem"),
        ("", "Nie rozumiem"),
        ("od 12 maja", "nie ma końca"),
        ("od 12 maja do 9 lipca", "brakuje roku"),
        ("do 9 lipca", "brakuje roku"),
        ("9 lipnia 2025", "„lipnia”"),
        ("31 kwietnia 2025", "31 kwietnia 2025"),
        ("29 lutego 2025", "29 lutego 2025"),
        ("2025-02-30", "2025-02-30"),
        ("od 31 do 15 maja 2025", "po jego końcu"),
        ("od 31 do 15 czerwca 2025", "31 czerwca 2025"),
        ("od 9 lipca do 12 maja 2025", "po jego końcu"),
        ("od 12 maja od godz. 15:00 do 12 maja 2025 do godz. 8:00", "po jego końcu"),
        ("9 lipca 2025 o godz. 24:00", "24:00"),
        ("9 lipca 2025 o godz. 10:60", "10:60"),
    ],
)
def test_terms_not_understood(text: str, said: str) -> None:
    with pytest.raises(TermError) as caught:
        parse_term(text)
    assert said in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("14 dni", "„14 dni od doręczenia uzasadnienia”"),
        ("3 dni robocze od doręczenia", "dni kalendarzowe"),
        ("2 tygodnie od ogłoszenia listy", "„14 dni od ogłoszenia listy”"),
        ("1 miesiąc od doręczenia", "30 dni od"),
        ("w ciągu 7 dni od doręczenia", "„7 dni od doręczenia”"),
        ("od 12 maja 2025", "„12 maja 2025”"),
        ("od 12 maja 2025 od godz. 8:00", "Dopisz „do …”"),
        ("poniedziałek 12 maja 2025", "„12 maja 2025”"),
        ("poniedziałek, 12.05.2025", "„12 maja 2025”"),
        ("Wtorek, 2025-05-13", "„2025-05-13”"),
    ],
)
def test_what_people_write_instead(text: str, hint: str) -> None:
    with pytest.raises(TermError) as caught:
        parse_term(text)
    assert hint in caught.value.hint


@given(st.dates(date(1000, 1, 1)), st.dates(date(1000, 1, 1)))
def test_what_a_document_prints_can_be_read_back(one: date, other: date) -> None:
    start, end = min(one, other), max(one, other)
    assert parse_term(format_date(end)) == Period(end, end)
    assert parse_term(format_deadline(end, time(15))) == Period(None, end, None, time(15))
    assert parse_term(format_range(start, end)) == Period(start, end)


@given(st.text(alphabet="od 12 maja do9lipca2025-0 r.godz:", max_size=50))
def test_any_text_is_a_term_or_told(text: str) -> None:
    with contextlib.suppress(TermError):
        found = parse_term(text)
        if isinstance(found, Period) and found.start is not None:
            assert found.start <= found.end


# -- kinds of facts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tak/nie", TypeText("tak/nie")),
        ("tak/nie, domyślnie tak", TypeText("tak/nie", default=True)),
        ("tak/nie, domyślnie nie", TypeText("tak/nie", default=False)),
        ("liczba", TypeText("liczba")),
        ("liczba?", TypeText("liczba", optional=True)),
        ("liczba ?", TypeText("liczba", optional=True)),
        ("liczba całkowita od 1 do 9", TypeText("liczba", integer=True, low=Fraction(1), high=Fraction(9))),
        (
            "liczba od -2,5 do 10 km?",
            TypeText("liczba", optional=True, low=Fraction(-5, 2), high=Fraction(10), unit="km"),
        ),
        ("liczba km", TypeText("liczba", unit="km")),
        ("liczba m", TypeText("liczba", unit="m")),
        ("liczba min", TypeText("liczba", unit="min")),
        ("procent dla część_egzaminu", TypeText("procent", key="część_egzaminu")),
        ("stopień? dla przedmiot", TypeText("stopień", optional=True, key="przedmiot")),
        ("stopień dla przedmiot?", TypeText("stopień", optional=True, key="przedmiot")),
        ("zbiór przedmiot", TypeText("przedmiot", is_set=True)),
        (" przedmiot ", TypeText("przedmiot")),
    ],
)
def test_kinds(text: str, expected: TypeText) -> None:
    assert parse_type(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "liczba od 1",
        "liczba od 1 do",
        "liczba od 1.5 do 2",
        "liczba 5",
        "procent dla",
        "?",
        "liczba ?? x",
        "tak/nie domyślnie tak",
        "liczba parsek x",
        "x" * 201,
    ],
)
def test_what_is_no_kind(text: str) -> None:
    assert parse_type(text) is None
