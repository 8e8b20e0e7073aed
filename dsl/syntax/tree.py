"""Formula trees as parsed: no names resolved, no types. Places are offsets inside the formula's own text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Expr:
    at: tuple[int, int]

    def children(self) -> Iterator[Expr]:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Expr):
                yield value
            elif isinstance(value, tuple):
                yield from (item for item in value if isinstance(item, Expr))

    def walk(self) -> Iterator[Expr]:
        yield self
        for child in self.children():
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Number(Expr):
    value: Fraction
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Percent(Expr):
    value: Fraction


@dataclass(frozen=True, slots=True)
class DateLiteral(Expr):
    value: date


@dataclass(frozen=True, slots=True)
class TextLiteral(Expr):
    value: str


@dataclass(frozen=True, slots=True)
class Truth(Expr):
    value: bool


@dataclass(frozen=True, slots=True)
class Name(Expr):
    name: str


@dataclass(frozen=True, slots=True)
class Attribute(Expr):
    base: Expr
    name: str


@dataclass(frozen=True, slots=True)
class Index(Expr):
    base: Expr
    index: Expr


@dataclass(frozen=True, slots=True)
class Comprehension(Expr):
    element: Expr
    variable: str
    collection: Expr
    condition: Expr | None


@dataclass(frozen=True, slots=True)
class Call(Expr):
    function: str
    arguments: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Conditional(Expr):
    condition: Expr
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class Default(Expr):
    value: Expr
    fallback: Expr


@dataclass(frozen=True, slots=True)
class Logic(Expr):
    """`operator` is "i" or "lub"."""

    operator: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Not(Expr):
    value: Expr


@dataclass(frozen=True, slots=True)
class Comparison(Expr):
    """`operator` is one of = ≠ < ≤ > ≥."""

    operator: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Membership(Expr):
    item: Expr
    collection: Expr


@dataclass(frozen=True, slots=True)
class Between(Expr):
    value: Expr
    low: Expr
    high: Expr


@dataclass(frozen=True, slots=True)
class Given(Expr):
    value: Expr


@dataclass(frozen=True, slots=True)
class Arithmetic(Expr):
    """`operator` is one of + - * /."""

    operator: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Negative(Expr):
    value: Expr


@dataclass(frozen=True, slots=True)
class ListLiteral(Expr):
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Each(Expr):
    """`p z lista gdy …`: a variable going through a collection, as in `za każde`."""

    variable: str
    collection: Expr
    condition: Expr | None
