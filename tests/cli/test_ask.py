"""`paragraf ask` from the outside: text, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

from cli import exits
from tests.cli.terminal import say

WIDEST = 80
KETY = str(Path("regulations/lo-wyspianskiego-kety/2025-2026.yaml"))


def test_text_names_the_unit_and_the_line() -> None:
    said = say("ask", KETY, "do kiedy składać wniosek?")
    assert said.code == exits.OK
    words = " ".join(said.out.split())
    assert "od 12 maja do 9 lipca 2025 r." in words
    assert "§ 2 ust. 1" in words
    assert f"{KETY}:" in said.out
    assert max(map(len, said.out.splitlines())) <= WIDEST


def test_options_of_a_question_back_are_told_once() -> None:
    said = say("ask", KETY, "kiedy są wyniki?")
    assert said.code == exits.OK
    assert said.out.count("przyjętych i nieprzyjętych") == 1


def test_no_line_ends_inside_a_unit_or_a_date() -> None:
    for question in ("mam 75% z matmy, ile to punktów", "jakie są terminy rekrutacji", "co z remisem"):
        said = say("ask", KETY, question)
        ends = [line.rstrip().rsplit(" ", 1)[-1] for line in said.out.splitlines() if line.strip()]
        assert not {"§", "ust.", "poz.", "lit.", "Dz.", "U."} & set(ends)
        assert not any(line.startswith("r.") for line in said.out.splitlines())
        assert "\u00a0" not in said.out


def test_json_is_the_contract() -> None:
    said = say(
        "pytaj", KETY, "egzamin 75% polski, 64% matma, 90% angielski i same czwórki, ile do A?", "--format", "json"
    )
    data = json.loads(said.out)
    assert said.code == exits.OK
    assert set(data) == {"odpowiedź", "status", "wartości", "cytaty", "pytanie_zwrotne"}
    assert data["status"] == "powierzone"
    assert "131.65" in [value["wartość"] for value in data["wartości"]]
    assert {"dokument", "jednostka", "jednostka_w_wydruku", "tekst", "plik", "wiersz", "linie"} == set(
        data["cytaty"][0]
    )


def test_an_honest_refusal_is_no_error() -> None:
    said = say("ask", KETY, "jaka będzie jutro pogoda?", "--format", "json")
    assert said.code == exits.OK
    assert json.loads(said.out)["status"] == "poza_zakresem"


def test_a_broken_regulation_is_not_answered_from(tmp_path: Path) -> None:
    broken = tmp_path / "zly.yaml"
    broken.write_text("paragraf: 1\nregulamin: [", encoding="utf-8")
    said = say("ask", str(broken), "do kiedy wniosek?")
    assert said.code == exits.PROBLEMS
    assert not said.out
    assert "paragraf check" in said.err


def test_wrong_use() -> None:
    assert say("ask", "nie-ma.yaml", "do kiedy wniosek?").code == exits.WRONG_USE
    assert say("ask", KETY, "  ").code == exits.WRONG_USE
    assert say("ask", KETY, KETY).code == exits.WRONG_USE
    assert say("ask", KETY).code == exits.WRONG_USE


def test_an_act_of_law_answers_for_itself() -> None:
    said = say("ask", "regulations/prawo/ponadpodstawowe-2025.yaml", "ile punktów za czerwony pasek")
    assert said.code == exits.OK
    assert "dostaje się 7 punktów" in " ".join(said.out.split())
