"""Made-up candidates: complete, readable, the same everywhere, and able to be admitted."""

from __future__ import annotations

import json

from admission.candidates import read_rows
from admission.scoring import score
from admission.synthetic import synthetic_rows
from tests.dsl.loading import regulation

TEXT = """
    kandydat: {wynik: liczba od 0 do 10, świadectwo: tak/nie}
    wybór: {próba: tak/nie, punkty_próby: liczba od 0 do 20}
    warunki:
      świadectwo: {wymaga: świadectwo, treść: ma świadectwo}
      próba: {wymaga: wybór.próba, treść: zaliczył próbę}
    kryteria: {a: wynik + wybór.punkty_próby}
    kolejność: [{etap: punkty, suma: [a]}]
    oddziały: {A: {miejsca: 1}, B: {miejsca: 1}}
"""


def test_rows_are_read_and_most_may_be_admitted() -> None:
    found = regulation(TEXT)
    rows = list(synthetic_rows(found, 100))
    candidates = read_rows([json.dumps(row).encode() for row in rows], "k.jsonl", found)
    assert len(candidates.good) == 100
    results = [one.result for one in score(found, candidates.good)]
    assert all(result.missing == () for result in results)
    assert sum(result.eligible is True for result in results) > 0.8 * len(results)


def test_the_same_seed_gives_the_same_rows() -> None:
    found = regulation(TEXT)
    assert list(synthetic_rows(found, 5, 7)) == list(synthetic_rows(found, 5, 7))
    assert list(synthetic_rows(found, 5, 7)) != list(synthetic_rows(found, 5, 8))
