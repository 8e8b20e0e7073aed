"""What a preschool calls itself, its groups and its children; titles; names and orders as the author wrote them."""

from __future__ import annotations

import pytest

from tests.generator.test_regulation import small, text_of

PRESCHOOL = """\
paragraf: 1
regulamin: REGULAMIN
wydaje: dyrektor
szkoła: {nazwa: NAZWA, nazwa w dopełniaczu: DOPEŁNIACZ, typ: przedszkole}
limity: {szkoły: 2, oddziały: 3}
kandydat:
  rodzeństwo: {typ: tak/nie, nazwa: rodzeństwo w przedszkolu, zdanie: dziecko ma rodzeństwo w przedszkolu}
  mieszka: {typ: tak/nie, nazwa: zamieszkanie w gminie, zdanie: ZDANIE}
  tutejsze: {typ: tak/nie, nazwa: zamieszkanie w obwodzie}
warunki: {wniosek: {wymaga: mieszka, treść: złożyło wniosek}}
dokumenty: {wniosek: {nazwa: wniosek}}
kryteria: {a: {nazwa: rodzeństwo, gdy: rodzeństwo i tutejsze, punkty: 5}}
kolejność: [{etap: gmina, pierwszeństwo: mieszka}, {etap: suma, suma: [a]}]
oddziały:
  A: {nazwa: żabki, miejsca: {pule: {x: {ile: 2, dla: rodzeństwo, wolne przechodzą do: y}, y: {ile: 3}}}}
  B: {miejsca: 5}
"""


def printed(
    name: str = "Przedszkole w Lesie",
    genitive: str = "Przedszkola w Lesie",
    clause: str = "dziecko mieszka w gminie",
    title: str = "Zasady naboru",
) -> str:
    words = {"REGULAMIN": title, "NAZWA": name, "DOPEŁNIACZ": genitive, "ZDANIE": clause}
    text = PRESCHOOL
    for word, meaning in words.items():
        text = text.replace(word, meaning)
    return text_of(small(text))


def test_a_preschool_speaks_of_children_and_groups() -> None:
    text = printed()
    for told in (
        "zasady przyjmowania dzieci do Przedszkola w Lesie (dalej: „przedszkole”).",
        "Rodzic może wybrać nie więcej niż 2 przedszkola.",
        "Rodzic może wybrać nie więcej niż 3 grupy.",
        "§ 2. Grupy",
        "Dzieci mogą ubiegać się o przyjęcie do grup wymienionych w tabeli 1.",
        "Miejsca w grupie A dzieli się",
        "(dla dziecka, które ma rodzeństwo w przedszkolu; wolne",
        "Do przyjęcia może być zakwalifikowane dziecko, które złożyło wniosek.",
        "jeżeli dziecko ma rodzeństwo w przedszkolu oraz dziecka dotyczy: zamieszkanie w obwodzie",
        "Dzieci przyjmuje się w kolejności",
        "stosuje się do dzieci, których",
        "1) pierwszeństwo ma dziecko, które mieszka w gminie;",
        "Dokumenty składane przez rodzica",
        "Rodzic składa następujący dokument: wniosek.",
    ):
        assert told in text, told
    assert not any(word in text for word in ("kandydat", "Kandydat", "oddział", "Oddział", "szkoła"))


def test_a_preschool_that_speaks_of_candidates_is_printed_so() -> None:
    text = printed(clause="kandydat mieszka w gminie")
    assert "pierwszeństwo ma kandydat, który mieszka w gminie;" in text
    assert "(dalej: „przedszkole”)" in text
    assert "Oddziały" in text
    assert "dzieci" not in text


@pytest.mark.parametrize(
    ("name", "genitive", "told"),
    [
        ("Szkoła Podstawowa w Lesie", "Szkoły Podstawowej w Lesie", "szkoła"),
        ("sieć przedszkoli w Lesie", "przedszkoli w Lesie", "przedszkola"),
    ],
)
def test_the_school_is_called_as_its_name_does(name: str, genitive: str, told: str) -> None:
    assert f"(dalej: „{told}”)" in printed(name, genitive)


@pytest.mark.parametrize(
    ("branches", "told"),
    [
        (
            "  O: {nazwa: oddział przedszkolny „0”, miejsca: 5}\n",
            "do oddziału przedszkolnego „0” Szkoły w Lesie (dalej",
        ),
        ("  O: {nazwa: zerówka, miejsca: 5}\n", "do oddziału przedszkolnego Szkoły w Lesie (dalej"),
        ("  O: {miejsca: 5}\n  P: {miejsca: 5}\n", "do oddziałów przedszkolnych Szkoły w Lesie (dalej"),
    ],
)
def test_children_apply_to_the_preschool_branches_of_a_school(branches: str, told: str) -> None:
    head = "paragraf: 1\nregulamin: Regulamin\nwydaje: dyrektor\n"
    school = "szkoła: {nazwa: Szkoła w Lesie, nazwa w dopełniaczu: Szkoły w Lesie, typ: przedszkole}\noddziały:\n"
    assert told in text_of(small(head + school + branches))


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Zasady naboru do przedszkoli miejskich", "Zasady naboru do przedszkoli miejskich w Lesie"),
        ("Zasady naboru do", "Zasady naboru do przedszkoli miejskich w Lesie"),
        ("Zasady w Lesie", "Zasady w Lesie przedszkoli miejskich w Lesie"),
        ("Nabór do przedszkoli miejskich w Lesie i okolicy", "Nabór do przedszkoli miejskich w Lesie i okolicy"),
    ],
)
def test_a_title_does_not_say_the_school_twice(title: str, told: str) -> None:
    assert told in printed("sieć przedszkoli", "przedszkoli miejskich w Lesie", title=title).splitlines()


WRITTEN = """\
paragraf: 1
regulamin: Regulamin próbny
wydaje: dyrektor
pojęcia: {przedmiot: [biologia, chemia, fizyka], miejsce: [pierwsze, drugie]}
oddział: {liczone: {typ: zbiór przedmiot, nazwa: przedmioty liczone}}
kandydat:
  bieg: {typ: liczba od 0 do 60 s, nazwa: czas biegu}
  zawody: {nazwa: zawody, lista: {nazwa: {typ: tekst, nazwa: nazwa zawodów}, miejsce: miejsce}}
tabele:
  za_bieg: {nazwa: punkty za bieg, wiersze: {do 9,20 s: 10, do 9,60s: 8, od 9,61 do 10,00 s: 6, pozostałe: 0}}
kryteria:
  bieg: "za_bieg[bieg]"
  zawody:
    za każde: o z zawody
    jednorazowo: [nazwa]
    wiersze: [{gdy: o.miejsce = pierwsze, punkty: 3}]
kolejność: [{etap: suma, suma: [bieg, zawody]}]
rodzaje oddziałów: {zwykły: {nazwa: oddział ogólny}, inny: {nazwa: oddział międzynarodowy}}
oddziały:
  A: {rodzaj: zwykły, miejsca: 3, liczone: [fizyka, biologia]}
  B:
    rodzaj: inny
    miejsca: 3
    liczone:
      - chemia
      - biologia
  C: {rodzaj: zwykły, miejsca: 3, liczone: {wartość: [fizyka, chemia], uwaga: tak}}
"""


def test_sets_and_ranges_stand_as_they_are_written() -> None:
    text = text_of(small(WRITTEN))
    assert "A | ogólny | fizyka, biologia | 3" in text
    assert "B | międzynarodowy | chemia, biologia | 3" in text
    assert "C | ogólny | fizyka, chemia | 3" in text
    for told in ("do 9,20 s", "do 9,6 s", "od 9,61 do 10,00 s"):
        assert told in text, told


def test_one_field_or_more_make_items_the_same() -> None:
    assert (
        "Jeżeli w kilku pozycjach powtarza się: nazwa zawodów, punkty, o których mowa w ust. 1 pkt 2, przyznaje się"
        in text_of(small(WRITTEN))
    )
