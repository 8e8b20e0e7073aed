"""One of many things, found by words of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.modals.dialog import Answer
from tui.modals.field import Field
from tui.modals.window import Window

_NOTHING = "Nic takiego tu nie ma: wpisz inne słowo albo skasuj je."
_HINT = "Pisz, żeby szukać. ↓ przechodzi do listy, Enter zatwierdza, Esc wraca."
_CHOOSE = "Wpisz kawałek nazwy albo wybierz z listy (↓)."


class Searching(Window[str | None]):
    """Gives back the name of what was chosen; Escape gives None. `narrow` keeps what has the words typed.

    Enter takes what is told to be taken by it: the first of what is found, and before anything is typed the first of
    all if it is `proposed`. The first ↓ goes to the first row, whether it is proposed or not.
    """

    DEFAULT_CSS = "Searching #by-enter { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "wróć", show=False),
        Binding("down", "step(1)", "niżej", show=False, priority=True),
        Binding("up", "step(-1)", "wyżej", show=False, priority=True),
    ]

    def __init__(
        self, title: str, narrow: Callable[[str], Sequence[Answer]], *, typed: str = "", proposed: bool = False
    ) -> None:
        super().__init__()
        self._title, self._narrow, self._typed, self._is_proposed = title, narrow, typed, proposed
        self._found: Sequence[Answer] = ()
        self._by_enter: int | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide tall"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Field(self._typed, placeholder="Szukaj…", select_on_focus=False)
            yield Static("", id="by-enter", markup=False)
            yield OptionList(markup=False)
            yield Static(_HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        self._show(self._typed)
        self.query_one(Input).focus()

    def on_key(self, event: events.Key) -> None:
        """Letters typed before the line was there, or in the list, are for the line."""
        if event.is_printable and event.character:
            event.stop()
            field = self.query_one(Input)
            field.focus()
            field.insert_text_at_cursor(event.character)

    def _show(self, words: str) -> None:
        self._found = self._narrow(words)
        options = self.query_one(OptionList).clear_options()
        options.add_options([Option(one) for _, one in self._found] or [Option(_NOTHING, disabled=True)])
        options.highlighted = None
        self._by_enter = 0 if self._found and (words.strip() or self._is_proposed) else None
        told = f"Enter wybiera: {self._found[0][1]}" if self._by_enter is not None else _CHOOSE
        self.query_one("#by-enter", Static).update(told)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        highlighted = self.query_one(OptionList).highlighted
        self._take(self._by_enter if highlighted is None else highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take(event.option_index)

    def _take(self, number: int | None) -> None:
        if number is not None and number < len(self._found):
            self.dismiss(self._found[number][0])

    def action_step(self, by: int) -> None:
        options = self.query_one(OptionList)
        if not self._found:
            return
        here = options.highlighted
        options.highlighted = (here + by) % options.option_count if here is not None else min(by, 0) % len(self._found)
        self.query_one("#by-enter", Static).update("")
