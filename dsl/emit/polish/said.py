"""Whether a text already says some words, in whatever form it has them; a figure may be written out."""

from __future__ import annotations

import re
from fractions import Fraction

_SHORTEST_STEM, _ENDING = 3, 3
_NUMERALS = {
    "2": ("dwa", "dwie", "dwó", "dwoj", "drug", "połow"),
    "3": ("trzy", "trzec", "troj"),
    "4": ("czter", "czwar"),
    "5": ("pięć", "pięci", "piąt"),
    "6": ("sześć", "sześci", "szóst"),
    "7": ("siedem", "siedm", "siódm"),
    "8": ("osiem", "ośmi", "ósm"),
    "9": ("dziewięć", "dziewięci", "dziewiąt"),
    "10": ("dziesięć", "dziesięci", "dziesiąt"),
    "12": ("dwunast", "dwanaś"),
    "15": ("piętna",),
    "18": ("osiemna", "pełnolet"),
}
_WORD = re.compile(r"\w+")


def says(text: str, words: str, share: Fraction = Fraction(1)) -> bool:
    """Whether the text has this share of the words."""
    known = [word.casefold() for word in _WORD.findall(text)]
    wanted = [word.casefold() for word in _WORD.findall(words)]
    said = sum(1 for one in wanted if any(word.startswith(_stems(one)) for word in known))
    return said >= share * len(wanted)


def _stems(word: str) -> tuple[str, ...]:
    """„Kamiennej” is a form of „Kamienna”; a figure has no other forms but its name."""
    if word.isalpha():
        return (word[: max(_SHORTEST_STEM, len(word) - _ENDING)],)
    return (word, *_NUMERALS.get(word, ()))
