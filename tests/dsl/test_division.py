"""A divisor that can be zero is refused (P068); what is accepted never divides by zero for any candidate."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.decode.intervals import interval
from dsl.emit.evaluate import Evaluator
from dsl.model.regulation import Points, Regulation
from tests.dsl.loading import codes, load_yaml

TEXT = """
pojęcia: {przedmiot: [polski, fizyka]}
kandydat:
  n: liczba od 0 do 5
  k: liczba od 1 do 5
  u: liczba od -5 do -1
  x: liczba
  m: liczba od 1 do 5?
  z1: liczba od 0 do 5?
  wynik: procent dla przedmiot
kryteria: {a: "FORMULA"}
oddziały: {A: {miejsca: 1}}
"""


def loaded(formula: str) -> Regulation | None:
    return load_yaml(TEXT.replace("FORMULA", formula)).regulation


@pytest.mark.parametrize(
    "divisor",
    [
        "2", "-0,5", "k", "u", "k + n", "k * k", "k * u", "u - n", "-k", "(m gdy brak 1)", "k + 0 * n", "n * n + 1",
        "(jeżeli n > 2 to k inaczej 7)", "liczba(1; 2) + 1", "-(u)", "n + 0,1", "(k - u)", "100 - wynik.fizyka + 1",
    ],
)  # fmt: skip
def test_divisors_that_are_never_zero(divisor: str) -> None:
    assert loaded(f"1 / ({divisor})") is not None


@pytest.mark.parametrize(
    "divisor",
    [
        "0", "n", "x", "n * k", "k - 1", "k - n", "u + k", "u + 1", "(z1 gdy brak 1)", "(m gdy brak 0)", "wynik.fizyka",
        "(jeżeli n > 2 to k inaczej 0)", "liczba(wynik[p] dla p z przedmiot)", "x * x + 1", "k * x", "n - n",
        "100 - wynik.fizyka", "zaokrąglij(k / 10)", "suma(k; u)",
    ],
)  # fmt: skip
def test_divisors_that_may_be_zero(divisor: str) -> None:
    assert codes(load_yaml(TEXT.replace("FORMULA", f"1 / ({divisor})"))) == ["P068"]


@pytest.mark.parametrize(
    "formula",
    [
        "jeżeli n > 0 to 1 / n inaczej 0",
        "jeżeli n ≠ 0 to 1 / n inaczej 0",
        "jeżeli n = 0 to 0 inaczej 1 / n",
        "jeżeli 0 < n to 1 / n inaczej 0",
        "jeżeli n ≥ 1 i x > 2 to 1 / n + 1 / x inaczej 0",
        "jeżeli n ≤ 0 lub x = 0 to 0 inaczej 1 / x",
        "jeżeli nie n = 0 to 1 / n inaczej 0",
        "jeżeli x < 0 to 1 / x inaczej 0",
        "jeżeli x = 3 to 1 / x inaczej 0",
        "jeżeli n - k > 0 to 1 / (n - k) inaczej 0",
    ],
)
def test_a_condition_may_keep_zero_away(formula: str) -> None:
    assert loaded(formula) is not None


@pytest.mark.parametrize(
    "formula",
    [
        "jeżeli n ≥ 0 to 1 / n inaczej 0",
        "jeżeli n > 0 to 0 inaczej 1 / n",
        "jeżeli n > -1 to 1 / n inaczej 0",
        "jeżeli x < 1 to 1 / x inaczej 0",
        "jeżeli x ≠ 1 to 1 / x inaczej 0",
        "jeżeli n > 0 lub x > 0 to 1 / n inaczej 0",
        "jeżeli nie (n > 0 i x > 0) to 1 / n inaczej 0",
        "jeżeli n > 0 to 1 / x inaczej 0",
        "jeżeli n = x to 1 / n inaczej 0",
    ],
)
def test_a_condition_that_does_not(formula: str) -> None:
    assert loaded(formula) is None


# -- any formula ------------------------------------------------------------------------------------------------------

LEAVES = st.sampled_from(
    ["n", "k", "u", "x", "0", "1", "-2", "0,5", "(m gdy brak 1)", "(z1 gdy brak 0)", "wynik.fizyka"]
)


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(inner, st.sampled_from("+-**//"), inner).map(lambda one: f"({one[0]} {one[1]} {one[2]})")
    choices = st.tuples(inner, st.sampled_from(["<", "≤", "=", "≠", ">", "≥"]), inner, inner, inner).map(
        lambda one: f"(jeżeli {one[0]} {one[1]} {one[2]} to {one[3]} inaczej {one[4]})"
    )
    calls = st.tuples(st.sampled_from(["najwyższa", "suma", "zaokrąglij", "w_dół"]), inner).map(
        lambda o: f"{o[0]}({o[1]})"
    )
    guarded = st.tuples(inner, inner).map(lambda one: f"(jeżeli {one[0]} ≠ 0 to {one[1]} / {one[0]} inaczej 0)")
    return pairs | choices | guarded | calls | inner.map(lambda one: f"(-{one})")


NUMBERS = st.integers(-5, 5) | st.fractions(-5, 5, max_denominator=4)


@settings(max_examples=300)
@given(formula=st.recursive(LEAVES, grown, max_leaves=8), data=st.data())
def test_what_is_accepted_never_divides_by_zero(formula: str, data: st.DataObject) -> None:
    found = loaded(formula)
    if found is None:
        return
    facts = {
        "n": data.draw(st.integers(0, 5)),
        "k": data.draw(st.integers(1, 5)),
        "u": data.draw(st.integers(-5, -1)),
        "x": data.draw(NUMBERS),
        "wynik": {"fizyka": data.draw(st.integers(0, 100))},
        **({"m": data.draw(st.integers(1, 5)), "z1": data.draw(st.integers(0, 5))} if data.draw(st.booleans()) else {}),
    }
    way = found.branches["A"].rules.criteria[0].way
    assert isinstance(way, Points)
    evaluator = Evaluator(found, found.branches["A"], facts)
    for node in way.points.walk():
        try:
            value = evaluator.value(node)
        except ZeroDivisionError:
            if node is way.points:
                raise
            continue  # behind a condition that keeps it away
        bounds = interval(node)
        if isinstance(value, int | Fraction) and not isinstance(value, bool):
            assert bounds.low is None or bounds.low <= value
            assert bounds.high is None or value <= bounds.high
