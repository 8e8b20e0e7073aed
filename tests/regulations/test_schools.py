"""The shipped schools: what check tells of them, and examples that notice every number, condition and stage."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pytest

from admission.synthetic import synthetic_rows
from admission.validation import read_rows
from dsl.checks.examples import check_examples
from dsl.diagnostics import Diagnostics, Severity
from dsl.emit.evaluate import evaluate
from dsl.emit.python.backend import compile_regulation
from dsl.load import load
from dsl.model.regulation import SETTLED_IN, Regulation
from generator.numbering import number
from generator.regulation import regulation_document
from tests.regulations.shipped import (
    REGULATIONS,
    SCHOOLS,
    conditions,
    numbers,
    school,
    stages,
    with_number_changed,
    without_condition,
    without_stage,
)

EVERY_FILE = sorted(path.relative_to(REGULATIONS).with_suffix("").as_posix() for path in REGULATIONS.rglob("*.yaml"))
FEWEST_EXAMPLES = 15
DEVIATIONS = {
    "lo-wyspianskiego-kety/2025-2026": {"kolejność.etap_3": "odczytanie"},
    "zsme-kety/2025-2026": {"terminarz.uzupełnienie_wniosku.rekrutacyjne": "odczytanie"},
    "lomza-szkola-przykladowa/2026-2027": {"kolejność.laureaci": "odczytanie"},
    "malopolska-szkola-przykladowa/2025-2026": {},
    "sp77-krakow/2025-2026": {
        "kolejność.obowiązek_przygotowania": "odczytanie",
        "terminarz.deklaracje.rekrutacyjne": "sprzeczne",
        **{
            f"odwołania.{step}.termin": "nieaktualne"
            for step in ("wniosek_o_uzasadnienie", "uzasadnienie", "odwołanie", "rozpatrzenie")
        },
    },
}


def test_every_school_is_tested() -> None:
    with_branches = [name for name in EVERY_FILE if (found := load(file(name)).regulation) and found.branches]
    assert sorted(SCHOOLS) == with_branches


def file(name: str) -> Path:
    return REGULATIONS / f"{name}.yaml"


@pytest.mark.parametrize("name", EVERY_FILE)
def test_nothing_worse_than_a_note_is_told(name: str) -> None:
    told = load(file(name)).diagnostics
    assert [one.message for one in told if one.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("name", SCHOOLS)
def test_what_deviates_from_a_higher_rank(name: str) -> None:
    assert {".".join(one.path): str(one.state) for one in school(name).deviations} == DEVIATIONS[name]


@pytest.mark.parametrize("name", SCHOOLS)
def test_the_document_has_no_reference_without_a_place(name: str) -> None:
    numbering = number(regulation_document(school(name)))
    assert numbering.problems == ()


# -- examples ---------------------------------------------------------------------------------------------------------


def disagrees(found: Regulation) -> bool:
    """Whether an example expects something else than the regulation gives."""
    diagnostics = Diagnostics()
    check_examples(found, diagnostics)
    return bool(list(diagnostics))


@pytest.mark.parametrize("name", SCHOOLS)
def test_examples_agree(name: str) -> None:
    assert len(school(name).examples) >= FEWEST_EXAMPLES
    assert not disagrees(school(name))


@pytest.mark.parametrize("name", SCHOOLS)
def test_examples_notice_every_number(name: str) -> None:
    found = school(name)
    places = numbers(found)
    assert len(places) > 10
    unnoticed = [place for place in places if not disagrees(with_number_changed(found, place))]
    assert [(place.source.path, place.line) for place in unnoticed] == []


@pytest.mark.parametrize("name", SCHOOLS)
def test_examples_notice_every_condition_and_stage(name: str) -> None:
    """But the lot, which is taken without a stage too."""
    found = school(name)
    deciding = {place: one for place, one in stages(found).items() if one.kind not in SETTLED_IN}
    unnoticed = [one for place, one in conditions(found).items() if not disagrees(without_condition(found, place))]
    assert [one.name for one in unnoticed] == []
    assert [one.name for place, one in deciding.items() if not disagrees(without_stage(found, place))] == []


# -- scoring ----------------------------------------------------------------------------------------------------------


@lru_cache
def rows(name: str) -> tuple[bytes, ...]:
    found = synthetic_rows(school(name), 60, seed=7)
    return tuple(json.dumps(row, ensure_ascii=False).encode() for row in found)


@pytest.mark.parametrize("name", SCHOOLS)
def test_made_up_candidates_are_read_and_counted_alike_by_both_backends(name: str) -> None:
    found = school(name)
    read = read_rows(rows(name), "kandydaci.jsonl", found)
    assert not list(read.problems)
    program = compile_regulation(found)
    for candidate in read.good:
        for choice in candidate.choices:
            branch = found.branches[choice.branch]
            expected = evaluate(found, branch, candidate.facts, choice.pair)
            assert program.evaluate(branch, candidate.facts, choice.pair) == expected
