"""Slips of the pen that a person at a word processor makes; each is told in its own words, with what to write."""

from __future__ import annotations

import pytest

from dsl.diagnostics import Severity
from tests.dsl.loading import load_yaml

RULES = """
    pojęcia: {p: [za, b]}
    kandydat: {n: liczba, m: liczba?, e: procent, x: liczba dla p, t: tak/nie, chce: "tak/nie, domyślnie tak",
      dzień: data}
    terminarz:
      dni: {termin: 3 dni od doręczenia}
      drugi: {uzupełniające: od 3 do 5 sierpnia 2026}
      główny: {rekrutacyjne: od 3 do 5 maja 2026}
    kryteria: {k: {gdy: FORMULA, punkty: e + n + (m gdy brak 0)}}
    kolejność: [{etap: s, suma: [k]}]
    oddziały: {A: {miejsca: 1}}
"""


@pytest.mark.parametrize(
    ("formula", "code", "words", "fix"),
    [
        ("n >= 15 punktów", "P020", "„punktów” jest tu zbędne", ""),
        ("n => 15", "P023", "„=>” pisze się „≥”", "≥"),
        ("n =< 15", "P023", "„=<” pisze się „≤”", "≤"),
        ("m gdy brak 0 >= 2", "P062", "całe porównanie", "(m gdy brak 0)"),
        ("(m gdy brak 0 + n) > 1", "P062", "całe działanie", "(m gdy brak 0)"),
        ("(m gdy brak 2 * n - 1) > 1", "P062", "całe działanie", "(m gdy brak 2)"),
        ("najwyższa(m gdy brak (0) / 2; n) > 1", "P062", "całe działanie", "(m gdy brak (0))"),
        ("najwyższa(1,2) > n", "P066", "jedną wartość: ułamek 1,2", "1; 2"),
        ("suma(10,5) > n", "P066", "jedną wartość: ułamek 10,5", "10; 5"),
        ("t jest podane", "P064", "„t” jest zawsze: nie podano znaczy „nie”", None),
        ("nie (n > 1 i chce jest podane)", "P064", "„chce” jest zawsze: nie podano znaczy „tak”", None),
        ("dzień w terminarz.dni", "P062", "„dni” nie ma dat postępowania rekrutacyjnego", None),
        ("dzień nie w terminarz.drugi", "P062", "„drugi” nie ma dat postępowania rekrutacyjnego", None),
        ("dzień w terminarz.główny.uzupełniające", "P062", "nie ma dat postępowania uzupełniającego", None),
        ("dzień w terminarz.główny.dodatkowe", "P060", "Nie ma takiego postępowania: „dodatkowe”", None),
        ("50% * e >= 3", "P062", "Procent mnoży się tu przez procent", "0,5"),
        ("e * 35% >= 3", "P062", "Procent mnoży się tu przez procent", "0,35"),
        ("=n > 5", "P020", "Formuła nie zaczyna się od „=”", ""),
        ("n > 1 000 + 1", "P020", "Liczbę pisze się bez odstępów", "1000"),
        ("n > 12 345 678", "P020", "Liczbę pisze się bez odstępów", "12345678"),
        ("tekst = 'Dębowo'", "P020", "nie w apostrofach", "„Dębowo”"),
        ("liczba(j dla j w p) > 1", "P020", "stoi „z”, nie „w”", "z"),
        ("liczba((za) + p) > 1", "P062", "Do listy można dodać tylko listę", None),
        ("liczba(p + za) > 1", "P062", "Do listy można dodać tylko listę", None),
        ("biologia = 3", "P060", "Nie znam nazwy „biologia”", None),
    ],
)
def test_slips_in_formulas(formula: str, code: str, words: str, fix: str | None) -> None:
    first, *_ = load_yaml(RULES.replace("FORMULA", formula)).diagnostics
    assert (first.code, words in first.message) == (code, True)
    assert [edit.text for one in first.fixes for edit in one.edits] == ([] if fix is None else [fix])


@pytest.mark.parametrize("element", ["p w lista", "lista"])
def test_slips_in_what_is_counted(element: str) -> None:
    text = "kandydat: {lista: {lista: {a: tekst}}}\nkryteria: {k: {za każde: ELEMENT, punkty: 1}}\n"
    (found,) = load_yaml(text.replace("ELEMENT", element)).diagnostics
    assert found.code == "P020"
    if element == "lista":
        assert found.hint == "Nazwij element i napisz, skąd pochodzi: „o z lista”."
    else:
        assert [edit.text for fix in found.fixes for edit in fix.edits] == ["z"]
    assert not load_yaml(text.replace("ELEMENT", "z z lista")).diagnostics


@pytest.mark.parametrize(
    "formula",
    [
        "50% * n >= 3 i e * 0,5 > 1",
        "(m gdy brak (0 + n)) > 1 i (m gdy brak -5) + n > 1",
        "najwyższa(1,2; n) > 1 lub suma(n; e) > 2",
        "m jest podane i (o gdy brak nie)",
        "dzień w terminarz.główny",
    ],
)
def test_near_misses_are_meant(formula: str) -> None:
    text = RULES.replace("FORMULA", formula).replace("t: tak/nie", "o: tak/nie?")
    assert {one.code for one in load_yaml(text).diagnostics} <= {"P136"}  # facts that the formula does not name


def test_a_dash_of_a_word_processor() -> None:
    text = RULES.replace("FORMULA", "n > 1").replace(
        "[{etap: s, suma: [k]}]", '\n      - {etap: s, malejąco: "x[za]"}\n      – {etap: t, suma: [k]}'
    )
    (found,) = load_yaml(text).diagnostics
    assert (found.code, "myślnik „–”" in found.message) == ("P019", True)
    (fix,) = found.fixes
    assert (fix.safe, fix.edits[0].text, fix.edits[0].span.text) == (True, "-", "–")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "postanowienia: {wniosek: składa się wniosek, świadectwo i zdjęcie}",
            "składa się wniosek, świadectwo i zdjęcie",
        ),
        ("kandydat: {zgoda: tak/nie, domyślnie tak}", "tak/nie, domyślnie tak"),
        ("listy: {a: x, b, c d, e: y}", "x, b, c d"),
        ("teksty: {a: 3 dni,  # krótko\n    b}", None),
        ("system: {konto: login, podstawa}", "login, podstawa"),
    ],
)
def test_a_comma_in_braces_cuts_a_text_off(text: str, whole: str | None) -> None:
    (found,) = load_yaml(text + "\n").diagnostics
    assert (found.code, "Przecinek ucina" in found.message) == ("P032", True)
    assert whole is None or [edit.span.text for fix in found.fixes for edit in fix.edits] == [whole]


@pytest.mark.parametrize(
    "text",
    [
        "pojęcia: {p: {za, b}}",
        "pojęcia: {p: {za, b: be}}",
        "teksty: {a: x, b: }",
        'postanowienia: {a: "x, b", c: {treść: y}}',
        "teksty: {a: 2,5 punktu, b: x,\n  c : d}",
        "szkoła: {nazwa: Szkoła,\n  typ: liceum,}",
    ],
)
def test_braces_that_say_what_they_mean(text: str) -> None:
    assert not load_yaml(text + "\n").diagnostics


def test_a_name_without_a_colon_after_a_quoted_text_is_told() -> None:
    (found,) = load_yaml('postanowienia: {a: "x", b}\n').diagnostics
    assert (found.code, found.message) == ("P032", "Klucz „b” nic tu nie znaczy: nie ma po nim dwukropka ani wartości.")


@pytest.mark.parametrize("dash", ["–", "—", "•"])
def test_items_that_begin_with_such_a_dash_are_not_one_text(dash: str) -> None:
    text = f"komisja:\n  skład:\n    wyliczenie:\n      {dash} przewodniczący\n      {dash} sekretarz\n"
    (found,) = load_yaml(text).diagnostics
    assert (found.code, found.severity) == ("P019", Severity.ERROR)
    (fix,) = found.fixes
    assert (fix.safe, [edit.text for edit in fix.edits]) == (True, ["-", "-"])


def test_a_dash_in_a_sentence_is_a_dash() -> None:
    text = (
        "komisja:\n  a: – nie ma –\n  b:\n    komisja pracuje\n    – jak co roku –\n    w szkole\n  c: |\n    – tak\n"
    )
    assert not load_yaml(text).diagnostics


def test_a_misspelt_type_of_school_and_a_day_with_dots() -> None:
    found = load_yaml("szkoła: {nazwa: Szkoła, typ: technikm}\n").diagnostics
    assert [(one.code, one.hint) for one in found] == [("P034", "Czy chodziło o „technikum”?")]
    text = RULES.replace("FORMULA", "n > 1").replace("kandydat: {", "kandydat: {d: data, ")
    examples = text + "    przykłady: {jeden: {dane: {d: 1.05.2022, n: 2, e: 3}, oczekuj: {razem: 5}}}\n"
    hints = [one.hint for one in load_yaml(examples).diagnostics if one.code == "P070"]
    assert hints == ["Napisz ją rok-miesiąc-dzień: 2022-05-01."]


def test_examples_do_not_repeat_what_is_told_of_a_criterion_or_a_branch() -> None:
    example = "    przykłady: {jeden: {oddział: A, dane: {n: 2, e: 3}, oczekuj: {k: 5, razem: 5}}}\n"
    broken = load_yaml(RULES.replace("FORMULA", "nieznane > 1") + example)
    assert [one.code for one in broken.diagnostics if one.code != "P136"] == ["P060"]
    branch = load_yaml(RULES.replace("FORMULA", "n > 1").replace("A: {miejsca: 1}", "A: [1]") + example)
    assert "P050" not in [one.code for one in branch.diagnostics]


@pytest.mark.parametrize("most", ["e", "punkty.k", "podwójnie"])
def test_a_claim_is_one_number_for_everybody(most: str) -> None:
    text = RULES.replace("FORMULA", "n > 1").replace("gdy brak 0)}", f"gdy brak 0), maks: {most}}}")
    found = load_yaml(text + "    definicje: {podwójnie: 2 * n}\n").diagnostics
    assert [(one.code, "„maks” nie może zależeć" in one.message) for one in found if one.code == "P034"] == [
        ("P034", True)
    ]


def test_a_row_of_a_table_is_a_number() -> None:
    text = RULES.replace("FORMULA", "'t[za] > 1'") + "    tabele: {t: {wiersze: {za: punkty.razem, b: 1}}}\n"
    assert "Nie ma kryterium „razem”." in [one.message for one in load_yaml(text).diagnostics]


def test_a_text_first_in_braces() -> None:
    for key in ("gdy", "punkty"):
        text = f'kandydat: {{m: tekst}}\nkryteria: {{k: {{{key}: "Dębowo" = m, maks: 3}}}}\n'
        (found,) = load_yaml(text).diagnostics
        assert (found.code, [edit.span.text for fix in found.fixes for edit in fix.edits]) == ("P019", ['"Dębowo" = m'])
    assert not load_yaml('postanowienia: {a: "x", b: "y: z", c: {treść: "t"}}\n').diagnostics


def test_a_definition_is_no_term() -> None:
    text = RULES.replace("FORMULA", "n > 1") + "    definicje: {t2: terminarz.główny}\n"
    assert [one.code for one in load_yaml(text).diagnostics] == ["P061"]


def test_one_term_said_in_two_ways() -> None:
    (found,) = load_yaml("terminarz: {w: {termin: 12 maja 2025, rekrutacyjne: 13 maja 2025}}\n").diagnostics
    assert (found.code, "to ten sam termin" in found.message) == ("P036", True)
    assert not load_yaml("terminarz: {w: {termin: 12 maja 2025, uzupełniające: 13 maja 2025}}\n").diagnostics


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("wybór: {los: liczba od 0 do 5}", "P067", "„los” to dana, która jest w „wybór” zawsze: numer losu."),
        ("wybór: {pozycja: liczba}", "P067", "w „wybór” zawsze: pozycja oddziału na liście."),
        ("kandydat: {x: {lista: {a: tekst}, typ: procent}}", "P036", "„typ” nie może stać obok „lista”"),
        ("kandydat: {x: {typ: procent, poza: [a]}}", "P036", "„x” to nie zbiór nazw, więc „poza” nie ma tu skutku."),
        (
            "pojęcia: {p: [za, b]}\nkandydat: {x: {typ: zbiór p, poza: [zza]}}",
            "P050",
            "„zza” nie należy do pojęcia „p”.",
        ),
        ("kandydat: {x: liczba od 0 do 5 lata miesiące}", "P051", "Nie rozumiem rodzaju danej"),
        (
            "kandydat: {l: tak/nie}\nkryteria: {a: {gdy: l, punkty: 5, jednorazowo: [x]}}",
            "P036",
            "tylko obok „za każde”",
        ),
        (
            "kandydat: {x: liczba}\nwarunki: {s: {wymaga: x >= 5, rezerwa gdy: x >= 4, sprawdzane przy: lista}}",
            "P036",
            "„rezerwa gdy” nie ma tu skutku",
        ),
        (
            "kryteria: {m: 1}\nkolejność: [{etap: e, suma: [m], z udziałem: rodziców}]",
            "P036",
            "„z udziałem” działa tylko obok",
        ),
        ("komisja: {inne: }", "P035", "Postanowienie „inne” nie ma treści."),
        ("komisja: {inne: {nazwa: inne zadania}}", "P035", "Postanowienie „inne” nie ma treści."),
        ("limity: {szkoły: 0}", "P034", "nikt nie może niczego wybrać"),
    ],
)
def test_what_would_have_no_effect_is_told(text: str, code: str, words: str) -> None:
    (found,) = load_yaml(text + "\n").diagnostics
    assert (found.code, words in found.message) == (code, True), found.message


@pytest.mark.parametrize(
    "text",
    [
        "wybór: {losy: liczba od 0 do 5}",
        "kandydat: {x: {lista: {a: tekst}, nazwa: y}, wiek: liczba od 0 do 50 lata, staż: liczba 0 rok}".replace(
            " 0 rok", " rok"
        ),
        "kandydat: {l: {lista: {a: tekst}}}\nkryteria: {a: {za każde: o z l, punkty: 5, jednorazowo: [a]}}",
        "kandydat: {x: liczba}\nwarunki: {s: {wymaga: x >= 5, rezerwa gdy: x >= 4}}",
        "kolejność: [{etap: e, losowanie: tak, z udziałem: rodziców}]",
        "komisja: {inne: {ustala: dyrektor}, skład: [a, b], dzień: {termin: 3 dni od doręczenia}}",
        "limity: {szkoły: 1, oddziały: bez limitu}",
    ],
)
def test_what_has_an_effect_is_not(text: str) -> None:
    assert not load_yaml(text + "\n").diagnostics


def test_the_hint_of_a_number_names_the_units() -> None:
    (found,) = load_yaml("kandydat: {x: liczba od 0 do 50 latek}\n").diagnostics
    assert "Jednostka może być jedna z: zł, km" in found.hint


def test_an_order_by_a_notion_hints_at_a_table() -> None:
    text = "pojęcia: {stopnie: {wzorowe: 6, dobre: 4}}\nkandydat: {zach: stopnie?}\n"
    (found,) = load_yaml(text + "kolejność: [{etap: e, malejąco: zach gdy brak dobre}]\n").diagnostics
    assert (found.code, found.hint) == (
        "P062",
        "Zapisz w „tabele”, ile znaczy każda nazwa, i napisz „malejąco: nazwa_tabeli[zach]”.",
    )
