"""Document tree → numbered tree: labels, addresses, references, marks, non-breaking spaces.

The tree is walked twice by the same code: first to learn where every id stands, then to print. What a user has to
mend comes back as diagnostics; the numbered tree is complete all the same, for a preview.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dsl.diagnostics import Diagnostic, Diagnostics
from dsl.source.text import Span
from generator.numbered import (
    OPENING_QUOTE,
    NumberedAnnex,
    NumberedBlock,
    NumberedChapter,
    NumberedColumn,
    NumberedContent,
    NumberedDocument,
    NumberedInner,
    NumberedLeaf,
    NumberedNote,
    NumberedParagraph,
    NumberedQuote,
    NumberedSignature,
    NumberedTable,
    NumberedText,
    NumberedUnit,
    Run,
    Runs,
)
from generator.places import Place, Places, anchor
from generator.punctuation import BEFORE_CLOSING, INTRODUCTION_END, SENTENCE_END, end_with, mark_between
from generator.tree import (
    Annex,
    Chapter,
    Column,
    Content,
    Document,
    Note,
    Origin,
    Paragraph,
    QuotedLine,
    Reference,
    SignatureBlock,
    Strong,
    Table,
    Text,
    TextBlock,
    Unit,
)
from generator.typography import character_name, set_runs, set_text, unprintable
from polish.citations import Address
from polish.units import Level, label, numeral

_LEVELS = (Level.SECTION, Level.POINT, Level.LETTER, Level.INDENT, Level.DOUBLE_INDENT)
_CLOSING_DASH = "– "
_CLOSING_QUOTE = "”"


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbered document, what is wrong with it, and where each id stands."""

    document: NumberedDocument
    problems: tuple[Diagnostic, ...]
    places: Places


def number(document: Document) -> Numbering:
    """Numbers the document; problems (dead references, doubled labels, unprintable characters) are data."""
    learning = _Walk(Places(), resolving=False, prefix=document.prefix)
    learning.document(document)
    printing = _Walk(learning.places, resolving=True, prefix=document.prefix, origin=document.origin)
    numbered = printing.document(document)
    attached = tuple(map(number, document.attached))
    problems = Diagnostics()
    problems.extend((*learning.problems, *printing.problems))
    for one in attached:
        problems.extend(one.problems)
    whole = replace(numbered, attached=tuple(one.document for one in attached))
    return Numbering(whole, problems.sorted(), learning.places)


@dataclass(slots=True)
class _Walk:
    """One walk through the document, in the order in which it is read; not `resolving`, it only learns the places."""

    places: Places
    resolving: bool
    prefix: str = ""
    origin: Origin = None
    problems: Diagnostics = field(default_factory=Diagnostics)
    chapters: int = 0
    sections: int = 0
    annexes: int = 0
    paragraphs: int = 0
    tables: int = 0
    plain_tables: int = 0

    def document(self, document: Document) -> NumberedDocument:
        return NumberedDocument(
            title=self.line(document.title),
            day=document.day,
            blocks=tuple(self.block(block) for block in document.blocks),
            kind=self.line(document.kind),
            subtitle=self.lines(document.subtitle),
            author=self.line(document.author),
            description=self.line(document.description),
            letterhead=self.lines(document.letterhead),
            annex_header=self.lines(document.annex_header),
            footer=self.line(document.footer),
            signature=self.signature(document.signature),
            annexes=tuple(self.annex(annex) for annex in document.annexes),
            language=document.language,
            mark=self.line(document.mark),
            compact=document.compact,
            anchor=f"{self.prefix}poczatek",
            logo=document.logo,
            margins=document.margins,
        )

    def block(self, block: Chapter | Paragraph | Table | TextBlock | Note) -> NumberedBlock:
        return self.chapter(block) if isinstance(block, Chapter) else self.inner(block)

    def chapter(self, chapter: Chapter) -> NumberedChapter:
        place, label = self.chapter_place(chapter)
        self.remember(chapter.id, place, chapter.origin)
        heading = self.line(chapter.heading, chapter.origin)
        blocks = tuple(self.inner(block) for block in chapter.blocks)
        return NumberedChapter(label, heading, blocks, place.anchor)

    def chapter_place(self, chapter: Chapter) -> tuple[Place, str]:
        if not chapter.numbered:
            self.sections += 1
            return Place(f"{self.prefix}czesc-{self.sections}"), ""
        if not chapter.numeral:
            self.chapters += 1
        own = chapter.numeral or str(self.chapters)
        return Place(f"{self.prefix}rozdzial-{own}", number=own), f"Rozdział {own}"

    def annex(self, annex: Annex) -> NumberedAnnex:
        self.annexes += 1
        place = Place(f"{self.prefix}zalacznik-{self.annexes}", number=str(self.annexes))
        self.remember(annex.id, place, annex.origin)
        label, heading = self.line(annex.label, annex.origin), self.line(annex.heading, annex.origin)
        return NumberedAnnex(label, heading, tuple(self.inner(block) for block in annex.blocks), place.anchor)

    def inner(self, block: Paragraph | Table | TextBlock | Note) -> NumberedInner:
        return self.paragraph(block) if isinstance(block, Paragraph) else self.leaf(block, None)

    def leaf(self, block: Table | TextBlock | Note, here: Address | None) -> NumberedLeaf:
        match block:
            case Table():
                return self.table(block)
            case TextBlock():
                return NumberedText(self.text(block.text, here, block.origin))
            case Note():
                return NumberedNote(self.line(block.label, block.origin), self.text(block.text, here, block.origin))

    def paragraph(self, paragraph: Paragraph) -> NumberedParagraph:
        if not paragraph.numeral:
            self.paragraphs += 1
        own = paragraph.numeral or str(self.paragraphs)
        address = Address(((Level.PARAGRAPH, own),))
        self.remember(paragraph.id, self.place(address), paragraph.origin)
        return NumberedParagraph(
            label=set_text(label(Level.PARAGRAPH, own)),
            heading=self.line(paragraph.heading, paragraph.origin),
            content=self.content(paragraph.content, address),
            address=address,
            anchor=self.place(address).anchor,
        )

    def place(self, address: Address) -> Place:
        return Place(self.prefix + anchor(address), address)

    def content(self, content: Sequence[Content], paragraph: Address) -> tuple[NumberedContent, ...]:
        units = [item for item in content if isinstance(item, Unit)]
        if len(units) == 1:
            numbered = iter([self.lone_unit(units[0], paragraph)])
        else:
            numbered = iter(self.units(units, paragraph, 0, SENTENCE_END))
        return tuple(
            next(numbered) if isinstance(item, Unit) else self.leaf(item, paragraph) for item in content
        )  # units and what stands between them, in the author's order

    def lone_unit(self, unit: Unit, paragraph: Address) -> NumberedUnit:
        """The only ustęp of a § has no number; its address is that of the §."""
        for one in filter(None, (unit.id, *unit.also)):
            self.remember(one, self.place(paragraph), unit.origin, shared=True)
        return self.unit(unit, "", paragraph, 0, SENTENCE_END)

    def units(
        self, units: Sequence[Unit], parent: Address, depth: int, last_mark: str, between: str = ""
    ) -> list[NumberedUnit]:
        """Siblings: all but the last end with `between`, the last one with what its parent owes."""
        level = level_of(depth)
        between = between or mark_between(level)
        result = []
        for position, (unit, own) in enumerate(zip(units, numerals(units, level), strict=True), start=1):
            address = parent.child(level, own)
            self.remember(unit.id, self.place(address), unit.origin)
            for one in unit.also:
                self.remember(one, self.place(address), unit.origin, shared=True)
            mark = last_mark if position == len(units) else between
            result.append(self.unit(unit, label(level, own), address, depth, mark))
        return result

    def unit(self, unit: Unit, own_label: str, address: Address, depth: int, mark: str) -> NumberedUnit:
        return NumberedUnit(
            label=own_label,
            text=self.text(unit.text, address, unit.origin, INTRODUCTION_END if unit.children or unit.quoted else mark),
            children=self.children(unit, address, depth, mark),
            closing=self.closing(unit, address, mark),
            address=address,
            anchor=self.place(address).anchor,
            quoted=tuple(self.quoted(unit, mark)),
        )

    def quoted(self, unit: Unit, mark: str) -> Iterator[NumberedQuote | NumberedTable]:
        """In quotation marks, the mark of the unit after them; a table that ends the quotation is followed by them."""
        parts = list(unit.quoted)
        if parts and isinstance(parts[-1], Table):
            parts.append(QuotedLine("", ""))
        for place, part in enumerate(parts, start=1):
            opening = OPENING_QUOTE if place == 1 else ""
            if isinstance(part, Table):
                yield self.table(replace(part, caption=opening + part.caption))
                continue
            closing = (f"{_CLOSING_QUOTE}{mark}",) if place == len(parts) else ()
            label, first = (opening + part.label, "") if part.label else ("", opening)
            text = (first, *_inlines(part.text), *closing)
            yield NumberedQuote(set_text(label), self.text(text, None, unit.origin), part.depth)

    def children(self, unit: Unit, address: Address, depth: int, mark: str) -> tuple[NumberedUnit, ...]:
        if not unit.children:
            return ()
        if unit.closing:
            return tuple(self.units(unit.children, address, depth + 1, "", BEFORE_CLOSING))
        return tuple(self.units(unit.children, address, depth + 1, mark))

    def closing(self, unit: Unit, address: Address, mark: str) -> Runs:
        if not unit.closing:
            return ()
        return self.text((_CLOSING_DASH, *_inlines(unit.closing)), address, unit.origin, mark)

    def table(self, table: Table) -> NumberedTable:
        place, label = self.table_place(table)
        self.remember(table.id, place, table.origin)
        return NumberedTable(
            label=set_text(label),
            caption=self.line(table.caption, table.origin),
            columns=tuple(self.column(column, table.origin) for column in table.columns),
            rows=tuple(tuple(self.text(cell, None, table.origin) for cell in row) for row in table.rows),
            anchor=place.anchor,
            tall=table.tall,
        )

    def table_place(self, table: Table) -> tuple[Place, str]:
        if not table.numbered:
            self.plain_tables += 1
            return Place(f"{self.prefix}zestawienie-{self.plain_tables}"), ""
        if not table.numeral:
            self.tables += 1
        own = table.numeral or str(self.tables)
        return Place(f"{self.prefix}tabela-{own}", number=own), f"Tabela {own}."

    def column(self, column: Column, origin: Origin) -> NumberedColumn:
        return NumberedColumn(self.line(column.header, origin), column.width, column.align)

    def signature(self, signature: SignatureBlock | None) -> NumberedSignature | None:
        if signature is None:
            return None
        return NumberedSignature(self.lines(signature.role), self.line(signature.name), self.line(signature.annotation))

    def lines(self, lines: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.line(line) for line in lines)

    def line(self, text: str, origin: Origin = None) -> str:
        if not self.resolving:
            return ""
        self.check_characters(text, origin)
        return set_text(text)

    def text(self, text: Text, here: Address | None, origin: Origin, mark: str | None = None) -> Runs:
        """A paragraph of text, its references printed as seen from `here`, ended with `mark`."""
        if not self.resolving:
            return ()
        runs = [self.run(inline, here, origin) for inline in _inlines(text)]
        for run in runs:
            self.check_characters(run.text, origin)
        return set_runs(runs if mark is None else _ended(runs, mark))

    def run(self, inline: str | Strong | Reference, here: Address | None, origin: Origin) -> Run:
        match inline:
            case str():
                return Run(inline)
            case Strong():
                return Run(inline.text, strong=True)
            case Reference():
                return self.places.resolve(inline, here, origin, self.problems)

    def remember(self, identifier: str, place: Place, origin: Origin, *, shared: bool = False) -> None:
        """Learns where an id stands; `shared` when another id already has this place."""
        if not self.resolving:
            self.places.add(identifier, place, origin, self.problems, shared=shared)

    def check_characters(self, text: str, origin: Origin) -> None:
        for char in unprintable(text):
            hint = "Usuń go; najczęściej trafia do tekstu przy kopiowaniu z innego programu."
            message = f"W dokumencie nie może stać znak {character_name(char)}."
            self.problems.error("P804", _place_of(char, origin or self.origin), message, hint)


def _place_of(char: str, origin: Origin) -> Origin:
    """The character itself, also where the text writes it by its number (`\\u0007`); else all of what is printed."""
    if not isinstance(origin, Span):
        return origin
    found = re.search(rf"{re.escape(char)}|\\[ux]0*{ord(char):x}(?![0-9a-f])", origin.text, re.IGNORECASE)
    return origin.part(*found.span()) if found is not None else origin


def level_of(depth: int) -> Level:
    if depth >= len(_LEVELS):
        raise ValueError("there is no unit below a double tiret")
    return _LEVELS[depth]


def _inlines(text: Text) -> tuple[str | Strong | Reference, ...]:
    return (text,) if isinstance(text, str) else text


def _ended(runs: list[Run], mark: str) -> list[Run]:
    """The mark belongs to the last run that has text; after a reference it stands outside the link."""
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    if not runs:
        return [Run(mark)]
    last = runs[-1]
    if last.anchor:
        return [*runs, Run(mark)]
    return [*runs[:-1], Run(end_with(last.text, mark), last.strong)]


def numerals(units: Sequence[Unit], level: Level) -> list[str]:
    """1, 2, 3 …; a numeral the author gave (`1a`) does not move the others."""
    result, count = [], 0
    for unit in units:
        if not unit.numeral:
            count += 1
        result.append(unit.numeral or numeral(level, count))
    return result
