"""Scoring by the rules that the program emits, beside the same rules written by hand and in rule engines.

    .venv/bin/pip install --require-hashes -r requirements/bench.txt        (for zen-engine and rule-engine)
    python -m benchmarks.rules [--candidates 5000] [--runs 7]

The rules: I LO in Kęty, branch A. First every side must give the same eligibility, total in hundredths and stages for
every candidate; then they run alternately in one process, each from its own native input to its own kind of result, and
the median of the ratios of neighbouring runs is shown. Times are those of the processor, with Python's collector of
cycles off, as the commands have it, and on. The numbers alone are eligibility, total and stages, as the function by
hand gives them; whole results hold the points of every criterion too. An engine that is not installed is passed over,
visibly. Writes benchmarks/results/rules.json.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from admission.synthetic import synthetic_rows
from admission.validation import read_rows
from benchmarks.rules_peers import RuleEngine, Verdict, Zen, by_hand, installed, reduced
from dsl.emit.evaluate import evaluate
from dsl.emit.python.backend import compile_regulation
from dsl.emit.python.library import Numbers
from dsl.load import load
from dsl.model.regulation import Regulation
from dsl.model.result import BranchResult, Number

REGULATION = Path(__file__).parents[1] / "regulations/lo-wyspianskiego-kety/2025-2026.yaml"
RESULT = Path(__file__).parent / "results" / "rules.json"
BRANCH = "A"
_SLOW = 200  # candidates for sides that need milliseconds each
_CHANCE = 0.3


class Job(NamedTuple):
    """What a side does with its first `number` candidates; `verdict` reads its own results and is not timed."""

    number: int
    results: Callable[[], list[Any]]
    verdict: Callable[[Any], Verdict] = lambda found: found


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Emitted rules beside the same rules by hand and in engines.")
    parser.add_argument("--candidates", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args(arguments)
    regulation = load(REGULATION).regulation
    assert regulation is not None, "the shipped regulation has errors"
    rows = list(people(regulation, options.candidates))
    jobs = sides(regulation, rows)
    prove_equal(jobs)
    report = {collector: measured(jobs, options.runs, collector) for collector in ("off", "on")}
    print(f"{len(rows)} candidates, branch {BRANCH}; a ratio above 1 is faster than by hand")
    for collector, sides_ in report.items():
        show(sides_, collector)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({"candidates": len(rows), "sides": report}, indent=2, ensure_ascii=False) + "\n")


def people(regulation: Regulation, number: int) -> Iterator[dict[str, Any]]:
    """Synthetic rows, with what they seldom have: exemptions, no certificate, the same competition twice."""
    source = random.Random(2026)
    for row in synthetic_rows(regulation, number):
        row["wybory"] = [BRANCH]
        if source.random() < _CHANCE:
            row["zwolniony_z"] = source.sample(("język_polski", "matematyka", "język_obcy"), source.randint(1, 2))
        if achievements := row.get("osiągnięcia"):
            again = dict(source.choice(achievements), tytuł="laureat_tematycznego")
            row["osiągnięcia"] = [*achievements, again]
        row["świadectwo_ukończenia"] = source.random() > 0.02
        yield row


# -- the sides --------------------------------------------------------------------------------------------------------


def sides(regulation: Regulation, rows: list[dict[str, Any]]) -> dict[str, Job]:
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in rows]
    read = read_rows(lines, "kandydaci.jsonl", regulation)
    assert len(read.good) == len(rows), read.problems.items[:3]
    facts = [candidate.facts for candidate in read.good]
    branch, program = regulation.branches[BRANCH], compile_regulation(regulation)
    assert program.rules[BRANCH].total_scale == 100, "a verdict holds hundredths"
    pair = program.pair(branch, {"pozycja": 1, "pozycja_szkoły": 1})
    entries = program.entries([(branch, pair)])

    def numbers() -> list[Numbers | None]:
        return program.numbers(facts, entries)

    def emitted() -> list[list[BranchResult]]:
        return [program.results(one, entries) for one in facts]

    def emitted_and_read() -> list[tuple[BranchResult, dict[str, Number | None]]]:
        return [(result, dict(result.criteria.items())) for one in facts for result in program.results(one, entries)]

    def explained() -> list[list[BranchResult]]:
        return [[evaluate(regulation, branch, one)] for one in facts[:few]]

    few = min(_SLOW, len(rows))
    jobs: dict[str, Job] = {
        "by hand, dicts and integers": Job(len(rows), lambda: [by_hand(row) for row in rows]),
        "emitted, numbers alone": Job(len(rows), numbers, verdict_of_numbers),
        "emitted, whole results": Job(len(rows), emitted, verdict),
        "emitted, all criteria read": Job(len(rows), emitted_and_read, verdict_of_read),
        "evaluator that explains": Job(few, explained, verdict),
    }
    smaller = [reduced(row) for row in rows]
    if installed("zen"):
        zen = Zen()
        jobs["zen-engine, batch (reduced)"] = Job(len(rows), lambda: zen.batch(smaller))
        jobs["zen-engine, single (reduced)"] = Job(few, lambda: [zen.one(row) for row in smaller[:few]])
    if installed("rule_engine"):
        engine = RuleEngine()
        jobs["rule-engine (reduced)"] = Job(few, lambda: [engine.one(row) for row in smaller[:few]])
    for name, module in (("zen-engine", "zen"), ("rule-engine", "rule_engine")):
        if not installed(module):
            print(f"{name} is not installed and is passed over: requirements/bench.txt")
    return jobs


def verdict(results: list[BranchResult]) -> Verdict:
    (found,) = results
    laureate, _, opinion = (stage.value for stage in found.order)
    assert found.total is not None
    assert found.eligible is not None
    return Verdict(found.eligible, int(found.total * 100), bool(laureate), bool(opinion))


def verdict_of_read(read: tuple[BranchResult, dict[str, Number | None]]) -> Verdict:
    found, criteria = read
    assert sum(one or 0 for one in criteria.values()) == found.total
    return verdict([found])


def verdict_of_numbers(found: Numbers | None) -> Verdict:
    assert found is not None
    unmet, _, total, laureate, _, opinion = found
    return Verdict(unmet is None, int(total), laureate, opinion)


def prove_equal(jobs: dict[str, Job]) -> None:
    (first, job), *others = jobs.items()
    expected = [job.verdict(one) for one in job.results()]
    assert len(set(expected)) > len(expected) // 4, "the candidates are too alike to prove anything"
    for name, other in others:
        found = [other.verdict(one) for one in other.results()]
        pairs = enumerate(zip(expected[: other.number], found, strict=True))
        different = [number for number, (a, b) in pairs if a != b]
        assert not different, f"{name} differs from {first} for {len(different)} candidates, first: {different[0]}"
    print(f"equal: {len(expected)} candidates, {len(jobs)} sides")


# -- time -------------------------------------------------------------------------------------------------------------


def measured(jobs: dict[str, Job], runs: int, collector: str) -> dict[str, dict[str, float]]:
    """Processor microseconds for one candidate, and how many times as fast as the function by hand."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, job in jobs.items():
            gc.collect()
            (gc.enable if collector == "on" else gc.disable)()
            start = time.process_time()
            job.results()
            times[name].append((time.process_time() - start) / job.number * 1e6)
            gc.enable()
    anchor = next(iter(times.values()))
    return {name: _row(sample, anchor) for name, sample in times.items()}


def _row(sample: list[float], anchor: list[float]) -> dict[str, float]:
    ratios = sorted(a / b for a, b in zip(anchor, sample, strict=True))
    median = statistics.median
    return {
        "µs": round(median(sample), 2),
        "× by hand": round(median(ratios), 3),
        "low": round(ratios[0], 3),
        "high": round(ratios[-1], 3),
    }


def show(report: dict[str, dict[str, float]], collector: str) -> None:
    print(f"the collector of cycles {collector}:")
    for name, row in report.items():
        times = f"{row['µs']:10.2f} µs {1e6 / row['µs']:12,.0f} /s"
        print(f"  {name:<32}{times}  {row['× by hand']:7.3f} × ({row['low']:.3f}–{row['high']:.3f})")


if __name__ == "__main__":
    main()
