"""Pictures of the screens. When a change is meant: `pytest tests/tui/test_snapshots.py --update-golden`, then look.

No folder of a test stands on these screens, and nothing on them depends on the time.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.conftest import REGULATION, settled, until
from tui import themes
from tui.app import ParagrafApp
from tui.files import read_file
from tui.modals.choice import Choice
from tui.modals.listing import Listing
from tui.modals.matching import MatchColumns
from tui.modals.palette import Palette
from tui.panes.reading import ReadingList
from tui.screens.form import FormScreen
from tui.screens.main import MainScreen

Compare = Callable[..., bool]
Steps = Callable[[MainScreen, Pilot[None]], Awaitable[None]]
WIDE, MIDDLE, NARROW = (120, 40), (100, 30), (80, 24)


@pytest.fixture
def picture(regulation: Path, candidates: Path, snap_compare: Compare) -> Callable[..., bool]:
    """Opens the regulation with its candidates, takes the steps and compares the screen."""

    def compare(steps: Steps | None = None, size: tuple[int, int] = WIDE, theme: str = themes.DARK) -> bool:
        app = ParagrafApp(read_file(regulation), candidates)
        app.theme = theme

        async def before(pilot: Pilot[None]) -> None:
            main = app.main
            assert main is not None
            main.editor.cursor_blink = False
            await settled(main, pilot)
            if steps is not None:
                await steps(main, pilot)

        return snap_compare(app, terminal_size=size, run_before=before)

    return compare


async def with_a_problem(main: MainScreen, pilot: Pilot[None]) -> None:
    main.editor.change_to(REGULATION.replace("miejsca: 2", "miejca: 2"))
    await settled(main, pilot)
    main.editor.go_to(11, 6)
    await pilot.pause()


async def ranking(main: MainScreen, pilot: Pilot[None]) -> None:
    main.action_show_ranking()
    await pilot.press("end")
    await pilot.pause()


async def conflict(main: MainScreen, pilot: Pilot[None]) -> None:
    main.editor.change_to(REGULATION.replace("Próba", "Moja"))
    await settled(main, pilot)
    main.file.path.write_text(REGULATION.replace("Próba", "Cudza"), encoding="utf-8")
    await pilot.press("ctrl+s")
    await until(pilot, lambda: main.app.screen is not main)


async def help_screen(main: MainScreen, pilot: Pilot[None]) -> None:
    await pilot.press("f1")
    await until(pilot, lambda: main.app.screen is not main)


async def problems(main: MainScreen, pilot: Pilot[None]) -> None:
    await with_a_problem(main, pilot)
    main.show_pane("problems-box")
    await pilot.pause()


async def blank(main: MainScreen, pilot: Pilot[None]) -> None:
    main.editor.change_to(REGULATION.replace("Próba", "<wpisz tytuł regulaminu>").replace("procent", "<wpisz rodzaj>"))
    await settled(main, pilot)
    await pilot.press("f2")
    await pilot.pause()


async def form(main: MainScreen, pilot: Pilot[None]) -> None:
    """An empty name, an example confirmed and selected, a yes, a number that is none."""
    text = REGULATION.replace("kryteria:\n", "oddział: {sportowy: tak/nie}\nkryteria:\n")
    text = text.replace("A: {miejsca: 2}", "A: {nazwa: aa, miejsca: {wartość: 2, stan: przykładowe}}")
    main.editor.change_to(text.replace("{miejsca: 1}", "{miejsca: 1, sportowy: tak}"))
    await settled(main, pilot)
    main.editor.change_to(main.current_text().replace("nazwa: aa", 'nazwa: "<wpisz nazwę, np. muzyczny>"'))
    await settled(main, pilot)
    main.run_named("form")
    await until(pilot, lambda: isinstance(main.app.screen, FormScreen))
    await pilot.press("tab", "down", "f4", "down", "space", "down", "down", *"sto", "up", "up", "up")
    for box in main.app.screen.query(Input):
        box.cursor_blink = False
    await pilot.pause()


async def offers(main: MainScreen, pilot: Pilot[None]) -> None:
    place = main.current_text().index("B: {miejsca: 1") + len("B: {miejsca: 1")
    main.editor.select_offsets(place, place)
    await pilot.press(*", d")
    await pilot.press("ctrl+@")
    await pilot.press("down")
    await settled(main, pilot)


async def explanation(main: MainScreen, pilot: Pilot[None]) -> None:
    await pilot.press("f6", "down", "down", "enter")
    await until(pilot, lambda: isinstance(main.app.screen, Listing))
    await pilot.pause()


async def what_if(main: MainScreen, pilot: Pilot[None]) -> None:
    main.editor.change_to(REGULATION.replace("A: {miejsca: 2}", "A: {miejsca: 3}"))
    await settled(main, pilot)
    await pilot.press("ctrl+r")
    await until(pilot, lambda: isinstance(main.app.screen, Listing))
    main.app.clear_notifications()
    await pilot.pause(0.3)


async def candidates_screen(main: MainScreen, pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+k")
    await until(pilot, lambda: isinstance(main.app.screen, Listing))
    await pilot.pause()


async def columns(main: MainScreen, pilot: Pilot[None]) -> None:
    table = main.file.path.with_name("sekretariat.csv")
    text = "Nr wniosku;Egz.;Świadectwo;Wybór;Uwagi\n1;80;T;A;x\n2;70;nie wiem;klasa B;\n"
    table.write_text(text, encoding="utf-8")
    main._take_file(table)
    await until(pilot, lambda: isinstance(main.app.screen, MatchColumns))
    main.app.clear_notifications()
    await pilot.pause(0.3)


async def ties(main: MainScreen, pilot: Pilot[None]) -> None:
    main.action_show_ties()
    shown = main.query_one("#ties-list", ReadingList)
    await until(pilot, lambda: bool(shown.lines()))
    await pilot.pause()


async def document_forms(main: MainScreen, pilot: Pilot[None]) -> None:
    main.file = replace(main.file, path=Path("/szkoła/rekrutacja") / main.file.name)
    await pilot.press("ctrl+e")
    await until(pilot, lambda: isinstance(main.app.screen, Choice))
    await pilot.pause()


async def palette(main: MainScreen, pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(main.app.screen, Palette))
    main.app.screen.query_one(Input).cursor_blink = False
    await pilot.pause()


async def contents(main: MainScreen, pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+t")
    await until(pilot, lambda: isinstance(main.app.screen, Listing))
    await pilot.pause()


@pytest.mark.parametrize(
    "steps",
    [offers, explanation, what_if, candidates_screen, ties],
    ids=lambda steps: steps.__name__,
)
def test_reports(picture: Compare, steps: Steps) -> None:
    assert picture(steps)


@pytest.mark.parametrize(
    "steps",
    [offers, explanation, columns, ties, document_forms, palette, contents],
    ids=lambda steps: steps.__name__,
)
def test_reports_narrow(picture: Compare, steps: Steps) -> None:
    assert picture(steps, size=NARROW)


def test_main(picture: Compare) -> None:
    assert picture()


def test_main_narrow(picture: Compare) -> None:
    assert picture(size=NARROW)


def test_problem(picture: Compare) -> None:
    assert picture(with_a_problem)


def test_problems_narrow(picture: Compare) -> None:
    assert picture(problems, size=NARROW)


def test_tie_in_ranking(picture: Compare) -> None:
    assert picture(ranking)


def test_tie_in_ranking_narrow(picture: Compare) -> None:
    assert picture(ranking, size=NARROW)


def test_high_contrast(picture: Compare) -> None:
    assert picture(with_a_problem, theme=themes.CONTRAST)


def test_light(picture: Compare) -> None:
    assert picture(ranking, theme=themes.LIGHT)


def test_conflict_narrow(picture: Compare) -> None:
    """All the answers are seen, also with a long difference on a small screen."""
    assert picture(conflict, size=NARROW)


def test_help_narrow(picture: Compare) -> None:
    assert picture(help_screen, size=NARROW)


def test_start(snap_compare: Compare) -> None:
    assert snap_compare(ParagrafApp(), terminal_size=NARROW)


def test_middle(picture: Compare) -> None:
    """No column is cut where both panes are seen on a small screen."""
    assert picture(ranking, size=MIDDLE)


def test_blank_narrow(picture: Compare) -> None:
    assert picture(blank, size=NARROW)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_form(picture: Callable[..., bool], size: tuple[int, int]) -> None:
    assert picture(form, size=size)


def test_form_high_contrast(picture: Callable[..., bool]) -> None:
    assert picture(form, size=NARROW, theme=themes.CONTRAST)
