"""Allocation against a hand-written integer heap: `python -m benchmarks.allocation [--runs 9] [--only 40000]`.

All sides get the same market and must give the same answer before anything is timed; then they run alternately in one
process. Counted is the time of the processor, for all run in one thread and the machine has other work; the markets lie
frozen, so that the collector does not look through all of them in the middle of some job. Two ratios are shown, because
the heap cannot read the plain data (branch codes, keys as tuples): against the heap with its packed integers prepared
beforehand, and against the heap that has to pack them itself. Integer keys are what a caller gets for nothing who has
put the candidates of each branch in order. At 1,000 candidates also the package `matching`, if requirements/bench.txt
is installed; with 40,000 it took 1.7 GB and had not ended after half an hour. Each size is shown, and kept in results/,
as soon as it is measured.
"""

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from heapq import heappush, heapreplace
from importlib import import_module
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from admission.allocation import Instance, Pool, allocate, total_seats, verify
from admission.allocation.acceptance import find_bounds

MOST_FOR_THE_PACKAGE = 1_000
SIZES = ((1_000, 30, 5), (40_000, 400, 5), (40_000, 1_000, 10), (500_000, 12_000, 5))
RESULTS = Path(__file__).parent / "results"
TupleKey = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """The peer's native form: branch numbers, and keys that also carry the number of the candidate."""

    capacities: list[int]
    branches: list[list[int]]
    entries: list[list[int]]


def market(candidates: int, branches: int, choices: int, *, ties: bool, integers: bool) -> Instance:
    """Zipf popularity, seats for 1.03 of the candidates, keys like points, opinion, social criteria (and a lot).

    With ties there is no lot, and points come in whole tenths, as they mostly do.
    """
    random = Random(2026)
    codes = [f"lo{i // 6}/{i % 6}" for i in range(branches)]
    popularity = list(accumulate((i + 1) ** -0.9 for i in range(branches)))
    lots = random.sample(range(candidates), candidates)
    lists: dict[str, list[tuple[str, TupleKey]]] = {}
    for number in range(candidates):
        base = max(0, min(18_500, int(random.gauss(11_000, 3_500))))
        chosen: dict[int, None] = {}
        while len(chosen) < choices:
            chosen.update(dict.fromkeys(random.choices(range(branches), cum_weights=popularity, k=choices)))
        own: list[tuple[str, TupleKey]] = []
        for branch in list(chosen)[:choices]:
            points = base + random.randrange(1500)
            points -= points % 10 if ties else 0
            key = (int(base > 18_000), points, int(random.random() < 0.05), number % 4, 0 if ties else lots[number])
            own.append((codes[branch], key))
        lists[f"k{number}"] = own
    seats = int(candidates * 1.03 / branches) + 1
    if integers:
        numbered = {name: [(code, _horner(key, candidates)) for code, key in own] for name, own in lists.items()}
        return Instance(dict.fromkeys(codes, seats), numbered)
    return Instance(dict.fromkeys(codes, seats), lists)


def _horner(key: TupleKey, lots: int) -> int:
    """One integer below 2**63 with the same order."""
    tier, points, opinion, social, lot = key
    return (((tier * 20_001 + points) * 2 + opinion) * 4 + social) * lots + lot


def pack(instance: Instance) -> Packed:
    """From the plain data to the peer's integers."""
    numbers = {code: i for i, code in enumerate(instance.capacities)}
    count = len(instance.choices)
    branches, entries = [], []
    for candidate, own in enumerate(instance.choices.values()):
        branches.append([numbers[code] for code, _ in own])
        entries.append([_packed_key(key, count) * count + candidate for _, key in own])
    return Packed([total_seats(seats) or 0 for seats in instance.capacities.values()], branches, entries)


def _packed_key(key: object, count: int) -> int:
    if isinstance(key, tuple):
        return _horner(key, count)
    assert isinstance(key, int)
    return key


def heap_allocation(market: Packed) -> list[int]:
    """The peer: candidate → index of the choice held, or the number of choices."""
    heaps: list[list[int]] = [[] for _ in market.capacities]
    capacities, branches, entries = market.capacities, market.branches, market.entries
    count = len(branches)
    positions = [0] * count
    for first in range(count):
        candidate, position = first, 0
        own, keys = branches[first], entries[first]
        while True:
            if position == len(own):
                positions[candidate] = position
                break
            branch, entry = own[position], keys[position]
            heap = heaps[branch]
            if len(heap) < capacities[branch]:
                heappush(heap, entry)
                positions[candidate] = position
                break
            if heap and entry > heap[0]:
                positions[candidate] = position
                candidate = heapreplace(heap, entry) % count
                own, keys, position = branches[candidate], entries[candidate], positions[candidate]
            position += 1
    return positions


def heap_to_results(instance: Instance, packed: Packed) -> dict[str, str | None]:
    """The peer with an answer by name, the least that a caller can use."""
    return {
        candidate: own[position][0] if position < len(own) else None
        for (candidate, own), position in zip(instance.choices.items(), heap_allocation(packed), strict=True)
    }


def with_ranks(instance: Instance) -> Instance:
    """The same market with the place on the ranking of a branch for a key."""
    keys: dict[str, set[Any]] = {code: set() for code in instance.capacities}
    for own in instance.choices.values():
        for code, key in own:
            keys[code].add(key)
    ranks = {code: {key: rank for rank, key in enumerate(sorted(found))} for code, found in keys.items()}
    choices = {name: [(code, ranks[code][key]) for code, key in own] for name, own in instance.choices.items()}
    return replace(instance, choices=choices)


def with_pools(instance: Instance) -> Instance:
    """Every tenth branch keeps a fifth of its seats for a tenth of the candidates; the unused ones flow to the rest."""
    some = frozenset(name for number, name in enumerate(instance.choices) if number % 10 == 0)
    capacities = dict(instance.capacities)
    for code in list(capacities)[::10]:
        seats = total_seats(capacities[code]) or 0
        kept = seats // 5
        capacities[code] = (Pool("kept", kept, some, "rest"), Pool("rest", seats - kept))
    return replace(instance, capacities=capacities)


class Package:
    """`matching` from PyPI, its own objects made beforehand."""

    def __init__(self, instance: Instance) -> None:
        self._game = import_module("matching.games").HospitalResident
        self._choices = {name: [code for code, _ in own] for name, own in instance.choices.items()}
        applicants: dict[str, list[tuple[Any, str]]] = {code: [] for code in instance.capacities}
        for name, own in instance.choices.items():
            for code, key in own:
                applicants[code].append((key, name))
        self._orders = {
            code: [name for _, name in sorted(found, reverse=True)] for code, found in applicants.items() if found
        }
        self._seats = {code: seats for code, seats in instance.capacities.items() if code in self._orders}

    def solve(self) -> dict[Any, list[Any]]:
        game = self._game.create_from_dictionaries(self._choices, self._orders, self._seats)
        solved: dict[Any, list[Any]] = game.solve()
        return solved

    def results(self) -> dict[str, str]:
        return {str(name): str(code) for code, names in self.solve().items() for name in names}


def prove_equal(instance: Instance) -> None:
    outcome = allocate(instance)
    got = {candidate: result.admitted for candidate, result in outcome.candidates.items()}
    assert not outcome.ties
    assert got == heap_to_results(instance, pack(instance)), "the two sides differ"
    assert verify(instance, outcome) == ()


def alternately(runs: int, jobs: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, job in jobs.items():
            start = time.process_time()
            job()
            times[name].append(time.process_time() - start)
    return times


def ratio(times: dict[str, list[float]], ours: str, peer: str) -> dict[str, float]:
    """Median and spread of the ratios of neighbouring runs."""
    pairs = sorted(a / b for a, b in zip(times[ours], times[peer], strict=True))
    return {"median": statistics.median(pairs), "low": pairs[0], "high": pairs[-1]}


def measure(size: tuple[int, int, int], runs: int) -> dict[str, object]:
    instance = market(*size, ties=False, integers=False)
    whole = market(*size, ties=False, integers=True)
    ranked = with_ranks(instance)
    pooled = with_pools(instance)
    tied = market(*size, ties=True, integers=False)
    prove_equal(instance)
    prove_equal(whole)
    prove_equal(ranked)
    pooled_outcome = allocate(pooled)
    assert verify(pooled, pooled_outcome) == ()
    packed = pack(instance)
    tied_outcome = allocate(tied)
    assert verify(tied, tied_outcome) == ()
    jobs: dict[str, Callable[[], object]] = {}
    if size[0] <= MOST_FOR_THE_PACKAGE and find_spec("matching"):
        package = Package(instance)
        admitted = {name: one.admitted for name, one in allocate(instance).candidates.items() if one.admitted}
        assert package.results() == admitted, "the package differs"
        jobs["package matching"] = package.solve
    gc.collect()
    gc.freeze()
    times = alternately(
        runs,
        {
            "peer": lambda: heap_allocation(packed),
            "peer, with packing": lambda: heap_allocation(pack(instance)),
            "peer, packing and names": lambda: heap_to_results(instance, pack(instance)),
            "bounds": lambda: find_bounds(instance),
            "bounds, integer keys": lambda: find_bounds(whole),
            "bounds, ranks as keys": lambda: find_bounds(ranked),
            "allocate": lambda: allocate(instance),
            "allocate, with pools": lambda: allocate(pooled),
            "allocate, with ties": lambda: allocate(tied),
            "verify, with ties": lambda: verify(tied, tied_outcome),
            **jobs,
        },
    )
    gc.unfreeze()
    return {
        "size": size,
        "ms": {name: round(statistics.median(values) * 1000, 2) for name, values in times.items()},
        "ratios": {
            f"{ours} / {peer}": ratio(times, ours, peer)
            for ours, peer in (
                ("bounds, ranks as keys", "peer"),
                ("bounds, integer keys", "peer"),
                ("bounds", "peer"),
                ("bounds", "peer, with packing"),
                ("allocate", "peer, packing and names"),
                ("allocate, with ties", "allocate"),
                ("allocate, with pools", "allocate"),
                ("package matching", "bounds"),
                ("package matching", "allocate"),
            )
            if peer in times and ours in times
        },
        "ties": {
            "branches": len(tied_outcome.ties),
            "candidates in tied groups": sum(
                len(tie.candidates) for ties in tied_outcome.ties.values() for tie in ties
            ),
            "unresolved": sum(not result.final for result in tied_outcome.candidates.values()),
        },
    }


def show(row: dict[str, object]) -> None:
    print("  ties:", row["ties"])
    for title in ("ms", "ratios"):
        values = row[title]
        assert isinstance(values, dict)
        for name, value in values.items():
            text = f"{value:10.2f} ms" if title == "ms" else "  {median:.2f} ({low:.2f}–{high:.2f})".format(**value)
            print(f"  {name:48}{text}", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Allocation against a hand-written integer heap.")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--only", type=int, help="only the sizes with so many candidates")
    options = parser.parse_args(arguments)
    if not find_spec("matching"):
        print("matching is not installed and is passed over: requirements/bench.txt")
    for size in SIZES:
        if options.only in (None, size[0]):
            print(f"\n{size[0]} candidates, {size[1]} branches, {size[2]} choices", flush=True)
            if size[0] > MOST_FOR_THE_PACKAGE:
                print(f"  without matching, which is compared up to {MOST_FOR_THE_PACKAGE} candidates")
            row = measure(size, options.runs)
            show(row)
            keep(row)


def keep(row: dict[str, object]) -> None:
    """In the place of what was measured of this size before."""
    file = RESULTS / "allocation.json"
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    rows = {tuple(one["size"]): one for one in [*known, json.loads(json.dumps(row))]}
    ordered = [rows[size] for size in SIZES if size in rows]
    RESULTS.mkdir(exist_ok=True)
    file.write_text(json.dumps(ordered, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
