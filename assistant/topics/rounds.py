"""The supplementary round: what clauses say of it, and its dates."""

from __future__ import annotations

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.lexicon import lexicon
from assistant.passages import passages
from assistant.patterns import pattern
from assistant.quotes import cite, unique
from assistant.scope import SUPPLEMENTARY
from assistant.topics.shared import silent
from dsl.emit.polish.sentences import event as event_words
from polish.folding import fold

_ROUND = pattern("uzupelniajac*")
_CLAUSES = frozenset({"postanowienia", "listy", "system"})


def supplementary(case: Case) -> Draft | AskBack:
    standing = Standing(case)
    citations: list[Citation] = []
    clauses = [one for one in passages(case.regulation) if one.group in _CLAUSES and _is_of_round(one.words)]
    for one in clauses:
        standing.on(*one.chain)
        citations += one.citations
    lines = [case.bound.words(one.text) for one in clauses]
    terms = []
    for event in case.regulation.timetable.values():
        if SUPPLEMENTARY in event.terms:
            chain = (event.term_notes[SUPPLEMENTARY], event.notes)
            standing.on(*chain)
            term = case.bound.term(f"termin.{event.name}.{SUPPLEMENTARY}", event.terms[SUPPLEMENTARY])
            terms.append({"activity": case.bound.words(event.activity), "term": term})
            citations += cite(case.regulation, event_words(event, SUPPLEMENTARY, case.regulation.timetable), *chain)
    if not lines and not terms:
        return silent(case, "postępowania uzupełniającego")
    silence = "" if terms else case.bound.verdict("nie_podaje")
    data = {"lines": lines, "terms": terms, "silence": silence}
    status = Status.UNSAID if silence and asks_dates(case) else standing.status
    return Draft("round", data, unique(citations), status, standing.told)


def asks_dates(case: Case) -> bool:
    """„w jakich dniach”, „podajcie daty”; not „kiedy najpóźniej się kończy”."""
    return any(map(pattern(lexicon("events")["dates"]).matches, case.words))


def _is_of_round(text: str) -> bool:
    return any(map(_ROUND.matches, fold(text).replace(",", " ").split()))
