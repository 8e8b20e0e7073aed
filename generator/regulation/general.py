"""§ Przepisy ogólne: what the regulation is about, the recruitment system, how many choices a candidate has."""

from __future__ import annotations

from dsl.model.regulation import Limits, Notes, School
from generator.regulation.draft import Draft
from generator.regulation.texts import sentence
from generator.tree import Paragraph, Unit
from polish.plurals import BRANCH, SCHOOL, Case, Noun, count

_PART = "przepisy_ogólne"
_ANY = {"szkoły": "dowolną liczbę szkół", "oddziały": "dowolną liczbę oddziałów"}
_NOUNS = {"szkoły": SCHOOL, "oddziały": BRANCH}


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    regulation = draft.regulation
    units = [_subject(regulation.school, regulation.school_year)]
    units += _system(regulation.school)
    units += _limits(regulation.limits)
    return (Paragraph(tuple(units), heading=draft.heading(_PART, "Przepisy ogólne"), id=_PART),)


def _subject(school: School | None, year: str) -> Unit:
    for_year = f" na rok szkolny {year}" if year else ""
    text = f"Regulamin określa zasady przyjmowania kandydatów{for_year}"
    if school is None or not school.name:
        return sentence(text)
    if school.name_genitive != school.name:
        text += f" do {school.name_genitive} (dalej: „szkoła”)"
    else:
        text += f" do szkoły: {school.name}"
    return sentence(text, path="szkoła", origin=school.notes.span)


def _system(school: School | None) -> list[Unit]:
    """The address stands inside the sentence, so that no full stop sticks to it."""
    address = school.details.get("strona_rekrutacji", "") if school else ""
    if not address or school is None:
        return []
    text = f"Pod adresem {address} działa system informatyczny, w którym prowadzi się rekrutację"
    return [sentence(text, path="szkoła.strona_rekrutacji", origin=school.notes.span)]


def _limits(limits: Limits) -> list[Unit]:
    told = (
        ("szkoły", limits.schools, limits.schools_notes),
        ("oddziały", limits.branches, limits.branches_notes),
    )
    return [_limit(name, number, notes) for name, number, notes in told if notes is not None]


def _limit(name: str, number: int | None, notes: Notes) -> Unit:
    what = _ANY[name] if number is None else f"nie więcej niż {_counted(number, _NOUNS[name])}"
    return sentence(f"Kandydat może wybrać {what}", path=f"limity.{name}", origin=notes.span)


def _counted(number: int, noun: Noun) -> str:
    return count(number, noun, Case.ACCUSATIVE)
