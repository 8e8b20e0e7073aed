"""Files that nobody would write: the screen lives, and no terminal obeys them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tui.conftest import REGULATION, running, settled

ESCAPES = "\x1b[31m\x9b1m\x07\u202ePróba\u2066\u200b"
OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u202e\u2066]")
MANY = "".join(f"  K{number}: {{miejsca: {number % 30 + 1}}}\n" for number in range(2_000))


@pytest.mark.parametrize(
    "text",
    [
        REGULATION.replace("Próba", ESCAPES),
        REGULATION.replace("  A: {miejsca: 2}\n  B: {miejsca: 1}\n", MANY),
        f"{REGULATION}# {'x' * 40_000}\n",
        REGULATION.replace("  A:", "\tA:"),
        f"{REGULATION}x: {'[' * 3_000}\n",
        "",
    ],
    ids=["signs that terminals obey", "branches", "a long line", "tabs", "brackets", "empty"],
)
async def test_what_nobody_would_write_is_opened_changed_and_saved(text: str, tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_bytes(text.encode())
    async with running(path, size=(80, 24)) as (main, pilot):
        lines = [line.text for line in main.app.screen._compositor.render_strips()]
        assert not any(OBEYED.search(line) for line in lines)
        await pilot.press("ctrl+end", "#", "ctrl+s")
        await settled(main, pilot)
        assert path.read_bytes() == f"{text}#".encode()
        main.show_tab("tab-points")
        main.show_tab("tab-ranking")
        await pilot.press("f6", "f6", "f1")
        await pilot.pause()
