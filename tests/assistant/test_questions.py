"""Questions as people ask them get the expected status, values and cited units."""

from __future__ import annotations

import pytest

from tests.assistant.asking import Question, ask, faults, questions, school_of

LEAST_QUESTIONS = 60


@pytest.mark.parametrize("question", questions(), ids=lambda question: str(question["q"]))
def test_question_is_answered(question: Question) -> None:
    given = ask(question["q"], school_of(question))
    assert not faults(question, given), given.text


def test_there_are_enough_questions() -> None:
    assert len({question["q"] for question in questions()}) >= LEAST_QUESTIONS


def test_none_is_written_twice() -> None:
    asked = [(question["q"], school_of(question)) for question in questions()]
    assert len(asked) == len(set(asked))
