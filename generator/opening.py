"""Opens a file with the program that the person's system has for it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_PATIENCE = 3.0  # seconds in which an opener that cannot do it says so


def open_with_system(path: Path) -> bool:
    """Whether the system took the file; what its program does with it is the program's affair."""
    if sys.platform == "win32":
        try:
            os.startfile(path.absolute())
        except OSError:
            return False
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    return opener is not None and _started([opener, str(path.absolute())])


def _started(words: list[str]) -> bool:
    import subprocess

    nowhere = subprocess.DEVNULL
    try:
        process = subprocess.Popen(words, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
    except OSError:
        return False
    try:
        return process.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return True
