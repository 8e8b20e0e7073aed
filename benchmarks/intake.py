"""How fast candidates are read from JSONL, CSV and XLSX: the same synthetic people, equal candidates proven first.

    python -m benchmarks.intake [CANDIDATES] [RUNS]

Prints a table and writes benchmarks/results/intake.json. The processor's time is counted, the best of the runs taken.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import time
from pathlib import Path

from admission.candidates import Candidates
from admission.intake.reading import read_candidates
from admission.synthetic import synthetic_rows
from dsl.load import load
from dsl.model.regulation import Regulation
from tests.admission.intake.tables import as_tables, essence, write_csv, xlsx_bytes

ROOT = Path(__file__).parent.parent
SCHOOL = ROOT / "regulations" / "lo-wyspianskiego-kety" / "2025-2026.yaml"
RESULT = Path(__file__).parent / "results" / "intake.json"


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    regulation = load(SCHOOL).regulation
    assert regulation is not None
    with tempfile.TemporaryDirectory() as folder:
        files = written(Path(folder), regulation, number)
        expected = essence(regulation, read_candidates(files["JSONL"], regulation))
        told = {}
        for name, path in files.items():
            assert essence(regulation, read_candidates(path, regulation)) == expected
            seconds = best(path, regulation, runs)
            told[name] = {"seconds": round(seconds, 2), "rows_per_second": round(number / seconds)}
            print(f"{name:<6} {seconds:6.2f} s  {number / seconds:8.0f} rows/s  {path.stat().st_size / 1e6:6.1f} MB")
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({"candidates": number, "results": told}, indent=2), encoding="utf-8")


def written(folder: Path, regulation: Regulation, number: int) -> dict[str, Path]:
    rows = list(synthetic_rows(regulation, number))
    tables = as_tables(regulation, rows, companions=True)
    lines, book = folder / "k.jsonl", folder / "k.xlsx"
    lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    book.write_bytes(xlsx_bytes(tables))
    return {"JSONL": lines, "CSV": write_csv(folder, tables), "XLSX": book}


def best(path: Path, regulation: Regulation, runs: int) -> float:
    times = []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        started = time.process_time()
        read: Candidates = read_candidates(path, regulation)
        times.append(time.process_time() - started)
        gc.enable()
        assert not read.problems.items
    return min(times)


if __name__ == "__main__":
    main()
