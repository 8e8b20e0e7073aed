"""Single words with a meaning of their own: subjects, grades, words about the exam. From `lexicon/subjects.yaml`."""

from __future__ import annotations

from functools import lru_cache

from assistant.lexicon import lexicon
from assistant.patterns import Pattern, pattern


@lru_cache(maxsize=1)
def _subjects() -> tuple[tuple[str, Pattern], ...]:
    return tuple((name, pattern(words)) for name, words in lexicon("subjects")["subjects"].items())


@lru_cache(maxsize=1)
def _grades() -> tuple[tuple[int, Pattern], ...]:
    return tuple((int(rank), pattern(words)) for rank, words in lexicon("subjects")["grades"].items())


@lru_cache(maxsize=4096)
def subject_of(word: str) -> str:
    """The subject that a word names, or nothing; a typo in a long word is forgiven."""
    exact = next((name for name, words in _subjects() if words.matches(word)), "")
    return exact or next((name for name, words in _subjects() if len(word) > 6 and words.resembles(word)), "")


@lru_cache(maxsize=4096)
def grade_of(word: str) -> int:
    exact = next((rank for rank, words in _grades() if words.matches(word)), 0)
    return exact or next((rank for rank, words in _grades() if len(word) > 5 and words.resembles(word)), 0)


@lru_cache(maxsize=32)
def words_for(name: str) -> Pattern:
    """A group of plain words of the lexicon, such as `exam` or `everywhere`."""
    return pattern(lexicon("subjects")[name])
