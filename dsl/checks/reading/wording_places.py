"""Where some words of an entry stand in its file: the model keeps what was written, and where the entry begins."""

from __future__ import annotations

import re

from dsl.checks.reading.entry_lines import entry_span
from dsl.source.text import Span


def place_of(words: str, entry: Span, name: str) -> Span:
    """The words themselves where they stand once in the entry (lines may be broken anew there), else the entry."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    for region in (entry, entry_span(entry, name), _rest_of_line(entry)):
        found = list(pattern.finditer(region.text)) if region is not None else []
        if region is not None and len(found) == 1:
            return region.part(*found[0].span())
    return entry


def _rest_of_line(entry: Span) -> Span:
    end = entry.source.text.find("\n", entry.start)
    return Span(entry.source, entry.start, len(entry.source.text) if end < 0 else end)
