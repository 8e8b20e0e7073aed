"""The forms a document can take: how each is called, what its file ends with, who makes it, and how ours is recognised.

A renderer is imported only when its form is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from generator.numbered import NumberedDocument
from generator.text import as_text


class Format(StrEnum):
    PDF = "pdf"
    HTML = "html"
    DOCX = "docx"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Kind:
    """The first suffix is the one that files get; `name` says what is stored under it."""

    suffixes: tuple[str, ...]
    name: str
    make: Callable[[NumberedDocument, str], bytes]


def _pdf(document: NumberedDocument, style: str) -> bytes:
    from generator.pdf.render import render

    return render(document, style)


def _html(document: NumberedDocument, _style: str) -> bytes:
    from generator.html.render import render

    return render(document)


def _docx(document: NumberedDocument, _style: str) -> bytes:
    from generator.docx.render import render

    return render(document)


def _text(document: NumberedDocument, _style: str) -> bytes:
    return as_text(document).encode()


KINDS = {
    Format.PDF: Kind((".pdf",), "dokument PDF", _pdf),
    Format.HTML: Kind((".html", ".htm"), "strona HTML", _html),
    Format.DOCX: Kind((".docx",), "dokument Worda", _docx),
    Format.TEXT: Kind((".txt",), "sam tekst", _text),
}
TOGETHER = (Format.PDF, Format.HTML, Format.DOCX)
"""What is written for `all`: to announce on paper and in the internet, and to edit."""


def format_of(path: Path) -> Format | None:
    """The form that a file's name promises."""
    return next((one for one, kind in KINDS.items() if path.suffix.lower() in kind.suffixes), None)


def is_ours(content: bytes) -> bool:
    """Whether this program has made the file and nobody has changed it since; plain text tells nothing of its maker."""
    from generator.docx.recognise import is_our_docx
    from generator.html.recognise import is_our_html
    from generator.pdf.recognise import is_our_pdf

    return is_our_pdf(content) or is_our_html(content) or is_our_docx(content)
