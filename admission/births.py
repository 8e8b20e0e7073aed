"""Days of birth that no candidate of a school has (K023): slips of a century, of a year, of a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from admission.candidates import Candidate
from admission.offer import Offer
from admission.recruitment.model import Recruitment
from admission.telling import Telling
from dsl.diagnostics import Diagnostic, Severity
from dsl.emit.runtime import full_years
from dsl.model.regulation import Regulation
from dsl.model.types import DateType
from dsl.source.nodes import readable_name
from polish.dates import format_date
from polish.folding import fold

CODE = "K023"
_OLDEST = 30
_EARLIEST = 1900
_BIRTH = "urodz"
_FOR_ADULTS = ("dla doroslych", "policealna")


def tell_births(candidates: Sequence[Candidate], offer: Offer, telling: Telling) -> None:
    names = [name for name, fact in offer.candidate.items() if isinstance(fact.type, DateType) and _BIRTH in fold(name)]
    if not names:
        return
    first_day = _first_day(offer)
    oldest = None if _is_for_adults(offer) else _OLDEST
    for one in candidates:
        for name in names:
            day = one.facts.get(name)
            reason = _reason(day, first_day, oldest) if isinstance(day, date) else ""
            if reason:
                place = telling.raw.row_place(one.row)
                message = place.prefixed(f"kandydat „{one.id}”, {readable_name(name)}: {reason}")
                hint = "Porównaj datę z dokumentem i popraw ją, jeżeli jest zła."
                telling.add(one.id, Diagnostic(CODE, Severity.WARNING, message, place.location, hint))


def _reason(day: date, first_day: date | None, oldest: int | None) -> str:
    """What is odd about it, without the day itself; "" of one that may be."""
    if day.year < _EARLIEST:
        return f"ta data jest sprzed {_EARLIEST} roku."
    if first_day is not None and day >= first_day:
        return f"ta data nie jest wcześniejsza niż początek roku szkolnego ({format_date(first_day)})."
    if first_day is not None and oldest is not None and full_years(day, first_day) > oldest:
        return f"kto się tak urodził, ma na początku roku szkolnego ({format_date(first_day)}) ponad {oldest} lat."
    return ""


def _first_day(offer: Offer) -> date | None:
    year = offer.school_year[:4]
    return date(int(year), 9, 1) if year.isdigit() else None


def _is_for_adults(offer: Offer) -> bool:
    return any(word in fold(kind) for kind in _kinds(offer) for word in _FOR_ADULTS)


def _kinds(offer: Offer) -> Iterator[str]:
    members = offer.members.values() if isinstance(offer, Recruitment) else (offer,)
    yield from (one.school.kind for one in members if isinstance(one, Regulation) and one.school is not None)
