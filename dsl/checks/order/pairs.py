"""Looks for two candidates whom the total puts in another order than the stages; both are counted by the evaluator and
both meet the conditions.

For each stage in turn: candidates who differ in it as little as possible, the worse of whom has the most that the later
stages give and the better the least. Then anything at random, and from what is found the pair that differs in least.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from dsl.checks.order.cost import cost_of
from dsl.checks.order.moves import Moves
from dsl.checks.reading.followed import criteria_of, followed, of_stage
from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact
from dsl.model.regulation import Branch, Regulation
from dsl.model.result import BranchResult, Number

MOST_TRIES = 800
# Formulas worked out for all claims of a regulation together; a candidate of 100 criteria needs about a thousand.
MOST_STEPS_OF_ALL = 200_000
_MOST_OF_STAGE = 10
_CLIMBS = 2
_STARTS = 5
_REPAIRS = 40
_MOST_REPEATS = 100
_MOST_OF_ALL = 256
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Counted:
    """`groups` and `points` are the ranks in these stages, higher for the better."""

    facts: Facts
    groups: tuple[Number, ...]
    points: tuple[Number, ...]
    total: Number


@dataclass(frozen=True, slots=True)
class Pair:
    """Of each only the facts in which they differ. The stages put `better` first; where they do not, the total does."""

    better: Counted
    worse: Counted


@dataclass(slots=True)
class Budget:
    """What is left for the claims of one regulation."""

    steps: int = MOST_STEPS_OF_ALL


def find_pair(
    regulation: Regulation, branch: Branch, groups: tuple[int, ...], points: tuple[int, ...], budget: Budget
) -> Pair | None:
    return _Search(regulation, branch, groups, points, budget).found()


@dataclass(slots=True)
class _Search:
    regulation: Regulation
    branch: Branch
    groups: tuple[int, ...]
    points: tuple[int, ...]
    budget: Budget
    source: random.Random = field(default_factory=lambda: random.Random(1))
    tries: int = 0
    repeats: int = 0
    known: dict[str, Counted | None] = field(default_factory=dict)
    cost: int = field(init=False)
    moves: Moves = field(init=False)
    of_stages: list[frozenset[str]] = field(init=False)
    of_conditions: list[frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        rules = self.branch.rules
        self.cost = cost_of(rules)
        nodes = [list(of_stage(rules, rules.order[number])) for number in (*self.groups, *self.points)]
        total = list(followed(rules, (), criteria_of(rules, rules.total)))
        conditions = [list(followed(rules, one.formulas())) for one in rules.conditions]
        self.moves = Moves(self.regulation, rules, [node for one in (*nodes, total, *conditions) for node in one])
        self.of_conditions = [self.moves.used_by(one) for one in conditions]
        self.of_stages = [self.moves.used_by(one) for one in (*nodes[len(self.groups) :], total)]

    def found(self) -> Pair | None:
        base = self.base() if self.may_try else None
        if base is None:
            return None
        for one in self.candidates(base):
            if not self.may_try or self.repeats > _MOST_REPEATS:
                break
            self.count(one)
        pair = _contradiction(one for one in self.known.values() if one is not None)
        return None if pair is None else self.smaller(pair)

    @property
    def may_try(self) -> bool:
        return self.tries < MOST_TRIES and self.budget.steps > 0

    @property
    def of_points(self) -> frozenset[str]:
        return frozenset[str]().union(*self.of_stages)

    # -- candidates ---------------------------------------------------------------------------------------------------

    def base(self) -> Facts | None:
        """Somebody who meets the conditions, with as little else as possible."""
        starts = (self.moves.lowest(), self.moves.highest(), *(self.moves.anybody(self.source) for _ in range(_STARTS)))
        found = next((one for start in starts if (one := self.admitted(start)) is not None), None)
        return None if found is None else self.lowered(found)

    def admitted(self, candidate: Facts) -> Facts | None:
        """The candidate changed until every condition is met, the first unmet one first."""
        met = self.met(candidate)
        while 0 <= met < len(self.of_conditions):
            names = self.of_conditions[met]
            tried = [*self.moves.single(candidate, names), *self.moves.several(self.source, candidate, names, _REPAIRS)]
            better = next((one for one in tried if self.may_try and self.met(one) > met), None)
            if better is None:
                return None
            candidate, met = better, self.met(better)
        return candidate if met == len(self.of_conditions) else None

    def met(self, candidate: Facts) -> int:
        """How many conditions are met before the first that is not; below 0 where something cannot be counted."""
        if self.count(candidate) is not None:
            return len(self.of_conditions)
        evaluator = Evaluator(self.regulation, self.branch, *self.moves.split(candidate))
        unmet = evaluator.eligibility({})[1]
        return self.branch.rules.conditions.index(unmet) if unmet is not None else -1

    def lowered(self, candidate: Facts) -> Facts:
        for name, value in self.moves.lowest().items():
            changed = {**candidate, name: value}
            if candidate[name] != value and self.count(changed) is not None:
                candidate = changed
        return candidate

    def candidates(self, base: Facts) -> Iterator[Facts]:
        """Those tried: all, where there are few, else the most promising first."""
        yield from self.moves.everybody(_MOST_OF_ALL)
        yield from self.moves.single(base, self.of_points)
        for number in range(len(self.points)):
            own = self.of_stages[number]
            later = frozenset[str]().union(*self.of_stages[number + 1 :]) - own
            rests = [base, *(self.highest(base, later) for _ in range(_CLIMBS if later else 0))]
            for near in self.close(base, own, number):
                yield from ({**rest, **{name: near[name] for name in own}} for rest in rests)
        while True:
            yield self.moves.anybody(self.source, base, self.of_points)

    def close(self, base: Facts, own: frozenset[str], number: int) -> list[Facts]:
        """Candidates with different ranks in a stage: of all found those that are next to each other."""
        by_rank: dict[Number, Facts] = {}
        tried = [*self.moves.single(base, own), *self.moves.several(self.source, base, own, 40)]
        for one in (base, *tried):
            counted = self.count(one) if self.may_try else None
            if counted is not None:
                by_rank.setdefault(counted.points[number], one)
        ranks = sorted(by_rank)
        nearest = sorted(pairwise(ranks), key=lambda pair: pair[1] - pair[0])[: _MOST_OF_STAGE // 2]
        return [by_rank[rank] for pair in nearest for rank in pair]

    def highest(self, base: Facts, names: frozenset[str]) -> Facts:
        """Climbs to the most points in total by these facts alone."""
        best: Facts = self.moves.anybody(self.source, base, names)
        counted = self.count(best)
        for name in sorted(names):
            for changed in self.moves.single(best, (name,)):
                now = self.count(changed) if self.may_try else None
                if now is not None and (counted is None or now.total > counted.total):
                    best, counted = changed, now
        return best if counted is not None else base

    # -- counting -----------------------------------------------------------------------------------------------------

    def count(self, candidate: Facts) -> Counted | None:
        """None where the candidate does not take part. Nobody is counted twice."""
        key = repr([candidate[name] for name in self.moves.names])
        self.repeats = self.repeats + 1 if key in self.known else 0
        if key not in self.known:
            self.tries += 1
            self.budget.steps -= self.cost
            self.known[key] = counted(self.regulation, self.branch, self.moves, candidate, self.groups, self.points)
        return self.known[key]

    def smaller(self, pair: Pair) -> Pair:
        """The same contradiction with as many facts alike as possible; with many facts not all are tried."""
        tries = min(2 * MOST_TRIES, MOST_STEPS_OF_ALL // 3 // self.cost) + self.tries
        for name in self.moves.names:
            if self.tries >= tries:
                break
            if pair.better.facts[name] == pair.worse.facts[name]:
                continue
            for one, other in ((pair.better, pair.worse), (pair.worse, pair.better)):
                changed = self.count({**one.facts, name: other.facts[name]})
                found = None if changed is None else _contradiction([changed, other])
                if found is not None:
                    pair = found
                    break
        differing = [name for name in self.moves.names if pair.better.facts[name] != pair.worse.facts[name]]
        return Pair(*(_only(one, differing) for one in (pair.better, pair.worse)))


def counted(
    regulation: Regulation,
    branch: Branch,
    moves: Moves,
    candidate: Facts,
    groups: Iterable[int],
    points: Iterable[int],
) -> Counted | None:
    if not moves.can_be(candidate):
        return None
    try:
        result = Evaluator(regulation, branch, *moves.split(candidate)).result()
    except MissingFact:
        return None
    if not result.eligible or result.missing or result.total is None:
        return None
    return Counted(candidate, _ranks(result, groups), _ranks(result, points), result.total)


def _ranks(result: BranchResult, places: Iterable[int]) -> tuple[Number, ...]:
    return tuple(rank for place in places if (rank := result.order[place].rank) is not None)


def _only(one: Counted, names: Iterable[str]) -> Counted:
    return Counted({name: one.facts[name] for name in names}, one.groups, one.points, one.total)


def _contradiction(pool: Iterable[Counted]) -> Pair | None:
    """Two of one group whom the total orders otherwise: in the order of the stages it must rise where they do."""
    ordered = sorted(pool, key=lambda one: (one.groups, one.points, one.total))
    ties: Pair | None = None
    for worse, better in pairwise(ordered):
        if worse.groups != better.groups:
            continue
        if worse.points == better.points and worse.total == better.total:
            continue
        if worse.points != better.points and worse.total < better.total:
            continue
        if worse.points != better.points and worse.total > better.total:
            return Pair(better, worse)
        ties = ties or Pair(better, worse)
    return ties
