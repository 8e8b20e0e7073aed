"""What values seen in a foreign table mean here: yes and no, members of notions, nothing at all; whether a value may
stand in a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from admission.intake.cells import BadCell
from admission.intake.column_words import tokens
from admission.intake.header import Fills, Target
from dsl.model.types import TruthType, Type
from dsl.rows import find_ranked, truth_in
from dsl.values import read_value

_NOTHING = ("–", "—", "-", "--", "---", "brak", "nie dotyczy", "n/d", "b/d")
_YES, _NO = ("x", "+", "v", "y", "yes", "✓", "prawda", "jest"), (*_NOTHING, "no", "fałsz", "falsz")
_LONGEST_BRANCH = 60
DAYS = {
    "dd.mm.rrrr": re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}"),
    "dd-mm-rrrr": re.compile(r"\d{1,2}-\d{1,2}-\d{4}"),
    "dd/mm/rrrr": re.compile(r"\d{1,2}/\d{1,2}/\d{4}"),
    "rrrr.mm.dd": re.compile(r"\d{4}\.\d{1,2}\.\d{1,2}"),
    "rrrr/mm/dd": re.compile(r"\d{4}/\d{1,2}/\d{1,2}"),
}


def means_nothing(cell: object) -> bool:
    return isinstance(cell, str) and cell.strip().casefold() in _NOTHING


def asks_truth(target: Target) -> bool:
    inner = target.inner.fills if target.inner else target.fills
    return isinstance(target.type, TruthType) or inner is Fills.MEMBER


def truth_of(text: str) -> str | None:
    known = truth_in(text)
    if known is not None:
        return "tak" if known else "nie"
    lowered = text.lower()
    return "tak" if lowered in _YES else "nie" if lowered in _NO else None


def member_of(text: str, members: Iterable[str], ranks: Mapping[str, int]) -> str | None:
    """By its name or number, by its beginning, or by letters of it in order, as `bdb` is of „bardzo dobry”."""
    names = list(members)
    found = find_ranked(text, names, ranks)
    wanted = "".join(tokens(text))
    if found is not None or not wanted or len(wanted) > 30 or wanted.isdigit():
        return found
    plain = {name: "".join(tokens(name)) for name in names}
    begun = [name for name, letters in plain.items() if letters.startswith(wanted)]
    if len(begun) == 1 or len(wanted) == 1:
        return begun[0] if len(begun) == 1 else None
    drawn = [name for name, letters in plain.items() if letters[:1] == wanted[0] and _is_drawn_from(wanted, letters)]
    return drawn[0] if len(drawn) == 1 else None


def _is_drawn_from(wanted: str, letters: str) -> bool:
    rest = iter(letters)
    return all(letter in rest for letter in wanted)


def may_stand(target: Target, cell: object, type_: Type) -> bool:
    try:
        value: Any = target.convert(cell)
    except BadCell:
        return False
    return not read_value(value.replace(".", ",") if isinstance(value, str) else value, type_)[1]


def may_be_shown(text: str) -> bool:
    """What a school calls a branch may have several words."""
    digits = sum(map(str.isdigit, text))
    return len(text) <= _LONGEST_BRANCH and digits <= 4 and text.isprintable()
