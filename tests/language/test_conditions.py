"""Conditions: who must meet them, who is exempt, what is not known yet, who is in reserve; seats in pools."""

from __future__ import annotations

import json
from typing import Any

import pytest

from admission.results import run_allocation
from admission.scoring import score as score_all
from admission.scoring import unmet_words
from admission.validation import read_rows
from tests.dsl.loading import codes, load_yaml, regulation
from tests.language.scoring import score

TEXT = """
    kandydat:
      egzamin: liczba od 0 do 100?
      świadectwo: tak/nie
      wiek: liczba całkowita od 0 do 30
      orzeczenie: tak/nie
      laureat: tak/nie
      zdrowie: tak/nie
    warunki:
      świadectwo: {wymaga: świadectwo, treść: ma świadectwo}
      wiek: {gdy: nie orzeczenie, wymaga: wiek <= 17, treść: ma najwyżej 17 lat}
      próg:
        wymaga: punkty.razem >= 50
        chyba że: laureat
        rezerwa gdy: punkty.razem >= 40
        treść: ma co najmniej 50 punktów
      zdrowie: {wymaga: zdrowie, treść: jest zdrowy, sprawdzane przy: potwierdzenie woli}
    kryteria: {wynik: egzamin gdy brak 0}
    kolejność: [{etap: punkty, suma: [wynik]}]
    oddziały: {A: {miejsca: 1}}
"""
GOOD: dict[str, Any] = {"świadectwo": True, "wiek": 15, "egzamin": 60}


@pytest.mark.parametrize(
    ("change", "eligible", "unmet", "reserve"),
    [
        ({}, True, "", False),
        ({"świadectwo": False, "wiek": 18}, False, "świadectwo", False),
        ({"wiek": 18}, False, "wiek", False),
        ({"wiek": 18, "orzeczenie": True}, True, "", False),
        ({"egzamin": 45}, False, "próg", True),
        ({"egzamin": 39}, False, "próg", False),
        ({"egzamin": 39, "laureat": True}, True, "", False),
        ({"egzamin": 50}, True, "", False),
    ],
)
def test_the_first_unmet_condition_is_the_reason(
    change: dict[str, Any], eligible: bool, unmet: str, reserve: bool
) -> None:
    found = score(regulation(TEXT), **{**GOOD, **change})
    assert (found.eligible, found.unmet, found.reserve) == (eligible, unmet, reserve)


def test_an_unmet_condition_comes_before_what_is_missing() -> None:
    without_age = {name: value for name, value in GOOD.items() if name != "wiek"}
    open_case = score(regulation(TEXT), **without_age)
    assert (open_case.eligible, open_case.missing) == (None, ("wiek",))
    assert score(regulation(TEXT), **{**without_age, "egzamin": 0}).eligible is False
    assert score(regulation(TEXT), **{**without_age, "orzeczenie": True}).missing == ()


POOLS = """
    kandydat: {stypendysta: tak/nie, wynik: liczba od 0 do 10}
    kryteria: {wynik: wynik}
    kolejność: [{etap: punkty, suma: [wynik]}]
    oddziały:
      A:
        miejsca: {pule: {stypendyści: {ile: 4, dla: stypendysta, wolne przechodzą do: pozostali}, pozostali: {ile: 26}}}
"""


def test_seats_in_pools() -> None:
    seats = regulation(POOLS).branches["A"].seats
    assert seats is not None
    assert seats.count == 30
    assert [(pool.name, pool.count, pool.flows_to) for pool in seats.pools] == [
        ("stypendyści", 4, "pozostali"),
        ("pozostali", 26, ""),
    ]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("przechodzą do: pozostali", "przechodzą do: reszta", "P050"),
        ("przechodzą do: pozostali", "przechodzą do: stypendyści", "P050"),
        ("dla: stypendysta", "dla: stypendyci", "P060"),
        ("dla: stypendysta", "dla: wynik", "P062"),
        ("{ile: 26}", "{dla: stypendysta}", "P035"),
        ("ile: 26", "ile: dużo", "P034"),
    ],
)
def test_pools_that_mean_nothing(before: str, after: str, code: str) -> None:
    assert codes(load_yaml(POOLS.replace(before, after))) == [code]


def test_free_seats_go_on_to_a_later_pool_only() -> None:
    found = load_yaml(POOLS.replace("pozostali: {ile: 26}", "pozostali: {ile: 26, wolne przechodzą do: stypendyści}"))
    assert [(one.code, one.message) for one in found.diagnostics] == [
        ("P050", "Wolne miejsca mogą przejść tylko do puli zapisanej niżej.")
    ]


def test_score_and_allocation_say_who_stands_on_the_reserve_list() -> None:
    found = regulation(TEXT)
    candidates = read_rows(
        [json.dumps({"id": f"k{points}", **GOOD, "egzamin": points}).encode() for points in (39, 45)], "k.jsonl", found
    ).good
    reasons = [one.choices[0].reason for one in run_allocation(found, score_all(found, candidates)).candidates]
    unmet = "nie spełnia warunku: ma co najmniej 50 punktów"
    assert reasons == [unmet, f"{unmet}; lista rezerwowa"]
    assert [unmet_words(one.result) for one in score_all(found, candidates)] == reasons
