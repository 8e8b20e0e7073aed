"""The branches as a table: code, name, subjects, what each branch sets for itself, seats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dsl.emit.polish.provisions import member_list, seats_words
from dsl.emit.polish.words import fact_label
from dsl.model.regulation import Branch, Notes, Regulation, State
from dsl.model.types import CollectionType, Fact, Notion, NotionType
from dsl.source.nodes import readable_name
from generator.regulation.context import EXAMPLE_MARK, NOTHING, Context, InTable, Part, marked
from generator.regulation.wordings import capital, section, to
from generator.tree import Align, Column, Content, Note, Paragraph, Table
from polish.enumerations import enumerate_items
from polish.numbers import format_number

ID = "oddziały"


@dataclass(frozen=True, slots=True)
class _Cells:
    """A column with what it says of a branch."""

    column: Column
    cell: Callable[[Branch], str]


def branches(context: Context) -> Part:
    regulation = context.regulation
    found = tuple(regulation.branches.values())
    if not found:
        return NOTHING
    columns = _columns(regulation, found)
    table = Table(
        caption="Oddziały",
        columns=tuple(one.column for one in columns),
        rows=tuple(tuple(one.cell(branch) for one in columns) for branch in found),
        id=ID,
        origin=found[0].notes.span,
    )
    text = f"rekrutację prowadzi się do oddziałów określonych w tabeli {to(ID)}"
    rows = {f"oddziały.{branch.code}": InTable(ID) for branch in found}
    content: tuple[Content, ...] = (section(text), table, *_examples(found))
    return Part((Paragraph(content, "Oddziały", id="oddziały.§"),), rows)


def _columns(regulation: Regulation, found: tuple[Branch, ...]) -> tuple[_Cells, ...]:
    columns = [_Cells(Column("Oddział", None, Align.CENTER), lambda branch: branch.code)]
    if any(branch.label and branch.label != branch.code for branch in found):
        columns.append(_Cells(Column("Nazwa", 12), lambda branch: branch.label))
    if len({branch.rules.kind for branch in found}) > 1:
        columns.append(_Cells(Column("Rodzaj", 8), lambda branch: branch.rules.notes.label or _kind(branch)))
    if any(branch.extended_subjects for branch in found):
        columns.append(_Cells(Column("Przedmioty rozszerzone", 10), lambda branch: _subjects(regulation, branch)))
    columns.extend(_fact_column(fact) for fact in _given_facts(found))
    if any(branch.seats is not None for branch in found):
        columns.append(_Cells(Column("Liczba miejsc", 9), _seats))
    return tuple(columns)


def _kind(branch: Branch) -> str:
    return readable_name(branch.rules.kind)


def _subjects(regulation: Regulation, branch: Branch) -> str:
    chosen = branch.extended_subjects
    notion = next((one for one in regulation.notions.values() if one.members.keys() >= set(chosen)), None)
    return enumerate_items([_member(notion, name) for name in chosen])


def _member(notion: Notion | None, name: str) -> str:
    return notion.label(name) if notion else readable_name(name)


def _seats(branch: Branch) -> str:
    return marked(seats_words(branch), branch.seats.notes) if branch.seats else seats_words(branch)


def _given_facts(found: tuple[Branch, ...]) -> list[Fact]:
    """What the branches set for themselves, where any of them does."""
    declared = {name: fact for branch in found for name, fact in branch.rules.facts["oddział"].items()}
    return [fact for name, fact in declared.items() if any(branch.facts.get(name) for branch in found)]


def _fact_column(fact: Fact) -> _Cells:
    def cell(branch: Branch) -> str:
        notes = branch.fact_notes.get(fact.name)
        text = value_words(branch.facts.get(fact.name), fact)
        return marked(text, notes) if notes else text

    return _Cells(Column(capital(fact_label(fact)), 10), cell)


def value_words(value: Any, fact: Fact) -> str:
    """A branch's own value in words."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, int | Fraction):
        return format_number(value)
    if isinstance(fact.type, CollectionType) and isinstance(fact.type.item, NotionType):
        return member_list(value, fact.type.item) or "–"
    if isinstance(fact.type, NotionType):
        return fact.type.notion.label(str(value))
    return str(value)


def _examples(found: tuple[Branch, ...]) -> tuple[Note, ...]:
    """What an example value is, said once below the table."""
    if not any(one.state is State.EXAMPLE for branch in found for one in _all_notes(branch)):
        return ()
    mark = EXAMPLE_MARK.strip("()")
    text = f"Wartości oznaczone słowami „{mark}” nie są ustaleniem szkoły; służą do wypróbowania regulaminu."
    return (Note("Objaśnienie.", text, found[0].notes.span),)


def _all_notes(branch: Branch) -> tuple[Notes, ...]:
    return (*((branch.seats.notes,) if branch.seats else ()), *branch.fact_notes.values())
