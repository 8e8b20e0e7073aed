"""K024: a test that was passed and whose figure was forgotten is told; made-up people have it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from admission.figures import CODE, figures_of
from admission.synthetic import synthetic_rows
from admission.validation import read_rows
from dsl.load import load
from tests.dsl.loading import regulation
from tests.regulations.shipped import REGULATIONS

SPECIAL = REGULATIONS / "lomza-szkola-przykladowa" / "2026-2027.yaml"
TEXT = """
    wybór:
      sprawdzian_pozytywny: tak/nie
      wynik_sprawdzianu: "liczba od 0 do 100?"
      zgoda_rodziców: tak/nie
    warunki:
      sprawdzian: {wymaga: wybór.sprawdzian_pozytywny, treść: uzyskał pozytywny wynik sprawdzianu}
      zgoda: {wymaga: wybór.zgoda_rodziców, treść: ma zgodę rodziców}
    kryteria: {sprawdzian: FORMULA}
    kolejność: [{etap: suma, suma: [sprawdzian]}]
    oddziały: {A: {miejsca: 1}}
"""
COUNTED = "wybór.wynik_sprawdzianu gdy brak 0"


def told(formula: str = COUNTED, **pair: Any) -> list[str]:
    row = json.dumps({"id": "k1", "wybory": [{"oddział": "A", "zgoda_rodziców": "tak", **pair}]}).encode()
    found = read_rows([row], "k.jsonl", regulation(TEXT.replace("FORMULA", formula)))
    assert len(found.good) == 1
    return [one.message for one in found.problems if one.code == CODE]


def test_a_passed_test_without_its_figure_is_told() -> None:
    assert told(sprawdzian_pozytywny="tak") == [
        "kandydat „k1”, oddział „A”: „sprawdzian pozytywny” to „tak”, "
        "a pole „wynik sprawdzianu” jest puste i liczy się jako 0."
    ]


@pytest.mark.parametrize(
    "pair",
    [
        {"sprawdzian_pozytywny": "tak", "wynik_sprawdzianu": 40},
        {"sprawdzian_pozytywny": "tak", "wynik_sprawdzianu": 0},
        {"sprawdzian_pozytywny": "nie"},
        {},
    ],
)
def test_what_is_complete_and_who_did_not_pass_is_not(pair: dict[str, Any]) -> None:
    assert told(**pair) == []


def test_a_figure_that_nothing_counts_is_not_missed() -> None:
    assert told("1", sprawdzian_pozytywny="tak") == []


def test_made_up_people_who_passed_have_their_figure() -> None:
    rules = load(SPECIAL).regulation
    assert rules is not None
    by_branch = {code: figures_of(branch.rules) for code, branch in rules.branches.items()}
    wishes = [one for row in synthetic_rows(rules, 120) for one in row["wybory"] if isinstance(one, dict)]
    passed = [
        (one, figure) for one in wishes for figure, name in by_branch[one["oddział"]].items() if one[name] is True
    ]
    assert {figure for _, figure in passed} == {"wynik_sprawdzianu", "wynik_prób"}
    assert [one for one, figure in passed if figure not in one] == []
