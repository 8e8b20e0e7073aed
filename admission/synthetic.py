"""Obviously made-up candidates for a regulation: for demonstrations, previews and measurements. No real person's data.

The same regulation, number and seed give the same rows everywhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from dsl.decode.declarations import BUILT_IN_PAIR
from dsl.model.regulation import Regulation
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


def synthetic_rows(regulation: Regulation, number: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Rows as in a candidates' file: complete, with wishes in random order."""
    source = random.Random(seed)
    needed = _needed_truths(regulation)
    for position in range(1, number + 1):
        wishes = list(regulation.branches)
        source.shuffle(wishes)
        row: dict[str, Any] = {
            "id": f"przyklad-{position:04d}",
            "tożsamość": {"imiona": "Osoba", "nazwisko": f"Przykładowa-{position:04d}"},
            "wybory": [_wish(regulation, code, source, needed) for code in wishes[: source.randint(1, len(wishes))]],
        }
        row.update(_facts(regulation.candidate, source, needed))
        yield row


def _wish(regulation: Regulation, code: str, source: random.Random, needed: frozenset[str]) -> str | dict[str, Any]:
    """The code of a branch, with the facts of the pair where its kind has some."""
    declared = regulation.branches[code].rules.facts["wybór"]
    found = _facts({name: fact for name, fact in declared.items() if name not in BUILT_IN_PAIR}, source, needed)
    return {"oddział": code, **found} if found else code


def _needed_truths(regulation: Regulation) -> frozenset[str]:
    """Facts that a condition asks for by name: most candidates have them."""
    return frozenset(
        node.fact.name
        for branch in regulation.branches.values()
        for condition in branch.rules.conditions
        for node in condition.requires.walk()
        if hasattr(node, "fact") and isinstance(node.fact.type, TruthType)
    )


def _facts(declared: Mapping[str, Fact], source: random.Random, needed: frozenset[str]) -> dict[str, Any]:
    found = {}
    for name, fact in declared.items():
        if isinstance(fact.type, TruthType):
            found[name] = source.random() < (0.97 if name in needed else _CLAIM_CHANCE)
        elif not (fact.optional and source.random() < 0.5):
            value = _value(fact.type, source)
            if value not in (None, [], {}):
                found[name] = value
    return found


def _value(type_: Type, source: random.Random) -> Any:
    match type_:
        case NumberType(low=low, high=high):
            return source.randint(int(low or 0), int(high if high is not None else 100))
        case TruthType():
            return source.random() < _CLAIM_CHANCE
        case TextType():
            return f"przykład {source.randint(1, 9)}"
        case DateType(with_time):
            day = (_FIRST_DAY + timedelta(days=source.randint(0, 365))).isoformat()
            return f"{day} {source.randint(0, 23):02}:{source.randint(0, 59):02}" if with_time else day
        case NotionType(notion):
            return source.choice(list(notion.members))
        case MapType(key, value):
            return {member: _value(value, source) for member in key.members}
        case CollectionType(RecordType() as record, _, size):
            count = source.randint(1, 3) if source.random() < _LIST_CHANCE else 0
            count = max(size.least, count if size.most is None else min(count, size.most))
            return [{fact.name: _value(fact.type, source) for fact in record.fields} for _ in range(count)]
        case CollectionType(NotionType(notion), _, size):
            count = max(size.least, 1 if source.random() < _CLAIM_CHANCE and size.most != 0 else 0)
            return source.sample(list(notion.members), min(count, len(notion.members)))
    return None
