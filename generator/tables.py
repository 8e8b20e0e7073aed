"""Results as tables for a spreadsheet: CSV as Poland opens it, and XLSX. What looks like a formula stays text.

Cells are exact numbers, texts, tak/nie or nothing. The same rows give the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from admission.template.csv_files import MARK, as_words
from polish.numbers import decimal_digits, format_approximately, format_number

_CREATED = datetime(2025, 1, 1)
_NARROWEST, _WIDEST = 8, 60
_MEASURED = 500
_MOST_DIGITS = 15  # what a spreadsheet's number keeps
LONGEST_XLSX = 1_048_576
_MOST_KEPT = 1 << 16


def csv_table(columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([as_words(heading) for heading in columns.values()])
    keys, numbers = list(columns), _Numbers()
    writer.writerows(
        [
            cell if type(cell) is str and cell[:1].isalnum() else numbers.written(cell)
            for cell in [row.get(key) for key in keys]
        ]
        for row in rows
    )
    return MARK + text.getvalue().encode()


class _Numbers(dict[Fraction, str]):
    """As they are written: most come again and again."""

    def __missing__(self, value: Fraction) -> str:
        text = _csv_cell(value)
        if len(self) < _MOST_KEPT:
            self[value] = text
        return text

    def written(self, cell: Any) -> str:
        return self[cell] if type(cell) is Fraction else _csv_cell(cell)


def _csv_cell(value: Any) -> str:
    """Numbers with a decimal comma and a plain minus, so that a spreadsheet reads them as numbers; 5/3, which it would
    take for a day in March, stays text."""
    if _is_number(value) and decimal_digits(Fraction(value)) is not None:
        return format_number(value).replace("\u2212", "-").replace("\u00a0", "")
    return as_words(cell_text(value))


def xlsx_table(columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]], name: str) -> bytes:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": name, "created": _CREATED})
    page = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"})
    page.freeze_panes(1, 0)
    widths = [len(heading) for heading in columns.values()]
    for index, heading in enumerate(columns.values()):
        page.write_string(0, index, heading, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for index, key in enumerate(columns):
            _write(page, last, index, row.get(key))
            if last <= _MEASURED:
                widths[index] = max(widths[index], len(cell_text(row.get(key))))
    for index, width in enumerate(widths):
        page.set_column(index, index, min(max(width + 2, _NARROWEST), _WIDEST))
    if last:
        page.autofilter(0, 0, last, len(columns) - 1)
    book.close()
    return content.getvalue()


def _write(page: Any, row: int, column: int, value: Any) -> None:
    if _is_number(value) and (exact := _as_spreadsheet_number(Fraction(value))) is not None:
        page.write_number(row, column, exact)
    elif text := cell_text(value):
        page.write_string(row, column, text)


def _as_spreadsheet_number(value: Fraction) -> float | int | None:
    """None for one that a spreadsheet would change: it is written as text."""
    digits = decimal_digits(value)
    if digits is None or len(str(abs(value.numerator))) > _MOST_DIGITS:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def cell_text(value: Any) -> str:
    """What a person reads in the cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if _is_number(value):
        return format_approximately(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(cell_text, value))
    return str(value)
