"""§§ made of clauses: filing, commission, lists, personal data, other provisions. Each clause is an ustęp."""

from __future__ import annotations

from dsl.emit.polish.provisions import Events, term_words
from dsl.model.regulation import Clause
from generator.regulation.draft import Draft
from generator.regulation.texts import capital, sentence
from generator.tree import Paragraph, Unit


def filing(draft: Draft) -> tuple[Paragraph, ...]:
    return section(draft, "system", "Składanie wniosku w systemie rekrutacji")


def commission(draft: Draft) -> tuple[Paragraph, ...]:
    return section(draft, "komisja", "Komisja rekrutacyjna")


def lists(draft: Draft) -> tuple[Paragraph, ...]:
    return section(draft, "listy", "Podawanie wyników do wiadomości")


def personal_data(draft: Draft) -> tuple[Paragraph, ...]:
    return section(draft, "dane_osobowe", "Dane osobowe")


def others(draft: Draft) -> tuple[Paragraph, ...]:
    return section(draft, "postanowienia", "Inne postanowienia")


def section(draft: Draft, name: str, heading: str) -> tuple[Paragraph, ...]:
    """One § with the clauses of one section, in their order."""
    clauses = list(draft.regulation.clauses.get(name, {}).values())
    units = tuple(clause_unit(name, clause, draft.regulation.timetable) for clause in clauses)
    return (Paragraph(units, heading=heading, id=name),) if units else ()


def clause_unit(section_name: str, clause: Clause, events: Events) -> Unit:
    items = [Unit(item) for item in clause.items]
    return sentence(_text(clause, events), items, path=f"{section_name}.{clause.name}", origin=clause.notes.span)


def _text(clause: Clause, events: Events) -> str:
    text = capital(clause.text or clause.notes.label)
    return f"{text} – w terminie: {term_words(clause.term, events)}" if clause.term is not None else text
