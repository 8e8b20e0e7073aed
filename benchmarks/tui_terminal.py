"""How the editor feels in a real terminal: `python -m benchmarks.tui_terminal [--runs 40] [--candidates 0 1000 5000]`.

Starts `paragraf tui` in a pseudo-terminal and listens to what it writes, as a terminal does:

- first paint: from starting the process until the screen stands, and the same of an empty Textual app with an editor, a
  list and a footer; their relation should be at most 1.3;
- key echo: from a key pressed until its letter is written to the terminal, with the counting behind it; p90 < 30 ms;
- preview: from the last key until the status says that points and ranking are those of the text; < 300 ms for 1,000.

Prints a table and writes benchmarks/results/tui_terminal.json.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.tui import CHANGED, REGULATION, made_up_candidates
from tui.recovery import FOLDER_VARIABLE

RESULT = Path(__file__).parent / "results" / "tui_terminal.json"
SIZE = (40, 120)
PATIENCE = 60.0
FRESH, STALE = "podgląd aktualny".encode(), b"NIEAKTUALNY"
EMPTY_APP = """
from textual.app import App
from textual.widgets import DataTable, Footer, TextArea
class Empty(App[None]):
    ENABLE_COMMAND_PALETTE = False
    def compose(self):
        yield TextArea("PIERWSZY WIERSZ")
        yield DataTable()
        yield Footer()
Empty().run()
"""


class Program:
    """One program in a terminal of its own."""

    def __init__(self, command: Sequence[str], state: str) -> None:
        self.started = time.perf_counter()
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", FOLDER_VARIABLE: state}
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        self._terminal = master

    def press(self, keys: str) -> float:
        os.write(self._terminal, keys.encode())
        return time.perf_counter()

    def listen(self, wanted: bytes) -> float:
        """Until these bytes have been written; gives the time."""
        heard, end = b"", time.perf_counter() + PATIENCE
        while wanted not in heard:
            ready, _, _ = select.select([self._terminal], [], [], max(0.0, end - time.perf_counter()))
            if not ready:
                raise TimeoutError(wanted)
            heard = heard[-4096:] + os.read(self._terminal, 65536)
        return time.perf_counter()

    def rest(self, seconds: float) -> None:
        """Nothing is asked of it meanwhile; what it writes is thrown away."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if select.select([self._terminal], [], [], left)[0]:
                os.read(self._terminal, 65536)

    def close(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._terminal)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--candidates", type=int, nargs="+", default=[0, 1000, 5000])
    args = parser.parse_args()
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        found["first paint"] = first_paint(Path(folder), min(args.runs, 10))
        print(f"first paint: {found['first paint']}")
        for number in args.candidates:
            found[str(number)] = typing(Path(folder), number, args.runs)
            print(f"{number:>5} candidates: {found[str(number)]}")
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({"runs": args.runs, "results": found}, indent=2), encoding="utf-8")


def first_paint(folder: Path, runs: int) -> dict[str, float]:
    """Medians in milliseconds, one after the other by turns."""
    regulation = _copy(folder)
    ours, empty = [], []
    for _ in range(runs):
        ours.append(_painted([sys.executable, "-m", "cli", "tui", str(regulation)], folder, b"paragraf"))
        empty.append(_painted([sys.executable, "-c", EMPTY_APP], folder, b"PIERWSZY"))
    first, second = statistics.median(ours), statistics.median(empty)
    return {"ours": round(first), "empty app": round(second), "relation": round(first / second, 2)}


def _painted(command: Sequence[str], folder: Path, wanted: bytes) -> float:
    program = Program(command, str(folder / "stan"))
    try:
        return (program.listen(wanted) - program.started) * 1000
    finally:
        program.close()


def typing(folder: Path, number: int, runs: int) -> dict[str, str]:
    regulation = _copy(folder)
    command = [sys.executable, "-m", "cli", "tui", str(regulation)]
    if number:
        command += ["--candidates", str(made_up_candidates(folder, regulation, number))]
    program = Program(command, str(folder / "stan"))
    try:
        program.listen(FRESH)
        program.press("\x06")
        program.rest(0.5)
        program.press(f"{CHANGED}\r\x1b")
        program.rest(1.0)
        program.press("\x1b[C")
        program.rest(0.5)
        echo, preview = [], []
        for run in range(runs):
            digit = str(run % 8 + 1)
            start = program.press(digit)
            echo.append((program.listen(digit.encode()) - start) * 1000)
            start = program.press("\x7f")
            preview.append((program.listen(FRESH) - start) * 1000)
            program.rest(0.2)
        return {"key echo": _told(echo), "preview": _told(preview)}
    finally:
        program.close()


def _copy(folder: Path) -> Path:
    path = folder / "regulamin.yaml"
    path.write_text(REGULATION.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def _told(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(times):.0f} ms, p90 {ordered[int(len(ordered) * 0.9)]:.0f}, worst {ordered[-1]:.0f}"


if __name__ == "__main__":
    main()
