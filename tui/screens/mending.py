"""Going to the problems and mending them, what the text passes over, its look; finding words in it."""

from __future__ import annotations

from textual.widgets import Input

from dsl.diagnostics import Diagnostic, Fix, Severity
from dsl.language import problems as language_problems
from dsl.report import Style, render
from dsl.rewrite.format import format_source
from dsl.source.text import Source
from tui.blanks import CODE as BLANK
from tui.blanks import blanks
from tui.coverage import coverage_paragraphs
from tui.editor.search import find
from tui.messages import ProblemChosen
from tui.modals.dialog import message
from tui.problems import Mark
from tui.screens.part import Part

FIND = "find"
_OF_PEOPLE = ("tab-points", "tab-ranking")


def _end(mark: Mark) -> int:
    """Of an error in one line its end: a warning's place is right as it is, and of several lines only the first is
    known here."""
    place = mark.diagnostic.location
    is_long = place is not None and place.end_line not in (0, place.line)
    return mark.start if is_long or mark.severity is not Severity.ERROR else mark.end


class Mending(Part):
    def on_problem_chosen(self, event: ProblemChosen) -> None:
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
        """A blank and an error are selected whole, so that what is typed stands in their place."""
        ends = {(mark.row, mark.start): _end(mark) for mark in self.editor.all_marks() if mark.diagnostic.code != BLANK}
        ends |= {(row, start): end for row, start, end in blanks(self.current_text())}
        places = sorted(ends)
        if not places:
            self.notify("W tym pliku nie ma problemów.", timeout=2)
            return
        here = min(self.editor.selection)
        ahead = [one for one in places if one > here] if forward else [one for one in places if one < here][::-1]
        row, start = (ahead or (places if forward else places[::-1]))[0]
        self.show_pane("text")
        self.editor.select_in_row(row, start, ends[row, start])

    def fix_of(self, diagnostic: Diagnostic) -> Fix | None:
        return language_problems.usable_fix(diagnostic, self.current_text(), self.file.path)

    def action_fix(self) -> None:
        marks = self.editor.marks_at(self.editor.cursor_location[0])
        for mark in marks:
            fix = self.fix_of(mark.diagnostic)
            if fix is not None:
                self.editor.change_to(language_problems.applied(fix, self.current_text()))
                self.notify(f"Poprawka wpisana: {fix.label.lower()}. Ctrl+Z cofa.", timeout=3)
                return
        self.notify("Tu nie ma gotowej poprawki." if marks else "W tym wierszu nie ma problemu.", timeout=3)

    def action_coverage(self) -> None:
        regulation = self.shape.regulation
        if regulation is None:
            self.notify("Nie wiadomo jeszcze, co on rozstrzyga: najpierw popraw błędy (F2).", timeout=4)
            return
        hint = "↑ ↓ przewija, Enter przy wierszu z ↵ pokazuje miejsce w tekście, Esc wraca."
        title = "Co rozstrzyga regulamin"
        self.in_thread("listing", lambda: (title, list(coverage_paragraphs(regulation)), hint))

    def action_tidy(self) -> None:
        """As `paragraf fmt`: blanks only."""
        text = self.current_text()
        found = format_source(Source(str(self.current_path()), text), self.current_path().parent)
        if found.text is None:
            self.notify("Najpierw popraw błędy w układzie tekstu: F2 do nich prowadzi.", timeout=5)
        elif found.text == text:
            self.notify("Zapis jest już uporządkowany.", timeout=3)
        else:
            self.take_text(found.text)
            self.notify("Zapis uporządkowany: te same słowa, równe wcięcia i odstępy. Ctrl+Z cofa.", timeout=5)

    # -- finding ------------------------------------------------------------------------------------------------------

    def action_find(self) -> None:
        """In the text; among people a person."""
        if self.part_here() in _OF_PEOPLE and self.shown is not None and self.shown.candidates:
            self.action_find_candidate()
            return
        box = self.query_one("#find", Input)
        if box.has_class("-open") and box.value:
            self.find_next()
            return
        self.show_pane("text")
        box.add_class("-open")
        box.display = True
        self.set_focus(box)

    def find_words(self, wanted: str) -> None:
        self.query_one("#find", Input).value = wanted
        self.show_pane("text")
        self.find_next()

    def find_next(self) -> None:
        editor = self.editor
        found = find(editor.text, self.query_one("#find", Input).value, editor.cursor_index)
        if found is None:
            self.notify(f"Nie znaleziono „{self.query_one('#find', Input).value}”.", timeout=3)
        else:
            editor.select_offsets(*found)

    def leave_find(self) -> bool:
        box = self.query_one("#find", Input)
        if not box.has_class("-open"):
            return False
        box.remove_class("-open")
        box.display = False
        self.set_focus(self.editor)
        return True
