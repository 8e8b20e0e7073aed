"""The command's three streams as one value, so that a command can be run on any of them and tested without a terminal.

Made by `main` at the very edge; every command gets it as `io`. Whatever is written is made harmless here, in one place.
"""

from __future__ import annotations

import errno
import io
import os
import sys

from cli.exits import Unwritable
from cli.visible import ENCODING_ERRORS, register_encoding_errors, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

_COLOURS = ("\x1b[0m", "\x1b[1m", "\x1b[34m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m")


class Streams:
    """Where a command reads and writes."""

    __slots__ = ("stderr", "stdin", "stdout")

    def __init__(self, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr

    def print(self, text: str = "") -> None:
        """A line of the result. `Unwritable` when it cannot be written, but `BrokenPipeError` when nobody reads."""
        try:
            self.stdout.write(self._harmless(text) + "\n")
        except BrokenPipeError:
            raise
        except OSError as error:
            raise Unwritable(error) from error

    def flush(self) -> None:
        """Everything printed is out, or it is told as by `print`."""
        try:
            self.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise Unwritable(error) from error

    def warn(self, text: str = "") -> None:
        """A line for the person, which must not get into a piped result. With nowhere to write it there is no one."""
        try:
            self.stderr.write(visible(text) + "\n")
        except OSError:
            silence(self.stderr)

    def _harmless(self, text: str) -> str:
        """Of what a terminal obeys only the colours of our own reports, where there are any."""
        return _painted(text, _COLOURS) if self.colour and "\x1b" in text else visible(text)

    @property
    def shows_progress(self) -> bool:
        """Whether a person watches: a line that changes would only spoil a file. The editor watches for a person."""
        if os.environ.get("PARAGRAF_PROGRESS") == "1":
            return True
        return self.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def overwrite(self, line: str) -> None:
        """The terminal's last line said anew; the next one begins where this did."""
        try:
            self.stderr.write(f"\r{visible(line)}\r")
            self.stderr.flush()
        except OSError:
            silence(self.stderr)

    @property
    def colour(self) -> bool:
        """Whether the result may be coloured: only on a terminal, and not when the person asked for none."""
        return self.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _painted(text: str, colours: Sequence[str]) -> str:
    if not colours:
        return visible(text)
    return colours[0].join(_painted(part, colours[1:]) for part in text.split(colours[0]))


class _Closed(io.TextIOBase):
    """A stream that the process was started without (`paragraf … >&-`)."""

    def write(self, text: str, /) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def connect(stdin: TextIO | None, stdout: TextIO | None, stderr: TextIO | None) -> Streams:
    """The given streams, and the process's own for those not given."""
    register_encoding_errors()
    return Streams(
        stdin or _own(sys.stdin),
        stdout or _own(sys.stdout, ENCODING_ERRORS),
        stderr or _own(sys.stderr, ENCODING_ERRORS),
    )


def _own(stream: TextIO | None, errors: str | None = None) -> TextIO:
    """A stream of the process in UTF-8, also where Windows would have written a pipe in cp1250."""
    if stream is None:
        return _Closed()  # type: ignore[return-value]
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding=None if "PYTHONIOENCODING" in os.environ else "utf-8", errors=errors)
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
