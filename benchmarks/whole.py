"""Whole runs, from CSV to lists, beside a plain script by hand: `python -m benchmarks.whole [--sizes 1000 40000]`.

The candidates are those of `paragraf generate -o kandydaci.csv` for I LO in Kęty with four branches, seats for four
fifths of them. First both sides must give the same points, outcomes and minimums; then they run alternately in one
process, counted in the processor's time with the collector off, as the command has it. `whole` begins with the
regulation read; `reading the regulation` is told apart, since it does not depend on the candidates, and so is
`recalling the regulation`, as a run kept it before (decision 0014). Then as processes: `paragraf allocate -o lista.csv`
less `paragraf --version`, the first run and the next, the script less an empty Python; with the most memory that each
had. Writes benchmarks/results/whole.json.
"""

from __future__ import annotations

import argparse
import csv
import gc
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from admission.intake.reading import read_candidates
from admission.results import Allocation, Result, run_allocation
from admission.scoring import score
from benchmarks.whole_by_hand import Lists, run
from cli.commands.allocate import by_candidate
from dsl.kept.record import recalled, record_of
from dsl.load import load
from dsl.model.regulation import Regulation
from generator.files import write_atomically
from generator.tables import csv_table

ROOT = Path(__file__).parents[1]
SCHOOL = ROOT / "regulations/lo-wyspianskiego-kety/2025-2026.yaml"
RESULT = Path(__file__).parent / "results" / "whole.json"
SIZES = (1_000, 40_000)
_SEATS = "miejsca: {wartość: 30,"
_BRANCHES = 4
_WATCH = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""  # from a small process, for a child begins with the memory of its parent


class Case(NamedTuple):
    """`seats` of each branch."""

    number: int
    seats: int
    regulation: Path
    candidates: Path
    list: Path
    list_by_hand: Path
    kept: Path


class Process(NamedTuple):
    seconds: float
    megabytes: int


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="From CSV to lists beside a script by hand.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args(arguments)
    report = []
    for number in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            case = prepared(Path(folder), number)
            prove_equal(case)
            report.append({"candidates": number, **measured(case, options.runs if number <= 100_000 else 1)})
            show(report[-1])
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def prepared(folder: Path, number: int) -> Case:
    """The school with more seats, its candidates in files beside it."""
    seats = number // (_BRANCHES + 1)
    text = SCHOOL.read_text(encoding="utf-8")
    assert text.count(_SEATS) == _BRANCHES, "the shipped regulation has other seats"
    regulation, candidates = folder / "szkoła.yaml", folder / "kandydaci.csv"
    regulation.write_text(text.replace(_SEATS, f"miejsca: {{wartość: {seats},"), encoding="utf-8")
    paragraf("generate", str(regulation), "-n", str(number), "-o", str(candidates))
    return Case(number, seats, regulation, candidates, folder / "lista.csv", folder / "recznie.csv", folder / "kept")


# -- the sides --------------------------------------------------------------------------------------------------------


def read_regulation(case: Case) -> Regulation:
    found = load(case.regulation).regulation
    assert found is not None, "the shipped regulation has errors"
    return found


def steps(case: Case, regulation: Regulation, watch: Callable[[str], None]) -> Allocation:
    """What the command does; `watch` is called after each step."""
    candidates = read_candidates(case.candidates, regulation)
    assert len(candidates.good) == case.number
    watch("read")
    scored = list(score(regulation, candidates.good))
    watch("score")
    allocation = run_allocation(regulation, scored)
    watch("allocate")
    results = by_candidate(allocation)
    write_atomically(case.list, csv_table(results.columns.values(), results.rows()))
    watch("write")
    return allocation


def by_hand(case: Case) -> Lists:
    return run(case.candidates, case.list_by_hand, case.seats)


def prove_equal(case: Case) -> None:
    """Points and outcomes of every choice, in the files and in memory; the minimums of branches."""
    with collector_off():
        ours, theirs = steps(case, read_regulation(case), lambda _: None), by_hand(case)
        hundredths = {code: one.minimum and one.minimum * 100 for code, one in ours.branches.items()}
        assert hundredths == theirs.minimums, "other minimums"
        written, expected = rows_of(case.list), rows_of(case.list_by_hand)
        assert [row[:4] for row in written] == expected, "other lists"
        outcomes = {one.outcome for person in ours.candidates for one in person.choices}
        assert {Result.ADMITTED, Result.ADMITTED_HIGHER, Result.BELOW_CUTOFF} <= outcomes, "nothing is proven"
    print(f"equal: {case.number} candidates, {len(written) - 1} choices, {len(outcomes)} kinds of outcome")


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


# -- time and memory --------------------------------------------------------------------------------------------------


@contextmanager
def collector_off() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def measured(case: Case, runs: int) -> dict[str, object]:
    times: dict[str, list[float]] = {}
    for _ in range(runs):
        for side in (timed_by_hand, timed_steps):
            with collector_off():
                for name, seconds in side(case).items():
                    times.setdefault(name, []).append(seconds)
    ratios = sorted(ours / theirs for ours, theirs in zip(times["whole"], times["by hand"], strict=True))
    return {
        "seconds": {name: round(statistics.median(sample), 4) for name, sample in times.items()},
        "whole / by hand": {
            "median": round(statistics.median(ratios), 3),
            "low": round(ratios[0], 3),
            "high": round(ratios[-1], 3),
        },
        "processes": processes(case),
    }


def timed_by_hand(case: Case) -> dict[str, float]:
    start = time.process_time()
    by_hand(case)
    return {"by hand": time.process_time() - start}


def timed_steps(case: Case) -> dict[str, float]:
    found: dict[str, float] = {}
    last = time.process_time()

    def watch(name: str) -> None:
        nonlocal last
        now = time.process_time()
        found[name], last = now - last, now

    regulation = read_regulation(case)
    watch("reading the regulation")
    record = record_of(load(case.regulation))
    assert record is not None
    watch("")
    recalled(record, case.regulation)
    watch("recalling the regulation")
    del found[""]
    steps(case, regulation, watch)
    return {**found, "whole": sum(seconds for name, seconds in found.items() if "regulation" not in name)}


def processes(case: Case) -> dict[str, object]:
    """The command and the script, each from nothing; what starting alone takes is taken off."""
    words = ("allocate", str(case.regulation), str(case.candidates), "-o", str(case.list), "--force")
    shutil.rmtree(case.kept, ignore_errors=True)
    first, command = (paragraf(*words, kept=case.kept) for _ in range(2))
    version = paragraf("--version")
    script = python("-m", "benchmarks.whole_by_hand", str(case.candidates), str(case.list_by_hand), str(case.seats))
    empty = python("-c", "pass")
    ours, theirs = command.seconds - version.seconds, script.seconds - empty.seconds
    return {
        "first time, s": round(first.seconds - version.seconds, 3),
        "paragraf allocate, s": round(ours, 3),
        "script, s": round(theirs, 3),
        "ratio": round(ours / theirs, 3),
        "paragraf allocate, MB": command.megabytes,
        "script, MB": script.megabytes,
    }


def paragraf(*arguments: str, kept: Path | None = None) -> Process:
    return python("-m", "cli", *arguments, kept=kept)


def python(*arguments: str, kept: Path | None = None) -> Process:
    """The processor's time of the process and the most memory it had. Modules are kept compiled, as on any machine, and
    models of regulations in `kept`."""
    modules = Path(tempfile.gettempdir()) / "paragraf-benchmark-modules"
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(modules), "PYTHONDONTWRITEBYTECODE": ""}
    environment["PARAGRAF_CACHE"] = str(kept or 0)
    command = [sys.executable, "-S", "-c", _WATCH, sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{arguments[:3]}: {done.stderr}"
    seconds, kilobytes = done.stdout.split()
    return Process(float(seconds), int(kilobytes) // 1024)


def show(row: dict[str, object]) -> None:
    seconds, ratio, cold = row["seconds"], row["whole / by hand"], row["processes"]
    assert isinstance(seconds, dict)
    assert isinstance(ratio, dict)
    assert isinstance(cold, dict)
    print(f"{row['candidates']} candidates")
    for name, value in seconds.items():
        print(f"  {name:<24}{value * 1000:10.1f} ms")
    print(f"  whole / by hand         {ratio['median']:10.3f}    ({ratio['low']:.3f}–{ratio['high']:.3f})")
    for name, value in cold.items():
        print(f"  {name:<24}{value:10}")


if __name__ == "__main__":
    main()
