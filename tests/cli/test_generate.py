"""`paragraf generate`: made-up candidates in every form, the same for the same seed, obviously no real people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.terminal import say

KETY = str(Path(__file__).parents[2] / "regulations/lo-wyspianskiego-kety/2025-2026.yaml")


def test_lines_on_the_screen(tmp_path: Path) -> None:
    code, out, told = say("generate", KETY, "-n", "3")
    assert (code, told) == (0, "")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["id"] for row in rows] == ["przyklad-0001", "przyklad-0002", "przyklad-0003"]
    assert all(row["tożsamość"]["nazwisko"].startswith("Przykładowa") for row in rows)
    assert say("generate", KETY, "-n", "3", "--seed", "2").out != out
    assert say("generate", KETY, "-n", "3").out == out


def test_what_is_made_can_be_counted(tmp_path: Path) -> None:
    target = tmp_path / "k.jsonl"
    assert say("generate", KETY, "-n", "40", "-o", str(target))[0] == 0
    code, _, told = say("score", KETY, str(target), "--format", "jsonl")
    assert (code, told) == (0, "")


def test_tables_hold_the_same_people(tmp_path: Path) -> None:
    code, _, told = say("generate", KETY, "-n", "40", "-o", str(tmp_path / "k.csv"))
    assert code == 0
    assert "k.osiągnięcia.csv" in told
    lines = (tmp_path / "k.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 42
    assert say("generate", KETY, "-n", "40", "-o", str(tmp_path / "k.xlsx"))[0] == 0
    sheet = load_workbook(tmp_path / "k.xlsx")["kandydaci"]
    assert [sheet.cell(2, 1).value, sheet.cell(41, 1).value] == ["przyklad-0001", "przyklad-0040"]


@pytest.mark.parametrize("more", [("-n", "0"), ("--ties", "101"), ("-o", "k.txt"), ("-n", "1000001")])
def test_what_is_asked_wrongly(more: tuple[str, ...]) -> None:
    code, out, _ = say("generate", KETY, *more)
    assert (code, out) == (2, "")
