"""Columns of a foreign table gone through in the editor: proposed, chosen, written beside the table, used again."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from admission.intake.mapping import read_mapping
from admission.intake.reading import vocabularies
from admission.offer import Offer
from dsl.diagnostics import Diagnostics
from tests.tui.conftest import running, settled, until
from tui import analysis, matching, recovery
from tui.files import FileProblem
from tui.matching import PASS_OVER, Matching
from tui.modals.dialog import Dialog
from tui.modals.listing import Listing
from tui.modals.matching import MatchColumns
from tui.modals.searching import Searching
from tui.panes.reading import ReadingList
from tui.panes.rows import RowList
from tui.screens.main import MainScreen

TEXT = """\
paragraf: 1
regulamin: Próba
rok szkolny: 2025/2026
wydaje: dyrektor
pojęcia:
  przedmiot: [matematyka, fizyka]
  stopień: {celujący: 6, bardzo dobry: 5, dobry: 4, dostateczny: 3}
kandydat: {egzamin: procent dla przedmiot, oceny: stopień? dla przedmiot, wolontariat: tak/nie}
kryteria:
  egzamin: 0,5 * egzamin.matematyka
kolejność: [{etap: suma, suma: [egzamin]}]
oddziały:
  A: {miejsca: 2}
  B: {miejsca: 1}
"""
TABLE = """\
Nr;Nazwisko;Egz. matematyka;Fizyka;Matematyka;Wolontariat;Uwagi;Wybór
1;Zmyślona;80;;bdb;x;nic;A
2;Umowna;90;;nkl;–;;B
"""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    path = tmp_path / "szkoła.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "sekretariat.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def offer(school: Path) -> Offer:
    found = analysis.check(1, TEXT, school).offer
    assert found is not None
    return found


def told(found: Matching) -> dict[str, str]:
    return {one.header if one.value is None else f"{one.header}: {one.value}": one.meaning for one in found.lines()}


def test_what_is_proposed_is_told_in_words(offer: Offer, table: Path) -> None:
    found = matching.matching(table, offer, None)
    assert told(found) == {
        "Nr": "znak kandydata (np. numer wniosku), u każdego inny",
        "Nazwisko": "nazwisko",
        "Egz. matematyka": "egzamin (matematyka)",
        "Fizyka": "wybierz: egzamin (fizyka) albo oceny (fizyka)",
        "Matematyka": "oceny (matematyka)",
        "Matematyka: bdb": "bardzo dobry",
        "Matematyka: nkl": "co to znaczy? Enter wybiera",
        "Wolontariat": "wolontariat",
        "Wolontariat: x": "tak",
        "Wolontariat: –": "nie",
        "Uwagi": "(nie rozpoznano: będzie pominięta)",
        "Wybór": "wybrane oddziały, po kolei w jednej komórce",
    }


def test_what_is_chosen_is_written_and_opened_again(offer: Offer, table: Path) -> None:
    found = matching.matching(table, offer, None)
    found = found.with_field("Fizyka", "oceny.fizyka").with_meaning("Matematyka", "nkl", "dobry")
    found = found.with_field("Uwagi", PASS_OVER).with_field("Wolontariat", PASS_OVER)
    path = matching.mapping_path(table)
    path.write_text(found.text(Path("szkoła.yaml")), encoding="utf-8")
    problems = Diagnostics()
    used = read_mapping(path, vocabularies(offer)[""], problems)
    assert not problems.items
    assert used is not None
    again = matching.matching(table, offer, used)
    assert told(again) == {**told(found), "Uwagi": "(pomijana)"}
    assert again.text(Path("szkoła.yaml")) == found.text(Path("szkoła.yaml"))


def test_what_was_said_of_all_columns_stays(offer: Offer, table: Path) -> None:
    path = matching.mapping_path(table)
    path.write_text(
        "mapowanie: 1\nkolumny: {Nr: id}\nwartości: {oceny: {nkl: dobry}}\nstałe: {wolontariat: tak}\n", "utf-8"
    )
    used = read_mapping(path, vocabularies(offer)[""], Diagnostics())
    text = matching.matching(table, offer, used).text(Path("szkoła.yaml"))
    assert "wartości:\n  oceny:\n    nkl: dobry\n" in text
    assert text.endswith("stałe:\n  wolontariat: tak\n")
    assert "(co to znaczy?)" not in text


def test_a_field_is_held_by_one_column(offer: Offer, table: Path) -> None:
    found = matching.matching(table, offer, None).with_field("Fizyka", "oceny.fizyka")
    found = found.with_field("Uwagi", "oceny.fizyka")
    assert told(found)["Uwagi"] == "oceny (fizyka)"
    assert told(found)["Fizyka"] == "(pomijana)"
    taken = found.with_field("Fizyka", "oceny.matematyka")
    assert told(taken)["Matematyka"] == "wybierz: oceny (matematyka)"


def test_a_table_with_our_names_needs_no_matching(offer: Offer, tmp_path: Path) -> None:
    path = tmp_path / "nasza.csv"
    path.write_text("id;egzamin.matematyka;wybory.1;Uwagi\n1;50;A;x\n", encoding="utf-8")
    assert matching.needs_matching(path, offer) is None
    path.write_text("Wykaz;;;\nid;egzamin.matematyka;wybory.1;Uwagi\n1;50;A;x\n", encoding="utf-8")
    assert matching.needs_matching(path, offer) is not None


def test_a_table_without_names_of_columns_is_told(offer: Offer, tmp_path: Path) -> None:
    path = tmp_path / "goła.csv"
    path.write_text("1;Tajemnicka;05210112349\n", encoding="utf-8")
    with pytest.raises(FileProblem, match="nie ma wiersza z nazwami"):
        matching.matching(path, offer, None)


async def load(main: MainScreen, pilot: Pilot[None], path: Path) -> None:
    await pilot.press("ctrl+k")
    await until(pilot, lambda: isinstance(main.app.screen, Listing))
    await pilot.press("enter")
    await until(pilot, lambda: bool(main.app.screen.query(Input)))
    main.app.screen.query_one(Input).value = str(path)
    await pilot.press("enter")


async def stand_on(main: MainScreen, pilot: Pilot[None], words: str) -> None:
    rows = main.app.screen.query_one(RowList)
    rows.cursor = next(number for number, line in enumerate(rows.lines()) if words in line)
    await pilot.pause()


async def test_a_foreign_table_is_matched_read_and_remembered(school: Path, table: Path) -> None:
    async with running(school, size=(80, 24)) as (main, pilot):
        await load(main, pilot, table)
        await until(pilot, lambda: isinstance(main.app.screen, MatchColumns))
        await stand_on(main, pilot, "Fizyka")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(main.app.screen, Searching))
        await pilot.press(*"fizyka oce")
        assert main.app.screen.query_one(OptionList).option_count == 1
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(main.app.screen, MatchColumns))
        await stand_on(main, pilot, "nkl")
        await pilot.press("enter", *"dobry", "enter")
        await until(pilot, lambda: isinstance(main.app.screen, MatchColumns))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        await pilot.press("enter")  # nothing chosen is lost by a slip
        await until(pilot, lambda: isinstance(main.app.screen, MatchColumns))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: main.shown is not None and main.shown.read is not None)
        await settled(main, pilot)
        assert main.shown is not None
        facts = [one.facts["oceny"] for one in main.shown.candidates]
        assert facts == [{"matematyka": "bardzo_dobry"}, {"matematyka": "dobry"}]
        assert not main.shown.read or not main.shown.read.problems
    mapping = table.with_name("sekretariat-mapowanie.yaml")
    assert "Fizyka: oceny.fizyka" in mapping.read_text(encoding="utf-8")
    async with running(school) as (main, pilot):
        await load(main, pilot, table)
        await until(pilot, lambda: main.shown is not None and main.shown.read is not None)
        await settled(main, pilot)
        assert main.mapping_path == mapping
        await until(pilot, lambda: main.app.screen is main)
        await pilot.press("ctrl+k")
        await until(pilot, lambda: isinstance(main.app.screen, Listing))
        lines = [line.strip() for line in main.app.screen.query_one(ReadingList).lines()]
        assert "Dopasuj kolumny… (teraz: „sekretariat-mapowanie.yaml”)" in lines
        assert "Teraz: 2 kandydatów (sekretariat.csv); wszystkie wiersze są dobre" in lines


async def test_a_mapping_that_somebody_wrote_is_not_written_over_unasked(school: Path, table: Path) -> None:
    mapping = matching.mapping_path(table)
    mine = "# moje\nmapowanie: 1\nkolumny: {Nr: id, Egz. matematyka: egzamin.matematyka}\n"
    mapping.write_text(mine, encoding="utf-8")
    async with running(school) as (main, pilot):
        main.take_candidates(table, None, mapping)
        await settled(main, pilot)
        await pilot.press("ctrl+k")
        await until(pilot, lambda: isinstance(main.app.screen, Listing))
        await stand_on(main, pilot, "Dopasuj kolumny")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(main.app.screen, MatchColumns))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        assert "już jest" in str(main.app.screen.query(Static).first().render())
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(main.app.screen, MatchColumns))
        assert mapping.read_text(encoding="utf-8") == mine


async def test_nothing_is_read_while_nobody_knows_whose_the_rows_are(school: Path, tmp_path: Path) -> None:
    path = tmp_path / "bez znaku.csv"
    path.write_text("Egz. matematyka;Wybór\n50;A\n", encoding="utf-8")
    async with running(school) as (main, pilot):
        await load(main, pilot, path)
        await until(pilot, lambda: isinstance(main.app.screen, MatchColumns))
        assert "znakiem kandydata" in str(main.app.screen.query_one("#matching-about", Static).render())
        await pilot.press("ctrl+s")
        assert isinstance(main.app.screen, MatchColumns)
        assert not matching.mapping_path(path).exists()


# -- what the table lacks, or may be taken for ------------------------------------------------------------------------

ASKING = TEXT.replace("wolontariat: tak/nie}", "wolontariat: tak/nie, świadectwo: tak/nie}").replace(
    "kolejność:", "warunki:\n  świadectwo: {wymaga: świadectwo, treść: posiada świadectwo}\nkolejność:"
)
NAMELESS = """\
Nazwisko;Egz. matematyka;Wybór 1;Wybór 2
Zmyślona;80;muzyczna;sportowa
Umowna;90;sportowa;
"""


@pytest.fixture
def asking(school: Path) -> Path:
    school.write_text(ASKING, encoding="utf-8")
    return school


def matched(school: Path, table: Path, rows: str) -> Matching:
    table.write_text(rows, encoding="utf-8")
    offer = analysis.check(1, school.read_text(encoding="utf-8"), school).offer
    assert offer is not None
    return matching.matching(table, offer, None)


def test_what_the_table_lacks_stands_first_and_is_said_of_all(asking: Path, table: Path) -> None:
    found = matched(asking, table, NAMELESS)
    assert [(one.header, one.is_open) for one in found.lines()][:2] == [
        ("(znak kandydata)", True), ("(świadectwo)", True),
    ]  # fmt: skip
    assert not found.is_ready
    assert "Pytań, przy znaku „?”: 4." in found.about()
    answered = found.with_row_ids(True).with_constant("świadectwo", "tak")
    assert answered.is_ready
    assert not answered.to_assume
    assert [one.meaning for one in answered.lines()][:2] == [
        "numer wiersza; Enter: jednak nie", "u wszystkich: tak; Enter: jednak nie",
    ]  # fmt: skip
    path = matching.mapping_path(table)
    path.write_text(answered.text(asking), encoding="utf-8")
    used = read_mapping(path, vocabularies(answered.offer)[""], Diagnostics())
    again = matching.matching(table, answered.offer, used)
    assert told(again) == told(answered)
    assert told(answered.with_constant("świadectwo", "")) == told(found.with_row_ids(True))


def test_the_sign_is_of_a_column_or_of_the_row_never_of_both(asking: Path, table: Path) -> None:
    numbered = matched(asking, table, NAMELESS).with_row_ids(True).with_constant("świadectwo", "tak")
    numbered = numbered.with_field("Nazwisko", PASS_OVER).with_meaning("Wybór 1", "muzyczna", "B")
    path = matching.mapping_path(table)
    path.write_text(numbered.text(asking), encoding="utf-8")
    heads, *rows = NAMELESS.splitlines()
    signed = "\n".join([f"Nr wniosku;{heads}", *(f"{number};{row}" for number, row in enumerate(rows, 7))])
    table.write_text(signed, encoding="utf-8")
    known = vocabularies(numbered.offer)[""]
    again = matching.matching(table, numbered.offer, read_mapping(path, known, Diagnostics()))
    assert told(again)["Nr wniosku"].startswith("znak kandydata")
    assert "(znak kandydata)" not in told(again)
    assert told(again)["Nazwisko"] == "(pomijana)"
    assert told(again)["(świadectwo): świadectwo"].startswith("u wszystkich: tak")
    assert "muzyczna: B" in again.text(asking)
    path.write_text(again.text(asking), encoding="utf-8")
    problems = Diagnostics()
    used = read_mapping(path, known, problems)
    assert used is not None, problems.items
    assert not used.row_ids
    by_row = again.with_row_ids(True)
    assert told(by_row)["Nr wniosku"] == "(pomijana)"
    path.write_text(by_row.text(asking), encoding="utf-8")
    used = read_mapping(path, known, problems)
    assert used is not None, problems.items
    assert used.row_ids


async def test_matching_again_keeps_what_is_good_in_a_file_with_mistakes(asking: Path, table: Path) -> None:
    table.write_text("Nr wniosku;Egz. matematyka;Uwagi;Wybór\n7;80;x;A\n8;90;y;B\n", encoding="utf-8")
    mapping = matching.mapping_path(table)
    columns = "{Nr wniosku: id, Egz. matematyka: egzamin.matematyka, Wybór: wybory, Zniesione: nie ma tego}"
    mapping.write_text(
        f"mapowanie: 1\nid: numer wiersza\nkolumny: {columns}\npomijane: [Uwagi]\n"
        "stałe: {świadectwo: tak, wolontariat: może}\n",
        encoding="utf-8",
    )
    async with running(asking, size=(100, 30)) as (main, pilot):
        main.take_candidates(table, None, mapping)
        await settled(main, pilot)
        await pilot.press("ctrl+k")
        await until(pilot, lambda: isinstance(main.app.screen, Listing))
        await stand_on(main, pilot, "Dopasuj kolumny")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(main.app.screen, MatchColumns))
        lines = main.app.screen.query_one(RowList).lines()
        assert any("(świadectwo)" in line and "u wszystkich: tak" in line for line in lines)
        assert any("Uwagi" in line and "(pomijana)" in line for line in lines)
        assert not any("wolontariat" in line or "numer wiersza" in line for line in lines)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        await pilot.press("enter")
        await until(pilot, lambda: main.app.screen is main and main.shown is not None and bool(main.shown.read))
        await settled(main, pilot)
        assert main.shown is not None
        assert [one.id for one in main.shown.candidates] == ["7", "8"]


def test_a_word_is_asked_once_for_all_choices_and_two_words_for_one_branch_are_told(asking: Path, table: Path) -> None:
    found = matched(asking, table, NAMELESS)
    asked = [(one.header, one.value) for one in found.lines() if one.is_open and one.kind is matching.Kind.COLUMN]
    assert asked == [("Wybór 1", "muzyczna"), ("Wybór 1", "sportowa")]
    one = found.with_meaning("Wybór 1", "sportowa", "B")
    assert "ten sam oddział" not in one.about()
    both = one.with_meaning("Wybór 1", "muzyczna", "B")
    assert "znaczą ten sam oddział B" in both.about()
    text = one.with_meaning("Wybór 1", "muzyczna", "A").text(asking)
    assert text.count("sportowa: B") == 1
    assert "  wybory:\n" in text


def test_a_grade_is_told_in_every_column_of_grades(asking: Path, table: Path) -> None:
    rows = "Nr;Matematyka;Fizyka oceny;Wybór\n1;nkl;nkl;A\n2;bdb;db;B\n"
    found = matched(asking, table, rows).with_field("Fizyka oceny", "oceny.fizyka")
    assert len(list(found.places_of("Matematyka", "nkl"))) == 2
    assert all(
        "co to znaczy" not in meaning for meaning in told(found.with_meaning("Matematyka", "nkl", "dobry")).values()
    )


def test_numbers_given_to_a_yes_or_no_are_told(asking: Path, table: Path) -> None:
    rows = "".join(f"{n};{n + 40};A\n" for n in range(30))
    found = matched(asking, table, f"Nr;Wynik;Wybór\n{rows}").with_field("Wynik", "wolontariat")
    line = next(one for one in found.lines() if one.header == "Wynik")
    assert line.is_open
    assert "tyle wartości tu nie pasuje: 30" in line.meaning


def test_what_it_means_now_is_offered_first(asking: Path, table: Path) -> None:
    found = matched(asking, table, NAMELESS)
    assert [one.name for one in found.meanings_of("Wybór 1", "muzyczna")] == ["A", "B", ""]
    assert not found.has_meaning("Wybór 1", "muzyczna")
    known = found.with_meaning("Wybór 1", "muzyczna", "B")
    assert known.meanings_of("Wybór 1", "muzyczna")[0].name == "B"
    assert known.has_meaning("Wybór 1", "muzyczna")


async def test_a_column_that_a_condition_needs_is_asked_about_before_anybody_is_refused(
    asking: Path, table: Path
) -> None:
    table.write_text("Nr;Egz. matematyka;Wybór\n1;80;A\n2;90;B\n", encoding="utf-8")
    async with running(asking, size=(80, 24)) as (main, pilot):
        await load(main, pilot, table)
        await until(pilot, lambda: isinstance(main.app.screen, MatchColumns))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        words = " ".join(str(one.render()) for one in main.app.screen.query(Static))
        assert "nikt nie weźmie udziału" in words
        assert "posiada świadectwo" in words
        await pilot.press("enter")
        await until(pilot, lambda: main.app.screen is main and main.mapping_path is not None)
        await settled(main, pilot)
        assert main.shown is not None
        assert sum(len(one.members) for one in main.shown.rankings["A"].places) == 1
        assert main.part_here() == "tab-ranking"
    assert "świadectwo: tak" in matching.mapping_path(table).read_text(encoding="utf-8")


async def test_rows_are_numbered_only_when_somebody_says_so(asking: Path, table: Path) -> None:
    table.write_text(NAMELESS.replace("muzyczna", "A").replace("sportowa", "B"), encoding="utf-8")
    async with running(asking, size=(80, 24)) as (main, pilot):
        await load(main, pilot, table)
        await until(pilot, lambda: isinstance(main.app.screen, MatchColumns))
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(main.app.screen, MatchColumns), "without an id nothing is read"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(main.app.screen, MatchColumns))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        await pilot.press("enter")
        await until(pilot, lambda: main.mapping_path is not None)
        await settled(main, pilot)
        assert main.shown is not None
        assert [one.id for one in main.shown.candidates] == ["wiersz-2", "wiersz-3"]


async def test_what_was_chosen_is_there_again_after_the_program_was_killed(school: Path, table: Path) -> None:
    async with running(school) as (main, pilot):
        await load(main, pilot, table)
        await until(pilot, lambda: isinstance(main.app.screen, MatchColumns))
        await stand_on(main, pilot, "nkl")
        await pilot.press("enter", *"dobry", "enter")
        await until(pilot, lambda: isinstance(main.app.screen, MatchColumns))
        await until(pilot, lambda: recovery.draft_of_mapping(table).is_file())
    assert not matching.mapping_path(table).exists()
    async with running(school) as (main, pilot):
        await load(main, pilot, table)
        await until(pilot, lambda: isinstance(main.app.screen, MatchColumns))
        lines = main.app.screen.query_one(RowList).lines()
        assert any("nkl" in line and "dobry" in line for line in lines)
        await pilot.press("escape")
        await until(pilot, lambda: main.app.screen is main)
    assert not recovery.draft_of_mapping(table).exists(), "left by the person, and not taken up again"


def test_a_draft_that_nobody_can_read_or_write_stops_nothing(offer: Offer, table: Path) -> None:
    found = matching.matching(table, offer, None)
    draft = recovery.draft_of_mapping(table)
    recovery.keep_mapping(table, "kolumny: [")
    assert matching.drafted(found) is None
    recovery.forget_mapping(table)
    draft.mkdir(parents=True)
    recovery.keep_mapping(table, "mapowanie: 1")
    recovery.forget_mapping(table)
    assert matching.drafted(found) is None
