"""What the key under the cursor means, from the language's own vocabulary. Reads lines only, so it works in any state.

The place of a key is told by the indentation above it; a vocabulary that fits a nearer place wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dsl.decode import vocabulary
from dsl.source.nodes import readable_name
from tui.editor.highlight import normal_key

_LINE = re.compile(r"(?P<indent>[ ]*)(?P<dashes>(?:-\s+)*)(?P<key>[^\s#{}\[\],:\"'][^#{}\[\],:\"']*?)\s*:(?=\s|$)")
_INNER = re.compile(r"(?:[{,]\s*|^\s*(?:-\s+)*)(?P<key>[^\s#{}\[\],:\"'-][^#{}\[\],:\"']*?)\s*:(?=\s|$)")

_PLACES: dict[str, vocabulary.Keys] = {
    "kryteria": {**vocabulary.ROW, **vocabulary.CRITERION},
    "wiersze": vocabulary.ROW,
    "składniki": vocabulary.CRITERION,
    "warunki": vocabulary.CONDITION,
    "kolejność": vocabulary.STAGE,
    "oddziały": vocabulary.BRANCH,
    "rodzaje_oddziałów": vocabulary.KIND,
    "terminarz": vocabulary.EVENT,
    "dokumenty": vocabulary.DOCUMENT,
    "akty": vocabulary.ACT,
    "szkoła": {**vocabulary.NOTES, **vocabulary.SCHOOL},
    "limity": vocabulary.LIMITS,
    "przykłady": vocabulary.EXAMPLE,
    "kandydat": vocabulary.FACT,
    "oddział": vocabulary.FACT,
    "wybór": vocabulary.FACT,
    "treść": {**vocabulary.OWN_UNIT, **vocabulary.OUTLINE},
    **dict.fromkeys(vocabulary.CLAUSE_SECTIONS, vocabulary.CLAUSE),
}


@dataclass(frozen=True, slots=True)
class KeyHelp:
    key: str
    text: str


def key_help(lines: Sequence[str], row: int, column: int) -> KeyHelp | None:
    if not 0 <= row < len(lines):
        return None
    above = _ancestors(lines, row)
    first = _LINE.match(lines[row])
    for key in _keys_at(lines[row], column):
        is_inner = first is not None and key != first["key"]
        text = _meaning(normal_key(key), [normal_key(first["key"]), *above] if first and is_inner else above)
        if text:
            return KeyHelp(readable_name(normal_key(key)), text)
    return None


def _keys_at(line: str, column: int) -> list[str]:
    """The key under the cursor, then those before it on the line: the nearest first."""
    before = [match["key"] for match in _INNER.finditer(line) if match.start("key") <= column]
    first = _LINE.match(line)
    return before[::-1] or ([first["key"]] if first else [])


def _ancestors(lines: Sequence[str], row: int) -> list[str]:
    """The keys above by indentation, the nearest first."""
    found = []
    limit = _indent(lines[row])
    for number in range(row - 1, -1, -1):
        match = _LINE.match(lines[number])
        if match and len(match["indent"]) < limit:
            found.append(normal_key(match["key"]))
            limit = len(match["indent"])
        if limit == 0:
            break
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _meaning(key: str, above: Sequence[str]) -> str:
    if not above:
        return vocabulary.TOP.get(key, "")
    for name in above:
        if text := _PLACES.get(name, {}).get(key):
            return text
    return {**vocabulary.VALUE, **vocabulary.NOTES}.get(key, "")
