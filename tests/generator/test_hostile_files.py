"""Hostile words in every place of a regulation's file: as text in every form, or named with their place."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.diagnostics import Severity
from generator.docx.render import render as docx
from generator.html.render import render as html
from generator.numbered import NumberedDocument
from generator.numbering import number
from generator.pdf.errors import OUTSIDE, MissingCharacterError
from generator.pdf.render import render as pdf
from generator.regulation import regulation_document
from generator.text import as_text, lines
from generator.typography import unprintable
from tests.dsl.loading import load_yaml, regulation
from tests.generator.documents import HOSTILE, squeezed
from tests.generator.docx.word import Word
from tests.generator.html.reading import read
from tests.generator.tagged import TaggedPdf

FILE = """\
paragraf: 1
regulamin: @tytuł
rok szkolny: 2026/2027
wydaje: dyrektor
szkoła: {nazwa: @szkoła, nazwa w dopełniaczu: @szkoły, typ: liceum}
akty: {akt: {rodzaj: uchwała, organ: @organ, data: 2020-01-02, tytuł: @akt}}
pojęcia: {przedmiot: {fizyka: @dopełniacz, chemia: {nazwa: @chemia}}, dowód: {a: {nazwa: @dowód}, b: {nazwa: @inny}}}
kandydat:
  wynik: {typ: "liczba od 0 do 9", nazwa: @wynik}
  egzamin: {typ: procent dla przedmiot, nazwa: @egzamin}
  dowody: {typ: zbiór dowód, nazwa: @dowody}
  zgoda: {typ: tak/nie, nazwa: zgoda, zdanie: @zdanie}
  gmina: {typ: tekst, nazwa: gmina}
oddział: {liczony: {typ: przedmiot, nazwa: @fakt}}
tabele: {tab: {nazwa: @tabela, wiersze: {do 4: 1, powyżej 4: 2}}}
kryteria:
  wynik: {nazwa: @kryterium, punkty: "tab[wynik]"}
  zgoda: {nazwa: @drugie, gdy: zgoda, punkty: 3}
  gmina: {nazwa: gmina, gdy: gmina = "Las", punkty: 2}
  części: {nazwa: @suma, składniki: {jeden: {nazwa: @składnik, punkty: wynik}, drugi: 0,5 * egzamin.fizyka}}
  dowody: {nazwa: za dowody, za każde: d z dowody, punkty: 1}
warunki: {zgoda: {wymaga: zgoda, treść: @warunek}}
kolejność:
  - {etap: suma, suma: [wynik, zgoda, gmina, części, dowody]}
  - {etap: drugi, pierwszeństwo: zgoda, treść: @etap}
terminarz: {wniosek: {czynność: @czynność, termin: od 1 marca do 2 marca 2026}}
dokumenty: {wniosek: {nazwa: @dokument, forma: @forma, podpisuje: @podpis, gdy: zgoda}}
komisja: {skład: {treść: @postanowienie, wyliczenie: [@pozycja, drugie]}}
odwołania:
  wniosek: {treść: @odwołanie, termin: 3 dni od otrzymania}
  drugie: {treść: drugie, termin: 3 dni od otrzymania}
oddziały:
  A: {nazwa: @oddział, liczony: fizyka, miejsca: {pule: {x: {nazwa: @pula, ile: 2, dla: zgoda}, y: {ile: 1}}}}
  B: {nazwa: drugi, liczony: chemia, miejsca: 3}
treść:
  - pozostałe
  - {paragraf: @nagłówek, ustępy: [@ustęp, {tekst: @wstęp, wyliczenie: [@punkt, drugi], zakończenie: @koniec}]}
przykłady: {przykład: {oddział: A, dane: {wynik: 5, zgoda: tak}, oczekuj: {wynik: 2}}}
"""
PLACES = tuple(re.findall(r"@(\w+)", FILE))
"""Each a value that the document shows."""
WITHOUT_GLYPHS = tuple(one for one in HOSTILE if any(ord(char) > 0x1F000 for char in one))
"""Of emoji no font of a document has anything."""
RIGHT_TO_LEFT = tuple(one for one in HOSTILE if any(0x590 < ord(char) < 0x700 for char in one))
FORMS = ("text", "html", "docx", "pdf")


def filled(words: dict[str, str]) -> str:
    return re.sub(r"@(\w+)", lambda place: json.dumps(words[place[1]], ensure_ascii=False), FILE)


def shown(document: NumberedDocument, form: str) -> str:
    match form:
        case "html":
            return read(html(document)).text()
        case "docx":
            return "".join(words for _, words in Word(docx(document)).paragraphs())
        case "pdf":
            tagged = TaggedPdf(pdf(document))
            return tagged.text(tagged.root.StructTreeRoot)
    return as_text(document)


def expected(hostile: str) -> str:
    """Without the mark at its end, which the drafting rules set."""
    return squeezed(unicodedata.normalize("NFC", hostile)).rstrip(".,;:")


@lru_cache
def document_of(hostile: str) -> NumberedDocument:
    """With the words in every place; of an empty one, words that tell the places apart."""
    numbering = number(
        regulation_document(regulation(filled({place: hostile or f"słowo {place}" for place in PLACES})))
    )
    assert all(one.severity is not Severity.ERROR and one.where is not None for one in numbering.problems)
    return numbering.document


@lru_cache
def plainly(form: str) -> str:
    return squeezed(shown(document_of(""), form)).casefold()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("place", PLACES)
def test_words_of_every_place_are_shown(place: str, form: str) -> None:
    """So that the tests below look where there is something to see."""
    assert f"słowo{place}" in plainly(form)


def times(hostile: str, form: str) -> int:
    return squeezed(shown(document_of(hostile), form)).count(expected(hostile))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_come_through_or_are_named(hostile: str, form: str) -> None:
    if form == "pdf" and hostile in RIGHT_TO_LEFT:  # a page holds the letters in the order in which they are seen
        letters = Counter(shown(document_of(hostile), form))
        assert min(letters[letter] for letter in squeezed(hostile)) >= len(PLACES)
        return
    if form != "pdf" or hostile not in WITHOUT_GLYPHS:
        assert times(hostile, form) >= len(PLACES)
        return
    with pytest.raises(MissingCharacterError) as missing:
        shown(document_of(hostile), form)
    assert missing.value.character in hostile
    assert len(missing.value.units) > 10
    assert set(missing.value.units) <= {line.unit or OUTSIDE for line in lines(document_of(hostile))}


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(["text", "html", "docx"]), st.text(min_size=1, max_size=30).map(lambda text: f"XX{text}Xx"))
def test_any_words_come_through(form: str, hostile: str) -> None:
    """What a file cannot hold or a template would take for its own is told where it stands."""
    loaded = load_yaml(filled(dict.fromkeys(PLACES, hostile)))
    errors = [one for one in loaded.diagnostics if one.severity is Severity.ERROR]
    if loaded.regulation is None or errors:
        assert errors
        assert all(one.where is not None for one in errors)
    elif unprintable(hostile):
        problems = number(regulation_document(loaded.regulation)).problems
        assert all(one.severity is Severity.ERROR for one in problems)
        assert sum(one.where is not None for one in problems) > len(PLACES) // 2
    else:
        assert times(hostile, form) >= len(PLACES)
