"""A question as typed -> tokens without case and diacritics, number words as numbers. The first step of the flow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from polish.folding import fold

LONGEST_QUESTION = 1000

_TOKEN = re.compile(r"\b[eE]8\b|\d+(?:[.,]\d+)?|%|[^\W\d_]+|[,;:?!/+\-–—.§]")
_UNITS = {
    "zero": 0, "jeden": 1, "jedna": 1, "jedno": 1, "dwa": 2, "dwie": 2, "trzy": 3, "cztery": 4, "piec": 5, "szesc": 6,
    "siedem": 7, "osiem": 8, "dziewiec": 9, "dziesiec": 10, "jedenascie": 11, "dwanascie": 12, "trzynascie": 13,
    "czternascie": 14, "pietnascie": 15, "szesnascie": 16, "siedemnascie": 17, "osiemnascie": 18, "dziewietnascie": 19,
}  # fmt: skip
_TENS = {
    "dwadziescia": 20, "trzydziesci": 30, "czterdziesci": 40, "piecdziesiat": 50, "szescdziesiat": 60,
    "siedemdziesiat": 70, "osiemdziesiat": 80, "dziewiecdziesiat": 90,
}  # fmt: skip
_HUNDRED = {"sto": 100}
NUMBER_WORDS = (*_UNITS, *_TENS, *_HUNDRED)
_LAST_UNIT = 9
_COURTESY = ("witam", "siema", "siemka", "hej", "dziek", "pozdraw", "prosz", "poprosz", "szanown")
_COURTESY_PAIRS = frozenset(
    {("dzien", "dobry"), ("dobry", "wieczor"), ("z", "gory"), ("za", "odpowiedz"), ("mam", "pytanie")}
)
_GREETING = "czesc"
_LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is folded, `raw` as typed; `number` is set for whole figures and for number words.

    `glued`: nothing stands between it and the token before, as in „1a” or „kandydat-07”.
    """

    text: str
    raw: str = ""
    number: int | None = None
    is_word_number: bool = False
    width: int = 1
    glued: bool = False

    @property
    def is_sign(self) -> bool:
        return not self.text.isalnum()


def clean(question: str) -> str:
    """The question without control and private characters, at most `LONGEST_QUESTION` long."""
    kept = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in question[: LONGEST_QUESTION * 2])
    return " ".join(kept.split())[:LONGEST_QUESTION]


def without_courtesy(found: Sequence[Token]) -> tuple[Token, ...]:
    """Without greetings and thanks: „dzień dobry” is no grade and „cześć” no topic."""
    kept: list[Token] = []
    place = 0
    while place < len(found):
        width = _courtesy_at(found, place)
        if not width:
            kept.append(found[place])
        place += width or 1
    return tuple(kept)


def _courtesy_at(found: Sequence[Token], place: int) -> int:
    words = tuple(token.text for token in found[place : place + 2])
    if words in _COURTESY_PAIRS:
        return 2
    return 1 if words and (words[0].startswith(_COURTESY) or words[0] == _GREETING) else 0


def tokens(question: str) -> tuple[Token, ...]:
    found = list(_TOKEN.finditer(question))
    words = [(one.group(), fold(one.group())) for one in found]
    result: list[Token] = []
    place = 0
    while place < len(words):
        token = _token(words, place)
        result.append(replace(token, glued=True) if _is_glued(question, found, place) else token)
        place += token.width
    return tuple(result)


def _is_glued(question: str, found: Sequence[re.Match[str]], place: int) -> bool:
    return place > 0 and question[found[place - 1].end() : found[place].start()] in ("", "_")


def _token(words: list[tuple[str, str]], place: int) -> Token:
    raw, word = words[place]
    if word.isdecimal() and len(word) <= _LONGEST_NUMBER:
        return Token(word, raw, int(word))
    if word in _HUNDRED:
        return Token(word, raw, 100, True)
    if word in _TENS:
        after = words[place + 1][1] if place + 1 < len(words) else ""
        unit = _UNITS.get(after, 0)
        if 0 < unit <= _LAST_UNIT:
            return Token(word + after, raw, _TENS[word] + unit, True, width=2)
        return Token(word, raw, _TENS[word], True)
    if word in _UNITS:
        return Token(word, raw, _UNITS[word], True)
    return Token(word, raw)
