"""What the key or the name under the cursor means. Works in any state of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dsl.language.names import formula_names
from dsl.language.outline import Key, keys, state_at, top_line
from dsl.language.place import is_formula
from dsl.language.shape import Shape
from dsl.names import normal_name
from dsl.source.nodes import readable_name

_WORD = re.compile(r"\w[\w.]*\w|\w")


@dataclass(frozen=True, slots=True)
class Meaning:
    """`name` as a person reads it, and what it means."""

    name: str
    text: str


def hover(text: str, offset: int, shape: Shape) -> Meaning | None:
    """Of a name in a formula, else of the nearest key: the one under the cursor, or before it on the line."""
    state = state_at(text, offset)
    if state.in_comment:
        return None
    if is_formula(state.path) and (state.after_key or state.in_text) and (found := _name(text, offset, shape)):
        return found
    for one in reversed(keys_of_line(text, offset)):
        if one.start <= offset and (help_ := shape.help(one.path)):
            return Meaning(readable_name(one.name), help_)
    first = keys_of_line(text, offset)[:1]
    return next((Meaning(readable_name(one.name), help_) for one in first if (help_ := shape.help(one.path))), None)


def keys_of_line(text: str, offset: int) -> Sequence[Key]:
    """With their paths from the beginning of the text."""
    begin = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    top = top_line(text, offset)
    found = keys(text[top : end if end >= 0 else len(text)])
    row = text.count("\n", top, begin)
    return [_moved(one, top) for one in found if one.row == row]


def _moved(one: Key, by: int) -> Key:
    return Key(one.path, one.start + by, one.end + by, one.row, one.column, one.in_brackets)


def word_at(text: str, offset: int) -> tuple[str, int, int] | None:
    """The dotted name that the offset stands in or right behind, with its place."""
    begin = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    for found in _WORD.finditer(text, begin, end if end >= 0 else len(text)):
        if found.start() <= offset <= found.end():
            return found.group(), found.start(), found.end()
    return None


def _name(text: str, offset: int, shape: Shape) -> Meaning | None:
    word = word_at(text, offset)
    if word is None or shape.regulation is None:
        return None
    names = formula_names(shape.regulation)
    found = names.get(normal_name(word[0])) or names.get(normal_name(word[0].partition(".")[0]))
    return Meaning(readable_name(found.text), f"{found.kind.value}; {found.help}") if found else None
