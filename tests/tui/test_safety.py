"""Nothing typed is lost: saving, conflicts, recovery, signals, crashes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, Static

from dsl.diagnostics import Diagnostic, Severity
from generator.formats import Format
from tests.tui.conftest import REGULATION, Open, running, settled, until
from tui import analysis, files, printing, recovery
from tui.app import FAULT, ParagrafApp
from tui.faults import NOT_MADE, NOTE_NAME
from tui.files import read_file
from tui.modals.choice import Choice
from tui.modals.dialog import Dialog
from tui.modals.help import Help
from tui.modals.listing import Listing
from tui.modals.palette import Palette
from tui.modals.path import AskFile, AskNewFile
from tui.modals.progress import Progress
from tui.panes import points, ties
from tui.panes.points import LIST as POINTS
from tui.panes.rows import RowList
from tui.problems import Mark
from tui.screens import language, reports
from tui.screens.form import FormScreen
from tui.screens.main import MainScreen


async def test_save_keeps_line_ends_and_mark(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + REGULATION.replace("\n", "\r\n").encode())
    async with running(path) as (main, pilot):
        assert not main.unsaved
        main.editor.change_to(REGULATION.replace("Próba", "Zażółć"))
        await pilot.press("ctrl+s")
        assert (
            path.read_bytes() == b"\xef\xbb\xbf" + REGULATION.replace("Próba", "Zażółć").replace("\n", "\r\n").encode()
        )
        assert not main.unsaved


async def test_save_refuses_to_overwrite_a_change_from_outside(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.change_to(REGULATION.replace("Próba", "Moja"))
        regulation.write_text(REGULATION.replace("Próba", "Cudza"), encoding="utf-8")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        assert "Cudza" in regulation.read_text(encoding="utf-8")
        dialog = main.app.screen
        assert "-regulamin: Cudza" in str(dialog.query(".dialog-body Static").first().render())
        await pilot.press("escape")
        assert "Moja" in main.editor.text
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        await pilot.click("#overwrite")
        await until(pilot, lambda: main.app.screen is main)
        assert "Moja" in regulation.read_text(encoding="utf-8")


async def test_conflict_can_reload_and_be_undone(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.change_to(REGULATION.replace("Próba", "Moja"))
        regulation.write_text(REGULATION.replace("Próba", "Cudza"), encoding="utf-8")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        await pilot.click("#reload")
        await until(pilot, lambda: main.app.screen is main)
        assert "Cudza" in main.editor.text
        assert not main.unsaved
        await pilot.press("ctrl+z")
        assert "Moja" in main.editor.text


async def test_read_only_file_says_so_and_saves_elsewhere(regulation: Path, tmp_path: Path) -> None:
    regulation.chmod(0o444)
    async with running(regulation) as (main, pilot):
        main.editor.change_to(REGULATION.replace("Próba", "Moja"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        await pilot.press("enter")
        await until(pilot, lambda: bool(main.app.screen.query(Input)))
        main.app.screen.query_one(Input).value = str(tmp_path / "inny.yaml")
        await pilot.press("enter")
        await until(pilot, lambda: main.file.name == "inny.yaml")
        assert "Moja" in (tmp_path / "inny.yaml").read_text(encoding="utf-8")
    assert regulation.read_text(encoding="utf-8") == REGULATION


def test_full_disk_and_vanished_folder_are_told(
    regulation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = read_file(regulation)

    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(files, "write_atomically", full)
        with pytest.raises(files.FileProblem, match="nie ma miejsca"):
            files.save(file, "nowy")
    assert regulation.read_text(encoding="utf-8") == REGULATION
    gone = files.TextFile(tmp_path / "nie ma" / "r.yaml", "", None)
    with pytest.raises(files.FileProblem, match="Nie ma folderu"):
        files.save(gone, "nowy")


def test_mixed_and_odd_line_ends_are_told(tmp_path: Path) -> None:
    mixed = files.decode(tmp_path / "r", "a\r\nb\nc\u2028d\n".encode())
    assert mixed.evened
    assert mixed.text == "a\nb\nc\nd\n"
    for plain in (b"a\nb\n", b"a\r\nb\r\n", b""):
        assert not files.decode(tmp_path / "r", plain).evened
        assert files.decode(tmp_path / "r", plain).encode(files.decode(tmp_path / "r", plain).text) == plain


def end_of_its_program() -> None:
    """What the system does for a program that has ended: its locks are gone."""
    for lock in recovery._held.values():
        lock.close()
    recovery._held.clear()


async def test_unsaved_text_is_kept_and_offered(regulation: Path, state: Path) -> None:
    async with running(regulation) as (main, _):
        main.editor.change_to(REGULATION.replace("Próba", "Niezapisana"))
        kept = main.keep_text()
        assert kept is not None
        assert "Niezapisana" in kept.read_text(encoding="utf-8")
        assert not recovery.waiting(), "its own program is still running"
    end_of_its_program()
    async with running(regulation) as (main, pilot):
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        await pilot.click("#take")
        await until(pilot, lambda: main.app.screen is main)
        assert "Niezapisana" in main.editor.text
        assert main.unsaved
        await pilot.press("ctrl+s")
        assert not list((state / "odzyskiwanie").iterdir())


async def test_the_unsaved_text_of_a_file_that_is_gone_is_offered_at_the_start(regulation: Path) -> None:
    async with running(regulation) as (main, _):
        main.editor.change_to(REGULATION.replace("Próba", "Niezapisana"))
        main.keep_text()
    regulation.unlink()
    end_of_its_program()
    app = ParagrafApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")  # „Odzyskaj niezapisany tekst”
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await pilot.click("#take")
        await until(pilot, lambda: app.main is not None and app.screen is app.main)
        assert app.main is not None
        assert "Niezapisana" in app.main.current_text()
        await pilot.press("ctrl+s")
    assert "Niezapisana" in regulation.read_text(encoding="utf-8")


async def test_quit_asks_when_unsaved(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.change_to(REGULATION.replace("Próba", "Nowa"))
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        await pilot.press("escape")
        assert main.app.screen is main
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        await pilot.press("enter")
        await until(pilot, lambda: not main.app.is_running or main.app._exit)
    assert "Nowa" in regulation.read_text(encoding="utf-8")


async def test_closed_terminal_keeps_the_text(regulation: Path) -> None:
    app = ParagrafApp(read_file(regulation))
    async with app.run_test() as pilot:
        assert app.main is not None
        await settled(app.main, pilot)
        app.main.editor.change_to(REGULATION.replace("Próba", "Urwana"))
        app.end_with_text_kept()
    assert app.kept is not None
    assert "Urwana" in app.kept.read_text(encoding="utf-8")


async def test_a_crash_that_nothing_survives_keeps_the_text_and_shows_nothing_of_it(
    regulation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = ParagrafApp(read_file(regulation))

    with pytest.raises(RuntimeError):  # noqa: PT012
        async with app.run_test() as pilot:
            assert app.main is not None
            await settled(app.main, pilot)
            app.main.editor.change_to(REGULATION.replace("Próba", "Przed awarią"))
            app.main.query_one("#upper").call_later(broken)
            await until(pilot, lambda: app.error is not None)
    assert app.kept is not None
    assert "Przed awarią" in app.kept.read_text(encoding="utf-8")
    assert not app._exit_renderables
    said = capsys.readouterr()
    assert "Kowalski" not in said.out + said.err


def broken(*_: object) -> NoReturn:
    """Reports are made where candidates' data are at hand."""
    name = "Jan Kowalski"
    raise RuntimeError(name)


@pytest.fixture
def crashed(regulation: Path, candidates: Path, state: Path) -> Open:
    """An editor with an unsaved text, and after it: that it went on, that the text is kept, that nobody is named."""

    @asynccontextmanager
    async def run() -> AsyncIterator[tuple[MainScreen, Pilot[None]]]:
        app = ParagrafApp(read_file(regulation), candidates)
        async with app.run_test(size=(120, 40)) as pilot:
            main = app.main
            assert main is not None
            await settled(main, pilot)
            main.editor.change_to(REGULATION.replace("Próba", "Przed awarią"))
            await settled(main, pilot)
            yield main, pilot
            await until(pilot, lambda: any(one.title == FAULT for one in app._notifications))
            (told,) = [one.message for one in app._notifications if one.title == FAULT]
            assert str(state / NOTE_NAME) in told
            noted = (state / NOTE_NAME).read_text(encoding="utf-8")
            assert "RuntimeError" in noted
            assert "tests.tui.test_safety, wiersz" in noted
            assert "Kowalski" not in noted + told
            assert "Przed awarią" in "".join(
                one.read_text(encoding="utf-8") for one in (state / "odzyskiwanie").glob("*.yaml")
            )
            main.show_pane("text")
            await pilot.press("ctrl+end", "x")
            await until(pilot, lambda: main.current_text().endswith("x"))
            await settled(main, pilot)
        assert app.error is None

    return run


def broken_making(*_: object) -> Iterator[Widget]:
    yield Static("Jan Kowalski")
    broken()


@pytest.mark.parametrize("method", ["compose", "on_mount"])
@pytest.mark.parametrize(
    ("action", "window"),
    [
        ("palette", Palette),
        ("help", Help),
        ("outline", Listing),
        ("candidates", Listing),
        ("document", Choice),
        ("compare", AskFile),
        ("save_as", AskNewFile),
        ("form", FormScreen),
    ],
)
async def test_a_window_that_crashes_when_it_is_made(
    action: str, window: type, method: str, crashed: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with crashed() as (main, pilot):
        with monkeypatch.context() as patched:
            patched.setattr(window, method, broken_making if method == "compose" else broken)
            main.run_named(action)
            await until(pilot, lambda: bool(main.app._notifications))
            await pilot.press("escape")
            await until(pilot, lambda: main.app.screen is main)


async def test_a_form_that_crashes_gives_back_what_was_typed(crashed: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with crashed() as (main, pilot):
        main.run_named("form")
        await until(pilot, lambda: isinstance(main.app.screen, FormScreen))
        await pilot.press("f6", "down", *"7")
        await until(pilot, lambda: "miejsca: 7" in main.text_so_far())
        main.app.screen.query_one("#form-fields").call_later(broken)
        for _ in range(400):  # not by `until`: it would wait for what is broken
            await asyncio.sleep(0.02)
            if "A: {miejsca: 7}" in main.current_text():
                break
        await until(pilot, lambda: main.app.screen is main)
        assert "A: {miejsca: 7}" in main.current_text()


async def test_a_report_that_crashes_is_told_and_work_goes_on(crashed: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with crashed() as (main, pilot):
        monkeypatch.setattr(ties, "ties_of", broken)
        main.action_show_ties()
        pane = main.query_one(ties.TiesPane).query_one(RowList)
        await until(pilot, lambda: pane.placeholder == NOT_MADE)


async def test_a_row_that_crashes_when_it_is_drawn(crashed: Open) -> None:
    async with crashed() as (main, _):
        rows = main.query_one(f"#{POINTS}", RowList)
        rows._rows = replace(rows._rows, cells=broken)
        rows.refresh()


async def test_an_explanation_that_crashes(crashed: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with crashed() as (main, _):
        monkeypatch.setattr(reports, "explained", broken)
        main.action_explain()


async def test_documents_that_crash_close_their_progress(crashed: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with crashed() as (main, pilot):
        monkeypatch.setattr(printing, "made", broken)
        main._start_printing(printing.targets(main.file.path, [Format.PDF]))
        await until(pilot, lambda: isinstance(main.app.screen, Progress))
        await until(pilot, lambda: main.app.screen is main)


async def test_a_command_and_an_answer_of_a_dialog_that_crash(crashed: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with crashed() as (main, pilot):
        monkeypatch.setattr(main, "action_wrap", broken)
        await pilot.press("ctrl+p", *"zawijaj", "enter")
        await until(pilot, lambda: main.app.screen is main)


async def test_a_key_of_a_command_that_crashes(crashed: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with crashed() as (main, pilot):
        monkeypatch.setattr(main, "action_wrap", broken)
        await pilot.press("f8")


async def test_a_key_in_the_text_that_crashes(crashed: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with crashed() as (main, pilot):
        with monkeypatch.context() as patched:
            patched.setattr(main.editor, "before_key", broken)
            await pilot.press("ctrl+end", "a")
            await until(pilot, lambda: bool(main.app._notifications))


async def test_a_change_of_the_text_that_crashes(crashed: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with crashed() as (main, pilot):
        with monkeypatch.context() as patched:
            patched.setattr(main.editor, "_move_marks", broken)
            main.editor.show_marks([Mark(0, 0, 1, Severity.NOTE, Diagnostic("P000", Severity.NOTE, "próba"))])
            await pilot.press("ctrl+end", "enter")
            await until(pilot, lambda: bool(main.app._notifications))


async def test_a_line_of_the_text_that_crashes_when_it_is_drawn(crashed: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with crashed() as (main, pilot):
        with monkeypatch.context() as patched:
            patched.setattr(main.editor, "_pieces", broken)
            main.editor._repaint()
            await until(pilot, lambda: bool(main.app._notifications))
            assert main.editor.render_line(1).text.startswith("regulamin: Przed awarią")
        main.editor._repaint()


async def test_a_place_of_the_screen_that_crashes(crashed: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with crashed() as (main, pilot):
        with monkeypatch.context() as patched:
            patched.setattr(points, "_detail", broken)
            main.query_one(f"#{POINTS}", RowList).focus()
            await pilot.press("down")
            await until(pilot, lambda: bool(main.app._notifications))


async def test_what_is_offered_while_typing_may_crash(crashed: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with crashed() as (_, pilot):
        monkeypatch.setattr(language, "completions", broken)
        await pilot.press("ctrl+end", *"ab")


async def test_counting_that_crashes_is_told_once_and_tried_again(
    crashed: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with crashed() as (main, pilot):
        with monkeypatch.context() as patched:
            patched.setattr(analysis, "preview", broken)
            await pilot.press("ctrl+end", *"# a")
            await until(pilot, lambda: bool(main.app._notifications))
            await pilot.press("b")
            await until(pilot, lambda: main.checked_revision == main.revision)
            assert main.is_stale
        await pilot.press("c")


def test_recovery_file_of_an_ended_program_is_found(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    kept = recovery.keep(path, "tekst\nż\n")
    assert kept is not None
    assert not recovery.waiting(path)
    end_of_its_program()
    assert [one.text for one in recovery.waiting(path)] == ["tekst\nż\n"]


async def test_full_disk_is_told_and_the_text_stays(regulation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    async with running(regulation) as (main, pilot):
        monkeypatch.setattr(files, "write_atomically", full)
        monkeypatch.setattr(recovery, "write_atomically", full)
        main.editor.change_to(REGULATION.replace("Próba", "Moja"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        assert any("nie ma miejsca" in str(one.render()) for one in main.app.screen.query(Static))
        await pilot.press("escape")
        assert "Moja" in main.editor.text
        assert main.unsaved
    assert regulation.read_text(encoding="utf-8") == REGULATION


async def test_missing_file_opens_the_start_screen_with_its_name(tmp_path: Path) -> None:
    app = ParagrafApp(wanted=tmp_path / "nowy.yaml")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert any("nowy.yaml" in str(one.render()) for one in app.screen.query(Static))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: bool(app.screen.query(Input)))
        assert app.screen.query_one(Input).value.endswith("nowy.yaml")


async def test_candidates_that_are_no_rows_are_told_one_by_one(regulation: Path, tmp_path: Path) -> None:
    rows = tmp_path / "zle.jsonl"
    rows.write_bytes(b'\xff\xfe\x00\n{"id": \n[1]\n{"id": "k1", "egzamin": 50, "\xc5\x9bwiadectwo": true}\n\n')
    async with running(regulation, rows) as (main, _):
        lines = [one.location.line for one in main.found if one.location is not None]
        assert lines == [1, 2, 3]
        assert main.shown is not None
        assert [one.id for one in main.shown.candidates] == ["k1"]
