"""Editorial units of a legal text and their labels: `§ 3.`, `2.`, `1)`, `a)`, `–`.

Labels are texts, never list positions: a unit inserted later is `1a.` or `3a)`.
"""

from __future__ import annotations

from enum import Enum

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ORDINAL_WORDS = """
pierwsze drugie trzecie czwarte piąte szóste siódme ósme dziewiąte dziesiąte jedenaste dwunaste trzynaste czternaste
piętnaste szesnaste siedemnaste osiemnaste dziewiętnaste
"""
_ORDINALS = tuple(_ORDINAL_WORDS.split())
_TENS = {
    20: "dwudzieste",
    30: "trzydzieste",
    40: "czterdzieste",
    50: "pięćdziesiąte",
    60: "sześćdziesiąte",
    70: "siedemdziesiąte",
    80: "osiemdziesiąte",
    90: "dziewięćdziesiąte",
}
_LARGEST_ORDINAL = 99


class Level(Enum):
    """The units from the largest to the smallest; the value is how a reference names the level."""

    ARTICLE = "art."
    PARAGRAPH = "§"
    SECTION = "ust."
    POINT = "pkt"
    LETTER = "lit."
    INDENT = "tiret"
    DOUBLE_INDENT = "podwójne tiret"


def letter(number: int) -> str:
    """1 → `a`, 26 → `z`, then `za` … `zz`, `zza`: only letters without Polish diacritics."""
    if number < 1:
        raise ValueError("units are counted from 1")
    full, position = divmod(number - 1, len(_LETTERS))
    return "z" * full + _LETTERS[position]


def ordinal(number: int) -> str:
    """The neuter ordinal that names a tiret: 2 → `drugie`, 21 → `dwudzieste pierwsze`."""
    if not 1 <= number <= _LARGEST_ORDINAL:
        raise ValueError(f"no ordinal for {number}")
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    tens, rest = divmod(number, 10)
    return _TENS[tens * 10] + (f" {_ORDINALS[rest - 1]}" if rest else "")


def numeral(level: Level, number: int) -> str:
    """How a reference calls the `number`-th unit of its level: `3`, `b`, `drugie`."""
    if level is Level.LETTER:
        return letter(number)
    if level in (Level.INDENT, Level.DOUBLE_INDENT):
        return ordinal(number)
    return str(number)


def label(level: Level, numeral_text: str) -> str:
    """What stands before the unit in the text: `§ 3.`, `2.`, `1)`, `a)`, `–`, `– –`."""
    match level:
        case Level.ARTICLE | Level.PARAGRAPH:
            return f"{level.value} {numeral_text}."
        case Level.SECTION:
            return f"{numeral_text}."
        case Level.POINT | Level.LETTER:
            return f"{numeral_text})"
        case Level.INDENT:
            return "–"
        case Level.DOUBLE_INDENT:
            return "– –"
