"""score, explain, allocate and compile as a person and as a program calls them: the records are a contract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import say

ROOT = Path(__file__).parents[2]
KETY = str(ROOT / "regulations/lo-wyspianskiego-kety/2025-2026.yaml")

GOOD = {"język_polski": "dobry", "matematyka": 4, "język_angielski": "dobry", "fizyka": "dobry"}
BEST = {"język_polski": "celujący", "matematyka": 6, "język_angielski": 6, "fizyka": "celujący"}
VERY_GOOD = dict.fromkeys(BEST, "bardzo_dobry")
ROWS: list[dict[str, Any]] = [
    {
        "id": "k1",
        "tożsamość": {"imiona": "Osoba", "nazwisko": "Przykładowa"},
        "wybory": ["A"],
        "egzamin": {"język_polski": 75, "matematyka": 64, "język_obcy": 90},
        "oceny": GOOD,
        "świadectwo_ukończenia": True,
    },
    {
        "id": "k2",
        "wybory": ["A"],
        "egzamin": {"język_polski": 100, "matematyka": 100, "język_obcy": 100},
        "oceny": BEST,
        "wyróżnienie": True,
        "aktywność_społeczna": True,
        "świadectwo_ukończenia": True,
    },
    {
        "id": "k3",
        "wybory": ["A", {"oddział": "B"}],
        "zwolniony_z": ["język_polski", "matematyka", "język_obcy"],
        "oceny": VERY_GOOD,
        "świadectwo_ukończenia": True,
    },
    {"id": "k4", "wybory": ["A"], "egzamin": {"język_polski": 75}, "świadectwo_ukończenia": True},
    {"id": "k5", "wybory": ["A"], "egzamin": {"język_polski": 1, "matematyka": 1, "język_obcy": 1}},
]


@pytest.fixture
def rows(tmp_path: Path) -> str:
    path = tmp_path / "kandydaci.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), encoding="utf-8")
    return str(path)


def jsonl(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_hand_checked_totals(rows: str) -> None:
    said = say("score", KETY, rows, "--format", "jsonl")
    assert said.code == 0
    totals = {(one["kandydat"], one["oddział"]): one["razem"] for one in jsonl(said.out)}
    assert totals[("k1", "A")] == "131.65"
    assert totals[("k2", "A")] == "182"
    assert totals[("k3", "A")] == "153"


def test_a_score_record_is_the_contract(rows: str) -> None:
    first, *_, incomplete, not_eligible = jsonl(say("punkty", KETY, rows, "--format", "jsonl").out)
    assert first == {
        "kandydat": "k1",
        "oddział": "A",
        "dopuszczony": True,
        "powód": None,
        "warunek": None,
        "rezerwa": False,
        "kryteria": {
            "egzamin": "75.65",
            "oceny": "56",
            "wyróżnienie": "0",
            "osiągnięcia": "0",
            "aktywność_społeczna": "0",
        },
        "razem": "131.65",
        "kolejność": [
            {"etap": "laureaci", "wartość": False},
            {"etap": "etap 1", "wartość": "131.65"},
            {"etap": "etap 2", "wartość": False},
        ],
        "braki": [],
    }
    assert incomplete["razem"] is None
    assert incomplete["braki"] == ["egzamin.matematyka", "egzamin.język_obcy"]
    assert not_eligible["dopuszczony"] is False
    assert "świadectwo" in not_eligible["powód"]


def test_allocation_records(rows: str) -> None:
    said = say("przydzial", KETY, rows, "--format", "jsonl")
    assert said.code == 0
    found = {one["kandydat"]: one for one in jsonl(said.out)}
    assert found["k3"]["przyjęty"] == "A"
    assert [choice["wynik"] for choice in found["k3"]["wybory"]] == ["przyjęty", "przyjęty_wyżej"]
    assert found["k4"]["wybory"][0]["wynik"] == "niekompletny"
    assert found["k5"]["wybory"][0]["wynik"] == "nie_spełnia_warunku"
    assert set(found["k1"]["wybory"][0]) == {"oddział", "wynik", "powód", "razem", "kolejność"}
    summary = jsonl(say("allocate", KETY, rows, "--summary", "--format", "jsonl").out)
    assert summary[0] == {
        "oddział": "A",
        "miejsca": 30,
        "przyjętych": 3,
        "najwięcej_przyjętych": 3,
        "minimum": "131.65",
        "remisy": [],
    }


def test_explanation_shows_values_basis_and_line(rows: str) -> None:
    said = say("wyjasnij", KETY, rows, "k1", "A")
    assert said.code == 0
    assert "0,35 × 75" in said.out
    assert "26,25" in said.out
    assert "Razem: 131,65 punktu" in said.out
    assert "Prawo oświatowe" in said.out
    assert "ponadpodstawowe-2022.yaml:" in said.out
    assert "z pamięci, do sprawdzenia" in said.out
    record = json.loads(say("explain", KETY, rows, "k1", "A", "--format", "jsonl").out)
    polish = record["kryteria"][0]["części"][0]
    assert polish["z_wartościami"] == "0,35 × 75"
    assert polish["punkty"] == "26.25"


def test_what_a_mark_of_the_explanation_means_is_told_once(rows: str) -> None:
    for words in ((), ("--format", "sentences")):
        said = say("explain", KETY, rows, "k3", *words)
        assert said.out.count("zapisano bez porównania z ogłoszonym tekstem aktu") == 1
    assert "bez porównania" not in say("explain", KETY, rows, "k3", "--format", "json").out


def test_conditions_that_concern_nobody_in_the_branch_are_left_out(rows: str) -> None:
    driver = "kierowania pojazdem"
    for words in ((), ("--format", "sentences")):
        short, everything = (say("explain", KETY, rows, "k1", *more, *words).out for more in ((), ("--all",)))
        assert "świadectwo ukończenia szkoły podstawowej" in short
        assert driver not in short
        assert driver in everything
    assert driver in say("explain", KETY, rows, "k1", "--format", "json").out


def test_a_candidate_with_a_bad_row_and_one_who_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "k.jsonl"
    bad, good = {"id": "zły", "egzamin": {"matematyka": 101}}, ROWS[0] | {"kolor": 1}
    path.write_text("\n".join([*(json.dumps(one, ensure_ascii=False) for one in (bad, good)), "{"]), encoding="utf-8")
    said = say("explain", KETY, str(path), "zły")
    assert (said.code, said.out) == (1, "")
    assert "pole „egzamin.matematyka”" in said.err
    assert "Kandydat „zły” jest w wierszu 1, ale wiersz ma błędy" in said.err
    assert "K003" not in said.err
    said = say("explain", KETY, str(path), "nikt")
    assert said.code == 2
    assert "nie ma kandydata „nikt”" in said.err
    assert "Wierszy nie do odczytania: 1" in said.err
    said = say("explain", KETY, str(path), "k1")
    assert said.code == 0
    assert "K003" in said.err
    assert "K002" not in said.err


def test_candidates_with_data_missing_are_no_problem_of_the_file(rows: str) -> None:
    """They are counted as far as it goes and told in the result: exit 0."""
    for command in ("score", "allocate"):
        said = say(command, KETY, rows)
        assert "brakuje danych" in said.out
        assert (said.code, said.err) == (0, "")


def test_explanation_in_sentences(rows: str) -> None:
    lines = [line.strip() for line in say("explain", KETY, rows, "k1", "A", "--format", "sentences").out.splitlines()]
    assert "Język polski: 26,25 punktu." in lines
    assert "Obliczenie: 0,35 × 75 = 26,25." in lines
    assert any(line.startswith("Reguła: wynik egzaminu ósmoklasisty z języka polskiego") for line in lines)
    assert "Razem: 131,65 punktu." in lines
    incomplete = say("explain", KETY, rows, "k4", "--format", "sentences").out
    assert "Nie da się policzyć. Brakuje danych: wynik egzaminu ósmoklasisty z matematyki." in incomplete
    assert "Sumy nie da się jeszcze policzyć." in incomplete


def test_tables_for_a_person(rows: str) -> None:
    score = say("score", KETY, rows)
    assert "131,65" in score.out
    assert "brakuje danych: egzamin.matematyka, egzamin.język_obcy" in score.out
    assert "przyjęto z wynikiem 182 punkty" in say("allocate", KETY, rows).out


def people(folder: Path, *changes: dict[str, Any]) -> str:
    """The first of the rows once for each, as k0, k1, …, with something changed."""
    path = folder / "ludzie.jsonl"
    rows = [ROWS[0] | {"id": f"k{number}"} | change for number, change in enumerate(changes)]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return str(path)


def test_those_admitted_before_the_points_are_told_and_not_in_the_minimum(tmp_path: Path) -> None:
    won = {"rodzaj": "olimpiada", "tytuł": "laureat_olimpiady", "szczebel": "krajowy"}
    winner = {"osiągnięcia": [won], "egzamin": {"język_polski": 1, "matematyka": 1, "język_obcy": 1}}
    others = [{"egzamin": {**ROWS[0]["egzamin"], "matematyka": 60 + number}} for number in range(30)]
    file = people(tmp_path, winner, *others)
    table = say("allocate", KETY, file, "--summary").out
    assert "w tym z pierwszeństwem" in table
    assert "Kandydatów z pierwszeństwem („laureaci i finaliści" in table.replace("Oddział A: kandydatów", "Kandydatów")
    assert "najniższa liczba punktów dotyczy pozostałych." in table
    assert "przyjęto z pierwszeństwem: laureaci i finaliści" in say("allocate", KETY, file).out
    record = jsonl(say("allocate", KETY, file, "--summary", "--format", "jsonl").out)[0]
    assert record == {
        "oddział": "A",
        "miejsca": 30,
        "przyjętych": 30,
        "najwięcej_przyjętych": 30,
        "minimum": "130.6",
        "remisy": [],
    }
    assert "pierwszeństwem" not in say("allocate", KETY, people(tmp_path, {}, winner), "--summary").out


def test_a_tie_is_left_to_the_commission(tmp_path: Path) -> None:
    one_branch = say("allocate", KETY, people(tmp_path, *[{}] * 31)).out
    assert (
        "1 remis do rozstrzygnięcia. Program go nie rozstrzyga: robi to komisja, bo regulamin tego nie określa."
        in one_branch
    )
    both = [{"wybory": [code]} for code in "AB" for _ in range(31)]
    assert (
        "2 remisy do rozstrzygnięcia. Program ich nie rozstrzyga" in say("allocate", KETY, people(tmp_path, *both)).out
    )


def test_bad_rows_are_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "k.jsonl"
    path.write_text('{"id": "x", "egzamin": {"matematyka": 101}}\n' + json.dumps(ROWS[0]), encoding="utf-8")
    said = say("score", KETY, str(path), "--format", "jsonl")
    assert said.code == 1
    assert [one["kandydat"] for one in jsonl(said.out)] == ["k1"]
    assert "egzamin.matematyka" in said.err
    assert "Pominięto 1 kandydata" in said.err


def test_wrong_use(rows: str, tmp_path: Path) -> None:
    assert say("score", "nie-ma.yaml", rows).code == 2
    assert say("score", KETY, "nie-ma.jsonl").code == 2
    assert say("score", KETY, str(tmp_path)).code == 2
    assert say("explain", KETY, rows, "nikt").code == 2
    assert say("explain", KETY, rows, "k1", "Z").code == 2
    law = str(ROOT / "regulations/prawo/ponadpodstawowe-2022.yaml")
    assert say("allocate", law, rows).code == 2


def test_a_regulation_with_errors_ends_with_1(rows: str, tmp_path: Path) -> None:
    path = tmp_path / "zly.yaml"
    path.write_text("paragraf: 1\nregulamin: x\nwydaje: dyrektor\nkryteria: {a: nieznane}\n", encoding="utf-8")
    said = say("score", str(path), rows)
    assert said.code == 1
    assert "nieznane" in said.err
    assert "paragraf check" in said.err


def test_compile_writes_a_module_or_says_why_not(tmp_path: Path) -> None:
    target = tmp_path / "punkty.py"
    said = say("compile", KETY, "-o", str(target))
    assert said.code == 0
    assert "sha256" in target.read_text(encoding="utf-8")
    assert say("compile", KETY, "-o", str(tmp_path / "nie" / "ma" / "x.py")).code == 2
