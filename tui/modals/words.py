"""Asks for a few words; what is wrong with them is said in place, until they are right."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.modals.field import Field

Check = Callable[[str], str]


def anything(words: str) -> str:
    return "" if words else "Wpisz coś albo wróć (Esc)."


class AskWords(ModalScreen[str | None]):
    """`check` gives a sentence on what is wrong, or ""."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "wróć", show=False)]

    def __init__(self, title: str, text: str, check: Check = anything, value: str = "") -> None:
        super().__init__()
        self._title, self._text, self._value, self._check = title, text, value, check

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static(self._text, markup=False)
            yield Field(self._value, select_on_focus=False)
            yield Static("", id="words-problem", markup=False)
            yield Static("Enter zatwierdza, Esc wraca.", classes="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        words = " ".join(event.value.split())
        problem = self._check(words)
        if problem:
            self.query_one("#words-problem", Static).update(f"● {problem}")
        else:
            self.dismiss(words)
