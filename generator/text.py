"""The numbered document as plain text, line by line with the address of each: for previews, quotes and tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.numbered import (
    NumberedChapter,
    NumberedContent,
    NumberedDocument,
    NumberedInner,
    NumberedNote,
    NumberedParagraph,
    NumberedQuote,
    NumberedTable,
    NumberedText,
    NumberedUnit,
    joined,
)
from polish.spaces import plain

_INDENT = "   "
_CELL_SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the document; `unit` is its address (`§ 3 ust. 2`), empty outside the units."""

    unit: str
    anchor: str
    depth: int
    label: str
    text: str

    def __str__(self) -> str:
        return _INDENT * self.depth + f"{self.label} {self.text}".strip()


def lines(document: NumberedDocument) -> Iterator[Line]:
    """Every line in reading order, with ordinary spaces."""
    yield from _outside(document.mark, *document.letterhead, *document.annex_header, document.title, *document.subtitle)
    for block in document.blocks:
        if isinstance(block, NumberedChapter):
            yield _line("", block.anchor, 0, f"{block.label}." if block.label else "", block.heading)
            for inner in block.blocks:
                yield from _inner(inner)
        else:
            yield from _inner(block)
    if document.signature:
        yield from _outside(*document.signature.role, document.signature.name, document.signature.annotation)
    for annex in document.annexes:
        yield _line("", annex.anchor, 0, f"{annex.label}.", annex.heading)
        for inner in annex.blocks:
            yield from _inner(inner)
    for attached in document.attached:
        yield from lines(attached)


def as_text(document: NumberedDocument) -> str:
    """The whole document, an empty line before every § and chapter."""
    result: list[str] = []
    for line in lines(document):
        if result and line.label.startswith(("§", "Rozdział", "Tabela", "Załącznik")):
            result.append("")
        result.append(str(line))
    return "\n".join(result) + "\n"


def _inner(block: NumberedInner) -> Iterator[Line]:
    if not isinstance(block, NumberedParagraph):
        yield from _content(block, "", "")
        return
    address = str(block.address)
    yield _line(address, block.anchor, 0, block.label, block.heading)
    for item in block.content:
        yield from _content(item, address, block.anchor)


def _content(item: NumberedContent, unit: str, anchor: str) -> Iterator[Line]:
    match item:
        case NumberedUnit():
            yield from _unit(item, 0)
        case NumberedTable():
            yield from _table(item, unit)
        case NumberedText():
            yield _line(unit, anchor, 0, "", joined(item.text))
        case NumberedNote():
            yield _line(unit, anchor, 0, item.label, joined(item.text))


def _unit(unit: NumberedUnit, depth: int) -> Iterator[Line]:
    address = str(unit.address)
    yield _line(address, unit.anchor, depth, unit.label, joined(unit.text))
    for child in unit.children:
        yield from _unit(child, depth + 1 if unit.label else depth)
    if unit.closing:
        yield _line(address, unit.anchor, depth, "", joined(unit.closing))
    for part in unit.quoted:
        yield from _quoted(part, address, unit.anchor, depth + 1)


def _quoted(part: NumberedQuote | NumberedTable, unit: str, anchor: str, depth: int) -> Iterator[Line]:
    if isinstance(part, NumberedTable):
        yield from _table(part, unit)
    else:
        yield _line(unit, anchor, depth + part.depth, "", f"{part.label} {joined(part.text)}".strip())


def _table(table: NumberedTable, unit: str) -> Iterator[Line]:
    """A row is one line; it is quoted with the § it stands in."""
    yield _line(unit, table.anchor, 0, table.label, table.caption)
    for cells in ([column.header for column in table.columns], *([joined(cell) for cell in row] for row in table.rows)):
        yield _line(unit, table.anchor, 1, "", _CELL_SEPARATOR.join(cells))


def _outside(*texts: str) -> Iterator[Line]:
    yield from (_line("", "", 0, "", text) for text in texts if text)


def _line(unit: str, anchor: str, depth: int, label: str, text: str) -> Line:
    return Line(unit, anchor, depth, plain(label), plain(text))
