"""A file that the regulation stands on, to be read only: a law of the library, or another file of one's own."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui.editor.editor import Editor
from tui.modals.window import Window


class Viewer(Window[None]):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "wróć", show=False)]

    def __init__(self, name: str, text: str, row: int, column: int, end: int) -> None:
        super().__init__()
        self._name, self._text, self._place = name, text, (row, column, end)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog whole"):
            yield Static(f"{self._name} (tylko do czytania)", classes="dialog-title", markup=False)
            yield Editor(self._text, id="viewed", read_only=True)
            yield Static("↑ ↓ przewija, Esc wraca do regulaminu.", classes="hint", markup=False)

    def on_mount(self) -> None:
        editor = self.query_one(Editor)
        editor.focus()
        self.call_after_refresh(editor.select_in_row, *self._place)
