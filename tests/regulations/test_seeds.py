"""The encodings against the documents they encode: every line is cited or says nothing, every figure stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import pytest

from dsl.diagnostics import Diagnostics
from dsl.model.expr import Constant
from dsl.model.regulation import ForEach, Notes, Points, Rows, SourceRef
from dsl.source.nodes import Mapping, Node, Scalar, Sequence
from dsl.source.reading import read_source
from dsl.source.yaml_reader import read_yaml
from polish.numbers import format_number
from tests.regulations.shipped import REGULATIONS, criteria, school, tables

# Lines that decide nothing: headings, column names, who signed; in 001 also who sits in the commission that year.
HEADINGS = {
    "001": {15, 38, 39, 46, 47, 48, 50, 147, 148, 150, 183, 185, 187, 351, 355, 357, 359, 435, 464, 490},
    "002": {10, 16, 18, 45, 56, 88, 90, 103, 117, 147, 159, 176, 191, 195, 209, 214, 216, 218, 232, 249, 251, 258, 260},
    "003": {22, 24, 35, 37, 51, 53, 80, 82, 87, 91, 104, 122, 124, 148, 150},
    "004": {*range(3, 12), 13, 38, 56, 89, 146, 150, 220, 228, 236, 246, 247, 248},
}


@lru_cache
def lines_of(seeds: Path, document: str) -> tuple[str, ...]:
    (path,) = seeds.glob(f"{document}_*.txt")
    return tuple(path.read_text(encoding="utf-8").split("\n"))


def cited() -> Iterator[tuple[str, int, int]]:
    for path in sorted(REGULATIONS.rglob("*.yaml")):
        source = read_source(path, Diagnostics())
        assert source is not None
        root = read_yaml(source, Diagnostics())
        assert root is not None
        yield from _cited_in(root)


def _cited_in(node: Node) -> Iterator[tuple[str, int, int]]:
    if isinstance(node, Sequence):
        for item in node:
            yield from _cited_in(item)
    elif isinstance(node, Mapping):
        document, lines = node.get("dokument"), node.get("linie")
        if isinstance(document, Scalar) and isinstance(lines, Sequence):
            first, last = (int(one.text) for one in lines if isinstance(one, Scalar))
            yield document.text, first, last
        else:
            for entry in node:
                yield from _cited_in(entry.value)


@pytest.mark.parametrize("document", sorted(HEADINGS))
def test_every_line_is_cited_or_a_heading(seeds: Path, document: str) -> None:
    lines = lines_of(seeds, document)
    found = {line for name, first, last in cited() if name == document for line in range(first, last + 1)}
    said = {position for position, line in enumerate(lines, 1) if line.strip()}
    assert sorted(said - found - HEADINGS[document]) == []
    assert found <= set(range(1, len(lines) + 1))


def test_no_citation_begins_or_ends_at_an_empty_line(seeds: Path) -> None:
    empty = [
        (name, first, last)
        for name, first, last in cited()
        if not lines_of(seeds, name)[first - 1].strip() or not lines_of(seeds, name)[last - 1].strip()
    ]
    assert empty == []


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
