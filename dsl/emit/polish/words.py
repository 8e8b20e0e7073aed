"""Formulas in words: „0,35 × wynik egzaminu z matematyki”. With `Values`, the same formula for one candidate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from dsl.model import expr as typed
from dsl.model.regulation import Regulation, Rules
from dsl.model.types import CollectionType, Fact, MapType, Notion, NotionType, NumberType, RecordType
from dsl.source.nodes import readable_name
from polish.dates import format_date, format_moment
from polish.enumerations import enumerate_items
from polish.numbers import format_number

Values = Callable[[typed.Typed], Any]
"""Gives the value of a part of a formula for one candidate; raises `MissingFact` when it is not given."""

_COMPARISON = {
    "=": "równa się",
    "≠": "inne niż",
    "<": "mniej niż",
    "≤": "najwyżej",
    ">": "więcej niż",
    "≥": "co najmniej",
}
_AGGREGATES = {
    "suma": "suma",
    "średnia": "średnia",
    "najwyższa": "najwyższa wartość",
    "najniższa": "najniższa wartość",
    "liczba": "liczba",
    "któryś": "co najmniej jedna pozycja spełnia",
    "każdy": "każda pozycja spełnia",
}
_FUNCTIONS = {
    "zaokrąglij": "zaokrąglenie",
    "w_górę": "zaokrąglenie w górę",
    "w_dół": "zaokrąglenie w dół",
    "rok": "rok z daty",
    "dni": "liczba dni",
    "pełne_lata": "liczba pełnych lat",
    "pełne_miesiące": "liczba pełnych miesięcy",
}
_LOOSE = {"+": 1, "-": 1, "*": 2, "/": 2}


class Words:
    """Words for the formulas of one set of rules; with `values`, what they come to for one candidate."""

    def __init__(self, regulation: Regulation, rules: Rules, values: Values | None = None) -> None:
        self.regulation, self.rules, self.values = regulation, rules, values

    def of(self, node: typed.Typed) -> str:
        return _WORDS[type(node)](self, node)

    # -- leaves -------------------------------------------------------------------------------------------------------

    def value(self, node: typed.Typed) -> str | None:
        """The candidate's value of this part, or None when only words are wanted."""
        if self.values is None:
            return None
        found = self.values(node)
        return "brak" if found is None else format_value(found, node)

    def constant(self, node: typed.Constant) -> str:
        if isinstance(node.value, Fraction) and node.unit == "%":
            return format_number(node.value) + "%"
        if isinstance(node.value, Fraction) and node.unit:
            return f"{format_number(node.value)} {node.unit}"
        return format_value(node.value, node)

    def fact(self, node: typed.FactRef) -> str:
        return self.value(node) or fact_label(node.fact)

    def item(self, node: typed.ItemOf) -> str:
        shown = self.value(node)
        if shown is not None:
            return shown
        assert isinstance(node.base.type, MapType)
        label = fact_label(node.base.fact)
        if isinstance(node.key, typed.Constant):
            return with_member(label, node.base.type.key, str(node.key.value))
        return f"{label} – {self.of(node.key)}"

    def field(self, node: typed.FieldOf) -> str:
        return self.value(node) or fact_label(node.fact)

    def variable(self, node: typed.VariableRef) -> str:
        return self.value(node) or _variable_words(node)

    def definition(self, node: typed.DefinitionRef) -> str:
        definition = self.rules.definitions[node.name]
        return self.value(node) or definition.notes.label or readable_name(node.name)

    def lookup(self, node: typed.TableLookup) -> str:
        key = self.of(node.key)
        if self.values is not None:
            return f"{self.value(node)} ({key})"
        table = self.rules.tables[node.table]
        return f"{table.notes.label or readable_name(node.table)} (tabela): {key}"

    def points(self, node: typed.PointsRef) -> str:
        shown = self.value(node)
        if shown is not None:
            return shown
        if node.path == typed.TOTAL:
            return "suma punktów"
        criterion = self.rules.criterion(node.path)
        return f"punkty za: {criterion.notes.label if criterion else node.path[-1]}"

    def term(self, node: typed.TermRef) -> str:
        return self.regulation.timetable[node.event].activity

    def members(self, node: typed.NotionMembers) -> str:
        assert isinstance(node.type, CollectionType)
        assert isinstance(node.type.item, NotionType)
        return readable_name(node.type.item.notion.name)

    def list(self, node: typed.ListOf) -> str:
        return enumerate_items([self.of(item) for item in node.items])

    def joined(self, node: typed.Joined) -> str:
        return f"{self.of(node.left)} oraz {self.of(node.right)}"

    # -- logic --------------------------------------------------------------------------------------------------------

    def conditional(self, node: typed.If) -> str:
        if self.values is not None:
            return self.of(node.then if self.values(node.condition) else node.otherwise)
        condition, then = self.of(node.condition), self.of(node.then)
        return f"jeżeli {condition}: {then}; w pozostałych przypadkach: {self.of(node.otherwise)}"

    def fallback(self, node: typed.Fallback) -> str:
        if self.values is not None:
            return self.of(node.value if self.values(node.value) is not None else node.fallback)
        return f"{self.of(node.value)} (a gdy go brak: {self.of(node.fallback)})"

    def both(self, node: typed.Both) -> str:
        return f"{self.of(node.left)} oraz {self.of(node.right)}"

    def either(self, node: typed.Either) -> str:
        return f"{self.of(node.left)} lub {self.of(node.right)}"

    def negation(self, node: typed.Negation) -> str:
        return f"nie zachodzi: {self.of(node.value)}"

    def compare(self, node: typed.Compare) -> str:
        left, right = self.of(node.left), self.of(node.right)
        if node.operator == "=" and isinstance(node.right.type, NotionType):
            return f"{left}: {right}"
        return f"{left} {_COMPARISON[node.operator]} {right}"

    def member(self, node: typed.Member) -> str:
        if isinstance(node.collection, typed.FactRef):
            return f"{fact_label(node.collection.fact)}: {self.of(node.item)}"
        if isinstance(node.collection, typed.ListOf):
            options = [self.of(item) for item in node.collection.items]
            return f"{self.of(node.item)}: {enumerate_items(options, 'albo')}"
        return f"{self.of(node.item)} należy do: {self.of(node.collection)}"

    def in_range(self, node: typed.InRange) -> str:
        return f"{self.of(node.value)} od {self.of(node.low)} do {self.of(node.high)}"

    def in_term(self, node: typed.InTerm) -> str:
        return f"{self.of(node.value)} przypada w terminie: {self.term(node.term)}"

    def is_given(self, node: typed.IsGiven) -> str:
        plain = Words(self.regulation, self.rules)
        return f"podano: {plain.of(node.value)}"

    # -- numbers ------------------------------------------------------------------------------------------------------

    def calculation(self, node: typed.Calculation) -> str:
        sign = {"*": "×", "-": "−"}.get(node.operator, node.operator)
        return f"{self.operand(node.left, node, False)} {sign} {self.operand(node.right, node, True)}"

    def operand(self, node: typed.Typed, parent: typed.Calculation, right: bool) -> str:
        text = self.of(node)
        if not isinstance(node, typed.Calculation):
            return f"({text})" if isinstance(node, typed.If | typed.Fallback) and self.values is None else text
        inner, outer = _LOOSE[node.operator], _LOOSE[parent.operator]
        needed = inner < outer or (right and inner == outer and parent.operator in "-/")
        return f"({text})" if needed else text

    def minus(self, node: typed.Minus) -> str:
        return f"−{self.of(node.value)}"

    def aggregate(self, node: typed.Aggregate) -> str:
        shown = self.value(node)
        if shown is not None:
            return shown
        words = _AGGREGATES[node.function]
        if isinstance(node.element, typed.VariableRef) and isinstance(node.collection, typed.BestOf):
            return f"{words}: {self.of(node.collection)}"
        inner = Words(self.regulation, self.rules)
        condition = f", które spełniają warunek: {inner.of(node.condition)}" if node.condition is not None else ""
        if node.function == "liczba":
            return f"liczba pozycji: {inner.of(node.collection)}{condition}"
        return f"{words}: {inner.of(node.element)} (dla każdej z pozycji: {inner.of(node.collection)}{condition})"

    def aggregate_of(self, node: typed.AggregateOf) -> str:
        items = enumerate_items([self.of(item) for item in node.items])
        return f"{_AGGREGATES[node.function]} spośród: {items}"

    def best(self, node: typed.BestOf) -> str:
        shown = self.value(node)
        if shown is not None:
            return shown
        side = "najwyższych" if node.chosen.function == "najwyższa" else "najniższych"
        one = "najwyższa" if node.chosen.function == "najwyższa" else "najniższa"
        which = one if node.count == 1 else f"{node.count} z {side}"
        return f"{which} spośród: {self.choice(node.chosen)}"

    def choice(self, node: typed.Aggregate | typed.AggregateOf) -> str:
        if isinstance(node, typed.AggregateOf):
            return enumerate_items([self.of(item) for item in node.items])
        condition = f", które spełniają warunek: {self.of(node.condition)}" if node.condition is not None else ""
        if isinstance(node.element, typed.VariableRef):
            return f"{self.of(node.collection)}{condition}"
        return f"{self.of(node.element)} (dla każdej z pozycji: {self.of(node.collection)}{condition})"

    def function(self, node: typed.FunctionCall) -> str:
        shown = self.value(node)
        if shown is not None:
            return shown
        arguments = "; ".join(self.of(argument) for argument in node.arguments)
        return f"{_FUNCTIONS[node.function]} ({arguments})"


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
    typed.NotionMembers: Words.members,
    typed.ListOf: Words.list,
    typed.Joined: Words.joined,
    typed.If: Words.conditional,
    typed.Fallback: Words.fallback,
    typed.Both: Words.both,
    typed.Either: Words.either,
    typed.Negation: Words.negation,
    typed.Compare: Words.compare,
    typed.Member: Words.member,
    typed.InRange: Words.in_range,
    typed.InTerm: Words.in_term,
    typed.IsGiven: Words.is_given,
    typed.Calculation: Words.calculation,
    typed.Minus: Words.minus,
    typed.Aggregate: Words.aggregate,
    typed.AggregateOf: Words.aggregate_of,
    typed.BestOf: Words.best,
    typed.FunctionCall: Words.function,
}


def fact_label(fact: Fact) -> str:
    return fact.label or readable_name(fact.name)


def with_member(label: str, notion: Notion, member: str) -> str:
    """„wynik egzaminu z matematyki”: the genitive of `pojęcia` after „z”, a plain name after a dash."""
    genitive = notion.members.get(member, "")
    if genitive and genitive != readable_name(member):
        return f"{label} z {genitive}"
    return f"{label} – {notion.label(member)}"


def format_value(value: Any, node: typed.Typed) -> str:
    """A run-time value as a person reads it."""
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, int | Fraction):
        percent = isinstance(node.type, NumberType) and node.type.unit == "%"
        return format_number(value) + ("%" if percent else "")
    if isinstance(value, datetime):
        return format_moment(value, value.time())
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, str) and isinstance(node.type, NotionType):
        return node.type.notion.label(value)
    if isinstance(value, frozenset | tuple):
        return _format_collection(value, node)
    return str(value)


def _format_collection(value: frozenset[Any] | tuple[Any, ...], node: typed.Typed) -> str:
    if not value:
        return "brak"
    item = node.type.item if isinstance(node.type, CollectionType) else None
    if isinstance(item, NotionType):
        return enumerate_items([item.notion.label(one) for one in item.notion.members if one in value])
    return f"{len(value)} poz."


def _variable_words(node: typed.VariableRef) -> str:
    if isinstance(node.type, NotionType):
        return f"dany {readable_name(node.type.notion.subset_of or node.type.notion.name)}"
    if isinstance(node.type, RecordType):
        return f"pozycja: {readable_name(node.type.name)}"
    return readable_name(node.name)
