"""A slip of the finger is mended where it is plain what was meant; a word of its own is left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.intents import all_patterns
from assistant.patterns import Patterns, forms, has_form, is_near, is_same_word
from assistant.spelling import mended, vocabulary
from benchmarks.ask import noisy
from tests.assistant.asking import ask, faults, has_other_figures, kety, school_of, tuned_on

SLIPS = [
    ("wnisoek", "wniosek"),
    ("protkool", "protokol"),
    ("licemu", "liceum"),
    ("dokmuenty", "dokumenty"),
    ("świadctwo", "swiadectwo"),
    ("koimsja", "komisja"),
]


@pytest.mark.parametrize(("typed", "meant"), SLIPS)
def test_a_slip_is_mended(typed: str, meant: str) -> None:
    assert mended(typed, kety()) == meant


OWN = ["założyć konto", "testy", "klasa A i B", "kandydat-07", "probny-01", "probny_01_b", "75% z matmy", "Xyzwq", ""]


@pytest.mark.parametrize("text", OWN)
def test_a_word_of_its_own_stays(text: str) -> None:
    assert mended(text, kety()) == text


def test_a_capital_stays_a_capital() -> None:
    assert mended("Wnisoek", kety()) == "Wniosek"


USED = st.sampled_from(sorted(vocabulary(kety()).counts))


@given(USED, st.integers(0, 20), st.text("abeklnosw", max_size=2), st.booleans())
def test_a_word_one_slip_away_is_found_by_its_ends(word: str, place: int, other: str, is_swap: bool) -> None:
    known = vocabulary(kety())
    instead, left = (word[place : place + 2][::-1], word[place + 2 :]) if is_swap else (other, word[place + 1 :])
    typed = word[:place] + instead + left
    near = [one for one in known.counts if is_near(typed, one)]
    found = known.nearest(typed)
    assert found in near if near else not found


WORDS = st.text("ab", max_size=8)


@given(WORDS, st.lists(WORDS, max_size=8))
def test_forms_in_order_are_the_forms_among_all(word: str, words: list[str]) -> None:
    assert has_form(word, forms(words)) == any(is_same_word(word, one) for one in words)


def test_noise_costs_little_and_gives_no_other_figure() -> None:
    asked = [(question, ask(noisy(str(question["q"])), school_of(question))) for question in tuned_on()]
    right = [question for question, given in asked if not faults(question, given)]
    assert len(right) >= 0.96 * len(asked)
    assert not [question["q"] for question, given in asked if has_other_figures(question, given)]


TOGETHER = Patterns(all_patterns())


@given(USED, st.integers(0, 20), st.text("abeklnosw", max_size=2), st.text("aeikuwy", max_size=2))
def test_patterns_together_find_what_each_finds(word: str, place: int, instead: str, ending: str) -> None:
    typed = word[:place] + instead + word[place + 1 :] + ending
    assert TOGETHER.matching(typed) == {one for one in all_patterns() if one.matches(typed)}
    assert TOGETHER.resembling(typed) == {one for one in all_patterns() if one.resembles(typed)}
