"""Rows as most files write them, read quickly: a value that was read once is remembered, by how it was written.

`quick_reader` gives a function that reads a row, or None as soon as something in it is not plain (another spelling of a
name, a value out of its range, a list that is too long): then `dsl.values` reads the row and tells what is wrong.
Wherever this one reads a row, both give the same. Why tables have a quick reader of their own:
`admission.intake.plain_rows`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dsl.model.types import CollectionType, Fact, MapType, NotionType, RecordType, Type
from dsl.rows import LONGEST_LIST
from dsl.values import read_value

_MOST_REMEMBERED = 4096
_Read = Callable[[Any], Any]


class _NotPlain(Exception):
    """For the careful reader."""


def quick_reader(declared: Mapping[str, Fact]) -> Callable[[Mapping[str, Any]], dict[str, Any] | None]:
    read = _facts_reader(declared)

    def facts(raw: Mapping[str, Any]) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = read(raw)
        except (_NotPlain, KeyError):
            return None
        return found

    return facts


def _facts_reader(declared: Mapping[str, Fact]) -> _Read:
    readers = {name: (name, _reader(fact.type)) for name, fact in declared.items()}

    def read(raw: Any) -> dict[str, Any]:
        found = {}
        for name, value in raw.items():
            name, reader = readers[name]  # one text for all rows: less memory, and quick to look up
            value = reader(value)
            if value is not None:
                found[name] = value
        return found

    return read


def _reader(type_: Type) -> _Read:
    if isinstance(type_, MapType):
        return _map_reader(type_)
    if isinstance(type_, CollectionType) and isinstance(type_.item, RecordType | NotionType):
        return _collection_reader(type_)
    return _Remembered(type_).read


class _Remembered:
    """`known` by the class of what is written, since `1`, `1.0` and `true` are equal keys."""

    __slots__ = ("known", "type")

    def __init__(self, type_: Type) -> None:
        self.type = type_
        self.known: dict[type, dict[Any, Any]] = {str: {}, int: {}, bool: {}, type(None): {None: None}}

    def read(self, raw: Any) -> Any:
        try:
            return self.known[raw.__class__][raw]
        except KeyError:
            return self.new(raw)

    def new(self, raw: Any) -> Any:
        value, problems = read_value(raw, self.type)
        if problems:
            raise _NotPlain
        remembered = self.known.get(raw.__class__)
        if remembered is not None and len(remembered) < _MOST_REMEMBERED:
            remembered[raw] = value
        return value


def _map_reader(type_: MapType) -> _Read:
    names = {name: name for name in type_.key.members}
    values = _Remembered(type_.value)
    known, new = values.known, values.new

    def read(raw: Any) -> dict[str, Any] | None:
        if raw is None:
            return None
        if raw.__class__ is not dict:
            raise _NotPlain
        found = {}
        for name, value in raw.items():
            name = names[name]
            try:
                value = known[value.__class__][value]
            except KeyError:
                value = new(value)
            if value is not None:
                found[name] = value
        return found

    return read


def _collection_reader(type_: CollectionType) -> _Read:
    item = type_.item
    one = (
        _facts_reader({fact.name: fact for fact in item.fields})
        if isinstance(item, RecordType)
        else _Remembered(item).read
    )
    kind = dict if isinstance(item, RecordType) else str

    def read(raw: Any) -> Any:
        if raw is None:
            return None
        if raw.__class__ is not list or len(raw) > LONGEST_LIST or any(part.__class__ is not kind for part in raw):
            raise _NotPlain
        found = [one(part) for part in raw]
        if None in found:
            raise _NotPlain
        value = tuple(found) if kind is dict else frozenset(found)
        if not type_.size.allows(len(value)) or (type_.excluded and not type_.excluded.isdisjoint(value)):
            raise _NotPlain
        return value

    return read
