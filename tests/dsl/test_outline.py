"""`treść` and insertions in words: what is read, where what is wrong is told, what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.decode.outline import DEEPEST
from dsl.decode.prose import DEEPEST_TEXTS, LONGEST_TEXT
from dsl.model.outline import (
    Insertion,
    InsertionKind,
    Outline,
    OutlineChapter,
    OwnParagraph,
    ReadyPart,
    Remaining,
    written,
)
from dsl.model.regulation import Regulation
from dsl.source.text import Span
from tests.dsl.loading import codes, load_yaml, regulation

BASE = """\
rok szkolny: 2026/2027
szkoła: {nazwa: Szkoła Próbna, nazwa w dopełniaczu: Szkoły Próbnej, miejscowość: Dębowo}
kandydat: {wynik: liczba od 0 do 10, wolontariat: tak/nie}
kryteria:
  wynik: {nazwa: wynik testu, punkty: 2 * wynik}
  wolontariat: {gdy: wolontariat, punkty: 3}
kolejność: [{etap: suma, suma: [wynik, wolontariat]}]
terminarz:
  wnioski: {czynność: złożenie wniosku, rekrutacyjne: 11 maja 2026, uzupełniające: 21 lipca 2026}
  lista: {czynność: ogłoszenie listy, termin: 14 lipca 2026}
komisja: {skład: komisja ma trzy osoby, kworum: komisja pracuje w pełnym składzie}
oddziały: {A: {miejsca: 30}}
"""


def outline_of(text: str) -> Outline:
    found = regulation(BASE + text).outline
    assert found is not None
    return found


def clause(text: str, more: str = "") -> str:
    return f'{BASE}postanowienia:\n  próba: {{treść: "{text}"}}\n{more}'


def insertions(one: Regulation) -> list[Insertion]:
    return [part for part in one.clauses["postanowienia"]["próba"].prose if isinstance(part, Insertion)]


def test_parts_chapters_and_own_paragraphs_in_their_order() -> None:
    found = outline_of("""
treść:
  - podstawa prawna
  - paragraf: Własny
    adres: własny
    ustępy:
      - tekst: kandydat
        wyliczenie: [czyta, pisze]
        zakończenie: codziennie
  - pozostałe
  - rozdział: Rozdział o czasie
    części:
      - {część: terminarz, nagłówek: Harmonogram roku <rok szkolny>, wstęp: wstęp, dopisek: [jeden, drugi]}
  - bez: [komisja, listy]
""")
    basis, own, rest, chapter = found.parts
    assert isinstance(basis, ReadyPart)
    assert basis.name == "podstawa_prawna"
    assert isinstance(chapter, OutlineChapter)
    assert chapter.heading == "Rozdział o czasie"
    (timetable,) = chapter.parts
    assert isinstance(timetable, ReadyPart)
    assert timetable.heading == "Harmonogram roku 2026/2027"
    assert [written(one.prose) for one in (*timetable.opening, *timetable.closing)] == ["wstęp", "jeden", "drugi"]
    assert isinstance(own, OwnParagraph)
    assert (own.heading, own.address) == ("Własny", "własny")
    (unit,) = own.units
    assert [written(one.prose) for one in unit.walk()] == ["kandydat", "czyta", "pisze"]
    assert written(unit.closing) == "codziennie"
    assert isinstance(rest, Remaining)
    assert found.without == {"komisja", "listy"}
    assert found.remaining(("podstawa_prawna", "terminarz", "komisja", "kryteria", "własny")) == ("kryteria",)


def test_a_clause_is_taken_out_of_its_section() -> None:
    found = outline_of("treść: [{paragraf: Praca, ustępy: [<komisja.kworum>]}, pozostałe]")
    assert found.placed_clauses() == {"komisja.kworum"}


def test_no_outline_is_the_usual_order() -> None:
    assert regulation(BASE).outline is None
    assert regulation(BASE + "treść:\n").outline is None


def test_the_outline_of_a_base_is_not_inherited(tmp_path: Path) -> None:
    folder = tmp_path
    law = "paragraf: 1\nprawo: Prawo\nwydaje: minister\nteksty: {zasada: zasada prawa}\ntreść: [nie ma takiej]\n"
    (folder / "prawo.yaml").write_text(law, encoding="utf-8")
    text = "paragraf: 1\nregulamin: R\nwydaje: dyrektor\nopiera się na: [prawo]\n"
    loaded = load_yaml(text + "postanowienia: {p: <teksty.zasada>}\noddziały: {A: {miejsca: 3}}\n", folder)
    assert loaded.regulation is not None
    assert loaded.regulation.outline is None
    assert loaded.regulation.clauses["postanowienia"]["p"].text == "zasada prawa"
    own = load_yaml(
        text + "teksty: {zasada: nasza}\npostanowienia: {p: <teksty.zasada>}\noddziały: {A: {miejsca: 3}}\n", folder
    )
    assert own.regulation is not None
    assert own.regulation.clauses["postanowienia"]["p"].text == "nasza"


WRONG = {
    "no list": ("treść: terminarz", ["P033"]),
    "an unknown part": ("treść: [terminy, pozostałe]", ["P093"]),
    "twice, once left out": ("treść: [terminarz, {bez: [terminarz]}, pozostałe]", ["P093"]),
    "all the rest twice": ("treść: [pozostałe, pozostałe]", ["P093"]),
    "a chapter in a chapter": (
        "treść: [pozostałe, {rozdział: A, części: [{rozdział: B, części: [terminarz]}, komisja]}]",
        ["P093"],
    ),
    "after a chapter": ("treść: [{rozdział: A, części: [terminarz]}, {bez: [listy]}, pozostałe]", ["P093"]),
    "an empty chapter": ("treść: [pozostałe, {rozdział: A}]", ["P035"]),
    "a list in the list": ("treść: [[terminarz], pozostałe]", ["P093"]),
    "an empty unit": ("treść: [{paragraf: A, ustępy: [{wyliczenie: [b, c]}]}, pozostałe]", ["P035"]),
    "an unknown key": ("treść: [{część: terminarz, tytuł: Terminy}, pozostałe]", ["P032"]),
    "an address like a part": ("treść: [terminarz, {paragraf: A, adres: terminarz, ustępy: [b]}, pozostałe]", ["P093"]),
    "a clause twice": ("treść: [{paragraf: A, ustępy: [<komisja.skład>, <komisja.skład>]}, pozostałe]", ["P093"]),
    "a clause that is not there": ("treść: [{paragraf: A, ustępy: [<komisja.sklad>]}, pozostałe]", ["P097"]),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_in_the_outline(text: str, expected: list[str]) -> None:
    assert codes(load_yaml(BASE + text)) == expected


def test_an_enumeration_as_deep_as_a_document_has_names_for() -> None:
    def nested(depth: int) -> str:
        return "x" if depth == 1 else f"{{tekst: a, wyliczenie: [{nested(depth - 1)}, z]}}"

    def said(depth: int) -> list[str]:
        return codes(load_yaml(f"{BASE}treść: [{{paragraf: A, ustępy: [{nested(depth)}]}}, pozostałe]"))

    assert said(DEEPEST) == []
    assert said(DEEPEST + 1) == ["P033"]


def test_an_own_paragraph_may_take_the_place_of_a_ready_part() -> None:
    text = "treść: [{paragraf: Terminy, adres: terminarz, ustępy: [terminy podaje się w holu]}, pozostałe]"
    assert codes(load_yaml(BASE + text + "\npostanowienia: {p: zob. <§ terminarz>}")) == []


def test_what_is_known_is_put_in_and_the_rest_waits() -> None:
    text = "<szkoła.nazwa w dopełniaczu>, <rok szkolny>, <szkoła.miejscowość>: <terminarz.wnioski> – <§ kryteria.wynik>"
    found = regulation(clause(text))
    assert found.clauses["postanowienia"]["próba"].text == (
        "Szkoły Próbnej, 2026/2027, Dębowo: <terminarz.wnioski> – <§ kryteria.wynik>"
    )
    assert [(one.kind, one.name) for one in insertions(found)] == [
        (InsertionKind.TERM, "terminarz.wnioski"),
        (InsertionKind.UNIT, "kryteria.wynik"),
    ]


@pytest.mark.parametrize(
    "text",
    ["<b>ważne</b>", "wynik < 5 i > 3", "<https://example.org>", "<imię i nazwisko>", "a <- b ->", "< >", "<np. tak>"],
)
def test_other_words_in_angle_brackets_stay_words(text: str) -> None:
    found = regulation(clause(text))
    assert found.clauses["postanowienia"]["próba"].text == text


TOLD = {
    "an event": ("<terminarz.wniosek>", "terminarz.wniosek", "wnioski"),
    "a phase": ("<terminarz.lista.uzupełniające>", "terminarz.lista.uzupełniające", ""),
    "a head": ("<terminaż.wnioski>", "terminaż.wnioski", "terminarz.wnioski"),
    "a text": ("<teksty.brak>", "teksty.brak", ""),
    "of the school": ("<szkoła.strona>", "szkoła.strona", ""),
    "a criterion": ("<punkty.wolontariusz>", "punkty.wolontariusz", "punkty.wolontariat"),
    "many points": ("<punkty.wynik>", "punkty.wynik", ""),
    "an address": ("<§ kryteria.wyniki>", "kryteria.wyniki", "kryteria.wynik"),
    "a clause inside": ("zob. <komisja.skład>", "komisja.skład", ""),
}


@pytest.mark.parametrize(("text", "place", "meant"), TOLD.values(), ids=TOLD.keys())
def test_an_insertion_that_cannot_be_filled_is_told_at_its_place(text: str, place: str, meant: str) -> None:
    (found,) = load_yaml(clause(f"wniosek {text} dalej")).diagnostics
    assert found.code == "P097"
    assert isinstance(found.where, Span)
    assert found.where.text == place
    assert meant in found.hint


def test_a_base_may_leave_what_it_names_to_others() -> None:
    text = (
        "paragraf: 1\nprawo: Prawo\nwydaje: minister\npostanowienia: {p: w terminie <terminarz.wnioski> i <§ sport>}\n"
    )
    assert codes(load_yaml(text)) == []


def test_a_blank_is_told_once_and_as_a_blank() -> None:
    loaded = load_yaml(BASE + "treść: [{paragraf: A, ustępy: [<wpisz zasady sportu>]}, pozostałe]")
    assert codes(loaded) == ["P057"]


def texts_of_texts(most: int, text: str) -> list[str]:
    """Each text holds `text` with the one before it; what is said of the last one."""
    texts = "".join(f"  t{number}: {text.format(number - 1)}\n" for number in range(1, most))
    loaded = load_yaml(clause(f"<teksty.t{most - 1}>", f"teksty:\n  t0: dziesięć znaków\n{texts}"))
    return [f"{one.code} {one.message}" for one in loaded.diagnostics]


def test_texts_of_texts_do_not_grow_without_end() -> None:
    (found,) = texts_of_texts(DEEPEST_TEXTS, "<teksty.t{0}> i <teksty.t{0}>")
    assert found.startswith("P097")
    assert str(LONGEST_TEXT) in found


def test_texts_of_texts_are_not_deeper_than_a_program_can_read() -> None:
    assert texts_of_texts(DEEPEST_TEXTS, "<teksty.t{0}>") == []
    (found,) = texts_of_texts(2000, "<teksty.t{0}>")
    assert found.startswith("P097")
    assert f"{DEEPEST_TEXTS} poziomów" in found


SIGNS = st.text(st.sampled_from("<>§ .abżó_-\n,"), max_size=30)
NAMES = st.sampled_from(["terminarz.wnioski", "§ kryteria", "teksty.wstęp", "rok szkolny", "b", "§", "punkty.", ".x"])


@given(st.lists(SIGNS | NAMES.map(lambda name: f"<{name}>"), max_size=6).map("".join))
def test_any_text_is_read_and_keeps_its_words(text: str) -> None:
    quoted = text.replace("\n", "\\n")
    loaded = load_yaml(clause(quoted, "teksty: {wstęp: WSTĘP}\n"))
    assert {one.code for one in loaded.diagnostics} <= ({"P097"} if text.split() else {"P035"})
    if loaded.regulation is not None:
        found = loaded.regulation.clauses["postanowienia"]["próba"].text
        expected = " ".join(text.split()).replace("<teksty.wstęp>", "WSTĘP").replace("<rok szkolny>", "2026/2027")
        assert squeezed(found) == squeezed(expected)


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("_", "")


FIGURES = {
    "the points of a criterion": ("za wolontariat z <§ kryteria.wolontariat> przyznaje się 5 punktów", ["5 punktów"]),
    "those points": ("za wolontariat z <§ kryteria.wolontariat> przyznaje się 3 punkty", []),
    "a day of the timetable": ("listę z <§ terminarz.lista> ogłasza się 15 lipca 2026 r.", ["15 lipca 2026"]),
    "that day": ("listę z <§ terminarz.lista> ogłasza się 14 lipca 2026 r.", []),
    "of no rule": ("opłata wynosi 5 punktów", []),
    "of one of two rules": ("zob. <§ kryteria.wolontariat> i <§ kryteria.wynik>, razem 5 punktów", []),
}


@pytest.mark.parametrize(("text", "wrong"), FIGURES.values(), ids=FIGURES.keys())
def test_a_figure_that_contradicts_its_rule_is_told_at_the_words(text: str, wrong: list[str]) -> None:
    for whole in (clause(text), f"{BASE}treść: [pozostałe, {{paragraf: A, ustępy: ['{text}']}}]"):
        found = [one for one in load_yaml(whole).diagnostics if one.code == "P142"]
        assert [one.where.text for one in found if isinstance(one.where, Span)] == wrong


def test_a_figure_that_fits_one_kind_of_branches_is_left_alone() -> None:
    kinds = "rodzaje oddziałów: {zwykły: {}, inny: {jak: zwykły, kryteria: {wolontariat: {punkty: 5}}}}\n"
    text = clause("<§ kryteria.wolontariat>: 5 punktów", kinds)
    text = text.replace("{A: {miejsca: 30}}", "{A: {rodzaj: zwykły, miejsca: 30}, B: {rodzaj: inny, miejsca: 30}}")
    assert codes(load_yaml(text)) == []
    assert codes(load_yaml(text.replace(": 5 punktów", ": 6 punktów"))) == ["P142"]


def test_how_many_branches_may_be_chosen_is_a_figure_too() -> None:
    text = (
        BASE + "limity: {oddziały: 2}\ntreść: [{paragraf: A, ustępy: [wybiera się najwyżej 3 oddziały]}, pozostałe]\n"
    )
    assert codes(load_yaml(text)) == ["P142"]
