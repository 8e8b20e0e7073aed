"""The application: themes, the first screen, signals, faults survived, an end that keeps the text and shows no
candidate's data.

`run` is what `paragraf tui` calls; it says how the work ended.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from rich.console import RenderableType
from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import WorkerFailed

from dsl.report.trail import trail
from tui import themes
from tui.action import key_words
from tui.actions import KEY_PROBLEMS, by_name
from tui.faults import Fault, Surviving, note, told
from tui.files import TextFile
from tui.recent import remember
from tui.screens.main import MainScreen
from tui.screens.start import StartScreen
from tui.visible import Visible

_TURN = 0.0005  # seconds that counting may go on before a key typed meanwhile gets its turn
FEW_COLOURS = "-few-colours"  # sixteen at most: shades cannot be told apart
_VISIBLE = Visible()
FAULT, TOLD_FOR = "Błąd programu", 20
_HUNG_UP = 129  # 128 and the number of SIGHUP, as shells say it


@dataclass(frozen=True, slots=True)
class Ending:
    """`error` is a bug of ours; `kept` is the recovery file of a text that was not saved."""

    error: BaseException | None
    kept: Path | None


class ParagrafApp(Surviving, App[None]):
    CSS_PATH = "app.tcss"
    TITLE = "Paragraf"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(by_name("quit").key, "quit", "Koniec", priority=True),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]

    def __init__(
        self,
        file: TextFile | None = None,
        candidates: Path | None = None,
        wanted: Path | None = None,
        mapping: Path | None = None,
    ) -> None:
        super().__init__()
        self._file, self._candidates, self._wanted, self._mapping = file, candidates, wanted, mapping
        self.error: BaseException | None = None
        self.fault, self._told_at = "", 0.0
        self.kept: Path | None = None
        self._given_up: Screen[Any] | None = None
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = themes.DARK
        self.set_class(bool(os.environ.get("NO_COLOR")) or self.console.color_system == "standard", FEW_COLOURS)

    def get_key_display(self, binding: Binding) -> str:
        return key_words(binding.key)

    def on_mount(self) -> None:
        self._watch_signals()
        for problem in KEY_PROBLEMS:
            self.notify(problem, severity="warning", timeout=10)
        if self._file is not None:
            self.open_main(self._file)
        else:
            self.push_screen(StartScreen(self._wanted), self.open_main)

    def open_main(self, file: TextFile | None) -> None:
        if file is not None:
            remember(file.path)
            self.push_screen(MainScreen(file, self._candidates, self._mapping))

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), _VISIBLE]

    def notify(self, message: str, **options: Any) -> None:
        """A file may be called „[x]”: nothing that is told is markup."""
        super().notify(message, **{**options, "markup": False})

    def push_screen(self, *args: Any, **kwargs: Any) -> Any:
        """What was told about the last action does not cover the next; a fault stays."""
        if not self.fault or time.monotonic() > self._told_at + TOLD_FOR:
            self.clear_notifications()
        return super().push_screen(*args, **kwargs)

    @property
    def main(self) -> MainScreen | None:
        return next((screen for screen in self.screen_stack if isinstance(screen, MainScreen)), None)

    # -- faults and the end --------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is open above the text is closed first."""
        return action != "quit" or self.main is None or self.screen is self.main

    async def action_quit(self) -> None:
        if self.main is None:
            self.exit()
        else:
            self.main.ask_to_quit()

    def action_help_quit(self) -> None:
        self.notify("Ctrl+Q kończy pracę.", timeout=3)

    def keep_text(self) -> Path | None:
        main = self.main
        return main.keep_text() if main is not None and main.is_mounted else None

    def _watch_signals(self) -> None:
        """A closed terminal (SIGHUP) or a request to end (SIGTERM) keeps the text first. Windows has neither."""
        loop = asyncio.get_running_loop()
        for name, answer in (("SIGHUP", self.end_without_terminal), ("SIGTERM", self.end_with_text_kept)):
            number = getattr(signal, name, None)
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # Windows; not the main thread
                if number is not None:
                    loop.add_signal_handler(number, answer)

    def end_without_terminal(self) -> None:
        """At once: Textual would wait for ever for a terminal that takes its last words."""
        self.keep_text()
        os._exit(_HUNG_UP)

    def end_with_text_kept(self) -> None:
        self.kept = self.keep_text()
        self.exit()

    def on_fault(self, event: Fault) -> None:
        """Told once, though every letter may meet it again; of a window that is closed for one, only that one."""
        if event.of is not None and event.of is self._given_up:
            return
        self._keep_what_is_unsaved()
        found = "\n".join(trail(event.error))
        now = time.monotonic()
        if found != self.fault or now > self._told_at + TOLD_FOR:
            self.fault, self._told_at = found, now
            self.notify(told(note(event.error)), title=FAULT, severity="error", timeout=TOLD_FOR)

    def _handle_exception(self, error: Exception) -> None:
        """Textual would print local variables, candidates' data among them: the text is kept, the words are ours. What
        stands above the text is closed instead."""
        cause = error.error if isinstance(error, WorkerFailed) else error  # where it broke, not who noticed
        if self._gives_up_what_is_above(cause):
            return
        if self.error is None:
            self.error = cause
            self._keep_what_is_unsaved()
        super()._handle_exception(error)

    def _gives_up_what_is_above(self, error: BaseException) -> bool:
        """Once: what cannot be closed is worse."""
        above = self.screen_stack[-1] if self.screen_stack else None
        is_above = self.main is not None and above is not self.main and above is not self._given_up
        if above is None or not is_above or not isinstance(error, Exception):
            return False
        self._given_up = above
        self.post_message(Fault(error))
        self.call_later(self.surviving(self._close), above)
        return True

    def _close(self, screen: Screen[Any]) -> None:
        words = None
        with contextlib.suppress(Exception):
            words = screen.last_words() if isinstance(screen, Surviving) else None
        screen.dismiss(words)

    def _keep_what_is_unsaved(self) -> None:
        try:
            self.kept = self.keep_text()
        except Exception:
            self.kept = None  # the first error is the one to tell

    def panic(self, *renderables: RenderableType) -> None:
        """Also an exception that could draw itself draws nothing."""
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()


def run(file: TextFile | None, candidates: Path | None, wanted: Path | None, mapping: Path | None = None) -> Ending:
    app = ParagrafApp(file, candidates, wanted, mapping)
    sys.setswitchinterval(_TURN)
    app.run()
    return Ending(app.error, app.kept)
