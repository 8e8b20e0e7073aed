"""A question with a few answers; and the same with a text to read, for conflicts and for problems elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Static

from tui.modals.window import Window

Answer = tuple[str, str]
CANCEL = "cancel"


class Dialog(Window[str]):
    """Gives back the name of the answer; Escape gives `CANCEL`, which changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "wróć", show=False),
        Binding("left", "app.focus_previous", "poprzednia odpowiedź", show=False),
        Binding("right", "app.focus_next", "następna odpowiedź", show=False),
    ]

    def __init__(self, title: str, text: str, answers: Sequence[Answer], *, body: str = "") -> None:
        super().__init__()
        self._title, self._text, self._answers, self._body = title, text, tuple(answers), body

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide" if self._body else "dialog"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static(self._text, markup=False)
            if self._body:
                with VerticalScroll(classes="dialog-body"):
                    yield Static(self._body, markup=False)
            with Horizontal(classes="dialog-answers"):
                for name, label in self._answers:
                    yield Button(label, id=name)

    def on_mount(self) -> None:
        self.query_one(f"#{self._answers[0][0]}", Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id or CANCEL)

    def action_leave(self) -> None:
        self.dismiss(CANCEL)


def message(title: str, text: str, body: str = "") -> Dialog:
    return Dialog(title, text, [(CANCEL, "Zamknij")], body=body)
