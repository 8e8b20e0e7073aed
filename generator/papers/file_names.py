"""Names of files after branches and candidates: plain letters on every system, and never the same for two."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from polish.folding import fold

_LONGEST = 60
_DIGITS = 8


def file_names(prefix: str, identifiers: Iterable[str], suffix: str) -> dict[str, str]:
    """`wyjasnienie-k1.pdf`; where two would look the same, or one is cut, a part of a hash tells them apart."""
    plain = {one: "".join(map(_sign, one)) for one in identifiers}
    alike = Counter(name.casefold() for name in plain.values())
    found = {}
    for one, name in plain.items():
        is_clear = alike[name.casefold()] == 1 and len(name) <= _LONGEST
        found[one] = f"{prefix}-{name if is_clear else _told_apart(one, name)}{suffix}"
    return found


def _sign(sign: str) -> str:
    """A letter without its mark, in its case; what a file name may not have everywhere becomes a hyphen."""
    if sign.isascii():
        return sign if sign.isalnum() or sign in "-_" else "-"
    bare = fold(sign)
    if not (bare.isascii() and bare.isalnum()):
        return "-"
    return bare.upper() if sign.isupper() else bare


def _told_apart(identifier: str, plain: str) -> str:
    return f"{plain[:_LONGEST]}-{hashlib.sha256(identifier.encode()).hexdigest()[:_DIGITS]}"
