"""What speaks against the day given for a paper, for whoever prints it: never a refusal, for lists are announced late
and sittings are put off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dsl.checks.law.dates import is_of_year
from dsl.emit.polish.terms import term_words
from dsl.model.regulation import Regulation
from dsl.syntax.terms import Period
from polish.dates import format_date

APPLICATIONS = "wnioski"


def doubts(regulation: Regulation, phase: str, day: date, announced: str = "") -> Iterator[str]:
    """The gravest alone; `announced` is the event whose day it should be, empty for papers that have none."""
    first = regulation.first_year
    given = f"Data {format_date(day)}"
    begin, wanted = _period(regulation, APPLICATIONS, phase), _period(regulation, announced, phase)
    if first is not None and not is_of_year(Period(day, day), first):
        season = f"rekrutacja na ten rok toczy się od września {first - 1} do grudnia {first}"
        yield f"{given} nie pasuje do roku szkolnego {regulation.school_year}: {season}. Popraw --date."
    elif begin is not None and begin.start is not None and day < begin.start:
        when = format_date(begin.start)
        yield f"{given} jest wcześniejsza niż początek składania wniosków ({when}). Popraw --date albo terminarz."
    elif wanted is not None and not wanted.holds(day):
        when = term_words(wanted, regulation.timetable)
        yield (
            f"{given} to nie dzień ogłoszenia listy z terminarza ({when}). Sprawdź, która jest właściwa, i popraw "
            "--date albo terminarz."
        )


def _period(regulation: Regulation, event: str, phase: str) -> Period | None:
    found = regulation.timetable.get(event)
    term = found.terms.get(phase) if found is not None else None
    return term if isinstance(term, Period) else None
