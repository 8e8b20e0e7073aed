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


class CsvRows(Iterator[NumberedRow]):
    """Rows that are not blank, by the number of their first line. Without `separator`: as the first row shows."""

    def __init__(self, content: str, separator: str = "") -> None:
        self.lines = _lines(content)
        said = _said(self.lines[0])
        self.separator = separator or said
        self.start = 1 if said else 0

    def __next__(self) -> NumberedRow:
        while self.start < len(self.lines):
            number = self.start + 1
            found, self.start = self._read(self.start)
            if found is not None:
                return number, found
        raise StopIteration

    def cells(self, number: int) -> Cells | BadRow | None:
        """Of a row that was read before."""
        return self._read(number - 1)[0]

    def first_cell(self, number: int) -> str:
        """Of a row that may be broken further on; blank where it is broken before its end."""
        cell, separator, _ = self.lines[number - 1].partition(self.separator)
        return cell.strip() if separator and _QUOTE not in cell else ""

    def go_back(self, number: int) -> None:
        """To be read once more from this row on."""
        self.start = number - 1

    def together(self, most: int, width: int) -> tuple[range, Sequence[Sequence[str]]] | None:
        """The next rows, by their numbers, column by column: cut all at once. None where one of them is blank, has a
        quote or another number of cells, and at the end: then nothing has happened yet."""
        some = self.lines[self.start : self.start + most]
        between = f"{self.separator}\n{self.separator}"  # a cell that is in no row marks the end of each
        text = between.join(some)
        if not some or not self.separator or _QUOTE in text or max(map(len, some)) > LONGEST_ROW:
            return None
        cells = text.split(self.separator)
        by_column = [cells[place :: width + 1] for place in range(width + 1)]
        ends = by_column.pop()
        if len(cells) != (width + 1) * len(some) - 1 or ends.count("\n") != len(ends):
            return None
        if not all(map(str.strip, by_column[0])):
            return None
        numbers = range(self.start + 1, self.start + 1 + len(some))
        self.start += len(some)
        return numbers, by_column

    def _read(self, start: int) -> tuple[Cells | BadRow | None, int]:
        """The row that begins in this line, None for a blank one, and where the next one begins."""
        row = self.lines[start]
        if not row or row.isspace():
            return None, start + 1
        if _QUOTE not in row and len(row) <= LONGEST_ROW:
            self.separator = self.separator or likeliest_separator(row)
            cells = row.split(self.separator)
            is_blank = not cells[0].strip() and not any(cell and not cell.isspace() for cell in cells)
            return None if is_blank else cells, start + 1
        row, end = _whole_row(self.lines, start)
        self.separator = self.separator or likeliest_separator(row)
        found = _cells(row, self.separator)
        if isinstance(found, BadRow):
            return found, start + 1
        return found if any(cell and not cell.isspace() for cell in found) else None, end


def _lines(content: str) -> list[str]:
    """Without blank ones at the end."""
    lines = content.split("\r\n")
    if any("\n" in line or "\r" in line for line in lines):
        lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    return lines


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
