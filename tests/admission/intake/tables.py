"""Candidates' rows written as tables, in every way a school may have them: the other side of `admission.intake`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from admission.candidates import Candidate, Candidates
from dsl.emit.python.backend import prepare
from dsl.model.regulation import Regulation
from dsl.model.types import CollectionType, Fact, MapType, RecordType
from dsl.rows import PLACES

Row = Mapping[str, Any]
Grid = list[list[Any]]


def as_tables(regulation: Regulation, rows: Sequence[Row], companions: bool) -> dict[str, Grid]:
    """By the name of the list, the main one under "". Lists stand in companions or in numbered columns."""
    main: list[dict[str, Any]] = []
    lists: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        flat: dict[str, Any] = {}
        for name, value in row.items():
            if name == "wybory":
                items = [{"oddział": one} if isinstance(one, str) else one for one in value]
                pair = {key: fact for key, fact in regulation.pair.items() if key not in PLACES}
                cells = [_flat(one, pair) for one in items]
                if companions:
                    lists.setdefault(name, []).extend({"id": row["id"], **one} for one in cells)
                else:
                    flat |= _numbered(name, cells, "oddział")
            elif name in regulation.candidate and _record(regulation.candidate[name]):
                record = _record(regulation.candidate[name])
                assert record is not None
                cells = [_flat(one, {fact.name: fact for fact in record.fields}) for one in value]
                if companions:
                    lists.setdefault(name, []).extend({"id": row["id"], **one} for one in cells)
                else:
                    flat |= _numbered(name, cells, "")
            else:
                flat |= _flat({name: value}, regulation.candidate)
        main.append(flat)
    return {"": _grid(main), **{name: _grid(found) for name, found in lists.items() if found}}


def _record(fact: Fact) -> RecordType | None:
    item = fact.type.item if isinstance(fact.type, CollectionType) else None
    return item if isinstance(item, RecordType) else None


def _numbered(name: str, items: Iterable[Row], code: str) -> dict[str, Any]:
    return {
        f"{name}.{place}" if key == code else f"{name}.{place}.{key}": value
        for place, one in enumerate(items, start=1)
        for key, value in one.items()
    }


def _flat(row: Row, declared: Mapping[str, Fact]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in row.items():
        fact = declared.get(name)
        if isinstance(value, Mapping):
            found |= {f"{name}.{key}": one for key, one in value.items()}
        elif fact is not None and isinstance(fact.type, CollectionType) and not isinstance(fact.type.item, MapType):
            found |= {f"{name}.{one}": "tak" for one in value}
        else:
            found[name] = value
    return found


def _grid(rows: Sequence[Row]) -> Grid:
    header = list(dict.fromkeys(["id", *(name for row in rows for name in row)]))
    return [header, *([row.get(name) for name in header] for row in rows)]


def as_text(value: Any) -> str:
    """As a spreadsheet with Polish settings writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "PRAWDA" if value else "FAŁSZ"
    return str(value)


def csv_bytes(
    grid: Grid, separator: str = ";", encoding: str = "utf-8-sig", end: str = "\r\n", quoting: int = 0
) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([as_text(cell) for cell in row] for row in grid)
    return text.getvalue().encode(encoding)


def write_csv(folder: Path, tables: Mapping[str, Grid], name: str = "kandydaci", **dialect: Any) -> Path:
    for list_name, grid in tables.items():
        file = folder / (f"{name}.{list_name}.csv" if list_name else f"{name}.csv")
        file.write_bytes(csv_bytes(grid, **dialect))
    return folder / f"{name}.csv"


def xlsx_bytes(tables: Mapping[str, Grid]) -> bytes:
    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    for name, grid in tables.items():
        page = book.add_worksheet(name or "kandydaci")
        for row, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                if isinstance(cell, bool):
                    page.write_boolean(row, column, cell)
                elif isinstance(cell, int | float):
                    page.write_number(row, column, cell)
                elif cell is not None:
                    page.write_string(row, column, str(cell))
    book.close()
    return content.getvalue()


def essence(regulation: Regulation, read: Candidates) -> list[Any]:
    """What is counted, with what is not given said as scoring reads it: an empty set and none given are the same."""

    def of(one: Candidate) -> Any:
        choices = [(choice.branch, prepare(choice.pair, regulation.pair)) for choice in one.choices]
        return one.id, prepare(one.facts, regulation.candidate), choices, dict(one.identity)

    return [of(one) for one in read.good]
