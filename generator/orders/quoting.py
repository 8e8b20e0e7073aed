"""Units of a numbered document as lines to be quoted: their labels as they are, links and places left behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.numbered import (
    NumberedAnnex,
    NumberedChapter,
    NumberedNote,
    NumberedParagraph,
    NumberedTable,
    NumberedText,
    NumberedUnit,
    Runs,
)
from generator.orders.changes import Node
from generator.tree import Column, QuotedLine, Strong, Table, Text

Quoted = QuotedLine | Table


def quoted(nodes: Sequence[Node], depth: int = 0) -> Iterator[Quoted]:
    for node in nodes:
        yield from _quoted(node, depth)


def quoted_annex(annex: NumberedAnnex) -> Iterator[Quoted]:
    yield QuotedLine("", (Strong(". ".join(part for part in (annex.label, annex.heading) if part)),))
    yield from quoted(annex.blocks)


def plain_text(runs: Runs) -> Text:
    return tuple(Strong(run.text) if run.strong else run.text for run in runs)


def _quoted(node: Node, depth: int) -> Iterator[Quoted]:
    match node:
        case NumberedUnit():
            inside = depth + 1 if node.label else depth
            yield QuotedLine(node.label, plain_text(node.text), depth)
            yield from quoted(node.children, inside)
            if node.closing:
                yield QuotedLine("", plain_text(node.closing), inside)
        case NumberedParagraph():
            yield QuotedLine("", (Strong(f"{node.label} {node.heading}".rstrip()),), depth)
            yield from quoted(node.content, depth)
        case NumberedChapter():
            yield QuotedLine("", (Strong(". ".join(part for part in (node.label, node.heading) if part)),), depth)
            yield from quoted(node.blocks, depth)
        case NumberedTable():
            yield _table(node)
        case NumberedText():
            yield QuotedLine("", plain_text(node.text), depth)
        case NumberedNote():
            yield QuotedLine("", (Strong(f"{node.label} "), *plain_text(node.text)), depth)


def _table(table: NumberedTable) -> Table:
    """Its number is a part of the caption."""
    return Table(
        caption=f"{table.label} {table.caption}".lstrip(),
        columns=tuple(Column(one.header, one.width, one.align) for one in table.columns),
        rows=tuple(tuple(plain_text(cell) for cell in row) for row in table.rows),
        numbered=False,
    )
