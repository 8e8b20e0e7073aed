"""The leaflet in the size of letters that keeps it to the fewest pages, the usual size wherever that is as few."""

from __future__ import annotations

import re

from dsl.model.regulation import Regulation
from generator.numbering import number
from generator.papers.leaflet import leaflet
from generator.pdf.render import Style, render
from generator.tree import Document

_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)")


def fitted_leaflet(regulation: Regulation, style: Style | str = Style.ACCESSIBLE) -> Document:
    """Raises `PdfError`."""
    usual = leaflet(regulation)
    pages = _pages(usual, style)
    if pages == 1:
        return usual
    compact = leaflet(regulation, compact=True)
    return compact if _pages(compact, style) < pages else usual


def _pages(document: Document, style: Style | str) -> int:
    return max(int(found) for found in _PAGES.findall(render(number(document).document, style)))
