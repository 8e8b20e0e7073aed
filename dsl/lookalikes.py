"""Signs that a person takes for one another: K1 and k1, a Latin and a Cyrillic K, O and 0, l and 1."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import eq
from unicodedata import combining, normalize

_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТХҮаеѕіјкорсхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧικορυχ",
    "ABESIJKMHOPCTXYaesijkopcxyABEZHIKMNOPTYXikopux",
)
_GLYPHS = str.maketrans("OoIl|", "00111")


def alike(signs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each sign that looks like an earlier one, after the first of those; signs that are the same are passed over."""
    signs = tuple(dict.fromkeys(signs))
    if _is_written_clearly(set("".join(signs))):
        return
    rough, fine = _looks_of_all(signs)
    if len({*rough, *fine}) == 2 * len(signs) - sum(map(eq, rough, fine)):
        return  # each look is of one sign
    first: dict[str, str] = {}
    for sign, *looks in zip(signs, rough, fine, strict=True):
        other = next((first[look] for look in looks if look in first), None)
        if other is not None:
            yield other, sign
        for look in looks:
            first.setdefault(look, sign)


def _looks_of_all(signs: Sequence[str]) -> Sequence[Sequence[str]]:
    """Of all together as one text, in a fraction of the time; unless one of them has an end of a line in it."""
    together = [looks.split("\n") for looks in _looks("\n".join(signs))]
    return together if len(together[0]) == len(signs) else list(zip(*map(_looks, signs), strict=True))


def _is_written_clearly(letters: Collection[str]) -> bool:
    """No two of these letters look the same, so no two words of them do."""
    for looks in zip(*map(_looks, letters), strict=True):
        if len(set(looks)) < len(letters) or any(len(look) != 1 or combining(look) for look in looks):
            return False
    return True


def _looks(sign: str) -> tuple[str, str]:
    """Without case and with O for 0; with case and all that differ by a stroke only."""
    latin = sign if sign.isascii() else normalize("NFKC", sign).translate(_LATIN)
    return latin.casefold().replace("o", "0"), latin.translate(_GLYPHS).casefold()
