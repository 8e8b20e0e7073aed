"""One of several things, from a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.modals.dialog import Answer
from tui.modals.window import Window


class Choice(Window[str | None]):
    """Gives back the name of what was chosen; Escape gives None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "wróć", show=False)]

    def __init__(self, title: str, answers: Sequence[Answer], text: str = "") -> None:
        super().__init__()
        self._title, self._answers, self._text = title, tuple(answers), text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(self._title, classes="dialog-title", markup=False)
            if self._text:
                yield Static(self._text, classes="dialog-text", markup=False)
            yield OptionList(*(Option(words, id=name) for name, words in self._answers), markup=False)
            yield Static("↑ ↓ wybiera, Enter zatwierdza, Esc wraca.", classes="hint", markup=False)

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.highlighted = 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option.id)
