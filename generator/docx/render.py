"""The last step: numbered tree → bytes of a DOCX. The same tree gives the same parts everywhere, and the same bytes
wherever the library that packs them is the same."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.docx.bookmarks import bookmark
from generator.docx.flow import BREAK, Flow, Flowing, Paragraph
from generator.docx.numbers import CHAPTERS, LEVELS, MAIN
from generator.docx.recognise import DIGEST_PART, digest
from generator.logo import picture
from generator.numbered import NumberedChapter, NumberedDocument
from generator.table_widths import PAGE
from generator.templates import escaping_environment
from polish.spaces import plain

if TYPE_CHECKING:
    from jinja2 import Environment

# Where each part stands in the package, in the order in which Word reads them.
_PARTS = {
    "[Content_Types].xml": "content-types.xml.j2",
    "_rels/.rels": "package-relations.xml.j2",
    "docProps/core.xml": "core.xml.j2",
    "docProps/app.xml": "app.xml.j2",
    "word/_rels/document.xml.rels": "document-relations.xml.j2",
    "word/document.xml": "document.xml.j2",
    "word/styles.xml": "styles.xml.j2",
    "word/numbering.xml": "numbering.xml.j2",
    "word/settings.xml": "settings.xml.j2",
    "word/fontTable.xml": "fonts.xml.j2",
    "word/theme/theme1.xml": "theme.xml.j2",
    "word/header1.xml": "header.xml.j2",
    "word/footer1.xml": "footer.xml.j2",
}
PAGE_WIDTH = 11906
_LOGO_HEIGHT, _LOGO_WIDTH, _EMU = 18, 80, 36_000
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_REGULAR_FILE = 0o100644 << 16
_UNIX = 3


def render(document: NumberedDocument) -> bytes:
    """A file that Word and LibreOffice number by themselves, with the labels of the numbered tree."""
    flowing = Flowing()
    flow = list(flowing.document(document))
    words = {
        "document": document,
        "flow": flow,
        "ids": dict(zip(_bookmarks(flow), range(1, len(flow) * 2 + 1), strict=False)),
        "own_lists": flowing.lists.own,
        "main": MAIN,
        "chapters": CHAPTERS,
        "levels": LEVELS,
        "logo_size": _logo_size(document),
        "text_width": PAGE_WIDTH - 2 * twips(document.margins.sides) if document.margins else PAGE,
        "paragraph_outline": int(any(isinstance(block, NumberedChapter) for block in document.blocks)),
    }
    parts = {name: _environment().get_template(part).render(words).encode() for name, part in _PARTS.items()}
    if document.logo is not None:
        parts["word/media/logo.png"] = picture(document.logo)
    known = _environment().get_template("custom.xml.j2").render(digest=digest(parts)).encode()
    return _packed(parts | {DIGEST_PART: known})


def twips(millimetres: int) -> int:
    """In twentieths of a point."""
    return millimetres * 7200 // 127


def _logo_size(document: NumberedDocument) -> tuple[int, int]:
    """In the units of drawings, 36,000 of them a millimetre; none is wider than half of the page."""
    if document.logo is None:
        return (0, 0)
    height = min(Fraction(_LOGO_HEIGHT), _LOGO_WIDTH / document.logo.ratio)
    return (round(height * document.logo.ratio * _EMU), round(height * _EMU))


def _bookmarks(flow: list[Flow]) -> Iterator[str]:
    for one in flow:
        yield from one.anchors if isinstance(one, Paragraph) else (one.anchor,)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """No clock and no name of a system goes into the package."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, _REGULAR_FILE, _UNIX
            package.writestr(entry, content)
    return result.getvalue()


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = escaping_environment("generator.docx", "parts")
    environment.filters |= {
        "bookmark": bookmark,
        "plain": plain,
        "twips": twips,
        "text_lines": lambda text: text.split(BREAK),
    }
    environment.tests["paragraph"] = lambda flow: isinstance(flow, Paragraph)
    return environment
