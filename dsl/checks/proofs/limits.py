"""Limits that never cut, and criteria that give nobody a point although they count."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.checks.proofs.bounds import ZERO
from dsl.checks.proofs.space import Space, Verdict, told
from dsl.diagnostics import Diagnostic, Severity
from dsl.model import expr as typed
from dsl.model.regulation import Components, Criterion
from dsl.source.text import Span
from polish.numbers import format_number


def limits(space: Space) -> Iterator[Verdict]:
    """Only where there are branches: in a law what others are to set counts as 0."""
    if not space.branches:
        return
    counted = _counted(space)
    for top in space.rules.criteria:
        for criterion in top.walk():
            if criterion.limit is not None:
                yield Verdict("najwyżej", criterion.limit.span, _never_cuts(space, criterion, criterion.limit))
        if top.name in counted:
            yield from _nothing(space, top)


def _counted(space: Space) -> set[str]:
    rules = space.rules
    asked = [one for condition in rules.conditions for one in condition.formulas()]
    asked += [stage.value for stage in rules.order if stage.value is not None]
    named = {node.path[0] for node in rules.reached(*asked) if isinstance(node, typed.PointsRef)}
    return {*rules.total, *named, *(name for stage in rules.order for name in stage.criteria)}


def _never_cuts(space: Space, criterion: Criterion, limit: typed.Typed) -> Diagnostic | None:
    """A limit that equals what can be reached says so and is silent; one above it promises more than there is."""
    most, least_limit = space.everywhere.before_limit(criterion).high, space.everywhere.of(limit).low
    if most is None or least_limit is None or least_limit <= most:
        return None
    label = criterion.notes.label
    message = f"„{label}”: „najwyżej” niczego nie obcina, bo więcej niż {format_number(most)} nikt nie dostanie."
    hint = f"Wpisz {format_number(most)} albo dopisz to, za co brakuje punktów."
    return told("P107", Severity.NOTE, limit.span, message, hint, criterion.notes)


def _nothing(space: Space, criterion: Criterion) -> Iterator[Verdict]:
    """The parts that give nothing are told, not the whole besides."""
    parts = criterion.way.parts if isinstance(criterion.way, Components) else ()
    found = False
    for part in parts:
        for verdict in _nothing(space, part):
            found = found or verdict.told is not None
            yield verdict
    is_zero = not found and space.everywhere.of_criterion(criterion) == ZERO
    message = f"„{criterion.notes.label}”: to kryterium nikomu nie da punktów, bo zawsze wychodzi 0."
    hint = "Popraw punkty i warunki albo usuń to kryterium."
    told_zero = told("P108", Severity.WARNING, criterion.notes.span, message, hint, criterion.notes)
    yield Verdict("zero", criterion.notes.span, told_zero if is_zero else None, _formulas(space, criterion))


def _formulas(space: Space, criterion: Criterion) -> tuple[Span, ...]:
    """Where what the criterion gives is written, in definitions too."""
    written = [formula for one in criterion.walk() for formula in one.formulas()]
    named = (node.name for node in space.rules.reached(*written) if isinstance(node, typed.DefinitionRef))
    return tuple(one.span for one in (*written, *(space.rules.definitions[name].formula for name in named)))
