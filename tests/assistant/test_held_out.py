"""Questions that nobody tunes on: only their shares are held, and that none is answered with a false figure."""

from __future__ import annotations

import pytest

from tests.assistant.asking import (
    answers_another_question,
    ask,
    faults,
    has_other_figures,
    questions,
    school_of,
    tuned_on,
)

LEAST_RIGHT = 0.8
MOST_OF_ANOTHER = 0.1
SETS = {name: questions(name) for name in ("held_out", "held_out_new", "held_out_schools")}
HELD_OUT = [question for chosen in SETS.values() for question in chosen]


@pytest.mark.parametrize("name", SETS)
def test_most_are_right_and_cited(name: str) -> None:
    right = [question for question in SETS[name] if not faults(question, ask(question["q"], school_of(question)))]
    assert len(right) >= LEAST_RIGHT * len(SETS[name])


@pytest.mark.parametrize("name", SETS)
def test_few_get_an_answer_to_another_question(name: str) -> None:
    beside = [one for one in SETS[name] if answers_another_question(one, ask(one["q"], school_of(one)))]
    assert len(beside) <= MOST_OF_ANOTHER * len(SETS[name])


@pytest.mark.parametrize("number", range(len(HELD_OUT)))
def test_none_gets_other_figures(number: int) -> None:
    """Asking back or declining is no harm; a figure in place of the right one is."""
    assert not has_other_figures(HELD_OUT[number], ask(HELD_OUT[number]["q"], school_of(HELD_OUT[number])))


def test_they_are_not_among_those_tuned_on() -> None:
    assert not {question["q"] for question in HELD_OUT} & {question["q"] for question in tuned_on()}
