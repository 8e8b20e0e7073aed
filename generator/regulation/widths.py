"""Widths of columns by what stands in them: no word is wider than its column, where the page has room for all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.tree import Column
from generator.typography import set_text

LETTERS = 82  # in a line of a table over the whole width of the page
MARGINS = 2  # of a cell, in letters
_BREAKS = re.compile(r" |(?<=-)")

Cells = tuple[str, ...]


def longest_word(column: Column, cells: Cells) -> int:
    """In letters; words bound by a non-breaking space are one. A heading is set in bold, which is a little wider."""
    words = (len(word) for cell in cells for word in _BREAKS.split(set_text(cell)))
    return max(*words, *(len(word) + 1 for word in _BREAKS.split(set_text(column.header))), 1)


def fits(columns: Sequence[tuple[Column, Cells]]) -> bool:
    return sum(longest_word(*one) + MARGINS for one in columns) <= LETTERS


def fitted(columns: Sequence[tuple[Column, Cells]]) -> tuple[Column, ...]:
    """Each at least as wide as its longest word; what is left is shared so that they come near to what they ask for."""
    least = [longest_word(*one) + MARGINS for one in columns]
    asked = [column.width or 0 for column, _ in columns]
    fair = [LETTERS * share // (sum(asked) or 1) for share in asked]
    wanted = [max(0, share - word) for share, word in zip(fair, least, strict=True)]
    free = min(max(0, LETTERS - sum(least)), sum(wanted))
    widths = [word + more * free // (sum(wanted) or 1) for word, more in zip(least, wanted, strict=True)]
    return tuple(
        replace(column, width=width) if column.width else column
        for (column, _), width in zip(columns, widths, strict=True)
    )
