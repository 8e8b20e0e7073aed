"""The status: what stands under the cursor, what one can do there, and how things stand with the file."""

from __future__ import annotations

from dsl.diagnostics import Severity
from dsl.language.hover import Meaning
from polish.plurals import CANDIDATE, count
from tui import problems
from tui.blanks import CODE as BLANK
from tui.blanks import blanks
from tui.panes.problems import ProblemsPane
from tui.panes.status import Standing
from tui.screens.part import Part

FILL_IN = "F2 zaznacza następne puste miejsce: pisz, a tekst je zastąpi. Ctrl+L: to samo w formularzu. Ctrl+Z cofa."
STALE = "[$warning] – NIEAKTUALNY[/]"
MEND_ROWS = "Błędy są w pliku kandydatów, nie w tekście. Ctrl+K pokazuje je wiersz po wierszu."
MEND = "Podgląd czeka na poprawienie błędów: F2 przenosi do następnego, F1 go wyjaśnia, F9 wpisuje gotową poprawkę."
WHAT_TO_DO = {
    "text": "Pisz: punkty liczą się same (F7). Ctrl+L: formularz, Ctrl+E: dokumenty, Ctrl+K: kandydaci, Ctrl+P: menu.",
    "tab-points": "Enter wyjaśnia punkty, litera albo F3 szuka osoby. F7: dalsze karty, Ctrl+K: kandydaci, Esc: tekst.",
    "tab-ranking": "Enter wyjaśnia punkty, ← → zmienia oddział, litera albo F3 szuka osoby. F7: dalej, Esc: tekst.",
    "tab-ties": "Równi na granicy miejsc: Enter wpisuje, co rozstrzygnęło. F7: dalsze karty, Esc: tekst.",
    "tab-document": "Tekst dokumentu z tego, co widać w edytorze. Ctrl+E zapisuje go jako PDF, plik Worda albo stronę.",
    "tab-asking": "Wpisz pytanie i naciśnij Enter; Tab przechodzi do odpowiedzi, Enter na ↵ pokazuje przepis.",
    "problems-box": "Nie ma problemów. Gdy są, Enter przenosi do miejsca w tekście.",
}


class Telling(Part):
    _state_waits = False

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
        status = self.status
        here = [mark.diagnostic for mark in self.editor.marks_at(self.editor.cursor_location[0])]
        listed = self.query_one(ProblemsPane).chosen
        if (offered := self.offers.current) is not None:
            status.show_help(Meaning(offered.label, offered.help or "Tab wpisuje, ↑ ↓ wybiera, Esc zamyka."))
        elif self.pane == "preview":
            status.show_words(WHAT_TO_DO[self.part_here()])
        elif self.pane == "problems-box" and listed is not None:
            status.show_problem(listed, None, 0)
        elif self.pane == "text" and here:
            status.show_problem(here[0], self.fix_of(here[0]), len(here) - 1)
        elif self.pane == "text" and (found := self.help_here()):
            status.show_help(found)
        elif self.pane == "text" and blanks(self.current_text()):
            status.show_words(FILL_IN)
        elif self.pane == "text" and any(one.severity is Severity.ERROR for one in self.found):
            status.show_words(MEND if self.is_stale or self.shown is None else MEND_ROWS)
        else:
            status.show_words(WHAT_TO_DO[self.pane])

    def show_standing(self) -> None:
        stale = self.is_stale
        left = len(blanks(self.current_text()))
        others = [one for one in self.found if one.code != BLANK]
        words = Standing(
            self.file.name,
            self.unsaved,
            self.candidates_words(),
            problems.counts(others) if others or not left else "",
            f"podgląd {'NIEAKTUALNY' if stale else 'aktualny'}" if self.shown else "",
            self.editor.cursor_location[0] + 1,
            left,
            problems.signs(others),
        )
        self.status.show_standing(words)
        preview = self.query_one("#preview")
        title = f"Podgląd{STALE if stale and self.shown else ''}"
        if preview.border_title != title:
            preview.border_title = title
        if preview.border_subtitle != self.whose_preview():
            preview.border_subtitle = self.whose_preview()

    def whose_preview(self) -> str:
        people = count(len(self.shown.candidates), CANDIDATE) if self.shown is not None else "kandydaci"
        if self.candidates_path is not None:
            return f"{people} ({self.candidates_path.name})"
        return f"{people}, zmyśleni" if self.made_up is not None else f"{people} z przykładów"

    def candidates_words(self) -> str:
        if self.shown is None:
            return ""
        people = len(self.shown.candidates)
        number = count(people, CANDIDATE)
        if self.candidates_path is None:
            return f"zmyśleni kandydaci: {people}" if self.made_up is not None else f"{number} z przykładów"
        return number if self.has_class("-narrow") else f"{number} ({self.candidates_path.name})"
