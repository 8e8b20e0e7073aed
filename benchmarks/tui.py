"""How long the terminal UI keeps a person waiting: `python -m benchmarks.tui [--runs 15] [--candidates 0 1000 5000]`.

Drives the real application without a terminal. For every size of the candidates' file, on the shipped regulation with
one number changed back and forth by single keys:

- first screen: from opening the application until the text is drawn; then until the first preview stands beside it;
- problems: from the last key until the text has been checked;
- preview: from the last key until points and ranking are on the screen, the pause in typing included.

Prints a table and writes benchmarks/results/tui.json. The target of the preview with 0 and 1,000 candidates is 300 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from admission.synthetic import synthetic_rows
from dsl.load import load
from tui.app import ParagrafApp
from tui.files import read_file
from tui.recovery import FOLDER_VARIABLE
from tui.screens.main import MainScreen

RESULT = Path(__file__).parent / "results" / "tui.json"
REGULATION = Path(__file__).parent.parent / "regulations" / "lo-wyspianskiego-kety" / "2025-2026.yaml"
CHANGED = "wartość: 30"


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds."""

    first_screen: list[float]
    first_preview: list[float]
    problems: list[float]
    preview: list[float]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--candidates", type=int, nargs="+", default=[0, 1000, 5000])
    args = parser.parse_args()
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        os.environ[FOLDER_VARIABLE] = folder
        for number in args.candidates:
            measured = asyncio.run(measure(Path(folder), number, args.runs))
            found[number] = {name: summary(getattr(measured, name)) for name in Measured.__slots__}
            print(f"{number:>5} candidates: " + ", ".join(f"{name} {one}" for name, one in found[number].items()))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({"runs": args.runs, "results": found}, indent=2), encoding="utf-8")


def summary(times: list[float]) -> str:
    return f"{statistics.median(times):.0f} ms (worst {max(times):.0f})"


async def measure(folder: Path, number: int, runs: int) -> Measured:
    text = REGULATION.read_text(encoding="utf-8")
    path = folder / "regulamin.yaml"
    path.write_text(text, encoding="utf-8")
    candidates = made_up_candidates(folder, path, number) if number else None
    result = Measured([], [], [], [])
    start = time.perf_counter()
    app = ParagrafApp(read_file(path), candidates)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.main
        assert screen is not None
        result.first_screen.append(_since(start))
        await _until(pilot, lambda: screen.shown_revision >= 0)
        result.first_preview.append(_since(start))
        place = text.index(CHANGED) + len(CHANGED)
        screen.editor.select_offsets(place, place)
        for run in range(runs):
            await _change(screen, pilot, "backspace" if run % 2 else "5", result)
    return result


def made_up_candidates(folder: Path, path: Path, number: int) -> Path:
    regulation = load(path).regulation
    assert regulation is not None
    file = folder / "kandydaci.jsonl"
    with file.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in synthetic_rows(regulation, number))
    return file


async def _change(screen: MainScreen, pilot: Pilot[None], key: str, result: Measured) -> None:
    before = screen.revision
    screen.app.simulate_key(key)
    await _until(pilot, lambda: screen.revision > before)
    start = time.perf_counter()
    await _until(pilot, lambda: screen.checked_revision == screen.revision)
    result.problems.append(_since(start))
    await _until(pilot, lambda: screen.shown_revision == screen.revision)
    result.preview.append(_since(start))
    await pilot.pause(0.1)


async def _until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    while not holds():
        await asyncio.sleep(0.001)


def _since(start: float) -> float:
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
