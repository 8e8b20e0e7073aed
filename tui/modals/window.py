"""A window over the screen. A fault in it costs no more than what was being done there."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.screen import ModalScreen

from tui.faults import Surviving

Answer = TypeVar("Answer")


class Window(Surviving, ModalScreen[Answer], Generic[Answer]):
    """Gives back an answer; what closes it without one gives None."""
