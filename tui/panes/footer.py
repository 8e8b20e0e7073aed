"""The keys at the bottom of the screen: on a narrow one only those that nobody can do without."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from tui.actions import ACTIONS

_WIDE = frozenset(action.name for action in ACTIONS if action.wide)


class KeyFooter(Footer):
    def compose(self) -> ComposeResult:
        for key in super().compose():
            if isinstance(key, FooterKey) and key.action in _WIDE:
                key.add_class("wide-only")
            yield key
