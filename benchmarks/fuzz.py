"""Random inputs by the thousand, on demand: nothing may be raised, nothing may hang, tools must agree.

    python -m benchmarks.fuzz --count 100000 [--seed 1] [--what bytes|yaml|rules|formulas|candidates]
    python -m benchmarks.fuzz --what yaml --seed 1 --only 4711         (one input again, with its traceback)

What is made and what must hold: tests/fuzz. Prints how many inputs there were of each kind and what became of them;
each finding once, with the smallest input that still shows it, which is also written to the folder `--findings`. Adds
the counts to benchmarks/results/fuzz.json; Ctrl+C (or SIGTERM) ends one kind early and reports what was done. Times are
those of the processor, so that a busy machine makes no findings. Exit code 1 when anything was found.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

from tests.fuzz.kinds import KINDS

ROOT = Path(__file__).parents[1]
RESULT = Path(__file__).parent / "results" / "fuzz.json"
_EVERY = 10.0  # seconds between two signs of life
_MOST_TRIES = 700  # to make a finding smaller
_SHOWN = 1500  # bytes of an input


class TooSlow(BaseException):
    """Not an `Exception`, so that nothing on the way takes it for its own."""


@dataclass
class Finding:
    """What was raised, by where; the first input that raised it."""

    name: str
    number: int
    data: bytes
    traceback: str
    times: int = 1


@dataclass
class Run:
    what: str
    seed: str
    count: int = 0
    seconds: float = 0.0
    fates: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, 0)
    findings: dict[str, Finding] = field(default_factory=dict)


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    for ending in (signal.SIGINT, signal.SIGTERM):  # also in the background, where a shell has them ignored
        signal.signal(ending, signal.default_int_handler)
    gc.set_threshold(50_000)  # most inputs are small, and what they leave behind is soon gone
    kinds = options.what or list(KINDS)
    if options.only is not None:
        KINDS[kinds[0]].holds(made(kinds[0], options.seed, options.only))
        print("holds")
        return 0
    runs = []
    for what in kinds:
        run = fuzz(what, options.seed, options.count // len(kinds), options.limit)
        runs.append(run)
        print(report(run))
        for finding in run.findings.values():
            print(shown(finding, what, options.limit, options.findings))
    add_to_result(runs)
    return 1 if any(run.findings for run in runs) else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Random inputs by the thousand.")
    parser.add_argument("--count", type=int, default=10_000, help="inputs in all, parted evenly among the kinds")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--what", choices=KINDS, action="append", help="may be repeated; without it every kind")
    parser.add_argument("--only", type=int, help="one input of one kind again, by its number")
    parser.add_argument("--limit", type=float, default=20.0, help="seconds after which an input counts as hanging")
    parser.add_argument("--findings", type=Path, help="folder for the smallest input that shows each finding")
    return parser.parse_args(arguments)


def made(what: str, seed: str, number: int) -> bytes:
    return KINDS[what].make(Random(f"{seed}/{what}/{number}"))


# -- running ----------------------------------------------------------------------------------------------------------


def fuzz(what: str, seed: str, count: int, limit: float) -> Run:
    run = Run(what, seed)
    told = 0.0
    with suppress(KeyboardInterrupt):
        for number in range(count):
            data = made(what, seed, number)
            before = time.process_time()
            try:
                run.fates[held(what, data, limit)] += 1
            except (Exception, TooSlow) as error:
                run.fates["FOUND"] += 1
                note(run, error, number, data)
            spent = time.process_time() - before
            run.slowest = max(run.slowest, (spent, number))
            run.count, run.seconds = number + 1, run.seconds + spent
            if time.monotonic() - told > _EVERY:
                told = time.monotonic()
                print(f"\r{report(run)}", end="", file=sys.stderr, flush=True)
    return run


def held(what: str, data: bytes, limit: float) -> str:
    with time_limit(limit):
        return KINDS[what].holds(data)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    def stop(signum: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


# -- findings ---------------------------------------------------------------------------------------------------------


def name_of(error: BaseException) -> str:
    """What was raised and by which line of ours; a hang by its property, as it is stopped anywhere."""
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename.startswith(str(ROOT))]
    frames = [one for one in frames if "/.venv/" not in one.filename and one.filename != __file__]
    if isinstance(error, TooSlow) or not frames:
        return type(error).__name__
    last = frames[-1]
    return f"{type(error).__name__} {Path(last.filename).relative_to(ROOT)}:{last.lineno} {last.name}"


def note(run: Run, error: BaseException, number: int, data: bytes) -> None:
    name = name_of(error)
    if name in run.findings:
        run.findings[name].times += 1
        return
    told = "".join(traceback.format_exception(error)[-6:])
    run.findings[name] = Finding(name, number, data, told)
    print(f"\nfound: {run.what} {number}: {name}", file=sys.stderr, flush=True)


def shown(finding: Finding, what: str, limit: float, folder: Path | None) -> str:
    small = minimised(finding, what, min(limit, 5.0))
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        file = re.sub(r"\W+", "-", f"{what}-{finding.name}")[:120]
        (folder / file).write_bytes(small)
    text = small[:_SHOWN].decode("utf-8", "backslashreplace")
    return f"\n--- {what} {finding.number}, {finding.times} times: {finding.name}\n{finding.traceback}\n{text}\n---"


def minimised(finding: Finding, what: str, limit: float) -> bytes:
    """Pieces left out, ever smaller ones, as long as the same is raised."""
    data, tries = finding.data, 0
    size = max(1, len(data) // 2)
    while size:
        start = 0
        while start < len(data) and tries < _MOST_TRIES:
            tries += 1
            shorter = data[:start] + data[start + size :]
            if raised(what, shorter, limit) == finding.name:
                data = shorter
            else:
                start += size
        size //= 2
    return data


def raised(what: str, data: bytes, limit: float) -> str:
    try:
        held(what, data, limit)
    except (Exception, TooSlow) as error:
        return name_of(error)
    return ""


# -- the report -------------------------------------------------------------------------------------------------------


def report(run: Run) -> str:
    fates = ", ".join(f"{name} {count}" for name, count in run.fates.most_common())
    slowest, number = run.slowest
    return f"{run.what}: {run.count} inputs in {run.seconds:.0f} s ({fates}); slowest {slowest:.2f} s (no. {number})"


def add_to_result(runs: Sequence[Run]) -> None:
    """One entry for each kind and seed; a later run of the same replaces the earlier."""
    known = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.exists() else {}
    for run in runs:
        known[f"{run.what}, seed {run.seed}"] = {
            "inputs": run.count,
            "seconds": round(run.seconds, 1),
            "became": dict(run.fates.most_common()),
            "slowest": round(run.slowest[0], 2),
            "found": {one.name: one.times for one in run.findings.values()},
        }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(known, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
