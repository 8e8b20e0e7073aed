"""What the template asks of the numbered tree: the kind of a part, which units make one list, what the contents say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.numbered import (
    NumberedBlock,
    NumberedChapter,
    NumberedContent,
    NumberedDocument,
    NumberedNote,
    NumberedParagraph,
    NumberedTable,
    NumberedText,
    NumberedUnit,
)

Part: TypeAlias = NumberedBlock | NumberedContent
_KINDS = {
    NumberedChapter: "chapter",
    NumberedParagraph: "paragraph",
    NumberedUnit: "unit",
    NumberedTable: "table",
    NumberedText: "text",
    NumberedNote: "note",
}
_LONG = 6


def kind(part: Part) -> str:
    return _KINDS[type(part)]


def grouped(content: Sequence[NumberedContent]) -> list[list[NumberedContent]]:
    """Numbered units that follow one another make one list; what stands between them interrupts it."""
    groups: list[list[NumberedContent]] = []
    for item in content:
        if groups and is_listed(item) and is_listed(groups[-1][0]):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def is_listed(item: NumberedContent) -> bool:
    return isinstance(item, NumberedUnit) and bool(item.label)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents, with those below it."""

    text: str
    anchor: str
    inside: tuple[Entry, ...] = ()


def contents(document: NumberedDocument) -> tuple[Entry, ...]:
    """Chapters, §§ and annexes; none for a document that a reader overlooks without them."""
    entries = _of_document(document)
    return entries if sum(1 + len(entry.inside) for entry in entries) >= _LONG else ()


def _of_document(document: NumberedDocument) -> tuple[Entry, ...]:
    attached = (Entry(one.title, one.anchor, _of_document(one)) for one in document.attached)
    return (*_entries(document.blocks), *_annexes(document), *attached)


def _annexes(document: NumberedDocument) -> Iterator[Entry]:
    for annex in document.annexes:
        yield Entry(_titled(annex.label, annex.heading), annex.anchor, tuple(_entries(annex.blocks)))


def _entries(blocks: Sequence[NumberedBlock]) -> Iterator[Entry]:
    for block in blocks:
        match block:
            case NumberedChapter():
                yield Entry(_titled(block.label, block.heading), block.anchor, tuple(_entries(block.blocks)))
            case NumberedParagraph():
                yield Entry(f"{block.label} {block.heading}".strip(), block.anchor)


def _titled(label: str, heading: str) -> str:
    return ". ".join(part for part in (label, heading) if part)
