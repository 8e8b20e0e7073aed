"""The formulas of rules, and what they come to through definitions."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.emit.polish.order import stage_path
from dsl.model import expr as typed
from dsl.model.regulation import Components, Condition, Criterion, ForEach, Points, Rows, Rules, Stage


def of_criterion(criterion: Criterion) -> list[typed.Typed]:
    """Those of the criterion itself, not of its parts."""
    way = criterion.way
    found: list[typed.Typed | None] = [way.condition, criterion.limit]
    match way:
        case Points(points=points):
            found.append(points)
        case Rows(rows=rows):
            found += [part for row in rows for part in (row.condition, row.points)]
        case ForEach(each=each, body=Points(points=points)):
            found += [each.collection, points]
        case ForEach(each=each, body=Rows(rows=rows)):
            found.append(each.collection)
            found += [part for row in rows for part in (row.condition, row.points, row.several)]
        case Components():
            pass
    return _present(found)


def of_condition(condition: Condition) -> list[typed.Typed]:
    return _present([condition.applies_when, condition.requires, condition.unless])


def of_stage(stage: Stage) -> list[typed.Typed]:
    return _present([stage.value])


def reached(rules: Rules, *formulas: typed.Typed) -> Iterator[typed.Typed]:
    """Every part of the formulas and of the definitions they stand on, each definition once."""
    pending = list(formulas)
    seen: set[str] = set()
    while pending:
        for node in pending.pop(0).walk():
            yield node
            if isinstance(node, typed.DefinitionRef) and node.name not in seen:
                seen.add(node.name)
                pending.append(rules.definitions[node.name].formula)


def users_of_definitions(rules: Rules) -> dict[str, str]:
    """The path of the first rule that stands on each definition; a definition that nothing uses is left out."""
    users: dict[str, str] = {}
    for path, formulas in _rules(rules):
        for node in reached(rules, *formulas):
            if isinstance(node, typed.DefinitionRef):
                users.setdefault(node.name, path)
    return users


def _rules(rules: Rules) -> Iterator[tuple[str, list[typed.Typed]]]:
    for top in rules.criteria:
        for criterion in top.walk():
            yield f"kryteria.{criterion.dotted}", of_criterion(criterion)
    for condition in rules.conditions:
        yield f"warunki.{condition.name}", of_condition(condition)
    for stage in rules.order:
        yield f"kolejność.{stage_path(stage)}", of_stage(stage)


def _present(found: list[typed.Typed | None]) -> list[typed.Typed]:
    return [one for one in found if one is not None]
