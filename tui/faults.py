"""A fault of ours in one part of the program: told, noted and survived, because the text is more than a report.

`Surviving` goes before a Textual class and keeps it alive through what its handlers and callbacks raise.
"""

from __future__ import annotations

import contextlib
import platform
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.message import Message

from dsl.report.trail import trail
from generator.files import write_atomically
from tui.recovery import state_folder

if TYPE_CHECKING:
    from textual.message_pump import MessagePump as _Base
else:
    _Base = object

NOTE_NAME = "usterka.txt"
NOT_MADE = "Tego nie udało się przygotować: to usterka programu. Tekst jest cały i można pracować dalej."


class Fault(Message):
    """From wherever it happened (`of`, where that is known), up to the application."""

    def __init__(self, error: Exception, of: object = None) -> None:
        super().__init__()
        self.error, self.of = error, of


class Surviving(_Base):
    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            self.app.post_message(Fault(error, self))

    def call_next(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """The answers of dialogs come through here."""
        super().call_next(self.surviving(callback), *args, **kwargs)

    def last_words(self) -> Any:
        """What is given back by a screen that has to be closed for a fault."""

    def surviving(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def careful(*args: Any, **kwargs: Any) -> Any:
            try:
                return work(*args, **kwargs)
            except Exception as error:
                self.app.post_message(Fault(error))

        return careful


def note(error: BaseException) -> Path | None:
    """Where it broke, in the person's state folder; None where even that cannot be written."""
    path = state_folder() / NOTE_NAME
    head = f"Python {platform.python_version()}, {platform.system()}"
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(path, "\n".join([head, *trail(error), ""]).encode(), private=True)
        return path
    return None


def told(path: Path | None) -> str:
    where = f" Zgłoś ją z plikiem {path} (nie ma w nim danych kandydatów)." if path is not None else ""
    return f"To nasza usterka, a nie Twoja pomyłka. Tekst jest cały i można pracować dalej.{where}"
