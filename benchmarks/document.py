"""How long the regulation takes as a PDF, beside typst alone on the finished data: in turns, medians, ratio.

    python -m benchmarks.document [RUNS]

Prints a table and writes benchmarks/results/document.json. The target is in the ratio of the whole way from the model
to typst alone: at most 1.5, better 1.2.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dsl.load import load
from generator.numbering import number
from generator.pdf.data import document_data
from generator.pdf.render import Style, compile_data, render
from generator.regulation import regulation_document

ROOT = Path(__file__).parent.parent
SCHOOL = ROOT / "regulations" / "lo-wyspianskiego-kety" / "2025-2026.yaml"
RESULT = Path(__file__).parent / "results" / "document.json"


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    regulation = load(SCHOOL).regulation
    assert regulation is not None
    document = number(regulation_document(regulation)).document
    data = json.dumps(document_data(document, Style.ACCESSIBLE.value), ensure_ascii=False)
    ways: dict[str, Callable[[], object]] = {
        "typst alone": lambda: compile_data(data)[0],
        "words and numbers": lambda: number(regulation_document(regulation)),
        "whole way": lambda: render(number(regulation_document(regulation)).document),
    }
    assert ways["typst alone"]() == ways["whole way"]()
    times = measure(ways, runs)
    alone = statistics.median(times["typst alone"])
    results = {name: statistics.median(sample) for name, sample in times.items()}
    for name, median in results.items():
        print(f"{name:<18} {median:7.1f} ms  ± {spread(times[name]):4.1f}   {median / alone:5.2f} ×")
    told = {name: {"ms": round(ms, 2), "ratio": round(ms / alone, 3)} for name, ms in results.items()}
    RESULT.write_text(json.dumps({"runs": runs, "results": told}, indent=2), encoding="utf-8")


def measure(ways: dict[str, Callable[[], object]], runs: int) -> dict[str, list[float]]:
    """Milliseconds of every run; the ways take turns, so that a busy machine slows all of them alike."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            times[name].append((time.perf_counter() - start) * 1000)
    return times


def spread(sample: list[float]) -> float:
    """Half of the distance between the quartiles."""
    low, _, high = statistics.quantiles(sample, n=4)
    return (high - low) / 2


if __name__ == "__main__":
    main()
