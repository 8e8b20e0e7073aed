"""The rows of a table, each with what was read of it quickly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, repeat
from typing import Any

from admission.intake.columns import Column, Columns
from admission.intake.csv_tables import CsvRows, NumberedRow
from admission.intake.plain_rows import PlainColumn, PlainRows
from admission.intake.table import Table
from admission.raw import PlainRow

_AT_ONCE = 256  # rows read together; a processor keeps that many at hand
Line = tuple[int, Any, "PlainRow | None"]
"""A row of a table: its number, its cells as they are written, and what was read of them quickly. None for the cells of
one that was: `Table.cells` has them."""


def plain_rows_of(table: Table, columns: Columns) -> PlainRows | None:
    def plain_column(one: Column) -> PlainColumn:
        return PlainColumn(one.index, one.target, one.read)

    if columns.constants or columns.id is None:
        return None
    others = [plain_column(one) for one in columns.others]
    return PlainRows.of(plain_column(columns.id), others, columns.width, table.is_text)


def lines_of(table: Table, rows: Iterator[NumberedRow], quick: PlainRows | None) -> Iterator[Line]:
    """Each with what was read of it quickly."""
    while True:
        together = rows.together(_AT_ONCE, quick.width) if quick is not None and isinstance(rows, CsvRows) else None
        if quick is not None and together is not None:
            places, columns = together
            for number, plain in zip(places, quick.read_columns(columns), strict=True):
                yield number, None if plain is not None else table.cells(number), plain
            continue
        some = list(islice(rows, _AT_ONCE))
        if not some:
            return
        numbers, cells = zip(*some, strict=True)
        found = quick.read(cells) if quick is not None else repeat(None, len(cells))
        yield from zip(numbers, cells, found, strict=True)
