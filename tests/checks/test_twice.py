"""What is said twice, and what only looks like it; what counts as the same gives the same for every candidate."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.checks.reading.sameness import Sameness
from dsl.emit.evaluate import Evaluator
from dsl.model.regulation import Regulation
from tests.dsl.loading import load_yaml, regulation

OURS = ("P138", "P139", "P140", "P141")
HEAD = """
    pojęcia: {poziom: [szkolny, krajowy]}
    kandydat:
      a: tak/nie
      b: tak/nie
      x: liczba od 0 do 20
      y: liczba od 0 do 20
      zawody: {lista: {poziom: poziom, wynik: liczba}}
    definicje: {ab: a i b, dużo: x > 7}
    tabele: {za_poziom: {wiersze: {szkolny: 1, krajowy: 3}}}
"""
SAME = [
    ("{gdy: a, punkty: 3}", "{gdy: a, punkty: 3, nazwa: inaczej, maks: 3}"),
    ("{gdy: a i b, punkty: 3}", "{gdy: b i a, punkty: 3}"),
    ("{gdy: ab, punkty: 3}", "{gdy: b i a, punkty: 3}"),
    ("{gdy: x > 7, punkty: y + x}", "{gdy: 7 < x, punkty: x + y}"),
    ("{gdy: dużo lub a, punkty: 1}", "{gdy: a lub x > 7, punkty: 1}"),
    ("{za każde: z z zawody gdy z.wynik > 1, punkty: 'za_poziom[z.poziom]'}",) * 2,
    (
        "{za każde: z z zawody, punkty: 'za_poziom[z.poziom]'}",
        "{za każde: inne z zawody, punkty: 'za_poziom[inne.poziom]'}",
    ),
    ("suma(z.wynik dla z z zawody gdy z.wynik > x)", "suma(w.wynik dla w z zawody gdy x < w.wynik)"),
    ("{wiersze: [{gdy: a, punkty: 2}, {gdy: b, punkty: 1}]}",) * 2,
]
DIFFERENT = [
    ("{gdy: a, punkty: 3}", "{gdy: b, punkty: 3}"),
    ("{gdy: a, punkty: 3}", "{gdy: a, punkty: 4}"),
    ("{gdy: a i b, punkty: 3}", "{gdy: a lub b, punkty: 3}"),
    ("x - y", "y - x"),
    ("{gdy: x > y, punkty: 1}", "{gdy: x >= y, punkty: 1}"),
    ("{gdy: x > y, punkty: 1}", "{gdy: y > x, punkty: 1}"),
    ("{gdy: a, punkty: x, najwyżej: 5}", "{gdy: a, punkty: x}"),
    ("{wiersze: [{gdy: a, punkty: 2}, {gdy: b, punkty: 1}]}", "{wiersze: [{gdy: b, punkty: 1}, {gdy: a, punkty: 2}]}"),
    (
        "{za każde: z z zawody, jednorazowo: [poziom], punkty: z.wynik}",
        "{za każde: z z zawody, punkty: z.wynik}",
    ),
    ("5", "5"),
]


def told(text: str) -> list[str]:
    return [one.code for one in load_yaml(text).diagnostics if one.code in OURS]


def of_two(one: str, other: str, order: str = "[{etap: suma, suma: [j, d]}]") -> str:
    uses = "    dokumenty: {p: {gdy: a i b i x > y i liczba(zawody) > 0 i ab i dużo}}\n"
    rules = f"    kryteria:\n      j: {one}\n      d: {other}\n    kolejność: {order}\n"
    return HEAD + rules + uses + "    oddziały: {A: {miejsca: 1}}\n"


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_is_told(one: str, other: str) -> None:
    assert told(of_two(one, other)) == ["P138"]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_differs_is_not(one: str, other: str) -> None:
    assert told(of_two(one, other)) == []


def test_in_two_stages_the_same_may_count() -> None:
    order = "[{etap: suma, suma: [j]}, {etap: potem, suma: [d]}]\n    razem: {kryteria: [j]}"
    assert told(of_two("{gdy: a, punkty: 3}", "{gdy: a, punkty: 3}", order)) == []


def test_a_part_that_repeats_another_criterion_is_told() -> None:
    assert told(of_two("{gdy: a, punkty: 3}", "{składniki: {p: {gdy: a, punkty: 3}, r: {gdy: b, punkty: 1}}}")) == [
        "P138"
    ]


def test_a_group_copied_whole_is_told_once() -> None:
    group = "{składniki: {p: {gdy: a, punkty: 3}, r: {gdy: b, punkty: 1}}}"
    assert told(of_two(group, group)) == ["P138"]


@pytest.mark.parametrize(
    ("conditions", "wanted"),
    [
        ("{j: {wymaga: a i b}, d: {wymaga: b i a}}", ["P139"]),
        ("{j: {wymaga: a}, d: {wymaga: a, gdy: b}}", []),
        ("{j: {wymaga: a}, d: {wymaga: a, sprawdzane przy: potwierdzenie woli}}", []),
        ("{j: {wymaga: a, chyba że: b}, d: {wymaga: a}}", []),
        ("{j: {wymaga: tak}, d: {wymaga: tak}}", []),
    ],
)
def test_conditions(conditions: str, wanted: list[str]) -> None:
    text = of_two("{gdy: a, punkty: 3}", "{gdy: b, punkty: 3}") + f"    warunki: {conditions}\n"
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("branches", "wanted"),
    [
        ("{A: {nazwa: x, miejsca: 1}, B: {nazwa: x, miejsca: 1}}", ["P141"]),
        ("{A: {nazwa: x, miejsca: 1}, B: {nazwa: x, miejsca: 1}, C: {nazwa: x, miejsca: 1}}", ["P141"]),
        ("{A: {nazwa: x, miejsca: 1}, B: {nazwa: x, miejsca: 2}}", []),
        ("{A: {miejsca: 1}, B: {miejsca: 1}}", []),
        ("{A: {nazwa: x, miejsca: 1}, B: {nazwa: x, miejsca: 1, warunki: {w: {wymaga: tak}}}}", []),
    ],
)
def test_branches(branches: str, wanted: list[str]) -> None:
    assert told(f"oddziały: {branches}\n") == wanted


@pytest.mark.parametrize(("other", "wanted"), [("Zdjęcie", ["P140"]), ("zdjęcie do legitymacji", [])])
def test_documents(other: str, wanted: list[str]) -> None:
    assert (
        told(f"dokumenty: {{p: {{nazwa: zdjęcie}}, d: {{nazwa: {other}}}}}\noddziały: {{A: {{miejsca: 1}}}}\n")
        == wanted
    )


# -- what counts as the same is the same ------------------------------------------------------------------------------

NUMBERS = st.recursive(
    st.sampled_from(["x", "y", "1", "2", "3"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda one: f"(jeżeli a to {one} inaczej 0)"),
    ),
    max_leaves=3,
)
TRUTHS = st.recursive(
    st.one_of(
        st.sampled_from(["a", "b", "ab", "dużo"]),
        st.tuples(NUMBERS, st.sampled_from(["=", "≠", "<", "<=", ">", ">="]), NUMBERS).map(" ".join),
    ),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["i", "lub"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda one: f"nie ({one})"),
    ),
    max_leaves=3,
)


@cache
def many(formulas: tuple[str, ...]) -> Regulation | None:
    criteria = "".join(f"      k{number}: {{gdy: '{one}', punkty: 1}}\n" for number, one in enumerate(formulas))
    order = "    kolejność: [{etap: s, suma: [k0]}]\n    oddziały: {A: {miejsca: 1}}\n"
    text = f"{HEAD}    kryteria:\n{criteria}{order}"
    return load_yaml(text).draft


@given(formulas=st.lists(TRUTHS, min_size=6, max_size=10).map(tuple), seed=st.integers(0, 10**6))
def test_what_is_the_same_gives_the_same(formulas: tuple[str, ...], seed: int) -> None:
    found = many(formulas)
    assert found is not None
    branch, source = found.branches["A"], random.Random(seed)
    same = Sameness(branch.rules)
    groups: dict[int, list[str]] = {}
    for one in branch.rules.criteria:
        groups.setdefault(same.of_criterion(one), []).append(one.name)
    for _ in range(10):
        facts = {
            "a": source.random() < 0.5,
            "b": source.random() < 0.5,
            "x": source.randint(0, 9),
            "y": source.randint(0, 9),
        }
        points = Evaluator(found, branch, facts)
        for names in groups.values():
            assert len({points.points_of((name,)) for name in names}) == 1


@given(parts=st.lists(TRUTHS, min_size=2, max_size=5), sign=st.sampled_from([" i ", " lub "]), seed=st.integers(0, 99))
def test_the_order_of_what_may_be_swapped_does_not_count(parts: list[str], sign: str, seed: int) -> None:
    shuffled = random.Random(seed).sample(parts, len(parts))
    found = many((sign.join(parts), sign.join(shuffled)))
    assert found is not None
    same = Sameness(found.branches["A"].rules)
    one, other = found.branches["A"].rules.criteria
    assert same.of_criterion(one) == same.of_criterion(other)


def test_long_chains_of_definitions_cost_little() -> None:
    """Each twice the one before: 2^44 as a tree."""
    chain = "".join(f"      d{number}: d{number - 1} + d{number - 1}\n" for number in range(1, 45))
    facts = "    kandydat: {x: liczba}\n    definicje:\n      d0: x\n"
    found = regulation(f"{facts}{chain}    kryteria: {{k: d44}}\n    oddziały: {{A: {{miejsca: 1}}}}\n")
    rules = found.branches["A"].rules
    assert Sameness(rules).of_criterion(rules.criteria[0]) >= 0
