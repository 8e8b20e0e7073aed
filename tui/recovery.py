"""Unsaved text kept in the person's state folder, so that a crash or a closed terminal loses seconds at most.

One file for one edited file and one running program. Its first line is a comment with where it comes from; below it
stands the text as it was, readable without this program. A lock beside it says that its program still runs: a number of
a process would not, because another process may have it after a restart of the computer.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from generator.files import write_atomically
from tui import locks

_MARK = "# paragraf odzyskiwanie "
_held: dict[Path, BinaryIO] = {}
FOLDER_VARIABLE = "PARAGRAF_STATE"  # tests and people with a house of their own


@dataclass(frozen=True, slots=True)
class Recovered:
    file: Path
    path: Path
    saved_at: datetime
    text: str


def state_folder() -> Path:
    """By the conventions of the platform."""
    if given := os.environ.get(FOLDER_VARIABLE):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "paragraf"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "paragraf"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "paragraf"


def recovery_folder() -> Path:
    return state_folder() / "odzyskiwanie"


def recovery_file(path: Path) -> Path:
    """Where this program keeps the unsaved text of `path`."""
    digest = hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:12]
    return recovery_folder() / f"{path.stem[:40]}-{digest}-{os.getpid()}.yaml"


def keep(path: Path, text: str) -> Path | None:
    """None when even this cannot be written: nothing more can be done then, and it is no reason to stop the person."""
    target = recovery_file(path)
    note = {"plik": str(path.absolute()), "czas": datetime.now().isoformat(timespec="seconds")}
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _hold(target)
        write_atomically(target, f"{_MARK}{json.dumps(note, ensure_ascii=False)}\n{text}".encode())
    except OSError:
        return None
    return target


def forget(file: Path) -> None:
    held = _held.pop(file, None)
    if held is not None:
        held.close()
    for one in (file, _lock_of(file)):
        with contextlib.suppress(OSError):
            one.unlink()


def waiting(path: Path | None = None) -> tuple[Recovered, ...]:
    """Texts left by programs that are no longer running (of one file, or of all), the newest first."""
    found = [one for one in _all() if path is None or one.path == path.absolute()]
    return tuple(sorted(found, key=lambda one: one.saved_at, reverse=True))


# -- columns of a table being matched ----------------------------------------------------------------------------------


def draft_of_mapping(table: Path) -> Path:
    digest = hashlib.sha256(str(table.absolute()).encode()).hexdigest()[:12]
    return state_folder() / "dopasowania" / f"{table.stem[:40]}-{digest}.yaml"


def keep_mapping(table: Path, text: str) -> None:
    """As far as it can be written: it is no reason to stop the person."""
    target = draft_of_mapping(table)
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(target, text.encode(), private=True)


def forget_mapping(table: Path) -> None:
    with contextlib.suppress(OSError):
        draft_of_mapping(table).unlink()


def _all() -> Iterator[Recovered]:
    try:
        files = sorted(recovery_folder().glob("*.yaml"))
    except OSError:
        return
    for file in files:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            head, _, text = file.read_text(encoding="utf-8").partition("\n")
            note = json.loads(head.removeprefix(_MARK))
            if head.startswith(_MARK) and not _is_in_use(file):
                yield Recovered(file, Path(note["plik"]), datetime.fromisoformat(note["czas"]), text)


def _lock_of(file: Path) -> Path:
    return file.with_suffix(".lock")


def _hold(file: Path) -> None:
    if file not in _held:
        _held[file] = _lock_of(file).open("wb")
        locks.take(_held[file])


def _is_in_use(file: Path) -> bool:
    """By another program still at work on its text."""
    try:
        with _lock_of(file).open("r+b") as lock:
            return not locks.take(lock)
    except OSError:
        return False
