"""Kinds of branches that differ in one section share the others; what is remarked stands at the unit of its kind."""

from __future__ import annotations

from dsl.model.regulation import Regulation
from generator.numbering import number
from generator.regulation import regulation_document, remarks, units
from generator.text import as_text
from tests.dsl.loading import regulation

KINDS = """\
kandydat: {wynik: procent, sprawdzian: liczba od 0 do 10, zgoda: tak/nie, wolontariat: tak/nie}
tabele: {progi: {wiersze: {do 50: 1, powyżej 50: 2}}}
kryteria:
  wynik: {nazwa: wynik egzaminu, punkty: "progi[wynik]"}
  wolontariat: {nazwa: wolontariat, gdy: wolontariat, punkty: 3}
kolejność: [{etap: suma, suma: [wynik, wolontariat]}]
rodzaje oddziałów:
  zwykły: {}
  sportowy:
    jak: zwykły
    warunki: {zgoda: {wymaga: zgoda, treść: ma zgodę rodziców}}
  językowy:
    jak: zwykły
    kryteria: {sprawdzian: {nazwa: sprawdzian językowy, punkty: sprawdzian, stan: odczytanie, uwaga: bez przeliczania}}
    kolejność: [{etap: suma, suma: [wynik, wolontariat, sprawdzian]}]
  mundurowy:
    jak: językowy
    warunki: {zgoda: {wymaga: zgoda, treść: ma zgodę rodziców}}
oddziały:
  A: {rodzaj: zwykły, miejsca: 20}
  L: {rodzaj: językowy, miejsca: 20}
  M: {rodzaj: mundurowy, miejsca: 20}
  S: {rodzaj: sportowy, miejsca: 20}
"""


def headings(one: Regulation) -> list[str]:
    numbering = number(regulation_document(one))
    assert numbering.problems == ()
    return [line for line in as_text(numbering.document).splitlines() if line.startswith("§")]


def test_each_section_has_its_own_groups() -> None:
    assert headings(regulation(KINDS))[2:] == [
        "§ 3. Warunki przyjęcia – oddziały M i S",
        "§ 4. Kryteria i punkty – oddziały A i S",
        "§ 5. Kryteria i punkty – oddziały L i M",
        "§ 6. Kolejność przyjmowania – oddziały A i S",
        "§ 7. Kolejność przyjmowania – oddziały L i M",
    ]


def test_the_order_of_a_kind_refers_to_its_own_criteria() -> None:
    text = as_text(number(regulation_document(regulation(KINDS))).document)
    assert text.count("o których mowa w § 4.") == 1
    assert text.count("o których mowa w § 5.") == 1


def test_a_table_of_several_groups_is_printed_once() -> None:
    text = as_text(number(regulation_document(regulation(KINDS))).document)
    assert text.count(". Progi\n") == 1
    assert text.count("punkty określone w tabeli 2") == 2
    other = "    kryteria: {sprawdzian"
    more = KINDS.replace(other, "    tabele: {progi: {wiersze: {do 50: 2, powyżej 50: 5}}}\n" + other)
    assert as_text(number(regulation_document(regulation(more))).document).count(". Progi\n") == 2


def test_every_kind_finds_its_units() -> None:
    places = units(regulation(KINDS))
    for kind, criteria, order in (("zwykły", 4, 6), ("sportowy", 4, 6), ("językowy", 5, 7), ("mundurowy", 5, 7)):
        path = f"rodzaje_oddziałów.{kind}"
        assert places[f"{path}.kryteria.wynik"] == f"§ {criteria} pkt 1"
        assert places[f"{path}.kolejność.suma"] == f"§ {order}"
    assert places["rodzaje_oddziałów.mundurowy.warunki.zgoda"] == "§ 3"
    assert "rodzaje_oddziałów.zwykły.warunki.zgoda" not in places
    assert places["kryteria.wynik"] == "§ 4 pkt 1"


def test_what_only_one_kind_does_is_remarked_there() -> None:
    one = regulation(KINDS)
    assert [(remark.path, remark.unit) for remark in remarks(one, units(one))] == [("kryteria.sprawdzian", "§ 5 pkt 3")]


def test_branches_with_the_same_exception_stand_together() -> None:
    own = "kryteria: {wolontariat: {punkty: 5}}"
    more = f"  B: {{rodzaj: zwykły, miejsca: 9, {own}}}\n  C: {{rodzaj: zwykły, miejsca: 9, {own}}}\n"
    found = regulation(KINDS + more + "  D: {rodzaj: zwykły, miejsca: 9}\n")
    assert [line for line in headings(found) if "Kryteria" in line] == [
        "§ 4. Kryteria i punkty – oddziały A, S i D",
        "§ 5. Kryteria i punkty – oddziały L i M",
        "§ 6. Kryteria i punkty – oddziały B i C",
    ]
    places = units(found)
    assert {places[f"oddziały.{code}.kryteria.wolontariat"] for code in "BC"} == {"§ 6 pkt 2"}
    assert places["rodzaje_oddziałów.zwykły.kryteria.wolontariat"] == "§ 4 pkt 2"


PARTS = """\
kandydat: {polski: procent, matematyka: procent, zwolniony: tak/nie, sprawdzian: liczba od 0 do 10}
kryteria:
  egzamin:
    nazwa: wynik egzaminu
    najwyżej: 100
    składniki:
      polski: {nazwa: polski, punkty: jeżeli zwolniony to 5 inaczej 0,5 * polski}
      matematyka: {nazwa: matematyka, punkty: 0,5 * matematyka}
kolejność: [{etap: suma, suma: [egzamin]}]
rodzaje oddziałów:
  zwykły: {}
  językowy:
    jak: zwykły
    kryteria: {sprawdzian: {nazwa: sprawdzian językowy, punkty: sprawdzian}}
    kolejność: [{etap: suma, suma: [egzamin, sprawdzian]}]
oddziały:
  A: {rodzaj: zwykły, miejsca: 20}
  L: {rodzaj: językowy, miejsca: 20}
"""


def test_a_criterion_that_an_earlier_paragraph_tells_in_points_is_not_repeated() -> None:
    found = regulation(PARTS)
    lines = as_text(number(regulation_document(found)).document).splitlines()
    start = lines.index("§ 4. Kryteria i punkty – oddział L")
    assert lines[start + 2 : start + 5] == [
        "   1) wynik egzaminu – łącznie nie więcej niż 100 punktów, na zasadach określonych w § 3 ust. 1;",
        "   2) sprawdzian językowy – sprawdzian.",
        "2. Przepisy § 3 ust. 2 stosuje się odpowiednio.",
    ]
    places = units(found)
    assert places["oddziały.L.kryteria.egzamin.matematyka"] == "§ 4 ust. 1 pkt 1"
    assert places["oddziały.L.kryteria.egzamin.wyjątki"] == "§ 4 ust. 2"


def test_a_criterion_that_differs_in_its_exception_is_told_whole() -> None:
    exception = "egzamin: {składniki: {polski: {punkty: jeżeli zwolniony to 6 inaczej 0,5 * polski}}}"
    other = PARTS.replace("    kryteria: {sprawdzian", f"    kryteria: {{{exception}, sprawdzian")
    text = as_text(number(regulation_document(regulation(other))).document)
    assert "na zasadach określonych" not in text
    assert "przyznaje się 6 punktów" in text
    assert "przyznaje się 5 punktów" in text
