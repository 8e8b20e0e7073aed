"""Asks for a path; what is wrong with it is said in place, until it is right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.modals.field import Field

Check = Callable[[Path], str]


class AskPath(ModalScreen[Path | None]):
    """`check` gives a sentence on what is wrong, or ""."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "wróć", show=False)]

    def __init__(self, title: str, text: str, value: str, check: Check) -> None:
        super().__init__()
        self._title, self._text, self._value, self._check = title, text, value, check

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static(self._text, markup=False)
            yield Field(self._value, placeholder="ścieżka pliku", select_on_focus=False)
            yield Static("", id="path-problem", markup=False)
            yield Static("Enter zatwierdza, Esc wraca.", classes="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        value = event.value.strip()
        path = Path(value).expanduser()
        problem = self._check(path) if value else "Podaj nazwę pliku."
        if problem:
            self.query_one("#path-problem", Static).update(f"● {problem}")
        else:
            self.dismiss(path)


def new_file(path: Path) -> str:
    """For a file that must not exist yet: nothing is ever overwritten by a slip."""
    if path.exists():
        return "Taki plik już jest. Podaj inną nazwę."
    if not path.absolute().parent.is_dir():
        return "Nie ma takiego folderu."
    return ""


def existing_file(path: Path) -> str:
    return "" if path.is_file() else "Nie ma takiego pliku."
