"""When a term counted in days ends: `3 dni od doręczenia` from a given day."""

from __future__ import annotations

from datetime import date, timedelta

from dsl.model.regulation import Counting
from dsl.syntax.terms import RelativeTerm
from polish.holidays import working_day_from


def last_day(term: RelativeTerm, event: date, counting: Counting) -> date:
    """The day of the event is not counted. A term before an event ends on the very day: it cannot be moved past it."""
    if term.before:
        return event - timedelta(days=term.days)
    end = event + timedelta(days=term.days)
    return working_day_from(end) if counting is Counting.MOVED else end
