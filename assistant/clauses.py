"""Several questions in one: „do kiedy wniosek i w której szkole?” asks two things, each answered by its own rule.

A clause that asks begins a sentence, or stands after „i”, „a”, „oraz” with a word that asks. What only tells („mam pięć
z matematyki.”) is the case of every clause after it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from assistant.lexicon import lexicon
from polish.folding import fold

MOST = 3
_LEAST_WORDS = 3
_SENTENCE = re.compile(r"(?<=[?!])\s+|(?<=[^\W\d_]{4}\.)\s+(?=[A-ZĄĆĘŁŃÓŚŹŻ])")
_WORD = re.compile(r"[^\W_]+")
_ENDS = " ,;"
_JOINING = "(?:i|oraz|a)"


def clauses(question: str) -> tuple[str, ...]:
    """The questions of a question, each with what was told before it; the question alone where it asks one thing."""
    told, found = "", list[str]()
    for sentence in _SENTENCE.split(question):
        parts = _parts(sentence)
        if not _asks(parts[0]):
            told = f"{told} {sentence}".strip()
        else:
            found += [f"{told} {part}".strip() for part in parts]
    return tuple(found) if 1 < len(found) <= MOST else (question,)


def _parts(sentence: str) -> list[str]:
    """„do kiedy … i czy …”: parted before a word that joins where one that asks follows, and both sides ask; „do kiedy
    i gdzie się składa?” asks twice about the same."""
    twice = _two_askings().fullmatch(fold(sentence)) if len(fold(sentence)) == len(sentence) else None
    if twice is not None:
        rest = sentence[twice.start("rest") :]
        return [
            f"{twice['told']}{sentence[slice(*twice.span(name))]} {rest}".strip(_ENDS) for name in ("first", "second")
        ]
    folded = fold(sentence)
    if len(folded) != len(sentence):
        return [sentence]
    places = [0, *(one.start() for one in _joint().finditer(folded)), len(sentence)]
    whole: list[str] = []
    for start, end in pairwise(places):
        part = sentence[start:end]
        is_whole = not whole or (_asks(whole[-1]) and _is_long(whole[-1]) and _is_long(part))
        if is_whole:
            whole.append(part)
        else:
            whole[-1] += part
    return [part.strip(_ENDS) for part in whole]


def _is_long(text: str) -> bool:
    return len(_WORD.findall(text)) >= _LEAST_WORDS


def _asks(text: str) -> bool:
    return text.rstrip().endswith("?") or bool(_beginning().match(fold(text)))


@lru_cache(maxsize=1)
def _beginning() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{_JOINING}\s+)?{_asking()}")


@lru_cache(maxsize=1)
def _joint() -> re.Pattern[str]:
    return re.compile(rf",?\s+{_JOINING}\s+(?={_asking()})")


@lru_cache(maxsize=1)
def _two_askings() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<told>(?:.*[,;:]\s*)?)(?P<first>{_asking()})\s+{_JOINING}\s+(?P<second>{_asking()})\s+(?P<rest>.*\w.*)",
        re.DOTALL,
    )


def _asking() -> str:
    words = lexicon("common")["questions"].replace("*", r"\w*")
    return rf"(?:(?:do|od|o|w|we|na|z|za|u|po|przez)\s+)?(?:{words})\b"
