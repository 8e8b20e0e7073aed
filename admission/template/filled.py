"""Rows of candidates as the cells of the template's sheets, so that what was generated can be given as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from admission.template.columns import CHOICES_SHEET, MAIN_SHEET, TRUTHS, Sheet

Cells = list[Any]
_YES, _NO = TRUTHS


def lines(sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> Iterator[Cells]:
    """The rows of one sheet: one for a candidate, or one for each item of a list."""
    for row in rows:
        if sheet.name == MAIN_SHEET:
            yield [_cell(_found(row, column.header)) for column in sheet.columns]
        else:
            for item in _items(sheet, row):
                named = {"id": row["id"], **item}
                yield [_cell(_found(named, column.header)) for column in sheet.columns]


def _items(sheet: Sheet, row: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    if sheet.name != CHOICES_SHEET:
        found: Sequence[Mapping[str, Any]] = row.get(sheet.name, ())
        return found
    return [one if isinstance(one, Mapping) else {"oddział": one} for one in row.get("wybory", ())]


def _found(row: Mapping[str, Any], header: str) -> Any:
    """By the path of the header; a column for a member of a set says whether it is there."""
    if header in row:
        return row[header]
    name, _, rest = header.partition(".")
    value = row.get(name)
    if isinstance(value, Mapping):
        return value.get(rest)
    if isinstance(value, Sequence) and not isinstance(value, str):
        if rest.isdigit():
            return value[int(rest) - 1] if int(rest) <= len(value) else None
        return True if rest in value else None
    return None


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return _YES if value else _NO
    return value.replace("_", " ") if isinstance(value, str) and "_" in value else value
