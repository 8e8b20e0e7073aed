"""Dates that words give for an activity of the timetable and the timetable does not.

„Wnioski składa się do 8 lipca 2025 r.” beside `wnioski: od 12 maja do 9 lipca 2025`. Told only where the words name the
activity, no term of the timetable has the day, and the day is meant for that activity: the words give a period that
overlaps its term, or a day within a week of its ends. Words that take their days from the timetable are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dsl.checks.reading.wording_places import place_of
from dsl.diagnostics import Diagnostics, Related
from dsl.emit.polish.said import says
from dsl.emit.polish.terms import term_words
from dsl.model.outline import Insertion, Prose, written
from dsl.model.regulation import Event, Notes, Regulation
from dsl.source.nodes import readable_name
from dsl.syntax.terms import Period
from polish.counted import Dated, days_in
from polish.dates import MONTHS_GENITIVE

_MONTH = "|".join(MONTHS_GENITIVE)
_FROM = re.compile(
    rf"\bod\s+(?:dnia\s+)?(?P<day>\d{{1,2}})(?:\s+(?P<month>{_MONTH}))?(?:\s+(?P<year>\d{{4}})(?:\s*r\.|\s+roku)?)?"
    r"(?:\s+(?:od\s+)?godz\S*\s+\S+)?\s+do\s+(?:dnia\s+)?$"
)
_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class _Said:
    """Words of `what`, where they stand, and the key that they describe."""

    what: str
    prose: Prose
    notes: Notes
    name: str


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of the words, and the other end of the period that it bounds."""

    day: date
    text: str
    other: date | None


def check_terms_in_words(regulation: Regulation, diagnostics: Diagnostics) -> None:
    ends = {day for event in regulation.timetable.values() for term in _periods(event) for day in _ends(term)}
    for said in _texts(regulation) if ends else ():
        days = [one for one in _days(written(said.prose)) if one.day not in ends]
        named = _named(regulation, said.prose) if days else []
        for one in days:
            meant = _meant(one, named)
            if meant is not None:
                _tell(regulation, said, one, *meant, diagnostics)


def _texts(regulation: Regulation) -> Iterator[_Said]:
    for clauses in regulation.clauses.values():
        for clause in clauses.values():
            what = f"Postanowienie „{readable_name(clause.name)}”"
            for prose in (clause.prose, *clause.item_prose) if clause.term is None else ():
                yield _Said(what, prose, clause.notes, clause.name)
    for unit in regulation.outline.units() if regulation.outline is not None else ():
        yield _Said("Tekst dokumentu", unit.prose, Notes(unit.span), "")


def _days(text: str) -> Iterator[_Day]:
    for found in days_in(text):
        start = _start(text, found)
        if start is not None:
            yield start
        yield _Day(found.day, found.text, start.day if start is not None else None)


def _start(text: str, end: Dated) -> _Day | None:
    """Of „od 12 do 16 maja 2026”, „od 12 maja do 9 lipca 2026”: a day that takes from the end what it does not say."""
    found = _FROM.search(text[: end.start])
    if found is None or found["year"]:  # with a year it is told as a day of its own
        return None
    month = MONTHS_GENITIVE.index(found["month"]) + 1 if found["month"] else end.day.month
    try:
        return _Day(date(end.day.year, month, int(found["day"])), found[0].rpartition(" do")[0].strip(), end.day)
    except ValueError:
        return None


def _named(regulation: Regulation, prose: Prose) -> list[Event]:
    """The activities whose names the words say, the narrower one where one name is a part of another."""
    if any(isinstance(part, Insertion) and part.name.partition(".")[0] == "terminarz" for part in prose):
        return []
    text = written(prose)
    found = [one for one in regulation.timetable.values() if says(text, readable_name(one.name))]
    return [one for one in found if not any(_is_part(one, other) for other in found)]


def _is_part(one: Event, other: Event) -> bool:
    return one is not other and says(readable_name(other.name), readable_name(one.name))


def _meant(one: _Day, events: Sequence[Event]) -> tuple[Event, Period] | None:
    """The activity and the term for which the day is given."""
    near = [
        (min(abs((one.day - day).days) for day in _ends(term)), event, term)
        for event in events
        for term in _periods(event)
        if _is_about(one, term)
    ]
    if not near:
        return None
    _, event, term = min(near, key=lambda found: found[0])
    return event, term


def _is_about(one: _Day, term: Period) -> bool:
    if one.other is not None:
        first, last = sorted((one.day, one.other))
        return first <= term.end and (term.start or term.end) <= last
    return any(abs((one.day - day).days) <= _A_WEEK for day in _ends(term))


def _periods(event: Event) -> list[Period]:
    return [term for term in event.terms.values() if isinstance(term, Period)]


def _ends(term: Period) -> tuple[date, ...]:
    return (term.end,) if term.start is None else (term.start, term.end)


def _tell(regulation: Regulation, said: _Said, one: _Day, event: Event, term: Period, diagnostics: Diagnostics) -> None:
    words = place_of(one.text, said.notes.span, said.name)
    told = term_words(term, regulation.timetable)
    message = f"{said.what}: w terminarzu „{readable_name(event.name)}” to {told}, a w słowach „{one.text}”."
    hint = f"Popraw słowa albo termin; najlepiej wstaw <terminarz.{event.name}>, a data wpisze się sama."
    phase = next(name for name, known in event.terms.items() if known is term)
    notes = event.term_notes.get(phase, event.notes)
    diagnostics.warning("P142", words, message, hint, related=[Related(notes.span, "tak mówi terminarz")])
