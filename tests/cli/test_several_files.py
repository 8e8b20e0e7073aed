"""Candidates in several files: one validation, every problem by its own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.candidate_workbook import candidate_workbook
from tests.cli.terminal import say
from tests.dsl.loading import regulation

SCHOOL = """\
paragraf: 1
regulamin: Regulamin na przykład
rok szkolny: 2026/2027
wydaje: dyrektor
kandydat: {egzamin: procent}
kryteria: {egzamin: egzamin}
kolejność: [{etap: suma, suma: [egzamin]}]
oddziały: {A: {miejsca: 2}, B: {miejsca: 2}}
"""
PESEL = "11210112340"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("szkola.yaml").write_text(SCHOOL, encoding="utf-8")
    Path("a.csv").write_text("id;wybory.1;egzamin\nk1;A;50\nk2;A;60\n", encoding="utf-8")
    Path("b.jsonl").write_text('{"id": "k3", "egzamin": 70, "wybory": ["A"]}\n', encoding="utf-8")


def ids(out: str) -> list[str]:
    return [line.split()[0] for line in out.splitlines()[2:] if line.startswith("k")]


def test_all_files_take_part_together() -> None:
    Path("c.xlsx").write_bytes(candidate_workbook(regulation(SCHOOL), [{"id": "k4", "egzamin": 80, "wybory": ["A"]}]))
    together = say("score", "szkola.yaml", "a.csv", "b.jsonl", "c.xlsx")
    assert (together.code, ids(together.out)) == (0, ["k1", "k2", "k3", "k4"])
    assert say("score", "szkola.yaml", "a.csv", "--also", "b.jsonl", "--oraz", "c.xlsx").out == together.out
    assert say("allocate", "szkola.yaml", "c.xlsx", "b.jsonl", "a.csv").out.count("przyjęty") == 2
    assert "k3" in say("rank", "szkola.yaml", "a.csv", "b.jsonl", "--branch", "A").out
    assert "Razem: 70 punktów" in say("explain", "szkola.yaml", "a.csv", "k3", "--also", "b.jsonl").out
    moved = say("simulate", "szkola.yaml", "a.csv", "b.jsonl", "--seats", "A=1").out
    assert [line.split()[0] for line in moved.splitlines() if line.startswith("k")] == ["kandydat", "k2"]


def test_whoever_stands_in_two_files_is_told_by_both_places() -> None:
    Path("b.jsonl").write_text(
        '{"id": "nowy", "egzamin": 70, "wybory": ["A"]}\n{"id": "k2", "egzamin": 70, "wybory": ["A"]}\n',
        encoding="utf-8",
    )
    said = say("score", "szkola.yaml", "a.csv", "b.jsonl")
    assert said.code == 1
    assert "Kandydat „k2” jest już w wierszu 3 pliku a.csv." in said.err
    assert "b.jsonl:2:1" in said.err
    assert ids(said.out) == ["k1", "k2"]
    strict = say("score", "szkola.yaml", "a.csv", "b.jsonl", "--strict")
    assert (strict.code, strict.out) == (1, "")


def test_the_same_number_of_a_person_is_told_by_both_places() -> None:
    for name, mark in (("a.csv", "k1"), ("b.csv", "k9")):
        Path(name).write_text(f"id;wybory.1;egzamin;tożsamość.pesel\n{mark};A;50;{PESEL}\n", encoding="utf-8")
    said = say("score", "szkola.yaml", "a.csv", "b.csv")
    assert "K014" in said.err
    assert "jest już w wierszu 2 pliku a.csv." in said.err
    assert PESEL not in said.err


def test_signs_alike_in_two_files() -> None:
    Path("b.jsonl").write_text('{"id": "K1", "egzamin": 70, "wybory": ["A"]}\n', encoding="utf-8")
    assert "ze znakiem „k1” z wiersza 2 pliku a.csv" in say("score", "szkola.yaml", "a.csv", "b.jsonl").err


def test_a_bad_value_has_the_row_of_its_file() -> None:
    Path("b.csv").write_text("id;wybory.1;egzamin\nk5;A;500\nk6;B;50\n", encoding="utf-8")
    said = say("score", "szkola.yaml", "a.csv", "b.csv")
    assert "b.csv:2:1" in said.err
    assert ids(said.out) == ["k1", "k2", "k6"]


def test_many_alike_are_told_by_file() -> None:
    for name in "ab":
        rows = "".join(f"{name}{number};A;500\n" for number in range(7))
        Path(f"{name}.csv").write_text(f"id;wybory.1;egzamin\n{rows}", encoding="utf-8")
    said = say("score", "szkola.yaml", "a.csv", "b.csv").err
    assert "K002, kolumna „egzamin”, a.csv: to samo w dalszych wierszach (2): 7–8." in said
    assert "K002, kolumna „egzamin”, b.csv: to samo w dalszych wierszach (2): 7–8." in said


def test_lists_beside_each_file_are_its_own() -> None:
    Path("b.csv").write_text("id;egzamin\nk7;40\n", encoding="utf-8")
    Path("b.wybory.csv").write_text("id;oddział\nk7;B\nk99;B\n", encoding="utf-8")
    said = say("score", "szkola.yaml", "a.csv", "b.csv")
    assert [line.split()[:2] for line in said.out.splitlines()[2:]] == [["k1", "A"], ["k2", "A"], ["k7", "B"]]
    assert "b.wybory.csv:3:1" in said.err


def test_who_chose_nothing_is_asked_when_another_file_chooses() -> None:
    Path("b.csv").write_text("id;egzamin\nk7;40\n", encoding="utf-8")
    assert "K018" in say("score", "szkola.yaml", "a.csv", "b.csv").err


def test_a_file_that_cannot_be_read_stops_all() -> None:
    Path("b.csv").write_text("nazwisko\nktoś\n", encoding="utf-8")
    said = say("allocate", "szkola.yaml", "a.csv", "b.csv")
    assert (said.code, said.out) == (1, "")
    assert "b.csv:1" in said.err


def test_the_same_file_twice_is_a_slip() -> None:
    said = say("score", "szkola.yaml", "a.csv", "./a.csv")
    assert said.code == 2
    assert "ten sam plik kandydatów podano dwa razy" in said.err


def test_results_do_not_replace_any_of_them() -> None:
    before = Path("b.jsonl").read_bytes()
    said = say("score", "szkola.yaml", "a.csv", "b.jsonl", "-o", "b.jsonl", "--force")
    assert said.code == 2
    assert Path("b.jsonl").read_bytes() == before
