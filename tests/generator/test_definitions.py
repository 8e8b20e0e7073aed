"""What a name of the regulation's own means is told once, unless the author's words say it."""

from __future__ import annotations

import pytest

from generator.regulation import units
from tests.generator.test_regulation import small, text_of

TEXT = """\
paragraf: 1
regulamin: Regulamin próbny
wydaje: dyrektor
pojęcia: {powód: [bieda, choroba, samotność, inny], powód_starszego: {spośród: powód, wartości: [choroba, samotność]}}
kandydat:
  gmina: {typ: tekst, nazwa: gmina zamieszkania}
  wiek: {typ: liczba od 0 do 30, nazwa: wiek}
  powody: {typ: tak/nie dla powód, nazwa: powód …, zdanie: kandydat ma powód …}
definicje:
  z_paktu: {NAZWA wzór: 'gmina w ("Zarzecze"; "Wola Piaskowa")'}
  starszy: {nazwa: starszy kandydat, wzór: wiek >= 18}
  powodów:
    nazwa: liczba ważnych powodów
    wzór: >-
      jeżeli starszy to liczba(p dla p z powód_starszego gdy powody[p])
      inaczej liczba(p dla p z (bieda; choroba) gdy powody[p])
kryteria: {a: {nazwa: punkty za coś, gdy: starszy, punkty: 5}}
kolejność:
  - {etap: pakt, nazwa: pakt gmin, pierwszeństwo: z_paktu TREŚĆ}
  - {etap: suma, suma: [a]}
  - {etap: powody, malejąco: powodów, treść: rozstrzyga większa liczba powodów}
oddziały: {A: {miejsca: 3}, B: {miejsca: 3, kryteria: {a: {punkty: 6}}}}
"""
NAMED = "nazwa: mieszkanie w gminie paktu,"


def printed(name: str = NAMED, wording: str = "", more: str = "") -> str:
    return text_of(small(TEXT.replace("NAZWA", name).replace("TREŚĆ", wording) + more))


def test_a_name_used_by_a_stage_is_explained_behind_the_stages() -> None:
    text = printed()
    assert "1) pierwszeństwo (pakt gmin): mieszkanie w gminie paktu;" in text
    told = "Określenie „mieszkanie w gminie paktu” oznacza, że gmina zamieszkania to „Zarzecze” albo „Wola Piaskowa”."
    assert text.count(told) == 1
    assert text.index(told) > text.index("Kolejność przyjmowania")


def test_cases_are_told_one_by_one_with_what_they_list() -> None:
    text = printed()
    assert "Określenie „liczba ważnych powodów” oznacza:" in text
    assert "choroba i samotność (liczą się te, dla których kandydat ma powód danej pozycji);" in text
    assert "w pozostałych przypadkach – liczba pozycji: bieda i choroba (liczą się te," in text


def test_a_name_used_by_rules_of_several_branches_is_explained_once() -> None:
    text = printed()
    assert "Kryteria i punkty – oddział B" in text
    assert text.count("Określenie „starszy kandydat” oznacza, że wiek wynosi co najmniej 18.") == 1
    places = units(small(TEXT.replace("NAZWA", NAMED).replace("TREŚĆ", "")))
    assert places["oddziały.A.definicje.starszy"].startswith("§ 3 ust. ")


@pytest.mark.parametrize(
    ("name", "wording", "more"),
    [
        ("nazwa: mieszkanie w Zarzeczu albo w Woli Piaskowej,", "", ""),
        (NAMED, ", treść: pierwsi są mieszkańcy Zarzecza i Woli Piaskowej", ""),
        (NAMED, "", "postanowienia: {pakt: {treść: 'gminy paktu to Zarzecze i Wola Piaskowa'}}\n"),
        (
            NAMED,
            "",
            "treść: [{paragraf: Pakt, ustępy: [{tekst: Gminy paktu to, wyliczenie: [Zarzecze, Wola Piaskowa]}]},"
            " pozostałe]\n",
        ),
    ],
)
def test_what_the_author_says_is_not_said_again(name: str, wording: str, more: str) -> None:
    assert "gmina zamieszkania to „Zarzecze”" not in printed(name, wording, more)


def test_words_that_leave_something_out_do_not_count_as_said() -> None:
    assert "to „Zarzecze” albo „Wola Piaskowa”" in printed(NAMED, ", treść: pierwsi są mieszkańcy Zarzecza")


def test_every_definition_may_be_said_in_a_place_of_its_own() -> None:
    said = "postanowienia: {wiek: {treść: 'starszy jest ten, kto ma 18 lat'}, powody: {treść: REASONS}}\n"
    enough = said.replace("REASONS", "'ważne powody to bieda, choroba i samotność'")
    assert "liczba ważnych powodów” oznacza" not in printed(more=enough)
    assert "liczba ważnych powodów” oznacza" in printed(more=enough.replace("18", "17"))


def test_a_sentence_of_its_own_is_told_and_explained() -> None:
    text = printed("nazwa: mieszkanie w gminie paktu, zdanie: kandydat mieszka w gminie paktu,")
    assert "1) pierwszeństwo ma kandydat, który mieszka w gminie paktu;" in text
    assert "Przyjmuje się, że kandydat mieszka w gminie paktu, jeżeli gmina zamieszkania to „Zarzecze” albo" in text
