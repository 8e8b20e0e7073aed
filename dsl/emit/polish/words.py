"""Formulas in words: „0,35 × wynik egzaminu z matematyki”. With `Values`, the same formula for one candidate.

Different formulas must not read the same: what has no end of its own („suma wartości: …”) stands in brackets wherever
something follows it. Conditions are told in `conditions`, as clauses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from dsl.emit.polish.conditions import when
from dsl.emit.polish.names import fact_label as fact_label
from dsl.emit.polish.names import format_value as format_value
from dsl.emit.polish.names import unit_words, with_genitive, with_member
from dsl.emit.polish.nouns import nouns_of
from dsl.model import expr as typed
from dsl.model.regulation import Regulation, Rules
from dsl.model.types import CollectionType, MapType, NotionType
from dsl.source.nodes import readable_name
from polish.enumerations import enumerate_items
from polish.numbers import MINUS, format_number
from polish.plurals import choose

Values = Callable[[typed.Typed], Any]
"""Gives the value of a part of a formula for one candidate; raises `MissingFact` when it is not given."""

LONGEST_LIST = 8
_AGGREGATES = {
    "suma": "suma wartości",
    "średnia": "średnia wartości",
    "najwyższa": "najwyższa wartość",
    "najniższa": "najniższa wartość",
    "liczba": "liczba podanych wartości",
}
_OF_WRITTEN = {"najwyższa": "najwyższa wartość spośród", "najniższa": "najniższa wartość spośród"}
_OF_BEST = ("suma", "średnia")
_BETWEEN_DATES = {
    "dni": "liczba dni",
    "pełne_lata": "liczba pełnych lat",
    "pełne_miesiące": "liczba pełnych miesięcy",
}
_OPEN_FUNCTIONS = {
    "w_górę": "zaokrąglenie w górę do liczby całkowitej",
    "w_dół": "zaokrąglenie w dół do liczby całkowitej",
    "rok": "rok z daty",
}
_LOOSE = {"+": 1, "-": 1, "*": 2, "/": 2}
_SIGNS = {"+": "+", "-": MINUS, "*": "×", "/": ":"}
_POSITIONS = ("dana pozycja", "porównywana pozycja", "trzecia pozycja")
_POSITIONS_GENITIVE = ("danej pozycji", "porównywanej pozycji", "trzeciej pozycji")
_POSITIONS_PLURAL = ("pozycji", "porównywanych pozycji", "trzecich pozycji")
_BREAKS = re.compile(r"[,;:–]")
_PERCENT_OF_NUMBER = re.compile(r"(?<=\d)%")
_NAMES = (typed.FactRef, typed.ItemOf, typed.FieldOf, typed.DefinitionRef)
_CLOSED = (*_NAMES, typed.Constant, typed.VariableRef, typed.PointsRef, typed.TermRef, typed.Fallback)


class Words:
    """Words for the formulas of one set of rules; with `values`, what they come to for one candidate.

    `places` tells how far inside its nested lists the position of each variable stands.
    """

    def __init__(
        self,
        regulation: Regulation,
        rules: Rules,
        values: Values | None = None,
        places: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self.regulation, self.rules, self.values, self.places = regulation, rules, values, places

    def plain(self) -> Words:
        """The same without values."""
        return Words(self.regulation, self.rules, places=self.places)

    def of(self, node: typed.Typed) -> str:
        return _WORDS[type(node)](self, node)

    def part(self, node: typed.Typed) -> str:
        """What can stand beside other words: in brackets, unless its end shows."""
        node = self.chosen(node)
        text = self.of(node)
        if self.values is not None and not isinstance(node, typed.Calculation | typed.Minus):
            return text
        if isinstance(node, _NAMES) and _BREAKS.search(text):
            return f"„{text}”"
        closed = isinstance(node, _CLOSED) or (isinstance(node, typed.FunctionCall) and node.function in _BETWEEN_DATES)
        return text if closed else f"({text})"

    def side(self, node: typed.Typed) -> str:
        """A side of a comparison or a case of „jeżeli”: a calculation needs no brackets there."""
        node = self.chosen(node)
        return self.of(node) if isinstance(node, typed.Calculation | typed.Minus) or ends(node) else self.part(node)

    def chosen(self, node: typed.Typed) -> typed.Typed:
        """With values, the case that holds."""
        while self.values is not None:
            if isinstance(node, typed.If):
                node = node.then if self.values(node.condition) else node.otherwise
            elif isinstance(node, typed.Fallback):
                node = node.value if self.values(node.value) is not None else node.fallback
            else:
                break
        return node

    # -- leaves -------------------------------------------------------------------------------------------------------

    def value(self, node: typed.Typed) -> str | None:
        """The candidate's value of this part, or None when only words are wanted."""
        if self.values is None:
            return None
        found = self.values(node)
        return "brak" if found is None else format_value(found, node)

    def constant(self, node: typed.Constant) -> str:
        if node.left_to:
            return f"liczba, którą ustala {node.left_to}"
        if isinstance(node.value, Fraction):
            return format_number(node.value) + unit_words(node.unit)
        if isinstance(node.value, str) and not isinstance(node.type, NotionType):
            return f"„{node.value}”"
        return format_value(node.value, node)

    def fact(self, node: typed.FactRef) -> str:
        return self.value(node) or self.place_on_list(node) or fact_label(node.fact)

    def place_on_list(self, node: typed.FactRef) -> str:
        """Of the facts that every pair has, by what a regulation calls schools and branches."""
        nouns = nouns_of(self.regulation)
        called = {"pozycja": nouns.branches, "pozycja_szkoły": nouns.schools}.get(node.fact.name)
        return f"pozycja {called.genitive} na liście" if called is not None and node.scope == "wybór" else ""

    def item(self, node: typed.ItemOf) -> str:
        shown = self.value(node)
        if shown is not None:
            return shown
        assert isinstance(node.base.type, MapType)
        match node.key:
            case typed.Constant(value=member):
                return with_member(node.base.fact, node.base.type.key, str(member))
            case typed.VariableRef():
                return with_genitive(node.base.fact, self.of_position(node.key))
        return f"{fact_label(node.base.fact)} ({self.of(node.key)})"

    def field(self, node: typed.FieldOf) -> str:
        shown = self.value(node)
        if shown is not None:
            return shown
        whose = f" {self.of_position(node.base)}" if self.places.get(node.base.name) else ""
        return fact_label(node.fact) + whose

    def variable(self, node: typed.VariableRef) -> str:
        return self.value(node) or _POSITIONS[self.place(node)]

    def of_position(self, node: typed.VariableRef) -> str:
        return _POSITIONS_GENITIVE[self.place(node)]

    def place(self, node: typed.VariableRef) -> int:
        return min(self.places.get(node.name, 0), len(_POSITIONS) - 1)

    def definition(self, node: typed.DefinitionRef) -> str:
        definition = self.rules.definitions[node.name]
        return self.value(node) or definition.notes.label or readable_name(node.name)

    def lookup(self, node: typed.TableLookup) -> str:
        if self.values is not None:
            return f"{self.value(node)} ({self.of(node.key)})"
        table = self.rules.tables[node.table]
        return f"wartość z tabeli „{table.notes.label or readable_name(node.table)}” dla: {self.of(node.key)}"

    def points(self, node: typed.PointsRef) -> str:
        shown = self.value(node)
        if shown is not None:
            return shown
        if node.path == typed.TOTAL:
            return "suma punktów"
        steps = [self.rules.criterion(node.path[:depth]) for depth in range(1, len(node.path) + 1)]
        return f"punkty za kryterium „{' – '.join(one.notes.label for one in steps if one is not None)}”"

    def term(self, node: typed.TermRef) -> str:
        activity = self.regulation.timetable[node.event].activity
        return f"{activity} w postępowaniu uzupełniającym" if node.phase == "uzupełniające" else activity

    # -- collections --------------------------------------------------------------------------------------------------

    def collection(self, node: typed.Typed) -> str:
        return enumerate_items(list(self.items(node)))

    def items(self, node: typed.Typed) -> Iterator[str]:
        """What a list names, one by one."""
        match node:
            case typed.Joined(left=left, right=right):
                yield from self.items(left)
                yield from self.items(right)
            case typed.ListOf(items=items):
                yield from (self.side(item) for item in items)
            case typed.NotionMembers(members=members) if len(members) <= LONGEST_LIST:
                assert isinstance(node.type, CollectionType)
                assert isinstance(node.type.item, NotionType)
                yield from map(node.type.item.notion.label, members)
            case typed.NotionMembers():
                yield f"wszystkie wymienione w wykazie „{self.notion(node)}”"
            case typed.FactRef(scope="oddział"):
                yield f"{self.of(node)} {nouns_of(self.regulation).branch.of_one}"
            case _:
                yield self.of(node)

    def notion(self, node: typed.NotionMembers) -> str:
        assert isinstance(node.type, CollectionType)
        assert isinstance(node.type.item, NotionType)
        return readable_name(node.type.item.notion.name)

    # -- choices ------------------------------------------------------------------------------------------------------

    def conditional(self, node: typed.If) -> str:
        if self.values is not None:
            return self.of(self.chosen(node))
        return self.cases(node, self.side)

    def cases(self, node: typed.If, amount: Callable[[typed.Typed], str], *, rest: bool = True) -> str:
        """„jeżeli A – 3; w przeciwnym razie, jeżeli B – 2; w pozostałych przypadkach – 1”."""
        told = []
        left: typed.Typed = node
        while isinstance(left, typed.If):
            case = amount(left.then)
            told.append(f"jeżeli {when(self, left.condition)} – {f'({case})' if is_if(left.then) else case}")
            left = left.otherwise
        text = "; w przeciwnym razie, ".join(told)
        return f"{text}; w pozostałych przypadkach – {amount(left)}" if rest else text

    def fallback(self, node: typed.Fallback) -> str:
        if self.values is not None:
            return self.of(self.chosen(node))
        value = self.of(node.value) if ends(node.value) else self.part(node.value)
        return f"{value} (w razie braku: {self.of(node.fallback)})"

    def statement(self, node: typed.Typed) -> str:
        return when(self, node)

    # -- numbers ------------------------------------------------------------------------------------------------------

    def calculation(self, node: typed.Calculation) -> str:
        left, right = self.operand(node.left, node.operator, False), self.operand(node.right, node.operator, True)
        told = f"{left} {_SIGNS[node.operator]} {right}"
        is_worked_out = self.values is not None and node.operator == "*"
        return _PERCENT_OF_NUMBER.sub("", told) if is_worked_out else told  # percents are multiplied as numbers

    def operand(self, node: typed.Typed, operator: str, right: bool) -> str:
        node = self.chosen(node)
        text = self.part(node)
        if isinstance(node, typed.Calculation):
            inner, outer = _LOOSE[node.operator], _LOOSE[operator]
            needed = inner < outer or (right and inner == outer and operator in "-/")
            return f"({self.of(node)})" if needed else self.of(node)
        if isinstance(node, typed.Minus):
            return f"({self.of(node)})" if right else self.of(node)
        unclear = text.startswith(MINUS) and right
        is_fraction = self.values is not None and "/" in text and text[-1].isdigit()
        return f"({text})" if unclear or (is_fraction and operator in "*/") else text

    def minus(self, node: typed.Minus) -> str:
        value = self.chosen(node.value)
        tight = isinstance(value, typed.Calculation) and _LOOSE[value.operator] > 1
        text = self.of(value) if tight else self.part(value)
        return f"{MINUS}({text})" if text.startswith(MINUS) else f"{MINUS}{text}"

    def aggregate(self, node: typed.Aggregate) -> str:
        shown = self.value(node)
        if shown is not None:
            return shown
        if node.function not in _AGGREGATES:
            return when(self, node)
        if takes_itself(node) and isinstance(node.collection, typed.BestOf) and node.condition is None:
            if self.values is None and node.function in _OF_BEST:
                return f"{node.function} {self.of_best(node.collection)}"
            return f"{_AGGREGATES[node.function]}: {self.of(node.collection)}"
        if takes_itself(node):
            what = "liczba pozycji" if node.function == "liczba" else f"{_AGGREGATES[node.function]} spośród"
            return f"{what}: {self.chosen_from(node)}"
        return f"{_AGGREGATES[node.function]}: {self.each(node)}"

    def each(self, node: typed.Aggregate) -> str:
        """„wynik egzaminu z danej pozycji (dla każdej z pozycji: fizyka i chemia, jeżeli …)”."""
        inner = self.inside(node)
        condition = f", jeżeli {when(inner, node.condition)}" if node.condition is not None else ""
        listed = self.collection(node.collection)
        return f"{inner.side(node.element)} (dla każdej z {self.among(node)}: {listed}{condition})"

    def chosen_from(self, node: typed.Aggregate) -> str:
        """„osiągnięcia kandydata (liczą się te, dla których …)”."""
        inner = self.inside(node)
        counted = f" (liczą się te, dla których {when(inner, node.condition)})" if node.condition is not None else ""
        return f"{self.collection(node.collection)}{counted}"

    def among(self, node: typed.Aggregate) -> str:
        """What the positions of a list are called where it stands in another list."""
        return _POSITIONS_PLURAL[min(len(free_variables(node)), len(_POSITIONS_PLURAL) - 1)]

    def inside(self, node: typed.Aggregate) -> Words:
        """The words for what is told of each position of the list."""
        others = free_variables(node)
        return Words(self.regulation, self.rules, places={**self.places, node.variable: len(others)})

    def aggregate_of(self, node: typed.AggregateOf) -> str:
        shown = self.value(node)
        if shown is not None:
            return shown
        if node.function not in _AGGREGATES:
            return when(self, node)
        what = _OF_WRITTEN.get(node.function, _AGGREGATES[node.function])
        return f"{what}: {enumerate_items([self.side(item) for item in node.items])}"

    def best(self, node: typed.BestOf) -> str:
        shown = self.value(node)
        if shown is not None:
            return shown
        is_highest = node.chosen.function == "najwyższa"
        which = choose(
            node.count,
            one="najwyższa wartość" if is_highest else "najniższa wartość",
            few="najwyższe wartości" if is_highest else "najniższe wartości",
            many="najwyższych wartości" if is_highest else "najniższych wartości",
        )
        return f"{node.count} {which} spośród: {self.choice(node.chosen)}"

    def of_best(self, node: typed.BestOf) -> str:
        """„2 najwyższych wartości spośród: …”, after „suma” or „średnia”."""
        which = "najwyższ" if node.chosen.function == "najwyższa" else "najniższ"
        return f"{node.count} {which}{'ej' if node.count == 1 else 'ych'} wartości spośród: {self.choice(node.chosen)}"

    def choice(self, node: typed.Aggregate | typed.AggregateOf) -> str:
        if isinstance(node, typed.AggregateOf):
            return enumerate_items([self.side(item) for item in node.items])
        return self.chosen_from(node) if takes_itself(node) else self.each(node)

    def function(self, node: typed.FunctionCall) -> str:
        shown = self.value(node)
        if shown is not None:
            return shown
        first = node.arguments[0]
        if node.function in _BETWEEN_DATES:
            return f"{_BETWEEN_DATES[node.function]} (od: {self.of(first)}; do: {self.of(node.arguments[1])})"
        if node.function == "zaokrąglij":
            return f"zaokrąglenie do {rounded_to(node)} (połówkę zaokrągla się w górę): {self.of(first)}"
        return f"{_OPEN_FUNCTIONS[node.function]}: {self.of(first)}"


_WORDS: dict[type[typed.Typed], Callable[..., str]] = {
    typed.Constant: Words.constant,
    typed.FactRef: Words.fact,
    typed.ItemOf: Words.item,
    typed.FieldOf: Words.field,
    typed.VariableRef: Words.variable,
    typed.DefinitionRef: Words.definition,
    typed.TableLookup: Words.lookup,
    typed.PointsRef: Words.points,
    typed.TermRef: Words.term,
    typed.NotionMembers: Words.collection,
    typed.ListOf: Words.collection,
    typed.Joined: Words.collection,
    typed.If: Words.conditional,
    typed.Fallback: Words.fallback,
    typed.Both: Words.statement,
    typed.Either: Words.statement,
    typed.Negation: Words.statement,
    typed.Compare: Words.statement,
    typed.Member: Words.statement,
    typed.InRange: Words.statement,
    typed.InTerm: Words.statement,
    typed.IsGiven: Words.statement,
    typed.Calculation: Words.calculation,
    typed.Minus: Words.minus,
    typed.Aggregate: Words.aggregate,
    typed.AggregateOf: Words.aggregate_of,
    typed.BestOf: Words.best,
    typed.FunctionCall: Words.function,
}


def is_if(node: typed.Typed) -> bool:
    return isinstance(node, typed.If)


def takes_itself(node: typed.Aggregate) -> bool:
    """`najwyższa(lista)`: the elements, not something of each of them."""
    return isinstance(node.element, typed.VariableRef) and node.element.name == node.variable


def ends(node: typed.Typed) -> bool:
    """„suma wartości: … (dla każdej z pozycji: …)”: the brackets show where it ends."""
    return isinstance(node, typed.Aggregate) and not takes_itself(node) and node.function in _AGGREGATES


def rounded_to(node: typed.FunctionCall) -> str:
    """„2 miejsc po przecinku”."""
    digits = node.arguments[1] if len(node.arguments) > 1 else None
    if not isinstance(digits, typed.Constant) or not isinstance(digits.value, Fraction) or digits.value == 0:
        return "liczby całkowitej"
    return f"{format_number(digits.value)} {'miejsca' if digits.value == 1 else 'miejsc'} po przecinku"


def free_variables(node: typed.Typed) -> frozenset[str]:
    """The variables of the lists around that a formula speaks of."""
    if isinstance(node, typed.VariableRef):
        return frozenset({node.name})
    found = frozenset(name for child in node.children() for name in free_variables(child))
    return found - {node.variable} if isinstance(node, typed.Aggregate) else found
