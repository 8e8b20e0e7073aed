"""The least replacement that turns one text into another: so that a fix or a visit to another editor is one undo step
and the cursor stays where it was."""

from __future__ import annotations

import re
from dataclasses import dataclass

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """Rows and columns from 0 of what is replaced, and what stands there instead."""

    start: Place
    end: Place
    text: str


def least_change(before: str, after: str) -> Change | None:
    if before == after:
        return None
    shorter = min(len(before), len(after))
    head = _common(before, after, shorter)
    tail = _common(before[head:][::-1], after[head:][::-1], shorter - head)
    return Change(place(before, head), place(before, len(before) - tail), after[head : len(after) - tail])


def _common(left: str, right: str, most: int) -> int:
    """How many characters both begin with, by halving."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if left[:middle] == right[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def place(text: str, offset: int) -> Place:
    row = text.count("\n", 0, offset)
    return row, offset - (text.rfind("\n", 0, offset) + 1)


_OPENS = re.compile(r"^\s*(?:-\s+)*[^\s#{}\[\],'\"-][^#]*:\s*(?:[|>][-+]?)?\s*(?:#.*)?$")
_STEP = 2


def indent_after(line: str) -> int:
    """Where the line after this one begins: deeper below a key that has no value yet, and in a list under its dash's
    text."""
    body = line.lstrip(" ")
    indent = len(line) - len(body)
    dashes = len(body) - len(body.lstrip("- ")) if body.startswith("- ") else 0
    return indent + dashes + (_STEP if _OPENS.match(line) else 0)
