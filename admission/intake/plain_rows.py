"""Rows of a text table read quickly where they are plain: what a cell gives is remembered, column by column.

Stands beside `assembly`, which reads every other row and tells what is wrong. `PlainRows.of` gives None for a table
with columns that are not read here, and `read` None for a row in which anything is not plain: then nothing has happened
yet. Wherever this one reads a row, both give the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import getitem
from typing import Any

from admission.intake.cells import BLANKS, BadCell, Converter
from admission.intake.header import IDENTITY, WISHES, Fills, Target
from admission.raw import PlainRow
from dsl.model.types import NumberType, Type
from dsl.rows import OF_COMMISSION, BadRow, read_id
from dsl.values import read_value

_MOST_REMEMBERED = 4096


class NotPlain(Exception):
    """For the careful reader."""


@dataclass(frozen=True, slots=True)
class PlainColumn:
    """`read` gives what would stand in a JSONL row."""

    index: int
    target: Target
    read: Converter


class _Cells(dict[str, Any]):
    """What the cells of one column give, by their texts; None: blank."""

    def __init__(self, convert: Callable[[str], Any], never: str = "") -> None:
        super().__init__({"": None})
        self.convert, self.never = convert, never

    def __missing__(self, cell: str) -> Any:
        text = cell.strip(BLANKS)
        if cell == self.never and text:
            raise NotPlain
        try:
            value = self.convert(text) if text else None
        except (BadCell, BadRow):
            raise NotPlain from None
        if len(self) < _MOST_REMEMBERED:
            self[cell] = value
        return value


class _OfNobodyElse(_Cells):
    """Of a column in which everybody has something else: not worth remembering."""

    def __missing__(self, cell: str) -> Any:
        text = cell.strip(BLANKS)
        try:
            return self.convert(text) if text else None
        except (BadCell, BadRow):
            raise NotPlain from None


class PlainRows:
    """Of one table of `width` columns, all of whose cells are texts."""

    def __init__(self, width: int, cells: Sequence[_Cells], id_at: int, groups: Iterable[_Group]) -> None:
        self.width, self.cells, self.id_at = width, cells, id_at
        self.groups = tuple(groups)

    @classmethod
    def of(cls, id_column: PlainColumn, others: Sequence[PlainColumn], width: int) -> PlainRows | None:
        """None where some column is of a kind that is not read here, or one field is written in two ways."""
        cells: list[_Cells] = [_Cells(_nothing)] * width
        cells[id_column.index] = _OfNobodyElse(lambda text: read_id(id_column.read(text)))
        by_name = sorted(others, key=lambda one: (one.target.path[0], one.index))
        fields = [list(columns) for _, columns in groupby(by_name, key=lambda one: one.target.path[0])]
        fields.sort(key=lambda columns: columns[0].index)  # facts come in the order of their columns
        groups: list[_Group] = []
        for are_single, some in groupby(fields, key=_is_single):
            if are_single:
                groups.append(_Singles("", [one for columns in some for one in columns]))
                continue
            for columns in some:
                group = _group(columns[0].target.path[0], columns)
                if group is None:
                    return None
                groups.append(group)
        for one in others:
            cells[one.index] = _cells(one)
        return cls(width, cells, id_column.index, groups)

    def read(self, row: Sequence[Any]) -> PlainRow | None:
        if len(row) != self.width:
            return None
        try:
            values = list(map(getitem, self.cells, row))
            identifier = values[self.id_at]
            if identifier is None:
                return None
            found = PlainRow(identifier, {}, {}, {}, ())
            for group in self.groups:
                group.put(values, found)
        except NotPlain:
            return None
        return found


# -- columns that fill one field --------------------------------------------------------------------------------------


class _Group:
    """The columns of one field of a row."""

    def __init__(self, name: str, columns: Sequence[PlainColumn]) -> None:
        self.name = name
        self.indexes = [one.index for one in columns]
        first, last = self.indexes[0], self.indexes[-1] + 1
        self.slice = slice(first, last) if self.indexes == list(range(first, last)) else None
        self.names = [one.target.path[-1] for one in columns]

    def of(self, values: list[Any]) -> list[Any]:
        return values[self.slice] if self.slice is not None else [values[index] for index in self.indexes]

    def put(self, values: list[Any], row: PlainRow) -> None:
        raise NotImplementedError


class _Singles(_Group):
    """Facts that have one column each, one after another."""

    def put(self, values: list[Any], row: PlainRow) -> None:
        for name, value in zip(self.names, self.of(values), strict=True):
            if value is not None:
                row.facts[name] = value


class _OfMembers(_Group):
    """A value for each member of a notion."""

    def put(self, values: list[Any], row: PlainRow) -> None:
        found = {name: value for name, value in zip(self.names, self.of(values), strict=True) if value is not None}
        if found:
            row.facts[self.name] = found


class _Set(_Group):
    """A column for each member: few different sets are given."""

    def __init__(self, name: str, columns: Sequence[PlainColumn], type_: Type) -> None:
        super().__init__(name, columns)
        self.type = type_
        self.known: dict[tuple[bool | None, ...], Any] = {(None,) * len(columns): None}

    def put(self, values: list[Any], row: PlainRow) -> None:
        said = tuple(self.of(values))
        if said not in self.known:
            value, problems = read_value(
                [name for name, is_in in zip(self.names, said, strict=True) if is_in], self.type
            )
            if problems:
                raise NotPlain
            self.known[said] = value
        value = self.known[said]
        if value is not None:
            row.facts[self.name] = value


class _Wishes(_Group):
    """The branches wished, as written; a gap is for the careful reader."""

    def put(self, values: list[Any], row: PlainRow) -> None:
        codes = self.of(values)
        while codes and codes[-1] is None:
            codes.pop()
        if None in codes:
            raise NotPlain
        row.wishes += tuple(codes)


class _WishesTogether(_Group):
    """All of them in one cell."""

    def put(self, values: list[Any], row: PlainRow) -> None:
        codes = values[self.indexes[0]]
        if codes is not None:
            if not codes:
                raise NotPlain
            row.wishes += tuple(codes)


class _Aside(_Group):
    """What is no fact: who it is, and what the commission says of the application."""

    def put(self, values: list[Any], row: PlainRow) -> None:
        found = {name: value for name, value in zip(self.names, self.of(values), strict=True) if value is not None}
        if found and self.name == IDENTITY:
            row.identity.update(found)
        elif found:
            row.of_commission[self.name] = found


class _Whole(_Group):
    """The state of an application, or what is confirmed, in one column."""

    def put(self, values: list[Any], row: PlainRow) -> None:
        value = values[self.indexes[0]]
        if value is not None:
            row.of_commission[self.name] = value


def _is_single(columns: Sequence[PlainColumn]) -> bool:
    target = columns[0].target
    return len(columns) == 1 and target.fills is Fills.VALUE and len(target.path) == 1 and target.type is not None


def _group(name: str, columns: Sequence[PlainColumn]) -> _Group | None:
    targets = [one.target for one in columns]
    first = targets[0]
    if name == WISHES:
        if len(targets) == 1 and first.fills is Fills.VALUE:
            return _WishesTogether(name, columns)
        in_order = sorted(columns, key=lambda one: one.target.position)
        positions = [one.target.position for one in in_order]
        are_codes = all(one.fills is Fills.ITEM and one.inner is None for one in targets)
        return _Wishes(name, in_order) if are_codes and positions == list(range(1, len(positions) + 1)) else None
    if len({(one.fills, len(one.path)) for one in targets}) > 1 or first.fills is Fills.ITEM:
        return None
    if first.type is None:
        if name not in (IDENTITY, *OF_COMMISSION):
            return None
        return _Aside(name, columns) if len(first.path) > 1 else _Whole(name, columns)
    if first.fills is Fills.MEMBER:
        return _Set(name, columns, first.type)
    return _OfMembers(name, columns)


def _cells(column: PlainColumn) -> _Cells:
    target = column.target
    type_ = target.type
    if type_ is None or target.fills is Fills.MEMBER:
        return _OfNobodyElse(column.read) if target.path[0] == IDENTITY else _Cells(column.read)
    # A one may be 100% in a column of shares: the careful reader watches for these.
    return _Cells(_reader(column.read, type_), "1" if isinstance(type_, NumberType) and type_.unit == "%" else "")


def _reader(read: Converter, type_: Type) -> Callable[[str], Any]:
    def value_of(text: str) -> Any:
        raw = read(text)
        value, problems = read_value(raw, type_) if raw is not None else (None, ())
        if problems:
            raise NotPlain
        return value

    return value_of


def _nothing(_: str) -> None:
    """Of a column that is passed over."""
