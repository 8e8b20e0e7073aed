"""Asks for a day that may also be left out."""

from __future__ import annotations

from tui.modals.line import AskLine
from tui.papers import day_of

_NO_DAY = "To nie jest data. Napisz np. 16 lipca 2026 albo 16.07.2026."


class AskDay(AskLine[str]):
    """Gives back the day as it was typed, or "" where there is to be none."""

    EMPTY = ""

    def __init__(self, title: str, text: str, value: str = "") -> None:
        super().__init__(title, text, value, str, lambda typed: _NO_DAY if typed and day_of(typed) is None else "")
