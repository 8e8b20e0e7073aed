"""The start without a file: copy the shipped example and work on it, open a file, or take back what was not saved."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from dsl.diagnostics import Diagnostics
from dsl.layers.library import find_base
from tui import recovery
from tui.files import FileProblem, TextFile, read_file, save
from tui.modals.dialog import message
from tui.modals.path import AskPath, existing_file, new_file

EXAMPLE = "lo-wyspianskiego-kety/2025-2026"
COPY_NAME = "regulamin.yaml"


class StartScreen(Screen[TextFile]):
    """Gives back the file to work on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "app.quit", "Koniec")]
    CSS = """
    StartScreen { align: center middle; }
    """

    def __init__(self, wanted: Path | None = None) -> None:
        super().__init__()
        self._wanted = wanted
        self._recovered = recovery.waiting()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static("Paragraf – edytor regulaminu rekrutacji", classes="dialog-title", markup=False)
            if self._wanted is not None:
                yield Static(f"Nie ma jeszcze pliku „{self._wanted.name}”.", markup=False)
            yield OptionList(*self._options())
            yield Static("↑ ↓ wybiera, Enter potwierdza, Ctrl+Q kończy.", classes="hint", markup=False)
        yield Footer(show_command_palette=False)

    def _options(self) -> list[Option]:
        options = [
            Option("Zacznij od przykładu: regulamin LO w Kętach (kopia w nowym pliku)", id="copy"),
            Option("Otwórz plik regulaminu", id="open"),
        ]
        for number, one in enumerate(self._recovered[:5]):
            options.append(
                Option(f"Odzyskaj niezapisany tekst: {one.path.name} ({one.saved_at:%d.%m, %H:%M})", id=f"r{number}")
            )
        options.append(Option("Zakończ", id="quit"))
        return options

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.highlighted = 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        match event.option.id:
            case "copy":
                self._ask_where_to_copy()
            case "open":
                ask = AskPath("Otwórz", "Plik regulaminu (*.yaml):", "", existing_file)
                self.app.push_screen(ask, self._open)
            case "quit":
                self.app.exit()
            case str(name):
                self._open(self._recovered[int(name[1:])].path)

    def _ask_where_to_copy(self) -> None:
        value = str(self._wanted or Path(COPY_NAME))
        ask = AskPath("Kopia przykładu", "Gdzie zapisać kopię:", value, new_file)
        self.app.push_screen(ask, self._copy)

    def _copy(self, path: Path | None) -> None:
        source = find_base(EXAMPLE, None, Diagnostics())
        if path is None or source is None:
            return
        try:
            self.dismiss(save(TextFile(path, "", None), source.text))
        except FileProblem as problem:
            self._tell("Nie zapisano kopii", problem)

    def _open(self, path: Path | None) -> None:
        if path is None:
            return
        try:
            file = read_file(path) if path.exists() else TextFile(path, "", None)
        except FileProblem as problem:
            self._tell("Nie otwarto pliku", problem)
        else:
            self.dismiss(file)

    def _tell(self, title: str, problem: FileProblem) -> None:
        self.app.push_screen(message(title, f"{problem.message} {problem.hint}"))
