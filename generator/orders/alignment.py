"""Which part of an older document each part of a newer one has come from: the same id, the same heading, like words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from generator.tree import (
    Annex,
    Block,
    Chapter,
    Content,
    Note,
    Paragraph,
    Reference,
    Strong,
    Table,
    Text,
    TextBlock,
    Unit,
)

Item = Block | Content | Annex
_T = TypeVar("_T")
Pair = tuple[_T | None, _T | None]
Score = Callable[[_T, _T], int]
"""How surely two are the same; 0 where they are not."""

SURELY = 300
_SAME_ID, _SAME_HEADING, _NEARLY_EQUAL, _SAME_RULE, _PERHAPS = 3000, 1500, 900, 500, 1
_WHOLE = 1000
_OF_BRANCHES = re.compile(r"(?:oddziały|rodzaje_oddziałów)\.[^.]+\.")


def aligned(old: Sequence[_T], new: Sequence[_T], score: Score[_T]) -> list[Pair[_T]]:
    """Both rows in one, in order: pairs, and between them what is only old, then what is only new."""
    best = _best(old, new, score)
    pairs: list[Pair[_T]] = []
    added: list[Pair[_T]] = []
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and best[i][j] == best[i + 1][j]:
            pairs.append((old[i], None))
            i += 1
        elif j < len(new) and best[i][j] == best[i][j + 1]:
            added.append((None, new[j]))
            j += 1
            continue
        else:
            pairs += [*added, (old[i], new[j])]
            added = []
            i, j = i + 1, j + 1
    return pairs + added


def _best(old: Sequence[_T], new: Sequence[_T], score: Score[_T]) -> list[list[int]]:
    """The highest sum of scores of what is left of both rows, from every place on."""
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = score(old[i], new[j])
            taken = best[i + 1][j + 1] + paired if paired else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    return best


class Likeness:
    """Scores of parts of a document; the words of each are counted once."""

    def __init__(self) -> None:
        self._words: dict[int, tuple[object, Counter[str]]] = {}

    def score(self, old: Item, new: Item) -> int:
        """By ids first: of two rules with ids of their own, one has not come from the other unless nothing else has
        changed, or it is the same rule of branches grouped otherwise. What nothing can be said of may still stand in
        the place of the other."""
        if type(old) is not type(new):
            return 0
        alike = self.of(old, new)
        ids = getattr(old, "id", ""), getattr(new, "id", "")
        if all(ids):
            if ids[0] == ids[1]:
                return _SAME_ID + alike
            return alike if alike >= (_SAME_RULE if _rule(ids[0]) == _rule(ids[1]) else _NEARLY_EQUAL) else 0
        if _heading(old) and _heading(old) == _heading(new):
            return _SAME_HEADING + alike
        if alike >= SURELY:
            return alike
        return _PERHAPS if isinstance(old, Unit | TextBlock | Note) else 0

    def of(self, old: Item, new: Item) -> int:
        """0 to 1000: how many words they share."""
        mine, other = self._counted(old), self._counted(new)
        total = mine.total() + other.total()
        return 2 * _WHOLE * (mine & other).total() // total if total else _WHOLE

    def _counted(self, item: Item) -> Counter[str]:
        if id(item) not in self._words:
            self._words[id(item)] = (item, Counter(word for text in texts(item) for word in text.split()))
        return self._words[id(item)][1]


def _rule(path: str) -> str:
    """Without the branches of which it holds: these are named by one of them, or by their kind, as they are grouped."""
    return _OF_BRANCHES.sub("", path, count=1)


def _heading(item: Item) -> str:
    match item:
        case Paragraph() | Chapter():
            return item.heading
        case Table():
            return item.caption
    return ""


def texts(item: Item) -> Iterator[str]:
    """All that a reader is told, references by their targets."""
    match item:
        case Unit():
            yield from (_plain(item.text), *_of(item.children), _plain(item.closing))
        case Table():
            yield from (item.caption, *(column.header for column in item.columns))
            yield from (_plain(cell) for row in item.rows for cell in row)
        case TextBlock():
            yield _plain(item.text)
        case Note():
            yield from (item.label, _plain(item.text))
        case Paragraph():
            yield from (item.heading, *_of(item.content))
        case Chapter():
            yield from (item.heading, *_of(item.blocks))
        case Annex():
            yield from (item.label, item.heading, *_of(item.blocks))


def _of(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield from texts(item)


def _plain(text: Text) -> str:
    if isinstance(text, str):
        return text
    return "".join(
        f"<{','.join(map(_rule, one.targets))}>"
        if isinstance(one, Reference)
        else one.text
        if isinstance(one, Strong)
        else one
        for one in text
    )
