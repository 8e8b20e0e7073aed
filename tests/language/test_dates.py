"""Dates, moments, ages and windows. Every expectation is counted by hand from the calendar."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dsl.loading import codes, load_yaml, regulation
from tests.language.scoring import score

TEXT = """
    rok szkolny: 2026/2027
    kandydat:
      urodzony: data
      złożono: czas?
    terminarz:
      wnioski: {czynność: złożenie wniosku, rekrutacyjne: od 12 maja 2026 od godz. 8:00 do 15 maja 2026 do godz. 15:00}
      urodzenia: {czynność: urodzenie, termin: od 1 stycznia 2019 do 31 grudnia 2019}
    kryteria:
      a: FORMULA
    kolejność: [{etap: punkty, suma: [a]}, {etap: wcześniej złożony, rosnąco: urodzony}]
    oddziały: {A: {miejsca: 1}}
"""


def total(formula: str, **row: Any) -> str:
    return str(score(regulation(TEXT.replace("FORMULA", formula)), **{"urodzony": "2012-02-29", **row}).total)


@pytest.mark.parametrize(
    ("formula", "points"),
    [
        ("pełne_lata(urodzony; rok_szkolny.od)", "14"),
        ("pełne_lata(urodzony; 2026-02-28)", "14"),
        ("pełne_lata(urodzony; 2026-02-27)", "13"),
        ("pełne_miesiące(urodzony; rok_szkolny.od)", "174"),
        ("dni(rok_szkolny.od; rok_szkolny.do)", "364"),
        ("rok(rok_szkolny.od) - rok(urodzony)", "14"),
        ("jeżeli urodzony < rok_szkolny.od to 1 inaczej 0", "1"),
    ],
)
def test_ages_and_the_school_year(formula: str, points: str) -> None:
    assert total(formula) == points


@pytest.mark.parametrize(
    ("moment", "points"),
    [
        ("2026-05-12 07:59", "0"),
        ("2026-05-12 08:00", "1"),
        ("2026-05-13 00:00", "1"),
        ("2026-05-15T15:00:00", "1"),
        ("2026-05-15 15:00:01", "0"),
    ],
)
def test_a_window_with_hours(moment: str, points: str) -> None:
    formula = "jeżeli złożono jest podane i złożono w terminarz.wnioski to 1 inaczej 0"
    assert total(formula, złożono=moment) == points


@pytest.mark.parametrize(("born", "points"), [("2018-12-31", "0"), ("2019-01-01", "1"), ("2019-12-31", "1")])
def test_a_window_of_days(born: str, points: str) -> None:
    assert total("jeżeli urodzony w terminarz.urodzenia to 1 inaczej 0", urodzony=born) == points


@pytest.mark.parametrize(
    ("day", "points"), [("2026-05-20", "1"), ("2026-05-21", "0"), ("2026-08-01", "10"), ("2026-08-06", "0")]
)
def test_the_supplementary_recruitment_has_terms_of_its_own(day: str, points: str) -> None:
    terms = "rekrutacyjne: do 20 maja 2026, uzupełniające: od 1 do 5 sierpnia 2026"
    text = TEXT.replace("urodzenia: {", f"zmiana: {{czynność: zmiana, {terms}}}\n      urodzenia: {{")
    formula = (
        "(jeżeli urodzony w terminarz.zmiana.rekrutacyjne to 1 inaczej 0)"
        " + (jeżeli urodzony w terminarz.zmiana.uzupełniające to 10 inaczej 0)"
    )
    assert str(score(regulation(text.replace("FORMULA", formula)), urodzony=day).total) == points


def test_an_earlier_moment_is_better() -> None:
    text = TEXT.replace("FORMULA", "0").replace("rosnąco: urodzony", "rosnąco: złożono").replace("czas?", "czas")
    found = [
        score(regulation(text), urodzony="2012-01-01", złożono=f"2026-05-12 {hour}").order[1]
        for hour in ("08:00", "08:01")
    ]
    assert found[0].rank is not None
    assert found[1].rank is not None
    assert found[0].rank - found[1].rank == 60


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("jeżeli urodzony = złożono to 1 inaczej 0", "P062"),
        ("dni(urodzony; rok_szkolny.początek)", "P060"),
        ("rok(złożono gdy brak 2026-01-01)", "P062"),
    ],
)
def test_dates_and_moments_are_not_mixed(formula: str, code: str) -> None:
    assert codes(load_yaml(TEXT.replace("FORMULA", formula))) == [code]


def test_a_formula_needs_the_school_year_only_where_somebody_is_counted() -> None:
    law = "kandydat: {u: data}\nkryteria: {a: 'dni(u; rok_szkolny.od)'}\n"
    assert codes(load_yaml(law)) == []
    assert codes(load_yaml(law + "oddziały: {A: {miejsca: 1}}\n")) == ["P035"]


@pytest.mark.parametrize("year", ["2026", "2026/2028", "2026-2027", "rok/nowy"])
def test_a_school_year_is_two_years(year: str) -> None:
    assert codes(load_yaml(f"rok szkolny: {year}\n")) == ["P034"]
