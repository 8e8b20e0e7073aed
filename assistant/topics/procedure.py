"""Clauses with words and terms: appeals, the commission, lists, filing; conditions of admission; where to register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation
from assistant.coverage import called, clauses_of, words_of
from assistant.days import LEAP_YEAR, PLAIN_YEAR, day_in, names_day
from assistant.patterns import Pattern, forms, has_form, pattern
from assistant.quotes import cite, unique
from assistant.scope import MAIN_PHASE, SUPPLEMENTARY
from assistant.topics.dates import days_left
from assistant.topics.shared import silent
from dsl.emit.polish.prose import prose_words
from dsl.emit.polish.sentences import clause as clause_sentence
from dsl.emit.terms import last_day
from dsl.model.outline import Prose
from dsl.model.regulation import Clause, Counting
from dsl.source.nodes import readable_name
from dsl.syntax.terms import RelativeTerm
from polish.dates import format_date
from polish.folding import fold

_STEM = 5
_MOST_OF_NAME = 2
_STEPS = {
    "treść_uzasadnienia": ("uzasadn*", "mus*|zawier*|zawart*|podaj*|co|pisz*|tresc*", "!dni|czasu|termin*|jak|zrobic"),
    "skarga": ("skarg*|sad|sadu|sadem|sadow*|sadzie|zaskarz*",),
    "rozpatrzenie": ("rozpatr*",),
    "uzasadnienie": ("sporzadz*",),
    "odwołanie": ("odwol*", "dni|czasu|termin*|dlugo"),
}
_REASONS_EVENT = "wniosek_o_uzasadnienie"


def clauses(case: Case) -> Draft | AskBack:
    """A group of clauses (`settings: {group, what}`), or those of its clauses that the question names."""
    group = case.regulation.clauses.get(case.settings["group"], {})
    wanted = _wanted(case)
    if wanted is not None and not any(_has_word(one, pattern(wanted["rule"])) for one in group.values()):
        return silent(case, wanted["what"])
    chosen = _chosen(case, list(group.values())) or _elsewhere(case)
    if not chosen:
        return silent(case, case.settings["what"])
    standing = Standing(case)
    citations: list[Citation] = []
    lines = []
    for one in chosen:
        standing.on(one.notes)
        lines.append(_line(case, one))
        citations += cite(case.regulation, clause_sentence(one, case.regulation.timetable), one.notes)
    return Draft("lines", {"lines": lines}, unique(citations), standing.status, standing.told)


def _wanted(case: Case) -> Mapping[str, str] | None:
    """What some questions want of a rule (`settings: {wants}`): „zapomniałam hasła” wants one on finding it again."""
    asked = (one for one in case.settings.get("wants", []))
    return next((one for one in asked if any(map(pattern(one["asked"]).matches, case.words))), None)


def _elsewhere(case: Case) -> list[Clause]:
    """Where a regulation has no such group, clauses of another that tell of it (`settings: {elsewhere}`)."""
    words = case.settings.get("elsewhere", "")
    if not words or case.regulation.clauses.get(case.settings["group"]):
        return []
    found = [one for name in case.regulation.clauses for one in _clauses_with(case, name, words)]
    scores = {one.name: _common_words(case.words, one) for one in found}
    best = max(scores.values(), default=0)
    return [one for one in found if scores[one.name] == best]


def _chosen(case: Case, group: Sequence[Clause]) -> list[Clause]:
    """Those that an alias means, else those with most of their name in the question, else the usual ones. An alias of
    a clause that is not there means those of the group that have its words."""
    aliases = {name: pattern(words) for name, words in case.settings.get("aliases", {}).items()}
    named = {name: words for name, words in aliases.items() if any(map(words.matches, case.words))}
    meant = [one for one in group if one.name in named]
    by_name = [one for one in group if _common_words(case.words, one) >= _MOST_OF_NAME]
    if by_name:
        return by_name
    if meant or named:
        return meant or [one for one in group if any(_has_word(one, words) for words in named.values())]
    scores = {one.name: _common_words(case.words, one) for one in group}
    best = max(scores.values(), default=0)
    wanted = case.settings.get("always", [])
    if not best:
        return [one for one in group if one.name in wanted]
    return [one for one in group if scores[one.name] == best]


def _has_word(clause: Clause, wanted: Pattern) -> bool:
    return any(map(wanted.matches, words_of(" ".join((clause.text, readable_name(clause.name), *clause.items)))))


def _common_words(words: Sequence[str], clause: Clause) -> int:
    own = {word[:_STEM] for word in fold(readable_name(clause.name)).split() if len(word) >= _STEM}
    return len(own & {word[:_STEM] for word in words})


def _line(case: Case, clause: Clause) -> dict[str, Any]:
    return {
        "text": case.bound.words(_words(case, clause.prose) or clause.notes.label),
        "term": case.bound.term(f"termin.{clause.name}", clause.term) if clause.term is not None else "",
        "listed": [case.bound.words(_words(case, item)) for item in clause.item_prose],
    }


def _words(case: Case, prose: Prose) -> str:
    return prose_words(prose, case.regulation.timetable)


# -- appeals ----------------------------------------------------------------------------------------------------------


def appeals(case: Case) -> Draft | AskBack:
    """The chain of steps with their terms; the first has a day in the timetable."""
    group = case.regulation.clauses.get("odwołania", {})
    if not group:
        return silent(case, "procedury odwoławczej")
    counted = _counted_from(case, list(group.values())) if names_day(case.tokens) else None
    last = _last_of(case, counted) if counted is not None else None
    if counted is not None and last is not None:
        return _counted(case, counted, last, list(group.values()))
    standing = Standing(case)
    citations: list[Citation] = []
    steps = []
    for one in _asked_steps(case, list(group.values())):
        line, found = _step(case, one, standing)
        steps.append(line)
        citations += found
    return Draft("steps", {"steps": steps}, unique(citations), standing.status, standing.told)


def _counted_from(case: Case, group: Sequence[Clause]) -> Clause | None:
    """The step whose days run from what happened on the day named: most of its words are in the question, and some of
    those that tell from when it runs."""
    phase = case.scope.phase or MAIN_PHASE
    dated = {name for name, event in case.regulation.timetable.items() if phase in event.terms}
    after = (one for one in group if isinstance(one.term, RelativeTerm) and not one.term.before)
    of_day = _words_of_day(case)
    if any(map(_EARLIER_LIST.matches, of_day)):
        return None
    scored = [(_said_of(case, of_day, one), one) for one in after if one.name not in dated]
    (_, since), best = max(scored, key=lambda pair: pair[0], default=((0, 0), None))
    return best if since else None


_EARLIER_LIST = pattern("zakwalif*|niezakwalif*")


def _words_of_day(case: Case) -> list[str]:
    """What happened on the day named stands in one clause with it: „jest 8 sierpnia, do kiedy prosić o uzasadnienie”
    tells of no reasons that were given."""
    clauses = ([case.tokens[place] for place in places] for places in clauses_of(case.tokens))
    dated = next((one for one in clauses if names_day(one)), case.tokens)
    return [token.text for token in dated if not token.is_sign]


def _said_of(case: Case, of_day: Sequence[str], clause: Clause) -> tuple[int, int]:
    """How many words of the question a step has, and how many of the day's clause the beginning of its term."""
    assert isinstance(clause.term, RelativeTerm)
    since = words_of(clause.term.anchor)
    every = since | words_of(clause.text)
    return _met(case.words, every), _met(of_day, since)


def _met(words: Sequence[str], own: Iterable[str]) -> int:
    known = forms(own)
    return sum(any(has_form(one, known) for one in (word, *called(word))) for word in words if len(word) >= _STEM)


@dataclass(frozen=True, slots=True)
class _Last:
    """The day named and the last day of a term that runs from it; `has_year`: of a law in no year they are told
    without one.
    """

    since: date
    until: date
    has_year: bool


def _last_of(case: Case, clause: Clause) -> _Last | None:
    """None where it turns on the year, which nobody told."""
    assert isinstance(clause.term, RelativeTerm)
    known = day_in(case.tokens, case.regulation, case.today.year if case.today is not None else 0)
    if known is not None:
        return _Last(known, last_day(clause.term, known, case.regulation.counting), has_year=True)
    days = [day_in(case.tokens, case.regulation, year) for year in (PLAIN_YEAR, LEAP_YEAR)]
    ends = [(one, last_day(clause.term, one, Counting.CALENDAR)) for one in days if one is not None]
    if len({(end.month, end.day) for _, end in ends}) != 1:
        return None
    return _Last(*ends[0], has_year=False)


def _counted(case: Case, clause: Clause, last: _Last, group: Sequence[Clause]) -> Draft:
    """The day on which the step's term ends, counted from the day named; then the other steps that are asked about."""
    assert isinstance(clause.term, RelativeTerm)
    standing = Standing(case)
    standing.on(clause.notes)
    until = format_date(last.until, year=last.has_year)
    value = last.until.isoformat() if last.has_year else f"--{last.until:%m-%d}"
    may_move = not last.has_year and case.regulation.counting is Counting.MOVED
    data: dict[str, Any] = {
        "text": case.bound.words(_words(case, clause.prose)),
        "term": case.bound.term(f"termin.{clause.name}", clause.term),
        "day": case.bound.echo(format_date(last.since, year=last.has_year)),
        "last": case.bound.bind(f"ostatni_dzień.{clause.name}", "termin", value, until),
        "moved": case.bound.words(_MOVED) if may_move else "",
    }
    citations = [*cite(case.regulation, clause_sentence(clause, case.regulation.timetable), clause.notes)]
    steps = []
    for one in _named_beside(case, clause, group):
        line, found = _step(case, one, standing)
        steps.append(line)
        citations += found
    return Draft("counted", data | {"steps": steps}, unique(citations), standing.status, standing.told)


_MOVED = "gdy jest to dzień wolny od pracy, w najbliższym dniu roboczym"


def _named_beside(case: Case, counted: Clause, group: Sequence[Clause]) -> list[Clause]:
    """„…, i od czego liczy się czas na odwołanie?”: steps that clauses without the day ask about by their names."""
    told = [[case.tokens[place] for place in places] for places in clauses_of(case.tokens)]
    words = [token.text for one in told if not names_day(one) for token in one]
    names = [one for one in group if one is not counted and one.term is not None and one.name in _ASKED_BESIDE]
    return [one for one in names if any(map(pattern(_ASKED_BESIDE[one.name]).matches, words))]


_ASKED_BESIDE = {"odwołanie": "odwolanie|odwolania|odwolac|odwoluj*"}


def _asked_steps(case: Case, group: list[Clause]) -> list[Clause]:
    """One step when it alone is asked about („skarga do sądu”, „ile dni na odwołanie”), else the chain."""
    for name, cues in _STEPS.items():
        if all(_is_said(case, cue) for cue in cues):
            return [one for one in group if one.name == name] or group
    return group


def _is_said(case: Case, cue: str) -> bool:
    """`!x`: is not said."""
    is_said = any(map(pattern(cue.removeprefix("!")).matches, case.words))
    return is_said != cue.startswith("!")


def _step(case: Case, clause: Clause, standing: Standing) -> tuple[dict[str, str], Sequence[Citation]]:
    event = case.regulation.timetable.get(clause.name)
    phase = case.scope.phase or MAIN_PHASE
    if clause.name == _REASONS_EVENT and event is not None and phase in event.terms:
        chain = (event.term_notes[phase], event.notes)
        standing.on(*chain)
        suffix = f".{SUPPLEMENTARY}" if phase == SUPPLEMENTARY else ""
        term = case.bound.term(f"termin.{event.name}{suffix}", event.terms[phase])
        step = {"text": case.bound.words(event.activity), "term": term, "left": days_left(case, event.terms[phase])}
        return step, cite(case.regulation, event.activity, *chain)
    standing.on(clause.notes)
    term = case.bound.term(f"termin.{clause.name}", clause.term) if clause.term is not None else ""
    step = {"text": case.bound.words(_words(case, clause.prose)), "term": term, "left": ""}
    return step, cite(case.regulation, clause_sentence(clause, case.regulation.timetable), clause.notes)


# -- conditions and where to register ---------------------------------------------------------------------------------


def conditions(case: Case) -> Draft | AskBack:
    branch = case.branches[0]
    found = [one for one in branch.rules.conditions if one.blocks_qualification]
    if not found:
        return silent(case, "warunków przyjęcia")
    standing = Standing(case)
    citations: list[Citation] = []
    for one in found:
        standing.on(one.notes)
        citations += cite(case.regulation, case.sentences(branch).condition(one), one.notes)
    lines = [case.bound.words(case.sentences(branch).condition(one).flat) for one in found]
    return Draft("conditions", {"lines": lines}, unique(citations), standing.status, standing.told)


def register(case: Case) -> Draft | AskBack:
    """The site of the recruitment system, where the school names one."""
    school = case.regulation.school
    site = school.details.get("strona_rekrutacji", "") if school is not None else ""
    told = _clauses_with(case, _SYSTEM, _ACCOUNT if _asks_account(case) else _ADDRESS if not site else "")
    if not site and not told:
        return silent(case, "strony systemu rekrutacji")
    standing = Standing(case)
    citations: list[Citation] = []
    if school is not None and site:
        citations += cite(case.regulation, f"strona rekrutacji: {site}", school.notes)
    for one in [*told, *_clauses_naming(case, site)]:
        standing.on(one.notes)
        citations += cite(case.regulation, clause_sentence(one, case.regulation.timetable), one.notes)
    data = {
        "site": case.bound.bind("strona_rekrutacji", "adres", site, site) if site else "",
        "lines": [_line(case, one) for one in told],
    }
    return Draft("site", data, unique(citations), standing.status, standing.told)


def _clauses_naming(case: Case, site: str) -> list[Clause]:
    return [one for one in case.regulation.clauses.get(_SYSTEM, {}).values() if site and site in one.text]


_SYSTEM = "system"
_ACCOUNT = "konto|konta|kont|kontem|koncie"
_ADDRESS = "adres*|serwis*|stron*"


def _asks_account(case: Case) -> bool:
    return any(map(pattern(_ACCOUNT).matches, case.words))


def _clauses_with(case: Case, group: str, words: str) -> list[Clause]:
    wanted = pattern(words)
    return [one for one in case.regulation.clauses.get(group, {}).values() if _has_word(one, wanted)] if words else []
