"""Rules told in their own words: a § that is named, rules about something (`settings: {about, groups}`), and the rule
that has the words of a question which no intent fits. Verbatim, never a synthesis.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.asked import asked_unit
from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.coverage import covers, telling_words
from assistant.lexicon import lexicon
from assistant.passages import CRITERIA, DOCUMENTS, ORDER, TABLES, TIMETABLE, Passage, passages
from assistant.patterns import Pattern, pattern
from assistant.quotes import shorten, unique
from assistant.retrieval import ranked, rarity
from assistant.topics.shared import silent
from dsl.emit.polish.prose import prose_words
from dsl.emit.polish.sentences import event as event_words
from dsl.source.nodes import readable_name
from dsl.syntax.terms import RelativeTerm
from polish.enumerations import quote
from polish.folding import fold

MOST_QUOTED = 4
MOST_OF_UNIT = 10
LONGEST = 420
SHORT = 260
LEAST_SHARE = 0.6
_LOOKED_AT = 8
_CLOSE = 0.85


def about(case: Case) -> Draft | AskBack:
    """The rules that a setting means, the likest to the question first; with none it is said so."""
    wanted = [pattern(words) for words in case.settings["about"].split(" ")]
    groups = case.settings.get("groups", "").split()
    found = [one for one in _held(case, passages(case.regulation)) if not groups or one.group in groups]
    meant = [one for one in found if _has_all(one, wanted)]
    if not meant:
        others = [one for one in passages(case.regulation) if one.codes and (not groups or one.group in groups)]
        return _of_others(case, [one for one in others if _has_all(one, wanted)])
    return quoted(case, _of_named_first(case, meant))


def _of_named_first(case: Case, meant: Sequence[Passage]) -> list[Passage]:
    """The likest; where a branch is named and none of these is its own, its own likest stands before them."""
    likest = _likest(case, meant)
    named = set(case.scope.branches)
    own = [one for one in meant if named & {*one.codes}]
    if not own or any(one in own for one in likest):
        return likest
    return [*_likest(case, own)[:1], *likest][:MOST_QUOTED]


def _of_others(case: Case, found: Sequence[Passage]) -> Draft:
    """What holds for other branches only says that for those asked about nothing is settled."""
    what = case.settings["what"]
    if not found:
        return silent(case, what)
    told = [f"{', '.join(map(readable_name, one.codes))} – {_quoted(one)}" for one in found[:MOST_QUOTED]]
    citations = unique([cited for one in found[:MOST_QUOTED] for cited in one.citations])
    return silent(case, f"tu {what}. Przepisy o innych oddziałach: {'; '.join(told)}", citations)


def _likest(case: Case, meant: Sequence[Passage]) -> list[Passage]:
    """Those that share the most of the question's telling words; all of them where none shares any."""
    words = telling_words(case.tokens, case.scope.used)
    scores = {place: sum(covers(word, one.words) for word in words) for place, one in enumerate(meant)}
    best = max(scores.values(), default=0)
    chosen = [one for place, one in enumerate(meant) if scores[place] == best] if best else list(meant)
    return chosen[:MOST_QUOTED]


def _has_all(passage: Passage, wanted: Sequence[Pattern]) -> bool:
    words = "".join(char if char.isalnum() else " " for char in fold(passage.words)).split()
    return all(any(map(one.matches, words)) for one in wanted)


def _held(case: Case, found: Iterable[Passage]) -> list[Passage]:
    """Those that hold for a branch asked about, in the round asked about."""
    codes = {branch.code for branch in case.branches}
    return [one for one in found if (not one.codes or codes & set(one.codes)) and _is_of_round(case, one)]


def _is_of_round(case: Case, passage: Passage) -> bool:
    """A term of the main round says nothing of the supplementary one."""
    return not case.scope.phase or passage.group != TIMETABLE or passage.name.endswith(case.scope.phase)


# -- the rule that has the words of the question ----------------------------------------------------------------------


def nearest_rules(case: Case) -> list[Passage]:
    """One or two rules that cover what the question tells; none when what it asks is left out."""
    words = telling_words(case.tokens, case.scope.used)
    if not words:
        return []
    weights = {word: rarity(word, case.regulation) for word in words}
    total = sum(weights.values())
    question = " ".join(token.raw for token in case.tokens)
    scored = []
    for one in _held(case, ranked(question, case.regulation)[:_LOOKED_AT]):
        met = [word for word in words if covers(word, one.words)]
        share = sum(weights[word] for word in met) / total
        is_met = len(met) > 1 or _may_stand_on_one_word(one)
        if share >= LEAST_SHARE and is_met and _answers_kind(case, one):
            scored.append((share, one))
    best = max((share for share, _ in scored), default=0.0)
    most = 2 if len(words) > 1 else 1
    return [one for share, one in scored if share >= _CLOSE * best][:most]


def _may_stand_on_one_word(passage: Passage) -> bool:
    """A short clause; a document or a criterion has too many words of its own."""
    return passage.group not in (DOCUMENTS, CRITERIA, TABLES) and len(passage.text) <= SHORT


def _answers_kind(case: Case, passage: Passage) -> bool:
    """„kiedy” wants a date, „ile punktów” a criterion, „dlaczego” and „ile kosztuje” what no rule tells."""
    asked = lexicon("common")["kinds_of_question"]
    words = fold(passage.text)
    for kind, cues in asked.items():
        if all(any(map(pattern(cue).matches, case.words)) for cue in cues.split(" ")):
            return _TELLS[kind](passage, words)
    return True


_TELLS: dict[str, Callable[[Passage, str], bool]] = {
    "points": lambda passage, words: passage.group == CRITERIA,
    "worth": lambda passage, words: passage.group in (CRITERIA, ORDER),
    "time": lambda passage, words: passage.group == TIMETABLE or bool(re.search(r"\d|dni|rok|lat|miesiac", words)),
    "count": lambda passage, words: bool(re.search(r"\d|dw|trz|czter|pie[ct]|jed|kazd|najwyz|najmniej|limit", words)),
    "place": lambda passage, words: passage.group != TIMETABLE,
    "untold": lambda passage, words: False,
}


def quoted_rules(case: Case) -> Draft:
    return quoted(case, nearest_rules(case))


def quoted(case: Case, found: Sequence[Passage]) -> Draft:
    standing = Standing(case)
    citations: list[Citation] = []
    for one in found:
        standing.on(*one.chain)
        citations += one.citations
    lines = [_with_term(case, one) for one in found]
    return Draft("quoted", {"lines": lines}, unique(citations), standing.status, standing.told)


def _line(case: Case, passage: Passage) -> str:
    whose = (
        ""
        if not passage.codes or len(case.branches) == 1
        else f"oddział {', '.join(map(readable_name, passage.codes))}: "
    )
    return f"{whose}{_quoted(passage)}"


def _with_term(case: Case, passage: Passage) -> str:
    """A row of the timetable is told with its term as a value."""
    for event in case.regulation.timetable.values() if passage.group == TIMETABLE else ():
        for phase, term in event.terms.items():
            if passage.text == event_words(event, phase, case.regulation.timetable).flat:
                bound = case.bound.term(f"termin.{event.name}.{phase}", term)
                return f"{case.bound.words(event.activity)} – {bound}"
    return case.bound.words(_line(case, passage))


def _with_days(case: Case, passage: Passage) -> str:
    """A step of a procedure is told with its term in days as a value."""
    for clause in case.regulation.clauses.get(passage.group, {}).values():
        if readable_name(clause.name) == passage.name and isinstance(clause.term, RelativeTerm):
            said = case.bound.words(prose_words(clause.prose, case.regulation.timetable))
            return f"{said} – {case.bound.term(f'termin.{clause.name}', clause.term)}"
    return ""


def _quoted(passage: Passage) -> str:
    return quote(shorten(passage.text, LONGEST))


# -- a unit that is named ---------------------------------------------------------------------------------------------


def unit(case: Case) -> Draft | AskBack:
    """„co mówi § 14”: the rules of that unit in our regulation and in the source document, each numbering apart."""
    named = asked_unit(case.tokens)
    found = passages(case.regulation)
    printed = [one for one in found if any(_is_under(cited.printed, named) for cited in one.citations)]
    sourced = [one for one in found if _is_of_source(one, named)]
    based = [one for one in found if _is_based(one, named)] if not (printed or sourced) else []
    parts = [
        _part(case, "w numeracji naszego zapisu", printed),
        _part(case, "w numeracji dokumentu źródłowego", sourced),
        _part(case, "przepisy zapisane na tej podstawie", based),
    ]
    shown = [*printed[:MOST_OF_UNIT], *sourced[:MOST_OF_UNIT], *based[:MOST_OF_UNIT]]
    if not shown:
        return silent(case, f"niczego w jednostce {named}: takiej jednostki tu brak")
    standing = Standing(case)
    for one in shown:
        standing.on(*one.chain)
    data = {"unit": case.bound.echo(named), "parts": [part for part in parts if part["lines"]]}
    citations = unique([cited for one in shown for cited in one.citations])
    return Draft("unit", data, citations, _known_status(standing.status), standing.told)


def _known_status(status: Status) -> Status:
    """A unit that exists is told, though single rules of it may be silent on something."""
    return Status.GIVEN if status is Status.UNSAID else status


def _part(case: Case, title: str, found: Sequence[Passage]) -> dict[str, object]:
    shown = found[:MOST_OF_UNIT]
    lines = [_with_days(case, one) or case.bound.words(_line(case, one)) for one in shown]
    rest = case.bound.words(f"i inne przepisy tej jednostki ({len(found) - len(shown)})") if found[len(shown) :] else ""
    return {"title": case.bound.words(title), "lines": [*lines, *([rest] if rest else [])]}


def _is_of_source(passage: Passage, named: str) -> bool:
    return any(cited.lines is not None and _is_under(cited.unit, named) for cited in passage.citations)


def _is_based(passage: Passage, named: str) -> bool:
    return any(notes.basis is not None and _is_under(notes.basis.unit, named) for notes in passage.chain)


def _is_under(unit: str, named: str) -> bool:
    """„§ 7 ust. 1 pkt 2” is under „§ 7”; „§ 70” is not."""
    return unit == named or unit.startswith(f"{named} ")
