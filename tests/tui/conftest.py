"""A regulation small enough to read, an app on it, and waiting for a revision rather than for time."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tui.app import ParagrafApp
from tui.files import read_file
from tui.recovery import FOLDER_VARIABLE
from tui.screens.main import MainScreen

REGULATION = """\
paragraf: 1
regulamin: Próba
rok szkolny: 2025/2026
wydaje: dyrektor
kandydat: {egzamin: procent, świadectwo: tak/nie}
kryteria:
  egzamin: 0,5 * egzamin
warunki:
  świadectwo: {wymaga: świadectwo, treść: ma świadectwo}
kolejność: [{etap: suma, suma: [egzamin]}]
oddziały:
  A: {miejsca: 2}
  B: {miejsca: 1}
przykłady:
  połowa: {dane: {egzamin: 75%, świadectwo: tak}, oczekuj: {razem: 37,5}}
  bez wyniku: {dane: {świadectwo: tak}, oczekuj: {}}
"""

CANDIDATES = (
    {"id": "k1", "egzamin": 80, "świadectwo": True},
    {"id": "k2", "egzamin": 80, "świadectwo": True},
    {"id": "k3", "egzamin": 90, "świadectwo": True},
    {"id": "k4", "świadectwo": True},
    {"id": "k5", "egzamin": 99, "świadectwo": False},
    {"id": "k6", "egzamin": 900, "świadectwo": True},
)

Running = AbstractAsyncContextManager[tuple[MainScreen, Pilot[None]]]
Open = Callable[..., Running]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "stan"
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return folder


@pytest.fixture
def regulation(tmp_path: Path) -> Path:
    path = tmp_path / "regulamin.yaml"
    path.write_bytes(REGULATION.encode())
    return path


@pytest.fixture
def candidates(tmp_path: Path) -> Path:
    path = tmp_path / "kandydaci.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in CANDIDATES), encoding="utf-8")
    return path


@asynccontextmanager
async def running(
    path: Path, candidates: Path | None = None, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[MainScreen, Pilot[None]]]:
    app = ParagrafApp(read_file(path), candidates)
    async with app.run_test(size=size) as pilot:
        main = app.main
        assert main is not None
        main.editor.cursor_blink = False
        await settled(main, pilot)
        yield main, pilot
        assert not app.fault, app.fault


async def settled(main: MainScreen, pilot: Pilot[None]) -> None:
    """The analysis on the screen is that of the text on the screen."""
    for _ in range(400):
        await pilot.pause(0.02)
        if main.shown_revision == main.revision:
            await pilot.pause()
            return
    raise AssertionError("no analysis of the newest text")


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(400):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came")
