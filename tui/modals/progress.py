"""Something that takes a while: what is being done now. Closed by the one who opened it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static


class Progress(ModalScreen[None]):
    def __init__(self, title: str, steps: int) -> None:
        super().__init__()
        self._title, self._steps = title, steps

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static("Przygotowuję…", id="progress-step", markup=False)
            yield ProgressBar(self._steps, show_eta=False)

    def tell(self, step: int, words: str) -> None:
        self.query_one("#progress-step", Static).update(words)
        self.query_one(ProgressBar).update(progress=step)
