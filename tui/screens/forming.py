"""Opening the form of what changes each year, and taking what it gives back as one step of editing.

A mixin of the main screen.
"""

from __future__ import annotations

from dsl.load import load_text
from dsl.rewrite.patching import NotPatched
from tui.modals.dialog import message
from tui.screens.part import Part


class Forming(Part):
    def action_form(self) -> None:
        from tui.screens.form import FormScreen

        text, path = self.current_text(), self.current_path()
        draft = load_text(text, path).draft
        try:
            screen = FormScreen(text, path, draft) if draft is not None else None
        except NotPatched:
            screen = None
        if screen is None:
            words = (
                "Formularz czyta się z regulaminu bez błędów. Popraw je (F2 przenosi do następnego) i spróbuj znowu."
            )
            self.app.push_screen(message("Najpierw popraw błędy", words))
        else:
            self.app.push_screen(screen, self._form_filled)

    def _form_filled(self, text: str | None) -> None:
        if text is not None:
            self.take_text(text)
            self.notify("Wpisano do tekstu. Ctrl+Z cofa, Ctrl+S zapisuje plik.", timeout=5)
