"""The template of candidates' data as an XLSX workbook: lists to choose from, bounds checked while typing.

Sheets: the candidates, one for each list, an explanation of every column, and the values to choose from. The same
regulation gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from admission.intake.cells import column_letters
from admission.offer import Offer
from admission.template.columns import Column, Kind, Sheet, sheets
from admission.template.filled import Cells, lines
from dsl.source.nodes import readable_name

ROWS = 2000
EXPLANATION_SHEET = "objaśnienia"
VALUES_SHEET = "wartości"
_CREATED = datetime(2025, 1, 1)
_LONGEST_SHEET_NAME, _LONGEST_TITLE, _LONGEST_MESSAGE = 31, 32, 255
_NO_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_NARROWEST, _WIDEST = 10, 34
_HEAD = {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"}


def candidate_workbook(offer: Offer, rows: Sequence[Mapping[str, Any]] = (), in_columns: bool = False) -> bytes:
    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Dane kandydatów", "subject": offer.title, "created": _CREATED})
    found = sheets(offer, in_columns)
    names = _sheet_names([sheet.name for sheet in found])
    places = _value_places(found)
    writer = _Writer(book, places)
    for sheet, name in zip(found, names, strict=True):
        writer.table(sheet, name, list(lines(sheet, rows)))
    writer.explanations(found, names)
    writer.values()
    book.close()
    return content.getvalue()


class _Writer:
    def __init__(self, book: Any, places: dict[tuple[str, ...], int]) -> None:
        self.book, self.places = book, places
        self.head = book.add_format(_HEAD)
        self.formats = {
            Kind.TEXT: book.add_format({"num_format": "@"}),
            Kind.CHOICE: book.add_format({"num_format": "@"}),
            Kind.DATE: book.add_format({"num_format": "yyyy-mm-dd"}),
            Kind.NUMBER: book.add_format({"num_format": "General"}),
        }
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def table(self, sheet: Sheet, name: str, filled: Sequence[Cells]) -> None:
        page = self.book.add_worksheet(name)
        page.freeze_panes(1, 1)
        page.set_row(0, 32)
        for index, column in enumerate(sheet.columns):
            page.set_column(index, index, _width(column), self.formats[column.kind])
            page.write_string(0, index, column.header, self.head)
            page.data_validation(1, index, max(ROWS, len(filled)), index, self.validation(column))
        for row, cells in enumerate(filled, start=1):
            for index, cell in enumerate(cells):
                self.fill(page, row, index, cell)

    def fill(self, page: Any, row: int, column: int, cell: Any) -> None:
        if isinstance(cell, int):
            page.write_number(row, column, cell)
        elif cell is not None:
            page.write_string(row, column, str(cell))

    def validation(self, column: Column) -> dict[str, Any]:
        """The hint shown at a cell, and what is refused in it."""
        told = {
            "input_title": _cut(readable_name(column.header), _LONGEST_TITLE),
            "input_message": _cut(column.explanation, _LONGEST_MESSAGE),
            "error_title": "Nieprawidłowa wartość",
            "error_message": _cut(f"Tu może stać: {column.allowed}.", _LONGEST_MESSAGE),
        }
        return {**self.criteria(column), **told}

    def criteria(self, column: Column) -> dict[str, Any]:
        if column.kind is Kind.CHOICE:
            place, last = self.places[column.choices], len(column.choices) + 1
            letters = column_letters(place)
            return {"validate": "list", "source": f"='{VALUES_SHEET}'!${letters}$2:${letters}${last}"}
        if column.kind is Kind.DATE:
            return {"validate": "date", "criteria": "between", "minimum": date(1900, 1, 1), "maximum": date(2100, 1, 1)}
        if column.number is not None:
            return _bounds(column.number.integer, column.number.low, column.number.high)
        return {"validate": "any"}

    def explanations(self, found: Sequence[Sheet], names: Sequence[str]) -> None:
        page = self.book.add_worksheet(EXPLANATION_SHEET)
        page.freeze_panes(1, 0)
        for index, (words, width) in enumerate(_EXPLANATION_COLUMNS):
            page.set_column(index, index, width, self.wrapped)
            page.write_string(0, index, words, self.head)
        for row, cells in enumerate(_explanation_rows(found, names), start=1):
            for index, cell in enumerate(cells):
                page.write_string(row, index, cell, self.wrapped)

    def values(self) -> None:
        """What may be chosen; on a sheet, since a list inside a cell's rule must be short."""
        page = self.book.add_worksheet(VALUES_SHEET)
        for choices, index in self.places.items():
            page.set_column(index, index, max(map(len, (*choices, "lista 00"))) + 2)
            page.write_string(0, index, f"lista {index + 1}", self.head)
            page.write_column(1, index, choices)
        page.hide()


_EXPLANATION_COLUMNS = (("Arkusz", 18), ("Kolumna", 34), ("Co to jest", 60), ("Co wpisać", 50), ("Gdy puste", 30))


def _explanation_rows(found: Sequence[Sheet], names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for sheet, name in zip(found, names, strict=True):
        yield name, "", sheet.words, "", ""
        for column in sheet.columns:
            yield name, column.header, column.words, column.allowed, column.empty_means
            for value, meaning in column.meanings:
                yield name, column.header, f"„{value}” to: {meaning}", "", ""


def _value_places(found: Sequence[Sheet]) -> dict[tuple[str, ...], int]:
    """The column in which each list of values stands; equal lists stand once."""
    lists = dict.fromkeys(column.choices for sheet in found for column in sheet.columns if column.choices)
    return {choices: index for index, choices in enumerate(lists)}


def _sheet_names(names: Sequence[str]) -> list[str]:
    """Names that a spreadsheet takes: short, without some signs, each another."""
    found: list[str] = []
    for name in names:
        base = readable_name(name).translate(_NO_SHEET_NAME).strip()[:_LONGEST_SHEET_NAME] or "lista"
        taken = {one.casefold() for one in (*found, EXPLANATION_SHEET, VALUES_SHEET)}
        number, chosen = 2, base
        while chosen.casefold() in taken:
            ending = f" {number}"
            chosen, number = base[: _LONGEST_SHEET_NAME - len(ending)] + ending, number + 1
        found.append(chosen)
    return found


def _bounds(integer: bool, low: Fraction | None, high: Fraction | None) -> dict[str, Any]:
    lowest, highest = (float(one) if one is not None else limit for one, limit in ((low, -1e9), (high, 1e9)))
    bounds: dict[str, Any] = {"criteria": "between", "minimum": lowest, "maximum": highest}
    if integer:
        bounds |= {"minimum": int(lowest), "maximum": int(highest)}
    return {"validate": "integer" if integer else "decimal", **bounds}


def _width(column: Column) -> int:
    longest = max(map(len, (*column.choices, *column.header.split("."))), default=0)
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
