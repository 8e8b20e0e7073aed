"""Models of regulations kept between runs, in the folder for what a program may lose (docs/decisions/0014).

Nothing here is ever told to the person: what cannot be read or written is as if it were not there. `PARAGRAF_CACHE=0`
turns it off, any other value is the folder to use.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dsl.diagnostics import Diagnostic
    from dsl.load import Loaded
    from dsl.model.regulation import Regulation

VARIABLE = "PARAGRAF_CACHE"
_LARGEST = 20_000_000
MOST_FILES = 100
_NUMBERED_BY = ("dsl", "generator", "polish")


def folder() -> Path | None:
    """By the conventions of the platform; None: nothing is kept."""
    given = os.environ.get(VARIABLE, "")
    if given:
        return None if given == "0" else Path(given)
    with contextlib.suppress(RuntimeError):
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "paragraf" / "cache"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "paragraf"
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "paragraf"
    return None


def load_or_recall(path: Path) -> tuple[Regulation | None, Sequence[Diagnostic]]:
    """The model of the file and, where it had to be loaded, what there is to say of it."""
    regulation = recall(path)
    if regulation is not None:
        return regulation, ()
    from dsl.load import load

    loaded = load(path)
    if loaded.regulation is not None:
        keep(path, loaded)
    return loaded.regulation, loaded.diagnostics


def recall(path: Path) -> Regulation | None:
    """The model of the file, where it was kept and loading would give the same."""
    kept = _file_of(path)
    record = _own_bytes(kept) if kept is not None else None
    if record is None:
        return None
    from dsl.kept.record import recalled

    return recalled(record, path)


def keep(path: Path, loaded: Loaded) -> None:
    kept = _file_of(path)
    if kept is None:
        return
    from dsl.kept.record import record_of

    with contextlib.suppress(OSError):
        record = record_of(loaded)
        if record is not None:
            _write(kept, record)


def units_of(regulation: Regulation, make: Callable[[Regulation], Mapping[str, str]]) -> Mapping[str, str]:
    """The units of the printed regulation by the paths of its rules: kept for the same texts and the same program."""
    where = folder()
    if where is None:
        return make(regulation)
    kept = where / f"{_text_digest(regulation)}.units.json"
    record = _own_bytes(kept)
    with contextlib.suppress(ValueError):
        found = json.loads(record) if record is not None else None
        if isinstance(found, dict) and all(isinstance(unit, str) for unit in found.values()):
            return found
    made = dict(make(regulation))
    _write(kept, json.dumps(made, ensure_ascii=False).encode())
    return made


def _text_digest(regulation: Regulation) -> str:
    from dsl.kept.record import program

    texts = "\0".join(f"{source.path}\0{source.text}" for source in regulation.sources)
    return hashlib.sha256(f"{program(_NUMBERED_BY)}\0{texts}".encode(errors="surrogatepass")).hexdigest()[:32]


def _write(kept: Path, record: bytes) -> None:
    from generator.files import write_atomically

    with contextlib.suppress(OSError):
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_own(kept.parent.lstat()):
            write_atomically(kept, record, private=True)
            _forget_oldest(kept.parent)


def _file_of(path: Path) -> Path | None:
    """Of a file by where it is and by how it was named: places in it are shown by that name."""
    where = folder()
    if where is None:
        return None
    digest = hashlib.sha256(f"{path.absolute()}\n{path}".encode(errors="surrogatepass")).hexdigest()
    return where / f"{digest[:32]}.json"


def _own_bytes(path: Path) -> bytes | None:
    """Of a file that nobody else may have written."""
    try:
        if not _is_own(path.parent.lstat()):
            return None
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
            about = os.fstat(file.fileno())
            return file.read() if _is_own(about) and about.st_size <= _LARGEST else None
    except OSError:
        return None


def _is_own(about: os.stat_result) -> bool:
    """A file or a folder of this user, that no other may write to. Windows keeps the folders of users apart itself."""
    if not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)):
        return False
    return sys.platform == "win32" or (about.st_uid == os.geteuid() and not about.st_mode & 0o022)


def _forget_oldest(where: Path) -> None:
    files = sorted(where.glob("*.json"), key=lambda one: one.stat().st_mtime, reverse=True)
    for one in files[MOST_FILES:]:
        one.unlink(missing_ok=True)
