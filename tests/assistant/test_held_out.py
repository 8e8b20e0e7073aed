"""Questions that nobody tunes on: only their shares are held, and that none is answered with a false figure."""

from __future__ import annotations

import pytest

from assistant.contract import Status
from tests.assistant.asking import Question, ask, faults, questions, told

LEAST_RIGHT = 0.75
HELD_OUT = questions("held_out")
_ANSWERED = (Status.GIVEN, Status.DELEGATED, Status.UNCERTAIN)


def test_most_are_right_and_cited() -> None:
    right = [question for question in HELD_OUT if not faults(question, ask(question["q"]))]
    assert len(right) >= LEAST_RIGHT * len(HELD_OUT)


@pytest.mark.parametrize("number", range(len(HELD_OUT)))
def test_none_gets_other_figures(number: int) -> None:
    """Asking back or declining is no harm; a figure in place of the right one is."""
    question: Question = HELD_OUT[number]
    given = ask(question["q"])
    if given.status in _ANSWERED and question.get("values"):
        assert set(map(str, question["values"])) & set(map(str, told(given.values)))


def test_they_are_not_among_those_tuned_on() -> None:
    assert not {question["q"] for question in HELD_OUT} & {question["q"] for question in questions()}
