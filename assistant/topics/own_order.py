"""The order of admission against what the question tells: who stands behind others or before another one at equal
points, what counts once for two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from assistant.case import Case, Draft, Standing
from assistant.contract import Citation
from assistant.formulas import facts_in, facts_of
from assistant.lexicon import lexicon
from assistant.normalise import Token
from assistant.own_results import tests_named
from assistant.patterns import pattern
from assistant.quotes import cite, unique
from assistant.told import ANY, asks_verdict, lacking, says
from assistant.topics.order import of_title, priority_stage
from assistant.topics.shared import settled, settled_by
from dsl.emit.evaluate import Evaluator
from dsl.emit.polish.sentences import Wording
from dsl.emit.runtime import MissingFact
from dsl.model.regulation import Branch, Criterion, Notes, Stage, StageKind
from dsl.model.result import Number

_EACH = "po"
_BY_VALUE = frozenset({StageKind.DESCENDING, StageKind.ASCENDING})
_AT_EQUAL = "Kolejność przy równej liczbie punktów"
_ORDER, _ONCE, _TWICE = "Kolejność przyjęć", "Liczy się raz", "Liczy się osobno"


def by_first_stage(case: Case) -> Draft | None:
    """„mieszkamy w innej gminie, czy będzie przed jedynaczką stąd?”: who lacks what the first stage looks at stands
    behind all who have it.
    """
    without = lacking(case.tokens)
    if not without or not says(case.tokens, lexicon("own_case")["ahead"]) or not asks_verdict(case.tokens, ANY):
        return None
    stages = [(branch, _first_priority(branch, without)) for branch in case.branches]
    found = [(branch, stage) for branch, stage in stages if stage is not None]
    if len(found) < len(stages):
        return None
    standing = Standing(case)
    lines: dict[str, None] = {}
    citations: list[Citation] = []
    for branch, stage in found:
        standing.on(stage.notes)
        sentence = case.sentences(branch).stage(stage)
        lines[sentence.flat] = None
        citations += cite(case.regulation, sentence, stage.notes)
    return settled(case, "nie", _ORDER, list(lines), unique(citations), standing)


def _first_priority(branch: Branch, without: frozenset[str]) -> Stage | None:
    first = next(iter(branch.rules.order), None)
    if first is None or first.kind is not StageKind.PRIORITY or first.value is None:
        return None
    return first if facts_in(first.value, branch.rules) <= without else None


def by_title(case: Case) -> Draft | None:
    """„jestem finalistą olimpiady, wejdę przed tych, co mają więcej punktów?”: whom a stage before the sum prefers."""
    if not says(case.tokens, lexicon("own_case")["ahead"]) or not asks_verdict(case.tokens, ANY):
        return None
    judged = [(branch, stage, of_title(case, branch, stage)) for branch, stage in _before_the_sum(case)]
    verdicts = {verdict for _, _, verdict in judged}
    if len(judged) < len(case.branches) or len(verdicts) != 1 or "" in verdicts:
        return None
    standing = Standing(case)
    lines: dict[str, None] = {}
    citations: list[Citation] = []
    for branch, stage, _ in judged:
        standing.on(stage.notes)
        sentence = case.sentences(branch).stage(stage)
        lines[sentence.flat] = None
        citations += cite(case.regulation, sentence, stage.notes)
    return settled(case, verdicts.pop(), _ORDER, list(lines), unique(citations), standing)


def _before_the_sum(case: Case) -> Iterator[tuple[Branch, Stage]]:
    for branch in case.branches:
        stage = priority_stage(branch)
        if stage is not None:
            yield branch, stage


def by_equal_points(case: Case) -> Draft | None:
    """„mamy po 112 punktów, ja na próbach 34, on 31, będę przed nim?”: by the first stage after the sum, where it looks
    at the results of both.
    """
    words = lexicon("own_case")["equal"]
    if not all(says(case.tokens, words[part]) for part in ("said", "asked")) or not asks_verdict(case.tokens, ANY):
        return None
    judged = [(branch, _first_at_equal(branch)) for branch in case.branches]
    found = [(branch, stage) for branch, stage in judged if stage is not None]
    verdicts = {_verdict_of_stage(case, branch, stage) for branch, stage in found}
    if len(found) < len(judged) or len(verdicts) != 1 or "" in verdicts:
        return None
    standing = Standing(case)
    lines: dict[str, None] = {}
    citations: list[Citation] = []
    for branch, stage in found:
        standing.on(stage.notes)
        sentence = case.sentences(branch).stage(stage)
        lines[sentence.flat] = None
        citations += cite(case.regulation, sentence, stage.notes)
    return settled(case, verdicts.pop(), _AT_EQUAL, list(lines), unique(citations), standing)


def _first_at_equal(branch: Branch) -> Stage | None:
    kinds = [stage.kind for stage in branch.rules.order]
    after = branch.rules.order[kinds.index(StageKind.SUM) + 1 :] if StageKind.SUM in kinds else ()
    return next(iter(after), None)


def _verdict_of_stage(case: Case, branch: Branch, stage: Stage) -> str:
    """Whether the asker stands before the other one; nothing where the stage leaves them equal, or looks at more than
    the one result told of both.
    """
    facts = facts_in(stage.value, branch.rules) if stage.value is not None else frozenset()
    both = _results_of_both(case.tokens)
    if (
        both is None
        or stage.value is None
        or len(facts) != 1
        or not facts <= set(tests_named(case.words, case.regulation))
    ):
        return ""
    fact = next(iter(facts))
    try:
        own, other = (Evaluator(case.regulation, branch, {}, {fact: number}).value(stage.value) for number in both)
    except MissingFact:
        return ""
    if own == other or stage.kind not in _BY_VALUE:
        return ""
    return "tak" if (own > other) == (stage.kind is StageKind.DESCENDING) else "nie"


def _results_of_both(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The asker's number and the other one's: each the only one after the word that names them; „po 112” is of both."""
    words = lexicon("own_case")["equal"]
    me, other = pattern(words["me"]), pattern(words["other"])
    found: dict[bool, list[int]] = {True: [], False: []}
    is_own: bool | None = None
    for before, token in pairwise((Token(""), *tokens)):
        if me.matches(token.text) or other.matches(token.text):
            is_own = me.matches(token.text)
        elif token.number is not None and is_own is not None and before.text != _EACH:
            found[is_own].append(token.number)
    return (found[True][0], found[False][0]) if all(len(one) == 1 for one in found.values()) else None


@dataclass(frozen=True, slots=True)
class _Counted:
    """A rule that counts a set of the candidate's; whether two members of it count for more than one. Of a criterion
    also the points of both.
    """

    words: Wording
    notes: Notes
    is_more: bool
    criterion: Criterion | None = None
    points: Number = 0


def by_both(case: Case) -> Draft | None:
    """„oboje mamy orzeczenia, to dwa kryteria?”: two members of one set against one of them."""
    for known in lexicon("own_case")["together"]:
        is_said = any(says(case.tokens, line) for line in known["said"])
        if not is_said or not says(case.tokens, known["twice"]) or not asks_verdict(case.tokens, ANY):
            continue
        found = [one for branch in case.branches for one in _counting(case, branch, known)]
        if len({one.is_more for one in found}) == 1:
            return _of_both(case, found)
    return None


def _of_both(case: Case, found: Sequence[_Counted]) -> Draft:
    standing = Standing(case)
    for one in found:
        standing.on(one.notes)
    citations = unique([cited for one in found for cited in cite(case.regulation, one.words, one.notes)])
    is_more = found[0].is_more
    verdict = case.bound.verdict("tak" if is_more else "nie")
    lead = case.bound.words(_TWICE if is_more else _ONCE)
    lines = dict.fromkeys(_line(case, one) for one in found)
    return settled_by(verdict, lead, list(lines), citations, standing)


def _line(case: Case, one: _Counted) -> str:
    if one.criterion is None:
        return case.bound.words(one.words.flat)
    shown = case.bound.points(f"punkty.{one.criterion.dotted}", one.points)
    return f"{case.bound.words(one.criterion.notes.label)}: {shown}"


def _counting(case: Case, branch: Branch, known: Mapping[str, Any]) -> Iterator[_Counted]:
    """By the criteria of the sum and the stages of the order that count the set; what one member is worth nothing to
    tells nothing.
    """
    fact, members = known["fact"], known["members"]
    one, both = ({fact: frozenset(given)} for given in (members[-1:], members))
    sentences = case.sentences(branch)
    for criterion in branch.rules.criteria:
        if criterion.name in branch.rules.total and fact in facts_of(criterion):
            alone, together = (case.evaluator(branch, given).points(criterion) for given in (one, both))
            if alone and together:
                words = sentences.criterion(criterion)
                yield _Counted(words, criterion.notes, together > alone, criterion, together)
    for stage in branch.rules.order:
        if stage.value is None or fact not in facts_in(stage.value, branch.rules):
            continue
        try:
            alone, together = (case.evaluator(branch, given).value(stage.value) for given in (one, both))
        except MissingFact:
            continue
        if alone:
            yield _Counted(sentences.stage(stage), stage.notes, together > alone)
