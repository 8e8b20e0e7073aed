"""What speaks against the day of an order, for the director who is to sign it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dsl.acts.journal import read_journal
from dsl.checks.law.dates import is_of_year
from dsl.emit.polish.provisions import act
from dsl.model.regulation import Act, Regulation
from dsl.syntax.terms import Period
from generator.orders.identity import Identity, identity
from generator.papers.days import APPLICATIONS
from polish.dates import format_date


def doubts(versions: Sequence[Regulation], own: Identity) -> Iterator[str]:
    """`own` is the order at hand, the last of the versions what it puts into force."""
    newest, earlier = versions[-1], versions[:-1]
    years = list(dict.fromkeys(one.school_year for one in versions if one.school_year))
    if len(years) > 1:
        yield (
            f"Wersje regulaminu są na różne lata szkolne ({' i '.join(years)}). Na nowy rok wydaje się nowe "
            "zarządzenie: --kind zarzadzenie."
        )
    if own.day is None:
        return
    given = f"Zarządzenie z dnia {format_date(own.day)}"
    yield from _later_acts(newest, own.day, given)
    before = [day for one in earlier if (day := identity(one).day) is not None and day > own.day]
    if before:
        yield f"{given} jest wcześniejsze niż to, które zmienia (z dnia {format_date(max(before))}). Popraw datę."
    if not earlier:
        yield from _late(newest, own.day, given)


def _later_acts(regulation: Regulation, day: date, given: str) -> Iterator[str]:
    later = [act(one) for one in regulation.acts.values() if one.date is not None and one.date > day]
    if later:
        yield f"{given} powołuje akty, których wtedy nie było: {'; '.join(later)}. Popraw datę albo „akty”."
    texts = [
        told
        for one in regulation.acts.values()
        if one.date is None or one.date <= day
        for told in _later_texts(regulation, one, day)
    ]
    if texts:
        yield f"{given} powołuje teksty, których wtedy nie było: {'; '.join(texts)}. Popraw datę albo „akty”."
    repealed = regulation.ordinance.repeals if regulation.ordinance else None
    if repealed is not None and repealed.day is not None and repealed.day > day:
        yield f"{given} uchyla zarządzenie późniejsze (z dnia {format_date(repealed.day)}). Popraw jedną z tych dat."


def _later_texts(regulation: Regulation, act_: Act, day: date) -> Iterator[str]:
    """Numbers of the journal grow through a year: who cites one above that of an act of a later day cites what was
    published later."""
    known = [found for one in regulation.acts.values() for found in _published(one)]
    for cited in read_journal(act_.journal, act_.date.year if act_.date else None):
        for number in cited.numbers:
            later = [(top, on) for year, top, on in known if year == cited.year and top <= number and on > day]
            if cited.year > day.year:
                yield f"Dz. U. z {cited.year} r. poz. {number}"
            elif later:
                top, on = min(later)
                yield f"Dz. U. z {cited.year} r. poz. {number} (poz. {top} to dopiero akt z dnia {format_date(on)})"


def _published(one: Act) -> Iterator[tuple[int, int, date]]:
    """Where the act itself was published, with its own day, if that was in the same year."""
    if one.date is not None:
        first = next(iter(read_journal(one.journal, one.date.year)), None)
        if first is not None and first.year == one.date.year:
            yield first.year, first.numbers[0], one.date


def _late(regulation: Regulation, day: date, given: str) -> Iterator[str]:
    """For a recruitment that has begun, or for another year."""
    first = regulation.first_year
    event = regulation.timetable.get(APPLICATIONS)
    term = event.terms.get("rekrutacyjne") if event is not None else None
    start = term.start if isinstance(term, Period) else None
    if first is not None and not is_of_year(Period(day, day), first):
        yield (
            f"{given} nie pasuje do roku szkolnego {regulation.school_year}: rekrutacja na ten rok toczy się od "
            f"września {first - 1} do grudnia {first}. Popraw datę albo „rok szkolny”."
        )
    elif start is not None and day > start:
        yield (
            f"{given} jest późniejsze niż początek składania wniosków ({format_date(start)}). Popraw datę; jeżeli "
            "zmieniasz ogłoszony regulamin, użyj --kind zmiana."
        )
