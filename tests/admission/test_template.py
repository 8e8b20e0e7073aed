"""Templates of candidates' data: what is asked for, and that what they hold can be read and counted."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from admission.intake.reading import read_candidates
from admission.scoring import score
from admission.template.cells import as_words
from admission.template.columns import Kind, sheets
from admission.template.csv_files import csv_files
from admission.template.example import example_row, jsonl_example
from admission.validation import read_rows
from dsl.load import load, load_text
from dsl.model.regulation import Regulation

EVERYTHING = """paragraf: 1
regulamin: Próba wszystkich danych
wydaje: dyrektor
rok szkolny: 2026/2027

pojęcia:
  przedmiot: {matematyka: matematyki, fizyka: fizyki}
  stopień: {celujący: 6, dobry: 4}
  zawody:
    szkolne: {nazwa: zawody szkolne „Wiosna”}

kandydat:
  wiek: {typ: liczba od 0,2 do 0,8, nazwa: ułamek, podpowiedź: z zaświadczenia}
  odległość: liczba od 1 do 30 km?
  urodzony: data
  zgoda: tak/nie, domyślnie tak
  oceny: stopień? dla przedmiot
  trudności: zbiór przedmiot
  starty:
    nazwa: starty w zawodach
    lista:
      gdzie: zawody
      miejsce: liczba całkowita od 1 do 3

oddział:
  profil: tekst?

wybór:
  sprawdzian: liczba całkowita od 0 do 50

kryteria:
  wszystko: wybór.sprawdzian + wiek + suma(s.miejsce dla s z starty) + (jeżeli zgoda to 1 inaczej 0)

kolejność:
  - {etap: punkty, suma: [wszystko]}

limity: {oddziały: 1}

oddziały:
  A: {nazwa: pierwszy, miejsca: 3}
  B: {nazwa: drugi, miejsca: 3}
"""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Regulation:
    loaded = load_text(EVERYTHING, tmp_path_factory.mktemp("w") / "regulamin.yaml")
    assert loaded.regulation is not None, loaded.diagnostics
    return loaded.regulation


@pytest.fixture(scope="module")
def shipped(root: Path) -> Regulation:
    regulation = load(root / "regulations" / "lo-wyspianskiego-kety" / "2025-2026.yaml").regulation
    assert regulation is not None
    return regulation


def test_every_fact_has_its_columns(everything: Regulation) -> None:
    found = {sheet.name: [column.header for column in sheet.columns] for sheet in sheets(everything)}
    flat = ["wiek", "odległość", "urodzony", "zgoda", "oceny.matematyka", "oceny.fizyka"]
    sets = ["trudności.matematyka", "trudności.fizyka"]
    assert found == {
        "kandydaci": ["id", "tożsamość.imiona", "tożsamość.nazwisko", *flat, *sets],
        "wybory": ["id", "oddział", "sprawdzian"],
        "starty": ["id", "gdzie", "miejsce"],
    }


def test_what_is_asked_of_a_branch_may_stand_in_its_columns(everything: Regulation, tmp_path: Path) -> None:
    main, *others = sheets(everything, in_columns=True)
    assert [one.name for one in others] == ["starty"]
    headers = [column.header for column in main.columns]
    of_wishes = [one for one in headers if one.startswith("wybory")]
    assert of_wishes == ["wybory.1", "wybory.A.sprawdzian", "wybory.B.sprawdzian"]
    cells = dict.fromkeys(headers, "") | {
        "id": "k1",
        "wybory.1": "B",
        "wybory.A.sprawdzian": "1",
        "wybory.B.sprawdzian": "2",
    }
    path = tmp_path / "k.csv"
    path.write_text("\n".join((";".join(cells), ";".join(cells.values()))), encoding="utf-8")
    (candidate,) = read_candidates(path, everything).good
    assert [(one.branch, one.pair["sprawdzian"]) for one in candidate.choices] == [("B", 2)]


def test_columns_tell_what_they_take(everything: Regulation) -> None:
    columns = {column.header: column for sheet in sheets(everything) for column in sheet.columns}
    assert columns["wiek"].explanation == (
        "ułamek (z zaświadczenia); liczba (ułamek po przecinku) od 0,2 do 0,8; potrzebne, gdy liczą się za to punkty"
    )
    assert columns["odległość"].allowed == "liczba (ułamek po przecinku) od 1 do 30 km"
    assert columns["odległość"].empty_means == "można zostawić puste"
    assert columns["zgoda"].empty_means == "puste: tak"
    assert columns["oceny.fizyka"].words == "oceny z fizyki"
    assert columns["oceny.fizyka"].choices == ("celujący", "dobry")
    assert columns["gdzie"].meanings == (("szkolne", "zawody szkolne „Wiosna”"),)
    assert columns["urodzony"].kind is Kind.DATE


def test_wishes_are_columns_where_nothing_is_asked_about_each(shipped: Regulation) -> None:
    headers = [column.header for column in sheets(shipped)[0].columns]
    assert [header for header in headers if header.startswith("wybory")] == [f"wybory.{n}" for n in range(1, 5)]


def test_the_example_is_read_and_counted(everything: Regulation, shipped: Regulation) -> None:
    for regulation in (everything, shipped):
        candidates = read_rows([jsonl_example(regulation).encode()], "szablon.jsonl", regulation)
        assert candidates.problems.items == []
        results = list(score(regulation, candidates.good))
        assert results
        assert all(one.result.total is not None and not one.result.missing for one in results)


def test_the_example_fills_every_field(everything: Regulation) -> None:
    row = example_row(everything)
    assert set(row) == {"id", "tożsamość", "wybory", *everything.candidate}
    assert row["wybory"] == [{"oddział": "A", "sprawdzian": 25}]  # no more than the limit
    assert row["urodzony"] == "2011-05-12"
    assert row["wiek"] == "0,5"
    assert row["starty"] == [{"gdzie": "szkolne", "miejsce": 2}]
    assert json.loads(jsonl_example(everything)) == row


def test_a_moment_has_its_hour() -> None:
    changed = EVERYTHING.replace("  urodzony: data\n", "  urodzony: data\n  złożono: czas\n")
    regulation = load_text(changed, Path("r.yaml")).regulation
    assert regulation is not None
    assert example_row(regulation)["złożono"] == "2011-05-12 12:00"
    assert read_rows([jsonl_example(regulation).encode()], "szablon.jsonl", regulation).problems.items == []


def test_csv_is_what_a_polish_spreadsheet_opens(everything: Regulation) -> None:
    files = dict(csv_files(everything, "dane/kandydaci.csv"))
    assert [Path(name).name for name in files] == ["kandydaci.csv", "kandydaci.wybory.csv", "kandydaci.starty.csv"]
    for content in files.values():
        assert content.startswith(b"\xef\xbb\xbf")
        header, remarks = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
        assert header[0] == "id"
        assert remarks[0].startswith("# ")
        assert len(header) == len(remarks)
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in (*header, *remarks))


def test_a_name_that_would_be_a_formula_is_a_word_in_csv() -> None:
    for begin in ("=", "+", "@", "-"):
        changed = EVERYTHING.replace("nazwa: ułamek", f"nazwa: '{begin}HYPERLINK(1)'", 1)
        regulation = load_text(changed, Path("r.yaml")).regulation
        assert regulation is not None
        for _, content in csv_files(regulation, "k.csv"):
            rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
            assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row)
        assert f"'{begin}HYPERLINK(1)" in dict(csv_files(regulation, "k.csv"))["k.csv"].decode()


@pytest.mark.parametrize("cell", ["=1+1", " =1", "\t=1", "+48", "@x", "-1"])
def test_formulas_in_csv(cell: str) -> None:
    assert as_words(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["id", "a=b", "", "# id", "2 = dwa"])
def test_words_in_csv(cell: str) -> None:
    assert as_words(cell) == cell
