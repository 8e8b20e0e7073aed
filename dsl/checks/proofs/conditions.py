"""Conditions that never hold or always do, and thresholds that nobody reaches or everybody does.

A condition is judged for every branch there could be with these rules: one that is settled by the facts of the branches
at hand (`oddział.zawodowy`) is no mistake. That it always holds is told only where it does so by itself; repeating
what was asked before is no mistake either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dsl.checks.proofs.possible import Wanted, belongs
from dsl.checks.proofs.space import Space, Verdict, between, constant, shown, told
from dsl.diagnostics import Diagnostic, Related, Severity
from dsl.model import expr as typed
from dsl.model.regulation import Components, Condition, Criterion, ForEach, Notes, Points, Rows, StageKind
from dsl.model.types import NumberType, TruthType

_HOLDS = (typed.Compare, typed.Member, typed.InRange, typed.Both, typed.Either, typed.Negation, typed.Aggregate)
Context = tuple[Wanted, ...]
_NO_CONTEXT: Context = ()


@dataclass(frozen=True, slots=True)
class _Site:
    """A condition as a whole: what follows when it never holds, and when it always does (None: nothing is said)."""

    notes: Notes
    never: str = ""
    always: str | None = ""
    severity: Severity = Severity.WARNING


def conditions(space: Space) -> Iterator[Verdict]:
    walk = _Walk(space)
    for definition in space.rules.definitions.values():
        yield from walk.formula(definition.formula, _NO_CONTEXT, _Site(definition.notes))
    for criterion in space.rules.criteria:
        yield from walk.criterion(criterion, _NO_CONTEXT)
    for condition in space.rules.conditions:
        yield from walk.condition(condition)
    for stage in space.rules.order:
        if stage.value is not None:
            site = _Site(stage.notes)
            is_priority = stage.kind is StageKind.PRIORITY
            yield from walk.parts(stage.value, site) if is_priority else walk.formula(stage.value, _NO_CONTEXT, site)
    for document in space.rules.documents.values():
        if document.applies_when is not None:
            site = _Site(document.notes, "więc tego dokumentu nikt nie składa", "więc ten dokument składa każdy")
            yield from walk.formula(document.applies_when, _NO_CONTEXT, site)


@dataclass(frozen=True, slots=True)
class _Walk:
    space: Space

    # -- where conditions stand ---------------------------------------------------------------------------------------

    def criterion(self, criterion: Criterion, context: Context) -> Iterator[Verdict]:
        way, notes = criterion.way, criterion.notes
        if way.condition is not None:
            site = _Site(notes, f"więc „{notes.label}” nikomu nie da punktów", f"więc „{notes.label}” dostaje każdy")
            yield from self.formula(way.condition, context, site)
            context = (*context, (way.condition, True))
        if criterion.limit is not None:
            yield from self.formula(criterion.limit, context, _Site(notes))
        match way:
            case Components(parts=parts):
                for part in parts:
                    yield from self.criterion(part, context)
            case ForEach(each=each, body=body):
                yield from self.formula(each.collection, context, _Site(notes))
                context = (*context, *belongs(each))
                if each.condition is not None:
                    site = _Site(notes, "więc nic się tu nie liczy", "więc niczego nie wyłącza")
                    yield from self.formula(each.condition, context, site)
                    context = (*context, (each.condition, True))
                yield from self.body(body, notes, context)
            case Points() | Rows():
                yield from self.body(way, notes, context)

    def body(self, body: Points | Rows, notes: Notes, context: Context) -> Iterator[Verdict]:
        if isinstance(body, Points):
            yield from self.formula(body.points, context, _Site(notes))
            return
        for row in body.rows:
            here = context
            if row.condition is not None:
                site = _Site(
                    notes, "więc tego wiersza nikt nie dostanie", "więc wiersz dostaje każdy, kto do niego dojdzie"
                )
                yield from self.formula(row.condition, context, site)
                here = (*context, (row.condition, True))
            yield from self.formula(row.points, here, _Site(notes))

    def condition(self, condition: Condition) -> Iterator[Verdict]:
        notes, context = condition.notes, _NO_CONTEXT
        label = f"warunek „{notes.label}”"
        if condition.applies_when is not None:
            site = _Site(notes, f"więc {label} nikogo nie dotyczy", f"więc {label} dotyczy każdego")
            yield from self.formula(condition.applies_when, context, site)
            context = ((condition.applies_when, True),)
        for_everybody = condition.blocks_qualification and self.holds_for(condition.applies_when, True)
        if condition.unless is not None:
            site = _Site(notes, "więc z tego wyjątku nikt nie skorzysta", f"więc {label} nikogo nie obowiązuje")
            yield from self.formula(condition.unless, context, site)
            for_everybody = for_everybody and self.holds_for(condition.unless, False)
            context = (*context, (condition.unless, False))
        if for_everybody and isinstance(condition.requires, typed.Constant) and condition.requires.value is False:
            yield self.space.verdict("warunek", condition.requires.span, lambda: self.told_closed(condition))
            return
        severity = Severity.ERROR if for_everybody and bool(self.space.branches) else Severity.WARNING
        site = _Site(notes, f"więc nikt nie spełni warunku „{notes.label}”", "więc niczego nie wymaga", severity)
        yield from self.formula(condition.requires, context, site)
        if condition.reserve_when is not None:
            site = _Site(notes, "więc nikt nie stanie na liście rezerwowej", None)
            yield from self.formula(condition.reserve_when, (*context, (condition.requires, False)), site)

    def told_closed(self, condition: Condition) -> Diagnostic:
        """`wymaga: nie`, of everybody."""
        severity = Severity.ERROR if self.space.branches else Severity.WARNING
        message = f"„wymaga: nie” nie spełni nikt, więc nikt nie spełni warunku „{condition.notes.label}”."
        hint = "Napisz, czego warunek wymaga, albo kogo dotyczy („gdy”)."
        return told("P101", severity, condition.requires.span, message, hint, condition.notes)

    def holds_for(self, node: typed.Typed | None, wanted: bool) -> bool:
        """Whether it is so for everybody; a condition that is not written holds."""
        return node is None or self.never(_NO_CONTEXT, node, not wanted)

    # -- one formula --------------------------------------------------------------------------------------------------

    def formula(self, node: typed.Typed, context: Context, site: _Site) -> Iterator[Verdict]:
        """A whole condition, or the conditions inside a formula for a number."""
        if not isinstance(node.type, TruthType) or isinstance(node, typed.If | typed.Fallback):
            yield from self.inside(node, context, site)
            return
        if site.severity is Severity.ERROR and not self.never(context, node, True):
            site = replace(site, severity=Severity.WARNING)
        yield from self.truth(node, context, site, is_whole=True)

    def parts(self, node: typed.Typed, site: _Site) -> Iterator[Verdict]:
        """What a priority is made of; of the priority itself the check of the order speaks."""
        if self.never(_NO_CONTEXT, node, True) or self.never(_NO_CONTEXT, node, False):
            return
        for child in _joined(node):
            yield from self.truth(child, _NO_CONTEXT, site, is_whole=False)

    def truth(self, node: typed.Typed, context: Context, site: _Site, is_whole: bool) -> Iterator[Verdict]:
        """The smallest parts that make a condition constant are told, not the whole besides."""
        found = False
        for child in _joined(node):
            for verdict in self.truth(child, _NO_CONTEXT, site, is_whole=False):
                found = found or verdict.told is not None
                yield verdict
        for verdict in () if _joined(node) else self.inside(node, context, site):
            found = found or verdict.told is not None
            yield verdict
        yield self.space.verdict(
            "warunek", node.span, lambda: None if found else self.judged(node, context, site, is_whole)
        )

    def inside(self, node: typed.Typed, context: Context, site: _Site) -> Iterator[Verdict]:
        """Conditions within a formula: of `jeżeli`, of what a function goes through."""
        if isinstance(node, typed.If):
            yield from self.conditional(node, context, site)
            return
        if isinstance(node, typed.Aggregate):
            yield from self.inside(node.collection, context, site)
            if node.condition is not None:
                inner = _Site(site.notes, "więc nic się tu nie liczy", "więc niczego nie wyłącza")
                yield from self.truth(node.condition, _NO_CONTEXT, inner, is_whole=True)
            if isinstance(node.element.type, TruthType):
                yield from self.truth(node.element, _NO_CONTEXT, _Site(site.notes), is_whole=True)
            else:
                yield from self.inside(node.element, context, site)
            return
        for child in node.children():
            yield from self.inside(child, context, site)

    def conditional(self, node: typed.If, context: Context, site: _Site) -> Iterator[Verdict]:
        inner = _Site(
            site.notes, "więc zawsze liczy się to, co po „inaczej”", "więc to, co po „inaczej”, nigdy się nie liczy"
        )
        yield from self.truth(node.condition, context, inner, is_whole=True)
        for arm, holds in ((node.then, True), (node.otherwise, False)):
            yield from self.formula(arm, (*context, (node.condition, holds)), _Site(site.notes, always=None))

    # -- the judgement ------------------------------------------------------------------------------------------------

    def never(self, context: Context, node: typed.Typed, value: bool) -> bool:
        return self.space.search.find(*context, (node, value)).never

    def judged(self, node: typed.Typed, context: Context, site: _Site, is_whole: bool) -> Diagnostic | None:
        if isinstance(node, typed.Constant) or not (isinstance(node, _HOLDS) or (is_whole and context)):
            return None
        by_itself = (self.never(_NO_CONTEXT, node, True), self.never(_NO_CONTEXT, node, False))
        if by_itself == (True, True) or (isinstance(node, typed.DefinitionRef) and True in by_itself):
            return None
        if by_itself[0]:
            return self.told_never(node, site, is_whole)
        if by_itself[1]:
            return self.told_always(node, site, is_whole) if site.always is not None else None
        if is_whole and context and self.never(context, node, True) and self.is_possible(context):
            return self.told_excluded(node, context, site)
        return None

    def is_possible(self, context: Context) -> bool:
        return self.space.search.find(*context).case is not None

    def told_never(self, node: typed.Typed, site: _Site, is_whole: bool) -> Diagnostic:
        follows = f", {site.never}" if is_whole and site.never else ""
        if _is_threshold(node):
            return self.told_threshold(node, site, f"Nikt nie ma tylu punktów: {shown(node)}{follows}.")
        if isinstance(node, typed.Both):
            message = f"Te warunki się wykluczają: {shown(node)}{follows}."
            hint = "Sprawdź, czy nie powinno tu stać „lub”, albo popraw wartości."
            return told("P101", site.severity, node.span, message, hint, site.notes)
        message = f"Ten warunek nigdy nie jest spełniony: {shown(node)}{follows}."
        return told("P101", site.severity, node.span, message, self.repair(node), site.notes)

    def told_always(self, node: typed.Typed, site: _Site, is_whole: bool) -> Diagnostic:
        follows = f", {site.always}" if is_whole and site.always else ""
        if _is_threshold(node):
            return self.told_threshold(node, site, f"Każdy ma tyle punktów: {shown(node)}{follows}.")
        message = f"Ten warunek jest zawsze spełniony: {shown(node)}{follows}."
        is_either = isinstance(node, typed.Either)
        hint = "Sprawdź, czy nie powinno tu stać „i”, albo popraw wartości." if is_either else self.repair(node)
        return told("P102", Severity.WARNING, node.span, message, hint, site.notes)

    def told_threshold(self, node: typed.Typed, site: _Site, message: str) -> Diagnostic:
        hint = f"{self.reason(node)}Popraw próg albo punkty."
        severity = site.severity if message.startswith("Nikt") else Severity.WARNING
        return told("P103", severity, node.span, message, hint, site.notes)

    def told_excluded(self, node: typed.Typed, context: Context, site: _Site) -> Diagnostic:
        follows = f", {site.never}" if site.never else ""
        message = f"Tu ten warunek nigdy nie jest spełniony: {shown(node)}{follows}."
        reason = next((one for one in reversed(context) if self.never((one,), node, True)), context[-1])
        related = [Related(reason[0].span, _why(reason))]
        return told("P101", site.severity, node.span, message, "Popraw jeden z tych warunków.", site.notes, related)

    def repair(self, node: typed.Typed) -> str:
        return f"{self.reason(node)}Popraw ten warunek albo go usuń."

    def reason(self, node: typed.Typed) -> str:
        """`„wynik” to od 0 do 100. `: what the values can be, where they are compared with a number."""
        parts: tuple[typed.Typed, ...] = ()
        if isinstance(node, typed.Compare):
            parts = (node.left, node.right)
        elif isinstance(node, typed.InRange):
            parts = (node.value,)
        for part in parts:
            if constant(part) is None and isinstance(part.type, NumberType):
                words = between(self.space.search.bounds_of(part), part.type.unit)
                if words:
                    return f"„{shown(part)}” to {words}. "
        return ""


def _joined(node: typed.Typed) -> tuple[typed.Typed, ...]:
    match node:
        case typed.Both(left=left, right=right) | typed.Either(left=left, right=right):
            return left, right
        case typed.Negation(value=value):
            return (value,)
    return ()


def _is_threshold(node: typed.Typed) -> bool:
    if not isinstance(node, typed.Compare | typed.InRange):
        return False
    return any(isinstance(one, typed.PointsRef) for one in node.walk())


def _why(reason: Wanted) -> str:
    node, holds = reason
    if isinstance(node, typed.Member) and isinstance(node.item, typed.VariableRef) and node.item.span == node.span:
        return "liczy się tylko to, co jest tutaj"
    return "dochodzi się tu tylko, gdy to zachodzi" if holds else "to już wyłączono"
