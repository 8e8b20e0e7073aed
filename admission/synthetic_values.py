"""The values of a made-up candidate: results around a level of his own, claims as rare as they are in life."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeVar

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
from polish.folding import fold

_CLAIMED = 0.15
_CLAIMED_AT_LEVEL = 0.9  # a standard deviation above the middle: about one of five
_BY_LEVEL = ("wyroznien",)
_SHARES = {
    "zwoln": 0.01,
    "laureat": 0.01,
    "finalist": 0.01,
    "aktywn": 0.4,
    "wolontar": 0.4,
    "mieszk": 0.85,
    "zamieszk": 0.85,
    "wielodziet": 0.12,
    "samotn": 0.06,
    "niepelnospr": 0.02,
    "piecz": 0.01,
    "odrocz": 0.03,
    "opinia": 0.03,
    "problem": 0.03,
}
"""Of all candidates, by how the name of what is claimed begins."""
_AT_EXAM = {
    "angielsk": 0.96,
    "niemieck": 0.028,
    "rosyjsk": 0.005,
    "hiszpansk": 0.003,
    "francusk": 0.002,
    "wlosk": 0.001,
    "ukrainsk": 0.001,
}
"""The foreign languages that pupils take an exam in, by how their names begin."""
_BESIDE = {
    "niemieck": 0.6,
    "angielsk": 0.2,
    "hiszpansk": 0.08,
    "rosyjsk": 0.05,
    "francusk": 0.04,
    "wlosk": 0.02,
    "ukrainsk": 0.01,
}
"""Those they learn beside it."""
_POINTS_OF_EXAM = {"polsk": 45, "matematyk": 30, "obc": 55, **dict.fromkeys(_AT_EXAM, 55)}
"""What may be had in a part of the exam: its percents are rounded from these."""
_NEEDED = 0.97
_TRIES_AT_NEEDED = 3  # then it may be what nobody is to have
_WITH_ACHIEVEMENTS = 0.25
_STANDS_OUT = 0.19  # of a range: one standard deviation of results around a candidate's own level
_MIDDLE = 0.56
_MOST_TRIES = 200
_T = TypeVar("_T")


def bell(source: random.Random) -> float:
    """About a standard normal number, out of `random()` alone: the same in every version of Python."""
    return sum(source.random() for _ in range(12)) - 6.0


class Drawing:
    """`needed` are truths that a condition asks for: most candidates have them. `days` are the first and the last that
    the rules mean, by the names of facts. `can_be`: whether an item of a list by its name is not nonsense."""

    def __init__(
        self,
        source: random.Random,
        needed: Collection[str],
        days: Mapping[str, tuple[date, date]],
        can_be: Callable[[str, Mapping[str, Any]], bool] = lambda name, item: True,
    ) -> None:
        self.source, self.needed, self.days, self.can_be = source, needed, days, can_be
        self.languages: tuple[str, ...] = ()

    def begin(self) -> None:
        """With another person."""
        self.languages = ()

    def facts(self, declared: Mapping[str, Fact], level: float, attempt: int = 0) -> dict[str, Any]:
        """Complete. `attempt` counts how often the conditions were not met so far."""
        found = {}
        for name, fact in declared.items():
            if isinstance(fact.type, TruthType):
                found[name] = self.claims(name, level, attempt)
            elif _is_language(fact.type) or not (fact.optional and self.source.random() < 0.5):
                value = self.value(name, fact.type, level)
                if value not in (None, [], {}):
                    found[name] = value
        return found

    def claims(self, name: str, level: float, attempt: int = 0) -> bool:
        if name in self.needed:
            return self.source.random() < (_NEEDED if attempt < _TRIES_AT_NEEDED else 0.5)
        if _is_by_level(name):
            return level > _CLAIMED_AT_LEVEL
        return self.source.random() < (_share(name) or _CLAIMED)

    def value(self, name: str, type_: Type, level: float) -> Any:
        source = self.source
        match type_:
            case NumberType(unit="%") if points := _points_of_exam(name):
                return (200 * round(self.part(level) * points) + points) // (2 * points)
            case NumberType(low=low, high=high):
                first, last = int(low or 0), int(high if high is not None else 100)
                return first + round(self.part(level) * (last - first))
            case TruthType():
                return self.claims(name, level)
            case TextType():
                return f"przykład {source.randint(1, 9)}"
            case DateType(with_time):
                day = self.day(name).isoformat()
                return f"{day} {source.randint(0, 23):02}:{source.randint(0, 59):02}" if with_time else day
            case NotionType(notion) if notion.ranks:
                worst_first = sorted(notion.members, key=lambda member: notion.ranks[member])
                return worst_first[round(self.part(level) * (len(worst_first) - 1))]
            case NotionType(notion) if _is_language(type_):
                return self.learned(notion.members)[0]
            case NotionType(notion):
                return source.choice(list(notion.members))
            case MapType(key, value, optional):
                members = self.taught(key.members) if optional else key.members
                return {member: self.value(member, value, level) for member in members}
            case CollectionType(RecordType() as record, _, size):
                count = source.randint(1, 3) if source.random() < _WITH_ACHIEVEMENTS else 0
                count = max(size.least, count if size.most is None else min(count, size.most))
                return [self.item(name, record, level) for _ in range(count)]
            case CollectionType(NotionType(), _, size):
                return self.members(name, type_.choices, size.least, size.most)
        return None

    def taught(self, subjects: Iterable[str]) -> list[str]:
        """Without the foreign languages that this pupil does not learn."""
        subjects = list(subjects)
        foreign = [one for one in subjects if _language(one)]
        mine = self.learned(foreign)
        return [one for one in subjects if one in mine or one not in foreign]

    def learned(self, members: Iterable[str]) -> list[str]:
        """Of these languages the two that the pupil learns, the one of the exam first; one at least."""
        by_language = {_language(one): one for one in members}
        if by_language and not self.languages:
            first = self.chosen(_AT_EXAM)
            self.languages = first, self.chosen({one: share for one, share in _BESIDE.items() if one != first})
        return [by_language[one] for one in self.languages if one in by_language] or list(by_language.values())[:1]

    def chosen(self, shares: Mapping[str, float]) -> str:
        return self.source.choices(list(shares), weights=list(shares.values()))[0]

    def item(self, name: str, record: RecordType, level: float) -> dict[str, Any]:
        """What cannot be is drawn again, by lots of its own: nobody else's change for it."""
        found = self._item(record, level)
        again = Drawing(random.Random(repr(found)), self.needed, self.days)
        for _ in range(_MOST_TRIES):
            if self.can_be(name, found):
                break
            found = again._item(record, level)
        return found

    def by_lots_of_its_own(self, fact: Fact, level: float, beside: Mapping[str, Any]) -> Any:
        """A value that had been left out: nobody else's change for it."""
        again = Drawing(random.Random(repr((level, beside))), self.needed, self.days)
        return again.value(fact.name, fact.type, level)

    def _item(self, record: RecordType, level: float) -> dict[str, Any]:
        return {fact.name: self.value(fact.name, fact.type, level) for fact in record.fields}

    def members(self, name: str, choices: Sequence[str], least: int, most: int | None) -> list[str]:
        """Of a set: each by its own share, or one of all where that is known of the set."""
        together = _share(name)
        if together is not None:
            found = [self.source.choice(choices)] if choices and self.source.random() < together else []
        else:
            each = _CLAIMED / max(1, len(choices))
            found = [one for one in choices if self.source.random() < (_share(one) or each)]
        if len(found) < least:
            found = self.source.sample(choices, min(least, len(choices)))
        return found if most is None else found[:most]

    def day(self, name: str) -> date:
        first, last = self.days[name]
        return first + timedelta(days=self.source.randint(0, (last - first).days))

    def part(self, level: float) -> float:
        """How far between the lowest and the highest a result is: a candidate's level, and chance."""
        return min(1.0, max(0.0, _MIDDLE + _STANDS_OUT * (0.8 * level + 0.6 * bell(self.source))))


@cache
def _share(name: str) -> float | None:
    folded = fold(name)
    return next((share for start, share in _SHARES.items() if folded.startswith(start)), None)


@cache
def _is_by_level(name: str) -> bool:
    return fold(name).startswith(_BY_LEVEL)


@cache
def _points_of_exam(part: str) -> int:
    """0 for what is no part of an exam."""
    return _of_word(part, _POINTS_OF_EXAM) or 0


@cache
def _language(name: str) -> str:
    """As it begins; "" for what is no foreign language."""
    return _of_word(name, {one: one for one in _AT_EXAM}) or ""


def _is_language(type_: Type) -> bool:
    return isinstance(type_, NotionType) and all(map(_language, type_.notion.members))


def _of_word(name: str, known: Mapping[str, _T]) -> _T | None:
    """By how any word of the name begins."""
    return next((value for word in _words(name) for start, value in known.items() if word.startswith(start)), None)


def _words(name: str) -> list[str]:
    return fold(name).replace("_", " ").split()
