"""Every example of docs/ is executed: files and fragments are checked, formulas counted, commands run.

A failure names the page, the line, what the page says and what the program gives. CONTRIBUTING.md, "Writing
documentation", tells how a block says what it is; `--update-golden` writes the outputs of commands anew.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dsl.diagnostics import Severity
from dsl.load import load
from dsl.report import render_all
from tests.docs.pages import CONTEXTS, DOCS, ROOT, blocks, executed_pages
from tests.docs.running import run_page

PLACES = [
    pytest.param(page, block.line, id=f"{page.relative_to(DOCS).as_posix()}:{block.line}")
    for page in executed_pages()
    for block in blocks(page.read_text(encoding="utf-8"))
]


@cache
def _run(page: Path, update: bool) -> dict[int, str]:
    text = page.read_text(encoding="utf-8")
    found, anew = run_page(text, page.relative_to(ROOT).as_posix(), CONTEXTS)
    if update and anew != text:
        page.write_text(anew, encoding="utf-8", newline="\n")
    return found


@pytest.mark.parametrize(("page", "line"), PLACES)
def test_example(page: Path, line: int, request: pytest.FixtureRequest) -> None:
    wrong = _run(page, bool(request.config.getoption("--update-golden")))[line]
    if wrong:
        pytest.fail(f"{page.relative_to(ROOT).as_posix()}:{line}: {wrong}", pytrace=False)


@pytest.mark.parametrize("path", sorted(CONTEXTS.glob("**/*.yaml")), ids=lambda path: path.stem)
def test_a_context_has_no_errors(path: Path) -> None:
    errors = [one for one in load(path).diagnostics if one.severity is Severity.ERROR]
    assert not errors, render_all(errors)
