"""What lies beside a table of candidates, a file or a sheet: the table of a list, and what was only meant to be one.

A browser adds „ (1)” to the name, a person the year or a capital letter; the points in such a file would be lost.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dsl.diagnostics import nearest
from dsl.names import normal_name
from polish.folding import fold

_OF_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")
_LIKE_BEHIND = 0.75  # where something stands before it, a word is less surely the name
_NUMBER = re.compile(r"[ _-]?(\(\d{1,2}\)|\d{1,2})")
_WORDS = re.compile(r"[^\W\d_]+(?:_[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is not read, and the list that it seems to be; `of` is the table that it would be read with."""

    path: Path
    meant: str
    of: Path


def companion_path(path: Path, name: str) -> Path:
    """Where the table of a list lies."""
    return path.with_name(f"{path.stem}.{name}{path.suffix}")


def unread_beside(path: Path, lists: Sequence[str], is_workbook: bool = False) -> Iterator[Unread]:
    """In the order of their names; none where the folder may not be listed. A workbook has its lists in itself."""
    exact = [] if is_workbook else [companion_path(path, name) for name in lists]
    for one in sorted(_tables_like(path)):
        meant = _meant(_key(one.stem).removeprefix(f"{_key(path.stem)}."), lists)
        if meant is not None and not any(_is_same(one, other) for other in exact):
            yield Unread(one, meant, path.with_suffix(one.suffix))


def _tables_like(path: Path) -> list[Path]:
    begin = f"{_key(path.stem)}."
    try:
        names = os.listdir(path.parent)
    except OSError:
        return []
    found = (path.with_name(name) for name in names if _key(name).startswith(begin))
    return [one for one in found if one.suffix.lower() in _OF_TABLES and one.stem != path.stem]


def _is_same(one: Path, other: Path) -> bool:
    """Where case makes no difference to a disk, one file has several names."""
    return one.name == other.name or (one.name.lower() == other.name.lower() and other.exists() and one.samefile(other))


def _key(name: str) -> str:
    return fold(normal_name(name))


def meant_by_sheet(name: str, lists: Sequence[str]) -> str | None:
    """The list that a sheet seems to be: „Konkursy (2)”, and with a word before it „lista konkursów”."""
    words = _key(name)
    by_key = {fold(one): one for one in lists}
    close = (nearest(word, by_key, _LIKE_BEHIND) for word in words.split("_")[1:])
    return _meant(words, lists) or next((by_key[key] for key in close if key is not None), None)


def is_copy(name: str, meant: str) -> bool:
    """Whether the name is that of a list with a number behind, as programs add it: it says nothing of anybody."""
    return bool(_NUMBER.fullmatch(_key(name).removeprefix(fold(meant))))


def _meant(words: str, lists: Sequence[str]) -> str | None:
    """The list whose name the words begin with, whatever was added, or nearly are."""
    by_key = {fold(name): name for name in lists}
    begun = [key for key in by_key if words.startswith(key) and not words[len(key) : len(key) + 1].isalpha()]
    if begun:
        return by_key[max(begun, key=len)]
    first = _WORDS.match(words)
    key = nearest(first.group(), by_key) if first is not None else None
    return by_key[key] if key is not None else None
