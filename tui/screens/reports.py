"""What one asks of a regulation beside editing it: why somebody has these points, what a change would do, documents,
the assistant. A mixin of the main screen; slow answers come from a thread as `Made`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.widgets import TabbedContent

from tui.analysis import Analysis
from tui.comparison import compared
from tui.examples import example_paragraphs
from tui.explanation import explained
from tui.faults import NOT_MADE, Fault
from tui.files import FileProblem, read_file
from tui.messages import Asked, Broken, CandidateChosen, Made, PlaceChosen
from tui.modals.dialog import message
from tui.modals.listing import Listing
from tui.modals.path import REGULATIONS, AskFile
from tui.panes.asking import STALE, UNSAVED, AskingPane
from tui.panes.later import LaterPane
from tui.panes.points import LIST as POINTS
from tui.panes.rows import RowList
from tui.paragraphs import Paragraph
from tui.screens.documents import Documents
from tui.screens.taking import NOT_YET, Taking

_ESC = "↑ ↓ przewija, Esc wraca."
_TO_RULE = "↑ ↓ przewija, Enter przy wierszu z ↵ pokazuje regułę, Esc wraca."


class Reports(Taking, Documents):
    def in_thread(self, name: str, make: Callable[[], Any], of: Analysis | None = None) -> None:
        revision = self.revision if of is None else of.revision

        def work() -> None:
            try:
                self.post_message(Made(name, revision, make()))
            except Exception as error:
                self.post_message(Broken(name, revision, error))

        self.run_worker(work, thread=True, group=name)

    def _open_listing(self, title: str, paragraphs: list[Paragraph], hint: str) -> None:
        def chosen(one: Paragraph | None) -> None:
            if one is not None and one.place is not None:
                self.show_location(one.place)

        self.app.push_screen(Listing(title, paragraphs, hint), chosen)

    # -- tabs that are made later -------------------------------------------------------------------------------------

    def make_later_pane(self) -> None:
        """Of the tab that is looked at, unless it is made already."""
        active = self.query_one(TabbedContent).active_pane
        pane = next(iter(active.query(LaterPane)), None) if active is not None else None
        shown = self.shown
        if pane is not None and shown is not None and pane.made_revision != shown.revision:
            pane.made_revision = shown.revision
            self.in_thread(str(pane.id), lambda: pane.make(shown), shown)

    def on_made(self, event: Made) -> None:
        match event.name:
            case "listing":
                self._open_listing(*event.made)
            case "matching":
                self.matching_ready(*event.made)
            case "documents":
                self.documents_ready(event.made)
            case "papers":
                self.papers_ready(event.made)
            case "step":
                self.show_step(*event.made)
            case "answer":
                self.query_one(AskingPane).show_answer(*event.made)
            case name:
                pane = self.query_one(f"#{name}", LaterPane)
                if pane.made_revision == event.revision:
                    pane.show_made(event.made)

    def on_broken(self, event: Broken) -> None:
        self.app.post_message(Fault(event.error))
        match event.name:
            case "analysis":
                if self.shown is None:
                    self.show_no_preview(NOT_MADE)
            case "documents" | "papers":
                self.close_progress()
            case "answer":
                self.query_one(AskingPane).show_none(NOT_MADE)
            case name:
                for pane in self.query(LaterPane):
                    if pane.id == name:
                        pane.show_none(NOT_MADE)

    # -- one candidate ------------------------------------------------------------------------------------------------

    def on_candidate_chosen(self, event: CandidateChosen) -> None:
        offer = self.shown.offer if self.shown is not None else None
        people = self.shown.candidates if self.shown is not None else ()
        found = next((one for one in people if one.id == event.candidate), None)
        if found is not None and offer is not None:
            title = f"Dlaczego tyle punktów: {found.id}"
            self.in_thread("listing", lambda: (title, explained(offer, found, event.branch), _TO_RULE))

    def action_explain(self) -> None:
        candidate = self.query_one(f"#{POINTS}", RowList).cursor_key
        if candidate:
            self.on_candidate_chosen(CandidateChosen(candidate))
        else:
            self.notify(NOT_YET if self.shown is None else "Nie ma kandydatów. Wybierz ich: Ctrl+K.", timeout=4)

    def action_examples(self) -> None:
        regulation = self.shown.regulation if self.shown is not None else None
        if regulation is None:
            self.notify(NOT_YET, timeout=4)
            return
        self.in_thread("listing", lambda: ("Przykłady z regulaminu", list(example_paragraphs(regulation)), _TO_RULE))

    # -- what would change --------------------------------------------------------------------------------------------

    def action_what_if(self) -> None:
        """The text on the screen against the one on the disk."""
        if not self.unsaved or self.file.content is None:
            text = "Zmień coś w tekście, a przed zapisem zobaczysz tu, co to zmieni w zasadach i kto się przesunie."
            self.app.push_screen(message("Nie ma niezapisanych zmian", text))
            return
        self._compare(self.file.text, self.file.path, "Co zmieni zapis")

    def action_compare(self) -> None:
        def chosen(path: Path | None) -> None:
            if path is None:
                return
            try:
                self._compare(read_file(path).text, path, f"Co zmienia się od „{path.name}”")
            except FileProblem as problem:
                self.app.push_screen(message("Nie otwarto pliku", f"{problem.message} {problem.hint}"))

        text = "Poprzednia wersja, np. regulamin z zeszłego roku (*.yaml):"
        self.app.push_screen(AskFile("Porównaj z innym plikiem", text, REGULATIONS), chosen)

    def _compare(self, old: str, path: Path, title: str) -> None:
        new, file = (self.current_text(), self.file.path), self.chosen_candidates()
        self.notify("Porównuję…", timeout=2)
        self.in_thread("listing", lambda: (title, compared((old, path), new, file, self.decisions), _ESC))

    # -- the assistant ------------------------------------------------------------------------------------------------

    def on_asked(self, event: Asked) -> None:
        pane = self.query_one(AskingPane)
        remark = STALE if self.is_stale else UNSAVED if self.unsaved else ""
        self.in_thread("answer", lambda: (event.question, pane.answer(event.question), remark))

    def on_place_chosen(self, event: PlaceChosen) -> None:
        self.show_location(event.place)

    def action_forget_talk(self) -> None:
        self.query_one(AskingPane).start_anew()
