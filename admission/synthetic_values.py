"""The values of a made-up candidate: results around a level of his own, claims as rare as they are in life."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

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
_NEEDED = 0.97
_TRIES_AT_NEEDED = 3  # then it may be what nobody is to have
_WITH_ACHIEVEMENTS = 0.25
_STANDS_OUT = 0.19  # of a range: one standard deviation of results around a candidate's own level
_MIDDLE = 0.56
_MOST_TRIES = 200


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

    def facts(self, declared: Mapping[str, Fact], level: float, attempt: int = 0) -> dict[str, Any]:
        """Complete. `attempt` counts how often the conditions were not met so far."""
        found = {}
        for name, fact in declared.items():
            if isinstance(fact.type, TruthType):
                found[name] = self.claims(name, level, attempt)
            elif not (fact.optional and self.source.random() < 0.5):
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
            case NotionType(notion):
                return source.choice(list(notion.members))
            case MapType(key, value):
                return {member: self.value(member, value, level) for member in key.members}
            case CollectionType(RecordType() as record, _, size):
                count = source.randint(1, 3) if source.random() < _WITH_ACHIEVEMENTS else 0
                count = max(size.least, count if size.most is None else min(count, size.most))
                return [self.item(name, record, level) for _ in range(count)]
            case CollectionType(NotionType(), _, size):
                return self.members(name, type_.choices, size.least, size.most)
        return None

    def item(self, name: str, record: RecordType, level: float) -> dict[str, Any]:
        """What cannot be is drawn again, by lots of its own: nobody else's change for it."""
        found = self._item(record, level)
        again = Drawing(random.Random(repr(found)), self.needed, self.days)
        for _ in range(_MOST_TRIES):
            if self.can_be(name, found):
                break
            found = again._item(record, level)
        return found

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
