"""Diagnostics as the editor needs them: by row and column of the text. No Textual here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dsl.diagnostics import Diagnostic, Severity
from dsl.source.text import Location
from polish.enumerations import enumerate_items
from polish.plurals import ERROR, NOTICE, WARNING, count
from tui import blanks

SYMBOLS = {Severity.ERROR: "●", Severity.WARNING: "▲", Severity.NOTE: "○"}
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_NOUNS = {Severity.ERROR: ERROR, Severity.WARNING: WARNING, Severity.NOTE: NOTICE}


@dataclass(frozen=True, slots=True)
class Mark:
    """One problem in one row of the text; columns count characters from 0, `end` is exclusive."""

    row: int
    start: int
    end: int
    severity: Severity
    diagnostic: Diagnostic


def marks(diagnostics: Iterable[Diagnostic], path: Path, rows: int) -> tuple[Mark, ...]:
    """The problems of the edited file itself, a mark for every row they cover (of a long one: its first row)."""
    found = []
    for one in diagnostics:
        place = one.location
        if place is not None and place.path == str(path):
            found.append(_mark(one, place, rows))
    return tuple(sorted(found, key=lambda mark: (mark.row, mark.start, _WEIGHT[mark.severity])))


def _mark(diagnostic: Diagnostic, place: Location, rows: int) -> Mark:
    row = min(max(place.line - 1, 0), max(rows - 1, 0))
    start = place.column - 1
    single = place.end_line in (0, place.line)
    end = place.end_column - 1 if single and place.end_column else max(len(place.excerpt), start + 1)
    return Mark(row, start, max(end, start + 1), diagnostic.severity, diagnostic)


def worst_first(found: Iterable[Mark]) -> list[Mark]:
    return sorted(found, key=lambda mark: (_WEIGHT[mark.severity], mark.start))


def by_weight(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Errors first, then as the files go."""
    return sorted(diagnostics, key=lambda one: (_WEIGHT[one.severity], one.sort_key))


def place_words(diagnostic: Diagnostic, path: Path) -> str:
    """`wiersz 12` in the edited file, `prawo.yaml, wiersz 3` elsewhere."""
    place = diagnostic.location
    if place is None:
        return "cały plik"
    line = f"wiersz {place.line}"
    return line if place.path == str(path) else f"{Path(place.path).name}, {line}"


def counts(diagnostics: Iterable[Diagnostic], left: int = 0) -> str:
    """`2 błędy i 1 ostrzeżenie`; the blanks `left` in the text are counted by themselves."""
    found = [one.severity for one in diagnostics if one.code != blanks.CODE]
    parts = [count(found.count(severity), _NOUNS[severity]) for severity in _NOUNS if severity in found]
    parts += [blanks.words(left)] if left else []
    return enumerate_items(parts) if parts else "bez problemów"


def signs(diagnostics: Iterable[Diagnostic]) -> str:
    """`● 2 ▲ 1`, where there is no room for words."""
    found = [one.severity for one in diagnostics]
    return " ".join(f"{SYMBOLS[severity]} {found.count(severity)}" for severity in SYMBOLS if severity in found)
