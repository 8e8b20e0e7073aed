"""The main screen: the text with its problems, the preview beside it, the list of problems and the status below.

Widgets post messages up to here; from here their methods are called. What an action does is a method `action_NAME`
here (or in the mixins); what it is called and its key stand in `tui.actions`.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Input, TabbedContent, TabPane, TextArea

from dsl.diagnostics import Diagnostic, Fix
from dsl.language import problems as language_problems
from dsl.language.hover import Meaning
from dsl.language.shape import Shape
from dsl.report import Style, render
from polish.plurals import CANDIDATE, count
from tui import external, problems, themes
from tui.actions import ACTIONS
from tui.analysis import Analysis, CandidatesFile, LastReading
from tui.blanks import CODE as BLANK
from tui.blanks import blanks
from tui.editor.editor import Editor
from tui.editor.offers import Offers
from tui.editor.search import find
from tui.files import FileProblem, TextFile
from tui.keymap import write_example
from tui.messages import PreviewReady, ProblemChosen, ProblemsKnown
from tui.modals.dialog import message
from tui.modals.field import Field
from tui.modals.help import Help
from tui.modals.palette import Palette
from tui.panes.asking import QUESTION, AskingPane
from tui.panes.document import DocumentPane
from tui.panes.later import LaterPane
from tui.panes.points import PointsPane
from tui.panes.problems import ProblemsPane
from tui.panes.ranking import RankingPane
from tui.panes.rows import RowList
from tui.panes.status import Standing, StatusBar
from tui.panes.ties import TiesPane
from tui.recent import remember
from tui.recruitments import shape_of
from tui.screens.calculation import Calculation
from tui.screens.deciding import Deciding
from tui.screens.forming import Forming
from tui.screens.language import Language
from tui.screens.reports import Reports
from tui.screens.saving import KEEP_EVERY, Saving

FILL_IN = "F2 zaznacza następne miejsce do uzupełnienia: pisz, a wpisany tekst je zastąpi. Ctrl+Z cofa."
FILLED = "Punkty i ranking już się liczą. Ctrl+S zapisuje, Ctrl+L otwiera formularz, Ctrl+E zapisuje dokument PDF."
PANES = ("text", "preview", "problems-box")
MEND_FIRST = "Popraw błędy: punkty policzą się same."
FILL_FIRST = "Uzupełnij miejsca <wpisz …> (F2 przenosi do następnego): punkty policzą się same."
WHAT_TO_DO = {
    "text": "Pisz: punkty liczą się same. Ctrl+L: formularz, Ctrl+E: dokument PDF, Ctrl+K: kandydaci, Ctrl+P: menu.",
    "tab-points": "↑ ↓ wybiera kandydata, Enter wyjaśnia jego punkty. Ctrl+K: inni kandydaci, F7: następna karta.",
    "tab-ranking": "← → zmienia oddział, ↑ ↓ przewija, Enter wyjaśnia punkty. F7: następna karta, F6: następne okno.",
    "tab-ties": "Równi kandydaci na granicy miejsc. Enter przy remisie wpisuje rozstrzygnięcie. F7: następna karta.",
    "tab-document": "Tekst dokumentu z tego, co widać w edytorze. Ctrl+E zapisuje go jako PDF, plik Worda albo stronę.",
    "tab-asking": "Wpisz pytanie i naciśnij Enter; Tab przechodzi do odpowiedzi, Enter na ↵ pokazuje przepis.",
    "problems-box": "Nie ma problemów. Gdy są, Enter przenosi do miejsca w tekście.",
}
TABS = {
    "tab-points": "points-list",
    "tab-ranking": "ranking-list",
    "tab-ties": "ties-list",
    "tab-document": "document-list",
    "tab-asking": QUESTION,
}


class MainScreen(Calculation, Saving, Forming, Language, Reports, Deciding, Screen[None]):
    CSS_PATH = "main.tcss"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  not a ClassVar in Textual
        (0, "-narrow"),
        (100, "-middle"),
        (115, "-wide"),
    ]
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
        Binding("escape", "leave_find", "zamknij szukanie", show=False),
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
        self._trail = []
        self._state_waits = False
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
                yield Field(placeholder="Szukane słowo", id="find")
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
        yield Footer(show_command_palette=False, compact=True)

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

    @property
    def editor(self) -> Editor:
        return self.query_one("#editor", Editor)

    def current_text(self) -> str:
        return self.editor.text

    def current_path(self) -> Path:
        return self.file.path

    def seen_branch(self) -> str:
        return self.query_one(RankingPane).branch

    def take_text(self, text: str) -> None:
        self.editor.change_to(text)

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
        elif self.shown is None:
            first = FILL_FIRST if blanks(self.current_text()) else MEND_FIRST
            self.query_one(PointsPane).show_none(first)
            self.query_one(RankingPane).show_none(first)
            for pane in self.query(LaterPane):
                pane.show_none(first)
        self.show_standing()

    def tell_what_next(self) -> None:
        """Once, when the last blank of a new file has been filled in."""
        left = bool(blanks(self.current_text()))
        if self._has_blanks and not left:
            self.notify(FILLED, title="Wszystko uzupełnione", timeout=12)
        self._has_blanks = left

    @property
    def is_stale(self) -> bool:
        return self.shown is None or self.shown.revision != self.revision

    def show_problems(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.found = diagnostics
        self.query_one(ProblemsPane).show_problems(diagnostics, self.file.path)
        self.editor.show_marks(problems.marks(diagnostics, self.file.path, self.editor.document.line_count))
        self.query_one("#problems-box").border_title = f"Problemy: {problems.counts(diagnostics)}"
        self.show_standing()
        self.show_explanation()

    # -- status -------------------------------------------------------------------------------------------------------

    @on(TextArea.SelectionChanged, "#editor")
    def cursor_moved(self) -> None:
        if self.offers.is_open:
            self.offer_soon()
        self.show_state_soon()

    def show_state_soon(self) -> None:
        """After the letter typed has been drawn, and once however many they were."""
        if not self._state_waits:
            self._state_waits = True
            self.call_after_refresh(self._show_state)

    def _show_state(self) -> None:
        self._state_waits = False
        self.show_standing()
        self.show_explanation()

    def show_explanation(self) -> None:
        """Of what has the cursor: a place in the text, a problem on the list, a tab."""
        status = self.query_one(StatusBar)
        here = [mark.diagnostic for mark in self.editor.marks_at(self.editor.cursor_location[0])]
        listed = self.query_one(ProblemsPane).chosen
        if (offered := self.offers.current) is not None:
            status.show_help(Meaning(offered.label, offered.help or "Tab wpisuje, ↑ ↓ wybiera, Esc zamyka."))
        elif self.pane == "preview":
            status.show_words(WHAT_TO_DO[self._part()])
        elif self.pane == "problems-box" and listed is not None:
            status.show_problem(listed, None, 0)
        elif self.pane == "text" and here:
            status.show_problem(here[0], self.fix_of(here[0]), len(here) - 1)
        elif self.pane == "text" and (found := self.help_here()):
            status.show_help(found)
        elif self.pane == "text" and blanks(self.current_text()):
            status.show_words(FILL_IN)
        else:
            status.show_words(WHAT_TO_DO[self.pane])

    @on(RowList.Moved, "#problems")
    def looked_elsewhere(self) -> None:
        self.show_explanation()

    @on(TabbedContent.TabActivated)
    def tab_opened(self) -> None:
        self.show_explanation()
        self.make_later_pane()

    def show_standing(self) -> None:
        stale = self.is_stale
        left = len(blanks(self.current_text()))
        others = [one for one in self.found if one.code != BLANK]
        words = Standing(
            self.file.name,
            self.unsaved,
            self.candidates_words(),
            problems.signs(others)
            if self.has_class("-narrow")
            else problems.counts(others)
            if others or not left
            else "",
            f"podgląd {'NIEAKTUALNY' if stale else 'aktualny'}" if self.shown else "",
            self.editor.cursor_location[0] + 1,
            left,
        )
        self.query_one(StatusBar).show_standing(words)
        preview = self.query_one("#preview")
        preview.set_class(stale, "-stale")
        title = f"Podgląd{' – NIEAKTUALNY' if stale and self.shown else ''}"
        if preview.border_title != title:
            preview.border_title = title
        if preview.border_subtitle != self.whose_preview():
            preview.border_subtitle = self.whose_preview()

    def whose_preview(self) -> str:
        if self.candidates_path is not None:
            return ""
        return "kandydaci zmyśleni" if self.made_up is not None else "kandydaci z przykładów"

    def candidates_words(self) -> str:
        if self.shown is None:
            return ""
        people = len(self.shown.candidates)
        number = count(people, CANDIDATE)
        if self.candidates_path is None:
            return f"zmyśleni kandydaci: {people}" if self.made_up is not None else f"{number} z przykładów"
        return number if self.has_class("-narrow") else f"{number} ({self.candidates_path.name})"

    # -- panes --------------------------------------------------------------------------------------------------------

    def show_pane(self, name: str) -> None:
        self.pane = name
        self.mark_current()
        self.set_focus(self.focus_of(name))  # now, not by a message: what is typed next is for this pane

    def mark_current(self) -> None:
        """Under 100 columns only the current pane is seen."""
        for pane in PANES:
            self.query_one(f"#{pane}").set_class(pane == self.pane, "-current")
        if self.pane != "text":
            self.offers.close()
        self.show_explanation()
        self.set_class(self.pane == "problems-box", "-problems")

    def focus_of(self, name: str) -> Widget:
        if name == "text":
            return self.editor
        if name == "problems-box":
            return self.query_one(ProblemsPane)
        return self.query_one(f"#{TABS[self.query_one(TabbedContent).active or 'tab-points']}")

    def on_descendant_focus(self) -> None:
        """The pane entered by the mouse or Tab is the current one too."""
        focused = self.focused
        for ancestor in focused.ancestors if focused else ():
            if ancestor.id in PANES and ancestor.id != self.pane:
                self.pane = str(ancestor.id)
                self.mark_current()

    def action_next_pane(self) -> None:
        self.show_pane(PANES[(PANES.index(self.pane) + 1) % len(PANES)])

    def action_previous_pane(self) -> None:
        self.show_pane(PANES[PANES.index(self.pane) - 1])

    def show_tab(self, tab: str) -> None:
        self.query_one(TabbedContent).active = tab
        self.show_pane("preview")

    def action_next_tab(self) -> None:
        tabs = tuple(TABS)
        active = self.query_one(TabbedContent).active
        self.query_one(TabbedContent).active = tabs[(tabs.index(active) + 1) % len(tabs)]
        if self.pane == "preview" or self.has_class("-narrow"):
            self.show_pane("preview")

    def action_show_points(self) -> None:
        self.show_tab("tab-points")

    def action_show_ranking(self) -> None:
        self.show_tab("tab-ranking")

    def action_show_ties(self) -> None:
        self.show_tab("tab-ties")

    def action_show_document(self) -> None:
        self.show_tab("tab-document")

    def action_ask(self) -> None:
        self.show_tab("tab-asking")

    def action_show_problems(self) -> None:
        self.show_pane("problems-box")

    # -- problems and fixes -------------------------------------------------------------------------------------------

    @on(ProblemChosen)
    def problem_chosen(self, event: ProblemChosen) -> None:
        place = event.diagnostic.location
        if place is not None and place.path == str(self.file.path):
            self.show_pane("text")
            self.editor.go_to(place.line - 1, place.column - 1)
        else:
            body = render(event.diagnostic, Style(width=max(60, self.size.width - 16)))
            text = "Tego problemu nie da się poprawić w tym pliku; stoi w innym."
            self.app.push_screen(message("Problem w innym pliku", text, body))

    def action_next_problem(self) -> None:
        self.go_to_problem(forward=True)

    def action_previous_problem(self) -> None:
        self.go_to_problem(forward=False)

    def go_to_problem(self, *, forward: bool) -> None:
        """A blank is selected whole, so that what is typed stands in its place."""
        ends = {(row, start): end for row, start, end in blanks(self.current_text())}
        marks = (one for one in self.editor.all_marks() if one.diagnostic.code != BLANK)
        places = sorted({*ends, *((mark.row, mark.start) for mark in marks)})
        if not places:
            self.notify("W tym pliku nie ma problemów.", timeout=2)
            return
        here = min(self.editor.selection)
        ahead = [one for one in places if one > here] if forward else [one for one in places if one < here][::-1]
        row, start = (ahead or (places if forward else places[::-1]))[0]
        self.show_pane("text")
        self.editor.select_in_row(row, start, ends.get((row, start), start))

    def fix_of(self, diagnostic: Diagnostic) -> Fix | None:
        return language_problems.usable_fix(diagnostic, self.current_text(), self.file.path)

    def action_fix(self) -> None:
        marks = self.editor.marks_at(self.editor.cursor_location[0])
        for mark in marks:
            fix = self.fix_of(mark.diagnostic)
            if fix is not None:
                self.editor.change_to(language_problems.applied(fix, self.current_text()))
                self.notify(f"Zrobione: {fix.label.lower()}. Cofnięcie: Ctrl+Z.", timeout=3)
                return
        self.notify("Tu nie ma gotowej poprawki." if marks else "W tym wierszu nie ma problemu.", timeout=3)

    # -- finding ------------------------------------------------------------------------------------------------------

    def action_find(self) -> None:
        box = self.query_one("#find", Input)
        if box.has_class("-open") and box.value:
            self.find_next()
            return
        self.show_pane("text")
        box.add_class("-open")
        box.display = True
        self.set_focus(box)

    @on(Input.Submitted, "#find")
    def find_next(self) -> None:
        editor = self.editor
        found = find(editor.text, self.query_one("#find", Input).value, editor.cursor_index)
        if found is None:
            self.notify(f"Nie znaleziono „{self.query_one('#find', Input).value}”.", timeout=3)
        else:
            editor.select_offsets(*found)

    def action_leave_find(self) -> None:
        box = self.query_one("#find", Input)
        if box.has_class("-open"):
            box.remove_class("-open")
            box.display = False
            self.set_focus(self.editor)

    # -- the rest of the actions --------------------------------------------------------------------------------------

    def action_help(self) -> None:
        in_text = self.pane == "text"
        here = "" if in_text else WHAT_TO_DO[self._part()]
        self.app.push_screen(Help(self.help_here() if in_text else None, self.query_one(StatusBar).problem, here))

    def _part(self) -> str:
        """The pane, or the tab of the preview, by which `WHAT_TO_DO` tells what one can do there."""
        return (self.query_one(TabbedContent).active or "tab-points") if self.pane == "preview" else self.pane

    def action_palette(self) -> None:
        def chosen(name: str | None) -> None:
            if name is not None:
                self.run_named(name)

        self.app.push_screen(Palette(), chosen)

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
            self.app.push_screen(message("Nie ma zewnętrznego edytora", "Ustaw zmienną EDITOR, np. EDITOR=nano."))
            return
        self.keep_text()
        try:
            with self.app.suspend():
                text = external.edit_outside(command, self.current_text(), self.file.name)
        except SuspendNotSupported:
            self.app.push_screen(message("Nie można otworzyć", "Ten terminal nie pozwala wyjść do innego programu."))
        except FileProblem as problem:
            self.app.push_screen(message("Zewnętrzny edytor", f"{problem.message} {problem.hint}"))
        else:
            self.app.refresh(layout=True)
            self.take_text(text.replace("\r\n", "\n"))

    def action_quit(self) -> None:
        self.ask_to_quit()
