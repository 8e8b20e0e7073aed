"""A regulation's text changed by a command: shown as a difference and written in its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from cli import exits
from cli.output import printable
from generator.files import write_atomically

_MARK = b"\xef\xbb\xbf"


def difference(name: str, old: str, new: str, what: str) -> Iterator[str]:
    """Lines of a unified difference; `what` says in a word what the new text is."""
    yield from difflib.unified_diff(old.splitlines(), new.splitlines(), name, f"{name} ({what})", lineterm="")


def write_text(path: Path, text: str) -> None:
    """The mark of UTF-8 at the beginning stays where an editor has put it."""
    try:
        with path.open("rb") as file:
            mark = _MARK if file.read(len(_MARK)) == _MARK else b""
        write_atomically(path, mark + text.encode())
    except OSError:
        hint = "Sprawdź prawa do pliku i folderu oraz wolne miejsce."
        raise exits.WrongUse(f"nie można zapisać pliku „{printable(str(path))}”.", hint) from None
