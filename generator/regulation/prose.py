"""The author's words with insertions → a sentence with references, terms and points."""

from __future__ import annotations

from dsl.emit.polish.prose import inserted_points, inserted_term
from dsl.model.outline import Insertion, InsertionKind, Prose
from generator.regulation.draft import Draft
from generator.regulation.rows import row_of
from generator.regulation.texts import mark


def worded(draft: Draft, prose: Prose) -> str:
    """What cannot be said stays as written."""
    return "".join(part if isinstance(part, str) else _inserted(draft, part) for part in prose)


def _inserted(draft: Draft, one: Insertion) -> str:
    match one.kind:
        case InsertionKind.TERM:
            return inserted_term(one.name, draft.regulation.timetable) or one.written
        case InsertionKind.POINTS:
            return inserted_points(one.name, draft.rules) or one.written
        case InsertionKind.UNIT:
            return row_of(draft, one.name) or mark(one.name)
    return one.written
