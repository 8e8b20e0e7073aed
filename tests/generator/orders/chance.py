"""Documents made and changed at random, from a source of chance that a test gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import TypeVar

from generator.orders.labelled import paragraphs
from generator.tree import (
    Annex,
    Block,
    Chapter,
    Column,
    Content,
    Document,
    Inner,
    Note,
    Paragraph,
    Reference,
    Table,
    TextBlock,
    Unit,
)

_SENTENCE = "kandydat składa wniosek szkoła lista punkty termin oddział komisja ogłasza miejsce dokument"
_WORDS = tuple(_SENTENCE.split())
_DEEPEST, _LEADS = 3, ", zob. "
_T = TypeVar("_T")


def history(seed: int) -> list[Document]:
    """A document and up to three later versions of it."""
    making = _Making(Random(seed))
    found = [making.document()]
    for _ in range(making.chance.randint(1, 3)):
        found.append(making.changed(found[-1]))
    return found


@dataclass(slots=True)
class _Making:
    chance: Random

    def often(self, one_in: int) -> bool:
        return self.chance.randrange(one_in) == 0

    def words(self) -> str:
        return " ".join(self.chance.choices(_WORDS, k=self.chance.randint(2, 8)))

    def unit(self, depth: int = 0) -> Unit:
        has_children = depth < _DEEPEST and self.often(3)
        children = tuple(self.unit(depth + 1) for _ in range(self.chance.randint(1, 4))) if has_children else ()
        return Unit(self.words(), children, self.words() if children and self.often(6) else "")

    def content(self) -> Content:
        match self.chance.randrange(8):
            case 0:
                return self.table()
            case 1:
                return Note("Przykład.", self.words())
            case 2:
                return TextBlock(self.words())
        return self.unit()

    def table(self) -> Table:
        rows = tuple((str(one), self.words()) for one in range(1, self.chance.randint(1, 4)))
        return Table(self.words(), (Column("Lp.", None), Column("Treść")), rows)

    def paragraph(self) -> Paragraph:
        rest = (self.content() for _ in range(self.chance.randint(0, 4)))
        return Paragraph((self.unit(), *rest), self.words())

    def chapter(self) -> Chapter:
        return Chapter(self.words(), tuple(self.paragraph() for _ in range(self.chance.randint(0, 4))))

    def annexes(self) -> tuple[Annex, ...]:
        tables = (self.table() for _ in range(self.chance.randint(0, 4)))
        return (Annex("Załącznik", self.words(), (TextBlock(self.words()), *tables)),) if self.often(2) else ()

    def document(self) -> Document:
        make: Callable[[], Block] = self.chapter if self.often(2) else self.paragraph
        blocks = tuple(make() for _ in range(self.chance.randint(1, 6)))
        return _connected(Document(self.words(), date(2026, 1, 2), blocks, annexes=self.annexes()))

    # -- a later version ----------------------------------------------------------------------------------------------

    def changed(self, document: Document) -> Document:
        has_chapters = isinstance(document.blocks[0], Chapter)
        make: Callable[[], Block] = self.chapter if has_chapters else self.paragraph
        return _connected(
            replace(
                _unconnected(document),
                blocks=self.siblings(_unconnected(document).blocks, make, self.changed_block) or document.blocks,
                title=self.words() if self.often(6) else document.title,
                annexes=self.annexes() if self.often(4) else tuple(map(self.changed_annex, document.annexes)),
            )
        )

    def siblings(self, items: Sequence[_T], new: Callable[[], _T], inside: Callable[[_T], _T]) -> tuple[_T, ...]:
        """Some taken out, some changed inside, some put in, seldom all the other way round."""
        result: list[_T] = []
        for one in items:
            match self.chance.randrange(12):
                case 0:
                    pass
                case 1:
                    result += [new(), one]
                case 2:
                    result += [one, new()]
                case 3 | 4:
                    result.append(inside(one))
                case _:
                    result.append(one)
        return tuple(reversed(result)) if self.often(10) else tuple(result)

    def changed_annex(self, annex: Annex) -> Annex:
        text, *tables = annex.blocks
        return replace(annex, blocks=(text, *self.siblings(tables, self.table, lambda _: self.table())))

    def changed_block(self, block: Block) -> Block:
        if not isinstance(block, Chapter):
            return self.changed_inner(block)
        inside = self.siblings(block.blocks, self.paragraph, self.changed_inner)
        return replace(block, heading=self.heading(block.heading), blocks=inside)

    def changed_inner(self, block: Inner) -> Inner:
        if not isinstance(block, Paragraph):
            return block
        content = self.siblings(block.content, self.content, self.changed_content)
        return replace(block, heading=self.heading(block.heading), content=content or block.content)

    def changed_content(self, content: Content) -> Content:
        return self.changed_unit(content, 0) if isinstance(content, Unit) else self.content()

    def changed_unit(self, unit: Unit, depth: int) -> Unit:
        if self.often(2) or depth >= _DEEPEST:
            return replace(unit, text=self.words())
        inside = self.siblings(
            unit.children, lambda: self.unit(depth + 1), lambda child: self.changed_unit(child, depth + 1)
        )
        return replace(unit, children=inside, closing=unit.closing if inside else "")

    def heading(self, known: str) -> str:
        return self.words() if self.often(6) else known


# -- ids and references -----------------------------------------------------------------------------------------------


def _connected(document: Document) -> Document:
    """Each § has an id of its own, and the first unit of every other § leads to the § before it."""
    known = {one.id for one in paragraphs(document)}
    taken: list[str] = []

    def connected(paragraph: Paragraph) -> Paragraph:
        is_free = paragraph.id and paragraph.id not in taken
        own = paragraph.id if is_free else next(f"id-{n}" for n in range(1, 999) if f"id-{n}" not in {*known, *taken})
        before = taken[-1:]
        taken.append(own)
        first, *rest = paragraph.content
        if before and len(taken) % 2 and isinstance(first, Unit) and isinstance(first.text, str):
            first = replace(first, text=(first.text + _LEADS, Reference((before[0],))))
        return replace(paragraph, id=own, content=(first, *rest))

    return _with_paragraphs(document, connected)


def _unconnected(document: Document) -> Document:
    def alone(paragraph: Paragraph) -> Paragraph:
        return replace(paragraph, content=tuple(_without_reference(one) for one in paragraph.content))

    return _with_paragraphs(document, alone)


def _without_reference(content: Content) -> Content:
    if not isinstance(content, Unit) or isinstance(content.text, str):
        return content
    return replace(content, text=str(content.text[0]).removesuffix(_LEADS))


def _with_paragraphs(document: Document, change: Callable[[Paragraph], Paragraph]) -> Document:
    def block(one: Block) -> Block:
        if isinstance(one, Chapter):
            inside = tuple(change(inner) if isinstance(inner, Paragraph) else inner for inner in one.blocks)
            return replace(one, blocks=inside)
        return change(one) if isinstance(one, Paragraph) else one

    return replace(document, blocks=tuple(map(block, document.blocks)))
