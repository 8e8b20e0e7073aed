"""Obviously made-up candidates of an offer: for demonstrations, previews and measurements. No real person's data.

The same offer, number and seed give the same rows everywhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from admission.offer import Offer, school_of
from dsl.decode.declarations import BUILT_IN_PAIR
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

_CLAIM_CHANCE = 0.15
_LIST_CHANCE = 0.25
_FIRST_DAY = date(2010, 1, 1)
_MOST_WISHES = 8
_STANDS_OUT = 0.19  # of a range: one standard deviation of results around a candidate's own level
_MIDDLE = 0.56


def synthetic_rows(offer: Offer, number: int, seed: int = 1, ties: float = 0.0) -> Iterator[dict[str, Any]]:
    """Rows as in a candidates' file: complete, some branches wanted by many and some by few.

    Who is good at one thing is often good at others. `ties` is the share of candidates with all the data of another.
    """
    source = random.Random(seed)
    needed = _needed_truths(offer)
    popularity = _popularity(offer, source)
    known: list[dict[str, Any]] = []
    for position in range(1, number + 1):
        level = _bell(source)
        facts = source.choice(known) if known and source.random() < ties else None
        if facts is None:
            facts = _facts(offer.candidate, source, needed, level)
            known.append(facts)
        yield {
            "id": f"przyklad-{position:04d}",
            "tożsamość": {"imiona": "Osoba", "nazwisko": f"Przykładowa-{position:04d}"},
            "wybory": _within_claims(
                offer, [_wish(offer, code, source, needed, level) for code in _wishes(offer, popularity, source)]
            ),
            **facts,
        }


def _bell(source: random.Random) -> float:
    """About a standard normal number, out of `random()` alone: the same in every version of Python."""
    return sum(source.random() for _ in range(12)) - 6.0


def _popularity(offer: Offer, source: random.Random) -> dict[str, float]:
    """A few branches that most want, many that few do."""
    codes = list(offer.branches)
    source.shuffle(codes)
    weights = {code: 1.0 / (place + 2) for place, code in enumerate(codes)}
    return {code: weights[code] for code in offer.branches}


def _wishes(offer: Offer, popularity: Mapping[str, float], source: random.Random) -> list[str]:
    """Different branches by their popularity, no more of them or of their schools than one may choose."""
    limits = offer.limits
    most = min(len(popularity), limits.branches or len(popularity), _MOST_WISHES)
    left = dict(popularity)
    found: list[str] = []
    schools: set[str] = set()
    wanted = source.randint(1, most) if most else 0
    while left and len(found) < wanted:
        code = source.choices(list(left), weights=list(left.values()))[0]
        del left[code]
        school = school_of(offer, code)
        if school in schools or limits.schools is None or len(schools) < limits.schools:
            schools.add(school)
            found.append(code)
    return found


def _within_claims(offer: Offer, wishes: list[str | dict[str, Any]]) -> list[str | dict[str, Any]]:
    """The first claims stay, as many as may be made; of the others no."""
    for limit in offer.limits.claims.values():
        claimed: set[str] = set()
        for wish in wishes:
            if not isinstance(wish, dict) or wish.get(limit.fact.name) is not True:
                continue
            place = school_of(offer, wish["oddział"]) if limit.is_of_schools else wish["oddział"]
            if place in claimed or len(claimed) < limit.count:
                claimed.add(place)
            else:
                wish[limit.fact.name] = False
    return wishes


def _wish(offer: Offer, code: str, source: random.Random, needed: frozenset[str], level: float) -> str | dict[str, Any]:
    """The code of a branch, with the facts of the pair where its kind has some."""
    declared = offer.branches[code].rules.facts["wybór"]
    given = {name: fact for name, fact in declared.items() if name not in BUILT_IN_PAIR}
    found = _facts(given, source, needed, level)
    return {"oddział": code, **found} if found else code


def _needed_truths(offer: Offer) -> frozenset[str]:
    """Facts that a condition asks for by name: most candidates have them."""
    return frozenset(
        node.fact.name
        for branch in offer.branches.values()
        for condition in branch.rules.conditions
        for node in condition.requires.walk()
        if hasattr(node, "fact") and isinstance(node.fact.type, TruthType)
    )


def _facts(declared: Mapping[str, Fact], source: random.Random, needed: frozenset[str], level: float) -> dict[str, Any]:
    found = {}
    for name, fact in declared.items():
        if isinstance(fact.type, TruthType):
            found[name] = source.random() < (0.97 if name in needed else _CLAIM_CHANCE)
        elif not (fact.optional and source.random() < 0.5):
            value = _value(fact.type, source, level)
            if value not in (None, [], {}):
                found[name] = value
    return found


def _value(type_: Type, source: random.Random, level: float) -> Any:
    match type_:
        case NumberType(low=low, high=high):
            first, last = int(low or 0), int(high if high is not None else 100)
            return first + round(_share(source, level) * (last - first))
        case TruthType():
            return source.random() < _CLAIM_CHANCE
        case TextType():
            return f"przykład {source.randint(1, 9)}"
        case DateType(with_time):
            day = (_FIRST_DAY + timedelta(days=source.randint(0, 365))).isoformat()
            return f"{day} {source.randint(0, 23):02}:{source.randint(0, 59):02}" if with_time else day
        case NotionType(notion) if notion.ranks:
            worst_first = sorted(notion.members, key=lambda member: notion.ranks[member])
            return worst_first[round(_share(source, level) * (len(worst_first) - 1))]
        case NotionType(notion):
            return source.choice(list(notion.members))
        case MapType(key, value):
            return {member: _value(value, source, level) for member in key.members}
        case CollectionType(RecordType() as record, _, size):
            count = source.randint(1, 3) if source.random() < _LIST_CHANCE else 0
            count = max(size.least, count if size.most is None else min(count, size.most))
            return [{fact.name: _value(fact.type, source, level) for fact in record.fields} for _ in range(count)]
        case CollectionType(NotionType(), _, size):
            count = max(size.least, 1 if source.random() < _CLAIM_CHANCE and size.most != 0 else 0)
            return source.sample(type_.choices, min(count, len(type_.choices)))
    return None


def _share(source: random.Random, level: float) -> float:
    """How far between the lowest and the highest a result is: a candidate's level, and chance."""
    return min(1.0, max(0.0, _MIDDLE + _STANDS_OUT * (0.8 * level + 0.6 * _bell(source))))
