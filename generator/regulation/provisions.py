"""§§ made of clauses: filing, commission, lists, personal data, other provisions. Each clause is an ustęp."""

from __future__ import annotations

from dsl.emit.polish.terms import term_words
from dsl.model.regulation import Clause
from generator.regulation.draft import Draft
from generator.regulation.prose import worded
from generator.regulation.texts import as_text, capital, sentence
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
    units = tuple(clause_unit(draft, name, clause) for clause in draft.clauses(name))
    return (Paragraph(units, heading=draft.heading(name, heading), id=name),) if units else ()


def placed(draft: Draft, path: str) -> Unit:
    """A clause that the author put into a § of his own."""
    section_name, _, name = path.partition(".")
    return clause_unit(draft, section_name, draft.regulation.clauses[section_name][name])


def clause_unit(draft: Draft, section_name: str, clause: Clause) -> Unit:
    items = [Unit(as_text(worded(draft, item)), origin=clause.notes.span) for item in clause.item_prose]
    return sentence(_text(draft, clause), items, path=f"{section_name}.{clause.name}", origin=clause.notes.span)


def _text(draft: Draft, clause: Clause) -> str:
    text = capital(worded(draft, clause.prose) or clause.notes.label)
    if clause.term is None:
        return text
    return f"{text} – w terminie: {term_words(clause.term, draft.regulation.timetable)}"
