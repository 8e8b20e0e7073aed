"""The JSON that others rely on, and that its citations lead somewhere true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import answer
from assistant.contract import Frame, Status
from generator.regulation.addresses import units
from tests.assistant.asking import ask, kety, school, school_of, told, tuned_on

PARTS_OF_TERM = {"data", "godzina", "dni"}
KINDS = PARTS_OF_TERM | {"punkty", "liczba", "procent", "miejsca", "mnożnik", "termin", "lista", "werdykt", "adres"}
ASKED = [(question["q"], school_of(question)) for question in tuned_on()]


@pytest.mark.parametrize(("question", "name"), ASKED)
def test_json_is_the_contract(question: str, name: str) -> None:
    data: dict[str, Any] = json.loads(json.dumps(ask(question, name).as_json(), ensure_ascii=False))
    assert list(data) == ["odpowiedź", "status", "wartości", "cytaty", "pytanie_zwrotne"]
    assert data["odpowiedź"].strip() == data["odpowiedź"] != ""
    assert data["status"] in set(Status)
    for value in data["wartości"]:
        assert {"id", "rodzaj", "wartość", "jednostka", "tekst", "stan"} <= set(value)
        assert value["rodzaj"] in KINDS
        is_part_of_term = value["rodzaj"] in PARTS_OF_TERM
        assert is_part_of_term or value["tekst"].casefold() in data["odpowiedź"].casefold()
    for citation in data["cytaty"]:
        assert set(citation) == {"dokument", "jednostka", "jednostka_w_wydruku", "tekst", "plik", "wiersz", "linie"}
        assert citation["tekst"]
        assert citation["linie"] is None or len(citation["linie"]) == 2
    if data["status"] == "dopytanie":
        assert set(data["pytanie_zwrotne"]) == {"pytanie", "opcje"}
        assert data["pytanie_zwrotne"]["opcje"]


@pytest.mark.parametrize(("question", "name"), ASKED)
def test_every_value_stands_on_a_citation(question: str, name: str) -> None:
    given = ask(question, name)
    if any(value.kind != "werdykt" for value in given.values):
        assert given.citations
    assert len({value.id for value in given.values}) == len(given.values)


@pytest.mark.parametrize(("question", "name"), ASKED)
def test_citations_lead_to_a_line_and_a_unit(question: str, name: str) -> None:
    sources = {path: Path(path).read_text(encoding="utf-8").splitlines() for path in _paths(question, name)}
    generated = set(units(school(name)).values())
    for citation in ask(question, name).citations:
        assert sources[citation.path][citation.line - 1].strip()
        is_of_act = "Dz. U." in citation.document or citation.unit.startswith("art. ")
        assert citation.printed in generated or is_of_act
        assert citation.lines is not None or citation.unit == citation.printed or is_of_act


def _paths(question: str, name: str) -> set[str]:
    return {citation.path for citation in ask(question, name).citations}


@pytest.mark.seeds
@pytest.mark.parametrize("question", [question for question, name in ASKED if name == "kety"])
def test_cited_lines_are_in_the_source_document(question: str, seeds: Path) -> None:
    lines = next(seeds.glob("001_*.txt")).read_text(encoding="utf-8").splitlines()
    for citation in ask(question).citations:
        if citation.lines is not None:
            first, last = citation.lines
            assert 1 <= first <= last <= len(lines)
            assert any(line.strip() for line in lines[first - 1 : last])


# -- totals checked by hand -------------------------------------------------------------------------------------------

TOTALS = [
    ("Polski 75%, matma 64%, angielski 90% i cztery oceny dobre, ile do klasy A?", "131.65"),
    ("100% ze wszystkiego, same szóstki, pasek i wolontariat, ile razem do klasy A?", "182"),
    ("zwolniona z całego egzaminu, cztery piątki, ile punktów do A?", "153"),
]


@pytest.mark.parametrize(("question", "total"), TOTALS)
def test_totals_checked_by_hand(question: str, total: str) -> None:
    given = ask(question)
    sums = [value.canonical for value in given.values if value.id == "punkty.suma"]
    assert sums == [total]


# -- a conversation, several schools ----------------------------------------------------------------------------------


def test_a_short_turn_goes_on_where_the_last_one_stopped() -> None:
    first = answer("jakie przedmioty punktowane w klasie A", [kety()])
    second = answer("a w B?", [kety()], first.frame)
    assert second.intent == first.intent
    assert ["język polski", "matematyka", "język angielski", "biologia"] in told(second.values)


def test_results_said_before_are_kept() -> None:
    first = answer("mam 75% z matmy i 64% z polskiego, ile punktów do A?", [kety()])
    second = answer("i 90% z angielskiego", [kety()], first.frame)
    assert "75.65" not in told(first.values)
    assert {"26.25", "22.4", "27"} <= set(map(str, told(second.values)))


def test_several_schools_answer_each_under_its_name() -> None:
    given = answer("ile punktów za pasek", [kety(), kety()])
    assert [value.id for value in given.values] == ["szkoła1.punkty.wyróżnienie", "szkoła2.punkty.wyróżnienie"]
    assert given.text.count("Kętach") >= 1


def test_no_regulation_is_asked_back() -> None:
    assert answer("ile punktów za pasek", [], Frame()).status is Status.ASK_BACK
