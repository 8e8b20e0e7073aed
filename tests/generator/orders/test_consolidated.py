"""Random documents changed at random: what the amending order says, and no more, makes the consolidated text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.numbered import NumberedDocument, Run
from generator.numbering import number
from generator.orders.amending import points
from generator.orders.changes import Kind, applied, changes
from generator.orders.consolidated import consolidated, repealed_table
from generator.orders.labelled import labelled
from generator.orders.numerals import filled, inserted
from generator.text import lines
from generator.tree import Document, Paragraph, Unit
from tests.generator.orders.chance import history

SEEDS = st.integers(0, 2**32)


def numbered(document: Document) -> NumberedDocument:
    numbering = number(document)
    assert not [one.message for one in numbering.problems]
    return numbering.document


def steps(seed: int) -> Iterator[tuple[Document, Document, Document]]:
    """The text in force, the version that is to replace it, and the consolidated text."""
    first, *later = history(seed)
    before = labelled(first)
    for version in later:
        after = consolidated(before, version)
        yield before, version, after
        before = after


@given(SEEDS)
def test_the_changes_make_the_consolidated_text_of_the_old_one(seed: int) -> None:
    for before, _, after in steps(seed):
        old, new = numbered(before), numbered(after)
        made = applied(old, changes(old, new))
        assert (made.title, made.blocks, made.annexes) == (new.title, new.blocks, new.annexes)


@given(SEEDS)
def test_the_consolidated_text_says_what_the_new_document_says(seed: int) -> None:
    for _, version, after in steps(seed):
        assert said(numbered(after)) == said(numbered(version))


def said(document: NumberedDocument) -> list[str]:
    """Its lines without labels, marks of ends, what references print, and repealed units."""
    texts = (line.text.rstrip(".,;:") for line in lines(_without_addresses(document)))
    return [one for one in texts if one and one not in ("(uchylony)", "(uchylona)") and not repealed_table(one)]


def _without_addresses(node: Any) -> Any:
    if isinstance(node, Run):
        return replace(node, text="§") if node.anchor else node
    if isinstance(node, tuple):
        return tuple(map(_without_addresses, node))
    if is_dataclass(node) and type(node).__name__.startswith("Numbered") and not isinstance(node, type):
        return replace(node, **{one.name: _without_addresses(getattr(node, one.name)) for one in fields(node)})
    return node


@given(SEEDS)
def test_no_number_is_given_twice(seed: int) -> None:
    for _, _, after in steps(seed):
        labels = [line.label for line in lines(numbered(after)) if line.label.startswith(("§", "Rozdział", "Tabela"))]
        assert len(set(labels)) == len(labels)


@given(SEEDS)
def test_every_change_can_be_said(seed: int) -> None:
    for before, _, after in steps(seed):
        old, new = numbered(before), numbered(after)
        found = changes(old, new)
        if any(one.kind is Kind.WHOLE for one in found):
            continue
        told = Document("Zarządzenie", date(2026, 1, 2), (Paragraph((Unit("Zmiany", tuple(points(found, old))),)),))
        told_so = ("brzmieni", "uchyla się", "zastępuje się")
        assert bool(found) == any(words in line.text for line in lines(numbered(told)) for words in told_so)


@given(SEEDS)
def test_numbers_written_out_are_those_that_numbering_gives(seed: int) -> None:
    document = history(seed)[0]
    assert numbered(labelled(document)) == numbered(document)
    assert changes(numbered(document), numbered(labelled(document))) == ()


@pytest.mark.parametrize(
    ("before", "following", "expected"),
    [
        ("4", "5", "4a"), ("4a", "5", "4b"), ("4a", "4b", "4aa"), ("4z", "5", "4za"), ("5", "", "6"), ("5b", "", "6"),
        ("a", "b", "aa"), ("aa", "b", "ab"), ("z", "", "za"), ("zb", "", "zc"), ("zz", "", "zza"), ("4", "4a", ""),
    ],
)  # fmt: skip
def test_a_numeral_between_two(before: str, following: str, expected: str) -> None:
    assert inserted(before, following) == expected


def test_no_number_before_the_first() -> None:
    assert filled(["", "1"]) is None
    assert filled(["1", "", "", "2", ""]) == ["1", "1a", "1b", "2", "3"]
