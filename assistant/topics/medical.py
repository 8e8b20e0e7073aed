"""Papers of a doctor: documents, and conditions that no document is listed for."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation
from assistant.coverage import words_of
from assistant.formulas import holds_in
from assistant.patterns import Pattern, pattern
from assistant.quotes import cite, unique
from assistant.topics.named_papers import documents_of, named_documents, words_beside, words_of_document
from assistant.topics.papers import asks_whether, line_of, some_of, term_of_event, told_named
from assistant.topics.shared import silent
from dsl.emit.polish.sentences import document as document_sentence
from dsl.model.regulation import Branch, Condition

_MEDICAL = "lekarsk*|lekarz*|psychologiczne|sanitarn*|zdrowia|medycyny"


def health(case: Case) -> Draft | AskBack:
    """Documents of a doctor, and conditions on one that no document is listed for."""
    wanted = pattern(_MEDICAL)
    elsewhere = {one: branch for one, branch in _of_some_schools(case).items() if _has_word(one.text, wanted)}
    medical = [one for one in documents_of(case) if _has_word(words_of_document(one), wanted)]
    asked = named_documents(words_beside(case.tokens, case.scope.used), medical)
    if len(asked) == 1 and not elsewhere and asks_whether(case):
        return told_named(case, asked)
    papers = {one: some for one, some in documents_of(case).items() if _has_word(words_of_document(one), wanted)}
    conditions = {one: some for one, some in _conditions_of(case).items() if _has_word(one.text, wanted)}
    listed = {name for one in conditions for name in one.documents if any(paper.name == name for paper in papers)}
    left = {one: some for one, some in conditions.items() if not listed & set(one.documents)}
    if not papers and not left and not elsewhere:
        return silent(case, "badań ani orzeczeń lekarskich w tych oddziałach")
    standing = Standing(case)
    citations: list[Citation] = []
    lines = []
    for paper, some in papers.items():
        standing.beside(paper.notes)
        lines.append(line_of(case, paper, some_of(case, some)))
        citations += cite(case.regulation, document_sentence(paper), paper.notes)
    required = []
    for one, branches in left.items():
        standing.beside(one.notes)
        words = case.sentences(branches[0]).condition(one)
        said = {"text": case.bound.words(words.flat), "branches": _bound_some(case, branches)}
        required.append(said | {"term": term_of_event(case, one.checked_at)})
        citations += cite(case.regulation, words, one.notes)
    for one, branch in elsewhere.items():
        standing.aside(one.notes)
        words = case.sentences(branch).condition(one)
        term = term_of_event(case, one.checked_at)
        required.append({"text": case.bound.words(words.flat), "branches": "", "term": term})
        citations += cite(case.regulation, words, one.notes)
    data = {"lines": lines, "required": required}
    return Draft("needed", data, unique(citations), standing.status, standing.told)


def _of_some_schools(case: Case) -> dict[Condition, Branch]:
    """An act has no branches of its own: of what depends on the branch it is told on what."""
    if case.regulation.branches:
        return {}
    found = {
        (one.name, one.text): (one, branch)
        for branch in case.branches
        for one in branch.rules.conditions
        if one.applies_when is not None and not holds_in(case.regulation, branch, one.applies_when)
    }
    return dict(found.values())


def _bound_some(case: Case, branches: Sequence[Branch]) -> str:
    some = some_of(case, branches)
    return case.bound.words(some) if some else ""


def _conditions_of(case: Case) -> dict[Condition, list[Branch]]:
    """The conditions of the branches asked about, each with those that it applies to."""
    found: dict[tuple[str, str], tuple[Condition, list[Branch]]] = {}
    for branch in case.branches:
        for one in branch.rules.conditions:
            if holds_in(case.regulation, branch, one.applies_when):
                found.setdefault((one.name, one.text), (one, []))[1].append(branch)
    return dict(found.values())


def _has_word(text: str, wanted: Pattern) -> bool:
    return any(map(wanted.matches, words_of(text)))
