"""The leaflet on two pages wherever it can be: in the usual size of letters where that is as few, and with as many days
of the timetable as do not ask for a third."""

from __future__ import annotations

import re

from dsl.model.regulation import Regulation
from generator.numbering import number
from generator.papers.leaflet import Room, leaflet
from generator.pdf.render import Style, render
from generator.tree import Document

_MOST_PAGES = 2
_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)")


def fitted_leaflet(regulation: Regulation, style: Style | str = Style.ACCESSIBLE) -> Document:
    """Raises `PdfError`."""
    usual = leaflet(regulation)
    pages = _pages(usual, style)
    if pages == 1:
        return usual
    compact = leaflet(regulation, Room.COMPACT)
    compact_pages = _pages(compact, style)
    if compact_pages <= _MOST_PAGES:
        return compact if compact_pages < pages else usual
    fewest, best = compact_pages, compact
    for room in list(Room)[Room.TIGHT :]:
        shorter = leaflet(regulation, room)
        pages = _pages(shorter, style)
        if pages < fewest:
            fewest, best = pages, shorter
        if fewest <= _MOST_PAGES:
            break
    return best


def _pages(document: Document, style: Style | str) -> int:
    return max(int(found) for found in _PAGES.findall(render(number(document).document, style)))
