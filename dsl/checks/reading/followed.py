"""Everything that a rule stands on: its formulas, the definitions and the criteria that they name, and so on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dsl.model import expr as typed
from dsl.model.regulation import Criterion, Rules, Stage


def followed(
    rules: Rules, formulas: Iterable[typed.Typed], criteria: Iterable[Criterion] = ()
) -> Iterator[typed.Typed]:
    """Each definition and each criterion once."""
    seen: set[tuple[str, ...]] = set()
    waiting = list(formulas)
    named = list(criteria)
    while waiting or named:
        if named:
            criterion = named.pop()
            if criterion.path not in seen:
                seen |= {one.path for one in criterion.walk()}
                waiting += [formula for one in criterion.walk() for formula in one.formulas()]
            continue
        for node in rules.reached(waiting.pop()):
            yield node
            if isinstance(node, typed.PointsRef):
                named += criteria_at(rules, node.path)


def of_stage(rules: Rules, stage: Stage) -> Iterator[typed.Typed]:
    formulas = () if stage.value is None else (stage.value,)
    return followed(rules, formulas, criteria_of(rules, stage.criteria))


def criteria_of(rules: Rules, names: Iterable[str]) -> tuple[Criterion, ...]:
    return tuple(one for name in names if (one := rules.criterion((name,))) is not None)


def criteria_at(rules: Rules, path: tuple[str, ...]) -> tuple[Criterion, ...]:
    if path == typed.TOTAL:
        return criteria_of(rules, rules.total)
    found = rules.criterion(path)
    return (found,) if found is not None else ()
