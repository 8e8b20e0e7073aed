"""Bytes of a file -> `Source`: encodings are recognised and explained, never guessed silently."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from dsl.diagnostics import Diagnostics
from dsl.source.text import Location, Source

LARGEST_FILE = 2_000_000
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_source(path: Path, diagnostics: Diagnostics, shown_as: str | None = None) -> Source | None:
    """The file as a source, or None with the reason among the diagnostics."""
    name = shown_as or str(path)
    try:
        _expect_regular(path)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        diagnostics.error("P001", Location(name, 1), _why_unreadable(error), "Sprawdź nazwę pliku i prawa dostępu.")
        return None
    if len(data) > LARGEST_FILE:
        message = f"Plik jest większy niż {LARGEST_FILE // 1_000_000} MB; regulamin tyle nie ma."
        diagnostics.error("P002", Location(name, 1), message, "Sprawdź, czy to na pewno plik regulaminu.")
        return None
    return decode_source(data, name, diagnostics)


def decode_source(data: bytes, name: str, diagnostics: Diagnostics, shipped: bool = False) -> Source | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        diagnostics.error("P003", Location(name, line), _wrong_encoding(data), _SAVE_AS)
        return None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        diagnostics.error("P003", Location(name, line), _wrong_encoding(data), _SAVE_AS)
        return None
    return Source(name, text, shipped)


_SAVE_AS = "Zapisz regulamin jako zwykły tekst: w Notatniku „Zapisz jako”, kodowanie UTF-8."


class _NotRegular(OSError):
    """A device or a pipe, whose end may never come."""


def _expect_regular(path: Path) -> None:
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise _NotRegular


def _why_unreadable(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "Nie ma takiego pliku."
    if isinstance(error, IsADirectoryError):
        return "To jest folder, a nie plik."
    if isinstance(error, PermissionError):
        return "Brak prawa do odczytu pliku."
    if isinstance(error, _NotRegular):
        return "To nie jest zwykły plik, tylko urządzenie albo potok."
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return "Nazwa pliku jest za długa."
    return "Nie można odczytać pliku."


def _wrong_encoding(data: bytes) -> str:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return "To jest dokument programu biurowego albo PDF, a nie tekst regulaminu."
    if data.startswith(_UTF16) or data.count(0) > len(data) // 10:
        return "Plik jest zapisany w kodowaniu UTF-16 albo nie jest plikiem tekstowym."
    if 0 in data:
        return "W pliku jest znak o numerze zero, jakiego nie ma w zwykłym tekście."
    return "Plik nie jest zapisany w kodowaniu UTF-8 (wygląda na Windows-1250)."
