"""What is kept of a loaded regulation: the model, and all by which it can be told that loading would give it again.

That is the program itself, the text of the file, and for every base that is asked for: where it is found and its text.
Only regulations without errors are kept; their warnings are not, so whoever shows them loads the file.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dsl.diagnostics import Diagnostics
from dsl.kept.packing import Damaged, Unpackable, packed, unpacked
from dsl.layers.library import find_base
from dsl.model.regulation import Regulation
from dsl.source.reading import read_source
from dsl.source.text import Source

if TYPE_CHECKING:
    from dsl.load import Loaded

_FORMAT = 1
_READ_BY = ("dsl", "polish")


def record_of(loaded: Loaded) -> bytes | None:
    """None where nothing can be kept."""
    regulation = loaded.regulation
    if regulation is None:
        return None
    from dsl.layers.loading import bases_asked_for

    places = {source.path: number for number, source in enumerate(regulation.sources)}
    try:
        asked = [
            (name, None if folder is None else str(folder), places[source.path])
            for name, folder, source in bases_asked_for(loaded.layers)
        ]
        model = packed(regulation)
    except (Unpackable, LookupError):
        return None
    about = [(source.path, source.shipped, _digest(source.text)) for source in regulation.sources]
    head = {"format": _FORMAT, "program": program(), "sources": about, "bases": asked, "model": _digest(model)}
    return f"{json.dumps(head, ensure_ascii=False)}\n{model}".encode(errors="surrogatepass")


def recalled(record: bytes, path: Path) -> Regulation | None:
    """The model of the file as loading would give it now. None where that is not certain."""
    try:
        head_text, _, model = record.decode(errors="surrogatepass").partition("\n")
        head = json.loads(head_text)
        if (head["format"], head["program"], head["model"]) != (_FORMAT, program(), _digest(model)):
            return None
        sources = _sources(path, head["sources"], head["bases"])
        return None if sources is None else unpacked(model, sources)
    except (Damaged, ValueError, TypeError, LookupError, AttributeError, OSError):
        return None


def _sources(path: Path, about: list[list[object]], bases: list[list[object]]) -> list[Source] | None:
    """The sources as they are now; None where one of them is another."""
    found: dict[int, Source | None] = {len(about) - 1: read_source(path, Diagnostics())}
    for name, folder, number in bases:
        source = find_base(str(name), None if folder is None else Path(str(folder)), Diagnostics())
        assert isinstance(number, int)
        if source is None or source.path != about[number][0]:
            return None
        found.setdefault(number, source)
    sources = [source for number in range(len(about)) if (source := found.get(number)) is not None]
    now = [[source.path, source.shipped, _digest(source.text)] for source in sources]
    return sources if now == about else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


@cache
def program(packages: tuple[str, ...] = _READ_BY) -> str:
    """Of this Python and of every file that has a say in what a model is, or in what these packages make of it."""
    said = [sys.version]
    for package in packages:
        folder = Path(__file__).parents[2] / package
        said += sorted(f"{name} {one.st_size} {one.st_mtime_ns}" for name, one in _files(folder))
    return hashlib.sha256("\n".join(said).encode(errors="surrogatepass")).hexdigest()


def _files(folder: str | os.PathLike[str]) -> list[tuple[str, os.stat_result]]:
    found: list[tuple[str, os.stat_result]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                found += [] if entry.name == "__pycache__" else _files(entry.path)
            else:
                found.append((entry.path, entry.stat()))
    return found
