"""Ctrl+C at an awkward moment: Python hands it on in disguise, and it still is the person's wish and not our fault.

While a class is made or a module looked up, `KeyboardInterrupt` comes out wrapped in another error, or is printed as
an "exception ignored" of a callback and lost. Both are recognised here.
"""

from __future__ import annotations

import sys


def is_behind(error: BaseException) -> bool:
    """Whether the error is, or came of, a Ctrl+C."""
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, KeyboardInterrupt):
            return True
        found = found.__cause__ or found.__context__
    return False


class NoTracebacks:
    """While it is entered, an interrupt that Python lost in a callback prints nothing; whatever else is ignored, does.

    A class, for `contextlib` would take longer to import than the rest of `--help`.
    """

    def __enter__(self) -> None:
        self._shown = sys.unraisablehook
        sys.unraisablehook = self._show

    def __exit__(self, *_: object) -> None:
        sys.unraisablehook = self._shown

    def _show(self, ignored: sys.UnraisableHookArgs, /) -> None:
        if not isinstance(ignored.exc_value, KeyboardInterrupt):
            self._shown(ignored)
