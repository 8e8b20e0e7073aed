"""A question -> what is wanted: scope, results, intent; or that it is not clear. All that comes before the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp

from assistant.antecedents import things_named
from assistant.asked import asked_meaning, asked_unit, asking_words, asks_how_many, begins_as_going_on, chosen_places
from assistant.choice import OUT_OF_SCOPE, Choice, choices, rivals
from assistant.contract import Frame
from assistant.coverage import covers, telling_words, words_of_criteria
from assistant.days import names_day
from assistant.intents import LEAST_SCORE, Intent, intent_of, is_cue, match
from assistant.kept import Kept
from assistant.normalise import Token, clean
from assistant.normalise import tokens as tokens_of
from assistant.offered import of_one_kind, offered
from assistant.own_results import own_results
from assistant.passages import CRITERIA, passages
from assistant.patterns import Pattern, pattern
from assistant.ranker import likelihoods, terms_of
from assistant.scope import SUPPLEMENTARY, Scope, find_phase, find_scope
from assistant.slots import Results, find_results, part_of_exam
from assistant.topics.dates import choose
from assistant.topics.named_criteria import named_criteria
from assistant.topics.named_papers import kind_of_document, named_documents
from assistant.topics.occupations import named_beside, named_occupation, occupation_notion
from assistant.topics.several import names_several
from assistant.topics.sheets import GRADES, claimed
from assistant.vocabulary import subject_of
from dsl.model.regulation import Regulation
from polish.folding import fold

MOST_OPTIONS = 4
MOST_OFFERED = 3
_LEAST_OFFERED = 0.05
CANDIDATE = "kandydat_wynikow"
_KEPT = 50
STRANGE_KIND = "rodzaj_oddzialu"
_MANY = 2
_LIVE = 0.3
_BRANCHES = pattern("wszedzie|wszystk*|klasy|klas|klasach|oddzialy|oddzialow|oddzialach|profile|kierunki|zawody")
_THEN = pattern("wtedy|wowczas|razie")
_SUPPLEMENTARY_INTENT = "uzupelniajace"
_OF_RESULTS = "points.results"
_OF_EXEMPT = "zwolnienie_z_egzaminu"
_OF = frozenset({"z", "ze", "za"})
_JOINS = frozenset({"a", "i", "oraz", "plus", "jeszcze", "dodaj"})


def _meant_results(results: Results, regulation: Regulation) -> Results:
    """Where no grades count, „dwójka dzieci” is no grade."""
    return results if GRADES in regulation.candidate else replace(results, loose_grades=())


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a question name: school and branch, results, and the slots that cues and the ranker know."""

    scope: Scope
    results: Results
    slots: frozenset[str]


def read(tokens: Sequence[Token], regulation: Regulation) -> Reading:
    """Results of a branch's own test come first: their figures are no results of the exam."""
    scope = find_scope(tokens, regulation)
    own = own_results(tokens, scope.used, regulation)
    found = find_results(tokens, scope.used | {place for _, place in own.values()})
    results = replace(_meant_results(found, regulation), own={fact: value for fact, (value, _) in own.items()})
    return Reading(scope, results, frozenset(_slots(tokens, regulation, scope, results)))


def has_own_intent(tokens: Sequence[Token], regulation: Regulation) -> bool:
    """Whether a turn asks something of its own, not only answers what was asked back."""
    found = match(tokens, read(tokens, regulation).slots)
    return bool(found) and found[0].score >= LEAST_SCORE


@dataclass(frozen=True, slots=True)
class Understood:
    """`intent` None: nothing fits; `rivals`: intents too close to choose between, the best first; `weak`: those that
    something speaks for; `likely`: what to offer where nothing does; `others`: those that the question may want beside
    the one chosen."""

    scope: Scope
    results: Results
    intent: Intent | None
    rivals: tuple[Intent, ...] = ()
    weak: tuple[Intent, ...] = ()
    likely: tuple[Intent, ...] = ()
    others: tuple[Intent, ...] = ()
    is_continued: bool = False


def understand(
    tokens: Sequence[Token],
    regulation: Regulation,
    frame: Frame,
    names_candidate: bool = False,
    is_of_frame: bool = False,
    wanted: str = "",
) -> Understood:
    """`is_of_frame`: the results named were told before, and the frame knows what was corrected since. `wanted`: the
    intent that is known already, because it asked back."""
    reading = read(tokens, regulation)
    scope = reading.scope
    results = _with_told_before(reading.results, frame) if is_of_frame else reading.results
    if scope.strange_kind:
        return Understood(scope, results, intent_of(STRANGE_KIND))
    known = intent_of(wanted)
    if known is not None:
        return Understood(_of_branch_before(tokens, scope, known, regulation, frame), results, known)
    named = reading.slots | ({CANDIDATE} if names_candidate else set())
    found = match(tokens, named)
    learned = {} if _tells_nothing(tokens, scope) else likelihoods(terms_of(tokens, scope.used, named))
    weighed = choices(found, learned, named)
    strong = [one for one in weighed if one.is_strong]
    if _is_follow_up(tokens, strong, scope, results, frame):
        return _continued(tokens, scope, results, regulation, frame)
    scope = _of_round_before(tokens, scope, frame)
    if not strong:
        weak = tuple(one.intent for one in weighed[:MOST_OPTIONS])
        return Understood(scope, results, None, weak=weak, likely=likeliest(tokens, reading))
    near = rivals(strong)
    if len(near) > 1:
        return Understood(scope, results, None, tuple(one.intent for one in near[:MOST_OPTIONS]))
    best = strong[0].intent
    if best.topic == _OF_RESULTS and not results.count:
        results = _with_told_before(results, frame)
    scope = _of_branch_before(tokens, scope, best, regulation, frame)
    others = tuple(one.intent for one in found if one.intent is not best and one.score >= _LIVE * found[0].score)
    return Understood(scope, results, best, others=others)


def likeliest(tokens: Sequence[Token], reading: Reading) -> tuple[Intent, ...]:
    """The intents that the words make likeliest, however little: what to offer where nothing is sure."""
    learned = likelihoods(terms_of(tokens, reading.scope.used, reading.slots))
    ordered = sorted(learned, key=lambda name: -learned[name])
    found = (intent_of(name) for name in ordered if name != OUT_OF_SCOPE and exp(learned[name]) >= _LEAST_OFFERED)
    return tuple(one for one in found if one is not None)[:MOST_OFFERED]


def _tells_nothing(tokens: Sequence[Token], scope: Scope) -> bool:
    """„a jak nie doniosę?”: goes on from something, and no word tells from what."""
    return begins_as_going_on(tokens) and not telling_words(tokens, scope.used)


def _slots(tokens: Sequence[Token], regulation: Regulation, scope: Scope, results: Results) -> set[str]:
    """What was found, as cues name it (`@wynik`)."""
    words = [token.text for token in tokens if not token.is_sign]
    found = {
        "wynik": results.count > 0 or bool(results.out_of_range),
        "wiele": results.count >= _MANY,
        "przedmiot": bool(results.subjects),
        "oddzial": bool(scope.branches or scope.unknown_branch),
        "faza": bool(scope.phase),
        "zwolnienie": results.exempt,
        "identyfikator": bool(results.identifier),
        "ile_szkol": chosen_places(tokens) is not None,
        "dzien": names_day(tokens),
        "kilka_kryteriow": names_several(tokens, scope.used, regulation),
        "ilu_szkol": asks_how_many(tokens),
        "definicja": bool(asked_meaning(tokens)),
        "dokument": bool(named_documents(words, list(regulation.documents.values()))),
        "pismo": bool(kind_of_document(words)),
        "nieznane": _tells_no_criterion(tokens, regulation, scope),
        "jest_sprawdzian": _has_tests(regulation),
        "kryterium": _names_criterion(tokens, regulation, scope),
        "zawod": _names_occupation(words, regulation),
        "obcy_zawod": _has_occupations(regulation) and bool(named_beside(words)),
        "jednostka": bool(asked_unit(tokens)),
        "czynnosc": bool(choose(words, regulation.timetable)),
    }
    return {name for name, is_found in found.items() if is_found}


@lru_cache(maxsize=8)
def _tests() -> Pattern:
    return pattern("sprawdzian*|prob|proby")


def _is_testing(regulation: Regulation) -> bool:
    conditions = (one for branch in offered(regulation).values() for one in branch.rules.conditions)
    return any(_tests().matches(word) for one in conditions for word in fold(one.text).split())


_has_tests = Kept(_is_testing, _KEPT)
"""Whether some branch asks for a test of its own."""


def _tells_no_criterion(tokens: Sequence[Token], regulation: Regulation, scope: Scope) -> bool:
    """What is told, that no criterion has any word of and no intent is asked by."""
    words = telling_words(tokens, scope.used)
    if any(map(is_cue, words)):
        return False
    texts = [one.words for one in passages(regulation) if one.group == CRITERIA]
    return bool(words) and bool(texts) and not any(covers(word, text) for word in words for text in texts)


def _names_criterion(tokens: Sequence[Token], regulation: Regulation, scope: Scope) -> bool:
    words = words_of_criteria(tokens, scope.used)
    kinds = of_one_kind(list(offered(regulation).values())) if words else ()
    return any(named_criteria(branches[0], words) for branches in kinds)


def _has_occupations(regulation: Regulation) -> bool:
    return any(occupation_notion(branch) is not None for branch in offered(regulation).values())


def _names_occupation(words: Sequence[str], regulation: Regulation) -> bool:
    notions = (occupation_notion(branch) for branch in offered(regulation).values())
    return any(notion is not None and named_occupation(words, notion) for notion in notions)


def _of_branch_before(
    tokens: Sequence[Token], scope: Scope, intent: Intent, regulation: Regulation, frame: Frame
) -> Scope:
    """The branch that the conversation is about, unless the turn asks about branches."""
    asks_of_branches = intent.settings.get("of_branches") or any(map(_BRANCHES.matches, (one.text for one in tokens)))
    if scope.branches or scope.unknown_branch or asks_of_branches or frame.branch not in regulation.branches:
        return scope
    return replace(scope, branches=(frame.branch,))


def _of_round_before(tokens: Sequence[Token], scope: Scope, frame: Frame) -> Scope:
    """„to do kiedy wtedy wniosek?”: in the round that the conversation came to."""
    says_then = any(_THEN.matches(token.text) for token in tokens)
    phase = SUPPLEMENTARY if frame.intent == _SUPPLEMENTARY_INTENT else frame.phase
    return replace(scope, phase=phase) if says_then and not scope.phase else scope


# -- a conversation ---------------------------------------------------------------------------------------------------


def _is_follow_up(
    tokens: Sequence[Token], strong: Sequence[Choice], scope: Scope, results: Results, frame: Frame
) -> bool:
    """„a w klasie B?”, „a jakbym miał czwórkę z matmy?”, „a z paskiem?”, „pomyłka, z matmy 70%”: new slots and nothing
    of its own."""
    if not frame.intent:
        return False
    is_joined = tokens[0].text in _JOINS
    adds_claim = is_joined and bool(frame.exam or frame.grades) and bool(claimed([one.text for one in tokens]))
    if not (scope.branches or scope.phase or results.count or adds_claim):
        return False
    if not strong or (results.count and not any(asking_words().matches(token.text) for token in tokens)):
        return True
    is_the_same = strong[0].intent.id == frame.intent and bool(results.count)
    return is_joined and (is_the_same or adds_claim or _tells_slots_only(tokens, scope))


def _tells_slots_only(tokens: Sequence[Token], scope: Scope) -> bool:
    """„a w uzupełniającej?”: nothing beside the branch, the phase and what every question has; „a fizyka liczy się w
    A?” is about a subject."""
    words = [one for one in telling_words(tokens, scope.used) if find_phase([Token(one)]) != scope.phase]
    if things_named(tokens):
        return False
    return not words and not any(
        _is_subject_asked(tokens, place) for place in range(len(tokens)) if place not in scope.used
    )


def _is_subject_asked(tokens: Sequence[Token], place: int) -> bool:
    before = tokens[place - 1].text if place else ""
    return tokens[place].number is None and bool(subject_of(tokens[place].text)) and before not in _OF


def _claims_of(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(fact for fact, is_so in claimed([one.text for one in tokens]).items() if is_so)


def _continued(
    tokens: Sequence[Token], scope: Scope, results: Results, regulation: Regulation, frame: Frame
) -> Understood:
    if not scope.branches and frame.branch in regulation.branches:
        scope = replace(scope, branches=(frame.branch,))
    if not scope.phase:
        scope = replace(scope, phase=frame.phase)
    own = _of_subject_before(results, frame)
    merged = replace(
        _with_told_before(own, frame),
        exam=dict(frame.exam) | own.exam,
        grades=dict(frame.grades) | own.grades,
        claims=tuple(dict.fromkeys((*frame.claims, *_claims_of(tokens)))),
    )
    return Understood(scope, merged, intent_of(frame.intent), is_continued=True)


def _with_told_before(results: Results, frame: Frame) -> Results:
    """What was told before and corrected since, beside what only the words at hand tell."""
    return replace(
        results,
        exam=results.exam | dict(frame.exam),
        grades=results.grades | dict(frame.grades),
        every_grade=results.every_grade or frame.every_grade,
        every_exam=frame.every_exam if results.every_exam is None else results.every_exam,
        claims=tuple(dict.fromkeys((*results.claims, *frame.claims))),
    )


def _of_subject_before(results: Results, frame: Frame) -> Results:
    """„przepraszam, piątkę”, „a za czwórkę?”: of the one subject that the question before named."""
    before = tokens_of(clean(frame.question))
    subjects = {subject_of(token.text) for token in before if token.number is None} - {""}
    if results.subjects or len(subjects) != 1 or len(results.loose_grades) + len(results.loose_exam) != 1:
        return results
    subject = subjects.pop()
    return replace(
        results,
        subjects=(subject,),
        exempt=results.exempt or frame.intent == _OF_EXEMPT,
        grades=results.grades | dict(zip([subject], results.loose_grades, strict=False)),
        exam=results.exam | dict(zip([part_of_exam(subject)], results.loose_exam, strict=False)),
        loose_grades=(),
        loose_exam=(),
    )
