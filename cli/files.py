"""The files a person names: there, no folders, and of the kind the command asks for.

A file of another kind is refused before it is read, so that no row of candidates is ever quoted as a line of rules.
"""

from __future__ import annotations

import stat
from pathlib import Path

from cli.exits import WrongUse
from cli.kinds import FileKind, kind_of
from cli.output import printable
from cli.system import reason

_ORDER = "Kolejność plików: REGULAMIN KANDYDACI."
_TEMPLATE = "Plik kandydatów to XLSX, CSV albo JSONL: jeden kandydat w wierszu. Wzór: paragraf template REGULAMIN"


def existing(name: str) -> Path:
    """A regular file: a device or a pipe may never end."""
    path = Path(name)
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise WrongUse(f"nie ma pliku „{printable(name)}”.", "Sprawdź nazwę i folder.") from None
    except OSError as error:
        raise _unreadable(name, error) from None
    if stat.S_ISDIR(mode):
        raise WrongUse(f"„{printable(name)}” to folder, a potrzebny jest plik.")
    if not stat.S_ISREG(mode):
        hint = "Zapisz dane w pliku i podaj jego nazwę."
        raise WrongUse(f"„{printable(name)}” to nie jest zwykły plik, tylko urządzenie albo potok.", hint)
    return path


def existing_regulation(name: str, hint: str = "Podaj plik regulaminu (*.yaml).") -> Path:
    """A file that may be read, and shown, as a regulation."""
    path = existing(name)
    kind = _kind(path)
    if kind is FileKind.MAPPING:
        hint = f"Mapowanie sprawdza: paragraf map REGULAMIN TABELA --mapping {printable(name)} --dry-run"
    if kind.holds_candidates or kind is FileKind.MAPPING:
        raise WrongUse(f"„{printable(name)}” to {kind.value}, a nie regulamin.", hint)
    return path


def existing_candidates(name: str) -> Path:
    path = existing(name)
    kind = _kind(path)
    if kind is FileKind.REGULATION:
        raise WrongUse(f"„{printable(name)}” to regulamin, a nie plik kandydatów.", f"{_ORDER}\n{_TEMPLATE}")
    if kind is FileKind.MAPPING:
        raise WrongUse(
            f"„{printable(name)}” to mapowanie, a nie plik kandydatów.", "Mapowanie podaje się po --mapping."
        )
    return path


def is_table(path: Path) -> bool:
    """A sheet of candidates, of this program or another."""
    return _kind(path) in (FileKind.WORKBOOK, FileKind.TABLE)


def expect_in_order(regulation: str, candidates: str) -> None:
    """Both files are there and neither is of the other's kind."""
    kinds = _kind(existing(regulation)), _kind(existing(candidates))
    if kinds[0].holds_candidates and kinds[1] is FileKind.REGULATION:
        raise WrongUse("pierwszy plik to kandydaci, a drugi to regulamin.", _ORDER)
    existing_regulation(regulation, _ORDER)
    existing_candidates(candidates)


def _kind(path: Path) -> FileKind:
    try:
        return kind_of(path)
    except OSError as error:
        raise _unreadable(str(path), error) from None


def _unreadable(name: str, error: OSError) -> WrongUse:
    return WrongUse(f"nie można odczytać pliku „{printable(name)}”: {reason(error)}.", "Sprawdź nazwę i prawa dostępu.")
