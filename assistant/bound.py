"""Where a topic binds its values: each becomes a `Value` and a placeholder to write in its sentence.

A topic never writes a figure, a date or a verdict itself, it writes the placeholder that it gets here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from fractions import Fraction
from types import MappingProxyType

from assistant.contract import Value
from assistant.guard import CLOSE, OPEN
from dsl.emit.polish.sentences import Events, term_words
from dsl.model.result import Number
from dsl.syntax.terms import Period, RelativeTerm, Term
from polish.enumerations import enumerate_items
from polish.numbers import decimal_digits, format_number
from polish.plurals import DAY, POINT, SEAT, Case, Noun, count

VERDICTS = {
    "tak": "Tak",
    "nie": "Nie",
    "zależy": "To zależy",
    "niesprawdzone": "Nie wiem na pewno",
    "nie_określa": "Regulamin nie określa",
    "nie_podaje": "Regulamin nie podaje",
    "nie_podaje_plik": "Plik wyników nie podaje",
    "nie_wymienia": "Regulamin nie wymienia",
    "nie_przewiduje": "Regulamin nie przewiduje",
    "nie_wyjaśnia": "Regulamin nie wyjaśnia",
}


class Bound:
    """The values of one answer, in the order they were bound."""

    def __init__(self, prefix: str = "", events: Events = MappingProxyType({}), branches: Sequence[str] = ()) -> None:
        """`branches`: those that the values are of, where nothing else is said with a value."""
        self.values: dict[str, Value] = {}
        self._prefix, self._events, self._branches = prefix, events, tuple(branches)
        self.state = "podane"

    def bind(
        self,
        name: str,
        kind: str,
        canonical: str | list[str],
        text: str,
        unit: str = "",
        branches: Sequence[str] = (),
    ) -> str:
        key = self._free(f"{self._prefix}{name}")
        self.values[key] = Value(key, kind, canonical, text, unit, self.state, tuple(branches) or self._branches)
        return f"{OPEN}{key}{CLOSE}"

    def points(self, name: str, value: Number, branches: Sequence[str] = (), case: Case = Case.NOMINATIVE) -> str:
        return self.bind(name, "punkty", canonical(value), count(value, POINT, case), "punkty", branches)

    def number(self, name: str, value: Number, noun: Noun | None = None, case: Case = Case.NOMINATIVE) -> str:
        text = count(value, noun, case) if noun else format_number(value)
        return self.bind(name, "liczba", canonical(value), text, noun.singular if noun else "")

    def seats(self, name: str, value: int, branches: Sequence[str]) -> str:
        return self.bind(name, "miejsca", str(value), count(value, SEAT), "miejsca", branches)

    def names(self, name: str, items: Sequence[str], branches: Sequence[str] = ()) -> str:
        return self.bind(name, "lista", list(items), enumerate_items(items), "", branches)

    def term(self, name: str, term: Term) -> str:
        """The term in words, with its days and hours bound beside it."""
        if isinstance(term, RelativeTerm):
            self.bind(f"{name}.ile_dni", "dni", str(term.days), count(term.days, DAY), "dni")
            return self.bind(name, "termin", f"P{term.days}D", term_words(term, self._events), "dni")
        for part, day in (("od", term.start), ("do", term.end)):
            if day is not None:
                self.day(f"{name}.{part}", day)
        for part, moment in (("od_godziny", term.start_time), ("do_godziny", term.end_time)):
            if moment is not None:
                self.hour(f"{name}.{part}", moment)
        return self.bind(name, "termin", interval(term), term_words(term))

    def day(self, name: str, day: date) -> str:
        from polish.dates import format_date

        return self.bind(name, "data", day.isoformat(), format_date(day))

    def hour(self, name: str, moment: time) -> str:
        from polish.dates import format_time

        return self.bind(name, "godzina", f"{moment:%H:%M}", format_time(moment))

    def verdict(self, which: str, name: str = "werdykt") -> str:
        return self.bind(name, "werdykt", which, VERDICTS[which])

    def words(self, text: str) -> str:
        """Words of the regulation (labels, quotations): they may hold figures of their own."""
        return self.bind("słowa", "słowa", text, text)

    def echo(self, text: str) -> str:
        """What the person said, given back."""
        return self.bind("echo", "echo", text, text)

    def _free(self, name: str) -> str:
        if name not in self.values:
            return name
        number = 2
        while f"{name}#{number}" in self.values:
            number += 1
        return f"{name}#{number}"


def canonical(value: Number) -> str:
    """A decimal with a dot, or `p/q` where it has no end."""
    exact = Fraction(value)
    digits = decimal_digits(exact)
    if digits is None:
        return f"{exact.numerator}/{exact.denominator}"
    if digits == 0:
        return str(exact.numerator)
    sign, scaled = ("-" if exact < 0 else ""), abs(exact.numerator) * 10**digits // exact.denominator
    return f"{sign}{scaled // 10**digits}.{scaled % 10**digits:0{digits}d}"


def interval(period: Period) -> str:
    """`2025-05-12/2025-07-09`, one day alone, `/2025-07-24` where the beginning is open."""
    if period.start is None:
        return f"/{period.end.isoformat()}"
    if period.is_one_day:
        return period.end.isoformat()
    return f"{period.start.isoformat()}/{period.end.isoformat()}"
