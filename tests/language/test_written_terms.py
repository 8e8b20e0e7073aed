"""Terms as people write them elsewhere: not read, but told how they are written here."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.emit.polish.terms import term_words
from dsl.syntax.terms import Period, TermError, parse_term
from polish.dates import MONTHS_GENITIVE
from tests.dsl.loading import SHORT_HEADER
from tests.dsl.test_fixes import every, mend, safe_only

MAY, JUNE = date(2027, 5, 17), date(2027, 6, 21)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("17.05.2027 - 21.06.2027, godz. 15", Period(MAY, JUNE, None, time(15))),
        ("17.05.2027-21.06.2027", Period(MAY, JUNE)),
        ("17.05-21.06.2027", Period(MAY, JUNE)),
        ("17.5 – 21.6.2027 r.", Period(MAY, JUNE)),
        ("od 17.05.2027 r. do 21.06.2027 r. do godziny 15:00", Period(MAY, JUNE, None, time(15))),
        ("2027-05-17 - 2027-06-21", Period(MAY, JUNE)),
        ("17 maja - 21 czerwca 2027 roku", Period(MAY, JUNE)),
        ("17-21 maja 2027", Period(MAY, date(2027, 5, 21))),
        ("17–21.05.2027", Period(MAY, date(2027, 5, 21))),
        ("17 V 2027 r.", Period(MAY, MAY)),
        ("17.05.2027r.", Period(MAY, MAY)),
        ("do 17.05.2027 godz. 15.00", Period(None, MAY, None, time(15))),
        ("17.05.2027 10:00", Period(MAY, MAY, None, time(10))),
    ],
)
def test_what_is_meant_is_proposed(text: str, meant: Period) -> None:
    with pytest.raises(TermError) as told:
        parse_term(text)
    assert parse_term(told.value.better) == meant
    assert told.value.better in told.value.hint


@pytest.mark.parametrize("text", ["15.30", "12.5 13.6", "17.05.27", "17/05/2027", "od 12 do 10.05.2027", "17.05"])
def test_what_can_be_meant_in_two_ways_is_not_guessed(text: str) -> None:
    with pytest.raises(TermError) as told:
        parse_term(text)
    assert not told.value.better


def test_a_day_that_is_not_in_the_calendar_is_named() -> None:
    with pytest.raises(TermError, match="Nie ma takiego dnia: 31 lutego 2027"):
        parse_term("31.02.2027")


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_pair_of_days_is_found_in_digits_too(one: date, other: date) -> None:
    first, last = sorted((one, other))
    with pytest.raises(TermError) as told:
        parse_term(f"{first:%d.%m.%Y} - {last:%d.%m.%Y}")
    assert parse_term(told.value.better) == Period(first, last)


def proposal(text: str) -> str:
    try:
        parse_term(text)
    except TermError as told:
        return told.better
    return ""


@given(st.text(alphabet="0123456789.-– :rodgz," + MONTHS_GENITIVE[4], max_size=40))
def test_a_proposal_is_always_readable(text: str) -> None:
    better = proposal(text)
    assert not better or parse_term(better) is not None


def test_the_proposal_is_a_fix_that_somebody_looks_at() -> None:
    text = SHORT_HEADER + "terminarz:\n  a: {czynność: złożenie wniosku, rekrutacyjne: 17.05.2027 - 21.06.2027}\n"
    assert not mend(text.removeprefix(SHORT_HEADER), safe_only).is_changed
    mended = mend(text.removeprefix(SHORT_HEADER), every)
    assert "rekrutacyjne: od 17 maja 2027 do 21 czerwca 2027}" in mended.text


def test_the_result_of_the_rules_is_offered_to_an_example() -> None:
    text = "kandydat: {e: liczba}\nkryteria: {a: e * 2}\noddziały: {A: {miejsca: 1}}\nprzykłady:\n  p: {dane: {e: 3}, "
    mended = mend(text + "oczekuj: {a: 5}}\n", every)
    assert "oczekuj: {a: 6}" in mended.text
    assert not mended.left


def test_at_an_hour_is_not_until_it() -> None:
    at, until = (parse_term(f"14 lipca 2026 {word} godz. 10:00") for word in ("o", "do"))
    assert at == until  # the same for whoever counts
    assert term_words(at) == "14 lipca 2026 r. o godz. 10.00"
    assert term_words(until) == "14 lipca 2026 r. do godz. 10.00"
