"""Whether two formulas say the same, however they are written: places, names of variables, definitions and the order
of what may be swapped do not count.

`Sameness(rules).of(formula)` gives equal numbers for formulas that mean the same. Equal numbers are a proof; different
ones are none (`2 * x` and `x + x` differ).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, fields

from dsl.model import expr as typed
from dsl.model.regulation import Components, Condition, Criterion, ForEach, Points, Rows, Rules, Table
from dsl.model.types import Fact

_SWAPPED = {">": "<", "≥": "≤"}
_EVEN = ("=", "≠")
Variables = Mapping[str, int]
_NONE: Variables = {}
_Swappable = typed.Both | typed.Either | typed.Calculation


@dataclass(slots=True)
class Sameness:
    """Shapes become small numbers, so that a definition used a hundred times costs as much as one used once."""

    rules: Rules
    _numbers: dict[Hashable, int] = field(default_factory=dict)
    _definitions: dict[str, int] = field(default_factory=dict)
    _tables: dict[str, int] = field(default_factory=dict)

    def of(self, node: typed.Typed | None, variables: Variables = _NONE) -> int:
        match node:
            case typed.DefinitionRef(name=name):
                return self._definition(name)
            case typed.Negation(value=typed.Negation(value=inner)):
                return self.of(inner, variables)
        return self._number(self._shape(node, variables))

    def of_criterion(self, criterion: Criterion) -> int:
        """What a criterion gives and under which condition; its name, words and claims do not count."""
        return self._number((self._way(criterion), self.of(criterion.limit)))

    def of_condition(self, condition: Condition) -> int:
        formulas = (condition.applies_when, condition.requires, condition.unless, condition.reserve_when)
        return self._number((condition.checked_at, *(self.of(one) for one in formulas)))

    def _way(self, criterion: Criterion) -> Hashable:
        way = criterion.way
        gate = self.of(way.condition)
        match way:
            case Points() | Rows():
                return gate, self._body(way, _NONE)
            case Components(parts=parts):
                return gate, "składniki", tuple(sorted(self.of_criterion(part) for part in parts))
            case ForEach(each=each, body=body, once_by=once_by):
                inner = _with(_NONE, each.variable)
                where = self.of(each.condition, inner)
                return gate, self.of(each.collection), where, self._body(body, inner), tuple(sorted(once_by))

    def _body(self, body: Points | Rows, variables: Variables) -> Hashable:
        if isinstance(body, Points):
            return "punkty", self.of(body.points, variables)
        rows = ((row.condition, row.points, row.several) for row in body.rows)
        return "wiersze", tuple(tuple(self.of(part, variables) for part in row) for row in rows)

    def _number(self, shape: Hashable) -> int:
        return self._numbers.setdefault(shape, len(self._numbers))

    def _shape(self, node: typed.Typed | None, variables: Variables) -> Hashable:
        match node:
            case None:
                return None
            case typed.VariableRef(name=name):
                return "zmienna", variables.get(name, name)
            case typed.TableLookup(table=name, key=key):
                return "tabela", self._table(name), self.of(key, variables)
            case typed.FactRef(scope=scope, fact=fact):
                return "dana", scope, fact.name
            case typed.Both() | typed.Either():
                return type(node).__name__, frozenset(self.of(one, variables) for one in _chained(node))
            case typed.Calculation(operator="+" | "*"):
                return node.operator, tuple(sorted(self.of(one, variables) for one in _chained(node)))
            case typed.Compare():
                return self._comparison(node, variables)
            case typed.Aggregate():
                inner = _with(variables, node.variable)
                where = self.of(node.condition, inner)
                return node.function, self.of(node.collection, variables), self.of(node.element, inner), where
        return type(node).__name__, *(self._part(getattr(node, name), variables) for name in _names(node))

    def _comparison(self, node: typed.Compare, variables: Variables) -> Hashable:
        left, right = self.of(node.left, variables), self.of(node.right, variables)
        if node.operator in _EVEN:
            return node.operator, frozenset((left, right))
        if node.operator in _SWAPPED:
            return _SWAPPED[node.operator], right, left
        return node.operator, left, right

    def _part(self, value: object, variables: Variables) -> Hashable:
        if isinstance(value, typed.Typed):
            return self.of(value, variables)
        if isinstance(value, tuple):
            return tuple(self._part(one, variables) for one in value)
        if isinstance(value, Fact):
            return value.name
        assert isinstance(value, Hashable)
        return type(value).__name__, value

    def _definition(self, name: str) -> int:
        """The number of what it stands for, worked out once: a definition never stands in a circle."""
        if name not in self._definitions:
            self._definitions[name] = self.of(self.rules.definitions[name].formula)
        return self._definitions[name]

    def _table(self, name: str) -> int:
        if name not in self._tables:
            self._tables[name] = self._number(("tabela", self._rows(self.rules.tables[name])))
        return self._tables[name]

    def _rows(self, table: Table) -> Hashable:
        rows = ((row, self.of(value)) for row, value in table.rows.items())
        listed = tuple(rows) if table.ranges else frozenset(rows)
        return listed, self.of(table.rest), self.of(table.missing)


def _names(node: typed.Typed) -> tuple[str, ...]:
    """The parts of a formula that say something; its place, and what type it is by itself, do not."""
    return tuple(one.name for one in fields(node) if one.name not in ("span", "type", "maybe"))


def _with(variables: Variables, name: str) -> Variables:
    return {**variables, name: 1 + max(variables.values(), default=-1)}


def _chained(node: _Swappable) -> list[typed.Typed]:
    """`a i b i c`, `a + b + c`: what stands between the same signs."""
    found: list[typed.Typed] = []
    waiting: list[typed.Typed] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, _Swappable) and _sign(one) == _sign(node):
            waiting += (one.left, one.right)
        else:
            found.append(one)
    return found


def _sign(node: _Swappable) -> str:
    return node.operator if isinstance(node, typed.Calculation) else type(node).__name__
