"""The command's three streams as one value, so that a command can be run on any of them and tested without a terminal.

Made by `main` at the very edge; every command gets it as `io`.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


class Streams:
    """Where a command reads and writes."""

    __slots__ = ("stderr", "stdin", "stdout")

    def __init__(self, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr

    def print(self, text: str = "") -> None:
        """A line of the result."""
        self.stdout.write(text + "\n")

    def warn(self, text: str = "") -> None:
        """A line for the person, which must not get into a piped result."""
        self.stderr.write(text + "\n")

    @property
    def colour(self) -> bool:
        """Whether the result may be coloured: only on a terminal, and not when the person asked for none."""
        return self.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def connect(stdin: TextIO | None, stdout: TextIO | None, stderr: TextIO | None) -> Streams:
    """The given streams, and the process's own for those not given."""
    return Streams(stdin or _own(sys.stdin), stdout or _own(sys.stdout), stderr or _own(sys.stderr))


def _own(stream: TextIO) -> TextIO:
    """A stream of the process in UTF-8, also where Windows would have written a pipe in cp1250."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure and "PYTHONIOENCODING" not in os.environ:
        reconfigure(encoding="utf-8")
    return stream


def silence(stream: TextIO) -> None:
    """Nobody reads the stream any more: let what is still buffered go nowhere, so that Python can exit in peace."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
