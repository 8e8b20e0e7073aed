"""The quick reader of rows reads nothing in another way than the careful one, and leaves to it what is wrong."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dsl.quick_values import quick_reader
from dsl.values import read_facts
from tests.dsl.loading import regulation

DECLARED = regulation("""
    pojęcia:
      przedmiot: {język polski: języka polskiego, fizyka: fizyki}
      stopień: {celujący: 6, dobry: 4}
    kandydat:
      wynik: liczba
      procent: procent?
      procenty: procent dla przedmiot
      oceny: stopień? dla przedmiot
      urodzony: data?
      chwila: czas?
      opis: tekst?
      zgoda: tak/nie, domyślnie tak
      trudności: zbiór przedmiot
      języki: {typ: zbiór przedmiot, ile: do 1, poza: [fizyka]}
      zawody:
        lista: {miejsce: liczba, nazwa: tekst, stopień: stopień?, był: tak/nie}
    kryteria: {a: wynik}
    kolejność: [{etap: suma, suma: [a]}]
""").candidate
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 120),
    st.decimals(-5, 105, places=2),
    st.floats(allow_nan=True),
    st.sampled_from(
        ["tak", "nie", "75", "75%", "12,5", "celujący", "Fizyka", "fizyka", "6", "", " ", "2010-05-12", "x"]
    ),
)
NAMES = st.sampled_from(["fizyka", "język_polski", "Fizyka", "miejsce", "nazwa", "był", "x"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["fizyka", "język_polski", "Fizyka", "miejsce", "nazwa", "był", "x"]), inner, max_size=3
        ),
    ),
    max_leaves=5,
)
ROWS = st.dictionaries(st.sampled_from([*DECLARED, "Wynik", "nieznane"]), VALUES, max_size=6)
QUICK = quick_reader(DECLARED)


def written(facts: dict[str, Any]) -> str:
    """With the classes: `1`, `True` and `1.0` are equal to Python."""
    return repr(facts)


@given(ROWS)
def test_what_it_reads_the_careful_reader_reads_too(row: dict[str, Any]) -> None:
    before = copy.deepcopy(row)
    found = QUICK(row)
    assert repr(row) == repr(before)
    if found is None:
        return
    careful, problems = read_facts(row, DECLARED)
    assert problems == ()
    assert found == careful
    assert sorted(written({name: value}) for name, value in found.items()) == sorted(
        written({name: value}) for name, value in careful.items()
    )


@given(st.lists(ROWS, min_size=1, max_size=4))
def test_what_was_read_before_changes_nothing(rows: list[dict[str, Any]]) -> None:
    fresh = quick_reader(DECLARED)
    for row in rows:
        fresh(row)
    again = quick_reader(DECLARED)
    assert repr(fresh(rows[-1])) == repr(again(rows[-1]))


def test_a_plain_row_is_read() -> None:
    text = """{"wynik": 12, "procenty": {"fizyka": 75}, "oceny": {"fizyka": "dobry", "język_polski": null},
    "trudności": ["fizyka"], "zawody": [{"miejsce": 1, "nazwa": "x", "był": true}], "zgoda": false, "opis": "coś"}"""
    row = json.loads(text, parse_float=Decimal)
    assert QUICK(row) == read_facts(row, DECLARED)[0]
    assert QUICK(row) is not None


def test_what_is_wrong_is_left_to_the_careful_reader() -> None:
    for row in (
        {"procent": 101},
        {"procenty": {"chemia": 1}},
        {"trudności": ["chemia"]},
        {"trudności": [""]},
        {"trudności": ["fizyka", None]},
        {"języki": ["fizyka"]},
        {"języki": ["język_polski", "fizyka"]},
        {"zawody": [{"inne": 1}]},
        {"nieznane": 1},
        {"zgoda": 1.5},
    ):
        assert QUICK(row) is None
        assert read_facts(row, DECLARED)[1]
