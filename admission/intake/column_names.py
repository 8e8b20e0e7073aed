"""Names of columns compared: words without their endings, short forms, Roman numbers, units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from admission.intake.column_words import column_words, tokens
from polish.folding import fold

_RANGE = re.compile(r"\b\d+\s*[-–]\s*\d+\b")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def title_of(text: str) -> str:
    return " ".join(one for one in tokens(text) if one not in column_words().candidate)


def with_digits(text: str) -> str:
    """„II wybór” and „drugi wybór” as „2 wybór”: a Roman number that begins or ends the name, an ordinal anywhere."""
    words = text.split()
    ordinals = column_words().ordinals
    for at, word in enumerate(words):
        plain = word.strip(".:()")
        if plain in _ROMAN and len(words) > 1 and at in (0, len(words) - 1):
            words[at] = str(_ROMAN.index(plain) + 1)
        elif fold(plain) in ordinals:
            words[at] = str(ordinals[fold(plain)])
    return " ".join(words)


def in_full(text: str) -> str:
    """Numbers as digits, short forms as whole words, without the range of values that some add („0–100”)."""
    short = column_words().short
    words = with_digits(_RANGE.sub(" ", text)).split()
    return " ".join(short.get(fold(one.strip(".:()")), one) for one in words)


def position_in(words: Sequence[str]) -> int:
    """The only number of the name, 0 where there is no such; that of „60 m” is none."""
    numbers = [at for at, one in enumerate(words) if one.isdigit()]
    if len(numbers) != 1 or len(words[numbers[0]]) > 2:
        return 0
    after = words[numbers[0] + 1 : numbers[0] + 2]
    return 0 if column_words().units.intersection(after) else int(words[numbers[0]])


def likeness(words: Sequence[str], own: Sequence[str], labels: Sequence[str]) -> float:
    """How much of the foreign name is found in ours, and how much of ours in it; single letters say nothing."""
    mine = [one for word in words for one in written_out(word, own) if len(one) > 1 or one.isdigit()]
    theirs = [one for one in own if len(one) > 1 or one.isdigit()]
    if not mine or not theirs:
        return 0.0
    found = sum(nearness(one, labels) for one in mine) / len(mine)
    covered = sum(nearness(other, mine) for other in theirs) / len(theirs)
    return 0.65 * found + 0.35 * covered


def written_out(word: str, own: Sequence[str]) -> Sequence[str]:
    """`wos` as the words that it begins, where ours has them in a row."""
    for start in range(len(own) - len(word) + 1):
        part = own[start : start + len(word)]
        if len(word) > 1 and all(one[0] == letter for one, letter in zip(part, word, strict=True)):
            return part
    return [word]


def nearness(word: str, words: Iterable[str]) -> float:
    """To the one that it is most like."""
    return max((_alike(word, one) for one in words), default=0.0)


def _alike(one: str, other: str) -> float:
    """Equal, the beginning of the other, or the same word in another form."""
    if one == other:
        return 1.0
    if one.isdigit() or other.isdigit():
        return 0.0
    short, long = sorted((one, other), key=len)
    if len(short) >= 3 and long.startswith(short):
        return 0.9
    common = next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(short))
    return 0.85 if common >= 4 and common >= len(short) - 3 else 0.0


def has_no_letter(text: str) -> bool:
    return not any(map(str.isalpha, text))
