"""Random conditions over a small regulation, and random candidates to try them on."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

REGULATION = """
    pojęcia:
      rodzaj: [bieg, skok, rzut]
      stopień: {celujący: 6, dobry: 4, słaby: 2}
    kandydat:
      sport: tak/nie
      zgoda: tak/nie, domyślnie tak
      wiek: liczba całkowita od 0 do 6
      staż: liczba całkowita od 0 do 4?
      wynik: liczba od 0 do 10
      konkurencja: rodzaj
      druga: rodzaj?
      uprawiane: zbiór rodzaj
      ocena: stopień? dla rodzaj
      opis: tekst
    tabele:
      za_ocenę: {wiersze: {celujący: 6, dobry: 4, pozostałe: 1, brak: 0}}
      za_wynik: {wiersze: {do 2: 5, od 3 do 5: 2, powyżej 8: 1, pozostałe: 0}}
    definicje:
      razem_lat: wiek + (staż gdy brak 0)
      doświadczony: razem_lat > 5 lub sport
"""
MEMBERS = ("bieg", "skok", "rzut")
_NUMBERS = (
    "wiek",
    "wynik",
    "(staż gdy brak 0)",
    "razem_lat",
    "2 * wiek",
    "(wiek + wynik)",
    "(wynik - wiek)",
    "za_ocenę[ocena.bieg]",
    "za_wynik[wynik]",
    "(jeżeli sport to wiek inaczej 3)",
    "liczba(uprawiane)",
)
_TRUTHS = (
    "sport",
    "zgoda",
    "doświadczony",
    "staż jest podane",
    "druga jest podane",
    "ocena.skok jest podane",
    "(staż jest podane i staż > 2)",
    "konkurencja = druga",
    "bieg w uprawiane",
    "konkurencja w uprawiane",
    "druga w (bieg; skok)",
    "ocena.rzut w (dobry; słaby)",
    "któryś(ocena[k] = dobry dla k z rodzaj)",
    "każdy(k w uprawiane dla k z (bieg; rzut))",
    "któryś(ocena[k] = celujący dla k z uprawiane gdy k ≠ skok)",
    'opis = "Żółw"',
    'opis w ("żółw"; "kot")',
    "(jeżeli zgoda to wiek > 3 inaczej wynik < 2)",
)


def conditions() -> st.SearchStrategy[str]:
    number = st.sampled_from(_NUMBERS)
    constant = st.sampled_from(("0", "1", "2", "2,5", "3", "4", "6", "8", "11"))
    operator = st.sampled_from(("<", "<=", ">", ">=", "=", "<>"))
    compared = st.tuples(number, operator, st.one_of(constant, number)).map(" ".join)
    within = st.tuples(number, constant, constant).map(lambda parts: f"{parts[0]} od {parts[1]} do {parts[2]}")
    chosen = st.sampled_from(("konkurencja", "druga", "ocena.bieg")).flatmap(_against_member)
    leaf = st.one_of(st.sampled_from(_TRUTHS), compared, within, chosen)
    return st.recursive(leaf, _combined, max_leaves=6)


def _against_member(name: str) -> st.SearchStrategy[str]:
    members = ("celujący", "dobry", "słaby") if name.startswith("ocena") else MEMBERS
    return st.tuples(st.just(name), st.sampled_from(("=", "<>")), st.sampled_from(members)).map(" ".join)


def _combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        inner.map(lambda one: f"nie ({one})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) i ({pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) lub ({pair[1]})"),
    )


def candidates(seed: int, number: int) -> list[dict[str, Any]]:
    """Facts as read from a file; some are missing."""
    source = random.Random(seed)
    return [{name: value for name, value in _facts(source).items() if value is not None} for _ in range(number)]


def _facts(source: random.Random) -> dict[str, Any]:
    return {
        "sport": source.choice((True, False, None)),
        "zgoda": source.choice((True, False, None)),
        "wiek": source.choice((0, 1, 2, 3, 4, 5, 6, 6, None)),
        "staż": source.choice((0, 1, 2, 3, 4, None)),
        "wynik": source.choice((0, 1, 2, Fraction(5, 2), 3, 4, 6, 8, 9, 10)),
        "konkurencja": source.choice(MEMBERS),
        "druga": source.choice((*MEMBERS, None)),
        "uprawiane": frozenset(one for one in MEMBERS if source.random() < 0.5),
        "ocena": {one: source.choice(("celujący", "dobry", "słaby")) for one in MEMBERS if source.random() < 0.7},
        "opis": source.choice(("żółw", "KOT", "pies")),
    }
