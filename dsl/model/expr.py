"""Typed formulas: every name resolved, every node with its type and its place in the file.

The evaluator, the Python emitter and the Polish renderer each walk these nodes and nothing else. `maybe` says that
the value can be missing without that being an error of the data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dsl.model.types import Fact, Type
from dsl.source.text import Span

TOTAL = ("razem",)


@dataclass(frozen=True, slots=True)
class Typed:
    span: Span
    type: Type
    maybe: bool

    def children(self) -> Iterator[Typed]:
        for name in self.__dataclass_fields__:  # in a third of the time of `fields`
            value = getattr(self, name)
            if isinstance(value, Typed):
                yield value
            elif isinstance(value, tuple):
                yield from (item for item in value if isinstance(item, Typed))

    def walk(self) -> Iterator[Typed]:
        yield self
        for child in self.children():
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Constant(Typed):
    """A number, a truth, a text, a date or the name of a notion's member. `left_to` is who is to set a number that a
    law leaves open; where anything is counted there is none such."""

    value: Fraction | bool | str | date
    unit: str = ""
    left_to: str = ""


@dataclass(frozen=True, slots=True)
class FactRef(Typed):
    """`scope` is kandydat, oddział or wybór."""

    scope: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class ItemOf(Typed):
    """`oceny[p]`, `egzamin.matematyka`."""

    base: FactRef
    key: Typed


@dataclass(frozen=True, slots=True)
class FieldOf(Typed):
    """`o.tytuł`: a field of the record in a variable."""

    base: VariableRef
    fact: Fact


@dataclass(frozen=True, slots=True)
class VariableRef(Typed):
    name: str


@dataclass(frozen=True, slots=True)
class DefinitionRef(Typed):
    name: str


@dataclass(frozen=True, slots=True)
class TableLookup(Typed):
    table: str
    key: Typed


@dataclass(frozen=True, slots=True)
class PointsRef(Typed):
    """`punkty.egzamin`; `punkty.razem` has the path `TOTAL`."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermRef(Typed):
    """`terminarz.wnioski`, or with the phase it is meant of."""

    event: str
    phase: str = "rekrutacyjne"


@dataclass(frozen=True, slots=True)
class NotionMembers(Typed):
    """A notion named as a collection: all its members in written order."""

    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListOf(Typed):
    items: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Joined(Typed):
    """`(a; b) + zbiór`: one collection after the other, without repeats."""

    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class If(Typed):
    condition: Typed
    then: Typed
    otherwise: Typed


@dataclass(frozen=True, slots=True)
class Fallback(Typed):
    """`x gdy brak y`."""

    value: Typed
    fallback: Typed


@dataclass(frozen=True, slots=True)
class Both(Typed):
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class Either(Typed):
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class Negation(Typed):
    value: Typed


@dataclass(frozen=True, slots=True)
class Compare(Typed):
    """`operator` is one of = ≠ < ≤ > ≥."""

    operator: str
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class Member(Typed):
    item: Typed
    collection: Typed


@dataclass(frozen=True, slots=True)
class InRange(Typed):
    value: Typed
    low: Typed
    high: Typed


@dataclass(frozen=True, slots=True)
class InTerm(Typed):
    """A date within a term of the timetable."""

    value: Typed
    term: TermRef


@dataclass(frozen=True, slots=True)
class IsGiven(Typed):
    value: Typed


@dataclass(frozen=True, slots=True)
class Calculation(Typed):
    """`operator` is one of + - * /."""

    operator: str
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True)
class Minus(Typed):
    value: Typed


@dataclass(frozen=True, slots=True)
class Aggregate(Typed):
    """`suma`, `najwyższa`, `najniższa`, `średnia`, `liczba`, `któryś`, `każdy` over a collection."""

    function: str
    element: Typed
    variable: str
    collection: Typed
    condition: Typed | None


@dataclass(frozen=True, slots=True)
class AggregateOf(Typed):
    """The same functions over values written out: `najwyższa(a; b; c)`."""

    function: str
    items: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class BestOf(Typed):
    """`najwyższe(2; …)`, `najniższe(2; …)`: that many values of what `chosen` would give the one best of."""

    count: int
    chosen: Aggregate | AggregateOf


@dataclass(frozen=True, slots=True)
class FunctionCall(Typed):
    """`zaokrąglij`, `w_górę`, `w_dół`, `rok`, `dni`, `pełne_lata`, …"""

    function: str
    arguments: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class EachOf:
    """`za każde: p z lista gdy …`."""

    variable: str
    collection: Typed
    condition: Typed | None = None
