"""Documents: which, in what form, when, who signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation
from assistant.patterns import pattern
from assistant.quotes import cite, unique
from assistant.scope import MAIN_PHASE
from assistant.topics.shared import silent
from dsl.emit.polish.conditions import when
from dsl.emit.polish.sentences import document as document_sentence
from dsl.emit.polish.sentences import event as event_sentence
from dsl.model.regulation import Document
from dsl.source.nodes import readable_name
from polish.folding import fold

_STEM = 5
_DULL = frozenset(("szkol", "ukonc", "podst", "formi", "wypel", "przyj", "wybor", "tytul", "konku", "zasie", "wynik"))
_TIMETABLE = "terminarz."
_NEED = "trzeba|mus*|potrzeb*|wymag*|konieczn*|dolacz*|obowiazk*|przynies*|potrzebn*"


def documents(case: Case) -> Draft | AskBack:
    """All of them, or the one that was named."""
    every = list(case.regulation.documents.values())
    if not every:
        return silent(case, "listy wymaganych dokumentów")
    named = named_documents(case.words, every)
    return _named(case, named) if named else _all(case, every)


def named_documents(words: Sequence[str], documents: Sequence[Document]) -> list[Document]:
    """Those with the most words of their name in the question."""
    scores = {one.name: len(_stems(one) & {word[:_STEM] for word in words}) for one in documents}
    best = max(scores.values(), default=0)
    return [one for one in documents if best and scores[one.name] == best]


def _stems(document: Document) -> set[str]:
    text = fold(f"{readable_name(document.name)} {document.notes.label}").replace("-", " ")
    return {word[:_STEM] for word in text.split() if len(word) >= 4} - _DULL


def _all(case: Case, every: Sequence[Document]) -> Draft:
    standing = Standing(case)
    always: list[dict[str, Any]] = []
    sometimes: list[dict[str, Any]] = []
    citations: list[Citation] = []
    for one in every:
        standing.on(one.notes)
        (sometimes if one.applies_when is not None else always).append(_line(case, one))
        citations += cite(case.regulation, document_sentence(one), one.notes)
    data = {"always": always, "sometimes": sometimes}
    return Draft("all", data, unique(citations), standing.status, standing.told)


def _named(case: Case, named: Sequence[Document]) -> Draft:
    standing = Standing(case)
    citations: list[Citation] = []
    for one in named:
        standing.on(one.notes)
        citations += cite(case.regulation, document_sentence(one), one.notes)
    conditional = all(one.applies_when is not None for one in named)
    is_asked = "czy" in case.words and any(map(pattern(_NEED).matches, case.words))
    data = {
        "verdict": case.bound.verdict("zależy" if conditional else "tak") if is_asked else "",
        "lines": [_line(case, one) for one in named],
    }
    return Draft("named", data, unique(citations), standing.status, standing.told)


def _line(case: Case, document: Document) -> dict[str, Any]:
    return {
        "name": case.bound.names(f"dokument.{document.name}", [document.notes.label]),
        "form": case.bound.words(document.form) if document.form else "",
        "signed": case.bound.words(document.signed_by) if document.signed_by else "",
        "when": case.bound.words(_condition(case, document)) if document.applies_when is not None else "",
        "term": _term(case, document),
    }


def _condition(case: Case, document: Document) -> str:
    assert document.applies_when is not None
    return when(case.sentences().words, document.applies_when)


def _term(case: Case, document: Document) -> str:
    if not document.term:
        return ""
    event = case.regulation.timetable.get(document.term.removeprefix(_TIMETABLE))
    if not document.term.startswith(_TIMETABLE) or event is None or MAIN_PHASE not in event.terms:
        return case.bound.words(document.term)
    return case.bound.term(f"termin.{event.name}", event.terms[MAIN_PHASE])


def signatures(case: Case) -> Draft | AskBack:
    signed = [one for one in case.regulation.documents.values() if one.signed_by]
    if not signed:
        return silent(case, "tego, kto podpisuje dokumenty")
    standing = Standing(case)
    citations: list[Citation] = []
    for one in signed:
        standing.on(one.notes)
        citations += cite(case.regulation, document_sentence(one), one.notes)
    lines = [{"name": case.bound.words(one.notes.label), "who": case.bound.words(one.signed_by)} for one in signed]
    return Draft("signed", {"lines": lines}, unique(citations), standing.status, standing.told)


def confirmation(case: Case) -> Draft | AskBack:
    """How the will is confirmed: the activity of the timetable says with what."""
    event = case.regulation.timetable.get("potwierdzenie_woli")
    if event is None or MAIN_PHASE not in event.terms:
        return silent(case, "sposobu potwierdzenia woli przyjęcia")
    standing = Standing(case)
    chain = (event.term_notes[MAIN_PHASE], event.notes)
    standing.on(*chain)
    data = {
        "what": case.bound.words(event.activity),
        "term": case.bound.term(f"termin.{event.name}", event.terms[MAIN_PHASE]),
    }
    citations = cite(case.regulation, event_sentence(event, MAIN_PHASE, case.regulation.timetable), *chain)
    return Draft("how", data, citations, standing.status, standing.told)
