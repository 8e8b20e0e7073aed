"""Documents against what the question tells: who may certify a copy, who signs."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.case import Case, Draft, Standing
from assistant.coverage import words_of
from assistant.lexicon import lexicon
from assistant.patterns import pattern
from assistant.told import (
    ALLOWED,
    ANY,
    DEMANDED,
    asks_verdict,
    days_of_birth,
    holds_on,
    holds_words,
    is_of_birth,
    verdict_of_demand,
    words_of_case,
)
from assistant.topics.named_papers import documents_of, named_documents, words_beside
from assistant.topics.papers import stand_on
from assistant.topics.shared import settled
from dsl.emit.polish.conditions import when
from dsl.model.regulation import Document

_FORM, _SIGNATURE, _PAPER = "Wymagana forma", "Kto podpisuje", "Dokument"


def by_form(case: Case) -> Draft | None:
    """„kopię poświadczę sama, jako matka”: who may do it, by the forms of the document that is named."""
    words = case.words
    names_copy = any(map(words_of_case("copies").matches, words))
    if not names_copy or not asks_verdict(case.tokens, ALLOWED):
        return None
    every = list(documents_of(case))
    named = [one for one in named_documents(words_beside(case.tokens, case.scope.used), every) if one.form]
    verdicts = {_of_form(words, one) for one in named}
    if len(verdicts) != 1 or "" in verdicts:
        return None
    standing = Standing(case)
    citations = stand_on(standing, named)
    lines = [f"{one.notes.label} – forma: {one.form}" for one in named]
    return settled(case, verdicts.pop(), _FORM, lines, citations, standing)


def _of_form(words: Sequence[str], document: Document) -> str:
    """The verdict; none where it is not told who certifies, or how."""
    form = words_of(document.form)
    if any(map(words_of_case("plain_copy").matches, words)):
        return "nie" if any(map(words_of_case("certifying").matches, form)) else ""
    if not any(map(words_of_case("certifying").matches, words)):
        return ""
    who = {own for said, own in lexicon("own_case")["certifiers"].items() if any(map(pattern(said).matches, words))}
    if not who:
        return ""
    may = {bool(own) and any(map(pattern(own).matches, form)) for own in who}
    return ("tak" if may.pop() else "nie") if len(may) == 1 else ""


def by_birth(case: Case) -> Draft | None:
    """„urodził się w 2019, muszę dołączyć decyzję o odroczeniu?”: a paper that only the day of birth decides."""
    born = days_of_birth(case.tokens, case.regulation)
    if not born or not asks_verdict(case.tokens, DEMANDED):
        return None
    dated = {
        paper: condition
        for paper, branches in documents_of(case).items()
        if (condition := paper.applies_when) is not None and all(is_of_birth(one, condition) for one in branches)
    }
    named = named_documents(words_beside(case.tokens, case.scope.used), list(dated))
    wanted = {
        holds_on(case.regulation, branch, dated[one], day) for one in named for branch in case.branches for day in born
    }
    if len(named) != 1 or len(wanted) != 1:
        return None
    standing = Standing(case)
    citations = stand_on(standing, named)
    lines = [f"{one.notes.label} – jeżeli {when(case.sentences().words, dated[one])}" for one in named]
    return settled(case, verdict_of_demand(case.tokens, wanted.pop()), _PAPER, lines, citations, standing)


def by_signature(case: Case) -> Draft | None:
    """„czy oboje rodzice muszą podpisać”, „czy wystarczy podpis mamy”, where one of the parents is enough."""
    known = {name: pattern(words) for name, words in lexicon("own_case")["signing"].items() if name != "one_is_enough"}
    said = {name: any(map(words.matches, case.words)) for name, words in known.items()}
    if said["barred"] or not (said["said"] and said["parents"]) or not asks_verdict(case.tokens, ANY):
        return None
    papers = [one for one in documents_of(case) if one.signed_by]
    enough = [one for one in papers if holds_words(one.signed_by, lexicon("own_case")["signing"]["one_is_enough"])]
    if len(papers) > len(enough) or not enough or said["both"] == said["alone"] or (said["alone"] and said["needed"]):
        return None
    standing = Standing(case)
    citations = stand_on(standing, enough)
    lines = [f"{one.notes.label} – podpisuje: {one.signed_by}" for one in enough]
    return settled(case, "nie" if said["both"] else "tak", _SIGNATURE, lines, citations, standing)
