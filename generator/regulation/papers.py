"""§ Dokumenty: what a candidate files, when, in which form, and who files it at all."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.emit.applicability import concerns
from dsl.emit.differences import bare
from dsl.emit.polish.conditions import when
from dsl.emit.polish.provisions import document
from dsl.emit.polish.words import Words
from dsl.model.regulation import Document
from generator.regulation.draft import Draft, Group
from generator.regulation.texts import as_text, capital, listed
from generator.regulation.timetable import row_of
from generator.tree import Paragraph, Unit


@dataclass(frozen=True, slots=True)
class _Paper:
    """A document and the groups of branches that ask for it in the same way."""

    document: Document
    groups: tuple[Group, ...]


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    papers = _papers(draft)
    if not papers:
        return ()
    terms = sorted(dict.fromkeys(one.document.term for one in papers), key=lambda term: not term)
    units = tuple(_unit(draft, term, [one for one in papers if one.document.term == term], terms) for term in terms)
    return (Paragraph(units, heading="Dokumenty składane przez kandydata", id="dokumenty"),)


def _papers(draft: Draft) -> list[_Paper]:
    """In the order of the first group that has each; without those that concern nobody in any branch."""
    found: dict[str, list[tuple[object, Document, list[Group]]]] = {}
    for group in draft.groups:
        for one in group.rules.documents.values():
            if group.branches and all(
                concerns(draft.regulation, branch, one.applies_when) is False for branch in group.branches
            ):
                continue
            versions, content = found.setdefault(one.name, []), bare(one)
            same = next((groups for known, _, groups in versions if known == content), None)
            if same is None:
                versions.append((content, one, [group]))
            else:
                same.append(group)
    return [_Paper(one, tuple(groups)) for versions in found.values() for _, one, groups in versions]


def _unit(draft: Draft, term: str, papers: list[_Paper], terms: list[str]) -> Unit:
    items = [_item(draft, one) for one in papers]
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


def _item(draft: Draft, paper: _Paper) -> Unit:
    one, groups = paper.document, paper.groups
    text = document(one).text
    is_of_some = len(groups) < len(draft.groups)
    if is_of_some:
        text += f" (dotyczy: {', '.join(group.named for group in groups)})"
    if one.applies_when is not None:
        text += f" – jeżeli {when(Words(draft.regulation, groups[0].rules), one.applies_when)}"
    prefix = groups[0].prefix if is_of_some else ""
    return Unit(as_text(text), id=f"{prefix}dokumenty.{one.name}", origin=one.notes.span)
