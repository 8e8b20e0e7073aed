"""The reference meaning of a regulation: walks the typed model for one candidate in one branch.

Slow and plain on purpose. Each criterion's value can be asked for separately, so that an explanation shows where every
point comes from; the emitted Python must agree with it on every candidate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from dsl.emit import runtime
from dsl.emit.runtime import MissingFact, exact
from dsl.model import expr as typed
from dsl.model.regulation import (
    SETTLED_IN,
    Branch,
    Components,
    Condition,
    Criterion,
    ForEach,
    Points,
    Regulation,
    Row,
    Rows,
    Stage,
    StageKind,
)
from dsl.model.result import BranchResult, Number, StageValue
from dsl.model.types import CollectionType, Fact, MapType, NotionType, RecordType, TextType, TruthType, Type
from dsl.syntax.terms import Period

Facts = Mapping[str, Any]
_NONE: Facts = {}


@dataclass(frozen=True, slots=True)
class ScoredElement:
    """One element of a `za każde` list: the row it hit (None: no row), its points, and whether it counts."""

    element: Any
    row: Row | None
    row_number: int
    points: Number
    counts: bool


@dataclass(slots=True)
class Evaluator:
    """One candidate in one branch. `facts` are the candidate's, `pair` those of the candidate in this branch."""

    regulation: Regulation
    branch: Branch
    facts: Facts
    pair: Facts = field(default_factory=dict)
    _points: dict[tuple[str, ...], Number | None] = field(default_factory=dict)
    _missing: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _definitions: dict[str, Any] = field(default_factory=dict)

    # -- results ------------------------------------------------------------------------------------------------------

    def result(self) -> BranchResult:
        rules = self.branch.rules
        counted = set(rules.total) | {name for stage in rules.order for name in stage.criteria}
        criteria = {one.name: self.points(one) for one in rules.criteria if one.name in counted}
        missing: dict[str, None] = {}
        eligible, unmet = self.eligibility(missing)
        reserve = unmet is not None and self.reserves(unmet, missing)
        for name in criteria:
            missing.update(dict.fromkeys(self._missing[(name,)]))
        order = tuple(self.stage(stage, missing) for stage in rules.order)
        summed = [criteria[name] for name in rules.total]
        total = None if None in summed else exact(sum((one for one in summed if one is not None), 0))
        reason = unmet.text if unmet else ""
        return BranchResult(
            self.branch.code,
            eligible,
            reason,
            unmet.name if unmet else "",
            criteria,
            total,
            order,
            tuple(missing),
            reserve,
        )

    def eligibility(self, missing: dict[str, None]) -> tuple[bool | None, Condition | None]:
        """The first unmet condition is the reason; data missing for a condition leave it open, unless one is unmet."""
        known = True
        for condition in self.branch.rules.conditions:
            if not condition.blocks_qualification:
                continue
            try:
                if not self.meets(condition):
                    return False, condition
            except MissingFact as fact:
                missing[fact.path] = None
                known = False
        return (True if known else None), None

    def reserves(self, unmet: Condition, missing: dict[str, None]) -> bool:
        """Whether whoever does not meet the condition still stands on the reserve list (`rezerwa gdy`)."""
        try:
            return unmet.reserve_when is not None and bool(self.value(unmet.reserve_when))
        except MissingFact as fact:
            missing[fact.path] = None
            return False

    def meets(self, condition: Condition) -> bool:
        if condition.applies_when is not None and not self.value(condition.applies_when):
            return True
        if condition.unless is not None and self.value(condition.unless):
            return True
        return bool(self.value(condition.requires))

    def stage(self, stage: Stage, missing: dict[str, None]) -> StageValue:
        try:
            value = self.stage_value(stage)
        except MissingFact as fact:
            missing[fact.path] = None
            return StageValue(stage.name, None, None)
        return StageValue(stage.name, value, rank_of(stage, value))

    def stage_value(self, stage: Stage) -> Number | bool | date | None:
        if stage.kind is StageKind.SUM:
            return exact(sum((self.points_of((name,)) for name in stage.criteria), 0))
        if stage.kind in SETTLED_IN:
            place: int | None = self.pair.get(SETTLED_IN[stage.kind])
            return place
        assert stage.value is not None
        value: Number | bool | date = self.value(stage.value)
        return value

    # -- criteria -----------------------------------------------------------------------------------------------------

    def points(self, criterion: Criterion) -> Number | None:
        """None when something is missing; `missing_of` says what."""
        if criterion.path not in self._points:
            missing: dict[str, None] = {}
            points = self.count(criterion, missing)
            self._points[criterion.path] = None if missing else points
            self._missing[criterion.path] = tuple(missing)
        return self._points[criterion.path]

    def missing_of(self, criterion: Criterion) -> tuple[str, ...]:
        self.points(criterion)
        return self._missing[criterion.path]

    def points_of(self, path: tuple[str, ...]) -> Number:
        if path == typed.TOTAL:
            return exact(sum((self.points_of((name,)) for name in self.branch.rules.total), 0))
        criterion = self.branch.rules.criterion(path)
        assert criterion is not None, "names were resolved before"
        points = self.points(criterion)
        if points is None:
            raise MissingFact(self._missing[path][0])
        return points

    def count(self, criterion: Criterion, missing: dict[str, None]) -> Number:
        try:
            points = self.before_limit(criterion, missing)
            if criterion.limit is not None:
                points = min(points, self.value(criterion.limit))
            return exact(points)
        except MissingFact as fact:
            missing[fact.path] = None
            return 0

    def before_limit(self, criterion: Criterion, missing: dict[str, None]) -> Number:
        way = criterion.way
        if way.condition is not None and not self.value(way.condition):
            return 0
        match way:
            case Points():
                return exact(self.value(way.points))
            case Rows():
                row = self.row_of(way, _NONE)
                return exact(self.value(way.rows[row].points)) if row is not None else 0
            case Components(parts=parts):
                total: Number = 0
                for part in parts:
                    total += self.points(part) or 0
                    missing.update(dict.fromkeys(self._missing[part.path]))
                return total
            case ForEach():
                counted = [one for one in self.elements(way) if one.counts]
                return runtime.add_up((((), one.row_number, one.points) for one in counted), self.several(way))

    def row_of(self, rows: Rows, variables: Facts) -> int | None:
        for number, row in enumerate(rows.rows):
            if row.condition is None or self.value(row.condition, variables):
                return number
        return None

    def elements(self, way: ForEach) -> list[ScoredElement]:
        """Each element with its points; of the same ones (`jednorazowo`) only the best counts."""
        found: list[tuple[Any, Row | None, int, Number]] = []
        for element in self.collection(way.each.collection, _NONE):
            variables = {way.each.variable: element}
            if way.each.condition is not None and not self.value(way.each.condition, variables):
                continue
            if isinstance(way.body, Rows):
                number = self.row_of(way.body, variables)
                row = way.body.rows[number] if number is not None else None
                points = exact(self.value(row.points, variables)) if row else 0
                found.append((element, row, number if number is not None else runtime.NO_ROW, points))
            else:
                found.append((element, None, 0, exact(self.value(way.body.points, variables))))
        scored = [(self.sameness(way, item, place), row, points) for place, (item, _, row, points) in enumerate(found)]
        hits = [item for item in scored if item[1] != runtime.NO_ROW]
        kept = {id(item) for item in (runtime.count_once(hits, key_names(way)) if way.once_by else hits)}
        return [
            ScoredElement(element, row, number, points, id(mark) in kept or number == runtime.NO_ROW)
            for (element, row, number, points), mark in zip(found, scored, strict=True)
        ]

    def sameness(self, way: ForEach, element: Any, place: int) -> tuple[Any, ...]:
        if not way.once_by:
            return (place,)
        return tuple(self.key_value(element, fact) for fact in key_fields(way))

    def key_value(self, element: Any, fact: Fact) -> Any:
        value = element.get(fact.name)
        if isinstance(fact.type, TruthType):
            return bool(value)
        return runtime.same_text(value) if isinstance(fact.type, TextType) and value is not None else value

    def several(self, way: ForEach) -> dict[int, Number]:
        if not isinstance(way.body, Rows):
            return {}
        rows = enumerate(way.body.rows)
        return {number: exact(self.value(row.several)) for number, row in rows if row.several is not None}

    # -- formulas -----------------------------------------------------------------------------------------------------

    def value(self, node: typed.Typed, variables: Facts = _NONE) -> Any:
        """The value of a formula, None when it is missing without harm; raises `MissingFact` when a fact is needed."""
        match node:
            case typed.Constant(value=value):
                return exact(value) if isinstance(value, Fraction) else value
            case typed.FactRef():
                return self.fact(node)
            case typed.ItemOf():
                return self.item(node, variables)
            case typed.FieldOf(base=base, fact=fact):
                assert isinstance(base.type, RecordType)
                name = f"{base.type.name}.{fact.name}"
                return self.given(self.value(base, variables).get(fact.name), name, fact.type, fact.optional)
            case typed.VariableRef(name=name):
                return variables[name]
            case typed.DefinitionRef(name=name):
                return self.definition(name)
            case typed.TableLookup():
                return self.lookup(node, variables)
            case typed.PointsRef(path=path):
                return self.points_of(path)
            case typed.NotionMembers(members=members):
                return members
            case typed.ListOf() | typed.Joined():
                return tuple(self.collection(node, variables))
            case typed.If(condition=condition, then=then, otherwise=otherwise):
                return self.value(then if self.value(condition, variables) else otherwise, variables)
            case typed.Fallback(value=value, fallback=fallback):
                found = self.value(value, variables)
                return self.value(fallback, variables) if found is None else found
            case typed.Both(left=left, right=right):
                return self.value(left, variables) and self.value(right, variables)
            case typed.Either(left=left, right=right):
                return self.value(left, variables) or self.value(right, variables)
            case typed.Negation(value=value):
                return not self.value(value, variables)
            case typed.Compare():
                return self.compare(node, variables)
            case typed.Member(item=item, collection=collection):
                return self.is_member(self.value(item, variables), item.type, collection, variables)
            case typed.InRange(value=value, low=low, high=high):
                return self.rank(low, variables) <= self.rank(value, variables) <= self.rank(high, variables)
            case typed.InTerm(value=value, term=term):
                return self.in_term(self.value(value, variables), term)
            case typed.IsGiven(value=value):
                return self.is_given(value, variables)
            case typed.Calculation():
                return self.calculate(node, variables)
            case typed.Minus(value=value):
                return -self.value(value, variables)
            case typed.Aggregate() | typed.AggregateOf():
                return self.aggregate(node.function, self.elements_of(node, variables), example_of(node))
            case typed.BestOf(count=wanted, chosen=chosen):
                element = example_of(chosen)
                highest = chosen.function == "najwyższa"
                found = self.elements_of(chosen, variables)
                return runtime.best_values(wanted, found, lambda value: ranked(element, value), highest)
            case typed.FunctionCall(function=function, arguments=arguments):
                return FUNCTIONS[function](*(self.value(argument, variables) for argument in arguments))
        raise AssertionError(f"not a formula node: {type(node).__name__}")

    def definition(self, name: str) -> Any:
        """Counted once; a definition that names another twice, and so on, would double the work at each step."""
        if name not in self._definitions:
            try:
                self._definitions[name] = self.value(self.branch.rules.definitions[name].formula)
            except MissingFact as fact:
                self._definitions[name] = fact
        found = self._definitions[name]
        if isinstance(found, MissingFact):
            raise MissingFact(found.path)
        return found

    def fact(self, node: typed.FactRef) -> Any:
        facts = {"kandydat": self.facts, "oddział": self.branch.facts, "wybór": self.pair}[node.scope]
        value = facts.get(node.fact.name)
        if value is None and isinstance(node.type, TruthType) and not node.fact.optional:
            return node.fact.default
        if value is None and isinstance(node.type, CollectionType | MapType):
            return () if isinstance(node.type, CollectionType) else {}
        name = node.fact.name if node.scope == "kandydat" else f"{node.scope}.{node.fact.name}"
        return self.given(value, name, node.type, node.fact.optional)

    def given(self, value: Any, name: str, type_: object, optional: bool) -> Any:
        if value is None and isinstance(type_, TruthType) and not optional:
            return False
        if value is None and isinstance(type_, CollectionType):
            return ()
        if value is None and not optional:
            raise MissingFact(name)
        return value

    def item(self, node: typed.ItemOf, variables: Facts) -> Any:
        key = self.value(node.key, variables)
        value = self.value(node.base, variables).get(key)
        assert isinstance(node.base.type, MapType)
        if value is None and isinstance(node.base.type.value, TruthType | CollectionType):
            return () if isinstance(node.base.type.value, CollectionType) else False
        if value is None and not node.base.type.optional:
            raise MissingFact(f"{node.base.fact.name}.{key}")
        return value

    def lookup(self, node: typed.TableLookup, variables: Facts) -> Any:
        table = self.branch.rules.tables[node.table]
        key = self.value(node.key, variables)
        row = table.row(key)
        return self.value(row) if row is not None else 0

    def collection(self, node: typed.Typed, variables: Facts) -> Iterator[Any]:
        """The elements in an order that does not depend on how the data were written."""
        match node:
            case typed.ListOf(items=items):
                yield from (value for item in items if (value := self.value(item, variables)) is not None)
            case typed.Joined(left=left, right=right):
                first = tuple(self.collection(left, variables))
                yield from first
                yield from (one for one in self.collection(right, variables) if one not in first)
            case _:
                value = self.value(node, variables)
                yield from in_order(value, node.type) if isinstance(value, frozenset) else value

    def is_member(self, item: Any, type_: Type, collection: typed.Typed, variables: Facts) -> bool:
        if item is None:
            return False
        members = self.collection(collection, variables)
        if isinstance(type_, TextType):
            return runtime.same_text(item) in map(runtime.same_text, members)
        return item in members

    def compare(self, node: typed.Compare, variables: Facts) -> bool:
        if node.operator in "=≠":
            left, right = self.value(node.left, variables), self.value(node.right, variables)
            if isinstance(node.left.type, TextType) and left is not None and right is not None:
                left, right = runtime.same_text(left), runtime.same_text(right)
            equal = left is not None and left == right
            return equal if node.operator == "=" else not equal
        left, right = self.rank(node.left, variables), self.rank(node.right, variables)
        return bool(_ORDER[node.operator](left, right))

    def rank(self, node: typed.Typed, variables: Facts) -> Any:
        """The value as something that has an order: a notion's member by its number."""
        return ranked(node, self.value(node, variables))

    def is_given(self, node: typed.Typed, variables: Facts) -> bool:
        try:
            value = self.value(node, variables)
        except MissingFact:
            return False
        return runtime.is_something(value)

    def in_term(self, day: date, term: typed.TermRef) -> bool:
        period = self.regulation.timetable[term.event].terms.get(term.phase)
        if not isinstance(period, Period):
            return False
        return period.holds(day)

    def calculate(self, node: typed.Calculation, variables: Facts) -> Number:
        left, right = self.value(node.left, variables), self.value(node.right, variables)
        match node.operator:
            case "+":
                return exact(left + right)
            case "-":
                return exact(left - right)
            case "*":
                return exact(left * right)
        return runtime.divide(left, right)

    def elements_of(self, node: typed.Aggregate | typed.AggregateOf, variables: Facts) -> Iterator[Any]:
        if isinstance(node, typed.AggregateOf):
            values = (self.value(item, variables) for item in node.items)
            yield from (value for value in values if value is not None)
            return
        for element in self.collection(node.collection, variables):
            inner = {**variables, node.variable: element}
            if node.condition is not None and not self.value(node.condition, inner):
                continue
            value = self.value(node.element, inner)
            if value is not None:
                yield value

    def aggregate(self, function: str, found: Iterator[Any], element: typed.Typed) -> Any:
        """`któryś` and `każdy` stop at the first element that settles it, so that nothing more is required."""
        match function:
            case "któryś":
                return any(found)
            case "każdy":
                return all(found)
        values = list(found)
        match function:
            case "liczba":
                return len(values)
            case "suma":
                return exact(sum(values, 0))
        if not values:
            return None
        if function == "średnia":
            return runtime.divide(sum(values, 0), len(values))
        best = max if function == "najwyższa" else min
        return best(values, key=lambda value: ranked(element, value))


def record_of(way: ForEach) -> RecordType:
    assert isinstance(way.each.collection.type, CollectionType)
    record = way.each.collection.type.item
    assert isinstance(record, RecordType), "only a record has the fields that `jednorazowo` names"
    return record


def key_fields(way: ForEach) -> tuple[Fact, ...]:
    """The fields that make two elements of a list the same (`jednorazowo`)."""
    record = record_of(way)
    return tuple(fact for name in way.once_by if (fact := record.field(name)) is not None)


def key_names(way: ForEach) -> tuple[str, ...]:
    """The full names of the key's fields that must be given, and an empty one for each that need not be."""
    needed = ((fact.name, not fact.optional and not isinstance(fact.type, TruthType)) for fact in key_fields(way))
    return tuple(f"{record_of(way).name}.{name}" if must else "" for name, must in needed)


def in_order(members: frozenset[str], type_: Type) -> list[str]:
    """A set's members as its notion lists them."""
    if isinstance(type_, CollectionType) and isinstance(type_.item, NotionType):
        return [member for member in type_.item.notion.members if member in members]
    return sorted(members)


def example_of(node: typed.Aggregate | typed.AggregateOf) -> typed.Typed:
    """One of the values that are compared: its type says how."""
    return node.element if isinstance(node, typed.Aggregate) else node.items[0]


def ranked(node: typed.Typed, value: Any) -> Any:
    return node.type.notion.ranks[value] if isinstance(node.type, NotionType) else value


def rank_of(stage: Stage, value: Number | bool | date | None) -> Number | None:
    """A stage's value as a number where higher is better."""
    if value is None:
        return None
    number = runtime.as_number(value)
    return -number if stage.kind is StageKind.ASCENDING or stage.kind in SETTLED_IN else number


_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda left, right: left < right,
    "≤": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    "≥": lambda left, right: left >= right,
}

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "zaokrąglij": runtime.round_half_up,
    "w_górę": runtime.round_up,
    "w_dół": runtime.round_down,
    "rok": lambda day: day.year,
    "dni": runtime.days_between,
    "pełne_lata": runtime.full_years,
    "pełne_miesiące": runtime.full_months,
}


def evaluate(regulation: Regulation, branch: Branch, facts: Facts, pair: Facts = _NONE) -> BranchResult:
    return Evaluator(regulation, branch, facts, pair).result()
