"""A draw between equal candidates, held in front of people: announced with a commitment, then decided by a value that
they draw. What it gives goes into the recruitment's file as any settlement does. A part of the main screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from admission.draw import FEWEST_DIGITS as FEWEST
from admission.draw import BadDraw, Protocol, digits_of
from admission.draw_files import secret_file
from admission.results.ties import may_be_fewer
from dsl.model.regulation import StageKind
from polish.dates import format_date
from polish.plurals import CANDIDATE, SEAT, Case, count
from tui import drawing
from tui.drawing import Announced
from tui.files import FileProblem
from tui.messages import TieChosen
from tui.modals.dialog import CANCEL, Dialog, message
from tui.modals.line import AskWords
from tui.screens.part import Part

_BY_PEOPLE = " Regulamin nie mówi, co rozstrzyga równe wyniki, więc o losowaniu musi najpierw zdecydować komisja."
_MAY_BE_FEWER = (
    " Po innych rozstrzygnięciach miejsc może być mniej albo wcale: wtedy to losowanie o niczym nie zdecyduje."
)
_UNSAVED = (
    " Uwaga: w tekście są niezapisane zmiany, a ten remis i liczba miejsc są policzone razem z nimi. Jeżeli to tylko "
    "próba, wróć."
)
_PUBLIC = (
    "Przy świadkach wylosujcie wartość, której nikt nie zna wcześniej, np. osiem rzutów kostką. "
    "Wpisz ją po kolei, np. „kostka: 3 5 1 6 2 4 4 1”. Liczą się same cyfry, co najmniej 8:"
)


class Drawing(Part):
    _why = _public = ""

    def ask_basis(self, event: TieChosen, way: StageKind, order: tuple[str, ...], basis: str = "") -> None:
        raise NotImplementedError

    def draw_here(self, event: TieChosen, *, is_said: bool) -> None:
        """The next step of the draw of this tie; `is_said`: the regulation itself says that lots settle it."""
        last = drawing.last_draw(self._folder(), event.branch, event.group)
        if last is None:
            self._offer_announcement(event, is_said=is_said)
        elif last.is_of(event.group, event.tie.seats):
            self._next_step(event, last)
        else:
            self._ask_why(event, last)

    def _folder(self) -> Path:
        return self.file.path.absolute().parent

    def _offer_announcement(self, event: TieChosen, *, is_said: bool) -> None:
        def answered(answer: str | None) -> None:
            if answer == "announce":
                self._announce(event, None, "")
            elif answer == "save":
                self.save(then=lambda: self.draw_here(event, is_said=is_said))

        tie = event.tie
        drawn = count(len(event.group), CANDIDATE, Case.ACCUSATIVE)
        words = (
            f"Oddział {event.branch}: {drawn} na {count(tie.seats, SEAT, Case.ACCUSATIVE)}. Program zapisze obok tego "
            "pliku ogłoszenie do wywieszenia i sekret, którego do losowania nikt nie może zobaczyć."
        )
        answers = [("announce", "Ogłoś losowanie"), (CANCEL, "Wróć")]
        words += "" if is_said else _BY_PEOPLE
        words += _MAY_BE_FEWER if may_be_fewer(tie) else ""
        if self.unsaved:
            words += _UNSAVED
            answers.insert(1, ("save", "Najpierw zapisz tekst"))
        self.app.push_screen(Dialog("Losowanie", words, answers), answered)

    def _next_step(self, event: TieChosen, last: Announced) -> None:
        try:
            protocol = drawing.protocol_of(last)
        except BadDraw as problem:
            self.app.push_screen(message("Nie odczytano protokołu", f"{problem.message} {problem.hint}"))
            return
        if protocol is None:
            self._offer_next(event, last)
        else:
            self._offer_writing(event, last, protocol)

    def _offer_next(self, event: TieChosen, last: Announced) -> None:
        def answered(answer: str | None) -> None:
            if answer == "hold":
                self._ask_public(event, last)
            elif answer == "again":
                self._ask_why(event, last)

        words = f"Losowanie jest ogłoszone: „{last.path.name}”.\nZobowiązanie: {last.announcement.commitment}"
        answers = [("hold", "Wpisz, co wylosowano"), ("again", "Ogłoś od nowa…"), (CANCEL, "Wróć")]
        self.app.push_screen(Dialog("Losowanie", words, answers), answered)

    def _ask_why(self, event: TieChosen, last: Announced) -> None:
        def answered(why: str | None) -> None:
            self._why = asked.typed
            if why:
                self._announce(event, last, why)

        text = (
            f"Między tymi osobami już ogłoszono losowanie („{last.path.name}”). Podaj powód powtórzenia, do protokołu."
        )
        asked = AskWords("Losowanie od nowa", text + (_UNSAVED if self.unsaved else ""), value=self._why)
        self.app.push_screen(asked, answered)

    def _announce(self, event: TieChosen, last: Announced | None, why: str) -> None:
        try:
            made = drawing.announced(self._folder(), event.branch, event.group, event.tie.seats, last, why)
        except (BadDraw, FileProblem) as problem:
            self.app.push_screen(message("Nie ogłoszono losowania", f"{problem.message} {problem.hint}"))
            return
        words = (
            f"1. Wywieś „{made.path.name}” przed losowaniem. Zobowiązanie: {made.announcement.commitment}\n"
            f"2. Zachowaj „{secret_file(made.path).name}” i nikomu go nie pokazuj do losowania.\n"
            "3. Przy świadkach wylosujcie wartość (np. osiem rzutów kostką), wróć do tego remisu i ją wpisz."
        )
        self.app.push_screen(message("Losowanie ogłoszone", words))

    def _ask_public(self, event: TieChosen, last: Announced) -> None:
        asked = AskWords("Co wylosowano", _PUBLIC, _public_problem, self._public)

        def answered(public: str | None) -> None:
            self._public = asked.typed
            if public:
                self._hold(event, last, public)
            else:
                self._offer_next(event, last)

        self.app.push_screen(asked, answered)

    def _hold(self, event: TieChosen, last: Announced, public: str) -> None:
        try:
            protocol, _ = drawing.held(last, public)
        except (BadDraw, FileProblem) as problem:
            self.app.push_screen(message("Nie przeprowadzono losowania", f"{problem.message} {problem.hint}"))
            return
        self._public = ""
        self._offer_writing(event, last, protocol)

    def _offer_writing(self, event: TieChosen, last: Announced, protocol: Protocol) -> None:
        path = drawing.protocol_path(last)
        order = tuple(one.candidate for one in protocol.lots)

        def answered(answer: str | None) -> None:
            if answer == "write":
                basis = f"protokół losowania {path.name} z {format_date(date.today())}"
                self.ask_basis(event, StageKind.LOT, order, basis)
            elif answer == "again":
                self._ask_why(event, last)

        words = f"Protokół: „{path.name}” w folderze {path.parent}; każdy może go przeliczyć. Kolejność:"
        answers = [("write", "Wpisz do naboru"), ("again", "Ogłoś od nowa…"), (CANCEL, "Wróć")]
        body = drawing.order_words(order)
        self.app.push_screen(Dialog("Losowanie przeprowadzone", words, answers, body=body), answered)


def _public_problem(public: str) -> str:
    return "" if len(digits_of(public)) >= FEWEST else f"Potrzeba co najmniej {FEWEST} cyfr."
