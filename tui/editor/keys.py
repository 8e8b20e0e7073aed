"""The editor's own keys: what an office user expects. Textual's set has F6, F7 and ctrl+a taken for other things.

Keys of the main screen (`tui.actions`) are not here: they pass through the editor.
"""

from __future__ import annotations

from textual.binding import Binding

_KEYS: tuple[tuple[str, str, str], ...] = (
    ("up", "cursor_up", "wiersz wyżej"),
    ("down", "cursor_down", "wiersz niżej"),
    ("left", "cursor_left", "znak w lewo"),
    ("right", "cursor_right", "znak w prawo"),
    ("ctrl+left", "cursor_word_left", "słowo w lewo"),
    ("ctrl+right", "cursor_word_right", "słowo w prawo"),
    ("home", "cursor_line_start", "początek wiersza"),
    ("end", "cursor_line_end", "koniec wiersza"),
    ("ctrl+home", "text_start", "początek tekstu"),
    ("ctrl+end", "text_end", "koniec tekstu"),
    ("pageup", "cursor_page_up", "strona wyżej"),
    ("pagedown", "cursor_page_down", "strona niżej"),
    ("shift+up", "cursor_up(True)", "zaznacz wiersz wyżej"),
    ("shift+down", "cursor_down(True)", "zaznacz wiersz niżej"),
    ("shift+left", "cursor_left(True)", "zaznacz znak w lewo"),
    ("shift+right", "cursor_right(True)", "zaznacz znak w prawo"),
    ("ctrl+shift+left", "cursor_word_left(True)", "zaznacz słowo w lewo"),
    ("ctrl+shift+right", "cursor_word_right(True)", "zaznacz słowo w prawo"),
    ("shift+home", "cursor_line_start(True)", "zaznacz do początku wiersza"),
    ("shift+end", "cursor_line_end(True)", "zaznacz do końca wiersza"),
    ("backspace", "delete_left", "usuń znak z lewej"),
    ("delete", "delete_right", "usuń znak z prawej"),
    ("ctrl+backspace,ctrl+w", "delete_word_left", "usuń słowo z lewej"),
    ("ctrl+delete", "delete_word_right", "usuń słowo z prawej"),
    ("ctrl+x", "cut", "wytnij"),
    ("ctrl+c", "copy", "kopiuj"),
    ("ctrl+v", "paste", "wklej"),
    ("ctrl+d", "delete_line", "usuń wiersz"),
)

BINDINGS = [Binding(keys, action, words, show=False) for keys, action, words in _KEYS]


def help_lines() -> list[tuple[str, str]]:
    """Keys worth telling a person, beside arrows."""
    told = {"ctrl+x", "ctrl+c", "ctrl+v", "ctrl+d", "ctrl+home", "ctrl+end", "ctrl+left", "ctrl+right"}
    return [(keys.split(",")[0], words) for keys, _, words in _KEYS if keys.split(",")[0] in told]
