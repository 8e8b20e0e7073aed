"""An example candidate in words, for a message that says what can happen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from dsl.model.types import Fact
from polish.dates import format_date
from polish.numbers import format_number
from polish.plurals import ITEM, count

_MOST_SHOWN = 6


def shown(facts: Mapping[str, Any], declared: Sequence[Mapping[str, Fact]]) -> str:
    """`declared` are the facts of the candidate and, where they count, those of the candidate in a branch."""
    parts = []
    for name, value in facts.items():
        fact = next(one[name] for one in declared if name in one)
        parts.append(f"{(fact.label or name.replace('_', ' ')).replace('… ', '')}: {shown_value(value)}")
    more = [f"i {len(parts) - _MOST_SHOWN} innych danych"] if len(parts) > _MOST_SHOWN else []
    return "; ".join([*parts[:_MOST_SHOWN], *more])


def shown_value(value: Any) -> str:
    match value:
        case None:
            return "brak"
        case bool():
            return "tak" if value else "nie"
        case dict():
            return ", ".join(f"{name.replace('_', ' ')} {shown_value(one)}" for name, one in value.items())
        case tuple():
            return count(len(value), ITEM)
        case frozenset():
            return ", ".join(sorted(one.replace("_", " ") for one in value)) or "brak"
        case date():
            return format_date(value)
        case int() | Fraction():
            return format_number(value)
    return str(value).replace("_", " ")
