"""Conditions of admission against what the question tells: one that fails, all that are met, whom one leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.case import Case, Draft, Standing
from assistant.contract import Citation
from assistant.coverage import covers, words_of
from assistant.formulas import facts_in, facts_of_candidate, holds_in, is_of_choice, plain_facts
from assistant.own_results import CHOICE
from assistant.patterns import is_same_word
from assistant.quotes import cite, unique
from assistant.slots import LANGUAGES
from assistant.told import (
    ALLOWED,
    DEMANDED,
    asks_admission,
    asks_verdict,
    birth_facts,
    days_of_birth,
    granted,
    holds_on,
    is_needless,
    is_of_birth,
    lacking,
    verdict_of_demand,
)
from assistant.topics.achievements import FACT as ACHIEVEMENTS
from assistant.topics.achievements import achievements_meant, said_of, subject_of_title
from assistant.topics.occupations import named_occupation, occupation_notion
from assistant.topics.papers import some_of
from assistant.topics.shared import settled
from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact
from dsl.model.expr import Typed
from dsl.model.regulation import Branch, Condition
from dsl.model.types import NotionType

_CANDIDATE = "kandydat"
_LANGUAGE = "drugi_język"
_LEAST_OF_NAME = 6
_NONE: frozenset[str] = frozenset()
_CONDITION, _MET = "Warunek przyjęcia", "Warunek wieku jest spełniony"


@dataclass(frozen=True, slots=True)
class _Told:
    """Facts that are lacking, facts that are so, days on which the candidate may be born."""

    without: frozenset[str]
    granted: frozenset[str]
    born: Sequence[date]


def by_conditions(case: Case) -> Draft | None:
    """A condition that fails for what is told: a fact that is lacking, or the day of birth."""
    told = _Told(lacking(case.tokens), granted(case.tokens), days_of_birth(case.tokens, case.regulation))
    if not (told.without or told.granted or told.born) or not _asks_of_admission(case, told):
        return None
    asked = _asked_branches(case)
    every = [(branch, list(_unmet(case, branch, told))) for branch in asked]
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
    verdict = _verdict(case, told) if len(unmet) == len(asked) else "zależy"
    shown = [_of_candidate(case, text, branches) for text, branches in lines.items()]
    return settled(case, verdict, _CONDITION, shown, unique(citations), standing)


def _asks_of_admission(case: Case, told: _Told) -> bool:
    return _is_spared(case, told) or (asks_verdict(case.tokens, ALLOWED) and asks_admission(case.tokens))


def _is_spared(case: Case, told: _Told) -> bool:
    """„chodzi tu już, musi brać udział w rekrutacji?”"""
    return asks_verdict(case.tokens, DEMANDED) and is_needless(case.tokens, told.granted)


def _verdict(case: Case, told: _Told) -> str:
    return verdict_of_demand(case.tokens, is_demanded=False) if _is_spared(case, told) else "nie"


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


def _unmet(case: Case, branch: Branch, told: _Told) -> Iterator[Condition]:
    """Those that fail for the facts told, and would hold for the best facts otherwise."""
    for one in branch.rules.conditions:
        if not _applies(case, branch, one, told.born) or _is_excepted(case, one):
            continue
        used = facts_in(one.requires, branch.rules)
        lacks, has = told.without & used, told.granted & used
        is_lacking = bool(lacks) and all(
            not _meets(case, branch, one, lacks, day) and _meets(case, branch, one, _NONE, day)
            for day in told.born or (None,)
        )
        is_barred = bool(has) and not _meets(case, branch, one, _NONE) and _meets(case, branch, one, has)
        is_of_age = not birth_facts(branch, used) or any(_meets(case, branch, one, _NONE, day) for day in told.born)
        if is_lacking or is_barred or (told.born and not is_of_age):
            yield one


def _applies(case: Case, branch: Branch, condition: Condition, born: Sequence[date]) -> bool:
    """What some candidates need only is judged where the day of birth tells that this one does."""
    when = condition.applies_when
    if when is None or not facts_of_candidate(when, branch.rules) or is_of_choice(when, branch.rules):
        return holds_in(case.regulation, branch, when)
    return (
        bool(born) and is_of_birth(branch, when) and all(holds_on(case.regulation, branch, when, day) for day in born)
    )


def _is_excepted(case: Case, condition: Condition) -> bool:
    """A condition that some need not meet, where the question may tell of such a one."""
    return condition.unless is not None and bool(said_of(case.words).titles)


def _meets(case: Case, branch: Branch, condition: Condition, lacks: frozenset[str], born: date | None = None) -> bool:
    """With every plain fact claimed but those that are lacking."""
    facts, pair = (plain_facts(branch, scope, lacks) for scope in (_CANDIDATE, CHOICE))
    if born is not None:
        facts |= {one.name: born for one in birth_facts(branch, branch.rules.facts[_CANDIDATE].keys())}
    facts_of_choice = branch.rules.facts.get(CHOICE, {}).values()
    pair |= {one.name: _occupation(case, branch) for one in facts_of_choice if isinstance(one.type, NotionType)}
    try:
        return Evaluator(case.regulation, branch, facts, pair).meets(condition)
    except MissingFact:
        return True


def by_age(case: Case) -> Draft | None:
    """Every condition on the day of birth is met, and none on another fact begins to apply by it."""
    born = days_of_birth(case.tokens, case.regulation)
    if not born or not asks_verdict(case.tokens, ALLOWED) or not asks_admission(case.tokens):
        return None
    branch = case.branches[0]
    dated = [one for one in branch.rules.conditions if birth_facts(branch, facts_in(one.requires, branch.rules))]
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
        when = one.applies_when
        if when is None or not birth_facts(branch, facts_in(when, branch.rules)):
            continue
        if any(holds_on(case.regulation, branch, when, day) for day in born):
            return True
    return False


def by_exception(case: Case) -> Draft | None:
    """„jestem finalistką olimpiady, czy muszę pisać sprawdzian?”: whom a condition that is named leaves out."""
    if not asks_verdict(case.tokens, DEMANDED):
        return None
    judged = [(branch, one, _excepts(case, branch, one.unless)) for branch, one in _named_with_exception(case)]
    verdicts = {is_excepted for _, _, is_excepted in judged}
    if len(verdicts) != 1 or None in verdicts:
        return None
    branch, one, is_excepted = judged[0]
    standing = Standing(case)
    standing.on(one.notes)
    said = case.sentences(branch).condition(one)
    citations = cite(case.regulation, said, one.notes)
    verdict = verdict_of_demand(case.tokens, not is_excepted)
    return settled(case, verdict, _CONDITION, [f"kandydat {said.flat}"], citations, standing)


def _named_with_exception(case: Case) -> Iterator[tuple[Branch, Condition]]:
    words = [word for word in case.words if len(word) >= _LEAST_OF_NAME]
    for branch in _asked_branches(case):
        for one in branch.rules.conditions:
            if one.unless is not None and any(covers(word, one.text) for word in words):
                yield branch, one


def _excepts(case: Case, branch: Branch, unless: Typed | None) -> bool | None:
    """Whether every achievement that may be meant is enough, or none is; nothing where some are, or where their subject
    is not told.
    """
    assert unless is not None
    told = _with_language_told(case, branch)
    try:
        found = {
            bool(case.evaluator(told, {ACHIEVEMENTS: (one,)}).value(unless)) for one in achievements_meant(case, branch)
        }
    except MissingFact:
        return None
    is_known = found == {True} or bool(subject_of_title(case))
    return found.pop() if len(found) == 1 and is_known else None


def _with_language_told(case: Case, branch: Branch) -> Branch:
    """An act knows no language of a branch; the question may tell it beside that of the achievement."""
    own = [one for one in case.results.subjects if one in LANGUAGES and one != subject_of_title(case)]
    if _LANGUAGE in branch.facts or len(own) != 1:
        return branch
    return replace(branch, facts={**branch.facts, _LANGUAGE: own[0]})
