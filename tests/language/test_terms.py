"""Terms in days, with the free days of Poland; every date is looked up in the calendar."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest

from dsl.emit.terms import last_day
from dsl.model.regulation import Counting
from dsl.syntax.terms import RelativeTerm, parse_term
from tests.dsl.loading import codes, load_yaml, regulation


def term(text: str) -> RelativeTerm:
    found = parse_term(text)
    assert isinstance(found, RelativeTerm)
    return found


@pytest.mark.parametrize(
    ("text", "event", "moved", "plain"),
    [
        ("3 dni od doręczenia", date(2026, 7, 20), date(2026, 7, 23), date(2026, 7, 23)),  # Monday to Thursday
        ("3 dni od doręczenia", date(2026, 7, 22), date(2026, 7, 27), date(2026, 7, 25)),  # Saturday to Monday
        ("3 dni po doręczeniu", date(2026, 8, 12), date(2026, 8, 17), date(2026, 8, 15)),  # Assumption, a Saturday
        ("7 dni od listy", date(2026, 4, 27), date(2026, 5, 4), date(2026, 5, 4)),  # past 1 and 3 May
        ("4 dni od listy", date(2026, 4, 27), date(2026, 5, 4), date(2026, 5, 1)),  # Friday 1 May, 2, 3 May
        ("7 dni przed terminarz.wnioski", date(2026, 3, 2), date(2026, 2, 23), date(2026, 2, 23)),
        ("2 dni przed terminarz.wnioski", date(2026, 3, 2), date(2026, 2, 28), date(2026, 2, 28)),  # a Saturday stays
    ],
)
def test_the_last_day(text: str, event: date, moved: date, plain: date) -> None:
    assert last_day(term(text), event, Counting.MOVED) == moved
    assert last_day(term(text), event, Counting.CALENDAR) == plain


def test_how_terms_are_counted_is_a_choice_of_the_file() -> None:
    assert regulation("organ: {nazwa: Miasto Dębowo}\n").counting is Counting.MOVED
    found = regulation("liczenie terminów: dni kalendarzowe\norgan: {nazwa: Miasto Dębowo}\n")
    assert (found.counting, found.governing_body) == (Counting.CALENDAR, "Miasto Dębowo")
    assert codes(load_yaml("liczenie terminów: jakoś\n")) == ["P034"]


ON_A_LAW = """
    rok szkolny: 2026/2027
    opiera się na: [prawo/ponadpodstawowe-2025]
    szkoła: {nazwa: Liceum w Dębowie, typ: liceum}
    TIMETABLE
    oddziały: {A: {rodzaj: ogólnodostępny, miejsca: 30, przedmioty punktowane: [fizyka, chemia]}}
"""


@pytest.mark.parametrize(
    ("timetable", "missing", "line"),
    [
        ("", ["uzupełnienie wniosku", "wnioski"], 5),
        ("terminarz: {wnioski: {rekrutacyjne: od 11 maja do 23 czerwca 2026}}", ["uzupełnienie wniosku"], 7),
        (
            "terminarz: {wnioski: {rekrutacyjne: od 11 maja do 23 czerwca 2026}, "
            "uzupełnienie wniosku: {rekrutacyjne: od 24 czerwca do 10 lipca 2026}}",
            [],
            7,
        ),
    ],
)
def test_what_a_shipped_law_needs_is_told_in_the_file_itself(timetable: str, missing: list[str], line: int) -> None:
    text = "paragraf: 1\nregulamin: Regulamin\nwydaje: dyrektor\n" + dedent(ON_A_LAW).lstrip()
    found = [one for one in load_yaml(text.replace("TIMETABLE", timetable)).diagnostics if one.code == "P058"]
    assert [one.message.split("„")[1].split("”")[0] for one in found] == missing
    assert all(one.location is not None and one.location.line == line for one in found)
    assert all(one.related[0].where.source.shipped for one in found)


def test_a_claim_about_the_total_is_kept() -> None:
    text = "kryteria: {a: 1}\nrazem: {kryteria: [a], wyznacza kolejność: CLAIM}\noddziały: {A: {miejsca: 1}}\n"
    assert regulation(text.replace("CLAIM", "tak")).branches["A"].rules.total_sets_order is not None
    assert regulation(text.replace("CLAIM", "nie")).branches["A"].rules.total_sets_order is None
    assert codes(load_yaml(text.replace("CLAIM", "chyba"))) == ["P034"]
