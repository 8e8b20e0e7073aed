"""How long `paragraf --help` takes beside an empty Python: run alternately, medians, ratio.

    python -m benchmarks.help [RUNS]

Prints a table and writes benchmarks/results/help.json. The target is in the ratio: at most 4, better 2.5.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

RESULT = Path(__file__).parent / "results" / "help.json"
EMPTY = [sys.executable, "-c", "pass"]
MEASURED = {
    "paragraf --help": [sys.executable, "-m", "cli", "--help"],
    "import argparse": [sys.executable, "-c", "import argparse"],
}


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    times = measure({"empty Python": EMPTY, **MEASURED}, runs)
    empty = statistics.median(times["empty Python"])
    rows = {name: (statistics.median(sample), spread(sample)) for name, sample in times.items()}
    for name, (median, quartiles) in rows.items():
        print(f"{name:<18} {median:7.1f} ms  ± {quartiles:4.1f}   {median / empty:5.2f} ×")
    RESULT.parent.mkdir(exist_ok=True)
    results = {name: {"ms": round(ms, 2), "ratio": round(ms / empty, 3)} for name, (ms, _) in rows.items()}
    RESULT.write_text(json.dumps({"runs": runs, "results": results}, indent=2), encoding="utf-8")


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, list[float]]:
    """Milliseconds of every run; the commands take turns, so that a busy machine slows all of them alike."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            times[name].append((time.perf_counter() - start) * 1000)
    return times


def spread(sample: list[float]) -> float:
    """Half of the distance between the quartiles."""
    low, _, high = statistics.quantiles(sample, n=4)
    return (high - low) / 2


if __name__ == "__main__":
    main()
