"""A table beside that of the candidates, with one item of a list in a row: an achievement, or a branch wished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from admission.intake.columns import Columns
from admission.intake.filling import filled
from admission.intake.header import BRANCH, PLACE
from admission.intake.lines import Line
from admission.intake.table import Table
from admission.raw import PlainWish, Spoilt
from dsl.rows import BadRow


@dataclass(slots=True)
class Item:
    """A row of a companion table."""

    table: Table
    columns: Columns
    number: int
    fields: dict[str, Any]
    spoilt: list[Spoilt]


class Companion:
    """A table with one item of a list in a row: its rows by the candidates whose they are. `broken` are those of whom
    nothing is known but whose they are; `has_nobodys`: of some not even that."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self.table, self.columns = table, columns
        self.lines: dict[str, list[Line]] = {}
        self.broken: dict[str, list[Spoilt]] = {}
        self.has_nobodys = False

    def __contains__(self, identifier: str) -> bool:
        return identifier in self.lines or identifier in self.broken

    def has_all_of(self, identifier: str) -> bool:
        return identifier in self.lines and identifier not in self.broken

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.broken or self.has_nobodys)

    def items(self, identifier: str) -> list[Item]:
        return [self.item(one) for one in self.lines.get(identifier, ())]

    def item(self, line: Line) -> Item:
        number, cells, _ = line
        fields: dict[str, Any] = {}
        raw = self.table.cells(number) if cells is None else cells
        assert not isinstance(raw, BadRow), "it was read quickly, or its candidate would not be known"
        spoilt = filled(self.table, self.columns, number, raw, fields, {})
        return Item(self.table, self.columns, number, fields, spoilt)

    def records(self, identifier: str) -> tuple[dict[str, Any], ...] | None:
        """None where they were not read quickly."""
        lines = self.lines[identifier]
        found = tuple([plain.facts for _, _, plain in lines if plain is not None])
        return found if len(found) == len(lines) else None

    def wishes(self, identifier: str) -> tuple[PlainWish, ...] | None:
        """In their order. None where they were not read quickly, or their places are not plain."""
        rows = [plain for _, _, plain in self.lines[identifier]]
        places = [row and row.aside.get(PLACE) for row in rows]
        if any(one is not None for one in places):
            by_place = dict(zip(map(str, places), rows, strict=True))
            rows = [by_place.get(str(place)) for place in range(1, len(rows) + 1)]
        found = tuple((row.aside[BRANCH], row.facts) for row in rows if row is not None and BRANCH in row.aside)
        return found if len(found) == len(rows) else None
