"""The last step: book → bytes of a PDF, accessible (PDF/UA-1), with the fonts of the regulations' documents."""

from __future__ import annotations

import json
from pathlib import Path

from generator.pdf.render import compile_library
from scripts.handbook.data import book_data
from scripts.handbook.tree import Book

_LIBRARY = Path(__file__).with_name("book.typ")


class NotRendered(Exception):
    """typst refused the book, or warned of something."""


def render(book: Book) -> bytes:
    import typst

    data = json.dumps(book_data(book), ensure_ascii=False)
    try:
        pdf, warnings = compile_library(_LIBRARY.read_bytes(), data, ["ua-1"])
    except typst.TypstError as error:
        raise NotRendered(f"{error.message}\n{error.diagnostic}") from error
    if warnings:
        raise NotRendered("\n".join(warning.diagnostic for warning in warnings))
    return pdf
