"""What the language says of a place: completion, meaning, definitions, the table of contents, indentation."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.conftest import REGULATION, running, settled, until
from tui.editor.editor import Editor
from tui.modals.listing import Listing
from tui.modals.viewer import Viewer
from tui.panes.reading import ReadingList
from tui.screens.main import MainScreen


def put_cursor(main: MainScreen, behind: str) -> None:
    place = main.current_text().index(behind) + len(behind)
    main.editor.select_offsets(place, place)


async def offered(main: MainScreen, pilot: Pilot[None]) -> list[str]:
    await until(pilot, lambda: main.offers.is_open)
    return [one.label for one in main.offers.found]


async def test_a_key_is_offered_while_it_is_typed_and_tab_takes_it(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        put_cursor(main, "B: {miejsca: 1")
        await pilot.press(*", rzz")
        await until(pilot, lambda: not main.offers.is_open)
        await pilot.press("backspace", "backspace", *"azem", "backspace", "backspace")
        assert (await offered(main, pilot))[0] == "razem"
        assert "Różnice w sumie" in str(main.query_one("#status-problem").render())
        await pilot.press("tab")
        assert "B: {miejsca: 1, razem: }" in main.current_text()
        assert not main.offers.is_open
        await pilot.press("ctrl+z")
        assert "B: {miejsca: 1, raz}" in main.current_text()


async def test_the_list_never_takes_enter_from_one_who_only_types(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        put_cursor(main, "0,5 * egzamin")
        await pilot.press(*" + egz")
        assert "egzamin" in await offered(main, pilot)
        await pilot.press("enter")
        assert "egzamin + egz\n" in main.current_text()
        await until(pilot, lambda: not main.offers.is_open)


async def test_arrows_and_enter_choose_and_escape_closes(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        put_cursor(main, "wydaje: ")
        await pilot.press("ctrl+@")
        await offered(main, pilot)
        await pilot.press("escape")
        assert not main.offers.is_open
        await pilot.press("ctrl+@")
        assert await offered(main, pilot) == ["dyrektor", "organ prowadzący", "kurator", "minister"]
        await pilot.press("down", "enter")
        assert "wydaje: organ prowadzący\n" in main.current_text()


async def test_where_own_words_are_written_it_is_said(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        put_cursor(main, "regulamin: Pró")
        await pilot.press("ctrl+@")
        assert not main.offers.is_open
        assert any("własne słowa" in one.message for one in main.app._notifications)


async def test_definition_and_back(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        put_cursor(main, "0,5 * egz")
        here = main.editor.cursor_location
        await pilot.press("ctrl+g")
        assert main.editor.selected_text == "egzamin"
        assert main.editor.cursor_location[0] == 4
        await pilot.press("ctrl+b")
        assert main.editor.cursor_location == here


async def test_definition_in_a_law_is_shown_and_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(
        REGULATION.replace("kandydat:", "opiera się na: [prawo/ponadpodstawowe-2025]\nkandydat:"), encoding="utf-8"
    )
    async with running(path) as (main, pilot):
        put_cursor(main, "prawo/ponadpod")
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(main.app.screen, Viewer))
        viewed = main.app.screen.query_one(Editor)
        assert "ponadpodstawowych" in viewed.text
        before = viewed.text
        await pilot.press("x", "enter", "backspace")
        assert viewed.text == before
        await pilot.press("escape")
        assert main.app.screen is main


async def test_table_of_contents_leads_to_the_place(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        put_cursor(main, "oddziały:\n  A")
        await pilot.press("ctrl+t")
        await until(
            pilot, lambda: isinstance(main.app.screen, Listing) and bool(main.app.screen.query_one(ReadingList).lines())
        )
        listed = main.app.screen.query_one(ReadingList)
        await until(pilot, lambda: listed.cursor > 0)
        assert [line.strip() for line in listed.lines()][listed.cursor] == "A"
        await pilot.press("down", "enter")
        await until(pilot, lambda: main.app.screen is main)
        assert main.editor.cursor_location == (12, 2)


@pytest.mark.parametrize(
    ("typed", "expected"), [("nowe:", "nowe:\n  x"), ("  a: 1", "  a: 1\n  x"), ("- b", "- b\n  x")]
)
async def test_enter_begins_the_line_where_it_belongs(regulation: Path, typed: str, expected: str) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.change_to(REGULATION + typed)
        await settled(main, pilot)
        main.editor.move_cursor(main.editor.document.end)
        await pilot.press("escape", "enter", "x")
        assert main.current_text().endswith(expected)
        await pilot.press("ctrl+z", "ctrl+z")
        assert main.current_text() == REGULATION + typed
