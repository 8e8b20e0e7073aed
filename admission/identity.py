"""The PESEL number of a candidate: checked and compared, never repeated in a message and never counted with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dsl.rows import BadField, field_name, is_empty

FIELD = "tożsamość.pesel"
_LENGTH = 11
_SHORTEST = 9  # of one that a spreadsheet took the zeros from: born 2000 or later in a month of at least 21
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_CENTURIES = (1900, 2000, 2100, 2200, 1800)
_CHECK = "Porównaj numer z dokumentem; nadaj kolumnie format „Tekst”."


@dataclass(frozen=True, slots=True)
class Pesel:
    """`was_short`: the zeros at its front had been lost and were given back."""

    digits: str
    was_short: bool


def read_pesel(identity: Mapping[Any, Any]) -> Pesel | None:
    """None when none is given. Raises `BadField`."""
    raw = next((value for name, value in identity.items() if field_name(str(name)).casefold() == "pesel"), None)
    if is_empty(raw):
        return None
    text = str(raw).strip() if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    if not (text.isascii() and text.isdigit()):
        raise BadField(FIELD, "Numer PESEL składa się z samych cyfr.", _CHECK)
    if len(text) == _LENGTH:
        _expect_right(text)
        return Pesel(text, False)
    padded = text.zfill(_LENGTH)
    if _SHORTEST <= len(text) < _LENGTH and _is_right(padded):
        return Pesel(padded, True)
    raise BadField(FIELD, f"Numer PESEL ma {_LENGTH} cyfr, a tu jest ich {len(text)}.", _CHECK)


def _is_right(digits: str) -> bool:
    try:
        _expect_right(digits)
    except BadField:
        return False
    return True


def _expect_right(digits: str) -> None:
    """Raises `BadField`."""
    control = -sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 10
    if control != int(digits[10]):
        raise BadField(FIELD, "Cyfra kontrolna numeru PESEL się nie zgadza.", _CHECK)
    century, month = divmod(int(digits[2:4]), 20)
    try:
        born = date(_CENTURIES[century] + int(digits[:2]), month, int(digits[4:6]))
    except ValueError:
        raise BadField(FIELD, "Data urodzenia w numerze PESEL nie istnieje.", _CHECK) from None
    if not 1900 <= born.year < 2100:
        raise BadField(FIELD, "Numer PESEL wskazuje na urodzenie w innym stuleciu.", _CHECK)
