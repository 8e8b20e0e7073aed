"""Where pages, lines and tables break, read from the boxes of the printed words: what a school secretary would mend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import groupby, islice, pairwise
from pathlib import Path

import pytest

from admission.candidates import Candidates
from admission.results import Allocation
from admission.synthetic import synthetic_rows
from dsl.load import load
from dsl.model.regulation import Regulation
from generator.numbered import NumberedChapter, NumberedDocument, NumberedParagraph, NumberedTable
from generator.numbering import number
from generator.orders.identity import why_no_order
from generator.orders.introducing import introducing_order
from generator.papers.fitting import fitted_leaflet
from generator.papers.lists import Announcement
from generator.papers.minutes import Sitting, minutes
from generator.pdf.render import Style, render
from generator.regulation import regulation_document
from generator.tree import (
    Column,
    Document,
    Paragraph,
    QuotedLine,
    SignatureBlock,
    Strong,
    Table,
    TextBlock,
    Unit,
)
from tests.generator.documents import squeezed
from tests.generator.lines import Line, Page, Word, needs_poppler, pages
from tests.generator.papers.school import TEXT, allocated, regulation, row
from tests.generator.papers.test_papers import lists, papers, sheets

ROOT = Path(__file__).parents[2]
SCHOOLS = [
    str(path.relative_to(ROOT / "regulations"))
    for path in sorted((ROOT / "regulations").glob("*/*.yaml"))
    if (found := load(path).regulation) is not None and found.branches
]
LENGTHS = range(15, 70, 3)
ONE_LETTER = frozenset("aiouwz")
MARGIN = 45  # a full stop may hang a little
HIGHEST, HIGHEST_OF_COMPACT = 56, 30
TOUCHING = 0.5
WORDS_APART = 12  # points: more stands between the cells of a row

pytestmark = needs_poppler


@lru_cache
def document(name: str) -> NumberedDocument:
    if name in papers():
        return number(papers()[name]).document
    kind, _, where = name.partition(" ")
    if kind == "lista":
        return number(list_of(int(where))).document
    return number(of_school(kind, where)).document


def of_school(kind: str, where: str) -> Document:
    found = shipped(where)
    match kind:
        case "ulotka":
            return fitted_leaflet(found)
        case "zarzadzenie":
            return introducing_order(found)
        case "regulamin":
            return regulation_document(found)
    _, candidates, allocation = with_candidates(where)
    if kind == "protokol":
        return minutes(allocation, candidates, Sitting(found, tuple(found.branches)))
    choices = [len(one.choices) for one in allocation.candidates]
    return next(islice(sheets((found, candidates, allocation)), choices.index(max(choices)), None))


@lru_cache
def shipped(where: str) -> Regulation:
    found = load(ROOT / "regulations" / where).regulation
    assert found is not None
    return found


@lru_cache
def with_candidates(where: str) -> tuple[Regulation, Candidates, Allocation]:
    return allocated(synthetic_rows(shipped(where), 40, seed=5), shipped(where))


def list_of(length: int) -> Document:
    """Two lists, of a third and two thirds of the people."""
    rows = [
        row(f"k{one}", f"Osoba Próbna-{one}", 30 + one % 60, "A", świadectwo=one % 3 > 0, los=None)
        for one in range(length)
    ]
    found = allocated(rows, regulation(TEXT.replace("miejsca: 2}", f"miejsca: {length}}}")))
    return lists(found, Announcement(day=date(2026, 7, 16)))[0]


NAMES = (
    *(f"regulamin {name}" for name in SCHOOLS),
    *(f"{kind} {name}" for name in SCHOOLS for kind in ("ulotka", "protokol", "wyjasnienie")),
    *(f"zarzadzenie {name}" for name in SCHOOLS if not why_no_order(shipped(name))),
    *(f"lista {length}" for length in LENGTHS),
    "lista-B-z-pulami",
    "lista-projekt",
    "lista-szkoly",
    "wyjasnienie",
    "wyjasnienie-brak-danych",
    "protokol",
)


@lru_cache
def printed(name: str, style: Style) -> list[Page]:
    return pages(render(document(name), style))


@pytest.fixture(params=[(name, style) for name in NAMES for style in Style], ids=lambda one: f"{one[0]}-{one[1]}")
def paper(request: pytest.FixtureRequest) -> tuple[NumberedDocument, list[Page]]:
    name, style = request.param
    return document(name), printed(name, style)


Paper = tuple[NumberedDocument, list[Page]]


def test_every_page_is_as_a_person_would_leave_it(paper: Paper) -> None:
    document, sheets = paper
    for page in sheets:
        assert page.body, "an empty page"
        assert text_beyond_margins(page) == []
        assert above_the_page(document, page) == []
        assert words_over_words(page) == []
        assert ends_with_one_letter(page) == []
        assert heading_at_the_end(document, page) == []
    assert alone_with_signature(document, sheets) == []
    assert rows_left_alone(document, sheets) == []
    assert near_empty_pages(document, sheets) == []


def text_beyond_margins(page: Page) -> list[str]:
    words = [word for line in page.lines for word in line.words]
    return [word.text for word in words if word.left < MARGIN or word.right > page.width - MARGIN]


def above_the_page(document: NumberedDocument, page: Page) -> list[str]:
    """Only the mark of a draft stands over the text."""
    highest = HIGHEST_OF_COMPACT if document.compact else HIGHEST
    marks = document.mark.split()
    return [word.text for line in page.lines for word in line.words if word.top < highest and word.text not in marks]


def words_over_words(page: Page) -> list[str]:
    pairs = (pair for line in page.lines for pair in pairwise(line.words))
    return [f"{one.text} {other.text}" for one, other in pairs if other.left < one.right - TOUCHING]


def ends_with_one_letter(page: Page) -> list[str]:
    found = [cell for line in page.body for cell in cells(line)]
    return [" ".join(cell) for cell in found if cell[-1] in ONE_LETTER and len(cell) > 1 and cell[-2] != "lit."]


def cells(line: Line) -> Iterator[list[str]]:
    cell = [line.words[0].text]
    for before, word in pairwise(line.words):
        if word.left - before.right > WORDS_APART:
            yield cell
            cell = []
        cell.append(word.text)
    yield cell


def heading_at_the_end(document: NumberedDocument, page: Page) -> list[str]:
    """Headings and captions that stand last on a page; one may take three lines."""
    ends = {squeezed("".join(line.text for line in page.body[-count:])) for count in (1, 2, 3)}
    return [one for one in headings(document) if squeezed(one) in ends]


def headings(document: NumberedDocument) -> Iterator[str]:
    blocks = [*document.blocks, *(block for annex in document.annexes for block in annex.blocks)]
    for block in (*blocks, *(inner for one in blocks if isinstance(one, NumberedChapter) for inner in one.blocks)):
        if isinstance(block, NumberedTable):
            yield f"{block.label} {block.caption}".strip()
        elif isinstance(block, NumberedChapter | NumberedParagraph):
            yield f"{block.label} {block.heading}".strip()
            content = block.content if isinstance(block, NumberedParagraph) else ()
            yield from (f"{one.label} {one.caption}".strip() for one in content if isinstance(one, NumberedTable))


def alone_with_signature(document: NumberedDocument, sheets: list[Page]) -> list[str]:
    """Who signs, where less than two lines of what is signed stand above: a row of a table, a unit; not the date."""
    if document.signature is None:
        return []
    role = squeezed(document.signature.role[0])
    for page in sheets:
        for place, line in enumerate(page.body):
            if squeezed(line.text) == role:
                above = [one for one in page.body[:place] if not one.text.startswith(("Data podania", "Ogłoszenie"))]
                return [role] if len(above) < 2 else []
    return ["no signature at all"]


ROW = re.compile(r"\d+ Próbna-")


LINES_OF_HEAD = 2  # „Nazwiska kandydatów niezakwalifikowanych”


def rows_left_alone(document: NumberedDocument, sheets: list[Page]) -> list[str]:
    """Names on a page of their own, and names without the head of their table above them."""
    if document.kind != "lista kandydatów":
        return []
    found = []
    for page in sheets:
        runs = [(is_row, [*lines]) for is_row, lines in groupby(page.body, key=lambda one: bool(ROW.match(one.text)))]
        for (_, before), (is_row, rows) in zip([(False, []), *runs], runs, strict=False):
            has_head = any(line.text.startswith("Lp.") for line in before[-LINES_OF_HEAD:])
            if is_row and (len(rows) < 2 or not has_head):
                found.append(rows[0].text)
    return found


LEAST_OF_LAST_PAGE = 0.27  # of its height, the margin counted


def near_empty_pages(document: NumberedDocument, sheets: list[Page]) -> list[str]:
    """Pages after the first on which a part of the document ends at once; a whole table may stand alone."""
    begins = (*(squeezed(one.label) for one in document.annexes), *(squeezed(one.title) for one in document.attached))
    found = []
    for before, page, after in zip((None, *sheets), sheets, (*sheets[1:], None), strict=False):
        if (
            before is None
            or begins_with(page, *begins, "Tabela", "Przykład")
            or (after and not begins_with(after, *begins))
        ):
            continue
        if page.body[-1].top < LEAST_OF_LAST_PAGE * page.height:
            found.append(page.body[-1].text)
    return found


def begins_with(page: Page, *texts: str) -> bool:
    """Whether the words of the page, with its mark or without, begin with one of these; an attached document stands
    below its own head."""
    tops = [squeezed("".join(line.text for line in lines[:8])) for lines in (page.body, page.lines)]
    return any(top.startswith(text) or (len(text) > 20 and text in top) for top in tops for text in texts)


def unit_texts(count: int) -> tuple[Unit, ...]:
    return tuple(Unit(f"Ustęp {place}") for place in range(count))


def rows_on(page: Page) -> list[str]:
    return [line.text for line in page.body if line.text.startswith("wiersz")]


@pytest.mark.parametrize("style", Style)
def test_a_table_up_to_half_a_page_stays_whole_with_the_units_that_announce_it(style: Style) -> None:
    """However much stands before it on the page."""
    for before in range(14, 34, 2):
        table = Table("Próba", (Column("A"), Column("B")), tuple((f"wiersz {one}", "b") for one in range(16)))
        last = Paragraph((Unit("Określa to tabela"), Unit("Drugi ustęp"), table), "Tabela")
        one = Document("Próba", date(2026, 1, 1), (Paragraph(unit_texts(before)), last))
        (whole,) = [page for page in pages(render(number(one).document, style)) if rows_on(page)]
        assert len(rows_on(whole)) == 16
        assert "1. Określa to tabela." in [line.text for line in whole.body]


@pytest.mark.parametrize("style", Style)
def test_of_a_high_table_no_row_stands_alone(style: Style) -> None:
    long = " ".join(["słowo"] * 30)
    for before in range(8, 32):
        table = Table("Próba", (Column("A"), Column("B")), tuple((f"wiersz {one}", long) for one in range(12)))
        one = Document("Próba", date(2026, 1, 1), (Paragraph((*unit_texts(before), table)),))
        found = [len(rows_on(page)) for page in pages(render(number(one).document, style))]
        assert sum(found) == 12
        assert 1 not in found


def test_the_beginning_of_an_address_on_the_web_does_not_break() -> None:
    for words in range(4, 24):
        text = " ".join([*["słowo"] * words, "https://rekrutacja-szkoly.przyklad.pl/omikron-public/lista", "dalej"])
        (page,) = pages(render(number(Document("Próba", date(2026, 1, 1), (TextBlock(text),))).document))
        assert any("https://rekrutacja-szkoly.przyklad.pl/" in line.text for line in page.body)


def width(line: Line) -> float:
    return line.words[-1].right - line.words[0].left


@pytest.mark.parametrize("style", Style)
def test_titles_have_no_lone_word_on_a_line(style: Style) -> None:
    name = "Regulamin rekrutacji dzieci do przedszkolnego oddziału „0” Szkoły Podstawowej nr 7"
    for words in (
        "w Lesie",
        "Szkół Mechaniczno-Elektrycznych w Lesie",
        "im. św. Jana z Dukli w Lesie",
        "im. św. Jana z Dukli w Lesie na rok szkolny 2026/2027",
    ):
        title = f"{name} {words}"
        attached = Document(title, date(2026, 1, 1), (TextBlock("Treść"),), prefix="a-")
        heading = Paragraph((Unit("Treść"),), f"Warunki przyjęcia do przedszkolnego oddziału „0” {words}")
        one = Document("Zarządzenie", date(2026, 1, 1), (heading,), subtitle=(title,), attached=(attached,))
        for page in pages(render(number(one).document, style)):
            begin = next((at for at, line in enumerate(page.body) if line.text.startswith("§")), len(page.body))
            headings_ = [line for line in page.body[begin:] if line.text != "Treść."]
            assert len(headings_) != 2 or width(headings_[1]) > 0.6 * width(headings_[0])
            printed_lines = [line for line in page.body[:begin] if line.text not in ("Zarządzenie", "Treść")]
            lengths = [width(line) for line in printed_lines]
            assert squeezed(title) == squeezed("".join(line.text for line in printed_lines))
            assert min(lengths) > 0.6 * max(lengths)
            assert all(abs(line.words[0].left + line.words[-1].right - page.width) < 5 for line in printed_lines)


QUOTED_TABLE = Table("Tabela 7. Przykład", (Column("A"), Column("B")), (("a", "b"), ("c", "d")), numbered=False)
QUOTED_LINE = QuotedLine("", "Tekst po nagłówku.")


@pytest.mark.parametrize("under", [(QUOTED_LINE,), (QUOTED_TABLE,), (QUOTED_LINE, QUOTED_TABLE)])
def test_what_an_order_quotes_stays_with_its_heading_and_its_end(under: tuple[QuotedLine | Table, ...]) -> None:
    """However much stands before it on the page."""
    heading = QuotedLine("", (Strong("Załącznik. Przykłady"),))
    for before in range(28, 36):
        points = tuple(Unit("uchyla się tabelę") for _ in range(before))
        last = Unit("załącznik otrzymuje brzmienie", quoted=(heading, *under))
        one = Document("Zarządzenie", date(2026, 1, 1), (Paragraph((Unit("Zmiany", (*points, last)),)),))
        for page in pages(render(number(one).document)):
            assert not page.body[-1].text.startswith(("„Załącznik", "„Tabela", "Tabela"))
            assert not page.body[-1].text.endswith("brzmienie:")
            assert page.body[0].text != "”."


def test_every_name_of_a_list_is_printed_once() -> None:
    for length in LENGTHS:
        rows = [line.words[1].text for page in printed(f"lista {length}", Style.ACCESSIBLE) for line in page.body
                if ROW.match(line.text)]  # fmt: skip
        assert sorted(rows) == sorted(f"Próbna-{one}" for one in range(length))


# -- the checks themselves: each finds its mistake --------------------------------------------------------------------


def page_of(*texts: str) -> Page:
    """Lines below one another; a tabulator begins a cell."""
    lines = []
    for place, text in enumerate(texts):
        left, words = 80.0, []
        for word in text.replace("\t", " \t").split(" "):
            left += 30.0 if word.startswith("\t") else 3.0
            words.append(Word(left, 100 + 20 * place, left + 10, 110 + 20 * place, word.strip()))
            left += 10
        lines.append(Line(tuple(words)))
    return Page(595, 842, tuple(lines))


def signed(*blocks: TextBlock | Table) -> NumberedDocument:
    signature = SignatureBlock(("Dyrektor",), "Anna Nowak")
    one = Document("Próba", date(2026, 1, 1), blocks, kind="lista kandydatów", signature=signature)
    return number(one).document


def test_a_mistake_of_each_kind_is_found() -> None:
    assert ends_with_one_letter(page_of("mieszka w", "domu")) == ["mieszka w"]
    assert ends_with_one_letter(page_of("mieszka w\toddział B", "pkt 1 lit. a")) == ["mieszka w"]
    one = signed(Table("Terminy", (Column("Dzień"),), (("1 maja",),)))
    assert heading_at_the_end(one, page_of("Słowa.", "Tabela 1. Terminy")) == ["Tabela 1. Terminy"]
    assert heading_at_the_end(one, page_of("Tabela 1. Terminy", "Dzień")) == []
    assert alone_with_signature(one, [page_of("Lp. Nazwisko"), page_of("Data podania: …", "Dyrektor")]) == ["Dyrektor"]
    assert alone_with_signature(one, [page_of("1 Próbna-1", "2 Próbna-2", "Dyrektor")]) == []
    assert alone_with_signature(one, [page_of("1 Próbna-1")]) == ["no signature at all"]
    row_, other = "1 Próbna-1", "2 Próbna-2"
    assert rows_left_alone(one, [page_of("Lp. Nazwisko", row_)]) == [row_]
    assert rows_left_alone(one, [page_of(row_, other)]) == [row_]
    assert rows_left_alone(one, [page_of("Lp. Nazwisko", row_, other)]) == []
    high = Page(595, 842, (Line((Word(70, 40, 90, 50, "Tabela"),)),))
    assert above_the_page(one, high) == ["Tabela"]
    assert above_the_page(replace(one, mark="Tabela"), high) == []
    assert near_empty_pages(one, [page_of("słowa"), page_of("koniec")]) == ["koniec"]
    assert near_empty_pages(one, [page_of("słowa"), page_of("Tabela 1. Terminy", "Dzień")]) == []
    wide = page_of("a" + " a" * 60)
    assert text_beyond_margins(wide)
    over = page_of("słowo słowo").lines[0].words
    assert words_over_words(Page(595, 842, (Line((over[0], replace(over[1], left=over[0].left + 2))),)))


def test_a_word_wider_than_the_page_leaves_a_line_to_the_other_columns() -> None:
    columns = tuple(map(Column, ("Oddział", "Nazwa", "Rozszerzenia", "Zajęcia", "Miejsca")))
    table = Table("Oddziały", columns, (("A", "ó" * 400, "fizyka", "chemia", "30"),))
    assert pages(render(number(Document("Próba", date(2026, 1, 1), (table,))).document))
