"""A page that shows a context file shows it word for word: the site has no other place where a reader finds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import CONTEXTS, Kind, blocks, executed_pages

SHOWN = [
    pytest.param(CONTEXTS / block.name, block.text, id=f"{page.stem}-{block.name}")
    for page in executed_pages()
    for block in blocks(page.read_text(encoding="utf-8"))
    if block.kind is Kind.FILE and (CONTEXTS / block.name).is_file()
]


def test_there_is_a_context_that_a_page_shows() -> None:
    assert [case.id for case in SHOWN if case.id == "07-tabele-b-szkola.yaml"] != []


@pytest.mark.parametrize(("path", "shown"), SHOWN)
def test_a_context_is_shown_as_it_is(path: Path, shown: str) -> None:
    assert path.read_text(encoding="utf-8") == shown
