"""A real terminal for tests: tmux on a socket of its own, driven by keys and read as a person sees it."""

from __future__ import annotations

import itertools
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

_NUMBERS = itertools.count(1)
PATIENCE = 30.0


class Terminal:
    """One command in one terminal window; leaving the `with` block ends both."""

    def __init__(self, command: Sequence[str], folder: Path, variables: dict[str, str], size: tuple[int, int]) -> None:
        self._socket = f"paragraf-test-{os.getpid()}-{next(_NUMBERS)}"
        given = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TMUX": "", **variables}
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self._environment = {**inherited, **given}
        options = {"remain-on-exit": "on", "escape-time": "0", "default-size": f"{size[0]}x{size[1]}"}
        settings = [part for name, value in options.items() for part in ("set", "-g", name, value, ";")]
        session = ["new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), "-c", str(folder)]
        told = [part for name, value in given.items() for part in ("-e", f"{name}={value}")]
        self._tmux("start-server", ";", *settings, *session, *told, *command)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _tmux(self, *arguments: str) -> str:
        call = ["tmux", "-L", self._socket, "-f", os.devnull, *arguments]
        done = subprocess.run(call, env=self._environment, capture_output=True, check=True, timeout=PATIENCE)
        return done.stdout.decode()

    def keys(self, *names: str) -> None:
        """Keys by tmux's names: F9, C-s, Enter, Down. Escape needs a pause, or with the next key it would mean Alt."""
        for name in names:
            self._tmux("send-keys", name)
            time.sleep(0.3 if name == "Escape" else 0)

    def type(self, text: str) -> None:
        self._tmux("send-keys", "-l", text)

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p")

    @property
    def process(self) -> int:
        return int(self._tmux("display-message", "-p", "#{pane_pid}"))

    @property
    def is_dead(self) -> bool:
        return self._tmux("display-message", "-p", "#{pane_dead}").strip() == "1"

    def see(self, *words: str) -> str:
        """Waits until all of the words stand on the screen."""
        return self.until(lambda screen: all(word in screen for word in words), f"never seen: {', '.join(words)}")

    def until(self, holds: Callable[[str], bool], otherwise: str) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            screen = self.screen()
            if holds(screen):
                return screen
            time.sleep(0.05)
        raise AssertionError(f"{otherwise}\n{self.screen()}")

    def see_end(self) -> str:
        """Waits for the end; gives what stands in the window then, also above its upper edge."""
        self.until(lambda _: self.is_dead, "it never ended")
        return self._tmux("capture-pane", "-p", "-S", "-")

    def close(self) -> None:
        """The terminal goes away under the program, as a closed window or a broken connection does."""
        call = ["tmux", "-L", self._socket, "kill-server"]
        subprocess.run(call, env=self._environment, capture_output=True, check=False, timeout=PATIENCE)
