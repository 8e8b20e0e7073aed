"""Asks for a file: one to open, found in the list of its folder, or a new one."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from dsl.templates import SUFFIX
from polish.collation import collation_key
from polish.folding import fold
from tui.modals.line import AskLine

REGULATIONS = (SUFFIX, ".yml")
CANDIDATES = (".xlsx", ".csv", ".jsonl")
TABLES = (".csv", ".txt")
_MOST_LISTED = 1_000
_UP = "↑ folder wyżej"


@dataclass(frozen=True, slots=True)
class Listed:
    path: Path
    is_folder: bool

    @property
    def words(self) -> str:
        name = "".join(char if char.isprintable() else "�" for char in self.path.name)
        return f"{name}{os.sep}" if self.is_folder else name


class AskPath(AskLine[Path]):
    EMPTY = "Podaj nazwę pliku."
    PLACEHOLDER = "ścieżka pliku"

    def __init__(self, title: str, text: str, value: str, check: Callable[[Path], str]) -> None:
        super().__init__(title, text, value, path_of, check)


class AskFile(AskPath):
    """For a file that is there: typed, or taken from the list of the folder that the line names so far."""

    KEYS = "↓ przechodzi do listy, Enter wybiera (folder: otwiera), Esc wraca."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "to_list", "do listy", show=False)]

    def __init__(self, title: str, text: str, suffixes: tuple[str, ...], value: str = "") -> None:
        super().__init__(title, text, value or f"{Path.cwd()}{os.sep}", existing_file)
        self._suffixes = suffixes
        self._listed: tuple[Path, list[Listed]] | None = None
        self._shown: list[Listed] = []

    def below(self) -> ComposeResult:
        yield OptionList(markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        folder, begun = folder_and_begun(event.value)
        if self._listed is None or self._listed[0] != folder:
            self._listed = folder, listed(folder, self._suffixes)
        self._shown = [one for one in self._listed[1] if fold(one.path.name).startswith(fold(begun))]
        options = [Option(one.words) for one in self._shown]
        if all(one.is_folder for one in self._shown):
            options.append(Option(f"(nie ma tu takich plików: {', '.join(self._suffixes)})", disabled=True))
        if not begun:
            self._shown.insert(0, Listed(folder.parent, True))
            options.insert(0, Option(_UP))
        self.query_one(OptionList).clear_options().add_options(options)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(self._shown[event.option_index].path)

    def give(self, answer: Path, problem: str) -> None:
        if answer.is_dir():
            self._choose(answer)
        else:
            super().give(answer, problem)

    def action_to_list(self) -> None:
        options = self.query_one(OptionList)
        if self.focused is not options and options.option_count:
            options.focus()
            options.highlighted = options.highlighted or 0

    def _choose(self, path: Path) -> None:
        if not path.is_dir():
            self.dismiss(path)
            return
        field = self.query_one(Input)
        field.value = str(path) if path.parent == path else f"{path}{os.sep}"
        field.cursor_position = len(field.value)
        field.focus()


def path_of(line: str) -> Path:
    """`~` is the own folder; a name that only looks so is a name. A whole path put behind the folder proposed is meant
    alone."""
    before, _, behind = line.strip().rpartition("//")
    path = Path(f"/{behind}" if before else line.strip())
    with suppress(RuntimeError):
        return path.expanduser()
    return path


def folder_and_begun(line: str) -> tuple[Path, str]:
    """The folder that a path names, and what is typed of a name in it."""
    path = Path(os.path.abspath(path_of(line)))
    if not line.strip() or line.rstrip().endswith((os.sep, "/")):
        return path, ""
    return path.parent, path.name


def listed(folder: Path, suffixes: tuple[str, ...]) -> list[Listed]:
    """Folders, then files of these kinds; what is hidden or cannot be read is left out."""
    try:
        with os.scandir(folder) as entries:
            found = [one for one, _ in zip(entries, range(_MOST_LISTED), strict=False) if not one.name.startswith(".")]
            folders = [Path(one) for one in found if one.is_dir()]
            files = [Path(one) for one in found if not one.is_dir() and one.name.lower().endswith(suffixes)]
    except (OSError, ValueError):
        return []
    return [Listed(one, is_folder) for group, is_folder in ((folders, True), (files, False)) for one in _sorted(group)]


def _sorted(paths: list[Path]) -> list[Path]:
    return sorted(paths, key=lambda one: collation_key(one.name))


class AskNewFile(AskPath):
    """For a regulation's file that must not exist yet: nothing is ever overwritten by a slip."""

    def __init__(self, title: str, text: str, value: str) -> None:
        super().__init__(title, f"{text}\n(sama nazwa: w folderze {Path.cwd()})", value, new_file)
        self._read = lambda line: with_suffix(path_of(line))

    def on_mount(self) -> None:
        """What is typed takes the place of the name proposed."""
        super().on_mount()
        self.query_one(Input).action_select_all()


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
