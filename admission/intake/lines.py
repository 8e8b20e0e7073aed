"""The rows of a table, each with what was read of it quickly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, repeat
from typing import Any

from admission.intake.columns import Column, Columns
from admission.intake.csv_tables import NumberedRow
from admission.intake.plain_rows import PlainColumn, PlainRows
from admission.intake.table import Table
from admission.raw import PlainRow

_AT_ONCE = 512  # rows read together
Line = tuple[int, Any, "PlainRow | None"]
"""A row of a table: its number, its cells as they are written, and what was read of them quickly."""


def plain_rows_of(table: Table, columns: Columns) -> PlainRows | None:
    def plain_column(one: Column) -> PlainColumn:
        return PlainColumn(one.index, one.target, one.read)

    if columns.constants:
        return None
    others = [plain_column(one) for one in columns.others]
    return PlainRows.of(plain_column(columns.id), others, columns.width, table.is_text)


def lines_of(rows: Iterable[NumberedRow], quick: PlainRows | None) -> Iterator[Line]:
    """Each with what was read of it quickly."""
    waiting = iter(rows)
    while some := list(islice(waiting, _AT_ONCE)):
        numbers, cells = zip(*some, strict=True)
        plain = quick.read(cells) if quick is not None else repeat(None, len(cells))
        yield from zip(numbers, cells, plain, strict=True)
