"""§ Przepisy ogólne: what the regulation is about, the recruitment system, how many choices a candidate has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dsl.emit.polish.nouns import Nouns, branches_of_school, nouns_of, school_word
from dsl.emit.polish.prose import prose_words
from dsl.emit.polish.said import says
from dsl.emit.polish.words import fact_label
from dsl.model.regulation import ClaimLimit, Clause, Notes, Regulation
from generator.regulation.draft import Draft
from generator.regulation.texts import capital, sentence
from generator.tree import Paragraph, Unit
from polish.plurals import Case, Noun, count

_PART = "przepisy_ogólne"
_REGULATION = "Regulamin"
_HALF = Fraction(1, 2)
_SCHEME = re.compile(r"^https?://(?:www\.)?")


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    regulation = draft.regulation
    units = [_subject(regulation)]
    units += _system(draft)
    units += _limits(regulation)
    return (Paragraph(tuple(units), heading=draft.heading(_PART, "Przepisy ogólne"), id=_PART),)


def _subject(regulation: Regulation) -> Unit:
    school, year = regulation.school, regulation.school_year
    for_year = f" na rok szkolny {year}" if year else ""
    what = _REGULATION if regulation.title.casefold().startswith(_REGULATION.casefold()) else "Dokument"
    text = f"{what} określa zasady przyjmowania {nouns_of(regulation).candidate.of_several}{for_year}"
    if school is None or not school.name:
        return sentence(text)
    if school.name_genitive != school.name:
        whither = f"{branches_of_school(regulation)} {school.name_genitive}".lstrip()
        text += f" do {whither} (dalej: „{school_word(regulation)}”)"
    else:
        text += f" do szkoły: {school.name}"
    return sentence(text, path="szkoła", origin=school.notes.span)


def _system(draft: Draft) -> list[Unit]:
    """The address stands inside the sentence, so that no full stop sticks to it; a clause that says it is enough."""
    school = draft.regulation.school
    address = school.details.get("strona_rekrutacji", "") if school else ""
    if not address or school is None or _is_said(draft.regulation, address):
        return []
    text = f"Pod adresem {address} działa system informatyczny, w którym prowadzi się rekrutację"
    return [sentence(text, path="szkoła.strona_rekrutacji", origin=school.notes.span)]


def _is_said(regulation: Regulation, address: str) -> bool:
    bare = _SCHEME.sub("", address).rstrip("/")
    return any(bare in prose_words(one.prose, regulation.timetable) for one in _clauses(regulation))


def _clauses(regulation: Regulation) -> Iterator[Clause]:
    for section in regulation.clauses.values():
        yield from section.values()


def _limits(regulation: Regulation) -> list[Unit]:
    limits, nouns = regulation.limits, nouns_of(regulation)
    told = (
        ("szkoły", nouns.schools, limits.schools, limits.schools_notes),
        ("oddziały", nouns.branches, limits.branches, limits.branches_notes),
    )
    units = [_limit(nouns, name, noun, number, notes) for name, noun, number, notes in told if notes is not None]
    return [*units, *(_claims(nouns, one) for one in limits.claims.values() if not _words_claim(regulation, one))]


def _words_claim(regulation: Regulation, limit: ClaimLimit) -> bool:
    """Whether a clause says of how many of those chosen this may be claimed."""
    label = fact_label(limit.fact)
    texts = (prose_words(one.prose, regulation.timetable) for one in _clauses(regulation))
    return any(says(text, str(limit.count)) and says(text, label, _HALF) for text in texts)


def _claims(nouns: Nouns, limit: ClaimLimit) -> Unit:
    chosen = (nouns.schools if limit.is_of_schools else nouns.branches).genitive_plural
    text = (
        f"Okoliczność „{fact_label(limit.fact)}” {nouns.applicant.one} może wskazać dla nie więcej niż {limit.count} "
        f"spośród wybranych {chosen}"
    )
    return sentence(text, path=f"limity.dane_wyboru.{limit.fact.name}", origin=limit.notes.span)


def _limit(nouns: Nouns, name: str, noun: Noun, number: int | None, notes: Notes) -> Unit:
    most = f"nie więcej niż {count(number, noun, Case.ACCUSATIVE)}" if number is not None else ""
    text = f"{capital(nouns.applicant.one)} może wybrać {most or f'dowolną liczbę {noun.genitive_plural}'}"
    return sentence(text, path=f"limity.{name}", origin=notes.span)
