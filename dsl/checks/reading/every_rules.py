"""The rules that checks go through: those of all branches, or, in a base, those of all kinds; each once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from dsl.model import expr as typed
from dsl.model.regulation import Regulation, Rules


def every_rules(regulation: Regulation) -> tuple[Rules, ...]:
    """Rules that many branches share are here once; those of a kind without branches only in a file without any."""
    return _once(branch.rules for branch in regulation.branches.values()) or tuple(regulation.kinds.values())


def all_rules(regulation: Regulation) -> tuple[Rules, ...]:
    """Those of kinds without branches too."""
    return _once((*regulation.kinds.values(), *(branch.rules for branch in regulation.branches.values())))


def different_rules(regulation: Regulation) -> tuple[Rules, ...]:
    """Of rules that are written in the same places, such as those of kinds that share them all, the first."""
    return tuple({_written(rules): rules for rules in reversed(every_rules(regulation))}.values())


def _written(rules: Rules) -> Hashable:
    tables = (row for one in rules.tables.values() for row in (*one.rows.values(), one.rest, one.missing) if row)
    roots = (one.span for one in (*formulas_of(rules), *tables))
    sums = tuple(stage.criteria for stage in rules.order)
    return tuple((id(span.source), span.start) for span in roots), sums, rules.total


def _once(every: Iterable[Rules]) -> tuple[Rules, ...]:
    return tuple({id(rules): rules for rules in every}.values())


def formulas_of(rules: Rules) -> Iterator[typed.Typed]:
    """Every formula of the rules but the rows of tables, which name nothing."""
    yield from (one.formula for one in rules.definitions.values())
    for criterion in rules.criteria:
        for one in criterion.walk():
            yield from one.formulas()
    for condition in rules.conditions:
        yield from condition.formulas()
    for stage in rules.order:
        yield from stage.formulas()
    yield from (one.applies_when for one in rules.documents.values() if one.applies_when is not None)
