"""Dates that do not fit the school year, such as last year's in a file taken over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from dsl.diagnostics import Diagnostics
from dsl.model.regulation import Event, Regulation
from dsl.syntax.terms import Period, Term
from polish.dates import format_date


def check_dates(regulation: Regulation, told: Collection[tuple[str, str]], diagnostics: Diagnostics) -> None:
    """Recruitment for a school year runs in the school year before it; lists and appeals may reach into it. Terms (by
    event and phase) `told` already to be those of a base of another year are not told of again."""
    first = regulation.first_year
    if first is None or not regulation.branches:
        return
    for event in regulation.timetable.values():
        for phase, term in event.terms.items():
            if (event.name, phase) not in told:
                _check_term(event, phase, term, first, regulation.school_year, diagnostics)


def is_of_year(term: Term, first: int) -> bool:
    """Whether the term can be of the recruitment for the school year beginning in `first`; one in days always can."""
    return _day_out_of_year(term, first) is None


def _day_out_of_year(term: Term, first: int) -> date | None:
    if not isinstance(term, Period):
        return None
    earliest, latest = date(max(first - 1, 1), 9, 1), date(first, 12, 31)
    return next((day for day in (term.start, term.end) if day and not earliest <= day <= latest), None)


def _check_term(event: Event, phase: str, term: Term, first: int, school_year: str, diagnostics: Diagnostics) -> None:
    wrong = _day_out_of_year(term, first)
    if wrong is not None:
        what = f"Termin „{event.name.replace('_', ' ')}” ({format_date(wrong)})"
        message = f"{what} nie pasuje do roku szkolnego {school_year}."
        hint = f"Rekrutacja na ten rok toczy się od września {first - 1} do grudnia {first}; sprawdź lata w dacie."
        diagnostics.warning("P074", event.term_notes[phase].span, message, hint)
