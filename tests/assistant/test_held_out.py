"""Questions that nobody tunes on: only their shares are held, and that none is answered with a false figure."""

from __future__ import annotations

import pytest

from tests.assistant.asking import ask, faults, has_other_figures, questions

LEAST_RIGHT = 0.8
HELD_OUT = questions("held_out")


def test_most_are_right_and_cited() -> None:
    right = [question for question in HELD_OUT if not faults(question, ask(question["q"]))]
    assert len(right) >= LEAST_RIGHT * len(HELD_OUT)


@pytest.mark.parametrize("number", range(len(HELD_OUT)))
def test_none_gets_other_figures(number: int) -> None:
    """Asking back or declining is no harm; a figure in place of the right one is."""
    assert not has_other_figures(HELD_OUT[number], ask(HELD_OUT[number]["q"]))


def test_they_are_not_among_those_tuned_on() -> None:
    assert not {question["q"] for question in HELD_OUT} & {question["q"] for question in questions()}
