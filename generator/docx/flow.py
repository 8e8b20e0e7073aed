"""The numbered tree as Word has it: one flat row of paragraphs and tables, each with its style and place in a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from generator.docx.numbers import MAIN, PARAGRAPH_LEVEL, Item, Lists
from generator.numbered import (
    NumberedAnnex,
    NumberedBlock,
    NumberedChapter,
    NumberedContent,
    NumberedDocument,
    NumberedInner,
    NumberedNote,
    NumberedParagraph,
    NumberedQuote,
    NumberedSignature,
    NumberedTable,
    NumberedText,
    NumberedUnit,
    Run,
    Runs,
    joined,
)
from generator.table_widths import lines_of_rows, widths

BREAK = "\n"
"""In the text of a run: the line ends here. No text of the numbered tree has one."""
_LEVEL_STYLES = ("Paragraf", "Ustep", "Punkt", "Litera", "Tiret", "PodwojneTiret")
_LETTERHEAD = "NaglowekPisma"
_SHORT_PARAGRAPH = 600  # characters; kept whole with the signature
_LOW_TABLE = 14  # lines; kept whole on a page. LibreOffice keeps such a table with the next one, too, so not more
_SHORT_UNITS = 420  # characters; kept whole with the table that they announce


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`indent` is the level under whose text an unnumbered paragraph stands; `outline` where it differs from that of
    the style."""

    style: str
    runs: Runs
    anchors: tuple[str, ...] = ()
    item: Item | None = None
    keep_next: bool = False
    outline: int | None = None
    indent: int | None = None
    new_page: bool = False
    has_logo: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A caption with its number apart, and rows; `is_counted`: Word counts the number by itself."""

    label: str
    number: str
    is_counted: bool
    caption: str
    anchor: str
    widths: tuple[int, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    aligns: tuple[str, ...]
    tall: bool
    keep_rows: bool
    keep_next: bool = False


Flow: TypeAlias = Paragraph | Table


@dataclass(slots=True)
class Flowing:
    """One walk through the document; afterwards `lists` knows the lists that are needed."""

    lists: Lists = field(default_factory=Lists)
    main: int = MAIN
    tables: int = 0

    def document(self, document: NumberedDocument, outline: int = 0) -> Iterator[Flow]:
        yield from _head(document, outline)
        body = list(self.blocks(document.blocks, outline))
        yield from (_kept_with_signature(body) if document.signature else body)
        if document.signature:
            yield from _signature(document.signature)
        for annex in document.annexes:
            yield from self.annex(annex, outline)
        for attached in document.attached:
            yield from self.attached(attached, outline)

    def attached(self, document: NumberedDocument, outline: int) -> Iterator[Flow]:
        """On a new page, with its own numbers; its title is a heading of the whole."""
        self.main = self.lists.anew()
        yield from self.document(document, outline + 1)

    def blocks(self, blocks: Sequence[NumberedBlock], outline: int) -> Iterator[Flow]:
        for block, following in zip(blocks, (*blocks[1:], None), strict=True):
            if isinstance(block, NumberedChapter):
                yield from self.chapter(block, outline)
            else:
                yield from _before_table(self.inner(block, outline), following)

    def chapter(self, chapter: NumberedChapter, outline: int) -> Iterator[Flow]:
        item = self.lists.chapter(chapter.label) if chapter.label else None
        heading = f"{BREAK}{chapter.heading}" if chapter.label and chapter.heading else chapter.heading
        yield Paragraph("Heading1", (Run(heading),), (chapter.anchor,), item, outline=outline or None)
        yield from self.blocks(chapter.blocks, outline + 1)

    def annex(self, annex: NumberedAnnex, outline: int) -> Iterator[Flow]:
        heading = _lines([line for line in (annex.label, annex.heading) if line])
        style = "NaglowekNowejStrony" if annex.blocks else "Heading1"
        yield Paragraph(style, heading, (annex.anchor,), outline=outline or None)
        yield from self.blocks(annex.blocks, outline + 1)

    def inner(self, block: NumberedInner, outline: int) -> Iterator[Flow]:
        if not isinstance(block, NumberedParagraph):
            yield from self.content(block, self.main)
            return
        item = self.lists.place(block.label, PARAGRAPH_LEVEL, self.main)
        yield Paragraph("Paragraf", (Run(block.heading),), (block.anchor,), item, outline=outline)
        together = _announcing(block.content)
        for place, (content, following) in enumerate(zip(block.content, (*block.content[1:], None), strict=True)):
            flows = self.content(content, item.number)
            yield from _kept(tuple(flows)) if place in together else _before_table(flows, following)

    def content(self, content: NumberedContent, parent: int) -> Iterator[Flow]:
        match content:
            case NumberedUnit():
                yield from self.unit(content, 1, parent)
            case NumberedTable():
                yield self.table(content)
            case NumberedText():
                yield Paragraph("Normal", content.text)
            case NumberedNote():
                yield Paragraph("Przyklad", (Run(f"{content.label} ", strong=True), *content.text))

    def unit(self, unit: NumberedUnit, level: int, parent: int) -> Iterator[Flow]:
        introduces = bool(unit.children or unit.quoted)
        if unit.label:
            item = self.lists.place(unit.label, level, parent)
            style = _LEVEL_STYLES[level]
            yield Paragraph(style, unit.text, (unit.anchor,), item, keep_next=introduces)
        else:
            item = None
            yield Paragraph("Normal", unit.text, keep_next=introduces)
        own = item.number if item else parent
        inside = [flow for child in unit.children for flow in self.unit(child, level + 1, own)]
        if unit.closing:
            yield from _kept(inside)
            yield Paragraph("CzescWspolna", unit.closing, indent=level if unit.label else None)
        else:
            yield from inside
        for place, part in enumerate(unit.quoted, start=1):
            yield self.quoted(unit, place, part, level if unit.label else 0)

    def quoted(self, unit: NumberedUnit, place: int, part: NumberedQuote | NumberedTable, indent: int) -> Flow:
        """Labels of a quoted text are text: they belong to another document, and Word would count them anew as soon as
        somebody puts in a line."""
        to_the_end = len(unit.quoted) - place
        if isinstance(part, NumberedTable):
            return replace(self.table(part), keep_next=to_the_end == 1 and unit.ends_under_table)
        if to_the_end == 0 and unit.ends_under_table:
            return Paragraph("BrzmienieKoniec", part.text)
        label = (Run(f"{part.label} "),) if part.label else ()
        return Paragraph("Brzmienie", (*label, *part.text), indent=indent + part.depth, keep_next=part.is_heading)

    def table(self, table: NumberedTable) -> Table:
        label, number = _label_and_number(table.label)
        is_counted = number == str(self.tables + 1)
        self.tables += is_counted
        return Table(
            label=label,
            number=number,
            is_counted=is_counted,
            caption=table.caption,
            anchor=table.anchor,
            widths=widths(table),
            headers=tuple(column.header for column in table.columns),
            rows=table.rows,
            aligns=tuple(column.align.value for column in table.columns),
            tall=table.tall,
            keep_rows=sum(lines_of_rows(table)) <= _LOW_TABLE,
        )


def _head(document: NumberedDocument, outline: int) -> Iterator[Paragraph]:
    parts = (
        (_LETTERHEAD, document.letterhead),
        ("NaglowekZalacznika", document.annex_header),
        ("Title", (document.title,)),
        ("Subtitle", document.subtitle),
    )
    new_page = outline > 0
    for style, lines in parts:
        if lines:
            title_outline = outline - 1 if outline and style == "Title" else None
            has_logo = style == _LETTERHEAD and document.logo is not None
            yield Paragraph(
                style, _lines(lines), keep_next=True, outline=title_outline, new_page=new_page, has_logo=has_logo
            )
            new_page = False


def _signature(signature: NumberedSignature) -> Iterator[Paragraph]:
    yield Paragraph("Podpis", _lines(signature.role), keep_next=True)
    yield Paragraph("PodpisNazwisko", (Run(signature.name),), keep_next=bool(signature.annotation))
    if signature.annotation:
        yield Paragraph("PodpisAdnotacja", (Run(signature.annotation),))


def _label_and_number(label: str) -> tuple[str, str]:
    """`Tabela 3a.` → `Tabela ` and `3a`: what stands before the number, with its space, and the number."""
    number = label.split()[-1].rstrip(".") if label else ""
    return label[: label.rindex(number)], number


def _lines(lines: Sequence[str]) -> Runs:
    return (Run(BREAK.join(lines)),)


def _announcing(content: Sequence[NumberedContent]) -> set[int]:
    """The places of short units right before a table."""
    found: set[int] = set()
    for place, one in enumerate(content):
        if isinstance(one, NumberedTable):
            start = place
            while start and isinstance(content[start - 1], NumberedUnit):
                start -= 1
            units = [unit for unit in content[start:place] if isinstance(unit, NumberedUnit)]
            if sum(map(_length_of_unit, units)) <= _SHORT_UNITS:
                found |= set(range(start, place))
    return found


def _length_of_unit(unit: NumberedUnit) -> int:
    return len(joined(unit.text)) + len(joined(unit.closing)) + sum(map(_length_of_unit, unit.children))


def _before_table(flows: Iterator[Flow], following: object) -> Iterator[Flow]:
    """A sentence and its table: the sentence does not stay behind on another page."""
    if not isinstance(following, NumberedTable):
        return flows
    found = list(flows)
    return iter([*found[:-1], *_kept(found[-1:])])


def _kept(flows: Sequence[Flow]) -> Iterator[Flow]:
    """The same, each on the page of what follows it."""
    return (replace(flow, keep_next=True) for flow in flows)


def _kept_with_signature(body: Sequence[Flow]) -> list[Flow]:
    """What is signed ends on the page of the signature: a short § whole, of a long one its last unit."""
    for begins in (_begins_paragraph, _begins_unit):
        start = max((place for place, flow in enumerate(body) if begins(flow)), default=0)
        if sum(map(_length, body[start:])) <= _SHORT_PARAGRAPH:
            return [*body[:start], *_kept(body[start:])]
    return [*body[:-1], *_kept(body[-1:])]


def _begins_paragraph(flow: Flow) -> bool:
    return isinstance(flow, Paragraph) and flow.style == "Paragraf"


def _begins_unit(flow: Flow) -> bool:
    return isinstance(flow, Table) or flow.item is None or flow.item.level <= 1


def _length(flow: Flow) -> int:
    return len(joined(flow.runs)) if isinstance(flow, Paragraph) else _SHORT_PARAGRAPH
