"""A slip of the finger is mended where it is plain what was meant; a word of its own is left as it is."""

from __future__ import annotations

import pytest

from assistant.spelling import mended
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


def test_noise_costs_little_and_gives_no_other_figure() -> None:
    asked = [(question, ask(noisy(str(question["q"])), school_of(question))) for question in tuned_on()]
    right = [question for question, given in asked if not faults(question, given)]
    assert len(right) >= 0.96 * len(asked)
    assert not [question["q"] for question, given in asked if has_other_figures(question, given)]
