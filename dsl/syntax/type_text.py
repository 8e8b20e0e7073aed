"""How a fact's kind is written (`procent dla część_egzaminu`, `liczba od 0 do 100?`) -> a record, no names resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

LONGEST = 200
UNITS = ("zł", "km", "cm", "mm", "m", "s", "min", "h", "kg", "lat", "mies", "dni", "tyg", "pkt", "%")
SAME_UNIT = {"lata": "lat", "rok": "lat"}  # `do 4 lata`, as people write
UNIT_PATTERN = "|".join((*UNITS, *SAME_UNIT))

_NUMBER = r"-?\d+(?:,\d+)?"
_PATTERN = re.compile(
    r"""^(?P<set>zbiór\s+)?
        (?P<base>tak/nie|[^\W\d]\w*)(?P<optional>\s*\?)?
        (?P<integer>\s+całkowita)?
        (?:\s+od\s+(?P<low>NUM)\s+do\s+(?P<high>NUM))?
        (?:\s+(?P<unit>UNITS))?
        (?P<optional_late>\s*\?)?
        (?:\s+dla\s+(?P<key>[^\W\d]\w*))?
        (?P<optional_last>\s*\?)?
        (?:\s*,\s*domyślnie\s+(?P<default>tak|nie))?$""".replace("NUM", _NUMBER).replace("UNITS", UNIT_PATTERN),
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TypeText:
    base: str
    is_set: bool = False
    optional: bool = False
    integer: bool = False
    low: Fraction | None = None
    high: Fraction | None = None
    unit: str = ""
    key: str | None = None
    default: bool | None = None


def common_unit(written: str | None) -> str:
    """One name for each unit."""
    unit = (written or "").lower()
    return SAME_UNIT.get(unit, unit)


def parse_type(text: str) -> TypeText | None:
    found = _PATTERN.match(text.strip()) if len(text) <= LONGEST else None
    if found is None:
        return None
    low, high = found["low"], found["high"]
    return TypeText(
        base=found["base"],
        is_set=bool(found["set"]),
        optional=any(found[name] for name in ("optional", "optional_late", "optional_last")),
        integer=bool(found["integer"]),
        low=Fraction(low.replace(",", ".")) if low else None,
        high=Fraction(high.replace(",", ".")) if high else None,
        unit=common_unit(found["unit"]),
        key=found["key"],
        default=found["default"].lower() == "tak" if found["default"] else None,
    )
