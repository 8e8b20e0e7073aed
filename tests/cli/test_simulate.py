"""`paragraf simulate`: who moves under other seats or other rules, and what changes in the branches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import say

REGULATION = """\
paragraf: 1
regulamin: Przykład
rok szkolny: 2026/2027
wydaje: dyrektor
kandydat: {egzamin: liczba, dodatkowe: liczba}
kryteria: {egzamin: egzamin}
kolejność: [{etap: suma, suma: [egzamin]}]
oddziały: {A: {miejsca: 1}, B: {miejsca: 1}}
"""
ROWS: list[dict[str, Any]] = [
    {"id": "k1", "egzamin": 9, "dodatkowe": 0, "wybory": ["A", "B"]},
    {"id": "k2", "egzamin": 8, "dodatkowe": 5, "wybory": ["A", "B"]},
    {"id": "k3", "egzamin": 7, "dodatkowe": 0, "wybory": ["B"]},
]


def simulate(folder: Path, *more: str, rows: list[dict[str, Any]] = ROWS) -> tuple[int, str, str]:
    (folder / "r.yaml").write_text(REGULATION, encoding="utf-8")
    (folder / "k.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return say("simulate", str(folder / "r.yaml"), str(folder / "k.jsonl"), *more)


def moves(out: str) -> list[tuple[str, str | None, str | None, str]]:
    return [(one["kandydat"], one["było"], one["jest"], one["zmiana"]) for one in json.loads(out)]


def test_more_seats_move_people_up_and_in(tmp_path: Path) -> None:
    code, out, _ = simulate(tmp_path, "--seats", "A=2", "--format", "json")
    assert code == 0
    assert moves(out) == [("k2", "B", "A", "wyżej na swojej liście"), ("k3", None, "B", "teraz przyjęto")]


def test_a_branch_with_two_numbers_is_refused(tmp_path: Path) -> None:
    code, _, told = simulate(tmp_path, "--seats", "A=2", "--seats", "a=3")
    assert (code, "liczbę miejsc w oddziale „A” podano dwa razy" in told) == (2, True)


def test_fewer_seats_move_people_down_and_out(tmp_path: Path) -> None:
    _, out, _ = simulate(tmp_path, "--seats", "a = 0", "--format", "json")
    assert moves(out) == [("k1", "A", "B", "niżej na swojej liście"), ("k2", "B", None, "już nie przyjęto")]


def test_a_number_in_place_of_pools_is_told(tmp_path: Path) -> None:
    pooled = REGULATION.replace(
        "A: {miejsca: 1}", "A: {miejsca: {pule: {próba: {ile: 1, dla: egzamin > 8}, inni: {ile: 1}}}}"
    )
    (tmp_path / "p.yaml").write_text(pooled, encoding="utf-8")
    simulate(tmp_path)
    words = ("simulate", str(tmp_path / "p.yaml"), str(tmp_path / "k.jsonl"), "--format", "json")
    found = say(*words, "--seats", "A=2")
    assert (found.code, found.err) == (0, "Oddział „A” ma pule; liczba z --seats je usuwa.\n")
    assert say(*words, "--seats", "B=2").err == ""


def test_what_is_doubtful_in_a_recruitment_is_told_once(tmp_path: Path) -> None:
    simulate(tmp_path)
    settled = "rozstrzygnięcia: [{oddział: A, decyzja: [k1, k2], podstawa: p}]\n"
    text = f"paragraf: 1\nnabór: x\nregulaminy: {{t: r.yaml}}\n{settled}"
    (tmp_path / "n.yaml").write_text(text, encoding="utf-8")
    said = say("simulate", str(tmp_path / "n.yaml"), str(tmp_path / "k.jsonl"), "--seats", "A=2")
    assert (said.code, said.err.count("K006")) == (0, 1)


def test_the_same_seats_in_a_recruitment_give_the_same(tmp_path: Path) -> None:
    """--seats does what `miejsca` of a recruitment does."""
    simulate(tmp_path)
    text = "paragraf: 1\nnabór: x\nregulaminy: {t: r.yaml}\n"
    for name, more in (("n1", ""), ("n2", "miejsca: {A: 2, B: bez limitu}\n")):
        (tmp_path / f"{name}.yaml").write_text(text + more, encoding="utf-8")
    first, second, people = (str(tmp_path / one) for one in ("n1.yaml", "n2.yaml", "k.jsonl"))
    by_seats = say("simulate", first, people, "--seats", "A=2", "--seats", "B=bez limitu", "--format", "json")
    assert by_seats == say("simulate", first, people, "--with", second, "--format", "json")
    assert moves(by_seats.out) == [("k2", "B", "A", "wyżej na swojej liście"), ("k3", None, "B", "teraz przyjęto")]


def test_other_rules(tmp_path: Path) -> None:
    changed = tmp_path / "nowy.yaml"
    changed.write_text(REGULATION.replace("{egzamin: egzamin}", "{egzamin: egzamin + dodatkowe}"), encoding="utf-8")
    _, out, _ = simulate(tmp_path, "--with", str(changed), "--format", "json")
    assert moves(out) == [
        ("k1", "A", "B", "niżej na swojej liście"),
        ("k2", "B", "A", "wyżej na swojej liście"),
    ]
    assert "za mało punktów: 9 punktów, a ostatnia przyjęta osoba ma 13 punktów" in out


def test_a_tie_that_opens_and_one_that_closes(tmp_path: Path) -> None:
    rows = [{**ROWS[0], "wybory": ["A"]}, {**ROWS[1], "egzamin": 9, "wybory": ["A"]}]
    _, out, _ = simulate(tmp_path, "--seats", "A=2", "--format", "json", rows=rows)
    assert {one[3] for one in moves(out)} == {"wynik nie zależy już od remisu"}


def test_what_changes_in_the_branches(tmp_path: Path) -> None:
    _, out, _ = simulate(tmp_path, "--seats", "A=2", "--summary")
    assert out.splitlines()[0].startswith("Wynik zmienia się u ")
    assert [line.split() for line in out.splitlines()[4:6]] == [
        ["A", "1", "→", "2", "1", "→", "2", "9", "→", "8", "0"],
        ["B", "1", "1", "8", "→", "7", "0"],
    ]
    assert "Wynik zmienia się u 2 kandydatów" in out


def test_nobody_moves(tmp_path: Path) -> None:
    assert simulate(tmp_path, "--seats", "A=1") == (0, "Nikt nie zmienia miejsca.\n", "")


@pytest.mark.parametrize("more", [(), ("--seats", "A"), ("--seats", "A=-1"), ("--seats", "Z=1"), ("--seats", "=")])
def test_what_is_asked_wrongly(tmp_path: Path, more: tuple[str, ...]) -> None:
    code, out, told = simulate(tmp_path, *more)
    assert (code, out) == (2, "")
    assert "Błąd" in told


def test_bad_rows_are_told_once(tmp_path: Path) -> None:
    rows = [*ROWS, {"id": "k4", "egzamin": "dużo"}]
    code, _, told = simulate(tmp_path, "--seats", "A=2", rows=rows)
    assert code == 1
    assert told.count("K002") == 1
