"""Writing outputs so that a reader finds the whole old file or the whole new one, never a part."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import tempfile
from pathlib import Path

_OPEN_FILES = "/proc/self/fd"


class NotAFile(OSError):
    """Something that is not a regular file stands where one is to be written."""


def write_atomically(path: Path, content: bytes, *, private: bool = False, sync_folder: bool = True) -> None:
    """Writes beside the target and puts it in its place at once; a failure leaves the old file and nothing else.

    A symbolic link keeps pointing where it did; the permissions of an existing file stay. What is no regular file (a
    folder, a device, a pipe, a link to nothing) is left alone: `NotAFile`. A private file can be read by its owner
    only, at every moment.
    Of many files in one folder only the last needs `sync_folder`.
    """
    target = _target(path)
    descriptor, name = _open_beside(target)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.fileno() if os.chmod in os.supports_fd else name, 0o600 if private else _mode(target))
            if not temporary.exists():
                _name(file.fileno(), name)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if sync_folder:
        _sync_folder(target.parent)


def _open_beside(target: Path) -> tuple[int, str]:
    """A new file in the same folder, and the name it may take. Where the system knows files without a name, it has none
    until it is whole: a process that is killed leaves nothing of it."""
    nameless = getattr(os, "O_TMPFILE", None)
    if nameless is not None and os.path.isdir(_OPEN_FILES):
        name = target.parent / f".paragraf-{secrets.token_hex(8)}.tmp"
        with contextlib.suppress(OSError):
            return os.open(target.parent, nameless | os.O_WRONLY, 0o600), str(name)
    return tempfile.mkstemp(prefix=".paragraf-", suffix=".tmp", dir=target.parent)


def _name(descriptor: int, name: str) -> None:
    """Only with a folder given does Python ask the system to follow the link that stands for the open file."""
    folder = os.open(_OPEN_FILES, os.O_RDONLY)
    try:
        os.link(str(descriptor), name, src_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)


def _target(path: Path) -> Path:
    try:
        target = path.resolve()
    except RuntimeError:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None
    if path.is_symlink() and not target.exists():
        raise NotAFile(errno.EEXIST, "a link to nothing", str(path))
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISREG(target.stat().st_mode):
            raise NotAFile(errno.EEXIST, "not a regular file", str(path))
    return target


def _mode(target: Path) -> int:
    """Of the file replaced, or what a newly opened file would get (`mkstemp` alone makes it private)."""
    try:
        return target.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a power cut; not every system lets a folder be opened."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
