"""What the examples of a regulation reach: every row, table, choice, cap, condition, stage and branch, counted.

Points are reached by an example that says how many, conditions by one that says who is let in or what is unmet, stages
by one with several candidates. `python -m tests.regulations.reach` prints the coverage and what is not reached.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from textwrap import shorten
from typing import Any

from dsl.checks.examples import facts_of
from dsl.decode.examples import ADMITTED, MISSING, REASON, UNMET
from dsl.diagnostics import Diagnostics
from dsl.emit.applicability import concerns
from dsl.emit.evaluate import Evaluator, ScoredElement
from dsl.emit.order import Entrant, in_order, key_parts
from dsl.emit.runtime import NO_ROW, MissingFact
from dsl.load import load
from dsl.model import expr as typed
from dsl.model.regulation import (
    Condition,
    Criterion,
    Example,
    ForEach,
    Regulation,
    Rows,
    Rules,
    Stage,
    Table,
)
from dsl.model.result import Number
from dsl.model.types import CollectionType, NotionType
from dsl.source.nodes import Node, normal_name
from dsl.source.text import Span
from polish.plurals import EXAMPLE, count
from tests.regulations.shipped import REGULATIONS, SCHOOLS, school

HIT, SEVERAL, NO_HIT, DROPPED, CUT = "trafiony", "dwa lub więcej", "żaden wiersz", "powtórzony pominięty", "obcięte"
SOME, NOTHING, LEFT_OUT = "z punktami", "bez punktów", "odsiany"
THEN, OTHERWISE, GIVEN, ABSENT = "to", "inaczej", "jest podane", "gdy brak"
MET, IS_UNMET, EXEMPT, OUTSIDE = "spełniony", "niespełniony", "zwolniony", "nie dotyczy"
DECIDES, TIE, USED = "rozstrzyga", "remis zostaje", "ma przykład"
MISSING_ROW, OTHER_ROWS = "brak", "pozostałe"


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that an example can reach: the place of a rule and what happens there. `whose` is a kind of branches
    where each of them must reach it by itself, else empty."""

    path: str
    start: int
    outcome: str
    whose: str = ""

    @property
    def place(self) -> tuple[str, int, str]:
        """The same for whatever kind of branches."""
        return self.path, self.start, self.outcome


def goal(span: Span, outcome: str, whose: str = "") -> Goal:
    return Goal(_file(span.source.path), span.start, outcome, whose)


def _file(path: str) -> str:
    return Path(path).resolve().as_posix()


Goals = Mapping[Goal, str]
Named = Iterator[tuple[Goal, str]]
_NONE: Mapping[str, Any] = {}


# -- what there is to reach -------------------------------------------------------------------------------------------


def goals(found: Regulation) -> Goals:
    """Everything that the branches can reach, each with its name for a person."""
    named: dict[Goal, str] = {}
    for branch in found.branches.values():
        kind = branch.rules.kind
        named.update(_of_rules(branch.rules))
        for condition in branch.rules.conditions:
            for outcome in _outcomes(condition, concerns(found, branch, condition.applies_when)):
                named[goal(condition.requires.span, outcome, kind)] = _said(kind, f"warunek {condition.name}", outcome)
        named[goal(branch.notes.span, USED)] = _said("", f"oddział {branch.code}", USED)
    return named


def goals_of_base(found: Regulation) -> Goals:
    """What a law or a city says in its own file, for whatever kind; how an order ends is for the schools to say."""
    named: dict[Goal, str] = {}
    for rules in found.kinds.values():
        every = dict(_of_rules(rules))
        for condition in rules.conditions:
            for outcome in _outcomes(condition, True if condition.applies_when is None else None):
                every[goal(condition.requires.span, outcome)] = _said(rules.kind, f"warunek {condition.name}", outcome)
        for key, name in every.items():
            named.setdefault(replace(key, whose=""), name)
    own = _file(found.source.path)
    return {key: name for key, name in named.items() if key.path == own and key.outcome != TIE}


def _of_rules(rules: Rules) -> Named:
    for top in rules.criteria:
        for criterion in top.walk():
            yield from _of_criterion(criterion, rules.kind)
    for stage in rules.order:
        yield goal(stage.notes.span, DECIDES, rules.kind), _said(rules.kind, f"kolejność, {stage.name}", DECIDES)
    if rules.order:
        last = rules.order[-1].notes.span
        yield goal(last, TIE, rules.kind), _said(rules.kind, "kolejność, po ostatnim etapie", TIE)
    for node in rules.reached(*_formulas(rules)):
        yield from _of_formula(node, rules.tables)


def _formulas(rules: Rules) -> Iterator[typed.Typed]:
    """What counts; what a claim (`maks`) names counts nothing."""
    for top in rules.criteria:
        for criterion in top.walk():
            yield from (one for one in criterion.formulas() if one is not criterion.claimed_most)
    for condition in rules.conditions:
        yield from condition.formulas()
    yield from (stage.value for stage in rules.order if stage.value is not None)


def _of_criterion(criterion: Criterion, kind: str) -> Named:
    """What a law leaves to others has nothing to reach; whoever sets it does so in the own file."""
    if criterion.left_to:
        return
    place, name = place_of(criterion), f"kryterium {criterion.dotted}"
    for outcome in (SOME, NOTHING):
        yield goal(place, outcome, kind), _said(kind, name, outcome)
    if criterion.limit is not None:
        yield goal(place, CUT), _said("", name, CUT)
    way = criterion.way
    body = way.body if isinstance(way, ForEach) else way
    if isinstance(body, Rows):
        yield from _of_rows(body, place, name)
    if isinstance(way, ForEach):
        if way.once_by:
            yield goal(place, DROPPED), _said("", name, DROPPED)
        if way.each.condition is not None:
            yield goal(place, LEFT_OUT), _said("", name, LEFT_OUT)
        for member in _members(way.each.collection):
            yield goal(place, member), _said("", f"{name}, pozycja", member)


def place_of(criterion: Criterion) -> Span:
    """Of points for each element: the collection, which stays in the law where a city fills in the points."""
    return criterion.way.each.collection.span if isinstance(criterion.way, ForEach) else criterion.notes.span


def _of_rows(rows: Rows, place: Span, name: str) -> Named:
    for number, row in enumerate(rows.rows, 1):
        yield goal(row.notes.span, HIT), _said("", f"{name}, wiersz {number}", HIT)
        if row.several is not None:
            yield goal(row.notes.span, SEVERAL), _said("", f"{name}, wiersz {number}", SEVERAL)
    if rows.rows[-1].condition is not None:
        yield goal(place, NO_HIT), _said("", name, NO_HIT)


def _of_formula(node: typed.Typed, tables: Mapping[str, Table]) -> Named:
    where = f"„{shorten(node.span.text, 60, placeholder='…')}” (wiersz {node.span.line})"
    match node:
        case typed.If():
            yield from ((goal(node.span, outcome), _said("", where, outcome)) for outcome in (THEN, OTHERWISE))
        case typed.Fallback():
            yield from ((goal(node.span, outcome), _said("", where, outcome)) for outcome in (GIVEN, ABSENT))
        case typed.Member(collection=typed.ListOf(items=items)):
            yield from ((goal(one.span, HIT), _said("", f"{where}: {one.span.text}", HIT)) for one in items)
        case typed.Aggregate(function="liczba"):
            yield from (
                (goal(node.span, member), _said("", f"{where}: {member}", "policzone"))
                for member in _members(node.collection)
            )
        case typed.TableLookup():
            table = tables[node.table]
            yield from ((goal(table.notes.span, row), _said("", f"tabela {table.name}", row)) for row in _rows(table))


def _rows(table: Table) -> list[str]:
    rest = [OTHER_ROWS] if table.rest is not None else []
    return [*table.rows, *rest, *([MISSING_ROW] if table.missing is not None else [])]


def _members(collection: typed.Typed) -> tuple[str, ...]:
    """The members of a closed list that a candidate may have; none where it is of anything else."""
    if isinstance(collection, typed.NotionMembers):
        return collection.members
    type_ = collection.type
    if not isinstance(collection, typed.FactRef) or not isinstance(type_, CollectionType):
        return ()
    return tuple(type_.item.notion.members) if isinstance(type_.item, NotionType) else ()


def _outcomes(condition: Condition, applies: bool | None) -> Iterator[str]:
    """`applies`: whether it concerns everybody, nobody (False) or some (None)."""
    if applies is not True:
        yield OUTSIDE
    if applies is not False:
        yield from (MET, IS_UNMET)
        if condition.unless is not None:
            yield EXEMPT


def _said(kind: str, what: str, outcome: str) -> str:
    whose = f"{kind.replace('_', ' ')}: " if kind else ""
    return f"{whose}{what.replace('_', ' ')} – {outcome.replace('_', ' ')}"


# -- what is reached --------------------------------------------------------------------------------------------------


@dataclass
class Watching(Evaluator):
    """The explaining evaluator that remembers where it has been; `counts` when the example says how many points."""

    seen: set[Goal] = field(default_factory=set)
    counts: bool = True

    @property
    def kind(self) -> str:
        return self.branch.rules.kind

    def value(self, node: typed.Typed, variables: Mapping[str, Any] = _NONE) -> Any:
        match node:
            case typed.If(condition=condition):
                outcome = THEN if Evaluator.value(self, condition, variables) else OTHERWISE
                self.seen.add(goal(node.span, outcome))
            case typed.Fallback(value=value):
                absent = Evaluator.value(self, value, variables) is None
                self.seen.add(goal(node.span, ABSENT if absent else GIVEN))
            case typed.Member(item=item, collection=typed.ListOf(items=items)):
                looked_for = Evaluator.value(self, item, variables)
                equal = [one for one in items if Evaluator.value(self, one, variables) == looked_for]
                self.seen.update(goal(one.span, HIT) for one in equal)
        return Evaluator.value(self, node, variables)

    def elements_of(self, node: typed.Aggregate | typed.AggregateOf, variables: Mapping[str, Any]) -> Iterator[Any]:
        for element in Evaluator.elements_of(self, node, variables):
            if isinstance(element, str):
                self.seen.add(goal(node.span, element))
            yield element

    def lookup(self, node: typed.TableLookup, variables: Mapping[str, Any]) -> Any:
        if self.counts:
            table = self.branch.rules.tables[node.table]
            self.seen.add(goal(table.notes.span, _row_name(table, self.value(node.key, variables))))
        return Evaluator.lookup(self, node, variables)

    def count(self, criterion: Criterion, missing: dict[str, None]) -> Number:
        before = len(missing)
        points = Evaluator.count(self, criterion, missing)
        if self.counts and len(missing) == before:
            self.watch_criterion(criterion, points)
        return points

    def watch_criterion(self, criterion: Criterion, points: Number) -> None:
        place, way = place_of(criterion), criterion.way
        self.seen.add(goal(place, SOME if points else NOTHING, self.kind))
        if way.condition is not None and not self.value(way.condition):
            return
        if criterion.limit is not None and points < self.before_limit(criterion, {}):
            self.seen.add(goal(place, CUT))
        if isinstance(way, Rows):
            row = self.row_of(way, {})
            self.seen.add(goal(place, NO_HIT) if row is None else goal(way.rows[row].notes.span, HIT))
        elif isinstance(way, ForEach):
            self.watch_elements(way, place, self.elements(way))

    def watch_elements(self, way: ForEach, place: Span, found: list[ScoredElement]) -> None:
        hits = [one for one in found if one.counts and one.row is not None]
        for one in hits:
            assert one.row is not None
            together = one.row.several is not None and sum(other.row is one.row for other in hits) > 1
            self.seen.add(goal(one.row.notes.span, SEVERAL if together else HIT))
        if any(one.row_number == NO_ROW for one in found):
            self.seen.add(goal(place, NO_HIT))
        if any(not one.counts for one in found):
            self.seen.add(goal(place, DROPPED))
        if len(found) < len(list(self.collection(way.each.collection, {}))):
            self.seen.add(goal(place, LEFT_OUT))
        self.seen.update(goal(place, one.element) for one in found if isinstance(one.element, str))

    def meets(self, condition: Condition) -> bool:
        met = Evaluator.meets(self, condition)
        self.seen.add(goal(condition.requires.span, self.outcome(condition, met), self.kind))
        return met

    def outcome(self, condition: Condition, met: bool) -> str:
        if condition.applies_when is not None and not self.value(condition.applies_when):
            return OUTSIDE
        if condition.unless is not None and self.value(condition.unless):
            return EXEMPT
        return MET if met else IS_UNMET


def _row_name(table: Table, key: Any) -> str:
    if key is None:
        return MISSING_ROW
    if isinstance(key, str):
        return key if key in table.rows else OTHER_ROWS
    return next((name for name, one in table.ranges.items() if one.holds(key)), OTHER_ROWS)


def reached(found: Regulation) -> frozenset[Goal]:
    seen: set[Goal] = set()
    for example in found.examples:
        seen.add(goal(found.branches[example.branch].notes.span, USED))
        if example.candidates:
            _watch_order(found, example, seen)
        else:
            _watch_one(_watching(found, example, example.data, seen), example)
    return frozenset(seen)


def _watching(found: Regulation, example: Example, data: Node, seen: set[Goal], *, counts: bool = True) -> Watching:
    facts, pair = facts_of(found, data, Diagnostics())
    return Watching(found, found.branches[example.branch], facts, pair, seen=seen, counts=counts)


def _watch_one(watching: Watching, example: Example) -> None:
    """Only what the example expects: what nobody compares may be anything."""
    for name in example.expected:
        if name in (ADMITTED, REASON):
            watching.eligibility({})
        elif name == UNMET:
            for condition in watching.branch.rules.conditions:
                with suppress(MissingFact):
                    watching.meets(condition)
        elif name != MISSING:
            watching.points_of(tuple(map(normal_name, name.split("."))))


def _watch_order(found: Regulation, example: Example, seen: set[Goal]) -> None:
    branch = found.branches[example.branch]
    entrants = []
    for name, data in example.candidates.items():
        watching = _watching(found, example, data, seen, counts=False)
        entrants.append(Entrant(name, watching.result(), watching.pair))
    groups = in_order(branch.rules, entrants)
    parts = key_parts(branch.rules)
    for better, worse in pairwise(groups):
        at = next(number for number, pair in enumerate(zip(better.key, worse.key, strict=True)) if pair[0] != pair[1])
        part = parts[at]
        if isinstance(part, Stage):
            seen.add(goal(part.notes.span, DECIDES, branch.rules.kind))
    if any(len(group.items) > 1 for group in groups):
        seen.add(goal(branch.rules.order[-1].notes.span, TIE, branch.rules.kind))


# -- the report -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coverage:
    """`examples` 0: what is measured is a law or a city, by the examples of all schools; `left` is not reached."""

    name: str
    examples: int
    goals: Goals
    left: tuple[str, ...]

    @property
    def line(self) -> str:
        done = len(self.goals) - len(self.left)
        by = count(self.examples, EXAMPLE) if self.examples else "przykłady wszystkich szkół"
        return f"{self.name}: {done} z {len(self.goals)} ({by})"


@lru_cache
def coverage(name: str) -> Coverage:
    found = school(name)
    every, seen = goals(found), reached(found)
    return Coverage(name, len(found.examples), every, _named(every, lambda one: one in seen))


@lru_cache
def coverage_of_base(name: str) -> Coverage:
    """What of a law or a city the examples of all schools together reach, in whatever kind of branches."""
    loaded = load(REGULATIONS / f"{name}.yaml").regulation
    assert loaded is not None
    every = goals_of_base(loaded)
    seen = {one.place for school_name in SCHOOLS for one in reached(school(school_name))}
    return Coverage(name, 0, every, _named(every, lambda one: one.place in seen))


def _named(every: Goals, is_reached: Callable[[Goal], bool]) -> tuple[str, ...]:
    return tuple(sorted({name for one, name in every.items() if not is_reached(one)}))


BASES = (
    "prawo/ponadpodstawowe-2022",
    "prawo/ponadpodstawowe-2025",
    "prawo/przedszkola",
    "lomza/2026-2027",
    "krakow/przedszkola-2017",
)


def report(found: Iterable[Coverage]) -> str:
    return "\n".join("\n".join([one.line, *(f"  brakuje: {left}" for left in one.left)]) for one in found)


if __name__ == "__main__":
    sys.stdout.write(report([*map(coverage, SCHOOLS), *map(coverage_of_base, BASES)]) + "\n")
