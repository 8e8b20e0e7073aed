"""Diagnostics as plain data for a program. The keys are stable; new ones may be added, none changes its meaning.

One problem:

```
{"kod": "P060",                      code, the same in every version
 "waga": "błąd",                     błąd | ostrzeżenie | uwaga
 "komunikat": "Nie znam nazwy …",    one sentence: what is wrong
 "co_zrobić": "Czy chodziło o …?",   one sentence: what to do ("" when there is nothing to say)
 "miejsce": {…} or null,             where
 "powiązane": [{"komunikat", "miejsce"}],
 "poprawki": [{"opis", "bezpieczna": true|false, "zmiany": [{"miejsce", "tekst"}]}]}
```

A place is `{"plik", "wiersz", "kolumna", "do_wiersza", "do_kolumny", "od_znaku", "do_znaku"}`: lines and columns
from 1, `do_kolumny` behind the last character; `od_znaku`/`do_znaku` are offsets in characters from the start of the
file (null when only the line is known).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dsl.diagnostics import Diagnostic, Fix
from dsl.source.text import Location, Span


def as_records(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    return [as_record(diagnostic) for diagnostic in diagnostics]


def as_record(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "kod": diagnostic.code,
        "waga": diagnostic.severity.value,
        "komunikat": diagnostic.message,
        "co_zrobić": diagnostic.hint,
        "miejsce": place_record(diagnostic.where),
        "powiązane": [{"komunikat": one.message, "miejsce": place_record(one.where)} for one in diagnostic.related],
        "poprawki": [_fix(fix) for fix in diagnostic.fixes],
    }


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{"miejsce": place_record(edit.span), "tekst": edit.text} for edit in fix.edits]
    return {"opis": fix.label, "bezpieczna": fix.safe, "zmiany": edits}


def place_record(where: Span | Location | None) -> dict[str, Any] | None:
    if where is None:
        return None
    location = where.location() if isinstance(where, Span) else where
    offsets = (where.start, where.end) if isinstance(where, Span) else (None, None)
    return {
        "plik": location.path,
        "wiersz": location.line,
        "kolumna": location.column,
        "do_wiersza": location.end_line or location.line,
        "do_kolumny": location.end_column or location.column,
        "od_znaku": offsets[0],
        "do_znaku": offsets[1],
    }
