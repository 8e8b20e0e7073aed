"""Looks for a candidate who gets more points than is claimed; what it finds is counted by the evaluator."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact, exact
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Criterion, Regulation
from dsl.model.result import Number
from dsl.model.types import (
    CollectionType,
    DateType,
    Fact,
    MapType,
    NotionType,
    NumberType,
    RecordType,
    TextType,
    TruthType,
    Type,
)
from dsl.rows import places

# Candidates counted for one claim, and for all claims of a regulation; after that a claim stays open.
MOST_TRIES = 600
MOST_TRIES_OF_ALL = 4_000
_MOST_RECORDS = 30
_PAIR = places(1)


@dataclass(frozen=True, slots=True)
class Witness:
    facts: dict[str, Any]
    points: Number


@dataclass(slots=True)
class Tries:
    left: int = MOST_TRIES_OF_ALL


def find_more(
    regulation: Regulation, branch: Branch, criteria: Iterable[Criterion], claim: Number, tries: Tries
) -> Witness | None:
    """A candidate who gets more than `claim` for the criteria together, or None when none was found."""
    search = _Search(regulation, branch, list(criteria), claim, min(MOST_TRIES, tries.left))
    found = search.found() if tries.left > 0 else None
    tries.left -= search.tries
    return found


class _Search:
    """Climbs from everything at its best: changes one fact at a time as long as that gives more points."""

    def __init__(
        self, regulation: Regulation, branch: Branch, criteria: list[Criterion], claim: Number, most_tries: int
    ) -> None:
        self.most_tries = most_tries
        self.regulation, self.branch, self.criteria, self.claim = regulation, branch, criteria, claim
        self.source = random.Random(1)
        self.tries = 0
        used = {
            (node.scope, node.fact.name)
            for criterion in criteria
            for inner in criterion.walk()
            for node in branch.rules.reached(*inner.formulas())
            if isinstance(node, typed.FactRef)
        }
        self.facts = {name: fact for name, fact in regulation.candidate.items() if ("kandydat", name) in used}
        self.pair = {
            name: fact
            for name, fact in branch.rules.facts["wybór"].items()
            if ("wybór", name) in used and name not in _PAIR
        }

    def found(self) -> Witness | None:
        declared = {**self.facts, **self.pair}
        best = {name: _first(fact.type) for name, fact in declared.items()}
        points = self.count(best)
        better = True
        while better and self.tries < self.most_tries:
            better = False
            for name, fact in declared.items():
                for value in self.others(fact.type, best[name]):
                    changed = {**best, name: value}
                    now = self.count(changed)
                    if now is not None and (points is None or now > points):
                        best, points, better = changed, now, True
                    if points is not None and points > self.claim:
                        return Witness(best, points)
                    if self.tries >= self.most_tries:
                        return None
        return Witness(best, points) if points is not None and points > self.claim else None

    def count(self, values: dict[str, Any]) -> Number | None:
        self.tries += 1
        facts = {name: value for name, value in values.items() if name in self.facts and value is not None}
        pair = {name: value for name, value in values.items() if name in self.pair and value is not None}
        evaluator = Evaluator(self.regulation, self.branch, facts, {**_PAIR, **pair})
        try:
            return sum((evaluator.points_of(criterion.path) for criterion in self.criteria), 0)
        except MissingFact:
            return None

    def others(self, type_: Type, now: Any) -> Iterator[Any]:
        match type_:
            case MapType(key=key, value=inner):
                for member in key.members:
                    for value in self.others(inner, (now or {}).get(member)):
                        yield {**(now or {}), member: value}
            case CollectionType(item=RecordType() as record, size=size):
                if len(now or ()) < (_MOST_RECORDS if size.most is None else min(size.most, _MOST_RECORDS)):
                    for _ in range(20):
                        yield (*(now or ()), self.record(record, len(now or ())))
            case CollectionType(item=NotionType(notion), size=size):
                have = frozenset(now or ())
                one_more = (have ^ {member} for member in notion.members)
                instead = ((have - {old}) | {new} for old in have for new in notion.members if new not in have)
                yield from (one for one in (*one_more, *instead) if size.allows(len(one)))
            case _:
                yield from (value for value in _values(type_) if value != now)

    def record(self, record: RecordType, number: int) -> dict[str, Any]:
        return {fact.name: self.field(fact, number) for fact in record.fields}

    def field(self, fact: Fact, number: int) -> Any:
        if isinstance(fact.type, TextType):
            return f"przykład {number + 1}"
        return self.source.choice(_values(fact.type) or [None])


def _first(type_: Type) -> Any:
    """What most likely gives most: the highest, the first, all."""
    match type_:
        case MapType(key=key, value=value):
            return {member: _first(value) for member in key.members}
        case CollectionType(item=NotionType(notion), size=size):
            return frozenset(list(notion.members)[: size.most])
        case CollectionType():
            return ()
    values = _values(type_)
    return values[0] if values else None


def _values(type_: Type) -> list[Any]:
    match type_:
        case NumberType(low=low, high=high):
            top, bottom = Fraction(1000 if high is None else high), Fraction(0 if low is None else low)
            middle = Fraction((top + bottom) // 2) if type_.integer else (top + bottom) / 2
            return [exact(value) for value in dict.fromkeys((top, bottom, middle))]
        case TruthType():
            return [True, False]
        case NotionType(notion):
            return sorted(notion.members, key=lambda member: -notion.ranks.get(member, 0))
        case DateType(with_time):
            days = [date(2012, 1, 1), date(2005, 1, 1), date(2019, 12, 31), date(1980, 6, 15)]
            return [datetime(day.year, day.month, day.day) for day in days] if with_time else list(days)
        case TextType():
            return ["przykład"]
    return []
