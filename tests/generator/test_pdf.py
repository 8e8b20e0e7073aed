"""The PDF itself: valid, structured as the tree says, the same bytes everywhere, hostile text as text or an error."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.load import load
from generator.numbered import NumberedDocument
from generator.numbering import number
from generator.pdf.errors import MissingCharacterError, PdfError, TooLargeError
from generator.pdf.render import Style, render
from generator.regulation import regulation_document
from generator.text import Line, lines
from generator.tree import (
    Chapter,
    Column,
    Document,
    Note,
    Paragraph,
    SignatureBlock,
    Strong,
    Table,
    TextBlock,
    Unit,
)
from polish.numbers import NBSP
from tests.generator.documents import AMENDING, read_aloud
from tests.generator.sample import CHAPTERS, REGULATION
from tests.generator.tagged import TaggedPdf
from tests.generator.validity import faults

ROOT = Path(__file__).parents[2]
SCHOOL = ROOT / "regulations/lo-wyspianskiego-kety/2025-2026.yaml"


def school() -> Document:
    """The shipped regulation, worded from its model."""
    regulation = load(SCHOOL).regulation
    assert regulation is not None
    return regulation_document(regulation)


DOCUMENTS = {"regulation": REGULATION, "chapters": CHAPTERS, "school": school(), "amending": AMENDING}
SOFT_HYPHEN = "\u00ad"


class Made:
    """A document with its PDF, made once for all tests."""

    def __init__(self, name: str, style: str) -> None:
        self.document = number(DOCUMENTS[name]).document
        self.lines: list[Line] = list(lines(self.document))
        self.content = render(self.document, style)
        self.tagged = TaggedPdf(self.content)
        self.reader = pypdf.PdfReader(io.BytesIO(self.content))


@lru_cache
def make(name: str, style: str) -> Made:
    return Made(name, style)


@pytest.fixture(params=[(name, style.value) for name in DOCUMENTS for style in Style], ids="-".join)
def made(request: pytest.FixtureRequest) -> Made:
    return make(*request.param)


def squeezed(text: str) -> str:
    """What is compared: without spaces, whose kind and place at line ends are the engine's affair, as is the hyphen
    that Polish repeats where a compound breaks."""
    return re.sub(r"(?<=\w)--(?=\w)", "-", re.sub(r"\s", "", text.replace(SOFT_HYPHEN, "")))


def test_valid(made: Made) -> None:
    assert faults(made.content) == []


def test_language_title_and_date(made: Made) -> None:
    root = made.tagged.root
    assert str(root.Lang) == "pl-PL"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert made.reader.metadata is not None
    assert made.reader.metadata.title == made.document.title.replace(NBSP, " ")
    assert NBSP not in str(made.reader.metadata)
    day = made.reader.metadata.creation_date
    assert day is not None
    assert day.date() == made.document.day


def test_every_paragraph_stands_once_in_the_outline(made: Made) -> None:
    titles = [squeezed(title) for title in outline(made.reader.outline)]
    expected = [squeezed(f"{line.label}{line.text}") for line in made.lines if line.label.startswith("§")]
    assert [title for title in titles if title.startswith("§")] == expected


def outline(items: Any) -> Iterator[str]:
    for item in items:
        if isinstance(item, list):
            yield from outline(item)
        else:
            yield item.title


def test_the_labels_are_those_of_the_tree(made: Made) -> None:
    labels = [squeezed(made.tagged.text(element)) for element in made.tagged.roles("Lbl")]
    expected = [line.label for line in made.lines if line.label and not line.label.startswith(NOT_A_LIST_LABEL)]
    assert labels == [squeezed(label) for label in expected]


NOT_A_LIST_LABEL = ("§", "Rozdział", "Tabela", "Przykład", "Załącznik")


def test_the_text_is_read_in_the_order_of_the_tree(made: Made) -> None:
    spoken = squeezed(made.tagged.text(made.tagged.root.StructTreeRoot))
    assert spoken == squeezed("".join(map(read_aloud, made.lines)))


def test_tables_have_headers_with_scope() -> None:
    tagged = make("regulation", "dostepny").tagged
    tables = tagged.roles("Table")
    assert len(tables) == 3
    for table in tables:
        heads = [element for role, element in tagged.elements(table) if role == "TH"]
        assert heads
        assert all(scope(head) == "/Column" for head in heads)
        cells = [element for role, element in tagged.elements(table) if role == "TD"]
        assert all(has_headers(cell) for cell in cells)


def scope(element: Any) -> str:
    attributes = element.A if isinstance(element.A, pikepdf.Array) else [element.A]
    return next(str(attribute.Scope) for attribute in attributes if "/Scope" in attribute)


def has_headers(element: Any) -> bool:
    attributes = element.A if isinstance(element.A, pikepdf.Array) else [element.A]
    return any("/Headers" in attribute for attribute in attributes)


def test_every_text_stands_in_a_paragraph_of_its_own(made: Made) -> None:
    """Nothing loose directly below the document: a screen reader would run it together."""
    (document,) = [element for role, element in made.tagged.elements() if role == "Document"]
    roles = {str(kid.S) for kid in document.K}
    assert roles <= {"/P", "/H1", "/H2", "/H3", "/Title", "/L", "/Table", "/Div"}


ALLOWED_FONTS = {
    "dostepny": {"Lato-Regular", "Lato-Bold"},
    "druk": {"LibertinusSerif-Regular", "LibertinusSerif-Bold"},
}


@pytest.mark.parametrize("style", [style.value for style in Style])
def test_fonts_are_embedded_and_ours(style: str) -> None:
    fonts = set()
    for sheet in make("regulation", style).tagged.pdf.pages:
        for font in sheet.resources.Font.values():
            (inner,) = font.DescendantFonts
            assert {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())
            fonts.add(str(inner.BaseFont).rsplit("+", 1)[-1].removesuffix("-Identity-H").lstrip("/"))
    assert fonts == ALLOWED_FONTS[style]


def test_footers_count_the_pages_and_are_not_read_aloud(made: Made) -> None:
    total = len(made.reader.pages)
    for i, sheet in enumerate(made.reader.pages, start=1):
        assert f"Strona {i} z {total}" in sheet.extract_text().replace(NBSP, " ")
    assert "Strona1" not in squeezed(made.tagged.text(made.tagged.root.StructTreeRoot))


def test_no_one_letter_word_ends_a_line(made: Made) -> None:
    for sheet in made.reader.pages:
        for line in sheet.extract_text().splitlines():
            assert not re.search(r"(?<!lit\.)[\s(„][aiouwzAIOUWZ]$", line.rstrip()), line


def test_the_signature_does_not_stand_alone() -> None:
    for style in Style:
        last = make("regulation", style.value).reader.pages[-1].extract_text()
        assert "wchodzi" in last
        assert "Anna" in last


def test_headings_are_of_one_level_and_never_end_a_page() -> None:
    for style in Style:
        one = make("school", style.value)
        assert {name for name, _ in one.tagged.elements() if re.fullmatch(r"H\d*", name)} == {"H1"}
        headings = [squeezed(f"{line.label}{line.text}") for line in one.lines if line.label.startswith("§")]
        for sheet in one.reader.pages:
            body = squeezed(sheet.extract_text()).partition("Regulaminrekrutacjidoklaspierwszych·")[0]
            assert not any(body.endswith(heading) for heading in headings)


def test_a_sentence_that_names_a_table_stays_with_it() -> None:
    for style in Style:
        for number_, sentence in (("1", "wymienionychwtabeli1."), ("2", "określatabela2.")):
            texts = [squeezed(sheet.extract_text()) for sheet in make("school", style.value).reader.pages]
            (page,) = [text for text in texts if sentence in text]
            assert f"Tabela{number_}." in page


def test_pages_are_full() -> None:
    """Only the last page before the annex, and of the annex, may end early; before a table that stays whole a page may
    leave as much as such a table takes."""
    for style in Style:
        sheets = make("school", style.value).reader.pages
        annex = next(i for i, sheet in enumerate(sheets) if "Przykłady obliczania" in sheet.extract_text())
        for sheet in sheets[: annex - 1]:
            assert lowest_line(sheet) < 0.4 * float(sheet.mediabox.height)


def lowest_line(sheet: pypdf.PageObject) -> float:
    """How high above the edge the text ends; the footer does not count."""
    heights: list[float] = []

    def see(text: str, matrix: list[float], text_matrix: list[float], font: Any, size: float) -> None:
        place = matrix[5] + matrix[3] * text_matrix[5]
        if text.strip() and place > 70:
            heights.append(place)

    sheet.extract_text(visitor_text=see)
    return min(heights)


def test_links_lead_to_existing_places(made: Made) -> None:
    links = [
        annotation.get_object()
        for sheet in made.reader.pages
        for annotation in sheet.get("/Annots", [])
        if annotation.get_object()["/Subtype"] == "/Link"
    ]
    references = {run for line in made.lines for run in re.findall(r"(?:ust\.|§|tabeli|rozdziału) \d", line.text)}
    assert bool(links) == bool(references)
    assert all("/Dest" in link or "/A" in link for link in links)


BUILD = """
import hashlib
from generator.numbering import number
from generator.pdf.render import render
from tests.generator.sample import REGULATION
print(hashlib.sha256(render(number(REGULATION).document)).hexdigest())
"""


def test_the_same_bytes_in_another_process_zone_locale_and_folder(tmp_path: Path) -> None:
    here = hashlib.sha256(make("regulation", "dostepny").content).hexdigest()
    for zone, locale, seed in (("Asia/Tokyo", "C", "1"), ("America/Lima", "pl_PL.UTF-8", "2")):
        environment = os.environ | {
            "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1",
        }  # fmt: skip
        built = subprocess.run(
            [sys.executable, "-c", BUILD], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )
        assert built.stdout.strip() == here


def one_unit(text: str) -> NumberedDocument:
    return number(Document("Regulamin", date(2026, 1, 1), (Paragraph((Unit(text), Unit("drugi"))),))).document


def read_back(content: bytes) -> str:
    tagged = TaggedPdf(content)
    return tagged.text(tagged.roles("LBody")[0])


HOSTILE = [
    "#panic(1) $x^2$ *gruby* _kursywa_ `kod` <etykieta> @odsyłacz // nie komentarz /* też nie */",
    '"cudzysłów" \\ ukośnik \\u{41} \\n #{1+1} [nawias] {klamra}',
    "= nie nagłówek\n- nie lista\n+ ani ta\n/ hasło: nie",
    "-- --- ... ~ 'a' \"b\" -? 1/2",
    "<script>alert(1)</script> &amp; <!-- --> %PDF-1.7 endstream",
    "Привіт, Ніколаєнко! Ελληνικά ěščř ß ł × ≥ ≤ − § „” –",
    "bardzo" * 60,
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("style", list(Style))
def test_hostile_text_comes_through_as_text(text: str, style: Style) -> None:
    content = render(one_unit(text), style)
    assert squeezed(read_back(content)) == squeezed(text) + "."
    assert faults(content) == []


MARKUP = "ab #$*_`<>@/\\\"'[]{}()=-+~^&|%!?.,;:0123456789ąęł§–„”"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=MARKUP, min_size=1, max_size=40))
def test_any_text_comes_through(text: str) -> None:
    document = one_unit("x" + text)
    expected = next(line.text for line in lines(document) if line.label == "1.")
    assert squeezed(read_back(render(document))) == squeezed(expected)


def test_hostile_text_in_every_place() -> None:
    text = '#evil("x") \\ " <a> @b $c$'
    table = Table(text, (Column(text),), ((text,),))
    document = Document(
        title=text, day=date(2026, 1, 1), kind=text, subtitle=(text,), author=text, description=text,
        letterhead=(text,), annex_header=(text,), footer=text, signature=SignatureBlock((text,), text, text),
        blocks=(
            Chapter(text, (Paragraph((Unit((text, Strong(text))), table, Note(text, text)), text),)),
            TextBlock(text),
        ),
    )  # fmt: skip
    tagged = TaggedPdf(render(number(document).document))
    spoken = squeezed(tagged.text(tagged.root.StructTreeRoot))
    # title, subtitle, letterhead, annex header, chapter, §, unit twice, caption, header, cell, note twice, block,
    # signature three times; the footer is an artifact
    assert spoken.count(squeezed(text)) == 17


@pytest.mark.parametrize("character", ["阮", "😀"])
def test_a_character_without_a_glyph_is_named_with_its_place(character: str) -> None:
    with pytest.raises(MissingCharacterError) as caught:
        render(one_unit(f"Kandydat {character} Nowak"))
    assert caught.value.character == character
    assert caught.value.units == ("§ 1 ust. 1",)
    assert f"„{character}” (U+{ord(character):04X}" in caught.value.message
    assert "§ 1 ust. 1" in caught.value.message


def test_a_document_too_large_for_memory_is_refused_before_it_is_made() -> None:
    rows = tuple((str(place), "oddział " * 12) for place in range(20_000))
    table = Table("Oddziały", (Column("Lp.", None), Column("Nazwa")), rows)
    with pytest.raises(TooLargeError, match="za duży na jeden plik PDF"):
        render(number(Document("Regulamin", date(2026, 1, 1), (table,))).document)


def test_our_own_mistakes_are_not_blamed_on_the_regulation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.pdf.render._library", lambda: b"#undefined")
    with pytest.raises(PdfError, match="błąd programu") as caught:
        render(one_unit("x"))
    assert "undefined" in caught.value.detail


def test_a_warning_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    library = b'#set document(title: "x", date: datetime(year: 2026, month: 1, day: 1))\n#set text(font: "Nie ma")\n= x'
    monkeypatch.setattr("generator.pdf.render._library", lambda: library)
    with pytest.raises(PdfError) as caught:
        render(one_unit("x"))
    assert "nie ma" in caught.value.detail


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(ValueError, match="ozdobny"):
        render(one_unit("x"), "ozdobny")


def test_typst_is_imported_only_to_render() -> None:
    code = "import sys, generator.pdf.render, generator.numbering, generator.text; print('typst' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


@pytest.mark.parametrize("before", range(0, 12, 3))
def test_a_long_last_paragraph_with_a_signature(before: int) -> None:
    text = "Bardzo długi ustęp, który opisuje szczegółowe zasady postępowania komisji rekrutacyjnej. " * 4
    document = Document(
        "Regulamin",
        date(2026, 1, 1),
        (Paragraph(tuple(Unit(text) for _ in range(before))), Paragraph(tuple(Unit(text) for _ in range(12)))),
        signature=SignatureBlock(("Dyrektor",), "Anna Nowak"),
    )
    reader = pypdf.PdfReader(io.BytesIO(render(number(document).document)))
    sizes = [len(sheet.extract_text()) for sheet in reader.pages]
    assert min(sizes[:-1]) > 3000, "no page is left half empty"
    assert "Bardzo" in reader.pages[-1].extract_text()


def test_a_long_table_repeats_its_header_for_the_eye_only() -> None:
    rows = tuple((str(n), f"kandydat {n}") for n in range(1, 121))
    table = Table("Lista", (Column("Lp.", None), Column("Nazwisko i imiona")), rows)
    content = render(number(Document("Lista", date(2026, 1, 1), (Paragraph((Unit("Lista"), table)),))).document)
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert len(reader.pages) > 2
    assert all("Nazwiskoiimiona" in squeezed(sheet.extract_text()) for sheet in reader.pages)
    assert len(TaggedPdf(content).roles("TH")) == 2
    assert faults(content) == []
