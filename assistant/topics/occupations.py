"""What a candidate chooses inside of a branch, such as an occupation, and which one a question names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

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
    shared = Counter(word for name in notion.members for word in words_of(notion.label(name)))
    for name in notion.members:
        own = [word for word in words_of(notion.label(name)) if shared[word] == 1]
        if any(is_same_word(word, one) for word in words for one in own):
            return name
    return ""


def named_beside(words: Sequence[str]) -> str:
    """The word of a question for an occupation."""
    known = pattern("".join(lexicon("kinds")["occupations"].split()))
    return next((word for word in words if known.matches(word)), "")
