"""The status lines: what is wrong (or what the key means) under the cursor, and how things stand with the file."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from dsl.diagnostics import Diagnostic, Fix, Severity
from tui.editor.key_help import KeyHelp
from tui.problems import SYMBOLS

_FIRST = {Severity.ERROR: "Błąd", Severity.WARNING: "Ostrzeżenie", Severity.NOTE: "Uwaga"}


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts of the last line. `preview` says whether it is of this text; "" before the first one."""

    file: str
    unsaved: bool
    candidates: str
    problems: str
    preview: str
    row: int

    def words(self) -> str:
        parts = [
            f"{self.file}: {'NIEZAPISANY' if self.unsaved else 'zapisany'}",
            self.preview,
            self.problems,
            self.candidates,
            f"wiersz {self.row}",
        ]
        return " │ ".join(part for part in parts if part)


class StatusBar(Vertical):
    def compose(self) -> ComposeResult:
        yield Static("", id="status-problem", markup=False)
        yield Static("", id="status-standing", markup=False)

    def show_problem(self, diagnostic: Diagnostic, fix: Fix | None, more: int) -> None:
        head = f"{SYMBOLS[diagnostic.severity]} {_FIRST[diagnostic.severity]} {diagnostic.code}: "
        text = Text.assemble((head, "bold"), diagnostic.message)
        if more:
            text.append(f" (+{more} w tym wierszu)")
        if diagnostic.hint:
            text.append("\n" + diagnostic.hint)
        if fix is not None:
            text.append(f"{' ' if diagnostic.hint else chr(10)}F9: {fix.label.lower()}.")
        self._show(text)

    def show_help(self, found: KeyHelp) -> None:
        self._show(Text.assemble((f"{found.key}: ", "bold"), found.text))

    def show_words(self, words: str) -> None:
        self._show(Text(words))

    def _show(self, text: Text) -> None:
        self.query_one("#status-problem", Static).update(text)

    def show_standing(self, standing: Standing) -> None:
        self.query_one("#status-standing", Static).update(standing.words())
