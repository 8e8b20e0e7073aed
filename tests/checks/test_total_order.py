"""`wyznacza kolejność`: proven, disproved by two candidates, or left open; what is said is so for all candidates."""

from __future__ import annotations

import random
import shutil
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.checks.order.cost import cost_of
from dsl.checks.order.forms import Forms
from dsl.checks.order.pairs import MOST_STEPS_OF_ALL, Budget, Counted, find_pair
from dsl.checks.order.total_order import compared, obstacle
from dsl.emit.evaluate import evaluate
from dsl.load import load
from dsl.model.regulation import Branch, Regulation
from tests.dsl.loading import load_yaml, regulation

ROOT = Path(__file__).parents[2]
OWN = ("P113", "P114")
TEXT = """
    pojęcia:
      okoliczność: [pierwsza, druga, trzecia]
    kandydat:
      okoliczności: zbiór okoliczność
      żłobek: tak/nie
      rodzeństwo: tak/nie
      wynik: procent
      waga: liczba
      dojazd: liczba od 0 do 100
      zwolniony: tak/nie
    kryteria:
      ustawowe: {za każde: o z okoliczności, punkty: 22}
      gminne21: {składniki: {x: {gdy: żłobek, punkty: 15}, y: {gdy: rodzeństwo, punkty: 6}}}
      gminne22: {składniki: {x: {gdy: żłobek, punkty: 15}, y: {gdy: rodzeństwo, punkty: 7}}}
      albo: {składniki: {x: {gdy: żłobek, punkty: 21}, y: {gdy: nie żłobek, punkty: 20}}}
      cięte: {punkty: 22 * liczba(okoliczności) + wynik, najwyżej: 30}
      egzamin: 0,35 * wynik
      trzydzieści: {wiersze: [{gdy: wynik >= 60, punkty: 30}, {gdy: wynik >= 20, punkty: 10}]}
      osiem: {wiersze: [{gdy: dojazd > 5, punkty: 9}, {gdy: dojazd > 1, punkty: 4}]}
      dziewięć: {punkty: wynik / 10, najwyżej: 9}
      ważone: waga
      wykluczone: {składniki: {x: {gdy: dojazd > 10, punkty: 12}, y: {gdy: dojazd < 5, punkty: 11}}}
      stałe: 3
    kolejność:
ORDER
    razem: {kryteria: [TOTAL], wyznacza kolejność: tak}
    warunki: {MORE}
    oddziały: {zerówka: {miejsca: 1}}
"""


def text_of(total: str, *stages: str, more: str = "") -> str:
    listed = "\n".join(f"      - {{etap: e{n}, {one}}}" for n, one in enumerate(stages))
    return TEXT.replace("ORDER", listed).replace("TOTAL", total).replace("MORE", more)


def told(text: str) -> list[str]:
    return [one.code for one in load_yaml(text).diagnostics if one.code in OWN]


PROVEN = {
    "a step over all that follows": ("ustawowe, gminne21", ["suma: [ustawowe]", "suma: [gminne21]"]),
    "one stage": ("gminne22, ustawowe", ["suma: [ustawowe, gminne22]"]),
    "the total itself": ("gminne22, ustawowe", ["malejąco: punkty.razem"]),
    "groups before the points": (
        "ustawowe, gminne21",
        ["pierwszeństwo: wynik > 50", "suma: [ustawowe]", "suma: [gminne21]", "losowanie: tak"],
    ),
    "points of a group": ("gminne21", ["pierwszeństwo: żłobek", "suma: [gminne21]"]),
    "what everybody has": ("ustawowe, gminne21, stałe", ["suma: [ustawowe]", "suma: [gminne21]"]),
    "a stage that is settled": ("ustawowe", ["suma: [ustawowe]", "malejąco: punkty.ustawowe"]),
    "one or the other": ("ustawowe, albo", ["suma: [ustawowe]", "suma: [albo]"]),
    "rows far enough apart": ("trzydzieści, osiem", ["suma: [trzydzieści]", "suma: [osiem]"]),
    "a fraction below a step": ("trzydzieści, dziewięć", ["suma: [trzydzieści]", "suma: [dziewięć]"]),
    "tie-breaks after the points": ("egzamin", ["suma: [egzamin]", "pierwszeństwo: zwolniony"]),
    "less is better twice": ("gminne21", ["rosnąco: 0 - punkty.gminne21"]),
}


@pytest.mark.parametrize(("total", "stages"), PROVEN.values(), ids=PROVEN.keys())
def test_what_is_true_is_passed_over(total: str, stages: list[str]) -> None:
    assert told(text_of(total, *stages)) == []


DISPROVED = {
    "a step that can be made up": ("ustawowe, gminne22", ["suma: [ustawowe]", "suma: [gminne22]"]),
    "the weaker first": ("ustawowe, gminne21", ["suma: [gminne21]", "suma: [ustawowe]"]),
    "a priority between the points": (
        "ustawowe, gminne21",
        ["suma: [ustawowe]", "pierwszeństwo: zwolniony", "suma: [gminne21]"],
    ),
    "more than the stages": ("ustawowe, gminne21, egzamin", ["suma: [ustawowe]", "suma: [gminne21]"]),
    "less than the stages": ("ustawowe", ["suma: [ustawowe]", "suma: [gminne21]"]),
    "less is better": ("gminne21", ["rosnąco: punkty.gminne21"]),
    "small steps": ("egzamin, stałe, gminne21", ["suma: [egzamin]", "suma: [gminne21]"]),
    "rows too near": ("trzydzieści, gminne21", ["suma: [trzydzieści]", "suma: [gminne21]"]),
    "any number": ("ważone, gminne21", ["suma: [ważone]", "suma: [gminne21]"]),
    "only a priority": ("gminne21", ["pierwszeństwo: zwolniony"]),
}


@pytest.mark.parametrize(("total", "stages"), DISPROVED.values(), ids=DISPROVED.keys())
def test_what_is_wrong_is_disproved_by_two_candidates(total: str, stages: list[str]) -> None:
    assert told(text_of(total, *stages)) == ["P113"]


@pytest.mark.parametrize(("total", "stages"), DISPROVED.values(), ids=DISPROVED.keys())
def test_the_two_are_counted_again(total: str, stages: list[str]) -> None:
    found = unclaimed(text_of(total, *stages))
    (branch,) = found.branches.values()
    place = compared(branch.rules)
    pair = find_pair(found, branch, place.groups, place.points, Budget())
    assert pair is not None
    names = pair.better.facts.keys() | pair.worse.facts.keys()
    others = {name: value for name, value in nobody().items() if name not in names}
    better, worse = (evaluate(found, branch, {**others, **one.facts}) for one in (pair.better, pair.worse))
    keys = [tuple(result.order[number].rank for number in place.points) for result in (better, worse)]
    assert better.total is not None
    assert worse.total is not None
    assert (keys[0] > keys[1]) is not (better.total > worse.total) or keys[0] == keys[1]
    assert keys[0] != keys[1] or better.total != worse.total


def nobody() -> dict[str, Any]:
    return {"wynik": 0, "waga": 0, "dojazd": 0}


def unclaimed(text: str) -> Regulation:
    """A claim that is wrong is an error: without it the regulation loads."""
    return regulation(text.replace("wyznacza kolejność: tak", "wyznacza kolejność: nie"))


def test_what_cannot_be_seen_is_left_open() -> None:
    text = text_of("ustawowe, wykluczone", "suma: [ustawowe]", "suma: [wykluczone]")
    (found,) = [one for one in load_yaml(text).diagnostics if one.code in OWN]
    assert found.code == "P114"
    assert "w etapie „e0” kandydaci mogą się różnić o 22, a w dalszych nawet o 23" in found.message
    assert told(text_of("ustawowe, cięte", "suma: [ustawowe]", "suma: [cięte]")) == ["P114"]


def test_both_candidates_meet_the_conditions() -> None:
    """Nobody else is ordered; where the conditions leave nobody for whom it is wrong, it is not disproved."""
    stages = ("suma: [ustawowe]", "suma: [gminne22]")
    met = text_of("ustawowe, gminne22", *stages, more="w: {wymaga: wynik > 90 i dojazd > 3, treść: blisko}")
    assert told(met) == ["P113"]
    (found,) = [one for one in load_yaml(met).diagnostics if one.code == "P113"]
    assert "wynik" not in found.hint
    never = text_of("ustawowe, gminne22", *stages, more="w: {wymaga: nie żłobek i nie rodzeństwo, treść: x}")
    assert told(never) == ["P114"]


def test_the_example_is_short() -> None:
    text = text_of("ustawowe, gminne22", "suma: [ustawowe]", "suma: [gminne22]")
    (found,) = [one for one in load_yaml(text).diagnostics if one.code == "P113"]
    assert "z kandydatów, którzy mają razem po 22, jeden stoi w etapach wyżej" in found.message
    assert "okoliczności: pierwsza; żłobek: nie; rodzeństwo: nie" in found.hint
    assert [one.where.text for one in found.related] == ["e0"]


def test_a_claim_is_made_for_every_branch() -> None:
    text = """
        kandydat: {p: tak/nie, q: tak/nie}
        oddział: {za_q: liczba całkowita od 0 do 20}
        kryteria:
          a: {gdy: p, punkty: 10}
          b: {gdy: q, punkty: oddział.za_q}
        kolejność: [{etap: jeden, suma: [a]}, {etap: dwa, suma: [b]}]
        razem: {kryteria: [a, b], wyznacza kolejność: tak}
        oddziały: {A: {miejsca: 1, za_q: 9}, B: {miejsca: 1, za_q: MORE}}
    """
    assert told(text.replace("MORE", "9")) == []
    assert told(text.replace("MORE", "10")) == ["P113"]
    (found,) = [one for one in load_yaml(text.replace("MORE", "12")).diagnostics if one.code == "P113"]
    assert "w oddziale B" in found.message


@pytest.mark.parametrize(("points", "expected"), [("22", []), ("21", ["P113"])])
def test_the_claim_of_krakow(points: str, expected: list[str], tmp_path: Path) -> None:
    """21 points of the local criteria never outweigh one statutory criterion of 22; they would make up for 21."""
    for folder in ("krakow", "sp77-krakow"):
        shutil.copytree(ROOT / "regulations" / folder, tmp_path / folder)
    for path in tmp_path.rglob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("punkty: 22", f"punkty: {points}"), encoding="utf-8")
    (school,) = (tmp_path / "sp77-krakow").glob("*.yaml")
    assert "opiera się na: [krakow/" in school.read_text(encoding="utf-8")
    copied = tmp_path / school.name
    copied.write_text(school.read_text(encoding="utf-8"), encoding="utf-8")
    loaded = load(copied)
    assert [one.code for one in loaded.diagnostics if one.code in OWN] == expected
    assert (loaded.regulation is None) == bool(expected)


# -- against all candidates there are ---------------------------------------------------------------------------------

FACTS = ("p", "q", "r", "s")
POINTS = st.sampled_from((0, 1, 2, 3, 4, 5, 7, 8, 12, 16, 24))
CRITERION = st.one_of(
    st.tuples(st.sampled_from(FACTS), POINTS).map(lambda one: f"{{gdy: {one[0]}, punkty: {one[1]}}}"),
    st.tuples(st.sampled_from(FACTS), POINTS).map(lambda one: f"{{gdy: nie {one[0]}, punkty: {one[1]}}}"),
    st.tuples(st.sampled_from(FACTS), st.sampled_from(FACTS), POINTS, POINTS).map(
        lambda one: f"{{wiersze: [{{gdy: {one[0]}, punkty: {one[2]}}}, {{gdy: {one[1]}, punkty: {one[3]}}}]}}"
    ),
    st.tuples(st.sampled_from(FACTS), st.sampled_from(FACTS), POINTS, POINTS).map(
        lambda one: (
            f"{{składniki: {{x: {{gdy: {one[0]}, punkty: {one[2]}}}, y: {{gdy: {one[1]} i {one[0]}, "
            f"punkty: {one[3]}}}}}, najwyżej: 12}}"
        )
    ),
)
NAMES = ("a", "b", "c", "d")
STAGE = st.one_of(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True).map(", ".join).map("suma: [{}]".format),
    st.sampled_from(("pierwszeństwo: p", "pierwszeństwo: nie q", "malejąco: 2 * punkty.c", "rosnąco: punkty.d")),
)


@given(
    criteria=st.tuples(CRITERION, CRITERION, CRITERION, CRITERION),
    stages=st.lists(STAGE, min_size=1, max_size=3),
    total=st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True),
)
@settings(max_examples=250, deadline=None)
def test_what_is_said_holds_for_every_candidate(criteria: list[str], stages: list[str], total: list[str]) -> None:
    found = small(criteria, stages, total)
    branch = found.branches["A"]
    contradictions = list(contradicted(found, branch))
    pair = find_pair(found, branch, compared(branch.rules).groups, compared(branch.rules).points, Budget())
    if not obstacle(branch, Forms(branch.rules)):
        assert not contradictions
    assert (pair is not None) == bool(contradictions), "sixteen candidates are all tried"


def small(criteria: list[str], stages: list[str], total: list[str]) -> Regulation:
    facts = ", ".join(f"{name}: tak/nie" for name in FACTS)
    rules = "\n".join(f"  {name}: {rule}" for name, rule in zip(NAMES, criteria, strict=True))
    order = "\n".join(f"  - {{etap: e{number}, {stage}}}" for number, stage in enumerate(stages))
    return unclaimed(
        f"kandydat: {{{facts}}}\nkryteria:\n{rules}\nkolejność:\n{order}\n"
        f"razem: {{kryteria: [{', '.join(total)}], wyznacza kolejność: tak}}\noddziały: {{A: {{miejsca: 1}}}}\n"
    )


def contradicted(found: Regulation, branch: Branch) -> list[tuple[Counted, Counted]]:
    """All pairs of all candidates who stand otherwise by the stages of points than by the total."""
    place = compared(branch.rules)
    everybody = []
    for values in product((False, True), repeat=len(FACTS)):
        facts = dict(zip(FACTS, values, strict=True))
        result = evaluate(found, branch, facts)
        assert result.total is not None
        groups, points = (
            tuple(rank for number in numbers if (rank := result.order[number].rank) is not None)
            for numbers in (place.groups, place.points)
        )
        everybody.append(Counted(facts, groups, points, result.total))
    return [
        (one, other)
        for one, other in combinations(everybody, 2)
        if one.groups == other.groups and sign(one.points, other.points) != sign(one.total, other.total)
    ]


def sign(one: Any, other: Any) -> int:
    return int(one > other) - int(one < other)


def test_the_regulations_tried_are_of_all_kinds() -> None:
    """The property above says something only where both happen, and where a proof is needed."""
    source = random.Random(5)
    true = false = 0
    for _ in range(60):
        weights = [source.choice((1, 2, 3, 4, 8, 16)) for _ in NAMES]
        rules = [f"{{gdy: {fact}, punkty: {points}}}" for fact, points in zip(FACTS, weights, strict=True)]
        found = small(rules, ["suma: [a]", "suma: [b]"], ["a", "b"])
        branch = found.branches["A"]
        proven = not obstacle(branch, Forms(branch.rules))
        assert proven == (not contradicted(found, branch))
        true, false = true + proven, false + (not proven)
    assert min(true, false) > 10


def test_the_search_for_two_candidates_is_bounded_for_all_claims_together() -> None:
    """A candidate of 300 criteria is much work; what one claim has used up is gone for the next."""
    names = [f"k{number}" for number in range(300)]
    criteria = "".join(f"  {name}: zaokrąglij(x / {n + 3}; 6) * 1/{n + 7}\n" for n, name in enumerate(names))
    order = "kolejność: [{etap: p, suma: [NAMES]}, {etap: q, suma: [k1]}]\n".replace("NAMES", ", ".join(names))
    found = regulation(
        f"kandydat: {{x: liczba całkowita od 0 do 1000000}}\nkryteria:\n{criteria}{order}"
        f"razem: {{kryteria: [{', '.join(names)}], wyznacza kolejność: tak}}\noddziały: {{A: {{miejsca: 30}}}}\n"
    )
    branch, place = found.branches["A"], compared(found.branches["A"].rules)
    cost, budget = cost_of(branch.rules), Budget()
    find_pair(found, branch, place.groups, place.points, budget)
    spent = MOST_STEPS_OF_ALL - budget.steps
    assert MOST_STEPS_OF_ALL <= spent < 2 * MOST_STEPS_OF_ALL
    assert cost > 300 * 5
    assert find_pair(found, branch, place.groups, place.points, budget) is None
    assert MOST_STEPS_OF_ALL - budget.steps == spent


def test_what_is_gone_through_costs_as_often_as_there_are_elements() -> None:
    head = "pojęcia: {j: [JJ]}\nkandydat: {s: zbiór j}\n".replace("JJ", ", ".join(f"m{n}" for n in range(100)))
    end = "kolejność: [{etap: p, suma: [k]}]\noddziały: {A: {miejsca: 1}}\n"
    ways = ("{za każde: m z s, punkty: 2}", "liczba(m dla m z s)", "suma(2 dla m z j)", "{gdy: m1 w s, punkty: 2}")
    costs = [cost_of(regulation(f"{head}kryteria: {{k: {way}}}\n{end}").branches["A"].rules) for way in ways]
    assert [cost > 100 for cost in costs] == [True, True, True, False]
