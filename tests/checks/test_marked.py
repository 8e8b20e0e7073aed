"""Provisions that their author marks as contradictory or out of date (P147)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dsl.loading import codes, load_yaml

RULES = """
    kandydat: {wynik: liczba od 0 do 10}
    kryteria: {wynik: {punkty: wynik, stan: MARK}}
    kolejność: [{etap: suma, suma: [wynik]}]
    oddziały: {A: {miejsca: 30}}
"""


@pytest.mark.parametrize("mark", ["sprzeczne", "nieaktualne"])
def test_each_is_told_where_it_stands(mark: str) -> None:
    (found,) = load_yaml(RULES.replace("MARK", mark)).diagnostics
    assert (found.code, found.message.startswith("„wynik”: ten przepis oznaczono jako ")) == ("P147", True)
    assert found.location is not None
    assert found.location.line == 5


@pytest.mark.parametrize("mark", ["odczytanie", "przykładowe", "podane", "przemilczane", "powierzone"])
def test_other_states_are_no_fault_of_the_document(mark: str) -> None:
    assert codes(load_yaml(RULES.replace("MARK", mark))) == []


def test_a_deviation_is_told_as_one_and_a_base_is_not_told_again(tmp_path: Path) -> None:
    law = (
        "paragraf: 1\nprawo: P\nwydaje: minister\nkandydat: {a: tak/nie}\n"
        "kryteria: {a: {gdy: a, punkty: 2, stan: sprzeczne}}\n"
    )
    (tmp_path / "prawo.yaml").write_text(law, encoding="utf-8")
    school = """
        paragraf: 1
        regulamin: R
        wydaje: dyrektor
        opiera się na: [prawo]
        kryteria: {a: {punkty: 3, stan: nieaktualne}}
        kolejność: [{etap: suma, suma: [a]}]
        oddziały: {A: {miejsca: 30}}
    """
    assert codes(load_yaml(school, tmp_path)) == ["P046"]
    assert (
        codes(load_yaml(school.replace("kryteria: {a: {punkty: 3, stan: nieaktualne}}", "teksty: {}"), tmp_path)) == []
    )
