"""A tie that somebody has decided: who came before whom, on what basis, written into the recruitment's file. A mixin of
the main screen."""

from __future__ import annotations

from pathlib import Path

from admission.recruitment.model import Recruitment
from dsl.model.regulation import Rules, StageKind
from tui.files import FileProblem, TextFile, save
from tui.messages import TieChosen
from tui.modals.choice import Choice
from tui.modals.dialog import CANCEL, Dialog, message
from tui.modals.line import AskWords
from tui.modals.order import Order
from tui.screens.drawing import Drawing
from tui.settling import NotWritten, entry, recruitment_of, recruitment_path, settled

_DRAW = "draw"
_ORDERS = {StageKind.DECISION: "Wpisz decyzję komisji", StageKind.LOT: "Wpisz wynik losowania"}


class Deciding(Drawing):
    def on_tie_chosen(self, event: TieChosen) -> None:
        if self.shown is None or self.shown.offer is None:
            return
        if not event.tie.settled:
            words = "Skład tej grupy zależy od innych remisów. Najpierw rozstrzygnij tamte."
            self.app.push_screen(message("Ten remis musi poczekać", words))
            return
        if self.shown.from_examples:
            words = "To osoby z przykładów. Wczytaj kandydatów (Ctrl+K), żeby rozstrzygać ich remisy."
            self.app.push_screen(message("Nie ma czego rozstrzygać", words))
            return
        rules = self.shown.offer.branches[event.branch].rules
        answers = [(kind.value, _ORDERS[kind]) for kind in rules.settling]
        if StageKind.LOT in rules.settling:
            answers.append((_DRAW, "Losuj tutaj, tak żeby każdy mógł sprawdzić"))

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
        def ordered(order: tuple[str, ...] | None) -> None:
            if order is not None:
                self.ask_basis(event.branch, way, order)

        title = f"Oddział {event.branch}: kolejność równych kandydatów"
        self.app.push_screen(Order(title, event.tie.candidates), ordered)

    def ask_basis(self, branch: str, way: StageKind, order: tuple[str, ...], basis: str = "") -> None:
        def based(said: str | None) -> None:
            if said:
                self._write(entry(branch, way, order, said))

        text = "Dokument, z którego to wynika, np. protokół komisji nr 4 z 14 lipca 2026 r.:"
        self.app.push_screen(AskWords("Podstawa rozstrzygnięcia", text, value=basis), based)

    def _write(self, line: str) -> None:
        offer = self.shown.offer if self.shown is not None else None
        if isinstance(offer, Recruitment):
            try:
                self.take_text(settled(self.current_text(), line))
            except NotWritten as problem:
                self.app.push_screen(message("Dopisz to w tekście", str(problem)))
            else:
                self.notify("Rozstrzygnięcie jest w tekście naboru. Ctrl+Z cofa, Ctrl+S zapisuje.", timeout=5)
        elif offer is not None:
            self._offer_recruitment(offer.title, line)

    def _offer_recruitment(self, title: str, line: str) -> None:
        if self.unsaved:
            self.app.push_screen(message("Najpierw zapisz regulamin", "Rozstrzygnięcie dotyczy zapisanego (Ctrl+S)."))
            return
        target = recruitment_path(self.file.path)
        if target.exists():
            words = f"Otwórz plik naboru „{target.name}” (Ctrl+O) i wpisz rozstrzygnięcie w nim:\n{line}"
            self.app.push_screen(message("Ten regulamin ma już plik naboru", words))
            return

        def answered(answer: str | None) -> None:
            if answer == "create":
                self._create(target, recruitment_of(self.file.path, title, line))

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
