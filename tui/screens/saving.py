"""Saving, leaving and keeping unsaved text: the main screen's care for what was typed. A mixin of the main screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tui import files, recovery
from tui.files import ChangedOutside, FileProblem, TextFile
from tui.modals import conflict as conflicts
from tui.modals.dialog import CANCEL, Dialog, message
from tui.modals.path import REGULATIONS, AskFile, AskNewFile
from tui.screens.part import Part

KEEP_EVERY = 3.0
_Then = Callable[[], None]


class Saving(Part):
    _kept: str | None = None

    def file_changed(self) -> None:
        """The file's name or state is another one."""
        raise NotImplementedError

    # -- saving -------------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        self.save()

    def save(self, *, overwrite: bool = False, then: _Then | None = None) -> None:
        try:
            saved = files.save(self.file, self.current_text(), overwrite=overwrite)
        except ChangedOutside as changed:
            self._ask_about(changed.found, then)
        except FileProblem as problem:
            self.keep_text()
            self._ask_elsewhere(problem, then)
        else:
            self._saved(saved, then)

    def _saved(self, saved: TextFile, then: _Then | None) -> None:
        recovery.forget(recovery.recovery_file(self.file.path))
        self._kept = None
        self.file = saved
        self.file_changed()
        self.notify(f"Zapisano „{saved.name}”.", timeout=2)
        if then is not None:
            then()

    def _ask_about(self, found: TextFile, then: _Then | None) -> None:
        def answered(answer: str | None) -> None:
            match answer:
                case conflicts.OVERWRITE:
                    self.file = TextFile(
                        self.file.path, self.file.text, found.content, self.file.newline, self.file.bom
                    )
                    self.save(then=then)
                case conflicts.RELOAD:
                    self.reload(found)
                case conflicts.ELSEWHERE:
                    self.save_elsewhere(then)

        self.app.push_screen(conflicts.conflict(self.file.name, found.text, self.current_text()), answered)

    def _ask_elsewhere(self, problem: FileProblem, then: _Then | None) -> None:
        answers = [("elsewhere", "Zapisz jako…"), (CANCEL, "Wróć do tekstu")]

        def answered(answer: str | None) -> None:
            if answer == "elsewhere":
                self.save_elsewhere(then)

        text = f"{problem.message} {problem.hint}".strip()
        self.app.push_screen(Dialog(f"Nie zapisano „{self.file.name}”", text, answers), answered)

    def reload(self, found: TextFile) -> None:
        self.file = found
        self.take_text(found.text)
        self.file_changed()

    # -- saving elsewhere ---------------------------------------------------------------------------------------------

    def action_save_as(self) -> None:
        self.save_elsewhere(None)

    def save_elsewhere(self, then: _Then | None) -> None:
        def answered(path: Path | None) -> None:
            if path is not None:
                self._save_to(path, then)

        value = str(self.file.path.with_stem(f"{self.file.path.stem}-kopia"))
        self.app.push_screen(AskNewFile("Zapisz jako", "Nowy plik:", value), answered)

    def _save_to(self, path: Path, then: _Then | None) -> None:
        old = recovery.recovery_file(self.file.path)
        target = TextFile(path, "", None, self.file.newline, self.file.bom)
        try:
            saved = files.save(target, self.current_text())
        except ChangedOutside:
            self.app.push_screen(message("Nie zapisano", "Taki plik powstał przed chwilą. Podaj inną nazwę."))
        except FileProblem as problem:
            self.app.push_screen(message("Nie zapisano", f"{problem.message} {problem.hint}"))
        else:
            recovery.forget(old)
            self._saved(saved, then)

    # -- what is not saved yet ----------------------------------------------------------------------------------------

    def keep_text(self) -> Path | None:
        """Puts unsaved text, also that of a form, into the recovery file; gives its path when there is one."""
        text = self.text_so_far()
        if self.file.content is not None and text == self.file.text:
            recovery.forget(recovery.recovery_file(self.file.path))
            self._kept = None
            return None
        if text != self._kept:
            written = recovery.keep(self.file.path, text)
            self._kept = text if written else None
            return written
        return recovery.recovery_file(self.file.path)

    def save_first(self, then: _Then) -> None:
        def answered(answer: str | None) -> None:
            if answer == "save":
                self.save(then=then)

        text = f"To, co dalej, dotyczy zapisanego tekstu, a w „{self.file.name}” są niezapisane zmiany."
        answers = [("save", "Zapisz i idź dalej"), (CANCEL, "Wróć")]
        self.app.push_screen(Dialog("Najpierw zapisz tekst", text, answers), answered)

    def ask_to_quit(self) -> None:
        self._ask_to_leave("Zakończyć pracę?", ("Zapisz i zakończ", "Zakończ bez zapisu"), self.leave)

    def _ask_to_leave(self, title: str, words: tuple[str, str], then: _Then) -> None:
        """What is unsaved is saved first, or let go of."""
        if not self.unsaved:
            then()
            return
        answers = [("save", words[0]), ("drop", words[1]), (CANCEL, "Wróć")]

        def answered(answer: str | None) -> None:
            if answer == "save":
                self.save(then=then)
            elif answer == "drop":
                then()

        text = f"W pliku „{self.file.name}” są niezapisane zmiany. Bez zapisu przepadną."
        self.app.push_screen(Dialog(title, text, answers), answered)

    def leave(self) -> None:
        recovery.forget(recovery.recovery_file(self.file.path))
        self.app.exit()

    # -- another file -------------------------------------------------------------------------------------------------

    def action_open_file(self) -> None:
        words = ("Zapisz i otwórz inny", "Porzuć zmiany")
        self._ask_to_leave("Otworzyć inny plik?", words, self._ask_for_another)

    def _ask_for_another(self) -> None:
        def chosen(path: Path | None) -> None:
            if path is not None:
                self._open_another(path)

        value = f"{self.file.path.parent}{os.sep}" if str(self.file.path.parent) != "." else ""
        ask = AskFile("Otwórz inny plik", "Plik regulaminu albo naboru (*.yaml):", REGULATIONS, value)
        self.app.push_screen(ask, chosen)

    def _open_another(self, path: Path) -> None:
        try:
            file = files.read_file(path)
        except FileProblem as problem:
            self.app.push_screen(message("Nie otwarto pliku", f"{problem.message} {problem.hint}"))
            return
        recovery.forget(recovery.recovery_file(self.file.path))
        self.open_instead(file)

    def open_instead(self, file: TextFile) -> None:
        """Shows another file in the place of this one."""
        raise NotImplementedError

    # -- what was left unsaved before ---------------------------------------------------------------------------------

    def offer_recovery(self) -> None:
        found = recovery.waiting(self.file.path)
        if not found:
            return
        newest = found[0]
        if newest.text == self.file.text:
            recovery.forget(newest.file)
            return
        answers = [("take", "Odzyskaj"), (CANCEL, "Zapytaj później"), ("drop", "Wyrzuć odzyskany")]

        def answered(answer: str | None) -> None:
            if answer == "take":
                self.take_text(newest.text)
                self.keep_text()
            if answer in ("take", "drop"):
                recovery.forget(newest.file)

        when = f"{newest.saved_at:%d.%m.%Y, %H:%M}"
        signs = "Wiersze „-” są w pliku, „+” w odzyskanym tekście:"
        text = f"Praca nad „{self.file.name}” skończyła się bez zapisu ({when}). {signs}"
        body = conflicts.difference(self.file.text, newest.text)
        self.app.push_screen(Dialog("Odzyskany tekst", text, answers, body=body), answered)
