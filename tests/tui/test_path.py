"""A file is found in the list of its folder, without knowing its path by heart."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from tests.tui.conftest import until
from tui.app import ParagrafApp
from tui.modals.path import CANDIDATES, REGULATIONS, AskFile, folder_and_begun, listed, path_of


@pytest.fixture
def school(tmp_path: Path) -> Path:
    for name in ("źródła", "Archiwum", ".ukryty"):
        (tmp_path / name).mkdir()
    for name in ("łódź.yaml", "lato.YML", "lista.csv", "kandydaci.xlsx", ".tajny.yaml", "dokument.pdf"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "Archiwum" / "2025.yaml").write_text("", encoding="utf-8")
    return tmp_path


def test_folders_first_then_files_of_the_kind_in_polish_order(school: Path) -> None:
    assert [one.words for one in listed(school, REGULATIONS)] == [
        f"Archiwum{os.sep}", f"źródła{os.sep}", "lato.YML", "łódź.yaml",
    ]  # fmt: skip
    assert [one.words for one in listed(school, CANDIDATES) if not one.is_folder] == ["kandydaci.xlsx", "lista.csv"]


def test_what_cannot_be_listed_is_empty(tmp_path: Path) -> None:
    assert listed(tmp_path / "nie ma", REGULATIONS) == []
    assert listed(Path("zero\0"), REGULATIONS) == []
    assert path_of("~nie_ma_takiej_osoby/plik") == Path("~nie_ma_takiej_osoby/plik")


def test_a_name_without_a_printable_sign_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31mb.yaml").write_text("", encoding="utf-8")
    assert [one.words for one in listed(tmp_path, REGULATIONS)] == ["a�[31mb.yaml"]


@pytest.mark.parametrize(
    ("line", "folder", "begun"),
    [("/a/b/", "/a/b", ""), ("/a/b", "/a", "b"), ("/a/../c/d.y", "/c", "d.y"), ("/", "/", "")],
)
def test_what_a_line_names(line: str, folder: str, begun: str) -> None:
    assert folder_and_begun(line) == (Path(folder), begun)


def shown(screen: AskFile) -> list[str]:
    options = screen.query_one(OptionList)
    return [str(options.get_option_at_index(number).prompt) for number in range(options.option_count)]


async def test_a_file_is_found_with_arrows_alone(school: Path) -> None:
    app = ParagrafApp(wanted=None)
    given: list[Path | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        ask = AskFile("Otwórz", "Plik:", REGULATIONS, f"{school}{os.sep}")
        await app.push_screen(ask, given.append)
        await until(pilot, lambda: "lato.YML" in shown(ask))
        assert shown(ask)[0] == "↑ folder wyżej"
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: "2025.yaml" in shown(ask))
        assert ask.query_one(Input).value == f"{school / 'Archiwum'}{os.sep}"
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: bool(given))
    assert given == [school / "Archiwum" / "2025.yaml"]


async def test_what_is_typed_narrows_the_list_and_a_folder_is_entered(school: Path) -> None:
    app = ParagrafApp(wanted=None)
    async with app.run_test(size=(80, 24)) as pilot:
        ask = AskFile("Otwórz", "Plik:", REGULATIONS, f"{school}{os.sep}")
        await app.push_screen(ask)
        await until(pilot, lambda: "lato.YML" in shown(ask))
        await pilot.press("l", "o")
        await until(pilot, lambda: shown(ask) == ["łódź.yaml"])
        await pilot.press("backspace", "backspace", *"archiwum")
        await until(pilot, lambda: shown(ask)[0] == f"Archiwum{os.sep}")
        ask.query_one(Input).value = str(school / "Archiwum")
        await pilot.press("enter")
        await until(pilot, lambda: "2025.yaml" in shown(ask))
        ask.query_one(Input).value = str(school / "źródła") + os.sep
        await until(pilot, lambda: "(nie ma tu takich plików: .yaml, .yml)" in shown(ask))
        assert app.screen is ask


def test_a_whole_path_behind_the_folder_proposed_is_meant_alone() -> None:
    assert path_of("/domu/szkoła//inny/kandydaci.csv") == Path("/inny/kandydaci.csv")
    assert path_of("//serwer/kandydaci.csv") == Path("//serwer/kandydaci.csv")
    assert folder_and_begun("/domu//inny/ka") == (Path("/inny"), "ka")
