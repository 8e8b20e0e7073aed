"""The files a person names: there, no folders, and of the kind the command asks for.

A file of another kind is refused before it is read, so that no row of candidates is ever quoted as a line of rules.
"""

from __future__ import annotations

from pathlib import Path

from cli.exits import WrongUse
from cli.kinds import FileKind, kind_of
from cli.output import printable

_ORDER = "Kolejność plików: REGULAMIN KANDYDACI."
_JSONL = "Plik kandydatów to JSONL: jeden kandydat w wierszu. Wzór: paragraf template REGULAMIN --format jsonl"
_NO_SHEETS = (
    "Ta wersja czyta kandydatów tylko z pliku JSONL (jeden kandydat w wierszu) i sama arkusza nie zamieni.\n"
    "Wzór pliku: paragraf template REGULAMIN --format jsonl"
)


def existing(name: str) -> Path:
    path = Path(name)
    if not path.exists():
        raise WrongUse(f"nie ma pliku „{printable(name)}”.", "Sprawdź nazwę i folder.")
    if path.is_dir():
        raise WrongUse(f"„{printable(name)}” to folder, a potrzebny jest plik.")
    return path


def existing_regulation(name: str, hint: str = "Podaj plik regulaminu (*.yaml).") -> Path:
    """A file that may be read, and shown, as a regulation."""
    path = existing(name)
    kind = _kind(path)
    if kind is FileKind.CANDIDATES or kind.is_sheet:
        raise WrongUse(f"„{printable(name)}” to {kind.value}, a nie regulamin.", hint)
    return path


def existing_candidates(name: str) -> Path:
    path = existing(name)
    kind = _kind(path)
    if kind is FileKind.REGULATION:
        raise WrongUse(f"„{printable(name)}” to regulamin, a nie plik kandydatów.", f"{_ORDER}\n{_JSONL}")
    if kind.is_sheet:
        raise WrongUse(f"„{printable(name)}” to {kind.value}.", _NO_SHEETS)
    return path


def expect_in_order(regulation: str, candidates: str) -> None:
    """Both files are there and neither is of the other's kind."""
    kinds = _kind(existing(regulation)), _kind(existing(candidates))
    if kinds == (FileKind.CANDIDATES, FileKind.REGULATION):
        raise WrongUse("pierwszy plik to kandydaci, a drugi to regulamin.", _ORDER)
    existing_regulation(regulation, _ORDER)
    existing_candidates(candidates)


def _kind(path: Path) -> FileKind:
    try:
        return kind_of(path)
    except OSError:
        hint = "Sprawdź prawa dostępu."
        raise WrongUse(f"nie można odczytać pliku „{printable(str(path))}”.", hint) from None
