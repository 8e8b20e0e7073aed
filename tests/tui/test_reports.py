"""What one asks beside editing: explanation, what a change does, candidates, documents, ties, the assistant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from dsl.model.regulation import StageKind
from tests.tui.conftest import REGULATION, running, settled, until
from tui import analysis, recovery
from tui.comparison import compared
from tui.files import read_file
from tui.modals.choice import Choice
from tui.modals.dialog import Dialog
from tui.modals.line import AskWords
from tui.modals.listing import Listing
from tui.modals.order import Order
from tui.modals.searching import Searching
from tui.panes.reading import ReadingList
from tui.screens.main import MainScreen
from tui.settling import NotWritten, entry, recruitment_of
from tui.settling import settled as with_settlement


async def listing(main: MainScreen, pilot: Pilot[None]) -> list[str]:
    """The lines of the text that has opened."""
    await until(pilot, lambda: isinstance(main.app.screen, Listing) and shown_lines(main) != [])
    return shown_lines(main)


def shown_lines(main: MainScreen) -> list[str]:
    return [line.strip() for one in main.app.screen.query(ReadingList) for line in one.lines()]


async def choose(main: MainScreen, pilot: Pilot[None], words: str) -> None:
    lines = await listing(main, pilot)
    shown = main.app.screen.query_one(ReadingList)
    shown.cursor = next(number for number, line in enumerate(lines) if words in line)
    await pilot.press("enter")


async def answer(main: MainScreen, pilot: Pilot[None], name: str) -> None:
    await until(pilot, lambda: isinstance(main.app.screen, Dialog) and bool(main.app.screen.query(f"#{name}")))
    await pilot.click(f"#{name}")


def words_of(main: MainScreen) -> str:
    return " ".join(str(one.render()) for one in main.app.screen.query(Static))


async def test_why_a_candidate_has_these_points_and_the_rule_behind(regulation: Path, candidates: Path) -> None:
    async with running(regulation, candidates) as (main, pilot):
        await pilot.press("f6", "down", "down", "enter")
        lines = await listing(main, pilot)
        assert "Oddział A" in lines
        assert "Razem: 45 punktów" in lines
        assert any(line.startswith("egzamin: 0,5 × 90 = 45") for line in lines)
        await choose(main, pilot, "egzamin: 0,5")
        await until(pilot, lambda: main.app.screen is main)
        assert main.editor.cursor_location[0] == 6


async def test_enter_in_the_ranking_explains_that_branch_first(regulation: Path, candidates: Path) -> None:
    async with running(regulation, candidates) as (main, pilot):
        main.action_show_ranking()
        await pilot.press("right", "enter")
        assert (await listing(main, pilot))[0] == "Oddział B"


async def test_what_saving_would_change(regulation: Path, candidates: Path) -> None:
    async with running(regulation, candidates) as (main, pilot):
        await pilot.press("ctrl+r")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        assert "Nie ma niezapisanych zmian" in words_of(main)
        await pilot.press("escape")
        main.editor.change_to(REGULATION.replace("A: {miejsca: 2}", "A: {miejsca: 3}"))
        await settled(main, pilot)
        await pilot.press("ctrl+r")
        lines = await listing(main, pilot)
        order = [lines.index(one) for one in ("Razem (5 kandydatów)", "Co zmienia się w zasadach", "Kto się przesunie")]
        assert order == sorted(order)
        assert lines[1].startswith("Wynik zmienia się u 2 kandydatów: ")
        assert "jest: miejsca: 3" in lines
        assert any(line.startswith("k1: nigdzie → A, wynik nie zależy już od remisu") for line in lines)
        assert "Oddział A: miejsca 2 → 3, przyjętych 1 → 3, w remisie 2 → 0, minimum 45 → 40" in lines
    assert regulation.read_text(encoding="utf-8") == REGULATION


async def test_comparison_with_another_file(regulation: Path, tmp_path: Path) -> None:
    old = tmp_path / "zeszły rok.yaml"
    old.write_text(REGULATION.replace("0,5 * egzamin", "0,4 * egzamin"), encoding="utf-8")
    async with running(regulation) as (main, pilot):
        main.action_compare()
        await until(pilot, lambda: bool(main.app.screen.query(Input)))
        main.app.screen.query_one(Input).value = str(old)
        await pilot.press("enter")
        lines = await listing(main, pilot)
        assert any("egzamin – zmienione" in line for line in lines)


def test_versions_with_errors_and_alike_are_told(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    told, *errors = compared((REGULATION, path), ("paragraf: 1\n", path), None)
    assert "nowa wersja ma błędy" in told.text
    assert errors
    assert any("mówią to samo" in one.text for one in compared((REGULATION, path), (REGULATION, path), None))


async def test_candidates_file_is_taken_row_by_row(regulation: Path, candidates: Path) -> None:
    async with running(regulation) as (main, pilot):
        await pilot.press("ctrl+k")
        await choose(main, pilot, "Wczytaj plik")
        await until(pilot, lambda: bool(main.app.screen.query(Input)))
        main.app.screen.query_one(Input).value = str(candidates)
        await pilot.press("enter")
        await settled(main, pilot)
        assert main.shown is not None
        assert len(main.shown.candidates) == 5
        await pilot.press("ctrl+k")
        lines = await listing(main, pilot)
        assert "Teraz: 5 kandydatów (kandydaci.jsonl)" in lines
        assert any("wiersz 6" in line and "900" in line for line in lines)


async def test_an_empty_table_is_made_once_and_can_be_taken(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        table = regulation.with_name("kandydaci.xlsx")
        for title in ("Tabela gotowa", "Nie utworzono tabeli"):
            await pilot.press("ctrl+k")
            await until(pilot, lambda: isinstance(main.app.screen, Listing))
            await pilot.press("down", "down", "down", "enter")
            await until(pilot, lambda: isinstance(main.app.screen, Dialog))
            assert any(title in str(one.render()) for one in main.app.screen.query(Static))
            await pilot.press("enter")
            await until(pilot, lambda: main.app.screen is main)
        main.take_candidates(table, None)
        await until(pilot, lambda: main.shown is not None and main.shown.read is not None)
        assert main.shown is not None
        assert main.shown.read is not None
        assert [one.code for one in main.shown.read.problems] == ["K005"]  # nobody in it yet, and nothing else


async def test_made_up_candidates_are_said_to_be_so(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        await pilot.press("ctrl+k")
        await choose(main, pilot, "zmyślonych")
        await settled(main, pilot)
        assert main.shown is not None
        assert len(main.shown.candidates) == 200
        assert main.shown.read is not None
        assert not main.shown.read.problems
        assert main.query_one("#preview").border_subtitle == "200 kandydatów, zmyśleni"
        await pilot.press("ctrl+k")
        await choose(main, pilot, "z przykładów")
        await settled(main, pilot)
        assert main.shown.from_examples


async def test_examples_are_run(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.action_examples()
        assert (await listing(main, pilot))[0] == "2 przykłady: wszystkie zgodne."
        await pilot.press("escape")
        await until(pilot, lambda: main.app.screen is main)
        main.editor.change_to(REGULATION.replace("razem: 37,5", "razem: 38"))
        await settled(main, pilot)
        main.action_examples()
        lines = await listing(main, pilot)
        assert lines[0] == "2 przykłady: niezgodne: 1."
        assert lines[1].startswith("● NIEZGODNY: połowa")


async def test_the_document_tab_follows_the_text(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.action_show_document()
        shown = main.query_one("#document-list", ReadingList)
        await until(pilot, lambda: any("§ 1" in line for line in shown.lines()))
        main.editor.change_to(REGULATION.replace("Próba", "Inny tytuł"))
        await until(pilot, lambda: any("Inny tytuł" in line for line in shown.lines()))


async def test_the_assistant_answers_with_its_place(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.action_ask()
        await pilot.press(*"ile miejsc w A?", "enter")
        shown = main.query_one("#asking-list", ReadingList)
        await until(pilot, lambda: any("2" in line for line in shown.lines()))
        assert shown.lines()[0].strip() == "– ile miejsc w A?"
        main.action_forget_talk()
        assert not shown.lines()


# -- ties -------------------------------------------------------------------------------------------------------------


def admitted(main: MainScreen) -> dict[str, str | None]:
    assert main.shown is not None
    assert main.shown.results is not None
    allocation = main.shown.results.allocation()
    assert allocation is not None
    return {one.candidate.id: one.admitted for one in allocation.candidates}


async def stand_on(pilot: Pilot[None], shown: ReadingList, words: str) -> None:
    shown.focus()
    shown.cursor = next(number for number, line in enumerate(shown.lines()) if words in line)
    await pilot.pause()


async def test_a_decision_of_the_commission_is_written_beside_and_settles_the_tie_until_it_is_taken_back(
    regulation: Path, candidates: Path
) -> None:
    text = REGULATION.replace("suma: [egzamin]}]", "suma: [egzamin]}, {etap: komisja, decyzja komisji: tak}]")
    regulation.write_text(text, encoding="utf-8")
    other = regulation.with_stem("regulamin-nabór")
    async with running(regulation, candidates) as (main, pilot):
        app = main.app
        main.action_show_ties()
        ties = main.query_one("#ties-list", ReadingList)
        await until(pilot, lambda: any("2 kandydatów na 1 miejsce" in line for line in ties.lines()))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choice))
        assert app.screen.query_one(OptionList).option_count == 1
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Order))
        await pilot.press("down", "enter")
        await until(pilot, lambda: bool(app.screen.query(Input)))
        await pilot.press(*"protokół nr 4", "enter")
        await answer(main, pilot, "create")
        await until(pilot, lambda: app.screen is main)
        await settled(main, pilot)
        assert "decyzja: [k2, k1], podstawa: protokół nr 4" in other.read_text(encoding="utf-8")
        assert admitted(main)["k2"] == "A"
        main.action_show_ties()
        await until(pilot, lambda: any("Żaden remis" in line for line in ties.lines()))
        told = " ".join(line.strip() for line in ties.lines())
        assert "A: k2, k1 – decyzja komisji (protokół nr 4)" in told
        await stand_on(pilot, ties, "k2, k1")
        await pilot.press("enter")
        await answer(main, pilot, "remove")
        await until(pilot, lambda: any("2 kandydatów na 1 miejsce" in line for line in ties.lines()))
        assert "rozstrzygnięcia:" not in other.read_text(encoding="utf-8")
    assert regulation.read_text(encoding="utf-8") == text


async def test_escape_steps_back_and_what_was_said_of_a_tie_is_there_again(regulation: Path, tmp_path: Path) -> None:
    text = REGULATION.replace("suma: [egzamin]}]", "suma: [egzamin]}, {etap: komisja, decyzja komisji: tak}]")
    regulation.write_text(text, encoding="utf-8")
    people = tmp_path / "osoby.jsonl"
    rows = [{"id": f"k{n}", "egzamin": 80, "świadectwo": True, "wybory": ["A"]} for n in range(1, 5)]
    people.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    async with running(regulation, people) as (main, pilot):
        app = main.app
        main.editor.change_to(text + "# zmiana\n")
        await settled(main, pilot)
        main.action_show_ties()
        ties = main.query_one("#ties-list", ReadingList)
        await until(pilot, lambda: any("4 kandydatów na 2 miejsca" in line for line in ties.lines()))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choice))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Order))
        await pilot.press("down", "enter", "escape")
        await until(pilot, lambda: isinstance(app.screen, Choice))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Order))
        assert "1. k2" in words_of(main)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, AskWords))
        await pilot.press(*"protokół 5", "escape")
        await until(pilot, lambda: isinstance(app.screen, Order))
        assert "2. k1" in words_of(main)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AskWords))
        assert app.screen.query_one(Input).value == "protokół 5"
        await pilot.press("enter")
        await answer(main, pilot, "cancel")
        await until(pilot, lambda: isinstance(app.screen, AskWords))
        await pilot.press("enter")
        await until(pilot, lambda: "zostaną niezapisane" in words_of(main))
        await answer(main, pilot, "create")
        await until(pilot, lambda: app.screen is main)
        assert main.unsaved
        assert regulation.read_text(encoding="utf-8") == text
        await settled(main, pilot)
        assert admitted(main) == {"k1": "A", "k2": "A", "k3": None, "k4": None}
    made = regulation.with_stem("regulamin-nabór").read_text(encoding="utf-8")
    assert "decyzja: [k2, k1, k3, k4], podstawa: protokół 5" in made


async def test_a_file_of_a_recruitment_that_says_more_is_offered_before_anything_is_typed(
    regulation: Path, candidates: Path
) -> None:
    text = REGULATION.replace("suma: [egzamin]}]", "suma: [egzamin]}, {etap: komisja, decyzja komisji: tak}]")
    regulation.write_text(text, encoding="utf-8")
    other = regulation.with_stem("regulamin-nabór")
    other.write_text(RECRUITMENT + "miejsca: {A: 3}\n", encoding="utf-8")
    async with running(regulation, candidates) as (main, pilot):
        app = main.app
        main.action_show_ties()
        ties = main.query_one("#ties-list", ReadingList)
        await until(pilot, lambda: any("2 kandydatów na 1 miejsce" in line for line in ties.lines()))
        await pilot.press("enter")
        await answer(main, pilot, "open")
        await until(pilot, lambda: isinstance(app.screen, MainScreen) and app.screen is not main)
        opened = app.screen
        assert isinstance(opened, MainScreen)
        assert opened.file.path == other
        assert opened.candidates_path == candidates


RECRUITMENT = "paragraf: 1\nnabór: Próba\nregulaminy: {lo: regulamin}\n"


def test_settlements_are_written_below_one_another() -> None:
    first = with_settlement(RECRUITMENT, entry("A", StageKind.DECISION, ["k1", "k, 2"], "protokół: 4"))
    assert first.endswith('rozstrzygnięcia:\n  - {oddział: A, decyzja: [k1, "k, 2"], podstawa: "protokół: 4"}\n')
    second = with_settlement(first, entry("B", StageKind.LOT, ["k3", "k4"], "losowanie"))
    assert second == first + "  - {oddział: B, losowanie: [k3, k4], podstawa: losowanie}\n"
    more = with_settlement(first + "# koniec\nlimity: {szkoły: 3}\n", entry("B", StageKind.LOT, ["k3", "k4"], "los"))
    assert more.index("losowanie:") < more.index("# koniec")
    with pytest.raises(NotWritten):
        with_settlement(RECRUITMENT + "rozstrzygnięcia: []\n", "- {}")


def test_a_recruitment_of_one_school_can_be_read(regulation: Path) -> None:
    line = entry("A", StageKind.DECISION, ["k1", "k2"], "protokół")
    text = recruitment_of(regulation, "Nabór: próba", line)
    checked = analysis.check(1, text, regulation.with_name("n.yaml"))
    assert checked.offer is not None
    assert list(checked.offer.branches) == ["A", "B"]


async def test_a_recruitment_of_two_schools_opens(regulation: Path, tmp_path: Path) -> None:
    (tmp_path / "drugi.yaml").write_text(REGULATION.replace("Próba", "Druga"), encoding="utf-8")
    path = tmp_path / "nabór.yaml"
    path.write_text(RECRUITMENT.replace("{lo: regulamin}", "{lo: regulamin, zs: drugi}"), encoding="utf-8")
    people = tmp_path / "osoby.jsonl"
    rows = [{"id": f"k{n}", "egzamin": 50 + n, "świadectwo": True, "wybory": ["lo/A", "zs/B"]} for n in range(4)]
    people.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    async with running(path, people) as (main, pilot):
        assert not main.found
        assert str(main.query_one("#ranking-about").render()).startswith("lo/A (1 z 4")
        await pilot.press("f6", "enter")
        assert "Oddział lo/A" in await listing(main, pilot)
        await pilot.press("escape")
        assert "najmniej" in [one.name for one in main.shape.keys(())]
        assert [one.name for one in main.shape.keys(("miejsca",))] == ["lo/A", "lo/B", "zs/A", "zs/B"]
        assert main.shape.values(("rozstrzygnięcia", "oddział"))[0].name == "lo/A"
        assert main.shape.help(("rozstrzygnięcia", "podstawa")).startswith("Dokument")
        main.action_show_document()
        shown = main.query_one("#document-list", ReadingList)
        await until(pilot, lambda: "jednej szkoły" in " ".join(line.strip() for line in shown.lines()))


# -- another file -----------------------------------------------------------------------------------------------------


async def test_another_file_is_opened_after_the_question_what_to_save(regulation: Path, tmp_path: Path) -> None:
    other = tmp_path / "inny.yaml"
    other.write_text(REGULATION.replace("Próba", "Inny"), encoding="utf-8")
    async with running(regulation) as (main, pilot):
        app = main.app
        main.editor.change_to(REGULATION.replace("Próba", "Zmieniona"))
        await pilot.press("ctrl+o")
        await answer(main, pilot, "save")
        await until(pilot, lambda: bool(app.screen.query(Input)))
        app.screen.query_one(Input).value = str(other)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MainScreen) and app.screen is not main)
        shown = app.screen
        assert isinstance(shown, MainScreen)
        assert "Inny" in shown.current_text()
    assert read_file(regulation).text == REGULATION.replace("Próba", "Zmieniona")
    assert not recovery.waiting()


# -- thousands of candidates ------------------------------------------------------------------------------------------


async def test_what_is_wrong_is_told_once_with_all_its_rows_and_read_again(regulation: Path, tmp_path: Path) -> None:
    people = tmp_path / "osoby.csv"
    rows = [f"k{n};{900 if n % 3 == 0 else 50};tak;{'Z' if n == 5 else 'A'}" for n in range(1, 10)]
    people.write_text("\n".join(["id;egzamin;świadectwo;wybory.1", *rows]), encoding="utf-8")
    async with running(regulation, people, size=(80, 24)) as (main, pilot):
        main.editor.move_cursor(main.editor.document.end)
        await until(pilot, lambda: "Błędy są w pliku kandydatów" in words_of(main))
        await pilot.press("ctrl+k")
        lines = await listing(main, pilot)
        assert any(line.startswith("Z błędami, pominiętych w podglądzie: 4. Popraw je") for line in lines)
        at = next(number for number, line in enumerate(lines) if line.endswith("Wierszy: 3."))
        assert [line.partition(":")[0] for line in lines[at + 1 :] if line.startswith("wiersz")][:3] == [
            "wiersz 4",
            "wiersz 7",
            "wiersz 10",
        ]
        people.write_text("id;egzamin;świadectwo;wybory.1\nk1;50;tak;A\n", encoding="utf-8")
        await choose(main, pilot, "jeszcze raz")
        await until(pilot, lambda: main.shown is not None and main.shown.read is not None and main.shown.read.rows == 1)
        await settled(main, pilot)
        assert main.app.screen is main


async def test_one_of_many_candidates_is_found_by_the_sign_or_the_name(regulation: Path, tmp_path: Path) -> None:
    people = tmp_path / "osoby.jsonl"
    rows = [
        {"id": f"k{n}", "egzamin": 50, "świadectwo": True, "tożsamość": {"imiona": "Osoba", "nazwisko": f"Zmyślona{n}"}}
        for n in range(1, 400)
    ]
    people.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    async with running(regulation, people) as (main, pilot):
        await pilot.press("ctrl+k")
        await choose(main, pilot, "Znajdź kandydata")
        await until(pilot, lambda: isinstance(main.app.screen, Searching))
        await pilot.press(*"k37")
        options = main.app.screen.query_one(OptionList)
        assert str(options.get_option_at_index(0).prompt).startswith("k37 ")
        await pilot.press("ctrl+a", *"zmyslona377", "enter")
        lines = await listing(main, pilot)
        assert "Oddział A" in lines
        assert "k377" in str(main.app.screen.query_one(ReadingList)._title())
