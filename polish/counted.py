"""Counted things read out of a Polish text: `5 punktów`, `siedmiu dni`, `20%`, and days of the calendar.

The counterpart of `polish.plurals`. What only looks like one is left: `ust. 1 pkt 2`, `§ 3`, `2 punkty procentowe`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from polish.dates import MONTHS_GENITIVE
from polish.plurals import DAY, PERCENT, POINT, SEAT, Noun


@dataclass(frozen=True, slots=True)
class Counted:
    """`noun` is the dictionary form; `text` the words as they stand."""

    value: Fraction
    noun: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Dated:
    day: date
    text: str
    start: int


_YEARS = Noun("rok", "lata", "lat", "lat")
_NOUNS = (POINT, PERCENT, DAY, SEAT, _YEARS)
_SHORT = {"pkt": POINT, "p.": POINT, "%": PERCENT}


def _units() -> dict[str, int]:
    said = {
        1: "jeden jedna jedno jednego jednej jedną jednym",
        2: "dwa dwie dwóch dwu dwoma dwiema",
        3: "trzy trzech trzem trzema",
        4: "cztery czterech czterem czterema",
        5: "pięć pięciu",
        6: "sześć sześciu",
        7: "siedem siedmiu",
        8: "osiem ośmiu",
        9: "dziewięć dziewięciu",
        10: "dziesięć dziesięciu",
        11: "jedenaście jedenastu",
        12: "dwanaście dwunastu",
        13: "trzynaście trzynastu",
        14: "czternaście czternastu",
        15: "piętnaście piętnastu",
        16: "szesnaście szesnastu",
        17: "siedemnaście siedemnastu",
        18: "osiemnaście osiemnastu",
        19: "dziewiętnaście dziewiętnastu",
    }
    return {form: value for value, forms in said.items() for form in forms.split()}


_UNITS: Mapping[str, int] = _units()
_TENS: Mapping[str, int] = {
    form: value
    for value, forms in {
        20: "dwadzieścia dwudziestu",
        30: "trzydzieści trzydziestu",
        40: "czterdzieści czterdziestu",
        50: "pięćdziesiąt pięćdziesięciu",
        60: "sześćdziesiąt sześćdziesięciu",
        70: "siedemdziesiąt siedemdziesięciu",
        80: "osiemdziesiąt osiemdziesięciu",
        90: "dziewięćdziesiąt dziewięćdziesięciu",
    }.items()
    for form in forms.split()
}
_HUNDREDS: Mapping[str, int] = {
    form: value
    for value, forms in {
        100: "sto stu",
        200: "dwieście dwustu",
        300: "trzysta trzystu",
        400: "czterysta czterystu",
        500: "pięćset pięciuset",
    }.items()
    for form in forms.split()
}


def _any(words: Mapping[str, object]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_FORMS = {form: noun.singular for noun in _NOUNS for form in noun.forms() if form not in ("rok", "roku")}
_FORMS |= {short: noun.singular for short, noun in _SHORT.items()}
_DIGITS = r"\d{1,6}(?:,\d{1,4})?"
_WORDS = rf"(?:(?:{_any(_HUNDREDS)})(?:\s+|\b))?(?:(?:{_any(_TENS)})(?:\s+|\b))?(?:(?:{_any(_UNITS)})\b)?"
# No number that belongs to a unit of an act or to a longer number stands before, no unit of an act follows.
_NOT_AFTER = r"(?:(?<=\d[–-])|(?<![\w,.§/:–-]))(?<!§ )(?<!ust\. )(?<!art\. )(?<!poz\. )(?<!nr )(?<!pkt )(?<!lit\. )"
_COUNTED = re.compile(
    rf"{_NOT_AFTER}(?P<number>{_DIGITS}|\b(?=[^\W\d]){_WORDS})\s*(?P<noun>(?:{_any(_FORMS)}))(?![^\W\d_])"
    r"(?!\s*(?:\d|lit\.|procentow))",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"{_DIGITS}|\b(?=[^\W\d]){_WORDS}", re.IGNORECASE)
_MONTH = "|".join(MONTHS_GENITIVE)
_DAY_OF = re.compile(rf"(?P<act>\bz\s+dnia\s+)?(?<![\d.,])(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\s+(?P<year>\d{{4}})")


@lru_cache(maxsize=4096)
def counted(text: str) -> tuple[Counted, ...]:
    """Everything that is counted in the text, in its order."""
    return tuple(_counted(text))


def _counted(text: str) -> Iterator[Counted]:
    for found in _COUNTED.finditer(text):
        value = _value(found["number"])
        if value is not None:
            yield Counted(value, _FORMS[found["noun"].lower()], found[0], found.start())


def numbers_in(text: str) -> frozenset[Fraction]:
    """Every number of the text, whatever it counts, in digits or in words."""
    values = (_value(found[0]) for found in _NUMBER.finditer(text))
    return frozenset(value for value in values if value is not None)


def days_in(text: str) -> tuple[Dated, ...]:
    """Days written in full (`12 maja 2026`), but not those that name an act (`ustawa z dnia …`) and none that does not
    exist."""
    found = []
    for one in _DAY_OF.finditer(text):
        month = MONTHS_GENITIVE.index(one["month"]) + 1
        try:
            day = date(int(one["year"]), month, int(one["day"]))
        except ValueError:
            continue
        if one["act"] is None:
            found.append(Dated(day, one[0], one.start()))
    return tuple(found)


def _value(words: str) -> Fraction | None:
    if not words.strip():
        return None
    if words[0].isdigit():
        return Fraction(words.replace(",", "."))
    return Fraction(sum(_UNITS.get(one) or _TENS.get(one) or _HUNDREDS.get(one) or 0 for one in words.lower().split()))
