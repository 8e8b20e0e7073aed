"""Bounds that hold in every branch with the same rules, so that what is said of a rule is true of all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dsl.checks.bounds import Bounds
from dsl.decode.intervals import ANY, Interval, either, interval
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Criterion

# Branches of one kind differ in a few facts; of more different ones than this no bound is said.
MOST_BRANCHES = 200


class Everywhere:
    """Without a branch only what declarations say is known of a formula, and nothing of a criterion."""

    def __init__(self, branches: Iterable[Branch]) -> None:
        different = {_facts_key(branch): branch for branch in branches}
        self.branches = list(different.values())
        self._each = [Bounds(branch) for branch in self.branches] if len(self.branches) <= MOST_BRANCHES else []

    def of(self, node: typed.Typed) -> Interval:
        if not self._each:
            return interval(node)
        return _hull(one.of(node) for one in self._each)

    def of_criterion(self, criterion: Criterion) -> Interval:
        return _hull(one.of_criterion(criterion) for one in self._each)

    def before_limit(self, criterion: Criterion) -> Interval:
        return _hull(one.before_limit(criterion) for one in self._each)


def _hull(found: Iterable[Interval]) -> Interval:
    result: Interval | None = None
    for one in found:
        result = one if result is None else either(result, one)
        if result == ANY:
            break
    return ANY if result is None else result


def _facts_key(branch: Branch) -> tuple[tuple[str, str], ...]:
    return tuple((name, _words(branch.facts[name])) for name in sorted(branch.facts))


def _words(value: Any) -> str:
    return repr(sorted(value)) if isinstance(value, frozenset) else repr(value)
