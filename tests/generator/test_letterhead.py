"""The paper of a school: its lines, logo and margins in every form; a picture that is no picture is refused."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.load import load
from dsl.model.regulation import Regulation
from dsl.model.stationery import LogoFile
from dsl.source.text import Source, Span
from generator.docx.render import render as render_docx
from generator.html.render import render as render_html
from generator.letterhead import on_letterhead, usual_look
from generator.logo import BadLogo, read_logo
from generator.numbered import NumberedDocument
from generator.numbering import number
from generator.pdf.render import Style, render
from generator.regulation import regulation_document
from tests.generator.docx.test_docx import findings
from tests.generator.docx.word import Word
from tests.generator.orders.test_orders import SCHOOL
from tests.generator.tagged import TaggedPdf
from tests.generator.validity import faults

_BEGIN, _END = SCHOOL.index("zarządzenie:"), SCHOOL.index("szkoła:")
OWN = SCHOOL[:_BEGIN] + SCHOOL[_END:]
PAPER = """\
pismo:
  nagłówek: [Szkoła Przykładowa w Dębowie, "ul. Szkolna 1 <b>&"]
  logo: {logo}
  opis logo: tarcza z "kołem" & <gwiazdą>
  marginesy: {{góra: 15 mm, dół: 20 mm, boki: 30 mm}}
  styl: druk
"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><path d="M0 0H100V50Z" fill="#a33"/></svg>'


def png(width: int = 40, height: int = 20) -> bytes:
    rows = b"".join(b"\0" + bytes((160, 30, 40)) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )


# A grey JPEG of eight by eight points, written by hand from the standard: one table of each kind, one block.
JPEG = (
    b"\xff\xd8\xff\xdb\0\x43\0" + bytes([1] * 64) + b"\xff\xc0\0\x0b\x08\0\x08\0\x08\x01\x01\x11\0"
    b"\xff\xc4\0\x14\0\x01" + bytes(15) + b"\0" + b"\xff\xc4\0\x14\x10\x01" + bytes(15) + b"\0"
    b"\xff\xda\0\x08\x01\x01\0\0\x3f\0\x3f\xff\xd9"
)
PICTURES = {"herb.svg": SVG, "herb.png": png(), "herb.jpg": JPEG}
Made = Callable[..., NumberedDocument]


@pytest.fixture
def school(tmp_path: Path) -> Callable[[str], Regulation]:
    def made(paper: str) -> Regulation:
        path = tmp_path / "szkoła.yaml"
        path.write_text(OWN.replace("szkoła:", paper + "szkoła:", 1), encoding="utf-8")
        regulation = load(path).regulation
        assert regulation is not None, [one.message for one in load(path).diagnostics]
        return regulation

    return made


@pytest.fixture(params=sorted(PICTURES))
def document(request: pytest.FixtureRequest, school: Callable[[str], Regulation], tmp_path: Path) -> NumberedDocument:
    (tmp_path / request.param).write_bytes(PICTURES[request.param])
    regulation = school(PAPER.format(logo=request.param))
    return number(on_letterhead(regulation_document(regulation), regulation)).document


@pytest.mark.parametrize("style", list(Style))
def test_the_pdf_is_valid_and_tells_what_the_logo_shows(document: NumberedDocument, style: Style) -> None:
    content = render(document, style)
    assert faults(content) == []
    tagged = TaggedPdf(content)
    (figure,) = tagged.roles("Figure")
    assert str(figure.Alt) == 'tarcza z "kołem" & <gwiazdą>'
    assert content == render(document, style)


def test_the_margins_are_those_asked_for(document: NumberedDocument) -> None:
    usual = replace(document, margins=None)
    left = [min(_lefts(render(one))) for one in (document, usual)]
    assert round((left[0] - left[1]) * 25.4 / 72) == 5


def _lefts(content: bytes) -> list[float]:
    """Where texts of the first page begin."""
    found: list[float] = []
    reader: Any = pypdf.PdfReader(io.BytesIO(content))

    def visit(text: str, matrix: list[float], text_matrix: list[float], *_: object) -> None:
        if text.strip():
            found.append(matrix[4] + matrix[0] * text_matrix[4])

    reader.pages[0].extract_text(visitor_text=visit)
    return found


def test_the_page_holds_the_logo_and_its_words(document: NumberedDocument) -> None:
    page = render_html(document).decode()
    found = re.search(r'<img src="data:image/[a-z+]+;base64,[\w+/=]+" alt="([^"]*)">', page)
    assert found is not None
    assert found[1] == "tarcza z &#34;kołem&#34; &amp; &lt;gwiazdą&gt;"
    assert "Szkolna 1 &lt;b&gt;&amp;" in page.replace("\u00a0", " ")
    assert "@page { margin: 15mm 30mm 20mm; }" in page


def test_the_file_for_word_is_valid_and_holds_the_logo(document: NumberedDocument, tmp_path: Path) -> None:
    content = render_docx(document)
    assert findings(content, tmp_path) == []
    parts = Word(content).parts
    assert parts["word/media/logo.png"].startswith(b"\x89PNG")
    assert b'w:left="1700"' in parts["word/document.xml"]
    assert b'descr="tarcza z &#34;ko' in parts["word/document.xml"]


def test_the_usual_style_is_that_of_the_file(school: Callable[[str], Regulation]) -> None:
    assert usual_look(school("pismo: {styl: druk}\n")) == "druk"
    assert usual_look(school("")) == "dostepny"


def test_an_annex_has_no_letterhead(tmp_path: Path) -> None:
    path = tmp_path / "szkoła.yaml"
    path.write_text(SCHOOL.replace("szkoła:", "pismo: {nagłówek: [Szkoła, Adres]}\nszkoła:", 1), encoding="utf-8")
    regulation = load(path).regulation
    assert regulation is not None
    assert on_letterhead(regulation_document(regulation), regulation).letterhead == ()


# -- pictures that are none -------------------------------------------------------------------------------------------


def logo_file(path: Path) -> LogoFile:
    return LogoFile(path.name, "opis", Span(Source(str(path.with_name("szkoła.yaml")), ""), 0, 0))


_OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">'


def svg(inside: str) -> bytes:
    return f"{_OPEN}{inside}</svg>".encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (svg("<script>alert(1)</script>"), "<script>"),
        (svg('<path d="M0 0" onload="x()"/>'), "onload"),
        (svg('<image href="file:///etc/passwd"/>'), "<image>"),
        (svg('<use href="#a"/>'), "<use>"),
        (svg("<text>litery</text>"), "<text>"),
        (svg("<foreignObject/>"), "<foreignObject>"),
        (svg('<path fill="url(http://example.org/x)"/>'), "fill"),
        (svg('<path xlink:href="http://example.org/x"/>'), "href"),
        (svg("<style>@import 'http://example.org/x';</style>"), "odwołanie"),
        (svg("<style>path { fill: u&#114;l(http://example.org/x) }</style>"), "odwołanie"),
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + svg("&a;"), "DOCTYPE"),
        (b'<?xml-stylesheet href="x.css"?>' + svg(""), "<?"),
        (svg("<g>" * 60 + "</g>" * 60), "zbyt wiele"),
        (svg("<g/>" * 6000), "zbyt wiele"),
        (b"<svg viewBox='0 0 1 1'/>", "uszkodzone"),
        (svg("<g>"), "uszkodzone"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "uszkodzone"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1"/>', "za wąskie"),
        (svg("").decode().encode("utf-16"), "PNG, JPEG ani SVG"),
        (png(4000, 1000)[:200], "punktów"),
        (png()[:-20], "uszkodzone"),
        (png().replace(b"IDAT", b"IDAX"), "uszkodzone"),
        (JPEG[:-2], "uszkodzone"),
        (JPEG.replace(b"\x08\0\x08\0\x08\x01", b"\x08\0\x08\0\x08\x04"), "CMYK"),
        (b"GIF89a", "PNG, JPEG ani SVG"),
        (b"", "PNG, JPEG ani SVG"),
        (b"\x89PNG\r\n\x1a\n" + bytes(600_000), "większe niż 500 KB"),
    ],
)
def test_what_is_no_plain_picture_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "logo"
    path.write_bytes(content)
    with pytest.raises(BadLogo) as bad:
        read_logo(logo_file(path))
    assert words in bad.value.message
    assert bad.value.hint


def test_no_file_and_no_regular_file(tmp_path: Path) -> None:
    for path in (tmp_path / "nie-ma.png", tmp_path):
        with pytest.raises(BadLogo):
            read_logo(logo_file(path))


@settings(max_examples=40)
@given(st.sampled_from(sorted(PICTURES)), st.integers(0, 400), st.integers(0, 255))
def test_a_damaged_picture_is_refused_or_drawn(
    tmp_path_factory: pytest.TempPathFactory, name: str, place: int, octet: int
) -> None:
    content = bytearray(PICTURES[name])
    content[place % len(content)] = octet
    path = tmp_path_factory.mktemp("logo") / name
    path.write_bytes(content)
    try:
        drawing = read_logo(logo_file(path)).drawing
    except BadLogo:
        return
    assert drawing.lstrip().startswith("<")


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        ("pismo: {logo: herb.png}\n", "P035"),
        ("pismo: {logo: ../herb.png, opis logo: herb}\n", "P034"),
        ("pismo: {logo: /etc/herb.png, opis logo: herb}\n", "P034"),
        ("pismo: {marginesy: {góra: 2 mm}}\n", "P034"),
        ("pismo: {marginesy: {góra: 2 cm}}\n", "P034"),
        ("pismo: {styl: ładny}\n", "P034"),
        ("pismo: {logotyp: herb.png}\n", "P032"),
        (f"pismo: {{nagłówek: [{', '.join('abcdefghijklm')}]}}\n", "P034"),
    ],
)
def test_mistakes_in_the_file_are_told_at_their_place(tmp_path: Path, paper: str, code: str) -> None:
    path = tmp_path / "szkoła.yaml"
    path.write_text(OWN.replace("szkoła:", paper + "szkoła:", 1), encoding="utf-8")
    (found,) = [one for one in load(path).diagnostics if one.code == code]
    assert found.where is not None
