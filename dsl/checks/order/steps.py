"""Which values a rule can give in one branch: a few known ones, or all that lie a step apart.

Finer than bounds where it matters how little two candidates can differ. Always includes every value there can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from itertools import pairwise, product
from math import gcd

from dsl.checks.proofs.bounds import Bounds
from dsl.model import expr as typed
from dsl.model.regulation import Components, Criterion, ForEach, Points, Row, Rows
from dsl.model.types import DateType, MapType, NumberType, Type

MOST_KNOWN = 400
_MOST_PAIRS = 20_000


@dataclass(frozen=True, slots=True)
class Values:
    """Each is `base` and a number of `step`s (None: nothing is known); `known` are all of them, where they are few."""

    base: Fraction = Fraction(0)
    step: Fraction | None = None
    known: frozenset[Fraction] | None = None

    @property
    def least_difference(self) -> Fraction | None:
        """By how much two different values differ at least; 0 where they never differ, None where it is not known."""
        if self.known is None:
            return self.step
        ordered = sorted(self.known)
        return min((high - low for low, high in pairwise(ordered)), default=Fraction(0))


ANYTHING = Values()


def _common(one: Fraction, other: Fraction) -> Fraction:
    """The greatest number that both are multiples of."""
    denominator = one.denominator * other.denominator
    return Fraction(gcd(int(one * denominator), int(other * denominator)), denominator)


def only(values: Iterable[Fraction]) -> Values:
    """These and no others; too many are kept as steps."""
    known = frozenset(values)
    base = min(known)
    step = reduce(_common, (value - base for value in known), Fraction(0))
    return Values(base, step, known if len(known) <= MOST_KNOWN else None)


NOTHING = only([Fraction(0)])


def either(one: Values, other: Values) -> Values:
    if one.known is not None and other.known is not None:
        return only(one.known | other.known)
    if one.step is None or other.step is None:
        return ANYTHING
    return Values(one.base, _common(_common(one.step, other.step), one.base - other.base))


def added(one: Values, other: Values) -> Values:
    found = _of_pairs(one, other, lambda left, right: left + right)
    if found is not None or one.step is None or other.step is None:
        return found or ANYTHING
    return Values(one.base + other.base, _common(one.step, other.step))


def multiplied(one: Values, other: Values) -> Values:
    found = _of_pairs(one, other, lambda left, right: left * right)
    if found is not None or one.step is None or other.step is None:
        return found or ANYTHING
    steps = _common(_common(one.base * other.step, other.base * one.step), one.step * other.step)
    return Values(one.base * other.base, steps)


def at_most(one: Values, limit: Values) -> Values:
    return _of_pairs(one, limit, min) or either(one, limit)


def any_number_of(one: Values) -> Values:
    """The sum of none, one or more of such values."""
    return ANYTHING if one.step is None else Values(Fraction(0), _common(one.base, one.step))


def _of_pairs(one: Values, other: Values, of: Callable[[Fraction, Fraction], Fraction]) -> Values | None:
    if one.known is None or other.known is None or len(one.known) * len(other.known) > _MOST_PAIRS:
        return None
    found = only(of(left, right) for left, right in product(one.known, other.known))
    return found if found.known is not None else None


@dataclass(slots=True)
class Steps:
    """Walks a rule as `Bounds` does, which knows what is true in the branch."""

    bounds: Bounds
    _criteria: dict[tuple[str, ...], Values] = field(default_factory=dict)
    _definitions: dict[str, Values] = field(default_factory=dict)

    def of_sum(self, criteria: Iterable[Criterion]) -> Values:
        return reduce(added, (self.of_criterion(one) for one in criteria), NOTHING)

    def of_criterion(self, criterion: Criterion) -> Values:
        if criterion.path not in self._criteria:
            found = self._before_limit(criterion)
            limited = found if criterion.limit is None else at_most(found, self.of(criterion.limit))
            self._criteria[criterion.path] = limited
        return self._criteria[criterion.path]

    def _before_limit(self, criterion: Criterion) -> Values:
        way = criterion.way
        gate = True if way.condition is None else self.bounds.truth(way.condition)
        if gate is False:
            return NOTHING
        match way:
            case Points():
                found = self.of(way.points)
            case Rows():
                found = self._of_rows(way.rows)
            case Components(parts=parts):
                found = self.of_sum(parts)
            case ForEach():
                found = self._of_each(way)
        return found if gate else either(found, NOTHING)

    def _of_rows(self, rows: Iterable[Row]) -> Values:
        found: list[Values] = []
        for row in rows:
            holds = True if row.condition is None else self.bounds.truth(row.condition)
            if holds is not False:
                found.append(self.of(row.points))
            if holds:
                return reduce(either, found)
        return reduce(either, found, NOTHING)

    def _of_each(self, way: ForEach) -> Values:
        """Any number of the points there are, for one alone or for several together."""
        body = way.body
        given = [body.points] if isinstance(body, Points) else [row.points for row in body.rows]
        together = [] if isinstance(body, Points) else [row.several for row in body.rows if row.several is not None]
        return any_number_of(reduce(either, map(self.of, [*given, *together]), NOTHING))

    def of(self, node: typed.Typed) -> Values:
        match node:
            case typed.Constant(value=Fraction() as value):
                return only([value])
            case typed.FactRef(scope="oddział", fact=fact) if isinstance(node.type, NumberType):
                known = self.bounds.branch.facts.get(fact.name)
                return only([Fraction(known)]) if known is not None else _declared(node.type)
            case typed.DefinitionRef(name=name):
                return self._of_definition(name)
            case typed.PointsRef(path=path):
                return self._of_points(path)
            case typed.TableLookup(table=name):
                table = self.bounds.branch.rules.tables[name]
                rows = (*table.rows.values(), *(one for one in (table.rest, table.missing) if one is not None))
                return reduce(either, map(self.of, rows), NOTHING)
            case typed.If(condition=condition, then=then, otherwise=otherwise):
                holds = self.bounds.truth(condition)
                if holds is None:
                    return either(self.of(then), self.of(otherwise))
                return self.of(then if holds else otherwise)
            case typed.Fallback(value=value, fallback=fallback):
                return either(self.of(value), self.of(fallback))
            case typed.Calculation():
                return self._calculated(node)
            case typed.Minus(value=value):
                return multiplied(only([Fraction(-1)]), self.of(value))
            case typed.Aggregate() | typed.AggregateOf():
                return self._aggregated(node)
            case typed.FunctionCall(function=name, arguments=arguments):
                return _called(name, arguments)
        return _declared(node.type)

    def _of_definition(self, name: str) -> Values:
        if name not in self._definitions:
            self._definitions[name] = self.of(self.bounds.branch.rules.definitions[name].formula)
        return self._definitions[name]

    def _of_points(self, path: tuple[str, ...]) -> Values:
        rules = self.bounds.branch.rules
        paths = [(name,) for name in rules.total] if path == typed.TOTAL else [path]
        return self.of_sum(one for one in map(rules.criterion, paths) if one is not None)

    def _calculated(self, node: typed.Calculation) -> Values:
        left, right = self.of(node.left), self.of(node.right)
        match node.operator:
            case "+":
                return added(left, right)
            case "-":
                return added(left, multiplied(only([Fraction(-1)]), right))
            case "*":
                return multiplied(left, right)
        divisors = right.known
        if divisors is None or 0 in divisors:
            return ANYTHING
        return multiplied(left, only(1 / value for value in divisors))

    def _aggregated(self, node: typed.Aggregate | typed.AggregateOf) -> Values:
        if node.function == "liczba":
            return Values(Fraction(0), Fraction(1))
        if node.function == "średnia":
            return ANYTHING
        if isinstance(node, typed.AggregateOf):
            found = [either(self.of(item), NOTHING) if item.maybe else self.of(item) for item in node.items]
        else:
            found = [self.of(node.element)]
        if node.function == "suma":
            if isinstance(node, typed.Aggregate):
                return any_number_of(found[0])
            return reduce(added, found, NOTHING)
        return reduce(either, found)


def _called(name: str, arguments: tuple[typed.Typed, ...]) -> Values:
    digits = arguments[1].value if len(arguments) > 1 and isinstance(arguments[1], typed.Constant) else 0
    match name:
        case "zaokrąglij" if isinstance(digits, Fraction | int):
            return Values(Fraction(0), 1 / Fraction(10) ** int(digits))
        case "zaokrąglij":
            return ANYTHING
    return Values(Fraction(0), Fraction(1))


def _declared(type_: Type) -> Values:
    """Days and seconds are whole, too."""
    inner = type_.value if isinstance(type_, MapType) else type_
    if isinstance(inner, DateType):
        return Values(Fraction(0), Fraction(1))
    if not isinstance(inner, NumberType) or not inner.integer:
        return ANYTHING
    if inner.low is None or inner.high is None or inner.high - inner.low >= MOST_KNOWN:
        return Values(Fraction(0), Fraction(1))
    return only(Fraction(number) for number in range(int(inner.low), int(inner.high) + 1))
