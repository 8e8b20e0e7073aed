"""Dates in words against the timetable: what contradicts it, and the many days that are their own business."""

from __future__ import annotations

import pytest

from dsl.source.text import Span
from tests.dsl.loading import load_yaml

FILE = """
rok szkolny: 2025/2026
terminarz:
  wnioski:
    czynność: złożenie wniosku o przyjęcie
    rekrutacyjne: od 12 maja do 9 lipca 2025
    uzupełniające: od 22 do 29 lipca 2025
  uzupełnienie wniosku:
    czynność: uzupełnienie wniosku o świadectwo
    rekrutacyjne: od 27 czerwca do 10 lipca 2025
  lista przyjętych:
    czynność: podanie do wiadomości listy przyjętych
    rekrutacyjne: 21 lipca 2025
oddziały: {A: {miejsca: 30}}
"""


def told(rest: str) -> list[tuple[str, str]]:
    """The words told, and where the timetable says otherwise."""
    found = [one for one in load_yaml(FILE + rest).diagnostics if one.code == "P142"]
    return [
        (one.where.text, one.related[0].where.text)
        for one in found
        if isinstance(one.where, Span) and isinstance(one.related[0].where, Span)
    ]


IN_FIRST, IN_SECOND = "od 12 maja do 9 lipca 2025", "od 22 do 29 lipca 2025"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("wnioski składa się do 8 lipca 2025 r.", [("8 lipca 2025", IN_FIRST)]),
        ("wnioski składa się od 12 maja do 8 lipca 2025 r.", [("8 lipca 2025", IN_FIRST)]),
        ("wnioski składa się od 13 maja do 9 lipca 2025 r.", [("od 13 maja", IN_FIRST)]),
        ("wnioski składa się od 23 do 29 lipca 2025 r.", [("od 23", IN_SECOND)]),
        (
            "wniosek przyjmuje się od 1 czerwca do 1 lipca 2025",
            [("od 1 czerwca", IN_FIRST), ("1 lipca 2025", IN_FIRST)],
        ),
        (
            "listę kandydatów przyjętych ogłasza się 22 lipca 2025 r. albo 23 lipca 2025 r.",
            [("23 lipca 2025", "21 lipca 2025")],
        ),
        (
            "wniosek można uzupełnić do 11 lipca 2025 r. (uzupełnienie)",
            [("11 lipca 2025", "od 27 czerwca do 10 lipca 2025")],
        ),
    ],
)
def test_days_that_the_timetable_does_not_have(words: str, found: list[tuple[str, str]]) -> None:
    assert told(f"postanowienia: {{terminy: {{treść: '{words}'}}}}\n") == found


@pytest.mark.parametrize(
    "words",
    [
        "wnioski składa się od 12 maja do 9 lipca 2025 r.",
        "wnioski składa się do 29 lipca 2025 r.",
        "wnioski złożone do 6 czerwca 2025 r. sprawdza się od razu",
        "po 31 sierpnia 2025 r. wnioski rozpatruje dyrektor",
        "dzień otwarty szkoły jest 8 lipca 2025 r.",
        "wnioski składa się <terminarz.wnioski.rekrutacyjne>, a szkoła jest zamknięta 8 lipca 2025 r.",
        "wnioski dotyczą kandydatów urodzonych od 1 stycznia do 31 grudnia 2010 r.",
        "wniosek składa się od 40 do 9 lipca 2025 r.",
        "wnioski składa się według ustawy z dnia 8 lipca 2025 r.",
    ],
)
def test_days_of_their_own(words: str) -> None:
    assert told(f"postanowienia: {{terminy: {{treść: '{words}'}}}}\n") == []


def test_items_and_own_units_are_read() -> None:
    listed = (
        "komisja: {praca: {treść: komisja, wyliczenie: [przyjmuje wnioski do 8 lipca 2025 r., sporządza protokół]}}\n"
    )
    assert told(listed) == [("8 lipca 2025", IN_FIRST)]
    own = "treść:\n  - paragraf: Wnioski\n    ustępy: [Wnioski składa się do 8 lipca 2025 r.]\n  - pozostałe\n"
    assert told(own) == [("8 lipca 2025", IN_FIRST)]


def test_a_clause_with_a_term_of_its_own_is_judged_by_it() -> None:
    clause = "{treść: wnioski przyjmuje się do 8 lipca 2025 r., termin: do 8 lipca 2025}"
    assert told(f"postanowienia: {{terminy: {clause}}}\n") == []
