"""`paragraf rank`: places, the line of seats, the group that it cuts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.terminal import say
from tests.cli.test_results import REGULATION


def rank(tmp_path: Path, points: list[int | None], seats: str = "2", *more: str) -> tuple[int, str, str]:
    regulation, candidates = tmp_path / "regulamin.yaml", tmp_path / "kandydaci.jsonl"
    regulation.write_text(REGULATION.replace("miejsca: 2", f"miejsca: {seats}"), encoding="utf-8")
    rows = [{"id": f"k{n}", **({} if x is None else {"egzamin": x})} for n, x in enumerate(points, start=1)]
    candidates.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return say("rank", str(regulation), str(candidates), *more)


def test_the_tie_at_the_margin_has_its_seats_and_both_bounds(tmp_path: Path) -> None:
    code, out, _ = rank(tmp_path, [5, 9, 5, 5])
    assert code == 0
    assert "Remis dzieli 3 kandydatów na miejscu 2: zostaje dla nich 1 miejsce." in out
    assert "Bez tej grupy mieści się 1, z całą grupą 4." in out


@pytest.mark.parametrize(
    ("points", "seats", "line"),
    [
        ([9, 8, 7], "2", "Mieści się 2 kandydatów."),
        ([9, 5, 5], "1", "Mieści się 1 kandydat."),
        ([9, 8], "2", ""),
        ([5, 5], "2", ""),
        ([5, 5], "bez limitu", ""),
        ([5, 5], "0", "Mieści się 0 kandydatów."),
    ],
)
def test_where_the_seats_end(tmp_path: Path, points: list[int | None], seats: str, line: str) -> None:
    _, out, _ = rank(tmp_path, points, seats)
    told = [one for one in out.splitlines() if one.startswith(("Mieści", "Remis"))]
    assert told == ([line] if line else [])


def test_records_say_the_same(tmp_path: Path) -> None:
    _, out, _ = rank(tmp_path, [5, 9, 5, None], "2", "--format", "jsonl")
    record = json.loads(out)
    assert [(one["miejsce"], one["kandydat"]) for one in record["lista"]] == [(1, "k2"), (2, "k1"), (2, "k3")]
    assert record["remis"] == {
        "kandydaci": ["k1", "k3"],
        "miejsca": 1,
        "najmniej_przyjętych": 1,
        "najwięcej_przyjętych": 3,
    }
    assert record["poza_listą"] == [{"kandydat": "k4", "powód": "brakuje danych: egzamin"}]


def test_a_branch_that_is_not_there(tmp_path: Path) -> None:
    code, _, told = rank(tmp_path, [5], "2", "--branch", "Z")
    assert code == 2
    assert "nie ma oddziału „Z”" in told


RESERVED = f"""{REGULATION}
warunki:
  próg: {{wymaga: punkty.egzamin >= 50, treść: ma 50 punktów, rezerwa gdy: punkty.egzamin >= 40}}
"""


def reserved(tmp_path: Path, *more: str) -> str:
    (tmp_path / "r.yaml").write_text(RESERVED, encoding="utf-8")
    rows = [{"id": f"k{n}", "egzamin": x} for n, x in enumerate([60, 41, 48, 41, 39], start=1)]
    (tmp_path / "k.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return say("rank", str(tmp_path / "r.yaml"), str(tmp_path / "k.jsonl"), *more).out


def test_the_reserve_list_has_its_own_order(tmp_path: Path) -> None:
    record = json.loads(reserved(tmp_path, "--format", "jsonl"))
    assert [one["kandydat"] for one in record["lista"]] == ["k1"]
    assert [(one["miejsce"], one["kandydat"]) for one in record["lista_rezerwowa"]] == [(1, "k3"), (2, "k2"), (2, "k4")]
    assert [one["kandydat"] for one in record["poza_listą"]] == ["k5"]


def test_the_reserve_list_for_a_person(tmp_path: Path) -> None:
    out = reserved(tmp_path)
    main, reserve = out.split("A: lista rezerwowa")
    assert "k5" in main
    assert [line.split()[1] for line in reserve.splitlines() if line.strip()[:1].isdigit()] == ["k3", "k2", "k4"]
    assert "lista rezerwowa: 2" in reserved(tmp_path, "--format", "csv")


def test_score_says_who_is_on_the_reserve_list(tmp_path: Path) -> None:
    reserved(tmp_path)
    out = say("score", str(tmp_path / "r.yaml"), str(tmp_path / "k.jsonl"), "--format", "jsonl").out
    found = {one["kandydat"]: (one.get("warunek"), one.get("rezerwa")) for one in map(json.loads, out.splitlines())}
    assert found["k1"] == (None, False)
    assert found["k2"] == ("próg", True)
    assert found["k5"] == ("próg", False)


def test_seats_in_pools_have_no_one_line(tmp_path: Path) -> None:
    _, out, _ = rank(tmp_path, [9, 5, 5], "{pule: {p: {ile: 1}, r: {ile: 1}}}")
    assert "Miejsca są w pulach" in out
    assert "Remis" not in out


DRAWN = """
paragraf: 1
regulamin: Szkoła
wydaje: dyrektor
kandydat: {e: procent}
kryteria: {e: e}
kolejność: [{etap: suma, suma: [e]}, {etap: los, losowanie: tak}]
limity: {oddziały: 2}
oddziały:
  A: {miejsca: 1}
  B: {miejsca: 5}
"""


@pytest.mark.parametrize(
    ("others", "said"),
    [
        (
            ["B", "A"],
            "liczy się w przydziale („paragraf allocate”); tu remis zostaje, bo równy wynik mają też ci, o których",
        ),
        (["A"], "nie liczy się, bo nie ma w niej wszystkich"),
    ],
)
def test_a_draw_without_those_admitted_higher_counts_and_one_without_others_does_not(
    others: list[str], said: str, tmp_path: Path
) -> None:
    (tmp_path / "r.yaml").write_text(DRAWN, encoding="utf-8")
    drawn = [{"id": f"k{lot}", "e": 50, "wybory": [{"oddział": "A", "los": lot}]} for lot in (1, 2)]
    rows = [*drawn, *[{"id": name, "e": 50, "wybory": others} for name in ("k3", "k4")]]
    (tmp_path / "k.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    _, out, told = say("rank", str(tmp_path / "r.yaml"), str(tmp_path / "k.jsonl"), "--branch", "A")
    assert "Remis dzieli 4 kandydatów na miejscu 1" in out
    assert f"w oddziale A wpisana kolejność (losowanie: k1, k2) {said}" in told
