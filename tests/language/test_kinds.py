"""What all branches of a kind have in common, and who may change it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.dsl.loading import codes, load_yaml, regulation
from tests.language.scoring import score

LAW = """
    paragraf: 1
    prawo: Prawo
    wydaje: minister
    kandydat: {zdrowy: tak/nie, wynik: liczba od 0 do 100}
    kryteria: {wynik: wynik}
    warunki:
      lekarskie: {gdy: oddział.zawodowy, wymaga: zdrowy, sprawdzane przy: potwierdzenie woli}
    kolejność: [{etap: suma, suma: [wynik]}]
    rodzaje oddziałów:
      zwykły: {oddział: {zawodowy: tak/nie, próg: liczba od 0 do 50}}
      zawodowy: {jak: zwykły, wspólne: {zawodowy: tak}}
"""
SCHOOL = """
    paragraf: 1
    regulamin: Regulamin
    wydaje: dyrektor
    opiera się na: [prawo]
    rodzaje oddziałów: {zawodowy: {wspólne: {miejsca: 30, próg: 5}}}
    oddziały:
      A: {rodzaj: zawodowy}
      B: {rodzaj: zawodowy, miejsca: 15, próg: 7}
      C: {rodzaj: zwykły, miejsca: 10, próg: 1}
"""


def write(folder: Path) -> None:
    (folder / "prawo.yaml").write_text(dedent(LAW).lstrip(), encoding="utf-8")


def test_a_branch_has_what_its_kind_gives_unless_it_says_otherwise(tmp_path: Path) -> None:
    write(tmp_path)
    loaded = load_yaml(SCHOOL, tmp_path)
    assert codes(loaded) == []
    assert loaded.regulation is not None
    found = {
        code: (branch.facts.get("zawodowy"), branch.facts["próg"], branch.seats and branch.seats.count)
        for code, branch in loaded.regulation.branches.items()
    }
    assert found == {"A": (True, 5, 30), "B": (True, 7, 15), "C": (None, 1, 10)}


def test_a_branch_cannot_change_what_a_higher_rank_gives_to_all(tmp_path: Path) -> None:
    write(tmp_path)
    loaded = load_yaml(SCHOOL.replace("A: {rodzaj: zawodowy}", "A: {rodzaj: zawodowy, zawodowy: nie}"), tmp_path)
    assert codes(loaded) == ["P045"]


def test_what_the_kind_cannot_give(tmp_path: Path) -> None:
    write(tmp_path)
    assert codes(load_yaml(SCHOOL.replace("próg: 5", "prog: 5"), tmp_path)) == ["P032", "P053"]


EXAMPLES = """
    kandydat: {zdrowy: tak/nie, pełnoletni: tak/nie, wynik: liczba}
    kryteria: {wynik: wynik}
    kolejność: [{etap: suma, suma: [wynik]}]
    warunki:
      wiek: {wymaga: pełnoletni}
      lekarskie: {wymaga: zdrowy, sprawdzane przy: potwierdzenie woli}
    oddziały: {A: {miejsca: 30}}
    przykłady:
      bez badań: {dane: {wynik: 1, pełnoletni: tak}, oczekuj: {dopuszczony: tak, niespełnione: lekarskie}}
      nic: {dane: {wynik: 1}, oczekuj: {powód: wiek, niespełnione: [lekarskie, wiek]}}
      wszystko: {dane: {wynik: 1, zdrowy: tak, pełnoletni: tak}, oczekuj: {niespełnione: []}}
"""


def test_an_example_may_expect_conditions_that_are_checked_later() -> None:
    assert codes(load_yaml(EXAMPLES)) == []
    wrong = load_yaml(EXAMPLES.replace("[lekarskie, wiek]", "wiek"))
    ((code, message),) = [(one.code, one.message) for one in wrong.diagnostics]
    assert code == "P072"
    assert "oczekiwano „wiek”, a regulamin daje „lekarskie”, „wiek”" in message
    assert codes(load_yaml(EXAMPLES.replace("niespełnione: lekarskie", "niespełnione: badania"))) == ["P070"]


def test_an_example_may_only_test() -> None:
    printed = [
        one.is_printed for one in regulation(EXAMPLES.replace("bez badań: {", "bez badań: {drukuj: nie, ")).examples
    ]
    assert printed == [False, True, True]


IN_BRANCHES = """
    kandydat: {wynik: liczba od 0 do 10}
    rodzaje oddziałów:
      ogólny:
        kryteria: {wynik: wynik, próba: {punkty: {ustala: dyrektor}}}
        kolejność: [{etap: s, suma: [wynik, próba, sprawdzian]}]
        razem: {kryteria: [wynik, próba, sprawdzian]}
    oddziały:
      A: {rodzaj: ogólny, miejsca: 3, kryteria: {próba: {punkty: 2 * wynik}, sprawdzian: 3}}
      B: {rodzaj: ogólny, miejsca: 3, kryteria: {próba: {punkty: 3 * wynik}, sprawdzian: wynik}}
"""


def test_rules_of_a_kind_are_judged_as_its_branches_have_them() -> None:
    rules = regulation(IN_BRANCHES.replace("sprawdzian: 3}", "sprawdzian: 4 * wynik}"))
    assert [score(rules, branch, wynik=2, wybory=["A", "B"]).total for branch in "AB"] == [14, 10]


@pytest.mark.parametrize(
    ("branch", "expected"),
    [
        ("B: {rodzaj: ogólny, miejsca: 3}", ["P053", "P060", "P060"]),  # the kind as it stands
        ("B: {rodzaj: ogólny, miejsca: 3, kryteria: {sprawdzian: wynik}}", ["P053"]),
        ("B: {rodzaj: ogólny, miejsca: 3, kryteria: {próba: {punkty: 1}}}", ["P060", "P060"]),
    ],
)
def test_a_branch_without_what_the_kind_needs(branch: str, expected: list[str]) -> None:
    text = IN_BRANCHES.replace(IN_BRANCHES[IN_BRANCHES.index("B: {") :], branch + "\n")
    assert sorted(codes(load_yaml(text))) == expected


def test_what_all_of_a_kind_have_in_common_counts_too() -> None:
    common = "wspólne: {kryteria: {próba: {punkty: 2 * wynik}, sprawdzian: 3 * wynik}}"
    text = IN_BRANCHES[: IN_BRANCHES.index("    oddziały:")] + f"        {common}\n"
    assert not load_yaml(text + "    oddziały: {A: {rodzaj: ogólny, miejsca: 3}}\n").diagnostics
