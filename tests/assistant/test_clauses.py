"""Two things asked at once: where a question is parted, and that each part is answered by its own rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.clauses import MOST, clauses
from tests.assistant.asking import ask, told


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Do kiedy oddać wniosek i w której szkole go złożyć?",
         ("Do kiedy oddać wniosek", "i w której szkole go złożyć?")),
        ("Ile lat trwa technikum, a ile trwa branżowa?", ("Ile lat trwa technikum", "a ile trwa branżowa?")),
        ("Kiedy są listy? Kto je podpisuje?", ("Kiedy są listy?", "Kto je podpisuje?")),
        ("Mam piątkę z matematyki. Ile to punktów i czym to wykazać?",
         ("Mam piątkę z matematyki. Ile to punktów", "Mam piątkę z matematyki. i czym to wykazać?")),
        ("Do kiedy i gdzie składa się wniosek?", ("Do kiedy składa się wniosek?", "gdzie składa się wniosek?")),
    ],
)  # fmt: skip
def test_two_questions(question: str, parts: tuple[str, ...]) -> None:
    assert clauses(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "do kiedy wniosek",
        "nie wiem jak i co złożyć",
        "Mam opinię z poradni, która zawęża mi wybór. Czy mam pierwszeństwo?",
        "ile punktów za polski i matematykę",
        "Po co? Kto? Kiedy? Gdzie?",
    ],
)
def test_one_question(question: str) -> None:
    assert clauses(question) == (question,)


@given(st.text(max_size=200))
def test_any_text_is_parted_into_few(question: str) -> None:
    found = clauses(question)
    assert 1 <= len(found) <= MOST
    assert found != (question,) or len(found) == 1


def test_each_is_answered_with_its_own_rule() -> None:
    given_answer = ask("ile punktów za wolontariat i do kiedy trzeba złożyć wniosek?")
    assert {"3", "2025-05-12/2025-07-09"} <= {str(one) for one in told(given_answer.values)}
    assert {"§ 3 ust. 1 pkt 2 lit. f", "§ 2 ust. 1"} <= {one.unit for one in given_answer.citations}
    assert len({value.id for value in given_answer.values}) == len(given_answer.values)


def test_place_and_time_of_one_thing_are_both_told() -> None:
    given_answer = ask("do kiedy i gdzie składa się wniosek?")
    assert "2025-05-12/2025-07-09" in {str(one) for one in told(given_answer.values)}
    assert "w szkole pierwszego wyboru" in given_answer.text


def test_a_second_clause_that_goes_on_is_about_the_first() -> None:
    given_answer = ask("do kiedy złożyć wniosek i czy w uzupełniającej też?")
    assert {"2025-05-12/2025-07-09", "2025-07-22/2025-07-29"} <= {str(one) for one in told(given_answer.values)}


def test_what_is_said_of_every_answer_stands_once() -> None:
    given_answer = ask("ile punktów za wolontariat i do kiedy trzeba złożyć wniosek?", "lomza")
    assert given_answer.text.count("To szkoła przykładowa") == 1
