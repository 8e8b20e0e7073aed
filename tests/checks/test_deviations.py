"""A value of a higher rank changed openly: told once, where it is changed, with what the higher rank stands on."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsl.diagnostics import Diagnostic
from tests.dsl.loading import SHORT_HEADER, load_yaml

LAW = """paragraf: 1
prawo: Prawo
wydaje: minister
kandydat: {a: liczba od 0 do 5, b: tak/nie}
kryteria:
  k: {podstawa: ustawa_o_czymś art. 3, punkty: {wartość: 2 * a, podstawa: ustawa_o_czymś art. 4}}
  m: {punkty: a}
kolejność:
  - etap: suma
    suma: [k, m]
  - etap: potem
    nazwa: kto później
    podstawa: ustawa_o_czymś art. 7 ust. 2
    pierwszeństwo: b
odwołania:
  odwołanie: {termin: 3 dni od doręczenia, podstawa: ustawa_o_czymś art. 9}
"""
CHANGES = {
    "odwołania: {odwołanie: {termin: {wartość: 7 dni od doręczenia, stan: nieaktualne}}}": "ustawa o czymś art. 9",
    "kryteria: {k: {punkty: 3, stan: sprzeczne}}": "ustawa o czymś art. 4",
    "kryteria: {m: {punkty: 3, stan: sprzeczne}}": "akt wyższego rzędu",
    "kolejność: {potem: {wartość: nie dotyczy, stan: odczytanie}}": "ustawa o czymś art. 7 ust. 2",
}


def told(folder: Path, change: str, branches: str = "{A: {miejsca: 1}, B: {miejsca: 1}}") -> list[Diagnostic]:
    (folder / "prawo.yaml").write_text(LAW, encoding="utf-8")
    text = f"{SHORT_HEADER}opiera się na: [prawo]\n{change}\noddziały: {branches}\n"
    return [one for one in load_yaml(text, folder).diagnostics if one.code == "P046"]


@pytest.mark.parametrize("change", CHANGES)
def test_told_once_with_the_basis(change: str, tmp_path: Path) -> None:
    (found,) = told(tmp_path, change)
    assert found.location is not None
    assert (found.location.path, found.location.line) == ("regulamin.yaml", 5)
    assert [one.message for one in found.related] == [f"tak stanowi {CHANGES[change]}"]


def test_words_and_sources_of_a_rule_deviate_from_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, "kryteria: {k: {nazwa: inaczej, uwaga: nasze słowa, stan: odczytanie}}") == []
