"""Dates: which event of the timetable a question means, and its term in the round asked about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.coverage import asked_places, covers, telling_words, words_of
from assistant.days import day_in
from assistant.lexicon import lexicon
from assistant.patterns import pattern
from assistant.quotes import cite, unique
from assistant.scope import MAIN_PHASE, SUPPLEMENTARY
from assistant.topics.named_papers import (
    documents_of,
    documents_of_some,
    meant_by,
    papers_named,
    with_own_term,
    without_term,
)
from assistant.topics.papers import line_of, some_of, untold_term
from assistant.topics.shared import MOST_OPTIONS, silent
from dsl.emit.polish.prose import prose_words
from dsl.emit.polish.sentences import clause as clause_words
from dsl.emit.polish.sentences import document as document_words
from dsl.emit.polish.sentences import event as event_words
from dsl.model.regulation import Document, Event
from dsl.syntax.terms import Period, Term
from polish.folding import fold
from polish.plurals import DAY

PHASES = {"rekrutacyjne": "postępowanie rekrutacyjne", "uzupełniające": "postępowanie uzupełniające"}
_STEM = 6
_LEAST = 2
_PLAIN = 7
_NEAR = 4


def when(case: Case) -> Draft | AskBack:
    """One event; the best by words. Several equally good: which of them?"""
    events = _asked_events(case)
    is_plain = len(events) == 1 and _score(case.words, events[0]) >= _PLAIN
    phase = case.scope.phase or _next_phase(case, events) or MAIN_PHASE
    document = None if is_plain else with_own_term(case.words, list(documents_of(case)))
    if document is not None:
        own = _event_of(case, document)
        return _term(case, own, phase) if own is not None else _of_document(case, document)
    untold = None if is_plain else without_term(case.words, list(documents_of(case)))
    if untold is not None:
        return untold_term(case, untold)
    if len(events) == 1 and _APPLICATION in _names_of(events):
        events = _own_of_branches(case, events)
        if len(events) > 1:
            return _terms(case, events, phase)
    if not events and not case.scope.phase and not _asks_timetable(case):
        return AskBack("O termin jakiej czynności pytasz?", _activities(case))
    if not events:
        return timetable(case)
    if len(events) > 1:
        options = tuple(one.activity for one in events[:MOST_OPTIONS])
        return AskBack("O termin jakiej czynności pytasz?", options)
    others = _papers_of_other_activity(case, events[0])
    if others:
        return _of_papers_meant(case, others)
    return _term(case, events[0], phase)


def _papers_of_other_activity(case: Case, event: Event) -> list[Document]:
    """The papers that a question names, where the event is that of other papers only."""
    documents = documents_of_some(case)
    meant = [meant_by(named, documents) for named in papers_named(case.tokens, case.scope.used)]
    papers = list(dict.fromkeys(one for some in meant for one in some))
    is_of_others = event.name in {_activity_of(one) for one in documents if one not in papers}
    is_of_these = not all(meant) or event.name in {_activity_of(one) for one in papers}
    return papers if is_of_others and not is_of_these else []


def _of_papers_meant(case: Case, papers: Sequence[Document]) -> Draft:
    """Each with its branches and its own term, where it has one."""
    standing = Standing(case)
    branches = documents_of(case)
    for one in papers:
        standing.beside(one.notes)
    lines = [line_of(case, one, some_of(case, branches.get(one, case.branches))) for one in papers]
    citations = [cited for one in papers for cited in cite(case.regulation, document_words(one), one.notes)]
    return Draft("papers", {"lines": lines}, unique(citations), standing.status, standing.told)


def meant_events(case: Case, phase: str) -> list[Event]:
    """The one activity that a question means, or that of a document it names; of the application the terms of the
    branches asked about."""
    papers = papers_named(case.tokens, case.scope.used)
    if papers:
        return _of_papers(case, papers, phase)
    events = _asked_events(case)
    if len(events) == 1 and _APPLICATION in _names_of(events):
        return [one for one in _own_of_branches(case, events) if phase in one.terms]
    return events if len(events) == 1 else []


def _of_papers(case: Case, papers: Sequence[Sequence[str]], phase: str) -> list[Event]:
    """The one activity at which all papers named are handed in; none where one of them is unknown, has no term, or may
    be of several."""
    documents = documents_of_some(case)
    meant = [
        {_activity_of(one) for one in meant_by(named, documents)} or _named_in_activities(case, named)
        for named in papers
    ]
    names = set().union(*meant)
    if not all(meant) or len(names) != 1:
        return []
    event = case.regulation.timetable.get(names.pop())
    if event is None:
        return []
    events = _own_of_branches(case, [event]) if event.name == _APPLICATION else [event]
    return [one for one in events if phase in one.terms]


def _named_in_activities(case: Case, named: Sequence[str]) -> set[str]:
    """A declaration that is no document of the application may have an activity of its own."""
    events = case.regulation.timetable.values()
    return {one.name for one in events if all(covers(word, one.activity) for word in named)}


def _activity_of(document: Document) -> str:
    """A row of the timetable; „razem z wnioskiem” is that of the application."""
    if any(map(_WITH_APPLICATION.matches, words_of(document.term))):
        return _APPLICATION
    return document.term.removeprefix(_TIMETABLE)


def _asked_events(case: Case) -> list[Event]:
    """By the words of the clauses that ask; where these tell of nothing or of several, by all words."""
    asked = asked_places(case.tokens)
    words = [token.text for place, token in enumerate(case.tokens) if place in asked and not token.is_sign]
    own = choose(words, case.regulation.timetable)
    return own if len(own) == 1 else choose(case.words, case.regulation.timetable)


def _next_phase(case: Case, events: Sequence[Event]) -> str:
    """„zapomnieliśmy, kiedy następna szansa”: the next round, when the day of asking is past the term of the first."""
    today = case.today or day_in(case.tokens, case.regulation)
    is_late = any(map(pattern(lexicon("events")["late"]).matches, case.words))
    first = events[0].terms.get(MAIN_PHASE) if len(events) == 1 else None
    is_past = today is not None and isinstance(first, Period) and today > first.end
    return SUPPLEMENTARY if is_late and is_past and SUPPLEMENTARY in events[0].terms else ""


def _asks_timetable(case: Case) -> bool:
    """„terminy rekrutacji”, „harmonogram”; „do kiedy?” alone asks of nothing."""
    when = pattern("".join(lexicon("concepts")["kiedy"].split()))
    told = [word for word in telling_words(case.tokens, frozenset()) if not when.matches(word)]
    return bool(told) or any(map(pattern(lexicon("events")["timetable"]).matches, case.words))


def _activities(case: Case) -> tuple[str, ...]:
    return tuple(one.activity for one in list(case.regulation.timetable.values())[:MOST_OPTIONS]) or _ACTIVITIES


_ACTIVITIES = ("złożenie wniosku", "ogłoszenie list", "potwierdzenie woli")
_APPLICATION = "wnioski"
_TIMETABLE = "terminarz."
_WITH_APPLICATION = pattern("wnioskiem")


def _names_of(events: Sequence[Event]) -> list[str]:
    return [one.name for one in events]


def _event_of(case: Case, document: Document) -> Event | None:
    return case.regulation.timetable.get(document.term.removeprefix(_TIMETABLE))


def _own_of_branches(case: Case, usual: Sequence[Event]) -> list[Event]:
    """The application of some branches has a term of its own; where branches differ, all of their terms."""
    found: dict[str, Event] = {}
    for branch in case.branches:
        paper = next((one for one in branch.rules.documents.values() if one.name == "wniosek"), None)
        own = _event_of(case, paper) if paper is not None else None
        event = own or usual[0]
        found[event.name] = event
    return list(found.values())


def _terms(case: Case, events: Sequence[Event], phase: str) -> Draft:
    """Several terms of one activity, by branches."""
    standing = Standing(case)
    chosen = [one for one in events if phase in one.terms]
    if not chosen:
        return silent(case, f"terminu: {events[0].activity} ({PHASES.get(phase, phase)})")
    rows = [_row(case, one, phase, standing) for one in chosen]
    citations = unique([cited for one in chosen for cited in _citations(case, one, phase)])
    data = {"phase": case.bound.words(PHASES.get(phase, phase)), "rows": rows}
    return Draft("all", data, citations, standing.status, standing.told)


def _of_document(case: Case, document: Document) -> Draft:
    if document.term.startswith(_TIMETABLE):
        return silent(case, f"terminu złożenia: {document.notes.label}")
    standing = Standing(case)
    standing.on(document.notes)
    label = document.notes.label
    data = {
        "name": case.bound.words(label[:1].upper() + label[1:]),
        "term": case.bound.bind(f"termin.{document.name}", "termin", document.term, document.term),
    }
    citations = cite(case.regulation, f"{document_words(document).flat} – {document.term}", document.notes)
    return Draft("paper", data, citations, standing.status, standing.told)


def timetable(case: Case) -> Draft:
    phase = case.scope.phase or MAIN_PHASE
    standing = Standing(case)
    rows: list[dict[str, Any]] = []
    citations: list[Citation] = []
    for event in case.regulation.timetable.values():
        if phase in event.terms:
            rows.append(_row(case, event, phase, standing))
            citations += _citations(case, event, phase)
    if not rows and (clauses := _clauses_of(case, phase)):
        return clauses
    if not rows:
        return silent(case, f"terminów ({PHASES.get(phase, phase)})")
    data = {"phase": case.bound.words(PHASES.get(phase, phase)), "rows": rows}
    return Draft("all", data, unique(citations), standing.status, standing.told)


_OF_PHASE = {SUPPLEMENTARY: "uzupelniajac*"}


def _clauses_of(case: Case, phase: str) -> Draft | None:
    """A law has no timetable but may say by which day a round ends."""
    words = pattern(_OF_PHASE.get(phase, ""))
    found = [
        one
        for group in case.regulation.clauses.values()
        for one in group.values()
        if any(map(words.matches, words_of(one.text))) and re.search(r"\d", one.text)
    ]
    if not found:
        return None
    standing = Standing(case)
    citations: list[Citation] = []
    for one in found:
        standing.on(one.notes)
        citations += cite(case.regulation, clause_words(one, case.regulation.timetable), one.notes)
    wants_days = any(map(pattern(lexicon("events")["dates"]).matches, case.words))
    verdict = case.bound.verdict("nie_podaje") if wants_days else ""
    lines = [case.bound.words(prose_words(one.prose, case.regulation.timetable)) for one in found]
    status = Status.UNSAID if wants_days else standing.status
    return Draft("clauses", {"verdict": verdict, "lines": lines}, unique(citations), status, standing.told)


def _term(case: Case, event: Event, phase: str) -> Draft:
    if phase not in event.terms and not event.terms:
        return silent(case, f"terminu: {event.activity}")
    if phase not in event.terms:
        known = next(iter(event.terms))
        quote = event_words(event, known, case.regulation.timetable).flat
        return silent(
            case, f"terminu: {event.activity} ({PHASES.get(phase, phase)})", _citations(case, event, known), quote
        )
    standing = Standing(case)
    row = _row(case, event, phase, standing)
    row["no_hour"] = case.bound.verdict("nie_podaje") if _lacks_hour(case, event.terms[phase]) else ""
    row["left"] = days_left(case, event.terms[phase])
    other = [one for one in event.terms if one != phase]
    data = {**row, "phase": case.bound.words(PHASES.get(phase, phase)), "has_other": bool(other)}
    return Draft("one", data, _citations(case, event, phase), standing.status, standing.told)


def _lacks_hour(case: Case, term: Term) -> bool:
    """„do której godziny”, where the term has days only."""
    is_asked = any(map(pattern(lexicon("events")["hours"]).matches, case.words))
    return is_asked and isinstance(term, Period) and term.start_time is None and term.end_time is None


def days_left(case: Case, term: Term) -> str:
    """Where the days left are asked for, and the day is known."""
    is_asked = any(map(pattern(lexicon("events")["days_left"]).matches, case.words))
    today = told_today(case) or case.today
    if today is None or not is_asked or not isinstance(term, Period):
        return ""
    if today > term.end:
        return case.bound.words("termin już minął")
    if term.start is not None and today < term.start:
        shown = case.bound.number("dni_do_początku", (term.start - today).days, DAY)
        return f"{case.bound.words('do początku terminu:')} {shown}"
    shown = case.bound.number("dni_do_końca", (term.end - today).days, DAY)
    return f"{case.bound.words('do końca terminu:')} {shown}"


def told_today(case: Case) -> date | None:
    """„dzisiaj 5 lipca”, „jest 5 lipca”."""
    now = pattern(lexicon("events")["today"])
    places = [place for place, token in enumerate(case.tokens) if now.matches(token.text)]
    return day_in(case.tokens[places[0] : places[0] + _NEAR], case.regulation) if places else None


def _row(case: Case, event: Event, phase: str, standing: Standing) -> dict[str, Any]:
    standing.on(event.term_notes[phase], event.notes)
    suffix = f".{phase}" if phase != MAIN_PHASE else ""
    term = case.bound.term(f"termin.{event.name}{suffix}", event.terms[phase])
    return {"activity": case.bound.words(event.activity[:1].upper() + event.activity[1:]), "term": term}


def _citations(case: Case, event: Event, phase: str) -> tuple[Citation, ...]:
    said = event_words(event, phase, case.regulation.timetable)
    return cite(case.regulation, said, event.term_notes[phase], event.notes)


def choose(words: Sequence[str], timetable: Mapping[str, Event]) -> list[Event]:
    """The events that words mean best; several when they fit equally well, none when they hardly fit."""
    scores = {name: _score(words, event) for name, event in timetable.items()}
    best = max(scores.values(), default=0)
    return [timetable[name] for name, score in scores.items() if score == best] if best >= _LEAST else []


def _score(words: Sequence[str], event: Event) -> float:
    cues = lexicon("events")["events"].get(event.name.replace("_", " "))
    if cues is None:
        stems = {word[:_STEM] for word in fold(f"{event.name} {event.activity}").replace("_", " ").split()}
        return sum(1.0 for word in words if len(word) > 3 and word[:_STEM] in stems)
    pairs = [(float(weight), map(pattern, text.split(" "))) for cue in cues for weight, text in cue.items()]
    return sum(weight for weight, wanted in pairs if all(any(map(one.matches, words)) for one in wanted))
