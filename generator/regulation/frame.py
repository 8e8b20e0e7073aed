"""What stands around the §§: title, annex header, date, footer, the place for the signature. Only what is known.

The document's date is that of the director's order. Without it the last day of February of the school year's first
calendar year is taken, by when the rules of admission have to be known: it goes into the file's metadata, where
PDF/A needs a date, and is printed nowhere.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from dsl.model.regulation import Regulation
from generator.tree import Block, Document, SignatureBlock
from polish.dates import format_date

_DIRECTOR = "dyrektor"
_NO_YEAR = date(2000, 1, 1)


def document(regulation: Regulation, blocks: Sequence[Block]) -> Document:
    return Document(
        title=title(regulation),
        day=day(regulation),
        blocks=tuple(blocks),
        kind=regulation.kind,
        author=regulation.school.name if regulation.school else "",
        description=" ".join(_annex(regulation)),
        letterhead=_letterhead(regulation),
        annex_header=_annex(regulation),
        footer=_footer(regulation),
        signature=_signature(regulation),
    )


def title(regulation: Regulation) -> str:
    parts = [regulation.title, _school(regulation)]
    if regulation.school_year and regulation.school_year not in regulation.title:
        parts.append(f"na rok szkolny {regulation.school_year}")
    return " ".join(part for part in parts if part)


def day(regulation: Regulation) -> date:
    ordinance = regulation.ordinance
    if ordinance is not None and ordinance.day is not None:
        return ordinance.day
    year = regulation.first_year
    if year is None or not date.min.year <= year <= date.max.year:
        return _NO_YEAR
    return date(year, 2, calendar.monthrange(year, 2)[1])


def _school(regulation: Regulation) -> str:
    """In the genitive, once."""
    school = regulation.school
    if school is None or school.name_genitive in regulation.title:
        return ""
    return school.name_genitive


def _director(regulation: Regulation) -> str:
    school = regulation.school
    return f"Dyrektora {school.name_genitive}" if school and regulation.issuer == _DIRECTOR else ""


def _annex(regulation: Regulation) -> tuple[str, ...]:
    """„Załącznik nr 1 do zarządzenia nr 7/2026 / Dyrektora … / z dnia …”."""
    ordinance = regulation.ordinance
    if ordinance is None:
        return ()
    annex = f"Załącznik nr {ordinance.annex}" if ordinance.annex else "Załącznik"
    number = f" nr {ordinance.number}" if ordinance.number else ""
    issued = f"z dnia {format_date(ordinance.day)}" if ordinance.day else ""
    lines = (f"{annex} do zarządzenia{number}", _director(regulation), issued)
    return tuple(line for line in lines if line)


def _letterhead(regulation: Regulation) -> tuple[str, ...]:
    """The school's name where no annex header names it."""
    if regulation.school is None or regulation.ordinance is not None:
        return ()
    return (regulation.school.name,)


def _footer(regulation: Regulation) -> str:
    return " · ".join(part for part in (regulation.title, regulation.school_year) if part)


def _signature(regulation: Regulation) -> SignatureBlock | None:
    """A place for the director's signature; the model knows no name."""
    if regulation.school is None or regulation.issuer != _DIRECTOR:
        return None
    return SignatureBlock(("Dyrektor", regulation.school.name_genitive), "", "podpis")
