"""A model as plain JSON and back. Everything in it is written once and named by its number, so that what was one object
is one again; the texts of its sources stay in their files.

Reading makes nothing but values and classes of the modules listed here: no code comes from the file. A model with
anything else in it is not packed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from fractions import Fraction
from importlib import import_module
from itertools import chain
from typing import Any

from dsl.model.regulation import Regulation
from dsl.source.text import Source

_MODULES = (
    "dsl.model.expr",
    "dsl.model.notes",
    "dsl.model.outline",
    "dsl.model.regulation",
    "dsl.model.stationery",
    "dsl.model.types",
    "dsl.source.nodes",
    "dsl.source.text",
    "dsl.syntax.ranges",
    "dsl.syntax.terms",
)
_VALUES = (type(None), bool, int, str)


class Unpackable(Exception):
    """Something that is not known to come back the same."""


class Damaged(Exception):
    """Nothing that `packed` gave."""


def packed(regulation: Regulation) -> str:
    """Raises `Unpackable`."""
    packer = _Packer(regulation.sources)
    packer.number(regulation)
    found = {"classes": list(packer.classes), "values": packer.values, "rows": packer.rows}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str, sources: Sequence[Source]) -> Regulation:
    """`sources` are those of the regulation, in its order, with the same texts. Raises `Damaged`."""
    try:
        written = json.loads(text)
        makers = [_maker(name, sources) for name in written["classes"]]
        values, made = written["values"], list[Any]()
        for kind, *parts in written["rows"]:
            made.append(makers[kind]([made[part] if part >= 0 else values[~part] for part in parts]))
        regulation = made[-1]
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Damaged from error
    if not isinstance(regulation, Regulation):
        raise Damaged
    return regulation


class _Packer:
    """`rows` are objects in an order in which each comes after its parts: the number of its class, and of its parts.
    Numbers below zero are those of `values`, from -1 down."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = {id(one): number for number, one in enumerate(sources)}
        self.classes: dict[str, int] = {}
        self.values: list[Any] = []
        self.rows: list[list[int]] = []
        self.numbers: dict[Any, int] = {}
        self.kept: list[Any] = []  # so that no other object gets the identity of one already written

    def number(self, one: Any) -> int:
        is_value = type(one) in _VALUES
        key = (type(one), one) if is_value else id(one)
        if key not in self.numbers:
            self.numbers[key] = ~_put(self.values, one) if is_value else _put(self.rows, self.row(one))
            self.kept.append(one)
        return self.numbers[key]

    def row(self, one: Any) -> list[int]:
        kind = type(one)
        take = _TAKEN_APART.get(kind) or self.known(kind)
        number = self.classes.setdefault(kind.__name__, len(self.classes))
        return [number, *map(self.number, take(one))]

    def known(self, kind: type[Any]) -> Callable[[Any], Iterable[Any]]:
        if kind is Source:
            return self.source
        if _known_classes().get(kind.__name__) is not kind:
            raise Unpackable(kind.__name__)
        if issubclass(kind, Enum):
            return lambda one: [one.name]
        names = _given(kind)
        return lambda one: [getattr(one, name) for name in names]

    def source(self, one: Source) -> Iterable[int]:
        if id(one) not in self.sources:
            raise Unpackable(one.path)
        return [self.sources[id(one)]]


def _put(table: list[Any], one: Any) -> int:
    table.append(one)
    return len(table) - 1


_TAKEN_APART: Mapping[type[Any], Callable[[Any], Iterable[Any]]] = {
    tuple: iter,
    list: iter,
    frozenset: sorted,
    dict: lambda one: chain.from_iterable(one.items()),
    Fraction: lambda one: [one.numerator, one.denominator],
    date: lambda one: [one.isoformat()],
    datetime: lambda one: [one.isoformat()],
    time: lambda one: [one.isoformat()],
}
_PUT_TOGETHER: Mapping[str, Callable[[list[Any]], Any]] = {
    "tuple": tuple,
    "list": list,
    "frozenset": frozenset,
    "dict": lambda parts: dict(zip(parts[::2], parts[1::2], strict=True)),
    "Fraction": lambda parts: Fraction(*parts),
    "date": lambda parts: date.fromisoformat(*parts),
    "datetime": lambda parts: datetime.fromisoformat(*parts),
    "time": lambda parts: time.fromisoformat(*parts),
}


def _maker(name: str, sources: Sequence[Source]) -> Callable[[list[Any]], Any]:
    if name in _PUT_TOGETHER:
        return _PUT_TOGETHER[name]
    if name == Source.__name__:
        return lambda parts: sources[parts[0]]
    kind = _known_classes()[name]
    return (lambda parts: kind[parts[0]]) if issubclass(kind, Enum) else (lambda parts: kind(*parts))


def _given(kind: type[Any]) -> tuple[str, ...]:
    """The fields that its constructor takes, in order; the others it makes itself."""
    return tuple(one.name for one in fields(kind) if one.init)


def _known_classes() -> Mapping[str, type[Any]]:
    if not _KNOWN:
        _KNOWN.update((kind.__name__, kind) for name in _MODULES for kind in _own_classes(name))
    return _KNOWN


_KNOWN: dict[str, type[Any]] = {}


def _own_classes(module: str) -> Iterator[type[Any]]:
    for one in vars(import_module(module)).values():
        if isinstance(one, type) and one.__module__ == module and (is_dataclass(one) or issubclass(one, Enum)):
            yield one
