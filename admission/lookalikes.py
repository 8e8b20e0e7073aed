"""Signs that a person takes for one another: K1 and k1, a Latin and a Cyrillic K, O and 0, l and 1."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТХҮаеѕіјкорсхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧικορυχ",
    "ABESIJKMHOPCTXYaesijkopcxyABEZHIKMNOPTYXikopux",
)
_GLYPHS = str.maketrans("OoIl|", "00111")


def alike(signs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each sign that looks like an earlier one, after the first of those; signs that are the same are passed over."""
    first: dict[str, str] = {}
    for sign in dict.fromkeys(signs):
        looks = _looks(sign)
        other = next((first[look] for look in looks if look in first), None)
        if other is not None:
            yield other, sign
        for look in looks:
            first.setdefault(look, sign)


def _looks(sign: str) -> tuple[str, str]:
    """Without case and with O for 0; with case and all that differ by a stroke only."""
    if sign.isascii() and sign.isdigit():
        return sign, sign
    latin = unicodedata.normalize("NFKC", sign).translate(_LATIN)
    return latin.casefold().replace("o", "0"), latin.translate(_GLYPHS).casefold()
