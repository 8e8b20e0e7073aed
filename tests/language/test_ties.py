"""Lots and decisions of the commission: data that settle a final tie, as far as the regulation lets them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from admission.results import run_allocation
from admission.scoring import score as score_all
from admission.validation import read_rows
from dsl.model.regulation import Regulation, StageKind
from generator.numbering import number
from generator.regulation import regulation_document
from generator.text import as_text
from tests.dsl.loading import codes, load_yaml, regulation
from tests.language.scoring import score

RULES = """
    kandydat: {wynik: liczba od 0 do 100}
    kryteria: {wynik: wynik}
    kolejność:
      - {etap: suma, suma: [wynik]}
      ENDING
    oddziały: {A: {miejsca: 1}}
"""
LOT, DECISION = "- {etap: los, losowanie: tak}", "- {etap: komisja, decyzja komisji: tak}"
NO_LOT, NO_DECISION = "- {etap: bez losu, losowanie: nie}", "- {etap: bez komisji, decyzja komisji: nie}"


def rules(*endings: str) -> Regulation:
    return regulation(RULES.replace("ENDING", "\n      ".join(endings)))


def rows(*settled: dict[str, Any]) -> list[bytes]:
    """Candidates equal in points; each with what settles the tie."""
    return [
        json.dumps({"id": f"k{place}", "wynik": 50, "wybory": [{"oddział": "A", **one}]}, ensure_ascii=False).encode()
        for place, one in enumerate(settled, start=1)
    ]


def told(one: Regulation, *settled: dict[str, Any]) -> list[tuple[str, str]]:
    return [(found.code, found.message) for found in read_rows(rows(*settled), "k.jsonl", one).problems]


def outcome(one: Regulation, *settled: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Who is admitted, and the reason of the first."""
    candidates = read_rows(rows(*settled), "k.jsonl", one).good
    found = run_allocation(one, score_all(one, candidates))
    reason = found.candidates[0].choices[0].reason
    return [candidate.candidate.id for candidate in found.candidates if candidate.admitted], [reason]


def test_what_the_order_names_is_accepted_and_the_other_refused() -> None:
    assert told(rules(LOT), {"los": 1}, {"los": 2}) == []
    assert told(rules(DECISION), {"decyzja": 1}, {"decyzja": 2}) == []
    ((code, message),) = told(rules(LOT), {"los": 1}, {"decyzja": 2})
    assert (code, "Decyzja komisji nie rozstrzyga o kolejności w oddziale „A”." in message) == ("K002", True)
    ((code, message),) = told(rules(DECISION), {"los": 1})
    assert (code, "Losowanie nie rozstrzyga" in message) == ("K002", True)


def test_what_the_regulation_excludes_is_refused() -> None:
    assert [code for code, _ in told(rules(NO_LOT), {"los": 1})] == ["K002"]
    assert [code for code, _ in told(rules(NO_LOT), {"decyzja": 1})] == ["K006"]
    assert [code for code, _ in told(rules(NO_LOT, NO_DECISION), {"los": 1}, {"decyzja": 1})] == ["K002", "K002"]


def test_where_it_is_silent_both_count_with_a_warning_about_the_basis() -> None:
    silent = rules()
    basis = {"podstawa_rozstrzygnięcia": "protokół nr 4"}
    ((code, message),) = told(silent, {"los": 1}, {"los": 2, **basis})
    assert (code, message.endswith("(2 kandydatów); bez podstawy: 1.")) == ("K006", True)
    ((code, message),) = told(silent, {"decyzja": 1, **basis})
    assert (code, message.endswith("(1 kandydat); każdy z podstawą.")) == ("K006", True)
    assert told(silent, {}, {}) == []


def test_the_lowest_is_first_and_the_basis_is_in_the_reason() -> None:
    first = {"los": 2, "podstawa_rozstrzygnięcia": "protokół nr 4"}
    assert outcome(rules(), first, {"los": 1}) == (
        ["k2"],
        ["przy równych wynikach rozstrzygnęło losowanie (protokół nr 4)"],
    )
    assert outcome(rules(DECISION), {"decyzja": 1}, {"decyzja": 2}) == (
        ["k1"],
        ["przyjęto z wynikiem 50 punktów; przy równych wynikach rozstrzygnęła decyzja komisji rekrutacyjnej"],
    )


def test_a_lot_goes_on_where_the_decision_leaves_some_equal() -> None:
    both = rules(DECISION, LOT)
    assert both.branches["A"].rules.settling == (StageKind.DECISION, StageKind.LOT)
    admitted, _ = outcome(both, {"decyzja": 1, "los": 2}, {"decyzja": 1, "los": 1}, {"decyzja": 2, "los": 1})
    assert admitted == ["k2"]
    # The commission said nothing of the third: its decision counts for none of them, the lots for all.
    admitted, _ = outcome(both, {"decyzja": 1, "los": 3}, {"decyzja": 2, "los": 2}, {"los": 1})
    assert admitted == ["k3"]


@pytest.mark.parametrize("settled", [[{"los": 1}, {}], [{"los": 1}, {"decyzja": 1}], [{"los": 3}, {"los": 3}]])
def test_what_is_not_settled_for_all_stays_a_tie(settled: list[dict[str, Any]]) -> None:
    admitted, _ = outcome(rules(), *settled)
    assert admitted == []


def test_every_backend_knows_both() -> None:
    found = score(rules(DECISION, LOT), wynik=50, wybory=[{"oddział": "A", "los": 3, "decyzja": 2}])
    assert [(one.stage, one.value) for one in found.order] == [("suma", 50), ("komisja", 2), ("los", 3)]


def test_both_allowed_and_excluded() -> None:
    assert codes(load_yaml(RULES.replace("ENDING", f"{LOT}\n      {NO_LOT}"))) == ["P036"]


def test_an_example_may_settle_its_tie() -> None:
    text = (
        RULES.replace("ENDING", DECISION)
        + """
    przykłady:
      komisja:
        dane: {wynik: 10}
        kandydaci: {ewa: {decyzja: 2}, jan: {decyzja: 1}}
        oczekuj: {kolejność: [jan, ewa]}
"""
    )
    assert codes(load_yaml(text)) == []


def test_the_document_says_what_is_excluded() -> None:
    printed = as_text(number(regulation_document(rules(DECISION, NO_LOT))).document)
    assert "Przy równych wynikach nie przeprowadza się losowania." in printed
    assert "losowania" not in as_text(number(regulation_document(rules(DECISION))).document)


def test_a_stage_behind_a_lot_decides_only_where_nobody_drew() -> None:
    text = RULES.replace("wynik: liczba od 0 do 100", "wynik: liczba od 0 do 100, pierwsza: tak/nie")
    after = "- {etap: po losie, pierwszeństwo: pierwsza}"
    found = load_yaml(text.replace("ENDING", f"{LOT}\n      {after}"))
    assert codes(found) == ["P112"]
    assert found.regulation is not None

    def admitted(*lots: int | None) -> list[str]:
        lines = [
            {"id": f"k{place}", "wynik": 50, "pierwsza": place == 2, "wybory": [{"oddział": "A", "los": lot}]}
            for place, lot in enumerate(lots, start=1)
        ]
        assert found.regulation is not None
        candidates = read_rows([json.dumps(one).encode() for one in lines], "k.jsonl", found.regulation).good
        allocation = run_allocation(found.regulation, score_all(found.regulation, candidates))
        return [one.candidate.id for one in allocation.candidates if one.admitted]

    assert admitted(1, 2) == ["k1"]
    assert admitted(1, 1) == ["k2"]
    assert admitted(None, 2) == ["k2"]
