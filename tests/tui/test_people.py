"""Whom the preview counts, as a person goes about it: taken, seen at once, found, explained; ties, also tried ones."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from admission.recruitment.reading import read_settlements
from dsl.model.regulation import StageKind
from tests.tui.conftest import REGULATION, running, settled, until
from tui import analysis, settling
from tui.analysis import Analysis
from tui.files import ChangedOutside, FileProblem
from tui.messages import TieChosen
from tui.modals.choice import Choice
from tui.modals.dialog import Dialog
from tui.modals.listing import Listing
from tui.modals.order import Order
from tui.modals.searching import Searching
from tui.panes.ranking import LIST, RankingPane, about_row, ranking_rows
from tui.panes.reading import ReadingList
from tui.panes.rows import RowList, narrowed
from tui.panes.ties import ties_of
from tui.panes.words import in_line, points
from tui.screens.main import MainScreen
from tui.settling import beside, entry, recruitment_of, recruitment_path, taken_back, without, written_beside

DECIDED = REGULATION.replace("suma: [egzamin]}]", "suma: [egzamin]}, {etap: komisja, decyzja komisji: tak}]")

MORE_STAGES = REGULATION.replace("suma: [egzamin]}]", "suma: [egzamin]}, {etap: wynik, malejąco: egzamin}]")


def ranking(main: MainScreen) -> RowList:
    return main.query_one(f"#{LIST}", RowList)


def words_of(main: MainScreen) -> str:
    return " ".join(str(one.render()) for one in main.app.screen.query(Static))


async def take(main: MainScreen, pilot: Pilot[None], name: str) -> None:
    await pilot.press("ctrl+k")
    await until(pilot, lambda: isinstance(main.app.screen, Listing))
    shown = main.app.screen.query_one(ReadingList)
    await until(pilot, lambda: bool(shown.lines()))
    shown.cursor = next(number for number, line in enumerate(shown.lines()) if name in line)
    await pilot.press("enter")
    await until(pilot, lambda: main.app.screen is main)


# -- seen at once -----------------------------------------------------------------------------------------------------


async def test_whoever_is_taken_is_seen_in_the_ranking_and_keys_go_there(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.action_show_ties()
        main.show_pane("text")
        await take(main, pilot, "zmyślonych")
        assert main.part_here() == "tab-ranking"
        assert main.focused is ranking(main)
        await settled(main, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(main.app.screen, Listing))
        assert main.current_text() == REGULATION


async def test_f7_goes_along_with_the_card_and_escape_back_to_the_text(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        await pilot.press("f7")
        assert (main.part_here(), main.focused) == ("tab-ranking", ranking(main))
        await pilot.press("f6")
        assert main.part_here() == "problems-box"
        await pilot.press("shift+f6", "escape")
        assert (main.part_here(), main.focused) == ("text", main.editor)
        await pilot.press("f3", "escape")
        assert main.focused is main.editor


# -- found and explained ----------------------------------------------------------------------------------------------


async def test_letters_typed_among_people_look_for_one_who_is_explained_and_stood_on(
    regulation: Path, tmp_path: Path
) -> None:
    people = tmp_path / "osoby.jsonl"
    rows = [
        {"id": f"k{n}", "egzamin": n, "świadectwo": True, "tożsamość": {"imiona": "Osoba", "nazwisko": name}}
        for n, name in enumerate(["Zmyślona", "Umowna", "Przykładowa", "Umyślna"])
    ]
    people.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    async with running(regulation, people) as (main, pilot):
        main.action_show_ranking()
        await pilot.press(*"umow")
        await until(pilot, lambda: isinstance(main.app.screen, Searching))
        await until(pilot, lambda: main.app.screen.query_one(Input).value == "umow")
        assert "Enter wybiera: k1  Umowna Osoba" in words_of(main)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(main.app.screen, Listing))
        await pilot.press("escape")
        await until(pilot, lambda: main.app.screen is main)
        assert ranking(main).cursor_key == "k1"
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(main.app.screen, Searching))
        await pilot.press("enter")
        assert isinstance(main.app.screen, Searching), "nothing is proposed before anything is typed"
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(main.app.screen, Listing))
        assert ranking(main).cursor_key == "k1"


async def test_the_first_down_stands_on_the_first_row_and_enter_takes_what_it_says(regulation: Path) -> None:
    answers = [("a", "pierwsza"), ("b", "druga"), ("c", "trzecia")]
    async with running(regulation) as (main, pilot):
        for keys, taken in (([], "a"), (["down"], "a"), (["down", "down"], "b"), (["up"], "c"), (["r", "u"], "b")):
            given: list[str | None] = []
            search = Searching("Co?", lambda words: [one for one in answers if words in one[1]], proposed=True)
            await main.app.push_screen(search, given.append)
            await pilot.press(*keys, "enter")
            await until(pilot, lambda: main.app.screen is main)
            assert given == [taken]


# -- what a row tells -------------------------------------------------------------------------------------------------


def counted(regulation: Path, rows: list[dict[str, object]], text: str = DECIDED) -> Analysis:
    regulation.write_text(text, encoding="utf-8")
    people = regulation.with_name("osoby.jsonl")
    people.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    checked = analysis.check(1, text, regulation)
    assert checked.offer is not None
    decisions = beside(regulation, checked.offer)
    assert decisions is not None
    return analysis.preview(checked, analysis.read_candidates_file(people), lambda _: True, decisions=decisions)


def person(identifier: str, exam: object, **more: object) -> dict[str, object]:
    return {"id": identifier, "egzamin": exam, "świadectwo": True, "wybory": ["A"], **more}


def test_why_somebody_does_not_take_part_is_told_whole_below_the_list(regulation: Path) -> None:
    ranked = counted(regulation, [person("k1", 50), person("k2", 60, świadectwo=False)]).rankings["A"]
    assert about_row(ranked, "k2") == "k2, 1. na liście wyboru; nie spełnia warunku: ma świadectwo"
    assert about_row(ranked, "k1").startswith("k1, 1. na liście wyboru; 1. suma: 25")
    assert about_row(ranked, "#granica") == ""


async def test_the_row_with_the_cursor_is_told_on_a_small_screen(regulation: Path, candidates: Path) -> None:
    async with running(regulation, candidates, size=(80, 24)) as (main, pilot):
        main.action_show_ranking()
        await pilot.press("end")
        await until(pilot, lambda: "nie spełnia warunku: ma świadectwo" in words_of(main))
        assert main.query_one(RankingPane).branch == "A"
        assert "6 kandydatów" not in words_of(main)
        assert "5 kandydatów (kandydaci.jsonl)" in str(main.query_one("#preview").border_subtitle)


def test_sums_stand_under_one_another_by_their_commas() -> None:
    values = [Fraction(155), Fraction(15855, 100), Fraction(1765, 10), None]
    aligned = in_line(values)
    assert [aligned(points(one)) for one in values] == ["155   ", "158,55", "176,5 ", "?"]
    assert in_line([Fraction(1), 2])("12") == "12"
    assert in_line([Fraction(1, 3), Fraction(1, 2)])("1/3") == "1/3"


def test_names_stay_whole_and_stages_give_way_on_a_narrow_screen(regulation: Path) -> None:
    rows = [person(f"k{n}", n, tożsamość={"imiona": "Osoba", "nazwisko": f"Zmyślona{n}"}) for n in range(1, 4)]
    shown = ranking_rows(counted(regulation, rows, MORE_STAGES).rankings["A"])
    titles = ["miejsce", "kandydat", "razem", "nazwisko i imiona", "2."]
    assert [one.title for one in narrowed(shown, 120)] == titles
    narrow = narrowed(shown, 41)
    assert [one.title for one in narrow] == titles[:4]
    assert narrow[1].width == shown.columns[1].width
    assert [one.title for one in narrowed(shown, 30)] == titles[:3]
    assert shown.cells(0)[:2] == ("1", "k3")


def test_a_dropped_column_is_no_cell_of_a_row(regulation: Path) -> None:
    rows = [person("k1", 50), person("k2", 60)]
    shown = ranking_rows(counted(regulation, rows, MORE_STAGES).rankings["A"])
    assert len(narrowed(shown, 26)) == 3 < len(shown.cells(0))


# -- ties -------------------------------------------------------------------------------------------------------------


def told(found: Analysis) -> str:
    return "\n".join(one.text for one in ties_of(found).paragraphs)


def test_what_settles_nothing_is_told(regulation: Path) -> None:
    line = entry("A", StageKind.DECISION, ["k1", "k2"], "protokół")
    recruitment_path(regulation).write_text(recruitment_of(regulation, "Próba", line), encoding="utf-8")
    found = counted(regulation, [person("k1", 90), person("k2", 80), person("k3", 70)])
    assert "wpisana kolejność (komisja: k1, k2) niczego nie rozstrzyga: te osoby nie mają z nikim równego" in told(
        found
    )
    assert "Rozstrzygnięte, zapisane w „regulamin-nabór.yaml”" in told(found)


async def test_a_tie_of_made_up_people_is_made_and_tried_without_a_file(regulation: Path) -> None:
    regulation.write_text(DECIDED, encoding="utf-8")
    before = set(regulation.parent.iterdir())
    async with running(regulation) as (main, pilot):
        main.action_show_ties()
        ties = main.query_one("#ties-list", ReadingList)
        await until(pilot, lambda: any("zobacz, jak wygląda remis" in line for line in ties.lines()))
        ties.cursor = next(number for number, line in enumerate(ties.lines()) if "zobacz" in line)
        await pilot.press("enter")
        await until(pilot, lambda: any("rozstrzygnij na próbę" in line for line in ties.lines()))
        await settled(main, pilot)
        assert main.part_here() == "tab-ties"
        assert main.shown is not None
        tie = next(iter(ties_of(main.shown).named.values())).tie
        ties.cursor = 0
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(main.app.screen, Choice))
        assert "niczego nie zapisze" in words_of(main)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(main.app.screen, Order))
        await pilot.press(*["enter"] * (len({*tie.candidates, *tie.may_join}) - 1))
        await until(pilot, lambda: any("Rozstrzygnięte na próbę" in line for line in ties.lines()))
        ties.cursor = next(number for number, line in enumerate(ties.lines()) if "(próba)" in line)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        await pilot.press("right", "enter")
        await until(pilot, lambda: any("rozstrzygnij na próbę" in line for line in ties.lines()))
    assert {one for one in regulation.parent.iterdir() if one.name != "stan"} == before - {regulation.parent / "stan"}


def test_the_tie_that_no_other_comes_before_is_decided_with_those_who_may_join_it(regulation: Path) -> None:
    """Three equal people: one wants A first, where the seat is tied, too, so that each tie depends on the other."""
    text = DECIDED.replace("miejsca: 2", "miejsca: 1")
    rows = [
        person("k1", 80, wybory=["A", "B"]), person("k2", 80, wybory=["A", "B"]),
        person("k3", 80, wybory=["B", "A"]), person("k4", 80, wybory=["B", "A"]),
    ]  # fmt: skip
    found = ties_of(counted(regulation, rows, text))
    waiting = list(found.named.values())
    assert [one.tie.settled for one in waiting] == [False, False]
    first = [one for one in waiting if not one.first]
    assert first, "one of them can be decided"
    chosen = TieChosen(first[0].branch, first[0].tie, first[0].first)
    assert chosen.group == ("k1", "k2", "k3", "k4")
    assert any("mogą tu trafić też" in one.text for one in found.paragraphs)


def test_where_seats_never_run_out_no_tie_is_promised_twice(regulation: Path) -> None:
    text = DECIDED.replace("miejsca: 2", "miejsca: bez limitu").replace("miejsca: 1", "miejsca: bez limitu")
    checked = analysis.check(1, text, regulation)
    found = analysis.preview(checked, analysis.made_up(20, is_tied=True), lambda _: True)
    assert "nie udało się ułożyć remisu" in told(found)
    assert "Enter" not in told(found)


# -- the file beside --------------------------------------------------------------------------------------------------


def test_settlements_beside_count_for_the_text_on_the_screen(regulation: Path) -> None:
    line = entry("A", StageKind.DECISION, ["k2", "k1"], "protokół nr 4")
    recruitment_path(regulation).write_text(recruitment_of(regulation, "Próba", line), encoding="utf-8")
    people = [person("k1", 80), person("k2", 80)]
    found = counted(regulation, people, DECIDED.replace("miejsca: 2", "miejsca: 1"))
    assert found.results is not None
    allocation = found.results.allocation()
    assert allocation is not None
    assert {one.candidate.id: one.admitted for one in allocation.candidates} == {"k1": None, "k2": "A"}
    regulation.write_text(DECIDED.replace("miejsca: 2", "miejsca: 17"), encoding="utf-8")
    assert found.decisions.file == recruitment_path(regulation)


@pytest.mark.parametrize(
    "more", ["miejsca: {A: 3}\n", "rok szkolny: 2024/2025\n", "limity: {oddziały: 1}\n", "  źle: [\n"]
)
def test_a_file_beside_that_says_more_or_is_broken_is_not_read_in_part(more: str, regulation: Path) -> None:
    checked = analysis.check(1, REGULATION, regulation)
    assert checked.offer is not None
    target = recruitment_path(regulation)
    assert beside(regulation, checked.offer) is not None
    target.write_text(f"paragraf: 1\nnabór: Próba\nregulaminy: {{lo: regulamin}}\n{more}", encoding="utf-8")
    assert beside(regulation, checked.offer) is None
    other = "paragraf: 1\nnabór: Próba\nregulaminy: {lo: inny}\n"
    regulation.with_name("inny.yaml").write_text(REGULATION, encoding="utf-8")
    assert read_settlements(other, target, regulation, checked.offer.branches) is None


def test_a_settlement_is_taken_back_by_its_lines_alone(regulation: Path) -> None:
    first = entry("A", StageKind.DECISION, ["k1", "k2"], "protokół nr 1")
    checked = analysis.check(1, DECIDED, regulation)
    offer = checked.offer
    assert offer is not None
    path = written_beside(regulation, offer, first)
    begun = path.read_text(encoding="utf-8")
    written_beside(regulation, offer, entry("B", StageKind.DECISION, ["k3", "k4"], "protokół nr 2"))
    found = read_settlements(path.read_text(encoding="utf-8"), path, regulation, offer.branches)
    assert found is not None
    taken_back(path, regulation, offer, found.settlements[1])
    assert path.read_text(encoding="utf-8") == begun
    again = read_settlements(begun, path, regulation, offer.branches)
    assert again is not None
    left = without(begun + "# koniec\n", again.settlements[0].span)
    assert "rozstrzygnięcia:" not in left
    assert left.endswith("# koniec\n")
    assert read_settlements(left, path, regulation, offer.branches) is not None


def test_a_file_beside_that_cannot_be_written_stays_as_it_was(
    regulation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = analysis.check(1, DECIDED, regulation)
    assert checked.offer is not None
    line = entry("A", StageKind.DECISION, ["k1", "k2"], "protokół")
    path = written_beside(regulation, checked.offer, line)
    content = path.read_bytes()
    path.chmod(0o444)
    with pytest.raises(FileProblem, match="tylko do odczytu"):
        written_beside(regulation, checked.offer, line)
    assert path.read_bytes() == content
    path.chmod(0o644)

    def changed_meanwhile(text: str, line: str) -> str:
        path.write_bytes(content + b"# ktos\n")
        return text + line

    monkeypatch.setattr(settling, "settled", changed_meanwhile)
    with pytest.raises(ChangedOutside):
        written_beside(regulation, checked.offer, line)
    assert path.read_bytes() == content + b"# ktos\n"
    assert not [one for one in os.listdir(regulation.parent) if one.startswith(".paragraf")]
