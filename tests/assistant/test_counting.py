"""What is counted from a question: one result instead of another, several criteria, days from a day named."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.contract import Answer, Status
from assistant.days import day_in
from assistant.normalise import clean, tokens
from tests.assistant.asking import ask, kety, told


def _figures(given: Answer) -> list[str]:
    return [str(value.canonical) for value in given.values if value.is_told and value.kind == "punkty"]


@pytest.mark.parametrize(
    ("question", "before", "after", "difference"),
    [
        ("matma 80% zamiast 60%, ile punktów więcej?", "21", "28", "7"),
        ("z trójki na piątkę z fizyki w klasie A, o ile punktów więcej", "8", "17", "9"),
        ("polski 40 zamiast 90 na egzaminie, ile mniej punktów", "31.5", "14", "17.5"),
    ],
)
def test_one_result_instead_of_another(question: str, before: str, after: str, difference: str) -> None:
    assert _figures(ask(question)) == [before, after, difference]


def test_several_criteria_and_their_sum() -> None:
    assert _figures(ask("mam czerwony pasek i wolontariat, ile to punktów")) == ["7", "3", "10"]
    assert _figures(ask("samotnie wychowuję córkę i mamy najbliżej, ile punktów", "sp77")) == ["22", "6", "28"]


def test_a_clause_of_two_meanings_leaves_the_sum_out() -> None:
    """Brothers and sisters may go on or apply: two criteria, so no sum is told."""
    assert "28" not in _figures(ask("samotnie wychowuję syna, a rodzeństwo ma, ile punktów", "sp77"))


@pytest.mark.parametrize(
    ("day", "last"), [("28 lipca 2025", "2025-07-31"), ("31.07.2025", "2025-08-04"), ("12 sierpnia", "2025-08-18")]
)
def test_days_are_counted_from_the_day_named(day: str, last: str) -> None:
    """A term that ends on a Saturday or a holiday moves to the next working day."""
    assert last in told(ask(f"uzasadnienie odmowy odebrałam {day}, do kiedy złożyć odwołanie?").values)


def test_the_day_of_asking_is_no_day_on_which_anything_happened() -> None:
    given = ask("jest 8 sierpnia 2025, nie ma mnie na liście w uzupełniającej, do kiedy prosić o uzasadnienie")
    assert "/2025-08-13" in told(given.values)
    assert "2025-08-11" not in told(given.values)


def test_days_left_to_ask_for_the_reasons() -> None:
    for school, left in (("kety", "2"), ("zsme", "2")):
        given = ask("ile dni zostało na wniosek o uzasadnienie odmowy?", school, date(2025, 7, 22))
        assert left in told(given.values)
        assert "24 lipca" in given.text


@pytest.mark.parametrize(("heard", "verdict"), [("10", "tak"), ("12", "nie")])
def test_whether_a_sum_somebody_heard_of_is_right(heard: str, verdict: str) -> None:
    for school in ("kety", "zsme"):
        given = ask(f"mam pasek i wolontariat, czy to razem {heard} punktów?", school)
        assert told(given.values)[0] == verdict
        assert "10" in told(given.values)


def test_two_titles_of_one_contest_and_another_achievement() -> None:
    question = (
        "dwa tytuły finalisty wojewódzkich konkursów przedmiotowych kuratora i trzecie miejsce w powiatowych biegach"
    )
    for school in ("kety", "miasto"):
        given = ask(f"{question}, ile punktów?", school)
        assert "11" in told(given.values)
        assert "szczebel powiatowy" in given.text


def test_a_clause_that_names_no_criterion_is_told_to_be_left_out() -> None:
    given = ask("mamy trójkę dzieci, samotnie wychowuję, babcia jest w domu opieki, ile to razem?", "sp77")
    assert _figures(given) == ["22", "22", "44"]
    assert "Poza tą sumą zostało: „babcia jest w domu opieki”" in given.text
    assert "Poza tą sumą" not in ask("mamy trójkę dzieci, samotnie wychowuję, ile to razem?", "sp77").text


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("teraz mam 131,5, ile będzie z czerwonym paskiem", ["7", "138.5"]),
        ("mam 95 punktów, ile da wolontariat", ["3", "98"]),
        ("mam 17 lat, ile da wolontariat", ["3"]),
    ],
)
def test_points_are_added_to_the_sum_that_a_person_has(question: str, figures: list[str]) -> None:
    assert _figures(ask(question)) == figures


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("polski 6 mata 5 historia 6 wos 4 klasa mundurowa ile za oceny", "67"),
        ("polski 6 mata 5 historia 6 wos 4, oddział M, ile za oceny", "67"),
    ],
)
def test_a_grade_before_the_class_is_a_grade(question: str, figures: str) -> None:
    assert figures in _figures(ask(question, "lomza"))


@pytest.mark.parametrize("text", ["31 lutego 2025", "sto lipca", "45.77", "lipca"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_in(tokens(clean(text)), kety()) is None


def test_a_day_without_a_year_is_of_the_timetable() -> None:
    assert day_in(tokens(clean("do 3 lipca")), kety()) == date(2025, 7, 3)


def test_the_result_of_a_branchs_own_test_counts() -> None:
    results = "polski 70%, matma 50%, angielski 80%"
    without = ask(f"klasa dwujęzyczna: {results}, ile punktów", "lomza")
    given = ask(f"klasa dwujęzyczna: {results}, sprawdzian 30 pkt, ile punktów", "lomza")
    assert _figures(without)[0] == "66"
    assert _figures(given)[0] == "96"
    assert "30" in _figures(given)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("czy chemia liczy się do punktów w klasie B?", "nie"),
        ("czy biologia liczy się do punktów w klasie B?", "tak"),
        ("czy chemia jest rozszerzona w klasie B?", "tak"),
    ],
)
def test_whether_a_subject_counts(question: str, verdict: str) -> None:
    assert told(ask(question).values)[0] == verdict


def test_a_document_of_a_named_occupation() -> None:
    assert told(ask("czy mechanik samochodowy musi iść do lekarza od kierowców?", "zsme").values)[0] == "tak"
    assert told(ask("czy lakiernik musi mieć badanie kierowcy?", "zsme").values)[0] == "nie"


def test_a_law_is_cited_by_its_article() -> None:
    units = [one.unit for one in ask("jak długo trzyma się dokumenty nieprzyjętych", "prawo_2025").citations]
    assert "art. 160" in units


def test_points_that_a_law_leaves_to_others_are_no_nought() -> None:
    given = ask("ile punktów za wielodzietność", "przedszkola")
    assert not _figures(given)
    assert "ustala" in given.text


@pytest.mark.parametrize("question", ["do kiedy?", "ile za to jest?", "a jak nie doniosę?", "kiedy to będzie?"])
def test_a_question_of_nothing_is_asked_back(question: str) -> None:
    given = ask(question)
    assert given.status is Status.ASK_BACK
    assert given.clarification is not None
    assert 2 <= len(given.clarification.options) <= 4


def test_a_unit_of_a_document_is_no_grade() -> None:
    assert "13" in ask("co jest w § 13 ust. 1", "zsme").text
    assert ask("co jest w § 13 ust. 1", "zsme").intent == "paragraf"
