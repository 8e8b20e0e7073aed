"""The encodings against the documents they encode: every line is cited or says nothing, every figure stands there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import pytest

from dsl.model.expr import Constant
from dsl.model.regulation import ForEach, Notes, Points, Rows, SourceRef
from polish.numbers import format_number
from tests.regulations.checklist import DOCUMENTS, citations, index, page, without_effect
from tests.regulations.printed import lines_printed
from tests.regulations.shipped import criteria, school, tables


@lru_cache
def lines_of(seeds: Path, document: str) -> tuple[str, ...]:
    (path,) = seeds.glob(f"{document}_*.txt")
    return tuple(path.read_text(encoding="utf-8").split("\n"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_line_is_cited_or_has_no_effect(seeds: Path, document: str) -> None:
    lines = lines_of(seeds, document)
    found = {line for one in citations() if one.document == document for line in range(one.first, one.last + 1)}
    said = {position for position, line in enumerate(lines, 1) if line.strip()}
    assert sorted(said - found - without_effect(document)) == []
    assert without_effect(document) <= said
    assert found <= set(range(1, len(lines) + 1))


def test_no_citation_begins_or_ends_at_an_empty_line(seeds: Path) -> None:
    ends = [(one, line) for one in citations() for line in (one.first, one.last)]
    assert [one for one, line in ends if not lines_of(seeds, one.document)[line - 1].strip()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_checklist_is_up_to_date(document: str, root: Path, golden: Callable[[Path, str], None]) -> None:
    golden(root / "docs" / "postanowienia" / f"{document}.md", page(document))


def test_the_list_of_checklists(root: Path, golden: Callable[[Path, str], None]) -> None:
    golden(
        root / "docs" / "postanowienia" / "README.md",
        index({one: tuple(map(len, lines_printed(one))) for one in DOCUMENTS}),
    )


# -- figures ----------------------------------------------------------------------------------------------------------

FIGURES = [
    ("zsme-kety/2025-2026", "002"),
    ("lomza-szkola-przykladowa/2026-2027", "004"),
    ("sp77-krakow/2025-2026", "003"),
]


def text_at(seeds: Path, document: str, notes: Notes) -> str:
    """The lines that a rule cites, what it only compares with included."""
    refs: tuple[SourceRef, ...] = (*notes.sources, *notes.compare)
    places = [ref.lines for ref in refs if ref.document == document and ref.lines]
    return "\n".join("\n".join(lines_of(seeds, document)[first - 1 : last]) for first, last in places)


def stands_in(figure: Fraction, text: str) -> bool:
    return re.search(rf"(?<![\d,]){re.escape(format_number(figure))}0?(?![\d,]*\d)", text) is not None


def figures(name: str) -> Iterator[tuple[str, Notes, Fraction]]:
    """Points of rows and of tables, multipliers of formulas and what cuts; `brak` is the reading of a silence."""
    found = school(name)
    for table in tables(found).values():
        values = [value for key, value in table.rows.items() if key != "brak"]
        yield from ((table.name, table.notes, one.value) for one in values if isinstance(one, Constant))  # type: ignore[misc]
    for criterion in criteria(found).values():
        way = criterion.way.body if isinstance(criterion.way, ForEach) else criterion.way
        formulas = [criterion.limit, way.points if isinstance(way, Points) else None]
        if isinstance(way, Rows):
            formulas += [part for row in way.rows for part in (row.points, row.several)]
        notes = criterion.notes
        for formula in formulas:
            if isinstance(formula, Constant) and isinstance(formula.value, Fraction):
                yield criterion.dotted, notes, formula.value


@pytest.mark.parametrize(("name", "document"), FIGURES)
def test_figures_stand_where_they_are_cited(seeds: Path, name: str, document: str) -> None:
    every = list(figures(name))
    assert len(every) >= 7
    missing = [
        (what, str(value)) for what, notes, value in every if not stands_in(value, text_at(seeds, document, notes))
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("figure", "text", "stands"),
    [
        (18, "po 18 punktów", True),
        (8, "po 18 punktów", False),
        (1, "1,5", False),
        (5, "0,5", False),
        (1, "- 1 pkt.", True),
    ],
)
def test_a_figure_is_a_whole_number_of_the_text(figure: int, text: str, stands: bool) -> None:
    assert stands_in(Fraction(figure), text) is stands


def test_multipliers_of_the_exam(seeds: Path) -> None:
    for name, document in (("zsme-kety/2025-2026", "002"), ("lomza-szkola-przykladowa/2026-2027", "004")):
        (exam,) = (one for one in criteria(school(name)).values() if one.path == ("egzamin",))
        text = text_at(seeds, document, exam.notes)
        found = {
            node.value
            for part in exam.walk()
            for formula in part.formulas()
            for node in formula.walk()
            if isinstance(node, Constant) and isinstance(node.value, Fraction) and node.value < 1
        }
        assert found == {Fraction(35, 100), Fraction(3, 10)}
        assert all(stands_in(one, text) for one in found)
