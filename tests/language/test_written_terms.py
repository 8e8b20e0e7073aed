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
        ("12.05-20.06.2027 r. do 15:00", Period(date(2027, 5, 12), date(2027, 6, 20), None, time(15))),
        ("7 maja – 9 lipca 2027 r. (do godz. 15.00)", Period(date(2027, 5, 7), date(2027, 7, 9), None, time(15))),
        ("od 17 do 17 maja 2027 do 15.30", Period(MAY, MAY, None, time(15, 30))),
        ("17/05/2027", Period(MAY, MAY)),
        ("17.V.2027", Period(MAY, MAY)),
        ("17maja2027", Period(MAY, MAY)),
        ("17-go maj 2027", Period(MAY, MAY)),
        ("17 maj. - 21 czerw. 2027", Period(MAY, JUNE)),
        ("20 wrzesnia – 1 pazdziernika 2027", Period(date(2027, 9, 20), date(2027, 10, 1))),
        ("OD 17 MAJA DO 21 CZERWCA 2027", Period(MAY, JUNE)),
        ("17 maja do 21 czerwca 2027", Period(MAY, JUNE)),
        ("Od dnia 17 maja, do dnia 21 czerwca 2027 r. włącznie", Period(MAY, JUNE)),
        ("17 i 18 maja 2027", Period(MAY, date(2027, 5, 18))),
        ("17 maja 2027 w godz. 8.00–15.00", Period(MAY, MAY, time(8), time(15))),
        ("17.05 godz. 8:00 - 21.06.2027 godz. 15", Period(MAY, JUNE, time(8), time(15))),
    ],
)
def test_what_can_be_meant_in_one_way_is_sure(text: str, meant: Period) -> None:
    with pytest.raises(TermError) as told:
        parse_term(text)
    assert told.value.is_sure
    assert parse_term(told.value.better) == meant
    assert told.value.better in told.value.hint


@pytest.mark.parametrize(
    ("text", "meant", "why"),
    [
        ("17.05.27", Period(MAY, MAY), "czterema cyframi"),
        ("od 17 V do 21 VI 27", Period(MAY, JUNE), "czterema cyframi"),
        ("17 maja '27 r.", Period(MAY, MAY), "czterema cyframi"),
        ("04/08/2027 do 06/08/2027", Period(date(2027, 8, 4), date(2027, 8, 6)), "która liczba jest dniem"),
        ("04-08-2027", Period(date(2027, 8, 4), date(2027, 8, 4)), "która liczba jest dniem"),
        ("17 maia 2027", Period(MAY, MAY), "„maia”"),
        ("17.05.2027 10:00", Period(MAY, MAY, None, time(10)), "„o godz.” czy „do godz.”"),
        ("17 maja 2027, 10.00", Period(MAY, MAY, None, time(10)), "„o godz.” czy „do godz.”"),
        ("17.05.2027 - 21.06", Period(MAY, JUNE), "brakuje roku"),
        ("od 17.05 do 21.06", Period(MAY, JUNE), "brakuje roku"),
    ],
)
def test_what_is_doubtful_is_only_proposed(text: str, meant: Period, why: str) -> None:
    with pytest.raises(TermError, match=why) as told:
        parse_term(text, 2027)
    assert not told.value.is_sure
    assert parse_term(told.value.better) == meant
    assert told.value.better in told.value.hint


@pytest.mark.parametrize(
    "text", ["15.30", "17.05.2027 21.06", "12.5 13.6", "od 12 do 10.05.2027", "17.05", "12 i 15 maja 2027", "maj 2027"]
)
def test_what_can_be_meant_in_two_ways_is_not_guessed(text: str) -> None:
    with pytest.raises(TermError) as told:
        parse_term(text)
    assert not told.value.better


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("koniec maja 2027", "„koniec”"),
        ("do ustalenia", "„ustalenia”"),
        ("maj 2027", "Nie ma tu dnia miesiąca"),
        ("17.13.2027", "17.13.2027"),
        ("od 17.05.2027", "nie ma końca"),
    ],
)
def test_what_is_wrong_is_said(text: str, told: str) -> None:
    with pytest.raises(TermError, match=told):
        parse_term(text)


def test_the_example_is_of_the_year_that_the_dates_are_of() -> None:
    with pytest.raises(TermError) as told:
        parse_term("kiedyś", 2031)
    assert "9 lipca 2031" in told.value.hint


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


def test_a_year_that_is_left_out_is_proposed_by_the_school_year() -> None:
    text = "rok szkolny: 2031/2032\nterminarz:\n  a: {czynność: złożenie wniosku, rekrutacyjne: 17.05 - 21.06}\n"
    assert "rekrutacyjne: od 17 maja do 21 czerwca 2031}" in mend(text, every).text


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
