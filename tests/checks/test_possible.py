"""A proof that conditions never hold together is never contradicted by a candidate; what is plain is found."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.checks.proofs.everywhere import Everywhere
from dsl.checks.proofs.possible import Search
from dsl.decode.regulation import decode
from dsl.diagnostics import Diagnostics
from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact
from dsl.layers.loading import load_layers
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Regulation
from dsl.report import render_all
from dsl.source.text import Source
from tests.checks.formulas import REGULATION, candidates, conditions
from tests.dsl.loading import SHORT_HEADER

MANY = candidates(7, 400)


def loaded(*formulas: str) -> tuple[Regulation, Branch, list[typed.Typed]]:
    rows = "".join(f"      warunek {number}:\n        wymaga: {text}\n" for number, text in enumerate(formulas))
    text = SHORT_HEADER + dedent(REGULATION) + dedent(f"    warunki:\n{rows}") + "oddziały: {A: {miejsca: 1}}\n"
    diagnostics = Diagnostics()
    model = decode(load_layers(Source("regulamin.yaml", text), None, diagnostics), diagnostics)
    assert model is not None, text
    assert not diagnostics.has_errors, render_all(diagnostics.sorted())
    branch = model.branches["A"]
    return model, branch, [condition.requires for condition in branch.rules.conditions]


def search(branch: Branch) -> Search:
    return Search(branch.rules, Everywhere([branch]))


@given(conditions(), conditions(), st.booleans(), st.booleans())
@settings(max_examples=300)
def test_no_candidate_contradicts_a_proof(one: str, other: str, first: bool, second: bool) -> None:
    regulation, branch, (left, right) = loaded(one, other)
    found = search(branch).find((left, first), (right, second))
    for facts in MANY:
        evaluator = Evaluator(regulation, branch, facts)
        try:
            both = bool(evaluator.value(left)) is first and bool(evaluator.value(right)) is second
        except MissingFact:
            continue
        assert not (both and found.never), facts


NEVER = [
    "wiek > 5 i wiek < 3",
    "wiek > 6",
    "wynik < 0",
    "wiek > 3 i wiek < 4",
    "konkurencja = bieg i konkurencja = skok",
    "sport i nie sport",
    "konkurencja = druga i konkurencja = bieg i druga = skok",
    "staż > 2 i nie (staż jest podane)",
    "wiek + wynik > 5 i wynik + wiek <= 5",
    "wiek + wynik > 16",
    "2 * wiek > 12",
    "za_ocenę[ocena.bieg] > 6",
    "za_ocenę[ocena.bieg] > 4 i ocena.bieg = dobry",
    "za_wynik[wynik] = 5 i wynik > 2",
    "doświadczony i nie sport i razem_lat < 5",
    "każdy(k w uprawiane dla k z rodzaj) i nie (skok w uprawiane)",
    'opis = "Żółw" i opis = "kot"',
    'opis w ("żółw"; "kot") i opis ≠ "kot" i opis ≠ "  ŻÓŁW "',
    "liczba(uprawiane) < 0",
    "wiek od 3 do 1",
    "wiek ≠ 0 i wiek ≠ 1 i wiek ≠ 2 i wiek ≠ 3 i wiek ≠ 4 i wiek ≠ 5 i wiek ≠ 6",
]
SOMETIMES = [
    "wiek > 3 i wiek < 5",
    "wynik > 3 i wynik < 4",
    "konkurencja = bieg lub konkurencja = skok",
    "konkurencja ≠ druga",
    "staż jest podane i staż > 3",
    "za_wynik[wynik] = 0",
    'opis ≠ "żółw" i opis ≠ "kot"',
    "nie (bieg w uprawiane) i skok w uprawiane",
    "wiek + wynik > 15",
]


@pytest.mark.parametrize("formula", NEVER)
def test_what_cannot_hold_is_proven(formula: str) -> None:
    _, branch, (condition,) = loaded(formula.replace("≠", "<>").replace("staż > 2 i", "staż = 3 i"))
    assert search(branch).find((condition, True)).never


@pytest.mark.parametrize("formula", SOMETIMES)
def test_what_can_hold_is_no_proof(formula: str) -> None:
    _, branch, (condition,) = loaded(formula.replace("≠", "<>"))
    assert search(branch).find((condition, True)).case is not None
    assert search(branch).find((condition, False)).case is not None


def test_too_many_cases_are_left_undecided() -> None:
    """Weighted sums of two values are looked at one by one, so what excludes them together is not seen."""
    either = [f"(wynik + {number} * wiek > 9 lub wynik + {number} * staż_lub_zero > 7)" for number in range(2, 16)]
    _, branch, (condition,) = loaded(
        " i ".join([*either, "sport", "nie sport"]).replace("staż_lub_zero", "(staż gdy brak 0)")
    )
    found = search(branch).find((condition, True))
    assert found.case is None
    assert not found.is_proof
