"""Candidates made up for a search: what each fact that counts may be, at the ends, in the middle and beside every
number and date that a formula names."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from dsl.emit.runtime import exact
from dsl.model import expr as typed
from dsl.model.regulation import Regulation, Rules
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
from dsl.rows import PLACES, places
from dsl.syntax.terms import Period

_DAYS = (date(2012, 1, 1), date(2019, 12, 31), date(2005, 6, 15), date(1980, 6, 15))
_YEARS = range(1990, 2041)
_MOST_PLACE = Fraction(5)
_MOST_RECORDS = 3
_MOST_SINGLE = 12
Facts = Mapping[str, Any]


class Moves:
    """`nodes` are the formulas that count. Names of facts are unique over candidate and choice."""

    def __init__(self, regulation: Regulation, rules: Rules, nodes: Iterable[typed.Typed]) -> None:
        found = list(nodes)
        self._known: dict[NumberType, list[Any]] = {}
        self.numbers = _numbers(found)
        self.days = sorted({*_days(found, self.numbers), *_days_of_terms(regulation, found)})
        names = self.used_by(found)
        self.pair = {name: _placed(fact) for name, fact in rules.facts["wybór"].items() if name in names}
        candidate = {name: fact for name, fact in regulation.candidate.items() if name in names}
        self.facts: dict[str, Fact] = {**candidate, **self.pair}
        self.names = tuple(self.facts)

    @staticmethod
    def used_by(nodes: Iterable[typed.Typed]) -> frozenset[str]:
        return frozenset(
            node.fact.name for node in nodes if isinstance(node, typed.FactRef) and node.scope != "oddział"
        )

    def split(self, candidate: Facts) -> tuple[Facts, Facts]:
        """The facts of the candidate and those of the choice; what is not given is left out."""
        given = {name: value for name, value in candidate.items() if value is not None}
        pair = {name: value for name, value in given.items() if name in self.pair}
        return {name: value for name, value in given.items() if name not in pair}, {**places(1), **pair}

    def can_be(self, candidate: Facts) -> bool:
        """A school stands no lower on the list than the branch chosen there; each set has what it may have."""
        for name, value in candidate.items():
            type_ = self.facts[name].type if name in self.facts else None
            if isinstance(type_, CollectionType) and value is not None and not type_.allows(value):
                return False
        branch, school = (candidate.get(name) for name in PLACES)
        return branch is None or school is None or school <= branch

    # -- candidates ---------------------------------------------------------------------------------------------------

    def lowest(self) -> dict[str, Any]:
        return {name: self._end(fact.type, lowest=True) for name, fact in self.facts.items()}

    def highest(self) -> dict[str, Any]:
        return {name: self._end(fact.type, lowest=False) for name, fact in self.facts.items()}

    def everybody(self, most: int) -> Iterator[dict[str, Any]]:
        """All candidates, where the facts that count let there be no more than that many."""
        choices = [_all_values(fact) for fact in self.facts.values()]
        if prod(len(one) or most + 1 for one in choices) <= most:
            yield from (dict(zip(self.names, values, strict=True)) for values in product(*choices))

    def single(self, candidate: Facts, names: Iterable[str]) -> Iterator[dict[str, Any]]:
        """The candidate with one fact changed."""
        for name in sorted(names):
            fact = self.facts[name]
            values = self._changed(fact.type, candidate[name])
            for value in [*values, *([None] if fact.optional else [])]:
                if value != candidate[name]:
                    yield {**candidate, name: value}

    def anybody(
        self, source: random.Random, candidate: Facts | None = None, names: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """These facts at random, the others as they are."""
        chosen = self.names if names is None else sorted(names)
        return {**(candidate or {}), **{name: self._any(self.facts[name], source) for name in chosen}}

    def several(
        self, source: random.Random, candidate: Facts, names: Iterable[str], number: int
    ) -> Iterator[dict[str, Any]]:
        return (self.anybody(source, candidate, names) for _ in range(number))

    # -- values -------------------------------------------------------------------------------------------------------

    def _end(self, type_: Type, lowest: bool) -> Any:
        match type_:
            case MapType(key=key, value=inner):
                return {member: self._end(inner, lowest) for member in key.members}
            case CollectionType(item=NotionType()):
                return frozenset() if lowest else frozenset(type_.choices)
            case CollectionType():
                return ()
        values = self.values(type_)
        return None if not values else values[0] if lowest else values[-1]

    def _changed(self, type_: Type, now: Any) -> list[Any]:
        match type_:
            case MapType(value=inner):
                each = [{**now, member: one} for member in now for one in self._changed(inner, now[member])]
                return each[: 4 * _MOST_SINGLE]
            case CollectionType(item=NotionType()):
                return [now ^ {member} for member in type_.choices[:_MOST_SINGLE]]
            case CollectionType(item=RecordType() as record):
                source = random.Random(len(now))
                return [(*now, self._record(record, source, len(now))) for _ in range(_MOST_SINGLE)]
        values = self.values(type_)
        return values if len(values) <= _MOST_SINGLE else random.Random(1).sample(values, _MOST_SINGLE)

    def _any(self, fact: Fact, source: random.Random) -> Any:
        if fact.optional and source.random() < 0.2:
            return None
        return self._any_of(fact.type, source)

    def _any_of(self, type_: Type, source: random.Random) -> Any:
        match type_:
            case MapType(key=key, value=inner):
                return {member: self._any_of(inner, source) for member in key.members}
            case CollectionType(item=NotionType()):
                return frozenset(member for member in type_.choices if source.random() < 0.5)
            case CollectionType(item=RecordType() as record):
                return tuple(self._record(record, source, one) for one in range(source.randint(0, _MOST_RECORDS)))
            case NumberType(integer=True, low=Fraction() as low, high=Fraction() as high) if source.random() < 0.5:
                return source.randint(int(low), int(high))
        values = self.values(type_)
        return source.choice(values) if values else None

    def _record(self, record: RecordType, source: random.Random, number: int) -> dict[str, Any]:
        found = {fact.name: self._any(fact, source) for fact in record.fields}
        texts = {fact.name: f"przykład {number + 1}" for fact in record.fields if isinstance(fact.type, TextType)}
        return {name: value for name, value in {**found, **texts}.items() if value is not None}

    def values(self, type_: Type) -> list[Any]:
        """From the lowest to the highest."""
        match type_:
            case NumberType():
                return self._of_number(type_)
            case TruthType():
                return [False, True]
            case NotionType(notion):
                return sorted(notion.members, key=lambda member: notion.ranks.get(member, 0))
            case DateType(with_time):
                return sorted(datetime(day.year, day.month, day.day) if with_time else day for day in self.days)
            case TextType():
                return ["przykład"]
        return []

    def _of_number(self, type_: NumberType) -> list[Any]:
        if type_ not in self._known:
            self._known[type_] = self._numbers_of(type_)
        return self._known[type_]

    def _numbers_of(self, type_: NumberType) -> list[Any]:
        low = Fraction(0) if type_.low is None else type_.low
        high = max(Fraction(1000), low + 1000) if type_.high is None else type_.high
        middle = Fraction((low + high) // 2) if type_.integer else (low + high) / 2
        known = {low, high, middle, *(one for one in self.numbers if low <= one <= high)}
        return [exact(one) for one in sorted(known) if not type_.integer or one.denominator == 1]


def _all_values(fact: Fact) -> list[Any]:
    """Empty where there are more than can be listed."""
    missing = [None] if fact.optional else []
    match fact.type:
        case TruthType():
            return [False, True, *missing]
        case NotionType(notion):
            return [*notion.members, *missing]
    return []


def _placed(fact: Fact) -> Fact:
    """Places on the list of choices begin with 1."""
    if fact.name not in PLACES:
        return fact
    return replace(fact, type=NumberType(integer=True, low=Fraction(1), high=_MOST_PLACE))


def _numbers(nodes: Iterable[typed.Typed]) -> list[Fraction]:
    found = {node.value for node in nodes if isinstance(node, typed.Constant) and type(node.value) is Fraction}
    return sorted({beside for one in found for beside in (one - 1, one, one + 1)})


def _days(nodes: Iterable[typed.Typed], numbers: Iterable[Fraction]) -> list[date]:
    """Days named, those beside them, and a day of each year that a number may mean."""
    named = [node.value for node in nodes if isinstance(node, typed.Constant) and isinstance(node.value, date)]
    days = [date(one.year, one.month, one.day) for one in named]
    beside = [day + timedelta(days=number) for day in days for number in (-1, 0, 1)]
    years = [date(int(one), 6, 15) for one in numbers if one.denominator == 1 and int(one) in _YEARS]
    return sorted({*_DAYS, *beside, *years})


def _days_of_terms(regulation: Regulation, nodes: Iterable[typed.Typed]) -> Iterator[date]:
    for name in {node.event for node in nodes if isinstance(node, typed.TermRef)}:
        for term in regulation.timetable[name].terms.values():
            days = (term.start, term.end) if isinstance(term, Period) else ()
            yield from (date(day.year, day.month, day.day) for day in days if day is not None)
