"""A line to type in, with the keys of an office program: Ctrl+A selects everything."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input

from tui.faults import Surviving


class Field(Surviving, Input):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+a", "select_all", "zaznacz wszystko", show=False)]

    async def _on_key(self, event: events.Key) -> None:
        """Moves and deletions in the order they were typed: Textual takes them to the application first, and letters
        typed after them come before. What is not answered here goes on to Textual's own method by itself."""
        if action := _AT_ONCE.get(event.key):
            event.stop()
            event.prevent_default()
            await self.run_action(action)


_AT_ONCE = {
    key: binding.action
    for binding in (*Input.BINDINGS, *Field.BINDINGS)
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
}
