"""The most points that a candidate can get in a branch, told only where there is a candidate who gets them.

Where what a criterion turns on can be gone through whole (answers, members of notions, sets of few members), all of it
is counted by the evaluator; elsewhere the bound stands when a candidate is found who reaches it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain, combinations, product
from math import prod
from typing import Any

from dsl.checks.proofs.bounds import Bounds
from dsl.checks.proofs.witness import Tries, find_more
from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Components, Criterion, Regulation
from dsl.model.types import CollectionType, Fact, NotionType, TruthType
from dsl.rows import places

_MOST_CASES = 1024
_HAIR = Fraction(1, 10**9)
_PAIR = places(1)


@dataclass(slots=True)
class Most:
    """Of one branch; each criterion is gone through once. `of_any_branch`: the facts of the branch are not known."""

    regulation: Regulation
    branch: Branch
    of_any_branch: bool = False
    _bounds: Bounds = field(init=False)
    _known: dict[tuple[str, ...], Fraction | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._bounds = Bounds(self.branch)

    def reached(self, criteria: Sequence[Criterion]) -> Fraction | None:
        """Together, by one candidate; None where nobody was found who gets so many, there is no end, or it depends on
        what is yet to be set."""
        bound = None if any(map(self._is_open, criteria)) else self._together(criteria)
        if bound is None or (len(criteria) == 1 and self._by_cases(criteria[0]) is not None):
            return bound
        found = find_more(self.regulation, self.branch, criteria, bound - _HAIR, Tries())
        return bound if found is not None and found.points == bound else None

    def _is_open(self, criterion: Criterion) -> bool:
        for node in self._reached(criterion):
            if isinstance(node, typed.Constant) and node.left_to:
                return True
            if self.of_any_branch and isinstance(node, typed.FactRef) and node.scope == "oddział":
                return True
        return False

    def _reached(self, criterion: Criterion) -> Iterator[typed.Typed]:
        return self.branch.rules.reached(*(formula for one in criterion.walk() for formula in one.formulas()))

    def _together(self, criteria: Sequence[Criterion]) -> Fraction | None:
        """What nobody exceeds."""
        total = Fraction(0)
        for one in criteria:
            most = self._of(one)
            if most is None:
                return None
            total += most
        return total

    def _of(self, criterion: Criterion) -> Fraction | None:
        counted = self._by_cases(criterion)
        if counted is not None:
            return counted
        bound = self._bounds.of_criterion(criterion).high
        parts = self._together(criterion.way.parts) if isinstance(criterion.way, Components) else None
        return bound if bound is None or parts is None or parts < 0 else min(bound, parts)

    def _by_cases(self, criterion: Criterion) -> Fraction | None:
        if criterion.path not in self._known:
            self._known[criterion.path] = self._counted(criterion)
        return self._known[criterion.path]

    def _counted(self, criterion: Criterion) -> Fraction | None:
        declared = self._turns_on(criterion)
        every = [values for fact in declared.values() if (values := _values(fact))]
        if len(every) < len(declared) or prod(map(len, every)) > _MOST_CASES:
            return None
        found = [self._points(criterion, dict(zip(declared, case, strict=True))) for case in product(*every)]
        return max((one for one in found if one is not None), default=None)

    def _turns_on(self, criterion: Criterion) -> Mapping[tuple[str, str], Fact]:
        return {
            (node.scope, node.fact.name): node.fact
            for node in self._reached(criterion)
            if isinstance(node, typed.FactRef) and node.scope != "oddział"
        }

    def _points(self, criterion: Criterion, values: Mapping[tuple[str, str], Any]) -> Fraction | None:
        own, pair = (
            {name: value for (scope, name), value in values.items() if scope == wanted and value is not None}
            for wanted in ("kandydat", "wybór")
        )
        try:
            return Fraction(Evaluator(self.regulation, self.branch, own, {**_PAIR, **pair}).points_of(criterion.path))
        except MissingFact:
            return None


def _values(fact: Fact) -> list[Any]:
    """All that a fact can be, None where it may be left out; empty where these are too many."""
    match fact.type:
        case TruthType():
            found: list[Any] = [True, False]
        case NotionType(notion):
            found = list(notion.members)
        case CollectionType(item=NotionType(), is_set=True) as type_ if 2 ** len(type_.choices) <= _MOST_CASES:
            found = [frozenset(one) for one in _subsets(type_.choices) if type_.allows(one)]
        case _:
            return []
    return [*found, None] if fact.optional else found


def _subsets(members: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(members, size) for size in range(len(members) + 1))
