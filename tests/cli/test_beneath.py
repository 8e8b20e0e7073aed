"""What stands beneath the results: who settles a tie, and whoever was admitted without a paper."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.cli.terminal import say

SCHOOL = """
    paragraf: 1
    regulamin: Regulamin na przykład
    rok szkolny: 2026/2027
    wydaje: dyrektor
    kandydat:
      egzamin: procent
      wolontariat: {typ: tak/nie, nazwa: wolontariat}
      badanie: {typ: tak/nie, nazwa: badanie lekarskie}
    kryteria:
      egzamin: egzamin
      wolontariat: {gdy: wolontariat, punkty: 3, dokument: zaświadczenie}
    warunki:
      zdrowie:
        gdy: oddział.zawodowy
        wymaga: badanie
        treść: ma zaświadczenie lekarskie
        dokument: zaświadczenie_lekarskie
        sprawdzane przy: potwierdzenie woli
    dokumenty:
      zaświadczenie: {nazwa: zaświadczenie o wolontariacie, gdy: wolontariat}
      zaświadczenie_lekarskie: {nazwa: zaświadczenie lekarskie}
    kolejność:
      - {etap: suma, suma: [egzamin, wolontariat]}
    oddział: {zawodowy: tak/nie}
    oddziały:
      T: {nazwa: technik, miejsca: 2, zawodowy: tak}
      L: {nazwa: ogólny, miejsca: 2, zawodowy: nie}
"""


def school(folder: Path, settled: str = "") -> str:
    path = folder / "szkola.yaml"
    text = dedent(SCHOOL).lstrip()
    path.write_text(text.replace("[egzamin, wolontariat]}\n", f"[egzamin, wolontariat]}}\n{settled}"), encoding="utf-8")
    return str(path)


def people(folder: Path, *rows: dict[str, Any]) -> str:
    path = folder / "kandydaci.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return str(path)


def test_a_condition_looked_at_later_is_told_of_those_admitted(tmp_path: Path) -> None:
    rows = [
        {"id": "k1", "egzamin": 90, "badanie": True, "wybory": ["T"]},
        {"id": "k2", "egzamin": 80, "wybory": ["T"]},
        {"id": "k3", "egzamin": 70, "wybory": ["T"]},  # not admitted
        {"id": "k4", "egzamin": 70, "wybory": ["L"]},  # where it is not asked
    ]
    given = school(tmp_path), people(tmp_path, *rows)
    said = say("allocate", *given, "--summary")
    assert said.code == 0
    assert "Przyjęto mimo braków: 1 osoba. Sprawdź je, zanim komisja podpisze listę." in said.out
    row = "T zaświadczenie lekarskie (sprawdza się przy: potwierdzenie woli) 1 k2"
    assert said.out.splitlines()[-1].split() == row.split()
    ranked = say("rank", *given, "--branch", "T").out
    assert "Stoi w kolejności mimo braków: 2 osoby." in ranked
    assert ranked.rstrip().endswith("k2, k3")
    assert "braków" not in say("rank", *given, "--branch", "L").out
    assert "braków" not in say("allocate", *given, "--next").out


def test_in_a_file_nobody_reads_a_table(tmp_path: Path) -> None:
    given = school(tmp_path), people(tmp_path, {"id": "k2", "egzamin": 80, "wybory": ["T"]})
    said = say("allocate", *given, "-o", str(tmp_path / "lista.csv"))
    assert "Przyjęto mimo braków: 1 osoba. Kto i czego nie ma: paragraf allocate … --summary" in said.err
    assert "braków" not in (tmp_path / "lista.csv").read_text(encoding="utf-8")


def test_a_claim_counted_without_its_paper_is_told_where_the_data_say_what_is_confirmed(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "k1", "egzamin": 90, "wolontariat": True, "wybory": ["L"]},
        {"id": "k2", "egzamin": 80, "wolontariat": True, "wybory": ["L"]},
    ]
    regulation = school(tmp_path)
    assert "braków" not in say("allocate", regulation, people(tmp_path, *rows)).out
    rows[0]["potwierdzone"] = ["zaświadczenie"]
    given = regulation, people(tmp_path, *rows)
    lines = say("allocate", *given).out.splitlines()
    assert lines[-1].split() == ["L", "zaświadczenie", "(policzono", "bez", "tego:", "wolontariat)", "1", "k2"]
    assert "braków" not in say("allocate", *given, "--confirmed-only").out
    rows[0]["potwierdzone"] = []
    rows.append({"id": "k3", "egzamin": 1, "wybory": ["T"], "badanie": True, "potwierdzone": ["zaświadczenie"]})
    assert "  wszyscy" in say("allocate", regulation, people(tmp_path, *rows)).out


def test_lists_tell_it_of_those_who_stand_on_them(tmp_path: Path) -> None:
    named = {"imiona": "Osoba", "nazwisko": "Zmyślona"}
    rows = [{"id": f"k{n}", "egzamin": 80 + n, "wybory": ["T"], "tożsamość": named} for n in (1, 2)]
    given = school(tmp_path), people(tmp_path, *rows)
    confirmed = tmp_path / "potwierdzenia.csv"
    confirmed.write_text("id\nk1\n", encoding="utf-8")
    first = say("papers", "lista", *given, "-o", str(tmp_path / "listy"))
    assert "Na liście mimo braków: 2 osoby." in first.err
    second = say("papers", "lista", *given, "-o", str(tmp_path / "p"), "--confirmations", str(confirmed), "--draft")
    assert "Na liście mimo braków: 1 osoba." in second.err


def test_nobody_is_announced_as_admitted_without_what_is_looked_at_by_then(tmp_path: Path) -> None:
    named = {"imiona": "Osoba", "nazwisko": "Zmyślona"}
    rows = [{"id": f"k{n}", "egzamin": 80 + n, "wybory": ["T"], "tożsamość": named} for n in (1, 2)]
    rows[1]["badanie"] = True
    given = school(tmp_path), people(tmp_path, *rows)
    confirmed, folder = tmp_path / "potwierdzenia.csv", tmp_path / "przyjeci"
    printing = ("papers", "lista", *given, "-o", str(folder), "--confirmations", str(confirmed))
    confirmed.write_text("id\nk1\nk2\n", encoding="utf-8")
    refused = say(*printing)
    assert refused.code == 1
    assert "  oddział T, zaświadczenie lekarskie: k1\n" in refused.err
    assert "skreśl z pliku potwierdzeń" in refused.err
    assert not folder.exists()
    confirmed.write_text("id\nk2\n", encoding="utf-8")
    assert say(*printing).code == 0
    confirmed.write_text("id\nk1\n", encoding="utf-8")
    draft = say(*printing[:-3], str(tmp_path / "projekt"), *printing[-2:], "--draft")
    assert draft.code == 0
    assert "  oddział T, zaświadczenie lekarskie: k1\n" in draft.err


LOT, DECISION = "  - {etap: los, losowanie: tak}\n", "  - {etap: komisja, decyzja komisji: tak}\n"


@pytest.mark.parametrize(
    ("settled", "whom"),
    [
        ("", "robi to komisja, bo regulamin tego nie określa."),
        (LOT, "robi to losowanie."),
        (DECISION, "robi to komisja."),
        (LOT + DECISION, "robi to losowanie, a potem komisja."),
    ],
)
def test_who_settles_a_tie_is_what_the_regulation_says(tmp_path: Path, settled: str, whom: str) -> None:
    rows = [{"id": f"k{n}", "egzamin": 80, "wybory": ["L"]} for n in range(3)]
    said = say("allocate", school(tmp_path, settled), people(tmp_path, *rows)).out
    assert f"1 remis do rozstrzygnięcia. Program go nie rozstrzyga: {whom}" in said


def test_branches_with_other_rules_are_told_apart(tmp_path: Path) -> None:
    text = (
        dedent(SCHOOL)
        .lstrip()
        .replace("  L: {nazwa", "  L: {rodzaj: drugi, nazwa")
        .replace("  T: {", "  T: {rodzaj: pierwszy, ")
    )
    order = "\n    kolejność:\n      - {etap: suma, suma: [egzamin]}\n      - {etap: koniec, %s: tak}\n"
    kinds = f"rodzaje oddziałów:\n  pierwszy:{order % 'losowanie'}  drugi:{order % 'decyzja komisji'}"
    start, end = text.index("kolejność:"), text.index("oddział: {")
    path = tmp_path / "szkola.yaml"
    path.write_text(text[:start] + kinds + text[end:], encoding="utf-8")
    rows = [{"id": f"k{code}{n}", "egzamin": 80, "badanie": True, "wybory": [code]} for code in "LT" for n in range(3)]
    lines = say("allocate", str(path), people(tmp_path, *rows)).out.splitlines()
    assert lines[-3:] == [
        "2 remisy do rozstrzygnięcia. Program ich nie rozstrzyga: robi to:",
        "  losowanie: T",
        "  komisja: L",
    ]


def test_a_branch_whose_seats_wait_for_a_tie_elsewhere_says_so(tmp_path: Path) -> None:
    rows = [{"id": f"k{n}", "egzamin": 80, "badanie": True, "wybory": ["T", "L"]} for n in range(3)]
    lines = say("allocate", school(tmp_path), people(tmp_path, *rows), "--summary").out.splitlines()
    assert lines[2].split() == ["T", "2", "0", "–", "3", "kandydatów", "na", "2", "miejsca"]
    assert lines[3].split() == ["L", "2", "0", "–", "czeka", "na", "remis", "w:", "T"]
