"""Opening the form of what changes each year, and taking what it gives back as one step of editing.

A mixin of the main screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dsl.rewrite import forms
from dsl.rewrite.patching import NotPatched
from tui.modals.dialog import message
from tui.screens.part import Part

_UNREADABLE = (
    "Tekstu nie da się teraz odczytać, więc program nie wie, jakie pola pokazać. "
    "F2 przenosi do błędu. Gdy błąd zniknie, otwórz formularz jeszcze raz."
)


if TYPE_CHECKING:
    from tui.screens.form import FormScreen


class Forming(Part):
    _form: FormScreen | None = None

    def text_so_far(self) -> str:
        return self.current_text() if self._form is None else self._form.draft

    def action_form(self) -> None:
        from tui.screens.form import FormScreen

        text, path = self.current_text(), self.current_path()
        try:
            model = forms.model_of(text, path, self.shape.regulation)
            screen = FormScreen(text, path, model, self.shape) if model is not None else None
        except NotPatched:
            screen = None
        if screen is None:
            self.app.push_screen(message("Najpierw popraw błędy", _UNREADABLE))
        else:
            self._form = screen
            self.app.push_screen(screen, self._form_filled)

    def _form_filled(self, text: str | None) -> None:
        self._form = None
        if text is not None:
            self.take_text(text)
            self.notify("Wpisano do tekstu. Ctrl+Z cofa, Ctrl+S zapisuje plik.", timeout=5)
