"""Results as tables for a spreadsheet: CSV as Poland opens it, and XLSX. What looks like a formula stays text.

Cells are exact numbers, texts, tak/nie or nothing. The same rows give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from itertools import islice
from typing import Any, TypeVar

from admission.template.cells import MARK, as_words
from polish.numbers import decimal_digits, format_approximately, format_number

_K = TypeVar("_K")
_V = TypeVar("_V")
_CREATED = datetime(2025, 1, 1)
_NARROWEST, _WIDEST = 8, 60
_MEASURED = 500
_MOST_DIGITS = 15  # what a spreadsheet's number keeps
LONGEST_XLSX = 1_048_576
_MOST_KEPT = 1 << 16
_ROWS_AT_ONCE = 1 << 12


class InColumns(Iterable[tuple[Any, ...]]):
    """Rows given column by column, of very many: none has to be made."""

    def __init__(self, columns: Sequence[Sequence[Any]]) -> None:
        self.columns = columns

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return zip(*self.columns, strict=True)


def csv_table(headings: Iterable[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The same as the standard library writes, but what comes again and again is made ready once."""
    cells = _Cells()
    content = io.BytesIO()
    content.write(MARK + _lines([cells.column([heading]) for heading in headings]))
    for columns in _in_columns(rows):
        content.write(_lines(list(map(cells.column, columns))))
    return content.getvalue()


def _in_columns(rows: Iterable[Sequence[Any]]) -> Iterator[Iterable[Sequence[Any]]]:
    """Some rows after others."""
    if isinstance(rows, InColumns):
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            yield [column[start : start + _ROWS_AT_ONCE] for column in rows.columns]
        return
    left = iter(rows)
    while some := list(islice(left, _ROWS_AT_ONCE)):
        yield zip(*some, strict=True)


def _lines(columns: Sequence[Sequence[str]]) -> bytes:
    """A lone empty cell is written in quotes: without them it would be no line."""
    if len(columns) == 1:
        columns = [[cell or '""' for cell in columns[0]]]
    return "\r\n".join([*map(";".join, zip(*columns, strict=True)), ""]).encode()


class _Cells(dict[str, str]):
    """Texts as they stand in a line: none of them is a formula. Numbers go by identity, for many are one object and to
    compare exact ones takes long; they are kept, so that none takes the place of another."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[int, tuple[Any, str]] = {}

    def column(self, values: Sequence[Any]) -> Sequence[str]:
        """Most columns of texts hold nothing to take care of, which is seen quickest of all of them at once."""
        classes = set(map(type, values))
        if classes == {str} and _are_plain(set(values)):
            return values
        if str not in classes:
            known = map(self._numbers.get, map(id, values))
            return [pair[1] if pair is not None else self.other(one) for one, pair in zip(values, known, strict=True)]
        return [self[one] if one.__class__ is str else self.other(one) for one in values]

    def __missing__(self, text: str) -> str:
        cell = _quoted(text if text[:1].isalnum() else as_words(text))
        return _kept(self, text, cell)

    def other(self, value: Any) -> str:
        known = self._numbers.get(id(value))
        if known is not None:
            return known[1]
        if not _is_number(value):
            return self[cell_text(value)]
        text = _number(value)
        _kept(self._numbers, id(value), (value, text))
        return text


def _kept(known: dict[_K, _V], key: _K, value: _V) -> _V:
    if len(known) >= _MOST_KEPT:
        known.clear()
    known[key] = value
    return value


def _are_plain(texts: Iterable[str]) -> bool:
    return not _needs_quotes("".join(texts)) and all(first.isalnum() for first in {text[:1] for text in texts} if first)


def _needs_quotes(text: str) -> bool:
    """Quicker than a search for any of them."""
    return ";" in text or '"' in text or "\n" in text or "\r" in text


def _quoted(cell: str) -> str:
    if not _needs_quotes(cell):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _number(value: int | Fraction) -> str:
    """With a decimal comma and a plain minus, so that a spreadsheet reads it as a number; 5/3, which it would take for
    a day in March, stays text."""
    if decimal_digits(value) is None:
        return _quoted(as_words(cell_text(value)))
    return format_number(value).replace("\u2212", "-").replace("\u00a0", "")


def xlsx_table(headings: Sequence[str], rows: Iterable[Sequence[Any]], name: str) -> bytes:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": name, "created": _CREATED})
    page = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"})
    page.freeze_panes(1, 0)
    widths = [len(heading) for heading in headings]
    for index, heading in enumerate(headings):
        page.write_string(0, index, heading, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for index, value in enumerate(row):
            _write(page, last, index, value)
            if last <= _MEASURED:
                widths[index] = max(widths[index], len(cell_text(value)))
    for index, width in enumerate(widths):
        page.set_column(index, index, min(max(width + 2, _NARROWEST), _WIDEST))
    if last:
        page.autofilter(0, 0, last, len(headings) - 1)
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
