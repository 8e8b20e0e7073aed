"""Terms of the timetable in words: „od 12 maja do 9 lipca 2025 r.”, „3 dni od czynności „…””."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from types import MappingProxyType

from dsl.model.regulation import Event
from dsl.source.nodes import normal_name, readable_name
from dsl.syntax.terms import Period, RelativeTerm, Term
from polish.dates import format_date, format_moment, format_range, format_time
from polish.plurals import DAY, count

Events = Mapping[str, Event]
_TIMETABLE = "terminarz."


def term_words(term: Term, events: Events = MappingProxyType({})) -> str:
    """A term after an event tells the event by its `czynność`."""
    if not isinstance(term, RelativeTerm):
        return period_words(term)
    days = f"{count(term.days, DAY)} {term.preposition}"
    if not term.anchor.startswith(_TIMETABLE):
        return f"{days} {term.anchor}"
    name = normal_name(term.anchor.removeprefix(_TIMETABLE))
    activity = events[name].activity if name in events else readable_name(name)
    return f"{days} {'czynnością' if term.before else 'czynności'} „{activity}”"


def period_words(period: Period) -> str:
    if period.start is None:
        return f"do {format_date(period.end)}{_until(period.end_time)}"
    if period.is_one_day and period.is_at:
        return format_moment(period.end, period.end_time)
    if period.is_one_day:
        return f"{format_date(period.end)}{_until(period.end_time)}"
    if period.start_time is None:
        return f"{format_range(period.start, period.end)}{_until(period.end_time)}"
    start = format_date(period.start, year=period.start.year != period.end.year)
    return f"od {start} od {format_time(period.start_time)} do {format_date(period.end)}{_until(period.end_time)}"


def _until(moment: time | None) -> str:
    return f" do {format_time(moment)}" if moment is not None else ""
