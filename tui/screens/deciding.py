"""A tie that somebody has decided: who came before whom, on what basis, written into the recruitment's file. What has
to be done first is asked first; Escape steps back, and what was typed is there again. A part of the main screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from admission.recruitment.model import Recruitment
from dsl.model.regulation import Rules, StageKind
from tui.files import FileProblem, TextFile, read_file, save
from tui.messages import TieChosen
from tui.modals.choice import Choice
from tui.modals.dialog import CANCEL, Dialog, message
from tui.modals.line import AskWords
from tui.modals.order import Order
from tui.screens.drawing import Drawing
from tui.settling import NotWritten, entry, recruitment_of, recruitment_path, settled

_DRAW = "draw"
_ORDERS = {StageKind.DECISION: "Wpisz decyzję komisji", StageKind.LOT: "Wpisz wynik losowania"}
_DRAW_HERE = "Losuj tutaj, tak żeby każdy mógł sprawdzić"
_BASIS = "Dokument, z którego to wynika, np. protokół komisji nr 4 z 14 lipca 2026 r.:"


@dataclass
class Draft:
    """What was said so far of one tie."""

    order: tuple[str, ...] = ()
    basis: str = ""


class Deciding(Drawing):
    _drafts: dict[tuple[str, tuple[str, ...]], Draft]

    def draft_of(self, event: TieChosen) -> Draft:
        return self._drafts.setdefault((event.branch, event.tie.candidates), Draft())

    def on_tie_chosen(self, event: TieChosen) -> None:
        if self.shown is None or self.shown.offer is None:
            return
        if not event.tie.settled:
            words = "Skład tej grupy zależy od innych remisów. Najpierw rozstrzygnij tamte."
            self.app.push_screen(message("Ten remis musi poczekać", words))
        elif self.shown.from_examples:
            words = "To osoby z przykładów. Wczytaj kandydatów (Ctrl+K), żeby rozstrzygać ich remisy."
            self.app.push_screen(message("To tylko przykład", words))
        elif self.is_stale:
            self.notify("Liczę po ostatniej zmianie. Naciśnij Enter jeszcze raz za chwilę.", timeout=3)
        elif isinstance(self.shown.offer, Recruitment):
            self._ask_way(event)
        else:
            self._with_place(event)

    # -- where a settlement goes --------------------------------------------------------------------------------------

    def _with_place(self, event: TieChosen) -> None:
        """Settlements of one school stand in a file of their own, about the regulation that is on the disk."""
        target = recruitment_path(self.file.path)
        if target.exists():
            self._offer_existing(target)
        elif self.unsaved:
            self.save_first(lambda: self._ask_way(event))
        else:
            self._ask_way(event)

    def _offer_existing(self, target: Path) -> None:
        def answered(answer: str | None) -> None:
            if answer == "open":
                self._open(target)

        words = (
            f"Rozstrzygnięcia tego regulaminu zapisuje się w pliku „{target.name}” obok niego. Otwórz go i naciśnij "
            "Enter przy tym samym remisie. Kandydaci zostaną ci sami."
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
        asked = Order(title, event.tie.candidates, draft.order)

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
            self._offer_recruitment(event, way, order, recruitment_of(self.file.path, offer.title, line))

    def _offer_recruitment(self, event: TieChosen, way: StageKind, order: tuple[str, ...], text: str) -> None:
        target = recruitment_path(self.file.path)

        def answered(answer: str | None) -> None:
            if answer == "create":
                self._create(target, text)
            else:
                self.ask_basis(event, way, order)

        words = (
            "Regulamin się nie zmienia: rozstrzygnięcia zapisuje się w osobnym pliku naboru. "
            f"Program utworzy „{target.name}” obok regulaminu i otworzy go z tymi samymi kandydatami."
        )
        answers = [("create", "Utwórz i otwórz"), (CANCEL, "Wróć")]
        self.app.push_screen(Dialog("Gdzie zapisać rozstrzygnięcie", words, answers), answered)

    def _create(self, path: Path, text: str) -> None:
        try:
            self.open_with_people(save(TextFile(path, "", None), text))
        except FileProblem as problem:
            self.app.push_screen(message("Nie zapisano pliku naboru", f"{problem.message} {problem.hint}"))


def _silence(rules: Rules) -> str:
    return f"Dopisz w części „kolejność” ({rules.kind or 'oddział'}) etap „losowanie: tak” albo „decyzja komisji: tak”."
