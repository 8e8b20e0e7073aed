"""A regulation's file as it was found, and saving that cannot lose text, ours or anybody else's.

The editor works on plain lines; here they become the file's own bytes again (line ends and byte order mark as found).
Reading and saving report what a user can mend as `FileProblem`, in Polish.
"""

from __future__ import annotations

import errno
import stat
from dataclasses import dataclass
from pathlib import Path

from dsl.diagnostics import Diagnostics
from dsl.source.reading import LARGEST_FILE, read_source
from generator.files import write_atomically

MOST_LINES = 100_000
LONGEST_LINE = 50_000
_NOT_FOR_THE_EDITOR = "Plik ma za dużo wierszy albo za długi wiersz, żeby go tu zmieniać."
TRY_AGAIN = "Sprawdź miejsce na dysku i prawa do folderu, potem spróbuj jeszcze raz: co wpisano, czeka."
_BOM = b"\xef\xbb\xbf"
_OTHER_BREAKS = str.maketrans(dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n"))


@dataclass(frozen=True, slots=True)
class TextFile:
    """What was read: `text` has plain line ends, `content` is the file as it stood on the disk (None: not yet there).

    `evened` says that saving will make its mixed line ends alike.
    """

    path: Path
    text: str
    content: bytes | None
    newline: str = "\n"
    bom: bool = False
    evened: bool = False

    @property
    def name(self) -> str:
        return self.path.name

    def encode(self, text: str) -> bytes:
        body = text.replace("\n", self.newline).encode("utf-8")
        return _BOM + body if self.bom else body


class FileProblem(Exception):
    """What stopped reading or saving; `message` and `hint` are shown as they are."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class ChangedOutside(Exception):
    """The file on the disk is not the one that was read; `found` is what stands there now."""

    def __init__(self, found: TextFile) -> None:
        super().__init__("changed outside")
        self.found = found


def read_file(path: Path) -> TextFile:
    """Raises `FileProblem` with the reason in Polish."""
    diagnostics = Diagnostics()
    source = read_source(path, diagnostics)
    if source is None:
        problem = diagnostics.items[0]
        raise FileProblem(problem.message, problem.hint)
    try:
        file = decode(path, path.read_bytes())
    except OSError as error:
        raise FileProblem(*explain(error)) from None
    if file.text.count("\n") > MOST_LINES or any(len(line) > LONGEST_LINE for line in file.text.split("\n")):
        raise FileProblem(_NOT_FOR_THE_EDITOR, "Sprawdź, czy to na pewno plik regulaminu.")
    return file


def decode(path: Path, content: bytes) -> TextFile:
    raw = content.decode("utf-8-sig", errors="replace")
    crlf, all_lf, lone_cr = raw.count("\r\n"), raw.count("\n"), raw.count("\r") - raw.count("\r\n")
    newline = "\r\n" if crlf * 2 > all_lf else "\n"
    text = raw.replace("\r\n", "\n").replace("\r", "\n").translate(_OTHER_BREAKS)
    mixed = bool(lone_cr) or (crlf not in (0, all_lf)) or text.count("\n") != all_lf + lone_cr
    return TextFile(path, text, content, newline, content.startswith(_BOM), mixed)


def save(file: TextFile, text: str, *, overwrite: bool = False) -> TextFile:
    """Writes the text at once and whole. Raises `ChangedOutside` (not with `overwrite`) or `FileProblem`."""
    content = file.encode(text)
    if len(content) > LARGEST_FILE:
        raise FileProblem("Tekst jest za długi na plik regulaminu.", "Sprawdź, czy nie wklejono go kilka razy.")
    found = _found(file.path)
    if not overwrite and found is not None and found != file.content:
        raise ChangedOutside(decode(file.path, found))
    _refuse_read_only(file.path)
    try:
        write_atomically(file.path, content)
    except OSError as error:
        raise FileProblem(*explain(error)) from None
    return TextFile(file.path, text, content, file.newline, file.bom)


def _found(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileProblem(*explain(error)) from None


def _refuse_read_only(path: Path) -> None:
    """A rename would go over a file that its owner protected from writing."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise FileProblem("Plik jest tylko do odczytu.", "Użyj „Zapisz jako” (F12) albo zdejmij ochronę pliku.")


def not_written(error: OSError) -> FileProblem:
    """Of a file that is not the text itself."""
    return FileProblem(explain(error)[0], TRY_AGAIN)


def explain(error: OSError) -> tuple[str, str]:
    """Why the system refused, and what to do."""
    elsewhere = "Użyj „Zapisz jako” (F12); tekst jest też w pliku odzyskiwania."
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "Na dysku nie ma miejsca.", f"Zwolnij miejsce i zapisz ponownie. {elsewhere}"
        case errno.ENOENT | errno.ENOTDIR:
            return "Nie ma folderu, w którym stał plik.", elsewhere
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return "Brak prawa do zapisu w tym miejscu.", elsewhere
        case errno.EISDIR:
            return "To jest folder, a nie plik.", "Podaj nazwę pliku."
        case errno.ENAMETOOLONG:
            return "Nazwa pliku jest za długa.", "Skróć ją."
    return "Nie udało się odczytać albo zapisać pliku.", elsewhere
