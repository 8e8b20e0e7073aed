"""The parts in their order: the usual one, or that of `treść` with the author's own headings, units and §§.

A part gives its §§, or none where the regulation settles nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dsl.model.outline import Leaf, Outline, OutlineChapter, OwnParagraph, OwnUnit, ReadyPart
from generator.regulation import (
    appeals,
    basis,
    branches,
    conditions,
    criteria,
    general,
    order,
    papers,
    provisions,
    timetable,
)
from generator.regulation.draft import Draft
from generator.regulation.prose import worded
from generator.regulation.texts import as_text, sentence
from generator.tree import Block, Chapter, Content, Paragraph, Unit

Part = Callable[[Draft], tuple[Paragraph, ...]]

PARTS: Mapping[str, Part] = {
    "podstawa_prawna": basis.paragraphs,
    "przepisy_ogólne": general.paragraphs,
    "oddziały": branches.paragraphs,
    "terminarz": timetable.paragraphs,
    "system": provisions.filing,
    "warunki": conditions.paragraphs,
    "kryteria": criteria.paragraphs,
    "kolejność": order.paragraphs,
    "dokumenty": papers.paragraphs,
    "komisja": provisions.commission,
    "listy": provisions.lists,
    "odwołania": appeals.paragraphs,
    "dane_osobowe": provisions.personal_data,
    "postanowienia": provisions.others,
}


def blocks(draft: Draft) -> tuple[Block, ...]:
    outline = draft.regulation.outline
    if outline is None:
        return tuple(paragraph for part in PARTS.values() for paragraph in part(draft))
    return tuple(block for part in outline.parts for block in _block(draft, outline, part))


def _block(draft: Draft, outline: Outline, part: Leaf | OutlineChapter) -> tuple[Block, ...]:
    if not isinstance(part, OutlineChapter):
        return _paragraphs(draft, outline, part)
    inside = tuple(paragraph for leaf in part.parts for paragraph in _paragraphs(draft, outline, leaf))
    return (Chapter(part.heading, inside, origin=part.span),) if inside else ()


def _paragraphs(draft: Draft, outline: Outline, leaf: Leaf) -> tuple[Paragraph, ...]:
    match leaf:
        case ReadyPart():
            return _ready(draft, leaf)
        case OwnParagraph():
            content = tuple(_unit(draft, unit) for unit in leaf.units)
            return (Paragraph(content, leaf.heading, id=leaf.address, origin=leaf.span),)
    return tuple(one for name in outline.remaining(tuple(PARTS)) for one in PARTS[name](draft))


def _ready(draft: Draft, part: ReadyPart) -> tuple[Paragraph, ...]:
    """The author's units open the first § of the part and close its last one."""
    paragraphs = list(PARTS[part.name](draft))
    opening = tuple(_unit(draft, unit) for unit in part.opening)
    closing = tuple(_unit(draft, unit) for unit in part.closing)
    if not paragraphs:
        return ()
    paragraphs[0] = replace(paragraphs[0], content=(*opening, *paragraphs[0].content))
    paragraphs[-1] = replace(paragraphs[-1], content=_closed(paragraphs[-1].content, closing))
    return tuple(paragraphs)


def _closed(content: tuple[Content, ...], closing: tuple[Unit, ...]) -> tuple[Content, ...]:
    """Behind the last unit; tables that end the § stay its end."""
    end = max((place for place, one in enumerate(content, start=1) if isinstance(one, Unit)), default=0)
    return (*content[:end], *closing, *content[end:])


def _unit(draft: Draft, unit: OwnUnit) -> Unit:
    if unit.clause:
        return provisions.placed(draft, unit.clause)
    children = tuple(_item(draft, one) for one in unit.items)
    own = sentence(worded(draft, unit.prose), children, path=unit.address, origin=unit.span)
    return replace(own, closing=as_text(worded(draft, unit.closing)))


def _item(draft: Draft, unit: OwnUnit) -> Unit:
    children = tuple(_item(draft, one) for one in unit.items)
    closing = as_text(worded(draft, unit.closing))
    return Unit(as_text(worded(draft, unit.prose)), children, closing, id=unit.address, origin=unit.span)
