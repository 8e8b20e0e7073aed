"""What one run through formulas supposes of the values it met (`walk.py`)."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from dsl.checks.proofs.reach import Reach

Key = tuple[Hashable, ...]
Linear = tuple[dict[Key, Fraction], Fraction]
Form = tuple[tuple[Key, Fraction], ...]


class Undecided(Exception):
    """Too many cases."""


class Impossible(Exception):
    """The run ends: what it supposes cannot be, or a fact that it needs is missing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a value from a list can still be: one `among` these, or, of a text (None), anything `but` those."""

    among: frozenset[Any] | None
    but: frozenset[Any] = frozenset()


@dataclass(slots=True)
class Case:
    """What one run supposes of each value."""

    truths: dict[Key, bool] = field(default_factory=dict)
    given: dict[Key, bool] = field(default_factory=dict)
    choices: dict[Key, Choice] = field(default_factory=dict)
    ranges: dict[Form, Reach] = field(default_factory=dict)


def added(one: Linear, other: Linear) -> Linear:
    parts = dict(one[0])
    for key, factor in other[0].items():
        parts[key] = parts.get(key, Fraction(0)) + factor
    return parts, one[1] + other[1]


def times(one: Linear, factor: Fraction) -> Linear:
    return {key: value * factor for key, value in one[0].items()}, one[1] * factor
