"""§ Dokumenty: what a candidate files, when, in which form, and who files it at all."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.emit.applicability import concerns
from dsl.emit.differences import bare
from dsl.emit.polish.conditions import when
from dsl.emit.polish.nouns import nouns_of
from dsl.emit.polish.provisions import document
from dsl.emit.polish.words import Words
from dsl.model.regulation import Branch, Document, Rules
from generator.regulation.draft import Draft, named, owners, prefix
from generator.regulation.texts import as_text, capital, listed
from generator.regulation.timetable import when_of
from generator.tree import Paragraph, Unit


@dataclass(frozen=True, slots=True)
class _Paper:
    """A document, the rules that one reads its words with, and who asks for it in this way; empty when all do. The
    `prefix` of its address tells it from the same document asked for in another way before. `is_settled`: the branches
    that it names are those that `gdy` means."""

    document: Document
    rules: Rules
    named: str
    prefix: str
    is_settled: bool


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    papers = _papers(draft)
    if not papers:
        return ()
    terms = sorted(dict.fromkeys(one.document.term for one in papers), key=lambda term: _rank(draft, term))
    units = tuple(_unit(draft, term, [one for one in papers if one.document.term == term], terms) for term in terms)
    heading = draft.heading("dokumenty", f"Dokumenty składane przez {nouns_of(draft.regulation).applicant.of_one}")
    return (Paragraph(units, heading=heading, id="dokumenty"),)


def _papers(draft: Draft) -> list[_Paper]:
    """In the order of the first branch that has each; without those that concern nobody in any branch."""
    everybody = owners(draft.regulation)
    found: dict[tuple[str, object], list[tuple[Rules, Branch | None]]] = {}
    for rules, branch in everybody:
        for one in rules.documents.values():
            if branch is None or concerns(draft.regulation, branch, one.applies_when) is not False:
                found.setdefault((one.name, bare(one)), []).append((rules, branch))
    first = {way[0]: way for way in reversed(found)}
    return [
        _Paper(
            document=asking[0][0].documents[way[0]],
            rules=asking[0][0],
            named=""
            if len(asking) == len(everybody)
            else named(draft, [one for one, _ in asking], [b for _, b in asking if b], genitive=True),
            is_settled=_is_settled(draft, asking[0][0].documents[way[0]], [b for _, b in asking if b]),
            prefix="" if first[way[0]] is way else prefix(asking[0][0], [b for _, b in asking[:1] if b]),
        )
        for way, asking in found.items()
    ]


def _rank(draft: Draft, term: str) -> tuple[bool, int]:
    """As in the timetable; then terms in words, as they come; last what has no term."""
    events = [f"terminarz.{name}" for name in draft.regulation.timetable]
    return not term, events.index(term) if term in events else len(events)


def _is_settled(draft: Draft, document: Document, asking: list[Branch]) -> bool:
    concerned = (concerns(draft.regulation, branch, document.applies_when) for branch in asking)
    return bool(asking) and all(one is True for one in concerned)


def _unit(draft: Draft, term: str, papers: list[_Paper], terms: list[str]) -> Unit:
    items = [_item(draft, one) for one in papers]
    who = nouns_of(draft.regulation).applicant.one
    when_ = f" {found}" if (found := when_of(draft, term)) else ""
    also = " ponadto" if not when_ and len(terms) > 1 else ""
    opening = f"{when_.lstrip()} {who} składa{also}".lstrip()
    return listed(capital(opening), "następujący dokument:", "następujące dokumenty", items)


def _item(draft: Draft, paper: _Paper) -> Unit:
    one = paper.document
    text = document(one, whose=paper.named).text
    if one.applies_when is not None and not paper.is_settled:
        text += f" – jeżeli {when(Words(draft.regulation, paper.rules), one.applies_when)}"
    return Unit(as_text(text), id=f"{paper.prefix}dokumenty.{one.name}", origin=one.notes.span)
