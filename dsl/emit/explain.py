"""Why a candidate has these points: every criterion with its formula in words, with the values, its basis and its line.

Uses the evaluator for values and `emit.polish` for words; says nothing that they do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dsl.emit.evaluate import Evaluator, ScoredElement
from dsl.emit.polish.names import fact_at, format_typed, format_value
from dsl.emit.polish.words import Values, Words, free_variables
from dsl.emit.polish.workings import Workings
from dsl.emit.rule_words import RuleWords, WordsOfRules
from dsl.emit.runtime import MissingFact
from dsl.model import expr as typed
from dsl.model.regulation import (
    Components,
    Condition,
    Criterion,
    ForEach,
    Notes,
    Points,
    Rows,
    Stage,
    StageKind,
)
from dsl.model.result import BranchResult, Number
from dsl.model.types import CollectionType
from polish.numbers import format_number

COUNTED = "liczy się"
NOT_SCORED = "nie punktuje się"
GIVES_PRIORITY = "daje pierwszeństwo, punktów nie"
_SETTLES = {
    StageKind.LOT: "losowanie rozstrzyga tylko przy równych wynikach",
    StageKind.DECISION: "decyzja komisji rozstrzyga tylko przy równych wynikach",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation; `rule` is the rule in words, `values` the same with the candidate's values.

    `cut` is what was counted before `najwyżej` cut it, None where nothing was cut; `is_met`: the points are given under
    a condition, and it holds. Of an item of a list `row` is the number of the row that it hits (0: none), `priority`
    the stage before which it puts the candidate, although it gives no points."""

    kind: str
    name: str
    label: str
    rule: str
    values: str
    points: Number | None
    outcome: str
    notes: Notes
    missing: tuple[str, ...] = ()
    parts: tuple[Step, ...] = ()
    cut: Number | None = None
    is_met: bool = False
    row: int = 0
    priority: Stage | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    result: BranchResult
    criteria: tuple[Step, ...]
    conditions: tuple[Step, ...]
    stages: tuple[Step, ...]


def asked(node: typed.Typed) -> Iterator[typed.Typed]:
    """The candidate's data that a formula names; of a member of a list what is known of all of them."""
    match node:
        case typed.ItemOf(base=base, key=key):
            yield base if free_variables(key) else node
            yield from asked(key)
        case typed.FactRef() | typed.DefinitionRef() | typed.PointsRef():
            yield node
        case typed.FieldOf():
            return
        case _:
            for child in node.children():
                yield from asked(child)


_TOLD_LAST = re.compile(r"(?:najwyżej|zaokrąglone(?: w górę| w dół)?) (\S+)$")
_OF_ITSELF = re.compile(r"(\S+) \([^()]*\)$")


def with_result(values: str, points: Number) -> str:
    """„4 + 2 = 6”; a result that already stands at the end, or before what it comes of, is not repeated."""
    result = format_number(points)
    if values == result:
        return values
    told = _TOLD_LAST.search(values) or _OF_ITSELF.fullmatch(values)
    return values if told is not None and told[1] == result else f"{values} = {result}"


def _names_its_value(condition: typed.Typed) -> bool:
    """„pozycja wynosi 1”: where it holds, the value is known."""
    return (
        isinstance(condition, typed.Compare)
        and condition.operator == "="
        and isinstance(condition.right, typed.Constant)
    )


def _adjusted(values: str, points: Number | None, before: Number | None) -> str:
    """With what the cut leaves."""
    cut = _cut(before, points)
    if cut is None or points is None:
        return values
    return f"{with_result(values, cut)}, najwyżej {format_number(points)}"


def _cut(before: Number | None, points: Number | None) -> Number | None:
    """What was counted, where the limit left less of it."""
    return before if before is not None and points is not None and before > points else None


def explain(evaluator: Evaluator, words: WordsOfRules | None = None) -> Explanation:
    """`words` are kept from one candidate to the next by whoever explains many."""
    told = (words or WordsOfRules()).of(evaluator.regulation, evaluator.branch.rules)
    return _Explainer(evaluator, told).explanation()


class _Explainer:
    def __init__(self, evaluator: Evaluator, told: RuleWords) -> None:
        self.evaluator, self.told = evaluator, told
        self.rules = evaluator.branch.rules

    def explanation(self) -> Explanation:
        result = self.evaluator.result()
        return Explanation(
            result=result,
            criteria=tuple(self.criterion(one) for one in self.rules.criteria if one.name in result.criteria),
            conditions=tuple(self.condition(one) for one in self.rules.conditions),
            stages=tuple(self.stage(one) for one in self.rules.order),
        )

    def words(self, variables: dict[str, Any] | None = None) -> Words:
        values: Values = lambda node: self.evaluator.value(node, variables or {})  # noqa: E731
        return Words(self.evaluator.regulation, self.rules, values)

    def with_values(self, node: typed.Typed, variables: dict[str, Any] | None = None) -> str:
        try:
            return self.words(variables).of(node)
        except MissingFact as missing:
            return self.no_fact(missing)

    def worked_out(self, node: typed.Typed, variables: dict[str, Any] | None = None) -> str:
        """The same with what the values come of."""
        inside = variables or {}
        workings = Workings(
            self.evaluator.regulation,
            self.rules,
            lambda part: self.evaluator.value(part, inside),
            lambda several: self.evaluator.elements_of(several, inside),
        )
        try:
            return workings.whole(node)
        except MissingFact as missing:
            return self.no_fact(missing)

    def no_fact(self, missing: MissingFact) -> str:
        return f"brak danej: {fact_at(self.rules.facts, missing.path)}"

    # -- criteria -----------------------------------------------------------------------------------------------------

    def criterion(self, criterion: Criterion) -> Step:
        points = self.evaluator.points(criterion)
        missing = self.evaluator.missing_of(criterion)
        parts = self.parts(criterion)
        before = self.evaluator.before_limit(criterion, {}) if points is not None else None
        return Step(
            kind="kryterium",
            name=criterion.dotted,
            label=criterion.notes.label,
            rule=self.told.criterion(criterion),
            values=self.criterion_values(criterion, parts, points, before),
            points=points,
            outcome="",
            notes=criterion.notes,
            missing=missing,
            parts=parts,
            cut=_cut(before, points),
            is_met=criterion.way.condition is not None and bool(self.holds(criterion.way.condition)),
        )

    def criterion_values(
        self, criterion: Criterion, parts: tuple[Step, ...], points: Number | None, before: Number | None
    ) -> str:
        way = criterion.way
        if way.condition is not None and not self.holds(way.condition):
            return "warunek niespełniony"
        match way:
            case Points():
                values = self.worked_out(way.points)
            case Rows():
                values = self.row_values(way)
            case Components():
                values = " + ".join("?" if part.points is None else format_number(part.points) for part in parts)
            case ForEach():
                counted = [part for part in parts if part.outcome == COUNTED]
                values = " + ".join(self.added(way, counted)) or (
                    "żadnej pozycji się nie punktuje" if parts else "brak pozycji"
                )
        return _adjusted(values, points, before)

    def added(self, way: ForEach, counted: Sequence[Step]) -> Iterator[str]:
        """The points of each item; of several that hit one row with `dwa lub więcej`, what they give together, where
        the first of them stands: „10 (zamiast 7 + 7)”."""
        several = self.evaluator.several(way)
        hits: dict[int, list[str]] = {}
        for part in counted:
            hits.setdefault(part.row, []).append(format_number(part.points or 0))
        told: set[int] = set()
        for part in counted:
            alike = hits[part.row]
            together = several.get(part.row - 1) if len(alike) > 1 else None
            if together is None:
                yield format_number(part.points or 0)
            elif part.row not in told:
                told.add(part.row)
                yield f"{format_number(together)} (zamiast {' + '.join(alike)})"

    def row_values(self, way: Rows) -> str:
        try:
            row = self.evaluator.row_of(way, {})
        except MissingFact as missing:
            return self.no_fact(missing)
        if row is None:
            return "żaden wiersz nie pasuje"
        chosen = way.rows[row]
        points = "" if isinstance(chosen.points, typed.Constant) else f" – {self.worked_out(chosen.points)}"
        if chosen.condition is None:
            return f"pozostałe przypadki{points}"
        data = "" if _names_its_value(chosen.condition) else self.data(chosen.condition)
        which = self.told.when(chosen.condition)
        return f"{which}{f' ({data})' if data else ''}{points}"

    def data(self, condition: typed.Typed) -> str:
        """What a condition asks for, with the candidate's values."""
        found = (f"{self.told.of(node)}: {self.with_values(node)}" for node in asked(condition))
        return "; ".join(dict.fromkeys(found))

    def holds(self, condition: typed.Typed) -> bool | None:
        try:
            return bool(self.evaluator.value(condition))
        except MissingFact:
            return None

    def parts(self, criterion: Criterion) -> tuple[Step, ...]:
        way = criterion.way
        if way.condition is not None and not self.holds(way.condition):
            return ()
        if isinstance(way, Components):
            return tuple(self.criterion(part) for part in way.parts)
        if isinstance(way, ForEach):
            try:
                return tuple(self.element(way, one, criterion) for one in self.evaluator.elements(way))
            except MissingFact:
                return ()
        return ()

    def element(self, way: ForEach, one: ScoredElement, criterion: Criterion) -> Step:
        variables = {way.each.variable: one.element}
        formula = one.row.points if one.row is not None else (way.body.points if isinstance(way.body, Points) else None)
        priority = self.priority_of(way, one) if formula is None else None
        if priority is not None:
            outcome = GIVES_PRIORITY
        elif one.counts:
            outcome = COUNTED if formula is not None else NOT_SCORED
        else:
            outcome = "pominięte: z takich samych liczy się najwyższe"
        return Step(
            kind="pozycja",
            name=criterion.dotted,
            label=self.element_label(way, one.element),
            rule=self.told.row(one.row) if one.row is not None else "",
            values=self.with_values(formula, variables) if formula is not None else "0",
            points=one.points,
            outcome=outcome,
            notes=one.row.notes if one.row is not None else criterion.notes,
            row=one.row_number + 1 if one.row is not None else 0,
            priority=priority,
        )

    def priority_of(self, way: ForEach, one: ScoredElement) -> Stage | None:
        """The stage whose priority this item alone gives."""
        collection = way.each.collection
        if not isinstance(collection, typed.FactRef):
            return None
        stages = (stage for stage in self.rules.order if stage.kind is StageKind.PRIORITY)
        return next((stage for stage in stages if self.gives(stage, collection, one.element)), None)

    def gives(self, stage: Stage, collection: typed.FactRef, element: Any) -> bool:
        return self.stage_with(stage, collection, (element,)) and not self.stage_with(stage, collection, ())

    def stage_with(self, stage: Stage, collection: typed.FactRef, elements: tuple[Any, ...]) -> bool:
        """Whether the candidate had the priority with these items alone."""
        facts = {**self.evaluator.facts, collection.fact.name: elements}
        other = Evaluator(self.evaluator.regulation, self.evaluator.branch, facts, self.evaluator.pair)
        try:
            return bool(other.stage_value(stage))
        except MissingFact:
            return False

    def element_label(self, way: ForEach, element: Any) -> str:
        assert isinstance(way.each.collection.type, CollectionType)
        item = way.each.collection.type.item
        return format_typed(element, item)

    # -- conditions and stages ----------------------------------------------------------------------------------------

    def condition(self, condition: Condition) -> Step:
        return Step(
            kind="warunek",
            name=condition.name,
            label=condition.notes.label,
            rule=self.told.condition(condition),
            values=self.condition_values(condition),
            points=None,
            outcome=self.condition_outcome(condition),
            notes=condition.notes,
        )

    def condition_values(self, condition: Condition) -> str:
        if condition.applies_when is not None and not self.holds(condition.applies_when):
            return "nie dotyczy"
        return self.data(condition.requires)

    def condition_outcome(self, condition: Condition) -> str:
        if condition.applies_when is not None and self.holds(condition.applies_when) is False:
            return "nie dotyczy"
        if condition.unless is not None and self.holds(condition.unless):
            return f"zwolniony: {self.told.when(condition.unless)}"
        met = self.holds(condition.requires)
        if met is None:
            return "nie wiadomo: brakuje danych"
        if met:
            return "spełniony"
        if condition.checked_at:
            return f"do spełnienia przy: {condition.checked_at}"
        reserve = condition.reserve_when is not None and self.holds(condition.reserve_when)
        return "niespełniony: lista rezerwowa" if reserve else "niespełniony"

    def stage(self, stage: Stage) -> Step:
        try:
            value = self.evaluator.stage_value(stage)
        except MissingFact as missing:
            outcome = self.no_fact(missing)
        else:
            outcome = self.stage_outcome(stage, value)
        return Step(
            kind="etap",
            name=stage.name,
            label=stage.notes.label,
            rule=self.told.stage(stage),
            values=outcome,
            points=None,
            outcome=outcome,
            notes=stage.notes,
        )

    def stage_outcome(self, stage: Stage, value: Any) -> str:
        if value is None:
            return _SETTLES.get(stage.kind, "jeszcze nie rozstrzygnięto")
        if stage.kind is StageKind.PRIORITY:
            return "ma pierwszeństwo" if value else "bez pierwszeństwa"
        if stage.value is not None:
            return format_value(value, stage.value)
        return format_number(value)
