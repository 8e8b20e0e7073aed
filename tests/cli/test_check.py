"""`paragraf check`: problems with their places, what was checked, exit codes, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.terminal import say

SCHOOL = "regulations/lo-wyspianskiego-kety/2025-2026.yaml"
CLEAN = """\
paragraf: 1
regulamin: Próba
rok szkolny: 2025/2026
wydaje: dyrektor
kandydat: {egzamin: procent}
kryteria: {egzamin: 0,5 * egzamin}
kolejność: [{etap: suma, suma: [egzamin]}]
oddziały: {A: {miejsca: 30}}
przykłady: {połowa: {dane: {egzamin: 75}, oczekuj: {razem: 37,5}}}
"""


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "regulamin.yaml"
    path.write_text(CLEAN, encoding="utf-8")
    return path


def test_clean_file_says_what_was_checked(clean: Path) -> None:
    said = say("sprawdz", str(clean))
    assert said.code == 0
    assert "Sprawdzono: 1 oddział i 1 kryterium; 1 przykład dał oczekiwany wynik." in said.out


def test_shipped_regulation_is_clean(root: Path) -> None:
    said = say("check", str(root / SCHOOL))
    assert said.code == 0
    assert "4 oddziały i 5 kryteriów; 4 przykłady dały oczekiwany wynik." in said.out


def test_an_error_is_shown_with_its_place_and_ends_with_one(clean: Path) -> None:
    clean.write_text(CLEAN.replace("0,5 * egzamin", "0,5 * egzmin"), encoding="utf-8")
    said = say("check", str(clean))
    assert said.code == 1
    assert "błąd P060: Nie znam nazwy „egzmin”." in said.out
    assert "kryteria: {egzamin: 0,5 * egzmin}" in said.out
    assert "Co zrobić: Czy chodziło o „egzamin”?" in said.out
    assert "Razem: 1 błąd." in said.out
    assert "\x1b" not in said.out


def test_warnings_count_only_when_strict(clean: Path) -> None:
    clean.write_text(CLEAN.replace("{miejsca: 30}", "{nazwa: ogólny}"), encoding="utf-8")
    assert say("check", str(clean)).code == 0
    strict = say("check", str(clean), "--strict")
    assert strict.code == 1
    assert "Razem: 1 ostrzeżenie." in strict.out


def test_json_is_one_document(clean: Path) -> None:
    clean.write_text(CLEAN.replace("37,5", "37"), encoding="utf-8")
    said = say("check", str(clean), "--format", "json")
    data = json.loads(said.out)
    assert said.code == 1
    assert data["podsumowanie"] == {"błędy": 1, "ostrzeżenia": 0, "uwagi": 0}
    (file,) = data["pliki"]
    assert (file["poprawny"], file["sprawdzono"]) == (False, None)
    (problem,) = file["problemy"]
    assert (problem["kod"], problem["waga"], problem["miejsce"]["wiersz"]) == ("P072", "błąd", 9)
    offsets = problem["miejsce"]["od_znaku"], problem["miejsce"]["do_znaku"]
    assert clean.read_text(encoding="utf-8")[slice(*offsets)] == "37"


def test_several_files_and_a_problem_of_their_common_base_once(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "baza.yaml").write_text("paragraf: 1\nprawo: Baza\nwydaje: minister\nnieznane: 1\n", encoding="utf-8")
    files = []
    for name in ("a.yaml", "b.yaml"):
        path = tmp_path / name
        path.write_text(CLEAN + "opiera się na: [baza]\n", encoding="utf-8")
        files.append(str(path))
    said = say("check", *files)
    assert said.code == 1
    assert said.out.count("błąd P032") == 1
    assert "Razem: 1 błąd." in said.out


def test_wrong_use(tmp_path: Path) -> None:
    said = say("check", str(tmp_path / "nie_ma.yaml"))
    assert (said.code, said.out) == (2, "")
    assert "nie ma pliku" in said.err
    assert say("check").code == 2
    assert say("check", "x.yaml", "--format", "xml").code == 2


def test_a_folder_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    said = say("check", str(tmp_path))
    assert said.code == 1
    assert "To jest folder, a nie plik." in said.out
