"""K022: a fact that a condition of admission needs and nobody has is told once, with its price and a remedy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from admission.intake.proposal import propose
from admission.intake.proposal_file import as_translation, as_yaml
from admission.intake.reading import read_candidates, vocabularies
from admission.needed import CODE, needed_without
from admission.scoring import score
from admission.validation import read_rows
from dsl.diagnostics import Diagnostic, Diagnostics
from tests.dsl.loading import regulation

RULES = regulation("""
    akty: {prawo: {tytuł: Prawo, rodzaj: ustawa, data: 2016-12-14, dziennik: Dz. U. z 2017 r. poz. 59}}
    kandydat: {wynik: procent, świadectwo: tak/nie, odmowa: tak/nie, zgoda: tak/nie, urodzony: "data?"}
    wybór: {próba: tak/nie}
    warunki:
      świadectwo: {wymaga: świadectwo i nie odmowa, treść: ma świadectwo, podstawa: prawo art. 7}
      zgoda: {wymaga: zgoda, treść: ma zgodę, sprawdzane przy: potwierdzenie woli}
    rodzaje oddziałów:
      zwykły: {}
      sportowy: {warunki: {próba: {wymaga: wybór.próba, treść: przeszedł próbę}}}
    kryteria: {a: wynik}
    kolejność: [{etap: punkty, suma: [a]}]
    oddziały: {A: {rodzaj: zwykły, miejsca: 1}, B: {rodzaj: sportowy, miejsca: 1}}
""")


def told(*rows: dict[str, Any]) -> list[Diagnostic]:
    named = [{"id": f"k{number}", "wynik": 50, **row} for number, row in enumerate(rows)]
    found = read_rows([json.dumps(row).encode() for row in named], "k.jsonl", RULES)
    return [one for one in found.problems if one.code == CODE]


def test_nobody_has_what_every_branch_needs() -> None:
    (one,) = told({"wybory": ["A"]}, {"wybory": ["A"]})
    assert one.message == (
        "Nikt nie ma „tak” w polu „świadectwo”, a wymaga tego warunek: ma świadectwo (art. 7 ustawy – Prawo). "
        "Nie spełnia go żaden z 2 kandydatów."
    )
    assert one.hint == "Dopisz je każdemu, kto je ma: „świadectwo”."


def test_what_somebody_has_is_nobodys_fault() -> None:
    assert told({"wybory": ["A"], "świadectwo": True}, {"wybory": ["A"]}) == []


def test_a_column_of_noes_is_odd_where_there_are_several() -> None:
    assert len(told(*[{"wybory": ["A"], "świadectwo": False}] * 3)) == 1
    assert told(*[{"wybory": ["A"], "świadectwo": False}] * 2) == []


def test_of_one_branch_only_those_who_wished_it_are_counted() -> None:
    good = {"świadectwo": True}
    (one,) = told({**good, "wybory": ["A"]}, {**good, "wybory": ["B", "A"]}, {**good, "wybory": ["A"]})
    assert "„wybory.B.próba”, a wymaga tego warunek (oddziały: B): przeszedł próbę." in one.message
    assert one.message.endswith("Nie spełnia go 1 kandydat.")
    tried = [{"oddział": "B", "próba": False}]
    assert told({**good, "wybory": ["A"]}, *[{**good, "wybory": tried}] * 4) == []


def test_a_truth_that_would_not_help_is_not_asked_for() -> None:
    assert told({"wybory": ["A"], "odmowa": True}, {"wybory": ["A"], "odmowa": True}) == []


AGE = regulation("""
    kandydat: {wynik: procent, urodzony: data}
    warunki: {wiek: {wymaga: rok(urodzony) ≤ 2011, treść: ma 15 lat}}
    kryteria: {a: wynik}
    kolejność: [{etap: punkty, suma: [a]}]
    oddziały: {A: {miejsca: 1}}
""")


def test_a_date_that_nobody_gives_leaves_the_condition_open() -> None:
    found = read_rows([b'{"id": "k1", "wynik": 5}', b'{"id": "k2", "wynik": 5}'], "k.jsonl", AGE)
    (one,) = [one for one in found.problems if one.code == CODE]
    assert one.message == (
        "Nikt nie ma danej „urodzony”, a wymaga tego warunek: ma 15 lat. Nie wiadomo, czy spełnia go 2 kandydatów."
    )


@pytest.mark.parametrize(
    ("held", "names"),
    [
        (set(), [("świadectwo",), ("wybory.B.próba",)]),
        ({"świadectwo"}, [("wybory.B.próba",)]),
        ({"świadectwo", "próba"}, []),
    ],
)
def test_what_columns_do_not_hold(held: set[str], names: list[tuple[str, ...]]) -> None:
    assert [one.names for one in needed_without(RULES, lambda _, name: name in held)] == names


TABLE = "Nr;Wynik;Wybór 1\nW1;50;A\nW2;60;A\n"


def test_the_mapping_asks_for_it_and_its_answer_counts(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(TABLE, encoding="utf-8")
    found = propose(path, RULES, Diagnostics())
    assert [(one.names, one.can_be_constant) for one in found.needed] == [(("świadectwo",), True)]
    text = as_yaml(found, "r.yaml", "t.csv")
    asked = next(line for line in text.splitlines() if line.startswith("  świadectwo:"))
    assert asked.startswith('  świadectwo: ""  # ')
    assert asked.endswith("Warunek: ma świadectwo (art. 7 ustawy – Prawo)")
    for answer, eligible, codes in (('""', False, {CODE}), ("tak", True, set[str]())):
        mapping = as_translation(found, text.replace('""', answer), vocabularies(RULES)[""])
        read = read_candidates(path, RULES, mapping)
        assert {one.code for one in read.problems} == codes
        assert {one.result.eligible for one in score(RULES, read.good)} == {eligible}


def test_a_table_is_told_of_its_column_and_of_the_constant(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id;wynik;wybory.1\nW1;50;A\n", encoding="utf-8")
    (one,) = read_candidates(path, RULES).problems
    assert one.hint == (
        "Dopisz kolumnę „świadectwo” albo ją wypełnij. "
        "Jeżeli „tak” jest u wszystkich, wystarczy w mapowaniu: „stałe: {świadectwo: tak}”."
    )
