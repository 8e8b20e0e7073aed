"""The whole document: head, parts in the order of the outline, annex with the worked examples."""

from __future__ import annotations

from dsl.model.regulation import Regulation
from generator.regulation import head
from generator.regulation.draft import Draft
from generator.regulation.examples import annex
from generator.regulation.lone import run_on
from generator.regulation.outline import blocks
from generator.tree import Document


def regulation_document(regulation: Regulation) -> Document:
    """The regulation as a document tree; parts that the regulation does not settle are left out."""
    return drafted(Draft(regulation))


def drafted(draft: Draft) -> Document:
    """The same from a draft that the caller reads afterwards, for the places of rows."""
    regulation = draft.regulation
    return Document(
        title=head.title(regulation),
        day=head.day(regulation),
        blocks=run_on(blocks(draft)),
        kind="regulamin",
        author=regulation.school.name if regulation.school else "",
        description=head.description(regulation),
        letterhead=head.letterhead(regulation),
        annex_header=head.annex_header(regulation),
        footer=head.footer(regulation),
        signature=head.signature(regulation),
        annexes=annex(draft),
        origin=regulation.notes.span,
    )
