"""Documents and papers made from the editor: what stands in the way is asked first; where they are is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from cli.streams import Streams
from dsl.diagnostics import Diagnostic, Severity
from dsl.report.text import render_all
from dsl.source.text import Source, Span
from generator import formats
from tests.generator.papers.school import ROWS, TEXT, TIED, row
from tests.tui.conftest import REGULATION, running, settled, until
from tui import papers
from tui.modals.choice import Choice
from tui.modals.dialog import Dialog
from tui.modals.line import AskLine
from tui.papers import KINDS, Order
from tui.screens.main import MainScreen


async def choose(main: MainScreen, pilot: Pilot[None], name: str) -> None:
    await pilot.press("ctrl+e")
    await until(pilot, lambda: isinstance(main.app.screen, Choice))
    options = main.app.screen.query_one(OptionList)
    options.highlighted = options.get_option_index(name)
    await pilot.press("enter")


async def answer(main: MainScreen, pilot: Pilot[None], name: str) -> None:
    await until(pilot, lambda: isinstance(main.app.screen, Dialog) and bool(main.app.screen.query(f"#{name}")))
    await pilot.click(f"#{name}")


def words_of(main: MainScreen) -> str:
    return " ".join(str(one.render()) for one in main.app.screen.query(Static))


async def see(main: MainScreen, pilot: Pilot[None], words: str) -> None:
    await until(pilot, lambda: words in words_of(main))


async def say_day(main: MainScreen, pilot: Pilot[None], typed: str) -> None:
    await until(pilot, lambda: isinstance(main.app.screen, AskLine))
    main.app.screen.query_one(Input).value = typed
    await pilot.press("enter")


# -- the regulation ---------------------------------------------------------------------------------------------------


async def test_a_document_is_made_of_what_is_saved_first(regulation: Path) -> None:
    text = REGULATION.replace("Próba", "Próba druku")
    async with running(regulation) as (main, pilot):
        main.editor.change_to(text)
        await settled(main, pilot)
        await choose(main, pilot, "html")
        await answer(main, pilot, "save")
        await see(main, pilot, "Dokument gotowy")
        assert str(regulation.parent) in words_of(main)
        await pilot.press("escape")
    made = regulation.with_suffix(".html")
    assert formats.is_ours(made.read_bytes())
    assert "Próba druku" in made.read_text(encoding="utf-8")
    assert regulation.read_text(encoding="utf-8") == text


async def test_a_document_that_somebody_changed_is_not_written_over_unasked(regulation: Path) -> None:
    other = regulation.with_suffix(".docx")
    other.write_bytes(b"czyjs plik")
    async with running(regulation) as (main, pilot):
        await choose(main, pilot, "docx")
        await see(main, pilot, "zmieniono go poza programem")
        await pilot.press("enter")
        await until(pilot, lambda: main.app.screen is main)
        assert other.read_bytes() == b"czyjs plik"
        await choose(main, pilot, "docx")
        await answer(main, pilot, "replace")
        await see(main, pilot, "Dokument gotowy")
    assert formats.is_ours(other.read_bytes())


async def test_no_document_of_a_regulation_with_errors(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.change_to(REGULATION.replace("miejsca: 2", "miejca: 2"))
        await settled(main, pilot)
        await pilot.press("ctrl+e")
        await pilot.pause()
        assert main.app.screen is main
        assert not regulation.with_suffix(".pdf").exists()


# -- papers -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def school(tmp_path: Path) -> Path:
    path = tmp_path / "szkoła.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def people(folder: Path, rows: object) -> Path:
    path = folder / "kandydaci.jsonl"
    assert isinstance(rows, list | tuple)
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in rows), encoding="utf-8")
    return path


async def test_lists_of_a_school_with_their_day_and_folder(school: Path) -> None:
    async with running(school, people(school.parent, ROWS)) as (main, pilot):
        await choose(main, pilot, "lists")
        await say_day(main, pilot, "16 lipca")
        assert "To nie jest data" in words_of(main)
        await say_day(main, pilot, "16.07.2026")
        await see(main, pilot, "Pisma gotowe")
        assert str(school.with_name("szkoła-listy")) in words_of(main)
        assert "--" not in words_of(main)
        await pilot.press("escape")
        made = sorted(one.name for one in school.with_name("szkoła-listy").glob("*.pdf"))
        assert "lista-zakwalifikowani-A.pdf" in made
        await choose(main, pilot, "lists")
        await until(pilot, lambda: isinstance(main.app.screen, AskLine))
        assert main.app.screen.query_one(Input).value == "16.07.2026"  # typed once
        await pilot.press("enter")
        await see(main, pilot, "Ten folder już jest")
        await pilot.press("escape")


async def test_while_ties_wait_only_a_draft_is_made(school: Path) -> None:
    async with running(school, people(school.parent, TIED)) as (main, pilot):
        await choose(main, pilot, "lists")
        await see(main, pilot, "Czekają jeszcze: 1 remis")
        await answer(main, pilot, "draft")
        await say_day(main, pilot, "")
        await see(main, pilot, "Pisma gotowe")


async def test_papers_of_a_recruitment(school: Path) -> None:
    path = school.with_name("nabór.yaml")
    path.write_text("paragraf: 1\nnabór: Próba\nregulaminy: {lo: szkoła}\n", encoding="utf-8")
    rows = [row(f"k{n}", f"Osoba Zmyślona{chr(96 + n)}", 50 + n, ["lo/A"]) for n in range(1, 4)]
    async with running(path, people(school.parent, rows)) as (main, pilot):
        await pilot.press("ctrl+e")
        await until(pilot, lambda: isinstance(main.app.screen, Choice))
        assert "z jego własnego pliku" in words_of(main)
        names = [one.id for one in main.app.screen.query_one(OptionList).options]
        assert names == [*KINDS, "supplementary"]
        await pilot.press("escape")
        await choose(main, pilot, "protocol")
        await say_day(main, pilot, "")
        await see(main, pilot, "Pisma gotowe")
    assert list(school.with_name("nabór-protokół").glob("protokol-*.pdf"))


async def test_papers_are_made_with_the_decisions_beside(school: Path) -> None:
    other = school.with_name("szkoła-nabór.yaml")
    decided = "rozstrzygnięcia:\n  - {oddział: A, losowanie: [k3, k2], podstawa: protokół nr 4}\n"
    other.write_text(f"paragraf: 1\nnabór: Próba\nregulaminy: {{szkoła: szkoła}}\n{decided}", encoding="utf-8")
    async with running(school, people(school.parent, TIED)) as (main, pilot):
        await choose(main, pilot, "protocol")
        await say_day(main, pilot, "")
        await see(main, pilot, "Pisma gotowe")
    (made,) = school.with_name("szkoła-protokół").glob("protokol-*.pdf")
    told = " ".join(page.extract_text() for page in PdfReader(made).pages)
    assert "protokół nr 4" in " ".join(told.split())


async def test_a_file_beside_that_says_more_is_not_passed_over(school: Path) -> None:
    other = school.with_name("szkoła-nabór.yaml")
    other.write_text("paragraf: 1\nnabór: Próba\nregulaminy: {szkoła: szkoła}\nmiejsca: {A: 3}\n", encoding="utf-8")
    async with running(school, people(school.parent, ROWS)) as (main, pilot):
        await choose(main, pilot, "sheets")
        await answer(main, pilot, "open")
        await until(pilot, lambda: isinstance(main.app.screen, MainScreen) and main.app.screen is not main)
        opened = main.app.screen
        assert isinstance(opened, MainScreen)
        assert opened.file.path == other


async def test_lists_of_the_supplementary_round_have_a_folder_of_their_own(school: Path) -> None:
    async with running(school, people(school.parent, ROWS)) as (main, pilot):
        await choose(main, pilot, "supplementary")
        await see(main, pilot, "Na wolne miejsca")
        await pilot.press("enter")
        await say_day(main, pilot, "")
        await see(main, pilot, "Pisma gotowe")
    (made,) = school.with_name("szkoła-uzupełniające-listy").glob("lista-zakwalifikowani-A.pdf")
    assert "uzupełniając" in " ".join(page.extract_text() for page in PdfReader(made).pages)


async def test_made_up_people_get_no_papers(school: Path) -> None:
    async with running(school) as (main, pilot):
        await choose(main, pilot, "lists")
        await see(main, pilot, "Wczytaj go (Ctrl+K")


async def test_work_that_takes_long_can_be_stopped(school: Path) -> None:
    rows = [row(f"k{n}", f"Osoba Zmyślona{n}", 50, ["A"]) for n in range(400)]
    async with running(school, people(school.parent, rows)) as (main, pilot):
        await choose(main, pilot, "sheets")
        await answer(main, pilot, "draft")
        await say_day(main, pilot, "")
        await see(main, pilot, "Esc przerywa")
        await pilot.press("escape")
        await until(pilot, lambda: main.app.screen is main)
    assert not list(school.with_name("szkoła-wyjaśnienia").glob("*.pdf"))


# -- without a screen -------------------------------------------------------------------------------------------------


def test_what_the_command_is_told(tmp_path: Path) -> None:
    text, table = tmp_path / "s.yaml", tmp_path / "k.csv"
    order = Order(
        KINDS["admitted"],
        text,
        table,
        tmp_path / "m.yaml",
        tmp_path / "s-listy-przyjętych",
        date(2026, 7, 16),
        tmp_path / "p.csv",
        is_draft=True,
        replaces=True,
    )
    assert papers.arguments(order) == [
        "lista",
        str(text),
        str(table),
        "--mapping",
        str(tmp_path / "m.yaml"),
        "-o",
        str(tmp_path / "s-listy-przyjętych"),
        "--date",
        "2026-07-16",
        "--confirmations",
        str(tmp_path / "p.csv"),
        "--draft",
        "--force",
    ]
    later = Order(KINDS["sheets"], text, table, None, tmp_path / "s", is_supplementary=True)
    assert papers.arguments(later) == [
        "wyjasnienia",
        str(text),
        str(table),
        "-o",
        str(tmp_path / "s"),
        "--supplementary",
    ]
    leaflet = Order(KINDS["leaflet"], text, table, None, tmp_path / "s-ulotka")
    assert papers.arguments(leaflet) == ["ulotka", str(text), "-o", str(tmp_path / "s-ulotka")]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("16 lipca 2026", date(2026, 7, 16)),
        (" 6.7.2026 ", date(2026, 7, 6)),
        ("2026-07-16", date(2026, 7, 16)),
        ("31.02.2026", None),
        ("16 lipca", None),
        ("do 16 lipca 2026", None),
    ],
)
def test_days_as_people_write_them(typed: str, day: date | None) -> None:
    assert papers.day_of(typed) == day


def test_no_advice_to_type_a_command() -> None:
    said = (
        "Zapisano 2 pliki w folderze x.\nNajpierw komisja: paragraf draw. Wersja robocza: dodaj --draft.\nUwaga: 1.\n"
    )
    assert list(papers.readable(said)) == ["Zapisano 2 pliki w folderze x.", "Uwaga: 1."]


def test_no_drawing_of_the_place_of_a_problem() -> None:
    text = Source("dane.csv", "id;nazwisko\nk1;Próbny\n")
    found = Diagnostic("K019", Severity.WARNING, "Kandydat nazywa się tak samo.", Span(text, 12, 14), "Sprawdź „id”.")
    said = f"{render_all([found])}\nZapisano 2 pliki w folderze x.\n"
    assert "┌─ dane.csv:2:1" in said
    assert list(papers.readable(said)) == [
        "ostrzeżenie K019: Kandydat nazywa się tak samo.",
        "Co zrobić: Sprawdź „id”.",
        "Razem: 1 ostrzeżenie.",
        "Zapisano 2 pliki w folderze x.",
    ]


def test_the_editor_is_told_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    streams = Streams(io.StringIO(), io.StringIO(), io.StringIO())
    assert not streams.shows_progress
    monkeypatch.setenv(papers.PROGRESS_VARIABLE, "1")
    assert streams.shows_progress
