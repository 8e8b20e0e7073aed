"""Mapping files: what they change, what is wrong with them (K015), and what is proposed for a foreign table."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admission.candidates import Candidates
from admission.intake.mapping import Mapping, decode_mapping
from admission.intake.proposal import NoHeader, Proposal, look, propose
from admission.intake.proposal_file import as_translation, as_yaml
from admission.intake.reading import read_candidates, vocabularies
from admission.intake.text import Unreadable
from dsl.diagnostics import Diagnostics
from dsl.report import render_all
from dsl.source.text import Source
from tests.admission.intake.tables import xlsx_bytes
from tests.dsl.loading import regulation

RULES = regulation("""
    pojęcia:
      przedmiot: {język polski: języka polskiego, fizyka: fizyki, muzyka: muzyki}
      stopień: {celujący: 6, bardzo dobry: 5, dobry: 4, dostateczny: 3}
    kandydat:
      egzamin: procent dla przedmiot
      oceny: stopień? dla przedmiot
      urodzony: data?
      odległość: liczba?
      zgoda: tak/nie
      trudności: zbiór przedmiot
      zawody: {lista: {nazwa: tekst, miejsce: liczba}}
    kryteria: {a: egzamin.fizyka + suma(z.miejsce dla z z zawody)}
    kolejność: [{etap: suma, suma: [a]}]
    oddziały: {A: {miejsca: 1}, B: {miejsca: 1}}
""")
KNOWN = vocabularies(RULES)[""]


def decoded(text: str) -> tuple[Mapping | None, list[str]]:
    diagnostics = Diagnostics()
    found = decode_mapping(Source("m.yaml", dedent(text)), KNOWN, diagnostics)
    lines = [(one.location.line if one.location else 0, f"{one.code} {one.message}") for one in diagnostics.sorted()]
    return found, [f"{line} {text}" for line, text in lines]


def read(folder: Path, mapping: str, table: str) -> Candidates:
    found, told = decoded(mapping)
    assert found is not None, told
    path = folder / "obcy.csv"
    path.write_text(dedent(table).lstrip("\n"), encoding="utf-8")
    return read_candidates(path, RULES, found)


EVERYTHING = """
    mapowanie: 1
    daty: dd.mm.rrrr
    ułamki: kropka
    rozdzielnik: kreska pionowa
    wiersz nagłówka: 3
    kolumny:
      Nr: id
      Fizyka (%): egzamin.fizyka
      F: {pole: oceny.fizyka, wartości: {zwolniony: ""}}
      ur.: urodzony
      km: odległość
      Trudność fizyka: trudności.fizyka
      konkurs 1: zawody.1.nazwa
      miejsce 1: zawody.1.miejsce
      konkurs 2: zawody.2.nazwa
      I wybór: wybory.1
    wartości:
      oceny: {bdb: bardzo dobry, "4+": dobry}
      tak/nie: {x: tak, "-": nie}
    stałe: {zgoda: tak}
    pomijane: [Uwagi]
"""


def test_everything_a_mapping_may_say(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        EVERYTHING,
        """
        Zestawienie zbiorcze||||||||||||
        |
        Nr|FIZYKA (%)|F|ur.|km|Trudność fizyka|konkurs 1|miejsce 1|konkurs 2|I wybór|uwagi
        7|50%|BDB|12.05.2010|1.25|x|bieg|1.5|skok|B|!
        8|1|zwolniony|1.5.2011||-||||A|
        9|2|4+|31.02.2010||||||A|
        """,
    )
    assert [one.message for one in found.problems] == [
        "kandydat „9”, kolumna „ur.”: To nie jest istniejąca data: „2010-02-31”."
    ]
    one, two = found.good
    assert (one.id, one.facts["egzamin"], one.facts["oceny"]) == ("7", {"fizyka": 50}, {"fizyka": "bardzo_dobry"})
    assert (str(one.facts["urodzony"]), str(one.facts["odległość"])) == ("2010-05-12", "5/4")
    assert one.facts["trudności"] == frozenset({"fizyka"})
    assert [dict(item) for item in one.facts["zawody"]][1] == {"nazwa": "skok"}
    assert one.choices[0].branch == "B"
    assert one.facts["zgoda"] is two.facts["zgoda"] is True
    assert "oceny" not in two.facts
    assert "zawody" not in two.facts


def test_a_column_of_a_branch_is_proposed_and_read(tmp_path: Path) -> None:
    rules = regulation("""
        kandydat: {wynik: liczba}
        wybór: {sprawdzian: {typ: liczba od 0 do 60?, nazwa: wynik sprawdzianu}}
        kryteria: {a: wynik + (wybór.sprawdzian gdy brak 0)}
        kolejność: [{etap: suma, suma: [a]}]
        oddziały: {TM: {miejsca: 1}, 1A: {miejsca: 1}}
    """)
    table = tmp_path / "k.csv"
    head = "Nr;Wynik;Wybór 1;Wybór 2;Sprawdzian TM;1A wynik sprawdzianu;Sprawdzian XX"
    table.write_text(f"{head}\nk1;5;1A;TM;40;50;1\n", encoding="utf-8")
    found = propose(table, rules, Diagnostics())
    assert [one.target.dotted if one.target else None for one in found.columns] == [
        "id",
        "wynik",
        "wybory.1",
        "wybory.2",
        "wybory.TM.sprawdzian",
        "wybory.1A.sprawdzian",
        None,
    ]
    mapping = as_translation(found, as_yaml(found, "r.yaml", "k.csv"), vocabularies(rules)[""])
    (one,) = read_candidates(table, rules, mapping).good
    assert [(each.branch, each.pair["sprawdzian"]) for each in one.choices] == [("1A", 50), ("TM", 40)]


@pytest.mark.parametrize("version", ["2", "tak", "1.0"])
def test_another_version_is_told(version: str) -> None:
    found, problems = decoded(f"mapowanie: {version}\nkolumny: {{Nr: id}}")
    assert found is None
    assert problems == ["1 K015 Takiej wersji mapowania program nie zna."]


def test_a_table_given_for_a_mapping_is_not_quoted() -> None:
    diagnostics = Diagnostics()
    table = Source("k.csv", "id;nazwisko\nk1;Przykładowa\n")
    assert decode_mapping(table, KNOWN, diagnostics) is None
    assert [one.message for one in diagnostics] == ["To tabela albo zwykły tekst, a nie plik mapowania."]
    assert "Przykładowa" not in render_all(diagnostics.sorted())


def test_a_text_given_for_a_mapping_is_told_how_one_begins() -> None:
    diagnostics = Diagnostics()
    assert decode_mapping(Source("m.yaml", "- id\n"), KNOWN, diagnostics) is None
    assert [one.hint for one in diagnostics] == ["Zacznij od wiersza „mapowanie: 1”."]


def test_numbers_and_truths_of_a_workbook_have_foreign_meanings_too(tmp_path: Path) -> None:
    found, _ = decoded("mapowanie: 1\nkolumny: {Nr: id}\nwartości: {oceny: {'1': celujący}, tak/nie: {'2': nie}}")
    path = tmp_path / "o.xlsx"
    path.write_bytes(xlsx_bytes({"": [["Nr", "oceny.fizyka", "zgoda"], [1, 1, 2], [2, 5, True]]}))
    assert found is not None
    assert [one.facts for one in read_candidates(path, RULES, found).good] == [
        {"oceny": {"fizyka": "celujący"}, "zgoda": False},
        {"oceny": {"fizyka": "bardzo_dobry"}, "zgoda": True},
    ]


def test_nothing_is_proposed_for_a_name_that_nobody_can_know(tmp_path: Path) -> None:
    path = tmp_path / "o.csv"
    path.write_text("id;egzamin.fizyka;#N/D!\nk1;75;3\n", encoding="utf-8")
    with pytest.raises(Unreadable) as bad:
        propose(path, RULES, Diagnostics())
    assert "nazwa kolumny C" in bad.value.message


def test_a_constant_begins_no_item_of_a_list(tmp_path: Path) -> None:
    """Nobody has a competition by being in the table."""
    mapping = """
        mapowanie: 1
        kolumny: {Nr: id, konkurs: zawody.1.nazwa, konkurs drugi: zawody.2.nazwa}
        stałe: {zawody.1.miejsce: 1, zawody.2.miejsce: "3", wybory.1: B}
    """
    found = read(tmp_path, mapping, "Nr;konkurs;konkurs drugi\n1;bieg;\n2;;\n3;bieg;skok\n")
    assert not found.problems.items
    items = [[dict(one) for one in each.facts.get("zawody", ())] for each in found.good]
    assert items == [
        [{"nazwa": "bieg", "miejsce": 1}],
        [],
        [{"nazwa": "bieg", "miejsce": 1}, {"nazwa": "skok", "miejsce": 3}],
    ]
    assert [[choice.branch for choice in each.choices] for each in found.good] == [["B"]] * 3


def test_what_the_table_says_goes_before_a_constant(tmp_path: Path) -> None:
    mapping = """
        mapowanie: 1
        kolumny: {Nr: id}
        stałe:
          {egzamin.fizyka: 10, egzamin.muzyka: 20, zgoda: tak, zawody.1.miejsce: 1, wybory.1: B, trudności.muzyka: tak}
    """
    table = """
        Nr;egzamin.fizyka;egzamin.język polski;zgoda;zawody.1.nazwa;zawody.1.miejsce;wybory.1;trudności.muzyka
        1;50;60;nie;bieg;5;A;nie
        2;;;;bieg;;;
    """
    one, two = read(tmp_path, mapping, table).good
    assert one.facts["egzamin"] == {"fizyka": 50, "język_polski": 60, "muzyka": 20}
    assert (one.facts["zgoda"], one.choices[0].branch, one.facts["trudności"]) == (False, "A", frozenset())
    assert dict(one.facts["zawody"][0]) == {"nazwa": "bieg", "miejsce": 5}
    assert two.facts["egzamin"] == {"fizyka": 10, "muzyka": 20}
    assert (two.facts["zgoda"], two.choices[0].branch, two.facts["trudności"]) == (True, "B", frozenset({"muzyka"}))
    assert dict(two.facts["zawody"][0]) == {"nazwa": "bieg", "miejsce": 1}


def test_a_constant_of_a_list_is_not_shared_by_candidates(tmp_path: Path) -> None:
    mapping = "mapowanie: 1\nkolumny: {Nr: id}\nstałe: {wybory: A; B, trudności: muzyka}"
    found = read(tmp_path, mapping, "Nr;egzamin.fizyka\n1;5\n2;6\n")
    assert [[choice.branch for choice in one.choices] for one in found.good] == [["A", "B"]] * 2
    assert [one.facts["trudności"] for one in found.good] == [frozenset({"muzyka"})] * 2


BLANKS = """
    mapowanie: 1
    daty: dd.mm.rrrr
    puste: [–, nie dotyczy]
    kolumny:
      {Nr: id, Wybór 1: wybory.1, Wybór 2: wybory.2, konkurs: zawody.1.nazwa, miejsce: zawody.1.miejsce,
      egz.fiz: egzamin.fizyka}
    wartości: {tak/nie: {–: tak}}
"""


def test_what_means_nothing_is_said_once(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        BLANKS,
        """
        Nr;Wybór 1;Wybór 2;konkurs;miejsce;egz.fiz;oceny.fizyka;urodzony;odległość;trudności;zgoda;tożsamość.Pesel
        1;B;–;–;Nie Dotyczy;–;–;–;–;muzyka, –;–;–
        2;A;B;bieg;2;50;dobry;12.05.2010;3;–;nie;
        """,
    )
    assert not found.problems.items, [one.message for one in found.problems]
    one, two = found.good
    assert [choice.branch for choice in one.choices] == ["B"]
    assert one.facts == {"trudności": frozenset({"muzyka"}), "zgoda": True}
    assert [choice.branch for choice in two.choices] == ["A", "B"]
    assert dict(two.facts["zawody"][0]) == {"nazwa": "bieg", "miejsce": 2}
    assert two.facts["zgoda"] is False


def test_what_means_nothing_stands_in_companions_and_numbers_too(tmp_path: Path) -> None:
    found, _ = decoded("mapowanie: 1\npuste: ['999', –]\nwartości: {wybory: {sportowy: B}}")
    assert found is not None
    path = tmp_path / "o.xlsx"
    lists: dict[str, list[list[Any]]] = {
        "wybory": [["id", "oddział"], [1, "sportowy"], [2, "A"]],
        "zawody": [["id", "nazwa"], [1, "–"]],
    }
    path.write_bytes(xlsx_bytes({"": [["id", "odległość"], [1, 999], [2, 5]], **lists}))
    one, two = read_candidates(path, RULES, found).good
    assert ("odległość" in one.facts, two.facts["odległość"]) == (False, 5)
    assert [one.choices[0].branch, two.choices[0].branch] == ["B", "A"]


def test_several_branches_in_one_cell(tmp_path: Path) -> None:
    mapping = """
        mapowanie: 1
        kolumny: {Nr: id, wybrane oddziały: wybory}
        wartości: {wybory: {matematyczny: A}}
    """
    found = read(tmp_path, mapping, 'Nr,wybrane oddziały\n1,"B, A"\n2,B; Matematyczny\n3,matematyczny\n4,\n5,"A, C"\n')
    assert [[choice.branch for choice in one.choices] for one in found.good] == [
        ["B", "A"],
        ["B", "A"],
        ["A"],
    ]
    assert [one.message for one in found.problems] == [
        "kandydat „5”, kolumna „wybrane oddziały”: Nie ma oddziału „C”.",
        "kandydat „4”, kolumna „wybrane oddziały”: Nie podano żadnego oddziału.",
    ]


@pytest.mark.parametrize("more", ["", "wybory.1\n1;A, B;A\n", "x\n1;A, B;\n"])
def test_branches_in_one_cell_and_beside_it(tmp_path: Path, more: str) -> None:
    path = tmp_path / "k.csv"
    path.write_text(f"id;wybory;{more}" if more else "id;wybory\n1;A, B\n", encoding="utf-8")
    if not more:
        (tmp_path / "k.wybory.csv").write_text("id;oddział\n1;A\n", encoding="utf-8")
    found = read_candidates(path, RULES)
    words = {
        "": "kandydat „1”, pole „wybory”: Te dane są i w kolumnach, i w osobnej tabeli.",
        "w": "kandydat „1”, pole „wybory”: Te dane są i w jednej komórce, i w kolumnach z numerem.",
    }
    errors = [one.message for one in found.problems if one.code == "K012"]
    assert errors == ([words[more[:1]]] if more[:1] in words else [])


def test_meanings_of_branches_are_said_once_for_all_places(tmp_path: Path) -> None:
    mapping = """
        mapowanie: 1
        kolumny: {Nr: id, w1: wybory.1, w2: wybory.2.oddział}
        wartości: {wybory: {matematyczny: A, sportowy: B}}
    """
    found = read(tmp_path, mapping, "Nr;w1;w2\n1;sportowy;matematyczny\n2;A;sportowy\n")
    assert [[choice.branch for choice in one.choices] for one in found.good] == [["B", "A"], ["A", "B"]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1 K015 Plik mapowania jest pusty."),
        ("kolumny: {a: id}", "1 K015 To nie jest plik mapowania: nie ma w nim „mapowanie: 1”."),
        ("mapowanie: 1\nkolumna: {a: id}", "2 K015 Nieznany klucz „kolumna”."),
        ("mapowanie: 1\nkolumny: {a: egzamin.fizka}", "2 K015 Regulamin nie zna pola „egzamin.fizka”."),
        ("mapowanie: 1\nkolumny: {a: id, b: id}", "2 K015 Pole „id” wypełnia już kolumna „a”."),
        ("mapowanie: 1\nkolumny: {a: id, A: zgoda}", "2 K015 Kolumna „A” jest tu drugi raz."),
        ("mapowanie: 1\nkolumny: {a: [id]}", "2 K015 Zamiast nazwy pola jest lista."),
        ("mapowanie: 1\nkolumny: {a: {wartości: {x: tak}}}", "2 K015 Nie podano pola."),
        (
            "mapowanie: 1\nkolumny: {a: {pole: zgoda, wartości: {x: może}}}",
            "2 K015 Zamiast „tak” albo „nie” jest „może”.",
        ),
        ("mapowanie: 1\nwartości: {oceny: {bdb: bardo dobry}}", "2 K015 Nie ma wartości „bardo dobry”."),
        ("mapowanie: 1\nwartości: {ocena: {bdb: dobry}}", "2 K015 Regulamin nie zna pola „ocena”."),
        ("mapowanie: 1\nstałe: {id: k1}", "2 K015 „id” nie może być takie samo u wszystkich."),
        ("mapowanie: 1\ndaty: dzień", "2 K015 Nie rozumiem, jak zapisane są daty."),
        ("mapowanie: 1\nkodowanie: latin", "2 K015 Nieznana wartość."),
        ("mapowanie: 1\nwiersz nagłówka: zero", "2 K015 To nie jest numer wiersza."),
        ("mapowanie: 1\npomijane: x", "2 K015 Tu powinna być lista kolumn."),
        ("mapowanie: 1\nkolumny: x", "2 K015 Tu powinny być pary „nazwa: wartość”."),
        ("mapowanie: &a 1", "1 P015 "),
    ],
)
def test_a_wrong_mapping_is_told_at_its_place(text: str, said: str) -> None:
    found, told = decoded(text)
    assert found is None
    assert told[0].startswith(said)
    assert len(told) == 1


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("mapowanie: 1\nkolumny{}[],-'\"xid"), max_size=60))
def test_any_text_is_a_mapping_or_told(text: str) -> None:
    found, told = decoded("mapowanie: 1\n" + text)
    assert found is not None or told


FOREIGN = """
    Numer;Imię;Nazwisko;PESEL;Egz. polski;Egz. fizyka;Ocena fizyka;Ocena j. polski;Data ur.;Zgoda;HEADER
    17;Osoba;Przykładowa;05210112349;75;64;bdb;db;12.05.2010;T;bieg;1;A;600100200
    18;Osoba;Zmyślona;;9;100;cel;dst;1.11.2011;x;;;B;600100201
"""


def test_a_mapping_is_proposed_and_works(tmp_path: Path) -> None:
    path = tmp_path / "obcy.csv"
    text = dedent(FOREIGN).lstrip("\n").replace("HEADER", "konkurs 1;miejsce 1;1. wybór;Telefon")
    path.write_text(text, encoding="utf-8")
    proposal = propose(path, RULES, Diagnostics())
    targets = {one.header: one.target.dotted if one.target else None for one in proposal.columns}
    assert targets == {
        "Numer": "id",
        "Imię": "tożsamość.imiona",
        "Nazwisko": "tożsamość.nazwisko",
        "PESEL": "tożsamość.pesel",
        "Egz. polski": "egzamin.język_polski",
        "Egz. fizyka": "egzamin.fizyka",
        "Ocena fizyka": "oceny.fizyka",
        "Ocena j. polski": "oceny.język_polski",
        "Data ur.": "urodzony",
        "Zgoda": "zgoda",
        "konkurs 1": "zawody.1.nazwa",
        "miejsce 1": "zawody.1.miejsce",
        "1. wybór": "wybory.1",
        "Telefon": None,
    }
    text = as_yaml(proposal, "r.yaml", "obcy.csv")
    assert not any(secret in text for secret in ("Przykładowa", "05210112349", "600100200", "12.05.2010"))
    mapping = as_translation(proposal, text, KNOWN)
    assert mapping is not None
    found = read_candidates(path, RULES, mapping)
    assert not found.problems.items, [one.message for one in found.problems]
    assert [one.facts["oceny"] for one in found.good] == [
        {"fizyka": "bardzo_dobry", "język_polski": "dobry"},
        {"fizyka": "celujący", "język_polski": "dostateczny"},
    ]
    assert [one.facts["zgoda"] for one in found.good] == [True, True]


def proposed(folder: Path, table: str) -> tuple[dict[str, str | None], str]:
    path = folder / "obcy.csv"
    path.write_text(dedent(table).lstrip("\n"), encoding="utf-8")
    proposal = propose(path, RULES, Diagnostics())
    targets = {one.header: one.target.dotted if one.target else None for one in proposal.columns}
    return targets, as_yaml(proposal, "r.yaml", "obcy.csv")


def test_what_means_nothing_is_proposed_once_and_hides_no_column(tmp_path: Path) -> None:
    targets, text = proposed(
        tmp_path,
        """
        l.p.;Ocena fizyka;Data ur.;km;zgoda;konkurs I;miejsce I;wybór II;I wybór
        1;db;12.05.2010;1.5;–;bieg;1;–;sportowy
        2;–;brak;–;T;–;–;B;A
        3;–;–;–;–;–;–;–;A
        """,
    )
    assert targets == {
        "l.p.": "id",
        "Ocena fizyka": "oceny.fizyka",
        "Data ur.": "urodzony",
        "km": None,
        "zgoda": "zgoda",
        "konkurs I": "zawody.1.nazwa",
        "miejsce I": "zawody.1.miejsce",
        "wybór II": "wybory.2",
        "I wybór": "wybory.1",
    }
    assert "puste: [brak, –]\n" in text
    assert "daty: dd.mm.rrrr\n" in text
    assert "      –: nie\n" in text
    assert "co to znaczy" not in text
    assert "  wybory:\n    # sportowy: (który to oddział?)\n" in text


@pytest.mark.parametrize("header", ["wybrane oddziały", "Oddziały", "preferencje"])
def test_branches_in_one_cell_are_proposed(tmp_path: Path, header: str) -> None:
    targets, text = proposed(tmp_path, f'id,{header},"bieg 60 m (s)",Konkurs 99\n1,"A, B",9,x\n2,B,10,y\n')
    assert targets == {"id": "id", header: "wybory", "bieg 60 m (s)": None, "Konkurs 99": None}
    assert text.index(f"{header}: wybory") < text.index("pomijane")


@pytest.mark.parametrize(
    ("table", "chosen"),
    [
        ("Lp;Nr wniosku;zgoda\n1;W1;tak\n2;W2;nie\n", "Nr wniosku"),
        ("Lp.;Numer kandydata;zgoda\n1;W1;tak\n2;W1;nie\n", "Lp."),
        ("Lp;zgoda\n1;tak\n2;nie\n", "Lp"),
        ("Lp;id;zgoda\n1;W1;tak\n2;W1;nie\n", "id"),
    ],
)
def test_the_number_of_a_person_goes_before_that_of_a_row(tmp_path: Path, table: str, chosen: str) -> None:
    targets, _ = proposed(tmp_path, table)
    assert [header for header, target in targets.items() if target == "id"] == [chosen]


@pytest.mark.parametrize("title", ["Wykaz;;;\nstan na dziś;;;\n", "Wykaz kandydatów\n\n", "Szkoła;nabór 2025\nLp;;;\n"])
@pytest.mark.parametrize("separator", [";", ","])
def test_names_of_columns_are_found_under_a_title(tmp_path: Path, title: str, separator: str) -> None:
    table = f"{title}Lp;Nr wniosku;Egz. fizyka;I wybór\n1;W1;75;A\n2;W2;77;B\n".replace(";", separator)
    targets, text = proposed(tmp_path, table)
    assert targets == {"Lp": None, "Nr wniosku": "id", "Egz. fizyka": "egzamin.fizyka", "I wybór": "wybory.1"}
    assert "wiersz nagłówka: 3\n" in text
    found = read(tmp_path, text, table)
    assert [one.id for one in found.good] == ["W1", "W2"]


def test_names_of_branches_are_asked_about(tmp_path: Path) -> None:
    table = "id;I wybór;II wybór\n1;klasa A;A (mat-fiz)\n2;klasa X;i sport a\n3;b;Klasa a\n4;klasa A;klasa X\n"
    targets, text = proposed(tmp_path, table)
    assert targets == {"id": "id", "I wybór": "wybory.1", "II wybór": "wybory.2"}
    assert text.partition("wartości:\n")[2] == (
        "  wybory:\n"
        "    b: B\n"
        "    klasa A: A  # ten sam oddział co „A (mat-fiz)”?\n"
        "    A (mat-fiz): A  # ten sam oddział co „klasa A”?\n"
        "    # klasa X: (który to oddział?)\n"
        "    # i sport a: (który to oddział?)\n"
    )


TECHNIKUM = regulation("""
    pojęcia:
      część: {polski: polskiego, matematyka: matematyki}
    kandydat:
      egzamin: procent dla część
      zwolniony_z: {typ: zbiór część, nazwa: zwolnienie z egzaminu}
      zgoda: {typ: tak/nie, nazwa: zgoda rodziców}
    kryteria: {a: egzamin.polski}
    kolejność: [{etap: suma, suma: [a]}]
    oddziały:
      A: {nazwa: technik informatyk, miejsca: 1}
      B: {nazwa: technik pojazdów samochodowych, miejsca: 1}
      C: {nazwa: technik reklamy, miejsca: 1}
""")


def proposal_of(folder: Path, table: str) -> Proposal:
    path = folder / "obcy.csv"
    path.write_text(table, encoding="utf-8")
    return propose(path, TECHNIKUM, Diagnostics())


def test_words_of_branches_are_guessed_and_told_once(tmp_path: Path) -> None:
    table = "Nr;I wybór;II wybór\nW1;informatyk;samochodowe\nW2;Informatyka;informatyk\nW3;technik;A\n"
    found = proposal_of(tmp_path, table)
    first, second = found.columns[1:]
    assert (first.values, first.unknown) == ({"Informatyka": "A", "informatyk": "A"}, ("technik",))
    assert (second.values, second.unknown) == ({"samochodowe": "B"}, ())
    assert found.same_branch == {"A": ("Informatyka", "informatyk")}
    mapping = as_translation(found, as_yaml(found, "r.yaml", "obcy.csv"), vocabularies(TECHNIKUM)[""])
    assert mapping is not None
    read = read_candidates(tmp_path / "obcy.csv", TECHNIKUM, mapping)
    assert [[choice.branch for choice in one.choices] for one in read.good] == [["A", "B"]]
    twice, unknown = (one for one in read.problems if one.code == "K002")
    assert "jest na liście dwa razy" in twice.message
    assert "Nie ma takiego oddziału: tekst (7 znaków)." in unknown.message


@pytest.mark.parametrize(("header", "alike"), [("Zgoda rodziców", ("zgoda",)), ("zwolnienie z egzaminu", ())])
def test_numbers_are_no_yes_and_no_list(tmp_path: Path, header: str, alike: tuple[str, ...]) -> None:
    one = proposal_of(tmp_path, f"Nr;{header};Egz. polski\nW1;75;60\nW2;80;70\n").columns[1]
    assert (one.target, one.alike) == (None, alike)


def test_a_field_chosen_for_numbers_asks_what_they_mean(tmp_path: Path) -> None:
    proposal_of(tmp_path, "Nr;Zgoda rodziców\nW1;75\nW2;80\n")
    seen = look(tmp_path / "obcy.csv", TECHNIKUM, Diagnostics())
    one = seen.proposal({"Zgoda rodziców": seen.known.find("zgoda")}).columns[1]
    assert (one.unknown, one.unfit) == (("75", "80"), 0)


def test_a_number_on_a_list_is_a_doubtful_id(tmp_path: Path) -> None:
    found = proposal_of(tmp_path, "Lp.;Egz. polski\n1;60\n2;70\n")
    assert found.is_numbered
    assert "  Lp.: id  # numer na liście" in as_yaml(found, "r.yaml", "obcy.csv")
    assert not proposal_of(tmp_path, "Nr wniosku;Egz. polski\n1;60\n2;70\n").is_numbered


def test_columns_of_the_mapping_that_are_not_there_are_told(tmp_path: Path) -> None:
    found = read(
        tmp_path, "mapowanie: 1\nkolumny: {Nr: id, Fizyka %: egzamin.fizyka}\npomijane: [Uwagi]\n", "Nr;F\nk1;5\n"
    )
    told = [one.message for one in found.problems if one.code == "K016"]
    assert told == ["Mapowanie mówi o kolumnach, których w tej tabeli nie ma: „Fizyka %”."]


def test_a_word_of_one_row_is_not_repeated(tmp_path: Path) -> None:
    cells = ["T", "zmyślonowska", "?", "ok", "ok"]
    one = proposal_of(tmp_path, "Nr;Zgoda rodziców\n" + "".join(f"W{at};{one}\n" for at, one in enumerate(cells)))
    assert (one.columns[1].unknown, one.columns[1].unfit) == (("?", "ok"), 1)


def test_values_that_cannot_stand_in_a_field_are_counted(tmp_path: Path) -> None:
    assert proposal_of(tmp_path, "Nr;Egz. polski\nW1;75\nW2;kot\nW3;150\n").columns[1].unfit == 2


# -- rows without an id -----------------------------------------------------------------------------------------------

WITHOUT_ID = "Egz. polski;Egz. matematyka;I wybór\n75;60;A\n80;70;B\n"
ROW_IDS = "mapowanie: 1\nid: numer wiersza\nkolumny: {I wybór: wybory.1}\n"


def test_without_an_id_the_number_of_a_row_may_stand_for_it(tmp_path: Path) -> None:
    found = proposal_of(tmp_path, WITHOUT_ID)
    assert not found.has_id
    text = as_yaml(found, "r.yaml", "obcy.csv")
    assert "\n# id: numer wiersza\n" in text
    mapping = as_translation(found, text.replace("# id: numer", "id: numer"), vocabularies(TECHNIKUM)[""])
    assert mapping is not None
    read = read_candidates(tmp_path / "obcy.csv", TECHNIKUM, mapping)
    assert [(one.id, one.facts["egzamin"]["polski"]) for one in read.good] == [("wiersz-2", 75), ("wiersz-3", 80)]
    assert [one.code for one in read.problems] == ["K016"]


def test_what_is_said_of_rows_without_an_id_holds_for_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "k.xlsx"
    path.write_bytes(xlsx_bytes({"": [["egzamin.polski", "wybory.1"], [75, "A"], [80, "B"]]}))
    mapping = decode_mapping(
        Source("m.yaml", "mapowanie: 1\nid: Numer Wiersza\n"), vocabularies(TECHNIKUM)[""], Diagnostics()
    )
    assert [one.id for one in read_candidates(path, TECHNIKUM, mapping).good] == ["wiersz-2", "wiersz-3"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id: Nr", "Tu może stać tylko „numer wiersza”."),
        ("id: numer wiersza\nkolumny: {Nr: id}", "Znak kandydata jest tu i z kolumny, i z numeru wiersza."),
    ],
)
def test_ids_are_said_once(text: str, told: str) -> None:
    found, problems = decoded(f"mapowanie: 1\n{text}")
    assert found is None
    assert problems == [f"2 K015 {told}"]


def test_an_own_column_of_ids_is_surer_than_rows(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text("id;egzamin.polski\nW1;75\n", encoding="utf-8")
    mapping = decode_mapping(
        Source("m.yaml", "mapowanie: 1\nid: numer wiersza\n"), vocabularies(TECHNIKUM)[""], Diagnostics()
    )
    (one,) = read_candidates(path, TECHNIKUM, mapping).problems
    assert (one.code, one.message) == ("K011", "W tabeli jest kolumna „id”.")


def test_a_choice_above_the_limit_is_read_so_that_the_limit_is_told(tmp_path: Path) -> None:
    targets, _ = proposed(tmp_path, "id;I wybór;IV wybór\n1;A;B\n")
    assert targets == {"id": "id", "I wybór": "wybory.1", "IV wybór": "wybory.4"}


@pytest.mark.parametrize("header", ["Kandydat", "uczeń", "Rodzic kandydata"])
def test_a_word_for_anybody_says_nothing_of_a_field(tmp_path: Path, header: str) -> None:
    rules = regulation("""
        pojęcia:
          kryterium: [niepełnosprawność kandydata, niepełnosprawność rodzica, miejsce ucznia]
        kandydat:
          społeczne: tak/nie dla kryterium
        kryteria: {a: "1"}
        kolejność: [{etap: suma, suma: [a]}]
        oddziały: {A: {miejsca: 1}}
    """)
    path = tmp_path / "obcy.csv"
    path.write_text(f"id;{header}\n1;x\n2;y\n", encoding="utf-8")
    assert propose(path, rules, Diagnostics()).columns[1].target is None


def test_a_point_of_an_abbreviation_is_no_point_of_a_number(tmp_path: Path) -> None:
    mapping = "mapowanie: 1\nułamki: kropka\nkolumny: {km: odległość}\n"
    found = read(tmp_path, mapping, "id;km\n1;1.5\n2;nieob.\n")
    assert [str(one.facts["odległość"]) for one in found.good] == ["3/2"]
    (problem,) = found.problems
    assert "nieob," not in problem.message
    assert "nieob." in problem.message


def test_a_row_of_names_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "mapowanie: 1\nwiersz nagłówka: 2\n", 'x\n"id;a"b\n1;2\n')
    assert [one.code for one in found.problems] == ["K011"]


def test_a_column_of_codes_that_nobody_knows_is_no_list_of_branches(tmp_path: Path) -> None:
    targets, _ = proposed(tmp_path, "id,oddział\n1,8a\n2,8b\n")
    assert targets == {"id": "id", "oddział": None}


def test_a_field_is_found_by_what_people_call_it(tmp_path: Path) -> None:
    rules = regulation("""
        pojęcia:
          płeć: [kobieta, mężczyzna]
          kryterium: [niepełnosprawność rodzica, niepełnosprawność rodzeństwa, piecza zastępcza]
        kandydat:
          grupa: {typ: płeć, nazwa: grupa kandydata}
          bieg: {typ: liczba, nazwa: czas biegu}
          skok: {typ: liczba, nazwa: długość skoku}
          społeczne: tak/nie dla kryterium
        kryteria: {a: bieg + skok}
        kolejność: [{etap: suma, suma: [a]}]
        oddziały: {A: {nazwa: matematyczny, miejsca: 1}, B: {nazwa: sportowy, miejsca: 1}}
    """)
    path = tmp_path / "obcy.csv"
    text = """
        id;Płeć;czas biegu kandydata;społ.: niepełnosprawność rodzeństwa;społ.: niepełnosprawność;1. wybór
        1;K;9,5;nie;nie;matematyczny
        2;M;10;tak;nie;B
    """
    path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    proposal = propose(path, rules, Diagnostics())
    assert [one.target.dotted if one.target else None for one in proposal.columns] == [
        "id",
        "grupa",
        "bieg",
        "społeczne.niepełnosprawność_rodzeństwa",
        None,
        "wybory.1",
    ]
    assert proposal.columns[1].values == {"K": "kobieta", "M": "mężczyzna"}
    assert proposal.columns[5].values == {"matematyczny": "A"}
    assert proposal.columns[4].alike == (
        "społeczne.niepełnosprawność_rodzica",
        "społeczne.niepełnosprawność_rodzeństwa",
    )
    told = as_yaml(proposal, "r.yaml", "obcy.csv")
    assert "  # może: społeczne.niepełnosprawność_rodzica albo społeczne.niepełnosprawność_rodzeństwa\n" in told


SCHOOL = regulation("""
    pojęcia:
      część: [język polski, matematyka, język obcy]
      przedmiot: [język polski, matematyka, język angielski, język niemiecki]
      stopień: {celujący: 6, bardzo dobry: 5, dobry: 4, dostateczny: 3}
    kandydat:
      egzamin: procent dla część
      oceny: stopień? dla przedmiot
      aktywność społeczna: tak/nie
      sprawdzian: {typ: liczba od 0 do 60?, nazwa: wynik sprawdzianu}
    kryteria: {a: egzamin.matematyka}
    kolejność: [{etap: suma, suma: [a]}]
    oddziały: {A: {miejsca: 1}, B: {miejsca: 1}, C: {miejsca: 1}}
""")


def columns_of(folder: Path, head: str, *rows: str) -> dict[str, str | tuple[str, ...] | None]:
    """What each column is proposed to hold; several where nobody can tell."""
    path = folder / "obcy.csv"
    path.write_text("\n".join([f"id;{head}", *(f"{n};{row}" for n, row in enumerate(rows))]) + "\n", encoding="utf-8")
    found = propose(path, SCHOOL, Diagnostics()).columns[1:]
    return {one.header: one.target.dotted if one.target else one.alike or None for one in found}


@pytest.mark.parametrize(
    ("header", "values", "field"),
    [
        ("Egzamin język angielski", ("70", "6"), "egzamin.język_obcy"),
        ("e8 ang.", ("70", "6"), "egzamin.język_obcy"),
        ("j. obcy", ("70", "6"), "egzamin.język_obcy"),
        ("angielski", ("70", "88"), "egzamin.język_obcy"),
        ("angielski", ("5", "4"), "oceny.język_angielski"),
        ("angielski", ("", ""), ("oceny.język_angielski", "egzamin.język_obcy")),
        ("Matematyka", ("5", "4"), "oceny.matematyka"),
        ("Matematyka", ("bdb", "db"), "oceny.matematyka"),
        ("Matematyka", ("57", "4"), "egzamin.matematyka"),
        ("Matematyka (0–100)", ("57", "100"), "egzamin.matematyka"),
        ("Matematyka", ("", ""), ("egzamin.matematyka", "oceny.matematyka")),
        ("Ocena z matematyki (kl. 8)", ("5", "4"), "oceny.matematyka"),
        ("Matematyka kl. 7", ("5", "4"), None),
        ("Punkty z matematyki", ("35", "30"), None),
        ("Punkty ze sprawdzianu", ("35", "30"), "sprawdzian"),
        ("Egzamin próbny matematyka", ("35", "30"), None),
        ("Egzamin język francuski", ("35", "30"), "egzamin.język_obcy"),
        ("Ocena język francuski", ("5", "4"), None),
        ("Drugi język obcy", ("5", "4"), None),
        ("Wolontariat", ("tak", "nie"), "aktywność_społeczna"),
        ("PESEL matki", ("1", "2"), None),
        ("Nazwisko i imię kandydata", ("X", "Y"), "tożsamość.nazwisko"),
        ("Imię i nazwisko matki", ("X", "Y"), None),
        ("Imię ucznia", ("X", "Y"), "tożsamość.imiona"),
        ("preferencje", ("A", "B, A"), "wybory"),
        ("Oddział", ("A", "B"), "wybory"),
        ("oddziały", ("A", "B"), "wybory"),
        ("Pierwsza preferencja", ("A", "B"), "wybory.1"),
        ("Oddział drugiego wyboru", ("A", "B"), "wybory.2"),
    ],
)
def test_a_column_is_proposed_only_where_its_words_and_values_agree(
    tmp_path: Path, header: str, values: tuple[str, str], field: str | tuple[str, ...] | None
) -> None:
    assert columns_of(tmp_path, header, *values) == {header: field}


def test_the_first_of_several_wishes_may_have_no_number(tmp_path: Path) -> None:
    found = columns_of(tmp_path, "Wybór;II wybór;trzeci wybór", "A;B;C", "B;;")
    assert list(found.values()) == ["wybory.1", "wybory.2", "wybory.3"]


def test_of_two_columns_for_one_field_none_is_taken(tmp_path: Path) -> None:
    found = columns_of(tmp_path, "Oddział;oddziały;egzamin polski", "A;B;50", "B;A;60")
    assert found == {"Oddział": ("wybory",), "oddziały": ("wybory",), "egzamin polski": "egzamin.język_polski"}


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("egzamin.język_angielski", None),
        ("oceny.język_czeski", None),
        ("egzamin.matematka", "egzamin.matematyka"),
        ("egzamin.matem", "egzamin.matematyka"),
        ("egzaminmatematyka", "egzamin.matematyka"),
        ("ocena język niemecki", "oceny.język_niemiecki"),
    ],
)
def test_no_subject_is_advised_for_another(header: str, meant: str | None) -> None:
    assert vocabularies(SCHOOL)[""].meant(header) == meant


def test_a_table_without_names_of_columns_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "obcy.csv"
    for text in ("k1;Tajemnicka;05210112349\n", ""):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(NoHeader):
            propose(path, RULES, Diagnostics())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from("idegzoceny. fizyka12%:#'\"-"), max_size=14), min_size=1, max_size=6))
def test_whatever_is_proposed_can_be_read(tmp_path_factory: pytest.TempPathFactory, headers: list[str]) -> None:
    path = tmp_path_factory.mktemp("p") / "o.xlsx"
    path.write_bytes(xlsx_bytes({"": [headers, [str(number) for number in range(len(headers))]]}))
    try:
        proposal = propose(path, RULES, Diagnostics())
    except NoHeader:
        return
    diagnostics = Diagnostics()
    assert decode_mapping(Source("m.yaml", as_yaml(proposal, "r", "t")), KNOWN, diagnostics), diagnostics.items


def test_a_point_instead_of_a_comma_is_told(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text("id;odległość\n1;75.5\n2;dużo\n", encoding="utf-8")
    assert [one.hint for one in read_candidates(path, RULES).problems] == ["Wpisz liczbę; ułamek po przecinku."] * 2
    rules = regulation("""
        kandydat: {wynik: liczba od 0 do 60}
        kryteria: {a: wynik}
        kolejność: [{etap: suma, suma: [a]}]
        oddziały: {A: {miejsca: 1}}
    """)
    whole = regulation("""
        kandydat: {wynik: procent}
        kryteria: {a: wynik}
        kolejność: [{etap: suma, suma: [a]}]
        oddziały: {A: {miejsca: 1}}
    """)
    path.write_text("id;wynik\n1;41.5\n", encoding="utf-8")
    (problem,) = read_candidates(path, whole).problems
    assert "Liczba 41,5 nie jest całkowita." in problem.message
    path.write_text("id;wynik\n1;41.5\n2;dużo\n", encoding="utf-8")
    assert [one.hint for one in read_candidates(path, rules).problems] == [
        "Ułamek pisze się po przecinku, np. 12,5. Wpisz liczbę od 0 do 60.",
        "Wpisz liczbę od 0 do 60.",
    ]


@pytest.mark.parametrize(
    ("written", "filed"),
    [
        ("21.05.2025", date(2025, 5, 21)),
        ("21.05.2025 14:30", datetime(2025, 5, 21, 14, 30)),
        ("1.5.2025 9:05:07", datetime(2025, 5, 1, 9, 5, 7)),
        ("2025-05-21 14:30", datetime(2025, 5, 21, 14, 30)),
    ],
)
def test_the_day_of_an_application_is_written_as_other_days(tmp_path: Path, written: str, filed: date) -> None:
    mapping = "mapowanie: 1\ndaty: dd.mm.rrrr\nkolumny: {Nr: id, kiedy: wniosek.złożono, stan: wniosek.stan}\n"
    found = read(tmp_path, mapping, f"Nr;stan;kiedy\n1;potwierdzony;{written}\n")
    assert [one.application and one.application.filed for one in found.good] == [filed]


def test_an_hour_where_a_day_is_asked_for_is_told(tmp_path: Path) -> None:
    mapping = "mapowanie: 1\ndaty: dd.mm.rrrr\nkolumny: {Nr: id, ur.: urodzony}\n"
    found = read(tmp_path, mapping, "Nr;ur.\n1;21.05.2010 14:30\n2;21.05.2010 rano\n")
    assert [one.message.partition(": ")[2] for one in found.problems] == [
        "Jest tu data z godziną, a potrzebna jest sama data.",
        "To nie jest istniejąca data: tekst (15 znaków).",
    ]


def test_signs_that_nobody_sees_do_not_stand_in_names_of_columns(tmp_path: Path) -> None:
    """YAML refuses them, and Word and Excel leave them behind."""
    targets, text = proposed(tmp_path, 'id;"I wy\u00adbór";"kilo\r\nmetry"\n1;A;2\n')
    assert targets == {"id": "id", "I wybór": "wybory.1", "kilo metry": None}
    assert "  - kilo metry\n" in text
