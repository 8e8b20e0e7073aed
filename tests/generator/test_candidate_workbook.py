"""The workbook of candidates' data, opened with another library than the one that wrote it."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from admission.intake.cells import column_letters
from dsl.load import load
from dsl.model.regulation import Regulation
from generator.candidate_workbook import ROWS, _sheet_names, candidate_workbook


@pytest.fixture(scope="module")
def regulation(root: Path) -> Regulation:
    found = load(root / "regulations" / "lo-wyspianskiego-kety" / "2025-2026.yaml").regulation
    assert found is not None
    return found


@pytest.fixture(scope="module")
def book(regulation: Regulation) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return load_workbook(io.BytesIO(candidate_workbook(regulation)))


def test_sheets_of_candidates_lists_and_explanations(book: Workbook) -> None:
    assert book.sheetnames == ["kandydaci", "osiągnięcia", "objaśnienia", "wartości"]
    assert [cell.value for cell in book["osiągnięcia"][1]] == [
        "id", "konkurs", "rodzaj", "tytuł", "szczebel", "zakres", "przedmiot",
    ]  # fmt: skip
    assert book["wartości"].sheet_state == "hidden"


def test_a_grade_is_chosen_and_a_percent_is_bounded(book: Workbook) -> None:
    page = book["kandydaci"]
    columns = {cell.value: get_column_letter(number) for number, cell in enumerate(page[1], start=1)}
    rules = {str(rule.sqref).split(":")[0].rstrip("0123456789"): rule for rule in page.data_validations.dataValidation}
    percent = rules[columns["egzamin.matematyka"]]
    assert (percent.type, percent.formula1, percent.formula2) == ("whole", "0", "100")
    grade = rules[columns["oceny.fizyka"]]
    assert grade.type == "list"
    assert str(grade.sqref).endswith(str(ROWS + 1))
    sheet, cells = grade.formula1.replace("'", "").replace("$", "").split("!")
    values = [row[0].value for row in book[sheet][cells]]
    assert values == ["celujący", "bardzo dobry", "dobry", "dostateczny", "dopuszczający"]


def test_every_column_is_explained(book: Workbook) -> None:
    explained = {(row[0].value, row[1].value) for row in book["objaśnienia"].iter_rows(min_row=2)}
    for name in ("kandydaci", "osiągnięcia"):
        assert {(name, cell.value) for cell in book[name][1]} <= explained


def test_the_same_regulation_gives_the_same_bytes(regulation: Regulation) -> None:
    assert candidate_workbook(regulation) == candidate_workbook(regulation)


def test_names_of_sheets_are_short_allowed_and_distinct() -> None:
    names = _sheet_names(["lista/a" + "x" * 40, "lista/a" + "x" * 50, "Wartości", "[]"])
    assert len({name.casefold() for name in (*names, "wartości", "objaśnienia")}) == 6
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_letters_of_columns() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
