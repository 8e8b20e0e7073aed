"""`paragraf tui`: what is refused before anything of the terminal UI is loaded."""

from __future__ import annotations

from pathlib import Path

from tests.cli.terminal import say


def test_needs_a_terminal() -> None:
    said = say("tui")
    assert said.code == 2
    assert "tylko w terminalu" in said.err


def test_answers_to_its_polish_name_and_refuses_a_missing_candidates_file(tmp_path: Path) -> None:
    said = say("edytor", "--candidates", str(tmp_path / "nie-ma.jsonl"))
    assert said.code == 2
    assert "nie ma pliku" in said.err
