"""The palette: every action by its Polish words, found without case and Polish letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from polish.folding import fold
from tui.action import Action, key_words
from tui.actions import ACTIONS
from tui.modals.field import Field
from tui.modals.window import Window
from tui.places import Place

FIND, ASK, PLACE = "find:", "ask:", "place:"
Elsewhere = Callable[[str], Sequence[Place]]


class Palette(Window[str | None]):
    """Gives back the name of the action chosen; or what to look for, behind `FIND` or `ASK`; or behind `PLACE` the
    number of one of the places that `elsewhere` gives for the words typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "wróć", show=False),
        Binding("down", "step(1)", "niżej", show=False, priority=True),
        Binding("up", "step(-1)", "wyżej", show=False, priority=True),
    ]

    def __init__(self, elsewhere: Elsewhere = lambda _: ()) -> None:
        super().__init__()
        self._elsewhere = elsewhere
        self.places: Sequence[Place] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide tall"):
            yield Field(placeholder="Szukaj polecenia…")
            yield OptionList(*map(_option, ACTIONS), markup=False)
            yield Static("Enter wykonuje, ↑ ↓ wybiera, Esc wraca.", classes="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 0
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        options = self.query_one(OptionList)
        options.clear_options()
        found, wanted = matching(event.value), event.value.strip()
        self.places = self._elsewhere(wanted)
        options.add_options([_option(action) for action in found])
        options.add_options([Option(one.words, id=f"{PLACE}{row}") for row, one in enumerate(self.places)])
        options.add_options([] if found else _other(wanted))
        options.highlighted = 0

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option.id)

    def action_step(self, by: int) -> None:
        options = self.query_one(OptionList)
        if options.option_count and options.highlighted is not None:
            options.highlighted = (options.highlighted + by) % options.option_count


def matching(words: str) -> list[Action]:
    """Actions with every word typed: in their name, in other words for it, or at last in their help. The very name
    comes first, then names with words that begin so."""
    wanted = fold(words).split()
    hits = [(distance, action) for action in ACTIONS if (distance := _distance(wanted, action)) is not None]
    return [action for _, action in sorted(hits, key=lambda hit: hit[0])]


def _distance(wanted: Sequence[str], action: Action) -> int | None:
    label = fold(action.label)
    named = f"{label} {fold(action.also)}"
    if label == " ".join(wanted):
        return 0
    if all(_begins_a_word(word, label) for word in wanted):
        return 1
    if all(_begins_a_word(word, named) for word in wanted):
        return 2
    return 3 if all(word in f"{named} {fold(action.help)}" for word in wanted) else None


def _begins_a_word(begun: str, text: str) -> bool:
    return any(word.startswith(begun) for word in text.split())


def _other(wanted: str) -> list[Option]:
    """What is no command may stand in the text, or be a question."""
    return [
        Option(f"Znajdź w tekście: „{wanted}”", id=f"{FIND}{wanted}"),
        Option(f"Zapytaj asystenta: „{wanted}”", id=f"{ASK}{wanted}"),
    ]


def _option(action: Action) -> Option:
    text = Text.assemble((action.label, "bold"), f"  {key_words(action.key)}\n", f"  {action.help}")
    return Option(text, id=action.name)
