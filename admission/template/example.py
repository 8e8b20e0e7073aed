"""One candidate who does not exist, with every field filled: the row of a JSONL template. It is read like any other."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from admission.doubtful_items import DoubtfulItems
from admission.offer import Offer, school_of
from dsl.decode.declarations import BUILT_IN_PAIR
from dsl.model.types import CollectionType, DateType, Fact, MapType, NotionType, NumberType, RecordType, TruthType, Type
from polish.numbers import format_number

_YEARS_BEFORE = 15
_HIGH = Fraction(50)


def jsonl_example(offer: Offer) -> str:
    return json.dumps(example_row(offer), ensure_ascii=False) + "\n"


def example_row(offer: Offer) -> dict[str, Any]:
    writer = _Writer(offer)
    return {
        "id": "przyklad-1",
        "tożsamość": {"imiona": "Osoba", "nazwisko": "Przykładowa"},
        **({"wybory": writer.wishes()} if offer.branches else {}),
        **writer.facts(offer.candidate.values()),
    }


class _Writer:
    def __init__(self, offer: Offer) -> None:
        self.offer = offer
        self.possible = DoubtfulItems(offer).possible
        self.year = int(offer.school_year[:4] or 2025) - _YEARS_BEFORE

    def wishes(self) -> list[Any]:
        """All that may be wished; with what is asked about each of them."""
        limits = self.offer.limits
        schools = list(dict.fromkeys(school_of(self.offer, code) for code in self.offer.branches))[: limits.schools]
        codes = [code for code in self.offer.branches if school_of(self.offer, code) in schools][: limits.branches]
        return [self.wish(code) for code in codes]

    def wish(self, code: str) -> str | dict[str, Any]:
        declared = self.offer.branches[code].rules.facts["wybór"]
        pair = [fact for name, fact in declared.items() if name not in BUILT_IN_PAIR]
        return {"oddział": code, **self.facts(pair)} if pair else code

    def facts(self, declared: Iterable[Fact]) -> dict[str, Any]:
        return {fact.name: self.items(fact) or self.value(fact.type) for fact in declared}

    def items(self, fact: Fact) -> list[dict[str, Any]]:
        """Of a list of records, with values that can be together."""
        if not isinstance(fact.type, CollectionType) or not isinstance(fact.type.item, RecordType):
            return []
        item = {**self.facts(fact.type.item.fields), **self.possible(fact.name)}
        return [item] * max(1, fact.type.size.least)

    def value(self, type_: Type) -> Any:
        match type_:
            case NumberType():
                return _number(type_)
            case TruthType():
                return "tak"
            case DateType(with_time):
                return f"{self.year}-05-12 12:00" if with_time else f"{self.year}-05-12"
            case NotionType(notion):
                return next(iter(notion.members), "")
            case MapType(key, value):
                return {member: self.value(value) for member in key.members}
            case CollectionType(NotionType(), _, size):
                return list(type_.choices[: size.least])
        return "przykład"


def _number(type_: NumberType) -> int | str:
    """A number within the bounds: the middle, whole where it may be."""
    low = type_.low if type_.low is not None else Fraction(0)
    high = type_.high if type_.high is not None else low + _HIGH
    middle = (low + high) / 2
    whole = middle.numerator // middle.denominator
    if low <= whole <= high:
        return whole
    return format_number(middle)
