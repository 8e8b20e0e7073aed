"""Whatever is asked of whatever shipped regulation gets an answer that went through the guard: laws and cities without
branches, a preschool without exams, a system without rules."""

from __future__ import annotations

import pytest

from assistant.contract import Status
from assistant.intents import intents
from tests.assistant.asking import SCHOOLS, ask, tuned_on

EXAMPLES = [example for intent in intents() for example in intent.examples[:3]]
ASKED = [*EXAMPLES, *dict.fromkeys(str(question["q"]) for question in tuned_on()[::5])]


@pytest.mark.parametrize("name", SCHOOLS)
def test_every_question_is_answered(name: str) -> None:
    for question in ASKED:
        given = ask(question, name)
        assert given.text, question
        assert given.status in set(Status), question
        assert len({value.id for value in given.values}) == len(given.values), question
        assert "terminarz." not in given.text, question


@pytest.mark.parametrize("name", SCHOOLS)
def test_no_name_of_the_file_is_shown(name: str) -> None:
    """Names with `_` are for programs."""
    for question in ASKED:
        assert "_" not in ask(question, name).text.replace("https://", ""), question
