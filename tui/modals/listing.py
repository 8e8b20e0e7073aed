"""A text to read over the screen: an explanation, a comparison, a table of contents. Enter gives back a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui.modals.window import Window
from tui.panes.reading import ReadingList
from tui.panes.rows import RowList
from tui.paragraphs import Paragraph


class Listing(Window[Paragraph | None]):
    """Only what leads somewhere can be chosen; `start` is the paragraph that the cursor begins on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "wróć", show=False)]

    def __init__(self, title: str, paragraphs: Sequence[Paragraph], hint: str, *, start: int = 0) -> None:
        super().__init__()
        self._title, self._paragraphs, self._hint, self._start = title, tuple(paragraphs), hint, start

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog whole"):
            yield ReadingList(id="listing", title=self._title, empty="Nie ma nic do pokazania.")
            yield Static(self._hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        shown = self.query_one(ReadingList)
        shown.focus()
        shown.read(self._paragraphs)
        shown.stand_on(self._start)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        chosen = self.query_one(ReadingList).chosen
        if chosen is not None and (chosen.place is not None or chosen.name):
            self.dismiss(chosen)
        elif any(one.place is not None for one in self._paragraphs):
            self.notify("Enter działa przy wierszach ze znakiem ↵.", timeout=2)
