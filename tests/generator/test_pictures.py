"""Every template as a small reference picture. When a change is meant: `pytest tests/generator/test_pictures.py
--update-golden`, then look at each picture that changed.

The documents are made for tests, so that a change of a school's rules changes no picture. PDFs need poppler, pages
chromium, DOCX LibreOffice; without them a picture is skipped, visibly.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from generator.docx.render import render as as_docx
from generator.html.render import render as as_html
from generator.numbering import number
from generator.pdf.render import Style
from generator.pdf.render import render as as_pdf
from tests.generator.documents import numbered
from tests.generator.papers.test_papers import papers
from tests.generator.pictures import apart, pdf_pages, sheet

PICTURES = Path(__file__).parent / "pictures"
PAPERS = ("lista-A", "lista-B-z-pulami", "lista-projekt", "lista-szkoly", "wyjasnienie", "ulotka", "protokol")
WIDE, TELEPHONE = (1280, 2200), (390, 2600)
SMALLER = {WIDE: 3, TELEPHONE: 2}

needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs pdftoppm (poppler-utils)")
needs_chromium = pytest.mark.skipif(shutil.which("chromium") is None, reason="needs chromium")
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs soffice (LibreOffice)")

Compare = Callable[[str, Image.Image], None]


@pytest.fixture
def picture(request: pytest.FixtureRequest, tmp_path: Path) -> Compare:
    update = bool(request.config.getoption("--update-golden"))

    def compare(name: str, made: Image.Image) -> None:
        path = PICTURES / f"{name}.png"
        is_there = path.is_file()
        if update and (not is_there or apart(made, Image.open(path).convert("L"))):
            path.parent.mkdir(exist_ok=True)
            made.quantize(16).save(path, optimize=True)
            return
        assert is_there, f"no picture {path.name}: make it with --update-golden and look at it"
        difference = apart(made, Image.open(path).convert("L"))
        if difference:
            made.save(tmp_path / path.name)
        assert difference == "", f"if this is meant: --update-golden, then look; now it is {tmp_path / path.name}"

    return compare


def printed(content: bytes, folder: Path) -> Image.Image:
    path = folder / "d.pdf"
    path.write_bytes(content)
    return sheet(pdf_pages(path))


# -- PDF --------------------------------------------------------------------------------------------------------------


@needs_poppler
@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("name", ["sample", "chapters"])
def test_regulation(name: str, style: Style, tmp_path: Path, picture: Compare) -> None:
    picture(f"regulamin-{name}-{style.value}", printed(as_pdf(numbered(name), style), tmp_path))


@needs_poppler
@pytest.mark.parametrize("name", PAPERS)
def test_paper(name: str, tmp_path: Path, picture: Compare) -> None:
    picture(name, printed(as_pdf(number(papers()[name]).document), tmp_path))


# -- HTML -------------------------------------------------------------------------------------------------------------


def browser(page: Path, *words: str) -> None:
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *words, page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "regulamin.html"
    path.write_bytes(as_html(numbered("sample")))
    return path


@needs_chromium
@pytest.mark.parametrize("size", [WIDE, TELEPHONE], ids=["szeroka", "telefon"])
def test_page(size: tuple[int, int], page: Path, picture: Compare, request: pytest.FixtureRequest) -> None:
    """In a frame: a window of chromium is never as narrow as a telephone."""
    width, height = size
    frame, shot = page.with_name("ramka.html"), page.with_suffix(".png")
    style = "margin:0;border:0;display:block"
    frame.write_text(
        f'<body style="{style}"><iframe src="{page.name}" width="{width}" height="{height}" style="{style}"></iframe>',
        encoding="utf-8",
    )
    browser(frame, f"--window-size={max(width, 500)},{height}", f"--screenshot={shot}")
    seen = Image.open(shot).convert("L").crop((0, 0, width, height))
    picture(f"strona-{request.node.callspec.id}", seen.reduce(SMALLER[size]))


@needs_chromium
@needs_poppler
def test_page_on_paper(page: Path, tmp_path: Path, picture: Compare) -> None:
    pdf = page.with_suffix(".pdf")
    browser(page, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    picture("strona-druk", sheet(pdf_pages(pdf)))


# -- DOCX -------------------------------------------------------------------------------------------------------------


@needs_office
@needs_poppler
def test_word(tmp_path: Path, picture: Compare) -> None:
    docx = tmp_path / "regulamin.docx"
    docx.write_bytes(as_docx(numbered("sample")))
    words = [f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run(["soffice", *words, "--outdir", str(tmp_path), str(docx)], check=True, capture_output=True)
    picture("word", sheet(pdf_pages(docx.with_suffix(".pdf"))))


# -- the comparison itself --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    return printed(as_pdf(numbered("sample")), tmp_path_factory.mktemp("wzor"))


@needs_poppler
def test_letters_drawn_otherwise_are_the_same(drawn: Image.Image) -> None:
    width, height = drawn.size
    softer = drawn.resize((width * 2, height * 2), Image.Resampling.BICUBIC).resize(
        drawn.size, Image.Resampling.BILINEAR
    )
    assert apart(softer, drawn) == ""
    assert apart(drawn.point(lambda value: min(255, value + 12)), drawn) == ""
    moved = Image.new("L", drawn.size, 255)
    moved.paste(drawn, (1, 0))
    assert apart(moved, drawn) == ""


@needs_poppler
def test_a_broken_page_is_told(drawn: Image.Image) -> None:
    width, height = drawn.size
    assert apart(drawn.crop((0, 0, width, height - 60)), drawn)
    for box in ((60, 100, 180, 130), (40, 200, 120, 215)):
        erased = drawn.copy()
        ImageDraw.Draw(erased).rectangle(box, fill=255)
        assert apart(erased, drawn), "words that are not there"
    lower = drawn.copy()
    lower.paste(drawn.crop((0, 100, width // 4, 300)), (0, 108))
    assert apart(lower, drawn), "words that moved by half a line"
