"""General provisions: what the regulation sets, for whom, on which acts, where one applies and for how much."""

from __future__ import annotations

from dsl.emit.polish.provisions import act
from dsl.model.regulation import Regulation
from generator.regulation.context import NOTHING, Context, Part, is_said
from generator.regulation.wordings import section
from generator.tree import Paragraph, Unit
from polish.plurals import BRANCH, SCHOOL, Case, count


def general(context: Context) -> Part:
    regulation = context.regulation
    units = (*_subject(regulation), *_acts(regulation), *_system(regulation), *_limits(regulation))
    if not units:
        return NOTHING
    return Part((Paragraph(units, "Przepisy ogólne", id="przepisy_ogólne"),))


def _subject(regulation: Regulation) -> tuple[Unit, ...]:
    school = regulation.school
    if school is None:
        return ()
    year = f" na rok szkolny {regulation.school_year}" if regulation.school_year else ""
    text = f"regulamin określa zasady przyjmowania kandydatów do {school.name_genitive}{year}"
    return (section(text, id="szkoła", origin=school.notes.span),)


def _acts(regulation: Regulation) -> tuple[Unit, ...]:
    """In the nominative, so that no kind of act has to be inflected."""
    items = tuple(
        Unit(act(one), id=f"akty.{name}", origin=one.notes.span)
        for name, one in regulation.acts.items()
        if is_said(one.notes)
    )
    if not items:
        return ()
    if len(items) == 1:
        (only,) = items
        return (section(f"podstawę prawną regulaminu stanowi {only.text}", id=only.id, origin=only.origin),)
    return (section("podstawę prawną regulaminu stanowią", *items, id="akty"),)


def _system(regulation: Regulation) -> tuple[Unit, ...]:
    school = regulation.school
    if school is None or "strona_rekrutacji" not in school.details:
        return ()
    address = school.details["strona_rekrutacji"]
    text = f"rekrutację prowadzi się w systemie elektronicznym dostępnym pod adresem {address}"
    return (section(text, id="szkoła.strona_rekrutacji", origin=school.notes.span),)


def _limits(regulation: Regulation) -> tuple[Unit, ...]:
    limits = regulation.limits
    schools, branches = (limits.schools, limits.schools_notes), (limits.branches, limits.branches_notes)
    units = []
    for name, noun, free, (most, notes) in (
        ("szkoły", SCHOOL, "dowolną liczbę szkół", schools),
        ("oddziały", BRANCH, "dowolną liczbę oddziałów", branches),
    ):
        if notes is None or not is_said(notes):
            continue
        words = free if most is None else f"najwyżej {count(most, noun, Case.ACCUSATIVE)}"
        units.append(section(f"kandydat może wybrać {words}", id=f"limity.{name}", origin=notes.span))
    return tuple(units)
