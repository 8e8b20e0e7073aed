"""The most points that somebody gets: counted case by case where that can be done, else found; never a mere bound."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dsl.checks.proofs.bounds import Bounds
from dsl.checks.proofs.most import Most
from dsl.model.regulation import Branch, Regulation
from tests.dsl.loading import regulation as loaded_regulation

TEXT = """
    pojęcia: {powód: [a, b, c]}
    kandydat:
      powody: zbiór powód
      wynik: procent
      liczba: liczba
      zgoda: tak/nie
    oddział: {mnożnik: liczba}
    kryteria: {CRITERIA}
    kolejność: [{etap: punkty, suma: [x]}]
    oddziały: {A: {miejsca: 1, mnożnik: 3}}
"""
EXCLUSIVE = "x: {za każde: p z powody gdy nie (p = a i b w powody), punkty: 10}"


def loaded(criteria: str) -> tuple[Regulation, Branch]:
    found = loaded_regulation(TEXT.replace("CRITERIA", criteria))
    return found, found.branches["A"]


@pytest.mark.parametrize(
    ("criteria", "reached", "bound"),
    [
        (EXCLUSIVE, 20, 30),
        ("x: {za każde: p z powody, punkty: 10}", 30, 30),
        (f"y: {{punkty: wynik / 2}}, {EXCLUSIVE}", 70, 80),
        ("x: {składniki: {y: {gdy: zgoda, punkty: 3}, z: {gdy: nie zgoda, punkty: 5}}}", 5, 8),
        ("x: {gdy: wynik < 50%, punkty: 5}, y: {gdy: wynik >= 50%, punkty: 5}", None, 10),
        ("x: {punkty: liczba}", None, None),
        ("x: {punkty: liczba, najwyżej: 40}", 40, 40),
    ],
)
def test_what_somebody_reaches_and_what_nobody_exceeds(criteria: str, reached: int | None, bound: int | None) -> None:
    regulation, branch = loaded(criteria)
    assert Most(regulation, branch).reached(branch.rules.criteria) == reached
    assert Bounds(branch).of_sum(branch.rules.criteria).high == bound


def test_loops_within_loops_are_not_gone_through_one_by_one() -> None:
    """Nested thirty deep, no computer would end."""
    loops = "suma(" * 30 + "wynik" + "".join(f" dla p{number} z powód)" for number in range(30))
    _, branch = loaded(f'x: "{loops}"')
    found = Bounds(branch).of_sum(branch.rules.criteria)
    assert (found.low, found.high) == (Fraction(0), Fraction(100 * 3**30))


@pytest.mark.parametrize(("of_any_branch", "most"), [(False, Fraction(300)), (True, None)])
def test_what_a_branch_is_yet_to_set(of_any_branch: bool, most: Fraction | None) -> None:
    regulation, branch = loaded("x: {punkty: oddział.mnożnik * wynik}, y: {gdy: zgoda, punkty: 4}")
    first, second = branch.rules.criteria
    known = Most(regulation, branch, of_any_branch)
    assert known.reached([first]) == most
    assert known.reached([second]) == 4
