"""The main screen: the text with its problems, the preview beside it, the list of problems and the status below.

Widgets post messages up to here; from here their methods are called. What an action does is a method `action_NAME`
here or in a part; what it is called and its key stand in `tui.actions`. The parts, each with its own care:

part         what they may ask of one another
panes        which part of the screen the person is in
telling      the status
calculation  when the text is analysed
mending      problems, their fixes, finding words
language     completion, definitions, table of contents
saving       files, and nothing typed lost
forming      the yearly form
taking       candidates and the columns of their file
reports      explanation, comparison, documents, the assistant
deciding     what settles a tie
drawing      a draw between equal candidates
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input, TabbedContent, TabPane, TextArea

from dsl.diagnostics import Diagnostic
from dsl.language.shape import Shape
from tui import external, problems, themes
from tui.actions import ACTIONS
from tui.analysis import Analysis, CandidatesFile, LastReading
from tui.blanks import blanks
from tui.editor.editor import Editor
from tui.editor.offers import Offers
from tui.files import FileProblem, TextFile
from tui.keymap import write_example
from tui.messages import Asked, PreviewReady, ProblemsKnown
from tui.modals.dialog import message
from tui.modals.field import Field
from tui.modals.help import Help
from tui.modals.palette import ASK, PLACE, Palette
from tui.modals.palette import FIND as FIND_WORDS
from tui.panes.asking import AskingPane
from tui.panes.document import DocumentPane
from tui.panes.footer import KeyFooter
from tui.panes.later import LaterPane
from tui.panes.points import PointsPane
from tui.panes.problems import ProblemsPane
from tui.panes.ranking import RankingPane
from tui.panes.rows import RowList
from tui.panes.status import StatusBar
from tui.panes.ties import TiesPane
from tui.places import places_with
from tui.recent import remember
from tui.recruitments import shape_of
from tui.screens.calculation import Calculation
from tui.screens.deciding import Deciding
from tui.screens.forming import Forming
from tui.screens.language import Language
from tui.screens.mending import FIND, Mending
from tui.screens.panes import Panes
from tui.screens.reports import Reports
from tui.screens.saving import KEEP_EVERY, Saving
from tui.screens.telling import WHAT_TO_DO, Telling

FILLED = "Punkty i ranking już się liczą (F7). Ctrl+S zapisuje plik, Ctrl+E – dokument."
SORT_OUT = "Zostało coś do sprawdzenia: F2 tam przenosi, F1 wyjaśnia."
MEND_FIRST = "Popraw błędy: punkty policzą się same."
NO_EDITOR = (
    "Na tym komputerze nie wybrano innego edytora tekstu, więc pisz tutaj. Informatyk wybiera go zmienną EDITOR, "
    "np. EDITOR=nano."
)
FILL_FIRST = "Uzupełnij miejsca <wpisz …> (F2 przenosi do następnego): punkty policzą się same."


class MainScreen(Panes, Telling, Calculation, Mending, Language, Saving, Forming, Reports, Deciding, Screen[None]):
    CSS_PATH = "main.tcss"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  not a ClassVar in Textual
        (0, "-narrow"),
        (100, "-middle"),
        (115, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (36, "-high")]  # noqa: RUF012  as above
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                action.key,
                action.name,
                action.footer or action.label,
                show=bool(action.footer),
                priority=action.opens,
            )
            for action in ACTIONS
            if action.key and action.name != "quit"
        ),
        Binding("escape", "escape", "wróć do tekstu", show=False),
    ]

    def __init__(
        self,
        file: TextFile,
        candidates: Path | None = None,
        mapping: Path | None = None,
        made_up: CandidatesFile | None = None,
    ) -> None:
        super().__init__()
        self.file = file
        self.candidates_path, self.mapping_path, self.made_up = candidates, mapping, made_up
        self._reading = LastReading()
        self._own_mappings, self._drafts = {}, {}
        self._trail = []
        self._has_blanks = bool(blanks(file.text))
        self.shape = Shape()
        self.revision = 0
        self.checked_revision = -1
        self.shown_revision = -1
        self.found: tuple[Diagnostic, ...] = ()
        self.shown: Analysis | None = None
        self.pane = "text"

    # -- made of ------------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        with Horizontal(id="upper"):
            with Vertical(id="text"):
                yield Editor(self.file.text, id="editor")
                yield Field(placeholder="Szukane słowo", id=FIND)
            with Vertical(id="preview"), TabbedContent():
                with TabPane("Punkty", id="tab-points"):
                    yield PointsPane()
                with TabPane("Ranking", id="tab-ranking"):
                    yield RankingPane()
                with TabPane("Remisy", id="tab-ties"):
                    yield TiesPane()
                with TabPane("Dokument", id="tab-document"):
                    yield DocumentPane()
                with TabPane("Asystent", id="tab-asking"):
                    yield AskingPane()
        with Vertical(id="problems-box"):
            yield ProblemsPane()
        yield StatusBar()
        yield Offers()
        yield KeyFooter(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        self.query_one("#text").border_title = "Regulamin"
        self.query_one("#preview").border_title = "Podgląd"
        self.query_one("#problems-box").border_title = "Problemy"
        self.query_one("#find").border_title = "Szukaj w tekście (Enter: dalej, Esc: zamknij)"
        self.editor.before_key = self.key_before_the_editor
        self.show_pane("text")
        self.show_standing()
        self.call_after_refresh(self.calculate)
        self.set_interval(KEEP_EVERY, self.keep_text)
        self.offer_recovery()
        if self.file.evened:
            self.notify("Plik ma różne końce wierszy. Zapis zrobi je jednakowymi.", timeout=8)

    def seen_branch(self) -> str:
        return self.query_one(RankingPane).branch

    def file_changed(self) -> None:
        remember(self.file.path)
        self.text_changed()

    def open_instead(self, file: TextFile) -> None:
        remember(file.path)
        self.app.switch_screen(MainScreen(file))

    def open_with_people(self, file: TextFile) -> None:
        remember(file.path)
        self.app.switch_screen(MainScreen(file, self.candidates_path, self.mapping_path, self.made_up))

    # -- text -> analysis -> panes ------------------------------------------------------------------------------------

    @on(TextArea.Changed, "#editor")
    def text_changed(self) -> None:
        self.revision += 1
        self.calculate_soon()
        self.offer_soon()
        self.show_state_soon()

    @on(TextArea.SelectionChanged, "#editor")
    def cursor_moved(self) -> None:
        if self.offers.is_open:
            self.offer_soon()
        self.show_state_soon()

    @on(RowList.Moved, "#problems")
    def looked_elsewhere(self) -> None:
        self.show_explanation()

    @on(TabbedContent.TabActivated)
    def tab_opened(self) -> None:
        self.show_explanation()
        self.make_later_pane()

    @on(Input.Submitted, f"#{FIND}")
    def word_wanted(self) -> None:
        self.find_next()

    @on(ProblemsKnown)
    def problems_known(self, event: ProblemsKnown) -> None:
        if event.checked.revision != self.revision:
            return
        self.checked_revision = event.checked.revision
        if (shape := shape_of(event.checked)) is not None:
            self.shape = shape
        self.show_problems(event.checked.diagnostics)

    @on(PreviewReady)
    def preview_ready(self, event: PreviewReady) -> None:
        """A result without a regulation leaves the last good preview in place, marked as stale."""
        analysis = event.analysis
        if analysis.revision != self.revision:
            return
        self.shown_revision = analysis.revision
        self.show_problems(analysis.diagnostics)
        if analysis.offer is not None:
            self.shown = analysis
            self.query_one(PointsPane).show(analysis)
            self.query_one(RankingPane).show(analysis)
            self.query_one(AskingPane).show(analysis)
            self.make_later_pane()
            self.tell_what_next()
            self.people_read(analysis)
        elif self.shown is None:
            self.show_no_preview(FILL_FIRST if blanks(self.current_text()) else MEND_FIRST)
        self.show_standing()
        self.show_explanation()

    def show_no_preview(self, why: str) -> None:
        self.query_one(PointsPane).show_none(why)
        self.query_one(RankingPane).show_none(why)
        for pane in self.query(LaterPane):
            pane.show_none(why)

    def tell_what_next(self) -> None:
        """Once, when the last blank of a new file has been filled in."""
        left = bool(blanks(self.current_text()))
        if self._has_blanks and not left:
            words = f"{FILLED} {SORT_OUT}" if self.found else FILLED
            self.notify(words, title="Puste miejsca wypełnione", timeout=12)
        self._has_blanks = left

    def show_problems(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.found = diagnostics
        self.query_one(ProblemsPane).show_problems(diagnostics, self.file.path)
        self.editor.show_marks(problems.marks(diagnostics, self.file.path, self.editor.document.line_count))
        self.query_one(
            "#problems-box"
        ).border_title = f"Problemy: {problems.counts(diagnostics, len(blanks(self.current_text())))}"
        self.show_standing()
        self.show_explanation()

    # -- the rest of the actions --------------------------------------------------------------------------------------

    def action_help(self) -> None:
        in_text = self.pane == "text"
        here = "" if in_text else WHAT_TO_DO[self.part_here()]
        self.app.push_screen(Help(self.help_here() if in_text else None, self.status.problem, here))

    def action_palette(self) -> None:
        bases = self.bases()
        palette = Palette(lambda wanted: places_with(wanted, bases))

        def chosen(name: str | None) -> None:
            if name is None:
                return
            if name.startswith(PLACE):
                self.show_location(palette.places[int(name.removeprefix(PLACE))].location)
            elif name.startswith(FIND_WORDS):
                self.find_words(name.removeprefix(FIND_WORDS))
            elif name.startswith(ASK):
                self.action_ask()
                self.on_asked(Asked(name.removeprefix(ASK)))
            else:
                self.run_named(name)

        self.app.push_screen(palette, chosen)

    def run_named(self, name: str) -> None:
        getattr(self, f"action_{name}")()

    def action_recalculate(self) -> None:
        self.forget_candidates()
        self.text_changed()

    def action_wrap(self) -> None:
        self.editor.soft_wrap = not self.editor.soft_wrap

    def action_undo(self) -> None:
        self.editor.undo()

    def action_redo(self) -> None:
        self.editor.redo()

    def action_select_everything(self) -> None:
        self.editor.select_all()

    def action_theme(self) -> None:
        here = themes.NAMES.index(self.app.theme) if self.app.theme in themes.NAMES else -1
        self.app.theme = themes.NAMES[(here + 1) % len(themes.NAMES)]
        self.notify(f"Kolory: {themes.WORDS[self.app.theme]}.", timeout=2)

    def action_keys(self) -> None:
        try:
            path = write_example(ACTIONS)
        except OSError:
            text = "Nie udało się zapisać pliku z klawiszami: sprawdź miejsce na dysku i prawa dostępu."
        else:
            text = f"Klawisze są w pliku:\n{path}\nZmień je w dowolnym edytorze tekstu i uruchom program ponownie."
        self.app.push_screen(message("Własne klawisze", text))

    def action_external_editor(self) -> None:
        command = external.editor_command()
        if not command:
            self.app.push_screen(message("Nie ma innego edytora", NO_EDITOR))
            return
        self.keep_text()
        try:
            with self.app.suspend():
                text = external.edit_outside(command, self.current_text(), self.file.name)
        except SuspendNotSupported:
            self.app.push_screen(message("Nie można otworzyć", "Ten terminal nie pozwala wyjść do innego programu."))
        except FileProblem as problem:
            self.app.push_screen(message("Inny edytor", f"{problem.message} {problem.hint}"))
        else:
            self.app.refresh(layout=True)
            self.take_text(text.replace("\r\n", "\n"))

    def action_quit(self) -> None:
        self.ask_to_quit()
