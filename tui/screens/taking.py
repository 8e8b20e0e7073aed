"""Whom the preview counts: a file of candidates and what its columns hold, made-up people, those of the examples. A
part of the main screen."""

from __future__ import annotations

import os
from pathlib import Path

from admission.intake.mapping import read_in_part
from admission.intake.reading import vocabularies
from admission.offer import Offer
from polish.plurals import CANDIDATE, Case, count
from tui import analysis as analyses
from tui import matching, people, printing, recovery
from tui.analysis import Analysis, CandidatesFile
from tui.files import FileProblem
from tui.matching import Matching
from tui.messages import CandidateChosen, PersonWanted, TieWanted
from tui.modals.dialog import CANCEL, Dialog, message
from tui.modals.listing import Listing
from tui.modals.matching import MatchColumns
from tui.modals.path import CANDIDATES, AskFile
from tui.modals.searching import Searching
from tui.panes.points import PointsPane
from tui.panes.ranking import RankingPane
from tui.paragraphs import Paragraph
from tui.screens.part import Part

_LEFT = "Praca nad tym dopasowaniem skończyła się bez zapisu: jest tu to, co już wybrano."
NOT_YET = "Tego regulaminu nie da się jeszcze policzyć: najpierw popraw błędy (F2)."


class Taking(Part):
    _is_first_reading = False
    _own_mappings: dict[Path, str]

    def action_candidates(self) -> None:
        told = people.people_paragraphs(self.shown, self.candidates_path, self.mapping_path, self.file.path)

        def chosen(one: Paragraph | None) -> None:
            match one.name if one is not None else None:
                case people.LOAD:
                    self._ask_for_candidates()
                case people.AGAIN:
                    self.take_candidates(self.candidates_path, None, self.mapping_path, tell=True)
                case people.MATCH:
                    self._match_columns()
                case people.FIND:
                    self.action_find_candidate()
                case people.MADE_UP:
                    self.take_candidates(None, analyses.made_up(people.MADE_UP_NUMBER))
                case people.EXAMPLES:
                    self.take_candidates(None, None)
                case people.EMPTY:
                    self._write_empty_table()

        hint = "↑ ↓ wybiera, Enter zatwierdza, Esc wraca."
        self.app.push_screen(Listing("Kandydaci do podglądu", list(told), hint, start=1), chosen)

    def on_person_wanted(self, event: PersonWanted) -> None:
        self.find_candidate(event.typed)

    def action_find_candidate(self) -> None:
        self.find_candidate()

    def find_candidate(self, typed: str = "") -> None:
        """Among thousands nobody scrolls."""
        known = self.shown.candidates if self.shown is not None else ()
        if not known:
            self.notify("Nie ma kandydatów. Wybierz ich: Ctrl+K.", timeout=4)
            return

        def chosen(identifier: str | None) -> None:
            if identifier is not None:
                self.query_one(RankingPane).stand_on(identifier)
                self.query_one(PointsPane).stand_on(identifier)
                self.post_message(CandidateChosen(identifier, self.seen_branch()))

        title = f"Znajdź kandydata ({len(known)}): znak, nazwisko albo imię"
        search = Searching(title, lambda words: people.found_people(known, words), typed=typed)
        self.app.push_screen(search, chosen)

    def take_candidates(
        self,
        path: Path | None,
        made_up: CandidatesFile | None,
        mapping: Path | None = None,
        *,
        tell: bool = False,
        tab: str = "tab-ranking",
    ) -> None:
        """Shows them in the `tab`; `tell`: what became of the rows is said when they are read."""
        self.candidates_path, self.mapping_path, self.made_up = path, mapping, made_up
        self._is_first_reading = tell
        self.forget_tried()
        if self.shown is not None:
            self.show_tab(tab)
        self.action_recalculate()

    def on_tie_wanted(self, event: TieWanted) -> None:
        event.stop()
        self.take_candidates(None, analyses.made_up(people.MADE_UP_NUMBER, is_tied=True), tab="tab-ties")

    def people_read(self, analysis: Analysis) -> None:
        """The rows of a file that was just taken: what is wrong is shown at once."""
        if not self._is_first_reading or analysis.read is None:
            return
        self._is_first_reading = False
        if analysis.read.problems:
            self.action_candidates()
        else:
            read = count(len(analysis.candidates), CANDIDATE, Case.ACCUSATIVE)
            self.notify(f"Wczytano {read}; wszystkie wiersze są dobre.", timeout=4)

    # -- a file -------------------------------------------------------------------------------------------------------

    def _ask_for_candidates(self) -> None:
        def chosen(path: Path | None) -> None:
            if path is not None:
                self._take_file(path)

        value = str(self.candidates_path or f"{self.file.path.absolute().parent}{os.sep}")
        self.app.push_screen(AskFile("Wczytaj kandydatów", "Plik XLSX, CSV albo JSONL:", CANDIDATES, value), chosen)

    def _take_file(self, path: Path) -> None:
        offer = self._offer()
        beside = matching.mapping_path(path)
        if offer is None or beside.is_file():
            self.take_candidates(path, None, beside if beside.is_file() else None, tell=True)
        else:
            self.notify("Czytam plik…", timeout=2)
            self.in_thread("matching", lambda: (path, matching.needs_matching(path, offer)))

    def _offer(self) -> Offer | None:
        return self.shown.offer if self.shown is not None else None

    # -- its columns --------------------------------------------------------------------------------------------------

    def _match_columns(self) -> None:
        offer, path, used = self._offer(), self.candidates_path, self.mapping_path
        if offer is None or path is None:
            self.notify(NOT_YET, timeout=4)
            return

        def work() -> tuple[Path, Matching | FileProblem]:
            known = vocabularies(offer)[""]
            try:
                return path, matching.matching(path, offer, read_in_part(used, known) if used else None)
            except FileProblem as problem:
                return path, problem

        self.in_thread("matching", work)

    def matching_ready(self, path: Path, made: Matching | FileProblem | None) -> None:
        """None: the table needs no matching."""
        if made is None:
            self.take_candidates(path, None, tell=True)
        elif isinstance(made, FileProblem):
            self.app.push_screen(message("Nie da się dopasować kolumn", f"{made.message} {made.hint}"))
        else:
            left = matching.drafted(made)
            self.app.push_screen(MatchColumns(left or made), lambda done: self._matched(done, path))
            if left is not None:
                self.notify(_LEFT, timeout=6)

    def _matched(self, made: Matching | None, table: Path) -> None:
        if made is None:
            recovery.forget_mapping(table)
            return
        target = self.mapping_path if made.table == self.candidates_path else None
        target = target or matching.mapping_path(made.table)
        text = made.text(self.file.path)
        if not target.exists() or self._is_own(target):
            self._keep_mapping(made.table, target, text)
            return

        def answered(answer: str | None) -> None:
            if answer == "replace":
                self._keep_mapping(made.table, target, text)
            else:
                self.app.push_screen(MatchColumns(made), lambda done: self._matched(done, table))

        words = f"Zastąpić go tym dopasowaniem? Komentarze i układ tamtego pliku znikną.\n{target.absolute()}"
        answers = [("replace", "Zastąp"), (CANCEL, "Wróć do dopasowania")]
        self.app.push_screen(Dialog(f"Plik „{target.name}” już jest", words, answers), answered)

    def _is_own(self, path: Path) -> bool:
        """Written here, and nobody has changed it since."""
        try:
            return path.read_text(encoding="utf-8") == self._own_mappings.get(path)
        except (OSError, UnicodeDecodeError):
            return False

    def _keep_mapping(self, table: Path, target: Path, text: str) -> None:
        try:
            printing.write([(target, text.encode())])
        except FileProblem as problem:
            self.app.push_screen(message("Nie zapisano dopasowania", f"{problem.message} {problem.hint}"))
            return
        recovery.forget_mapping(table)
        self._own_mappings[target] = text
        words = f"Dopasowanie jest w pliku „{target.name}” obok tabeli; następnym razem zostanie użyte samo."
        self.notify(words, timeout=6)
        self.take_candidates(table, None, target, tell=True)

    # -- an empty table -----------------------------------------------------------------------------------------------

    def _write_empty_table(self) -> None:
        offer = self._offer()
        target = self.file.path.absolute().with_name(people.EMPTY_TABLE)
        if offer is None:
            self.notify(NOT_YET, timeout=4)
            return
        if target.exists():
            words = f"Plik „{target.name}” już jest w folderze {target.parent}. Wczytaj go albo zmień jego nazwę."
            self.app.push_screen(message("Nie utworzono tabeli", words))
            return
        try:
            printing.write([(target, printing.empty_table(offer))])
        except FileProblem as problem:
            self.app.push_screen(message("Nie utworzono tabeli", f"{problem.message} {problem.hint}"))
            return
        words = (
            f"Plik „{target.name}” jest w folderze {target.parent}. Wpisz w nim kandydatów, kolumny objaśnia arkusz "
            "„objaśnienia”. Potem wczytaj go tutaj (Ctrl+K)."
        )
        self.app.push_screen(message("Tabela gotowa", words))
