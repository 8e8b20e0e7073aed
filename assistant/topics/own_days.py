"""Whether a day is in time („zaświadczenie będzie 20 lipca, zdążę?”), and whether a day somebody heard of is right
(„wnioski tylko do 23 czerwca, prawda?”): the day named against the term of the one activity that is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.case import Case, Draft, Standing
from assistant.contract import Citation
from assistant.days import day_in, days_in
from assistant.lexicon import lexicon
from assistant.quotes import cite, unique
from assistant.scope import MAIN_PHASE, SUPPLEMENTARY
from assistant.told import ANY, CLAIMED, IN_TIME, asks_verdict, says, tells_beside, words_of_case
from assistant.topics.dates import PHASES, meant_events
from assistant.topics.named_papers import papers_named
from assistant.topics.shared import settled_by
from dsl.emit.polish.sentences import event as event_words
from dsl.model.regulation import Event
from dsl.syntax.terms import Period

_TERM = "Termin"
_UNTIL, _SINCE = "do", "od"
_REACH = 2
_TWO = 2
_NO = "nie"


def by_day(case: Case) -> Draft | None:
    days = days_in(case.tokens, case.regulation)
    is_in_time = asks_verdict(case.tokens, IN_TIME)
    if len(days) != 1 or not (is_in_time or asks_verdict(case.tokens, CLAIMED)):
        return None
    day = days[0]
    is_late = any(map(words_of_case("late").matches, case.words)) or tells_beside(
        case.tokens, lexicon("own_case")["after_term"]
    )
    if is_late and _NO in case.words:
        return None
    phase = case.scope.phase or MAIN_PHASE
    events = [one for one in meant_events(case, phase) if isinstance(one.terms.get(phase), Period)]
    judged = [
        _is_in(case, _period(one, phase), day) != is_late if is_in_time else _is_right(case, _period(one, phase), day)
        for one in events
    ]
    if not judged:
        return None
    standing = Standing(case)
    citations: list[Citation] = []
    verdict = case.bound.verdict(_VERDICTS[frozenset(judged)])
    lines = []
    told = [(one, phase) for one in events]
    told += [(one, SUPPLEMENTARY) for one in events if is_in_time and _may_wait(case, one, day)]
    for one, round_ in told:
        named = one.activity if round_ == phase else f"{one.activity} – {PHASES[round_]}"
        lines.append(_told(case, standing, one, round_, named))
        citations += _cited(case, one, round_)
    return settled_by(verdict, case.bound.words(_TERM), lines, unique(citations), standing)


def by_same_term(case: Case) -> Draft | None:
    """„czy do A i do W wniosek składa się w tym samym terminie?”: the terms of the branches that are named."""
    if len(case.scope.branches) < _TWO or not says(case.tokens, lexicon("own_case")["same_term"]):
        return None
    phase = case.scope.phase or MAIN_PHASE
    events = [one for one in meant_events(case, phase) if phase in one.terms]
    if not events or not asks_verdict(case.tokens, ANY):
        return None
    verdict = case.bound.verdict("tak" if len({one.terms[phase] for one in events}) == 1 else "nie")
    standing = Standing(case)
    told = [_told(case, standing, one, phase, one.activity) for one in events]
    citations = unique([cited for one in events for cited in _cited(case, one, phase)])
    return settled_by(verdict, case.bound.words(_TERM), told, citations, standing)


def _told(case: Case, standing: Standing, event: Event, phase: str, named: str) -> str:
    standing.on(event.term_notes[phase], event.notes)
    term = case.bound.term(f"termin.{event.name}.{phase}", event.terms[phase])
    return f"{case.bound.words(named)}: {term}"


def _cited(case: Case, event: Event, phase: str) -> tuple[Citation, ...]:
    said = event_words(event, phase, case.regulation.timetable)
    return cite(case.regulation, said, event.term_notes[phase], event.notes)


def _may_wait(case: Case, event: Event, day: date) -> bool:
    """Who is late for the first round may still be in time for the next one."""
    first, later = (event.terms.get(one) for one in (MAIN_PHASE, SUPPLEMENTARY))
    if case.scope.phase or not (isinstance(first, Period) and isinstance(later, Period)):
        return False
    return first.end < day <= later.end


_VERDICTS = {frozenset({True}): "tak", frozenset({False}): "nie", frozenset({True, False}): "zależy"}


def _period(event: Event, phase: str) -> Period:
    term = event.terms[phase]
    assert isinstance(term, Period)
    return term


def _is_in(case: Case, term: Period, day: date) -> bool:
    """A paper that somebody will have before the term begins can be handed in when it does."""
    is_got = bool(papers_named(case.tokens, case.scope.used)) and says(case.tokens, lexicon("own_case")["got"])
    return (is_got or term.start is None or term.start <= day) and day <= term.end


def _is_right(case: Case, term: Period, day: date) -> bool:
    """„do 23 czerwca” tells the end, „od” the beginning, a day alone all of it."""
    before = _before_day(case)
    if _UNTIL in before:
        return day == term.end
    if _SINCE in before:
        return day == term.start
    return term.is_one_day and day == term.end


def _before_day(case: Case) -> Sequence[str]:
    """The words just before the day: the last place from which it is still found is its own."""
    places = range(len(case.tokens))
    own = max(place for place in places if day_in(case.tokens[place:], case.regulation) is not None)
    return [token.text for token in case.tokens[max(0, own - _REACH) : own]]
