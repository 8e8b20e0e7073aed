"""What a candidate chooses inside of a branch, such as an occupation, and which one a question names."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import lru_cache

from assistant.coverage import words_of
from assistant.lexicon import lexicon
from assistant.own_results import CHOICE
from assistant.patterns import is_same_word, pattern
from dsl.model.regulation import Branch
from dsl.model.types import Notion, NotionType


def occupation_notion(branch: Branch) -> Notion | None:
    """What a candidate chooses inside of the branch, such as an occupation."""
    facts = branch.rules.facts.get(CHOICE, {}).values()
    return next((one.type.notion for one in facts if isinstance(one.type, NotionType)), None)


def named_occupation(words: Sequence[str], notion: Notion) -> str:
    """The member whose own word is in the question: „fryzjerką”, „kucharz”."""
    for name, own in zip(notion.members, _own_words(tuple(map(notion.label, notion.members))), strict=True):
        if any(is_same_word(word, one) for word in words for one in own):
            return name
    return ""


@lru_cache(maxsize=64)
def _own_words(labels: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """Of each label the words that no other has in any form: „samochodowy” tells neither of two occupations."""
    every = [words_of(label) for label in labels]
    return tuple(
        frozenset(word for word in own if not _is_in_another(word, every, place)) for place, own in enumerate(every)
    )


def _is_in_another(word: str, every: Sequence[Set[str]], place: int) -> bool:
    return any(is_same_word(word, other) for number, one in enumerate(every) if number != place for other in one)


def named_beside(words: Sequence[str]) -> str:
    """The word of a question for an occupation."""
    known = pattern("".join(lexicon("kinds")["occupations"].split()))
    return next((word for word in words if known.matches(word)), "")
