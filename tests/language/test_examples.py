"""`przykłady`: what they may expect, and what is said when a regulation gives something else."""

from __future__ import annotations

import pytest

from tests.dsl.loading import load_yaml

TEXT = """
    pojęcia: {przedmiot: [polski, fizyka]}
    kandydat:
      wynik: procent dla przedmiot
      świadectwo: tak/nie
    warunki: {świadectwo: {wymaga: świadectwo, treść: ma świadectwo}}
    kryteria: {polski: 0,5 * wynik.polski, fizyka: 0,25 * wynik.fizyka}
    kolejność:
      - {etap: punkty, suma: [polski, fizyka]}
      - {etap: fizyka, malejąco: wynik.fizyka}
      - {etap: los, losowanie: tak}
    oddziały: {A: {miejsca: 1}}
    przykłady:
      pierwszy:
"""


def said(example: str) -> list[str]:
    """What `check` says of one example."""
    lines = "".join(f"        {line}\n" for line in example.strip().split("\n"))
    return [f"{one.code} {one.message}" for one in load_yaml(TEXT + lines).diagnostics]


@pytest.mark.parametrize(
    "example",
    [
        "dane: {świadectwo: tak, wynik: {polski: 51, fizyka: 30}}\noczekuj: {razem: 33, polski: 25,5}",
        "dane: {wynik: {polski: 50, fizyka: 30}}\noczekuj: {dopuszczony: nie, powód: świadectwo}",
        "dane: {świadectwo: tak, wynik: {polski: 50}}\noczekuj: {polski: 25, brakuje: [wynik.fizyka]}",
        "dane: {świadectwo: tak, wynik: {polski: 50, fizyka: 1}}\noczekuj: {brakuje: []}",
        "dane: {świadectwo: tak, wynik: {polski: 51, fizyka: 30}}\noczekuj: {razem: 66/2, polski: 51 / 2}",
    ],
)
def test_one_candidate(example: str) -> None:
    assert said(example) == []


@pytest.mark.parametrize(
    ("example", "message"),
    [
        (
            "dane: {wynik: {polski: 50, fizyka: 30}}\noczekuj: {dopuszczony: tak}",
            "P072 Przykład „pierwszy” (dopuszczony): oczekiwano „tak”, a regulamin daje „nie”.",
        ),
        (
            "dane: {świadectwo: tak, wynik: {polski: 50, fizyka: 30}}\noczekuj: {powód: świadectwo}",
            "P072 Przykład „pierwszy” (powód): oczekiwano „świadectwo”, a regulamin daje spełnione warunki.",
        ),
        ("dane: {świadectwo: tak}\noczekuj: {powód: zdrowie}", "P070 To nie jest nazwa warunku."),
        (
            "dane: {świadectwo: tak, wynik: {polski: 50}}\noczekuj: {brakuje: [wynik.polski]}",
            "P072 Przykład „pierwszy” (brakuje): oczekiwano wynik.polski, a regulamin daje wynik.fizyka.",
        ),
        ("dane: {świadectwo: tak}\noczekuj: {kolejność: [a]}", "P070 Nie ma kryterium „kolejność”."),
    ],
)
def test_one_candidate_who_is_counted_otherwise(example: str, message: str) -> None:
    assert said(example) == [message]


SEVERAL = """
dane: {świadectwo: tak, wynik: {polski: 50}}
kandydaci:
  ewa: {wynik: {fizyka: 40}}
  jan: {wynik: {fizyka: 60}}
  ola: {wynik: {fizyka: 40}}
  iga: {wynik: {polski: 60, fizyka: 40}}
"""


def test_the_order_of_several_with_a_tie() -> None:
    """Points: iga 30 + 10, jan 25 + 15 (equal; physics decides), ewa and ola 25 + 10."""
    assert said(SEVERAL + "oczekuj: {kolejność: [jan, iga, [ola, ewa]]}") == []


def test_a_lot_breaks_the_tie_when_everybody_has_one() -> None:
    drawn = SEVERAL.replace("ewa: {", "ewa: {wybór: {los: 2}, ").replace("ola: {", "ola: {wybór: {los: 1}, ")
    assert said(drawn + "oczekuj: {kolejność: [jan, iga, ola, ewa]}") == []


@pytest.mark.parametrize(
    ("order", "message"),
    [
        (
            "[iga, jan, [ola, ewa]]",
            "oczekiwano iga, jan, [ewa, ola], a regulamin daje jan, iga, [ewa, ola].",
        ),
        (
            "[jan, iga, ola, ewa]",
            "oczekiwano jan, iga, ola, ewa, a regulamin daje jan, iga, [ewa, ola].",
        ),
        ("[jan, iga, ola]", "„kolejność” nie wymienia tych samych kandydatów."),
        ("[jan, iga, ola, ewa, ewa]", "„kolejność” nie wymienia tych samych kandydatów."),
    ],
)
def test_another_order(order: str, message: str) -> None:
    (told,) = said(f"{SEVERAL}oczekuj: {{kolejność: {order}}}")
    assert told.endswith(message)


def test_who_does_not_take_part_is_told() -> None:
    assert said(SEVERAL.replace("świadectwo: tak, ", "") + "oczekuj: {kolejność: [jan, iga, ola, ewa]}")[0] == (
        "P071 W przykładzie „pierwszy” kandydat „ewa” nie bierze udziału: nie spełnia warunku „świadectwo”."
    )


def test_several_have_an_order_and_nothing_else() -> None:
    assert said(SEVERAL + "oczekuj: {razem: 3}") == ["P070 Tego nie da się oczekiwać: „razem”."]


RESERVE = """
    kandydat: {wynik: liczba od 0 do 100, urodzony: data}
    warunki: {próg: {wymaga: wynik >= 50, rezerwa gdy: wynik >= 40}}
    kryteria: {wynik: wynik / 3}
    kolejność: [{etap: punkty, suma: [wynik]}, {etap: wiek, rosnąco: urodzony}]
    oddziały: {A: {miejsca: 1}}
    przykłady: {jeden: {dane: {wynik: POINTS}, oczekuj: {EXPECTED}}}
"""


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (50, "dopuszczony: tak, razem: 50/3"),  # a later stage lacks the day of birth
        (45, "dopuszczony: rezerwa, powód: próg"),
        (39, "dopuszczony: nie, razem: 13"),
    ],
)
def test_who_is_kept_on_the_reserve_list(points: int, expected: str) -> None:
    assert not load_yaml(RESERVE.replace("POINTS", str(points)).replace("EXPECTED", expected)).diagnostics


@pytest.mark.parametrize(
    ("points", "expected", "words"),
    [
        (45, "dopuszczony: nie", "oczekiwano „nie”, a regulamin daje „rezerwa”."),
        (39, "dopuszczony: rezerwa", "oczekiwano „rezerwa”, a regulamin daje „nie”."),
        (55, "dopuszczony: rezerwa", "oczekiwano „rezerwa”, a regulamin daje „tak”."),
        (50, "razem: 16,67", "oczekiwano 16,67, a regulamin daje 50/3."),
        (50, "razem: 50/0", "Oczekiwany wynik nie jest liczbą."),
        (50, "dopuszczony: może", "Zamiast „tak” albo „nie” jest tekst (4 znaki)."),
    ],
)
def test_who_is_not(points: int, expected: str, words: str) -> None:
    (found,) = load_yaml(RESERVE.replace("POINTS", str(points)).replace("EXPECTED", expected)).diagnostics
    assert words in found.message
