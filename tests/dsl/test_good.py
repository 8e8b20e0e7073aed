"""Odd but legal files: `good/*.yaml` load without a word, however they were saved; their examples check the points."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsl.load import load
from dsl.report import render_all

FOLDER = Path(__file__).parent / "good"
FILES = sorted(FOLDER.glob("*.yaml"))
WITHOUT_EXAMPLES = {"najkrotszy", "prawo-bez-oddzialow"}
SAVED = {
    "as it is": lambda text: text.encode(),
    "with a mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "in Windows": lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    "without the last newline": lambda text: text.rstrip("\n").encode(),
    "with empty lines": lambda text: ("\n\n" + text + "\n\n").encode(),
}


@pytest.mark.parametrize("saved", SAVED)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_said(path: Path, saved: str, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(SAVED[saved](path.read_text(encoding="utf-8")))
    loaded = load(copy)
    assert loaded.diagnostics == (), render_all(loaded.diagnostics)
    assert loaded.regulation is not None
    assert bool(loaded.regulation.examples) == (path.stem not in WITHOUT_EXAMPLES)
    assert bool(loaded.regulation.branches) == bool(loaded.regulation.examples)


def test_an_example_that_expects_something_else_would_be_told(tmp_path: Path) -> None:
    """So that the examples of these files are really counted."""
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        if path.stem in WITHOUT_EXAMPLES:
            continue
        head, expected, tail = text.rpartition("oczekuj:")
        copy = tmp_path / path.name
        copy.write_text(head + expected + tail.replace("1", "9").replace("5", "8").replace("4", "3"), encoding="utf-8")
        codes = {one.code for one in load(copy).diagnostics}
        assert codes == {"P072"}, path.stem
