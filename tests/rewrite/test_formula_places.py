"""Formulas known by their place: the formatter must find every one that the decoder reads, or it stays unformatted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dsl.load import load
from dsl.rewrite.formula_places import formula_places
from dsl.source.nodes import Scalar
from dsl.syntax import formulas
from tests.rewrite.test_format import FILES, read

EVERY_PLACE = """paragraf: 1
regulamin: Próba
wydaje: dyrektor

pojęcia:
  przedmiot: [fizyka, chemia]

kandydat:
  wynik: liczba od 0 do 100
  zgoda: tak/nie
  zmiana: tak/nie
  oceny: liczba? dla przedmiot

definicje:
  połowa: wynik / 2
  ćwierć: {wzór: połowa / 2, uwaga: wartość rozpisana}

tabele:
  progi: {wiersze: {do 50: 1 + 1, powyżej 50: {wartość: 2 + 2}}}

kryteria:
  proste: 2 * wynik
  rozpisane: {wartość: 3 * wynik}
  z warunkiem: {gdy: zgoda, punkty: połowa + 1, najwyżej: 10 + 1, maks: 11 + 0}
  z wierszy:
    wiersze: [{gdy: wynik > 3, punkty: 4 + 1}, {punkty: 0 + 1}]
  złożone:
    składniki:
      część: {punkty: "progi[wynik]"}
  wielokrotne: {za każde: p z przedmiot gdy p = fizyka, punkty: "oceny[p] gdy brak 0"}

warunki:
  pierwszy: {gdy: zgoda i zmiana, wymaga: wynik > 5, chyba że: wynik > 90, rezerwa gdy: wynik > 4, treść: wynik}

kolejność:
  - {etap: olimpijczycy, pierwszeństwo: wynik > 99}
  - {etap: punkty, suma: [proste, rozpisane, z warunkiem, z wierszy, złożone, wielokrotne]}
  - {etap: połowa, malejąco: połowa + 0}
  - {etap: ćwierć, rosnąco: ćwierć + 0}

dokumenty:
  zgoda: {gdy: zgoda lub zmiana}

oddziały:
  A:
    miejsca: {pule: {swoi: {ile: 2, dla: wynik > 7, wolne przechodzą do: reszta}, reszta: {ile: 3}}}
    kryteria: {proste: 4 * wynik}
    dokumenty: {oświadczenie: {gdy: wynik > 8}}
"""


@pytest.fixture
def every_place(tmp_path: Path) -> Path:
    path = tmp_path / "wszystkie.yaml"
    path.write_text(EVERY_PLACE, encoding="utf-8")
    return path


def read_as_formulas(path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[tuple[int, int], str]:
    """What the decoder takes for a formula in this file, by place."""
    found: dict[tuple[int, int], str] = {}
    parse = formulas.parse_scalar

    def listen(scalar: Scalar, *rest: Any) -> Any:
        if scalar.body.source.path == str(path):
            found[scalar.body.start, scalar.body.end] = scalar.body.text
        return parse(scalar, *rest)

    monkeypatch.setattr(formulas, "parse_scalar", listen)
    assert load(path).regulation is not None, load(path).diagnostics
    return found


def missed(path: Path, asked: dict[tuple[int, int], str]) -> set[str]:
    root = read(path.read_text(encoding="utf-8"))
    known = {(place.scalar.body.start, place.scalar.body.end) for place in formula_places(root)}
    return {text for place, text in asked.items() if place not in known}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_formula_that_is_read_is_found(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert missed(path, read_as_formulas(path, monkeypatch)) == set()


def test_every_place_of_the_language_is_known(every_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = read_as_formulas(every_place, monkeypatch)
    assert len(asked) > 25
    assert missed(every_place, asked) == set()
