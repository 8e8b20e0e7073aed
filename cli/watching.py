"""Waits until one of some files changes, by asking for their state now and again: it works on every system and disk."""

from __future__ import annotations

import stat
import time
from collections.abc import Callable, Iterable
from pathlib import Path

_EVERY = 0.4  # seconds

Stamp = tuple[object, ...] | None


def stamps(paths: Iterable[Path]) -> dict[Path, Stamp]:
    """What tells a changed file from an unchanged one; None for one that is not there. Of a folder it is the names of
    the regulations in it."""
    return {path: _stamp(path) for path in paths}


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return tuple(sorted(one.name for one in path.glob("*.yaml")))
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def wait_for_change(before: dict[Path, Stamp], sleep: Callable[[float], object] = time.sleep) -> list[Path]:
    """Which files are not as they were. An editor that saves in steps is waited for until it is done."""
    after = stamps(before)
    while after == before:
        sleep(_EVERY)
        after = stamps(before)
    settled: dict[Path, Stamp] = {}
    while after != settled:
        settled = after
        sleep(_EVERY)
        after = stamps(before)
    return [path for path, stamp in after.items() if stamp != before[path]]
