"""Asks for one line, such as a few words; what is wrong with it is said in place, until it is right."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.modals.field import Field
from tui.modals.window import Window

Answer = TypeVar("Answer")


class AskLine(Window[Answer | None], Generic[Answer]):
    """`read` makes the answer of a line that is not empty; `check` gives a sentence on what is wrong with it, or ""."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "wróć", show=False)]
    EMPTY: ClassVar[str]
    PLACEHOLDER: ClassVar[str] = ""
    KEYS: ClassVar[str] = "Enter zatwierdza, Esc wraca."

    def __init__(
        self, title: str, text: str, value: str, read: Callable[[str], Answer], check: Callable[[Answer], str]
    ) -> None:
        super().__init__()
        self._title, self._text, self._value, self._read, self._check = title, text, value, read, check
        self.typed = value  # also when it is left

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static(self._text, markup=False)
            yield Field(self._value, placeholder=self.PLACEHOLDER, select_on_focus=False)
            yield Static("", id="line-problem", markup=False)
            yield from self.below()
            yield Static(self.KEYS, classes="hint", markup=False)

    def below(self) -> ComposeResult:
        """What else helps to answer."""
        yield from ()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.typed = event.value

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        line = event.value.strip()
        answer = self._read(line)
        self.give(answer, self._check(answer) if line else self.EMPTY)

    def give(self, answer: Answer, problem: str) -> None:
        if problem:
            self.query_one("#line-problem", Static).update(f"● {problem}")
        else:
            self.dismiss(answer)


class AskWords(AskLine[str]):
    EMPTY = "Wpisz coś albo wróć (Esc)."

    def __init__(self, title: str, text: str, check: Callable[[str], str] = lambda words: "", value: str = "") -> None:
        super().__init__(title, text, value, lambda line: " ".join(line.split()), check)
