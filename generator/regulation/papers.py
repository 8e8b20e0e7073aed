"""The documents a candidate files: grouped by when; each with its form, who signs it, when it is needed."""

from __future__ import annotations

from itertools import groupby

from dsl.emit.polish.conditions import when
from dsl.emit.polish.words import Words
from dsl.model.regulation import Document
from dsl.source.nodes import normal_name
from generator.regulation.context import NOTHING, Context, Part, is_said
from generator.regulation.timetable import ID as TIMETABLE
from generator.regulation.timetable import row_number
from generator.regulation.wordings import section, text_of, to
from generator.tree import Paragraph, Unit

_OF_TIMETABLE = "terminarz."


def papers(context: Context) -> Part:
    found = [one for one in context.regulation.documents.values() if is_said(one.notes)]
    if not found:
        return NOTHING
    by_term = sorted(found, key=lambda one: [two.term for two in found].index(one.term))
    units = [_group(context, term, list(documents)) for term, documents in groupby(by_term, key=lambda one: one.term)]
    return Part((Paragraph(tuple(units), "Dokumenty", id="dokumenty"),))


def _group(context: Context, term: str, documents: list[Document]) -> Unit:
    what = "następujące dokumenty" if len(documents) > 1 else "następujący dokument"
    is_optional = all(one.applies_when is not None for one in documents)
    who = "kandydat składa odpowiednio" if is_optional and len(documents) > 1 else "kandydat składa"
    words = _term(context, term)
    introduction = f"{words} {who} {what}" if words else f"{who} {what}"
    return section(introduction, *(_document(context, one) for one in documents))


def _term(context: Context, term: str) -> str:
    """„w terminie określonym w tabeli 1 lp. 2”, or the regulation's own words."""
    name = normal_name(term.removeprefix(_OF_TIMETABLE))
    row = row_number(context, name) if term.startswith(_OF_TIMETABLE) else 0
    return f"w terminie określonym w tabeli {to(TIMETABLE)} lp. {row}" if row else term


def _document(context: Context, one: Document) -> Unit:
    details = [
        _when(context, one),
        f"składa się: {one.form}" if one.form else "",
        f"podpisuje: {one.signed_by}" if one.signed_by else "",
    ]
    text = "; ".join(detail for detail in details if detail)
    sentence = f"{one.notes.label} – {text}" if text else one.notes.label
    return Unit(text_of(sentence), id=f"dokumenty.{one.name}", origin=one.notes.span)


def _when(context: Context, one: Document) -> str:
    if one.applies_when is None or not context.groups:
        return ""
    return f"jeżeli {when(Words(context.regulation, context.groups[0].rules), one.applies_when)}"
