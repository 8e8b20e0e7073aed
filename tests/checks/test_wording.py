"""Words with other numbers than the rule's, and the many words whose numbers are their own business."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.diagnostics import Diagnostic
from polish.plurals import POINT, count
from tests.dsl.loading import SHORT_HEADER, load_yaml

HEAD = """
rok szkolny: 2026/2027
pojęcia: {stopień: {celujący: 6, dobry: 4}}
kandydat:
  a: tak/nie
  s: liczba od 0 do 25
  urodzony: data
  frekwencja: procent
  oceny: {lista: {stopień: stopień}}
tabele: {za_ocenę: {wiersze: {celujący: 18, dobry: 14}}}
"""
TAIL = "\noddziały: {A: {nazwa: ogólny, miejsca: 32}}\n"


def told(text: str, folder: Path | None = None) -> list[Diagnostic]:
    return [one for one in load_yaml(text, folder).diagnostics if one.code == "P142"]


def words(text: str) -> list[tuple[str, str]]:
    """The words told, and the number of the rule beside them."""
    found = told(HEAD + text + ("" if "oddziały:" in text else TAIL))
    places = [(one.where, one.related[0].where) for one in found]
    return [(where.text, rule.text) for where, rule in places]  # type: ignore[union-attr]


WRONG = {
    "points": ("kryteria: {k: {nazwa: za udział – 5 punktów, gdy: a, punkty: 7}}", ("5 punktów", "7")),
    "points in words": ("kryteria: {k: {nazwa: pięć punktów za udział, gdy: a, punkty: 7}}", ("pięć punktów", "7")),
    "a cut": ("kryteria: {k: {nazwa: najwyżej 20 pkt, punkty: s, najwyżej: 18}}", ("20 pkt", "18")),
    "a percent": ('kryteria: {k: {nazwa: "30% wyniku", punkty: "0,4 * frekwencja"}}', ("30%", "0,4")),
    "a row": (
        "kryteria: {k: {wiersze: [{gdy: a, punkty: 4, nazwa: udział – 3 punkty}, {gdy: s > 5, punkty: 3}]}}",
        ("3 punkty", "4"),
    ),
    "two or more": (
        "kryteria: {k: {za każde: o z oceny, wiersze: [{gdy: o.stopień = dobry, punkty: 7, dwa lub więcej: 10, "
        'nazwa: "dobra 7 punktów, dwie 9 punktów"}]}}',
        ("9 punktów", "10"),
    ),
    "a threshold": ("warunki: {k: {wymaga: s >= 20, treść: ma co najmniej 15 punktów}}", ("15 punktów", "20")),
    "a threshold in a definition": (
        "definicje: {próg: 20}\nwarunki: {k: {wymaga: s >= próg, treść: ma co najmniej 15 punktów}}",
        ("15 punktów", "20"),
    ),
    "an age": (
        "warunki: {k: {wymaga: pełne_lata(urodzony; rok_szkolny.od) >= 13, treść: ukończył piętnaście lat}}",
        ("piętnaście lat", "13"),
    ),
    "a day": (
        "warunki: {k: {wymaga: urodzony >= 2010-01-01, treść: urodził się od 1 stycznia 2011 r.}}",
        ("1 stycznia 2011", "2010-01-01"),
    ),
    "a stage": (
        "kryteria: {k: s}\nkolejność: [{etap: e, suma: [k], maks: 25, treść: suma (najwyżej 40 punktów)}]",
        ("40 punktów", "25"),
    ),
    "beside the bound on the other side": (
        "warunki: {k: {wymaga: pełne_lata(urodzony; rok_szkolny.od) < 18, treść: ma najwyżej 19 lat}}",
        ("19 lat", "18"),
    ),
    "beside a bound that is not strict": (
        "warunki: {k: {wymaga: frekwencja >= 29, treść: 'ma co najmniej 30% obecności'}}",
        ("30%", "29"),
    ),
    "beside a bound of no whole number": (
        "warunki: {k: {wymaga: s > 20, treść: ma co najmniej 21 punktów}}",
        ("21 punktów", "20"),
    ),
    "a day beside the bound on the other side": (
        "warunki: {k: {wymaga: urodzony < 2019-01-01, treść: urodził się do 2 stycznia 2019 r.}}",
        ("2 stycznia 2019", "2019-01-01"),
    ),
    "seats": ("oddziały: {A: {nazwa: ogólny (30 miejsc), miejsca: 32}}\n", ("30 miejsc", "32")),
    "days": ("odwołania: {o: {treść: w ciągu pięciu dni, termin: 3 dni od doręczenia}}", ("pięciu dni", "o")),
    "schools": ("limity: {szkoły: 3}\nsystem: {w: {treść: wybiera do dwóch szkół}}", ("do dwóch szkół", "3")),
    "branches": ("limity: {oddziały: 6}\nsystem: {w: {treść: najwyżej 5 oddziałów}}", ("najwyżej 5 oddziałów", "6")),
    "a scale": (
        "wybór: {t: {typ: liczba od 0 do 25, nazwa: wynik (0–30 punktów)}}\nkryteria: {k: wybór.t}",
        ("30 punktów", "t"),
    ),
}
RIGHT = {
    "the same": "kryteria: {k: {nazwa: za udział – 7 punktów, gdy: a, punkty: 7}}",
    "what is reached at most": "kryteria: {k: {nazwa: najwyżej 50 punktów, punkty: 2 * s}}",
    "the sum of parts": "kryteria: {k: {nazwa: razem 12 punktów, składniki: {x: {gdy: a, punkty: 7}, y: 5}}}",
    "a part of a group": "kryteria: {k: {składniki: {x: {nazwa: z puli 12 punktów, gdy: a, punkty: 7}, y: 5}}}",
    "several times": "kryteria: {k: {nazwa: dwie to 36 punktów, za każde: o z oceny, punkty: 'za_ocenę[o.stopień]'}}",
    "what the condition asks": "kryteria: {k: {nazwa: za 20 punktów ze sprawdzianu, gdy: s >= 20, punkty: 7}}",
    "a unit of an act": "kryteria: {k: {nazwa: wolontariat (§ 3 ust. 1 pkt 2), gdy: a, punkty: 7}}",
    "a class": "kryteria: {k: {nazwa: oceny z 8 klasy w 2026 roku, gdy: a, punkty: 7}}",
    "a number beside the rule's": ("kryteria: {k: {nazwa: 7 punktów (w zeszłym roku 5 punktów), gdy: a, punkty: 7}}"),
    "words without numbers of the rule": "warunki: {k: {wymaga: a, treść: uzyskał 20 punktów w konkursie}}",
    "a percent of what is multiplied": 'kryteria: {k: {nazwa: "40% wyniku", punkty: "0,4 * frekwencja"}}',
    "days of an act": (
        "warunki: {k: {wymaga: urodzony >= 2010-01-01, treść: zgodnie z ustawą z dnia 14 grudnia 2016 r.}}"
    ),
    "a day beside a strict bound": (
        "warunki: {k: {wymaga: urodzony < 2019-01-01, treść: urodził się do 31 grudnia 2018 r.}}"
    ),
    "years beside a strict bound": (
        "warunki: {k: {wymaga: 18 > pełne_lata(urodzony; rok_szkolny.od), treść: ma najwyżej 17 lat}}"
    ),
    "a percent beside a strict bound": (
        "definicje: {próg: 29}\nwarunki: {k: {wymaga: frekwencja > próg, treść: 'ma co najmniej 30% obecności'}}"
    ),
    "a percent beside a strict bound of a criterion": (
        "kryteria: {k: {nazwa: 'frekwencja co najmniej 30%', gdy: frekwencja > 29, punkty: 5}}"
    ),
    "parts of a stage": (
        "kryteria: {k: s}\nkolejność: [{etap: e, suma: [k], maks: 25, treść: egzamin (do 25 punktów)}]"
    ),
    "other days": "odwołania: {o: {treść: 3 dni, a gdy nie ma komisji 7 dni, termin: 3 dni od doręczenia}}",
    "teachers of a school": "limity: {szkoły: 3}\nkomisja: {k: {treść: co najmniej dwóch nauczycieli szkoły}}",
    "one school": "limity: {szkoły: 3}\nsystem: {w: {treść: wniosek składa się do jednej szkoły}}",
    "branches of each school": "limity: {oddziały: 6}\nsystem: {w: {treść: najwyżej 2 oddziały w każdej szkole}}",
    "a threshold beside a scale": (
        "wybór: {t: {typ: liczba od 0 do 25, nazwa: wynik (próg 10 punktów)}}\nkryteria: {k: wybór.t}"
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_another_number_is_told_with_both_places(what: str) -> None:
    text, wanted = WRONG[what]
    assert words(text) == [wanted]


@pytest.mark.parametrize("what", RIGHT)
def test_other_numbers_are_left_alone(what: str) -> None:
    assert words(RIGHT[what]) == []


@given(said=st.integers(0, 400), given_=st.integers(0, 400))
def test_a_criterion_of_one_number(said: int, given_: int) -> None:
    text = f"kryteria: {{k: {{nazwa: udział – {count(said, POINT)}, gdy: a, punkty: {given_}}}}}"
    assert bool(words(text)) is (said not in (0, given_))


NAMED = (
    "kryteria: {{k: {{nazwa: udział w zawodach, gdy: a, punkty: 3}}, d: {{nazwa: dojazd, gdy: s > 5, punkty: 2}}}}\n"
)


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("za udział w zawodach przyznaje się 5 punktów", ["5 punktów"]),
        ("kandydat dostaje 4 punkty za dojazd", ["4 punkty"]),
        ("za udział w zawodach przyznaje się 3 punkty", []),
        ("za udział w zawodach i dojazd przyznaje się 5 punktów", []),
        ("za udział przyznaje się 9 punktów", []),
        ("dojazd razem z udziałem w zawodach daje 5 punktów", []),
        ("za dojazd najwyżej 9 punktów", []),
        ("minimum to 40 punktów", []),
    ],
)
def test_a_plain_sentence_about_the_points_of_a_criterion(sentence: str, wrong: list[str]) -> None:
    rules = NAMED.format()
    assert [said for said, _ in words(f"{rules}postanowienia: {{p: {{treść: {sentence}}}}}")] == wrong
    assert [said for said, _ in words(f"{rules}treść: [pozostałe, {{paragraf: P, ustępy: [{sentence}]}}]")] == wrong


def test_words_over_several_lines_are_underlined_whole() -> None:
    text = (
        "kryteria:\n  k:\n    nazwa: >-\n      za udział w projekcie pięć\n      punktów\n    gdy: a\n    punkty: 7\n"
    )
    assert [one for one, _ in words(text)] == ["pięć\n      punktów"]


def test_the_words_of_a_base_are_told_at_the_number_of_the_file(tmp_path: Path) -> None:
    base = """
paragraf: 1
prawo: Prawo
wydaje: minister
limity: {szkoły: {wartość: 3, może zmienić: dyrektor}}
system: {wybór: {treść: kandydat wybiera najwyżej trzy szkoły}}
"""
    (tmp_path / "prawo.yaml").write_text(base.lstrip(), encoding="utf-8")
    own = SHORT_HEADER + "opiera się na: [prawo]\nlimity: {szkoły: 5}\noddziały: {A: {miejsca: 1}}\n"
    (found,) = told(own, tmp_path)
    assert found.location is not None
    assert found.location.path == "regulamin.yaml"
    assert own.splitlines()[found.location.line - 1] == "limity: {szkoły: 5}"


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("regulamin: Regulamin na rok 2025/26\nrok szkolny: 2026/2027", ["P143"]),
        ("regulamin: Regulamin na rok 2026/27\nrok szkolny: 2026/2027", []),
        ("regulamin: Regulamin na rok 2025/26", []),
        ("regulamin: R\nrok szkolny: 2026/2027\npostanowienia: {p: nabór na rok szkolny 2025/2026}", ["P143"]),
        ("regulamin: R\nrok szkolny: 2026/2027\npostanowienia: {p: uczył się w roku szkolnym 2025/2026}", []),
        ("regulamin: Polityka oświatowa na lata 2025-2030\nrok szkolny: 2026/2027", []),
        ("regulamin: Zasady na lata 2025-2026\nrok szkolny: 2026/2027", []),
        ("regulamin: Plan 2025/2026–2028/2029\nrok szkolny: 2026/2027", []),
        ("regulamin: Plan na lata 2025-2030, nabór 2025/2026\nrok szkolny: 2026/2027", ["P143"]),
        ("regulamin: Nabór 2025-2026\nrok szkolny: 2026/2027", ["P143"]),
        ("regulamin: R\nszkoła: {nazwa: Technikum nr 3, typ: liceum}", ["P145"]),
        ("regulamin: R\nszkoła: {nazwa: II Liceum Ogólnokształcące, typ: liceum}", []),
        ("regulamin: R\nszkoła: {nazwa: Zespół Szkół i Technikum, typ: liceum}", []),
        ("regulamin: R\nszkoła: {nazwa: Szkoła nr 3, typ: liceum}", []),
        ("regulamin: R\nzarządzenie: {numer: 9/2025, data: 2026-01-02}", ["P146"]),
        ("regulamin: R\nzarządzenie: {numer: 9/2026, data: 2026-01-02}", []),
        ("regulamin: R\nzarządzenie: {numer: 3/2024/2025, data: 2024-10-15}", []),
        ("regulamin: R\nzarządzenie: {numer: 3/2024/2025, data: 2025-03-15}", []),
        ("regulamin: R\nzarządzenie: {numer: 3/2024/2025, data: 2026-03-15}", ["P146"]),
        ("regulamin: R\nzarządzenie: {numer: DN.021.9, data: 2026-01-02}", []),
    ],
)
def test_names_and_years(header: str, wanted: list[str]) -> None:
    loaded = load_yaml(f"paragraf: 1\n{header}\nwydaje: dyrektor\n")
    assert [one.code for one in loaded.diagnostics if one.code in ("P143", "P145", "P146")] == wanted
