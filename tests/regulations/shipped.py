"""The shipped regulations of schools, and what of them an example must notice: each number, condition and stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from dsl.emit.applicability import concerns
from dsl.load import load
from dsl.model.expr import Constant, Typed
from dsl.model.regulation import Condition, Criterion, Regulation, Rules, Stage, Table
from dsl.source.text import Span

REGULATIONS = Path(__file__).parents[2] / "regulations"
SCHOOLS = (
    "lo-wyspianskiego-kety/2025-2026",
    "lomza-szkola-przykladowa/2026-2027",
    "malopolska-szkola-przykladowa/2025-2026",
    "sp77-krakow/2025-2026",
    "zsme-kety/2025-2026",
)
_CLAIMED = "claimed_most"


@lru_cache
def school(name: str) -> Regulation:
    found = load(REGULATIONS / f"{name}.yaml").regulation
    assert found is not None
    return found


def numbers(found: Regulation) -> list[Span]:
    """Where the rules of the branches name a number that counts; what a claim names counts nothing."""
    inside = [
        (rules.criteria, rules.conditions, rules.order, rules.tables, rules.definitions)
        for rules in _every_rules(found)
    ]
    places = {one.span: None for part in inside for one in _constants(part) if _is_number(one)}
    return sorted(places, key=lambda span: (span.source.path, span.start))


def with_number_changed(found: Regulation, place: Span) -> Regulation:
    """The same regulation with one more where the number stands."""

    def one_more(one: Constant) -> Constant:
        assert isinstance(one.value, Fraction)
        return replace(one, value=one.value + 1)

    return _with_rules(found, lambda rules: _mapped(rules, lambda one: one_more(one) if one.span == place else one))


def without_condition(found: Regulation, place: Span) -> Regulation:
    return _with_rules(
        found,
        lambda rules: replace(rules, conditions=tuple(one for one in rules.conditions if one.notes.span != place)),
    )


def without_stage(found: Regulation, place: Span) -> Regulation:
    return _with_rules(
        found, lambda rules: replace(rules, order=tuple(one for one in rules.order if one.notes.span != place))
    )


def conditions(found: Regulation) -> dict[Span, Condition]:
    """Those that concern somebody in one of the branches."""
    return {
        one.notes.span: one
        for branch in found.branches.values()
        for one in branch.rules.conditions
        if concerns(found, branch, one.applies_when) is not False
    }


def stages(found: Regulation) -> dict[Span, Stage]:
    return {one.notes.span: one for rules in _every_rules(found) for one in rules.order}


def tables(found: Regulation) -> dict[Span, Table]:
    return {one.notes.span: one for rules in _every_rules(found) for one in rules.tables.values()}


def criteria(found: Regulation) -> dict[Span, Criterion]:
    return {one.notes.span: one for rules in _every_rules(found) for top in rules.criteria for one in top.walk()}


def _every_rules(found: Regulation) -> list[Rules]:
    return list({id(branch.rules): branch.rules for branch in found.branches.values()}.values())


def _with_rules(found: Regulation, change: Callable[[Rules], Rules]) -> Regulation:
    changed = {id(rules): change(rules) for rules in _every_rules(found)}
    branches = {code: replace(one, rules=changed[id(one.rules)]) for code, one in found.branches.items()}
    return replace(found, branches=branches)


def _is_number(one: Constant) -> bool:
    return isinstance(one.value, Fraction)


def _constants(node: Any) -> Iterator[Constant]:
    if isinstance(node, Constant):
        yield node
    elif isinstance(node, Mapping):
        for one in node.values():
            yield from _constants(one)
    elif isinstance(node, tuple):
        for one in node:
            yield from _constants(one)
    elif _is_part(node):
        for field in fields(node):
            if field.name != _CLAIMED:
                yield from _constants(getattr(node, field.name))


def _mapped(node: Any, change: Callable[[Constant], Constant]) -> Any:
    """The same tree with constants changed."""
    if isinstance(node, Constant):
        return change(node)
    if isinstance(node, dict):
        return {name: _mapped(one, change) for name, one in node.items()}
    if isinstance(node, tuple):
        return tuple(_mapped(one, change) for one in node)
    if not _is_part(node):
        return node
    named = [field.name for field in fields(node) if field.init and field.name not in (_CLAIMED, "facts", "notes")]
    return replace(node, **{name: _mapped(getattr(node, name), change) for name in named})


def _is_part(node: Any) -> bool:
    """Rules and what they are made of; no types, places and notes."""
    return is_dataclass(node) and not isinstance(node, type) and (isinstance(node, Typed) or _is_rule(node))


def _is_rule(node: Any) -> bool:
    return type(node).__module__ == Rules.__module__
