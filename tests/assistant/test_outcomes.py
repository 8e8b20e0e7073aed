"""„dlaczego się nie dostałem” over what `allocate` wrote: the reason of every choice, nobody else's data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.contract import Answer, Frame, Status
from assistant.outcomes import NotOutcomes, Outcomes, read_outcomes
from cli import exits
from tests.assistant.asking import KETY, kety, told
from tests.cli.terminal import say

ROWS = [
    {
        "kandydat": "probny-01",
        "przyjęty": None,
        "wybory": [
            {"oddział": "A", "wynik": "poniżej_progu", "powód": "za mało punktów: 90,2 punktu", "razem": "90.2"},
            {"oddział": "B", "wynik": "niekompletny", "powód": "brakuje: egzamin", "razem": None},
        ],
    },
    {
        "kandydat": "probny-02",
        "przyjęty": "D",
        "wybory": [{"oddział": "D", "wynik": "przyjęty", "powód": "", "razem": "150"}],
    },
]


@pytest.fixture
def outcomes(tmp_path: Path) -> Outcomes:
    path = tmp_path / "wyniki.json"
    path.write_text(json.dumps(ROWS, ensure_ascii=False), encoding="utf-8")
    return read_outcomes(path)


def _ask(question: str, outcomes: Outcomes, frame: Frame | None = None) -> Answer:
    return answer(question, [kety()], frame, outcomes=outcomes)


def test_each_choice_has_its_reason_and_the_way_to_appeal(outcomes: Outcomes) -> None:
    given = _ask("dlaczego probny-01 się nie dostał?", outcomes)
    assert {"nie", "90.2", "/2025-07-24"} <= set(map(str, told(given.values)))
    assert "za mało punktów" in given.text
    assert "brakuje: egzamin" in given.text
    assert "probny-02" not in given.text
    assert given.citations


def test_a_branch_named_is_told_alone(outcomes: Outcomes) -> None:
    given = _ask("dlaczego probny-01 nie dostał się do A?", outcomes)
    assert "90.2" in told(given.values)
    assert "oddział B" not in given.text


def test_an_admitted_candidate(outcomes: Outcomes) -> None:
    given = _ask("czy Probny-02 się dostał?", outcomes)
    assert {"tak", "150"} <= set(map(str, told(given.values)))
    assert "Uzasadnienie" not in given.text


def test_the_conversation_remembers_whom_it_is_about(outcomes: Outcomes) -> None:
    first = _ask("czy probny-01 się dostał?", outcomes)
    assert "90.2" in told(_ask("dlaczego nie?", outcomes, first.frame).values)
    assert "90.2" in told(_ask("dlaczego się nie dostał?", outcomes, first.frame).values)


def test_without_a_name_it_is_asked_back_and_lists_nobody(outcomes: Outcomes) -> None:
    given = _ask("dlaczego się nie dostałem?", outcomes)
    assert given.status is Status.ASK_BACK
    assert "probny" not in given.text


def test_one_who_is_not_in_the_file(outcomes: Outcomes) -> None:
    assert _ask("czy probny-99 się dostał?", outcomes).status is Status.UNSAID


def test_without_outcomes_the_reasons_of_a_refusal_are_told_of() -> None:
    given = answer("dlaczego się nie dostałem?", [kety()])
    assert given.status is Status.UNSAID
    assert "/2025-07-24" in told(given.values)


def test_lines_of_json_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "wyniki.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    assert set(read_outcomes(path).by_id) == {"probny-01", "probny-02"}


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"kandydat": 1}]', "a,b\n1,2", "[" * 5000, '{"kandydat": []}'])
def test_another_file_is_no_outcomes(tmp_path: Path, text: str) -> None:
    path = tmp_path / "inny.json"
    path.write_text(text, encoding="utf-8")
    if text:
        with pytest.raises(NotOutcomes):
            read_outcomes(path)
    else:
        assert not read_outcomes(path).by_id


def test_the_command_reads_what_allocate_wrote(tmp_path: Path) -> None:
    people, results = str(tmp_path / "k.csv"), str(tmp_path / "w.json")
    assert say("generate", str(KETY), "-n", "150", "-o", people).code == exits.OK
    assert say("allocate", str(KETY), people, "-o", results).code == exits.OK
    rows = json.loads(Path(results).read_text(encoding="utf-8"))
    refused = next(row for row in rows if row["przyjęty"] is None)
    said = say("ask", str(KETY), f"dlaczego {refused['kandydat']} się nie dostał", "--outcome", results)
    assert said.code == exits.OK
    assert " ".join(refused["wybory"][0]["powód"].split()[:4]) in " ".join(said.out.split())
    assert say("ask", str(KETY), "czy k1 się dostał", "--outcome", "pyproject.toml").code == exits.WRONG_USE
    assert say("ask", str(KETY), "czy k1 się dostał", "--outcome", "nie-ma.json").code == exits.WRONG_USE
