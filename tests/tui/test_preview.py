"""Points and rankings beside the text: what they show, when they are stale, and that old results are dropped."""

from __future__ import annotations

from pathlib import Path

import pytest

from admission.ranking import rank
from admission.scoring import score
from dsl.model.regulation import Regulation
from tests.tui.conftest import REGULATION, running, settled
from tui.analysis import Checked, LastReading, Superseded, check, preview, read_candidates_file
from tui.messages import PreviewReady
from tui.panes.problems import ProblemsPane
from tui.panes.rows import RowList
from tui.screens.main import MainScreen


def table(main: MainScreen, name: str) -> list[str]:
    return main.query_one(f"#{name}", RowList).lines()


def standing(main: MainScreen) -> str:
    return str(main.query_one("#status-standing").render())


async def test_examples_stand_in_for_candidates(regulation: Path) -> None:
    async with running(regulation) as (main, _):
        assert table(main, "points-list")[0].split() == ["Przykład", "1", "37,5", "37,5"]
        assert "z przykładów" in standing(main)
        assert "z przykładów" in str(main.query_one("#preview").border_subtitle)


async def test_candidates_file_with_tie_incomplete_and_not_eligible(regulation: Path, candidates: Path) -> None:
    async with running(regulation, candidates) as (main, pilot):
        await pilot.press("f7", "f6")
        lines = table(main, "ranking-list")
        assert lines[0].split()[:3] == ["1", "k3", "45"]
        assert [line.split()[:3] for line in lines[1:3]] == [["2", "remis", "k1"], ["2", "remis", "k2"]]
        assert "Niekompletni: 1" in lines
        assert any("k4" in line and "brakuje: egzamin" in line for line in lines)
        assert any("k5" in line and "ma świadectwo" in line for line in lines)
        assert any("kandydaci.jsonl, wiersz 6" in line for line in main.query_one(ProblemsPane).lines())
        assert str(main.query_one("#ranking-about").render()).startswith("A (1 z 2")
        await pilot.press("right")
        assert str(main.query_one("#ranking-about").render()).startswith("B (2 z 2")


async def test_down_chooses_the_next_candidate(regulation: Path, candidates: Path) -> None:
    async with running(regulation, candidates) as (main, pilot):
        await pilot.press("f6", "down", "down")
        await pilot.pause()
        assert str(main.query_one("#points-about").render()).startswith("k3")
        assert any(line.split() == ["egzamin", "45", "45"] for line in table(main, "points-detail"))


async def test_chosen_candidate_stays_when_points_change(regulation: Path, candidates: Path) -> None:
    async with running(regulation, candidates) as (main, pilot):
        await pilot.press("f6", "down", "down")
        main.editor.change_to(REGULATION.replace("0,5 * egzamin", "1 * egzamin").replace("razem: 37,5", "razem: 75"))
        await settled(main, pilot)
        assert main.query_one("#points-list", RowList).cursor_key == "k3"
        assert any(line.split() == ["egzamin", "90", "90"] for line in table(main, "points-detail"))


async def test_last_good_preview_stays_and_says_so(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        before = table(main, "points-list")
        main.editor.change_to(REGULATION + "  zły wiersz\n")
        await settled(main, pilot)
        assert main.found
        assert table(main, "points-list") == before
        assert "NIEAKTUALNY" in standing(main)
        assert "NIEAKTUALNY" in str(main.query_one("#preview").border_title)
        await pilot.press("ctrl+z")
        await settled(main, pilot)
        assert "podgląd aktualny" in standing(main)


async def test_result_of_an_older_text_is_dropped(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        shown = main.shown
        old: Checked = check(main.revision - 1, REGULATION.replace("0,5", "1"), regulation)
        main.post_message(PreviewReady(preview(old, None, lambda _: True)))
        await pilot.pause()
        assert main.shown is shown


async def test_f5_reads_the_candidates_again(regulation: Path, candidates: Path) -> None:
    async with running(regulation, candidates) as (main, pilot):
        candidates.write_text('{"id": "nowy", "egzamin": 50, "świadectwo": true}\n', encoding="utf-8")
        await pilot.press("f5")
        await settled(main, pilot)
        assert [line.split()[0] for line in table(main, "points-list")] == ["nowy"]


async def test_vanished_candidates_file_is_a_problem_not_a_crash(regulation: Path, candidates: Path) -> None:
    async with running(regulation, candidates) as (main, pilot):
        candidates.unlink()
        await pilot.press("f5")
        await settled(main, pilot)
        assert any(one.code == "K000" for one in main.found)


async def test_changed_points_are_counted_though_an_example_expects_others(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.change_to(REGULATION.replace("0,5 * egzamin", "1 * egzamin"))
        await settled(main, pilot)
        assert [one.code for one in main.found] == ["P072"]
        assert table(main, "points-list")[0].split() == ["Przykład", "1", "75", "75"]
        assert not main.is_stale


async def test_rows_are_read_again_only_when_they_mean_something_else(regulation: Path, candidates: Path) -> None:
    reading, file = LastReading(), read_candidates_file(candidates)
    before = reading.read(model(REGULATION, regulation), file)
    assert reading.read(model(REGULATION.replace("0,5", "1"), regulation), file) is before
    other = REGULATION.replace("egzamin: procent", "egzamin: liczba")
    assert [one.id for one in reading.read(model(other, regulation), file).candidates][-1] == "k6"
    fewer = REGULATION.replace("  B: {miejsca: 1}\n", "")
    assert all(len(one.choices) == 1 for one in reading.read(model(fewer, regulation), file).candidates)


def test_what_is_counted_on_demand_is_what_the_explaining_evaluator_says(regulation: Path, candidates: Path) -> None:
    checked, file = check(1, REGULATION, regulation), read_candidates_file(candidates)
    found = preview(checked, file, lambda _: True, first="B")
    assert found.regulation is not None
    scored = list(score(found.regulation, found.candidates))
    assert [one for results in found.scores.values() for one in results] == scored
    assert set(found.rankings) == {"A", "B"}
    for code, branch in found.regulation.branches.items():
        assert found.rankings[code] == rank(branch, [one for one in scored if one.choice.branch == code])


def test_work_for_an_older_text_is_given_up(regulation: Path, candidates: Path) -> None:
    with pytest.raises(Superseded):
        preview(check(1, REGULATION, regulation), read_candidates_file(candidates), lambda revision: revision > 1)


def model(text: str, path: Path) -> Regulation:
    regulation = check(0, text, path).regulation
    assert regulation is not None
    return regulation
