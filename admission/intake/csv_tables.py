"""Text of a CSV table -> numbered rows of cells. A broken row is told and the next one is read.

A row may take several lines (a quoted cell with line ends in it). Where it ends is known before `csv` reads it, so that
a quote that is never closed spoils its own row and not the rest of the file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from dsl.rows import LONGEST_ROW, BadRow

SEPARATORS = {";": "średnik", ",": "przecinek", "\t": "tabulator", "|": "kreska pionowa"}
MOST_LINES = 200  # of one row
_QUOTE = '"'
Cells = Sequence[object]
NumberedRow = tuple[int, "Cells | BadRow"]


def rows_of(content: str, separator: str = "") -> Iterator[NumberedRow]:
    """Rows that are not blank, by the number of their first line. Without `separator`: as the first row shows."""
    lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = 0
    if said := _said(lines[0]):
        separator, start = separator or said, 1
    while start < len(lines):
        row = lines[start]
        start += 1
        if not row or row.isspace():
            continue
        if _QUOTE not in row and len(row) <= LONGEST_ROW:
            separator = separator or likeliest_separator(row)
            cells = row.split(separator)
            if cells[0].strip() or any(cell and not cell.isspace() for cell in cells):
                yield start, cells
            continue
        row, end = _whole_row(lines, start - 1)
        separator = separator or likeliest_separator(row)
        found = _cells(row, separator)
        if isinstance(found, BadRow):
            yield start, found
            continue
        if any(cell and not cell.isspace() for cell in found):
            yield start, found
        start = end


def likeliest_separator(header: str) -> str:
    """The one that cuts the header into most cells; signs inside quotes do not count."""
    outside = "".join(header.split(_QUOTE)[::2])
    return max(SEPARATORS, key=outside.count)


def _said(line: str) -> str:
    """`sep=;`, as Excel writes for itself."""
    text = line.strip(" \ufeff" + _QUOTE)
    return text[4:] if text.lower().startswith("sep=") and text[4:] in SEPARATORS else ""


def _whole_row(lines: Sequence[str], start: int) -> tuple[str, int]:
    """Until every quote has its pair, and the line after; where that never comes, the first line alone."""
    is_open, end, length = False, start, 0
    while end < len(lines) and end - start < MOST_LINES and length <= LONGEST_ROW:
        is_open ^= lines[end].count(_QUOTE) % 2 == 1
        length += len(lines[end])
        end += 1
        if not is_open:
            return "\n".join(lines[start:end]), end
    return lines[start], start + 1


def _cells(row: str, separator: str) -> list[str] | BadRow:
    if len(row) > LONGEST_ROW:
        return BadRow("Wiersz jest zbyt długi.", "Sprawdź, czy to na pewno tabela kandydatów.")
    try:
        return next(csv.reader([row], delimiter=separator, strict=True))
    except (csv.Error, StopIteration):
        hint = "Cudzysłów otwiera i zamyka komórkę; wewnątrz niej pisze się go dwa razy."
        return BadRow("Cudzysłów w tym wierszu nie ma pary albo stoi w środku komórki.", hint)
