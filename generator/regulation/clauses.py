"""Provisions with words and terms but nothing to compute: commission, lists, appeals, and the other such sections.

Neighbouring provisions that name an activity and its term are one enumeration of terms.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from dsl.emit.polish.provisions import clause, term_words
from dsl.model.regulation import Clause
from generator.regulation.context import NOTHING, Context, Part, is_said, marked
from generator.regulation.wordings import section, text_of
from generator.tree import Paragraph, Unit


def clauses(name: str, heading: str) -> Callable[[Context], Part]:
    """The part of one section."""

    def part(context: Context) -> Part:
        found = [one for one in context.regulation.clauses.get(name, {}).values() if is_said(one.notes)]
        units = [unit for timed, some in groupby(found, key=_is_timed) for unit in _units(name, list(some), timed)]
        return Part((Paragraph(tuple(units), heading, id=name),)) if units else NOTHING

    return part


def _is_timed(one: Clause) -> bool:
    return one.term is not None and not one.items


def _units(name: str, found: list[Clause], timed: bool) -> list[Unit]:
    if timed and len(found) > 1:
        return [section("obowiązują następujące terminy", *(_timed(name, one) for one in found))]
    return [_unit(name, one) for one in found]


def _timed(name: str, one: Clause) -> Unit:
    assert one.term is not None
    text = marked(f"{one.text or one.notes.label} – {term_words(one.term)}", one.notes)
    return Unit(text_of(text), id=f"{name}.{one.name}", origin=one.notes.span)


def _unit(name: str, one: Clause) -> Unit:
    wording = clause(one)
    items = tuple(Unit(text_of(item.text)) for item in wording.items)
    return section(marked(wording.text, one.notes), *items, id=f"{name}.{one.name}", origin=one.notes.span)
