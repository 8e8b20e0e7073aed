"""Typing, live problems, fixes and undo, through the keyboard."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input

from dsl.diagnostics import Severity
from tests.tui.conftest import REGULATION, running, settled, until
from tui import external
from tui.panes.problems import ProblemsPane
from tui.panes.rows import RowList
from tui.screens.main import MainScreen


def codes(main: MainScreen) -> list[str]:
    return [one.code for one in main.found]


def status(main: MainScreen) -> str:
    return str(main.query_one("#status-problem").render())


async def test_typing_shows_a_problem_and_its_mending_clears_it(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        assert not main.found
        main.editor.move_cursor((11, 6))  # A: {m|iejsca
        await pilot.press("delete")
        await settled(main, pilot)
        assert "P032" in codes(main)
        assert "P032" in status(main)
        assert "F9" in status(main)
        assert main.is_stale
        await pilot.press("f9")
        await settled(main, pilot)
        assert main.editor.text == REGULATION
        assert not main.found
        assert not main.is_stale


async def test_what_was_meant_is_written_by_f9(regulation: Path) -> None:
    regulation.write_text(REGULATION.replace("0,5 * egzamin", "0,5 * egzmin"), encoding="utf-8")
    async with running(regulation) as (main, pilot):
        main.editor.move_cursor((6, 0))
        await pilot.pause()
        assert "Czy chodziło o „egzamin”? F9: zamień na „egzamin”." in " ".join(status(main).split())
        await pilot.press("f9")
        assert main.editor.text == REGULATION


async def test_a_key_that_means_nothing_is_taken_out_by_f9(regulation: Path) -> None:
    strange = (
        "warunki:\n  świadectwo:\n    wymaga: świadectwo\n    treść: ma świadectwo\n    zapomniane: [a, b]  # dawne\n"
    )
    text = REGULATION.replace("warunki:\n  świadectwo: {wymaga: świadectwo, treść: ma świadectwo}\n", strange)
    regulation.write_text(text, encoding="utf-8")
    async with running(regulation) as (main, pilot):
        main.editor.move_cursor((text[: text.index("zapomniane")].count("\n"), 0))
        await pilot.pause()
        assert "F9: usuń ten wpis." in " ".join(status(main).split())
        await pilot.press("f9")
        await settled(main, pilot)
        assert main.editor.text == text.replace("    zapomniane: [a, b]  # dawne\n", "")
        assert not main.found
        await pilot.press("ctrl+z")
        assert main.editor.text == text


async def test_undo_takes_back_a_fix_in_one_step(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.change_to(REGULATION.replace("miejsca: 2", "miejca: 2"))
        await settled(main, pilot)
        main.editor.move_cursor((11, 0))
        await pilot.press("f9")
        assert main.editor.text == REGULATION
        await pilot.press("ctrl+z")
        assert "miejca: 2" in main.editor.text
        await pilot.press("ctrl+y")
        assert main.editor.text == REGULATION


async def test_polish_letters_are_typed(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.move_cursor((1, 16))
        await pilot.press(*"ąćęłńóśźżŁÓŹ")
        assert "Próbaąćęłńóśźż" in main.editor.text.replace("ŁÓŹ", "")


async def test_problem_keys_go_round(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.change_to(REGULATION.replace("miejsca: 2", "miejca: 2").replace("miejsca: 1", "miejcsa: 1"))
        await settled(main, pilot)
        rows = {mark.row for mark in main.editor.all_marks() if mark.severity is Severity.ERROR}
        assert rows == {11, 12}
        seen = set()
        for _ in range(len(main.editor.all_marks())):
            await pilot.press("f2")
            seen.add(main.editor.cursor_location[0])
        assert rows <= seen
        here = main.editor.cursor_location
        await pilot.press("f2")
        await pilot.press("shift+f2")
        assert main.editor.cursor_location == here


async def test_enter_in_problems_jumps_to_the_place(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.change_to(REGULATION.replace("miejsca: 1", "miejcsa: 1"))
        await settled(main, pilot)
        main.show_pane("problems-box")
        await pilot.press("enter")
        assert main.editor.cursor_location == (12, 6)
        assert main.focused is main.editor


async def test_problem_of_a_base_is_named_and_shown(tmp_path: Path) -> None:
    (tmp_path / "baza.yaml").write_text("paragraf: 1\nprawo: Baza\nwydaje: minister\nkryterai: {}\n", encoding="utf-8")
    path = tmp_path / "r.yaml"
    path.write_text(REGULATION.replace("kandydat:", "opiera się na: [baza]\nkandydat:"), encoding="utf-8")
    async with running(path) as (main, pilot):
        assert any("baza.yaml, wiersz 4" in line for line in main.query_one(ProblemsPane).lines())
        main.show_pane("problems-box")
        await pilot.press("enter")
        await until(pilot, lambda: main.app.screen is not main)
        await pilot.press("escape")


async def test_marks_move_with_their_lines(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.change_to(REGULATION.replace("miejsca: 1", "miejcsa: 1"))
        await settled(main, pilot)
        main.editor.move_cursor((0, 0))
        await pilot.press("enter")
        assert 13 in {mark.row for mark in main.editor.all_marks()}


async def test_find_ignores_case_and_polish_letters(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        await pilot.press("f3", *"SWIADECTWO", "enter")
        assert main.editor.selected_text == "świadectwo"
        first = main.editor.cursor_location
        await pilot.press("f3")
        assert main.editor.cursor_location > first
        await pilot.press("escape")
        assert main.focused is main.editor


async def test_next_search_replaces_the_last_word(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        await pilot.press("f3", *"egzamin", "enter", "escape", "f3", *"miejsca", "enter")
        assert main.editor.selected_text == "miejsca"
        await pilot.press("ctrl+a", *"suma", "enter")
        assert main.editor.selected_text == "suma"


async def test_escape_stays_in_the_text(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        await pilot.press("escape", "escape", "x")
        assert main.editor.text == "x" + REGULATION


async def test_select_all_is_what_office_users_expect(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        await pilot.press("ctrl+a")
        assert main.editor.selected_text == REGULATION


async def test_key_help_stands_in_the_status(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.move_cursor((8, 20))
        await pilot.pause()
        assert "wymaga" in status(main)


async def test_external_editor_and_undo(regulation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    from contextlib import nullcontext

    script = tmp_path / "edytor.py"
    script.write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[1])\n"
        "p.write_text(p.read_text(encoding='utf-8').replace('Próba', 'Źdźbło'), encoding='utf-8')\n",
        encoding="utf-8",
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    async with running(regulation) as (main, pilot):
        monkeypatch.setattr(main.app, "suspend", nullcontext)
        await pilot.press("f4")
        assert "regulamin: Źdźbło" in main.editor.text
        await pilot.press("ctrl+z")
        assert main.editor.text == REGULATION


def test_who_named_no_editor_has_a_plain_one_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert external.editor_command() == []
    nano = tmp_path / external.PLAIN[-1]
    nano.write_text("#!/bin/sh\n", encoding="utf-8")
    nano.chmod(0o755)
    assert external.editor_command() == [external.PLAIN[-1]]
    monkeypatch.setenv("EDITOR", "vim -n")
    assert external.editor_command() == ["vim", "-n"]


async def test_keys_keep_their_order_when_the_program_is_busy(regulation: Path) -> None:
    """A quick Backspace must not come after the letters typed behind it."""
    async with running(regulation) as (main, pilot):
        main.editor.move_cursor((1, 16))
        released = asyncio.Event()
        main.call_later(released.wait)  # the screen is busy: keys that bubble up wait for it
        await asyncio.sleep(0.05)
        for key in ("x", "backspace", "y", "left", "z"):
            main.app.simulate_key(key)
        await asyncio.sleep(0.1)
        released.set()
        await until(pilot, lambda: "Próbazy" in main.editor.text)


async def test_letters_typed_at_once_after_f3_are_searched_for(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        released = asyncio.Event()
        main.call_later(released.wait)  # the screen is busy: what is opened by a message waits for it
        await asyncio.sleep(0.05)
        for key in ("f3", "s", "u", "m", "a"):
            main.app.simulate_key(key)
        await asyncio.sleep(0.1)
        released.set()
        await until(pilot, lambda: main.query_one("#find", Input).value == "suma")
        assert main.editor.text == REGULATION


async def test_undo_takes_back_a_word_typed_over_another(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        await pilot.press("f3", *"miejsca", "enter", "escape", *"seats")
        changed = REGULATION.replace("miejsca", "seats", 1)
        assert main.editor.text == changed
        await pilot.press("ctrl+z")
        assert main.editor.text == REGULATION
        await pilot.press("ctrl+y")
        assert main.editor.text == changed


WITH_BLANKS = REGULATION.replace("Próba", "<wpisz tytuł>  # np. <wpisz nic>").replace(
    "miejsca: 1", "miejsca: <wpisz liczbę>"
)


async def test_f2_selects_the_next_blank_so_that_typing_replaces_it(regulation: Path) -> None:
    regulation.write_text("# <wpisz …> to miejsce do uzupełnienia\n" + WITH_BLANKS, encoding="utf-8")
    async with running(regulation) as (main, pilot):
        standing = main.query_one("#status-standing")
        assert "2 miejsca do uzupełnienia" in str(standing.render())
        assert "F2" in status(main)
        assert "Uzupełnij" in main.query_one("#points-list", RowList).placeholder
        await pilot.press("f2")
        assert main.editor.selected_text == "<wpisz tytuł>"
        assert "Wpisz tytuł" in status(main)
        await pilot.press(*"Nasz")
        assert "regulamin: Nasz  # np. <wpisz nic>" in main.editor.text
        assert "1 miejsce do uzupełnienia" in str(standing.render())
        await pilot.press("f2", *"30")  # before any check of the first change
        assert "B: {miejsca: 30}" in main.editor.text
        assert "do uzupełnienia" not in str(standing.render())
        await pilot.press("ctrl+z")
        assert "B: {miejsca: <wpisz liczbę>}" in main.editor.text


async def test_blanks_and_problems_go_round_together(regulation: Path) -> None:
    regulation.write_text(WITH_BLANKS.replace("wydaje: dyrektor", "wydaje: dyrektr"), encoding="utf-8")
    async with running(regulation) as (main, pilot):
        seen = []
        for _ in range(4):
            await pilot.press("f2")
            seen.append((min(main.editor.selection)[0], main.editor.selected_text))
        assert seen == [(1, "<wpisz tytuł>"), (3, "dyrektr"), (12, "<wpisz liczbę>"), (1, "<wpisz tytuł>")]
        await pilot.press("shift+f2")
        assert main.editor.selected_text == "<wpisz liczbę>"
        assert main.query_one("#problems-box").border_title == "Problemy: 1 błąd i 2 miejsca do uzupełnienia"


async def test_help_shows_the_whole_of_a_long_problem(regulation: Path) -> None:
    async with running(regulation, size=(80, 24)) as (main, pilot):
        main.editor.change_to(
            REGULATION.replace("egzamin: 0,5 * egzamin", f"egzamin: 0,5 * egzamin + {'nie_znana' * 9}")
        )
        await settled(main, pilot)
        main.editor.move_cursor((6, 0))
        await pilot.pause()
        diagnostic = main.editor.marks_at(6)[0].diagnostic
        assert diagnostic.hint not in " ".join(status(main).split())
        assert "F1: cały opis" in status(main)
        await pilot.press("f1")
        await until(pilot, lambda: main.app.screen is not main)
        assert diagnostic.hint in str(main.app.screen.query(".dialog-body Static").first().render())


async def test_an_error_is_selected_so_that_typing_replaces_it(regulation: Path) -> None:
    regulation.write_text(REGULATION.replace("wydaje: dyrektor", "wydaje: dyrektr"), encoding="utf-8")
    async with running(regulation) as (main, pilot):
        await pilot.press("f2", *"dyrektor")
        await settled(main, pilot)
        assert main.editor.text == REGULATION


async def test_a_remark_is_gone_to_and_not_selected(regulation: Path) -> None:
    regulation.write_text(
        REGULATION.replace("świadectwo: tak/nie}", "świadectwo: tak/nie, hobby: tak/nie}"), encoding="utf-8"
    )
    async with running(regulation) as (main, pilot):
        assert {one.severity for one in main.found} == {Severity.NOTE}
        await pilot.press("f2")
        assert main.editor.cursor_location[0] == 4
        assert main.editor.selected_text == ""


async def test_tidying_changes_blanks_only_and_can_be_undone(regulation: Path) -> None:
    untidy = REGULATION.replace("kryteria:\n  egzamin: 0,5 * egzamin", "kryteria:\n     egzamin:    0,5*egzamin")
    regulation.write_text(untidy, encoding="utf-8")
    async with running(regulation) as (main, pilot):
        main.run_named("tidy")
        assert "\nkryteria:\n  egzamin: 0,5 * egzamin\n" in main.editor.text
        assert "".join(main.editor.text.split()) == "".join(untidy.split())
        await pilot.press("ctrl+z")
        assert main.editor.text == untidy
        main.editor.change_to(f"{untidy}zła: [lista\n")
        main.run_named("tidy")
        assert main.editor.text == f"{untidy}zła: [lista\n"


async def test_the_date_of_an_order_in_digits_is_put_in_words(regulation: Path) -> None:
    order = "zarządzenie: {numer: 7/2027, data: 15.02.2027}\n"
    regulation.write_text(REGULATION.replace("kandydat:", f"{order}kandydat:"), encoding="utf-8")
    async with running(regulation) as (main, pilot):
        assert codes(main) == ["P024"]
        await pilot.press("f2")
        assert main.editor.selected_text == "15.02.2027"
        await pilot.press("f9")
        await settled(main, pilot)
        assert "data: 15 lutego 2027}" in main.editor.text
        assert not main.found
