"""The consolidated text: what the newer document says under the numbers of the older one.

A unit keeps its number, one inserted gets the next free between its neighbours (`4a`), one repealed leaves its number
with „(uchylony)”. Where little is left of a §, or an insertion finds no number, it is written and numbered anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from generator.numbered import NumberedAnnex
from generator.numbering import level_of
from generator.orders.alignment import SURELY, Item, Likeness, Pair, aligned
from generator.orders.labelled import UNLABELLED, labelled, labelled_content, labelled_units, paragraphs
from generator.orders.numerals import filled
from generator.tree import Annex, Block, Chapter, Content, Document, Inner, Paragraph, Table, TextBlock, Unit
from polish.units import Level

_I = TypeVar("_I", bound=Item)
REPEALED, REPEALED_LETTER = "(uchylony)", "(uchylona)"
_REPEALED_TABLE = re.compile(r"Tabela (?P<numeral>\w+) \(uchylona\)")


def consolidated(old: Document, new: Document) -> Document:
    """`old` as it was announced (`labelled`, or itself consolidated)."""
    merging = _Merging()
    found = merging.document(old, _with_table_numerals(old, new))
    return found if found is not None else labelled(new)


def is_repealed(item: Item) -> bool:
    match item:
        case Paragraph():
            return item.content == (Unit(REPEALED),)
        case Chapter():
            return item.heading == REPEALED and not item.blocks
        case Unit():
            return item.text in (REPEALED, REPEALED_LETTER)
        case TextBlock():
            return isinstance(item.text, str) and _REPEALED_TABLE.fullmatch(item.text) is not None
    return False


def is_repealed_annex(annex: NumberedAnnex) -> bool:
    return annex.heading == REPEALED and not annex.blocks


def repealed_table(text: str) -> str:
    """The number of the table whose place this text holds; empty for any other text."""
    found = _REPEALED_TABLE.fullmatch(text)
    return found["numeral"] if found else ""


# -- tables -----------------------------------------------------------------------------------------------------------


def _with_table_numerals(old: Document, new: Document) -> Document:
    """Tables are numbered through the whole document, so they are matched through the whole of it."""
    known = list(_tables_and_places(old))
    likeness = Likeness()
    pairs = aligned(known, list(_tables(new)), lambda a, b: likeness.score(a, b) if a.columns else 0)
    numerals = [one.numeral if one else "" for one, _ in pairs]
    own = filled(numerals) or _after_the_last(numerals)
    found = iter(numeral for numeral, (_, table) in zip(own, pairs, strict=True) if table is not None)
    return _Numbered(found).document(new)


def _after_the_last(numerals: Sequence[str]) -> list[str]:
    """A table is found by its number wherever it stands, so one without room takes a number of its own at the end."""
    last = max((int(re.sub(r"\D", "", one)) for one in numerals if one), default=0)
    result = []
    for one in numerals:
        last += not one
        result.append(one or str(last))
    return result


def _tables(document: Document) -> Iterator[Table]:
    for one in _leaves(document):
        if isinstance(one, Table) and one.numbered:
            yield one


def _tables_and_places(document: Document) -> Iterator[Table]:
    """With the places of those repealed, as tables without columns."""
    for one in _leaves(document):
        if isinstance(one, Table) and one.numbered:
            yield one
        elif isinstance(one, TextBlock) and isinstance(one.text, str) and repealed_table(one.text):
            yield Table("", (), (), numeral=repealed_table(one.text))


def _leaves(document: Document) -> Iterator[Item]:
    for block in (*document.blocks, *document.annexes):
        for inner in block.blocks if isinstance(block, Chapter | Annex) else (block,):
            yield from inner.content if isinstance(inner, Paragraph) else (inner,)


@dataclass(slots=True)
class _Numbered:
    """Gives the tables of a document their numbers, in the order of reading."""

    numerals: Iterator[str]

    def document(self, document: Document) -> Document:
        blocks = tuple(self.block(one) for one in document.blocks)
        annexes = tuple(replace(one, blocks=tuple(map(self.inner, one.blocks))) for one in document.annexes)
        return replace(document, blocks=blocks, annexes=annexes)

    def block(self, block: Block) -> Block:
        if isinstance(block, Chapter):
            return replace(block, blocks=tuple(map(self.inner, block.blocks)))
        return self.inner(block)

    def inner(self, block: Inner) -> Inner:
        if isinstance(block, Paragraph):
            return replace(block, content=tuple(map(self.content, block.content)))
        return self.table(block) if isinstance(block, Table) else block

    def content(self, content: Content) -> Content:
        return self.table(content) if isinstance(content, Table) else content

    def table(self, table: Table) -> Table:
        return replace(table, numeral=next(self.numerals)) if table.numbered else table


# -- chapters, §§, units ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Merging:
    """`slots` are the numbers of §§ in the order of reading, empty for those inserted; those of §§ that are gone with
    their chapter are not given again (`ghosts`)."""

    likeness: Likeness = field(default_factory=Likeness)
    slots: list[str] = field(default_factory=list)
    ghosts: set[int] = field(default_factory=set)

    def document(self, old: Document, new: Document) -> Document | None:
        """None where the whole has to be numbered anew."""
        if _has_paragraphs(old.annexes) or _has_paragraphs(new.annexes):
            return None
        if not self.is_kept(list(paragraphs(old)), list(paragraphs(new))):
            return None
        pairs = self.pairs(old.blocks, new.blocks)
        chapters = filled([a.numeral if isinstance(a, Chapter) else "" for a, b in pairs if _is_chapter(a or b)])
        if chapters is None:
            return None
        blocks = list(self.blocks(pairs, iter(chapters)))
        numerals = filled(self.slots)
        if numerals is None:
            return None
        own = iter(one for place, one in enumerate(numerals) if place not in self.ghosts)
        return replace(
            new,
            blocks=tuple(_with_numerals(one, own) for one in blocks),
            annexes=self.annexes(old.annexes, new.annexes),
        )

    def annexes(self, old: Sequence[Annex], new: Sequence[Annex]) -> tuple[Annex, ...]:
        """With the places of their tables that are gone, and of those that are gone themselves."""
        before = {one.label: one.blocks for one in old}
        result = [
            replace(one, blocks=tuple(self.leaves(self.pairs(before.get(one.label, ()), one.blocks)))) for one in new
        ]
        kept = {one.label for one in new}
        for place, one in enumerate(old):
            if one.label not in kept:
                result.insert(place, Annex(one.label, REPEALED, ()))
        return tuple(result)

    def leaves(self, pairs: Sequence[Pair[Inner]]) -> Iterator[Inner]:
        for old, new in pairs:
            if new is not None:
                yield new
            elif old is not None:
                yield from _repealed_leaf(old)

    def pairs(self, old: Sequence[_I], new: Sequence[_I]) -> list[Pair[_I]]:
        return aligned(old, new, self.score)

    def score(self, old: Item, new: Item) -> int:
        if is_repealed(old):
            return 0
        if isinstance(old, Table) and isinstance(new, Table) and old.numbered and new.numbered:
            return int(old.numeral == new.numeral)
        return self.likeness.score(old, new)

    def is_kept(self, old: Sequence[Item], new: Sequence[Item]) -> bool:
        """At least a half of what there is has come from what there was."""
        living = [one for one in old if not is_repealed(one)]
        kept = sum(1 for a, b in self.pairs(living, new) if a and b and self.score(a, b) >= SURELY)
        return 2 * kept >= max(len(living), len(new))

    def blocks(self, pairs: Sequence[Pair[Block]], chapters: Iterator[str]) -> Iterator[Block]:
        for old, new in pairs:
            one = new or old
            if isinstance(one, Chapter):
                yield from self.chapter(old, new, next(chapters) if one.numbered else "")
            elif isinstance(one, Paragraph):
                yield self.paragraph(old, new)
            elif new is not None:
                yield new
            elif one is not None:
                yield from _repealed_leaf(one)

    def chapter(self, old: Block | None, new: Block | None, numeral: str) -> Iterator[Chapter]:
        before = old.blocks if isinstance(old, Chapter) else ()
        if isinstance(new, Chapter):
            inside = self.blocks(self.pairs(before, new.blocks), iter(()))
            yield replace(new, numeral=numeral, blocks=tuple(one for one in inside if not isinstance(one, Chapter)))
            return
        for one in before:
            if isinstance(one, Paragraph):
                self.ghosts.add(len(self.slots))
                self.slots.append(one.numeral)
        if numeral:
            yield Chapter(REPEALED, (), numeral=numeral)

    def paragraph(self, old: Block | None, new: Block | None) -> Paragraph:
        """Its number is found when all are known."""
        self.slots.append(old.numeral if isinstance(old, Paragraph) else "")
        if not isinstance(new, Paragraph):
            return Paragraph((Unit(REPEALED),))
        before = old.content if isinstance(old, Paragraph) else ()
        return replace(new, content=self.content(before, new.content))

    def content(self, old: Sequence[Content], new: Sequence[Content]) -> tuple[Content, ...]:
        """Of a §: its units and what stands between them."""
        pairs = self.pairs(old, new)
        numerals = self.numerals_of_content(pairs)
        if numerals is None:
            return labelled_content(new)
        own = iter(numerals)
        result: list[Content] = []
        for a, b in pairs:
            one = b if b is not None else a
            if isinstance(one, Unit):
                result.append(self.unit(a, b, next(own), 0))
            elif b is not None:
                result.append(b)
            elif a is not None:
                result += _repealed_leaf(a)
        return tuple(result)

    def numerals_of_content(self, pairs: Sequence[Pair[Content]]) -> list[str] | None:
        """The only unit of a § has no number; where there were or are several, all have."""
        of_units = [(a, b) for a, b in pairs if isinstance(a, Unit) or isinstance(b, Unit)]
        before, after = (sum(1 for pair in of_units if pair[side] is not None) for side in (0, 1))
        if before == after == len(of_units) == 1:
            return [""]
        return self.numerals(of_units) if before > 1 else None

    def numerals(self, pairs: Sequence[Pair[Content]]) -> list[str] | None:
        """None where too little is left of the units, or one finds no number."""
        old = [a for a, _ in pairs if a is not None]
        new = [b for _, b in pairs if b is not None]
        if not self.is_kept(old, new):
            return None
        return filled([a.numeral if isinstance(a, Unit) else "" for a, _ in pairs])

    def unit(self, old: Content | None, new: Content | None, numeral: str, depth: int) -> Unit:
        if not isinstance(new, Unit):
            return Unit(REPEALED_LETTER if level_of(depth) is Level.LETTER else REPEALED, numeral=numeral)
        before = old.children if isinstance(old, Unit) else ()
        return replace(new, numeral=numeral, children=self.children(before, new.children, depth + 1))

    def children(self, old: Sequence[Unit], new: Sequence[Unit], depth: int) -> tuple[Unit, ...]:
        """Tirets are known by their place alone: they follow the newer text."""
        if not old or not new or level_of(depth) in UNLABELLED:
            return labelled_units(new, depth)
        pairs = self.pairs(old, new)
        numerals = self.numerals(pairs)
        if numerals is None:
            return labelled_units(new, depth)
        return tuple(self.unit(a, b, own, depth) for (a, b), own in zip(pairs, numerals, strict=True))


def _is_chapter(block: Block | None) -> bool:
    """One that has a number."""
    return isinstance(block, Chapter) and block.numbered


def _has_paragraphs(annexes: Sequence[Annex]) -> bool:
    return any(isinstance(one, Paragraph) for annex in annexes for one in annex.blocks)


def _repealed_leaf(gone: Inner | Unit) -> list[TextBlock]:
    """A table with a number keeps its place; what has none is not missed."""
    if isinstance(gone, Table) and gone.numbered:
        return [TextBlock(f"Tabela {gone.numeral} {REPEALED_LETTER}")]
    return [gone] if isinstance(gone, TextBlock) and is_repealed(gone) else []


def _with_numerals(block: Block, numerals: Iterator[str]) -> Block:
    match block:
        case Chapter():
            inside = tuple(replace(b, numeral=next(numerals)) if isinstance(b, Paragraph) else b for b in block.blocks)
            return replace(block, blocks=inside)
        case Paragraph():
            return replace(block, numeral=next(numerals))
    return block
