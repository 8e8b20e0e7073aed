"""`paragraf explain-code`: a code explained, all of them listed, and what one may have meant."""

from __future__ import annotations

import json

import pytest

from dsl.codes import records
from tests.cli.terminal import say


def test_a_code_is_explained_with_its_examples() -> None:
    said = say("explain-code", "P021")
    assert said.code == 0
    assert said.out.startswith("P021. Kropka w liczbie\n")
    for part in ("Dlaczego to ważne:", "Jak poprawić:", "Źle:", "    egzamin: 0.35 * egzamin", "Dobrze:"):
        assert part in said.out
    assert "\x1b" not in said.out


@pytest.mark.parametrize("words", [("wyjasnij-kod", "p021"), ("wyjaśnij-kod", " P021 ")])
def test_alias_and_small_letters(words: tuple[str, str]) -> None:
    assert say(*words).out == say("explain-code", "P021").out


@pytest.mark.parametrize("code", records())
def test_every_code_fits_on_a_screen(code: str) -> None:
    lines = say("explain-code", code).out.splitlines()
    assert len(lines) < 60
    assert max(map(len, lines)) <= 120


def test_files_beside_and_rows_are_shown() -> None:
    assert "Obok, w pliku prawo.yaml:" in say("explain-code", "P045").out
    rows = say("explain-code", "K002").out
    assert "Regulamin:" in rows
    assert "Gdzie się pojawia: paragraf score" in rows


def test_all_are_listed_by_group() -> None:
    said = say("explain-code")
    assert said.code == 0
    for code, record in records().items():
        assert f"  {code}  {record.title}\n" in said.out
    assert "Zapis formuł\n  P020" in said.out


def test_as_data() -> None:
    one = json.loads(say("explain-code", "P044", "--format", "json").out)
    assert (one["kod"], one["grupa"], set(one["przykład"]["obok"])) == (
        "P044",
        "Podstawy regulaminu",
        {"uchwala.yaml", "zarzadzenie.yaml"},
    )
    assert json.loads(say("explain-code", "P001", "--format", "json").out)["przykład"] is None
    every = [json.loads(line) for line in say("explain-code", "--format", "jsonl").out.splitlines()]
    assert [one["kod"] for one in every] == list(records())
    assert json.loads(say("explain-code", "--format", "json").out) == every


@pytest.mark.parametrize(
    ("word", "meant"),
    [("P06", "P060 (Nieznana nazwa)"), ("0P60", "Czy chodziło o P"), ("przecinek", "P017 (Przecinek")],
)
def test_an_unknown_code(word: str, meant: str) -> None:
    said = say("explain-code", word)
    assert (said.code, said.out) == (2, "")
    assert f"nie ma kodu „{word}”" in said.err
    assert meant in said.err
    assert "Wszystkie kody: paragraf explain-code" in said.err
