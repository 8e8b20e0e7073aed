"""The numerals of units inserted later: after 4 comes 4a, between 4a and 4b comes 4aa, after the last 5 comes 6.

Of points, sections, §§ and tables a numeral is a number with letters after it; of litery it is letters alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from polish.units import letter

_NUMBER = re.compile(r"(?P<base>\d+)(?P<suffix>[a-z]*)")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_LAST = _ALPHABET[-1]


def filled(numerals: Sequence[str]) -> list[str] | None:
    """Numerals in their order, with those of the inserted units (empty) found; None where there is no room for one:
    before the first, or between 4 and 4a."""
    result: list[str] = []
    for place, own in enumerate(numerals):
        following = next((one for one in numerals[place:] if one), "")
        found = own or _free(result, following)
        if not found:
            return None
        result.append(found)
    return result


def _free(before: Sequence[str], following: str) -> str:
    """At the end it comes after all, wherever the last of them stands."""
    if not before:
        return "" if following else "1"
    return inserted(before[-1] if following else max(before, key=_key), following)


def inserted(before: str, following: str) -> str:
    """The numeral of a unit between two others (empty `following`: at the end); empty where none fits."""
    base, suffix = _parts(before)
    if not following:
        return _next_base(base)
    candidates = (base + _next_suffix(suffix), base + suffix + "a")
    return next((one for one in candidates if _key(before) < _key(one) < _key(following)), "")


def _parts(numeral: str) -> tuple[str, str]:
    found = _NUMBER.fullmatch(numeral)
    if found is not None:
        return found["base"], found["suffix"]
    stem = len(numeral) - len(numeral.lstrip(_LAST))
    return (numeral[: stem + 1], numeral[stem + 1 :]) if stem < len(numeral) else (numeral, "")


def _next_base(base: str) -> str:
    if base.isdecimal():
        return str(int(base) + 1)
    return letter(_position(base) + 1)


def _position(base: str) -> int:
    """`b` → 2, `zb` → 28."""
    return len(_ALPHABET) * (len(base) - 1) + _ALPHABET.index(base[-1]) + 1


def _next_suffix(suffix: str) -> str:
    """`` → `a`, `a` → `b`, `z` → `za`."""
    if not suffix:
        return "a"
    return suffix + "a" if suffix.endswith(_LAST) else suffix[:-1] + chr(ord(suffix[-1]) + 1)


def _key(numeral: str) -> tuple[int, str]:
    base, suffix = _parts(numeral)
    return int(base) if base.isdecimal() else _position(base), suffix
