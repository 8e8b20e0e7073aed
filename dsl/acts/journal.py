"""Places in the journal of laws as people write them: `Dz. U. z 2022 r. poz. 2431 oraz z 2024 r. poz. 151, 989`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GROUP = re.compile(
    r"\b(?P<year>(?:19|20)\d\d)\b\s*(?:r\b\.?|roku\b)?[\s,;]*(?:nr\s*\d+[\s,]*)?poz\b\.?\s*"
    r"(?P<numbers>\d{1,5}\b(?:\s*(?:,|\bi\b|\boraz\b)\s*\d{1,5}\b(?!\s*r\b))*)",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"Dz\.\s*U\.\s*(?P<year>(?:19|20)\d\d)\.(?:\d{1,3}\.)?(?P<numbers>\d{1,5})\b", re.IGNORECASE)
_BARE = re.compile(r"Dz\.?\s*U\.?\s*(?P<year>)poz\b\.?\s*(?P<numbers>\d{1,5})\b", re.IGNORECASE)
_JOURNAL = re.compile(r"\bDz\.?\s*U\b", re.IGNORECASE)
_OFFICIAL = re.compile(r"\bDz\.?\s*Urz\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cited:
    """The numbers cited of one year; the first of the first year is the text itself, the others its changes."""

    year: int
    numbers: tuple[int, ...]


def read_journal(text: str, own_year: int | None = None) -> tuple[Cited, ...]:
    """What is cited of Dziennik Ustaw, in written order; nothing of other journals and of what is not understood.
    `own_year` is that of the act: `Dz. U. poz. 464` means it."""
    if not _JOURNAL.search(text) or _OFFICIAL.search(text):
        return ()
    found = list(_GROUP.finditer(text)) or list(_DOTTED.finditer(text)) or list(_BARE.finditer(text))
    return tuple(
        Cited(int(year), tuple(map(int, re.findall(r"\d+", one["numbers"]))))
        for one in found
        if (year := one["year"] or own_year)
    )
