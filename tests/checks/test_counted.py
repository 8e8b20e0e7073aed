"""Criteria that count nowhere, and a sum shown that is not the one that decides."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from dsl.diagnostics import Severity
from tests.dsl.counting import load_layers_of
from tests.dsl.loading import load_yaml

OWN = ("P115", "P116")
TEXT = """
    kandydat: {x: procent, y: procent, p: tak/nie}
    kryteria:
      a: x
      b: {składniki: {jeden: y, dwa: {gdy: p, punkty: 3}}}
      c: {gdy: p, punkty: 2}
    MORE
    oddziały: {A: {miejsca: 2}}
"""


def told(more: str, text: str = TEXT) -> list[tuple[str, str]]:
    loaded = load_yaml(text.replace("MORE", more.replace("\n", "\n    ")))
    found = [one for one in loaded.diagnostics if one.code in OWN]
    return [(one.code, one.message.split("„")[1].split("”")[0]) for one in found]


def test_what_counts_nowhere() -> None:
    assert told("kolejność: [{etap: e, suma: [a]}]") == [("P115", "b"), ("P115", "c")]
    assert told("razem: {kryteria: [a, b]}") == [("P115", "kolejność"), ("P115", "c")]


def test_points_without_any_order_decide_nothing() -> None:
    (found,) = load_yaml(TEXT.replace("MORE", "")).diagnostics
    assert (found.code, found.severity, found.message) == (
        "P115",
        Severity.WARNING,
        "Regulamin nie ma „kolejność”, więc punkty o niczym nie decydują: wszyscy są równi.",
    )
    of_kinds = TEXT.replace("{miejsca: 2}", "{rodzaj: a, miejsca: 2}, B: {rodzaj: b, miejsca: 2}")
    kinds = "rodzaje oddziałów: {a: {kolejność: [{etap: e, suma: [a, b, c]}]}, b: {nazwa: b}}"
    (found,) = load_yaml(of_kinds.replace("MORE", kinds)).diagnostics
    assert found.message.startswith("W oddziale B nie ma „kolejność”")


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("{miejsca: 2}", "{miejsca: bez limitu}"),  # conditions alone decide
        TEXT.replace("    oddziały: {A: {miejsca: 2}}\n", ""),  # a law
        TEXT.replace("MORE", "kolejność: [{etap: e, losowanie: nie}]"),
        "oddziały: {A: {miejsca: 2}}\n",
    ],
)
def test_no_order_is_needed(text: str) -> None:
    assert told("", text) == []


def test_the_fix_removes_it() -> None:
    text = dedent(TEXT).replace("MORE", "kolejność: [{etap: e, suma: [a, c]}]")
    loaded = load_yaml(text)
    (found,) = [one for one in loaded.diagnostics if one.code == "P115"]
    ((edit,),) = [fix.edits for fix in found.fixes]
    source = edit.span.source.text
    left = source[: edit.span.start] + edit.text + source[edit.span.end :]
    assert "  a: x\n  c: {gdy: p, punkty: 2}\n" in left
    assert not [one for one in load_yaml(left).diagnostics if one.code in OWN]


@pytest.mark.parametrize(
    "more",
    [
        "kolejność: [{etap: e, suma: [a, b]}, {etap: f, malejąco: punkty.c}]",
        "kolejność: [{etap: e, suma: [a, b]}, {etap: f, pierwszeństwo: punkty.c > 1}]",
        "kolejność: [{etap: e, suma: [a, c]}]\nwarunki: {w: {wymaga: punkty.b.jeden >= 20, treść: próg}}",
        "kolejność: [{etap: e, suma: [a, b]}]\nwarunki: {w: {wymaga: y > 1, chyba że: próg, treść: t}}\n"
        "definicje: {próg: punkty.c > 1}",
        "kolejność: [{etap: e, suma: [a, b]}]\nrazem: {kryteria: [a, b, c]}\n"
        "warunki: {w: {wymaga: punkty.razem > 1, treść: próg}}",
        "kolejność: [{etap: e, malejąco: punkty.razem}]\nrazem: {kryteria: [a, b, c]}",
    ],
)
def test_what_counts_somewhere(more: str) -> None:
    assert told(more) == []


def test_a_criterion_that_another_one_counts() -> None:
    text = TEXT.replace("c: {gdy: p, punkty: 2}", "c: {gdy: punkty.b > 2, punkty: 2}")
    assert told("kolejność: [{etap: e, suma: [a, c]}]", text) == []


def test_a_criterion_that_a_pool_asks_for() -> None:
    first = "{ile: 1, dla: punkty.b > 2 i punkty.c > 1, wolne przechodzą do: inna}"
    text = TEXT.replace("{miejsca: 2}", f"{{miejsca: {{pule: {{jedna: {first}, inna: {{ile: 1}}}}}}}}")
    assert told("kolejność: [{etap: e, suma: [a]}]", text) == []


def test_what_one_kind_counts_counts() -> None:
    text = TEXT.replace("{miejsca: 2}", "{rodzaj: zwykły, miejsca: 2}")
    kinds = "rodzaje oddziałów:\n  zwykły: {kolejność: [{etap: e, suma: [a, b]}]}\n  inny: {kolejność: ORDER}"
    assert told(kinds.replace("ORDER", "[{etap: e, suma: [a, c]}]"), text) == []
    assert told(kinds.replace("ORDER", "[{etap: e, suma: [a]}]"), text) == [("P115", "c")]


def test_a_base_offers_criteria_to_choose_from(tmp_path: Path) -> None:
    law = "kandydat: {p: tak/nie}\nkryteria: {a: {gdy: p, punkty: 1}, b: {gdy: p, punkty: 2}}\n"
    alone = load_layers_of(tmp_path, ("minister", law + "kolejność: [{etap: e, suma: [a]}]\n"))
    assert not [one for one in alone.diagnostics if one.code in OWN]
    school = "kryteria: {c: {gdy: p, punkty: 3}}\nkolejność: [{etap: e, suma: [a]}]\noddziały: {A: {miejsca: 1}}\n"
    both = load_layers_of(tmp_path, ("minister", law), ("dyrektor", school))
    assert [one.message.split("„")[1][0] for one in both.diagnostics if one.code in OWN] == ["c"]


# -- the sum shown ----------------------------------------------------------------------------------------------------


def test_a_sum_shown_that_does_not_decide() -> None:
    assert told("kolejność: [{etap: e, suma: [a, b]}]\nrazem: {kryteria: [a, b, c]}") == [("P116", "c")]
    assert told("kolejność: [{etap: e, suma: [a, b, c]}]\nrazem: {kryteria: [a, b]}") == [("P116", "c")]


@pytest.mark.parametrize(
    "more",
    [
        "kolejność: [{etap: e, suma: [a, b]}, {etap: f, suma: [c]}]\nrazem: {kryteria: [c, b, a]}",
        "kolejność: [{etap: e, suma: [a, b, c]}]",
        "kolejność: [{etap: e, suma: [a, b]}, {etap: f, malejąco: punkty.c}]\nrazem: {kryteria: [a, b, c]}",
        "kolejność: [{etap: e, pierwszeństwo: p}]\nrazem: {kryteria: [a, b, c]}",
    ],
)
def test_a_sum_shown_of_what_decides(more: str) -> None:
    assert told(more) == []


def test_a_sum_shown_that_decides_in_one_kind() -> None:
    text = TEXT.replace("{miejsca: 2}", "{rodzaj: zwykły, miejsca: 2}, B: {rodzaj: inny, miejsca: 2}")
    kinds = (
        "razem: {kryteria: [a, b, c]}\nrodzaje oddziałów:\n"
        "  zwykły: {kolejność: [{etap: e, suma: [a, b]}]}\n  inny: {kolejność: [{etap: e, suma: [ORDER]}]}"
    )
    assert told(kinds.replace("ORDER", "a, b, c"), text) == []
    assert told(kinds.replace("ORDER", "b"), text) == [("P116", "c")]


def test_a_claim_says_it_already() -> None:
    """What does not belong to the total is then shown by two candidates."""
    claimed = "kolejność: [{etap: e, suma: [a, b]}]\nrazem: {kryteria: [a, b, c], wyznacza kolejność: tak}"
    loaded = load_yaml(TEXT.replace("MORE", claimed.replace("\n", "\n    ")))
    assert [one.code for one in loaded.diagnostics if one.code in (*OWN, "P113")] == ["P113"]
