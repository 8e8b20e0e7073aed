"""The timetable: order of its steps, free days, time to verify, dates against terms in days; near misses are silent."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dsl.diagnostics import Severity
from polish.dates import format_date
from polish.holidays import is_working_day, working_day_from
from tests.dsl.loading import codes, load_yaml

SOUND = {
    "deklaracje": "od 23 do 27 lutego 2026",
    "wnioski": "od 11 maja do 8 lipca 2026 do godz. 15:00",
    "uzupełnienie wniosku": "od 26 czerwca do 8 lipca 2026",
    "weryfikacja wniosków": "do 14 lipca 2026",
    "lista zakwalifikowanych": "16 lipca 2026 do godz. 12:00",
    "potwierdzenie woli": "od 16 lipca 2026 od godz. 12:00 do 20 lipca 2026 do godz. 15:00",
    "lista przyjętych": "21 lipca 2026",
    "wniosek o uzasadnienie": "do 24 lipca 2026",
}


def said(events: dict[str, str], later: dict[str, str] | None = None, more: str = "") -> list[str]:
    rows = []
    for name, term in events.items():
        supplementary = f", uzupełniające: {later[name]}" if later and name in later else ""
        rows.append(f"  {name}: {{czynność: czynność, rekrutacyjne: {term}{supplementary}}}")
    return codes(load_yaml("rok szkolny: 2026/2027\nterminarz:\n" + "\n".join(rows) + "\n" + more))


def test_a_sound_timetable_is_passed_over() -> None:
    later = {
        "wnioski": "od 22 do 29 lipca 2026",
        "lista zakwalifikowanych": "5 sierpnia 2026",
        "potwierdzenie woli": "do 7 sierpnia 2026",
        "lista przyjętych": "10 sierpnia 2026",
        "wniosek o uzasadnienie": "do 13 sierpnia 2026",
    }
    assert said(SOUND, later) == []


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("deklaracje", "od 4 do 11 maja 2026"),
        ("wnioski", "od 11 maja do 8 września 2026"),
        ("uzupełnienie wniosku", "do 8 maja 2026"),
        ("weryfikacja wniosków", "do 7 lipca 2026"),
        ("lista zakwalifikowanych", "13 lipca 2026"),
        ("potwierdzenie woli", "od 15 do 20 lipca 2026"),
        ("potwierdzenie woli", "do 15 lipca 2026"),
        ("lista przyjętych", "20 lipca 2026 o godz. 14:00"),
        ("wniosek o uzasadnienie", "do 20 lipca 2026"),
    ],
)
def test_one_wrong_date_is_told_once(name: str, term: str) -> None:
    assert said({**SOUND, name: term}) == ["P127"]


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("lista zakwalifikowanych", "14 lipca 2026"),  # the day on which the verification ends
        ("lista przyjętych", "20 lipca 2026"),  # no hour: in the afternoon
        ("potwierdzenie woli", "od 16 do 20 lipca 2026"),
        ("uzupełnienie wniosku", "do 10 czerwca 2026"),  # before the applications end, but not before they begin
        ("wnioski do klas dwujęzycznych", "do 27 maja 2026"),  # words that say it is something else
        ("lista zakwalifikowanych do sprawdzianu", "3 czerwca 2026"),
        ("egzamin", "od 11 do 13 maja 2026"),
        ("sprawdzian", "6 czerwca 2026"),  # a Saturday: tests are held on one
    ],
)
def test_near_misses(name: str, term: str) -> None:
    assert said({**SOUND, name: term}) == []


def test_two_events_of_one_step_are_compared_with_nothing() -> None:
    events = {
        "wnioski": "do 8 lipca 2026",
        "składanie wniosków": "do 27 maja 2026",
        "lista przyjętych": "1 czerwca 2026",
    }
    assert said(events) == []


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ({"wnioski": "od 20 do 29 lipca 2026"}, ["P127"]),  # before the list of the admitted
        ({"wnioski": "od 21 do 29 lipca 2026"}, []),
        ({"lista przyjętych": "20 lipca 2026"}, ["P127"]),
    ],
)
def test_the_supplementary_procedure_is_later(later: dict[str, str], expected: list[str]) -> None:
    assert said(SOUND, later) == expected


def test_what_the_file_calls_a_reading_is_noted() -> None:
    text = """
        rok szkolny: 2026/2027
        terminarz:
          wnioski: {czynność: c, rekrutacyjne: do 8 lipca 2026}
          lista przyjętych: {czynność: c, rekrutacyjne: {wartość: 7 lipca 2026, stan: odczytanie}}
    """
    (one,) = load_yaml(text).diagnostics
    assert (one.code, one.severity) == ("P127", Severity.NOTE)


@pytest.mark.parametrize(
    ("name", "term", "expected"),
    [
        ("lista przyjętych", "12 lipca 2026", [Severity.WARNING]),  # Sunday
        ("lista przyjętych", "3 maja 2026", [Severity.WARNING]),  # a holiday on a Sunday
        ("lista przyjętych", "11 lipca 2026", [Severity.NOTE]),  # Saturday
        ("lista przyjętych", "10 lipca 2026", []),
        ("ferie", "od 18 do 31 stycznia 2026", []),  # until a Saturday, from a Sunday
        ("ferie", "od 19 stycznia do 1 lutego 2026", [Severity.WARNING]),
    ],
)
def test_free_days(name: str, term: str, expected: list[Severity]) -> None:
    loaded = load_yaml(f"rok szkolny: 2026/2027\nterminarz: {{{name}: {{czynność: c, rekrutacyjne: {term}}}}}\n")
    assert [one.severity for one in loaded.diagnostics] == expected
    assert all(one.code == "P128" for one in loaded.diagnostics)


@pytest.mark.parametrize(
    ("name", "term", "expected"),
    [
        ("weryfikacja wniosków", "do 8 lipca 2026", ["P129"]),
        ("weryfikacja wniosków", "do 9 lipca 2026", []),
        ("lista zakwalifikowanych", "9 lipca 2026", ["P129"]),
        ("lista zakwalifikowanych", "10 lipca 2026", []),
    ],
)
def test_time_to_verify(name: str, term: str, expected: list[str]) -> None:
    assert said({"wnioski": "od 11 maja do 8 lipca 2026", name: term}) == expected


def test_a_weekend_is_no_time_to_verify() -> None:
    assert said({"wnioski": "do 10 lipca 2026", "lista zakwalifikowanych": "13 lipca 2026"}) == ["P129"]


APPEALS = "odwołania: {wniosek o uzasadnienie: {treść: wniosek, termin: TERM}}\n"


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("3 dni od terminarz.lista_przyjętych", []),
        ("3 dni od podania do wiadomości list przyjętych i nieprzyjętych", []),
        ("7 dni od ogłoszenia listy przyjętych", ["P130"]),
        ("2 dni od ogłoszenia listy przyjętych", ["P130"]),
        ("7 dni od doręczenia decyzji", []),  # no event of the timetable
        ("7 dni od ogłoszenia list przyjętych i zakwalifikowanych", []),  # which of the two is not known
    ],
)
def test_dates_against_terms_in_days(term: str, expected: list[str]) -> None:
    assert said(SOUND, more=APPEALS.replace("TERM", term)) == expected


def test_a_term_cut_short_is_a_warning_a_longer_one_a_note() -> None:
    def severity(day: str) -> Severity:
        events = f"""
            rok szkolny: 2026/2027
            terminarz:
              lista przyjętych: {{czynność: c, rekrutacyjne: 21 sierpnia 2026}}
              wniosek o uzasadnienie: {{czynność: c, rekrutacyjne: {day}}}
            odwołania: {{wniosek o uzasadnienie: {{treść: w, termin: 3 dni od terminarz.lista_przyjętych}}}}
        """
        (one,) = load_yaml(events).diagnostics
        assert ("dni robocze" in one.hint) is (day == "do 26 sierpnia 2026")
        return one.severity

    assert severity("do 21 sierpnia 2026") is Severity.WARNING
    assert severity("do 25 sierpnia 2026") is Severity.NOTE
    assert severity("do 26 sierpnia 2026") is Severity.NOTE  # Friday and three working days


@pytest.mark.parametrize("first", [1, 2, 1900, 9998])
def test_any_year_has_a_calendar(first: int) -> None:
    text = f"""
        rok szkolny: {first:04}/{first + 1:04}
        obowiązuje: {{do: {first:04}-12-31}}
        terminarz:
          wnioski: {{czynność: c, rekrutacyjne: do 30 grudnia {first:04}}}
          lista przyjętych: {{czynność: c, rekrutacyjne: 31 grudnia {first:04}}}
          wniosek o uzasadnienie: {{czynność: c, rekrutacyjne: 31 grudnia {first:04}}}
        odwołania: {{wniosek o uzasadnienie: {{treść: w, termin: DAYS dni od terminarz.lista_przyjętych}}}}
        oddziały: {{A: {{miejsca: 1}}}}
    """
    assert ("P130" in codes(load_yaml(text.replace("DAYS", "366")))) is (first < 9998)
    assert "P130" not in codes(load_yaml(text.replace("DAYS", "9999")))


STEPS = [name for name in SOUND if name not in ("uzupełnienie wniosku", "deklaracje")]


@given(gaps=st.lists(st.integers(2, 9), min_size=len(STEPS), max_size=len(STEPS)), moved=st.integers(0, 5))
@settings(max_examples=60)
def test_what_follows_in_order_is_right_and_what_is_swapped_is_not(gaps: list[int], moved: int) -> None:
    """Working days at least two working days apart; then one of them is moved before the first."""
    days = [date(2026, 5, 4)]
    for gap in gaps[1:]:
        days.append(working_day_from(working_day_from(days[-1] + timedelta(days=1)) + timedelta(days=gap - 1)))
    assert all(one < other and is_working_day(other) for one, other in pairwise(days))
    terms = {name: f"do {format_date(day)}" for name, day in zip(STEPS, days, strict=True)}
    assert said(terms) == []
    assume(moved)
    assert said({**terms, STEPS[moved]: "do 28 kwietnia 2026"}) == ["P127"]
