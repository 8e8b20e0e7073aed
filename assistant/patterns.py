"""Patterns of words in the data files: `punkt*` begins so, `kl` is exactly so, `a|b*` either. Always anchored at the
word's beginning, so that „podpis” is never found inside another word. Typos one letter away from a long stem pass.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from sys import intern

from polish.folding import fold

_SHORTEST_FUZZY = 5
_SHORTEST_STEM = 3
_END = 2
_LEAST_COMMON = 0.65
_LEAST_OF_LONGER = 0.45


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Made by `pattern`, which gives the same one for the same text: compared by identity."""

    exact: frozenset[str]
    prefixes: tuple[str, ...]

    def matches(self, word: str) -> bool:
        return word in self.exact or (bool(self.prefixes) and word.startswith(self.prefixes))

    def resembles(self, word: str) -> bool:
        """One letter wrong, missing, added, or two swapped, in a stem of five letters or more."""
        if len(word) < _SHORTEST_FUZZY:
            return False
        stems, words = self.fuzzy
        return any(_begins_near(word, stem) for stem in stems) or any(is_near(word, one) for one in words)

    @property
    def fuzzy(self) -> tuple[list[str], list[str]]:
        """The stems and the words that are long enough for a typo."""
        stems = [stem for stem in self.prefixes if len(stem) >= _SHORTEST_FUZZY]
        return stems, [one for one in self.exact if len(one) > _SHORTEST_FUZZY]


class Patterns:
    """Many patterns asked about one word: found by its beginnings and by its ends instead of one after another."""

    def __init__(self, every: Iterable[Pattern]) -> None:
        self._by_word: dict[str, list[Pattern]] = {}
        self._by_prefix: dict[str, list[Pattern]] = {}
        self._by_end: dict[str, dict[tuple[str, bool], list[Pattern]]] = {}
        for one in every:
            for word in one.exact:
                self._by_word.setdefault(word, []).append(one)
            for prefix in one.prefixes:
                self._by_prefix.setdefault(prefix, []).append(one)
            stems, words = one.fuzzy
            for text, is_stem in (*((stem, True) for stem in stems), *((word, False) for word in words)):
                for end in ends(text):
                    self._by_end.setdefault(end, {}).setdefault((text, is_stem), []).append(one)

    def matching(self, word: str) -> frozenset[Pattern]:
        found = set(self._by_word.get(word, ()))
        for length in range(len(word) + 1):
            found.update(self._by_prefix.get(word[:length], ()))
        return frozenset(found)

    def resembling(self, word: str) -> frozenset[Pattern]:
        if len(word) < _SHORTEST_FUZZY:
            return frozenset()
        cuts = {end for length in range(_SHORTEST_FUZZY - 1, len(word) + 1) for end in ends(word[:length])}
        found: set[Pattern] = set()
        for end in cuts:
            for (text, is_stem), patterns in self._by_end.get(end, {}).items():
                if _begins_near(word, text) if is_stem else is_near(word, text):
                    found.update(patterns)
        return frozenset(found)


@cache
def pattern(text: str) -> Pattern:
    parts = [fold(part.strip()) for part in text.split("|")]
    exact = frozenset(part for part in parts if not part.endswith("*"))
    return Pattern(exact, tuple(part[:-1] for part in parts if part.endswith("*")))


def is_same_word(one: str, other: str) -> bool:
    """Forms of one word or of words made alike („lekarza”, „lekarskie”): five letters, and most of the shorter one; of
    a short word all but its ending („karta”, „kartę”)."""
    shorter = min(len(one), len(other))
    if _SHORTEST_STEM < shorter <= _SHORTEST_FUZZY and len(one) == len(other) and one[:-1] == other[:-1]:
        return True
    needed = max(_SHORTEST_FUZZY, _LEAST_COMMON * shorter, _LEAST_OF_LONGER * max(len(one), len(other)))
    return (shorter >= _SHORTEST_FUZZY and one[: ceil(needed)] == other[: ceil(needed)]) or one == other


def forms(words: Iterable[str]) -> tuple[str, ...]:
    """Words in the order in which `has_form` looks for them; equal words are kept once, whatever they are words of."""
    return tuple(sorted(map(intern, set(words))))


def has_form(word: str, ordered: Sequence[str]) -> bool:
    """Whether some of the words is the same in some form; such ones begin with the same letters."""
    start = word[:_SHORTEST_STEM]
    place = bisect_left(ordered, start)
    while place < len(ordered) and ordered[place].startswith(start):
        if is_same_word(word, ordered[place]):
            return True
        place += 1
    return False


def ends(word: str) -> tuple[str, str]:
    """Of five letters or more at least one end stays as it was when one letter goes, comes, changes or is swapped."""
    return f"{word[:_END]}-", f"-{word[-_END:]}"


def _begins_near(word: str, stem: str) -> bool:
    return any(is_near(word[: len(stem) + step], stem) for step in (-1, 0, 1))


def is_near(word: str, stem: str) -> bool:
    """At most one edit apart (a swap of neighbours is one edit)."""
    if word == stem:
        return True
    if abs(len(word) - len(stem)) > 1:
        return False
    start = 0
    while start < len(word) and start < len(stem) and word[start] == stem[start]:
        start += 1
    left, right = word[start:], stem[start:]
    if left[1:] == right[1:] or left[1:] == right or left == right[1:]:
        return True
    return len(left) > 1 and len(right) > 1 and (left[0], left[1]) == (right[1], right[0]) and left[2:] == right[2:]
