"""Names that Word takes for bookmarks: letters, digits and `_`, at most 40."""

from __future__ import annotations

import hashlib

_LONGEST = 40
_DIGEST = 8


def bookmark(anchor: str) -> str:
    """The anchor in Word's letters; a long one is shortened and told apart from its like by a digest."""
    name = anchor.replace("-", "_")
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - _DIGEST - 1]}_{hashlib.sha256(name.encode()).hexdigest()[:_DIGEST]}"
