"""A yes or a no that the rule itself does not give is worse than no answer: who is meant, where it is written, when."""

from __future__ import annotations

import pytest

from assistant.contract import Status
from tests.assistant.asking import ask, told


@pytest.mark.parametrize(
    ("question", "school", "verdict"),
    [
        ("niepełnosprawny kandydat do sportowej, czy to się liczy przy remisie?", "lomza", "nie"),
        ("niepełnosprawny brat kandydata do sportowej, czy to się liczy przy remisie?", "lomza", "tak"),
        ("wielodzietna rodzina, do sportowej, czy to się liczy przy remisie?", "lomza", "tak"),
        ("niepełnosprawny kandydat, czy to się liczy przy remisie?", "zsme", "tak"),
        ("brat chodzi do tej szkoły, czy to się liczy?", "zsme", "nie_wymienia"),
    ],
)
def test_a_family_reason_counts_where_the_stage_counts_it(question: str, school: str, verdict: str) -> None:
    assert verdict in told(ask(question, school).values)


@pytest.mark.parametrize(
    ("question", "school", "verdict"),
    [
        ("czy miejsce na liście wyboru ma znaczenie?", "kety", "nie"),
        ("czy punkty są takie same niezależnie od miejsca na liście wyboru?", "kety", "tak"),
        ("czy miejsce na liście wyboru ma znaczenie?", "sp77", "tak"),
        ("czy punkty są takie same niezależnie od miejsca na liście wyboru?", "sp77", "nie"),
        ("czy liczy się, kto pierwszy złoży wniosek?", "sp77", "nie"),
        ("czy wcześniej i później złożone wnioski są traktowane tak samo, kolejność zgłoszeń?", "kety", "tak"),
        ("mam opinię z poradni o problemach zdrowotnych, czy to się liczy przy remisie?", "zsme", "tak"),
        ("nie mam opinii z poradni, ale choruję, czy zdrowie liczy się przy remisie?", "zsme", "zależy"),
        ("opinia z prywatnej poradni o zdrowiu liczy się przy remisie?", "zsme", "zależy"),
    ],
)
def test_a_yes_is_to_what_was_asked(question: str, school: str, verdict: str) -> None:
    assert verdict in told(ask(question, school).values)


@pytest.mark.parametrize(
    "question",
    [
        "mam wolontariat, ale nie jest wpisany na świadectwo, ile punktów",
        "ile punktów za wolontariat bez wpisu na świadectwie",
        "drugie miejsce w zawodach krajowych, nie ma tego na świadectwie, ile punktów",
    ],
)
def test_what_the_certificate_does_not_say_gives_no_points(question: str) -> None:
    assert told(ask(question).values) == ["nie"]


@pytest.mark.parametrize(
    "question",
    [
        "mam wpis na świadectwie o wolontariacie, ile punktów",
        "nie wiem, czy wolontariat jest na świadectwie, ile punktów",
    ],
)
def test_nothing_is_denied_where_the_entry_is_not(question: str) -> None:
    assert "3" in told(ask(question).values)


@pytest.mark.parametrize("school", ["lomza", "miasto"])
def test_a_term_of_the_main_round_is_not_told_of_the_supplementary_one(school: str) -> None:
    for question in ("do kiedy wniosek w rekrutacji uzupełniającej", "kiedy wnioski w dogrywce"):
        assert "7 lipca" not in ask(question, school).text


@pytest.mark.parametrize(("school", "subject"), [("kety", "fizyki"), ("zsme", "chemii")])
def test_a_contest_in_a_subject_gives_priority_instead_of_points(school: str, subject: str) -> None:
    given = ask(f"jestem laureatką kuratoryjnego konkursu wojewódzkiego z {subject}, ile to punktów", school)
    assert told(given.values) == ["nie"]
    assert given.status is not Status.UNSAID


@pytest.mark.parametrize("school", ["lomza", "malopolska"])
def test_an_answer_of_a_made_up_school_says_so(school: str) -> None:
    given = ask("ile punktów za wolontariat", school)
    assert "3" in told(given.values)
    assert given.text.endswith("To szkoła przykładowa – takiej szkoły nie ma.")


def test_a_real_school_is_called_no_example() -> None:
    assert "przykładowa" not in ask("ile punktów za wolontariat").text


def test_a_rule_of_other_branches_is_told_as_theirs() -> None:
    """Only military and uniformed branches of the sample school want Polish citizenship."""
    given = ask("nie mam obywatelstwa polskiego, chcę do sportowej, mogę?", "lomza")
    assert given.status is Status.UNSAID
    assert "Przepisy o innych oddziałach: W, M" in given.text


_AT_EQUAL = "Do klasy {branch} mamy z kolegą po 112 punktów. {results} Będę przed nim?"


@pytest.mark.parametrize(
    ("results", "branch", "verdicts"),
    [
        ("Ja na próbach sprawności miałem 34, on 31, ale on jest z rodziny wielodzietnej.", "W", ["tak"]),
        ("Ja na próbach sprawności miałem 29, on 31.", "W", ["nie"]),
        ("Ja na próbach sprawności miałem 31, on 31, ale on jest z rodziny wielodzietnej.", "W", []),
        ("On jest z rodziny wielodzietnej.", "W", []),
        ("Ja na próbach sprawności miałem 34, on 31.", "A", []),
    ],
)
def test_of_two_at_equal_points_the_first_stage_after_the_sum_decides(
    results: str, branch: str, verdicts: list[str]
) -> None:
    given = ask(_AT_EQUAL.format(branch=branch, results=results), "lomza")
    assert [one for one in told(given.values) if one in ("tak", "nie", "zależy")] == verdicts
    assert "prób sprawności" in given.text or branch == "A"


def test_a_paper_is_never_in_time_by_the_term_of_another_one() -> None:
    text = ask("Zaświadczenie lekarskie będzie 10 lipca, zdążę?", "zsme").text
    assert "orzeczenie lekarskie" in text
    assert "18 lipca" in text
    assert "9 lipca" not in text
