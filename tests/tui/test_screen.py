"""The screen itself: narrow terminals, the order of panes, every action, start screen, help."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.text import Text
from textual.pilot import Pilot
from textual.widgets import Input, OptionList
from textual.widgets._footer import FooterKey
from textual.widgets._toast import Toast

from dsl.rewrite.school_years import SchoolYear
from dsl.templates import COMPANIONS, KINDS, template
from polish.folding import fold
from tests.tui.conftest import REGULATION, running, settled, until
from tui.action import key_words
from tui.actions import ACTIONS
from tui.app import ParagrafApp
from tui.blanks import blanks
from tui.editor import keys as editor_keys
from tui.editor.editor import Editor
from tui.files import read_file
from tui.modals.choice import Choice
from tui.modals.help import help_text
from tui.modals.palette import Palette, matching
from tui.modals.viewer import Viewer
from tui.panes.asking import STALE, UNSAVED
from tui.panes.reading import ReadingList
from tui.panes.status import Standing, fitted
from tui.screens.main import MainScreen
from tui.screens.panes import PANES


async def test_panes_follow_one_another(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        seen = []
        for _ in range(4):
            seen.append(main.focused.id if main.focused else None)
            await pilot.press("f6")
        assert seen == ["editor", "points-list", "problems", "editor"]
        await pilot.press("shift+f6")
        assert main.pane == "text"


async def test_narrow_terminal_shows_one_pane(regulation: Path) -> None:
    async with running(regulation, size=(80, 24)) as (main, pilot):
        for name in PANES:
            assert [pane for pane in PANES if main.query_one(f"#{pane}").region.height > 0] == [name]
            assert main.query_one(f"#{name}").region.height >= 15
            await pilot.press("f6")
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert all(main.query_one(f"#{pane}").region.height > 0 for pane in PANES)


@pytest.mark.parametrize("action", [action.name for action in ACTIONS if action.name != "quit"])
async def test_every_palette_action_runs(action: str, regulation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    async with running(regulation) as (main, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(main.app.screen, Palette))
        options = main.app.screen.query_one(OptionList)
        options.highlighted = options.get_option_index(action)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(main.app.screen, Palette) or action == "palette")
        await pilot.pause()
        assert main.app.is_running
        assert "".join(main.editor.text.split()) == "".join(REGULATION.split())


def test_keys_leave_polish_letters_and_control_codes_alone() -> None:
    keys = [key for action in ACTIONS for key in action.key.split(",")]
    keys += [key for binding in editor_keys.BINDINGS if hasattr(binding, "key") for key in binding.key.split(",")]
    forbidden = {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+enter"}
    assert not [key for key in keys if "alt+" in key or key in forbidden]
    named = [key for action in ACTIONS if action.key for key in action.key.split(",")]
    assert len(named) == len(set(named))


def test_every_action_has_its_method_and_words() -> None:
    for action in ACTIONS:
        assert callable(getattr(MainScreen, f"action_{action.name}"))
        assert action.label
        assert action.help.endswith(".")


def test_palette_finds_without_polish_letters() -> None:
    assert matching("zewnetrz")[0].name == "external_editor"
    assert matching("ZAPISZ")[0].name == "save"
    assert not matching("xyzzy")


@pytest.mark.parametrize(
    ("typed", "first"),
    [("zmian", "what_if"), ("kontrast", "theme"), ("drukuj", "document"), ("wyjdź", "quit")],
)
def test_palette_knows_other_words_and_puts_names_before_what_is_told_of_them(typed: str, first: str) -> None:
    assert matching(typed)[0].name == first


async def test_nothing_that_is_told_is_read_as_markup(regulation: Path) -> None:
    app = ParagrafApp(read_file(regulation))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        assert app.main is not None
        app.main.find_words("[/] [x]")
        await until(pilot, lambda: bool(app.screen.query(Toast)))
        assert str(app.screen.query_one(Toast).render()) == "Nie znaleziono „[/] [x]”."
        await until(pilot, lambda: app.screen.query_one(Toast).region.width > 0)
        assert app.main.status.region.contains_region(app.screen.query_one(Toast).region), "nothing else is covered"


async def test_the_start_window_is_not_seen_around_what_it_asks(tmp_path: Path) -> None:
    app = ParagrafApp(wanted=tmp_path / "nowy.yaml")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        start = app.screen
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choice))
        await until(pilot, lambda: not start.query_one(".dialog").visible)
        await pilot.press("escape")
        await until(pilot, lambda: start.query_one(".dialog").visible)


async def test_a_file_may_be_called_anyhow(tmp_path: Path) -> None:
    path = tmp_path / "[b]x[" / "[i] y.yaml"
    path.parent.mkdir()
    path.write_text(REGULATION, encoding="utf-8")
    async with running(path) as (main, pilot):
        await pilot.press("ctrl+end", "#", "ctrl+s")
        await until(pilot, lambda: not main.unsaved)
    app = ParagrafApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert str(app.screen.query_one(OptionList).options[0].prompt) == "Ostatnio: [i] y.yaml  (folder [b]x[)"
        assert not app.fault


async def test_help_explains_the_key_under_the_cursor(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.move_cursor((5, 0))
        await pilot.press("f1")
        await until(pilot, lambda: main.app.screen is not main)
        words = str(main.app.screen.query(".dialog-body Static").first().render())
        assert "Za co przyznaje się punkty, np." in words
        assert "Zapisz jako" in words


async def test_help_says_what_one_can_do_in_the_tab(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        for tab, words in (("tab-ranking", "← → zmienia oddział"), ("tab-ties", "Enter wpisuje, co rozstrzygnęło")):
            main.show_tab(tab)
            await pilot.press("f1")
            await until(pilot, lambda: main.app.screen is not main)
            assert words in str(main.app.screen.query(".dialog-body Static").first().render())
            await pilot.press("escape")


async def choose(app: ParagrafApp, pilot: Pilot[None], name: str) -> None:
    """Of the list that is open."""
    options = app.screen.query_one(OptionList)
    options.highlighted = options.get_option_index(name)
    await pilot.press("enter")


@pytest.mark.parametrize("kind", KINDS)
async def test_start_screen_begins_a_new_regulation(kind: str, tmp_path: Path) -> None:
    app = ParagrafApp()
    target = tmp_path / "moja.yaml"
    async with app.run_test(size=(80, 24)) as pilot:
        await choose(app, pilot, "new")
        await until(pilot, lambda: isinstance(app.screen, Choice))
        await choose(app, pilot, kind)
        await until(pilot, lambda: bool(app.screen.query(Input)))
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await until(pilot, lambda: app.main is not None and app.main.is_mounted)
        assert app.main is not None
        await settled(app.main, pilot)
        assert blanks(app.main.current_text())
    assert target.read_text(encoding="utf-8").startswith("#")
    if kind in COMPANIONS:
        assert (tmp_path / f"{COMPANIONS[kind]}.yaml").is_file()


async def test_start_screen_remembers_what_was_worked_on(regulation: Path) -> None:
    async with running(regulation):
        pass
    app = ParagrafApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await choose(app, pilot, "last0")
        await until(pilot, lambda: app.main is not None)
        assert app.main is not None
        assert app.main.file.path == regulation


async def test_start_screen_copies_the_example(tmp_path: Path) -> None:
    app = ParagrafApp()
    target = tmp_path / "moj.yaml"
    async with app.run_test(size=(100, 30)) as pilot:
        await choose(app, pilot, "copy")
        await until(pilot, lambda: bool(app.screen.query(Input)))
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await until(pilot, lambda: app.main is not None and app.main.is_mounted)
        assert app.main is not None
        await settled(app.main, pilot)
        assert app.main.shown is not None
        assert app.main.shown.candidates
    assert "Wyspiańskiego" in target.read_text(encoding="utf-8")


async def test_start_screen_overwrites_nothing(regulation: Path) -> None:
    app = ParagrafApp(wanted=None)
    async with app.run_test(size=(100, 30)) as pilot:
        await choose(app, pilot, "copy")
        await until(pilot, lambda: bool(app.screen.query(Input)))
        app.screen.query_one(Input).value = str(regulation)
        await pilot.press("enter")
        await pilot.pause()
        assert "już jest" in str(app.screen.query_one("#line-problem").render())
    assert regulation.read_text(encoding="utf-8") == REGULATION


def test_help_and_footer_tell_the_same_of_a_key() -> None:
    told = help_text(None).plain
    for action in ACTIONS:
        if action.key:
            assert f"  {key_words(action.key):<12} {action.label}." in told
        if action.footer and action.footer != action.label:
            assert fold(action.footer) in fold(f"{action.label} {action.help}") or action.name == "quit"
    assert told.count("Ctrl+P") == 2, "its own line and the title of the actions without a key"


STANDING = Standing(
    "regulamin-rekrutacji-kopia.yaml", True, "12 kandydatów z przykładów", "● 2 ▲ 1", "podgląd NIEAKTUALNY", 128
)


@pytest.mark.parametrize("width", [200, 120, 100, 78])
def test_the_line_of_the_state_is_never_cut(width: int) -> None:
    words = STANDING.words(width)
    assert len(words) <= width
    for fact in ("NIEZAPISANY", "wiersz 128", "podgląd NIEAKTUALNY", "● 2 ▲ 1", ".yaml"):
        assert fact in words
    assert ("12 kandydatów" in words) == (width >= 120)


def test_blanks_are_told_before_the_preview() -> None:
    words = replace(STANDING, blanks=12).words(78)
    assert len(words) <= 78
    assert "12 miejsc do uzupełnienia" in words
    assert "podgląd" not in words


def test_what_does_not_fit_says_where_the_whole_is() -> None:
    text = Text("słowo " * 40)
    cut = fitted(text, 30, 3).plain
    assert cut.endswith("F1: cały opis")
    assert [len(line) <= 30 for line in cut.splitlines()] == [True] * 3
    assert fitted(Text("słowo " * 10), 30, 3).plain == "słowo " * 10


@pytest.mark.parametrize(("size", "expected"), [((120, 40), True), ((80, 24), False)])
async def test_footer_of_a_narrow_screen_holds_only_what_nobody_can_do_without(
    regulation: Path, size: tuple[int, int], expected: bool
) -> None:
    async with running(regulation, size=size) as (main, pilot):
        await until(pilot, lambda: any(key.region.width > 0 for key in main.query(FooterKey)))
        keys = {key.action: key for key in main.query(FooterKey)}
        assert keys["form"].display is expected
        assert all(keys[name].display for name in ("help", "next_problem", "next_tab", "save", "palette"))
        assert max(key.region.right for key in keys.values() if key.display) <= size[0]


async def test_the_question_has_the_cursor_when_its_tab_opens(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        await pilot.press("f7", "f7", "f7", "f7", *"kiedy")
        assert main.query_one("#question", Input).value == "kiedy"
        assert main.current_text() == REGULATION


async def test_an_answer_says_which_text_it_stands_on(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        told = main.query_one("#asking-list", ReadingList)
        main.editor.change_to(REGULATION.replace("A: {miejsca: 2}", "A: {miejsca: 7}"))
        await settled(main, pilot)
        main.action_ask()
        await pilot.press(*"ile miejsc?", "enter")
        await until(pilot, lambda: f"({UNSAVED})" in " ".join(" ".join(told.lines()).split()))
        await pilot.press("ctrl+s", *"ile miejsc?", "enter")
        await until(pilot, lambda: told.lines()[1].startswith("Oddział A"))
        main.editor.change_to(REGULATION.replace("oddziały", "oddzialy"))
        await until(pilot, lambda: main.is_stale)
        await pilot.press(*"ile miejsc?", "enter")
        await until(pilot, lambda: f"({STALE})" in " ".join(" ".join(told.lines()).split()))


async def test_what_is_no_command_is_looked_for_in_the_text_or_asked(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        await pilot.press("ctrl+p", *"warunki", "enter")
        await until(pilot, lambda: main.app.screen is main)
        assert main.editor.selected_text == "warunki"
        await pilot.press("ctrl+p", *"warunki", "down", "enter")
        await until(pilot, lambda: main.query_one("#asking-list", ReadingList).lines() != [])
        assert main.query_one("#asking-list", ReadingList).lines()[0].strip() == "– warunki"


async def test_the_menu_finds_rules_of_the_law(tmp_path: Path) -> None:
    path = tmp_path / "lo.yaml"
    path.write_text(template("lo", SchoolYear(2026)), encoding="utf-8")
    async with running(path) as (main, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(main.app.screen, Palette))
        await pilot.press(*"wolontariat")
        options = main.app.screen.query_one(OptionList)
        await until(
            pilot, lambda: str(options.get_option_at_index(0).prompt).startswith("ponadpodstawowe-2025, wiersz")
        )
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(main.app.screen, Viewer))
        editor = main.app.screen.query_one(Editor)
        await until(pilot, lambda: "wolontariat" in editor.document.get_line(editor.cursor_location[0]).lower())
