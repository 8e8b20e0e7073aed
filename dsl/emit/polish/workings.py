"""A calculation with a candidate's values, worked out as far as a person needs it: „(5 + 8) : 2 = 6,5, zaokrąglone 7”.

Definitions are told by what they come of, sums by what is added; of everything else the value stands first and in
brackets what it comes of: „0,5 × 11 (pełne miesiące od … do …)”. Long lists are told by their result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from dsl.emit.polish.names import format_typed, format_value
from dsl.emit.polish.words import Values, Words, is_if
from dsl.model import expr as typed
from dsl.model.regulation import Regulation, Rules
from dsl.model.types import NumberType
from polish.numbers import MINUS, format_number

Elements = Callable[[typed.Aggregate | typed.AggregateOf], Iterator[Any]]
"""Gives the values that a sum, a mean or a choice is made of."""

_MOST_LISTED = 12
_LARGEST_DEFINITION = 12  # parts of a formula that still reads in a line
_ROUNDED = {"zaokrąglij": "zaokrąglone", "w_górę": "zaokrąglone w górę", "w_dół": "zaokrąglone w dół"}
_BETWEEN = {"dni": "dni", "pełne_lata": "pełne lata", "pełne_miesiące": "pełne miesiące"}
_CHOSEN = {"najwyższa": "najwyższa z wartości", "najniższa": "najniższa z wartości", "średnia": "średnia wartości"}


class Workings(Words):
    """Words of formulas with values, and with what the values come of."""

    def __init__(
        self,
        regulation: Regulation,
        rules: Rules,
        values: Values,
        elements: Elements,
        places: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        super().__init__(regulation, rules, values, places)
        self.elements = elements

    def whole(self, node: typed.Typed) -> str:
        """A formula by itself, with nothing around it."""
        node = self.chosen(node)
        match node:
            case typed.FunctionCall(function=function, arguments=arguments) if function in _ROUNDED:
                inner, exact = self.whole(arguments[0]), self.told(arguments[0])
                before = inner if inner == exact else f"{inner} = {exact}"
                return f"{before}, {_ROUNDED[function]} {self.told(node)}"
            case typed.Aggregate(function="suma") | typed.AggregateOf(function="suma"):
                return self.added(node) or self.told(node)
            case typed.Aggregate(function="średnia") | typed.AggregateOf(function="średnia"):
                added = self.added(node)
                return f"({added}) : {len(self.listed(node))}" if added else self.told(node)
            case typed.Aggregate() | typed.AggregateOf():
                return self.origin(node) or self.told(node)
        return self.of(node)

    def of(self, node: typed.Typed) -> str:
        node = self.chosen(node)
        match node:
            case typed.Aggregate(function="suma") | typed.AggregateOf(function="suma"):
                added = self.added(node)
                return f"({added})" if added else self.told(node)
            case typed.TableLookup():
                return with_origin(self.told(node), self.looked_up(node.key))
            case typed.FunctionCall() | typed.Aggregate() | typed.AggregateOf():
                return with_origin(self.told(node), self.origin(node))
        return super().of(node)

    def chosen(self, node: typed.Typed) -> typed.Typed:
        """The case that holds, the formula of a short definition, what a rounding left as it was."""
        while True:
            node = super().chosen(node)
            match node:
                case typed.DefinitionRef(name=name) if self.is_told(name):
                    node = self.rules.definitions[name].formula
                case typed.FunctionCall(function=function, arguments=arguments) if function in _ROUNDED:
                    if not self.values or self.values(node) != self.values(arguments[0]):
                        return node
                    node = arguments[0]
                case _:
                    return node

    def is_told(self, name: str) -> bool:
        """Whether a definition is a number that reads in a line."""
        definition = self.rules.definitions[name]
        return isinstance(definition.formula.type, NumberType) and self.size(definition.formula, {name}) is not None

    def size(self, node: typed.Typed, around: set[str], left: int = _LARGEST_DEFINITION) -> int | None:
        """How many parts a formula has with its definitions; None for too many."""
        if isinstance(node, typed.Aggregate | typed.AggregateOf | typed.TableLookup):
            return 1
        if isinstance(node, typed.DefinitionRef):
            formula = self.rules.definitions[node.name].formula
            return self.size(formula, around | {node.name}, left) if node.name not in around else None
        found = 1
        for child in node.children() if not is_if(node) else ():
            more = self.size(child, around, left - found)
            if more is None or found + more > left:
                return None
            found += more
        return found

    def told(self, node: typed.Typed) -> str:
        """The bare value."""
        assert self.values is not None
        found = self.values(node)
        if isinstance(found, int | Fraction) and not isinstance(found, bool) and isinstance(node.type, NumberType):
            unit = "%" if node.type.unit == "%" else ""
            return format_number(found) + unit
        return "brak" if found is None else format_value(found, node)

    def listed(self, node: typed.Aggregate | typed.AggregateOf) -> list[Any]:
        return list(self.elements(node))

    def added(self, node: typed.Aggregate | typed.AggregateOf) -> str:
        """„5 + 8”, where there are some to add, but not many."""
        if isinstance(node, typed.AggregateOf):
            parts = [self.operand(item, "+", place > 0) for place, item in enumerate(self.given(node))]
        else:
            numbers = self.listed(node)
            parts = [format_number(one) for one in numbers if isinstance(one, int | Fraction)]
        parts = [f"({one})" if place and one.startswith(MINUS) else one for place, one in enumerate(parts)]
        return " + ".join(parts) if 1 < len(parts) <= _MOST_LISTED else ""

    def given(self, node: typed.AggregateOf) -> list[typed.Typed]:
        """What is written and not missing."""
        assert self.values is not None
        return [item for item in node.items if self.values(item) is not None]

    def origin(self, node: typed.Typed) -> str:
        """What a value comes of; empty where that says no more than the value."""
        match node:
            case typed.FunctionCall(function=function, arguments=(start, end)) if function in _BETWEEN:
                return f"{_BETWEEN[function]} od {self.told(start)} do {self.told(end)}"
            case typed.FunctionCall(function=function, arguments=arguments) if function in _ROUNDED:
                inner, exact = self.whole(arguments[0]), self.told(arguments[0])
                return f"{_ROUNDED[function]} {inner if inner == exact else f'{inner} = {exact}'}"
            case typed.AggregateOf(function=function) if function in _CHOSEN:
                return _of_several(function, [self.of(item) for item in self.given(node)])
            case typed.Aggregate(function=function) if function in _CHOSEN:
                element = node.element.type
                return _of_several(function, [format_typed(one, element) for one in self.listed(node)])
        return ""

    def looked_up(self, key: typed.Typed) -> str:
        """What is looked up in a table, with what it comes of."""
        key = self.chosen(key)
        shown = super().value(key) or self.of(key)
        if isinstance(key, typed.Calculation):
            return f"{self.of(key)} = {shown}"
        while isinstance(key, typed.DefinitionRef):
            key = self.chosen(self.rules.definitions[key.name].formula)
        origin = self.origin(key)
        return f"{shown} – {origin}" if origin else shown


def with_origin(value: str, origin: str) -> str:
    """„7 (zaokrąglone 6,5)”; a fraction stays in brackets of its own."""
    if not origin:
        return value
    return f"({value}) ({origin})" if "/" in value else f"{value} ({origin})"


def _of_several(function: str, values: list[str]) -> str:
    return f"{_CHOSEN[function]}: {'; '.join(values)}" if 1 < len(values) <= _MOST_LISTED else ""
