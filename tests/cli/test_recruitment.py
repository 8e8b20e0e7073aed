"""A recruitment on the command line: check, allocate with pools, groups, branches not opened and too small."""

from __future__ import annotations

import json
from pathlib import Path

from admission.recruitment.recognising import is_recruitment
from tests.admission.recruitment.schools import SCHOOL, write_schools
from tests.cli.terminal import say

POOLED = SCHOOL.replace(
    "B: {nazwa: drugi, rodzaj: zwykły, miejsca: 1}",
    "B: {nazwa: drugi, rodzaj: zwykły, miejsca: {pule: "
    "{laureaci: {ile: 1, dla: laureat, wolne przechodzą do: inni}, inni: {ile: 1}}}}",
)


def people(folder: Path, *rows: dict[str, object]) -> str:
    path = folder / "kandydaci.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return str(path)


def test_check_says_what_it_looked_at(tmp_path: Path) -> None:
    code, out, _ = say("check", str(write_schools(tmp_path)))
    assert code == 0
    assert out.endswith("nabor.yaml: bez błędów. Sprawdzono: 2 regulaminy i 4 oddziały.\n")
    code, out, _ = say("check", str(write_schools(tmp_path, "miejsca: {lo1/Z: 3}\n")))
    assert code == 1
    assert "Nie ma oddziału „lo1/Z”" in out


def test_pools_and_what_flows_between_them(tmp_path: Path) -> None:
    path = str(write_schools(tmp_path, lo1=POOLED))
    rows = [{"id": f"k{n}", "egzamin": 50 + n, "wybory": ["lo1/B"]} for n in range(3)]
    _, out, _ = say("allocate", path, people(tmp_path, *rows), "--summary")
    lines = [line.split() for line in out.splitlines() if line.startswith("lo1/B")]
    assert lines == [
        ["lo1/B", "razem", "2", "2", "51"],
        ["lo1/B", "laureaci", "1", "−", "1", "0", "–"],
        ["lo1/B", "inni", "1", "+", "1", "2", "51"],
    ]
    _, out, _ = say("allocate", path, people(tmp_path, *rows), "--format", "json")
    assert {one["kandydat"]: one.get("pula") for one in json.loads(out)} == {"k0": None, "k1": "inni", "k2": "inni"}


def test_a_branch_that_was_not_opened_is_passed_over(tmp_path: Path) -> None:
    path = str(write_schools(tmp_path, "nie otwarto: [lo1/A]\n"))
    rows = [{"id": "k1", "egzamin": 50, "wybory": ["lo1/A", "lo2/A"]}]
    _, out, _ = say("allocate", path, people(tmp_path, *rows))
    assert "oddziału nie otwarto" in out
    assert "przyjęto z wynikiem 50 punktów" in out
    _, out, _ = say("allocate", path, people(tmp_path, *rows), "--summary", "--format", "jsonl")
    assert json.loads(out.splitlines()[0])["otwarty"] is False


def test_too_few_for_a_branch_is_told_and_left_to_people(tmp_path: Path) -> None:
    path = str(write_schools(tmp_path, "najmniej: {lo1/A: 2}\n"))
    rows = [{"id": "k1", "egzamin": 50, "wybory": ["lo1/A", "lo2/A"]}]
    _, out, _ = say("allocate", path, people(tmp_path, *rows))
    assert "Oddział lo1/A: 1 kandydat, a otwiera się od 2." in out
    assert "nie otwarto: [lo1/A]" in out
    assert "przyjęto z wynikiem 50 punktów" in out


def test_closing_one_branch_may_leave_another_with_too_few(tmp_path: Path) -> None:
    path = str(write_schools(tmp_path, "najmniej: {lo1/A: 2, lo1/B: 2}\nmiejsca: {lo1/B: 5}\n"))
    rows = [{"id": f"k{n}", "egzamin": 50, "wybory": wishes} for n, wishes in enumerate([["lo1/A"], ["lo1/B"]])]
    _, out, _ = say("allocate", path, people(tmp_path, *rows))
    assert out.count("a otwiera się od 2.") == 2
    assert "Bez niego za mało kandydatów będzie w: lo1/B." in out


def test_who_is_next_when_a_seat_becomes_free(tmp_path: Path) -> None:
    path = str(write_schools(tmp_path, lo1=POOLED))
    points = {"k1": 90, "k2": 80, "k3": 70, "k4": 70, "k5": 60}
    rows = [{"id": name, "egzamin": x, "wybory": ["lo1/B", "lo2/A"]} for name, x in points.items()]
    _, out, _ = say("allocate", path, people(tmp_path, *rows), "--next", "--format", "json")
    found = [(one["oddział"], one.get("pula"), one["kolejny"], one["kandydat"]) for one in json.loads(out)]
    assert found == [
        ("lo1/B", "inni", 1, "k3"),
        ("lo1/B", "inni", 1, "k4"),
        ("lo1/B", "inni", 3, "k5"),
        ("lo2/A", None, 1, "k5"),
    ]


def test_explain_goes_by_the_regulation_of_each_school(tmp_path: Path) -> None:
    own = SCHOOL.replace("[prawo]", "[prawo]\nkryteria: {dodatkowe: 5}")
    path = str(write_schools(tmp_path, lo2=own))
    file = people(tmp_path, {"id": "k1", "egzamin": 50, "wybory": ["lo1/A", "lo2/B"]})
    code, out, _ = say("explain", path, file, "k1")
    assert code == 0
    assert "Kandydat k1, oddział lo1/A (pierwszy)" in out
    assert "Kandydat k1, oddział lo2/B (drugi)" in out
    code, out, _ = say("explain", path, file, "k1", "lo2/B", "--format", "json")
    assert [one["oddział"] for one in json.loads(out)] == ["lo2/B"]
    assert say("explain", path, file, "k1", "B")[0] == 2


def test_score_and_rank_take_it_too(tmp_path: Path) -> None:
    path = str(write_schools(tmp_path))
    file = people(tmp_path, {"id": "k1", "egzamin": 50, "wybory": ["lo2/B"]})
    assert "lo2/B" in say("score", path, file).out
    assert "lo2/B: drugi, 1 miejsce" in say("rank", path, file, "--branch", "lo2/b").out


def test_two_settlements_of_one_group_are_not_mixed(tmp_path: Path) -> None:
    rows = [{"id": f"k{n}", "egzamin": 50, "wybory": ["lo1/B"]} for n in (1, 2, 3)]
    twice = """rozstrzygnięcia:
  - {oddział: lo1/B, losowanie: [k1, k2], podstawa: p}
  - {oddział: lo1/B, losowanie: [k2, k3], podstawa: q}
"""
    code, out, told = say("allocate", str(write_schools(tmp_path, twice)), people(tmp_path, *rows))
    assert (code, out) == (1, "")
    assert "Kandydat „k2” ma w oddziale „lo1/B” już inne rozstrzygnięcie" in told


def test_a_settlement_of_the_file_does_not_hide_one_of_the_data(tmp_path: Path) -> None:
    rows = [
        {"id": f"k{n}", "egzamin": 50, "wybory": [{"oddział": "lo1/B", "decyzja": n, "podstawa_rozstrzygnięcia": "p"}]}
        for n in (1, 2)
    ]
    other = "rozstrzygnięcia: [{oddział: lo1/B, losowanie: [k2, k1], podstawa: q}]\n"
    code, _, told = say("allocate", str(write_schools(tmp_path, other)), people(tmp_path, *rows))
    assert code == 1
    assert "już inne rozstrzygnięcie" in told


def test_a_split_into_no_groups_takes_no_branch_away(tmp_path: Path) -> None:
    code, out, _ = say("check", str(write_schools(tmp_path, "grupy: {lo1/A: {}}\n")))
    assert code == 1
    assert "Nie ma tu żadnej grupy." in out


def test_a_school_may_have_a_criterion_called_as_a_recruitment_is(tmp_path: Path) -> None:
    school = SCHOOL + "kryteria:\n  nabór:\n    punkty: 1\n"
    write_schools(tmp_path, lo1=school)
    assert not is_recruitment(tmp_path / "lo1.yaml")
    assert is_recruitment(tmp_path / "nabor.yaml")
    (tmp_path / "wciety.yaml").write_text("# uwaga\n  paragraf: 1\n  nabór: Nabór\n", encoding="utf-8")
    assert is_recruitment(tmp_path / "wciety.yaml")


def test_a_tie_in_another_pool_is_no_reason(tmp_path: Path) -> None:
    pools = "laureaci: {ile: 1, dla: laureat}, inni: {ile: 0}"
    school = SCHOOL.replace("rodzaj: zwykły, miejsca: 1", f"rodzaj: zwykły, miejsca: {{pule: {{{pools}}}}}")
    rows: list[dict[str, object]] = [
        {"id": f"k{n}", "egzamin": points, "laureat": points == 10, "wybory": ["lo1/B"]}
        for n, points in enumerate((10, 10, 90))
    ]
    path = str(write_schools(tmp_path, lo1=school))
    _, out, _ = say("allocate", path, people(tmp_path, *rows), "--format", "json")
    assert [one["wybory"][0]["wynik"] for one in json.loads(out)] == ["remis_nierozstrzygnięty"] * 2 + ["poniżej_progu"]
    assert json.loads(out)[2]["wybory"][0]["powód"] == "w oddziale nie ma wolnych miejsc"


def test_pools_never_vanish_without_a_word(tmp_path: Path) -> None:
    split, fewer = "grupy: {lo1/B: {x: 1, y: 1}}\n", "miejsca: {lo1/B: 2}\n"
    code, out, _ = say("check", str(write_schools(tmp_path, split, lo1=POOLED)))
    assert code == 1
    assert "Oddziału z pulami nie da się podzielić." in out
    code, out, _ = say("check", str(write_schools(tmp_path, fewer, lo1=POOLED)))
    assert code == 0
    assert "liczba z naboru je usuwa" in out
    code, out, _ = say("check", str(write_schools(tmp_path, fewer + split, lo1=POOLED)))
    assert "nie da się podzielić" not in out
