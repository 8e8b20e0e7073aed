"""A tie that somebody has decided: who came before whom, on what basis, written into the recruitment's file. What has
to be done first is asked first; Escape steps back, and what was typed is there again. A part of the main screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom

from admission.offer import Offer
from admission.recruitment.model import Recruitment, Settlement
from admission.recruitment.reading import Settled
from dsl.model.regulation import Rules, StageKind
from tui.analysis import Checked
from tui.files import TRY_AGAIN, ChangedOutside, FileProblem, read_file
from tui.messages import SettlementChosen, TieChosen
from tui.modals.choice import Choice
from tui.modals.dialog import CANCEL, Dialog, message
from tui.modals.line import AskWords
from tui.modals.order import Order
from tui.screens.drawing import Drawing
from tui.settling import (
    Decisions,
    NotWritten,
    beside,
    entry,
    recruitment_path,
    settled,
    taken_back,
    tried,
    written_beside,
)

_DRAW = "draw"
_ORDERS = {StageKind.DECISION: "Wpisz decyzję komisji", StageKind.LOT: "Wpisz wynik losowania"}
_DRAW_HERE = "Losuj tutaj, tak żeby każdy mógł sprawdzić"
_TRIED = {StageKind.DECISION: "Ułóż kolejność jak komisja", StageKind.LOT: "Ułóż kolejność jak po losowaniu"}
_SHUFFLE = "Niech program wylosuje kolejność na próbę"
_ONLY_TRIED = "To zmyśleni kandydaci: zobaczysz, co zmieni rozstrzygnięcie, a program niczego nie zapisze."
_BASIS = "Dokument, z którego to wynika, np. protokół komisji nr 4 z 14 lipca 2026 r.:"
_CHANGED = "Ktoś zmienił ten plik w tej właśnie chwili. Spróbuj jeszcze raz."


@dataclass
class Draft:
    """What was said so far of one tie."""

    order: tuple[str, ...] = ()
    basis: str = ""


class Deciding(Drawing):
    _drafts: dict[tuple[str, tuple[str, ...]], Draft]
    _tried: tuple[Settlement, ...] = ()

    def draft_of(self, event: TieChosen) -> Draft:
        return self._drafts.setdefault((event.branch, event.group), Draft())

    def decisions(self, checked: Checked) -> Decisions:
        if self.made_up is not None:
            return Decisions(Settled(self._tried))
        if self.candidates_path is None or checked.regulation is None:
            return Decisions()
        return beside(self.current_path(), checked.regulation) or Decisions()

    def forget_tried(self) -> None:
        self._tried = ()

    def on_tie_chosen(self, event: TieChosen) -> None:
        if self.shown is None or self.shown.offer is None:
            return
        if event.waits_for:
            words = f"Skład tej grupy zależy od innych remisów. Najpierw rozstrzygnij: {', '.join(event.waits_for)}."
            self.app.push_screen(message("Ten remis musi poczekać", words))
        elif self.shown.from_examples:
            words = "To osoby z przykładów. Wczytaj kandydatów (Ctrl+K), żeby rozstrzygać ich remisy."
            self.app.push_screen(message("To tylko przykład", words))
        elif self.is_stale:
            self.notify("Liczę po ostatniej zmianie. Naciśnij Enter jeszcze raz za chwilę.", timeout=3)
        elif self.made_up is not None:
            self._ask_trial(event)
        elif isinstance(self.shown.offer, Recruitment):
            self._ask_way(event)
        else:
            self._with_place(event, self.shown.offer)

    # -- where a settlement goes --------------------------------------------------------------------------------------

    def _with_place(self, event: TieChosen, offer: Offer) -> None:
        """Settlements of one school stand in a file of their own, which names the file of the regulation."""
        if self.file.content is None:
            self.save_first(lambda: self._ask_way(event))
        elif beside(self.current_path(), offer) is None:
            self._offer_existing(recruitment_path(self.file.path))
        else:
            self._ask_way(event)

    def _offer_existing(self, target: Path) -> None:
        def answered(answer: str | None) -> None:
            if answer == "open":
                self._open(target)

        words = (
            f"Rozstrzygnięcia tego regulaminu stoją w pliku „{target.name}” obok niego, a jest w nim coś więcej albo "
            "błąd. Otwórz go i naciśnij Enter przy tym samym remisie. Kandydaci zostaną ci sami."
        )
        if self.unsaved:
            words += " Regulamin zostanie najpierw zapisany."
        answers = [("open", "Otwórz ten plik"), (CANCEL, "Wróć")]
        self.app.push_screen(Dialog("Ten regulamin ma już plik naboru", words, answers), answered)

    def _open(self, target: Path) -> None:
        def then() -> None:
            try:
                self.open_with_people(read_file(target))
            except FileProblem as problem:
                self.app.push_screen(message("Nie otwarto pliku", f"{problem.message} {problem.hint}"))

        if self.unsaved:
            self.save(then=then)
        else:
            then()

    # -- made-up people -----------------------------------------------------------------------------------------------

    def _ask_trial(self, event: TieChosen) -> None:
        assert self.shown is not None
        assert self.shown.offer is not None
        rules = self.shown.offer.branches[event.branch].rules
        answers = [(kind.value, _TRIED[kind]) for kind in rules.settling]
        if answers:
            answers.append((_DRAW, _SHUFFLE))

        def chosen(way: str | None) -> None:
            if way == _DRAW:
                order = list(event.group)
                SystemRandom().shuffle(order)
                self._try_out(event, rules.settling[-1], tuple(order))
            elif way is not None:
                self._ask_trial_order(event, StageKind(way))

        if answers:
            self.app.push_screen(Choice(f"Na próbę: remis w oddziale {event.branch}", answers, _ONLY_TRIED), chosen)
        else:
            self.app.push_screen(message("Regulamin nie mówi, co rozstrzyga", _silence(rules)))

    def _ask_trial_order(self, event: TieChosen, way: StageKind) -> None:
        title = f"Na próbę, oddział {event.branch}: kolejność równych kandydatów"

        def ordered(order: tuple[str, ...] | None) -> None:
            if order is not None:
                self._try_out(event, way, order)

        self.app.push_screen(Order(title, event.group), ordered)

    def _try_out(self, event: TieChosen, way: StageKind, order: tuple[str, ...]) -> None:
        self._tried = (*self._tried, tried(event.branch, way, order))
        self.action_recalculate()

    # -- what is settled already --------------------------------------------------------------------------------------

    def on_settlement_chosen(self, event: SettlementChosen) -> None:
        one, decisions = event.settlement, self.shown.decisions if self.shown is not None else Decisions()
        if one not in decisions.settled.settlements:
            self.show_location(one.span.location())
            return

        def answered(answer: str | None) -> None:
            if answer == "remove":
                self._take_back(one)

        where = f"z pliku „{decisions.file.name}”" if decisions.file is not None else "(to tylko próba)"
        answers = [(CANCEL, "Zostaw"), ("remove", "Usuń")]
        order = "\n".join(f"{place}. {name}" for place, name in enumerate(one.candidates, start=1))
        words = f"Oddział {one.branch}, podstawa: {one.basis}."
        self.app.push_screen(Dialog(f"Usunąć rozstrzygnięcie {where}?", words, answers, body=order), answered)

    def _take_back(self, one: Settlement) -> None:
        shown = self.shown
        if shown is None or shown.offer is None:
            return
        if shown.decisions.file is None:
            self._tried = tuple(other for other in self._tried if other is not one)
            self.action_recalculate()
            return
        try:
            taken_back(shown.decisions.file, self.current_path(), shown.offer, one)
        except ChangedOutside:
            self.app.push_screen(message("Nie usunięto rozstrzygnięcia", _CHANGED))
        except FileProblem as problem:
            self.app.push_screen(message("Nie usunięto rozstrzygnięcia", f"{problem.message} {TRY_AGAIN}"))
        else:
            self.action_recalculate()

    # -- what settles it ----------------------------------------------------------------------------------------------

    def _ask_way(self, event: TieChosen) -> None:
        assert self.shown is not None
        assert self.shown.offer is not None
        rules = self.shown.offer.branches[event.branch].rules
        answers = [(kind.value, _ORDERS[kind]) for kind in rules.settling]
        if StageKind.LOT in rules.settling:
            answers.append((_DRAW, _DRAW_HERE))

        def chosen(way: str | None) -> None:
            if way == _DRAW:
                self.draw_here(event, is_said=rules.says_what_settles)
            elif way is not None:
                self._ask_order(event, StageKind(way))

        if answers:
            self.app.push_screen(Choice(f"Remis w oddziale {event.branch}", answers), chosen)
        else:
            self.app.push_screen(message("Regulamin nie mówi, co rozstrzyga", _silence(rules)))

    def _ask_order(self, event: TieChosen, way: StageKind) -> None:
        draft = self.draft_of(event)
        title = f"Oddział {event.branch}: kolejność równych kandydatów"
        asked = Order(title, event.group, draft.order)

        def ordered(order: tuple[str, ...] | None) -> None:
            draft.order = asked.chosen
            if order is None:
                self._ask_way(event)
            else:
                self.ask_basis(event, way, order)

        self.app.push_screen(asked, ordered)

    def ask_basis(self, event: TieChosen, way: StageKind, order: tuple[str, ...], basis: str = "") -> None:
        """The basis proposed is that of a draw, whose order nobody puts otherwise."""
        draft = self.draft_of(event)
        asked = AskWords("Podstawa rozstrzygnięcia", _BASIS, value=draft.basis or basis)

        def based(said: str | None) -> None:
            draft.basis = asked.typed
            if said:
                self._write(event, way, order)
            elif not basis:
                self._ask_order(event, way)
            else:
                self.draw_here(event, is_said=True)

        self.app.push_screen(asked, based)

    def _write(self, event: TieChosen, way: StageKind, order: tuple[str, ...]) -> None:
        offer = self.shown.offer if self.shown is not None else None
        line = entry(event.branch, way, order, " ".join(self.draft_of(event).basis.split()))
        if isinstance(offer, Recruitment):
            try:
                self.take_text(settled(self.current_text(), line))
            except NotWritten as problem:
                self.app.push_screen(message("Dopisz to w tekście", str(problem)))
            else:
                self.notify("Rozstrzygnięcie jest w tekście naboru. Ctrl+Z cofa, Ctrl+S zapisuje.", timeout=5)
        elif offer is not None:
            self._offer_writing_beside(event, way, order, line)

    def _offer_writing_beside(self, event: TieChosen, way: StageKind, order: tuple[str, ...], line: str) -> None:
        target = recruitment_path(self.file.path)

        def answered(answer: str | None) -> None:
            if answer == "create":
                self._write_beside(line)
            else:
                self.ask_basis(event, way, order)

        done = "dopisze je do pliku" if target.exists() else "utworzy plik"
        words = (
            f"Rozstrzygnięcia stoją w osobnym pliku naboru: program {done} „{target.name}” obok regulaminu. "
            "Sam regulamin się nie zmieni."
        )
        if self.unsaved:
            words += " Niezapisane zmiany w nim zostaną niezapisane; ten remis jest policzony razem z nimi."
        answers = [("create", "Zapisz rozstrzygnięcie"), (CANCEL, "Wróć")]
        self.app.push_screen(Dialog("Gdzie zapisać rozstrzygnięcie", words, answers), answered)

    def _write_beside(self, line: str) -> None:
        offer = self.shown.offer if self.shown is not None else None
        if offer is None:
            return
        try:
            path = written_beside(self.file.path, offer, line)
        except NotWritten as problem:
            self.app.push_screen(message("Dopisz to w pliku naboru", str(problem)))
        except ChangedOutside:
            self.app.push_screen(message("Nie zapisano rozstrzygnięcia", _CHANGED))
        except FileProblem as problem:
            self.app.push_screen(message("Nie zapisano rozstrzygnięcia", f"{problem.message} {TRY_AGAIN}"))
        else:
            self.notify(f"Rozstrzygnięcie jest w pliku „{path.name}”. Enter przy nim w Remisach je usuwa.", timeout=5)
            self.action_recalculate()


def _silence(rules: Rules) -> str:
    return f"Dopisz w części „kolejność” ({rules.kind or 'oddział'}) etap „losowanie: tak” albo „decyzja komisji: tak”."
