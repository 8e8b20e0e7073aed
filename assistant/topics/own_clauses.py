"""Clauses against what the question tells: rules in words, a quorum, a definition by a number, a language, a length."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product

from assistant.case import Case, Draft, Standing
from assistant.lexicon import lexicon
from assistant.normalise import Token, tokens
from assistant.passages import CRITERIA, DOCUMENTS, ORDER, TABLES, TIMETABLE, Passage, passages
from assistant.patterns import Pattern, pattern
from assistant.quotes import shorten, unique
from assistant.slots import LANGUAGES
from assistant.told import (
    ALLOWED,
    ANY,
    CLAIMED,
    DEMANDED,
    asks_verdict,
    folded_words,
    holds_words,
    lengths,
    numbers,
    says,
    tells_beside,
    tells_in_turn,
    verdict_of_demand,
    words_of_case,
)
from assistant.topics.shared import settled, settled_by
from assistant.vocabulary import subject_of
from dsl.source.nodes import readable_name
from polish.enumerations import quote
from polish.folding import fold

_OWN_WORDS = frozenset({CRITERIA, DOCUMENTS, ORDER, TABLES, TIMETABLE})
_LONGEST = 300
_RULE = "Przepis"
_UNITS = ("days", "years")
_AMONG = "sposrod"


@dataclass(frozen=True, slots=True)
class _Rule:
    """`said`: lines, one of which must be said; `in_turn`: lines, one of which must be said in that order;
    `beside`: two words that must stand side by side, one between them at most.
    """

    verdict: str
    said: tuple[str, ...]
    rule: str
    asks: str
    in_turn: tuple[str, ...]
    beside: str


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            one["verdict"],
            tuple(one["said"]),
            one["rule"],
            one.get("asks", ALLOWED),
            tuple(one.get("in_turn", ())),
            one.get("beside", ""),
        )
        for one in lexicon("own_case")["rules"]
    )


def by_rules(case: Case) -> Draft | None:
    for one in _rules():
        is_said = any(says(case.tokens, line) for line in one.said)
        if not is_said or (one.in_turn and not tells_in_turn(case.tokens, one.in_turn)):
            continue
        if one.beside and not tells_beside(case.tokens, one.beside):
            continue
        if not asks_verdict(case.tokens, one.asks):
            continue
        found = [passage for passage in _clauses(case) if holds_words(passage.text, one.rule)]
        if found:
            is_demand = one.asks == DEMANDED
            verdict = verdict_of_demand(case.tokens, one.verdict == "tak") if is_demand else one.verdict
            return _quoting(case, verdict, found[:1])
    return None


def _clauses(case: Case) -> list[Passage]:
    """Rules told in their authors' words: clauses, not those of which the model knows more."""
    codes = {branch.code for branch in case.branches}
    return [
        one
        for one in passages(case.regulation)
        if one.group not in _OWN_WORDS and (not one.codes or codes & {*one.codes})
    ]


def _quoting(case: Case, verdict: str, found: Sequence[Passage]) -> Draft:
    standing = Standing(case)
    for one in found:
        standing.on(*one.chain)
    citations = unique([cited for one in found for cited in one.citations])
    lines = [quote(shorten(one.text, _LONGEST)) for one in found]
    return settled(case, verdict, _RULE, lines, citations, standing)


def by_quorum(case: Case) -> Draft | None:
    """„jest nas sześć osób, przyszły trzy”: the part of all that the clause wants."""
    known = lexicon("own_case")["quorum"]
    told = numbers(case.tokens, known["collective"])
    if len(told) != 2 or not says(case.tokens, known["said"]) or not asks_verdict(case.tokens, ALLOWED):
        return None
    (_, all_of_them), (place, present) = told
    if _is_out_of(case.tokens, place):
        (place, present), (_, all_of_them) = told
    if present > all_of_them:
        return None
    near = [token.text for token in case.tokens[max(0, place - 2) : place + 3]]
    if any(map(pattern(known["absent"]).matches, near)):
        present = all_of_them - present
    for one in _clauses(case):
        share = _share(fold(one.text), known["fractions"]) if holds_words(one.text, known["rule"]) else None
        if share is not None:
            return _quoting(case, "tak" if Fraction(present, all_of_them) >= share else "nie", [one])
    return None


def _is_out_of(tokens: Sequence[Token], place: int) -> bool:
    """„pięć osób z ośmiu”: the second number is that of all."""
    return place > 0 and words_of_case("out_of").matches(tokens[place - 1].text)


def by_least(case: Case) -> Draft | None:
    """„mamy dwoje dzieci, czy to rodzina wielodzietna?”: a definition by a number."""
    known, words = lexicon("own_case")["least"], lexicon("own_case")["quorum"]["collective"]
    if not says(case.tokens, known["said"]) or not asks_verdict(case.tokens, ANY):
        return None
    if any(map(pattern(known["not_yet"]).matches, case.words)):
        return None
    counted = pattern(known["of"])
    told = [count for place, count in numbers(case.tokens, words) if _is_before(case.tokens, place, counted)]
    for one in _clauses(case) if len(told) == 1 else ():
        least = numbers(tokens(one.text), words) if holds_words(one.text, known["rule"]) else []
        if len(least) == 1:
            return _quoting(case, "tak" if told[0] >= least[0][1] else "nie", [one])
    return None


def _is_before(tokens: Sequence[Token], place: int, wanted: Pattern) -> bool:
    return any(wanted.matches(token.text) for token in tokens[place + 1 : place + 3])


def _share(text: str, fractions: Mapping[str, Sequence[int]]) -> Fraction | None:
    return next((Fraction(*parts) for words, parts in fractions.items() if words in text), None)


def by_language(case: Case) -> Draft | None:
    """„mogę wybrać rosyjski?”: among the languages that a clause lets choose from."""
    told = [one for one in case.results.subjects if one in LANGUAGES]
    if (
        len(told) != 1
        or not asks_verdict(case.tokens, ALLOWED)
        or not says(case.tokens, lexicon("own_case")["chooses"])
    ):
        return None
    for one in _clauses(case):
        words = folded_words(one.text)
        if _AMONG in words:
            listed = {subject_of(word) for word in words}
            return _quoting(case, "tak" if told[0] in listed else "nie", [one])
    return None


def by_length(case: Case) -> Draft | None:
    """„technikum trwa cztery lata, prawda?”, „dyrektor ma 14 dni?”: against the one rule about it."""
    if not asks_verdict(case.tokens, CLAIMED):
        return None
    kinds = [one["rule"] for one in lexicon("own_case")["lengths_of"] if says(case.tokens, one["said"])]
    for rule, unit in product(kinds, _UNITS):
        heard = lengths(case.tokens, unit)
        told = _lengths_told(case, rule, unit) if len(heard) == 1 else []
        if len({length for length, _ in told}) == 1:
            length, passage = told[0]
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


def _lengths_told(case: Case, rule: str, unit: str) -> list[tuple[int, Passage]]:
    """The lengths that parts of clauses with the words of a rule tell."""
    parts = [(part, passage) for passage in _clauses(case) for part in re.split(r"[,;:]|, a ", passage.text)]
    told = [(lengths(tokens(part), unit), passage) for part, passage in parts if holds_words(part, rule)]
    return [(length, passage) for found, passage in told if len(found) == 1 for length in found]
