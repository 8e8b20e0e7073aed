"""What a regulation states beside its rules: every note of a value, and every text in words, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dsl.checks.reading.every_rules import all_rules
from dsl.checks.reading.wording_places import place_of
from dsl.model.notes import Notes
from dsl.model.outline import written
from dsl.model.regulation import Criterion, ForEach, Regulation, Rows, Rules
from dsl.source.text import Span


def all_notes(regulation: Regulation) -> Iterator[Notes]:
    """Notes of everything that can have a basis; the same ones may come again from several kinds."""
    for rules in all_rules(regulation):
        yield from _notes_of_rules(rules)
    yield from (fact.notes for fact in regulation.candidate.values() if fact.notes is not None)
    yield from (event.notes for event in regulation.timetable.values())
    yield from (notes for event in regulation.timetable.values() for notes in event.term_notes.values())
    yield from (clause.notes for section in regulation.clauses.values() for clause in section.values())
    yield from (branch.notes for branch in regulation.branches.values())


def _notes_of_rules(rules: Rules) -> Iterator[Notes]:
    yield rules.notes
    for top in rules.criteria:
        for criterion in top.walk():
            yield criterion.notes
            yield from _notes_of_rows(criterion)
    yield from (one.notes for one in rules.definitions.values())
    yield from (one.notes for one in rules.tables.values())
    yield from (one.notes for one in rules.conditions)
    yield from (one.notes for one in rules.order)
    yield from (one.notes for one in rules.documents.values())


def _notes_of_rows(criterion: Criterion) -> Iterator[Notes]:
    way = criterion.way
    body = way.body if isinstance(way, ForEach) else way
    if isinstance(body, Rows):
        yield from (row.notes for row in body.rows)


@dataclass(frozen=True, slots=True)
class Stated:
    """Words of the entry `name`, which begins at `entry`."""

    text: str
    entry: Span
    name: str

    def place(self, words: str) -> Span:
        return place_of(words, self.entry, self.name)


def texts(regulation: Regulation) -> Iterator[Stated]:
    """The words of provisions, rules and events, and those of the printed document's own."""
    for section in regulation.clauses.values():
        for clause in section.values():
            yield from (Stated(text, clause.notes.span, clause.name) for text in (clause.text, *clause.items))
    yield from texts_of_rules(regulation)
    for unit in regulation.outline.units() if regulation.outline is not None else ():
        yield from (Stated(written(prose), unit.span, "") for prose in (unit.prose, unit.closing) if prose)


def texts_of_rules(regulation: Regulation) -> Iterator[Stated]:
    """The words of events, conditions and stages, and of the terms of documents."""
    for event in regulation.timetable.values():
        yield Stated(event.activity, event.notes.span, event.name)
    for rules in all_rules(regulation):
        yield from (Stated(one.text, one.notes.span, one.name) for one in rules.conditions)
        yield from (Stated(one.text, one.notes.span, one.name) for one in rules.order)
        yield from (Stated(one.term, one.notes.span, one.name) for one in rules.documents.values() if one.term)


def ended(sentence: str) -> str:
    """With one full stop, also after a date in words (`2025 r.`)."""
    return sentence if sentence.endswith(".") else f"{sentence}."
