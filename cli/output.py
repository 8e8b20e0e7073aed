"""Data as text: an aligned table for a person, JSON for one program, JSON lines for many records.

Commands give records (mappings with plain values) and, for the table, which keys become which columns.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from cli.streams import Streams
from cli.visible import visible
from polish.numbers import format_approximately

Record = Mapping[str, Any]

_GAP = "  "
_INSIDE_NUMBERS = str.maketrans("", "", ",./\u00a0 ()≈")


def write(io: Streams, format: str, records: Iterable[Record], columns: Mapping[str, str]) -> None:
    """Print the records in the chosen format; `columns` maps a record's key to the table's heading."""
    if format == "jsonl":
        for record in records:
            io.print(jsonl_line(record))
    elif format == "json":
        io.print(json_text(list(records)))
    else:
        write_table(io, columns.values(), ([record.get(key) for key in columns] for record in records))


def write_table(io: Streams, headings: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
    for line in table(list(headings), [list(map(cell, row)) for row in rows]):
        io.print(line)


def json_text(data: Any) -> str:
    return visible(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))


def jsonl_line(data: Any) -> str:
    return visible(json.dumps(data, ensure_ascii=False, allow_nan=False))


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Aligned lines: heading, rule, rows. Columns of numbers stand to the right."""
    clean_rows = [[printable(cell) for cell in row] for row in rows]
    columns = [[row[index] for row in clean_rows] for index in range(len(headings))]
    widths = [max(map(width, (heading, *cells))) for heading, cells in zip(headings, columns, strict=True)]
    to_right = [_all_numbers(cells) for cells in columns]
    yield _line(headings, widths, to_right)
    yield _GAP.join("─" * size for size in widths)
    for row in clean_rows:
        yield _line(row, widths, to_right)


def width(text: str) -> int:
    """Columns the text takes on a terminal: wide characters two, combining marks none."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


def printable(text: str) -> str:
    """The text on one line, however the data writes it: they may come from anybody's file."""
    if text.isprintable():
        return text
    return visible("".join(" " if character.isspace() else character for character in text))


def cell(value: Any) -> str:
    """What a person reads in the cell."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, int | Fraction):
        return format_approximately(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(cell, value))
    return str(value)


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _all_numbers(cells: Sequence[str]) -> bool:
    return any(cell != "–" for cell in cells) and all(
        cell == "–" or cell.lstrip("-−").translate(_INSIDE_NUMBERS).isdecimal() for cell in cells
    )


def _line(cells: Sequence[str], widths: Sequence[int], to_right: Sequence[bool]) -> str:
    padded = (_pad(*parts) for parts in zip(cells, widths, to_right, strict=True))
    return _GAP.join(padded).rstrip()


def _pad(cell: str, size: int, to_right: bool) -> str:
    blank = " " * (size - width(cell))
    return blank + cell if to_right else cell + blank
