"""Candidates of several schools: places of schools on the list, limits, scoring, settlements."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from admission.candidates import Candidates
from admission.intake.reading import read_candidates
from admission.recruitment.model import Recruitment
from admission.recruitment.reading import read_recruitment
from admission.recruitment.settling import with_settlements
from admission.results import run_allocation
from admission.scoring import score
from admission.validation import read_rows
from dsl.diagnostics import Diagnostics
from tests.admission.recruitment.schools import LAW, SCHOOL, write_schools


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
    assert [one.code for one in diagnostics.sorted()] == ["K006"]
    outcome = run_allocation(settled, score(settled, decided))
    assert {one.candidate.id: one.admitted for one in outcome.candidates} == {"k1": None, "k2": "lo1/B"}
    assert "protokół nr 4" in outcome.candidates[0].choices[0].reason


def test_a_settlement_of_somebody_unknown_is_told(tmp_path: Path) -> None:
    text = "rozstrzygnięcia: [{oddział: lo1/B, decyzja: [k2, k9, k1], podstawa: p}]\n"
    offer = recruitment(tmp_path, text)
    given = [{"id": "k1", "egzamin": 50, "wybory": ["lo1/B"]}, {"id": "k2", "egzamin": 50, "wybory": ["lo1/A"]}]
    diagnostics = Diagnostics()
    with_settlements(rows(offer, *given).good, offer, diagnostics)
    assert [one.code for one in diagnostics.sorted()] == ["K006", "N005", "N005"]
    assert diagnostics.has_errors


def test_a_protocol_that_names_somebody_withdrawn_still_holds_for_the_rest(tmp_path: Path) -> None:
    text = "rozstrzygnięcia: [{oddział: lo1/B, decyzja: [k3, k2, k1], podstawa: p}]\n"
    offer = recruitment(tmp_path, text)
    given = [{"id": name, "egzamin": 50, "wybory": ["lo1/B"]} for name in ("k1", "k2")]
    diagnostics = Diagnostics()
    decided = with_settlements(rows(offer, *given).good, offer, diagnostics, {"k3"})
    assert not diagnostics.has_errors
    assert any("nie bierze udziału" in one.message for one in diagnostics.sorted())
    outcome = run_allocation(offer, score(offer, decided))
    assert {one.candidate.id: one.admitted for one in outcome.candidates} == {"k1": None, "k2": "lo1/B"}


@pytest.mark.parametrize(
    ("written", "now"),
    [
        ("lo1/A", "Napisz zamiast niego: lo1/AB."),
        ("lo2/A", "Napisz zamiast niego: lo2/A/niemiecki albo lo2/A/włoski."),
    ],
)
def test_the_former_code_of_a_branch_leads_to_what_it_has_become(tmp_path: Path, written: str, now: str) -> None:
    text = "wspólne: {lo1/AB: [lo1/A, lo1/B]}\ngrupy: {lo2/A: {niemiecki: 1, włoski: 1}}\n"
    offer = recruitment(tmp_path, text)
    for entry in (written, {"oddział": written}):
        found = rows(offer, {"id": "k1", "egzamin": 50, "wybory": [entry]})
        assert [one.hint for one in found.problems] == [now]
    table = tmp_path / "k.csv"
    table.write_text(f"id;egzamin;wybory.1\nk1;50;{written}\n", encoding="utf-8")
    assert [one.hint for one in read_candidates(table, offer).problems] == [now]


def test_the_only_school_needs_no_sign(tmp_path: Path) -> None:
    """Its file and its candidates name branches as its own regulation does; the sign may still stand there."""
    path = write_schools(tmp_path)
    text = """\
        paragraf: 1
        nabór: Jedna szkoła
        regulaminy: {t7: lo1.yaml}
        miejsca: {A: 3, t7/B: 4}
        grupy: {A: {niemiecki: 2, hiszpański: 1}}
        rozstrzygnięcia: [{oddział: B, losowanie: [k2, k1], podstawa: p}]
    """
    path.write_text(dedent(text), encoding="utf-8")
    read = read_recruitment(path)
    offer = read.recruitment
    assert offer is not None, [one.message for one in read.diagnostics]
    assert list(offer.branches) == ["B", "A/niemiecki", "A/hiszpański"]
    assert [one.branch for one in offer.settlements] == ["B"]
    assert offer.branches["B"].seats is not None
    assert offer.branches["B"].seats.count == 4
    found = rows(
        offer,
        {"id": "k1", "egzamin": 50, "wybory": ["B", {"oddział": "T7/A/niemiecki"}]},
        {"id": "k2", "egzamin": 50, "wybory": ["t7/B"]},
        {"id": "k3", "egzamin": 50, "wybory": ["lo1/B"]},
        {"id": "k4", "egzamin": 50, "wybory": ["B", "t7/B"]},
    )
    assert [[one.branch for one in each.choices] for each in found.good] == [["B", "A/niemiecki"], ["B"]]
    assert len(found.problems.items) == 2
    table = tmp_path / "k.csv"
    table.write_text("id;egzamin;wybory.1;wybory.2\nk1;50;t7/B;A/niemiecki\nk2;5;B;\n", encoding="utf-8")
    plain = read_candidates(table, offer)
    assert not plain.problems.items
    assert [[one.branch for one in each.choices] for each in plain.good] == [["B", "A/niemiecki"], ["B"]]


def test_columns_of_branches_find_them_with_the_sign_of_the_only_school(tmp_path: Path) -> None:
    path = write_schools(tmp_path, prawo=LAW + "wybór: {próba: liczba?}\n")
    path.write_text("paragraf: 1\nnabór: x\nregulaminy: {t7: lo1.yaml}\n", encoding="utf-8")
    offer = read_recruitment(path).recruitment
    assert offer is not None
    table = tmp_path / "k.csv"
    head = "id;egzamin;wybory.1;wybory.2;wybory.A.próba;wybory.t7/B.próba"
    table.write_text(f"{head}\nk1;5;t7/A;B;1;2\nk2;5;A;t7/B;1;2\n", encoding="utf-8")
    found = read_candidates(table, offer)
    assert not found.problems.items
    given = [[(one.branch, one.pair["próba"]) for one in each.choices] for each in found.good]
    assert given == [[("A", 1), ("B", 2)]] * 2


def test_with_more_schools_a_branch_has_the_sign_of_its_own(tmp_path: Path) -> None:
    found = rows(recruitment(tmp_path), {"id": "k1", "egzamin": 50, "wybory": ["A"]})
    assert [one.code for one in found.problems.items] == ["K002"]
