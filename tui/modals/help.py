"""Help: the problem and the key of the language under the cursor, then all the keys of the keyboard."""

from __future__ import annotations

from textwrap import wrap
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from dsl.language.hover import Meaning
from tui.action import key_words
from tui.actions import ACTIONS, by_name
from tui.editor.keys import help_lines
from tui.modals.window import Window

_IN_PANES = (
    ("↑ ↓", "wybiera kandydata, miejsce albo problem"),
    ("← →", "w Rankingu zmienia oddział"),
    ("Enter", "przy kandydacie wyjaśnia punkty, przy problemie i przy ↵ przenosi do tekstu"),
    ("Esc", "zamyka szukanie i okna"),
)

_INDENT = 15
_WIDEST, _BORDERS = 100, 8


class Help(Window[None]):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,enter,q", "dismiss(None)", "zamknij", show=False)]

    def __init__(self, found: Meaning | None, problem: str = "", here: str = "") -> None:
        super().__init__()
        self._found, self._problem, self._here = found, problem, here

    def compose(self) -> ComposeResult:
        width = min(_WIDEST, self.app.size.width * 9 // 10) - _BORDERS
        with Vertical(classes="dialog wide tall"):
            yield Static("Pomoc", classes="dialog-title", markup=False)
            with VerticalScroll(classes="dialog-body"):
                yield Static(help_text(self._found, self._problem, self._here, width), markup=False)
            yield Static("↑ ↓ przewija, Esc zamyka.", classes="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()


def help_text(found: Meaning | None, problem: str = "", here: str = "", width: int = 62) -> Text:
    """As one text, `here` being what one can do in the current part of the screen; what is longer than the `width`
    goes on under its own words."""
    text = Text()
    if here:
        text.append("Co tu można zrobić\n", "bold")
        text.append(f"{here}\n\n")
    if problem:
        text.append("W tym miejscu\n", "bold")
        text.append(f"{problem}\n\n")
    if found is not None:
        text.append("Klucz pod kursorem\n", "bold")
        text.append(f"  {found.name}", "bold")
        text.append(f" – {found.text}\n\n")
    text.append("Polecenia\n", "bold")
    for action in (one for one in ACTIONS if one.key):
        _line(text, key_words(action.key), f"{action.label}. {action.help}", width)
    menu = by_name("palette")
    text.append(f"\nBez własnego klawisza ({key_words(menu.key)}, {menu.label})\n", "bold")
    for action in (one for one in ACTIONS if not one.key):
        text.append(f"  {action.label}. {action.help}\n")
    text.append("\nW tekście\n", "bold")
    for key, words in help_lines():
        _line(text, key_words(key), words, width)
    text.append("\nW podglądzie i na liście problemów\n", "bold")
    for key, words in _IN_PANES:
        _line(text, key, words, width)
    text.append("\nZnaki przy numerze wiersza: ● błąd, ▲ ostrzeżenie, ○ uwaga.")
    return text


def _line(text: Text, key: str, words: str, width: int) -> None:
    first, *more = wrap(words, width - _INDENT)
    text.append(f"  {key:<{_INDENT - 3}}", "bold")
    text.append("\n".join([f" {first}", *(" " * _INDENT + line for line in more)]) + "\n")
