"""Columns of a foreign table beside what they hold here, to be gone through before candidates are read."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from polish.enumerations import enumerate_items
from tui import recovery
from tui.matching import PASS_OVER, Kind, Line, Matching, Option, matching_words
from tui.modals.dialog import CANCEL, Answer, Dialog
from tui.modals.searching import Searching
from tui.modals.window import Window
from tui.panes.rows import Column, RowList, Rows

LIST = "matching-list"
_HINT = "↑ ↓ wybiera, Enter zmienia, Delete pomija kolumnę, Ctrl+S zapisuje i czyta kandydatów, Esc wraca."
_NO_ID = "Najpierw wskaż kolumnę ze znakiem kandydata (np. numer wniosku) albo numeruj wiersze."
_ROW_IDS = (
    "Kandydaci będą się nazywać wiersz-2, wiersz-3… Po posortowaniu albo usunięciu wierszy te znaki się zmienią, a "
    "wpisane rozstrzygnięcia remisów i potwierdzenia wskażą kogo innego. Lepsza jest kolumna, np. z numerem wniosku."
)
_WIDEST = 34


class MatchColumns(Window[Matching | None]):
    """Gives back what is to be written; None: nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "wróć", show=False),
        Binding("ctrl+s", "take", "zapisz i czytaj", show=False, priority=True),
        Binding("delete", "pass_over", "pomiń kolumnę", show=False),
    ]

    def __init__(self, matching: Matching) -> None:
        super().__init__()
        self._first = self._matching = matching
        self._lines: tuple[Line, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog whole"):
            yield Static(f"Dopasuj kolumny: {self._matching.table.name}", classes="dialog-title", markup=False)
            yield Static("", id="matching-about", markup=False)
            yield RowList(id=LIST, empty="W tej tabeli nie ma kolumn.")
            with Horizontal(classes="dialog-answers"):
                yield Button("Zapisz i czytaj kandydatów", id="take")
                yield Button("Wróć", id="leave")
            yield Static(_HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        self._show(self._matching)
        self.query_one(RowList).focus()

    def _show(self, matching: Matching) -> None:
        if matching is not self._matching:
            recovery.keep_mapping(matching.table, matching.text(matching.table))
        self._matching = matching
        self._lines = tuple(matching.lines())
        names = [_name(one) for one in self._lines]
        width = min(_WIDEST, self.app.size.width // 3, max(map(len, names), default=0))
        columns = (Column("", 1), Column("kolumna w pliku", width), Column("co w niej jest", 0))
        keys = [f"{one.header}\n{one.value}" for one in self._lines]
        cells = [(_sign(one), name, one.meaning) for one, name in zip(self._lines, names, strict=True)]
        self.query_one(RowList).show(Rows(columns, keys, cells.__getitem__))
        self.query_one("#matching-about", Static).update(matching.about())

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        one = self._lines[self.query_one(RowList).cursor]
        if one.kind is Kind.ROW_IDS:
            self._ask_row_ids(is_open=one.is_open)
        elif one.kind is Kind.OF_ALL and one.value is not None:
            self._change_of_all(one.value, is_open=one.is_open)
        elif one.value is None:
            self._ask_field(one.header)
        else:
            self._ask_meaning(one.header, one.value)

    def _ask_row_ids(self, *, is_open: bool) -> None:
        if not is_open:
            self._show(self._matching.with_row_ids(False))
            return

        def answered(answer: str | None) -> None:
            if answer == "number":
                self._show(self._matching.with_row_ids(True))

        answers = [("number", "Numeruj wiersze"), (CANCEL, "Wróć")]
        self.app.push_screen(Dialog("Znak kandydata z numeru wiersza?", _ROW_IDS, answers), answered)

    def _change_of_all(self, name: str, *, is_open: bool) -> None:
        may_be = any(name in one.names for one in self._matching.to_assume)
        if not is_open or may_be:
            self._show(self._matching.with_constant(name, "tak" if is_open else ""))
        else:
            self.notify("Tego nie można przyjąć dla wszystkich: dopisz w tabeli kolumnę.", timeout=4)

    def _ask_field(self, header: str) -> None:
        options = self._matching.fields_of(header)

        def chosen(name: str | None) -> None:
            if name is not None:
                self._show(self._matching.with_field(header, name))

        title, likely = f"Co jest w kolumnie „{header}”?", self._matching.is_likely(header)
        self.app.push_screen(Searching(title, lambda words: _answers(options, words), proposed=likely), chosen)

    def _ask_meaning(self, header: str, value: str) -> None:
        options = self._matching.meanings_of(header, value)
        places = sum(1 for _ in self._matching.places_of(header, value))

        def chosen(meaning: str | None) -> None:
            if meaning is not None:
                self._show(self._matching.with_meaning(header, value, meaning))

        title = f"Co znaczy „{value}”{f' (kolumn z tym słowem: {places})' if places > 1 else ''}?"
        is_known = self._matching.has_meaning(header, value)
        self.app.push_screen(Searching(title, lambda words: _answers(options, words), proposed=is_known), chosen)

    def action_pass_over(self) -> None:
        if self._lines:
            one = self._lines[self.query_one(RowList).cursor]
            if one.kind is Kind.COLUMN:
                self._show(self._matching.with_field(one.header, PASS_OVER))

    def action_take(self) -> None:
        if not self._matching.is_ready:
            self.notify(_NO_ID, timeout=4)
        elif self._matching.to_assume:
            self._ask_what_is_so_of_all()
        else:
            self.dismiss(self._matching)

    def _ask_what_is_so_of_all(self) -> None:
        needed = self._matching.to_assume
        names = [name for one in needed for name in one.names]

        def answered(answer: str | None) -> None:
            if answer == "assume":
                found = self._matching
                for name in names:
                    found = found.with_constant(name, "tak")
                self.dismiss(found)
            elif answer == "read":
                self.dismiss(self._matching)

        lacking = enumerate_items([f"„{one.words}”" for one in needed])
        words = f"W pliku nie ma: {lacking}. Bez tego nikt nie spełni warunku i nikt nie weźmie udziału:"
        body = "\n".join(one.condition for one in needed)
        answers = [("assume", "Przyjmij „tak” dla wszystkich"), ("read", "Czytaj mimo to"), (CANCEL, "Wróć")]
        self.app.push_screen(Dialog("Brakuje kolumny", words, answers, body=body), answered)

    def action_leave(self) -> None:
        if self._matching is self._first:
            self.dismiss(None)
            return

        def answered(answer: str | None) -> None:
            if answer == "leave":
                self.dismiss(None)

        text = "Zmiany w dopasowaniu nie są jeszcze zapisane."
        answers = [("stay", "Wróć do dopasowania"), ("leave", "Porzuć zmiany")]
        self.app.push_screen(Dialog("Porzucić zmiany?", text, answers), answered)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "take":
            self.action_take()
        else:
            self.action_leave()


def _sign(one: Line) -> str:
    return "?" if one.is_open else "–" if one.is_passed_over else "✓"


def _name(one: Line) -> str:
    return one.header if one.value is None or one.kind is not Kind.COLUMN else f"   „{one.value}” znaczy"


def _answers(options: list[Option], words: str) -> list[Answer]:
    return [(one.name, one.words) for one in matching_words(options, words)]
