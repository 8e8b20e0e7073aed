"""A tab whose content costs more than a glance: made in a thread, and only while somebody looks at it."""

from __future__ import annotations

from typing import Any

from textual.containers import Vertical

from tui.analysis import Analysis
from tui.faults import Surviving


class LaterPane(Surviving, Vertical):
    """`make` runs in a thread and gives what `show_made` puts on the screen."""

    made_revision = -1

    def make(self, analysis: Analysis) -> Any:
        raise NotImplementedError

    def show_made(self, made: Any) -> None:
        raise NotImplementedError

    def show_none(self, why: str) -> None:
        """There is nothing to make it of."""
        raise NotImplementedError
