"""How far long work has come, on one line of a terminal that goes away when the work is done.

Nothing is shown in a pipe or a file, nor of work that is over before a person would wonder.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from cli.streams import Streams
from polish.numbers import format_number

_T = TypeVar("_T")
_PATIENCE = 0.7  # seconds
_EVERY = 0.1
_LOOK = 256  # items between looks at the clock


def watched(
    items: Iterable[_T], what: str, io: Streams, total: int | None = None, look: int | None = None
) -> Iterable[_T]:
    """The same items, counted before the person's eyes; `look` after how many of them, where each takes long."""
    return _counted(items, what, io, total, look or _LOOK) if io.shows_progress else items


def _counted(items: Iterable[_T], what: str, io: Streams, total: int | None, look: int) -> Iterator[_T]:
    next_time = time.monotonic() + _PATIENCE
    width = 0
    try:
        for number, item in enumerate(items, start=1):
            yield item
            if number % look == 0 and time.monotonic() >= next_time:
                line = f"{what}: {format_number(number)}{f' z {format_number(total)}' if total else ''}"
                io.overwrite(line.ljust(width))
                width, next_time = len(line), time.monotonic() + _EVERY
    finally:
        if width:
            io.overwrite(" " * width)
            io.overwrite("")
