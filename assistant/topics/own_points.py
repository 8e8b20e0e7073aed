"""Criteria against what the question tells: what is not certified, the place of the choice, points heard of."""

from __future__ import annotations

from assistant.case import Case, Draft, Standing
from assistant.contract import Citation
from assistant.coverage import telling_words
from assistant.formulas import criterion_by_fact, facts_in, facts_reached, plain_facts
from assistant.own_results import CHOICE, tests_named
from assistant.quotes import cite, shorten, unique
from assistant.told import (
    ALLOWED,
    CLAIMED,
    all_telling_words,
    asks_verdict,
    claimed_points,
    place_of_choice,
    words_of_case,
)
from assistant.topics.achievements import FACT as ACHIEVEMENTS
from assistant.topics.achievements import said_of
from assistant.topics.named_criteria import Named, named_criteria, plain_points
from assistant.topics.scale import is_denied_on_certificate
from assistant.topics.several import left_out
from assistant.topics.shared import settled, settled_by
from assistant.topics.sheets import claimed
from dsl.emit.evaluate import Evaluator
from dsl.model.regulation import Branch, Criterion, Points, StageKind
from dsl.model.result import Number

_CANDIDATE = "kandydat"
_LONGEST = 300
_CERTIFIED, _CRITERION = "Punkty są tylko za to, co wpisano na świadectwie", "Kryterium"
_ONCE, _SUM = "Punkty dolicza się raz", "Co decyduje"
_AT_EQUAL = "przy równej liczbie punktów: "
_PLACES = frozenset({"pozycja", "pozycja_szkoły"})


def by_certificate(case: Case) -> Draft | None:
    """„wygrałem bieg, ale szkoła nie wpisała tego na świadectwo”: where only what it says gives points."""
    if not asks_verdict(case.tokens, ALLOWED):
        return None
    branch = case.branches[0]
    facts = [ACHIEVEMENTS] if said_of(case.words).anything else []
    facts += [fact for fact, is_so in claimed([one.text for one in case.tokens]).items() if is_so]
    criteria = [criterion_by_fact(branch.rules, fact) for fact in facts]
    denied = [one for one in criteria if one is not None and is_denied_on_certificate(case, branch, one)]
    if not denied:
        return None
    standing = Standing(case)
    citations: list[Citation] = []
    for one in denied:
        standing.on(one.notes)
        citations += cite(case.regulation, case.sentences(branch).criterion(one), one.notes)
    return settled(case, "nie", _CERTIFIED, [one.notes.label for one in denied], unique(citations), standing)


def by_position(case: Case) -> Draft | None:
    """„brat tu chodzi, ale wpisałam was na drugim miejscu”: a criterion that is counted at some places only."""
    place = place_of_choice(case.tokens)
    asks_points = any(map(words_of_case("points").matches, case.words))
    if not place or not asks_points or not asks_verdict(case.tokens, ALLOWED):
        return None
    branch = case.branches[0]
    criterion = _of_place(case, branch)
    if criterion is None:
        return None
    points, at_first = (_points_at(case, branch, criterion, number) for number in (place, 1))
    if not at_first or points is None:
        return None
    standing = Standing(case)
    standing.on(criterion.notes)
    sentence = case.sentences(branch).criterion(criterion)
    citations = cite(case.regulation, sentence, criterion.notes)
    return settled(
        case, "tak" if points else "nie", _CRITERION, [shorten(sentence.flat, _LONGEST)], citations, standing
    )


def _of_place(case: Case, branch: Branch) -> Criterion | None:
    """The one criterion that is named, by what is asked or else by all words, and counts at some places only."""
    every = (telling_words(case.tokens, case.scope.used), all_telling_words(case.tokens, case.scope.used))
    found = (named_criteria(branch, words) for words in every)
    named = next((some for some in found if some), [])
    if len(named) != 1:
        return None
    facts = {fact.name for fact in facts_reached(branch.rules, named[0].criterion)}
    return named[0].criterion if _PLACES & facts else None


def _points_at(case: Case, branch: Branch, criterion: Criterion, place: int) -> Number | None:
    """Of a candidate who meets all else."""
    facts, pair = (plain_facts(branch, scope) for scope in (_CANDIDATE, CHOICE))
    return Evaluator(case.regulation, branch, facts, pair | dict.fromkeys(_PLACES, place)).points(criterion)


def by_points(case: Case) -> Draft | None:
    """„za wolontariat jest 5 punktów, prawda?”, „czy za każdy rok osobno?”: against the one criterion meant.
    „Czy należą mi się 22 punkty?” after a story that tells more than the criterion is no question of how many.
    """
    if not asks_verdict(case.tokens, CLAIMED) or not case.branches:
        return None
    heard = claimed_points(case.tokens)
    is_more = any(map(words_of_case("more_than_once").matches, case.words))
    if (heard is None and not is_more) or any(map(words_of_case("compared").matches, case.words)):
        return None
    is_of_own = any(map(words_of_case("gained").matches, case.words))
    if is_of_own and left_out(case.tokens, case.scope.used, case.branches[0]):
        return None
    every = [one for branch in case.branches for one in _meant(case, branch)]
    found = {(one.criterion.dotted, one.words, plain_points(case, case.branches[0], one.criterion)) for one in every}
    if len(found) != 1:
        return None
    branch = case.branches[0]
    _, label, points = found.pop()
    criterion = every[0].criterion
    if points is None:
        return None
    is_right = not is_more and heard == points
    standing = Standing(case)
    standing.on(criterion.notes)
    verdict = case.bound.verdict("tak" if is_right else "nie")
    lead = case.bound.words(_ONCE if is_more else _CRITERION)
    shown = case.bound.points(f"punkty.{criterion.dotted}", points)
    lines = [f"{case.bound.words(label)}: {shown}"]
    citations = cite(case.regulation, case.sentences(branch).criterion(criterion), criterion.notes)
    return settled_by(verdict, lead, lines, citations, standing)


def _meant(case: Case, branch: Branch) -> list[Named]:
    """By a plain fact that is claimed, else by its own name."""
    facts = [fact for fact, is_so in claimed([one.text for one in case.tokens]).items() if is_so]
    criteria = [criterion_by_fact(branch.rules, fact) for fact in facts]
    found = [Named(one, one.notes.label) for one in criteria if one is not None and isinstance(one.way, Points)]
    return found or named_criteria(branch, all_telling_words(case.tokens, case.scope.used))


def by_test(case: Case) -> Draft | None:
    """„czy próby sprawności liczą się do sumy punktów”: whether a criterion of the sum counts their result."""
    if not asks_verdict(case.tokens, CLAIMED) or not any(map(words_of_case("points").matches, case.words)):
        return None
    judged: set[bool] = set()
    lines: dict[str, None] = {}
    standing = Standing(case)
    citations: list[Citation] = []
    for branch in case.branches:
        facts = {
            fact for fact in tests_named(case.words, case.regulation) if fact in branch.rules.facts.get(CHOICE, {})
        }
        if not facts:
            continue
        counting = [
            one for one in branch.rules.criteria if one.name in branch.rules.total and _uses(branch, one, facts)
        ]
        judged.add(bool(counting))
        sentences = case.sentences(branch)
        for criterion in counting:
            standing.on(criterion.notes)
            lines[criterion.notes.label] = None
            citations += cite(case.regulation, sentences.criterion(criterion), criterion.notes)
        for stage in branch.rules.order if not counting else ():
            if stage.value is None or facts & facts_in(stage.value, branch.rules) or stage.kind is StageKind.SUM:
                standing.on(stage.notes)
                equal = "" if stage.kind is StageKind.SUM else _AT_EQUAL
                lines[f"{equal}{sentences.stage(stage).flat}"] = None
                citations += cite(case.regulation, sentences.stage(stage), stage.notes)
    if len(judged) != 1:
        return None
    return settled(case, "tak" if judged.pop() else "nie", _SUM, list(lines), unique(citations), standing)


def _uses(branch: Branch, criterion: Criterion, facts: set[str]) -> bool:
    return any(fact.name in facts for part in criterion.walk() for fact in facts_reached(branch.rules, part))
