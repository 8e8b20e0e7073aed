"""Terms as people write them elsewhere, put in the words of this language: `17.05-21.06.27 do 15:00` as `od 17 maja do
21 czerwca 2027 do godz. 15:00`.

Only the writing is changed here; whether it is a term at all is said in `dsl.syntax.terms`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from polish.dates import MONTHS_GENITIVE as MONTHS
from polish.dates import month_name
from polish.folding import fold

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_NAMES = {fold(name): number for number in range(1, 13) for name in (MONTHS[number - 1], month_name(number))}
_LEAST_OF_A_NAME, _LEAST_OF_A_SLIP, _ALIKE = 3, 4, 0.75
_A_MONTH = "|".join(MONTHS)

_JOINTS = re.compile(r"\b(?:od|do|o|godz\w*)\b", re.IGNORECASE)
_APART = re.compile(r"[(),;]")
_SINCE_OR_UNTIL = re.compile(r"(?:od|do) ")
_BESIDE_DAYS = re.compile(r"\b(?:w\s+)?(?:dniach|dniu|dnia)\s+(?=\d)|\bwłącznie\b", re.IGNORECASE)
_YEAR_MARK = re.compile(r"(?<=\d)\s*(?:roku|rok|r\.|r)(?=[\s\-–—]|$)")
_HOURS = re.compile(
    r"\s+(?:w\s+)?(?:od\s+)?(?:godz\w*\.?\s*(?P<start>\d{1,2}(?:[:.]\d\d)?)|(?P<clock>\d{1,2}:\d\d))\s*(?:[-–—]|\bdo\b)\s*"
    r"(?:godz\w*\.?\s*)?(?P<end>\d{1,2}(?:[:.]\d\d)?)$"
)
_HOUR_WITH_A_DOT = re.compile(r"(?<=[ .]\d{4})((?: od| do| o)?) (\d{1,2})\.(00|15|30|45)$")
"""No month has such a number."""
_HOUR = re.compile(
    r"\s+(?:(?P<way>od|do|o)\s+)?(?:g(?:odz)?(?:iny|inie|ina|\.)?\s*(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?"
    r"|(?P<clock>\d{1,2}:\d\d))(?![\d:])"
)
_IN_DIGITS = re.compile(
    r"(?<![\d.:/])(?P<day>\d{1,2})(?:(?P<sign>[./])(?P<month>0?[1-9]|1[0-2])(?:(?P=sign)(?P<year>\d{4}|\d\d))?"
    r"|-(?P<dashed>0?[1-9]|1[0-2])-(?P<after>\d{4}))(?![\d.:/])\.?"
)
_NAMED = re.compile(r"(?<!\d)(?P<day>\d{1,2})(?:-?e?go\b|\.)?\s*(?P<name>[^\W\d_]+)\.?(?:\s*(?P<year>\d{4}))?")
_SHORT_YEAR = re.compile(rf"(?P<month>{_A_MONTH}) ['’]?(?P<year>\d\d)(?=[\s\-–—]|$)")
_DAYS_OF_A_MONTH = re.compile(
    r"^(?:od\s+)?(?P<first>\d{1,2})\s*(?P<joint>[-–—]|\bi\b)\s*(?P<last>\d{1,2})(?=\s+[^\W\d])"
)
_DASH = re.compile(r"\s+[-–—]\s+|\s*[–—]\s*|(?<=[^\W\d])-(?=\d)|(?<=\d{4})-(?=\d{1,2} )")
_WITHOUT_FROM = re.compile(r"^\d.*\sdo\s+\d")
_ON_ONE_DAY = re.compile(r"^(?P<day>\d.*?)(?P<year> \d{4}) od godz\. (?P<start>\S+) do godz\. (?P<end>\S+)$")
_WITHOUT_YEAR = re.compile(rf"^(?P<before>.*\d (?:{_A_MONTH}))(?! \d{{4}})(?P<behind>.*)$")

_SHORT = "Rok pisze się czterema cyframi."
_WHICH_HOUR = "Nie wiadomo: „o godz.” czy „do godz.”."
_WHICH_IS_WHICH = "Nie wiadomo, która liczba jest dniem, a która miesiącem."


@dataclass(frozen=True, slots=True)
class InWords:
    """`doubt` says why something else could be meant; "" where nothing else could."""

    text: str
    doubt: str = ""


def in_words(text: str) -> InWords:
    text = _BESIDE_DAYS.sub("", _YEAR_MARK.sub("", _APART.sub(" ", text)))
    text = " ".join(_JOINTS.sub(lambda one: one[0].lower(), text).split()).strip(" .")
    text = _HOUR_WITH_A_DOT.sub(r"\1 \2:\3", text)
    doubts: list[str] = []
    text = _with_days(_with_hours(text, doubts), doubts)
    text = _from_to(_SHORT_YEAR.sub(lambda one: _doubted(f"{one['month']} 20{one['year']}", _SHORT, doubts), text))
    if _SINCE_OR_UNTIL.match(text):
        doubts = [one for one in doubts if one != _WHICH_HOUR]
    return InWords(text, doubts[0] if doubts else "")


def with_year(text: str, year: int | None) -> str:
    """In the words above with a year that they lack: the only one that they have elsewhere, or else `year`; "" where
    nobody knows it."""
    named = set(re.findall(r"\b\d{4}\b", text)) or ({str(year)} if year is not None else set())
    found = _WITHOUT_YEAR.match(text)
    if found is None or len(named) != 1:
        return ""
    return f"{found['before']} {named.pop()}{found['behind']}"


def what_is_not_read(text: str) -> str:
    """A sentence on the first thing in these words that belongs to no term; "" where no single one does not."""
    words = re.findall(r"[^\W\d_]{3,}", text)
    months = [word for word in words if _month_of(word) or _like_a_month(word)]
    if unknown := next((word for word in words if word not in ("godz", *months)), ""):
        return f"Nie rozumiem tu słowa „{unknown}”."
    if months and not re.search(rf"\d (?:{_A_MONTH})", text):
        return "Nie ma tu dnia miesiąca."
    if found := re.search(r"(?<![\d./])\d{1,2}[./]\d{1,2}[./]\d{2,4}(?![\d./])", text):
        return f"Nie ma takiego dnia: {found[0]}."
    return ""


# -- hours ------------------------------------------------------------------------------------------------------------


def _with_hours(text: str, doubts: list[str]) -> str:
    """The last of them is until when, unless it says otherwise; one before is since when."""
    text = _HOURS.sub(
        lambda one: f" od godz. {_clock(one['start'] or one['clock'])} do godz. {_clock(one['end'])}", text
    )
    found = list(_HOUR.finditer(text))
    for one in reversed(found):
        way = one["way"] or ("do" if one is found[-1] else "od")
        if not one["way"]:
            doubts.append(_WHICH_HOUR)
        hour = one["clock"] or one["hour"] + (f":{one['minute']}" if one["minute"] else "")
        text = f"{text[: one.start()]} {way} godz. {hour}{text[one.end() :]}"
    return text


def _clock(text: str) -> str:
    return text.replace(".", ":")


# -- days -------------------------------------------------------------------------------------------------------------


def _with_days(text: str, doubts: list[str]) -> str:
    text = _IN_DIGITS.sub(lambda one: _day_in_digits(one, doubts), text)
    return _NAMED.sub(lambda one: _day_named(one, doubts), text)


def _day_in_digits(found: re.Match[str], doubts: list[str]) -> str:
    """With slashes and dashes some write the month first; a day above 12 is no month."""
    day, month = int(found["day"]), int(found["month"] or found["dashed"])
    year = found["year"] or found["after"] or ""
    written = f"{day} {MONTHS[month - 1]}"
    if found["sign"] != "." and day <= 12 and day != month:
        _doubted(written, _WHICH_IS_WHICH, doubts)
    if len(year) == 2:
        _doubted(written, _SHORT, doubts)
        year = f"20{year}"
    return f"{written} {year}".rstrip()


def _day_named(found: re.Match[str], doubts: list[str]) -> str:
    name = found["name"]
    number = _ROMAN.index(name) + 1 if name in _ROMAN else _month_of(name)
    if number is None and (number := _like_a_month(name)) is not None:
        doubts.append(f"Nie znam miesiąca „{name}”.")
    return f"{int(found['day'])} {MONTHS[number - 1]} {found['year'] or ''}".rstrip() if number else found[0]


def _month_of(name: str) -> int | None:
    """`września`, `wrzesień`, `wrzesnia`, `wrz`."""
    begun = fold(name)
    found = {number for whole, number in _NAMES.items() if whole.startswith(begun)}
    return found.pop() if len(found) == 1 and len(begun) >= _LEAST_OF_A_NAME else None


def _like_a_month(name: str) -> int | None:
    like = get_close_matches(fold(name), _NAMES, n=1, cutoff=_ALIKE) if len(name) >= _LEAST_OF_A_SLIP else []
    return _NAMES[like[0]] if like else None


def _doubted(written: str, why: str, doubts: list[str]) -> str:
    doubts.append(why)
    return written


# -- from one day to another ------------------------------------------------------------------------------------------


def _from_to(text: str) -> str:
    if (days := _DAYS_OF_A_MONTH.match(text)) and _are_one_stretch(days):
        return f"od {int(days['first'])} do {int(days['last'])}{text[days.end() :]}"
    if (parts := _DASH.split(text)) and len(parts) == 2:
        return f"od {parts[0].removeprefix('od ')} do {parts[1].removeprefix('do ')}"
    if one_day := _ON_ONE_DAY.match(text):
        day, year = one_day["day"], one_day["year"]
        return f"od {day} od godz. {one_day['start']} do {day}{year} do godz. {one_day['end']}"
    return f"od {text}" if _WITHOUT_FROM.match(text) else text


def _are_one_stretch(days: re.Match[str]) -> bool:
    """`12 i 13 maja` are; `12 i 15 maja` are two days."""
    return days["joint"] != "i" or int(days["last"]) == int(days["first"]) + 1
