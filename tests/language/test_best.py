"""The best values of a list, and sums and means of them. Expected points are worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dsl.loading import codes, load_yaml, regulation
from tests.language.scoring import score

GRADES = """
    pojęcia:
      przedmiot: [polski, fizyka, chemia, historia]
      stopień: {celujący: 6, bardzo_dobry: 5, dobry: 4, dostateczny: 3}
    kandydat:
      oceny: stopień? dla przedmiot
      wyniki: procent dla przedmiot
      zdawane: zbiór przedmiot
    tabele:
      za_ocenę: {wiersze: {celujący: 10, bardzo_dobry: 7,5, dobry: 5, dostateczny: 2,5, brak: 0}}
    kryteria:
"""
END = """
    kolejność: [{etap: punkty, suma: [a]}]
    oddziały: {A: {miejsca: 1}}
"""
OCENY = {"polski": 6, "fizyka": 3, "historia": 5}


def total(formula: str, **row: Any) -> str:
    found = score(regulation(f"{GRADES}      a: {formula}\n{END}"), **row)
    assert found.missing == ()
    return str(found.total)


@pytest.mark.parametrize(
    ("formula", "points"),
    [
        ("suma(najwyższe(2; za_ocenę[oceny[p]] dla p z przedmiot))", "35/2"),
        ("suma(najniższe(2; za_ocenę[oceny[p]] dla p z przedmiot))", "5/2"),
        ("suma(za_ocenę[o] dla o z najwyższe(2; oceny[p] dla p z przedmiot))", "35/2"),
        ("suma(za_ocenę[o] dla o z najwyższe(9; oceny[p] dla p z przedmiot))", "20"),
        ("średnia(najwyższe(3; za_ocenę[oceny[p]] dla p z przedmiot gdy p ≠ polski)) gdy brak 0", "10/3"),
        ("liczba(najwyższe(2; oceny[p] dla p z przedmiot gdy oceny[p] jest podane))", "2"),
        ("suma(najwyższe(2; 0,5; 1,5; 0,25))", "2"),
        ("najniższa(najwyższe(2; 0,5; 1,5; 0,25)) gdy brak 0", "1/2"),
        ("suma(x * x dla x z (0,5; 1,5))", "5/2"),
    ],
)
def test_best(formula: str, points: str) -> None:
    assert total(formula, oceny=OCENY) == points


def test_best_of_nothing_is_nothing() -> None:
    assert total("suma(najwyższe(2; oceny_liczb dla oceny_liczb z najwyższe(1; 0)))", oceny=OCENY) == "0"
    assert total("suma(za_ocenę[o] dla o z najwyższe(2; oceny[p] dla p z zdawane))", oceny=OCENY) == "0"


@pytest.mark.parametrize(
    "formula",
    [
        "suma(najwyższe(0; 1; 2))",
        "suma(najwyższe(1,5; 1; 2))",
        "suma(najwyższe(2))",
        "suma(najwyższe(oceny[p] dla p z przedmiot))",
    ],
)
def test_how_many_must_be_said(formula: str) -> None:
    assert codes(load_yaml(f"{GRADES}      a: {formula}\n{END}")) == ["P066"]
