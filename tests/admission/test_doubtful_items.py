"""Items of lists that cannot be as they are written: told with their candidate, never made up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from admission.doubtful_items import CODE, DoubtfulItems
from admission.synthetic import synthetic_rows
from admission.validation import read_rows
from dsl.load import load
from dsl.model.regulation import Regulation
from tests.dsl.loading import regulation
from tests.regulations.shipped import REGULATIONS

RULES = regulation("""
    pojęcia:
      rodzaj:
        konkurs_wojewódzki: {nazwa: konkurs wojewódzki}
        art_22: {nazwa: konkurs międzynarodowy albo krajowy}
        inne: {nazwa: inne zawody}
      tytuł: {laureat: laureat, finalista: finalista}
      szczebel: [międzynarodowy, krajowy, wojewódzki]
    kandydat:
      egzamin: procent
      osiągnięcia: {lista: {konkurs: tekst, rodzaj: rodzaj, tytuł: tytuł, szczebel: "szczebel?"}}
    definicje:
      laureat: któryś(o.rodzaj = art_22 i o.tytuł = laureat dla o z osiągnięcia)
    kryteria:
      osiągnięcia:
        za każde: o z osiągnięcia
        wiersze:
          - {gdy: o.rodzaj = konkurs_wojewódzki, punkty: 5}
          - {gdy: o.rodzaj = inne i o.szczebel = krajowy, punkty: 2}
    kolejność: [{etap: laureaci, pierwszeństwo: laureat}, {etap: suma, suma: [osiągnięcia]}]
    oddziały: {A: {miejsca: 1}}
""")


def told(rules: Regulation, *rows: Mapping[str, Any]) -> list[str]:
    lines = [json.dumps({"id": f"k{n}", **row}, ensure_ascii=False).encode() for n, row in enumerate(rows, start=1)]
    return [one.message for one in read_rows(lines, "k.jsonl", rules).problems if one.code == CODE]


def item(kind: str, title: str, level: str | None) -> dict[str, str]:
    given = {"konkurs": "Zmyślony", "rodzaj": kind, "tytuł": title}
    return given if level is None else {**given, "szczebel": level}


@pytest.mark.parametrize(
    ("kind", "title", "level", "reason"),
    [
        ("konkurs_wojewódzki", "laureat", "wojewódzki", ""),
        ("konkurs_wojewódzki", "laureat", None, ""),
        (
            "konkurs_wojewódzki",
            "laureat",
            "krajowy",
            "rodzaj „konkurs wojewódzki” wyklucza szczebel „krajowy”.",
        ),
        ("art_22", "laureat", "międzynarodowy", ""),
        ("art_22", "laureat", "krajowy", ""),
        ("art_22", "laureat", "wojewódzki", "rodzaj „art 22” wyklucza szczebel „wojewódzki”."),
        (
            "art_22",
            "finalista",
            "krajowy",
            "regulamin nie mówi o takiej pozycji (rodzaj „art 22”, tytuł „finalista” i szczebel „krajowy”), "
            "więc nic ona nie daje.",
        ),
        ("inne", "finalista", "krajowy", ""),
        (
            "inne",
            "finalista",
            None,
            "regulamin nie mówi o takiej pozycji (rodzaj „inne” i tytuł „finalista”), więc nic ona nie daje.",
        ),
    ],
)
def test_what_cannot_be(kind: str, title: str, level: str | None, reason: str) -> None:
    assert DoubtfulItems(RULES).reason("osiągnięcia", item(kind, title, level)) == reason


def test_it_is_told_with_its_candidate_and_nobody_is_left_out() -> None:
    rows = [
        {"egzamin": 50, "osiągnięcia": [item("konkurs_wojewódzki", "laureat", "wojewódzki")]},
        {
            "egzamin": 50,
            "osiągnięcia": [
                item("konkurs_wojewódzki", "laureat", "wojewódzki"),
                item("konkurs_wojewódzki", "laureat", "krajowy"),
            ],
        },
    ]
    (message,) = told(RULES, *rows)
    assert "kandydat „k2”, osiągnięcia, pozycja 2: rodzaj „konkurs wojewódzki” wyklucza" in message
    assert "Zmyślony" not in message


def test_a_list_that_no_rule_reads_is_nobodys_matter() -> None:
    rules = regulation("""
        pojęcia: {rodzaj: [szkolny, inny]}
        kandydat: {egzamin: procent, prace: {lista: {rodzaj: rodzaj}}}
        kryteria: {a: egzamin}
        kolejność: [{etap: suma, suma: [a]}]
        oddziały: {A: {miejsca: 1}}
    """)
    assert not told(rules, {"egzamin": 5, "prace": [{"rodzaj": "inny"}]})


PIECES = """
    pojęcia: {rodzaj: [szkolny, inny], stopień: [pierwszy, drugi]}
    kandydat: {rok: liczba, prace: {lista: {nazwa: tekst, rodzaj: rodzaj, stopień: stopień}}}
    kryteria: {a: {za każde: o z prace, wiersze: [{gdy: ROW, punkty: 2},
      {gdy: o.rodzaj = inny i o.stopień = drugi, punkty: 1}]}}
    kolejność: [{etap: suma, suma: [a]}]
    oddziały: {A: {miejsca: 1}}
"""


def piece(name: str, kind: str, degree: str) -> dict[str, str]:
    return {"nazwa": name, "rodzaj": kind, "stopień": degree}


def test_what_depends_on_the_candidate_is_not_judged() -> None:
    items = DoubtfulItems(regulation(PIECES.replace("ROW", "o.rodzaj = szkolny i o.stopień = pierwszy i rok > 3")))
    assert not items.reason("prace", piece("x", "szkolny", "pierwszy"))
    assert items.reason("prace", piece("x", "szkolny", "drugi"))


def test_a_rule_that_reads_a_text_tells_texts_apart() -> None:
    row = 'o.rodzaj = szkolny i o.stopień = pierwszy i o.nazwa = "Liczydło"'
    items = DoubtfulItems(regulation(PIECES.replace("ROW", row)))
    told = [bool(items.reason("prace", piece(one, "szkolny", "pierwszy"))) for one in ("Liczydło", "Inna", "Liczydło")]
    assert told == [False, True, False]


def test_a_value_that_no_rule_speaks_of_is_passed_over_on_purpose() -> None:
    items = DoubtfulItems(regulation(PIECES.replace("ROW", "o.rodzaj = inny i o.stopień = pierwszy")))
    assert not items.reason("prace", piece("x", "szkolny", "pierwszy"))


@pytest.mark.parametrize(
    "name", ["lo-wyspianskiego-kety/2025-2026", "zsme-kety/2025-2026", "lomza-szkola-przykladowa/2026-2027"]
)
def test_made_up_candidates_have_only_what_can_be(name: str) -> None:
    loaded = load(REGULATIONS / f"{name}.yaml").regulation
    assert loaded is not None
    rows = list(synthetic_rows(loaded, 300))
    assert sum(len(one.get("osiągnięcia", ())) for one in rows) > 50
    assert not told(loaded, *({key: one for key, one in row.items() if key != "id"} for row in rows))
