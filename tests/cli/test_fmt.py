"""`paragraf fmt`: files written anew only when asked, and never when their meaning is in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import say

UNTIDY = "paragraf: 1\nregulamin:   Próba\nwydaje: dyrektor\nkryteria:\n    a:  0,35*3  # trzy\n"
TIDY = "paragraf: 1\nregulamin: Próba\nwydaje: dyrektor\n\nkryteria:\n  a: 0,35 * 3  # trzy\n"


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    path = tmp_path / "regulamin.yaml"
    path.write_text(UNTIDY, encoding="utf-8")
    return path


def test_it_writes_the_file_and_then_has_nothing_to_do(untidy: Path) -> None:
    said = say("fmt", str(untidy))
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("regulamin.yaml: sformatowano.\n")
    assert untidy.read_text(encoding="utf-8") == TIDY
    again = say("formatuj", str(untidy), "--check")
    assert again.code == 0
    assert again.out.endswith("bez zmian.\n")


def test_check_writes_nothing_and_tells_by_its_code(untidy: Path) -> None:
    said = say("fmt", str(untidy), "--check")
    assert said.code == 1
    assert said.out.endswith("do sformatowania.\n")
    assert untidy.read_text(encoding="utf-8") == UNTIDY


def test_diff_shows_the_change_and_writes_nothing(untidy: Path) -> None:
    said = say("fmt", str(untidy), "--diff")
    assert (said.code, said.err) == (0, "")
    assert "-    a:  0,35*3  # trzy" in said.out
    assert "+  a: 0,35 * 3  # trzy" in said.out
    assert untidy.read_text(encoding="utf-8") == UNTIDY
    assert say("fmt", str(untidy), "--diff", "--check").code == 1


def test_a_file_with_a_syntax_error_is_left_alone_and_others_go_on(untidy: Path, tmp_path: Path) -> None:
    broken = tmp_path / "zly.yaml"
    broken.write_text(UNTIDY.replace("0,35*3", "0,35*"), encoding="utf-8")
    said = say("fmt", str(broken), str(untidy))
    assert said.code == 1
    assert "P020" in said.err
    assert "nic nie zmieniono" in said.err
    assert "0,35*" in broken.read_text(encoding="utf-8")
    assert untidy.read_text(encoding="utf-8") == TIDY


def test_the_mark_and_the_line_ends_of_windows_stay(tmp_path: Path) -> None:
    path = tmp_path / "okna.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode())
    assert say("fmt", str(path)).code == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode()


def test_wrong_use(tmp_path: Path) -> None:
    assert say("fmt").code == 2
    assert say("fmt", str(tmp_path / "nie-ma.yaml")).code == 2
    assert say("fmt", str(tmp_path)).code == 2


def test_shipped_regulations_are_formatted(root: Path) -> None:
    files = [str(path) for path in sorted((root / "regulations").rglob("*.yaml"))]
    said = say("fmt", "--check", *files)
    assert (said.code, said.err) == (0, ""), said.out
