"""Title, letterhead, annex header, date, signature: from what the model knows, nothing supposed."""

from __future__ import annotations

from datetime import date

from dsl.model.regulation import Regulation
from dsl.syntax.terms import Period
from generator.tree import SignatureBlock
from polish.dates import format_date

_DIRECTOR = "dyrektor"
_NO_DATE_AT_ALL = date(2000, 1, 1)


def title(regulation: Regulation) -> str:
    """With the school and the school year, unless the title already says them."""
    parts = [regulation.title]
    school = regulation.school
    if school and school.name not in regulation.title and school.name_genitive not in regulation.title:
        parts.append(_after(regulation.title, school.name_genitive))
    if regulation.school_year and regulation.school_year not in regulation.title:
        parts.append(f"na rok szkolny {regulation.school_year}")
    return " ".join(part for part in parts if part)


def _after(title: str, name: str) -> str:
    """What of the name the title does not end with: „Zasady naboru do przedszkoli” and „przedszkoli w Lesie”."""
    ending, words = title.casefold().split(), name.split()
    for length in range(len(words), 0, -1):
        if [word.casefold() for word in words[:length]] == ending[-length:]:
            return " ".join(words[length:])
    return name


def day(regulation: Regulation) -> date:
    """The date of the file: of the order; else the earliest day on which the regulation can have been made."""
    ordinance = regulation.ordinance
    if ordinance and ordinance.day:
        return ordinance.day
    year = regulation.first_year
    known = [act.date for act in regulation.acts.values() if act.date] + ([date(year, 1, 1)] if year else [])
    return max(known) if known else _first_term(regulation)


def _first_term(regulation: Regulation) -> date:
    terms = [term for event in regulation.timetable.values() for term in event.terms.values()]
    return min((term.start or term.end for term in terms if isinstance(term, Period)), default=_NO_DATE_AT_ALL)


NO_DAY = f"{'…' * 14} r."
"""To be written by hand."""


def annex_header(regulation: Regulation) -> tuple[str, ...]:
    """„Załącznik nr 1 / do zarządzenia nr … / Dyrektora … / z dnia …”, as far as it is known."""
    ordinance = regulation.ordinance
    if ordinance is None:
        return ()
    number = f" nr {ordinance.number}" if ordinance.number else ""
    whose = f"Dyrektora {regulation.school.name_genitive}" if _by_director(regulation) and regulation.school else ""
    lines = (
        f"Załącznik nr {ordinance.annex}" if ordinance.annex else "Załącznik",
        f"do zarządzenia{number}",
        whose,
        f"z dnia {format_date(ordinance.day) if ordinance.day else NO_DAY}",
    )
    return tuple(line for line in lines if line)


def letterhead(regulation: Regulation) -> tuple[str, ...]:
    """The school's name, where no annex header names it."""
    if regulation.ordinance is not None or regulation.school is None:
        return ()
    return (regulation.school.name,) if regulation.school.name else ()


def signature(regulation: Regulation) -> SignatureBlock | None:
    """A director signs the regulation itself only when it is not an annex to an order, which is signed."""
    if regulation.ordinance is not None or not _by_director(regulation) or regulation.school is None:
        return None
    return SignatureBlock(("Dyrektor", regulation.school.name_genitive), "", "(podpis)")


def footer(regulation: Regulation) -> str:
    year = regulation.school_year
    return regulation.title if not year or year in regulation.title else f"{regulation.title} · {year}"


def description(regulation: Regulation) -> str:
    """For the metadata: what the file is and for which year."""
    year = f" na rok szkolny {regulation.school_year}" if regulation.school_year else ""
    return f"Zasady rekrutacji{year}: terminy, kryteria i punkty, kolejność przyjęć"


def _by_director(regulation: Regulation) -> bool:
    return regulation.issuer == _DIRECTOR
