"""What an answer leaves out of a question: weighed by the telling words of the clauses that ask."""

from __future__ import annotations

import pytest

from assistant.coverage import Coverage, coverage, is_telling
from assistant.intents import Intent, intent_of
from assistant.normalise import clean, tokens

SAID = ("wolontariat – 3 punkty",)


def _coverage(question: str, *others: str) -> Coverage:
    found, *beside = [_intent(name) for name in ("wolontariat", *others)]
    return coverage(tokens(clean(question)), frozenset(), found, SAID, beside)


def _intent(name: str) -> Intent:
    found = intent_of(name)
    assert found is not None
    return found


def test_a_question_without_telling_words_leaves_nothing_out() -> None:
    assert _coverage("ile to punktów?").is_enough


def test_what_the_intent_and_the_answer_name_is_covered() -> None:
    found = _coverage("ile punktów za wolontariat?")
    assert found.covered == ("wolontariat",)
    assert not found.uncovered


def test_circumstances_are_not_left_out() -> None:
    assert _coverage("Wnuk karmił koty w schronisku i był wolontariuszem. Ile to punktów?").is_enough
    assert not _coverage("ile punktów za karmienie kotów w schronisku").is_enough


def test_words_of_another_intent_weigh_more() -> None:
    assert _coverage("czy wolontariat to skakanie", "przelicznik_egzaminu").is_enough
    assert _coverage("czy wolontariat to egzamin").is_enough
    assert not _coverage("czy wolontariat to egzamin", "przelicznik_egzaminu").is_enough


@pytest.mark.parametrize("question", ["ile kosztuje wolontariat", "jak długo trwa wolontariat w hospicjum"])
def test_another_side_of_the_thing_is_another_question(question: str) -> None:
    assert not _coverage(question).is_enough


def test_a_part_covered_twice_counts_once() -> None:
    assert _coverage("wolontariat wolontariatu wolontariatem").covered == ("wolontariat",)


@pytest.mark.parametrize("word", ["jakie", "szkola", "potrzebne", "moglby", "syn", "ale"])
def test_common_words_tell_nothing(word: str) -> None:
    assert not is_telling(word)


@pytest.mark.parametrize("word", ["lekarskie", "zameldowaniu", "kosztuje", "burmistrz"])
def test_rare_words_tell(word: str) -> None:
    assert is_telling(word)
