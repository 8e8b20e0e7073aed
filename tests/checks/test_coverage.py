"""What a regulation of its type should settle (P144): found where it stands, under whatever name, or told as silent."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from dsl.checks.consistency.coverage import Answer, Standing, coverage, schema_of, schemas
from dsl.load import load
from dsl.model.regulation import Regulation
from polish.folding import fold
from tests.dsl.loading import load_yaml, regulation

ROOT = Path(__file__).parents[2]
KETY = "regulations/lo-wyspianskiego-kety/2025-2026.yaml"
LICEUM = "szkoła: {nazwa: Liceum w Dębowie, typ: liceum}\noddziały: {A: {nazwa: ogólny, miejsca: 30}}\n"


@cache
def shipped(path: str) -> Regulation:
    found = load(ROOT / path).regulation
    assert found is not None
    return found


def answers(found: Regulation) -> dict[str, Answer]:
    return {one.question.about: one for one in coverage(found)}


def standing(more: str, about: str, school: str = LICEUM) -> Standing:
    return answers(regulation(school + more))[about].standing


# -- the questions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("schema", schemas(), ids=lambda schema: schema.name)
def test_every_question_can_be_answered(schema: object) -> None:
    """Words are folded like what they are compared with, sections are those that statements have."""
    sections = {"szkoła", "rok szkolny", "zarządzenie", "akty", "oddziały", "miejsca", "dane oddziałów", "kandydat"}
    sections |= {"przedmioty rozszerzone", "kryteria", "warunki", "kolejność", "suma", "rozstrzygnięcie", "dokumenty"}
    sections |= {"terminarz", "terminy uzupełniające", "limity", "komisja", "listy", "odwołania", "dane osobowe"}
    sections |= {"system", "postanowienia"}
    for question in schema.questions:  # type: ignore[attr-defined]
        assert question.places.keys() <= sections, question.about
        assert all(word == fold(word) for wanted in question.places.values() for one in wanted for word in one)
        assert (question.certainty is None) == (not question.basis), question.about


def test_no_question_is_asked_twice() -> None:
    for found in (shipped(KETY), shipped("regulations/lomza/2026-2027.yaml")):
        asked = [(one.question.chapter, one.question.about, one.question.branches) for one in coverage(found)]
        assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (KETY, "szkoła ponadpodstawowa"),
        ("regulations/lomza/2026-2027.yaml", "szkoła ponadpodstawowa"),
        ("regulations/prawo/przedszkola.yaml", "przedszkole"),
        ("regulations/krakow/przedszkola-2017.yaml", "przedszkole"),
    ],
)
def test_the_type_is_that_of_the_school_or_of_its_law(path: str, name: str) -> None:
    schema = schema_of(shipped(path))
    assert schema is not None
    assert schema.name == name


def test_of_an_unknown_type_nothing_is_asked() -> None:
    loaded = load_yaml("szkoła: {nazwa: Szkoła, typ: policealna}\noddziały: {A: {nazwa: ogólny, miejsca: 30}}\n")
    assert loaded.regulation is not None
    assert coverage(loaded.regulation) == ()
    assert [one.code for one in loaded.diagnostics if one.code == "P144"] == []


# -- the answers ------------------------------------------------------------------------------------------------------

SETTLED = {
    "remis po ostatnim etapie": "kolejność: [{etap: los, losowanie: tak}]\n",
    "wejście w życie": "postanowienia: {koniec: regulamin wchodzi w życie 1 lutego}\n",
    "ile szkół wolno wybrać": "limity: {szkoły: 3}\n",
    "skład komisji": "komisja: {kto pracuje: w skład komisji wchodzi pięciu nauczycieli}\n",
    "kworum": "komisja: {ważność: obecne są dwie trzecie członków}\n",
    "laureaci i finaliści": (
        "kandydat: {tytuł: tak/nie}\n"
        "kolejność: [{etap: pierwszy, pierwszeństwo: tytuł, treść: najpierw przyjmuje się laureatów}]\n"
    ),
    "data zarządzenia": "zarządzenie: {numer: 3/2026, data: 2026-02-01}\n",
    "dane kandydatów przyjętych": "dane osobowe: {przyjęci: przez czas nauki}\n",
}


@pytest.mark.parametrize("about", SETTLED)
def test_what_the_file_says_is_settled_and_silent_without_it(about: str) -> None:
    assert standing(SETTLED[about], about) is Standing.SETTLED
    assert standing("", about) is Standing.SILENT


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ("limity: {szkoły: {wartość: 3, stan: powierzone}}\n", Standing.DELEGATED),
        ("limity: {szkoły: {wartość: 3, stan: przykładowe}}\n", Standing.SILENT),
        ("limity: {szkoły: {wartość: 3, stan: odczytanie}}\n", Standing.SETTLED),
    ],
)
def test_the_state_of_a_value_counts(more: str, wanted: Standing) -> None:
    assert standing(more, "ile szkół wolno wybrać") is wanted


def test_one_branch_without_seats_leaves_the_question_open() -> None:
    school = LICEUM.replace("{A: {nazwa: ogólny, miejsca: 30}}", "{A: {nazwa: ogólny, miejsca: 30}, B: {nazwa: drugi}}")
    assert standing("", "liczba miejsc w oddziałach") is Standing.SETTLED
    assert standing("", "liczba miejsc w oddziałach", school) is Standing.SILENT


def test_only_schools_of_occupations_are_asked_for_a_medical_certificate() -> None:
    about = "zaświadczenie lekarskie do nauki zawodu"
    assert about not in answers(regulation(LICEUM))
    assert about in answers(regulation(LICEUM.replace("Liceum", "Szkoła").replace("liceum", "technikum")))


def test_questions_of_a_kind_are_asked_where_there_is_one() -> None:
    about = "sprawdzian kompetencji językowych"
    assert about not in answers(shipped(KETY))
    assert answers(shipped("regulations/lomza/2026-2027.yaml"))[about].standing is Standing.INHERITED


def test_a_law_leaves_open_what_others_set() -> None:
    found = answers(shipped("regulations/prawo/przedszkola.yaml"))
    who = {about: (one.standing, one.who) for about, one in found.items()}
    assert who["złożenie wniosku"] == (Standing.DELEGATED, "organ prowadzący")
    assert who["kryteria dodatkowe organu prowadzącego"] == (Standing.DELEGATED, "organ prowadzący")
    assert who["liczba wolnych miejsc"] == (Standing.DELEGATED, "szkoła")
    assert who["kryteria ustawowe"] == (Standing.SETTLED, "")


def test_the_shipped_school() -> None:
    found = answers(shipped(KETY))
    silent = {about for about, one in found.items() if one.standing is Standing.SILENT}
    assert {"kryteria rodzinne", "remis po ostatnim etapie", "data zarządzenia", "usunięcie list"} <= silent
    assert found["liczba miejsc w oddziałach"].remark == "regulamin nie podaje liczby miejsc"
    exam = found["wyniki egzaminu ósmoklasisty"]
    assert exam.standing is Standing.DELEGATED
    assert exam.where is not None
    assert (exam.where.source.path, exam.where.text) == (str(ROOT / KETY), "egzamin")


@pytest.mark.parametrize("path", [KETY, "regulations/lomza/2026-2027.yaml", "regulations/prawo/przedszkola.yaml"])
def test_settled_is_in_the_file_and_inherited_is_not(path: str) -> None:
    found = shipped(path)
    for one in coverage(found):
        if one.where is not None and one.standing in (Standing.SETTLED, Standing.INHERITED):
            assert (one.where.source is found.source) is (one.standing is Standing.SETTLED), one.question.about


# -- the note ---------------------------------------------------------------------------------------------------------


ON_A_LAW = """
    rok szkolny: 2026/2027
    opiera się na: [prawo/ponadpodstawowe-2025]
    szkoła: {nazwa: Szkoła, typ: liceum}
    oddziały: {A: {rodzaj: ogólnodostępny, miejsca: 30, przedmioty punktowane: [fizyka, chemia]}}
"""


def test_one_note_names_the_first_and_counts_the_rest() -> None:
    loaded = load_yaml(ON_A_LAW)
    assert loaded.regulation is not None
    (note,) = [one for one in loaded.diagnostics if one.code == "P144"]
    silent = [one.question.about for one in coverage(loaded.regulation) if one.standing is Standing.SILENT]
    assert note.message.startswith(f"Regulamin nie rozstrzyga: {'; '.join(silent[:12])}; a także ")
    assert note.message.endswith(f" {len(silent) - 12} innych spraw.")


def test_a_dozen_are_all_named() -> None:
    (note,) = [one for one in load(ROOT / KETY).diagnostics if one.code == "P144"]
    silent = [one for one in coverage(shipped(KETY)) if one.standing is Standing.SILENT]
    passed_over, examples = ([one.question.about for one in silent if one.is_example is is_] for is_ in (False, True))
    assert examples == ["liczba miejsc w oddziałach"]
    assert note.message == (
        f"Regulamin nie rozstrzyga: {'; '.join(passed_over)}. Tylko wartość przykładową mają: {examples[0]}."
    )
    assert "usuń „stan: przykładowe”" in note.hint


def test_a_base_and_a_file_without_a_school_are_not_told() -> None:
    without = ["oddziały: {A: {miejsca: 30}}\n", "szkoła: {nazwa: Liceum, typ: liceum}\n"]
    assert [re.findall("P144", str([one.code for one in load_yaml(text).diagnostics])) for text in without] == [[], []]


TESTED = "szkoła: {nazwa: Liceum w Dębowie, typ: liceum}\noddziały: {A: {nazwa: oddział, rodzaj: KIND, miejsca: 30}}\n"
LANGUAGE, FITNESS = "sprawdzian kompetencji językowych", "próby sprawności fizycznej"


@pytest.mark.parametrize(
    ("kind", "about", "own", "expected"),
    [
        ("dwujęzyczny", LANGUAGE, "warunki: {test_językowy: {wymaga: wybór.t >= 20}}", Standing.SETTLED),
        ("dwujęzyczny", LANGUAGE, "kryteria: {t: {nazwa: wynik testu kompetencji, punkty: wybór.t}}", Standing.SETTLED),
        ("dwujęzyczny", LANGUAGE, "kryteria: {t: {nazwa: sprawdzian plastyczny, punkty: wybór.t}}", Standing.SILENT),
        ("wojskowy", FITNESS, "kryteria: {sprawność: {nazwa: bieg na 1000 m, punkty: wybór.t}}", Standing.SETTLED),
        ("wojskowy", FITNESS, "kryteria: {t: {nazwa: próba sprawności, punkty: wybór.t}}", Standing.SETTLED),
        ("wojskowy", FITNESS, "warunki: {t: {treść: zaliczył test sprawności, wymaga: wybór.t > 9}}", Standing.SETTLED),
        ("wojskowy", FITNESS, "kryteria: {t: {nazwa: próba głosu, punkty: wybór.t}}", Standing.SILENT),
    ],
)
def test_tests_of_a_kind_are_found_among_its_own_rules(kind: str, about: str, own: str, expected: Standing) -> None:
    kinds = f"rodzaje oddziałów:\n  {kind}:\n    wybór: {{t: liczba od 0 do 50}}\n    {own}\n"
    assert standing(kinds, about, TESTED.replace("KIND", kind)) is expected


@pytest.mark.parametrize("kind", ["zespół", "szkoła", "zespół szkół zawodowych"])
def test_a_type_that_says_little_leaves_it_to_the_law(kind: str) -> None:
    loaded = load_yaml(ON_A_LAW.replace("typ: liceum", f"typ: {kind}"))
    assert loaded.regulation is not None
    found = {one.question.about for one in coverage(loaded.regulation)}
    assert {"przedmioty rozszerzone", "zaświadczenie lekarskie do nauki zawodu"} <= found  # of any type
    assert [one for one in loaded.diagnostics if one.code == "P144"]
    assert not coverage(regulation("szkoła: {nazwa: Szkoła, typ: zespół}\n"))


def test_of_a_school_without_a_law_only_what_schools_settle_is_told() -> None:
    (note,) = [one for one in load_yaml(LICEUM).diagnostics if one.code == "P144"]
    assert "przedmioty rozszerzone" in note.message
    assert "kryteria rodzinne" not in note.message
    found = {one.question.about for one in coverage(regulation(LICEUM))}
    assert "kryteria rodzinne" in found  # --coverage tells all


def test_a_word_is_found_where_it_begins() -> None:
    text = LICEUM + "dane osobowe: {nieprzyjęci: dane kandydatów (nieprzyjętych) przechowuje się rok}\n"
    found = {one.question.about: one.standing for one in coverage(regulation(text))}
    assert found["dane kandydatów nieprzyjętych"] is Standing.SETTLED
    assert found["dane kandydatów przyjętych"] is Standing.SILENT


def test_a_term_to_be_confirmed_is_a_term() -> None:
    day = "{wartość: od 3 do 5 sierpnia 2026, stan: przykładowe}"
    text = ON_A_LAW + f"    terminarz: {{wnioski: {{rekrutacyjne: {day}, uzupełniające: {day}}}}}\n"
    loaded = load_yaml(text)
    assert loaded.regulation is not None
    found = {one.question.about: one.standing for one in coverage(loaded.regulation)}
    assert found["złożenie wniosku"] is found["terminy postępowania uzupełniającego"] is Standing.SETTLED
