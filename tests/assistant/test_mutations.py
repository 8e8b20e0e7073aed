"""A thousand answers changed by a word: a figure invented, two values swapped, a verdict reversed, a day moved. The
guard, which knows the skeleton with its bound values, lets none of them through."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from assistant import guard
from assistant.bound import VERDICTS, Bound
from assistant.by_kind import is_split
from assistant.case import Case, Draft
from assistant.contract import Frame, Value
from assistant.normalise import clean, tokens, without_courtesy
from assistant.topics import topic_named
from assistant.understanding import understand
from assistant.wording import skeleton_of
from tests.assistant.asking import looked_at, school_of, schools, tuned_on

MUTATIONS = 1000
SEED = 20260516
FIGURE = re.compile(r"\d+(?:,\d+)?")
MONTHS = ("stycznia", "marca", "czerwca", "lipca", "sierpnia")


@dataclass(frozen=True)
class Answered:
    """An answer before and after its values were put in."""

    skeleton: str
    values: dict[str, Value]
    text: str


def _answered() -> list[Answered]:
    found = []
    for question in (*tuned_on(), *looked_at()):
        regulation = schools(school_of(question))[0]
        said = without_courtesy(tokens(clean(str(question["q"]))))
        understood = understand(said, regulation, Frame())
        intent = understood.intent
        if intent is None or understood.scope.unknown_branch:
            continue
        bound = Bound("", regulation.timetable)
        case = Case(str(question["q"]), said, regulation, understood.scope, understood.results, intent.settings, bound)
        if is_split(intent, case):
            continue
        draft = topic_named(intent.topic)(case)
        if isinstance(draft, Draft):
            skeleton = "\n".join(part for part in skeleton_of(intent, draft, bound) if part)
            found.append(Answered(skeleton, bound.values, guard.finish(skeleton, bound.values)))
    return found


ANSWERED = _answered()


def _invented(one: Answered, chance: random.Random) -> str:
    """A figure of the text becomes another."""
    places = list(FIGURE.finditer(one.text))
    if not places:
        return one.text
    place = chance.choice(places)
    return f"{one.text[: place.start()]}{chance.randint(1, 400)},5{one.text[place.end() :]}"


def _swapped(one: Answered, chance: random.Random) -> str:
    """Two values of the answer change places."""
    texts = [value.text for value in one.values.values() if value.kind in guard.RESULTS and value.text in one.text]
    distinct = sorted(set(texts))
    if len(distinct) < 2:
        return one.text
    left, right = chance.sample(distinct, 2)
    return one.text.replace(left, "\0").replace(right, left).replace("\0", right)


def _reversed(one: Answered, chance: random.Random) -> str:
    """A verdict becomes another one."""
    verdicts = [value.text for value in one.values.values() if value.kind == "werdykt" and value.text in one.text]
    if not verdicts:
        return one.text
    chosen = chance.choice(verdicts)
    return one.text.replace(chosen, chance.choice([word for word in VERDICTS.values() if word != chosen]), 1)


def _moved(one: Answered, chance: random.Random) -> str:
    """A month becomes another one."""
    named = [month for month in MONTHS if month in one.text]
    if not named:
        return one.text
    chosen = chance.choice(named)
    return one.text.replace(chosen, chance.choice([month for month in MONTHS if month != chosen]), 1)


CHANGES = {"invented": _invented, "swapped": _swapped, "reversed": _reversed, "moved": _moved}


def _mutated(kind: str) -> Iterator[tuple[Answered, str]]:
    chance = random.Random(f"{SEED} {kind}")
    made = 0
    while made < MUTATIONS // len(CHANGES):
        one = chance.choice(ANSWERED)
        wrong = CHANGES[kind](one, chance)
        if wrong != one.text:
            made += 1
            yield one, wrong


@pytest.mark.parametrize("kind", CHANGES)
def test_no_changed_answer_passes(kind: str) -> None:
    caught = [not guard.is_faithful(wrong, one.skeleton, one.values) for one, wrong in _mutated(kind)]
    assert len(caught) == MUTATIONS // len(CHANGES)
    assert all(caught)


def test_every_unchanged_answer_passes() -> None:
    assert len(ANSWERED) > 400
    for one in ANSWERED:
        assert guard.is_faithful(one.text, one.skeleton, one.values)
        assert not guard.violations(one.skeleton, one.values)


def _placeholders(skeleton: str, values: dict[str, Value]) -> list[str]:
    """The marks of results, each once."""
    marks = dict.fromkeys(guard.MARK.findall(skeleton))
    return [name for name in marks if values[name].kind in guard.RESULTS]


def test_swapped_placeholders_are_told_in_another_order() -> None:
    """What a template or a model would swap: the guard knows the order that the topic bound its results in."""
    chance = random.Random(SEED)
    swapped = 0
    for one in ANSWERED:
        marks = _placeholders(one.skeleton, one.values)
        if len(marks) < 2:
            continue
        left, right = (f"{guard.OPEN}{name}{guard.CLOSE}" for name in chance.sample(marks, 2))
        wrong = one.skeleton.replace(left, "\0").replace(right, left).replace("\0", right)
        assert guard.violations(wrong, one.values), one.text
        swapped += 1
    assert swapped > 50
