"""Conditions of admission against what the question tells: one that fails, all that are met, whom one leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.case import Case, Draft, Standing
from assistant.contract import Citation
from assistant.coverage import covers, words_of
from assistant.formulas import facts_in, holds_in, plain_facts
from assistant.own_results import CHOICE
from assistant.patterns import is_same_word
from assistant.quotes import cite, unique
from assistant.told import (
    ALLOWED,
    DEMANDED,
    asks_verdict,
    days_of_birth,
    lacking,
)
from assistant.topics.achievements import FACT as ACHIEVEMENTS
from assistant.topics.achievements import achievements_meant, said_of
from assistant.topics.occupations import named_occupation, occupation_notion
from assistant.topics.papers import some_of
from assistant.topics.shared import settled
from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact
from dsl.model.expr import Typed
from dsl.model.regulation import Branch, Condition
from dsl.model.types import DateType, Fact, NotionType

_CANDIDATE = "kandydat"
_BIRTH = "data_urodzenia"
_LEAST_OF_NAME = 6
_NONE: frozenset[str] = frozenset()
_CONDITION, _MET = "Warunek przyjęcia", "Warunek wieku jest spełniony"


def by_conditions(case: Case) -> Draft | None:
    """A condition that fails for what is told: a fact that is lacking, or the day of birth."""
    if not asks_verdict(case.tokens, ALLOWED):
        return None
    without, born = lacking(case.tokens), days_of_birth(case.tokens, case.regulation)
    if not (without or born):
        return None
    asked = _asked_branches(case)
    every = [(branch, list(_unmet(case, branch, without, born))) for branch in asked]
    unmet = [(branch, conditions) for branch, conditions in every if conditions]
    if not unmet:
        return None
    lines: dict[str, list[Branch]] = {}
    standing = Standing(case)
    citations: list[Citation] = []
    for branch, conditions in unmet:
        for one in conditions:
            standing.on(one.notes)
            words = case.sentences(branch).condition(one)
            lines.setdefault(words.flat, []).append(branch)
            citations += cite(case.regulation, words, one.notes)
    verdict = "nie" if len(unmet) == len(asked) else "zależy"
    told = [_of_candidate(case, text, branches) for text, branches in lines.items()]
    return settled(case, verdict, _CONDITION, told, unique(citations), standing)


def _asked_branches(case: Case) -> Sequence[Branch]:
    """An occupation that is named tells its branch, though a word of it names others too („mechanika pojazdów”)."""
    least = 2 if case.scope.branches else 1
    every = tuple(case.offered.values())
    named = [branch for branch in every if _words_of_occupation(case, branch) >= least]
    return named or case.branches


def _words_of_occupation(case: Case, branch: Branch) -> int:
    notion, name = occupation_notion(branch), _occupation(case, branch)
    own = words_of(notion.label(name)) if notion is not None and name else set()
    return sum(any(is_same_word(word, said) for said in case.words) for word in own)


def _occupation(case: Case, branch: Branch) -> str:
    notion = occupation_notion(branch)
    return named_occupation(case.words, notion) if notion is not None else ""


def _of_candidate(case: Case, text: str, branches: Sequence[Branch]) -> str:
    some = some_of(case, branches)
    return f"kandydat {text}{f' – {some}' if some else ''}"


def _unmet(case: Case, branch: Branch, without: frozenset[str], born: Sequence[date]) -> Iterator[Condition]:
    """Those that fail for the facts told, and would hold for the best facts otherwise."""
    for one in branch.rules.conditions:
        if not holds_in(case.regulation, branch, one.applies_when) or _is_excepted(case, one):
            continue
        used = facts_in(one.requires, branch.rules)
        lacks = without & used
        is_lacking = bool(lacks) and not _meets(case, branch, one, lacks) and _meets(case, branch, one, _NONE)
        is_of_age = not _birth_facts(branch, used) or any(_meets(case, branch, one, _NONE, day) for day in born)
        if is_lacking or (born and not is_of_age):
            yield one


def _is_excepted(case: Case, condition: Condition) -> bool:
    """A condition that some need not meet, where the question may tell of such a one."""
    return condition.unless is not None and bool(said_of(case.words).titles)


def _birth_facts(branch: Branch, used: set[str]) -> list[Fact]:
    facts = branch.rules.facts.get(_CANDIDATE, {}).values()
    return [one for one in facts if one.name in used and one.name == _BIRTH and isinstance(one.type, DateType)]


def _meets(case: Case, branch: Branch, condition: Condition, lacks: frozenset[str], born: date | None = None) -> bool:
    """With every plain fact claimed but those that are lacking."""
    facts, pair = (plain_facts(branch, scope, lacks) for scope in (_CANDIDATE, CHOICE))
    if born is not None:
        facts |= {one.name: born for one in _birth_facts(branch, facts_in(condition.requires, branch.rules))}
    facts_of_choice = branch.rules.facts.get(CHOICE, {}).values()
    pair |= {one.name: _occupation(case, branch) for one in facts_of_choice if isinstance(one.type, NotionType)}
    try:
        return Evaluator(case.regulation, branch, facts, pair).meets(condition)
    except MissingFact:
        return True


def by_age(case: Case) -> Draft | None:
    """Every condition on the day of birth is met, and none on another fact begins to apply by it."""
    born = days_of_birth(case.tokens, case.regulation)
    if not born or not asks_verdict(case.tokens, ALLOWED):
        return None
    branch = case.branches[0]
    dated = [one for one in branch.rules.conditions if _birth_facts(branch, facts_in(one.requires, branch.rules))]
    if not dated or len(case.branches) > 1 or _begins_to_apply(case, branch, born):
        return None
    standing = Standing(case)
    for one in dated:
        standing.on(one.notes)
    sentences = case.sentences(branch)
    lines = [f"kandydat {sentences.condition(one).flat}" for one in dated]
    citations = unique([c for one in dated for c in cite(case.regulation, sentences.condition(one), one.notes)])
    return settled(case, "tak", _MET, lines, citations, standing)


def _begins_to_apply(case: Case, branch: Branch, born: Sequence[date]) -> bool:
    """„decyzja o odroczeniu, jeżeli dziecko urodziło się przed 2019 r.”"""
    for one in branch.rules.conditions:
        if one.applies_when is None or not _birth_facts(branch, facts_in(one.applies_when, branch.rules)):
            continue
        facts = [
            {fact.name: day for fact in _birth_facts(branch, facts_in(one.applies_when, branch.rules))} for day in born
        ]
        if any(Evaluator(case.regulation, branch, told).value(one.applies_when) for told in facts):
            return True
    return False


def by_exception(case: Case) -> Draft | None:
    """„jestem finalistką olimpiady, czy muszę pisać sprawdzian?”: whom a condition that is named leaves out."""
    if not asks_verdict(case.tokens, DEMANDED):
        return None
    words = [word for word in case.words if len(word) >= _LEAST_OF_NAME]
    for branch in _asked_branches(case):
        given = list(achievements_meant(case, branch))
        for one in branch.rules.conditions if given else ():
            is_named = any(covers(word, one.text) for word in words)
            if one.unless is not None and is_named and _excepts(case, branch, one.unless, given):
                standing = Standing(case)
                standing.on(one.notes)
                said = case.sentences(branch).condition(one)
                citations = cite(case.regulation, said, one.notes)
                return settled(case, "nie", _CONDITION, [f"kandydat {said.flat}"], citations, standing)
    return None


def _excepts(case: Case, branch: Branch, unless: Typed, given: Sequence[Mapping[str, Any]]) -> bool:
    """Every achievement that may be meant is enough."""
    try:
        return all(case.evaluator(branch, {ACHIEVEMENTS: (one,)}).value(unless) for one in given)
    except MissingFact:
        return False
