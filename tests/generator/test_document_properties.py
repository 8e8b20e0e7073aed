"""Any document: labels in sequence, marks by the drafting rules, no text lost, references that lead where they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from generator.numbered import NumberedDocument, NumberedParagraph, NumberedUnit, joined
from generator.numbering import number
from generator.text import lines
from generator.tree import Document, Inline, Paragraph, Unit, refer
from polish.citations import Address
from polish.spaces import plain

WORDS = st.sampled_from(["kandydat", "szkoła i oddział", "wynik", "lista osób", "żółć"])


def units(depth: int) -> st.SearchStrategy[Unit]:
    """A unit with up to `depth` levels below it."""
    if depth == 0:
        return WORDS.map(Unit)
    below = st.lists(units(depth - 1), max_size=3).map(tuple)
    return st.builds(lambda text, children: Unit(text, children), WORDS, below)


PARAGRAPHS = st.lists(units(4), min_size=1, max_size=3).map(lambda found: Paragraph(tuple(found)))
DOCUMENTS = st.lists(PARAGRAPHS, min_size=1, max_size=3).map(
    lambda found: Document("Regulamin", date(2026, 1, 1), tuple(found))
)


def below(unit: NumberedUnit) -> Iterator[NumberedUnit]:
    yield unit
    for child in unit.children:
        yield from below(child)


def tops(document: NumberedDocument) -> list[list[NumberedUnit]]:
    paragraphs = [block for block in document.blocks if isinstance(block, NumberedParagraph)]
    return [[item for item in one.content if isinstance(item, NumberedUnit)] for one in paragraphs]


def everything(document: NumberedDocument) -> list[NumberedUnit]:
    return [unit for paragraph in tops(document) for top in paragraph for unit in below(top)]


SEQUENCES = (["1.", "2.", "3.", "4."], ["1)", "2)", "3)", "4)"], ["a)", "b)", "c)", "d)"], ["–"] * 4, ["– –"] * 4)


@given(DOCUMENTS)
def test_labels_run_from_the_first_without_a_gap(document: Document) -> None:
    for paragraph in tops(number(document).document):
        alone = len(paragraph) == 1
        assert [unit.label for unit in paragraph] == ([""] if alone else SEQUENCES[0][: len(paragraph)])
        for top in paragraph:
            assert_labels(top, 1)


def assert_labels(unit: NumberedUnit, depth: int) -> None:
    labels = [plain(child.label) for child in unit.children]
    assert not labels or labels == SEQUENCES[depth][: len(labels)]
    for child in unit.children:
        assert_labels(child, depth + 1)


@given(DOCUMENTS)
def test_every_unit_has_an_address_of_its_own(document: Document) -> None:
    numbering = number(document)
    assert numbering.problems == ()
    found = everything(numbering.document)
    assert len({str(unit.address) for unit in found}) == len(found)
    assert len({unit.anchor for unit in found}) == len(found)


MARKS = {1: ";", 2: ",", 3: ",", 4: ","}


def leaves(unit: NumberedUnit, depth: int, owed: str) -> Iterator[tuple[str, str]]:
    """Every leaf's text with the mark that the rules ask for."""
    if not unit.children:
        yield joined(unit.text), owed
        return
    assert joined(unit.text).endswith(":")
    for child in unit.children:
        yield from leaves(child, depth + 1, owed if child is unit.children[-1] else MARKS[depth])


@given(DOCUMENTS)
def test_every_leaf_ends_with_its_mark(document: Document) -> None:
    for paragraph in tops(number(document).document):
        for top in paragraph:
            for text, mark in leaves(top, 1, "."):
                assert text[-1] == mark
                assert text[-2].isalpha()


@given(DOCUMENTS)
def test_no_word_is_lost_or_moved(document: Document) -> None:
    printed = [word for line in lines(number(document).document) for word in re.findall(r"[^\W\d_]+", line.text)]
    meant = [word for paragraph in document.blocks if isinstance(paragraph, Paragraph) for word in words(paragraph)]
    assert printed == ["Regulamin", *meant]


def words(paragraph: Paragraph) -> Iterator[str]:
    for item in paragraph.content:
        assert isinstance(item, Unit)
        yield from unit_words(item)


def unit_words(unit: Unit) -> Iterator[str]:
    assert isinstance(unit.text, str)
    yield from unit.text.split()
    for child in unit.children:
        yield from unit_words(child)


@given(DOCUMENTS, st.data())
def test_a_reference_read_from_its_place_is_the_address_of_its_target(document: Document, data: st.DataObject) -> None:
    named, names = with_names(document)
    where, target = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    numbering = number(with_text(named, where, ("zob. ", refer(target))))
    assert numbering.problems == ()
    places = numbering.places.by_id
    (unit,) = [one for one in everything(numbering.document) if any(run.anchor for run in one.text)]
    (run,) = [run for run in unit.text if run.anchor]
    assert run.anchor == places[target].anchor
    here, there = places[where].address, places[target].address
    assert here is not None
    assert there is not None
    assert resolved(plain(run.text), here) == str(there)


def resolved(printed: str, here: Address) -> str:
    """As a reader does it: what the reference leaves out is taken from the unit it stands in."""
    first = next(level for level in (" ".join(printed.split()[:2]), printed.split()[0]) if level in LEVELS)
    kept = []
    for level, own in here.steps:
        if level.value == first:
            break
        kept.append(f"{level.value} {own}")
    return " ".join([*kept, printed])


LEVELS = ("§", "ust.", "pkt", "lit.", "tiret", "podwójne tiret")


def with_names(document: Document) -> tuple[Document, list[str]]:
    names: list[str] = []

    def name(unit: Unit) -> Unit:
        names.append(f"u{len(names)}")
        own = names[-1]
        return replace(unit, id=own, children=tuple(name(child) for child in unit.children))

    blocks = tuple(
        replace(block, content=tuple(name(item) for item in block.content if isinstance(item, Unit)))
        for block in document.blocks
        if isinstance(block, Paragraph)
    )
    return replace(document, blocks=blocks), names


def with_text(document: Document, where: str, text: tuple[Inline, ...]) -> Document:
    def put(unit: Unit) -> Unit:
        children = tuple(put(child) for child in unit.children)
        return replace(unit, text=text if unit.id == where else unit.text, children=children)

    blocks = tuple(
        replace(block, content=tuple(put(item) for item in block.content if isinstance(item, Unit)))
        for block in document.blocks
        if isinstance(block, Paragraph)
    )
    return replace(document, blocks=blocks)
