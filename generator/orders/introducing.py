"""The order that introduces a regulation, with the regulation as its annex."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dsl.model.regulation import Regulation, Repealed
from generator.orders.acting import order, paragraph
from generator.orders.identity import annex_header, annex_name, identity, whose
from generator.regulation import head, regulation_document
from generator.tree import Document, Paragraph
from polish.dates import format_date


def introducing_order(regulation: Regulation) -> Document:
    own = identity(regulation)
    annex = attached_regulation(regulation_document(regulation), annex_header(regulation, own))
    return order(regulation, own, tuple(_paragraphs(regulation)), (annex,))


def attached_regulation(document: Document, header: tuple[str, ...]) -> Document:
    """What is signed and has the letterhead is the order."""
    return replace(document, annex_header=header, letterhead=(), signature=None)


def _paragraphs(regulation: Regulation) -> Iterator[Paragraph]:
    where = annex_name(regulation, "załączniku")
    yield paragraph(f"Ustala się „{head.title(regulation)}” w brzmieniu określonym w {where} do zarządzenia")
    repeals = regulation.ordinance.repeals if regulation.ordinance else None
    if repeals is not None:
        yield paragraph(f"Traci moc {_repealed(repeals, regulation)}")


def _repealed(one: Repealed, regulation: Regulation) -> str:
    parts = (
        "zarządzenie",
        f"nr {one.number}" if one.number else "",
        whose(regulation),
        f"z dnia {format_date(one.day)}" if one.day else "",
        f"w sprawie {one.subject}" if one.subject else "",
    )
    return " ".join(part for part in parts if part)
