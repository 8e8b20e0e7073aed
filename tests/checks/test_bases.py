"""Bases that are not of the school year: not in force, or with terms of another year."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsl.diagnostics import Severity
from tests.dsl.loading import load_yaml

HEADER = "paragraf: 1\nprawo: Zasady\nwydaje: organ prowadzący\n"


def told(folder: Path, base: str, text: str = "", year: str = "2026/2027") -> list[tuple[str, Severity]]:
    (folder / "zasady.yaml").write_text(HEADER + base, encoding="utf-8")
    loaded = load_yaml(f"rok szkolny: {year}\nopiera się na: [zasady]\n{text}", folder)
    return [(one.code, one.severity) for one in loaded.diagnostics]


@pytest.mark.parametrize(
    ("validity", "expected"),
    [
        ("{od: 2025-04-09}", []),
        ("{od: 2026-04-09}", []),  # in the middle of the recruitment
        ("{od: 2024-01-01, do: 2025-12-31}", [("P125", Severity.WARNING)]),
        ("{od: 2024-01-01, do: 2025-12-31, pewność: przypomniane}", [("P125", Severity.NOTE)]),
        ("{od: 2024-01-01, do: 2026-06-30}", []),
        ("{od: 2026-09-01}", [("P125", Severity.NOTE)]),  # perhaps meant for the year itself
        ("{od: 2027-09-01}", [("P125", Severity.WARNING)]),
    ],
)
def test_time_in_force(tmp_path: Path, validity: str, expected: list[tuple[str, Severity]]) -> None:
    assert told(tmp_path, f"obowiązuje: {validity}\n") == expected


@pytest.mark.parametrize(
    ("validity", "expected"),
    [
        ("{od: 2026-09-01, do: 2027-08-31}", []),
        ("{od: 2026-01-15}", []),
        ("{od: 2025-01-15, do: 2025-08-31}", ["P125"]),
        ("{od: 2027-09-01}", ["P125"]),
    ],
)
def test_the_regulation_itself(validity: str, expected: list[str]) -> None:
    loaded = load_yaml(f"rok szkolny: 2026/2027\nobowiązuje: {validity}\n")
    assert [one.code for one in loaded.diagnostics] == expected


OLD = """rok szkolny: 2025/2026
terminarz:
  listy: {czynność: c, termin: 16 lipca 2025}
  inne: {czynność: c, termin: 3 dni od terminarz.listy}
"""
BRANCH = "oddziały: {A: {nazwa: pierwszy, miejsca: 30}}\n"


def test_terms_of_another_year_are_told_once(tmp_path: Path) -> None:
    assert told(tmp_path, OLD, BRANCH) == [("P126", Severity.WARNING)]


def test_terms_that_the_file_only_annotates_are_those_of_the_base(tmp_path: Path) -> None:
    own = 'terminarz: {listy: {termin: {źródło: {dokument: "1", jednostka: § 2}}}}\n' + BRANCH
    assert told(tmp_path, OLD, own) == [("P126", Severity.WARNING)]


def test_of_the_same_year_nothing_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, OLD, BRANCH, year="2025/2026") == []


def test_last_years_file_may_be_the_base_when_its_terms_are_changed(tmp_path: Path) -> None:
    own = "terminarz: {listy: {termin: {wartość: 16 lipca 2026, stan: odczytanie}}}\n" + BRANCH
    assert told(tmp_path, OLD.replace("Zasady", "Terminy"), own) == [("P046", Severity.NOTE)]


def test_a_base_without_a_year_is_told_term_by_term(tmp_path: Path) -> None:
    assert told(tmp_path, OLD.partition("\n")[2], BRANCH) == [("P074", Severity.WARNING)]


def test_of_a_base_out_of_force_its_acts_are_not_told_too(tmp_path: Path) -> None:
    act = "akty: {r: {rodzaj: rozporządzenie, data: 2022-11-18, dziennik: Dz. U. z 2022 r. poz. 2431}}\n"
    assert told(tmp_path, act) == [("P122", Severity.NOTE)]
    assert told(tmp_path, act + "obowiązuje: {do: 2025-11-06}\n") == [("P125", Severity.WARNING)]
