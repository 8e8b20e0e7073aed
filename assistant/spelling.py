"""One slip of the finger mended before a question is read: a letter too many, missing, wrong, or two swapped.

Only a word that nothing knows is touched, and only into one that our intents, lexicons or the regulation use. Words are
found by their ends, so no list is searched through.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.asked import COLLECTIVE
from assistant.intents import all_patterns, intents, is_cue
from assistant.kept import Kept
from assistant.lexicon import lexicon
from assistant.normalise import NUMBER_WORDS
from assistant.offered import offered
from assistant.passages import passages
from assistant.patterns import ends, is_near
from dsl.model.regulation import Regulation
from polish.folding import fold

_LEXICONS = ("achievements", "common", "criteria", "events", "kinds", "own_case", "papers", "spelling", "subjects")
_SHORTEST = 5
_STEM = 5
_ENDING = 2
_KEPT = 12
_WORD = re.compile(r"[^\W\d_]+")
# A word joined to a figure is somebody's identifier ("probny-01").
_OUTSIDE_IDENTIFIERS = re.compile(r"(?<![\w\-])[^\W\d_]++(?![\w\-]*\d)")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How often words are used, the words in order, and the words by both their ends: a slip leaves one end whole."""

    counts: Mapping[str, int]
    ordered: Sequence[str]
    by_end: Mapping[str, Sequence[str]]

    def has_beginning(self, beginning: str) -> bool:
        place = bisect_left(self.ordered, beginning)
        return place < len(self.ordered) and self.ordered[place].startswith(beginning)

    def nearest(self, word: str) -> str:
        """The word in use one slip away; of several the commonest."""
        found = {near for end in ends(word) for near in self.by_end.get(end, ()) if is_near(word, near)}
        return min(found, key=lambda near: (-self.counts[near], near), default="")


def mended(question: str, regulation: Regulation) -> str:
    return _OUTSIDE_IDENTIFIERS.sub(lambda found: _mended(found[0], regulation), question)


def _mended(raw: str, regulation: Regulation) -> str:
    word = fold(raw)
    if len(word) < _SHORTEST or is_cue(word):
        return raw
    known = vocabulary(regulation)
    if word in known.counts or known.has_beginning(word[: max(_STEM, len(word) - _ENDING)]):
        return raw
    near = known.nearest(word)
    return raw if not near else near.capitalize() if raw[:1].isupper() else near


def _made(regulation: Regulation) -> Vocabulary:
    counts = Counter(_common_words())
    counts.update(_words(" ".join(_texts_of(regulation))))
    by_end: dict[str, list[str]] = {}
    for word in counts:
        for end in ends(word):
            by_end.setdefault(end, []).append(word)
    return Vocabulary(counts, sorted(counts), by_end)


vocabulary = Kept(_made, _KEPT)


def _texts_of(regulation: Regulation) -> Iterator[str]:
    school = regulation.school
    yield from () if school is None else (school.name, school.name_locative, *school.details.values())
    yield from (branch.label for branch in offered(regulation).values())
    yield from (one.words for one in passages(regulation))


@lru_cache(maxsize=1)
def _common_words() -> tuple[str, ...]:
    """Of examples and titles of intents, of lexicons, and numbers."""
    texts = [text for intent in intents() for text in (*intent.examples, intent.title)]
    texts += [word for one in all_patterns() for word in (*one.exact, *one.prefixes)]
    texts += [text for name in _LEXICONS for text in _strings(lexicon(name))]
    return (*_words(" ".join(texts)), *NUMBER_WORDS, *COLLECTIVE)


def _strings(found: object) -> Iterator[str]:
    """Every text of a lexicon; patterns are parted at their signs by `_words`."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for key, value in found.items():
            yield from (str(key), *_strings(value))
    elif isinstance(found, list):
        for value in found:
            yield from _strings(value)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(fold(text)) if len(word) >= _SHORTEST)
