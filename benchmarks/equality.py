"""Whether the evaluator and the compiled rules agree, on many random candidates with holes in their data.

    python -m benchmarks.equality [CANDIDATES]

Prints for each regulation how many candidates were compared, in how many branches, and how many differed (must be 0).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from dsl.emit.python.backend import compile_regulation
from dsl.load import load
from dsl.model.regulation import Regulation
from tests.emit.equality import compared, holed_rows

ROOT = Path(__file__).parents[1]
RESULT = Path(__file__).parent / "results" / "equality.json"
EVERYTHING = ROOT / "tests/emit/everything.yaml"
AT_ONCE = 1000


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    results = {
        str(path.relative_to(ROOT)): count(path, regulation, number)
        for path in (*sorted((ROOT / "regulations").glob("*/*.yaml")), EVERYTHING)
        if (regulation := loaded(path)).branches
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(results, indent=2, ensure_ascii=False), encoding="utf-8")


def loaded(path: Path) -> Regulation:
    regulation = load(path).regulation
    assert regulation is not None, path
    return regulation


def count(path: Path, regulation: Regulation, number: int) -> dict[str, int]:
    program, started = compile_regulation(regulation), time.perf_counter()
    pairs = wrong = 0
    for seed in range(0, number, AT_ONCE):
        for name, same in compared(regulation, holed_rows(regulation, min(AT_ONCE, number - seed), seed), program):
            pairs += 1
            wrong += not same
            if not same:
                print(f"differs: seed {seed}, {name}")
    seconds = time.perf_counter() - started
    print(f"{path.relative_to(ROOT)}: {number} candidates, {pairs} results, {wrong} differ ({seconds:.0f} s)")
    return {"candidates": number, "results": pairs, "different": wrong}


if __name__ == "__main__":
    main()
