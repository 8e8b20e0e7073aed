"""Where commands write: one rule for all of them on what may be written over.

A new file is written. One that is there already is left alone unless it would not change, the command knows it for its
own work (`is_ours`), or the person says `--force`. A file that the command reads is never written over, and neither is
anything but a regular file: a folder, a device, a pipe, a link that somebody has laid where a private file goes.
"""

from __future__ import annotations

import argparse
import os
import stat
from collections.abc import Callable, Container, Iterable, Sequence
from pathlib import Path

from cli.exits import WrongUse
from cli.output import printable
from cli.system import reason
from dsl.model.regulation import Regulation
from generator.files import write_atomically

_OTHER_NAME = "Podaj inną nazwę po -o."


def place(name: str) -> str:
    """The value of `-o` as the parser takes it: `-o ""` is a slip (an empty variable), not the default place."""
    if not name.strip():
        raise WrongUse("po -o nie ma nazwy.", "Podaj nazwę pliku albo pomiń -o.")
    return name


def add_force(parser: argparse.ArgumentParser, what: str = "plik, który już jest") -> None:
    parser.add_argument("--force", action="store_true", help=f"zastąp {what}")


def files_of(regulation: Regulation) -> list[Path]:
    """What a regulation was read from: its file and those it is based on."""
    return [Path(one.path) for one in regulation.sources if not one.shipped]


def save(
    files: Sequence[tuple[Path, bytes]],
    inputs: Iterable[Path],
    force: bool,
    is_ours: Callable[[bytes], bool] | None = None,
    private: Container[Path] = (),
) -> None:
    """Write all of the files, or none of them when one may not be written there: `WrongUse` says why."""
    read = list(inputs)
    for path, _ in files:
        _expect_no_link(path, path in private)
    wanted = [(path, content) for path, content in files if _is_to_be_written(path, content, read, force, is_ours)]
    last = {path.parent: path for path, _ in wanted}
    for path, content in wanted:
        try:
            write_atomically(path, content, private=path in private, sync_folder=path == last[path.parent])
        except OSError as error:
            raise _refused(path, error) from None


def _is_to_be_written(
    path: Path, content: bytes, inputs: Sequence[Path], force: bool, is_ours: Callable[[bytes], bool] | None
) -> bool:
    """False for a file that has this content already."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        _expect_folder(path.parent)
        return True
    except OSError as error:
        raise _refused(path, error) from None
    _expect_regular(path, status)
    if any(_is_same(status, one) for one in inputs):
        raise WrongUse(f"wynik zapisałby się w miejscu pliku „{_shown(path)}”, z którego powstaje.", _OTHER_NAME)
    if force:
        return True
    if status.st_size != len(content) and is_ours is None:
        raise _already_there(path)
    try:
        old = path.read_bytes()
    except OSError as error:
        raise _refused(path, error) from None
    if old != content and not (is_ours and is_ours(old)):
        raise _already_there(path)
    return old != content


def _expect_no_link(path: Path, is_private: bool) -> None:
    """One that leads nowhere would make a file where nobody sees it."""
    if path.is_symlink() and (is_private or not path.exists()):
        message = f"„{_shown(path)}” to dowiązanie do innego miejsca."
        raise WrongUse(message, "Usuń je albo podaj inną nazwę po -o.")


def _expect_folder(folder: Path) -> None:
    if not os.path.isdir(folder):
        raise WrongUse(f"nie ma folderu „{_shown(folder)}”.", "Utwórz go albo podaj inny.")


def _expect_regular(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise WrongUse(f"„{_shown(path)}” to folder.", "Podaj nazwę pliku po -o.")
    if not stat.S_ISREG(status.st_mode):
        raise WrongUse(f"„{_shown(path)}” to nie jest zwykły plik, tylko urządzenie albo potok.", _OTHER_NAME)


def _is_same(status: os.stat_result, other: Path) -> bool:
    try:
        return os.path.samestat(status, other.stat())
    except OSError:
        return False


def _already_there(path: Path) -> WrongUse:
    hint = "Podaj inną nazwę po -o albo dodaj --force, jeżeli wolno go zastąpić."
    return WrongUse(f"plik „{_shown(path)}” już jest.", hint)


def _refused(path: Path, error: OSError) -> WrongUse:
    hint = "Sprawdź folder, prawa do niego i wolne miejsce albo podaj inne miejsce po -o."
    return WrongUse(f"nie można zapisać pliku „{_shown(path)}”: {reason(error)}.", hint)


def _shown(path: Path) -> str:
    return printable(str(path))
