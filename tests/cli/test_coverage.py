"""`paragraf check --coverage`: what a regulation settles, in words, and the same as data."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.cli.terminal import say

SCHOOL = """\
paragraf: 1
regulamin: Próba
wydaje: dyrektor
szkoła: {nazwa: Liceum w Dębowie, typ: liceum}
oddziały: {A: {nazwa: ogólny, miejsca: 30}}
limity: {szkoły: {wartość: 3, stan: powierzone, uwaga: ustala to prawo}}
"""


def written(folder: Path, text: str = SCHOOL) -> str:
    path = folder / "regulamin.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_it_says_what_where_and_on_what_basis(tmp_path: Path) -> None:
    said = say("check", written(tmp_path), "--coverage")
    assert said.code == 0
    lines = said.out.splitlines()
    assert "  ustalone      liczba miejsc w oddziałach – wiersz 5" in lines
    limit = "ile szkół wolno wybrać (prawo oświatowe art. 156, niesprawdzone) – wiersz 6: ustala to prawo"
    assert f"  powierzone    {limit}" in lines
    assert "  przemilczane  usunięcie list (prawo oświatowe art. 158 ust. 10)" in lines
    assert lines.index("Oddziały") < lines.index("Limity") < lines.index("Dane osobowe")


def test_the_last_line_counts_every_answer(tmp_path: Path) -> None:
    lines = say("check", written(tmp_path), "--coverage").out.splitlines()
    (last,) = [line for line in lines if line.startswith("Razem: ustalone: ")]
    counted = sum(int(number) for number in re.findall(r"\d+", last))
    assert counted == sum(line.startswith("  ") and not line.startswith("   ") for line in lines[: lines.index(last)])


def test_problems_follow_it(tmp_path: Path) -> None:
    said = say("check", written(tmp_path), "--coverage")
    assert said.out.index("Razem: ustalone") < said.out.index("uwaga P144")


def test_what_a_base_says_is_shown_with_its_file(root: Path) -> None:
    said = say("check", str(root / "regulations/lo-wyspianskiego-kety/2025-2026.yaml"), "--coverage")
    assert "prawo/ponadpodstawowe-2022.yaml, wiersz" in said.out


def test_as_data(tmp_path: Path) -> None:
    data = json.loads(say("check", written(tmp_path), "--coverage", "--format", "json").out)
    (file,) = data["pliki"]
    found = {one["o_czym"]: one for one in file["pokrycie"]}
    schools = found["ile szkół wolno wybrać"]
    assert (schools["dział"], schools["stan"], schools["uwaga"]) == ("Limity", "powierzone", "ustala to prawo")
    assert (schools["podstawa"], schools["pewność"]) == ("prawo oświatowe art. 156", "przypomniane")
    assert schools["miejsce"]["wiersz"] == 6
    assert found["usunięcie list"]["miejsce"] is None


def test_without_the_flag_nothing_of_it_is_shown(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert "co rozstrzyga" not in say("check", path).out
    assert "pokrycie" not in json.loads(say("check", path, "--format", "json").out)["pliki"][0]


def test_a_file_of_no_known_type_says_what_is_missing(tmp_path: Path) -> None:
    said = say("check", written(tmp_path, SCHOOL.replace(", typ: liceum", "")), "--coverage")
    assert said.code == 0
    assert "nie wiadomo, co powinien rozstrzygać" in said.out
    assert "szkoła: {typ: liceum}" in said.out


def test_a_file_with_errors_is_told_first(tmp_path: Path) -> None:
    said = say("check", written(tmp_path, SCHOOL.replace("limity:", "limitt:")), "--coverage")
    assert said.code == 1
    assert "najpierw trzeba poprawić błędy" in said.out
    assert "limitt" in said.out


def test_it_does_not_go_with_quiet_or_sarif(tmp_path: Path) -> None:
    for other in (["--quiet"], ["--format", "sarif"]):
        said = say("check", written(tmp_path), "--coverage", *other)
        assert said.code == 2
        assert "--coverage działa z --format text albo json" in said.err


def test_what_is_left_to_others_is_said_with_whom(root: Path) -> None:
    said = say("check", str(root / "regulations/prawo/przedszkola.yaml"), "--coverage")
    assert "powierzone    lista przyjętych (prawo oświatowe art. 154 ust. 1) – ustala: organ prowadzący" in said.out
