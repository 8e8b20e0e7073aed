"""Points and rankings beside the text: what they show, when they are stale, and that old results are dropped."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from textual.widgets import Static, TabbedContent

from admission.ranking import rank
from admission.scoring import score
from dsl.layers.blanks import with_examples
from dsl.model.regulation import Regulation
from dsl.rewrite.school_years import SchoolYear
from dsl.templates import template
from tests.tui.conftest import REGULATION, running, settled, until
from tui.analysis import CandidatesFile, Checked, LastReading, Superseded, check, preview, read_candidates_file
from tui.comparison import compared
from tui.messages import PreviewReady
from tui.panes.points import ABOUT
from tui.panes.points import LIST as POINTS
from tui.panes.problems import ProblemsPane
from tui.panes.ranking import ranking_rows
from tui.panes.rows import Column, RowList, Rows, full_width, narrowed
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
        await pilot.press("f7")
        lines = table(main, "ranking-list")
        assert lines[0].split()[:3] == ["1", "k3", "45"]
        assert lines[1] == "— remis na granicy: 2 osoby na 1 miejsce —"
        assert [line.split()[:3] for line in lines[2:4]] == [["2", "remis", "k1"], ["2", "remis", "k2"]]
        assert lines[4] == "— tu kończą się miejsca (2) —"
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


def ranked(text: str, people: Sequence[Mapping[str, object]], path: Path) -> list[str]:
    """The ranking of branch A as rows of text."""
    rows = tuple(json.dumps(one, ensure_ascii=False).encode() for one in people)
    found = preview(check(1, text, path), CandidatesFile(path, rows), lambda _: True)
    shown = ranking_rows(found.rankings["A"])
    return ["  ".join(shown.cells(row)) for row in range(len(shown.keys))]


def people(*points: int) -> list[dict[str, object]]:
    return [{"id": f"k{n}", "egzamin": one, "świadectwo": True} for n, one in enumerate(points, start=1)]


def test_the_seats_end_where_they_do(regulation: Path) -> None:
    assert ranked(REGULATION, people(90, 80, 70), regulation)[2] == "— tu kończą się miejsca (2) —"
    assert ranked(REGULATION, people(90, 80), regulation)[2] == "— tu kończą się miejsca (2) —"
    assert not [line for line in ranked(REGULATION, people(90), regulation) if "—" in line]


@pytest.mark.parametrize("seats", ["miejsca: bez limitu", "nazwa: otwarty"])
def test_without_a_limit_the_seats_do_not_end(seats: str, regulation: Path) -> None:
    lines = ranked(REGULATION.replace("miejsca: 2", seats), people(90, 80, 70), regulation)
    assert [line.split()[0] for line in lines] == ["1", "2", "3"]


def test_equal_candidates_are_not_parted_by_the_end_of_the_seats(regulation: Path) -> None:
    lines = ranked(REGULATION, people(90, 80, 80, 80, 70), regulation)
    assert lines[1] == "— remis na granicy: 3 osoby na 1 miejsce —"
    assert lines[5] == "— tu kończą się miejsca (2) —"
    assert ["remis" in line for line in lines] == [False, True, True, True, True, False, False]


def test_those_above_the_limit_stand_above_the_end_of_the_seats(regulation: Path) -> None:
    text = REGULATION.replace("świadectwo: tak/nie}", "świadectwo: tak/nie, laureat: tak/nie}").replace(
        "kolejność: [", "kolejność: [{etap: laureaci, pierwszeństwo: laureat, ponad limit: tak}, "
    )
    of = [{**one, "laureat": place < 3} for place, one in enumerate(people(50, 60, 70, 99))]
    lines = ranked(text, of, regulation)
    assert lines[3] == "— tu kończą się miejsca (2), ponad limit: 3 —"
    assert lines[4].split()[1] == "k4"
    lines = ranked(text, of[2:], regulation)
    assert lines[2] == "— tu kończą się miejsca (2), ponad limit: 1 —"


async def test_people_of_an_example_stand_in_for_candidates(regulation: Path) -> None:
    several = """\
  remis:
    dane: {świadectwo: tak}
    kandydaci: {ewa: {egzamin: 80%}, jan: {egzamin: 60%}}
    oczekuj: {kolejność: [ewa, jan]}
"""
    regulation.write_text(REGULATION + several, encoding="utf-8")
    async with running(regulation) as (main, pilot):
        assert not main.found
        lines = table(main, "points-list")
        assert [line.split("  ")[:2] for line in lines[2:]] == [["ewa (prz. 3)", "40"], ["jan (prz. 3)", "30"]]
        await pilot.press("f6", "down", "down")
        await pilot.pause()
        assert str(main.query_one("#points-about").render()) == "ewa (prz. 3): remis"
        assert any("ewa (prz. 3)" in line for line in table(main, "ranking-list"))


def test_columns_get_narrower_before_figures_are_cut() -> None:
    columns = (Column("kandydat", 18), *(Column(f"oddział {n}", 12, right=True) for n in range(4)))
    cells = ("Ktoś o bardzo długim", "131,65", "warunek", "7", "117,65")
    rows = Rows(columns, ("k1",), lambda _: cells)
    assert narrowed(rows, 80) == columns
    narrow = narrowed(rows, 48)
    assert full_width(narrow) == 48
    assert all(one.width >= len(cell) for one, cell in zip(narrow[1:], cells[1:], strict=True))
    assert [one.width for one in narrowed(rows, 20)] == [13, 6, 7, 4, 6]


def test_a_table_is_read_with_its_mapping_and_again_when_asked(tmp_path: Path) -> None:
    people, mapping = tmp_path / "obcy.csv", tmp_path / "m.yaml"
    people.write_text("Nr;Mat\n1;50\n", encoding="utf-8")
    mapping.write_text("mapowanie: 1\nkolumny: {Nr: id, Mat: egzamin}\n", encoding="utf-8")
    regulation = check(1, REGULATION, tmp_path / "r.yaml").regulation
    assert regulation is not None
    reading = LastReading()
    first = reading.read(regulation, read_candidates_file(people, mapping))
    assert [one.facts["egzamin"] for one in first.candidates] == [50]
    people.write_text("Nr;Mat\n1;60\n2;70\n", encoding="utf-8")
    assert len(reading.read(regulation, read_candidates_file(people, mapping)).candidates) == 2
    mapping.write_text("mapowanie: 1\nkolumny: {Nr: id, Mat: nic}\n", encoding="utf-8")
    assert [one.code for one in reading.read(regulation, read_candidates_file(people, mapping)).problems] == ["K015"]


async def test_the_preview_is_shown_first_where_it_was_not_seen(regulation: Path) -> None:
    async with running(regulation, size=(80, 24)) as (main, pilot):
        await pilot.press("f7")
        assert (main.pane, main.query_one(TabbedContent).active) == ("preview", "tab-points")
        await pilot.press("f7")
        assert main.query_one(TabbedContent).active == "tab-ranking"


async def test_signs_in_place_of_points_are_told(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.show_pane("preview")
        about = main.query_one(f"#{ABOUT}", Static)
        assert "„" not in str(about.render())
        await pilot.press("down")
        await until(pilot, lambda: "„?” – brakuje danych" in " ".join(str(about.render()).split()))


def test_a_value_that_the_law_sets_is_told_by_what_if(tmp_path: Path) -> None:
    path = tmp_path / "lo.yaml"
    text = with_examples(template("lo", SchoolYear(2026)))
    changed = f"{text}\nkryteria:\n  aktywność społeczna:\n    punkty: 5\n"
    told = "\n".join(one.text for one in compared((text, path), (changed, path), None))
    assert "nowa wersja ma błędy" in told
    assert "P045" in told
    assert "ustala ją minister" in told
    assert "ma błędy" not in "\n".join(one.text for one in compared((text, path), (text, path), None))


async def test_a_row_that_is_cut_ends_with_dots_also_beside_a_scroll_bar(regulation: Path) -> None:
    async with running(regulation, size=(100, 30)) as (main, pilot):
        rows = main.query_one(f"#{POINTS}", RowList)
        for number in (2, 200):
            rows.show(
                Rows((Column("a", 4), Column("b", 10)), [str(row) for row in range(number)], lambda _: ("x", "y" * 300))
            )
            await pilot.pause()
            seen = rows.render_line(1).crop(0, rows.scrollable_content_region.width).text
            assert seen.endswith("y…"), number
