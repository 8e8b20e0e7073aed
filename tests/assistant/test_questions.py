"""Questions as people ask them get the expected status, values and cited units."""

from __future__ import annotations

import pytest

from tests.assistant.asking import Question, ask, faults, school_of, tuned_on

LEAST_QUESTIONS = 60


@pytest.mark.parametrize("question", tuned_on(), ids=lambda question: str(question["q"]))
def test_question_is_answered(question: Question) -> None:
    given = ask(question["q"], school_of(question))
    assert not faults(question, given), given.text


def test_there_are_enough_tuned_on() -> None:
    assert len({question["q"] for question in tuned_on()}) >= LEAST_QUESTIONS


def test_none_is_written_twice() -> None:
    asked = [(question["q"], school_of(question)) for question in tuned_on()]
    assert len(asked) == len(set(asked))
