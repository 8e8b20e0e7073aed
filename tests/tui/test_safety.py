"""Nothing typed is lost: saving, conflicts, recovery, signals, crashes."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, Static
from textual.worker import WorkerFailed

from cli import crash
from tests.tui.conftest import REGULATION, running, settled, until
from tui import files, recovery
from tui.app import ParagrafApp
from tui.files import read_file
from tui.modals.dialog import Dialog


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


async def test_crash_keeps_the_text_and_shows_nothing_of_it(
    regulation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = ParagrafApp(read_file(regulation))

    def broken() -> None:
        secret = "Jan Kowalski"
        raise RuntimeError(secret)

    with pytest.raises(RuntimeError):  # noqa: PT012
        async with app.run_test() as pilot:
            assert app.main is not None
            await settled(app.main, pilot)
            app.main.editor.change_to(REGULATION.replace("Próba", "Przed awarią"))
            app.main.call_later(broken)
            await until(pilot, lambda: app.error is not None)
    assert app.kept is not None
    assert "Przed awarią" in app.kept.read_text(encoding="utf-8")
    assert not app._exit_renderables
    said = capsys.readouterr()
    assert "Kowalski" not in said.out + said.err


async def test_crash_of_a_thread_keeps_the_text_and_says_nothing_of_people(
    regulation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Reports are made in threads, where candidates' data are at hand."""
    app = ParagrafApp(read_file(regulation))

    def broken() -> None:
        raise RuntimeError("Jan Kowalski")

    with pytest.raises(WorkerFailed):  # noqa: PT012
        async with app.run_test() as pilot:
            assert app.main is not None
            await settled(app.main, pilot)
            app.main.editor.change_to(REGULATION.replace("Próba", "Przed awarią"))
            app.main.in_thread("ties", broken)
            await until(pilot, lambda: app.error is not None)
    assert app.kept is not None
    assert "Przed awarią" in app.kept.read_text(encoding="utf-8")
    said = capsys.readouterr()
    assert "Kowalski" not in said.out + said.err
    assert isinstance(app.error, RuntimeError)
    told = "".join(crash._trail(app.error))
    assert "RuntimeError" in told
    assert "Kowalski" not in told


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
