"""One of many things, found by words of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.modals.dialog import Answer
from tui.modals.field import Field

_NOTHING = "Nic takiego tu nie ma: wpisz inne słowo albo skasuj je."


class Searching(ModalScreen[str | None]):
    """Gives back the name of what was chosen; Escape gives None. `narrow` keeps what has the words typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "wróć", show=False),
        Binding("down", "step(1)", "niżej", show=False, priority=True),
        Binding("up", "step(-1)", "wyżej", show=False, priority=True),
    ]

    def __init__(self, title: str, narrow: Callable[[str], Sequence[Answer]]) -> None:
        super().__init__()
        self._title, self._narrow = title, narrow
        self._found: Sequence[Answer] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide tall"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Field(placeholder="Szukaj…")
            yield OptionList(markup=False)
            yield Static("Pisz, żeby szukać. ↑ ↓ wybiera, Enter zatwierdza, Esc wraca.", classes="hint", markup=False)

    def on_mount(self) -> None:
        self._show("")
        self.query_one(Input).focus()

    def _show(self, words: str) -> None:
        self._found = self._narrow(words)
        options = self.query_one(OptionList).clear_options()
        options.add_options([Option(one) for _, one in self._found] or [Option(_NOTHING, disabled=True)])
        options.highlighted = 0 if self._found else None

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._take(self.query_one(OptionList).highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take(event.option_index)

    def _take(self, number: int | None) -> None:
        if number is not None and number < len(self._found):
            self.dismiss(self._found[number][0])

    def action_step(self, by: int) -> None:
        options = self.query_one(OptionList)
        if self._found and options.highlighted is not None:
            options.highlighted = (options.highlighted + by) % options.option_count
