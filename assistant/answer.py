"""The one function that answers: question -> understood -> topic (the engine is asked) -> worded and guarded answer.

Nothing is stored; the frame of a conversation is given and returned. A topic that cannot stand on the regulation says
so; a question that no intent fits is answered with the nearest rule quoted, never with a synthesis.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.antecedents import points_nowhere, resolved, things_after, things_named
from assistant.asked import begins_as_going_on
from assistant.bound import Bound
from assistant.by_kind import is_split, joined_citations, joined_status, joined_text, joined_values, told_by_kind
from assistant.case import AskBack, Case, Draft
from assistant.choice import OUT_OF_SCOPE
from assistant.clauses import clauses
from assistant.contract import Answer, Clarification, Frame, Status
from assistant.conversation import (
    as_yes_or_no,
    carried_on,
    goes_on,
    in_conversation,
    intent_of_reply,
    may_lean,
    points_back,
)
from assistant.coverage import coverage, telling_words, words_of_criteria
from assistant.guard import fill, finish
from assistant.intents import BY_WORDS, OWN_CASE, Intent, intent_of, intents, is_cue
from assistant.llm.client import Client
from assistant.normalise import Token, clean, tokens, without_courtesy
from assistant.offered import offered
from assistant.outcomes import Outcomes
from assistant.patterns import pattern
from assistant.provenance import worst
from assistant.quotes import shorten
from assistant.scope import find_phase, find_schools, find_scope
from assistant.slots import find_results
from assistant.spelling import mended
from assistant.topics import topic_named
from assistant.topics.shared import options_of
from assistant.topics.sheets import claimed
from assistant.understanding import Understood, likeliest, read, understand
from assistant.wording import GuardFailed, places, word
from dsl.model.regulation import Regulation, State
from polish.enumerations import enumerate_items, quote
from polish.folding import fold

_LOG = logging.getLogger("assistant.guard")
MOST_SCHOOLS = 4
_FACET = "silence.facet"
_NEAREST_QUOTE = 200
_SHORT_TURN = 6
_TWO = 2
_VERDICT = "werdykt"
_WHY = pattern("dlaczego|czemu")
_CONFIDENT = frozenset({Status.GIVEN, Status.DELEGATED, Status.UNCERTAIN, Status.CONTRADICTORY})
_OF_CRITERIA = frozenset({"kryterium", "rodzinne", "osiagniecia"})
_NEAREST_TOPICS = ("wyniki", "termin", "dokumenty", "remis")


def answer(
    question: str,
    regulations: Sequence[Regulation],
    frame: Frame | None = None,
    today: date | None = None,
    outcomes: Outcomes | None = None,
    model: Client | None = None,
) -> Answer:
    """`today` is for the days left, and only where they are asked; `outcomes` for questions about a candidate; `model`
    a language model, made for this question, that may help where somebody set one up."""
    known = Known(today, outcomes, model)
    whole = _answer_clause(question, regulations, frame or Frame(), known)
    parts = clauses(question)
    return whole if len(parts) == 1 else _answer_each(parts, regulations, frame or Frame(), known, whole)


def _answer_each(
    parts: Sequence[str], regulations: Sequence[Regulation], frame: Frame, known: Known, whole: Answer
) -> Answer:
    """What each clause asks, the later ones as turns after the first; the whole's answer where they settle no more."""
    settled: list[Answer] = []
    for number, part in enumerate(parts, 1):
        one = _answer_clause(part, regulations, frame, known, f"pytanie{number}.")
        frame = one.frame
        if one.status in _CONFIDENT and one.text not in {other.text for other in settled}:
            settled.append(one)
    if whole.status in _CONFIDENT and all(_says_no_more(one, whole) for one in settled):
        return whole
    if len(settled) < 2:
        return whole if whole.status in _CONFIDENT or not settled else settled[0]
    values = tuple(value for one in settled for value in one.values)
    citations = tuple(dict.fromkeys(citation for one in settled for citation in one.citations))
    status = worst(*(one.status for one in settled))
    text = "\n\n".join(_without_lines_of_next([one.text for one in settled]))
    return Answer(text, status, values, citations, None, settled[0].intent, settled[-1].frame)


def _says_no_more(given: Answer, whole: Answer) -> bool:
    """Whether all that is told, and all on which it stands, is in another answer."""
    if given.text == whole.text:
        return True
    told, of_whole = ({(one.kind, one.text) for one in answer.values} for answer in (given, whole))
    return bool(told) and told <= of_whole and set(given.citations) <= set(whole.citations)


def _without_lines_of_next(texts: Sequence[str]) -> list[str]:
    """What every answer ends with, such as that a school is made up, stands once: at the end."""
    lines = [text.splitlines() for text in texts]
    return [
        "\n".join(line for line in one if not any(line in other for other in lines[place + 1 :]))
        for place, one in enumerate(lines)
    ]


def _answer_clause(
    question: str, regulations: Sequence[Regulation], frame: Frame, known: Known, clause: str = ""
) -> Answer:
    """By itself, or with what it points to; where that settles nothing and it may be about what was asked before, with
    those words."""
    turn = tokens(clean(question))
    if regulations and not frame.question and points_nowhere(turn):
        return _asked_of_what(question, regulations, frame)
    meant = resolved(turn, frame.things)
    whether = as_yes_or_no(tokens(meant) if meant else turn) if frame.question else ""
    judged = _answer_alone(whether, regulations, frame, known, clause) if whether else None
    if judged is not None and judged.status in _CONFIDENT and _has_verdict(judged):
        return judged
    pointed = _answer_alone(meant, regulations, frame, known, clause) if meant else None
    if pointed is not None and pointed.status in _CONFIDENT:
        return pointed
    alone = _answer_alone(question, regulations, frame, known, clause)
    is_of_something_else = alone.intent == OUT_OF_SCOPE and bool(telling_words(turn, frozenset()))
    if frame.pending or not frame.question or not may_lean(turn) or is_of_something_else or _went_on(alone, turn):
        return alone
    is_settled = alone.status in _CONFIDENT and (alone.intent != BY_WORDS or bool(things_named(turn)))
    if is_settled and not points_back(turn, has_place=bool(frame.branch)):
        return alone
    of_both = carried_on(frame.question, question)
    before = replace(frame, intent="")
    joined = _answer_alone(of_both, regulations, before, replace(known, is_of_frame=_tells_no_result(turn)), clause)
    if joined.intent == BY_WORDS or (alone.status is Status.ASK_BACK and alone.intent and things_named(turn)):
        return alone
    says_more = (goes_on(turn) and joined.text != frame.answered) or _is_about(joined, turn)
    return joined if joined.status in _CONFIDENT and says_more else alone


def _asked_of_what(question: str, regulations: Sequence[Regulation], frame: Frame) -> Answer:
    """„kto to podpisuje?” with nothing named before: what may be meant."""
    found = _read(question, regulations[0])
    back = AskBack("O czym mowa?", _options(likeliest(found, read(found, regulations[0]))))
    return _remembering(_ask(back, Bound(), frame), question, frame)


def _has_verdict(given: Answer) -> bool:
    return any(value.kind == _VERDICT for value in given.values)


def _went_on(given: Answer, turn: Sequence[Token]) -> bool:
    """Whether a turn was read as going on with the question before, which then stands before it."""
    return len(tokens(given.frame.question)) > len(turn)


def _tells_no_result(turn: Sequence[Token]) -> bool:
    return not find_results(turn).count


def _is_about(given: Answer, turn: Sequence[Token]) -> bool:
    """Whether an answer covers what a turn itself tells."""
    intent = intent_of(given.intent)
    if intent is None:
        return False
    said = (given.text, intent.title, *(one.quote for one in given.citations))
    return coverage(turn, frozenset(), intent, said).is_enough


def _answer_alone(
    question: str, regulations: Sequence[Regulation], frame: Frame, known: Known, clause: str = ""
) -> Answer:
    said, question = question, in_conversation(question, regulations, frame)
    known = replace(known, intent=intent_of_reply(said, frame)) if question != said else known
    found = without_courtesy(tokens(clean(question)))
    if not regulations or not any(token.text.isalnum() for token in found):
        return _ask(AskBack("O co chcesz zapytać?", _titles(_named(_NEAREST_TOPICS))), Bound(), frame)
    chosen = find_schools(found, regulations) if len(regulations) > 1 else [0]
    wanted = chosen or _schools_of(frame, regulations) or list(range(len(regulations)))
    if len(wanted) > MOST_SCHOOLS:
        names = tuple(_school(regulations[number]) for number in wanted[:MOST_SCHOOLS])
        return _ask(AskBack("O którą szkołę chodzi?", names), Bound(), frame)
    several = len(wanted) > 1
    prefixes = [f"{clause}szkoła{number + 1}." if several else clause for number in wanted]
    answers = [
        _guarded(question, _read(question, one), one, frame, prefix, known)
        for one, prefix in zip([regulations[number] for number in wanted], prefixes, strict=True)
    ]
    given = _together([regulations[number] for number in wanted], answers) if several else answers[0]
    return _remembering(given, question, frame)


def _read(question: str, regulation: Regulation) -> tuple[Token, ...]:
    """The tokens of a question, slips of the finger mended."""
    return without_courtesy(tokens(mended(clean(question), regulation)))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside regulations; `is_of_frame` and `intent` as in `understand`."""

    today: date | None
    outcomes: Outcomes | None
    model: Client | None = None
    is_of_frame: bool = False
    intent: str = ""


def _guarded(
    question: str, found: Sequence[Token], regulation: Regulation, frame: Frame, prefix: str, known: Known
) -> Answer:
    """A bug of ours that the guard stopped is never shown: the nearest rule is quoted, with a question back."""
    try:
        return _of_example(_answer_one(question, found, regulation, frame, prefix, known), regulation)
    except GuardFailed as failed:
        _LOG.error("%s", failed)
        understood = understand(found, regulation, frame)
        return _nothing_fits(" ".join(token.raw for token in found), regulation, understood, frame)


def _of_example(given: Answer, regulation: Regulation) -> Answer:
    """What a made-up school settles holds for nobody, and the answer says so."""
    school = regulation.school
    if school is None or school.notes.state is not State.EXAMPLE or given.status not in (*_CONFIDENT, Status.UNSAID):
        return given
    said = f" – {school.notes.remark}" if school.notes.remark else ""
    return replace(given, text=f"{given.text}\nTo szkoła przykładowa{said}.")


def _remembering(given: Answer, question: str, frame: Frame) -> Answer:
    """What was asked back waits for its answer; anything else closes it."""
    back = given.clarification if given.status is Status.ASK_BACK else None
    pending, options, asker = (question, back.options, given.intent) if back is not None else ("", (), "")
    asked = tokens(clean(question))
    about = " ".join(words_of_criteria(asked, frozenset())) if given.intent in _OF_CRITERIA else ""
    things = things_after(asked, given.intent, frame.things, about)
    after = replace(given.frame, pending=pending, options=options, asker=asker, answered=given.text, things=things)
    return replace(given, frame=after)


def _answer_one(
    question: str, found: Sequence[Token], regulation: Regulation, frame: Frame, prefix: str, known: Known
) -> Answer:
    candidate = known.outcomes.named_in(question) if known.outcomes is not None else ""
    is_of_candidate = bool(candidate) or _goes_on_about(found, frame)
    understood = understand(found, regulation, frame, is_of_candidate, known.is_of_frame, known.intent)
    bound = Bound(prefix, regulation.timetable)
    model = known.model
    if model is not None and _may_not_leave(question, understood, candidate or frame.candidate, model):
        model = None
    if model is not None and understood.intent is None:
        understood = _routed(model, found, understood, regulation)
    after = _frame_after(understood, regulation, frame, found)
    own = _of_own_case(question, found, regulation, understood, prefix, after)
    if own is None and understood.is_continued:
        turn = find_scope(found, regulation)
        found, understood = _with_question_before(found, understood, regulation, frame)
        is_of_place = bool(turn.branches or turn.phase)
        after = replace(after, question=" ".join(token.raw for token in found)) if is_of_place else after
        own = _of_own_case(question, found, regulation, understood, prefix, after)
    if own is not None:
        return own
    if understood.rivals:
        settled = _settling(understood, question, found, regulation, prefix, known)
        if settled is None:
            return _ask(AskBack("O co chodzi?", _titles(understood.rivals)), bound, after)
        understood = replace(understood, intent=settled, rivals=())
        after = _frame_after(understood, regulation, frame, found)
    if understood.intent is None:
        case = Case(question, found, regulation, understood.scope, understood.results, {}, bound)
        quoted = _by_its_words(case, frame)
        return quoted or _nothing_fits(" ".join(token.raw for token in found), regulation, understood, after)
    if understood.scope.unknown_branch:
        said = bound.echo(understood.scope.unknown_branch)
        return _ask(AskBack(f"Tu brak oddziału {said}. O który chodzi?", branch_options_of(regulation)), bound, after)
    candidate = candidate or frame.candidate
    after = replace(after, candidate=candidate)
    scope, results, settings = understood.scope, understood.results, understood.intent.settings
    case = Case(question, found, regulation, scope, results, settings, bound, known.today, known.outcomes, candidate)
    given = _given(understood.intent, case, prefix, after)
    if given.clarification is not None:
        is_facet = understood.intent.topic == _FACET
        quoted = _by_its_words(replace(case, bound=Bound(prefix, regulation.timetable)), after) if is_facet else None
        return quoted or given
    is_open = not understood.is_continued and not understood.intent.settings.get("closed")
    if given.status is Status.UNSAID and not given.citations and is_open:
        return _by_its_words(replace(case, bound=Bound(prefix, regulation.timetable)), after) or given
    if given.status not in _CONFIDENT or understood.is_continued:
        return given
    told = _said(given, understood.intent, regulation)
    covered = coverage(found, understood.scope.used, understood.intent, told, understood.others)
    if covered.is_enough or understood.intent.settings.get("exact"):
        return given if model is None else _phrased(model, case, understood.intent, given, prefix) or given
    is_of_nothing_else = not covered.covered and not covered.lacks_aspect
    is_of_nothing_else = is_of_nothing_else or _is_of_life(found, understood.intent, covered.uncovered, regulation)
    if model is None and is_of_nothing_else and _is_strange(covered.uncovered, regulation):
        return _declined(after)
    quoted = _by_its_words(replace(case, bound=Bound(prefix, regulation.timetable)), after)
    return quoted or _beside_the_question(given, covered.uncovered, Bound(prefix))


# -- a language model -------------------------------------------------------------------------------------------------


def _may_not_leave(question: str, understood: Understood, candidate: str, model: Client) -> bool:
    from assistant.llm.privacy import is_personal

    return not model.settings.sends_personal and is_personal(question, understood.results, candidate)


def _routed(model: Client, found: Sequence[Token], understood: Understood, regulation: Regulation) -> Understood:
    """The intent that the model names, where it names one of ours; rivals of the assistant's own limit its choice."""
    from assistant.llm.router import route

    routed = route(model, _outgoing(model, found, regulation), regulation, understood.rivals)
    if routed is None:
        return understood
    scope = understood.scope
    if routed.branch and not scope.branches:
        scope = replace(scope, branches=(routed.branch,))
    if routed.phase and not scope.phase:
        scope = replace(scope, phase=routed.phase)
    return replace(understood, intent=routed.intent, rivals=(), scope=scope)


def _phrased(model: Client, case: Case, intent: Intent, given: Answer, prefix: str) -> Answer | None:
    """The answer in the model's words, where it stands on the same topic and the guard lets it pass."""
    from assistant.llm.settings import Mode

    if model.settings.mode is not Mode.TOOLS or is_split(intent, case):
        return None
    from assistant.llm.tools import Asked, phrase

    def run(wanted: Intent, text: str) -> Asked | None:
        said = without_courtesy(tokens(clean(text)))
        own = understand(said, case.regulation, Frame())
        scope = own.scope if own.scope.branches else replace(own.scope, branches=case.scope.branches)
        bound = Bound(prefix, case.regulation.timetable)
        asked = replace(
            case, question=text, tokens=said, scope=scope, results=own.results, settings=wanted.settings, bound=bound
        )
        draft = topic_named(wanted.topic)(asked) if not is_split(wanted, asked) else None
        return Asked(wanted, draft, bound) if isinstance(draft, Draft) else None

    found = phrase(model, _outgoing(model, case.tokens, case.regulation), _school(case.regulation), run)
    if found is None or found.asked.intent is not intent or found.asked.draft.status is not given.status:
        return None
    told = tuple(value for value in found.asked.bound.values.values() if value.is_told)
    if {(one.id, one.text) for one in told} != {(one.id, one.text) for one in given.values}:
        return None
    return replace(given, text=found.worded.text)


def _outgoing(model: Client, found: Sequence[Token], regulation: Regulation) -> str:
    from assistant.llm.privacy import without_names

    plain = " ".join(token.raw for token in found)
    return plain if model.settings.sends_personal else without_names(found, regulation)


def _goes_on_about(found: Sequence[Token], frame: Frame) -> bool:
    """„dlaczego nie?”: of the candidate that the conversation is about."""
    return bool(frame.candidate) and any(_WHY.matches(token.text) for token in found)


def _with_question_before(
    found: Sequence[Token], understood: Understood, regulation: Regulation, frame: Frame
) -> tuple[Sequence[Token], Understood]:
    """„a w uzupełniającej?” is about what was asked before: its words stand first, without the branch and the round
    that the turn names anew."""
    before = without_courtesy(tokens(clean(frame.question)))
    turn = find_scope(found, regulation)
    left_out = find_scope(before, regulation).used if turn.branches else frozenset()
    kept = [
        token
        for place, token in enumerate(before)
        if place not in left_out and not (turn.phase and find_phase([token]))
    ]
    named_before = find_scope(kept, regulation).used
    places = frozenset((*named_before, *(place + len(kept) for place in understood.scope.used)))
    scope = replace(understood.scope, used=places)
    return (*kept, *found), replace(understood, scope=scope)


def _settling(
    understood: Understood,
    question: str,
    found: Sequence[Token],
    regulation: Regulation,
    prefix: str,
    known: Known,
) -> Intent | None:
    """Of two rivals the only one that settles anything, or the one whose answer stands on all that the other's does;
    where neither settles, the only one that names a rule at least."""
    if len(understood.rivals) != _TWO:
        return None
    given = []
    for one in understood.rivals:
        scope, results, bound = understood.scope, understood.results, Bound(prefix, regulation.timetable)
        case = Case(question, found, regulation, scope, results, one.settings, bound, known.today, known.outcomes)
        given.append(_given(one, case, prefix, Frame()))
    confident = [one.status in _CONFIDENT for one in given]
    if all(confident):
        return _with_rules_of_both(understood.rivals, given)
    if any(confident):
        return understood.rivals[confident.index(True)]
    cited = [bool(one.citations) and one.status is Status.UNSAID for one in given]
    return understood.rivals[cited.index(True)] if cited.count(True) == 1 else None


def _with_rules_of_both(rivals: Sequence[Intent], given: Sequence[Answer]) -> Intent | None:
    first, second = ({citation.unit for citation in one.citations} for one in given)
    if not first or not second:
        return None
    return rivals[0] if first >= second else rivals[1] if second > first else None


def _of_own_case(
    question: str, found: Sequence[Token], regulation: Regulation, understood: Understood, prefix: str, frame: Frame
) -> Answer | None:
    """A yes or a no that what was told settles by itself, whatever intent the question looks like."""
    from assistant.topics.own_case import verdict_of

    if understood.scope.unknown_branch or understood.scope.strange_kind:
        return None
    bound = Bound(prefix, regulation.timetable)
    draft = verdict_of(Case(question, found, regulation, understood.scope, understood.results, {}, bound))
    intent = intent_of(OWN_CASE)
    assert intent is not None
    return None if draft is None else _worded(intent, draft, bound, frame)


def _by_its_words(case: Case, frame: Frame) -> Answer | None:
    """The rule that has the words of the question, quoted; None where no rule has enough of them."""
    from assistant.topics.provisions import nearest_rules, quoted_rules

    intent = intent_of(BY_WORDS)
    assert intent is not None
    return _worded(intent, quoted_rules(case), case.bound, frame) if nearest_rules(case) else None


def _said(given: Answer, intent: Intent, regulation: Regulation) -> tuple[str, ...]:
    """The name of the school is no news to an answer about it."""
    school = regulation.school
    names = () if school is None else (school.name, school.name_locative, *school.details.values())
    return (given.text, intent.title, regulation.title, *(one.quote for one in given.citations), *names)


def _beside_the_question(given: Answer, left_out: Sequence[str], bound: Bound) -> Answer:
    """An answer that leaves out what the question tells: not settled, with the rule that came nearest."""
    verdict = bound.verdict("nie_określa")
    words = bound.echo(enumerate_items([quote(word) for word in left_out]))
    nearest = given.citations[0] if given.citations else None
    lines = [f"{verdict} tego wprost: {words}."]
    if nearest is not None:
        where = places([nearest])[0]
        lines.append(
            f"Najbliższy przepis: {bound.words(f'{quote(shorten(nearest.quote, _NEAREST_QUOTE))} – {where}')}."
        )
    lines.append("Co dalej: Zapytaj innymi słowami albo w sekretariacie szkoły.")
    told = tuple(value for value in bound.values.values() if value.is_told)
    citations = (nearest,) if nearest is not None else ()
    text = finish("\n".join(lines), bound.values)
    return Answer(text, Status.UNSAID, told, citations, None, given.intent, given.frame)


def _given(intent: Intent, case: Case, prefix: str, frame: Frame) -> Answer:
    """What the topic says; where branches of several kinds are asked about, kind by kind."""
    topic = topic_named(intent.topic)
    if not is_split(intent, case):
        draft = topic(case)
        if isinstance(draft, AskBack):
            return _ask(draft, case.bound, frame, intent.id)
        return _worded(intent, draft, case.bound, frame)
    told = told_by_kind(intent, topic, case, prefix)
    if isinstance(told, AskBack):
        return _ask(told, case.bound, frame, intent.id)
    text, status = joined_text(told), joined_status(told)
    return Answer(text, status, joined_values(told), joined_citations(told), None, intent.id, frame)


def _worded(intent: Intent, draft: Draft, bound: Bound, frame: Frame) -> Answer:
    text = word(intent, draft, bound).text
    told = tuple(value for value in bound.values.values() if value.is_told)
    clarification = None
    if draft.status is Status.OUT_OF_SCOPE:
        clarification = Clarification("Mogę pomóc w sprawach takich jak:", _titles(_named(_NEAREST_TOPICS)))
        text = f"{text}\n{_options_text(clarification)}"
    return Answer(text, draft.status, told, draft.citations, clarification, intent.id, frame)


def _ask(back: AskBack, bound: Bound, frame: Frame, intent: str = "") -> Answer:
    clarification = Clarification(
        fill(back.question, bound.values), tuple(fill(one, bound.values) for one in back.options)
    )
    return Answer(_options_text(clarification), Status.ASK_BACK, (), (), clarification, intent, frame)


def _options_text(clarification: Clarification) -> str:
    return "\n".join([clarification.question, *(f"– {option}" for option in clarification.options)])


def branch_options_of(regulation: Regulation) -> tuple[str, ...]:
    return options_of(list(offered(regulation).values()))


# -- nothing fits -----------------------------------------------------------------------------------------------------


def _nothing_fits(question: str, regulation: Regulation, understood: Understood, frame: Frame) -> Answer:
    """The nearest rule, quoted, with a question back; or a polite refusal with what can be asked."""
    from assistant.retrieval import is_about, nearest

    found = nearest(question, regulation)
    near = understood.weak or understood.likely or _named(_NEAREST_TOPICS)
    if not understood.weak and not _asks_of_nothing(question) and not is_about(question, regulation):
        return _declined(frame)
    clarification = Clarification("O co dokładnie chodzi?", _options(near, understood.likely))
    quoted = (
        ""
        if found is None
        else f"Najbliższy przepis: {quote(shorten(found.quote, _NEAREST_QUOTE))} – {places([found])[0]}.\n"
    )
    citations = () if found is None else (found,)
    return Answer(quoted + _options_text(clarification), Status.ASK_BACK, (), citations, clarification, "", frame)


def _declined(frame: Frame) -> Answer:
    text = "To pytanie wykracza poza regulamin rekrutacji albo go nie rozumiem."
    clarification = Clarification("Mogę pomóc w sprawach takich jak:", _titles(_named(_NEAREST_TOPICS)))
    return Answer(f"{text}\n{_options_text(clarification)}", Status.OUT_OF_SCOPE, (), (), clarification, "", frame)


def _is_strange(words: Sequence[str], regulation: Regulation) -> bool:
    """Whether no rule has any of the words: „kiedy premiera”."""
    from assistant.retrieval import is_known

    return not any(is_known(word, regulation) or is_cue(fold(word)) for word in words)


def _is_of_life(found: Sequence[Token], intent: Intent, words: Sequence[str], regulation: Regulation) -> bool:
    """„czy jakiś mechanik wymieni mi opony?”: what the intent is known by (`settings: {of_school}`) may be of a trade
    as well as of a school; with no word of learning, and with words that no rule has, it is of the trade."""
    of_school = intent.settings.get("of_school", "")
    if not of_school or any(pattern(of_school).matches(token.text) for token in found):
        return False
    from assistant.retrieval import is_known

    return bool(words) and not any(is_known(word, regulation) for word in words)


def _asks_of_nothing(question: str) -> bool:
    """„ile za to jest?”, „a jak nie doniosę?”: no word tells of what; it is asked back, not declined."""
    found = tokens(question)
    goes_on = begins_as_going_on(found) and len(found) <= _SHORT_TURN
    return goes_on or not telling_words(found, frozenset())


def _options(near: Sequence[Intent], likely: Sequence[Intent] = ()) -> tuple[str, ...]:
    """Two options at least."""
    extra = [intent for intent in (*likely, *_named(_NEAREST_TOPICS)) if intent not in near]
    return _titles([*near, *extra[: max(0, 2 - len(near))]])


def _named(names: Sequence[str]) -> tuple[Intent, ...]:
    return tuple(intent for name in names for intent in intents() if intent.id == name)


def _titles(chosen: Sequence[Intent]) -> tuple[str, ...]:
    return tuple(intent.title for intent in chosen)


# -- frame and schools ------------------------------------------------------------------------------------------------


def _frame_after(understood: Understood, regulation: Regulation, frame: Frame, found: Sequence[Token]) -> Frame:
    named = understood.scope.branches
    return Frame(
        school=_school(regulation),
        branch=named[0] if len(named) == 1 else "" if named else frame.branch,
        phase=understood.scope.phase,
        intent=understood.intent.id if understood.intent is not None else frame.intent,
        exam=dict(frame.exam) | understood.results.exam,
        grades=dict(frame.grades) | understood.results.grades,
        every_grade=understood.results.every_grade or frame.every_grade,
        every_exam=frame.every_exam if understood.results.every_exam is None else understood.results.every_exam,
        claims=_claims_after(understood, frame, found),
        candidate=frame.candidate,
        question=frame.question if understood.is_continued else " ".join(token.raw for token in found),
    )


def _claims_after(understood: Understood, frame: Frame, found: Sequence[Token]) -> tuple[str, ...]:
    """Claims belong to results: „ile za pasek” is no claim, „same piątki i pasek” is."""
    if not (understood.results.count or understood.is_continued):
        return frame.claims
    said = claimed([token.text for token in found])
    kept = dict.fromkeys((*frame.claims, *understood.results.claims), True) | said
    return tuple(fact for fact, is_so in kept.items() if is_so)


def _school(regulation: Regulation) -> str:
    return regulation.school.name if regulation.school is not None else regulation.title


def _schools_of(frame: Frame, regulations: Sequence[Regulation]) -> list[int]:
    return [number for number, one in enumerate(regulations) if frame.school and _school(one) == frame.school]


def _together(regulations: Sequence[Regulation], answers: Sequence[Answer]) -> Answer:
    """Each under the name of its school, what is alike once; a source of no school speaks only where it settles."""
    settled = [one for one in answers if one.status in _CONFIDENT]
    pairs = [
        (regulation, one)
        for regulation, one in zip(regulations, answers, strict=True)
        if one in settled or regulation.school is not None or not any(other.school for other in regulations)
    ]
    by_text: dict[str, list[str]] = {}
    for regulation, one in pairs:
        by_text.setdefault(one.text, []).append(_school(regulation))
    answers = [one for _, one in pairs]
    texts = [f"{'; '.join(names)}:\n{text}" for text, names in by_text.items()]
    if len(texts) == 1 and answers[0].status not in _CONFIDENT:
        texts = [answers[0].text]
    statuses = {one.status for one in answers if one in settled} or {one.status for one in answers}
    status = statuses.pop() if len(statuses) == 1 else worst(*statuses)
    values = tuple(value for answer in answers for value in answer.values)
    citations = tuple(citation for answer in answers for citation in answer.citations)
    frame = answers[0].frame
    shared = replace(frame, school="")
    asked = next((one.clarification for one in answers if one.clarification), None)
    return Answer("\n\n".join(texts), status, values, citations, asked, answers[0].intent, shared)
