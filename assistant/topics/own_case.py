"""A yes or a no about the asker's own case: what the question tells against the conditions, clauses and documents of
the model. What they do not decide gets no verdict; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation
from assistant.coverage import covers, words_of
from assistant.formulas import criterion_by_fact, facts_in, facts_reached, holds_in
from assistant.lexicon import lexicon
from assistant.normalise import Token, tokens
from assistant.own_results import CHOICE, tests_named
from assistant.passages import CRITERIA, DOCUMENTS, ORDER, TABLES, TIMETABLE, Passage, passages
from assistant.patterns import Pattern, is_same_word, pattern
from assistant.quotes import cite, shorten, unique
from assistant.slots import LANGUAGES
from assistant.told import (
    ALLOWED,
    ANY,
    CLAIMED,
    DEMANDED,
    all_telling_words,
    asks_verdict,
    claimed_points,
    days_of_birth,
    holds_words,
    lacking,
    lengths,
    numbers,
    place_of_choice,
    says,
    tells_in_turn,
    words_of_case,
)
from assistant.topics.achievements import FACT as ACHIEVEMENTS
from assistant.topics.achievements import achievements_meant, said_of
from assistant.topics.occupations import named_occupation, occupation_notion
from assistant.topics.own_days import by_day
from assistant.topics.papers import documents_of, named_documents, some_of, words_beside
from assistant.topics.scale import Named, is_denied_on_certificate, named_criteria, plain_points
from assistant.topics.shared import settled, settled_by, silent
from assistant.topics.sheets import claimed
from assistant.vocabulary import subject_of
from dsl.emit.evaluate import Evaluator
from dsl.emit.polish.sentences import document as document_sentence
from dsl.emit.runtime import MissingFact
from dsl.model.expr import Typed
from dsl.model.regulation import Branch, Condition, Criterion, Document, Points, StageKind
from dsl.model.result import Number
from dsl.model.types import DateType, Fact, NotionType, TruthType
from dsl.source.nodes import readable_name
from polish.enumerations import quote
from polish.folding import fold

_CANDIDATE = "kandydat"
_BIRTH = "data_urodzenia"
_OWN_WORDS = frozenset({CRITERIA, DOCUMENTS, ORDER, TABLES, TIMETABLE})
_LONGEST = 300
_LEAST_OF_NAME = 6
_NONE: frozenset[str] = frozenset()
_CONDITION, _MET, _RULE, _FORM = "Warunek przyjęcia", "Warunek wieku jest spełniony", "Przepis", "Wymagana forma"
_CERTIFIED, _CRITERION = "Punkty są tylko za to, co wpisano na świadectwie", "Kryterium"
_ONCE, _SIGNATURE, _SUM = "Punkty dolicza się raz", "Kto podpisuje", "Co decyduje"
_AT_EQUAL = "przy równej liczbie punktów: "
_PLACES = frozenset({"pozycja", "pozycja_szkoły"})


def own_case(case: Case) -> Draft | AskBack:
    """As a topic; `verdict_of` says whether there is anything to tell."""
    return verdict_of(case) or silent(case, "tego przypadku")


def verdict_of(case: Case) -> Draft | None:
    """The answer with its verdict, where a rule settles the case by what was told."""
    if not case.branches:
        return None
    return next((found for found in (way(case) for way in _WAYS) if found is not None), None)


# -- conditions of admission ------------------------------------------------------------------------------------------


def _by_conditions(case: Case) -> Draft | None:
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
    facts, pair = ({**_claimed(branch, scope, lacks)} for scope in (_CANDIDATE, CHOICE))
    if born is not None:
        facts |= {one.name: born for one in _birth_facts(branch, facts_in(condition.requires, branch.rules))}
    facts_of_choice = branch.rules.facts.get(CHOICE, {}).values()
    pair |= {one.name: _occupation(case, branch) for one in facts_of_choice if isinstance(one.type, NotionType)}
    try:
        return Evaluator(case.regulation, branch, facts, pair).meets(condition)
    except MissingFact:
        return True


def _claimed(branch: Branch, scope: str, lacks: frozenset[str]) -> dict[str, Any]:
    facts = branch.rules.facts.get(scope, {}).values()
    return {one.name: one.name not in lacks for one in facts if isinstance(one.type, TruthType)}


def _by_age(case: Case) -> Draft | None:
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


def _by_exception(case: Case) -> Draft | None:
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


# -- rules in words ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rule:
    """`said`: lines, one of which must be said; `in_turn`: lines, one of which must be said in that order."""

    verdict: str
    said: tuple[str, ...]
    rule: str
    asks: str
    in_turn: tuple[str, ...]


def _rules() -> list[_Rule]:
    return [
        _Rule(
            one["verdict"],
            tuple(one["said"]),
            one["rule"],
            one.get("asks", ALLOWED),
            tuple(one.get("in_turn", ())),
        )
        for one in lexicon("own_case")["rules"]
    ]


def _by_rules(case: Case) -> Draft | None:
    for one in _rules():
        is_said = any(says(case.tokens, line) for line in one.said)
        if not is_said or (one.in_turn and not tells_in_turn(case.tokens, one.in_turn)):
            continue
        if not asks_verdict(case.tokens, one.asks):
            continue
        found = [passage for passage in _clauses(case) if holds_words(_all_words(passage), one.rule)]
        if found:
            return _quoting(case, one.verdict, found[:1])
    return None


def _clauses(case: Case) -> list[Passage]:
    """Rules told in their authors' words: clauses, not those of which the model knows more."""
    codes = {branch.code for branch in case.branches}
    return [
        one
        for one in passages(case.regulation)
        if one.group not in _OWN_WORDS and (not one.codes or codes & {*one.codes})
    ]


def _all_words(passage: Passage) -> list[str]:
    return _folded(passage.text)


def _folded(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in fold(text)).split()


def _quoting(case: Case, verdict: str, found: Sequence[Passage]) -> Draft:
    standing = Standing(case)
    for one in found:
        standing.on(*one.chain)
    citations = unique([cited for one in found for cited in one.citations])
    lines = [quote(shorten(one.text, _LONGEST)) for one in found]
    return settled(case, verdict, _RULE, lines, citations, standing)


# -- how many must be present -----------------------------------------------------------------------------------------


def _by_quorum(case: Case) -> Draft | None:
    """„jest nas sześć osób, przyszły trzy”: the part of all that the clause wants."""
    known = lexicon("own_case")["quorum"]
    told = numbers(case.tokens, known["collective"])
    if len(told) != 2 or not says(case.tokens, known["said"]) or not asks_verdict(case.tokens, ALLOWED):
        return None
    (_, all_of_them), (place, present) = told
    if present > all_of_them:
        return None
    near = [token.text for token in case.tokens[max(0, place - 2) : place + 3]]
    if any(map(pattern(known["absent"]).matches, near)):
        present = all_of_them - present
    for one in _clauses(case):
        share = _share(fold(one.text), known["fractions"]) if holds_words(_all_words(one), known["rule"]) else None
        if share is not None:
            return _quoting(case, "tak" if Fraction(present, all_of_them) >= share else "nie", [one])
    return None


def _by_least(case: Case) -> Draft | None:
    """„mamy dwoje dzieci, czy to rodzina wielodzietna?”: a definition by a number."""
    known, words = lexicon("own_case")["least"], lexicon("own_case")["quorum"]["collective"]
    if not says(case.tokens, known["said"]) or not asks_verdict(case.tokens, ANY):
        return None
    if any(map(pattern(known["not_yet"]).matches, case.words)):
        return None
    counted = pattern(known["of"])
    told = [count for place, count in numbers(case.tokens, words) if _is_before(case.tokens, place, counted)]
    for one in _clauses(case) if len(told) == 1 else ():
        least = numbers(tokens(one.text), words) if holds_words(_all_words(one), known["rule"]) else []
        if len(least) == 1:
            return _quoting(case, "tak" if told[0] >= least[0][1] else "nie", [one])
    return None


def _is_before(tokens: Sequence[Token], place: int, wanted: Pattern) -> bool:
    return any(wanted.matches(token.text) for token in tokens[place + 1 : place + 3])


def _share(text: str, fractions: Mapping[str, Sequence[int]]) -> Fraction | None:
    return next((Fraction(*parts) for words, parts in fractions.items() if words in text), None)


# -- copies -----------------------------------------------------------------------------------------------------------


def _by_form(case: Case) -> Draft | None:
    """„kopię poświadczę sama, jako matka”: who may do it, by the forms of the document that is named."""
    words = case.words
    names_copy = any(map(words_of_case("copies").matches, words))
    if not names_copy or not asks_verdict(case.tokens, ALLOWED):
        return None
    every = list(documents_of(case))
    named = [one for one in named_documents(words_beside(case.tokens, case.scope.used), every) if one.form]
    verdicts = {_of_form(words, one) for one in named}
    if len(verdicts) != 1 or "" in verdicts:
        return None
    standing = Standing(case)
    citations: list[Citation] = []
    for one in named:
        standing.on(one.notes)
        citations += cite(case.regulation, document_sentence(one), one.notes)
    lines = [f"{one.notes.label} – forma: {one.form}" for one in named]
    return settled(case, verdicts.pop(), _FORM, lines, unique(citations), standing)


def _of_form(words: Sequence[str], document: Document) -> str:
    """The verdict; none where it is not told who certifies, or how."""
    form = words_of(document.form)
    if any(map(words_of_case("plain_copy").matches, words)):
        return "nie" if any(map(words_of_case("certifying").matches, form)) else ""
    if not any(map(words_of_case("certifying").matches, words)):
        return ""
    who = {own for said, own in lexicon("own_case")["certifiers"].items() if any(map(pattern(said).matches, words))}
    if not who:
        return ""
    may = {bool(own) and any(map(pattern(own).matches, form)) for own in who}
    return ("tak" if may.pop() else "nie") if len(may) == 1 else ""


# -- criteria ---------------------------------------------------------------------------------------------------------


def _by_certificate(case: Case) -> Draft | None:
    """„wygrałem bieg, ale szkoła nie wpisała tego na świadectwo”: where only what it says gives points."""
    if not asks_verdict(case.tokens, ALLOWED):
        return None
    branch = case.branches[0]
    facts = [ACHIEVEMENTS] if said_of(case.words).anything else []
    facts += [fact for fact, is_so in claimed(case.words).items() if is_so]
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


def _by_position(case: Case) -> Draft | None:
    """„brat tu chodzi, ale wpisałam was na drugim miejscu”: a criterion that is counted at some places only."""
    place = place_of_choice(case.tokens)
    if not place or not asks_verdict(case.tokens, ALLOWED):
        return None
    branch = case.branches[0]
    named = named_criteria(branch, all_telling_words(case.tokens, case.scope.used))
    criteria = [
        one.criterion for one in named if _PLACES & {fact.name for fact in facts_reached(branch.rules, one.criterion)}
    ]
    if len(named) != 1 or not criteria:
        return None
    points, at_first = (_points_at(case, branch, criteria[0], number) for number in (place, 1))
    if not at_first or points is None:
        return None
    standing = Standing(case)
    standing.on(criteria[0].notes)
    sentence = case.sentences(branch).criterion(criteria[0])
    citations = cite(case.regulation, sentence, criteria[0].notes)
    return settled(
        case, "tak" if points else "nie", _CRITERION, [shorten(sentence.flat, _LONGEST)], citations, standing
    )


def _points_at(case: Case, branch: Branch, criterion: Criterion, place: int) -> Number | None:
    """Of a candidate who meets all else."""
    facts, pair = ({**_claimed(branch, scope, _NONE)} for scope in (_CANDIDATE, CHOICE))
    return Evaluator(case.regulation, branch, facts, pair | dict.fromkeys(_PLACES, place)).points(criterion)


def _by_points(case: Case) -> Draft | None:
    """„za wolontariat jest 5 punktów, prawda?”, „czy za każdy rok osobno?”: against the one criterion meant."""
    if not asks_verdict(case.tokens, CLAIMED) or not case.branches:
        return None
    heard = claimed_points(case.tokens)
    is_more = any(map(words_of_case("more_than_once").matches, case.words))
    if heard is None and not is_more:
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
    facts = [fact for fact, is_so in claimed(case.words).items() if is_so]
    criteria = [criterion_by_fact(branch.rules, fact) for fact in facts]
    found = [Named(one, one.notes.label) for one in criteria if one is not None and isinstance(one.way, Points)]
    return found or named_criteria(branch, all_telling_words(case.tokens, case.scope.used))


def _by_signature(case: Case) -> Draft | None:
    """„czy oboje rodzice muszą podpisać”, „czy wystarczy podpis mamy”, where one of the parents is enough."""
    known = {name: pattern(words) for name, words in lexicon("own_case")["signing"].items() if name != "one_is_enough"}
    said = {name: any(map(words.matches, case.words)) for name, words in known.items()}
    if not (said["said"] and said["parents"]) or not asks_verdict(case.tokens, ANY):
        return None
    papers = [one for one in documents_of(case) if one.signed_by]
    enough = [
        one for one in papers if holds_words(_folded(one.signed_by), lexicon("own_case")["signing"]["one_is_enough"])
    ]
    if len(papers) > len(enough) or not enough or said["both"] == said["alone"]:
        return None
    standing = Standing(case)
    citations: list[Citation] = []
    for one in enough:
        standing.on(one.notes)
        citations += cite(case.regulation, document_sentence(one), one.notes)
    lines = [f"{one.notes.label} – podpisuje: {one.signed_by}" for one in enough]
    return settled(case, "nie" if said["both"] else "tak", _SIGNATURE, lines, unique(citations), standing)


def _by_language(case: Case) -> Draft | None:
    """„mogę wybrać rosyjski?”: among the languages that a clause lets choose from."""
    told = [one for one in case.results.subjects if one in LANGUAGES]
    if len(told) != 1 or not asks_verdict(case.tokens, ALLOWED) or not any(map(_CHOOSES.matches, case.words)):
        return None
    for one in _clauses(case):
        words = _all_words(one)
        if _AMONG in words:
            listed = {subject_of(word) for word in words}
            return _quoting(case, "tak" if told[0] in listed else "nie", [one])
    return None


def _by_test(case: Case) -> Draft | None:
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


# -- how long ---------------------------------------------------------------------------------------------------------


def _by_length(case: Case) -> Draft | None:
    """„technikum trwa cztery lata, prawda?”, „dyrektor ma 14 dni?”: against the one rule about it."""
    if not asks_verdict(case.tokens, CLAIMED):
        return None
    said = [word for word in case.words if len(word) >= _LEAST_OF_NAME]
    for unit in _UNITS:
        heard = lengths(case.tokens, unit)
        told = _lengths_told(case, said, unit) if len(heard) == 1 else []
        if len({length for length, _ in told}) == 1:
            length, passage = min(told, key=lambda pair: len(pair[1].text))
            return _of_length(case, "tak" if heard == {length} else "nie", passage)
    return None


def _of_length(case: Case, verdict: str, passage: Passage) -> Draft:
    """The term of a clause is told as a value."""
    group = case.regulation.clauses.get(passage.group, {}).values()
    clause = next((one for one in group if readable_name(one.name) == passage.name and one.term is not None), None)
    if clause is None or clause.term is None:
        return _quoting(case, verdict, [passage])
    standing = Standing(case)
    standing.on(*passage.chain)
    told = case.bound.verdict(verdict)
    line = f"{case.bound.words(clause.text)}: {case.bound.term(f'termin.{clause.name}', clause.term)}"
    return settled_by(told, case.bound.words(_RULE), [line], passage.citations, standing)


def _lengths_told(case: Case, said: Sequence[str], unit: str) -> list[tuple[int, Passage]]:
    """The lengths that parts of clauses with the most words of the question tell."""
    scored = []
    for passage in _clauses(case):
        for part in re.split(r"[,;:]|, a ", passage.text):
            told = lengths(tokens(part), unit)
            met = {word for word in said if covers(word, f"{part} {passage.name}")}
            if len(told) == 1 and met:
                scored.append((len(met), told.pop(), passage))
    best = max((score for score, _, _ in scored), default=0)
    return [(length, passage) for score, length, passage in scored if score == best]


_UNITS = ("days", "years")
_CHOOSES = pattern("wybra*|wybier*|uczy*|nauk*|jezyk*|uczyc")
_AMONG = "sposrod"


_WAYS: tuple[Callable[[Case], Draft | None], ...] = (
    _by_conditions,
    _by_exception,
    _by_rules,
    _by_quorum,
    _by_least,
    _by_form,
    _by_certificate,
    _by_position,
    _by_points,
    _by_signature,
    _by_language,
    _by_test,
    _by_length,
    by_day,
    _by_age,
)
