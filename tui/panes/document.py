"""*Dokument*: the regulation as it will be printed, as plain text; made by what makes the PDF, and that is loaded
only when somebody looks."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult

from dsl.model.regulation import Regulation
from dsl.source.nodes import readable_name
from polish.enumerations import enumerate_items, quote
from tui.analysis import Analysis
from tui.panes.later import LaterPane
from tui.panes.reading import ReadingList
from tui.paragraphs import Paragraph

LIST = "document-list"
_HEADS = ("§", "Rozdział", "Załącznik", "Tabela")
OF_ONE_SCHOOL = "Dokument powstaje z regulaminu jednej szkoły, a nie z naboru."


class DocumentPane(LaterPane):
    def __init__(self) -> None:
        super().__init__(id="document")

    def compose(self) -> ComposeResult:
        yield ReadingList(id=LIST, title="Tak będzie wyglądał tekst dokumentu", empty="Układam…")

    def make(self, analysis: Analysis) -> list[Paragraph]:
        return list(document_paragraphs(analysis.regulation)) if analysis.regulation else [Paragraph(OF_ONE_SCHOOL)]

    def show_made(self, made: list[Paragraph]) -> None:
        self.query_one(ReadingList).read(made)

    def show_none(self, why: str) -> None:
        self.query_one(ReadingList).read((), empty=why)


def document_paragraphs(regulation: Regulation) -> Iterator[Paragraph]:
    from generator.numbering import number
    from generator.regulation import regulation_document
    from generator.text import lines

    left = criteria_left_to_others(regulation)
    if left:
        yield Paragraph(
            f"Ten plik zostawia innym ustalenie kryteriów: {enumerate_items([quote(one) for one in left])}."
        )
        return
    first = True
    for line in lines(number(regulation_document(regulation)).document):
        head = line.label.startswith(_HEADS)
        if head and not first:
            yield Paragraph("")
        first = False
        yield Paragraph(f"{line.label} {line.text}".strip(), line.depth, is_head=head)


def criteria_left_to_others(regulation: Regulation) -> list[str]:
    """A law may leave whole criteria to others: of these it has a name, and nothing that could be printed."""
    rules = () if regulation.branches else regulation.kinds.values()
    named = ((one, name) for one in rules for stage in one.order for name in stage.criteria)
    return [
        readable_name(name) for name in dict.fromkeys(name for one, name in named if one.criterion((name,)) is None)
    ]
