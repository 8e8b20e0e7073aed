"""Documents of the regulation, and papers of the recruitment, as files beside the text. A part of the main screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from admission.recruitment.model import Recruitment
from generator.formats import KINDS, TOGETHER, Format
from generator.opening import open_with_system
from polish.plurals import LINE, TIE, count
from tui import papers, printing
from tui.files import FileProblem, read_file
from tui.messages import Made
from tui.modals.choice import Choice
from tui.modals.day import AskDay
from tui.modals.dialog import CANCEL, Answer, Dialog, message
from tui.modals.path import TABLES, AskFile
from tui.modals.progress import Progress
from tui.papers import Kind, Order, Press, Printed
from tui.screens.part import Part
from tui.settling import beside, recruitment_path

_NOT_PRINTED = "Dokument powstaje z tekstu bez błędów: F2 przenosi do następnego, F1 go wyjaśnia."
_ALL, _SUPPLEMENTARY = "all", "supplementary"
_VACANT = (
    "Na wolne miejsca: w „miejsca” ma stać, ile ich zostało, a w pliku mają być kandydaci tego postępowania. Pisma "
    "trafią do osobnych folderów."
)
_MOMENT = 0.1
_FORMS = {Format.PDF: "PDF", Format.DOCX: "plik Worda", Format.HTML: "strona (HTML)"}
_NO_PEOPLE = (
    "Pisma powstają z kandydatów wczytanych z pliku. Wczytaj go (Ctrl+K, „Wczytaj plik kandydatów”) i naciśnij "
    "Ctrl+E jeszcze raz."
)
_DAY = (
    "Dzień ogłoszenia albo sporządzenia, np. 16 lipca 2026. Gdy pole jest puste, na pismach zostanie miejsce na datę, "
    "do wpisania ręcznie:"
)
_CONFIRMED = "Kto potwierdził wolę przyjęcia: znaki, po jednym w wierszu, albo CSV z kolumnami id i potwierdzenie:"
_PERSONAL = " Są w nim dane osobowe: nie udostępniaj go w całości."


class Documents(Part):
    _progress: Progress | None = None
    _day = ""

    def action_document(self) -> None:
        shown = self.shown
        if self.shown_revision != self.revision:
            self.notify("Liczę po ostatniej zmianie…", timeout=1)
            self.set_timer(_MOMENT, self._document_after_counting)
            return
        if shown is None or shown.offer is None or shown.revision != self.revision:
            self.notify(_NOT_PRINTED, timeout=5)
            return
        is_recruitment = isinstance(shown.offer, Recruitment)
        answers: list[Answer] = []
        if not is_recruitment:
            answers = [(one.value, f"Regulamin: {words}") for one, words in _FORMS.items()]
            answers.append((_ALL, "Regulamin: wszystkie trzy"))
        answers += [(one.name, one.words) for one in papers.KINDS.values()]
        answers.append((_SUPPLEMENTARY, "Pisma postępowania uzupełniającego…"))
        folder = f"Pliki powstają w folderze {self.file.path.absolute().parent}, pisma w jego podfolderach."
        if is_recruitment:
            folder += " Sam regulamin zapisuje się jako dokument z jego własnego pliku (Ctrl+O)."

        def answered(answer: str | None) -> None:
            if answer == _ALL:
                self._print(list(TOGETHER))
            elif answer in papers.KINDS:
                self._begin_papers(papers.KINDS[answer])
            elif answer == _SUPPLEMENTARY:
                self._ask_supplementary()
            elif answer is not None:
                self._print([Format(answer)])

        self.app.push_screen(Choice("Zapisz dokument", answers, folder), answered)

    def _ask_supplementary(self) -> None:
        def answered(answer: str | None) -> None:
            if answer is None:
                self.action_document()
            else:
                self._begin_papers(papers.KINDS[answer], is_supplementary=True)

        answers = [(one.name, one.words) for one in papers.KINDS.values() if one.of_candidates]
        self.app.push_screen(Choice("Postępowanie uzupełniające", answers, _VACANT), answered)

    def _document_after_counting(self) -> None:
        """Unless the person has gone on to something else."""
        if self.app.screen is not self:
            return
        if self.shown_revision != self.revision:
            self.set_timer(_MOMENT, self._document_after_counting)
        else:
            self.action_document()

    # -- the regulation -----------------------------------------------------------------------------------------------

    def _print(self, wanted: list[Format]) -> None:
        if self.unsaved:
            self.save_first(lambda: self._print(wanted))
            return
        files = printing.targets(self.file.path, wanted)
        others = printing.foreign(files)
        if not others:
            self._start_printing(files)
            return

        def answered(answer: str | None) -> None:
            if answer == "replace":
                self._start_printing(files)

        names = ", ".join(f"„{one.name}”" for one in others)
        text = f"Ten plik już jest i zmieniono go poza programem: {names}. Zastąpić go?"
        answers = [(CANCEL, "Wróć"), ("replace", "Zastąp")]
        self.app.push_screen(Dialog("Plik już jest", text, answers), answered)

    def _start_printing(self, files: list[tuple[Format, Path]]) -> None:
        shown = self.shown
        assert shown is not None
        assert shown.regulation is not None
        regulation, revision = shown.regulation, self.revision
        self._progress = Progress("Zapisuję dokument", len(files))
        self.app.push_screen(self._progress)

        def work() -> list[Path] | FileProblem:
            try:
                made = []
                for step, (one, path) in enumerate(files):
                    self.post_message(Made("step", revision, (step, f"{KINDS[one].name}: {path.name}")))
                    made += [(path, content) for _, content in printing.made(regulation, [one])]
                printing.write(made)
            except FileProblem as problem:
                return problem
            return [path for path, _ in made]

        self.in_thread("documents", work)

    def show_step(self, step: int, words: str, steps: int | None = None) -> None:
        if self._progress is not None and self._progress.is_mounted:
            self._progress.tell(step, words, steps)

    def close_progress(self) -> None:
        if self._progress is not None:
            self._progress.dismiss()
            self._progress = None

    def documents_ready(self, made: list[Path] | FileProblem) -> None:
        self.close_progress()
        if isinstance(made, FileProblem):
            self.app.push_screen(message("Nie zapisano dokumentu", f"{made.message} {made.hint}".strip()))
            return
        names = ", ".join(f"„{one.name}”" for one in made)
        self._offer_opening("Dokument gotowy", f"Zapisano w folderze {made[0].absolute().parent}: {names}.", made[0])

    def _offer_opening(self, title: str, text: str, path: Path, body: str = "") -> None:
        def answered(answer: str | None) -> None:
            if answer == "open" and not open_with_system(path):
                self.app.push_screen(message("Nie udało się otworzyć", f"Otwórz samodzielnie: {path.absolute()}"))

        open_words = "Otwórz folder" if path.is_dir() else "Otwórz"
        answers = [("open", open_words), (CANCEL, "Wróć do tekstu")]
        self.app.push_screen(Dialog(title, text, answers, body=body), answered)

    # -- papers of the recruitment ------------------------------------------------------------------------------------

    def _begin_papers(self, kind: Kind, *, is_supplementary: bool = False) -> None:
        """What stands in the way is told and asked before anything else."""
        if kind.of_candidates and self.candidates_path is None:
            self.app.push_screen(message("Nie ma kandydatów z pliku", _NO_PEOPLE))
        elif self.unsaved:
            self.save_first(lambda: self._begin_papers(kind, is_supplementary=is_supplementary))
        else:
            folder = papers.folder_of(self.file.path, kind, is_supplementary=is_supplementary)
            order = Order(kind, self.file.path, None, None, folder, is_supplementary=is_supplementary)
            if kind.of_candidates:
                people = replace(order, candidates=self.candidates_path, mapping=self.mapping_path)
                self._expect_decisions(people)
            else:
                self._expect_folder(order)

    def _expect_decisions(self, order: Order) -> None:
        """Decisions of one school stand in another file, and the papers are made of it."""
        other = recruitment_path(self.file.path)
        offer = self.shown.offer if self.shown is not None else None
        if offer is None or isinstance(offer, Recruitment) or not other.exists():
            self._expect_settled(order)
            return
        if beside(self.file.path, offer) is not None:
            self._expect_settled(replace(order, text=other))
            return

        def answered(answer: str | None) -> None:
            if answer == "open":
                try:
                    self.open_with_people(read_file(other))
                except FileProblem as problem:
                    self.app.push_screen(message("Nie otwarto pliku", f"{problem.message} {problem.hint}"))
            elif answer == "here":
                self._expect_settled(order)

        text = (
            f"Obok jest „{other.name}”, w którym stoi więcej niż rozstrzygnięcia remisów. Pisma, które go uwzględnią, "
            "robi się z niego (Ctrl+E)."
        )
        answers = [("open", "Otwórz ten plik"), ("here", "Zrób bez niego"), (CANCEL, "Wróć")]
        self.app.push_screen(Dialog("Ten regulamin ma plik naboru", text, answers), answered)

    def _expect_settled(self, order: Order) -> None:
        """With ties or mistakes in rows the papers may not be announced."""
        shown = self.shown
        allocation = shown.results.allocation() if shown is not None and shown.results is not None else None
        ties = sum(len(one.ties) for one in allocation.branches.values()) if allocation is not None else 0
        bad = shown.read.bad if shown is not None and shown.read is not None else 0
        waiting = [count(ties, TIE)] if ties and order.kind.name != "protocol" else []
        waiting += [f"z błędami: {count(bad, LINE)}"] if bad else []
        if not waiting:
            self._ask_details(order)
            return

        def answered(answer: str | None) -> None:
            if answer == "draft":
                self._ask_details(replace(order, is_draft=True))

        text = f"Czekają jeszcze: {', '.join(waiting)}. Takich pism nie wolno ogłosić: każda strona będzie projektem."
        answers = [(CANCEL, "Wróć"), ("draft", "Zrób projekt")]
        self.app.push_screen(Dialog("Pisma nie są jeszcze ostateczne", text, answers), answered)

    def _ask_details(self, order: Order) -> None:
        if order.kind.name == "admitted":
            self._ask_confirmed(lambda path: self._ask_day(replace(order, confirmations=path)))
        else:
            self._ask_day(order)

    def _ask_confirmed(self, then: Callable[[Path], None]) -> None:
        def chosen(path: Path | None) -> None:
            if path is not None:
                then(path)

        value = f"{self.file.path.absolute().parent}/"
        self.app.push_screen(AskFile("Potwierdzenia woli", _CONFIRMED, TABLES, value), chosen)

    def _ask_day(self, order: Order) -> None:
        asked = AskDay("Data na pismach", _DAY, self._day)

        def answered(typed: str | None) -> None:
            self._day = asked.typed
            if typed is not None:
                self._expect_folder(replace(order, day=papers.day_of(typed)))

        self.app.push_screen(asked, answered)

    def _expect_folder(self, order: Order) -> None:
        if not order.folder.is_dir() or not any(order.folder.iterdir()):
            self._start_papers(order)
            return

        def answered(answer: str | None) -> None:
            if answer == "replace":
                self._start_papers(replace(order, replaces=True))

        text = f"Pliki o tych samych nazwach zostaną zastąpione nowymi, inne zostaną.\n{order.folder}"
        answers = [("replace", "Zastąp"), (CANCEL, "Wróć")]
        self.app.push_screen(Dialog("Ten folder już jest", text, answers), answered)

    def _start_papers(self, order: Order) -> None:
        press, revision = Press(order), self.revision
        self._progress = Progress(order.kind.words, None, press.stop)
        self.app.push_screen(self._progress)

        def tell(done: int, total: int) -> None:
            self.post_message(Made("step", revision, (done, f"Gotowe: {done} z {total}. Esc przerywa.", total)))

        def work() -> Printed | None:
            made = press.run(tell)
            return None if press.is_stopped else made

        self.in_thread("papers", work)

    def papers_ready(self, made: Printed | None) -> None:
        """None: the person has stopped it."""
        self.close_progress()
        if made is None:
            self.notify("Przerwano. Każdy plik, który powstał, jest cały.", timeout=5)
        elif made.is_made:
            words = f"Są w folderze {made.folder}.{_PERSONAL if made.is_personal else ''}"
            self._offer_opening("Pisma gotowe", words, made.folder, "\n".join(made.told))
        else:
            body = "\n".join(made.told)
            self.app.push_screen(message("Nie zapisano wszystkich pism", "Powód stoi niżej.", body))
