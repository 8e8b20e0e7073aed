"""Candidates of several schools: places of schools on the list, limits, scoring, settlements."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from admission.candidates import Candidates, read_rows
from admission.recruitment.model import Recruitment
from admission.recruitment.reading import read_recruitment
from admission.recruitment.settling import with_settlements
from admission.results import run_allocation
from admission.scoring import score
from dsl.diagnostics import Diagnostics
from tests.admission.recruitment.schools import SCHOOL, write_schools


def recruitment(folder: Path, text: str = "", **changed: str) -> Recruitment:
    found = read_recruitment(write_schools(folder, text, **changed)).recruitment
    assert found is not None
    return found


def rows(offer: Recruitment, *given: dict[str, Any]) -> Candidates:
    return read_rows((json.dumps(row).encode() for row in given), "kandydaci.jsonl", offer)


def test_the_place_of_the_school_on_the_list(tmp_path: Path) -> None:
    found = rows(recruitment(tmp_path), {"id": "k1", "egzamin": 50, "wybory": ["lo2/A", "lo1/A", "lo2/B"]})
    places = [(one.pair["pozycja"], one.pair["pozycja_szkoły"]) for one in found.good[0].choices]
    assert places == [(1, 1), (2, 2), (3, 1)]


def test_points_by_the_place_of_the_school(tmp_path: Path) -> None:
    """Each school's own rules count in its branches, and they know the place of that school."""
    own = (
        SCHOOL + "rodzaje oddziałów:\n  zwykły:\n    kryteria: {pierwsza: {gdy: wybór.pozycja_szkoły = 1, punkty: 5}}\n"
    )
    own += "    razem: {kryteria: [egzamin, pierwsza]}\n"
    offer = recruitment(tmp_path, lo2=own)
    found = rows(
        offer,
        {"id": "k1", "egzamin": 50, "wybory": ["lo1/A", "lo2/A"]},
        {"id": "k2", "egzamin": 50, "wybory": ["lo2/A"]},
    )
    totals = [(one.candidate.id, one.choice.branch, one.result.total) for one in score(offer, found.good)]
    assert totals == [("k1", "lo1/A", 50), ("k1", "lo2/A", 50), ("k2", "lo2/A", 55)]


def test_more_schools_than_allowed(tmp_path: Path) -> None:
    offer = recruitment(tmp_path, "limity: {szkoły: 1}\n")
    found = rows(
        offer,
        {"id": "k1", "egzamin": 50, "wybory": ["lo1/A", "lo1/B"]},
        {"id": "k2", "egzamin": 50, "wybory": ["lo1/A", "lo2/A"]},
    )
    assert [one.id for one in found.good] == ["k1"]
    (problem,) = found.problems.sorted()
    assert "najwyżej 1 szkołę, a jest 2" in problem.message


def test_a_settlement_decides_between_equal_candidates(tmp_path: Path) -> None:
    text = "rozstrzygnięcia: [{oddział: lo1/B, decyzja: [k2, k1], podstawa: protokół nr 4}]\n"
    given = [{"id": name, "egzamin": 50, "wybory": ["lo1/B"]} for name in ("k1", "k2")]
    plain, settled = recruitment(tmp_path), recruitment(tmp_path, text)
    tied = run_allocation(plain, score(plain, rows(plain, *given).good))
    assert [one.admitted for one in tied.candidates] == [None, None]
    diagnostics = Diagnostics()
    decided = with_settlements(rows(settled, *given).good, settled, diagnostics)
    assert diagnostics.sorted() == ()
    outcome = run_allocation(settled, score(settled, decided))
    assert {one.candidate.id: one.admitted for one in outcome.candidates} == {"k1": None, "k2": "lo1/B"}
    assert "protokół nr 4" in outcome.candidates[0].choices[0].reason


def test_a_settlement_of_somebody_unknown_is_told(tmp_path: Path) -> None:
    text = "rozstrzygnięcia: [{oddział: lo1/B, decyzja: [k2, k9, k1], podstawa: p}]\n"
    offer = recruitment(tmp_path, text)
    given = [{"id": "k1", "egzamin": 50, "wybory": ["lo1/B"]}, {"id": "k2", "egzamin": 50, "wybory": ["lo1/A"]}]
    diagnostics = Diagnostics()
    with_settlements(rows(offer, *given).good, offer, diagnostics)
    assert [one.code for one in diagnostics.sorted()] == ["N005", "N005"]
    assert diagnostics.has_errors
