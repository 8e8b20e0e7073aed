"""An XLSX file -> tables of cells, with what a spreadsheet does to data made visible in the cells themselves.

The parser is imported only here and only when there is a workbook to read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from admission.intake.cells import ERROR_CELL, FORMULA_WITHOUT_VALUE, MERGED, Percent, column_letters
from admission.intake.package import Cell, Marks, open_package
from admission.intake.text import Unreadable

LARGEST_WORKBOOK = 200_000_000
_DAMAGED = "Otwórz go w arkuszu kalkulacyjnym i zapisz jeszcze raz jako *.xlsx."


@dataclass(frozen=True, slots=True)
class SheetCells:
    """Rows that are not blank, by their numbers in the sheet. `formulas` are the columns with formulas whose last
    values were taken, and in how many cells; `hidden_rows` those of the rows that a person does not see."""

    name: str
    rows: tuple[tuple[int, Sequence[object]], ...]
    is_hidden: bool
    formulas: tuple[tuple[str, int], ...] = ()
    is_too_large: bool = False
    hidden_rows: tuple[int, ...] = ()


def read_workbook(data: bytes) -> tuple[SheetCells, ...]:
    """Raises `Unreadable`."""
    if len(data) > LARGEST_WORKBOOK:
        raise Unreadable("Plik XLSX jest zbyt duży.", "Zapisz samych kandydatów w nowym pliku albo jako CSV.")
    package = open_package(data)
    try:
        return tuple(_sheets(package.content, package.marks))
    except Unreadable:
        raise
    except Exception:
        raise Unreadable("Plik XLSX jest uszkodzony.", _DAMAGED) from None
    except BaseException as error:  # what a panic of the parser becomes is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable("Plik XLSX jest uszkodzony.", _DAMAGED) from None


def _sheets(content: io.BytesIO, marks: Mapping[str, Marks]) -> Iterator[SheetCells]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with content:
        book = CalamineWorkbook.from_filelike(content)
        for about in book.sheets_metadata:
            own = marks.get(about.name)
            if about.typ != SheetTypeEnum.WorkSheet or own is None:
                continue
            if own.twice:
                message = (
                    f"W arkuszu „{about.name}” komórka {own.twice} jest zapisana dwa razy: nie wiadomo, co w niej stoi."
                )
                raise Unreadable(message, _DAMAGED)
            hidden = about.visible != SheetVisibleEnum.Visible
            if not own.fits:
                yield SheetCells(about.name, (), hidden, is_too_large=True)
                continue
            yield _sheet(about.name, hidden, book.get_sheet_by_name(about.name), own)


def _sheet(name: str, hidden: bool, sheet: Any, marks: Marks) -> SheetCells:
    """With the cells that need a word to the person put in place of those the parser gives."""
    first, left = sheet.start or (0, 0)
    rows: list[list[object]] = sheet.to_python(skip_empty_area=True)
    grid = _Grid(rows, first, left)
    _mark_merged(grid, sheet.merged_cell_ranges or [])
    for place in marks.errors:
        grid.put(place, ERROR_CELL)
    counted: dict[int, int] = {}
    for place in marks.formulas:
        cell = grid.get(place)
        if cell in ("", None):
            grid.put(place, FORMULA_WITHOUT_VALUE)
        elif cell is not ERROR_CELL:
            counted[place[1]] = counted.get(place[1], 0) + 1
    for place in marks.percents:
        cell = grid.get(place)
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            grid.put(place, Percent(cell))
    before: list[object] = [""] * left
    kept = tuple(
        (number, before + row if left else row)
        for number, row in enumerate(rows, start=first + 1)
        if any(cell not in ("", None) for cell in row)
    )
    formulas = tuple((column_letters(column), counted[column]) for column in sorted(counted))
    hidden_rows = tuple(number for number, _ in kept if number in marks.hidden_rows)
    return SheetCells(name, kept, hidden, formulas, hidden_rows=hidden_rows)


@dataclass(frozen=True, slots=True)
class _Grid:
    rows: list[list[object]]
    first: int
    left: int

    def get(self, place: Cell) -> object:
        row, column = place[0] - self.first, place[1] - self.left
        inside = 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row])
        return self.rows[row][column] if inside else None

    def put(self, place: Cell, cell: object) -> None:
        """Cells beyond what was read are blank, and so is what they would hold."""
        row, column = place[0] - self.first, place[1] - self.left
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            self.rows[row][column] = cell


def _mark_merged(grid: _Grid, ranges: Sequence[tuple[Cell, Cell]]) -> None:
    """Of merged cells the first has the value and the others none: whose it is only a person can say."""
    budget = 100_000  # cells marked; a sheet merged all over is told as well by these
    for (top, left), (bottom, right) in ranges:
        if grid.get((top, left)) in ("", None):
            continue
        for row in range(top, min(bottom, grid.first + len(grid.rows) - 1) + 1):
            for column in range(left, min(right, left + 1000) + 1):
                if (row, column) != (top, left) and budget > 0:
                    budget -= 1
                    grid.put((row, column), MERGED)
