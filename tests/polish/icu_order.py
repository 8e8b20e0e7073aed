"""Made-up surnames in the order of ICU, the oracle for Polish alphabetical order.

`data/icu-pl.txt` was written with PyICU 2.17 over ICU 72.1 (`python -m tests.polish.icu_order`), which the project does
not need otherwise: it has to be built against the ICU of the system. One thing is decided otherwise than ICU does: a
hyphen and an apostrophe weigh as much as a space, so that `Nowak-Zych` and `Nowak Zych` stand together.
"""

from __future__ import annotations

import importlib
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

FROZEN = Path(__file__).parent / "data" / "icu-pl.txt"
COUNT = 4000
_LETTERS = "aąbcćdeęfghijklłmnńoóprsśtuwyzźż"
_FOREIGN = "qvxáäéëíöőšúüüçñ"
_MARKS = re.compile(r"[-']")
_PARTICLES = ("de ", "von ", "van der ", "O'", "Mac ", "d'")


def surnames(count: int, seed: int) -> list[str]:
    """Short, so that many of them begin alike; with hyphens, particles, capitals and letters of other alphabets."""
    pick = random.Random(seed)
    return list(dict.fromkeys(_surname(pick) for _ in range(count)))


def _surname(pick: random.Random) -> str:
    alphabet = _LETTERS if pick.random() < 0.8 else _LETTERS + _FOREIGN
    close = "".join(pick.sample(alphabet, 5))
    parts = ["".join(pick.choice(close) for _ in range(pick.randint(1, 5))) for _ in range(pick.choice((1, 1, 1, 2)))]
    name = pick.choice(("-", " ", "-")).join(part.capitalize() for part in parts)
    if pick.random() < 0.1:
        name = pick.choice(_PARTICLES) + name
    return name.lower() if pick.random() < 0.1 else name


def icu_key() -> Callable[[str], bytes]:
    """Raises where PyICU is not installed."""
    icu = importlib.import_module("icu")

    collator = icu.Collator.createInstance(icu.Locale("pl_PL"))
    return lambda name: bytes(collator.getSortKey(_MARKS.sub(" ", name)))


def ordered(names: list[str], key: Callable[[str], bytes]) -> Iterator[str]:
    """Without those that ICU does not tell apart."""
    known = None
    for name in sorted(names, key=key):
        if key(name) != known:
            yield name
        known = key(name)


if __name__ == "__main__":
    FROZEN.write_text("\n".join(ordered(surnames(COUNT, 1), icu_key())) + "\n", encoding="utf-8", newline="\n")
