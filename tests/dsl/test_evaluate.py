"""What a regulation gives one candidate: every construct of the language with results counted by hand.

Each result is asked of the explaining evaluator and of the emitted Python, which must say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.emit.evaluate import evaluate
from dsl.emit.python.backend import compile_regulation
from dsl.emit.runtime import days_between, full_months, full_years, round_half_up
from dsl.model.regulation import Regulation
from dsl.model.result import BranchResult
from tests.dsl.loading import regulation

BRANCH = "\noddziały: {A: {miejsca: 1}}\n"


def result(text: str | Regulation, facts: Mapping[str, Any] | None = None, **pair: Any) -> BranchResult:
    found = regulation(text + BRANCH) if isinstance(text, str) else text
    branch = next(iter(found.branches.values()))
    explained = evaluate(found, branch, facts or {}, pair)
    assert compile_regulation(found).evaluate(branch, facts or {}, pair) == explained
    return explained


FACTS = """
pojęcia:
  przedmiot: {polski: polskiego, fizyka: fizyki, chemia: chemii, muzyka: muzyki}
  ścisłe: {spośród: przedmiot, wartości: [fizyka, chemia]}
  stopień: {celujący: 6, dobry: 4, słaby: 2}
kandydat:
  n: liczba
  m: liczba?
  k: liczba całkowita od 1 do 9
  wynik: procent dla przedmiot
  ocena: stopień? dla przedmiot
  stopień_próbny: stopień
  ulubiony: przedmiot?
  zbiór: zbiór przedmiot
  zgoda: tak/nie
  zaliczony: tak/nie dla przedmiot
  obecny: tak/nie, domyślnie tak
  dzień: data
  koniec: data
  dzień_próbny: data?
  opis: tekst
  uwagi: tekst?
  biegi: {lista: {nazwa: tekst, szczebel: stopień, czas: liczba, miejsce: liczba?, finał: tak/nie}}
tabele:
  za_ocenę: {wiersze: {celujący: 10, dobry: 4,5, brak: 0,5}}
"""


def points(formula: str, **facts: Any) -> Any:
    """The points of one criterion with this formula; a text instead when a fact is missing."""
    found = result(f'{FACTS}\nkryteria: {{x: "{formula}"}}\nkolejność: [{{etap: e, suma: [x]}}]', facts)
    return found.criteria["x"] if found.is_complete else f"brak: {', '.join(found.missing)}"


def truth(formula: str, **facts: Any) -> Any:
    found = points(f"jeżeli {formula} to 1 inaczej 0", **facts)
    return found if isinstance(found, str) else bool(found)


def criterion(body: str, **facts: Any) -> Any:
    """The points of one criterion counted in this way."""
    text = f"{FACTS}\nkryteria:\n  x: {body}\nkolejność: [{{etap: e, suma: [x]}}]"
    found = result(text, facts)
    return found.criteria["x"] if found.is_complete else f"brak: {', '.join(found.missing)}"


# -- numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("10 - 4 - 3", 3),
        ("-2 * 3", -6),
        ("7 / 2", Fraction(7, 2)),
        ("1 / 3 + 1 / 3 + 1 / 3", 1),
        ("2 / 3 * 3", 2),
        ("0,1 + 0,2", Fraction(3, 10)),
        ("0,35 * 75%", Fraction(105, 4)),
        ("100% / 8", Fraction(25, 2)),
        ("zaokrąglij(2,5)", 3),
        ("zaokrąglij(-2,5)", -3),
        ("zaokrąglij(2,4999)", 2),
        ("zaokrąglij(-2,4999)", -2),
        ("zaokrąglij(1,005; 2)", Fraction(101, 100)),
        ("zaokrąglij(2 / 3; 2)", Fraction(67, 100)),
        ("zaokrąglij(-1 / 3; 2)", Fraction(-33, 100)),
        ("zaokrąglij(1,995; 2)", 2),
        ("w_górę(2,01)", 3),
        ("w_górę(-2,9)", -2),
        ("w_górę(3)", 3),
        ("w_dół(2,99)", 2),
        ("w_dół(-2,1)", -3),
        ("najwyższa(1; 7; 3)", 7),
        ("najniższa(1; 7; 3)", 1),
        ("suma(1; 2,5; 3)", Fraction(13, 2)),
        ("średnia(1; 2; 2)", Fraction(5, 3)),
        ("liczba(1; 2; 2)", 3),
    ],
)
def test_numbers_are_exact(formula: str, expected: Fraction) -> None:
    found = points(formula)
    assert found == expected
    assert isinstance(found, int) == (Fraction(expected).denominator == 1)


@given(st.integers(-(10**6), 10**6), st.integers(1, 1000), st.integers(0, 4))
def test_rounding_is_to_the_nearest_and_a_half_goes_from_zero(top: int, bottom: int, digits: int) -> None:
    value = Fraction(top, bottom)
    rounded = Fraction(round_half_up(value, digits))
    step = Fraction(1, 10**digits)
    assert (rounded / step).denominator == 1
    assert abs(rounded - value) <= step / 2
    if abs(rounded - value) == step / 2:
        assert abs(rounded) > abs(value)


def test_thirds_add_up_over_criteria() -> None:
    text = "kryteria: {a: 1 / 3, b: 1 / 3, c: 1 / 3}\nkolejność: [{etap: e, suma: [a, b, c]}]"
    found = result(text)
    assert found.criteria == {"a": Fraction(1, 3), "b": Fraction(1, 3), "c": Fraction(1, 3)}
    assert found.total == 1
    assert found.order[0].rank == 1


# -- logic and comparing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("2 < 3", True),
        ("3 < 3", False),
        ("3 ≤ 3", True),
        ("3 > 3", False),
        ("3 >= 3", True),
        ("1 / 3 = 2 / 6", True),
        ("3 ≠ 3", False),
        ("3 od 3 do 5", True),
        ("5 od 3 do 5", True),
        ("5,001 od 3 do 5", False),
        ("2,999 od 3 do 5", False),
        ("nie tak", False),
        ("tak i nie lub tak", True),
        ("nie lub nie", False),
        ("2025-09-01 < 2025-09-02", True),
        ("2025-09-01 od 2025-09-01 do 2025-09-01", True),
        ("3 w (1; 2; 3)", True),
        ("3 nie w (1; 2)", True),
    ],
)
def test_comparisons(formula: str, expected: bool) -> None:
    assert truth(formula) is expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("stopień_próbny > dobry", True),
        ("stopień_próbny ≥ celujący", True),
        ("stopień_próbny < celujący", False),
        ("stopień_próbny od słaby do dobry", False),
        ("stopień_próbny = celujący", True),
        ("dobry < stopień_próbny", True),
        ("stopień_próbny w (dobry; celujący)", True),
        ("najniższa(stopień_próbny; dobry) = dobry", True),
    ],
)
def test_members_with_numbers_have_an_order(formula: str, expected: bool) -> None:
    """By the number of `pojęcia` (6 > 4), not by the order of writing (in which „celujący” comes first)."""
    assert truth(formula, stopień_próbny="celujący") is expected


@pytest.mark.parametrize("text", ["Bieg Jesienny", "bieg jesienny", "  BIEG \t jesienny ", "Bieg\njesienny"])
def test_texts_are_alike_whatever_their_case_and_spaces(text: str) -> None:
    for formula in ("opis = „bieg  Jesienny”", "opis w („inny”; „BIEG JESIENNY ”)", "nie opis ≠ „bieg jesienny”"):
        assert truth(formula, opis=text) is True
    assert truth("opis = „bieg jesienny 2”", opis=text) is False
    assert truth("opis w („bieg”; „jesienny”)", opis=text) is False


def test_letters_with_marks_are_other_letters() -> None:
    assert truth("opis = „żółw”", opis="ŻÓŁW") is True
    assert truth("opis = „zolw”", opis="żółw") is False


def test_the_right_side_is_not_reached_without_need() -> None:
    """A fact that no rule reaches is not required."""
    assert truth("zgoda i n > 5") is False
    assert truth("obecny lub n > 5") is True
    assert truth("obecny i n > 5") == "brak: n"
    assert points("jeżeli zgoda to n inaczej 2") == 2
    assert points("jeżeli zgoda to n inaczej 2", zgoda=True) == "brak: n"


# -- what is not given ------------------------------------------------------------------------------------------------


def test_claims_not_given_are_no_and_empty() -> None:
    assert truth("zgoda") is False
    assert truth("obecny") is True
    assert truth("obecny", obecny=False) is False
    assert truth("fizyka w zbiór") is False
    assert truth("zaliczony.fizyka", zaliczony={"chemia": True}) is False
    assert truth("zaliczony.chemia", zaliczony={"chemia": True}) is True
    assert truth("zaliczony.chemia") is False
    assert points("liczba(biegi)") == 0
    assert points("liczba(zbiór)") == 0


def test_facts_not_given_are_missing_not_zero() -> None:
    assert points("n + 1") == "brak: n"
    assert points("wynik.fizyka", wynik={"polski": 5}) == "brak: wynik.fizyka"
    assert points("rok(dzień)") == "brak: dzień"
    assert truth("opis = „x”") == "brak: opis"


def test_an_optional_fact_is_handled_where_it_matters() -> None:
    assert points("m gdy brak 7") == 7
    assert points("m gdy brak 7", m=0) == 0
    assert points("jeżeli m jest podane to m * 2 inaczej -1") == -1
    assert points("jeżeli m jest podane to m * 2 inaczej -1", m=3) == 6
    assert points("jeżeli m nie jest podane to 5 inaczej m", m=3) == 3


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("m = 0", False),
        ("m ≠ 0", True),
        ("ulubiony = fizyka", False),
        ("ulubiony ≠ fizyka", True),
        ("ulubiony w (fizyka; chemia)", False),
        ("ulubiony nie w (fizyka; chemia)", True),
        ("uwagi = „x”", False),
        ("uwagi w („x”; „y”)", False),
        ("ocena.fizyka = dobry", False),
        ("dzień_próbny = 2025-01-01", False),
        ("ulubiony jest podane", False),
        ("zbiór jest podane", False),
        ("biegi jest podane", False),
        ("wynik.fizyka jest podane", False),
        ("n jest podane", False),
    ],
)
def test_nothing_equals_what_is_missing(formula: str, expected: bool) -> None:
    assert truth(formula) is expected


def test_two_missing_values_are_not_equal() -> None:
    assert truth("ocena.fizyka = ocena.chemia") is False
    assert truth("ocena.fizyka ≠ ocena.chemia") is True


def test_the_first_missing_fact_of_a_formula_is_named() -> None:
    assert points("n + k") == "brak: n"
    assert points("n + k", n=1) == "brak: k"


# -- tables -----------------------------------------------------------------------------------------------------------


def test_tables() -> None:
    grades = {"fizyka": "celujący", "chemia": "dobry", "muzyka": "słaby"}
    assert points("za_ocenę[ocena.fizyka]", ocena=grades) == 10
    assert points("za_ocenę[ocena.chemia]", ocena=grades) == Fraction(9, 2)
    assert points("za_ocenę[ocena.muzyka]", ocena=grades) == 0  # no such row
    assert points("za_ocenę[ocena.polski]", ocena=grades) == Fraction(1, 2)  # the row „brak”
    assert points("za_ocenę[dobry]") == Fraction(9, 2)
    assert points("za_ocenę[stopień_próbny]") == "brak: stopień_próbny"


def test_an_item_by_a_fact() -> None:
    assert points("wynik[ulubiony gdy brak polski]", wynik={"polski": 30, "chemia": 70}, ulubiony="chemia") == 70
    assert points("wynik[ulubiony gdy brak polski]", wynik={"polski": 30, "chemia": 70}) == 30


# -- over collections -------------------------------------------------------------------------------------------------

RESULTS = {"polski": 10, "fizyka": 40, "chemia": 70}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("suma(wynik[p] dla p z ścisłe)", 110),
        ("najwyższa(wynik[p] dla p z ścisłe) gdy brak 0", 70),
        ("najniższa(wynik[p] dla p z (polski; chemia)) gdy brak 0", 10),
        ("średnia(wynik[p] dla p z (polski; fizyka; chemia)) gdy brak 0", 40),
        ("liczba(p dla p z (polski; fizyka; chemia) gdy wynik[p] ≥ 40)", 2),
        ("suma(wynik[p] dla p z (polski; fizyka; chemia) gdy wynik[p] > 100)", 0),
        ("liczba(przedmiot)", 4),
        ("liczba(p dla p z przedmiot gdy p w ścisłe)", 2),
        ("liczba(p dla p z (polski; fizyka) + zbiór)", 3),
        ("suma(wynik[p] dla p z zbiór)", 110),
        ("jeżeli któryś(wynik[p] > 60 dla p z ścisłe) to 1 inaczej 0", 1),
        ("jeżeli każdy(wynik[p] > 60 dla p z ścisłe) to 1 inaczej 0", 0),
    ],
)
def test_aggregates(formula: str, expected: int) -> None:
    assert points(formula, wynik=RESULTS, zbiór=frozenset({"chemia", "fizyka"})) == expected


def test_aggregates_of_nothing() -> None:
    assert points("suma(b.czas dla b z biegi)") == 0
    assert points("liczba(b dla b z biegi)") == 0
    assert points("(najwyższa(b.czas dla b z biegi) gdy brak -1)") == -1
    assert points("(najniższa(b.czas dla b z biegi) gdy brak -1)") == -1
    assert points("(średnia(b.czas dla b z biegi) gdy brak -1)") == -1
    assert truth("któryś(b.czas > 0 dla b z biegi)") is False
    assert truth("każdy(b.czas > 0 dla b z biegi)") is True


def test_aggregates_skip_what_may_be_missing_and_ask_for_what_may_not() -> None:
    races: tuple[dict[str, int], ...] = ({"miejsce": 3, "czas": 9}, {"czas": 8}, {"miejsce": 1})
    assert points("suma(b.miejsce dla b z biegi)", biegi=races) == 4
    assert points("średnia(b.miejsce dla b z biegi) gdy brak 0", biegi=races) == 2
    assert points("liczba(b.miejsce dla b z biegi)", biegi=races) == 2
    assert points("suma(b.czas dla b z biegi)", biegi=races) == "brak: biegi.czas"


def test_claims_inside_a_list() -> None:
    races = ({"finał": True, "czas": 9}, {"finał": False, "czas": 8}, {"czas": 7})
    assert points("liczba(b dla b z biegi gdy b.finał)", biegi=races) == 1
    assert points("suma(b.czas dla b z biegi gdy nie b.finał)", biegi=races) == 15


def test_some_and_every_stop_when_it_is_settled() -> None:
    races: tuple[dict[str, int], ...] = ({"czas": 9}, {})
    assert truth("któryś(b.czas > 5 dla b z biegi)", biegi=races) is True
    assert truth("każdy(b.czas > 10 dla b z biegi)", biegi=races) is False
    assert truth("któryś(b.czas > 10 dla b z biegi)", biegi=races) == "brak: biegi.czas"


def test_the_best_of_members_is_by_their_numbers() -> None:
    races = ({"szczebel": "słaby"}, {"szczebel": "celujący"}, {"szczebel": "dobry"})
    assert truth("najwyższa(b.szczebel dla b z biegi) = celujący", biegi=races) is True
    assert truth("najniższa(b.szczebel dla b z biegi) = słaby", biegi=races) is True
    assert points("za_ocenę[najwyższa(b.szczebel dla b z biegi)]", biegi=races) == 10


# -- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "years", "months", "days"),
    [
        ("2010-09-01", "2025-09-01", 15, 180, 5479),
        ("2010-09-02", "2025-09-01", 14, 179, 5478),
        ("2012-02-29", "2025-02-28", 13, 156, 4748),
        ("2012-02-29", "2025-02-27", 12, 155, 4747),
        ("2012-02-29", "2024-02-28", 11, 143, 4382),
        ("2012-02-29", "2024-02-29", 12, 144, 4383),
        ("2025-01-31", "2025-02-28", 0, 1, 28),
        ("2025-01-31", "2025-03-30", 0, 1, 58),
        ("2025-01-31", "2025-04-30", 0, 3, 89),
        ("2025-05-05", "2025-05-05", 0, 0, 0),
        ("0001-01-01", "9999-12-31", 9998, 119987, 3652058),
        ("9999-12-31", "9999-12-31", 0, 0, 0),
        ("9998-12-31", "9999-12-31", 1, 12, 365),
    ],
)
def test_terms(start: str, end: str, years: int, months: int, days: int) -> None:
    facts = {"dzień": date.fromisoformat(start), "koniec": date.fromisoformat(end)}
    assert points("pełne_lata(dzień; koniec)", **facts) == years
    assert points("pełne_miesiące(dzień; koniec)", **facts) == months
    assert points("dni(dzień; koniec)", **facts) == days


def test_days_backwards() -> None:
    assert points("dni(2025-03-01; 2025-02-28)") == -1
    assert points("rok(2025-12-31) - rok(2010-01-01)") == 15


@given(st.dates(), st.dates())
def test_a_later_day_never_makes_anybody_younger(start: date, end: date) -> None:
    start, end = min(start, end), max(start, end)
    assert full_years(start, end) == full_months(start, end) // 12
    assert 0 <= full_months(start, end) * 28 <= days_between(start, end)
    if end < date.max:
        following = date.fromordinal(end.toordinal() + 1)
        assert full_months(start, following) - full_months(start, end) in (0, 1)


def test_a_date_within_a_term_of_the_timetable() -> None:
    text = """
        kandydat: {dzień: data}
        terminarz:
          wnioski: {czynność: składanie, termin: od 12 maja do 9 lipca 2025 do godz. 15:00}
          wyniki: {czynność: wyniki, termin: do 16 lipca 2025}
        kryteria:
          a: jeżeli dzień w terminarz.wnioski to 1 inaczej 0
          b: jeżeli dzień w terminarz.wyniki to 1 inaczej 0
        kolejność: [{etap: e, suma: [a, b]}]
        oddziały: {A: {miejsca: 1}}
    """
    found = regulation(text)
    for day, a, b in (("05-11", 0, 1), ("05-12", 1, 1), ("07-09", 1, 1), ("07-10", 0, 1), ("07-17", 0, 0)):
        assert result(found, {"dzień": date.fromisoformat(f"2025-{day}")}).criteria == {"a": a, "b": b}


# -- four ways to count -----------------------------------------------------------------------------------------------


def test_points_with_a_condition() -> None:
    assert criterion("{gdy: n > 5, punkty: n * 2}", n=6) == 12
    assert criterion("{gdy: n > 5, punkty: n * 2}", n=5) == 0
    assert criterion("{gdy: zgoda, punkty: n}") == 0
    assert criterion("{gdy: zgoda, punkty: n}", zgoda=True) == "brak: n"


ROWS = "{wiersze: [{gdy: n > 10, punkty: 3}, {gdy: n > 5, punkty: 2}, {gdy: n > 5, punkty: 9}, {punkty: 0,5}]}"


@pytest.mark.parametrize(("n", "expected"), [(11, 3), (10, 2), (6, 2), (5, Fraction(1, 2))])
def test_the_first_true_row_counts(n: int, expected: Fraction) -> None:
    assert criterion(ROWS, n=n) == expected


def test_no_row_gives_nothing() -> None:
    assert criterion("{wiersze: [{gdy: n > 10, punkty: 3}]}", n=1) == 0
    assert criterion("{gdy: zgoda, wiersze: [{gdy: n > 10, punkty: 3}, {punkty: 9}]}", n=1) == 0


def test_rows_ask_only_for_what_comes_first() -> None:
    rows = "{wiersze: [{gdy: zgoda, punkty: 1}, {gdy: n > 1, punkty: 2}]}"
    assert criterion(rows, zgoda=True) == 1
    assert criterion(rows) == "brak: n"


def test_components_add_up_and_each_names_what_it_lacks() -> None:
    parts = "{składniki: {a: n * 2, b: {gdy: zgoda, punkty: 100}, c: {składniki: {d: 1, e: 0,5}, najwyżej: 1}}}"
    assert criterion(parts, n=3) == 7
    assert criterion(parts, n=3, zgoda=True) == 107
    assert criterion("{składniki: {a: n, b: k, c: 1}}") == "brak: n, k"
    assert criterion("{gdy: zgoda, składniki: {a: n, b: k}}") == 0


def test_for_each_with_points() -> None:
    body = "{za każde: p z (polski; fizyka) + zbiór, punkty: 'za_ocenę[ocena[p]]'}"
    facts = {"ocena": {"polski": "dobry", "chemia": "celujący"}, "zbiór": frozenset({"fizyka", "chemia"})}
    assert criterion(body, **facts) == Fraction(9, 2) + Fraction(1, 2) + 10
    assert criterion("{za każde: b z biegi, punkty: b.czas / 3}", biegi=({"czas": 1}, {"czas": 2})) == 1
    assert criterion("{za każde: b z biegi, punkty: b.czas}") == 0


EACH = """
    za każde: b z biegi
    wiersze:
      - {gdy: b.szczebel = celujący, punkty: 7, dwa lub więcej: 10}
      - {gdy: b.szczebel = dobry, punkty: b.czas}
"""


def race(level: str, name: str = "", time: int = 1) -> dict[str, Any]:
    return {"nazwa": name or level, "szczebel": level, "czas": time}


@pytest.mark.parametrize(
    ("races", "expected"),
    [
        ([], 0),
        ([race("celujący")], 7),
        ([race("celujący"), race("celujący")], 10),
        ([race("celujący")] * 5, 10),
        ([race("celujący"), race("dobry", time=3), race("celujący"), race("dobry", time=4), race("słaby")], 17),
        ([race("dobry", time=3)] * 4, 12),
        ([race("słaby")] * 9, 0),
    ],
)
def test_two_or_more(races: list[dict[str, Any]], expected: int) -> None:
    assert criterion(EACH.replace("\n", "\n  "), biegi=tuple(races)) == expected


# -- at most ----------------------------------------------------------------------------------------------------------


def test_at_most_cuts_and_claims_do_not() -> None:
    assert criterion("{punkty: n, najwyżej: 18}", n=17) == 17
    assert criterion("{punkty: n, najwyżej: 18}", n=19) == 18
    assert criterion("{punkty: n, najwyżej: k * 2}", n=19, k=3) == 6
    assert criterion("{punkty: n, najwyżej: bez limitu}", n=19) == 19
    assert criterion("{punkty: n, maks: 18, stan: sprzeczne}", n=19) == 19
    assert criterion("{punkty: n, najwyżej: 18}", n=-5) == -5
    assert criterion("{punkty: n, najwyżej: k}", n=5) == "brak: k"


def test_a_cut_part_and_a_cut_whole() -> None:
    body = "{składniki: {a: {punkty: 9, najwyżej: 4}, b: {punkty: 9, najwyżej: 5,5}}, najwyżej: 9}"
    assert criterion(body) == 9


# -- counted once -----------------------------------------------------------------------------------------------------

ONCE = """
    za każde: b z biegi
    jednorazowo: [nazwa]
    wiersze:
      - {gdy: b.szczebel = celujący, punkty: 7, dwa lub więcej: 10}
      - {gdy: b.szczebel = dobry, punkty: 3}
"""


@pytest.mark.parametrize(
    ("races", "expected"),
    [
        ([race("celujący", "x"), race("dobry", "x")], 7),
        ([race("dobry", "x"), race("celujący", "x")], 7),
        ([race("dobry", "x"), race("dobry", "y")], 6),
        ([race("celujący", "x"), race("celujący", " X ")], 7),
        ([race("celujący", "Bieg jesienny"), race("celujący", "bieg  JESIENNY")], 7),
        ([race("celujący", "x"), race("celujący", "y"), race("dobry", "y")], 10),
        ([race("dobry", "x"), race("słaby", "x"), race("słaby", "y")], 3),
    ],
)
def test_of_the_same_ones_the_best_counts(races: list[dict[str, Any]], expected: int) -> None:
    assert criterion(ONCE.replace("\n", "\n  "), biegi=tuple(races)) == expected


def test_the_same_by_several_fields_and_by_a_claim() -> None:
    body = "{za każde: b z biegi, jednorazowo: [nazwa, finał], punkty: b.czas}"
    one = {"nazwa": "x", "czas": 2, "szczebel": "dobry"}
    assert criterion(body, biegi=(one, {**one, "czas": 5})) == 5
    assert criterion(body, biegi=(one, {**one, "czas": 5, "finał": True})) == 7
    assert criterion(body, biegi=(one, {**one, "czas": 5, "finał": False})) == 5  # not said: no


def test_an_optional_field_not_given_is_the_same_as_not_given() -> None:
    body = "{za każde: b z biegi, jednorazowo: [nazwa, miejsce], punkty: b.czas}"
    one = {"nazwa": "x", "czas": 2}
    assert criterion(body, biegi=(one, {**one, "czas": 5})) == 5
    assert criterion(body, biegi=(one, {**one, "czas": 5, "miejsce": 1})) == 7


UNCLEAR = "{za każde: b z biegi, jednorazowo: [nazwa, szczebel], punkty: b.czas}"


@pytest.mark.parametrize(
    ("races", "expected"),
    [
        ([{"czas": 5}], 5),
        ([{"czas": 5, "nazwa": "x"}], 5),
        ([{"czas": 5}, {"czas": 4}], "brak: biegi.nazwa"),
        ([{"czas": 5, "nazwa": "x"}, {"czas": 4, "nazwa": "x"}], "brak: biegi.szczebel"),
        ([{"czas": 5, "nazwa": "x"}, {"czas": 4, "nazwa": "y"}], 9),
        ([{"czas": 5, "szczebel": "dobry"}, {"czas": 4, "nazwa": "x", "szczebel": "słaby"}], 9),
        ([{"czas": 5, "szczebel": "dobry"}, {"czas": 4, "nazwa": "x", "szczebel": "dobry"}], "brak: biegi.nazwa"),
    ],
)
def test_a_missing_field_matters_only_where_two_may_be_the_same(races: list[dict[str, Any]], expected: Any) -> None:
    assert criterion(UNCLEAR, biegi=tuple(races)) == expected


def test_of_two_unclear_elements_the_first_is_asked_about() -> None:
    level, name = {"czas": 5, "szczebel": "dobry"}, {"czas": 4, "nazwa": "x"}
    assert criterion(UNCLEAR, biegi=(level, name)) == "brak: biegi.nazwa"
    assert criterion(UNCLEAR, biegi=(name, level)) == "brak: biegi.szczebel"


def test_elements_that_hit_no_row_are_never_unclear() -> None:
    races = ({"szczebel": "słaby"}, {"szczebel": "celujący", "nazwa": "x"})
    assert criterion(ONCE.replace("\n", "\n  "), biegi=races) == 7


# -- criteria of criteria, definitions --------------------------------------------------------------------------------


CHAIN = """
kandydat: {n: liczba}
definicje: {podwójne: n * 2, połowa: podwójne / 4}
kryteria:
  a: {składniki: {p: podwójne, q: 1}}
  b: punkty.a.p - punkty.a + połowa
  poza: punkty.razem * 100
kolejność: [{etap: e, suma: [a, b]}]
"""


def test_definitions_and_points_of_others() -> None:
    found = result(CHAIN, {"n": 5})
    assert found.criteria == {"a": 11, "b": Fraction(3, 2)}
    assert found.total == Fraction(25, 2)


def test_what_a_criterion_lacks_its_followers_lack() -> None:
    text = "kandydat: {n: liczba}\nkryteria: {a: n, b: punkty.a + 1, c: 5}\nkolejność: [{etap: e, suma: [a, b, c]}]"
    found = result(text)
    assert found.criteria == {"a": None, "b": None, "c": 5}
    assert found.missing == ("n",)
    assert found.total is None
    assert found.order[0].value is None


# -- what counts, and the total ---------------------------------------------------------------------------------------


def test_only_what_the_order_or_the_total_reaches_is_counted() -> None:
    text = "kandydat: {n: liczba}\nkryteria: {a: 1, b: n, c: 3}\nkolejność: [{etap: e, suma: [a]}]"
    assert result(text).criteria == {"a": 1}
    assert result(text).is_complete
    wider = result(text + "\nrazem: {kryteria: [a, c]}")
    assert wider.criteria == {"a": 1, "c": 3}
    assert wider.total == 4
    assert wider.order[0].value == 1


def test_the_total_is_all_that_the_stages_add_up_once() -> None:
    text = "kryteria: {a: 1, b: 20, c: 300}\nkolejność: [{etap: x, suma: [a, b]}, {etap: y, suma: [b]}]"
    found = result(text)
    assert found.total == 21
    assert [one.value for one in found.order] == [21, 20]


# -- conditions -------------------------------------------------------------------------------------------------------

CONDITIONS = """
kandydat: {a: tak/nie, b: tak/nie, n: liczba, k: liczba}
kryteria: {p: k}
warunki:
  pierwszy: {wymaga: n > 5, treść: n większe niż 5}
  drugi: {gdy: a, wymaga: k > 5, chyba że: b, treść: k większe niż 5}
  trzeci: {wymaga: punkty.p ≥ 2, treść: próg punktów}
  później: {wymaga: b, sprawdzane przy: potwierdzenie woli, treść: oryginał}
"""


@pytest.mark.parametrize(
    ("facts", "eligible", "unmet", "missing"),
    [
        ({"n": 6, "k": 6, "a": True}, True, "", ()),
        ({"n": 6, "k": 3, "a": True}, False, "drugi", ()),
        ({"n": 6, "k": 3, "a": True, "b": True}, True, "", ()),
        ({"n": 6, "k": 3}, True, "", ()),
        ({"n": 6, "k": 1}, False, "trzeci", ()),
        ({"n": 5, "k": 1, "a": True}, False, "pierwszy", ()),
        ({"n": 6, "a": True}, None, "", ("k",)),
        ({"n": 6}, None, "", ("k",)),
        ({"k": 1}, False, "trzeci", ("n",)),
        ({"k": 9}, None, "", ("n",)),
        ({}, None, "", ("n", "k")),
        ({"n": 5}, False, "pierwszy", ()),
    ],
)
def test_conditions(facts: dict[str, Any], eligible: bool | None, unmet: str, missing: tuple[str, ...]) -> None:
    """An unmet condition comes before missing data; what is checked later does not hold anybody back."""
    found = result(CONDITIONS, facts)
    assert (found.eligible, found.unmet) == (eligible, unmet)
    assert found.missing == missing


def test_the_reason_is_the_text_of_the_condition() -> None:
    assert result(CONDITIONS, {"n": 6, "k": 3, "a": True}).reason == "k większe niż 5"
    assert result(CONDITIONS, {"n": 6, "k": 3}).reason == ""


# -- order ------------------------------------------------------------------------------------------------------------

ORDER = """
kandydat: {a: tak/nie, n: liczba, m: liczba?, dzień: data}
wybór: {test: liczba od 0 do 100?}
kryteria: {x: n, y: 0,5}
kolejność:
  - {etap: laureaci, pierwszeństwo: a, ponad limit: tak}
  - {etap: suma, suma: [x, y]}
  - {etap: test, malejąco: wybór.test gdy brak 0}
  - {etap: mniejsze, rosnąco: m gdy brak 100}
  - {etap: starsi, rosnąco: dzień}
  - {etap: młodsi, malejąco: dzień}
  - {etap: życzenie, rosnąco: wybór.pozycja}
  - {etap: los, losowanie: tak}
  - {etap: komisja, decyzja komisji: tak}
"""


def test_every_kind_of_stage() -> None:
    day = date(2010, 5, 6)
    found = result(ORDER, {"n": 3, "a": True, "m": 2, "dzień": day}, test=55, pozycja=2, los=17, decyzja=4)
    assert [(one.stage, one.value) for one in found.order] == [
        ("laureaci", True),
        ("suma", Fraction(7, 2)),
        ("test", 55),
        ("mniejsze", 2),
        ("starsi", day),
        ("młodsi", day),
        ("życzenie", 2),
        ("los", 17),
        ("komisja", 4),
    ]
    ordinal = day.toordinal()
    ranks = [one.rank for one in found.order]
    assert ranks == [1, Fraction(7, 2), 55, -2, -ordinal, ordinal, -2, -17, -4]


def test_who_stands_higher_has_the_greater_rank() -> None:
    older, younger = date(2009, 1, 1), date(2011, 1, 1)

    def ranks(**facts: Any) -> dict[str, Any]:
        pair = {"pozycja": 1, "los": facts.pop("los", 1)}
        found = result(ORDER, {"n": 1, "dzień": older, **facts}, **pair)
        return {one.stage: one.rank for one in found.order}

    assert ranks(a=True)["laureaci"] > ranks(a=False)["laureaci"]
    assert ranks(n=2)["suma"] > ranks(n=1)["suma"]
    assert ranks(m=1)["mniejsze"] > ranks(m=2)["mniejsze"] > ranks()["mniejsze"]
    assert ranks(dzień=older)["starsi"] > ranks(dzień=younger)["starsi"]
    assert ranks(dzień=younger)["młodsi"] > ranks(dzień=older)["młodsi"]
    assert ranks(los=1)["los"] > ranks(los=2)["los"]


def test_what_a_stage_lacks() -> None:
    found = result(ORDER, {"n": 1}, pozycja=1)
    assert found.missing == ("dzień",)
    values = {one.stage: (one.value, one.rank) for one in found.order}
    assert values["starsi"] == (None, None)
    assert values["los"] == (None, None)  # no lot is no missing fact: the tie stays
    assert found.total == Fraction(3, 2)  # the sum lacks nothing
    assert not found.is_complete


# -- facts of a branch ------------------------------------------------------------------------------------------------


def test_facts_of_a_branch_and_its_own_rules() -> None:
    text = """
        pojęcia: {przedmiot: [polski, fizyka, chemia]}
        kandydat: {wynik: procent dla przedmiot}
        oddział: {punktowane: zbiór przedmiot, sportowy: tak/nie, próg: liczba}
        kryteria:
          x: {za każde: p z (polski; fizyka) + oddział.punktowane, punkty: "wynik[p]"}
          y: jeżeli oddział.sportowy to 1 inaczej 0
        warunki: {próg: {wymaga: punkty.x > oddział.próg, treść: próg}}
        kolejność: [{etap: e, suma: [x, y]}]
        oddziały:
          A: {miejsca: 1, punktowane: [chemia, fizyka], próg: 60}
          B: {miejsca: 1, punktowane: [fizyka], sportowy: tak, próg: 2,5, kryteria: {y: 9}}
    """
    found = regulation(text)
    facts = {"wynik": {"polski": 10, "fizyka": 20, "chemia": 30}}
    a, b = (evaluate(found, branch, facts) for branch in found.branches.values())
    assert (a.criteria, a.eligible) == ({"x": 60, "y": 0}, False)
    assert (b.criteria, b.eligible) == ({"x": 30, "y": 9}, True)
    program = compile_regulation(found)
    assert [program.evaluate(branch, facts, {}) for branch in found.branches.values()] == [a, b]
