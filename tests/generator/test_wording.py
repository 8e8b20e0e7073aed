"""What a school secretary would otherwise correct by hand: rules in the words of a regulation."""

from __future__ import annotations

import pytest

from generator.regulation import units
from tests.dsl.loading import regulation
from tests.generator.test_regulation import small, text_of

FAMILY = """\
pojęcia:
  sytuacja:
    dzieci: {nazwa: wielodzietność}
    jeden: {nazwa: niepełnosprawność jednego z rodziców}
    oboje: {nazwa: niepełnosprawność obojga rodziców}
    sam: {nazwa: samotne wychowywanie}
kandydat:
  sytuacje: {typ: zbiór sytuacja, nazwa: spełniane kryteria, zdanie: kandydat spełnia kryterium}
definicje:
  ile: {nazwa: liczba spełnianych kryteriów, wzór: "liczba(k dla k z sytuacje gdy CONDITION)"}
kolejność: [{etap: rodzina, malejąco: ile}]
oddziały: {A: {miejsca: 3}}
"""
ONE = "niepełnosprawność jednego z rodziców"


@pytest.mark.parametrize(
    ("condition", "printed", "absent"),
    [
        ("nie (k = jeden i oboje w sytuacje)", f"b) {ONE} – jeżeli kandydat nie spełnia kryterium: ", ()),
        ("k ≠ jeden", "b) niepełnosprawność obojga rodziców,", (ONE,)),
        ("k = dzieci lub k = sam", "b) samotne wychowywanie;", (ONE, "obojga")),
        ("k w (dzieci; sam)", "b) samotne wychowywanie;", (ONE, "obojga")),
        ("k w sytuacje i k ≠ dzieci", f"a) {ONE},", ("wielodzietność",)),
        ("k ≠ jeden lub dzieci w sytuacje", f"b) {ONE} – jeżeli kandydat spełnia kryterium: wielodzietność,", ()),
    ],
)
def test_members_that_a_number_counts(condition: str, printed: str, absent: tuple[str, ...]) -> None:
    text = text_of(regulation(FAMILY.replace("CONDITION", condition).replace("malejąco: ile}", LAST)))
    assert "decyduje większa liczba spełnianych kryteriów, do których należą:" in text
    assert printed in text
    assert not any(one in text for one in absent)


LAST = "malejąco: ile}, {etap: los, losowanie: tak}"


def test_points_for_members_tell_what_leaves_one_out() -> None:
    text = text_of(
        regulation(
            FAMILY.replace("gdy CONDITION", "gdy k ≠ sam")
            + "kryteria: {s: {nazwa: sytuacja rodziny, za każde: k z sytuacje gdy k ≠ sam, punkty: 2}}\n"
            + "razem: {kryteria: [s]}\n"
        )
    )
    assert "sytuacja rodziny – po 2 punkty za każdą z następujących pozycji (spełniane kryteria):" in text
    assert "samotne" not in text


def test_members_of_one_set_are_asked_for_together() -> None:
    text = text_of(
        regulation(
            FAMILY.replace("CONDITION", "k ≠ sam")
            + "dokumenty: {d: {nazwa: orzeczenie, gdy: jeden w sytuacje lub oboje w sytuacje lub dzieci w sytuacje}}\n"
        )
    )
    asked = f"jeżeli kandydat spełnia kryterium: {ONE}, niepełnosprawność obojga rodziców lub wielodzietność."
    assert f"składa następujący dokument: orzeczenie – {asked}" in text


YEARS = """\
kandydat:
  urodzenie: {typ: data, nazwa: data urodzenia dziecka}
  ukończenie: {typ: data, nazwa: data ukończenia szkoły}
definicje:
  rocznik: {nazwa: rok urodzenia dziecka, wzór: rok(urodzenie)}
  rok_szkoły: {nazwa: rok ukończenia szkoły, wzór: rok(ukończenie)}
warunki: {wiek: {gdy: CONDITION, wymaga: urodzenie < 2030-01-01, treść: ma decyzję}}
oddziały: {A: {miejsca: 3}}
"""


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("rok_szkoły < 2019", "rok ukończenia szkoły jest wcześniejszy niż 2019"),
        ("rok_szkoły = 2019", "rok ukończenia szkoły to 2019"),
        ("rok_szkoły ≥ 2019", "rok ukończenia szkoły to 2019 albo późniejszy"),
        ("rok(ukończenie) < 2019", "data ukończenia szkoły przypada przed 2019 r."),
        ("rok(ukończenie) ≤ 2019", "data ukończenia szkoły przypada nie później niż w 2019 r."),
        ("nie (rok(ukończenie) = 2019)", "data ukończenia szkoły nie przypada w 2019 r."),
        ("rocznik < 2019", "dziecko urodziło się przed 2019 r."),
        ("rocznik = 2019", "dziecko urodziło się w 2019 r."),
        ("nie (rocznik = 2019)", "dziecko urodziło się w innym roku niż 2019"),
        ("rok(urodzenie) ≤ 2019", "dziecko urodziło się w 2019 r. albo wcześniej"),
        ("rok(urodzenie) > 2019", "dziecko urodziło się po 2019 r."),
        ("rok(urodzenie) ≥ 2019", "dziecko urodziło się w 2019 r. albo później"),
        ("wybór.pozycja = 1", "oddział jest wskazany na pierwszym miejscu listy"),
        ("wybór.pozycja_szkoły ≠ 1", "szkoła nie jest wskazana na pierwszym miejscu listy"),
        ("wybór.pozycja_szkoły ≤ 3", "pozycja szkoły na liście wynosi najwyżej 3"),
    ],
)
def test_years_and_places_on_the_list(condition: str, words: str) -> None:
    assert f"ma decyzję (jeżeli {words})." in text_of(regulation(YEARS.replace("CONDITION", condition)))


PRESCHOOLS = """\
paragraf: 1
regulamin: Zasady naboru do przedszkoli miejskich
wydaje: organ prowadzący
limity: {szkoły: 3}
kandydat: {żłobek: {typ: tak/nie, nazwa: żłobek, zdanie: dziecko chodzi do żłobka w gminie}}
dokumenty: {wniosek: {nazwa: wniosek}}
kryteria:
  opieka: {nazwa: chodzenie do żłobka w gminie, gdy: żłobek, punkty: 4}
  pierwsze: {nazwa: wskazanie, gdy: wybór.pozycja_szkoły = 1, punkty: 2}
kolejność: [{etap: żłobek, suma: [opieka]}, {etap: wskazanie, suma: [pierwsze]}]
oddziały: {A: {miejsca: 3}}
"""


def test_a_commune_speaks_of_preschools_and_parents() -> None:
    text = text_of(small(PRESCHOOLS))
    assert "Rodzic może wybrać nie więcej niż 3 przedszkola." in text
    assert "2) wskazanie – 2 punkty, jeżeli przedszkole jest wskazane na pierwszym miejscu listy." in text
    assert "Dokumenty składane przez rodzica" in text


def test_a_condition_that_the_name_says_is_not_repeated() -> None:
    assert "1) chodzenie do żłobka w gminie – 4 punkty;" in text_of(small(PRESCHOOLS))
    other = PRESCHOOLS.replace("nazwa: chodzenie do żłobka w gminie", "nazwa: chodzenie do żłobka")
    assert "1) chodzenie do żłobka – 4 punkty, jeżeli dziecko chodzi do żłobka w gminie;" in text_of(small(other))


def test_that_points_of_several_stages_are_added_up_is_said() -> None:
    told = "Punkty przyznane za wszystkie kryteria sumuje się."
    assert told in text_of(small(PRESCHOOLS))
    assert told not in text_of(
        small(PRESCHOOLS.replace("[opieka]}, {etap: wskazanie, suma: [pierwsze]", "[opieka, pierwsze]"))
    )


KINDS = """\
kandydat: {wynik: procent, zawody: tak/nie}
kryteria:
  wynik: {nazwa: wynik egzaminu, punkty: wynik}
  zawody: {nazwa: zawody, gdy: zawody, punkty: 9}
kolejność: [{etap: suma, suma: [wynik, zawody]}]
rodzaje oddziałów:
  zwykły: {}
  sportowy: {kolejność: [{etap: suma, suma: [wynik]}]}
oddziały: {A: {rodzaj: zwykły, miejsca: 3}, S: {rodzaj: sportowy, miejsca: 3}}
"""


def test_a_branch_is_not_told_of_points_that_it_does_not_count() -> None:
    text = text_of(regulation(KINDS))
    of_a, of_s = text.split("Kryteria i punkty – ")[1:]
    assert of_a.startswith("oddział A")
    assert of_s.startswith("oddział S")
    assert "zawody – 9 punktów" in of_a.partition("§")[0]
    assert "zawody" not in of_s.partition("Kolejność")[0]
    assert "decyduje wyższa suma punktów, o których mowa w § 4." in of_s


def test_criteria_that_no_branch_counts_are_printed() -> None:
    """`check` reports them (P115)."""
    text = text_of(regulation(KINDS.replace("suma: [wynik, zawody]", "suma: [wynik]")))
    assert "zawody – 9 punktów" in text


SITE = """\
paragraf: 1
regulamin: Regulamin
wydaje: dyrektor
szkoła: {nazwa: Szkoła w Lesie, typ: liceum, strona rekrutacji: https://nabor.example.pl/las/}
system: {strona: {treść: WORDS}}
oddziały: {A: {miejsca: 3}}
"""


def test_the_address_of_the_system_is_said_once() -> None:
    assert "Pod adresem https://nabor.example.pl/las/ działa" in text_of(
        small(SITE.replace("WORDS", "wniosek jest w sieci"))
    )
    assert "Pod adresem" not in text_of(small(SITE.replace("WORDS", "wniosek składa się w nabor.example.pl/las")))


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ("bieg", "bieg na 1000 m – liczba punktów równa tej wartości"),
        ('"za_bieg[bieg]"', "bieg na 1000 m – punkty określone w tabeli 2"),
        ("bieg * 2", "bieg na 1000 m – bieg na 1000 m mnoży się przez 2"),
    ],
)
def test_a_single_criterion_stands_in_its_sentence_and_names_nothing_twice(points: str, words: str) -> None:
    text = text_of(
        regulation(
            "kandydat: {bieg: {typ: liczba od 0 do 60 s, nazwa: bieg na 1000 m}}\n"
            "tabele: {za_bieg: {nazwa: punkty za bieg, wiersze: {do 30 s: 5, pozostałe: 1}}}\n"
            f"kryteria: {{bieg: {{nazwa: bieg na 1000 m, punkty: {points}}}}}\n"
            "kolejność: [{etap: suma, suma: [bieg]}]\noddziały: {A: {miejsca: 3}}\n"
        )
    )
    assert f"Punkty przyznaje się według kryterium: {words}." in text
    assert "decyduje wyższa suma punktów, o których mowa w § 3." in text
    assert ("Bieg na 1000 m | do 30 s | w pozostałych przypadkach" in text) == ("tabeli" in words)


def test_further_places_on_the_list() -> None:
    condition = "wybór.pozycja = 2 lub wybór.pozycja = 10"
    words = "oddział jest wskazany na drugim miejscu listy lub pozycja oddziału na liście wynosi 10"
    assert f"(jeżeli {words})" in text_of(regulation(YEARS.replace("CONDITION", condition)))


WHO = """\
kandydat:
  gmina: {typ: tak/nie, nazwa: gmina, zdanie: kandydat mieszka w gminie}
  brat: {typ: tak/nie, nazwa: brat, zdanie: kandydat ma brata w szkole}
  trzeci: {typ: tak/nie, nazwa: trzeci, zdanie: "kandydat spełnia kryterium: trzecie"}
  rodzina: {typ: tak/nie, nazwa: rodzina, zdanie: rodzina jest objęta wsparciem}
warunki: {zgoda: {gdy: CONDITION, wymaga: gmina, treść: ma zgodę}}
oddziały: {A: {miejsca: 3}}
"""


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("gmina i brat", "kandydat mieszka w gminie oraz ma brata w szkole"),
        ("gmina lub brat lub trzeci", "kandydat mieszka w gminie lub ma brata w szkole lub spełnia kryterium: trzecie"),
        ("trzeci i brat", "kandydat spełnia kryterium: trzecie oraz kandydat ma brata w szkole"),
        (
            "gmina i rodzina i brat",
            "kandydat mieszka w gminie oraz rodzina jest objęta wsparciem oraz kandydat ma brata",
        ),
        ("gmina i brat lub rodzina", "kandydat mieszka w gminie oraz ma brata w szkole, albo też rodzina jest objęta"),
    ],
)
def test_who_a_condition_is_about_is_said_once(condition: str, words: str) -> None:
    assert f"ma zgodę (jeżeli {words}" in text_of(regulation(WHO.replace("CONDITION", condition)))


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ("", "sprawdzian – wynik sprawdzianu, a w razie braku – 0 punktów."),
        (", gdy: rodzina, najwyżej: 5", "a w razie braku – 0 punktów; punkty przyznaje się tylko, jeżeli rodzina jest"),
    ],
)
def test_points_for_what_may_be_missing(rest: str, words: str) -> None:
    text = text_of(
        regulation(
            "kandydat:\n  wynik: {typ: liczba od 0 do 10?, nazwa: wynik sprawdzianu}\n"
            "  rodzina: {typ: tak/nie, nazwa: rodzina, zdanie: rodzina jest objęta wsparciem}\n"
            f"kryteria: {{s: {{nazwa: sprawdzian, punkty: wynik gdy brak 0{rest}}}}}\n"
            "kolejność: [{etap: suma, suma: [s]}]\noddziały: {A: {miejsca: 3}}\n"
        )
    )
    assert words in text


def test_a_list_that_the_criterion_names_is_not_named_again() -> None:
    points = FAMILY + "kryteria: {s: {nazwa: NAME, za każde: k z sytuacje, punkty: 2}}\nrazem: {kryteria: [s]}\n"
    points = points.replace(" gdy CONDITION", "")
    named = text_of(regulation(points.replace("NAME", "kryteria spełniane przez rodzinę")))
    assert "przez rodzinę – po 2 punkty za każdą z następujących pozycji:" in named
    assert "pozycji (spełniane kryteria):" in text_of(regulation(points.replace("NAME", "sytuacja rodziny")))


ACTS = """\
akty:
  r: {rodzaj: rozporządzenie, organ: Ministra Edukacji, data: 2025-04-03, tytuł: w sprawie X, dziennik: JOURNAL}
oddziały: {A: {miejsca: 3}}
"""


@pytest.mark.parametrize(
    ("journal", "printed"),
    [
        ("Dz. U. z 2025 r. poz. 464", "(Dz. U. poz. 464)"),
        ("Dz. U. z 2025 r. poz. 464 oraz z 2026 r. poz. 1", "(Dz. U. poz. 464 oraz z 2026 r. poz. 1)"),
        ("Dz. U. z 2026 r. poz. 464", "(Dz. U. z 2026 r. poz. 464)"),
        ("Dz. U. poz. 464", "(Dz. U. poz. 464)"),
    ],
)
def test_the_year_of_an_act_is_not_repeated(journal: str, printed: str) -> None:
    text = text_of(regulation(ACTS.replace("JOURNAL", f'"{journal}"')))
    act = "rozporządzenia Ministra Edukacji z dnia 3 kwietnia 2025 r. w sprawie X"
    assert f"Rekrutację prowadzi się na podstawie {act} {printed}." in text


def test_an_enumeration_of_one_goes_on_in_its_sentence() -> None:
    found = regulation(
        "kandydat: {a: {typ: tak/nie, nazwa: a}, b: {typ: tak/nie, nazwa: b}}\n"
        "kryteria:\n"
        "  dodatkowe: {nazwa: kryteria dodatkowe, składniki: {jeden: {nazwa: wolontariat, gdy: a, punkty: 3}}}\n"
        "  b: {nazwa: sport, gdy: b, punkty: 2}\n"
        "kolejność: [{etap: suma, suma: [dodatkowe, b]}]\n"
        "komisja: {skład: {treść: w skład komisji wchodzą, wyliczenie: [nauczyciele]}}\n"
        "oddziały: {A: {miejsca: 3}}\n"
    )
    text = text_of(found)
    assert "1) kryteria dodatkowe, w tym: wolontariat – 3 punkty, jeżeli" in text
    assert "W skład komisji wchodzą: nauczyciele." in text
    assert "a)" not in text
    printed = units(found)
    assert printed["kryteria.dodatkowe.jeden"] == printed["kryteria.dodatkowe"] == "§ 3 pkt 1"


def test_terms_that_a_law_leaves_to_timetables_are_named() -> None:
    text = text_of(regulation("dokumenty: {d: {nazwa: świadectwo, termin: terminarz.uzupełnienie_wniosku}}\n"))
    assert "W terminie czynności „uzupełnienie wniosku” kandydat składa następujący dokument: świadectwo." in text


def test_a_document_not_called_a_regulation_does_not_call_itself_so() -> None:
    assert "Dokument określa zasady przyjmowania" in text_of(small(SITE.replace("in: Regulamin", "in: Zasady naboru")))
    assert "Regulamin określa zasady przyjmowania" in text_of(small(SITE))


SITES = """\
paragraf: 1
regulamin: Zasady naboru do przedszkoli miejskich
wydaje: organ prowadzący
wybór: {blisko: {typ: tak/nie, nazwa: najkrótsza droga do tego przedszkola}}
limity: {dane wyboru: {blisko: 3 przedszkola}}
"""


def test_of_how_many_preschools_something_may_be_claimed() -> None:
    words = (
        "Okoliczność „najkrótsza droga do tego przedszkola” rodzic może wskazać dla nie więcej niż 3 spośród wybranych"
    )
    assert f"{words} przedszkoli." in text_of(small(SITES))
    said = "postanowienia: {droga: najkrótszą drogę można wskazać dla trzech przedszkoli}\n"
    assert "Okoliczność" not in text_of(small(SITES + said))


KINDS_OF_FAMILY = FAMILY.replace("gdy CONDITION", "gdy k ≠ sam").replace(
    "oddziały: {A: {miejsca: 3}}",
    """rodzaje oddziałów:
  zwykły: {}
  losowany: {jak: zwykły, kolejność: [{etap: rodzina, malejąco: ile}, {etap: los, losowanie: tak}]}
oddziały: {A: {rodzaj: zwykły, miejsca: 3}, L: {rodzaj: losowany, miejsca: 3}}""",
)


def test_a_list_of_an_earlier_paragraph_is_referred_to() -> None:
    text = text_of(regulation(KINDS_OF_FAMILY))
    assert text.count("wielodzietność") == 1
    assert "1) decyduje większa liczba spełnianych kryteriów, o których mowa w § 3;" in text
    other = KINDS_OF_FAMILY.replace("malejąco: ile}, {", "malejąco: liczba(k dla k z sytuacje gdy k ≠ dzieci)}, {")
    assert text_of(regulation(other)).count("niepełnosprawność obojga rodziców") == 2


STEP = """\
rok szkolny: 2026/2027
terminarz: {odwołanie: {czynność: złożenie odwołania, rekrutacyjne: TERM}}
odwołania:
  odwołanie: {treść: odwołanie do dyrektora, termin: 3 dni od uzasadnienia}
  rozpatrzenie: {treść: rozpatrzenie odwołania, termin: 3 dni od odwołania}
"""


@pytest.mark.parametrize(
    ("term", "cell"),
    [("do 24 lipca 2026", "określony w lp. 1 tabeli 1"), ("3 dni od uzasadnienia", "3 dni od uzasadnienia (lp. 1")],
)
def test_one_term_of_one_step_of_appeals(term: str, cell: str) -> None:
    text = text_of(regulation(STEP.replace("TERM", term)))
    assert f"1 | Odwołanie do dyrektora | {cell}" in text
    assert "2 | Rozpatrzenie odwołania | 3 dni od odwołania" in text


def test_an_example_multiplies_numbers_and_names_a_criterion_of_many_parts_once() -> None:
    text = text_of(
        regulation(
            "kandydat: {a: procent, b: procent, c: procent}\n"
            "kryteria: {egzamin: {nazwa: wyniki egzaminu, składniki: {a: {nazwa: polski, punkty: 0,35 * a}, "
            "b: {nazwa: matematyka, punkty: 0,35 * b}, c: {nazwa: angielski, punkty: 0,3 * c}}}}\n"
            "kolejność: [{etap: suma, suma: [egzamin]}]\noddziały: {A: {miejsca: 3}}\n"
            "przykłady: {wszystko: {oddział: A, dane: {a: 80%, b: 60%, c: 50%}, oczekuj: {razem: 64}}}\n"
        )
    )
    assert [line.strip() for line in text.splitlines()][-5:] == [
        "Wyniki egzaminu: |  |",
        "– polski | 0,35 × 80 | 28",
        "– matematyka | 0,35 × 60 | 21",
        "– angielski | 0,3 × 50 | 15",
        "Razem | 28 + 21 + 15 | 64",
    ]


def test_a_single_document_stands_in_the_nominative_behind_a_colon() -> None:
    text = text_of(regulation("dokumenty: {deklaracja: deklaracja wyboru języków}\n"))
    assert "Kandydat składa następujący dokument: deklaracja wyboru języków." in text
