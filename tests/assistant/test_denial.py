"""What a question says is not so, over every fact that may be claimed beside results."""

from __future__ import annotations

import pytest

from assistant.lexicon import lexicon
from assistant.normalise import clean, tokens
from assistant.topics.sheets import claimed
from tests.assistant.asking import ask, told

NAMES = {
    "wyróżnienie": ("pasek", "paska", "paskiem"),
    "aktywność_społeczna": ("wolontariat", "wolontariatu", "wolontariatem"),
}
"""Each fact as it is named in the nominative, after a denial and after „z”."""
DENIED = (
    "bez {of}, ile to punktów?",
    "{of} nie ma, ile to punktów?",
    "{of} nie mam",
    "{of} niestety nie będzie",
    "{of} brak",
    "{of} zabrakło",
    "nie mam {of}",
    "nie mam jeszcze {of}",
    "nie dostałam {of}",
    "brak {of}",
    "nie ma tam konkursów ani {of}",
    "{of} syn nie dostał",
)
CLAIMED = (
    "mam {one}",
    "mam też {one}, ile to razem?",
    "{one} jest, konkursów nie ma",
    "{one} mam, ale konkursów brak",
    "nie wiem, ile dostanę za {one}",
    "nie tylko {one}, ale i konkurs",
    "nie mam konkursów, {one} jest",
    "świadectwo z {with_}",
    "ile punktów {one} daje?",
)


def test_every_fact_that_may_be_claimed_is_tried() -> None:
    assert set(NAMES) == set(lexicon("subjects")["claims"])


@pytest.mark.parametrize("said", DENIED)
@pytest.mark.parametrize("fact", NAMES)
def test_what_is_denied_is_heard(fact: str, said: str) -> None:
    assert _claimed(said, fact) == {fact: False}


@pytest.mark.parametrize("said", CLAIMED)
@pytest.mark.parametrize("fact", NAMES)
def test_what_is_not_denied_stays_claimed(fact: str, said: str) -> None:
    assert _claimed(said, fact) == {fact: True}


@pytest.mark.parametrize(("one", "other"), [tuple(NAMES), tuple(NAMES)[::-1]])
def test_one_is_denied_beside_the_other(one: str, other: str) -> None:
    for said in (
        "{one} jest, {of} nie ma",
        "{of} nie mam, ale {one} mam",
        "bez {of}, za to {one}",
        "{of} brak, {one} jest",
    ):
        words = tokens(clean(said.format(one=NAMES[one][0], of=NAMES[other][1])))
        assert claimed([word.text for word in words]) == {one: True, other: False}, said


def test_a_sum_leaves_out_what_is_denied() -> None:
    results = "polski 80%, matematyka 70%, angielski 90%, same piątki"
    plain = told(ask(f"{results}, ile razem do A?").values)
    assert told(ask(f"{results}, paska nie ma, wolontariatu brak, ile razem do A?").values) == plain
    assert told(ask(f"{results}, pasek jest, ile razem do A?").values) != plain


def _claimed(said: str, fact: str) -> dict[str, bool]:
    one, of, with_ = NAMES[fact]
    words = tokens(clean(said.format(one=one, of=of, with_=with_)))
    return claimed([word.text for word in words])
