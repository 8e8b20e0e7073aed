"""`paragraf test`: each example with its outcome, exit codes, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.admission.recruitment.schools import RECRUITMENT, write_schools
from tests.admission.recruitment.schools import SCHOOL as SMALL
from tests.cli.terminal import say

SCHOOL = "regulations/lo-wyspianskiego-kety/2025-2026.yaml"
TEXT = """\
paragraf: 1
regulamin: Próba
wydaje: dyrektor
kandydat: {egzamin: procent}
kryteria: {egzamin: 0,5 * egzamin}
kolejność: [{etap: suma, suma: [egzamin]}]
oddziały: {A: {miejsca: 30}}
przykłady:
  połowa: {dane: {egzamin: 75}, oczekuj: {razem: 37,5}}
  dwoje:
    kandydaci: {ewa: {egzamin: 60}, jan: {egzamin: 70}}
    oczekuj: {kolejność: [jan, ewa]}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "regulamin.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_each_example_is_shown(path: Path) -> None:
    said = say("przetestuj", str(path))
    assert said.code == 0
    assert "  zgodny     połowa (oddział A)\n" in said.out
    assert "  zgodny     dwoje (oddział A, kandydaci: 2)\n" in said.out
    assert "2 przykłady: wszystkie zgodne." in said.out


def test_the_shipped_regulation(root: Path) -> None:
    assert say("test", str(root / SCHOOL)).code == 0


def test_one_that_gives_something_else(path: Path) -> None:
    path.write_text(TEXT.replace("razem: 37,5", "razem: 38"), encoding="utf-8")
    said = say("test", str(path))
    assert said.code == 1
    assert "  NIEZGODNY  połowa (oddział A)\n" in said.out
    assert "niezgodnych: 1" in said.out
    assert "oczekiwano 38, a regulamin daje 37,5." in said.err


def test_only_some(path: Path) -> None:
    said = say("test", str(path), "-k", "DWOJE")
    assert "połowa" not in said.out
    assert "1 przykład: wszystkie zgodne." in said.out


def test_as_data(path: Path) -> None:
    path.write_text(TEXT.replace("razem: 37,5", "razem: 38"), encoding="utf-8")
    said = say("test", str(path), "--format", "json")
    (file,) = json.loads(said.out)["pliki"]
    assert [(one["przykład"], one["zgodny"]) for one in file["przykłady"]] == [("połowa", False), ("dwoje", True)]
    assert file["przykłady"][0]["problemy"][0]["kod"] == "P072"


def test_a_file_that_cannot_be_counted(path: Path) -> None:
    path.write_text(TEXT.replace("0,5 * egzamin", "0,5 * egzmin"), encoding="utf-8")
    said = say("test", str(path))
    assert said.code == 1
    assert "nie da się policzyć" in said.out
    assert "egzmin" in said.err


def test_no_such_file() -> None:
    assert say("test", "nie-ma.yaml").code == 2


def test_a_word_that_no_example_has(path: Path, root: Path) -> None:
    said = say("test", str(path), "-k", "nicnie")
    assert (said.code, said.out) == (2, "")
    assert said.err == "Błąd: żaden z 2 przykładów nie ma w nazwie „nicnie”.\nSą: „połowa”, „dwoje”.\n"
    both = say("test", str(path), str(root / SCHOOL), "-k", "połowa")
    assert both.code == 0
    assert "żaden przykład nie ma w nazwie tego słowa." in both.out


def test_a_folder_is_wrong_use(tmp_path: Path) -> None:
    assert say("test", str(tmp_path)).code == 2


def test_a_recruitment_counts_the_examples_of_its_schools(tmp_path: Path) -> None:
    examples = "przykłady:\n  {name}: {{oddział: A, dane: {{egzamin: 75}}, oczekuj: {{razem: {total}}}}}\n"
    path = str(
        write_schools(
            tmp_path,
            lo1=SMALL + examples.format(name="dobry", total=75),
            lo2=SMALL + examples.format(name="zły", total=74),
        )
    )
    said = say("test", path)
    assert said.code == 1
    assert "zgodny     dobry (oddział A)" in said.out
    assert "NIEZGODNY  zły (oddział A)" in said.out
    assert say("test", path, "-k", "dobry").code == 0
    assert [one["plik"] for one in json.loads(say("test", path, "--format", "json").out)["pliki"]] == [
        str(tmp_path / "lo1.yaml"),
        str(tmp_path / "lo2.yaml"),
    ]


def test_a_recruitment_that_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = write_schools(tmp_path)
    path.write_text(RECRUITMENT.replace("lo2.yaml", "lo9.yaml"), encoding="utf-8")
    said = say("test", str(path))
    assert said.code == 1
    assert "N001" in said.err
    assert "lo1.yaml:" in said.out
