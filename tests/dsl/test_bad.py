"""Mistakes that a director would really make, with what `check` says of each: `bad/*.yaml` and `bad/*.txt` beside.

Every file's first line, a comment, says what the mistake is. `--update-golden` writes the texts anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dsl.report import render_all
from tests.dsl.loading import load_shown

FOLDER = Path(__file__).parent / "bad"
FILES = sorted(FOLDER.glob("*.yaml"))
# Codes that no file of `bad/` can show, with the test that does.
ELSEWHERE = {
    "P001": "dsl/test_reading.py",
    "P002": "dsl/test_reading.py",
    "P003": "dsl/test_reading.py",
    "P012": "dsl/test_yaml_reader.py",
    "P022": "dsl/test_formulas.py",
    "P091": "rewrite/test_format.py",
    "P092": "rewrite/test_format.py",
    "P094": "dsl/test_deliberate.py",
    "P095": "dsl/test_deliberate.py",
    "P096": "dsl/test_deliberate.py",
    "P099": "dsl/test_load.py",
}
_CODE = re.compile(r'"(P\d{3})"')


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_said(path: Path, golden: Callable[[Path, str], None]) -> None:
    loaded = load_shown(path)
    assert loaded.diagnostics
    golden(path.with_suffix(".txt"), render_all(loaded.diagnostics) + "\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_has_one_mistake(path: Path) -> None:
    """One mistake gives one message, unless the file says otherwise in its first line."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    wanted = re.search(r"\((\d+) \w+\)$", first)
    assert len(load_shown(path).diagnostics) == (int(wanted[1]) if wanted else 1)


def test_every_code_is_shown() -> None:
    used = {code for path in _sources() for code in _CODE.findall(path.read_text(encoding="utf-8"))}
    shown = set(re.findall(r"\bP\d{3}\b", "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.txt"))))
    assert used - shown == ELSEWHERE.keys() & used
    for code, test in ((code, test) for code, test in ELSEWHERE.items() if code in used):
        assert code in (Path(__file__).parents[1] / test).read_text(encoding="utf-8")


def test_no_text_without_its_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {path.stem for path in FILES}


def _sources() -> list[Path]:
    return sorted((Path(__file__).parents[2] / "dsl").rglob("*.py"))
