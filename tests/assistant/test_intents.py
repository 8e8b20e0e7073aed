"""Intents as data: each has enough examples and wins them, its topic is there, and its templates can be worded."""

from __future__ import annotations

from itertools import chain

import pytest

from assistant.answer import answer
from assistant.contract import Frame, Status
from assistant.intents import BY_WORDS, FILES, OWN_CASE, Intent, intents
from assistant.lexicon import read_data
from assistant.normalise import clean, tokens
from assistant.templates import template
from assistant.topics import topic_named
from assistant.understanding import understand
from tests.assistant.asking import kety

LEAST_EXAMPLES = 5
ELSEWHERE = {BY_WORDS, OWN_CASE, "kryterium", "proby_sprawdziany"}
"""Intents that the LO of the examples has nothing of: questions to other schools ask for them."""
EXAMPLES = [(intent.id, example) for intent in intents() for example in intent.examples]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_no_example_is_won_by_another_intent(name: str, example: str) -> None:
    understood = understand(tokens(clean(example)), kety(), Frame())
    assert understood.intent is not None, [rival.id for rival in (*understood.rivals, *understood.weak)]
    assert understood.intent.id == name


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_every_example_is_answered_through_the_guard(name: str, example: str) -> None:
    given = answer(example, [kety()])
    assert given.intent in (name, OWN_CASE)
    assert given.text
    tells = [value for value in given.values if value.kind != "werdykt"]
    assert given.status is Status.OUT_OF_SCOPE or given.citations or given.clarification or not tells


@pytest.mark.parametrize("intent", intents(), ids=lambda intent: intent.id)
def test_intent_is_whole(intent: Intent) -> None:
    assert len(set(intent.examples)) >= LEAST_EXAMPLES or intent.id in ELSEWHERE
    assert intent.title
    assert intent.cues or intent.id in (BY_WORDS, OWN_CASE)
    assert callable(topic_named(intent.topic))
    for text in intent.templates.values():
        assert callable(template(text))


def test_names_and_examples_are_used_once() -> None:
    names = [intent.id for intent in intents()]
    examples = [example.casefold() for _, example in EXAMPLES]
    assert len(names) == len(set(names))
    assert len(examples) == len(set(examples))


def test_every_file_of_intents_is_read() -> None:
    known = set(
        chain.from_iterable((raw["id"] for raw in read_data("assistant.intents", f"{name}.yaml")) for name in FILES)
    )
    assert known == {intent.id for intent in intents()}
