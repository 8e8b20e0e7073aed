"""Days free from work in Poland, for terms and deadlines (act of 18 January 1951 on days free from work)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_FIXED = (
    (1, 1, "Nowy Rok", 1951),
    (1, 6, "Święto Trzech Króli", 2011),
    (5, 1, "Święto Państwowe", 1951),
    (5, 3, "Święto Narodowe Trzeciego Maja", 1990),
    (8, 15, "Wniebowzięcie Najświętszej Maryi Panny", 1989),
    (11, 1, "Wszystkich Świętych", 1951),
    (11, 11, "Narodowe Święto Niepodległości", 1989),
    (12, 24, "Wigilia Bożego Narodzenia", 2025),
    (12, 25, "pierwszy dzień Bożego Narodzenia", 1951),
    (12, 26, "drugi dzień Bożego Narodzenia", 1951),
)
_AFTER_EASTER = (
    (0, "pierwszy dzień Wielkiej Nocy"),
    (1, "drugi dzień Wielkiej Nocy"),
    (49, "pierwszy dzień Zielonych Świątek"),
    (60, "dzień Bożego Ciała"),
)
# Free once, by an act of its own (the centenary of independence).
_SINGLE = {date(2018, 11, 12): "Święto Narodowe z okazji Setnej Rocznicy Odzyskania Niepodległości"}
_FRIDAY = 4
_SUNDAY = 6


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the method of Gauss with the corrections of the Gregorian epact)."""
    golden = year % 19
    century = year // 100
    skipped_leaps = century - century // 4
    moon = (8 * century + 13) // 25
    epact = (19 * golden + skipped_leaps - moon + 15) % 30
    full_moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + full_moon + 2 - skipped_leaps) % 7
    return date(year, 3, 28) + timedelta(days=full_moon - weekday)


@lru_cache(maxsize=64)
def _holidays(year: int) -> dict[date, str]:
    found = {date(year, month, day): name for month, day, name, since in _FIXED if year >= since}
    sunday = easter(year)
    found |= {sunday + timedelta(days=after): name for after, name in _AFTER_EASTER}
    found |= {day: name for day, name in _SINGLE.items() if day.year == year}
    return dict(sorted(found.items()))


def holidays(year: int) -> dict[date, str]:
    """The public holidays of a year with their names, in order (Sundays without a name of their own are not here)."""
    return dict(_holidays(year))


def holiday_name(day: date) -> str | None:
    """The name of the holiday, `niedziela` for a common Sunday, None for any other day."""
    name = _holidays(day.year).get(day)
    return name or ("niedziela" if day.weekday() == _SUNDAY else None)


def is_free_day(day: date) -> bool:
    """Free by law: a Sunday or a public holiday. A Saturday is not."""
    return holiday_name(day) is not None


def is_working_day(day: date) -> bool:
    """Neither a free day nor a Saturday: the day on which a term may end."""
    return day.weekday() <= _FRIDAY and not is_free_day(day)


def working_day_from(day: date) -> date:
    """`day` itself if it is a working day, else the next one: where a term that ends on a free day moves."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
