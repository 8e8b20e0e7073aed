"""What rules add up and which values they can give, against the evaluator on random candidates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admission.validation import read_rows
from dsl.checks.order.forms import Form, Forms, Rule
from dsl.checks.order.steps import Steps, Values, added, any_number_of, at_most, either, multiplied, only
from dsl.checks.proofs.bounds import Bounds
from dsl.emit import runtime
from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact
from dsl.load import load
from dsl.model.regulation import Criterion, Regulation
from dsl.model.result import Number
from tests.dsl.loading import regulation
from tests.emit.equality import holed_rows

ROOT = Path(__file__).parents[2]
FILES = ["regulations/lo-wyspianskiego-kety/2025-2026.yaml", "regulations/sp77-krakow/2025-2026.yaml"]
FILES += ["tests/emit/everything.yaml"]


@cache
def loaded(path: str) -> Regulation:
    found = load(ROOT / path).regulation
    assert found is not None
    return found


def evaluators(found: Regulation, seed: int) -> list[Evaluator]:
    rows = [json.dumps(row).encode() for row in holed_rows(found, 2, seed)]
    return [
        Evaluator(found, found.branches[choice.branch], candidate.facts, choice.pair)
        for candidate in read_rows(rows, "k.jsonl", found).good
        for choice in candidate.choices
    ]


@pytest.mark.parametrize("path", FILES)
@given(seed=st.integers(0, 10**9))
@settings(max_examples=25, deadline=None)
def test_a_form_adds_up_to_the_points(path: str, seed: int) -> None:
    """Where every part can be said by itself, the weighted sum of the parts is what the evaluator gives."""
    for one, points, worth in compared(path, seed):
        assert worth == points, one.dotted


@pytest.mark.parametrize("path", FILES)
def test_most_criteria_have_parts_that_can_be_said(path: str) -> None:
    """The property above says something of most criteria."""
    found = loaded(path)
    all_of_them = {one.path for rules in found.kinds.values() for top in rules.criteria for one in top.walk()}
    assert len({one.path for seed in range(5) for one, _, _ in compared(path, seed)}) > len(all_of_them) / 2


def compared(path: str, seed: int) -> Iterator[tuple[Criterion, Number, Fraction]]:
    for evaluator in evaluators(loaded(path), seed):
        forms = Forms(evaluator.branch.rules)
        for top in evaluator.branch.rules.criteria:
            for one in top.walk():
                points, worth = evaluator.points(one), worth_of(evaluator, forms, forms.of_points(one.path))
                if points is not None and worth is not None:
                    yield one, points, worth


def worth_of(evaluator: Evaluator, forms: Forms, form: Form) -> Fraction | None:
    """None where something is missing."""
    total = form.constant
    for part, weight in form.terms:
        rule = forms.parts[part].rule
        value = None if rule is None else value_of(evaluator, rule)
        if value is None:
            return None
        total += weight * value
    return total


def value_of(evaluator: Evaluator, rule: Rule) -> Fraction | None:
    if isinstance(rule, Criterion):
        missing: dict[str, None] = {}
        points = evaluator.count(rule, missing)
        return None if missing else Fraction(points)
    try:
        value = evaluator.value(rule)
    except MissingFact:
        return None
    return None if value is None else Fraction(runtime.as_number(value))


@pytest.mark.parametrize("path", FILES)
@given(seed=st.integers(0, 10**9))
@settings(max_examples=25, deadline=None)
def test_no_candidate_has_points_between_the_steps(path: str, seed: int) -> None:
    of_branch: dict[str, Steps] = {}
    for evaluator in evaluators(loaded(path), seed):
        steps = of_branch.setdefault(evaluator.branch.code, Steps(Bounds(evaluator.branch)))
        for top in evaluator.branch.rules.criteria:
            for one in top.walk():
                points = evaluator.points(one)
                if points is not None:
                    assert includes(steps.of_criterion(one), Fraction(points)), one.dotted


def includes(values: Values, number: Fraction) -> bool:
    if values.known is not None and number not in values.known:
        return False
    if values.step is None:
        return True
    return number == values.base if values.step == 0 else (number - values.base) % values.step == 0


# -- the values of operations -----------------------------------------------------------------------------------------

NUMBERS = st.fractions(min_value=-30, max_value=30, max_denominator=12)
SOME = st.lists(NUMBERS, min_size=1, max_size=6)


def as_steps(numbers: list[Fraction]) -> Values:
    """The same values, but known only as steps."""
    found = only(numbers)
    return Values(found.base, found.step)


@given(left=SOME, right=SOME, in_steps=st.booleans(), also=st.booleans())
@settings(max_examples=200)
def test_operations_miss_no_value(left: list[Fraction], right: list[Fraction], in_steps: bool, also: bool) -> None:
    one = as_steps(left) if in_steps else only(left)
    other = as_steps(right) if also else only(right)
    for a in left:
        assert includes(either(one, other), a)
        for b in right:
            assert includes(either(one, other), b)
            assert includes(added(one, other), a + b)
            assert includes(multiplied(one, other), a * b)
            assert includes(at_most(one, other), min(a, b))
            assert includes(any_number_of(one), a + left[0])


@given(numbers=SOME)
def test_different_values_are_no_nearer_than_the_least_difference(numbers: list[Fraction]) -> None:
    for values in (only(numbers), as_steps(numbers)):
        least = values.least_difference
        assert least is not None
        assert all(abs(a - b) >= least for a in numbers for b in numbers if a != b)
        assert least > 0 or len(set(numbers)) == 1


# -- what is the same -------------------------------------------------------------------------------------------------

RULES = """
    kandydat: {x: procent, y: procent, p: tak/nie, q: tak/nie, lista: {lista: {n: liczba}}}
    definicje: {suma_obu: y + x, oba: q i p}
    kryteria:
      a: x + y
      b: suma_obu
      c: {składniki: {jeden: x, dwa: y}}
      d: {gdy: oba, punkty: 5}
      e: jeżeli p i q to 5 inaczej 0
      f: {gdy: p i q, wiersze: [{punkty: 5}]}
      g: {za każde: e z lista, punkty: e.n}
      h: {za każde: inny z lista, punkty: inny.n}
      i: suma(e.n dla e z lista)
      j: {punkty: x + y, najwyżej: 50}
      k: {punkty: y + x, najwyżej: 50}
      l: {punkty: x + y, najwyżej: 51}
      m: 2 * (x + y) - suma_obu
      n: {gdy: p lub q, punkty: 5}
    kolejność: [{etap: e, suma: [a, b, c, d, e, f, g, h, i, j, k, l, m, n]}]
    oddziały: {A: {miejsca: 1}}
"""
SAME = [("a", "b"), ("a", "c"), ("a", "m"), ("d", "e"), ("d", "f"), ("g", "h"), ("j", "k")]
DIFFERENT = [("a", "j"), ("j", "l"), ("d", "n"), ("g", "i"), ("a", "d")]


@pytest.mark.parametrize(("one", "other"), [*SAME, *DIFFERENT])
def test_what_is_one_form(one: str, other: str) -> None:
    forms = Forms(regulation(RULES).branches["A"].rules)
    assert (forms.of_points((one,)) == forms.of_points((other,))) is ((one, other) in SAME)
