"""Polish alphabetical order (PN-80/N-01223), for lists of people and glossaries.

Letters in the order a ą b c ć … z ź ż with q, v, x in their places; `ch`, `sz`, `rz` are two letters; spaces and
punctuation come before digits, digits before letters, so `Nowak-Zych` stands before `Nowakowa`; foreign diacritics
and then case only decide between otherwise equal words, lower case first.
"""

from __future__ import annotations

import unicodedata
from typing import TypeAlias

from polish.folding import BASE_LETTERS

Primary: TypeAlias = tuple[int, ...]
Key: TypeAlias = tuple[Primary, Primary, str]
PersonKey: TypeAlias = tuple[Primary, Primary, tuple[Primary, str], tuple[Primary, str], str]

_SEPARATOR = 1
_FIRST_DIGIT = 2
_FIRST_LETTER = 100
_FIRST_OTHER = 1000
_ALPHABET = {letter: _FIRST_LETTER + i for i, letter in enumerate("aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż")}
_FOREIGN_LETTERS = {code: base for code, base in BASE_LETTERS.items() if chr(code) not in _ALPHABET}


def collation_key(text: str) -> Key:
    """The key by which `sorted` puts texts in Polish alphabetical order."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    folded = unicodedata.normalize("NFC", text.casefold()).translate(_FOREIGN_LETTERS)
    weights = [_weights(char) for char in folded]
    primary = tuple(first for first, _ in weights if first)
    return primary, tuple(mark for _, mark in weights), text.swapcase()


def person_key(surname: str, given_names: str, identifier: str = "") -> PersonKey:
    """People by surname, then given names; finer differences decide only after both, the identifier at the very end."""
    last, first = collation_key(surname), collation_key(given_names)
    return last[0], first[0], last[1:], first[1:], identifier


def _weights(char: str) -> tuple[int, int]:
    """What a character weighs at the first and at the second pass; 0 where it does not count at that pass."""
    if char in _ALPHABET:
        return _ALPHABET[char], 0
    if unicodedata.combining(char):
        return 0, ord(char)
    if char.isspace() or unicodedata.category(char)[0] == "P":
        return _SEPARATOR, 0
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return _FIRST_DIGIT + digit, 0
    base, *marks = list(unicodedata.normalize("NFD", char))
    if base in _ALPHABET:
        return _ALPHABET[base], sum(map(ord, marks))
    return _FIRST_OTHER + ord(char), 0
