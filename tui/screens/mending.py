"""Going to the problems and mending them; finding words in the text."""

from __future__ import annotations

from textual.widgets import Input

from dsl.diagnostics import Diagnostic, Fix
from dsl.language import problems as language_problems
from dsl.report import Style, render
from tui.blanks import CODE as BLANK
from tui.blanks import blanks
from tui.editor.search import find
from tui.messages import ProblemChosen
from tui.modals.dialog import message
from tui.screens.part import Part

FIND = "find"


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
                self.notify(f"Poprawka wpisana: {fix.label.lower()}. Ctrl+Z cofa.", timeout=3)
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

    def action_leave_find(self) -> None:
        box = self.query_one("#find", Input)
        if box.has_class("-open"):
            box.remove_class("-open")
            box.display = False
            self.set_focus(self.editor)
