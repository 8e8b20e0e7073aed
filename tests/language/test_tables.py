"""Tables: by name and by range, with units, the rest and what is missing. Expected points are worked out by hand."""

from __future__ import annotations

import pytest

from tests.dsl.loading import codes, load_yaml, regulation
from tests.language.scoring import score

RUN = """
    kandydat:
      bieg: liczba s?
      skoki: liczba całkowita od 0 do 1000?
    tabele:
      za_bieg:
        wiersze:
          do 12,5 s: 6
          od 12,5 do 13 s: 5
          poniżej 13,25 s: 4,5
          pozostałe: 1
          brak: 0
      za_skoki: {wiersze: {0: 0, 1: 2, od 2 do 4: 3,5, powyżej 4: 5, brak: 0}}
    kryteria:
      bieg: za_bieg[bieg]
      skoki: za_skoki[skoki]
    kolejność: [{etap: punkty, suma: [bieg, skoki]}]
    oddziały: {A: {miejsca: 1}}
"""


@pytest.mark.parametrize(
    ("seconds", "points"),
    [("11", 6), ("12,5", 6), ("12,51", 5), ("13", 5), ("13,1", "4,5"), ("13,24", "4,5"), ("13,25", 1), ("40", 1)],
)
def test_rows_by_range_are_read_from_the_top(seconds: str, points: object) -> None:
    found = score(regulation(RUN), bieg=seconds, skoki=0)
    assert str(found.criteria["bieg"]) == str(points).replace("4,5", "9/2")


@pytest.mark.parametrize(("jumps", "points"), [(0, "0"), (1, "2"), (2, "7/2"), (4, "7/2"), (5, "5"), (999, "5")])
def test_single_numbers_and_open_ranges(jumps: int, points: str) -> None:
    assert str(score(regulation(RUN), bieg="12", skoki=jumps).criteria["skoki"]) == points


def test_what_is_missing_has_its_row() -> None:
    assert score(regulation(RUN)).total == 0


def test_the_rest_of_a_table_by_name() -> None:
    text = """
        pojęcia: {dyscyplina: [bieg, skok, rzut]}
        kandydat: {sport: dyscyplina}
        tabele: {za_sport: {wiersze: {bieg: 3, pozostałe: 1}}}
        kryteria: {sport: 'za_sport[sport]'}
        kolejność: [{etap: punkty, suma: [sport]}]
        oddziały: {A: {miejsca: 1}}
    """
    found = regulation(text)
    assert [score(found, sport=one).total for one in ("bieg", "skok", "rzut")] == [3, 1, 1]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("{do 12 s: 6, od 12 do 13 min: 5, brak: 0}", "P037"),
        ("{do 12 s: 6, długo: 5, brak: 0}", "P037"),
        ("{od 13 do 12 s: 6, brak: 0}", "P037"),
        ("{do 12 min: 6, brak: 0}", "P062"),
        ("{do 12 s: 6}", "P064"),
    ],
)
def test_rows_that_mean_nothing(rows: str, code: str) -> None:
    text = f"kandydat: {{bieg: 'liczba s?'}}\ntabele: {{t: {{wiersze: {rows}}}}}\nkryteria: {{a: 't[bieg]'}}\n"
    assert codes(load_yaml(text)) == [code]


@pytest.mark.parametrize(
    ("row", "wanted", "safe"),
    [
        ("do 10.5 s", "do 10,5 s", True),
        ("od 10.25 do 12.5 s", "od 10,25 do 12,5 s", True),
        ("10–12", "od 10 do 12", False),
        ("10-15 s", "od 10 do 15 s", False),
        ("< 12 s", "poniżej 12 s", False),
        ("od 3 s do 5 min", "", False),
        ("od 3 s do 5", "", False),
        ("do dwunastu 12", None, False),
    ],
)
@pytest.mark.parametrize("other", ["", "do 9 s: 5, "])
def test_a_row_meant_as_a_range(row: str, wanted: str | None, safe: bool, other: str) -> None:
    text = f"kandydat: {{bieg: 'liczba s'}}\ntabele: {{t: {{wiersze: {{{other}{row}: 6, brak: 0}}}}}}\n"
    (found,) = load_yaml(text).diagnostics
    if wanted is None and not other:
        assert found.code == "P050"  # nothing like a number begins it: a table by name
        return
    assert (found.code, found.message) == ("P037", f"Tego przedziału nie rozumiem: „{row}”.")
    assert [(edit.text, fix.safe) for fix in found.fixes for edit in fix.edits] == ([(wanted, safe)] if wanted else [])


def test_the_unit_may_stand_at_both_ends() -> None:
    text = """
        kandydat: {bieg: liczba s, udział: procent, wiek: liczba lat}
        tabele:
          a: {wiersze: {od 10 s do 12 s: 6, od 12,01 do 14 s: 3}}
          b: {wiersze: {do 49%: 1, od 50% do 100%: 10}}
          c: {wiersze: {od 3 lata do 4 lata: 2, od 5 do 7 lat: 5, 1 rok: 1}}
        kryteria: {a: 'a[bieg]', b: 'b[udział]', c: 'c[wiek]'}
        kolejność: [{etap: punkty, suma: [a, b, c]}]
        oddziały: {A: {miejsca: 1}}
    """
    found = regulation(text)
    assert [score(found, bieg=x, udział=y, wiek=z).total for x, y, z in ((10, 49, 3), (13, 50, 7), (9, 0, 1))] == [
        9,
        18,
        2,
    ]


def test_members_that_look_like_numbers_are_members() -> None:
    text = "pojęcia: {klasa: [1a, 2b]}\nkandydat: {k: klasa}\ntabele: {t: {wiersze: {1a: 1, 2b: 2}}}\n"
    text += "kryteria: {a: 't[k]'}\n"
    assert not load_yaml(text).diagnostics


def test_a_decimal_comma_in_the_name_of_a_row() -> None:
    text = """
        kandydat: {x: liczba}
        tabele: {t: {wiersze: {do 12,5: 6, od 12,5 do 13,25: 3,5, pozostałe: 0}}}
        kryteria: {a: 't[x]'}
        kolejność: [{etap: punkty, suma: [a]}]
        oddziały: {A: {miejsca: 1}}
    """
    found = regulation(text)
    assert [str(score(found, x=x).total) for x in ("12,5", "13,25", "13,26")] == ["6", "7/2", "0"]
