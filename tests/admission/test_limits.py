"""Limits of all choices of one candidate together, of one school and of several."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from admission.candidates import Candidates
from admission.intake.reading import read_candidates
from admission.offer import Offer
from admission.recruitment.reading import read_recruitment
from admission.synthetic import synthetic_rows
from admission.validation import read_rows
from dsl.emit.python.standalone import standalone_module
from dsl.load import load
from tests.admission.recruitment.schools import LAW, write_schools
from tests.cli.terminal import say

CLAIM = "wybór: {droga: {typ: tak/nie, nazwa: najkrótsza droga}}\n"


def recruitment(folder: Path, limit: str, own: str = "") -> Offer:
    """Two schools with two branches each; `limit` stands in their law, `own` in the recruitment's file."""
    law = LAW.replace("limity: {szkoły: 2}", f"limity: {{szkoły: 2, dane wyboru: {{droga: {limit}}}}}") + CLAIM
    found = read_recruitment(write_schools(folder, own, prawo=law))
    assert found.recruitment is not None, [one.message for one in found.diagnostics]
    return found.recruitment


def rows(offer: Offer, *claims: str) -> Candidates:
    """One candidate, who claims the way to these branches and to none of the others."""
    wishes = [{"oddział": code, "droga": code in claims} for code in offer.branches]
    row: dict[str, Any] = {"id": "k1", "egzamin": 50, "wybory": wishes}
    return read_rows([json.dumps(row).encode()], "kandydaci.jsonl", offer)


@pytest.mark.parametrize(
    ("limit", "claims", "too_many"),
    [
        ("1 szkoła", ["lo1/A", "lo1/B"], 0),
        ("1 placówka", ["lo1/A", "lo2/A"], 2),
        ("2 przedszkola", ["lo1/A", "lo1/B", "lo2/A", "lo2/B"], 0),
        ("1 oddział", ["lo1/A", "lo1/B"], 2),
        ("3 grupy", ["lo1/A", "lo1/B", "lo2/A", "lo2/B"], 4),
        ("4 oddziały", ["lo1/A", "lo1/B", "lo2/A", "lo2/B"], 0),
        ("1 oddział", [], 0),
    ],
)
def test_a_claim_may_be_made_with_so_many(tmp_path: Path, limit: str, claims: list[str], too_many: int) -> None:
    found = rows(recruitment(tmp_path, limit), *claims)
    assert len(found.good) == (not too_many)
    told = [one.message for one in found.problems]
    assert len(told) == bool(too_many)
    assert all(f"„najkrótsza droga” może dotyczyć najwyżej {limit[0]}" in one for one in told)
    assert all(f"a jest przy {too_many} (limity)" in one for one in told)


def test_the_limit_of_the_recruitment_stands_before_that_of_the_schools(tmp_path: Path) -> None:
    offer = recruitment(tmp_path, "1 szkoła", "limity: {dane wyboru: {droga: 2 szkoły}}\n")
    assert len(rows(offer, "lo1/A", "lo2/A").good) == 1


def test_schools_that_do_not_agree_ask_for_one(tmp_path: Path) -> None:
    texts = dict.fromkeys(("prawo", "inne"), LAW + CLAIM)
    for name, limit in (("prawo", "1 szkoła"), ("inne", "2 szkoły")):
        texts[name] = texts[name].replace("{szkoły: 2}", f"{{szkoły: 2, dane wyboru: {{droga: {limit}}}}}")
    path = write_schools(tmp_path, **texts)
    lo2 = tmp_path / "lo2.yaml"
    lo2.write_text(lo2.read_text(encoding="utf-8").replace("[prawo]", "[inne]"), encoding="utf-8")
    assert [one.code for one in read_recruitment(path).diagnostics] == ["N003"]


def test_tables_know_it_too(tmp_path: Path) -> None:
    offer = recruitment(tmp_path, "1 szkoła")
    table = tmp_path / "k.csv"
    head = "id;egzamin;wybory.1;wybory.1.droga;wybory.2;wybory.2.droga\n"
    table.write_text(f"{head}k1;50;lo1/A;tak;lo2/A;nie\nk2;50;lo1/A;tak;lo2/A;tak\n", encoding="utf-8")
    found = read_candidates(table, offer)
    assert [one.id for one in found.good] == ["k1"]
    assert ["najwyżej 1 szkoły" in one.message for one in found.problems] == [True]


def test_made_up_candidates_keep_to_it(tmp_path: Path) -> None:
    offer = recruitment(tmp_path, "1 szkoła")
    found = read_rows((json.dumps(row).encode() for row in synthetic_rows(offer, 200, 7)), "x.jsonl", offer)
    assert len(found.good) == 200
    claimed = [choice for one in found.good for choice in one.choices if choice.pair["droga"]]
    assert claimed


@pytest.mark.parametrize(
    ("limit", "code"),
    [("droga: trzy", "P034"), ("droga: 0 szkół", "P034"), ("drog: 3 szkoły", "P060"), ("egzamin: 3 szkoły", "P060")],
)
def test_what_is_no_limit_is_told(tmp_path: Path, limit: str, code: str) -> None:
    law = LAW.replace("limity: {szkoły: 2}", f"limity: {{dane wyboru: {{{limit}}}}}") + CLAIM
    write_schools(tmp_path, prawo=law)
    found = load(tmp_path / "lo1.yaml").diagnostics
    assert code in [one.code for one in found]


def test_the_standalone_module_and_the_document_say_it(tmp_path: Path) -> None:
    law = LAW.replace("limity: {szkoły: 2}", "limity: {dane wyboru: {droga: 1 oddział}}") + CLAIM
    write_schools(tmp_path, prawo=law)
    regulation = load(tmp_path / "lo1.yaml").regulation
    assert regulation is not None
    (tmp_path / "modul.py").write_text(standalone_module(regulation), encoding="utf-8")
    for name, second in (("k1", "nie"), ("k2", "tak")):
        wishes = [{"oddział": "A", "droga": "tak"}, {"oddział": "B", "droga": second}]
        row = {"id": name, "egzamin": 50, "wybory": wishes}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    ran = [
        subprocess.run([sys.executable, "modul.py", f"{name}.jsonl"], cwd=tmp_path, capture_output=True, check=False)
        for name in ("k1", "k2")
    ]
    assert [one.returncode for one in ran] == [0, 1]
    assert "wybory.2.droga" in ran[1].stderr.decode()
    _, out, _ = say("document", str(tmp_path / "lo1.yaml"), "--format", "text")
    assert (
        "Okoliczność „najkrótsza droga” kandydat może wskazać dla nie więcej niż 1 spośród wybranych oddziałów."
        in " ".join(out.split())
    )
