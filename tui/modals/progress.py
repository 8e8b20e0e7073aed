"""Something that takes a while: what is being done now. Closed by the one who opened it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import ProgressBar, Static

from tui.modals.window import Window


class Progress(Window[None]):
    """`steps` None: nobody knows yet; `stop`: what Escape does, where the work can be given up."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", "przerwij", show=False)]

    def __init__(self, title: str, steps: int | None, stop: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._title, self._steps, self._stop = title, steps, stop

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static(f"Przygotowuję…{' Esc przerywa.' if self._stop else ''}", id="progress-step", markup=False)
            yield ProgressBar(self._steps, show_eta=False)

    def tell(self, step: int, words: str, steps: int | None = None) -> None:
        self.query_one("#progress-step", Static).update(words)
        self.query_one(ProgressBar).update(progress=step, total=steps or self._steps)

    def action_stop(self) -> None:
        if self._stop is not None:
            self.query_one("#progress-step", Static).update("Przerywam…")
            self._stop()
