"""Bytes of a file -> `Source`: encodings are recognised and explained, never guessed silently."""

from __future__ import annotations

from pathlib import Path

from dsl.diagnostics import Diagnostics
from dsl.source.text import Location, Source

LARGEST_FILE = 2_000_000
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_source(path: Path, diagnostics: Diagnostics, shown_as: str | None = None) -> Source | None:
    """The file as a source, or None with the reason among the diagnostics."""
    name = shown_as or str(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            size = path.stat().st_size // 1_000_000
            diagnostics.error(
                "P002",
                Location(name, 1),
                f"Plik ma {size} MB, a regulamin może mieć najwyżej {LARGEST_FILE // 1_000_000} MB.",
                "Sprawdź, czy to na pewno plik regulaminu.",
            )
            return None
        data = path.read_bytes()
    except OSError as error:
        diagnostics.error("P001", Location(name, 1), _why_unreadable(error), "Sprawdź nazwę pliku i prawa dostępu.")
        return None
    return decode_source(data, name, diagnostics)


def decode_source(data: bytes, name: str, diagnostics: Diagnostics, shipped: bool = False) -> Source | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        diagnostics.error("P003", Location(name, line), _wrong_encoding(data), "Zapisz plik w kodowaniu UTF-8.")
        return None
    if "\x00" in text:
        diagnostics.error("P003", Location(name, 1), _wrong_encoding(data), "Zapisz plik w kodowaniu UTF-8.")
        return None
    return Source(name, text, shipped)


def _why_unreadable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "Nie ma takiego pliku."
    if isinstance(error, IsADirectoryError):
        return "To jest folder, a nie plik."
    if isinstance(error, PermissionError):
        return "Brak prawa do odczytu pliku."
    return "Nie można odczytać pliku."


def _wrong_encoding(data: bytes) -> str:
    if data.startswith(_UTF16) or data.count(0) > len(data) // 10:
        return "Plik jest zapisany w kodowaniu UTF-16 albo nie jest plikiem tekstowym."
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return "To jest dokument programu biurowego albo PDF, a nie tekst regulaminu."
    return "Plik nie jest zapisany w kodowaniu UTF-8 (wygląda na Windows-1250)."
