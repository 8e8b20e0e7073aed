"""What the assistant reads off typed formulas: which criterion counts the exam, which the grades, by which facts.

Nothing here knows a criterion by its name: a regulation may call them as it likes, the facts decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.kept import Kept
from dsl.emit.evaluate import Evaluator
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Components, Criterion, Regulation, Rules
from dsl.model.result import Number
from dsl.model.types import Fact, TruthType

_MOST_KEPT = 2000


def _facts_of(criterion: Criterion) -> frozenset[str]:
    nodes = (node for one in criterion.walk() for formula in one.formulas() for node in formula.walk())
    return frozenset(node.fact.name for node in nodes if isinstance(node, typed.FactRef) and node.scope == "kandydat")


facts_of = Kept(_facts_of, _MOST_KEPT)
"""Names of the candidate's facts that a criterion and its parts use."""


def criterion_by_fact(rules: Rules, fact: str) -> Criterion | None:
    """The whole criterion that counts a fact; of several the one that counts it most directly."""
    found = [one for one in rules.criteria if fact in facts_of(one)]
    return min(found, key=lambda one: len(facts_of(one)), default=None)


def part_by_item(criterion: Criterion, fact: str, member: str) -> Criterion | None:
    """The component whose formula reads `fact[member]`, such as `egzamin.matematyka`."""
    for one in criterion.walk():
        for formula in one.formulas():
            if any(reads_item(node, fact, member) for node in formula.walk()):
                return one
    return None


def reads_item(node: typed.Typed, fact: str, member: str) -> bool:
    return (
        isinstance(node, typed.ItemOf)
        and node.base.fact.name == fact
        and isinstance(node.key, typed.Constant)
        and node.key.value == member
    )


def plain_facts(branch: Branch, scope: str, but: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Every yes-or-no fact of a scope met, but those named."""
    facts = branch.rules.facts.get(scope, {}).values()
    return {one.name: one.name not in but for one in facts if isinstance(one.type, TruthType)}


def tables_in(*nodes: typed.Typed) -> list[str]:
    return list(dict.fromkeys(one.table for node in nodes for one in node.walk() if isinstance(one, typed.TableLookup)))


def uses_points(rules: Rules) -> bool:
    """Whether a condition stands on points: a threshold."""
    nodes = [one.requires for one in rules.conditions]
    return any(isinstance(inner, typed.PointsRef) for node in nodes for inner in node.walk())


def _facts_reached(rules: Rules) -> Mapping[tuple[str, ...], tuple[Fact, ...]]:
    return {one.path: _facts_under(rules, one) for top in rules.criteria for one in top.walk()}


def _facts_under(rules: Rules, criterion: Criterion) -> tuple[Fact, ...]:
    nodes = (node for node in rules.reached(*criterion.formulas()) if isinstance(node, typed.FactRef))
    return tuple({node.fact.name: node.fact for node in nodes}.values())


_reached = Kept(_facts_reached, _MOST_KEPT)


def facts_reached(rules: Rules, criterion: Criterion) -> tuple[Fact, ...]:
    """Facts that a criterion alone uses, also through definitions."""
    return _reached(rules)[criterion.path]


def facts_in(node: typed.Typed, rules: Rules) -> set[str]:
    """Facts that a formula uses, also through definitions."""
    return {inner.fact.name for inner in rules.reached(node) if isinstance(inner, typed.FactRef)}


def holds_in(regulation: Regulation, branch: Branch, condition: typed.Typed | None) -> bool:
    """Whether a rule applies in a branch; a condition on candidates may apply in any."""
    if condition is None or facts_of_candidate(condition, branch.rules):
        return True
    return bool(Evaluator(regulation, branch, {}).value(condition))


def facts_of_candidate(node: typed.Typed, rules: Rules) -> bool:
    return any(isinstance(inner, typed.FactRef) and inner.scope != "oddział" for inner in rules.reached(node))


def is_of_choice(node: typed.Typed, rules: Rules) -> bool:
    """Whether it depends on what a candidate chooses in a branch, such as an occupation, and on nothing else of him."""
    scopes = {inner.scope for inner in rules.reached(node) if isinstance(inner, typed.FactRef)}
    return "wybór" in scopes and "kandydat" not in scopes


def counted(evaluator: Evaluator, points: Mapping[tuple[str, ...], Number]) -> dict[str, Number]:
    """Of points of criteria and of their parts: what each whole criterion comes to after its cut, by its name."""
    tops = {path[:1] for path in points}
    whole = (one for one in evaluator.branch.rules.criteria if one.path in tops)
    return {one.name: _cut(evaluator, one, points) for one in whole}


def _cut(evaluator: Evaluator, criterion: Criterion, points: Mapping[tuple[str, ...], Number]) -> Number:
    """No more than `najwyżej` of the criterion, and of each of its parts."""
    found: Number = points.get(criterion.path, 0)
    if isinstance(criterion.way, Components):
        found += sum((_cut(evaluator, part, points) for part in criterion.way.parts), 0)
    return found if criterion.limit is None else min(found, evaluator.value(criterion.limit))
