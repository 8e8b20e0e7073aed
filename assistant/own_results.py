"""Results of a branch's own test that a person gives: „sprawdzian 30 pkt”. Stands beside `slots`, which must leave
their figures alone: they are no percents of the exam and no grades.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.coverage import words_of
from assistant.kept import Kept
from assistant.normalise import Token
from assistant.offered import offered
from assistant.patterns import is_same_word
from assistant.vocabulary import words_for
from dsl.model.regulation import Regulation
from dsl.model.types import NumberType
from dsl.source.nodes import readable_name

CHOICE = "wybór"
_REACH = 3
_KEPT = 50


def own_results(tokens: Sequence[Token], used: frozenset[int], regulation: Regulation) -> dict[str, tuple[int, int]]:
    """The number and its place, by the fact that the regulation keeps it in."""
    found: dict[str, tuple[int, int]] = {}
    for fact, words in _facts(regulation).items():
        given = (
            (number, near)
            for place, token in enumerate(tokens)
            if any(is_same_word(token.text, word) for word in words)
            for near, number in _numbers_after(tokens, place, used)
        )
        first = next(given, None)
        if first is not None:
            found[fact] = first
    return found


def tests_named(words: Sequence[str], regulation: Regulation) -> list[str]:
    """The facts of results of tests that words name: „próby sprawności”."""
    named = _labelled(regulation).items()
    if not any(map(words_for("tests").matches, words)):
        return []
    return [fact for fact, own in named if any(is_same_word(word, one) for word in words for one in own)]


def _numbers_after(tokens: Sequence[Token], place: int, used: frozenset[int]) -> list[tuple[int, int]]:
    near = range(place + 1, min(place + 1 + _REACH, len(tokens)))
    numbers = ((one, tokens[one].number) for one in near if one not in used)
    return [(one, number) for one, number in numbers if number is not None]


def _named(regulation: Regulation) -> Mapping[str, frozenset[str]]:
    """Numbers of a candidate in a branch, with the words that tell what they are."""
    facts = {
        fact.name: fact
        for branch in offered(regulation).values()
        for fact in branch.rules.facts.get(CHOICE, {}).values()
        if isinstance(fact.type, NumberType)
    }
    plain = words_for("plain_of_results")
    return {name: frozenset(one for one in words_of(readable_name(name)) if not plain.matches(one)) for name in facts}


def _words_of_labels(regulation: Regulation) -> Mapping[str, frozenset[str]]:
    """The names of these facts as people read them."""
    plain = words_for("plain_of_results")
    labels = {
        fact.name: f"{readable_name(fact.name)} {fact.label}"
        for branch in offered(regulation).values()
        for fact in branch.rules.facts.get(CHOICE, {}).values()
        if isinstance(fact.type, NumberType) and any(map(plain.matches, words_of(fact.label)))
    }
    return {name: frozenset(one for one in words_of(text) if not plain.matches(one)) for name, text in labels.items()}


_labelled = Kept(_words_of_labels, _KEPT)
_facts = Kept(_named, _KEPT)
