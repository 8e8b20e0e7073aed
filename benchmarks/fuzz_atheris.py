"""Fuzzing guided by coverage (atheris, libFuzzer): inputs that reach new lines are kept and changed further.

    .venv/bin/pip install --require-hashes -r requirements/fuzz.txt
    python -m benchmarks.fuzz_atheris --what yaml -- -runs=20000            (libFuzzer's own options behind --)
    python -m benchmarks.fuzz_atheris --what file -- -max_total_time=600    (the bytes are the file itself)

The kinds are those of `benchmarks.fuzz`: there the bytes of libFuzzer stand for the choices of the generator, so that
each of them still gives a file of the language. `file` takes them as they are, beginning with the good files of the
tests. What must hold: tests/fuzz/properties.py. The first input for which it does not is written down and ends the run.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

_NAMES = ("bytes", "yaml", "rules", "formulas", "candidates", "file")
_MISSING = "atheris is not installed: .venv/bin/pip install --require-hashes -r requirements/fuzz.txt (Linux only)"
_SECONDS = "-timeout=30"
_LONGEST = "-max_len=4096"
_FROM_THE_START = "-len_control=0"
_SEEDS, _LENGTH_OF_SEED = 40, 600


class RandomOfBytes(Random):
    """Every choice is read from the bytes; when they are used up, the first of what there is to choose from."""

    def __init__(self, data: bytes) -> None:
        super().__init__(0)
        self.data, self.place = data, 0

    def getrandbits(self, k: int) -> int:
        size = (k + 7) // 8
        taken = self.data[self.place : self.place + size].ljust(size, b"\0")
        self.place += size
        return int.from_bytes(taken, "little") & ((1 << k) - 1)

    def random(self) -> float:
        return self.getrandbits(32) / (1 << 32)


def main() -> int:
    parser = argparse.ArgumentParser(description="Fuzzing guided by coverage.")
    parser.add_argument("--what", choices=_NAMES, default="yaml")
    parser.add_argument("libfuzzer", nargs="*", help="options of libFuzzer, behind --")
    options = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print(_MISSING, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        run(options.what, options.libfuzzer, Path(folder))
    return 0


def run(what: str, libfuzzer: list[str], corpus: Path) -> None:
    """Does not come back: libFuzzer ends the process."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["dsl", "admission", "generator", "polish"]):
        from tests.fuzz import material, properties
        from tests.fuzz.kinds import KINDS
    seeds = [path.read_bytes() for path in material.SMALL] if what == "file" else _choices()
    for number, seed in enumerate(seeds):
        (corpus / str(number)).write_bytes(seed)
    test = properties.any_file if what == "file" else _by_choices(KINDS[what].make, KINDS[what].holds)
    atheris.Setup([sys.argv[0], _SECONDS, _LONGEST, _FROM_THE_START, *libfuzzer, str(corpus)], test)
    atheris.Fuzz()


def _choices() -> list[bytes]:
    return [Random(number).randbytes(_LENGTH_OF_SEED) for number in range(_SEEDS)]


def _by_choices(make: Callable[[Random], bytes], holds: Callable[[bytes], str]) -> Callable[[bytes], None]:
    def test(data: bytes) -> None:
        made = make(RandomOfBytes(data))
        try:
            holds(made)
        except BaseException:
            sys.stderr.write(f"\nthe input that was made:\n{made.decode('utf-8', 'backslashreplace')}\n")
            raise

    return test


if __name__ == "__main__":
    sys.exit(main())
