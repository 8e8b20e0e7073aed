"""K023: days of birth that no candidate has, told without the day."""

from __future__ import annotations

import json

import pytest

from admission.births import CODE
from admission.validation import read_rows
from tests.dsl.loading import regulation

TEXT = """
    rok szkolny: 2026/2027
    szkoła: {nazwa: Szkoła, typ: TYP}
    kandydat: {urodzony: data?, wynik: procent, wniosek_z_dnia: data?}
    kryteria: {a: wynik}
    kolejność: [{etap: suma, suma: [a]}]
    oddziały: {A: {miejsca: 1}}
"""


def told(day: str, kind: str = "liceum", field: str = "urodzony") -> list[str]:
    row = json.dumps({"id": "k1", "wynik": 5, field: day}).encode()
    found = read_rows([row], "k.jsonl", regulation(TEXT.replace("TYP", kind)))
    assert len(found.good) == 1
    return [one.message for one in found.problems if one.code == CODE]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("1811-05-14", "ta data jest sprzed 1900 roku."),
        ("2031-05-14", "ta data nie jest wcześniejsza niż początek roku szkolnego (1 września 2026 r.)."),
        ("2026-09-01", "ta data nie jest wcześniejsza niż początek roku szkolnego (1 września 2026 r.)."),
        ("1995-08-31", "kto się tak urodził, ma na początku roku szkolnego (1 września 2026 r.) ponad 30 lat."),
    ],
)
def test_an_impossible_day_is_told(day: str, words: str) -> None:
    assert told(day) == [f"kandydat „k1”, urodzony: {words}"]


@pytest.mark.parametrize("day", ["1995-09-02", "2011-05-14", "2026-08-31"])
def test_a_possible_day_is_not(day: str) -> None:
    assert told(day) == []


def test_adults_may_be_older() -> None:
    assert told("1960-01-01", "szkoła policealna") == []
    assert told("1860-01-01", "szkoła policealna") != []


def test_other_days_may_be_any() -> None:
    assert told("1811-05-14", field="wniosek_z_dnia") == []
