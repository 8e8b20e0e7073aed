"""The rows of a table by range, as people write them: `do 12,5 min`, `od 12,6 do 13 min`, `powyżej 20`, `3`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from dsl.syntax.type_text import UNIT_PATTERN, common_unit
from polish.numbers import format_number


@dataclass(frozen=True, slots=True)
class Range:
    """Bounds belong to it unless `beyond`: `poniżej` and `powyżej` leave theirs out. None: open on that side."""

    low: Fraction | None
    high: Fraction | None
    beyond: bool = False
    unit: str = ""

    def holds(self, value: int | Fraction) -> bool:
        if self.beyond:
            return (self.low is None or value > self.low) and (self.high is None or value < self.high)
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    @property
    def words(self) -> str:
        low = format_number(self.low) if self.low is not None else ""
        high = format_number(self.high) if self.high is not None else ""
        if self.beyond:
            text = f"powyżej {low}" if low else f"poniżej {high}"
        elif low == high:
            text = low
        else:
            text = " ".join(part for part in (low and f"od {low}", high and f"do {high}") if part)
        return f"{text} {self.unit}".rstrip()


_NUMBER = r"-?\d+(?:,\d+)?"
_UNIT = rf"\s*(?P<unit>{UNIT_PATTERN})?"
_FIRST_UNIT = rf"(?:\s*(?P<first_unit>{UNIT_PATTERN}))?"
_LOOKS_SO = re.compile(r"(?:do|od|poniżej|powyżej|[<>≤≥])\s*-?\d|-?\d", re.IGNORECASE)
_DOTTED = re.compile(r"(?<=\d)\.(?=\d)")
_WORD_OF = {"<": "poniżej", ">": "powyżej", "≤": "do", "≥": "od"}
_SIGN = re.compile(r"([<>≤≥])\s*(?=-?\d)")
_DASHED = re.compile(rf"({_NUMBER})\s*[-–—]\s*({_NUMBER})(.*)")
_PATTERN = re.compile(
    rf"^(?:(?P<side>poniżej|powyżej)\s+(?P<beyond>{_NUMBER})"
    rf"|od\s+(?P<low>{_NUMBER})(?:{_FIRST_UNIT}\s+do\s+(?P<high>{_NUMBER}))?"
    rf"|do\s+(?P<most>{_NUMBER})"
    rf"|(?P<exactly>{_NUMBER})){_UNIT}$",
    re.IGNORECASE,
)


def parse_range(text: str) -> Range | None:
    """None where the text is no range; a range whose low is above its high holds for nothing and is told as such."""
    found = _PATTERN.match(" ".join(text.replace("_", " ").split()))
    if found is None:
        return None
    unit = common_unit(found["unit"])
    if found["first_unit"] and common_unit(found["first_unit"]) != unit:
        return None
    if found["side"]:
        bound = _number(found["beyond"])
        above = found["side"].lower() == "powyżej"
        return Range(bound if above else None, None if above else bound, beyond=True, unit=unit)
    if found["exactly"]:
        return Range(_number(found["exactly"]), _number(found["exactly"]), unit=unit)
    return Range(_number(found["low"]), _number(found["high"] or found["most"]), unit=unit)


def _number(text: str | None) -> Fraction | None:
    return Fraction(text.replace(",", ".")) if text is not None else None


def looks_like_range(text: str) -> bool:
    """Whether a range was meant, readable or not: `do 10.5 s`, `10–12`."""
    return _LOOKS_SO.match(text.strip()) is not None


def as_range(text: str) -> str:
    """A text that looks like a range, written as one where it is plain how; else as it is."""
    text = _SIGN.sub(lambda sign: f"{_WORD_OF[sign[1]]} ", _DOTTED.sub(",", text.strip()))
    if dashed := _DASHED.fullmatch(text):
        text = f"od {dashed[1]} do {dashed[2]}{dashed[3]}"
    return text
