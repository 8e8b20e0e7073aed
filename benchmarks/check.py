"""How long `check` takes: in a new process, for the first time in one, and again as while a person types.

    python -m benchmarks.check [--runs 7] [--rows 2000 8000]

For the shipped school, the largest shipped file, and files made up of as many rows (`wiersze`) of one criterion as
`--rows` says, each with formulas of its own. Cold is the whole command beside an empty Python, run alternately; warm is
reading, checking and rendering once more with everything imported and the formulas known. Times are those of the
processor, medians with half of the distance between the quartiles. Prints a table and writes
benchmarks/results/check.json. The targets: warm below 50 ms, better 20.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.help import spread
from dsl.load import load
from dsl.report import render_all
from dsl.syntax.formulas import parse_text

ROOT = Path(__file__).parents[1]
KETY = ROOT / "regulations/lo-wyspianskiego-kety/2025-2026.yaml"
RESULT = Path(__file__).parent / "results" / "check.json"
EMPTY = [sys.executable, "-c", "pass"]
_SLOW = 2.0  # seconds; what takes longer is run once


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="How long check takes.")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--rows", type=int, nargs="*", default=[2000, 8000])
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        files = {"Kęty": KETY, f"largest ({largest().name})": largest()}
        for number in options.rows:
            files[f"{number} rows"] = Path(folder) / f"{number}.yaml"
            files[f"{number} rows"].write_text(text_of_rows(number), encoding="utf-8")
        empty = medians(lambda: in_process(EMPTY), options.runs)
        report = {"empty Python": {"cold ms": empty}}
        for name, path in files.items():
            report[name] = measured(path, options.runs)
            show(name, path, report[name], empty[0])
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def largest() -> Path:
    return max((ROOT / "regulations").rglob("*.yaml"), key=lambda path: path.stat().st_size)


def text_of_rows(number: int) -> str:
    rows = "".join(f"      - {{gdy: x = {one}, punkty: {one}}}\n" for one in range(number))
    return f"""paragraf: 1
regulamin: Wiele wierszy
wydaje: dyrektor
kandydat: {{x: liczba}}
kryteria:
  k:
    wiersze:
{rows}kolejność: [{{etap: suma, suma: [k]}}]
oddziały: {{A: {{nazwa: pierwszy, miejsca: 1}}}}
"""


Times = dict[str, tuple[float, float]]


def measured(path: Path, runs: int) -> Times:
    warm = medians(lambda: checked(path), runs)
    return {
        "cold ms": medians(lambda: in_process([sys.executable, "-m", "cli", "check", str(path)]), runs),
        "formulas forgotten ms": medians(lambda: forgetful(path), runs),
        "warm ms": warm,
    }


def medians(job: Callable[[], float], runs: int) -> tuple[float, float]:
    job()
    sample = [job()]
    while len(sample) < max(2, runs) and sample[0] < _SLOW:
        sample.append(job())
    return round(statistics.median(sample) * 1000, 1), round(spread(sample) * 1000, 1) if len(sample) > 1 else 0.0


def checked(path: Path) -> float:
    start = time.process_time()
    render_all(load(path).diagnostics)
    return time.process_time() - start


def forgetful(path: Path) -> float:
    parse_text.cache_clear()
    return checked(path)


def in_process(command: list[str]) -> float:
    """Processor seconds of the whole process."""
    before = os.times()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def show(name: str, path: Path, found: Times, empty: float) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    times = "  ".join(f"{what} {median:.0f} ± {half:.0f}" for what, (median, half) in found.items())
    print(f"{name} ({lines} lines): {times}  (cold {found['cold ms'][0] / empty:.1f} × an empty Python)", flush=True)


if __name__ == "__main__":
    main()
