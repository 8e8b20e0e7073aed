"""Asks for one line, a path or a few words; what is wrong with it is said in place, until it is right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from dsl.templates import SUFFIX
from tui.modals.field import Field

Answer = TypeVar("Answer")


class AskLine(ModalScreen[Answer | None], Generic[Answer]):
    """`read` makes the answer of a line that is not empty; `check` gives a sentence on what is wrong with it, or ""."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "wróć", show=False)]
    EMPTY: ClassVar[str]
    PLACEHOLDER: ClassVar[str] = ""

    def __init__(
        self, title: str, text: str, value: str, read: Callable[[str], Answer], check: Callable[[Answer], str]
    ) -> None:
        super().__init__()
        self._title, self._text, self._value, self._read, self._check = title, text, value, read, check

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static(self._text, markup=False)
            yield Field(self._value, placeholder=self.PLACEHOLDER, select_on_focus=False)
            yield Static("", id="line-problem", markup=False)
            yield Static("Enter zatwierdza, Esc wraca.", classes="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        line = event.value.strip()
        answer = self._read(line)
        problem = self._check(answer) if line else self.EMPTY
        if problem:
            self.query_one("#line-problem", Static).update(f"● {problem}")
        else:
            self.dismiss(answer)


class AskWords(AskLine[str]):
    EMPTY = "Wpisz coś albo wróć (Esc)."

    def __init__(self, title: str, text: str, check: Callable[[str], str] = lambda words: "", value: str = "") -> None:
        super().__init__(title, text, value, lambda line: " ".join(line.split()), check)


class AskPath(AskLine[Path]):
    EMPTY = "Podaj nazwę pliku."
    PLACEHOLDER = "ścieżka pliku"

    def __init__(self, title: str, text: str, value: str, check: Callable[[Path], str]) -> None:
        super().__init__(title, text, value, lambda line: Path(line).expanduser(), check)


class AskNewFile(AskPath):
    """For a regulation's file that must not exist yet: nothing is ever overwritten by a slip."""

    def __init__(self, title: str, text: str, value: str) -> None:
        super().__init__(title, f"{text}\n(sama nazwa: w folderze {Path.cwd()})", value, new_file)
        self._read = lambda line: with_suffix(Path(line).expanduser())


def with_suffix(path: Path) -> Path:
    """„Regulamin 2026.27” is a name without one."""
    known = path.suffix.lower() in (".yaml", ".yml")
    return path if known or not path.name else path.with_name(path.name + SUFFIX)


def new_file(path: Path) -> str:
    if path.exists():
        return "Taki plik już jest. Podaj inną nazwę."
    if not path.absolute().parent.is_dir():
        return "Nie ma takiego folderu."
    return ""


def existing_file(path: Path) -> str:
    return "" if path.is_file() else "Nie ma takiego pliku."
