"""*Problemy*: everything to be mended, in this file, in those it stands on and in the candidates' file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dsl.diagnostics import Diagnostic, Severity
from tui import blanks
from tui.messages import ProblemChosen
from tui.panes.rows import Column, RowList, Rows
from tui.problems import SYMBOLS, by_weight, place_words

_BLANK = "do wpisania"
_WORDS = {Severity.ERROR: "błąd", Severity.WARNING: "ostrzeżenie", Severity.NOTE: "uwaga"}


class ProblemsPane(RowList):
    def __init__(self) -> None:
        super().__init__(id="problems", empty="Sprawdzam…")
        self._found: list[Diagnostic] = []

    def show_problems(self, diagnostics: Sequence[Diagnostic], path: Path) -> None:
        self._found = by_weight(diagnostics)
        found = self._found
        width = max([len(place_words(one, path)) for one in found[:200]], default=8)

        def cells(row: int) -> tuple[str, ...]:
            one = found[row]
            kind = _BLANK if one.code == blanks.CODE else _WORDS[one.severity]
            return (f"{SYMBOLS[one.severity]} {kind}", one.code, place_words(one, path), one.message)

        columns = (
            Column("rodzaj", 13),
            Column("kod", 4),
            Column("miejsce", min(max(width, 8), 34)),
            Column("problem", 60),
        )
        keys = [f"{one.code}|{one.message}|{number}" for number, one in enumerate(found)]
        self.show(Rows(columns, keys, cells), "Nie ma problemów.")

    @property
    def chosen(self) -> Diagnostic | None:
        """The problem on which the cursor of the list stands."""
        return self._found[self.cursor] if self._found else None

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.post_message(ProblemChosen(self._found[self.cursor]))
