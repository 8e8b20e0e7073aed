"""`paragraf diff`: what two files say, not how they are written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.admission.recruitment.schools import LAW, write_schools
from tests.cli.terminal import say

REGULATION = """\
paragraf: 1
regulamin: Przykład
rok szkolny: 2026/2027
wydaje: dyrektor
kandydat: {egzamin: liczba, zgoda: tak/nie}
oddział: {język: tekst}
wybór: {próba: "liczba?"}
kryteria: {egzamin: 2 * egzamin}
warunki: {zgoda: {wymaga: zgoda, treść: jest zgoda}}
kolejność: [{etap: suma, suma: [egzamin]}]
limity: {oddziały: 2}
terminarz: {wnioski: {czynność: złożenie wniosku, rekrutacyjne: do 15 maja 2026}}
oddziały:
  A: {nazwa: pierwszy, miejsca: 2, język: niemiecki}
"""


def diff(folder: Path, old: str, new: str, *more: str) -> tuple[int, str, str]:
    for name, text in (("stary.yaml", old), ("nowy.yaml", new)):
        (folder / name).write_text(text, encoding="utf-8")
    return say("diff", str(folder / "stary.yaml"), str(folder / "nowy.yaml"), *more)


@pytest.mark.parametrize(
    ("before", "after", "part", "was", "is_now"),
    [
        ("miejsca: 2", "miejsca: 3", "oddziały", "miejsca: 2", "miejsca: 3"),
        ("niemiecki", "hiszpański", "oddziały", "język: niemiecki", "język: hiszpański"),
        ("nazwa: pierwszy", "nazwa: drugi", "oddziały", "nazwa: pierwszy", "nazwa: drugi"),
        ("2 * egzamin", "3 * egzamin", "kryteria", "mnoży się przez 2", "mnoży się przez 3"),
        ("jest zgoda", "ma zgodę", "warunki", "jest zgoda", "ma zgodę"),
        ("{oddziały: 2}", "{oddziały: bez limitu}", "limity", "najwyżej 2", "bez limitu"),
        ("15 maja", "18 maja", "terminarz", "15 maja", "18 maja"),
        ('próba: "liczba?"', 'próba: "procent?"', "dane wyboru", "liczba", "procent"),
    ],
)
def test_each_change_is_told_with_both_texts(
    tmp_path: Path, before: str, after: str, part: str, was: str, is_now: str
) -> None:
    code, out, _ = diff(tmp_path, REGULATION, REGULATION.replace(before, after), "--format", "json")
    assert code == 0
    (one,) = json.loads(out)
    assert one["część"] == part
    assert one["co"] == "zmienione"
    assert was in one["było"]
    assert is_now in one["jest"]


def test_a_new_branch_and_one_that_is_gone(tmp_path: Path) -> None:
    other = REGULATION.replace("  A: {nazwa: pierwszy", "  B: {nazwa: drugi")
    code, out, _ = diff(tmp_path, REGULATION, other)
    assert code == 0
    assert "B – nowe" in out
    assert "A – usunięte" in out


def test_layout_is_no_difference(tmp_path: Path) -> None:
    other = REGULATION.replace("limity: {oddziały: 2}\n", "") + "# koniec\nlimity:\n  oddziały:   2\n"
    assert diff(tmp_path, REGULATION, other, "--exit-code") == (0, "Oba regulaminy mówią to samo.\n", "")


def test_a_script_can_ask(tmp_path: Path) -> None:
    assert diff(tmp_path, REGULATION, REGULATION.replace("miejsca: 2", "miejsca: 3"), "--exit-code")[0] == 1
    assert diff(tmp_path, REGULATION, "paragraf: 1\n")[0] == 1


def test_two_recruitments(tmp_path: Path) -> None:
    paths = []
    for name, seats, law in (
        ("stary", "", LAW),
        ("nowy", "miejsca: {lo1/A: 5}\n", LAW.replace("szkoły: 2", "szkoły: 3")),
    ):
        (tmp_path / name).mkdir()
        paths.append(str(write_schools(tmp_path / name, seats, prawo=law)))
    code, out, _ = say("diff", *paths, "--exit-code")
    assert code == 1
    assert "2 różnice" in out
    assert "lo1/A – zmienione\n      było: miejsca: jak w regulaminie\n      jest: miejsca: 5" in out
    assert "Regulaminy wszystkich szkół:\n  limity:\n    szkoły – zmienione" in out
    _, out, _ = say("diff", *paths, "--format", "json")
    assert [one["szkoły"] for one in json.loads(out)] == [[], ["lo1", "lo2"]]
    assert say("diff", paths[0], paths[0], "--exit-code") == (0, "Oba nabory mówią to samo.\n", "")


def test_a_recruitment_is_not_compared_with_a_regulation(tmp_path: Path) -> None:
    path = write_schools(tmp_path)
    assert say("diff", str(path), str(tmp_path / "lo1.yaml")).code == 2
