"""A table as it stands in a file, before its header has been understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from admission.intake.csv_tables import Cells, CsvRows, NumberedRow
from admission.raw import RowPlace
from dsl.rows import BadRow
from dsl.source.text import Location

COMMENT = "#"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as they stand in a file, or in a `sheet` of one; the first is the header. `is_text`: all cells are texts."""

    path: str
    sheet: str
    rows: Iterable[NumberedRow]
    is_text: bool = False

    def place(self, number: int) -> RowPlace:
        return RowPlace(Location(self.path, number), f"arkusz „{self.sheet}”, wiersz {number}" if self.sheet else "")

    def cells(self, number: int) -> Cells | BadRow:
        """Of a row that was read with others and is to be looked at by itself."""
        found = self.rows.cells(number) if isinstance(self.rows, CsvRows) else None
        assert found is not None, "the number of no row"
        return found

    def first_cell(self, number: int) -> str:
        """Of a row that may be broken further on; blank where it is not known."""
        return self.rows.first_cell(number) if isinstance(self.rows, CsvRows) else ""


def header_and_data(table: Table, header_row: int) -> tuple[tuple[int, Cells], Iterator[NumberedRow]]:
    """The header and the rows under it; the row of explanations, the first under it, is passed over."""
    rows = iter(table.rows)
    for number, cells in rows:
        if number < header_row:
            continue
        if isinstance(cells, BadRow):
            break
        first = next(rows, None)
        if first is None or _is_comment(first):
            return (number, cells), rows
        if isinstance(rows, CsvRows):
            rows.go_back(first[0])
            return (number, cells), rows
        return (number, cells), chain((first,), rows)
    return (max(header_row, 1), ()), iter(())


def _is_comment(row: NumberedRow) -> bool:
    cells = row[1]
    return not isinstance(cells, BadRow) and bool(cells) and str(cells[0]).lstrip().startswith(f"{COMMENT} ")
