"""A document with every number written out, as it was announced: what comes later does not move it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.numbering import level_of, numerals
from generator.tree import (
    Block,
    Chapter,
    Content,
    Document,
    Inner,
    Note,
    Paragraph,
    Table,
    TextBlock,
    Unit,
)
from polish.units import Level

Leaf = Table | TextBlock | Note
UNLABELLED = (Level.INDENT, Level.DOUBLE_INDENT)


def labelled(document: Document) -> Document:
    """The same document; numbering it gives the same labels."""
    counting = _Counting()
    blocks = tuple(counting.block(one) for one in document.blocks)
    annexes = tuple(replace(one, blocks=tuple(map(counting.inner, one.blocks))) for one in document.annexes)
    return replace(document, blocks=blocks, annexes=annexes)


def labelled_units(units: Sequence[Unit], depth: int = 0) -> tuple[Unit, ...]:
    """Siblings; a tiret is known by its place alone."""
    level = level_of(depth)
    owns = [""] * len(units) if level in UNLABELLED else numerals(units, level)
    return tuple(
        replace(unit, numeral=own, children=labelled_units(unit.children, depth + 1))
        for unit, own in zip(units, owns, strict=True)
    )


def labelled_content(content: Sequence[Content]) -> tuple[Content, ...]:
    """The units of a §, with what stands between them as it is."""
    units = labelled_units([one for one in content if isinstance(one, Unit)])
    own = iter(replace(units[0], numeral="") if len(units) == 1 else one for one in units)
    return tuple(next(own) if isinstance(one, Unit) else one for one in content)


@dataclass(slots=True)
class _Counting:
    """Counts as `generator.numbering` does."""

    chapters: int = 0
    paragraphs: int = 0
    tables: int = 0

    def block(self, block: Block) -> Block:
        if not isinstance(block, Chapter):
            return self.inner(block)
        numeral = block.numeral
        if block.numbered and not numeral:
            self.chapters += 1
            numeral = str(self.chapters)
        return replace(block, numeral=numeral, blocks=tuple(map(self.inner, block.blocks)))

    def inner(self, block: Inner) -> Inner:
        if isinstance(block, Paragraph):
            if not block.numeral:
                self.paragraphs += 1
            own = block.numeral or str(self.paragraphs)
            content = tuple(one if isinstance(one, Unit) else self.leaf(one) for one in labelled_content(block.content))
            return replace(block, numeral=own, content=content)
        return self.leaf(block)

    def leaf(self, leaf: Leaf) -> Leaf:
        if not isinstance(leaf, Table) or not leaf.numbered or leaf.numeral:
            return leaf
        self.tables += 1
        return replace(leaf, numeral=str(self.tables))


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """All §§ in their order."""
    for block in document.blocks:
        for inner in block.blocks if isinstance(block, Chapter) else (block,):
            if isinstance(inner, Paragraph):
                yield inner
