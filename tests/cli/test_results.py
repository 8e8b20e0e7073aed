"""Results in files: the form follows the name, formulas stay text, an older file is kept, numbers stay numbers."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.terminal import say

REGULATION = """\
paragraf: 1
regulamin: Przykład
rok szkolny: 2026/2027
wydaje: dyrektor
kandydat: {egzamin: liczba}
kryteria: {egzamin: egzamin}
kolejność: [{etap: suma, suma: [egzamin]}]
oddziały: {A: {miejsca: 2}}
"""
ROWS = [{"id": "=1+1", "egzamin": "12,5"}, {"id": "-k2", "egzamin": 7}, {"id": "k3", "egzamin": 7}]


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    regulation, candidates = tmp_path / "regulamin.yaml", tmp_path / "kandydaci.jsonl"
    regulation.write_text(REGULATION, encoding="utf-8")
    candidates.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    return str(regulation), str(candidates)


def test_csv_opens_in_a_polish_spreadsheet(files: tuple[str, str], tmp_path: Path) -> None:
    target = tmp_path / "wyniki.csv"
    code, out, told = say("allocate", *files, "-o", str(target))
    assert (code, out) == (0, "")
    assert "Zapisano" in told
    assert target.read_bytes().startswith(b"\xef\xbb\xbfkandydat;")
    rows = list(csv.DictReader(target.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert [(one["kandydat"], one["razem"]) for one in rows] == [("'=1+1", "12,5"), ("'-k2", "7"), ("k3", "7")]


def test_xlsx_keeps_numbers_as_numbers_and_formulas_as_text(files: tuple[str, str], tmp_path: Path) -> None:
    target = tmp_path / "wyniki.xlsx"
    assert say("score", *files, "-o", str(target))[0] == 0
    sheet = load_workbook(target).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == ["=1+1", "A", 12.5, 12.5, None]
    assert sheet["A2"].data_type == "s"
    assert sheet["C2"].data_type == "n"


def test_the_screen_and_the_file_say_the_same(files: tuple[str, str], tmp_path: Path) -> None:
    for form in ("csv", "jsonl", "json"):
        target = tmp_path / f"wyniki.{form}"
        assert say("rank", *files, "-o", str(target))[0] == 0
        code, out, _ = say("rank", *files, "--format", form)
        assert code == 0
        assert out.strip() == target.read_text(encoding="utf-8-sig").strip()


def test_an_older_file_is_kept(files: tuple[str, str], tmp_path: Path) -> None:
    target = tmp_path / "wyniki.csv"
    target.write_text("moje", encoding="utf-8")
    code, _, told = say("score", *files, "-o", str(target))
    assert code == 2
    assert "--force" in told
    assert target.read_text(encoding="utf-8") == "moje"
    assert say("score", *files, "-o", str(target), "--force")[0] == 0
    assert target.read_text(encoding="utf-8-sig").startswith("kandydat")


@pytest.mark.parametrize("name", ["wyniki", "wyniki.txt", "wyniki.pdf"])
def test_a_name_that_says_no_form(files: tuple[str, str], tmp_path: Path, name: str) -> None:
    code, _, told = say("score", *files, "-o", str(tmp_path / name))
    assert code == 2
    assert ".xlsx" in told


def test_candidates_are_never_written_over(files: tuple[str, str]) -> None:
    code, _, told = say("score", *files, "-o", files[1], "--force")
    assert code == 2
    assert "z którego powstaje" in told


def test_xlsx_needs_a_file(files: tuple[str, str]) -> None:
    assert say("score", *files, "--format", "xlsx")[0] == 2


def test_lists_beside_the_candidates_and_the_mapping_are_inputs(tmp_path: Path) -> None:
    regulation, candidates = tmp_path / "r.yaml", tmp_path / "k.csv"
    regulation.write_text(REGULATION, encoding="utf-8")
    candidates.write_text("id;egzamin\nk1;5\n", encoding="utf-8")
    (tmp_path / "k.wybory.csv").write_text("id;oddział\nk1;A\n", encoding="utf-8")
    (tmp_path / "m.yaml").write_text("mapowanie: 1\nkolumny: {id: id, egzamin: egzamin}\n", encoding="utf-8")
    words = ["score", str(regulation), str(candidates), "--mapping", str(tmp_path / "m.yaml"), "--format", "csv"]
    for name in ("k.wybory.csv", "m.yaml", "k.csv", "r.yaml"):
        before = (tmp_path / name).read_bytes()
        code, _, told = say(*words, "-o", str(tmp_path / name), "--force")
        assert code == 2
        assert "z którego powstaje" in told
        assert (tmp_path / name).read_bytes() == before
