"""The days that the rules of an offer mean when they ask for a date: for made-up candidates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from admission.offer import Offer
from admission.recruitment.model import Recruitment
from dsl.model.expr import Constant, FactRef, TermRef, Typed
from dsl.model.regulation import Regulation
from dsl.model.types import CollectionType, DateType, Fact, MapType, RecordType, Type
from dsl.syntax.terms import Period

_AGE = 15  # of those who finish a primary school
_NO_YEAR = 2025
_YEARS = range(1950, 2100)
_AGES = range(1, 30)
Days = tuple[date, date]


def days_meant(offer: Offer) -> dict[str, Days]:
    """The first and the last, by the names of dates: those that conditions compare it with, or that the ages
    which they ask for lead to, else a year of birth of pupils who finish a primary school."""
    members = tuple(offer.members.values()) if isinstance(offer, Recruitment) else (offer,)
    regulations = [one for one in members if isinstance(one, Regulation)]
    found: dict[str, set[date]] = {}
    for regulation in regulations:
        for rules in {id(one.rules): one.rules for one in regulation.branches.values()}.values():
            for condition in rules.conditions:
                for formula in condition.formulas():
                    _collect(list(rules.reached(formula)), regulation, found)
    year = next((one.first_year for one in regulations if one.first_year), _NO_YEAR) - _AGE
    usual = date(year, 1, 1), date(year, 12, 31)
    declared = {**offer.candidate, **offer.pair}
    return {
        name: (min(found[name]), max(found[name])) if name in found else usual for name in _dates_in(declared.values())
    }


def _collect(nodes: list[Typed], regulation: Regulation, found: dict[str, set[date]]) -> None:
    days = [day for node in nodes for day in _days_of(node, regulation)]
    ages = [age for node in nodes for age in _ages_of(node)]
    if days and ages and regulation.first_year and min(days).year >= regulation.first_year:
        days = [date(regulation.first_year - max(ages), 1, 1), date(regulation.first_year - min(ages), 12, 31)]
    for node in nodes:
        if days and isinstance(node, FactRef) and isinstance(node.fact.type, DateType):
            found.setdefault(node.fact.name, set()).update(days)


def _ages_of(node: Typed) -> Iterator[int]:
    """In years: what is asked of a day of birth together with a day of the school year."""
    if isinstance(node, Constant) and isinstance(node.value, Fraction) and node.value in _AGES:
        yield int(node.value)


def _days_of(node: Typed, regulation: Regulation) -> Iterator[date]:
    match node:
        case Constant(value=date() as day):
            yield day
        case Constant(value=number) if not isinstance(number, bool | str | date) and number in _YEARS:
            yield from (date(int(number), 1, 1), date(int(number), 12, 31))
        case TermRef(event=event, phase=phase):
            term = regulation.timetable[event].terms.get(phase)
            if isinstance(term, Period):
                yield from (term.start or term.end, term.end)


def _dates_in(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        if _has_date(fact.type):
            yield fact.name
        yield from _dates_in(_inner(fact.type))


def _has_date(type_: Type) -> bool:
    return isinstance(type_, DateType) or (isinstance(type_, MapType) and isinstance(type_.value, DateType))


def _inner(type_: Type) -> tuple[Fact, ...]:
    item = type_.item if isinstance(type_, CollectionType) else None
    return item.fields if isinstance(item, RecordType) else ()
