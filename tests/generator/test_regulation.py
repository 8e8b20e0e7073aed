"""The regulation as a document: golden text, references that hold, addresses of rules, points of every criterion, PDF.

After an intended change of wording: `pytest tests/generator/test_regulation.py --update-golden`, then read it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import pytest

from dsl.load import load, load_text
from dsl.model import expr as typed
from dsl.model.regulation import ForEach, Points, Regulation, Rows
from generator.numbering import number
from generator.pdf.render import Style, render
from generator.regulation import grouped, regulation_document, remarks, units
from generator.text import as_text
from polish.plurals import POINT, count
from tests.generator.validity import faults

ROOT = Path(__file__).parents[2]
SCHOOL = ROOT / "regulations/lo-wyspianskiego-kety/2025-2026.yaml"
GOLDEN = Path(__file__).parent / "golden" / "lo-wyspianskiego-kety.txt"
GOOD = sorted((ROOT / "tests/dsl/good").rglob("*.yaml"))

SMALL = """\
paragraf: 1
regulamin: Regulamin próbny
wydaje: dyrektor
szkoła: {nazwa: Szkoła próbna}
kandydat:
  egzamin: procent
  olimpijczyk: {typ: tak/nie, zdanie: kandydat jest olimpijczykiem}
  sportowiec: tak/nie
kryteria:
  egzamin: {nazwa: wynik egzaminu, punkty: jeżeli olimpijczyk to 50 inaczej 0,5 * egzamin}
  sport: {nazwa: osiągnięcia sportowe, gdy: sportowiec, punkty: 7}
kolejność:
  - {etap: suma, suma: [egzamin, sport]}
  - {etap: los, losowanie: tak}
oddziały: {A: {miejsca: 30}, B: {miejsca: bez limitu}}
"""


@lru_cache
def regulation(path: Path) -> Regulation:
    found = load(path).regulation
    assert found is not None
    return found


def small(text: str = SMALL) -> Regulation:
    found = load_text(text, ROOT / "próba.yaml")
    assert found.regulation is not None, found.diagnostics
    return found.regulation


def text_of(one: Regulation) -> str:
    numbering = number(regulation_document(one))
    assert numbering.problems == ()
    return as_text(numbering.document)


def test_golden_text(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN, text_of(regulation(SCHOOL)))


@pytest.mark.parametrize("style", list(Style))
def test_the_pdf_is_valid(style: Style) -> None:
    assert faults(render(number(regulation_document(regulation(SCHOOL))).document, style)) == []


def test_rules_know_their_printed_units() -> None:
    places = units(regulation(SCHOOL))
    assert places["kryteria.egzamin.matematyka"] == "§ 7 ust. 1 pkt 1 lit. b"
    assert places["kryteria.osiągnięcia.wiersze.15"] == "§ 7 ust. 1 pkt 4 lit. e tiret czwarte"
    assert places["terminarz.wnioski"] == "§ 4 tabela 2 lp. 1"
    assert places["oddziały.A"] == "§ 3 tabela 1 oddział A"
    assert places["komisja.kworum"] == "§ 10 ust. 4"


def test_examples_of_values_are_marked_and_reported_beside_the_document() -> None:
    school = regulation(SCHOOL)
    assert text_of(school).count("30 (wartość przykładowa)") == 4
    told = remarks(school, units(school))
    seats = [one for one in told if one.path == "oddziały.A.miejsca"]
    assert [one.unit for one in seats] == ["§ 3 tabela 1 oddział A"]
    assert all(one.text not in text_of(school) for one in told if one.text)


REMARKED = (
    SMALL
    + """\
definicje:
  dobry_wynik: {wzór: egzamin > 80%, stan: odczytanie, uwaga: granica niepewna, inny odczyt: co najmniej 80}
  nieużywana: {wzór: egzamin > 10%, stan: odczytanie, uwaga: tego nikt nie używa}
warunki: {próg: {wymaga: dobry_wynik, treść: ma dobry wynik}}
limity: {szkoły: {wartość: 3, stan: sprzeczne, uwaga: raz trzy i raz cztery}}
zarządzenie: {numer: 5, stan: przemilczane, uwaga: bez daty}
"""
)


def test_remarks_name_the_unit_of_the_rule_that_they_touch() -> None:
    school = small(REMARKED)
    told = {one.path: (one.unit, one.text, one.other_reading) for one in remarks(school, units(school))}
    assert told == {
        "zarządzenie": ("", "bez daty", ""),
        "definicje.dobry_wynik": ("§ 3", "granica niepewna", "co najmniej 80"),
        "limity.szkoły": ("§ 1 ust. 2", "raz trzy i raz cztery", ""),
    }


def test_remarks_that_say_the_same_are_told_once() -> None:
    school = regulation(SCHOOL)
    told = remarks(school, units(school))
    groups = grouped(told)
    assert sorted(one.path for group in groups for one in group) == sorted(one.path for one in told)
    seats = [group for group in groups if group[0].path == "oddziały.A.miejsca"]
    assert [len(group) for group in seats] == [4]


def test_a_stage_left_out_is_remarked_at_the_order_it_is_left_out_of() -> None:
    school = regulation(SCHOOL)
    (left_out,) = [one for one in remarks(school, units(school)) if one.path == "kolejność.etap_3"]
    assert left_out.unit == "§ 8"
    assert left_out.text.startswith("odstępstwo od prawa wyższego rzędu: kolejność › etap 3 – regulamin pomija")
    assert left_out.other_reading == "trzeci etap stosuje się wprost z ustawy"


def test_a_deviation_that_the_file_remarks_on_is_told_with_its_remark() -> None:
    preschool = regulation(SCHOOL.parents[1] / "sp77-krakow" / "2025-2026.yaml")
    told = remarks(preschool, units(preschool))
    terms = [one for one in told if one.path.startswith("odwołania.")]
    assert len(terms) == 4
    (group,) = [group for group in grouped(told) if group[0].path.startswith("odwołania.")]
    assert group == tuple(terms)
    assert group[0].text.endswith(" (odstępstwo od prawa wyższego rzędu)")


def test_the_annex_header_leaves_room_for_a_day_that_is_not_known() -> None:
    document = regulation_document(regulation(SCHOOL))
    assert document.annex_header[:2] == ("Załącznik nr 1", "do zarządzenia nr 1 LO/9/2025")
    assert document.annex_header[-1].startswith("z dnia …")
    assert document.day == date(2025, 2, 21)  # the newest act it cites
    dated = small(SMALL + "zarządzenie: {numer: 2/2026, data: 2026-02-27}\n")
    assert regulation_document(dated).annex_header[-1] == "z dnia 27 lutego 2026 r."
    assert regulation_document(dated).day == date(2026, 2, 27)


def test_a_small_regulation() -> None:
    text = text_of(small())
    assert "1) wynik egzaminu – egzamin (w procentach) mnoży się przez 0,5;" in text
    assert "Jeżeli kandydat jest olimpijczykiem, zamiast punktów, o których mowa w ust. 1 pkt 1, " in text
    assert "przyznaje się 50 punktów." in text
    assert "rozstrzyga losowanie." in text
    assert "bez limitu" in text


def test_branches_with_rules_of_their_own_are_told_apart() -> None:
    text = SMALL.replace("B: {miejsca: bez limitu}", "B: {miejsca: 10, kryteria: {sport: {punkty: 9}}}")
    places = units(small(text))
    assert places["oddziały.A.kryteria.sport"] == places["kryteria.sport"]
    assert places["oddziały.B.kryteria.sport"] != places["kryteria.sport"]
    printed = text_of(small(text))
    assert "Kryteria i punkty – oddział A" in printed
    assert "osiągnięcia sportowe – 9 punktów" in printed


MORE = """\
  dwa: {nazwa: dwa przypadki, punkty: jeżeli olimpijczyk to 3 inaczej jeżeli sportowiec to 2 inaczej 1}
  tylko: {nazwa: tylko sport, gdy: sportowiec, punkty: jeżeli olimpijczyk to 4 inaczej 2}
  wszystkie: {nazwa: obcięte, punkty: jeżeli olimpijczyk to 4 inaczej 2, najwyżej: 3}
kolejność:"""
POOLS = """\
oddziały:
  A: {miejsca: {pule: {nasi: {ile: 2, dla: sportowiec, wolne przechodzą do: reszta}, reszta: {ile: 3}}}}
  B: {miejsca: bez limitu}
terminarz:
  listy: {czynność: ogłoszenie list, termin: 16 lipca 2025}
  dalej: {czynność: odbiór, termin: 2 dni po terminarz.listy}
"""


def test_only_a_single_exception_is_set_apart() -> None:
    """Which of two cases wins, and to whom they are given at all, is said where the points are."""
    text = text_of(small(SMALL.replace("kolejność:", MORE)))
    assert (
        "dwa przypadki – jeżeli kandydat jest olimpijczykiem – 3 punkty; w przeciwnym razie, jeżeli kandydata dotyczy: "
        "sportowiec – 2 punkty; w pozostałych przypadkach – 1 punkt;"
    ) in text
    assert (
        "tylko sport – 2 punkty, a jeżeli kandydat jest olimpijczykiem – 4 punkty; punkty przyznaje się tylko, jeżeli "
        "kandydata dotyczy: sportowiec;"
    ) in text
    assert "2 punkty, a jeżeli kandydat jest olimpijczykiem – 4 punkty; nie więcej niż 3 punkty" in text
    assert text.count("zamiast punktów") == 1


def test_pools_of_seats_and_terms_after_an_activity() -> None:
    text = text_of(small(SMALL[: SMALL.index("oddziały:")] + POOLS))
    assert "Miejsca w oddziale A dzieli się na następujące pule, wypełniane w podanej kolejności:" in text
    whom = "dla kandydata, którego dotyczy: sportowiec; wolne miejsca przechodzą do puli „reszta”"
    assert f"nasi – 2 miejsca ({whom});" in text
    assert "2 dni po czynności „ogłoszenie list”" in text


@pytest.mark.parametrize("path", [SCHOOL, *GOOD], ids=lambda path: path.stem)
def test_every_regulation_makes_a_document_with_all_its_points(path: Path) -> None:
    one = regulation(path)
    text = text_of(one)
    for branch in one.branches.values():
        for top in branch.rules.criteria:
            for criterion in top.walk():
                for points in plain_points(criterion.way):
                    assert count(points, POINT) in text, criterion.dotted


def plain_points(way: object) -> list[Fraction]:
    """The figures that a criterion gives directly."""
    match way:
        case Points(points=points):
            found = [points]
        case Rows(rows=rows) | ForEach(body=Rows(rows=rows)):
            found = [row.points for row in rows]
        case _:
            found = []
    return [one.value for one in found if isinstance(one, typed.Constant) and isinstance(one.value, Fraction)]


EXAMPLES = """\
paragraf: 1
regulamin: Regulamin próbny
wydaje: dyrektor
kandydat: {n: liczba całkowita od 0 do 20, wiek: {typ: liczba od 0 do 20, nazwa: wiek}, staż: liczba od 0 do 9}
kryteria:
  os:
    nazwa: osiągnięcia
    składniki:
      a: {nazwa: pierwsze, gdy: n >= 1, punkty: 5}
      b: {nazwa: następne, gdy: n > 1, punkty: n - 1}
    najwyżej: 6
  staż: {nazwa: staż, punkty: zaokrąglij(staż / 2)}
warunki: {wiek: {wymaga: wiek >= 15, treść: ma 15 lat}}
kolejność: [{etap: suma, suma: [os, staż]}]
oddziały: {A: {nazwa: a, miejsca: 3}}
przykłady:
  obcięty: {dane: {n: 5, wiek: 16, staż: 5}, oczekuj: {razem: 9}}
  za młody: {dane: {n: 5, wiek: 14, staż: 5}, oczekuj: {dopuszczony: nie, powód: wiek}}
  za młody z punktami: {dane: {n: 1, wiek: 14, staż: 5}, oczekuj: {razem: 8, dopuszczony: nie}}
  w wieku: {dane: {wiek: 15}, oczekuj: {dopuszczony: tak}}
  tylko staż: {dane: {staż: 0, wiek: 16}, oczekuj: {staż: 0}}
"""


def example_rows(name: str) -> list[str]:
    text = text_of(small(EXAMPLES))
    start = text.index(f"{name}\n") + len(name) + 1
    return [line.strip() for line in text[start:].split("\n\n")[0].splitlines()]


def test_an_example_shows_the_cut_and_adds_up() -> None:
    assert example_rows(": obcięty") == [
        "Kryterium | Obliczenie | Punkty",
        "Osiągnięcia – pierwsze | warunek spełniony | 5",
        "Osiągnięcia – następne | 5 − 1 | 4",
        "Osiągnięcia – łącznie | 5 + 4 = 9, najwyżej 6 | 6",
        "Staż | 5 : 2 = 2,5, zaokrąglone 3 | 3",
        "Razem | 6 + 3 | 9",
    ]


def test_an_example_of_somebody_not_admitted_says_why() -> None:
    assert example_rows(": za młody") == ["Warunek | Dane | Wynik", "Ma 15 lat | wiek: 14 | niespełniony"]
    assert example_rows(": za młody z punktami")[-2:] == [
        "Razem | 5 + 3 | 8",
        "Warunki przyjęcia | niespełniony: ma 15 lat (wiek: 14) | –",
    ]
    assert example_rows(": w wieku") == ["Warunek | Dane | Wynik", "Ma 15 lat | wiek: 15 | spełniony"]


def test_an_incomplete_example_shows_what_it_is_about() -> None:
    assert example_rows(": tylko staż") == ["Kryterium | Obliczenie | Punkty", "Staż | 0 : 2 | 0"]
