"""Where values are looked up in tables, each with the conditions that stand before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from dsl.checks.proofs.possible import Wanted, belongs
from dsl.model import expr as typed
from dsl.model.regulation import Components, Condition, Criterion, ForEach, Points, Rows, Rules

# More places than this are not looked at, nor more rows before one.
MOST_PLACES = 500
_MOST_BEFORE = 60
Context = tuple[Wanted, ...]
_ALWAYS: Context = ()


@dataclass(frozen=True, slots=True)
class Lookup:
    """`context` is what holds wherever the value is looked up."""

    table: str
    key: typed.Typed
    context: Context


def lookups(rules: Rules) -> dict[str, list[Lookup]]:
    """By the table. Empty where there are too many places."""
    every = list(islice(_Walk(rules).everywhere(), MOST_PLACES + 1))
    found: dict[str, list[Lookup]] = {}
    for one in every if len(every) <= MOST_PLACES else ():
        found.setdefault(one.table, []).append(one)
    return found


@dataclass(slots=True)
class _Walk:
    """A definition is followed where it is used, once for each context."""

    rules: Rules
    _seen: set[tuple[str, tuple[tuple[int, bool], ...]]] = field(default_factory=set)

    def everywhere(self) -> Iterator[Lookup]:
        for criterion in self.rules.criteria:
            yield from self.criterion(criterion, _ALWAYS)
        for condition in self.rules.conditions:
            yield from self.condition(condition)
        for stage in self.rules.order:
            yield from self.formula(stage.value, _ALWAYS)
        for document in self.rules.documents.values():
            yield from self.formula(document.applies_when, _ALWAYS)

    def criterion(self, criterion: Criterion, context: Context) -> Iterator[Lookup]:
        way = criterion.way
        yield from self.formula(way.condition, context)
        context = _and(context, way.condition, True)
        yield from self.formula(criterion.limit, context)
        match way:
            case Components(parts=parts):
                for part in parts:
                    yield from self.criterion(part, context)
            case ForEach(each=each, body=body):
                yield from self.formula(each.collection, context)
                context = (*context, *belongs(each))
                yield from self.formula(each.condition, context)
                yield from self.body(body, _and(context, each.condition, True))
            case Points() | Rows():
                yield from self.body(way, context)

    def body(self, body: Points | Rows, context: Context) -> Iterator[Lookup]:
        if isinstance(body, Points):
            yield from self.formula(body.points, context)
            return
        before: Context = ()
        for row in body.rows:
            here = (*context, *before)
            yield from self.formula(row.condition, here)
            for points in (row.points, row.several):
                yield from self.formula(points, _and(here, row.condition, True))
            before = _and(before, row.condition, False)[-_MOST_BEFORE:]

    def condition(self, condition: Condition) -> Iterator[Lookup]:
        yield from self.formula(condition.applies_when, _ALWAYS)
        context = _and(_ALWAYS, condition.applies_when, True)
        for formula in (condition.unless, condition.requires, condition.reserve_when):
            yield from self.formula(formula, context)

    def formula(self, node: typed.Typed | None, context: Context) -> Iterator[Lookup]:
        match node:
            case None:
                return
            case typed.TableLookup(table=table, key=key):
                yield Lookup(table, key, context)
            case typed.DefinitionRef(name=name):
                visit = (name, tuple((id(one), value) for one, value in context))
                if visit not in self._seen:
                    self._seen.add(visit)
                    yield from self.formula(self.rules.definitions[name].formula, context)
                return
            case typed.If(condition=condition, then=then, otherwise=otherwise):
                yield from self.formula(condition, context)
                yield from self.formula(then, _and(context, condition, True))
                yield from self.formula(otherwise, _and(context, condition, False))
                return
            case typed.Both(left=left, right=right) | typed.Either(left=left, right=right):
                yield from self.formula(left, context)
                yield from self.formula(right, _and(context, left, isinstance(node, typed.Both)))
                return
            case typed.Aggregate():
                yield from self.formula(node.collection, context)
                inner = (*context, *belongs(typed.EachOf(node.variable, node.collection)))
                yield from self.formula(node.condition, inner)
                yield from self.formula(node.element, _and(inner, node.condition, True))
                return
        for child in node.children():
            yield from self.formula(child, context)


def _and(context: Context, condition: typed.Typed | None, holds: bool) -> Context:
    return context if condition is None else (*context, (condition, holds))
