"""Mapping files: what they change, what is wrong with them (K015), and what is proposed for a foreign table."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admission.candidates import Candidates
from admission.intake.mapping import Mapping, decode_mapping
from admission.intake.proposal import NoHeader, as_translation, as_yaml, propose
from admission.intake.reading import read_candidates, vocabularies
from dsl.diagnostics import Diagnostics
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


def test_numbers_and_truths_of_a_workbook_have_foreign_meanings_too(tmp_path: Path) -> None:
    found, _ = decoded("mapowanie: 1\nkolumny: {Nr: id}\nwartości: {oceny: {'1': celujący}, tak/nie: {'2': nie}}")
    path = tmp_path / "o.xlsx"
    path.write_bytes(xlsx_bytes({"": [["Nr", "oceny.fizyka", "zgoda"], [1, 1, 2], [2, 5, True]]}))
    assert found is not None
    assert [one.facts for one in read_candidates(path, RULES, found).good] == [
        {"oceny": {"fizyka": "celujący"}, "zgoda": False},
        {"oceny": {"fizyka": "bardzo_dobry"}, "zgoda": True},
    ]


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
