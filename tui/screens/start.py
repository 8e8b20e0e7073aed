"""The start without a file: a new regulation from a template, a file, one worked on lately, or unsaved text back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
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
from dsl.templates import COMPANIONS, KINDS, SUFFIX, coming_school_year, template
from tui import recovery
from tui.faults import Surviving
from tui.files import FileProblem, TextFile, read_file, save
from tui.modals.choice import Choice
from tui.modals.dialog import message
from tui.modals.path import REGULATIONS, AskFile, AskNewFile
from tui.recent import recent

EXAMPLE = "lo-wyspianskiego-kety/2025-2026"
COPY_NAME = "przyklad.yaml"
NEW_NAME = "regulamin.yaml"
_MOST_RECOVERED = 5
HELP = """\
„Nowy regulamin ze wzoru”: wzór dla Twojego rodzaju szkoły. To, co wynika z prawa, już w nim jest; program pokazuje \
puste miejsca do wypełnienia, najwygodniej w formularzu (Ctrl+L).

„Otwórz plik regulaminu”: praca nad plikiem, który już masz (nazwa kończy się na .yaml).

„Wypróbuj na przykładzie”: kopia prawdziwego regulaminu, na której nic się nie zepsuje.

„Ostatnio” i „Odzyskaj” są wtedy, gdy w tym programie już coś pisano.

Potem widać tekst, a obok punkty i ranking, które liczą się same. Ctrl+E zapisuje dokument PDF, plik Worda albo \
stronę, Ctrl+P pokazuje wszystkie polecenia, a F1 objaśnia miejsce, w którym stoi kursor."""


class StartScreen(Surviving, Screen[TextFile]):
    """Gives back the file to work on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Pomoc"),
        Binding("ctrl+q", "app.quit", "Koniec"),
    ]
    CSS = """
    StartScreen { align: center middle; }
    """

    def __init__(self, wanted: Path | None = None) -> None:
        super().__init__()
        self._wanted = wanted
        self._recovered = recovery.waiting()[:_MOST_RECOVERED]
        self._recent = recent()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static("Paragraf – edytor regulaminu rekrutacji", classes="dialog-title", markup=False)
            if self._wanted is not None:
                yield Static(f"Nie ma jeszcze pliku „{self._wanted.name}”.", markup=False)
            yield OptionList(*self._options(), markup=False)
            yield Static("↑ ↓ wybiera, Enter zatwierdza, F1: pomoc, Ctrl+Q kończy.", classes="hint", markup=False)
        yield Footer(show_command_palette=False)

    def _options(self) -> list[Option]:
        """Unsaved text first: it may be lost to another start."""
        found = [
            Option(f"Odzyskaj niezapisany tekst: {one.path.name} ({one.saved_at:%d.%m, %H:%M})", id=f"lost{number}")
            for number, one in enumerate(self._recovered)
        ]
        found += [
            Option(f"Ostatnio: {one.name}  (folder {one.parent.name})", id=f"last{number}")
            for number, one in enumerate(self._recent)
        ]
        return [
            *found,
            Option("Nowy regulamin ze wzoru", id="new"),
            Option("Otwórz plik regulaminu", id="open"),
            Option("Wypróbuj na przykładzie: gotowy regulamin LO w Kętach", id="copy"),
            Option("Zakończ", id="quit"),
        ]

    def on_screen_suspend(self) -> None:
        """What is asked stands alone: the edges of this window would show around it."""
        self.query_one(".dialog").visible = False

    def on_screen_resume(self) -> None:
        self.query_one(".dialog").visible = True

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.highlighted = 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        match event.option.id:
            case "new":
                self._ask_kind()
            case "copy":
                self._ask_name("Kopia przykładu", "Gdzie zapisać kopię:", COPY_NAME, self._copy)
            case "open":
                ask = AskFile("Otwórz", "Plik regulaminu albo naboru (*.yaml):", REGULATIONS)
                self.app.push_screen(ask, self._open)
            case "quit":
                self.app.exit()
            case str(name) if name.startswith("lost"):
                self._open(self._recovered[int(name[4:])].path)
            case str(name):
                self._open(self._recent[int(name[4:])])

    def action_help(self) -> None:
        self.app.push_screen(message("Od czego zacząć", "Program pomaga napisać regulamin rekrutacji.", body=HELP))

    def _ask_name(self, title: str, text: str, name: str, then: Callable[[Path | None], None]) -> None:
        value = str(self._wanted or Path(name))
        self.app.push_screen(AskNewFile(title, text, value), then)

    # -- a new one ----------------------------------------------------------------------------------------------------

    def _ask_kind(self) -> None:
        def chosen(kind: str | None) -> None:
            if kind is not None:
                self._ask_name("Nowy regulamin", "Gdzie go zapisać:", NEW_NAME, lambda path: self._create(kind, path))

        answers = [(kind, what[0].upper() + what[1:]) for kind, what in KINDS.items()]
        self.app.push_screen(Choice("Nowy regulamin: jaki to rodzaj?", answers), chosen)

    def _create(self, kind: str, path: Path | None) -> None:
        """With the second file that some kinds have; one that is there already is another school's, filled in."""
        if path is None:
            return
        year = coming_school_year(date.today())
        try:
            if kind in COMPANIONS:
                beside = path.with_name(COMPANIONS[kind] + SUFFIX)
                if beside != path and not beside.exists():
                    save(TextFile(beside, "", None), template(COMPANIONS[kind], year))
            self.dismiss(save(TextFile(path, "", None), template(kind, year)))
        except FileProblem as problem:
            self._tell("Nie zapisano wzoru", problem)

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
