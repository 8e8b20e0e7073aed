"""What may stand where the cursor is: a key, a value, a name in a formula; and how much of it is written already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from dsl.language.insertions import SECTIONS
from dsl.language.outline import State, state_at
from dsl.names import normal_name

_CONDITIONS = ("gdy", "punkty", "wymaga", "chyba_że", "wzór", "za_każde", "najwyżej", "maks", "pierwszeństwo")
FORMULA_KEYS = frozenset((*_CONDITIONS, "malejąco", "rosnąco", "dwa_lub_więcej", "rezerwa_gdy"))
_OF_FORMULAS = frozenset(("kryteria", "składniki", "definicje"))
_NAME = re.compile(r"[\w.]*$")
_REST_OF_NAME = re.compile(r"\w*")
_REST_OF_KEY = re.compile(r"[\w ]*(?=:)|\w*")
_REST_OF_VALUE = re.compile(r"[^\s,\]}#](?:[^,\]}#\n]*[^\s,\]}#])?|")
_OPEN_INSERTION = re.compile(r"<(?P<typed>(?:§ ?)?[\w. ]*)$")
_REST_OF_INSERTION = re.compile(r"[\w. ]*>|[\w.]*")
_TOP_KEY = re.compile(r"^([^\s#{}\[\],:\-\"'][^:\n]*?)\s*:(?=\s|$)", re.MULTILINE)


class Position(Enum):
    KEY = "key"
    VALUE = "value"
    EITHER = "either"
    FORMULA = "formula"
    INSERTION = "insertion"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Place:
    """`path` are the keys above; of a value it ends with its own key. What is typed begins at `start`; what would be
    written anew goes on to `end`, behind the cursor; `written` are the keys that stand beside."""

    position: Position
    path: tuple[str, ...]
    start: int
    end: int
    typed: str
    written: tuple[str, ...] = ()


def place_at(text: str, offset: int) -> Place:
    state = state_at(text, offset)
    path = state.path
    if not state.in_comment and path[:1] and path[0] in SECTIONS and (inserted := _in_insertion(text, offset, path)):
        return inserted
    if state.in_comment or state.in_quotes:
        return Place(Position.NOTHING, path, offset, offset, "")
    if is_formula(path) and (state.after_key or state.in_text):
        return _in_formula(text, offset, path)
    if state.in_text:
        return Place(Position.NOTHING, path, offset, offset, "")
    begin = min(state.value + _blanks(text, state.value, offset), offset)
    written = (*state.frames[-1].written, *_written_below(text, offset, state))
    position = _position(state)
    rest = (_REST_OF_KEY if position is Position.KEY else _REST_OF_VALUE).match(text, offset)
    return Place(position, path, begin, rest.end() if rest else offset, text[begin:offset], written)


def _in_insertion(text: str, offset: int, path: tuple[str, ...]) -> Place | None:
    """In the brackets of `<terminarz.wnioski>`, which are begun and maybe not closed yet."""
    found = _OPEN_INSERTION.search(text, max(0, offset - 200), offset)
    if found is None:
        return None
    rest = _REST_OF_INSERTION.match(text, offset)
    return Place(Position.INSERTION, path, found.start(), rest.end() if rest else offset, found["typed"])


def _position(state: State) -> Position:
    top = state.frames[-1]
    if state.bracket == "{":
        return Position.VALUE if top.key is not None else Position.KEY
    if state.bracket == "[":
        return Position.EITHER
    if state.after_key:
        return Position.VALUE
    return Position.EITHER if top.key is None and top.column >= 0 else Position.KEY


def is_formula(path: tuple[str, ...]) -> bool:
    """Whether the value of the last key is a formula."""
    return bool(path) and (path[-1] in FORMULA_KEYS or (len(path) > 1 and path[-2] in _OF_FORMULAS))


def _in_formula(text: str, offset: int, path: tuple[str, ...]) -> Place:
    found = _NAME.search(text, max(0, offset - 200), offset)
    start = found.start() if found else offset
    rest = _REST_OF_NAME.match(text, offset)
    return Place(Position.FORMULA, path, start, rest.end() if rest else offset, text[start:offset])


def _blanks(text: str, start: int, end: int) -> int:
    return len(text[start:end]) - len(text[start:end].lstrip())


def _written_below(text: str, offset: int, state: State) -> list[str]:
    """Keys of the same group that come after the cursor: of the whole file, or of a group written line by line."""
    if not state.path and not state.bracket:
        return [normal_name(one) for one in _TOP_KEY.findall(text)]
    if state.bracket:
        return []
    begin = text.rfind("\n", 0, offset) + 1
    column = len(text[begin:offset]) - len(text[begin:offset].lstrip(" -"))
    found = []
    for line in text[offset:].split("\n")[1:]:
        body = line.lstrip(" ")
        if body and len(line) - len(body) < column:
            break
        if len(line) - len(body) == column and (key := _TOP_KEY.match(body)):
            found.append(normal_name(key[1]))
    return found
