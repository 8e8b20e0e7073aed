"""Where a program broke, without what it was working on: a message or a local variable could carry a candidate's data,
so there are the error's type, our modules and line numbers only."""

from __future__ import annotations

import traceback
from collections.abc import Iterator


def trail(error: BaseException) -> Iterator[str]:
    """The error and what caused it: type, then module and line of every step, the place where it broke last."""
    cause: BaseException | None = error
    while cause is not None:
        yield f"{type(cause).__module__}.{type(cause).__qualname__}".removeprefix("builtins.")
        for frame, line in traceback.walk_tb(cause.__traceback__):
            yield f"  {frame.f_globals.get('__name__', '?')}, wiersz {line}"
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
