"""Bounds of what a rule can give in one branch, for every candidate there can be: true, though not always narrow.

Walks the typed model like the evaluator, with intervals in place of values and three truths in place of two. The
branch's own facts are known, the candidate's are whatever their declarations allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from dsl.decode.intervals import ANY, Interval, added, either, multiplied, negated
from dsl.emit import runtime
from dsl.emit.evaluate import in_order, ranked
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Components, Criterion, ForEach, Points, Row, Rows
from dsl.model.types import CollectionType, Fact, MapType, NotionType, NumberType, TextType, TruthType, Type

ZERO_POINTS = Fraction(0)
ZERO = Interval(ZERO_POINTS, ZERO_POINTS)
_MOST_LISTED = 1000
_MOST_TURNS = 500  # of loops within loops; beyond, one element stands for all of an inner loop
_UNKNOWN = object()
Variables = Mapping[str, Any]
_NONE: Variables = {}


@dataclass(frozen=True, slots=True)
class Elements:
    """What a formula goes through: each value (or `_UNKNOWN`) with whether it is there for sure; `more`: any number."""

    known: tuple[tuple[Any, bool], ...] = ()
    more: bool = False


@dataclass(slots=True)
class Bounds:
    """`of_any_branch`: the branch's own facts count as unknown too, so that what is said holds for every branch there
    could be with these rules."""

    branch: Branch
    of_any_branch: bool = False
    _criteria: dict[tuple[str, ...], Interval] = field(default_factory=dict)
    _definitions: dict[str, Interval] = field(default_factory=dict)
    _truths: dict[str, bool | None] = field(default_factory=dict)
    _turns: int = 1  # of the loops around what is looked at

    def knows(self, fact: Fact) -> bool:
        return fact.name in self.branch.facts and not self.of_any_branch

    # -- criteria -----------------------------------------------------------------------------------------------------

    def of_sum(self, criteria: Iterable[Criterion]) -> Interval:
        total = ZERO
        for criterion in criteria:
            total = added(total, self.of_criterion(criterion))
        return total

    def of_total(self) -> Interval:
        found = (self.branch.rules.criterion((name,)) for name in self.branch.rules.total)
        return self.of_sum(one for one in found if one is not None)

    def of_criterion(self, criterion: Criterion) -> Interval:
        if criterion.path not in self._criteria:
            found = self.before_limit(criterion)
            if criterion.limit is not None:
                found = _at_most(found, self.of(criterion.limit))
            self._criteria[criterion.path] = found
        return self._criteria[criterion.path]

    def before_limit(self, criterion: Criterion) -> Interval:
        way = criterion.way
        gate = True if way.condition is None else self.truth(way.condition)
        if gate is False:
            return ZERO
        match way:
            case Points():
                found = self.of(way.points)
            case Rows():
                found = self.of_rows(way.rows, _NONE)
            case Components(parts=parts):
                found = self.of_sum(parts)
            case ForEach():
                found = self.of_each(way)
        return found if gate else either(found, ZERO)

    def of_rows(self, rows: tuple[Row, ...], variables: Variables) -> Interval:
        found: Interval | None = None
        for row in rows:
            holds = True if row.condition is None else self.truth(row.condition, variables)
            if holds is False:
                continue
            points = self.of(row.points, variables)
            found = points if found is None else either(found, points)
            if holds:
                return found
        return ZERO if found is None else either(found, ZERO)

    def of_each(self, way: ForEach) -> Interval:
        elements = self.elements(way.each.collection, _NONE)
        parts = [self.of_element(way, value, is_sure and not way.once_by) for value, is_sure in elements.known]
        total = _of_some(parts, _most_given(way.each.collection))
        if elements.more:
            total = added(total, _without_end(self.of_element(way, _UNKNOWN, False)))
        if isinstance(way.body, Rows):
            total = self.with_several(way.body.rows, total)
        return total

    def with_several(self, rows: tuple[Row, ...], total: Interval) -> Interval:
        """Two or more hits of a row may give its own points in place of theirs: more or less than the sum."""
        together = [either(self.of(row.several), ZERO) for row in rows if row.several is not None]
        if not together:
            return total
        most = total
        for one in together:
            most = added(most, one)
        return either(most, either(total, ZERO))

    def of_element(self, way: ForEach, value: Any, is_sure: bool) -> Interval:
        variables = {way.each.variable: value}
        counts = True if way.each.condition is None else self.truth(way.each.condition, variables)
        if counts is False:
            return ZERO
        body = way.body
        found = self.of_rows(body.rows, variables) if isinstance(body, Rows) else self.of(body.points, variables)
        return found if counts and is_sure else either(found, ZERO)

    # -- formulas -----------------------------------------------------------------------------------------------------

    def of(self, node: typed.Typed, variables: Variables = _NONE) -> Interval:
        match node:
            case typed.Constant(value=bool()):
                return ANY
            case typed.Constant(value=Fraction() as value):
                return Interval(value, value)
            case typed.FactRef(scope="oddział", fact=fact) if self.knows(fact):
                return _exactly(self.branch.facts[fact.name])
            case typed.VariableRef(name=name) if variables.get(name, _UNKNOWN) is not _UNKNOWN:
                return _exactly(variables[name])
            case typed.DefinitionRef(name=name):
                return self.of_definition(name)
            case typed.TableLookup():
                return self.of_lookup(node, variables)
            case typed.PointsRef(path=path):
                return self.of_points(path)
            case typed.If(condition=condition, then=then, otherwise=otherwise):
                holds = self.truth(condition, variables)
                if holds is None:
                    return either(self.of(then, variables), self.of(otherwise, variables))
                return self.of(then if holds else otherwise, variables)
            case typed.Fallback(value=value, fallback=fallback):
                return either(self.of(value, variables), self.of(fallback, variables))
            case typed.Calculation():
                return self.of_calculation(node, variables)
            case typed.Minus(value=value):
                return negated(self.of(value, variables))
            case typed.Aggregate():
                return self.of_aggregate(node, variables)
            case typed.AggregateOf():
                return self.of_written(node, variables)
            case typed.FunctionCall():
                return self.of_function(node, variables)
        return _declared(node.type)

    def of_definition(self, name: str) -> Interval:
        """Worked out once: a definition that names another twice, and so on, would double the work at each step."""
        if name not in self._definitions:
            self._definitions[name] = self.of(self.branch.rules.definitions[name].formula)
        return self._definitions[name]

    def of_points(self, path: tuple[str, ...]) -> Interval:
        if path == typed.TOTAL:
            return self.of_total()
        criterion = self.branch.rules.criterion(path)
        assert criterion is not None, "names were resolved before"
        return self.of_criterion(criterion)

    def of_lookup(self, node: typed.TableLookup, variables: Variables) -> Interval:
        table = self.branch.rules.tables[node.table]
        key = node.key
        while isinstance(key, typed.DefinitionRef):
            key = self.branch.rules.definitions[key.name].formula
        if isinstance(key, typed.VariableRef) and variables.get(key.name, _UNKNOWN) is not _UNKNOWN:
            row = table.row(variables[key.name])
            return self.of(row) if row is not None else ZERO
        rows = list(table.rows.values())
        members = key.type.notion.members if isinstance(key.type, NotionType) else {}
        if table.ranges or not all(member in table.rows for member in members):
            rows += [table.rest] if table.rest is not None else []
        found = [self.of(row) for row in rows]
        if table.rest is None and (table.ranges or not all(member in table.rows for member in members)):
            found.append(ZERO)
        if table.missing is not None:
            found.append(self.of(table.missing))
        return _hull(found)

    def of_calculation(self, node: typed.Calculation, variables: Variables) -> Interval:
        left, right = self.of(node.left, variables), self.of(node.right, variables)
        match node.operator:
            case "+":
                return added(left, right)
            case "-":
                return added(left, negated(right))
            case "*":
                return multiplied(left, right)
        if right.low is not None and right.high is not None and not right.has_zero:
            return multiplied(left, Interval(1 / right.high, 1 / right.low))
        return ANY

    def of_function(self, node: typed.FunctionCall, variables: Variables) -> Interval:
        inner = self.of(node.arguments[0], variables)
        if node.function not in ("zaokrąglij", "w_górę", "w_dół"):
            return ANY
        digits = [int(one.value) for one in node.arguments[1:] if isinstance(one, typed.Constant)]  # type: ignore[arg-type]
        round_ = {
            "zaokrąglij": lambda value: runtime.round_half_up(value, *digits),
            "w_górę": runtime.round_up,
            "w_dół": runtime.round_down,
        }[node.function]
        low, high = (None if side is None else Fraction(round_(side)) for side in (inner.low, inner.high))
        return Interval(low, high)

    # -- collections --------------------------------------------------------------------------------------------------

    def elements(self, node: typed.Typed, variables: Variables) -> Elements:
        match node:
            case typed.ListOf(items=items):
                return Elements(tuple((self.known(item, variables), not item.maybe) for item in items))
            case typed.Joined(left=left, right=right):
                one, other = self.elements(left, variables), self.elements(right, variables)
                here = [value for value, _ in one.known if value is not _UNKNOWN]
                rest = tuple(pair for pair in other.known if pair[0] not in here)
                return Elements(one.known + rest, one.more or other.more)
            case typed.NotionMembers(members=members):
                return Elements(tuple((member, True) for member in members))
            case typed.FactRef(scope="oddział", fact=fact) if (
                isinstance(node.type, CollectionType) and not self.of_any_branch
            ):
                chosen = in_order(frozenset(self.branch.facts.get(fact.name, ())), node.type)
                return Elements(tuple((member, True) for member in chosen))
            case typed.BestOf(count=count, chosen=from_what):
                return self.best(count, from_what, variables)
        if isinstance(node.type, CollectionType) and isinstance(node.type.item, NotionType):
            return Elements(tuple((member, False) for member in node.type.item.notion.members))
        most = _most_given(node)
        return Elements(more=True) if most is None or most > _MOST_LISTED else Elements(((_UNKNOWN, False),) * most)

    def best(self, count: int, chosen: typed.Aggregate | typed.AggregateOf, variables: Variables) -> Elements:
        """That many values nobody knows."""
        if isinstance(chosen, typed.AggregateOf):
            return Elements(((_UNKNOWN, False),) * min(count, len(chosen.items)))
        inside = self.elements(chosen.collection, variables)
        return Elements(((_UNKNOWN, False),) * (count if inside.more else min(count, len(inside.known))))

    def known(self, node: typed.Typed, variables: Variables) -> Any:
        match node:
            case typed.Constant(value=value):
                return value
            case typed.VariableRef(name=name):
                return variables.get(name, _UNKNOWN)
            case typed.FactRef(scope="oddział", fact=fact) if self.knows(fact):
                return self.branch.facts[fact.name]
        return _UNKNOWN

    def of_aggregate(self, node: typed.Aggregate, variables: Variables) -> Interval:
        inside = self.elements(node.collection, variables)
        if isinstance(node.collection, typed.BestOf) and isinstance(node.element, typed.VariableRef):
            each = [self.of_chosen(node.collection.chosen, variables)] * len(inside.known)
            parts, more = [either(one, ZERO) for one in each], ZERO
        else:
            parts = self.parts(node, inside, variables)
            more = self.part(node, _UNKNOWN, False, variables) if inside.more else ZERO
        match node.function:
            case "liczba":
                return Interval(Fraction(0), None if inside.more else Fraction(len(inside.known)))
            case "suma":
                total = ZERO
                for one in parts:
                    total = added(total, one)
                return added(total, _without_end(more)) if inside.more else total
            case "najwyższa" | "najniższa" | "średnia":
                return _hull([self.of_chosen(node, variables)])
        return ANY

    def parts(self, node: typed.Aggregate, inside: Elements, variables: Variables) -> list[Interval]:
        around, count = self._turns, len(inside.known)
        if around > 1 and around * count > _MOST_TURNS:
            return [multiplied(Interval(Fraction(count), Fraction(count)), self.part(node, _UNKNOWN, False, variables))]
        self._turns = around * max(count, 1)
        found = [self.part(node, value, is_sure, variables) for value, is_sure in inside.known]
        self._turns = around
        return found

    def part(self, node: typed.Aggregate, value: Any, is_sure: bool, variables: Variables) -> Interval:
        inner = {**variables, node.variable: value}
        counts = True if node.condition is None else self.truth(node.condition, inner)
        if counts is False:
            return ZERO
        found = self.of(node.element, inner)
        return found if counts and is_sure and not node.element.maybe else either(found, ZERO)

    def of_chosen(self, node: typed.Aggregate | typed.AggregateOf, variables: Variables) -> Interval:
        """What any one of the values compared may be."""
        if isinstance(node, typed.AggregateOf):
            return _hull([self.of(item, variables) for item in node.items])
        return self.of(node.element, {**variables, node.variable: _UNKNOWN})

    def of_written(self, node: typed.AggregateOf, variables: Variables) -> Interval:
        found = [self.of(item, variables) for item in node.items]
        match node.function:
            case "suma":
                total = ZERO
                for item, one in zip(node.items, found, strict=True):
                    total = added(total, either(one, ZERO) if item.maybe else one)
                return total
            case "liczba":
                return Interval(Fraction(0), Fraction(len(found)))
            case "najwyższa" | "najniższa" | "średnia":
                return _hull(found)
        return ANY

    # -- truths -------------------------------------------------------------------------------------------------------

    def truth(self, node: typed.Typed, variables: Variables = _NONE) -> bool | None:
        """What is known of a condition for every candidate; None: it depends."""
        match node:
            case typed.Constant(value=bool() as value):
                return value
            case typed.FactRef(scope="oddział", fact=fact) if (
                isinstance(fact.type, TruthType) and not self.of_any_branch
            ):
                return bool(self.branch.facts.get(fact.name, fact.default))
            case typed.DefinitionRef(name=name):
                if name not in self._truths:
                    self._truths[name] = self.truth(self.branch.rules.definitions[name].formula)
                return self._truths[name]
            case typed.Negation(value=value):
                inner = self.truth(value, variables)
                return None if inner is None else not inner
            case typed.Both(left=left, right=right):
                both = (self.truth(left, variables), self.truth(right, variables))
                return False if False in both else True if both == (True, True) else None
            case typed.Either(left=left, right=right):
                both = (self.truth(left, variables), self.truth(right, variables))
                return True if True in both else False if both == (False, False) else None
            case typed.Compare():
                return self.comparison(node, variables)
            case typed.Member(item=item, collection=collection):
                return self.membership(item, collection, variables)
        return None

    def comparison(self, node: typed.Compare, variables: Variables) -> bool | None:
        left, right = self.known(node.left, variables), self.known(node.right, variables)
        if node.operator in "=≠" and left is not _UNKNOWN and right is not _UNKNOWN:
            return _same(node.left.type, left, right) is (node.operator == "=")
        if not isinstance(node.left.type, NumberType) or not isinstance(node.right.type, NumberType):
            if left is _UNKNOWN or right is _UNKNOWN or node.operator in "=≠":
                return None
            one, other = ranked(node.left, left), ranked(node.right, right)
            return _compared(node.operator, _exactly(one), _exactly(other)) if isinstance(one, int) else None
        return _compared(node.operator, self.of(node.left, variables), self.of(node.right, variables))

    def membership(self, item: typed.Typed, collection: typed.Typed, variables: Variables) -> bool | None:
        value, inside = self.known(item, variables), self.elements(collection, variables)
        if value is _UNKNOWN or inside.more:
            return None
        if any(_same(item.type, one, value) and is_sure for one, is_sure in inside.known):
            return True
        return None if any(one is _UNKNOWN or _same(item.type, one, value) for one, _ in inside.known) else False


def _same(type_: Type, one: Any, other: Any) -> bool:
    """Texts are equal whatever their case and blanks."""
    if isinstance(type_, TextType) and isinstance(one, str) and isinstance(other, str):
        return runtime.same_text(one) == runtime.same_text(other)
    return bool(one == other)


def _compared(operator: str, left: Interval, right: Interval) -> bool | None:
    match operator:
        case "<":
            return _below(left, right, strictly=True)
        case "≤":
            return _below(left, right, strictly=False)
        case ">":
            return _below(right, left, strictly=True)
        case "≥":
            return _below(right, left, strictly=False)
    return None


def _below(left: Interval, right: Interval, strictly: bool) -> bool | None:
    if (
        left.high is not None
        and right.low is not None
        and (left.high < right.low or (left.high == right.low and not strictly))
    ):
        return True
    if (
        left.low is not None
        and right.high is not None
        and (left.low > right.high or (left.low == right.high and strictly))
    ):
        return False
    return None


def _declared(type_: Type) -> Interval:
    inner = type_.value if isinstance(type_, MapType) else type_
    return Interval(inner.low, inner.high) if isinstance(inner, NumberType) else ANY


def _exactly(value: Any) -> Interval:
    return Interval(Fraction(value), Fraction(value)) if isinstance(value, int | Fraction) else ANY


def _at_most(one: Interval, limit: Interval) -> Interval:
    highs = [side for side in (one.high, limit.high) if side is not None]
    low = None if one.low is None or limit.low is None else min(one.low, limit.low)
    return Interval(low, min(highs) if highs else None)


def _most_given(node: typed.Typed) -> int | None:
    """How many elements a candidate may give (`ile`); None where that is not limited."""
    is_given = isinstance(node, typed.FactRef) and node.scope != "oddział"
    return node.type.size.most if is_given and isinstance(node.type, CollectionType) else None


def _of_some(parts: list[Interval], most: int | None) -> Interval:
    """What the parts give together, or, with `most`, any that many of them."""
    if most is None or most >= len(parts):
        total = ZERO
        for one in parts:
            total = added(total, one)
        return total
    lows = [None if one.low is None else min(one.low, ZERO_POINTS) for one in parts]
    highs = [None if one.high is None else max(one.high, ZERO_POINTS) for one in parts]
    fewest = None if None in lows else sum(sorted(one for one in lows if one is not None)[:most], ZERO_POINTS)
    several = sorted((one for one in highs if one is not None), reverse=True)
    return Interval(fewest, None if None in highs else sum(several[:most], ZERO_POINTS))


def _without_end(one: Interval) -> Interval:
    """Any number of such values together."""
    return Interval(
        ZERO.low if one.low is not None and one.low >= 0 else None,
        ZERO.high if one.high is not None and one.high <= 0 else None,
    )


def _hull(found: list[Interval]) -> Interval:
    result = found[0] if found else ZERO
    for one in found[1:]:
        result = either(result, one)
    return result
