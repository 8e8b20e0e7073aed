"""Lists of stages of several branches as one table: every stage once, with its place in each of them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

from generator.tree import Align, Column

_NONE = "–"
_NARROW = 24  # letters of all heads together
_WIDE = 3

One = TypeVar("One", bound=Hashable)


def merged(told: Sequence[Sequence[One]]) -> list[One]:
    """All of them once; one that a later list adds stands behind the one that it follows there."""
    found: list[One] = []
    for several in told:
        place = 0
        for one in several:
            if one not in found:
                found.insert(place, one)
            place = found.index(one) + 1
    return found


def places(one: One, told: Sequence[Sequence[One]]) -> tuple[str, ...]:
    return tuple(str(several.index(one) + 1) if one in several else _NONE for several in told)


def place_columns(heads: Sequence[str]) -> tuple[Column, ...]:
    """As narrow as their heads, unless these would leave no room for the words of the stages."""
    width = None if sum(map(len, heads)) <= _NARROW else _WIDE
    return tuple(Column(head, width, Align.CENTER) for head in heads)
