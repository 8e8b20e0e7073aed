"""Names as people spell them: the one form that is compared, and the known name somebody most likely meant.

Standard library only: the standalone module of a regulation carries this along.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from itertools import islice

from polish.folding import fold

MOST_COMPARED = 500
LONGEST_COMPARED = 100


def normal_name(text: str) -> str:
    """In keys a space and an underscore are the same letter; names compare after NFC."""
    return "_".join(unicodedata.normalize("NFC", text).replace("_", " ").split())


def nearest(name: str, known: Iterable[str], likeness: float = 0.7) -> str | None:
    """The known name a user most likely meant, or None. Of very many names only the first ones are compared, and a
    very long one is like none of them."""
    if len(name) > LONGEST_COMPARED:
        return None
    by_folded = {fold(candidate): candidate for candidate in islice(known, MOST_COMPARED)}
    folded = fold(name)
    if folded in by_folded:
        return by_folded[folded]
    close = difflib.get_close_matches(folded, by_folded, n=1, cutoff=likeness)
    return by_folded[close[0]] if close else None
