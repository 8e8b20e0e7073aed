"""`paragraf document`: where it writes, what it says, and what it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import say

SCHOOL = "regulations/lo-wyspianskiego-kety/2025-2026.yaml"
SMALL = """\
paragraf: 1
regulamin: Próba
wydaje: dyrektor
kandydat: {egzamin: procent}
kryteria: {egzamin: 0,5 * egzamin}
kolejność: [{etap: suma, suma: [egzamin]}]
oddziały: {A: {miejsca: 30}}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "próba.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_a_pdf_beside_the_file(small: Path) -> None:
    said = say("dokument", str(small))
    assert said.code == 0
    assert small.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert f"Zapisano dokument: {small.with_suffix('.pdf')} (1 strona, " in said.out


def test_text_goes_to_the_screen_or_to_a_file(small: Path, tmp_path: Path) -> None:
    assert "§ 1. Przepisy ogólne" in say("document", str(small), "--format", "text").out
    said = say("document", str(small), "--format", "text", "-o", str(tmp_path))
    assert said.code == 0
    assert "§ 1. Przepisy ogólne" in (tmp_path / "próba.txt").read_text(encoding="utf-8")


def test_the_shipped_regulation_in_print_style(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "druk.pdf"
    said = say("document", str(root / SCHOOL), "-o", str(target), "--style", "druk")
    assert said.code == 0
    assert target.exists()


def test_remarks_are_told_after_the_document_and_not_in_it(small: Path) -> None:
    small.write_text(
        SMALL.replace("miejsca: 30", "miejsca: {wartość: 30, stan: odczytanie, uwaga: nieczytelne, inny odczyt: 80}"),
        encoding="utf-8",
    )
    said = say("document", str(small), "--format", "text")
    assert said.code == 0
    assert "Uwagi do regulaminu: 1." in said.err
    assert "• odczytanie – § 2 tabela 1 oddział A: nieczytelne\n  inny odczyt: 80\n" in said.err
    assert "nieczytelne" not in said.out


def test_no_remarks_no_word_of_them(small: Path) -> None:
    assert say("document", str(small)).err == ""


@pytest.mark.parametrize("style", ["dostepny", "druk"])
def test_the_same_bytes_in_another_process_zone_language_and_folder(root: Path, tmp_path: Path, style: str) -> None:
    say("document", str(root / SCHOOL), "-o", str(tmp_path / "tu.pdf"), "--style", style)
    for name, zone, language, seed in (
        ("a.pdf", "Asia/Tokyo", "C", "1"),
        ("b.pdf", "America/Lima", "pl_PL.UTF-8", "2"),
    ):
        environment = os.environ | {
            "TZ": zone, "LC_ALL": language, "LANG": language, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root),
        }  # fmt: skip
        words = [sys.executable, "-m", "cli", "document", os.path.relpath(root / SCHOOL, tmp_path), "-o", name]
        subprocess.run([*words, "--style", style], cwd=tmp_path, env=environment, capture_output=True, check=True)
        assert (tmp_path / name).read_bytes() == (tmp_path / "tu.pdf").read_bytes()


def test_a_regulation_with_errors(small: Path) -> None:
    small.write_text(SMALL.replace("0,5 * egzamin", "0,5 * egzmin"), encoding="utf-8")
    said = say("document", str(small))
    assert said.code == 1
    assert not small.with_suffix(".pdf").exists()
    assert "paragraf check" in said.err


def test_wrong_places(small: Path, tmp_path: Path) -> None:
    assert say("document", str(tmp_path / "nie_ma.yaml")).code == 2
    assert say("document", str(small), "-o", str(tmp_path / "nie_ma" / "x.pdf")).code == 2
    assert say("document", str(small), "-o", str(small)).code == 2


@pytest.mark.parametrize(
    ("name", "format"),
    [("x.docx", "pdf"), ("x", "pdf"), ("x.txt", "pdf"), ("x.pdf", "text"), ("x.docx", "text"), (".pdf", "pdf")],
)
def test_a_name_that_promises_another_kind_of_file(small: Path, tmp_path: Path, name: str, format: str) -> None:
    said = say("document", str(small), "--format", format, "-o", str(tmp_path / name))
    assert said.code == 2
    assert "(.pdf) albo, z --format text" in said.err
    assert not (tmp_path / name).exists()


def test_the_ending_may_be_in_capitals(small: Path, tmp_path: Path) -> None:
    assert say("document", str(small), "-o", str(tmp_path / "X.PDF")).code == 0


def test_a_law_that_leaves_criteria_to_others(root: Path, tmp_path: Path) -> None:
    law = str(root / "regulations/prawo/przedszkola.yaml")
    assert say("check", law).code == 0
    said = say("document", law, "-o", str(tmp_path / "x.pdf"))
    assert said.code == 2
    assert "zostawia innym ustalenie kryteriów: „gminne”." in said.err
    assert "P801" not in said.err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_cannot_be_written_to(small: Path, tmp_path: Path) -> None:
    locked = tmp_path / "zamknięty"
    locked.mkdir(mode=0o555)
    assert say("document", str(small), "-o", str(locked)).code == 2
