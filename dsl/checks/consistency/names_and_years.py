"""A name that contradicts what stands beside it: the year in a title, the type in a school's name, the year in the
number of an order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dsl.checks.reading.wording_places import place_of
from dsl.diagnostics import Diagnostics, Edit, Fix
from dsl.model.regulation import Regulation
from dsl.source.text import Span
from polish.folding import fold

_SCHOOL_YEAR = re.compile(r"\b(20\d\d)\s*(/|–|-)\s*(20\d\d|\d\d)\b")
_SEVERAL_YEARS = re.compile(r"\b(?:lata|latach|lat)\s+$|\d\s*(?:–|-)\s*$")
_UNTIL_LATER = re.compile(r"\s*(?:–|-)\s*20\d\d")
_FOR_THE_YEAR = re.compile(r"\bna rok szkolny\s+(20\d\d\s*(?:/|–|-)\s*(?:20\d\d|\d\d))\b")
# A school year may stand there too: `3/2024/2025`.
_END_YEARS = re.compile(r"(?:/\s*(?:19|20)\d\d\s*)+$")
_YEAR = re.compile(r"\d{4}")
# The word in a school's name, folded, and the types that it speaks of.
_TYPES = {"liceum": "liceum", "technikum": "technikum", "branzowa": "branżowa", "przedszkole": "przedszkole"}


def check_names_and_years(regulation: Regulation, diagnostics: Diagnostics) -> None:
    _check_title(regulation, diagnostics)
    _check_clauses(regulation, diagnostics)
    _check_school(regulation, diagnostics)
    _check_ordinance(regulation, diagnostics)


def _check_title(regulation: Regulation, diagnostics: Diagnostics) -> None:
    found = next(_school_years(regulation.title), None)
    if found is not None and regulation.school_year and not _is_year(found, regulation.school_year):
        title = place_of(regulation.title, regulation.notes.span, "")
        _tell_year("Tytuł", found[0], regulation, title, "", diagnostics)


def _school_years(text: str) -> Iterator[re.Match[str]]:
    """Not the years of a plan: `na lata 2025-2030`, `w latach 2025/2026–2027/2028`."""
    for found in _SCHOOL_YEAR.finditer(text):
        first, sign, second = found.groups()
        is_range = sign != "/" and int(second) % 100 != (int(first) + 1) % 100
        around = _SEVERAL_YEARS.search(text[: found.start()]) or _UNTIL_LATER.match(text, found.end())
        if not is_range and around is None:
            yield found


def _check_clauses(regulation: Regulation, diagnostics: Diagnostics) -> None:
    """Only `na rok szkolny …`: a clause may well speak of the year before, such as that of a certificate."""
    for clauses in regulation.clauses.values() if regulation.school_year else ():
        for clause in clauses.values():
            for said in _FOR_THE_YEAR.finditer(clause.text):
                found = _SCHOOL_YEAR.search(said[1])
                if found is not None and not _is_year(found, regulation.school_year):
                    what = f"Postanowienie „{clause.name.replace('_', ' ')}”"
                    _tell_year(what, found[0], regulation, clause.notes.span, clause.name, diagnostics)


def _is_year(found: re.Match[str], school_year: str) -> bool:
    first, _, second = school_year.partition("/")
    return found[1] == first and found[3] in (second, second[-2:])


def _tell_year(what: str, said: str, regulation: Regulation, entry: Span, name: str, diagnostics: Diagnostics) -> None:
    year = regulation.school_year
    place = place_of(said, entry, name)
    fixes = [Fix(f"Zamień na „{year}”", (Edit(place, year),), safe=False)] if place.text == said else []
    message = f"{what} mówi o roku szkolnym {said}, a „rok szkolny” to {year}."
    diagnostics.warning("P143", place, message, "Zostaw wszędzie ten sam rok.", fixes=fixes)


def _check_school(regulation: Regulation, diagnostics: Diagnostics) -> None:
    """Only a name that speaks of one type: that of a group of schools says little."""
    school = regulation.school
    if school is None or school.kind not in _TYPES.values():
        return
    words = fold(school.name).split()
    said = {type_ for word, type_ in _TYPES.items() if word in words}
    if len(said) == 1 and school.kind not in said and "zespol" not in words:
        message = f"Szkoła jest typu „{school.kind}”, a jej nazwa mówi: {said.pop()}."
        place = place_of(school.kind, school.notes.span, "")
        diagnostics.warning("P145", place, message, "Popraw „typ” albo nazwę szkoły.")


def _check_ordinance(regulation: Regulation, diagnostics: Diagnostics) -> None:
    ordinance = regulation.ordinance
    if ordinance is None or ordinance.day is None:
        return
    found = _END_YEARS.search(ordinance.number)
    years = _YEAR.findall(found[0]) if found is not None else []
    if years and str(ordinance.day.year) not in years:
        message = f"Zarządzenie ma numer z roku {years[-1]}, a datę z roku {ordinance.day.year}."
        place = place_of(ordinance.number, ordinance.notes.span, "")
        diagnostics.warning("P146", place, message, "Popraw numer albo datę zarządzenia.")
