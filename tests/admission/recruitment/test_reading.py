"""A recruitment's file: what it makes of several regulations, and what is wrong with it (N001 to N006)."""

from __future__ import annotations

from pathlib import Path

import pytest

from admission.recruitment.model import Recruitment
from admission.recruitment.reading import read_recruitment
from admission.recruitment.recognising import is_recruitment
from tests.admission.recruitment.schools import LAW, RECRUITMENT, SCHOOL, write_schools


def read(folder: Path, text: str = "", **changed: str) -> Recruitment:
    found = read_recruitment(write_schools(folder, text, **changed))
    assert found.recruitment is not None, [one.message for one in found.diagnostics]
    return found.recruitment


def codes(folder: Path, text: str = "", **changed: str) -> list[str]:
    found = read_recruitment(write_schools(folder, text, **changed))
    return [one.code for one in found.diagnostics]


def seats(recruitment: Recruitment) -> dict[str, int | None]:
    return {code: one.seats.count for code, one in recruitment.branches.items() if one.seats is not None}


def test_branches_have_the_sign_of_their_school(tmp_path: Path) -> None:
    recruitment = read(tmp_path)
    assert seats(recruitment) == {"lo1/A": 2, "lo1/B": 1, "lo2/A": 2, "lo2/B": 1}
    assert [recruitment.school_of(code) for code in recruitment.branches] == ["lo1", "lo1", "lo2", "lo2"]
    assert recruitment.limits.schools == 2


def test_seats_of_the_recruitment_count(tmp_path: Path) -> None:
    assert seats(read(tmp_path, "miejsca: {lo1/A: 7, lo2/B: bez limitu}\n")) == {
        "lo1/A": 7,
        "lo1/B": 1,
        "lo2/A": 2,
        "lo2/B": None,
    }


def test_branches_joined_have_one_list(tmp_path: Path) -> None:
    recruitment = read(tmp_path, "wspólne: {lo1/AB: [lo1/A, lo1/B]}\n")
    assert seats(recruitment) == {"lo2/A": 2, "lo2/B": 1, "lo1/AB": 3}
    assert recruitment.branches["lo1/AB"].label == "pierwszy i drugi"


def test_groups_are_chosen_one_by_one(tmp_path: Path) -> None:
    recruitment = read(tmp_path, "miejsca: {lo1/A: 30}\ngrupy:\n  lo1/A: {niemiecki: 15, hiszpański: 15}\n")
    assert seats(recruitment)["lo1/A/niemiecki"] == 15
    assert "lo1/A" not in recruitment.branches
    assert recruitment.branches["lo1/A/hiszpański"].label == "pierwszy – hiszpański"


def test_own_limits_stand_before_those_of_the_schools(tmp_path: Path) -> None:
    assert read(tmp_path, "limity: {szkoły: 3}\n").limits.schools == 3


def test_other_things_it_says(tmp_path: Path) -> None:
    recruitment = read(
        tmp_path,
        "najmniej: {lo1/B: 1}\nnie otwarto: [lo2/B]\n"
        "rozstrzygnięcia:\n  - {oddział: lo1/A, decyzja: [k2, k1], podstawa: protokół 4}\n",
    )
    assert recruitment.minimums == {"lo1/B": 1}
    assert recruitment.not_opened == {"lo2/B"}
    (one,) = recruitment.settlements
    assert (one.branch, one.candidates, one.basis) == ("lo1/A", ("k2", "k1"), "protokół 4")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("miejsca: {lo3/A: 7}\n", "N002"),
        ("najmniej: {A: 7}\n", "N002"),
        ("nie otwarto: [lo1/C]\n", "N002"),
        ("wspólne: {lo1/AB: [lo1/A]}\n", "N004"),
        ("wspólne: {lo1/X: [lo1/A, lo2/A]}\n", "N004"),
        ("wspólne: {lo2/AB: [lo1/A, lo1/B]}\n", "N004"),
        ("wspólne: {AB: [lo1/A, lo1/B]}\n", "N004"),
        ("grupy: {lo1/A: {x: 1, X: 1}}\n", "N007"),
        ("grupy: {lo1/A: {gr10: 1, grlO: 1}}\n", "N007"),
        ("rozstrzygnięcia: [{oddział: lo1/A, decyzja: [k1, k2]}]\n", "N005"),
        ("rozstrzygnięcia: [{oddział: lo1/A, decyzja: [k1, k1], podstawa: p}]\n", "N005"),
        ("rozstrzygnięcia: [{oddział: lo1/A, decyzja: [k1], losowanie: [k1], podstawa: p}]\n", "N005"),
        ("grupy: {lo1/A: {niemiecki: 1, hiszpański: 4}}\n", "N006"),
        ("miejsca: {lo1/A: dużo}\n", "P034"),
        ("gupy: {}\n", "P032"),
        ("rozstrzygnięcia: [{oddział: lo1/A, losowanie: [k1, k2], podstawa: <wpisz numer>}]\n", "P057"),
    ],
)
def test_what_is_wrong_is_told_once(tmp_path: Path, text: str, code: str) -> None:
    assert codes(tmp_path, text) == [code]


def test_a_way_that_the_regulation_excludes_is_refused(tmp_path: Path) -> None:
    law = LAW.replace("limity:", "      - {etap: los, losowanie: tak}\nlimity:")
    text = "rozstrzygnięcia: [{oddział: lo1/A, decyzja: [k1, k2], podstawa: p}]\n"
    assert codes(tmp_path, text, prawo=law) == ["N005"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"lo2": "paragraf: 1\nregulamin: x\nwydaje: dyrektor\noddziały: {A: {rodzaj: żaden}}\n"}, "N001"),
        ({"lo2": LAW}, "N001"),
        ({"lo2": SCHOOL.replace("2026/2027", "2027/2028")}, "N003"),
        ({"lo2": SCHOOL + "kandydat: {próba: procent}\n", "lo1": SCHOOL + "kandydat: {próba: tak/nie}\n"}, "N003"),
    ],
)
def test_regulations_that_do_not_fit_are_refused(tmp_path: Path, changed: dict[str, str], expected: str) -> None:
    found = read_recruitment(write_schools(tmp_path, **changed))
    assert found.recruitment is None
    assert expected in [one.code for one in found.diagnostics]


def test_different_limits_ask_for_one(tmp_path: Path) -> None:
    other = LAW.replace("limity: {szkoły: 2}", "limity: {szkoły: 3}")
    (tmp_path / "prawo2.yaml").write_text(other, encoding="utf-8")
    school = SCHOOL.replace("[prawo]", "[prawo2]")
    assert codes(tmp_path, lo2=school) == ["N003"]
    assert codes(tmp_path, "limity: {szkoły: 4}\n", lo2=school) == []


def test_one_file_under_two_signs_is_told(tmp_path: Path) -> None:
    """Its seats would count twice."""
    path = write_schools(tmp_path)
    path.write_text(RECRUITMENT.replace("lo2: lo2.yaml", "lo2: lo1.yaml"), encoding="utf-8")
    found = read_recruitment(path)
    assert [one.code for one in found.diagnostics] == ["N007"]
    assert "ten sam plik" in found.diagnostics[0].message
    assert found.recruitment is not None


@pytest.mark.parametrize("sign", ["LO1", "L01", "1o1", "lо1"])
def test_signs_of_schools_that_look_the_same_are_told(tmp_path: Path, sign: str) -> None:
    path = write_schools(tmp_path)
    path.write_text(RECRUITMENT.replace("lo2: lo2.yaml", f"{sign}: lo2.yaml"), encoding="utf-8")
    assert [one.code for one in read_recruitment(path).diagnostics] == ["N007"]


def test_a_regulation_outside_the_folder_is_not_said_to_be_missing(tmp_path: Path) -> None:
    path = write_schools(tmp_path)
    for name in ("../lo2.yaml", str(tmp_path / "lo2.yaml")):
        path.write_text(RECRUITMENT.replace("lo2: lo2.yaml", f'lo2: "{name}"'), encoding="utf-8")
        (problem,) = read_recruitment(path).diagnostics
        assert problem.code == "N001"
        assert "poza folderem naboru" in problem.message


def test_what_became_of_a_branch(tmp_path: Path) -> None:
    text = "wspólne: {lo1/AB: [lo1/A, lo1/B]}\ngrupy: {lo2/A: {niemiecki: 1, włoski: 1}}\n"
    recruitment = read(tmp_path, text)
    assert recruitment.instead_of("lo1/B") == ("lo1/AB",)
    assert recruitment.instead_of("lo2/A") == ("lo2/A/niemiecki", "lo2/A/włoski")
    assert recruitment.instead_of("lo2/B") == ()


def test_a_file_without_regulations(tmp_path: Path) -> None:
    path = tmp_path / "nabor.yaml"
    path.write_text("paragraf: 1\nnabór: x\n", encoding="utf-8")
    assert [one.code for one in read_recruitment(path).diagnostics] == ["N001"]


def test_it_is_told_from_a_regulation(tmp_path: Path) -> None:
    assert is_recruitment(write_schools(tmp_path))
    assert not is_recruitment(tmp_path / "lo1.yaml")
    assert not is_recruitment(tmp_path / "nie-ma.yaml")
    assert RECRUITMENT.startswith("paragraf: 1")
