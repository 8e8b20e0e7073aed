"""What a rule adds up: a weighted sum of parts that formulas take no further apart, after definitions and criteria.

Two rules with one form give the same value to every candidate (`a + b - a` and `b`, a priority and the points given for
it). Truths count as 1 and 0. The branch's own facts are parts too, but `varies` says of each part whether candidates of
one branch can differ in it at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from dsl.checks.reading.sameness import Sameness
from dsl.model import expr as typed
from dsl.model.regulation import Components, Criterion, ForEach, Points, Rows, Rules, Stage, StageKind

_OPPOSITE = {"≥": "<", "≤": ">", "≠": "="}
Bound = Mapping[str, int]
Rule = typed.Typed | Criterion
_NONE: Bound = {}


@dataclass(frozen=True, slots=True)
class Form:
    """`terms`: the numbers of parts with their weights, in order; no weight is 0."""

    terms: tuple[tuple[int, Fraction], ...] = ()
    constant: Fraction = Fraction(0)

    def __add__(self, other: Form) -> Form:
        return added_up((self, other))

    def __sub__(self, other: Form) -> Form:
        return added_up((self, other.times(Fraction(-1))))

    def times(self, number: Fraction) -> Form:
        return form_of({part: weight * number for part, weight in self.terms}, self.constant * number)

    def without(self, parts: Iterable[int]) -> Form:
        gone = set(parts)
        return Form(tuple(term for term in self.terms if term[0] not in gone), self.constant)

    @property
    def parts(self) -> Iterator[int]:
        return (part for part, _ in self.terms)


@dataclass(frozen=True, slots=True)
class Part:
    """`inside` are the values that it is counted from; `rule` is what gives it, where that can be said by itself."""

    inside: tuple[Form, ...]
    varies: bool
    rule: Rule | None


def form_of(weights: Mapping[int, Fraction], constant: Fraction = Fraction(0)) -> Form:
    return Form(tuple(sorted((part, weight) for part, weight in weights.items() if weight)), constant)


def added_up(forms: Iterable[Form]) -> Form:
    weights: dict[int, Fraction] = {}
    total = Fraction(0)
    for form in forms:
        total += form.constant
        for part, weight in form.terms:
            weights[part] = weights.get(part, Fraction(0)) + weight
    return form_of(weights, total)


def constant(number: Fraction | int) -> Form:
    return Form((), Fraction(number))


@dataclass(slots=True)
class Forms:
    rules: Rules
    parts: list[Part] = field(default_factory=list)
    _same: Sameness = field(init=False)
    _numbers: dict[tuple[Any, ...], int] = field(default_factory=dict)
    _definitions: dict[str, Form] = field(default_factory=dict)
    _criteria: dict[tuple[str, ...], Form] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._same = Sameness(self.rules)
        for name in self.rules.definitions:  # each stands after those it needs
            self._definition(name)

    def varies(self, form: Form) -> bool:
        """Whether two candidates of one branch may differ in it, as far as the formulas tell."""
        return any(self.parts[part].varies for part in form.parts)

    # -- stages and criteria ------------------------------------------------------------------------------------------

    def of_stage(self, stage: Stage) -> Form:
        """The rank of a stage: higher for the better."""
        if stage.kind is StageKind.SUM:
            return self.of_sum(stage.criteria)
        assert stage.value is not None, "a lot is nothing that could be taken apart"
        found = self.of(stage.value)
        return found.times(Fraction(-1)) if stage.kind is StageKind.ASCENDING else found

    def of_sum(self, criteria: Iterable[str]) -> Form:
        return added_up(self.of_points((name,)) for name in criteria)

    def of_points(self, path: tuple[str, ...]) -> Form:
        if path == typed.TOTAL:
            return self.of_sum(self.rules.total)
        if path not in self._criteria:
            criterion = self.rules.criterion(path)
            left_open = self._part(("ustala kto inny", path), (), None, differs=True)
            self._criteria[path] = self._criterion(criterion) if criterion is not None else left_open
        return self._criteria[path]

    def _criterion(self, criterion: Criterion) -> Form:
        before_limit = replace(criterion, limit=None)
        found = self._gated(self._gate(criterion.way.condition), self._way(before_limit), before_limit)
        if criterion.limit is None:
            return found
        limit = self.of(criterion.limit)
        return self._part(("najwyżej", found, limit), (found, limit), criterion)

    def _way(self, criterion: Criterion) -> Form:
        match criterion.way:
            case Points(points=points):
                return self.of(points)
            case Components(parts=parts):
                return added_up(self.of_points(one.path) for one in parts)
            case Rows(rows=(row,)):
                return self._gated(self._gate(row.condition), self.of(row.points), _ungated(criterion))
            case Rows(rows=rows):
                pairs = ((self._gate(row.condition), self.of(row.points)) for row in rows)
                return self._counted(_ungated(criterion), [form for pair in pairs for form in pair])
            case ForEach() as way:
                return self._counted(_ungated(criterion), list(self._each(way)))

    def _counted(self, criterion: Criterion, inside: list[Form]) -> Form:
        return self._part(("kryterium", self._same.of_criterion(criterion)), tuple(inside), criterion)

    def _each(self, way: ForEach) -> Iterator[Form]:
        bound = {way.each.variable: 0}
        yield self.of(way.each.collection)
        yield self._gate(way.each.condition, bound)
        if isinstance(way.body, Points):
            yield self.of(way.body.points, bound)
            return
        for row in way.body.rows:
            yield self._gate(row.condition, bound)
            yield self.of(row.points, bound)
            if row.several is not None:
                yield self.of(row.several)

    def _gate(self, condition: typed.Typed | None, bound: Bound = _NONE) -> Form:
        return constant(1) if condition is None else self.of(condition, bound)

    def _gated(self, condition: Form, points: Form, rule: Criterion | None) -> Form:
        if not condition.terms:
            return points.times(condition.constant)
        if not points.terms:
            return condition.times(points.constant)
        return self._part(("gdy", condition, points), (condition, points), rule)

    # -- formulas -----------------------------------------------------------------------------------------------------

    def _definition(self, name: str) -> Form:
        if name not in self._definitions:
            self._definitions[name] = self.of(self.rules.definitions[name].formula)
        return self._definitions[name]

    def of(self, node: typed.Typed, bound: Bound = _NONE) -> Form:
        match node:
            case typed.Constant(value=bool() | Fraction() as value):
                return constant(Fraction(value))
            case typed.DefinitionRef(name=name):
                return self._definition(name)
            case typed.PointsRef(path=path):
                return self.of_points(path)
            case typed.Calculation():
                return self._calculation(node, bound)
            case typed.Minus(value=value):
                return self.of(value, bound).times(Fraction(-1))
            case typed.Negation(value=value):
                return constant(1) - self.of(value, bound)
            case typed.If():
                return self._if(node, bound)
            case typed.Compare(operator="≥" | "≤" | "≠" as operator):
                return constant(1) - self.of(replace(node, operator=_OPPOSITE[operator]), bound)
            case typed.AggregateOf(function="suma", items=items) if not any(item.maybe for item in items):
                return added_up(self.of(item, bound) for item in items)
            case typed.Aggregate():
                inner = {**bound, node.variable: max(bound.values(), default=-1) + 1}
                inside = [self.of(node.collection, bound), self.of(node.element, inner)]
                return self._written(node, bound, [*inside, self._gate(node.condition, inner)])
        return self._written(node, bound, [self.of(child, bound) for child in node.children()])

    def _calculation(self, node: typed.Calculation, bound: Bound) -> Form:
        left, right = self.of(node.left, bound), self.of(node.right, bound)
        match node.operator:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*" if not left.terms:
                return right.times(left.constant)
            case "*" if not right.terms:
                return left.times(right.constant)
            case "/" if not right.terms and right.constant:
                return left.times(1 / right.constant)
        return self._written(node, bound, [left, right])

    def _if(self, node: typed.If, bound: Bound) -> Form:
        condition = self.of(node.condition, bound)
        then, otherwise = self.of(node.then, bound), self.of(node.otherwise, bound)
        difference = then - otherwise
        if not difference.terms:
            return otherwise + condition.times(difference.constant)
        return self._written(node, bound, [condition, then, otherwise])

    # -- parts --------------------------------------------------------------------------------------------------------

    def _written(self, node: typed.Typed, bound: Bound, inside: list[Form]) -> Form:
        """A formula that is no sum: one part, the same for the same formula."""
        differs = isinstance(node, typed.FactRef) and node.scope != "oddział"
        return self._part(("formuła", self._same.of(node, bound)), tuple(inside), None if bound else node, differs)

    def _part(self, key: tuple[Any, ...], inside: tuple[Form, ...], rule: Rule | None, differs: bool = False) -> Form:
        if key not in self._numbers:
            self._numbers[key] = len(self.parts)
            self.parts.append(Part(inside, differs or any(self.varies(form) for form in inside), rule))
        return Form(((self._numbers[key], Fraction(1)),))


def _ungated(criterion: Criterion) -> Criterion:
    return replace(criterion, way=replace(criterion.way, condition=None))
