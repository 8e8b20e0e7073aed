"""Years of birth and ages against the school year; words about an age against the formula."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.checks.law.ages import OLDEST, YOUNGEST
from tests.dsl.loading import codes, load_yaml, regulation
from tests.language.scoring import score

TEXT = """
    rok szkolny: 2026/2027
    kandydat:
      urodzenie: {typ: data, nazwa: data urodzenia}
      wydano: {typ: data, nazwa: data wydania opinii}
      lat: liczba
    definicje: {rok_dziecka: rok(urodzenie)}
    kryteria:
      wiek: {nazwa: NAME, gdy: FORMULA, punkty: 1}
      reszta: jeżeli wydano < 2000-01-01 i lat > 50 to 1 inaczej 0
    kolejność: [{etap: suma, suma: [wiek, reszta]}]
    oddziały: {A: {miejsca: 1}}
"""


def ages(formula: str, name: str = "wiek dziecka") -> int:
    return codes(load_yaml(TEXT.replace("FORMULA", formula).replace("NAME", name))).count("P131")


@pytest.mark.parametrize(
    ("formula", "count"),
    [
        ("rok(urodzenie) = 2020", 0),
        ("rok(urodzenie) ≤ 2024", 0),
        ("rok(urodzenie) ≤ 2025", 1),
        ("2028 > rok(urodzenie)", 1),
        ("rok_dziecka = 1998", 1),
        ("rok_dziecka w (2020; 2021; 2026)", 1),
        ("rok_dziecka od 2001 do 2030", 1),
        ("urodzenie ≥ 2020-01-01 i urodzenie ≤ 2026-12-31", 1),
        ("rok(wydano) = 2026", 0),
        ("rok(rok_szkolny.od) - rok(urodzenie) = 6", 0),
        ("pełne_lata(urodzenie; rok_szkolny.od) ≥ 18", 0),
        ("pełne_lata(urodzenie; rok_szkolny.od) ≥ 180", 1),
        ("pełne_lata(urodzenie; 2026-12-31) ≥ 3", 0),
        ("pełne_lata(urodzenie; 2025-09-01) ≥ 3", 1),
        ("pełne_miesiące(urodzenie; 2025-09-01) ≥ 30", 1),
        ("dni(wydano; 2025-09-01) ≤ 30", 0),
        ("lat ≥ 2026", 0),
    ],
)
def test_numbers(formula: str, count: int) -> None:
    assert ages(formula) == count


@pytest.mark.parametrize(
    ("name", "formula", "count"),
    [
        ("dziecko 6-letnie", "rok(urodzenie) = 2020", 0),
        ("dziecko 6-letnie", "rok(urodzenie) = 2019", 1),
        ("dzieci sześcioletnie", "rok_dziecka = 2019", 1),
        ("sześciolatki", "urodzenie od 2020-01-01 do 2020-12-31", 0),
        ("sześciolatki", "urodzenie od 2019-01-01 do 2019-12-31", 1),
        ("dziecko w wieku 5 lat", "rok_dziecka = 2020", 1),
        ("dzieci 3-letnie i 4-letnie", "rok_dziecka w (2022; 2023)", 0),
        ("kończy co najmniej 3 lata", "rok_dziecka ≤ 2023", 0),
        ("kończy co najmniej 3 lata", "rok_dziecka ≤ 2022", 1),
        ("ma ukończone trzy lata", "2024 > rok_dziecka", 0),
        ("ma ukończone trzy lata", "2023 > rok_dziecka", 0),  # four or more, if it is meant so
        ("ma ukończone trzy lata", "2022 > rok_dziecka", 1),
        ("ukończyło 5 lat", "pełne_lata(urodzenie; rok_szkolny.od) ≥ 5", 0),
        ("ukończyło 5 lat", "pełne_lata(urodzenie; rok_szkolny.od) ≥ 6", 1),
        ("sześciolatek albo dziecko odroczone", "rok_dziecka < 2020 i lat > 0 lub rok_dziecka = 2020", 0),
        ("trzyletni okres oczekiwania", "lat = 2019", 0),
    ],
)
def test_words(name: str, formula: str, count: int) -> None:
    assert ages(formula, f'"{name}"') == count


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("data urodzenia", 1),
        ("data urodzenia dziecka", 1),
        ("data urodzenia rodzeństwa", 0),
        ("kiedy urodził się brat albo siostra", 0),
        ("data urodzenia matki", 0),
    ],
)
def test_only_the_birth_of_the_candidate_counts(name: str, count: int) -> None:
    text = TEXT.replace("nazwa: data urodzenia}", f"nazwa: {name}}}").replace("FORMULA", "urodzenie >= 2025-01-01")
    assert codes(load_yaml(text.replace("NAME", "młodsze dziecko"))).count("P131") == count


@given(year=st.integers(1950, 2060))
@settings(max_examples=40)
def test_a_year_is_told_of_just_when_nobody_of_a_possible_age_was_born_in_it(year: int) -> None:
    """Counted by the evaluator: who meets the rule is of the age that the message is about."""
    formula = f"rok(urodzenie) = {year}"
    found = regulation(TEXT.replace("FORMULA", formula).replace("NAME", "wiek"))
    born = date(year, 5, 5).isoformat()
    result = score(found, urodzenie=born, wydano="2026-05-05", lat=1)
    assert result.total == 1
    assert (ages(formula) == 0) is (YOUNGEST <= 2026 - year <= OLDEST)


@pytest.mark.parametrize("formula", ["pełne_lata(rok_szkolny.od; urodzenie) >= 6", "dni(2026-09-01; urodzenie) > 100"])
def test_dates_that_stand_the_other_way_round(formula: str) -> None:
    (found,) = [one for one in load_yaml(TEXT.replace("FORMULA", formula)).diagnostics if one.code == "P131"]
    ((edit,),) = [fix.edits for fix in found.fixes]
    mended = formula.replace(edit.span.text, edit.text)
    assert "(urodzenie; " in mended
    assert "ujemny" in found.message
    assert not [one for one in load_yaml(TEXT.replace("FORMULA", mended)).diagnostics if "ujemny" in one.message]


@pytest.mark.parametrize(
    "formula",
    ["dni(rok_szkolny.od; wydano) > 100", "pełne_lata(urodzenie; wydano) > 2", "pełne_lata(wydano; urodzenie) > 2"],
)
def test_other_dates_may_come_later(formula: str) -> None:
    assert not [one for one in load_yaml(TEXT.replace("FORMULA", formula)).diagnostics if "ujemny" in one.message]
