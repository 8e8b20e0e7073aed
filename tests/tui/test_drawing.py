"""A draw held from the editor: announced, decided by what people drew, written into the recruitment, taken back."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input, OptionList, Static

from admission.draw import problems_of
from admission.draw_files import read_protocol, read_record
from tests.tui.conftest import REGULATION, running, settled, until
from tui import drawing
from tui.files import FileProblem
from tui.modals.choice import Choice
from tui.modals.dialog import Dialog
from tui.panes.reading import ReadingList
from tui.screens.main import MainScreen

PUBLIC = "kostka: 3 5 1 6 2 4 4 1"
RECRUITMENT = "paragraf: 1\nnabór: Próba\nregulaminy: {lo: regulamin}\n"
BY_LOTS = REGULATION.replace("suma: [egzamin]}]", "suma: [egzamin]}, {etap: los, losowanie: tak}]")


@pytest.fixture
def recruitment(tmp_path: Path) -> Path:
    (tmp_path / "regulamin.yaml").write_text(BY_LOTS, encoding="utf-8")
    path = tmp_path / "nabór.yaml"
    path.write_text(RECRUITMENT, encoding="utf-8")
    return path


@pytest.fixture
def equal(tmp_path: Path) -> Path:
    path = tmp_path / "osoby.jsonl"
    rows = [{"id": f"k{n}", "egzamin": 80, "świadectwo": True, "wybory": ["A"]} for n in range(1, 5)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


async def chosen(main: MainScreen, pilot: Pilot[None], name: str) -> None:
    """The answer of the question that stands on the screen."""
    await until(pilot, lambda: isinstance(main.app.screen, Dialog) and bool(main.app.screen.query(f"#{name}")))
    asked = main.app.screen
    asked.query_one(f"#{name}", Button).press()
    await until(pilot, lambda: main.app.screen is not asked)


async def draw_of_the_tie(main: MainScreen, pilot: Pilot[None]) -> None:
    main.action_show_ties()
    ties = main.query_one("#ties-list", ReadingList)
    await until(pilot, lambda: any("4 kandydatów na 2 miejsca" in line for line in ties.lines()))
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(main.app.screen, Choice))
    options = main.app.screen.query_one(OptionList)
    options.highlighted = options.get_option_index("draw")
    await pilot.press("enter")


async def said(main: MainScreen, pilot: Pilot[None], words: str) -> None:
    await until(pilot, lambda: bool(main.app.screen.query(Input)) and not isinstance(main.app.screen, MainScreen))
    main.app.screen.query_one(Input).value = words
    await pilot.press("enter")


def words_of(main: MainScreen) -> str:
    return " ".join(str(one.render()) for one in main.app.screen.query(Static))


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.json")}


async def test_a_draw_is_announced_held_written_and_undone(recruitment: Path, equal: Path) -> None:
    folder = recruitment.parent
    async with running(recruitment, equal) as (main, pilot):
        await draw_of_the_tie(main, pilot)
        await chosen(main, pilot, "announce")
        await chosen(main, pilot, "cancel")
        assert files(folder) == {"losowanie-A.json", "losowanie-A.sekret.json"}
        assert (folder / "losowanie-A.sekret.json").stat().st_mode & 0o077 == 0
        await draw_of_the_tie(main, pilot)
        await chosen(main, pilot, "hold")
        await said(main, pilot, "3 5 1")
        assert bool(main.app.screen.query(Input)), "too few digits"
        await said(main, pilot, PUBLIC)
        await chosen(main, pilot, "write")
        protocol = read_protocol(read_record(folder / "protokol-losowanie-A.json"))
        assert not problems_of(protocol)
        assert protocol.public == PUBLIC
        await until(pilot, lambda: bool(main.app.screen.query(Input)) and not isinstance(main.app.screen, MainScreen))
        assert "protokol-losowanie-A.json" in main.app.screen.query_one(Input).value
        await said(main, pilot, "protokół nr 7")
        await until(pilot, lambda: main.app.screen is main)
        order = ", ".join(one.candidate for one in protocol.lots)
        assert f"- {{oddział: A, losowanie: [{order}], podstawa: protokół nr 7}}" in main.current_text()
        await settled(main, pilot)
        assert main.shown is not None
        assert main.shown.results is not None
        allocation = main.shown.results.allocation()
        assert allocation is not None
        admitted = [one.candidate.id for one in allocation.candidates if one.admitted]
        assert sorted(admitted) == sorted(one.candidate for one in protocol.lots[:2])
        main.show_pane("text")
        await pilot.press("ctrl+z")
        assert main.current_text() == RECRUITMENT


async def test_a_secret_that_was_shown_decides_nothing_else(recruitment: Path, equal: Path) -> None:
    async with running(recruitment, equal) as (main, pilot):
        await draw_of_the_tie(main, pilot)
        await chosen(main, pilot, "announce")
        await chosen(main, pilot, "cancel")
        await until(pilot, lambda: main.app.screen is main)
        await draw_of_the_tie(main, pilot)
        await chosen(main, pilot, "hold")
        await said(main, pilot, PUBLIC)
        await chosen(main, pilot, "cancel")
        kept = read_record(recruitment.parent / "losowanie-A.sekret.json")
        assert PUBLIC in kept.values()
        await until(pilot, lambda: main.app.screen is main)
        await draw_of_the_tie(main, pilot)
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        assert "Losowanie przeprowadzone" in words_of(main)
        assert not main.app.screen.query("#hold")
        await chosen(main, pilot, "cancel")
        protocol = recruitment.parent / "protokol-losowanie-A.json"
        protocol.unlink()  # hidden from the program, the secret is known all the same
        await draw_of_the_tie(main, pilot)
        await chosen(main, pilot, "hold")
        await said(main, pilot, "kostka: 1 1 1 1 1 1 1 1")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        assert "Nie przeprowadzono losowania" in words_of(main)
        assert not protocol.exists()


async def test_a_protocol_that_somebody_changed_is_not_written(recruitment: Path, equal: Path) -> None:
    async with running(recruitment, equal) as (main, pilot):
        await draw_of_the_tie(main, pilot)
        await chosen(main, pilot, "announce")
        await chosen(main, pilot, "cancel")
        await draw_of_the_tie(main, pilot)
        await chosen(main, pilot, "hold")
        await said(main, pilot, PUBLIC)
        await chosen(main, pilot, "cancel")
        path = recruitment.parent / "protokol-losowanie-A.json"
        raw = json.loads(path.read_text(encoding="utf-8"))
        raw["kolejność"].reverse()
        path.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
        await draw_of_the_tie(main, pilot)
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        assert "nie jest protokołem tego losowania" in words_of(main)


async def test_a_draw_tells_of_unsaved_text_and_escape_loses_nothing(recruitment: Path, equal: Path) -> None:
    async with running(recruitment, equal) as (main, pilot):
        main.editor.change_to(RECRUITMENT + "# zmiana\n")
        await settled(main, pilot)
        await draw_of_the_tie(main, pilot)
        await until(pilot, lambda: "są niezapisane zmiany" in words_of(main))
        await chosen(main, pilot, "announce")
        await chosen(main, pilot, "cancel")
        assert recruitment.read_text(encoding="utf-8") == RECRUITMENT
        await draw_of_the_tie(main, pilot)
        await chosen(main, pilot, "hold")
        await pilot.press(*"kostka: 3", "escape")
        await chosen(main, pilot, "hold")
        await until(pilot, lambda: bool(main.app.screen.query(Input)) and not isinstance(main.app.screen, MainScreen))
        assert main.app.screen.query_one(Input).value == "kostka: 3"


async def test_a_draw_is_repeated_only_with_a_reason(recruitment: Path, equal: Path) -> None:
    async with running(recruitment, equal) as (main, pilot):
        await draw_of_the_tie(main, pilot)
        await chosen(main, pilot, "announce")
        await chosen(main, pilot, "cancel")
        await draw_of_the_tie(main, pilot)
        await chosen(main, pilot, "again")
        await said(main, pilot, "zgubiono kostkę")
        await chosen(main, pilot, "cancel")
    first, second = (
        json.loads((recruitment.parent / name).read_text(encoding="utf-8"))
        for name in ("losowanie-A.json", "losowanie-A-2.json")
    )
    assert second["zastępuje"] == {"zobowiązanie": first["zobowiązanie"], "powód": "zgubiono kostkę"}


async def test_equal_people_of_examples_are_not_to_be_settled(recruitment: Path) -> None:
    regulation = recruitment.with_name("regulamin.yaml")
    text = (
        BY_LOTS.replace("miejsca: 2", "miejsca: 1").replace("  B: {miejsca: 1}\n", "")
        + "  druga: {dane: {egzamin: 75%, świadectwo: tak}, oczekuj: {}}\n"
    )
    regulation.write_text(text, encoding="utf-8")
    async with running(regulation) as (main, pilot):
        main.action_show_ties()
        ties = main.query_one("#ties-list", ReadingList)
        await until(pilot, lambda: any("2 kandydatów na 1 miejsce" in line for line in ties.lines()))
        assert not any("Enter" in line for line in ties.lines())


def test_no_secret_stays_where_the_announcement_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes, *, private: bool = False) -> None:
        if not private:
            raise OSError(errno.ENOSPC, "full")
        path.write_bytes(content)

    monkeypatch.setattr(drawing, "write_atomically", full)
    with pytest.raises(FileProblem, match="nie ma miejsca"):
        drawing.announced(tmp_path, "A", ("k1", "k2"), 1, None, "")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("taken", ["losowanie-A.json", "losowanie-A.sekret.json", "protokol-losowanie-A.json"])
def test_a_name_is_free_only_where_nothing_stands_for_any_file_of_the_draw(taken: str, tmp_path: Path) -> None:
    (tmp_path / taken).symlink_to(tmp_path / "nigdzie")
    made = drawing.announced(tmp_path, "A", ("k1", "k2"), 1, None, "")
    assert made.path.name == "losowanie-A-2.json"
    assert not (tmp_path / "nigdzie").exists()
    assert made.is_of(("k1", "k2"), 1)
    assert not made.is_of(("k1", "k2"), 2)
