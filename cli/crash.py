"""What a person sees when the program itself is at fault: where it broke, and nothing of what it was working on.
Also what they see when the system refused something that no command had expected: that is not called our fault.

Nothing of the data is shown (`dsl.report.trail`). PARAGRAF_DEBUG=1 shows the whole traceback, to someone who
asked for it.
"""

from __future__ import annotations

import os
import platform
import traceback

from cli import __version__
from cli.streams import Streams
from cli.system import reason
from dsl.report.trail import trail


def report(error: BaseException, io: Streams) -> None:
    io.warn("\nBłąd programu. To nasza usterka, a nie Twoja pomyłka.")
    io.warn("Zgłoś ją, podając poniższe wiersze. Nie ma w nich danych kandydatów:\n")
    io.warn(f"  paragraf {__version__}, Python {platform.python_version()}, {platform.system()}")
    for line in trail(error):
        io.warn("  " + line)
    if not _shown_whole(error, io):
        io.warn("\nPełny opis pokaże to samo polecenie ze zmienną PARAGRAF_DEBUG=1 (może zawierać dane kandydatów).")


def report_system(error: OSError | MemoryError, io: Streams) -> None:
    """No memory, a disk that fails, a name too long: told with the file when it is about one."""
    if isinstance(error, MemoryError):
        io.warn("Błąd: zabrakło pamięci.")
        io.warn("Zamknij inne programy albo podziel dane na mniejsze pliki.")
    else:
        where = f" pliku „{os.fsdecode(error.filename)}”" if isinstance(error.filename, str | bytes) else ""
        io.warn(f"Błąd: nie można odczytać albo zapisać{where or ' danych'}: {reason(error)}.")
    _shown_whole(error, io)


def _shown_whole(error: BaseException, io: Streams) -> bool:
    """The whole traceback, when the person asked for it."""
    if os.environ.get("PARAGRAF_DEBUG") != "1":
        return False
    io.warn("\nPełny opis (PARAGRAF_DEBUG=1; może zawierać dane kandydatów):\n")
    io.warn("".join(traceback.format_exception(error)))
    return True
