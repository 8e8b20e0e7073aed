"""Stages that never decide: told where it is so for every candidate, and only there."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.checks.order.stages import idle_stages
from dsl.emit.evaluate import evaluate
from dsl.emit.order import Entrant, in_order
from dsl.model.regulation import Regulation
from tests.dsl.counting import load_layers_of
from tests.dsl.loading import load_yaml, regulation

DAYS = (date(2025, 3, 1), date(2025, 3, 9), date(2025, 3, 10))
OWN = ("P110", "P111", "P112")
TEXT = """
    kandydat:
      x: procent
      y: procent
      z1: liczba? od 0 do 10
      p: tak/nie
      q: tak/nie
      zgłoszenie: data
      kluby: zbiór klub
      kursy: {lista: {godziny: liczba od 0 do 100}}
    pojęcia: {klub: [szachy, chór]}
    definicje:
      xy: x + y
      wysoki: xy > 100
      ile_kursów: liczba(kursy)
    tabele: {za_x: {wiersze: {do 50: 1, powyżej 50: 2}}}
    kryteria:
      a: x
      b: {gdy: p, punkty: 7}
      c: {składniki: {m: x, n: y}}
      d: 5
      e: {punkty: y, najwyżej: 50}
      f: {za każde: k z kluby, punkty: 3}
      g: {za każde: k z kursy, wiersze: [{gdy: k.godziny > 10, punkty: 2}, {punkty: 1}]}
      h: {gdy: q, punkty: x}
      i: {wiersze: [{gdy: p, punkty: 2}, {gdy: q, punkty: 1}]}
    kolejność:
ORDER
    oddziały: {A: {miejsca: 1}}
"""


def with_order(*stages: str) -> str:
    return TEXT.replace("ORDER", "\n".join(f"      - {{etap: e{n}, {one}}}" for n, one in enumerate(stages)))


def told(text: str) -> list[tuple[str, str]]:
    """The codes of this check with the stages that they are about."""
    found = [one for one in load_yaml(text).diagnostics if one.code in OWN]
    return [(one.code, one.message.split("„")[1].split("”")[0]) for one in found]


NEVER = {
    "a sum of what everybody gets": (["suma: [d]"], "P110 e0"),
    "a number without a candidate": (["malejąco: 2 + 3"], "P110 e0"),
    "beyond the range": (["pierwszeństwo: x > 100"], "P110 e0"),
    "met by everybody": (["pierwszeństwo: x >= 0", "suma: [a]"], "P110 e0"),
    "two thresholds that exclude one another": (["pierwszeństwo: x > 50 i x < 30"], "P110 e0"),
    "one or the other": (["pierwszeństwo: p lub nie p", "suma: [a]"], "P110 e0"),
    "the same formula": (["malejąco: x", "malejąco: x"], "P111 e1"),
    "the other way round": (["malejąco: x", "rosnąco: x"], "P111 e1"),
    "the sum in another order": (["malejąco: x + y", "malejąco: y + x"], "P111 e1"),
    "a definition and its formula": (["malejąco: xy", "suma: [c]"], "P111 e1"),
    "a criterion and its fact": (["suma: [a]", "malejąco: x"], "P111 e1"),
    "points for a priority": (["pierwszeństwo: p", "suma: [b]"], "P111 e1"),
    "a priority implied by a number": (["malejąco: x", "pierwszeństwo: x > 50"], "P111 e1"),
    "a table of a number": (["malejąco: x", "malejąco: 'za_x[x]'"], "P111 e1"),
    "the opposite": (["pierwszeństwo: x >= 30", "pierwszeństwo: x < 30"], "P111 e1"),
    "what may be swapped": (["pierwszeństwo: p i q", "pierwszeństwo: q i p"], "P111 e1"),
    "the rest of a sum": (["suma: [a, b]", "suma: [a]", "pierwszeństwo: p"], "P111 e2"),
    "twice as many": (["suma: [f]", "malejąco: 2 * punkty.f"], "P111 e1"),
    "a constant more": (["suma: [f]", "suma: [f, d]"], "P111 e1"),
    "two truths and a rule of both": (["pierwszeństwo: p", "pierwszeństwo: q", "suma: [i]"], "P111 e2"),
    "after a lot": (["suma: [a]", "losowanie: tak", "pierwszeństwo: q"], "P112 e2"),
    "after a decision": (["decyzja komisji: tak", "suma: [a]"], "P112 e1"),
}


@pytest.mark.parametrize(("stages", "expected"), NEVER.values(), ids=NEVER.keys())
def test_what_never_decides(stages: list[str], expected: str) -> None:
    code, stage = expected.split()
    assert told(with_order(*stages)) == [(code, stage)]


NEAR = {
    "a part of the sum": ["suma: [a, b]", "suma: [a]"],
    "more than the sum": ["suma: [a]", "suma: [a, b]"],
    "a number after a priority of it": ["pierwszeństwo: x > 50", "malejąco: x"],
    "cut and whole": ["suma: [e]", "malejąco: y"],
    "rounded and whole": ["malejąco: zaokrąglij(x / 10)", "malejąco: x"],
    "thresholds that leave something": ["pierwszeństwo: x > 50 i x < 52"],
    "one of two": ["pierwszeństwo: p i q", "pierwszeństwo: p"],
    "the product of a truth": ["suma: [h]", "pierwszeństwo: q"],
    "given and its value": ["malejąco: z1 gdy brak 0", "pierwszeństwo: z1 jest podane"],
    "the number and the list": ["malejąco: ile_kursów", "suma: [g]"],
    "the end of a range": ["pierwszeństwo: x >= 100", "suma: [a]"],
    "a decision where the lot left a tie": ["suma: [a]", "losowanie: tak", "decyzja komisji: tak"],
    "no lot at the end": ["suma: [a]"],
}


@pytest.mark.parametrize("stages", NEAR.values(), ids=NEAR.keys())
def test_what_may_decide_is_passed_over(stages: list[str]) -> None:
    assert told(with_order(*stages)) == []


def test_the_stage_before_is_shown() -> None:
    (found,) = [one for one in load_yaml(with_order("suma: [a]", "malejąco: x")).diagnostics if one.code == "P111"]
    assert found.message == "Etap „e1” niczego nie rozstrzyga: kto jest równy w etapie „e0”, jest równy i tutaj."
    assert [one.where.text for one in found.related] == ["e0"]


# -- several kinds, several files -------------------------------------------------------------------------------------

LAW = """
kandydat: {x: procent, p: tak/nie}
oddział: {zawodowy: tak/nie}
kryteria: {a: x}
kolejność:
  - {etap: jeden, suma: [a]}
  - {etap: dwa, pierwszeństwo: oddział.zawodowy i p}
"""


def test_what_a_law_says_for_other_branches_is_passed_over(tmp_path: Path) -> None:
    loaded = load_layers_of(tmp_path, ("minister", LAW), ("dyrektor", "oddziały: {A: {miejsca: 1}}\n"))
    assert not [one for one in loaded.diagnostics if one.code in OWN]


def test_a_stage_of_the_file_that_its_own_branches_make_useless() -> None:
    own = LAW + "oddziały: {A: {miejsca: 1}, B: {miejsca: 1, zawodowy: BOTH}}\n"
    assert told(own.replace("BOTH", "nie")) == [("P110", "dwa")]
    assert told(own.replace("BOTH", "tak")) == []


def test_a_stage_that_decides_in_one_kind_is_passed_over() -> None:
    text = """
        kandydat: {x: procent, p: tak/nie}
        kryteria: {a: x}
        kolejność:
          - {etap: jeden, suma: [a]}
          - {etap: dwa, malejąco: x}
        rodzaje oddziałów:
          zwykły: {}
          inny: {kolejność: {jeden: {FIRST}}}
        oddziały: {A: {rodzaj: zwykły, miejsca: 1}, B: {rodzaj: inny, miejsca: 1}}
    """
    assert told(text.replace("FIRST", "nazwa: pierwszy")) == [("P111", "dwa")]
    other = text.replace("kolejność: {jeden: {FIRST}}", "kryteria: {a: {punkty: 1, gdy: p}}")
    assert told(other) == []


def test_a_file_without_branches_may_leave_values_open() -> None:
    text = with_order("suma: [d]", "losowanie: tak", "suma: [a]").replace("oddziały: {A: {miejsca: 1}}", "")
    assert told(text) == [("P112", "e2")]


# -- what is told is true of every candidate --------------------------------------------------------------------------

STAGES = (
    "suma: [a]",
    "suma: [b, d]",
    "suma: [a, b]",
    "suma: [e, f]",
    "suma: [i]",
    "suma: [h, d]",
    "malejąco: x",
    "malejąco: 2 * x + 1",
    "rosnąco: xy",
    "malejąco: y - x",
    "malejąco: punkty.c - punkty.e",
    "malejąco: jeżeli p to 3 inaczej 1",
    "malejąco: zaokrąglij(xy / 40)",
    "malejąco: z1 gdy brak 3",
    "malejąco: liczba(kluby)",
    "malejąco: 'za_x[x]'",
    "pierwszeństwo: p",
    "pierwszeństwo: nie p lub q",
    "pierwszeństwo: p i x > 50",
    "pierwszeństwo: wysoki",
    "pierwszeństwo: szachy w kluby",
    "pierwszeństwo: z1 jest podane",
    "pierwszeństwo: x < 0 lub y > 100",
    "rosnąco: zgłoszenie",
    "pierwszeństwo: zgłoszenie < 2025-03-10",
)


@given(stages=st.lists(st.sampled_from(STAGES), min_size=2, max_size=5), seed=st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_what_is_told_never_decides_between_two_candidates(stages: list[str], seed: int) -> None:
    found = regulation(with_order(*stages))
    branch = found.branches["A"]
    places = {one.name: place for place, one in enumerate(branch.rules.order)}
    idle = [places[one.stage.name] for one in idle_stages(found, branch.rules, [branch])]
    source = random.Random(seed)
    ranks = [ranks_of(found, candidate(source)) for _ in range(40)]
    for one, other in combinations(ranks, 2):
        for place in idle:
            if one[:place] == other[:place]:
                assert one[place] == other[place], (stages[: place + 1], one, other)


def candidate(source: random.Random) -> dict[str, Any]:
    """Few values, so that there are many ties."""
    some: dict[str, Any] = {
        "x": source.choice((0, 30, 60)),
        "y": source.choice((30, 50, 60, 100)),
        "p": source.random() < 0.5,
        "q": source.random() < 0.5,
        "kluby": frozenset(one for one in ("szachy", "chór") if source.random() < 0.5),
        "zgłoszenie": source.choice(DAYS),
        "kursy": tuple({"godziny": source.choice((5, 20))} for _ in range(source.randint(0, 2))),
    }
    return some | ({"z1": source.choice((3, 4))} if source.random() < 0.7 else {})


def ranks_of(found: Regulation, facts: dict[str, Any]) -> tuple[Any, ...]:
    result = evaluate(found, found.branches["A"], facts)
    assert result.is_complete
    return tuple(stage.rank for stage in result.order)


def test_the_stages_tried_are_idle_and_not() -> None:
    """The property above says something only where both happen."""
    source = random.Random(3)
    chains = [source.sample(STAGES, 5) for _ in range(40)]
    idle = [chain for chain in chains if told(with_order(*chain))]
    assert 5 < len(idle) < 35


def test_a_priority_is_said_to_be_everybodys_only_where_it_is_so_in_every_kind() -> None:
    """In branch A nobody has it, in B everybody."""
    text = """
        oddział: {c: liczba od 0 do 9}
        kandydat: {x: procent}
        kryteria: {k: x}
        rodzaje oddziałów:
          sportowy: {warunki: {próba: {wymaga: x > 5, treść: próba}}}
          językowy: {warunki: {test: {wymaga: x > 7, treść: test}}}
        kolejność:
          - {etap: próg, pierwszeństwo: oddział.c > 3}
          - {etap: punkty, suma: [k]}
        oddziały:
          A: {rodzaj: sportowy, miejsca: 1, c: 1}
          B: {rodzaj: językowy, miejsca: 1, c: 5}
    """
    (one,) = [one for one in load_yaml(text).diagnostics if one.code == "P110"]
    assert "ten sam wynik" in one.message
    assert "pierwszeństw" not in one.message


def test_a_stage_behind_a_lot_is_told_to_decide_where_somebody_drew_none() -> None:
    (one,) = [
        one
        for one in load_yaml(with_order("suma: [a]", "losowanie: tak", "malejąco: y")).diagnostics
        if one.code == "P112"
    ]
    assert "gdzie ktoś nie ma losu albo losy są równe" in one.message
    loaded = regulation(with_order("suma: [a]", "losowanie: tak", "malejąco: y"))
    rules = loaded.branches["A"].rules
    facts: list[dict[str, Any]] = [
        {"x": 5, "y": y, "p": True, "q": True, "zgłoszenie": DAYS[0], "kluby": frozenset(), "kursy": ()} for y in (1, 2)
    ]
    results = [evaluate(loaded, loaded.branches["A"], one) for one in facts]
    for lots, groups in (((1, 2), [0, 1]), ((None, 1), [1, 0]), ((1, 1), [1, 0])):
        entrants = [Entrant(n, results[n], {"los": lot}) for n, lot in enumerate(lots)]
        assert [item for group in in_order(rules, entrants) for item in group.items] == groups
