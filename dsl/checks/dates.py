"""Dates that do not fit the school year, such as last year's in a file taken over."""

from __future__ import annotations

from datetime import date

from dsl.diagnostics import Diagnostics
from dsl.model.regulation import Event, Regulation
from dsl.syntax.terms import Period, Term
from polish.dates import format_date


def check_dates(regulation: Regulation, diagnostics: Diagnostics) -> None:
    """Recruitment for a school year runs in the school year before it; lists and appeals may reach into it."""
    first = regulation.first_year
    if first is None or not regulation.branches:
        return
    for event in regulation.timetable.values():
        for phase, term in event.terms.items():
            _check_term(event, phase, term, first, regulation.school_year, diagnostics)


def _check_term(event: Event, phase: str, term: Term, first: int, school_year: str, diagnostics: Diagnostics) -> None:
    if not isinstance(term, Period):
        return
    earliest, latest = date(first - 1, 9, 1), date(first, 12, 31)
    wrong = next((day for day in (term.start, term.end) if day and not earliest <= day <= latest), None)
    if wrong is not None:
        what = f"Termin „{event.name.replace('_', ' ')}” ({format_date(wrong)})"
        message = f"{what} nie pasuje do roku szkolnego {school_year}."
        hint = f"Rekrutacja na ten rok toczy się od września {first - 1} do grudnia {first}; sprawdź lata w dacie."
        diagnostics.warning("P074", event.term_notes[phase].span, message, hint)
