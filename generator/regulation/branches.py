"""§ Oddziały: the table of branches with their subjects and seats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dsl.emit.polish.provisions import member_list, seats_words
from dsl.emit.polish.sentences import Sentences
from dsl.emit.polish.words import fact_label
from dsl.model.regulation import Branch, Notes, Regulation, State
from dsl.model.types import CollectionType, Fact, NotionType, NumberType, TextType, TruthType
from dsl.source.nodes import readable_name
from generator.regulation.draft import BRANCHES, Draft
from generator.regulation.texts import capital, item, mark, sentence
from generator.tree import Align, Column, Paragraph, Table, Unit
from polish.numbers import format_number

EXAMPLE = "(wartość przykładowa)"
_NONE = "–"


@dataclass(frozen=True, slots=True)
class _Kind:
    """One column: its heading, its width, and its cell for each branch."""

    column: Column
    cells: tuple[str, ...]


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    regulation = draft.regulation
    branches = list(regulation.branches.values())
    if not branches:
        return ()
    columns = [one for one in _columns(regulation, branches) if any(cell != _NONE for cell in one.cells)]
    rows = tuple(zip(*(one.cells for one in columns), strict=True))
    caption = "Oddziały" + (f" w roku szkolnym {regulation.school_year}" if regulation.school_year else "")
    table = Table(caption, tuple(one.column for one in columns), rows, id=BRANCHES)
    for branch in branches:
        draft.put_row(f"oddziały.{branch.code}", BRANCHES, f"oddział {branch.code}")
    which = "oddziału wymienionego" if len(branches) == 1 else "oddziałów wymienionych"
    unit = sentence(f"Kandydaci mogą ubiegać się o przyjęcie do {which} w tabeli {mark(BRANCHES)}")
    return (
        Paragraph(
            (unit, table, *_pools(regulation, branches)), heading=draft.heading("oddziały", "Oddziały"), id="oddziały"
        ),
    )


def _pools(regulation: Regulation, branches: list[Branch]) -> Iterator[Unit]:
    """How the seats of a branch are kept, in the order in which they are filled."""
    for branch in branches:
        if branch.seats is not None and branch.seats.pools:
            told = Sentences(regulation, branch.rules)
            pools = [item(told.pool(one)) for one in branch.seats.pools]
            text = f"Miejsca w oddziale {branch.code} dzieli się na następujące pule, wypełniane w podanej kolejności"
            yield sentence(text, pools, path=f"oddziały.{branch.code}.miejsca", origin=branch.seats.notes.span)


def _columns(regulation: Regulation, branches: list[Branch]) -> list[_Kind]:
    found = [
        _Kind(Column("Oddział", None), tuple(branch.code for branch in branches)),
        _Kind(Column("Nazwa", 4), tuple(_name(branch) for branch in branches)),
    ]
    if len({branch.rules.kind for branch in branches}) > 1:
        found.append(_Kind(Column("Rodzaj", 2), tuple(readable_name(branch.rules.kind) for branch in branches)))
    extended = tuple(_extended(regulation, branch) for branch in branches)
    found.append(_Kind(Column("Przedmioty rozszerzone", 3), extended))
    found += [_fact_column(fact, branches) for fact in _facts(branches)]
    found.append(_Kind(Column("Liczba miejsc", 2, Align.CENTER), tuple(_seats(branch) for branch in branches)))
    return found


def _name(branch: Branch) -> str:
    return branch.label if branch.label != branch.code else _NONE


def _extended(regulation: Regulation, branch: Branch) -> str:
    """In the order in which the school lists them."""
    subjects = regulation.notions.get("przedmiot")
    names = [subjects.label(name) if subjects else readable_name(name) for name in branch.extended_subjects]
    return ", ".join(names) or _NONE


def _facts(branches: list[Branch]) -> list[Fact]:
    """What any branch tells of itself, in the order of the declarations."""
    declared = {name: fact for branch in branches for name, fact in branch.rules.facts["oddział"].items()}
    return [fact for name, fact in declared.items() if any(branch.facts.get(name) for branch in branches)]


def _fact_column(fact: Fact, branches: list[Branch]) -> _Kind:
    cells = tuple(_cell(fact, branch) for branch in branches)
    return _Kind(Column(capital(fact_label(fact)), 3), cells)


def _cell(fact: Fact, branch: Branch) -> str:
    value = branch.facts.get(fact.name)
    if value is None or fact.name not in branch.rules.facts["oddział"]:
        return _NONE
    return _value(fact, value) + _mark(branch.fact_notes.get(fact.name))


def _value(fact: Fact, value: object) -> str:
    match fact.type:
        case CollectionType(item=NotionType() as kind) if isinstance(value, frozenset):
            return member_list(value, kind) or _NONE
        case NotionType(notion=notion):
            return notion.label(str(value))
        case TruthType():
            return "tak" if value else "nie"
        case NumberType() if not isinstance(value, str | bool):
            return format_number(value)  # type: ignore[arg-type]
        case TextType():
            return str(value)
    return _NONE


def _seats(branch: Branch) -> str:
    if branch.seats is None:
        return _NONE
    return seats_words(branch) + _mark(branch.seats.notes)


def _mark(notes: Notes | None) -> str:
    return f" {EXAMPLE}" if notes is not None and notes.state is State.EXAMPLE else ""
