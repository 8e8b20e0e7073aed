"""No command of a terminal is advice in the editor, wherever a message comes from."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dsl.checks.consistency.coverage import Standing, coverage
from tests.tui.conftest import running, until
from tui.coverage import coverage_paragraphs
from tui.modals.listing import Listing
from tui.panes.reading import ReadingList
from tui.wording import in_editor

ROOT = Path(__file__).parents[2]
KETY = ROOT / "regulations" / "lo-wyspianskiego-kety" / "2025-2026.yaml"
_COMMAND = re.compile(
    r"paragraf (?:[a-z]+-)?(?:check|map|template|explain|document|allocate|ask|fmt|rollover|new|draw)\b"
)
TELLING = ("dsl/checks", "dsl/decode", "dsl/layers", "dsl/source", "dsl/syntax", "dsl/report", "admission", "assistant")


def advice() -> Iterator[str]:
    for folder in TELLING:
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            said = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}  # docstrings are not told
            for one in ast.walk(tree):
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in said:
                    yield one.value
    for path in sorted((ROOT / "assistant").rglob("*.yaml")):
        yield from path.read_text(encoding="utf-8").splitlines()


TOLD = sorted({words for words in advice() if _COMMAND.search(words)})


def test_there_is_advice_to_be_said_otherwise() -> None:
    assert len(TOLD) > 3


@pytest.mark.parametrize("words", TOLD)
def test_advice_names_what_the_editor_has(words: str) -> None:
    assert not _COMMAND.search(in_editor(words)), in_editor(words)


def test_what_names_no_command_stays() -> None:
    words = "Zobacz paragraf 5 ust. 2 oraz paragraf regulaminu."
    assert in_editor(words) == words


async def test_what_a_regulation_settles_is_read_in_the_editor() -> None:
    async with running(KETY) as (main, pilot):
        assert any("„Co rozstrzyga regulamin”" in one.hint for one in main.found)
        main.run_named("coverage")
        await until(pilot, lambda: isinstance(main.app.screen, Listing))
        assert main.shown is not None
        assert main.shown.regulation is not None
        answers = coverage(main.shown.regulation)
        told = [one for one in coverage_paragraphs(main.shown.regulation) if one.depth == 2]
        assert len(told) == len(answers)
        silent = [one.question.about for one in answers if one.standing is Standing.SILENT]
        assert [one.text.startswith(about) for one, about in zip(told, silent, strict=False)] == [True] * len(silent)
        read = main.app.screen.query_one(ReadingList)
        await until(pilot, lambda: read.chosen is not None)
