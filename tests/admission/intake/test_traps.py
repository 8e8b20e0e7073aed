"""What a spreadsheet does to data is told by sheet, row and column, and never counted."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from admission.candidates import Candidates
from admission.intake.reading import read_candidates
from tests.dsl.loading import regulation

RULES = regulation("""
    pojęcia: {przedmiot: {fizyka: fizyki}, stopień: {celujący: 6, dobry: 4}}
    kandydat:
      egzamin: procent
      wynik: liczba
      urodzony: data
      chwila: czas?
      sport: tak/nie
      opis: tekst?
      ocena: stopień?
      trudności: zbiór przedmiot
      zawody: {lista: {miejsce: liczba}}
    kryteria: {a: 0,5 * egzamin + wynik + suma(z.miejsce dla z z zawody)}
    kolejność: [{etap: suma, suma: [a]}]
    oddziały: {A: {miejsca: 1}, B: {miejsca: 1}}
""")
FORMATS = {
    "percent": "0%",
    "own": '0.0" %"',
    "own_percent": "0.00%",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
}


class Sheets:
    """A workbook written cell by cell."""

    def __init__(self) -> None:
        self.content = io.BytesIO()
        self.book = Workbook(self.content, {"in_memory": True, "strings_to_urls": False})
        self.formats = {name: self.book.add_format({"num_format": code}) for name, code in FORMATS.items()}

    def page(self, name: str = "kandydaci", *headers: str) -> Any:
        page = self.book.add_worksheet(name)
        for column, header in enumerate(headers):
            page.write_string(0, column, header)
        return page

    def read(self, folder: Path) -> Candidates:
        self.book.close()
        path = folder / "k.xlsx"
        path.write_bytes(self.content.getvalue())
        return read_candidates(path, RULES)


def told(read: Candidates) -> list[str]:
    return [f"{one.code} {one.message}" for one in read.problems.sorted()]


@pytest.fixture
def sheets() -> Sheets:
    return Sheets()


def test_a_percent_shown_as_such_is_read_as_shown(sheets: Sheets, tmp_path: Path) -> None:
    page = sheets.page("kandydaci", "id", "egzamin", "wynik")
    for row, (share, name) in enumerate(
        [(0.75, "percent"), (1, "percent"), (0.29, "own_percent"), (0.07, "percent")], 1
    ):
        page.write_string(row, 0, f"k{row}")
        page.write_number(row, 1, share, sheets.formats[name])
    page.write_number(1, 2, 0.5, sheets.formats["percent"])
    read = sheets.read(tmp_path)
    assert not read.problems.items
    assert [one.facts["egzamin"] for one in read.good] == [75, 100, 29, 7]
    assert str(read.good[0].facts["wynik"]) == "1/2"


def test_a_share_without_the_sign_is_refused_and_so_are_the_ones_beside_it(sheets: Sheets, tmp_path: Path) -> None:
    page = sheets.page("kandydaci", "id", "egzamin")
    for row, value in enumerate([0.75, 1, 60, 0], 1):
        page.write_string(row, 0, f"k{row}")
        page.write_number(row, 1, value, sheets.formats["own"] if row == 1 else None)
    read = sheets.read(tmp_path)
    assert [one.id for one in read.good] == ["k3", "k4"]
    assert told(read) == [
        "K012 kandydat „k1”, arkusz „kandydaci”, wiersz 2, kolumna „egzamin”: Tu powinien być procent od 0 "
        "do 100, a jest "
        "ułamek mniejszy od 1: arkusz zapisał tak np. 75%.",
        "K012 kandydat „k2”, arkusz „kandydaci”, wiersz 3, kolumna „egzamin”: Nie wiadomo, czy to 1%, czy 100%: w tej "
        "kolumnie są ułamki zamiast procentów.",
    ]
    assert dict(read.bad) == {"k1": 2, "k2": 3}


@pytest.mark.parametrize(
    ("text", "good"), [("75%", True), ("75", True), ("1%", True), ("0,75", False), ("0.75", False), ("0,5%", False)]
)
def test_percents_in_csv(text: str, good: bool, tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text(f"id;egzamin\nk1;{text}\n", encoding="utf-8")
    read = read_candidates(path, RULES)
    assert (len(read.good) == 1) is good, told(read)
    assert "0,75" not in " ".join(told(read))


def test_ids_numbers_and_truths(sheets: Sheets, tmp_path: Path) -> None:
    page = sheets.page("kandydaci", "id", "sport", "wynik", "ocena", "opis")
    page.write_row(1, 0, [1.0, True, 75.1, 6, 17])
    page.write_row(2, 0, ["2\u00a0", " Tak\u00a0", " 2,50 ", "dobry ", "\u200bx y\ufeff"])
    page.write_row(3, 0, [3, "PRAWDA", 0.1 + 0.2, None, ""])
    read = sheets.read(tmp_path)
    assert not read.problems.items, told(read)
    assert [one.id for one in read.good] == ["1", "2", "3"]
    assert [one.facts.get("sport") for one in read.good] == [True, True, True]
    assert [str(one.facts["wynik"]) for one in read.good] == ["751/10", "5/2", "3/10"]
    assert [one.facts.get("ocena") for one in read.good] == ["celujący", "dobry", None]
    assert [one.facts.get("opis") for one in read.good] == ["17", "x y", None]


def test_dates(sheets: Sheets, tmp_path: Path) -> None:
    page = sheets.page("kandydaci", "id", "urodzony", "chwila", "wynik")
    page.write_row(1, 0, ["k1"])
    page.write_datetime(1, 1, date(2010, 5, 12), sheets.formats["date"])
    page.write_datetime(1, 2, datetime(2025, 5, 12, 8, 30), sheets.formats["moment"])
    page.write_row(2, 0, ["k2", 40310])
    page.write_row(3, 0, ["k3"])
    page.write_datetime(3, 3, date(2010, 5, 12), sheets.formats["date"])
    page.write_row(4, 0, ["k4", "12.05.2010"])
    page.write_datetime(5, 0, date(2010, 5, 12), sheets.formats["date"])
    read = sheets.read(tmp_path)
    assert [str(read.good[0].facts[name]) for name in ("urodzony", "chwila")] == ["2010-05-12", "2025-05-12 08:30:00"]
    assert [one.id for one in read.good] == ["k1"]
    assert told(read) == [
        "K012 kandydat „k2”, arkusz „kandydaci”, wiersz 3, kolumna „urodzony”: Zamiast daty jest liczba: arkusz tak "
        "przechowuje daty, a komórka nie ma formatu daty.",
        "K012 kandydat „k3”, arkusz „kandydaci”, wiersz 4, kolumna „wynik”: Arkusz zamienił ten wpis na datę.",
        "K002 kandydat „k4”, arkusz „kandydaci”, wiersz 5, kolumna „urodzony”: Data jest tu zapisana "
        "inaczej: rok stoi na "
        "początku.",
        "K001 arkusz „kandydaci”, wiersz 6: kolumna „id”: Arkusz zamienił ten wpis na datę.",
    ]
    assert not any("2010" in one or "40310" in one for one in told(read))


def test_the_date_of_an_application(sheets: Sheets, tmp_path: Path) -> None:
    page = sheets.page("kandydaci", "id", "wniosek.stan", "wniosek.złożono")
    for row in (1, 2, 3):
        page.write_row(row, 0, [f"k{row}", "potwierdzony"])
    page.write_datetime(1, 2, date(2025, 5, 12), sheets.formats["date"])
    page.write_datetime(2, 2, datetime(2025, 5, 12, 8, 30), sheets.formats["moment"])
    page.write_number(3, 2, 45789)
    read = sheets.read(tmp_path)
    filed = [one.application and one.application.filed for one in read.good]
    assert filed == [date(2025, 5, 12), datetime(2025, 5, 12, 8, 30)]
    assert [one[:24] for one in told(read)] == ["K012 kandydat „k3”, arku"]


def test_errors_formulas_and_merged_cells(sheets: Sheets, tmp_path: Path) -> None:
    page = sheets.page("kandydaci", "id", "wynik", "egzamin")
    page.write_row(1, 0, ["k1"])
    page.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    page.write_row(2, 0, ["k2"])
    page.write_formula(2, 1, "=A1", None, "")
    page.write_row(3, 0, ["k3"])
    page.write_formula(3, 1, "=2+3", None, 5)
    page.write_row(4, 0, ["k4"])
    page.write_row(5, 0, ["k5"])
    page.merge_range(4, 2, 5, 2, 60)
    read = sheets.read(tmp_path)
    assert {one.id: one.facts.get("wynik") for one in read.good} == {"k3": 5, "k4": None}
    assert told(read) == [
        "K016 W arkuszu „kandydaci” są formuły (komórek: 1, kolumny: B).",
        "K012 kandydat „k1”, arkusz „kandydaci”, wiersz 2, kolumna „wynik”: W komórce jest błąd arkusza (np. #N/D!).",
        "K012 kandydat „k2”, arkusz „kandydaci”, wiersz 3, kolumna „wynik”: W komórce jest formuła bez "
        "zapisanego wyniku.",
        "K012 kandydat „k5”, arkusz „kandydaci”, wiersz 6, kolumna „egzamin”: Komórka jest scalona z "
        "sąsiednią i własnej "
        "wartości nie ma.",
    ]


def test_a_number_longer_than_a_spreadsheet_keeps(sheets: Sheets, tmp_path: Path) -> None:
    page = sheets.page("kandydaci", "id", "wynik")
    page.write_row(1, 0, [12345678901234567, 1])
    assert told(sheets.read(tmp_path)) == [
        "K001 arkusz „kandydaci”, wiersz 2: kolumna „id”: Liczba ma więcej cyfr, niż arkusz przechowuje: "
        "dalsze zastąpił "
        "zerami."
    ]


def test_the_pesel_of_a_spreadsheet(sheets: Sheets, tmp_path: Path) -> None:
    page = sheets.page("kandydaci", "id", "tożsamość.pesel")
    for row, pesel in enumerate([210100011, 5210112349.0, "05210112349", 75051212346, 75051212347, 1234567890], 1):
        page.write_row(row, 0, [f"k{row}", pesel])
    read = sheets.read(tmp_path)
    assert [one.id for one in read.good] == ["k1", "k2", "k4"]
    assert told(read) == [
        "K016 arkusz „kandydaci”, wiersz 2: W numerach PESEL brakowało zer z przodu (2); odczytano je z zerami.",
        "K014 arkusz „kandydaci”, wiersz 4: Numer PESEL z tego wiersza jest już w wierszu 3.",
        "K013 kandydat „k5”, arkusz „kandydaci”, wiersz 6, kolumna „tożsamość.pesel”: Cyfra kontrolna "
        "numeru PESEL się nie "
        "zgadza.",
        "K013 kandydat „k6”, arkusz „kandydaci”, wiersz 7, kolumna „tożsamość.pesel”: Numer PESEL ma 11 "
        "cyfr, a tu jest ich "
        "10.",
    ]


def test_sheets_that_are_hidden_foreign_or_not_named(sheets: Sheets, tmp_path: Path) -> None:
    page = sheets.page("Arkusz1", "id", "wynik")
    page.write_row(1, 0, ["k1", 1])
    hidden = sheets.page("zawody", "id", "miejsce")
    hidden.write_row(1, 0, ["k1", 3])
    hidden.hide()
    sheets.page("zawodyy", "id", "miejsce").write_row(1, 0, ["k1", 3])
    read = sheets.read(tmp_path)
    assert "K010" in told(read)[0]
    again = Sheets()
    again.page("kandydaci", "id", "wynik").write_row(1, 0, ["k1", 1])
    hidden = again.page("zawody", "id", "miejsce")
    hidden.write_row(1, 0, ["k1", 3])
    hidden.hide()
    again.page("notatki", "x")
    read = again.read(tmp_path)
    assert told(read) == [
        "K016 Arkusz „zawody” jest ukryty; odczytano go.",
        "K016 Arkusza „notatki” nie czytano: regulamin nie zna takiej listy.",
    ]
    assert read.good[0].facts["zawody"] == ({"miejsce": 3},)


@pytest.mark.parametrize(
    ("name", "shown", "meant"),
    [
        ("zawody (2)", "„zawody (2)”", "zawody"),
        ("ZAWODY2", "„ZAWODY2”", "zawody"),
        ("zawód", "„zawód”", "zawody"),
        ("Zawody Przykładowej", "„…” (19 znaków)", "zawody"),
        ("lista zawodow", "„…” (13 znaków)", "zawody"),
        ("Wybory (1)", "„Wybory (1)”", "wybory"),
    ],
)
def test_a_sheet_that_may_be_a_list_stops_the_reading(
    name: str, shown: str, meant: str, sheets: Sheets, tmp_path: Path
) -> None:
    """Points in it would be lost, and with the choices everybody would be counted everywhere."""
    sheets.page("kandydaci", "id", "wynik").write_row(1, 0, ["k1", 1])
    sheets.page(name, "id", "miejsce").write_row(1, 0, ["k1", 3])
    read = sheets.read(tmp_path)
    assert not read.good
    assert told(read) == [
        "K010 Kandydatów nie czytano, bo w skoroszycie jest arkusz o nazwie podobnej do listy.",
        f"K011 Nie wiadomo, czy arkusz {shown} to lista „{meant}”.",
    ]


def test_a_copy_of_a_list_that_is_there_is_told(sheets: Sheets, tmp_path: Path) -> None:
    sheets.page("kandydaci", "id", "wynik").write_row(1, 0, ["k1", 1])
    sheets.page("zawody (2)", "id", "miejsce").write_row(1, 0, ["k1", 3])
    sheets.page("zawody", "id", "miejsce").write_row(1, 0, ["k1", 2])
    read = sheets.read(tmp_path)
    assert read.good[0].facts["zawody"] == ({"miejsce": 2},)
    assert told(read) == ["K016 Arkusza „zawody (2)” nie czytano."]


def test_a_sheet_of_a_million_empty_rows_is_read_at_once(tmp_path: Path) -> None:
    import time

    path = tmp_path / "k.xlsx"
    sheets = Sheets()
    sheets.page("kandydaci", "id", "wynik").write_row(1, 0, ["k1", 1])
    sheets.book.close()
    with zipfile.ZipFile(io.BytesIO(sheets.content.getvalue())) as old, zipfile.ZipFile(path, "w", 8) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                empty = b"".join(b'<row r="%d" ht="15" customHeight="1"/>' % row for row in range(3, 1_048_577))
                content = content.replace(b"</sheetData>", empty + b"</sheetData>")
            new.writestr(name, content)
    started = time.process_time()
    read = read_candidates(path, RULES)
    assert [one.id for one in read.good] == ["k1"]
    assert time.process_time() - started < 3


def test_a_name_of_a_column_that_nobody_can_know_spoils_the_table(sheets: Sheets, tmp_path: Path) -> None:
    page = sheets.page("kandydaci", "id")
    page.merge_range(0, 1, 0, 2, "egzamin")
    page.write_formula(0, 3, '="wynik"', value="")
    page.write_formula(0, 4, "=NA()", value="#N/A")
    page.merge_range(0, 5, 0, 20, "")
    page.write_row(1, 0, ["k1", 75, 3, 4, 5])
    read = sheets.read(tmp_path)
    begin = "K011 arkusz „kandydaci”, wiersz 1: Nie wiadomo, jak brzmi nazwa"
    assert told(read) == [
        f"{begin} kolumny C. Komórka jest scalona z sąsiednią i własnej wartości nie ma.",
        f"{begin} kolumny D. W komórce jest formuła bez zapisanego wyniku.",
        f"{begin} kolumny E. W komórce jest błąd arkusza (np. #N/D!).",
    ]
    assert not read.good


@pytest.mark.parametrize("error", ["#N/D!", "#ARG!", "#DZIEL/0!", "#NAZWA?"])
def test_an_error_as_the_name_of_a_column_of_csv(error: str, tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text(f"id;egzamin;{error};#1\nk1;75;3;4\n", encoding="utf-8")
    read = read_candidates(path, RULES)
    assert [one.code for one in read.problems.sorted()] == ["K003", "K011"], told(read)
    assert not read.good


def test_names_that_a_spreadsheet_took_for_numbers_and_dates_are_shown_as_it_shows_them(
    sheets: Sheets, tmp_path: Path
) -> None:
    page = sheets.page("kandydaci", "id", "egzamin")
    page.write_number(0, 2, 3)
    page.write_number(0, 3, 0.5)
    page.write_boolean(0, 4, True)
    page.write_datetime(0, 5, datetime(2026, 1, 5), sheets.formats["date"])
    page.write_row(1, 0, ["k1", 75])
    read = sheets.read(tmp_path)
    assert len(read.good) == 1
    assert [one.split("„")[2] for one in told(read)] == [
        f"{name}” ({letter}); pominięto ją."
        for name, letter in (("0,5", "D"), ("2026-01-05", "F"), ("3", "C"), ("PRAWDA", "E"))
    ]


def test_rows_that_a_filter_hides_are_read_and_told(sheets: Sheets, tmp_path: Path) -> None:
    page = sheets.page("kandydaci", "id", "egzamin")
    for row in range(1, 4):
        page.write_row(row, 0, [f"k{row}", 75])
    for row in (2, 3, 9):
        page.set_row(row, None, None, {"hidden": True})
    read = sheets.read(tmp_path)
    assert [one.id for one in read.good] == ["k1", "k2", "k3"]
    assert told(read) == ["K016 W arkuszu „kandydaci” są ukryte wiersze z danymi (ile: 2, pierwszy: 3)."]
    path = tmp_path / "k.xlsx"
    path.write_bytes(_with_odd_cells(path.read_bytes()))
    assert told(read_candidates(path, RULES)) == told(read)


def _with_odd_cells(data: bytes) -> bytes:
    """The same with cells written as hardly any program writes them."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(content, "w") as new:
        for one in old.infolist():
            text = old.read(one)
            is_sheet = one.filename == "xl/worksheets/sheet1.xml"
            new.writestr(one.filename, text.replace(b"<c r=", b"<c  r=") if is_sheet else text)
    return content.getvalue()
