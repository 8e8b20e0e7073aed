"""A mark of a running program that the system itself takes away when the program ends, however it ends."""

from __future__ import annotations

import sys
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def take(file: BinaryIO) -> bool:
        """False when another program (or another opening of the file) holds it; closing the file lets it go."""
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def take(file: BinaryIO) -> bool:
        """False when another program (or another opening of the file) holds it; closing the file lets it go."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
