"""The form of what changes each year: by the keyboard, into the text and back out of it."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Button, Input, OptionList, Static

from tests.tui.conftest import REGULATION, running, settled, until
from tui.modals.dialog import Dialog
from tui.modals.line import AskWords
from tui.screens.form import FieldRow, FormScreen
from tui.screens.main import MainScreen


async def opened(main: MainScreen, pilot: Pilot[None]) -> FormScreen:
    main.run_named("form")
    await until(pilot, lambda: isinstance(main.app.screen, FormScreen))
    screen = main.app.screen
    assert isinstance(screen, FormScreen)
    await until(pilot, lambda: bool(screen.query(FieldRow)))
    return screen


def labels(screen: FormScreen) -> list[str]:
    return [row.field.label for row in screen.query(FieldRow)]


def note(screen: FormScreen, label: str) -> str:
    row = next(row for row in screen.query(FieldRow) if row.field.label == label)
    return str(row.query_one(".form-note", Static).render())


async def write(pilot: Pilot[None], words: str) -> None:
    await pilot.press("ctrl+a", *words)


async def test_seats_typed_stand_in_the_text_and_undo_takes_them_back(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        assert labels(screen)[:2] == ["Nazwa", "Liczba miejsc"]
        await pilot.press("f6", "down")
        await write(pilot, "7")
        await pilot.press("ctrl+s")
        await settled(main, pilot)
        assert main.editor.text == REGULATION.replace("A: {miejsca: 2}", "A: {miejsca: 7}")
        await pilot.press("ctrl+z")
        assert main.editor.text == REGULATION


async def test_what_is_wrong_is_said_and_not_written(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("f6", "down")
        await write(pilot, "dużo")
        assert note(screen, "Liczba miejsc").startswith("● ")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: main.app.screen is not screen)
        await pilot.press("enter")
        await until(pilot, lambda: main.app.screen is screen)
        assert main.editor.text == REGULATION


async def test_nothing_typed_is_lost_by_escape(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("f6")
        await write(pilot, "pierwszy")
        await pilot.press("escape")
        await until(pilot, lambda: main.app.screen is not screen)
        await pilot.press("enter")  # „Wpisz do tekstu”
        await until(pilot, lambda: main.app.screen is main)
        assert "A: {miejsca: 2, nazwa: pierwszy}" in main.editor.text


async def test_a_branch_is_added_like_another_and_can_be_changed_at_once(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(main.app.screen, AskWords))
        await pilot.press("A", "enter")
        assert "już jest" in str(main.app.screen.query_one("#line-problem", Static).render())
        await write(pilot, "C")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(main.app.screen, AskWords))
        await pilot.press(*"nowy", "enter")
        await until(pilot, lambda: main.app.screen is screen)
        await until(pilot, lambda: any(one.value == "nowy" for one in screen.query(Input)))
        await pilot.press("ctrl+s")
        await settled(main, pilot)
        assert "  C:\n    nazwa: nowy\n    miejsca: 2\n" in main.editor.text
        assert main.shown is not None
        assert main.shown.regulation is not None
        assert set(main.shown.regulation.branches) == {"A", "B", "C"}


async def test_a_branch_is_removed_after_a_question(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        screen.query_one(OptionList).focus()
        await pilot.press("down", "f8")
        await until(pilot, lambda: main.app.screen is not screen)
        await pilot.press("tab", "enter")  # „Usuń”
        await until(pilot, lambda: main.app.screen is screen)
        await pilot.press("ctrl+s")
        await settled(main, pilot)
        assert "  B:" not in main.editor.text


async def test_a_text_with_broken_layout_has_no_form(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.change_to(REGULATION + "zła: [lista\n")
        await settled(main, pilot)
        main.run_named("form")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog) and bool(main.app.screen.query(Button)))
        await pilot.press("enter")
        await until(pilot, lambda: main.app.screen is main)


async def test_blanks_of_a_new_file_are_fields_to_fill_in(regulation: Path) -> None:
    text = REGULATION.replace("A: {miejsca: 2}", 'A: {nazwa: "<wpisz nazwę, np. muzyczny>", miejsca: 2}')
    text = text.replace("rok szkolny: 2025/2026", "rok szkolny: <wpisz rok, np. 2025/2026>")
    regulation.write_text(text, encoding="utf-8")
    async with running(regulation, size=(80, 24)) as (main, pilot):
        screen = await opened(main, pilot)
        assert note(screen, "Nazwa") == "do uzupełnienia"
        box = screen.query(Input).first()
        assert (box.value, box.placeholder) == ("", "nazwę, np. muzyczny")
        await pilot.press("f6", *"chemiczny")
        assert note(screen, "Nazwa") == ""
        await pilot.press("ctrl+s")
        await until(pilot, lambda: main.app.screen is main)
        await settled(main, pilot)
        assert main.current_text() == text.replace('"<wpisz nazwę, np. muzyczny>"', "chemiczny")
        await pilot.press("ctrl+z")
        assert main.current_text() == text


async def test_arrows_go_through_fields_that_do_not_fit(regulation: Path) -> None:
    async with running(regulation, size=(80, 12)) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("down", "down")
        await until(pilot, lambda: "Miejscowość" in labels(screen))
        assert screen.query_one("#form-fields").max_scroll_y > 0
        await pilot.press("f6", "down", "down", "down")
        await write(pilot, "Dębów")
        typed = {row.field.label: row.query_one(Input).value for row in screen.query(FieldRow)}
        assert [label for label, value in typed.items() if value] == ["Miejscowość"]


async def test_a_date_that_would_not_be_read_is_told_with_its_place(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("end")
        await until(pilot, lambda: "Numer zarządzenia" in labels(screen))
        await pilot.press("f6", "down", "down")
        await write(pilot, "15.02.2027")
        assert note(screen, "Data zarządzenia (rok-miesiąc-dzień)").startswith("● ")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        assert any("Tytuł i zarządzenie: " in str(one.render()) for one in main.app.screen.query(Static))
