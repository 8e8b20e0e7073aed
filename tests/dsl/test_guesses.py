"""„Czy chodziło o …?” is also a fix: made where it says, it leaves nothing of the problem."""

from __future__ import annotations

import pytest

from tests.dsl.loading import load_yaml, of_language

REGULATION = """\
paragraf: 1
regulamin: Próba
rok szkolny: 2025/2026
wydaje: dyrektor
pojęcia:
  przedmiot: [język_polski, język_angielski, fizyka]
  obce: {spośród: przedmiot, wartości: [język_angielski]}
  szczebel: [powiatowy, wojewódzki]
kandydat:
  oceny: procent dla przedmiot
  wyniki: liczba
  zawody: {lista: {szczebel: szczebel, zespół: tak/nie}}
oddział:
  języki: zbiór przedmiot
wybór: {sprawdzian: liczba}
terminarz:
  wnioski: {czynność: złożenie wniosku, termin: 12 maja 2025}
  listy: {czynność: ogłoszenie list, termin: 3 dni od terminarz.wnioski}
dokumenty:
  zaświadczenie: {termin: terminarz.wnioski}
kryteria:
  polski: {punkty: oceny.język_polski, dokument: zaświadczenie, stan: odczytanie}
  fizyka: {punkty: oceny.fizyka + wyniki + wybór.sprawdzian}
  zawody:
    za każde: z z zawody
    jednorazowo: [szczebel]
    wiersze: [{gdy: z.szczebel = wojewódzki, punkty: najwyższa(2; 3)}, {gdy: z.zespół, punkty: 1}]
  wiele: {punkty: punkty.fizyka + punkty.polski}
kolejność: [{etap: suma, suma: [polski, fizyka]}]
oddziały:
  A1:
    miejsca: {pule: {sportowa: {ile: 1, wolne przechodzą do: ogólna}, ogólna: {ile: 1}}}
    języki: [język_angielski, fizyka]
    przedmioty rozszerzone: [język angielski]
przykłady:
  jeden:
    oddział: A1
    dane: {oceny: {język_polski: 5}, wyniki: 1, zawody: [{szczebel: powiatowy, zespół: nie}], wybór: {sprawdzian: 3}}
    oczekuj: {polski: 5}
"""
MISTAKES = {
    "a part of a notion": ("wartości: [język_angielski]", "wartości: [język_angelski]"),
    "the whole notion": ("spośród: przedmiot", "spośród: przedmoit"),
    "the key of a map": ("procent dla przedmiot", "procent dla przedmit"),
    "a notion as a type": ("{szczebel: szczebel,", "{szczebel: szczebl,"),
    "an activity in a term": ("3 dni od terminarz.wnioski", "3 dni od terminarz.wniosk"),
    "a document": ("dokument: zaświadczenie", "dokument: zaswiadczenie"),
    "a state": ("stan: odczytanie", "stan: odczytane"),
    "a member in a formula": ("oceny.fizyka", "oceny.fizka"),
    "a fact in a formula": ("+ wyniki", "+ wynki"),
    "a fact of the pair": ("wybór.sprawdzian", "wybór.sprawdian"),
    "a field of a record": ("z.zespół", "z.zespol"),
    "a value compared": ("z.szczebel = wojewódzki", "z.szczebel = wojewodzki"),
    "a function": ("najwyższa(2; 3)", "najwyzsza(2; 3)"),
    "a criterion in a formula": ("punkty.fizyka +", "punkty.fizka +"),
    "a field to count once by": ("jednorazowo: [szczebel]", "jednorazowo: [szczebl]"),
    "a criterion of a stage": ("suma: [polski, fizyka]", "suma: [polski, fizka]"),
    "a pool": ("wolne przechodzą do: ogólna", "wolne przechodzą do: ogolna"),
    "a value of a branch": ("języki: [język_angielski", "języki: [język_angelski"),
    "an extended subject": ("rozszerzone: [język angielski]", "rozszerzone: [język angelski]"),
    "a branch of an example": ("oddział: A1", "oddział: a1"),
    "a criterion expected": ("oczekuj: {polski: 5}", "oczekuj: {plski: 5}"),
    "a fact of an example": ("dane: {oceny:", "dane: {ocny:"),
    "a member in an example": ("{język_polski: 5}", "{język_plski: 5}"),
    "a value in an example": ("szczebel: powiatowy", "szczebel: powiatwy"),
    "a field in an example": ("zespół: nie}", "zespol: nie}"),
    "a fact of the pair in an example": ("{sprawdzian: 3}", "{sprawdzin: 3}"),
}


@pytest.mark.parametrize(("right", "wrong"), MISTAKES.values(), ids=MISTAKES.keys())
def test_the_fix_of_a_guess_writes_what_was_meant(right: str, wrong: str) -> None:
    assert REGULATION.count(right) == 1
    text = REGULATION.replace(right, wrong)
    problems = of_language(load_yaml(text)).diagnostics
    fixes = [(one, fix) for one in problems for fix in one.fixes]
    assert fixes, [f"{one.code} {one.message} {one.hint}" for one in problems]
    problem, fix = fixes[0]
    (edit,) = fix.edits
    assert f"„{edit.text}”?" in problem.hint
    assert not fix.safe
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == REGULATION


def test_the_text_itself_is_right() -> None:
    assert not [one for one in load_yaml(REGULATION).diagnostics if "Czy chodziło" in one.hint]


def test_a_name_that_needs_quotes_is_only_a_hint() -> None:
    text = REGULATION.replace("  A1:", '  "A: 1":').replace("oddział: A1", "oddział: 'a: 1'")
    (problem,) = [one for one in load_yaml(text).diagnostics if one.code == "P050"]
    assert problem.hint == "Czy chodziło o „A: 1”?"
    assert not problem.fixes
