"""Where a base named in `opiera się na` is found: beside the file first, then in the shipped library."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from dsl.diagnostics import Diagnostics
from dsl.source.reading import decode_source, read_source
from dsl.source.text import Source

SUFFIX = ".yaml"
LONGEST_NAME = 200  # in bytes; every system takes so many


def find_base(name: str, beside: Path | None, diagnostics: Diagnostics) -> Source | None:
    """The base's source, or None when it is nowhere (the caller knows where it was asked for)."""
    parts = _safe_parts(name)
    if parts is None:
        return None
    if beside is not None:
        local = beside.joinpath(*parts)
        if os.path.isfile(local):
            return read_source(local, diagnostics)
    shipped = files("regulations").joinpath(*parts)
    return _read_shipped(name, shipped) if shipped.is_file() else None


def is_outside(name: str) -> bool:
    """Whether no file of such a name is looked for: it leads out of the folder, or is the place of a machine."""
    return _safe_parts(name) is None


def _safe_parts(name: str) -> tuple[str, ...] | None:
    if len(name.encode(errors="surrogatepass")) > LONGEST_NAME:
        return None
    parts = PurePosixPath(name.removesuffix(SUFFIX) + SUFFIX).parts
    unsafe = any(part in ("..", ".", "/") or ":" in part or "\\" in part or "\x00" in part for part in parts)
    return None if unsafe else parts


def _read_shipped(name: str, resource: Traversable) -> Source | None:
    return _cached_shipped(str(resource), f"regulations/{name.removesuffix(SUFFIX)}{SUFFIX}")


@cache
def _cached_shipped(path: str, shown_as: str) -> Source | None:
    return decode_source(Path(path).read_bytes(), shown_as, Diagnostics(), shipped=True)


def shipped_names() -> tuple[str, ...]:
    """Everything in the library that a file may be based on, as it is written in `opiera się na`."""
    found: list[str] = []
    _collect(files("regulations"), "", found)
    return tuple(sorted(found))


def _collect(folder: Traversable, prefix: str, found: list[str]) -> None:
    for item in folder.iterdir():
        if item.is_dir() and not item.name.startswith(("_", ".")):
            _collect(item, f"{prefix}{item.name}/", found)
        elif item.name.endswith(SUFFIX):
            found.append(prefix + item.name.removesuffix(SUFFIX))
