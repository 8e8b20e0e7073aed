"""Rows of points under what they have in common: the contest once, below it its titles, as a law lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from dsl.emit.polish.conditions import both, is_one_statement, when
from dsl.emit.polish.words import Words, fact_label
from dsl.model import expr as typed
from dsl.model.regulation import Row
from dsl.model.types import NotionType, RecordType
from polish.enumerations import enumerate_items


@dataclass(frozen=True, slots=True)
class NamedRow:
    """`name` is what tells this row from the others of its group; `number` counts from 1 through all rows."""

    number: int
    name: str
    row: Row


@dataclass(frozen=True, slots=True)
class RowGroup:
    """`head` is empty for rows that share nothing with their neighbours; where the author gave all of them one name, it
    is that."""

    head: str
    rows: tuple[NamedRow, ...]


def group_rows(words: Words, rows: Sequence[Row]) -> tuple[RowGroup, ...]:
    """Neighbours whose conditions begin alike, under that beginning."""
    numbered = list(enumerate(rows, start=1))
    groups = []
    for head, found in groupby(numbered, key=lambda one: _head(words, one[1])):
        members = list(found)
        if head and len(members) > 1:
            groups.append(_group(words, head, members))
        else:
            groups.extend(RowGroup("", (NamedRow(number, _whole(words, row), row),)) for number, row in members)
    return tuple(groups)


def _group(words: Words, head: str, members: Sequence[tuple[int, Row]]) -> RowGroup:
    rests = [_conjuncts(row.condition)[1:] for _, row in members]
    subjects = {_subject(rest[0]) if len(rest) == 1 else None for rest in rests}
    shared = subjects.pop() if len(subjects) == 1 else None
    names = [_value(words, rest[0]) if shared else _joined(words, rest) for rest in rests]
    rows = tuple(NamedRow(number, name, row) for (number, row), name in zip(members, names, strict=True))
    called = {row.notes.label for _, row in members}
    head = next(iter(called)) if len(called) == 1 and "" not in called else head
    return RowGroup(f"{head}, {shared}" if shared else head, rows)


def _head(words: Words, row: Row) -> str:
    """What the condition begins with, where something follows it."""
    parts = _conjuncts(row.condition)
    return _one(words, parts[0]) if len(parts) > 1 else ""


def _whole(words: Words, row: Row) -> str:
    return row.notes.label or _joined(words, _conjuncts(row.condition)) or "w pozostałych przypadkach"


def _joined(words: Words, parts: Sequence[typed.Typed]) -> str:
    """„kuratoryjny, laureat”: names stand side by side, but for those with joints of their own, and statements."""
    told = [_one(words, part) for part in parts]
    if not all(_subject(part) or is_one_statement(words, part) for part in parts):
        return ", a ponadto ".join(told)
    if parts and not any(_subject(part) for part in parts):
        return when(words, both(parts))
    return (", a ponadto " if len(told) > 1 and any(map(_has_joints, told)) else ", ").join(told)


def _has_joints(text: str) -> bool:
    return any(one in text for one in (", ", " albo ", " lub "))


def _one(words: Words, part: typed.Typed) -> str:
    """`o.rodzaj = inne_zawody` by the value alone: a name of a contest tells what it is."""
    return _value(words, part) if _subject(part) else when(words, part)


def _conjuncts(node: typed.Typed | None) -> list[typed.Typed]:
    if isinstance(node, typed.Both):
        return [*_conjuncts(node.left), *_conjuncts(node.right)]
    return [] if node is None else [node]


def _subject(node: typed.Typed) -> str | None:
    """The field that a condition compares with names: `o.tytuł = …`, `o.tytuł w (…; …)`."""
    match node:
        case typed.Compare(operator="=", left=typed.FieldOf() as field, right=typed.Constant()):
            return fact_label(field.fact) if _tells_itself(field) else None
        case typed.Member(item=typed.FieldOf() as field, collection=typed.ListOf(items=items)):
            is_written = all(isinstance(one, typed.Constant) for one in items)
            return fact_label(field.fact) if is_written and _tells_itself(field) else None
    return None


def _tells_itself(field: typed.FieldOf) -> bool:
    """A name of a notion shows which field has it, where no other field of the list has such names."""
    record, kind = field.base.type, field.fact.type
    if not isinstance(record, RecordType) or not isinstance(kind, NotionType):
        return False
    kinds = [one.type.notion for one in record.fields if isinstance(one.type, NotionType)]
    return sum(1 for notion in kinds if notion.family == kind.notion.family) == 1


def _value(words: Words, node: typed.Typed) -> str:
    match node:
        case typed.Compare(right=right):
            return words.of(right)
        case typed.Member(collection=typed.ListOf(items=items)):
            return alternatives([words.of(item) for item in items])
    return words.of(node)


def alternatives(options: Sequence[str]) -> str:
    """„laureat konkursu tematycznego albo interdyscyplinarnego”: what all but the last words share is said once."""
    parts = [option.rpartition(" ") for option in options]
    starts = {start for start, _, _ in parts}
    if len(options) > 1 and len(starts) == 1 and (start := starts.pop()):
        return f"{start} {enumerate_items([last for _, _, last in parts], 'albo')}"
    return enumerate_items(options, "albo")
