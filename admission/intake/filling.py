"""The cells of one row -> the fields of a candidate's raw row, each in its place; the bad ones are given back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from admission.intake.cells import BLANKS, BadCell, is_blank
from admission.intake.columns import Column, Columns
from admission.intake.csv_tables import Cells
from admission.intake.header import BRANCH, Fills, Target
from admission.intake.table import Table
from admission.raw import Spoilt
from dsl.rows import BadRow

ROW_SIGN = "wiersz-"
"""Before the number of a row that stands for the id."""
_HOW_TO_WRITE_IDS = "Nadaj kolumnie format „Tekst” i wpisz krótki znak, np. numer wniosku."
OF_BRANCHES = "wybory oddziałów"
"""In a row that is being put together: what its columns say of branches, by their codes."""


def id_in(columns: Columns, raw: Cells, number: int) -> Any:
    """Raises `BadRow`."""
    if len(raw) != columns.width and (len(raw) < columns.width or not all(map(is_blank, raw[columns.width :]))):
        raise _wrong_width(columns, raw)
    if columns.id is None:
        return f"{ROW_SIGN}{number}"
    try:
        value = columns.id.read(raw[columns.id.index])
    except BadCell as bad:
        raise BadRow(f"{columns.id.words}: {bad.message}", bad.hint) from None
    if isinstance(value, bool | Decimal):
        what = "PRAWDA albo FAŁSZ" if isinstance(value, bool) else "liczba z ułamkiem"
        raise BadRow(f"{columns.id.words}: zamiast znaku kandydata jest {what}.", _HOW_TO_WRITE_IDS)
    return value


def _wrong_width(columns: Columns, raw: Cells) -> BadRow:
    hint = "Sprawdź, czy rozdzielników nie jest za mało albo za dużo; tekst z rozdzielnikiem ujmij w cudzysłów."
    return BadRow(f"Wiersz ma komórek: {len(raw)}, a nagłówek: {columns.width}.", hint)


def filled(
    table: Table,
    columns: Columns,
    number: int,
    raw: Cells,
    row: dict[str, Any],
    numbered: dict[str, dict[int, dict[str, Any]]],
) -> list[Spoilt]:
    """Puts every cell that is not blank into its place; the bad ones are given back."""
    spoilt: list[Spoilt] = []
    for index, name, member, read, column in columns.plan:
        cell = raw[index]
        if cell is None or cell == "":
            continue
        if type(cell) is str and not (cell := cell.strip() if cell.isascii() else cell.strip(BLANKS)):
            continue
        try:
            value = cell if read is None and type(cell) is str else column.read(cell)
        except BadCell as bad:
            spoilt.append(Spoilt(table.place(number), column.words, bad.message, bad.hint))
            continue
        if value is None:
            continue
        if member == "":
            row[name] = value
        elif member is None:
            put(row, numbered, column.target, value)
        else:
            group = row.get(name)
            if group is None:
                row[name] = {member: value}
            elif isinstance(group, dict):
                group[member] = value
    return spoilt


def is_filled(column: Column, raw: Cells) -> bool:
    cell = raw[column.index]
    if is_blank(cell):
        return False
    try:
        return column.read(cell) is not None
    except BadCell:
        return True


def put(row: dict[str, Any], numbered: dict[str, dict[int, dict[str, Any]]], target: Target, value: Any) -> None:
    path = target.path
    match target.fills:
        case Fills.VALUE:
            if len(path) == 1:
                row[path[0]] = value
            else:
                group = row.setdefault(path[0], {})
                if isinstance(group, dict):
                    group[path[1]] = value
        case Fills.MEMBER:
            members = row.setdefault(path[0], [])
            if value and isinstance(members, list):
                members.append(path[1])
        case Fills.OF_BRANCH:
            assert target.inner is not None
            said = row.setdefault(OF_BRANCHES, {}).setdefault(target.branch, {})
            put(said, {}, target.inner, value)
        case Fills.ITEM:
            item = numbered.setdefault(path[0], {}).setdefault(target.position, {})
            if target.inner is None:
                item[BRANCH] = value
            else:
                put(item, {}, target.inner, value)
