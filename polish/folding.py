"""Text without case and diacritics, to compare what people type: `Łódź` and `lodz`.

For searching and matching only; alphabetical order is `polish.collation`.
"""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose into a base and a mark.
BASE_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss"}
)


def fold(text: str) -> str:
    """`Łódź` → `lodz`; white space and punctuation stay as they are."""
    return text.translate(_FOLDED)


class _Folded(dict[int, str]):
    """Each character that was met, as it is folded: no character depends on those beside it."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code).casefold())
        bare = "".join(char for char in decomposed if not unicodedata.combining(char))
        folded = self[code] = bare.casefold().translate(BASE_LETTERS)
        return folded


_FOLDED = _Folded()
