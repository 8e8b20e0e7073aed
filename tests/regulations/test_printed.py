"""Against the checklists of the seeds: whatever is encoded of a document stands in the printed regulation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dsl.model.regulation import Regulation
from generator.numbering import number
from generator.regulation import regulation_document, remarks, units
from generator.regulation.draft import Draft
from generator.regulation.outline import PARTS
from generator.text import as_text
from generator.tree import Paragraph
from tests.regulations.checklist import citations
from tests.regulations.mutants import mutants
from tests.regulations.printed import PRINTED_AS, encoded, lines_printed, plain, printed
from tests.regulations.shipped import SCHOOLS, school

DOCUMENTS = sorted(PRINTED_AS)
LEFT_OUT = ("rodzaje_oddziałów", "przygotowania_wojskowego", "kolejność", "laureaci")
UNITS = ("kryteria", "warunki", "terminarz", "dokumenty", "akty", "limity", "system", "komisja", "listy", "odwołania")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_everything_encoded_is_printed(document: str) -> None:
    name = PRINTED_AS[document]
    found = [one for one in encoded(school(name)) if any(one.lines(document))]
    assert len(found) >= 10
    assert [(one.path, one.missing(printed(name))) for one in found if one.missing(printed(name))] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_line_of_the_checklist_is_printed(document: str) -> None:
    """But for lines that only examples cite, which are there to be counted, and a stage that the file leaves out."""
    cited, told = lines_printed(document)
    wanted = {
        line
        for one in citations()
        if one.document == document and not one.compared and one.place[0] != "przykłady" and one.place != LEFT_OUT
        for line in range(one.first, one.last + 1)
    }
    assert wanted - cited == set()
    assert cited == told


def test_a_stage_that_is_left_out_is_remarked() -> None:
    """It has no words in the document, so the director is told."""
    found = school(PRINTED_AS["004"])
    told = [
        one for one in remarks(found, units(found)) if one.path == "kolejność.laureaci" and "nie wspomina" in one.text
    ]
    assert [one.unit for one in told] == ["§ 14"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_rule_has_its_unit(document: str) -> None:
    """So that whoever asks for a rule is sent to the place that says it."""
    found = school(PRINTED_AS[document])
    places = units(found)
    rules = {one.path for one in encoded(found) if one.path.partition(".")[0] in UNITS and one.path.count(".") == 1}
    assert rules
    assert sorted(path for path in rules if not places.get(path) and not _is_in_a_kind(path, places)) == []


def _is_in_a_kind(path: str, places: object) -> bool:
    """A rule of one kind of branches has the kind before its path."""
    return any(str(known).endswith(f".{path}") for known in places)  # type: ignore[attr-defined]


def test_a_clause_left_out_is_noticed() -> None:
    found = school(PRINTED_AS["001"])
    clauses = {section: dict(list(of.items())[1:]) for section, of in found.clauses.items()}
    left = replace(found, clauses=clauses, outline=None)
    text = plain(as_text(number(regulation_document(left)).document))
    missing = {one.path.partition(".")[0] for one in encoded(found) if one.missing(text)}
    cited = {section for section, of in found.clauses.items() if next(iter(of.values())).notes.sources}
    assert missing == cited
    assert len(cited) >= 4


OWN_WORDS = frozenset(
    {
        "język_do_przeliczenia",  # „ocena z języka obcego zadeklarowanego na egzamin, a gdy …”
        "laureat_lub_finalista",  # „laureat lub finalista ogólnopolskiej olimpiady przedmiotowej albo …”
        "laureat_z_drugiego_języka",  # „kandydat jest laureatem lub finalistą olimpiady przedmiotowej albo …”
        "ocena_z_języka_obcego",  # „najwyższa z ocen z języków obcych”
    }
)
"""Definitions whose names say in the author's words what their formulas say."""


@pytest.mark.parametrize("name", SCHOOLS)
def test_a_rule_that_is_changed_reads_otherwise(name: str) -> None:
    """Every number, name, comparison and exception of the rules is in the document: one changed, the text changes."""
    found = replace(school(name), examples=())
    told = _rules_in_words(found)
    every = list(mutants(found, OWN_WORDS))
    assert len(every) >= 20
    assert [what for what, changed in every if _rules_in_words(changed) == told] == []


def _rules_in_words(found: Regulation) -> tuple[Paragraph, ...]:
    draft = Draft(found)
    return tuple(one for part in ("warunki", "kryteria", "kolejność", "dokumenty") for one in PARTS[part](draft))
