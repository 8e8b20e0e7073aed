"""The learned ranker: its weights are of the phrases that stand beside them, learned the same way on every run."""

from __future__ import annotations

import json
from math import exp, isclose

import pytest

from assistant.choice import choices, rivals
from assistant.intents import BY_WORDS, Match, intent_of, intents
from assistant.normalise import tokens
from assistant.ranker import BIAS, WEIGHTS, likelihoods, terms_of, unpacked
from scripts.train_ranker import FOLDER, hash_of, learn, packed, phrases, right
from tests.assistant.asking import HELD_OUT, questions


def test_the_weights_are_of_these_phrases() -> None:
    """After a change of phrases or examples: `python -m scripts.train_ranker`."""
    known = json.loads((FOLDER / WEIGHTS).read_text(encoding="utf-8"))
    assert known["phrases"] == hash_of(phrases())


def test_phrases_are_of_intents_that_may_be_ranked() -> None:
    known = {intent.id for intent in intents()} - {BY_WORDS}
    assert {name for name, _ in phrases()} <= known


@pytest.mark.parametrize("name", HELD_OUT)
def test_no_question_held_out_is_learned_from(name: str) -> None:
    asked = {question["q"].casefold() for question in questions(name)}
    assert not asked & {text.casefold() for _, text in phrases()}


def test_learning_tells_terms_apart_and_repeats_itself() -> None:
    given = [((BIAS, "wolon"), "wolontariat"), ((BIAS, "remis"), "remis"), ((BIAS, "wolon", "ile"), "wolontariat")]
    names = ["remis", "wolontariat"]
    learned = packed(learn(given, names, epochs=20), names, "x")
    weights = unpacked(learned)
    for term, name in (("wolon", "wolontariat"), ("remis", "remis")):
        likely = likelihoods([BIAS, term], weights)
        assert max(likely, key=lambda one: likely[one]) == name
    assert right(weights, given) == len(given)
    assert packed(learn(given, names, epochs=20), names, "x") == learned


def test_what_only_words_together_tell_is_learned() -> None:
    """Neither word alone speaks for an intent: both or none mean the one, each alone the other."""
    given = [((BIAS, "a", "b"), "x"), ((BIAS,), "x"), ((BIAS, "a"), "y"), ((BIAS, "b"), "y")]
    weights = unpacked(packed(learn(given, ["x", "y"], epochs=300), ["x", "y"], ""))
    assert right(weights, given) == len(given)


def test_likelihoods_are_of_everything() -> None:
    found = likelihoods([BIAS, "wolon", "ile", "punkt"])
    assert isclose(sum(map(exp, found.values())), 1.0)
    assert max(found, key=lambda name: found[name]) == "wolontariat"


def test_unknown_words_change_nothing_but_how_sure_it_is() -> None:
    plain, strange = likelihoods([BIAS, "wolon"]), likelihoods([BIAS, "wolon", "qwertz"])
    assert max(plain, key=lambda name: plain[name]) == max(strange, key=lambda name: strange[name])
    assert max(strange.values()) < max(plain.values())


def test_what_names_a_branch_or_a_subject_is_no_word() -> None:
    assert terms_of(tokens("ile miejsc w biol-chem"), frozenset({3, 4, 5}), {"oddzial"}) == [
        BIAS, "ile", "miejs", "w", "@oddzial",
    ]  # fmt: skip
    assert terms_of(tokens("70 z matematyki"), frozenset(), set()) == [BIAS, "#", "z"]


def test_an_intent_that_stands_on_a_slot_is_not_chosen_without_it() -> None:
    learned = {one.id: -9.0 for one in intents()} | {"paragraf": -0.01}
    assert not choices([], learned, set())
    assert [one.intent.id for one in choices([], learned, {"jednostka"})] == ["paragraf"]


def test_cues_and_likelihood_are_weighed_together() -> None:
    termin, listy = intent_of("termin"), intent_of("listy")
    assert termin is not None
    assert listy is not None
    learned = {one.id: -9.0 for one in intents()} | {"termin": -3.0, "listy": -0.1}
    assert choices([Match(termin, 4.0)], learned, set())[0].intent is listy
    assert choices([Match(termin, 12.0)], learned, set())[0].intent is termin


def test_another_matter_is_no_option_of_a_question_back() -> None:
    learned = {one.id: -9.0 for one in intents()} | {"remis": -0.7, "poza_zakresem": -0.75}
    assert [one.intent.id for one in rivals(choices([], learned, set()))] == ["remis"]
