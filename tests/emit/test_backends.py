"""The emitted Python agrees with the explaining evaluator on every candidate, complete or not, in memory and alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admission.candidates import read_rows
from admission.synthetic import synthetic_rows
from dsl.emit.evaluate import evaluate
from dsl.emit.python.backend import compile_regulation
from dsl.emit.python.standalone import standalone_module
from dsl.load import load, load_text
from dsl.model.regulation import Regulation
from tests.cli.terminal import say

ROOT = Path(__file__).parents[2]
KETY = ROOT / "regulations/lo-wyspianskiego-kety/2025-2026.yaml"

EVERYTHING = """
paragraf: 1
regulamin: Wszystkie rodzaje formuł
wydaje: minister
pojęcia:
  przedmiot: {polski: polskiego, fizyka: fizyki, chemia: chemii}
  ścisłe: {spośród: przedmiot, wartości: [fizyka, chemia]}
  stopień: {dobry: 4, słaby: 2}
  rodzaj: [bieg, skok]
kandydat:
  wynik: procent dla przedmiot
  ocena: stopień? dla przedmiot
  ulubiony: przedmiot?
  staż: liczba od 0 do 50?
  wzrost: liczba od 0 do 250
  urodzony: data
  opis: tekst
  zgoda: tak/nie, domyślnie tak
  sport: tak/nie
  zbiór: zbiór przedmiot
  zawody:
    lista: {nazwa: tekst, rodzaj: rodzaj, wynik: liczba, miejsce: liczba całkowita od 1 do 100?}
wybór:
  test: liczba od 0 do 100?
definicje:
  najlepsza: najwyższa(ocena[p] dla p z ścisłe)
  średni: średnia(wynik[p] dla p z przedmiot) gdy brak 0
  dobre_zawody: liczba(z dla z z zawody gdy z.wynik >= 2,5)
tabele:
  za_ocenę: {wiersze: {dobry: 4,5, słaby: 1, brak: 0}}
warunki:
  ma zgodę: {wymaga: zgoda, treść: zgoda}
  wysoki: {gdy: sport, wymaga: wzrost >= 150,5, chyba że: polski w zbiór, treść: wzrost}
  próg: {wymaga: punkty.a.wynik > 3, treść: próg}
kryteria:
  a:
    składniki:
      wynik: 0,35 * wynik.polski + 0,3 * wynik.fizyka
      ocena: za_ocenę[najlepsza]
      staż: jeżeli staż jest podane to staż / 3 inaczej 1
    najwyżej: 50
  b:
    gdy: sport lub nie zgoda
    wiersze:
      - {gdy: wzrost od 170 do 180,5, punkty: 2,25}
      - {gdy: rok(urodzony) = 2010 i opis = "żółw ", punkty: 1}
      - {punkty: 0,5}
  c:
    za każde: z z zawody
    jednorazowo: [nazwa, rodzaj]
    wiersze:
      - {gdy: z.rodzaj = bieg i (z.miejsce gdy brak 100) <= 3, punkty: 3, dwa lub więcej: 4,5}
      - {gdy: z.wynik > 5, punkty: z.wynik}
    najwyżej: 12
  d:
    za każde: p z (polski; fizyka) + zbiór
    punkty: jeżeli p w ścisłe to 1 inaczej 0,5
  e: zaokrąglij(średni / 7; 2) + dobre_zawody - w_dół(punkty.a / 10)
  f:
    gdy: każdy(wynik[p] > 10 dla p z przedmiot) i ulubiony ≠ chemia
    punkty: najwyższa(wynik.polski; wynik.fizyka; 5) * 0,1
kolejność:
  - {etap: sportowcy, pierwszeństwo: sport i któryś(z.wynik > 9 dla z z zawody)}
  - {etap: punkty, suma: [a, b, c, d, e, f]}
  - {etap: test, malejąco: wybór.test gdy brak 0}
  - {etap: młodsi, rosnąco: urodzony}
oddziały:
  X: {miejsca: 2}
"""


@pytest.fixture(scope="module")
def everything() -> Regulation:
    loaded = load_text(EVERYTHING, Path("wszystko.yaml"))
    assert loaded.regulation is not None, [one.message for one in loaded.diagnostics]
    return loaded.regulation


@pytest.fixture(scope="module")
def kety() -> Regulation:
    regulation = load(KETY).regulation
    assert regulation is not None
    return regulation


def rows_with_holes(regulation: Regulation, seed: int, drop: int) -> list[dict[str, Any]]:
    """Synthetic rows in which some facts are left out."""
    rows = list(synthetic_rows(regulation, 3, seed))
    names = [name for name in regulation.candidate if name in rows[0]]
    for position, name in enumerate(names):
        if drop >> position & 1:
            rows[0].pop(name)
    return rows


def assert_same(regulation: Regulation, rows: list[dict[str, Any]]) -> None:
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in rows]
    candidates = read_rows(lines, "kandydaci.jsonl", regulation)
    assert len(candidates.good) == len(rows)
    program = compile_regulation(regulation)
    for candidate in candidates.good:
        for choice in candidate.choices:
            branch = regulation.branches[choice.branch]
            expected = evaluate(regulation, branch, candidate.facts, choice.pair)
            assert program.evaluate(branch, candidate.facts, choice.pair) == expected


@given(seed=st.integers(0, 10**6), drop=st.integers(0, 2**12 - 1))
@settings(max_examples=150, deadline=None)
def test_compiled_agrees_on_every_construct(everything: Regulation, seed: int, drop: int) -> None:
    assert_same(everything, rows_with_holes(everything, seed, drop))


@given(seed=st.integers(0, 10**6), drop=st.integers(0, 2**12 - 1))
@settings(max_examples=60, deadline=None)
def test_compiled_agrees_on_the_shipped_regulation(kety: Regulation, seed: int, drop: int) -> None:
    assert_same(kety, rows_with_holes(kety, seed, drop))


@pytest.mark.parametrize("text", [None, EVERYTHING], ids=["kety", "everything"])
def test_standalone_says_the_same_as_score(text: str | None, tmp_path: Path) -> None:
    path = KETY
    if text is not None:
        path = tmp_path / "regulamin.yaml"
        path.write_text(text, encoding="utf-8")
    regulation = load(path).regulation
    assert regulation is not None
    rows = [row for seed in range(40) for row in rows_with_holes(regulation, seed, seed * 37 % 4096)]
    for position, row in enumerate(rows):
        row["id"] = f"k{position}"
    data = tmp_path / "kandydaci.jsonl"
    data.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    module = tmp_path / "samodzielny.py"
    module.write_text(standalone_module(regulation), encoding="utf-8")
    alone = subprocess.run(
        [sys.executable, "-I", str(module), str(data)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    ours = say("score", str(path), str(data), "--format", "jsonl")
    assert alone.stdout == ours.out
    assert alone.stdout.count("\n") >= len(rows)


def test_a_bug_in_emitted_code_points_into_the_regulation(everything: Regulation) -> None:
    program = compile_regulation(everything)
    function = program.rules["X"].criteria[1].count
    assert function.__code__.co_filename == "wszystko.yaml"
    line = EVERYTHING.splitlines()[function.__code__.co_firstlineno - 1]
    assert line.strip() == "b:"
