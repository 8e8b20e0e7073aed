"""§ Dokumenty: what a candidate files, when, in which form, and who files it at all."""

from __future__ import annotations

from dsl.emit.polish.conditions import when
from dsl.emit.polish.provisions import document
from dsl.emit.polish.words import Words
from dsl.model.regulation import Document
from generator.regulation.draft import Draft
from generator.regulation.texts import as_text, capital, listed
from generator.regulation.timetable import row_of
from generator.tree import Paragraph, Unit


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    documents = list(draft.regulation.documents.values())
    if not documents:
        return ()
    terms = sorted(dict.fromkeys(one.term for one in documents), key=lambda term: not term)
    units = tuple(_unit(draft, term, [one for one in documents if one.term == term], terms) for term in terms)
    return (Paragraph(units, heading="Dokumenty składane przez kandydata", id="dokumenty"),)


def _unit(draft: Draft, term: str, documents: list[Document], terms: list[str]) -> Unit:
    items = [_item(draft, one) for one in documents]
    when_ = _when(draft, term)
    if len(items) == 1:
        return listed(f"Dokumentem, który kandydat składa{when_}, jest", "", "", items)
    if when_:
        return listed(f"{capital(when_.lstrip())} kandydat składa", "", "następujące dokumenty", items)
    also = " ponadto" if len(terms) > 1 else ""
    return listed(f"Kandydat składa{also}", "", "następujące dokumenty", items)


def _when(draft: Draft, term: str) -> str:
    """`terminarz.wnioski` by its row of the timetable; a term in words as it stands; those without one come last."""
    row = row_of(draft, term)
    found = f"w terminie określonym w {row}" if row else term
    return f" {found}" if found else ""


def _item(draft: Draft, one: Document) -> Unit:
    text = document(one).text
    if one.applies_when is not None:
        words = Words(draft.regulation, draft.groups[0].rules)
        text += f" – jeżeli {when(words, one.applies_when)}"
    return Unit(as_text(text), id=f"dokumenty.{one.name}", origin=one.notes.span)
