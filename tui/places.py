"""Lines of the files that a regulation stands on, found by words: what a school does not write itself stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from textwrap import shorten

from dsl.source.text import Location, Source
from polish.folding import fold

_SHORTEST, _MOST, _LONGEST = 3, 12, 90


@dataclass(frozen=True, slots=True)
class Place:
    words: str
    location: Location


def places_with(wanted: str, sources: Iterable[Source]) -> tuple[Place, ...]:
    """With every word somewhere in the line, without case and Polish letters; comments are passed over."""
    words = fold(wanted).split()
    if len("".join(words)) < _SHORTEST:
        return ()
    return tuple(islice(_found(words, sources), _MOST))


def _found(words: list[str], sources: Iterable[Source]) -> Iterator[Place]:
    for source in sources:
        for number, (line, folded) in enumerate(_lines(source.text), start=1):
            if all(word in folded for word in words):
                where = f"{Path(source.path).stem}, wiersz {number}"
                yield Place(f"{where}: {shorten(line, _LONGEST, placeholder=' …')}", Location(source.path, number))


@lru_cache(maxsize=16)
def _lines(text: str) -> tuple[tuple[str, str], ...]:
    lines = ("" if one.lstrip().startswith("#") else one for one in text.split("\n"))
    return tuple((one, fold(one.replace("_", " "))) for one in lines)
