"""Dates and terms as people write them in a timetable -> values. `od 12 maja do 9 lipca 2025 do godz. 15:00`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time

from dsl.syntax.loose_terms import in_words, what_is_not_read, with_year
from polish.dates import MONTHS_GENITIVE as MONTHS
from polish.dates import WEEKDAYS


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` (None: open) to `end`, both days included; the times narrow the first and the last day. `is_at` is a
    day's moment (`o godz. 10`), written otherwise than an hour until which something is done (`do godz. 10`)."""

    start: date | None
    end: date
    start_time: time | None = None
    end_time: time | None = None
    is_at: bool = field(default=False, compare=False)

    def holds(self, day: date) -> bool:
        """Whether a day, or a moment of a day, falls into it; a moment also by the hours."""
        if isinstance(day, datetime):
            first, last = self.bounds
            return first <= day <= last
        return (self.start is None or self.start <= day) and day <= self.end

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The first and the last moment that belong to it."""
        start, first = self.start or date.min, self.start_time or time.min
        return datetime.combine(start, first), datetime.combine(self.end, self.end_time or time.max)

    @property
    def is_one_day(self) -> bool:
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class RelativeTerm:
    """`3 dni od doręczenia uzasadnienia`; `anchor` is the event's name or a description of it, in the case that its
    `preposition` (`od`, `po`, `przed`) needs."""

    days: int
    before: bool
    anchor: str
    preposition: str = field(default="od", compare=False)


Term = Period | RelativeTerm


class TermError(ValueError):
    """The message and the hint are what the user reads; `better` is the same term as it should be written, `is_sure`
    where nothing else could be meant."""

    def __init__(self, message: str, hint: str = "", better: str = "", *, is_sure: bool = False) -> None:
        super().__init__(message)
        self.hint, self.better, self.is_sure = hint, better, is_sure


_UNREAD = "Nie rozumiem tego terminu."
_OTHERWISE = "Tak zapisanego terminu program nie czyta."
_NO_YEAR = "W terminie brakuje roku."
_EXAMPLE = "Na przykład: „od 12 maja do 9 lipca {year} do godz. 15:00” albo „3 dni od doręczenia”."
_SOME_YEAR = 2027
_LONGEST = 200
_CHECK_DAY = "Sprawdź dzień i miesiąc."
_YEAR = r"(?:\s+(?P<{0}year>\d{{4}})(?:\s*r\.|\s+roku)?)?"
_DAY = r"(?P<{0}day>\d{{1,2}})\s+(?P<{0}month>[^\W\d]+)" + _YEAR + r"|(?P<{0}iso>\d{{4}}-\d\d-\d\d)"
_MINUTE = r"(?:[:.](?P<{0}minute>\d\d))?"
_CLOCK = r"(?:\s+(?:(?P<{0}way>{1})\s+)?godz\.?\s*(?P<{0}hour>\d{{1,2}})" + _MINUTE + r")?"
_START = rf"(?:{_DAY.format('a')}){_CLOCK.format('a', 'od')}"
_END = rf"(?:{_DAY.format('b')}){_CLOCK.format('b', '(?:do|o)')}"
_RANGE = re.compile(rf"^od\s+{_START}\s+do\s+{_END}$")
_SAME_MONTH = re.compile(rf"^od\s+(?P<first>\d{{1,2}})\s+do\s+{_END}$")
_SINGLE = re.compile(rf"^(?P<upto>do\s+)?{_END}$")
_RELATIVE = re.compile(
    r"^(?P<days>\d{1,4})\s+(?:dni|dnia|dzień)\s+(?P<side>od|po|przed)\s+(?P<anchor>\S.*)$", re.DOTALL
)


_ONLY_DAYS = re.compile(r"^\d{1,4}\s+(?:dni|dnia|dzień)$")
_WORKING_DAYS = re.compile(r"^(?:\d{1,4}|\w+)\s+(?:dni|dnia|dzień)\s+robocz")
_WEEKS = re.compile(r"^(?P<count>\d{1,3})\s+(?:tydzień|tygodnie|tygodni)\s+(?P<rest>(?:od|po|przed)\s.*)$", re.DOTALL)
_MONTHS = re.compile(r"^(?:\d{1,3}|\w+)\s+(?:miesiąc|miesiące|miesięcy)\b")
_WITHIN = re.compile(
    r"^(?:w\s+ciągu|w\s+terminie|nie\s+później\s+niż|do)\s+(?P<term>\d{1,4}\s+dni\s+(?:od|po|przed)\s.*)$", re.DOTALL
)
_NO_END = re.compile(rf"^od\s+{_START}$")
_WEEKDAY = re.compile(rf"^(?:{'|'.join(WEEKDAYS)})[,\s]\s*(?P<rest>\d.*)$", re.IGNORECASE | re.DOTALL)


def _usual_slip(text: str) -> TermError | None:
    """What people write and what cannot be said so."""
    if _ONLY_DAYS.match(text):
        return TermError("Nie wiadomo, od czego liczy się te dni.", f"Napisz np. „{text} od doręczenia uzasadnienia”.")
    if _WORKING_DAYS.match(text):
        hint = "Podaj dni kalendarzowe (np. „3 dni od …”) albo napisz to słowami w „treść”."
        return TermError("Dni roboczych nie da się tu policzyć.", hint)
    if found := _WEEKS.match(text):
        days = 7 * int(found["count"])
        better = f"{days} dni {found['rest']}"
        return TermError("Terminu w tygodniach nie da się tu policzyć.", f"Napisz „{better}”.", better)
    if _MONTHS.match(text):
        hint = "Podaj datę, liczbę dni (np. „30 dni od …”) albo napisz to słowami w „treść”."
        return TermError("Terminu w miesiącach nie da się tu policzyć.", hint)
    if found := _WITHIN.match(text):
        return TermError(_UNREAD, f"Napisz „{found['term']}”.", found["term"])
    if _NO_END.match(text):
        return TermError("Ten termin nie ma końca.", f"Dopisz „do …”; jeden dzień pisze się bez „od”: „{text[3:]}”.")
    if found := _WEEKDAY.match(text):
        rest = found["rest"] if _error_of(found["rest"]) is None else in_words(found["rest"]).text
        is_read = _error_of(rest) is None
        return TermError(
            "Dnia tygodnia się tu nie pisze.",
            f"Napisz „{rest}”." if is_read else "Napisz samą datę.",
            rest if is_read else "",
        )
    return None


def parse_term(text: str, year: int | None = None) -> Term:
    """`year` is that of the dates around it, where it is known: what is told and proposed is of that year."""
    text = " ".join(text.split())
    if found := _RELATIVE.match(text):
        return RelativeTerm(int(found["days"]), found["side"] == "przed", found["anchor"], found["side"])
    if slip := _usual_slip(text):
        raise slip
    try:
        return _dated(text)
    except TermError as problem:
        raise _explained(problem, text, year) from None


def _explained(problem: TermError, text: str, year: int | None) -> TermError:
    """With the same term as it is written here; where nobody can know it, with what is wrong in it."""
    if len(text) > _LONGEST:
        return TermError(str(problem), problem.hint or _EXAMPLE.format(year=year or _SOME_YEAR))
    written = in_words(text)
    other = _error_of(written.text)
    if other is None:
        return _told_better(written.doubt or _OTHERWISE, written.text, is_sure=not written.doubt)
    whole = with_year(written.text, year)
    if whole and _error_of(whole) is None:
        return _told_better(_NO_YEAR, whole, is_sure=False)
    told = problem if str(other) == _UNREAD else other
    example = _EXAMPLE.format(year=year or _SOME_YEAR)
    if str(told) == _NO_YEAR and (whole := with_year(written.text, _SOME_YEAR)):
        return TermError(_NO_YEAR, f"Dopisz rok, np. „{whole}”.")
    if str(told) == _UNREAD:
        return TermError(what_is_not_read(written.text) or _UNREAD, example)
    return TermError(str(told), told.hint or example, told.better)


def _told_better(message: str, better: str, *, is_sure: bool) -> TermError:
    return TermError(message, f"Napisz „{better}”.", better, is_sure=is_sure)


def _error_of(text: str) -> TermError | None:
    if slip := _usual_slip(text):
        return slip
    try:
        _dated(text)
    except TermError as problem:
        return problem
    return None


def _dated(text: str) -> Period:
    if found := _RANGE.match(text):
        end = _day(found, "b", None)
        return _ordered(Period(_day(found, "a", end), end, _clock(found, "a"), _clock(found, "b")))
    if found := _SAME_MONTH.match(text):
        end = _day(found, "b", None)
        return _ordered(Period(_make(end.year, end.month, int(found["first"])), end, None, _clock(found, "b")))
    if found := _SINGLE.match(text):
        end = _day(found, "b", None)
        is_at = found["bway"] == "o" and not found["upto"]
        return Period(None if found["upto"] else end, end, None, _clock(found, "b"), is_at)
    raise TermError(_UNREAD)


def _day(found: re.Match[str], side: str, later: date | None) -> date:
    if iso := found[side + "iso"]:
        try:
            return date.fromisoformat(iso)
        except ValueError:
            raise TermError(f"Nie ma takiego dnia: {iso}.", _CHECK_DAY) from None
    month = found[side + "month"].lower()
    if month not in MONTHS:
        raise TermError(f"Nie znam miesiąca „{found[side + 'month']}”.")
    year = found[side + "year"]
    if year is None and later is None:
        raise TermError(_NO_YEAR)
    return _make(int(year) if year else later.year, MONTHS.index(month) + 1, int(found[side + "day"]))  # type: ignore[union-attr]


def _make(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise TermError(f"Nie ma takiego dnia: {day} {MONTHS[month - 1]} {year} r.", _CHECK_DAY) from None


def _clock(found: re.Match[str], side: str) -> time | None:
    if found[side + "hour"] is None:
        return None
    hour, minute = int(found[side + "hour"]), int(found[side + "minute"] or 0)
    if hour > 23 or minute > 59:
        raise TermError(f"Nie ma takiej godziny: {hour}:{minute:02d}.", "Godziny liczy się od 0 do 23.")
    return time(hour, minute)


def _ordered(period: Period) -> Period:
    if period.start and period.start > period.end:
        hint = "Sprawdź daty; jeżeli termin przechodzi na następny rok, podaj oba lata."
        raise TermError("Początek terminu jest po jego końcu.", hint)
    if period.is_one_day and period.start_time and period.end_time and period.start_time >= period.end_time:
        raise TermError("Początek terminu jest po jego końcu.", "Sprawdź godziny.")
    return period
