"""Bounds that hold in every branch with the same rules, so that what is said of a rule is true of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dsl.checks.proofs.bounds import Bounds
from dsl.decode.intervals import ANY, Interval, either, interval
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Criterion

# Branches of one kind differ in a few facts; of more different ones than this no bound of points is said.
MOST_BRANCHES = 200


class Everywhere:
    """Without a branch only what declarations say is known: in a law, values that others are to set are open."""

    def __init__(self, branches: Iterable[Branch]) -> None:
        different = list({_facts_key(branch): branch for branch in branches}.values())
        self._any = Bounds(different[0], of_any_branch=True) if different else None
        self._here: Sequence[Bounds] = [Bounds(one) for one in different] if len(different) <= MOST_BRANCHES else []

    def of(self, node: typed.Typed) -> Interval:
        """For every branch there could be."""
        return self._any.of(node) if self._any is not None else interval(node)

    def here(self, node: typed.Typed) -> Interval:
        """For the branches at hand: points depend on what is chosen for each of them."""
        return _hull(one.of(node) for one in self._here)

    def of_criterion(self, criterion: Criterion) -> Interval:
        return self._any.of_criterion(criterion) if self._any is not None else ANY

    def before_limit(self, criterion: Criterion) -> Interval:
        return self._any.before_limit(criterion) if self._any is not None else ANY


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
