"""What there is to say of the row with the cursor, in as many lines as there is room for."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from tui.panes.status import fitted

_WHOLE = " … Enter: wszystko"


class Card(Static):
    def __init__(self, *, id: str, classes: str = "") -> None:
        super().__init__("", id=id, classes=classes, markup=False)
        self._words = ""

    def show(self, words: str) -> None:
        self._words = words
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        size, text = self.content_size, Text(self._words)
        self.update(fitted(text, size.width, size.height, _WHOLE) if size.width and size.height else text, layout=False)
