"""The book as the plain data that `book.typ` reads; a text is a string there, never markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from polish.spaces import plain
from scripts.handbook.tree import Anchor, Block, Book, Code, Grid, Heading, Items, Quote, Run, Runs, Text

Data: TypeAlias = dict[str, Any]
_ROOM = 78  # signs of a table's type that stand side by side on a page
_WIDEST = 45
_PADDING = 3
_CODE_WIDTH = 1.25
_DEEPEST = 6


def book_data(book: Book) -> Data:
    return {
        "title": book.title,
        "subtitle": book.subtitle,
        "edition": book.edition,
        "metadata": {
            "title": plain(f"{book.title}: {book.subtitle}"),
            "description": plain(book.edition),
            "day": [book.day.year, book.day.month, book.day.day],
        },
        "parts": [
            {
                "title": part.title,
                "chapters": [{"anchor": one.name, "blocks": _blocks(one.blocks)} for one in part.chapters],
            }
            for part in book.parts
        ],
    }


def _blocks(blocks: Sequence[Block]) -> list[Data]:
    """A page's title stands below the title of its part; no level is left out, for a screen reader counts them."""
    found, above = [], 1
    for block in blocks:
        data = _block(block)
        if isinstance(block, Heading):
            above = min(block.level + 1, above + 1, _DEEPEST)
            data["level"] = above
        found.append(data)
    return found


def _block(block: Block) -> Data:
    match block:
        case Heading(_, text, anchor):
            return {"type": "heading", "text": _runs(text), "anchor": anchor}
        case Text(text):
            return {"type": "text", "text": _runs(text)}
        case Items(items, start):
            return {"type": "items", "start": start, "items": [[_block(one) for one in item] for item in items]}
        case Grid():
            return _grid(block)
        case Code(text):
            lines = text.split("\n")
            return {"type": "code", "text": text, "lines": len(lines), "widest": max(map(len, lines))}
        case Quote(inner):
            return {"type": "quote", "blocks": [_block(one) for one in inner]}
        case Anchor(name):
            return {"type": "anchor", "anchor": name}


def _grid(grid: Grid) -> Data:
    return {
        "type": "table",
        "headers": [_runs(cell) for cell in grid.headers],
        "rows": [[_runs(cell) for cell in row] for row in grid.rows],
        "aligns": list(grid.aligns),
        "widths": widths(grid),
    }


def widths(grid: Grid) -> list[int | None]:
    """Shares of the page's width; None for each where all stand side by side unbroken."""
    columns = list(zip(*(grid.headers, *grid.rows), strict=True))
    whole = [max(map(_length, column)) for column in columns]
    if sum(whole) <= _ROOM:
        return [None] * len(columns)
    unbroken = [max(map(_longest_word, column)) for column in columns]
    return [max(word + _PADDING, min(cell, _WIDEST)) for word, cell in zip(unbroken, whole, strict=True)]


def _length(cell: Runs) -> int:
    """In signs of text; those of code are wider."""
    return round(sum(len(run.text) * (_CODE_WIDTH if run.code else 1) for run in cell))


def _longest_word(cell: Runs) -> int:
    return max((_length((replace(run, text=word),)) for run in cell for word in plain(run.text).split()), default=1)


def _runs(runs: Runs) -> list[Data]:
    return [_run(run) for run in runs]


def _run(run: Run) -> Data:
    return {
        "text": run.text,
        "code": run.code,
        "strong": run.strong,
        "emphasis": run.emphasis,
        "target": run.target,
        "url": run.url,
    }
