"""Equal candidates put in the order that somebody has decided: one after the other, the first place first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.modals.window import Window


class Order(Window[tuple[str, ...] | None]):
    """Gives back all of them in order; `chosen` are those already put in their places, also when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "wróć", show=False),
        Binding("backspace", "take_back", "cofnij ostatni wybór", show=False),
    ]

    def __init__(self, title: str, candidates: Sequence[str], chosen: Sequence[str] = ()) -> None:
        super().__init__()
        self._title = title
        self._chosen = list(chosen[: len(candidates) - 2])  # the last two follow from one choice
        self._left = [one for one in candidates if one not in self._chosen]

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(self._chosen)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static("", id="order-chosen", markup=False)
            yield OptionList(markup=False)
            yield Static("↑ ↓ wybiera, Enter: następny w kolejności, Backspace cofa, Esc wraca.", classes="hint")

    def on_mount(self) -> None:
        self._show()
        self.query_one(OptionList).focus()

    def _show(self) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(one, id=str(number)) for number, one in enumerate(self._left)])
        options.highlighted = 0
        placed = [f"{place}. {one}" for place, one in enumerate(self._chosen, start=1)]
        asked = f"Kto ma miejsce nr {len(self._chosen) + 1}?"
        self.query_one("#order-chosen", Static).update("\n".join([*placed, asked]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._chosen.append(self._left.pop(event.option_index))
        if len(self._left) == 1:
            self._chosen += self._left
            self.dismiss(tuple(self._chosen))
        else:
            self._show()

    def action_take_back(self) -> None:
        if self._chosen:
            self._left.append(self._chosen.pop())
            self._left.sort()
            self._show()
