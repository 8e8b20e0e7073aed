"""A document that is named and not listed: told so, or the condition that asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from assistant.case import Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.coverage import is_plain_verb, uncovered_by, words_of
from assistant.formulas import holds_in
from assistant.lexicon import lexicon
from assistant.normalise import Token
from assistant.patterns import Pattern, is_same_word, pattern
from assistant.quotes import cite, cite_law, unique
from assistant.topics.named_papers import kind_of_document, words_of_document
from dsl.emit.polish.sentences import Wording
from dsl.emit.polish.sentences import document as document_sentence
from dsl.model.regulation import Condition, Document
from polish.enumerations import quote
from polish.folding import fold

_REACH = 6
_HAS = ("posiada ", "ma ")


def strange_words(case: Case, known: Sequence[Document]) -> tuple[str, ...]:
    """Telling words of the question that no name or form of these documents has."""
    plain = pattern(lexicon("papers")["plain"])
    kinds = pattern(lexicon("papers")["kinds"])
    told = [f"{words_of_document(one)} {one.form} {one.signed_by}" for one in known]
    left = uncovered_by(case.tokens, case.scope.used, told)
    near = _near_a_kind(case.tokens)
    kept = [word for word in left if word in near]
    return tuple(word for word in kept if kinds.matches(fold(word)) or not _says_little(fold(word), plain))


def _near_a_kind(tokens: Sequence[Token]) -> frozenset[str]:
    """The words that may tell which „zaświadczenie” is meant: just before and after it, in its clause."""
    kinds = pattern(lexicon("papers")["kinds"])
    found: set[str] = set()
    for place, token in enumerate(tokens):
        if kinds.matches(token.text):
            after = takewhile(lambda one: not one.is_sign, tokens[place + 1 : place + 1 + _REACH])
            found |= {one.raw for one in (*tokens[max(0, place - 1) : place + 1], *after)}
    return frozenset(found)


def _says_little(word: str, plain: Pattern) -> bool:
    return plain.matches(word) or is_plain_verb(word)


def not_listed(case: Case, strange: Sequence[str], near: Sequence[Document]) -> Draft:
    """No document of this name. A condition of the law may ask for it: in these branches, or in others only."""
    named = _phrase(case.tokens, strange)
    required = _asking(case, strange)
    if any(holds_in(case.regulation, branch, one.applies_when) for one in required for branch in case.branches):
        return _required(case, required)
    citations = [one for paper in near for one in cite(case.regulation, document_sentence(paper), paper.notes)]
    laws = [
        one for condition in required for one in cite_law(case.regulation, _worded(case, condition), condition.notes)
    ]
    data = {
        "verdict": case.bound.verdict("nie_wymienia"),
        "named": case.bound.echo(quote(named)),
        "required": [case.bound.words(_only_elsewhere(case, one)) for one in required],
        "near": [] if required else [case.bound.words(one.notes.label) for one in near],
    }
    return Draft("not_listed", data, unique(laws or citations), Status.UNSAID, next_step="")


def _asking(case: Case, strange: Sequence[str]) -> list[Condition]:
    """The conditions with the most of the words that were left over; of the same kind of document if one is named."""
    every = {one.name: one for branch in case.branches for one in branch.rules.conditions}
    conditions = [one for one in every.values() if one.text.startswith(_HAS)]
    kind = kind_of_document(case.words)
    is_certificate = bool(kind) and pattern(lexicon("papers")["certificates"]).matches(kind)
    scores: dict[str, int] = {}
    for one in conditions:
        said = words_of(one.text)
        is_same_kind = not is_certificate or any(is_same_word(kind, word) for word in said)
        scores[one.name] = (
            sum(any(is_same_word(fold(word), other) for other in said) for word in strange) * is_same_kind
        )
    best = max(scores.values(), default=0)
    return [one for one in conditions if best and scores[one.name] == best]


def _worded(case: Case, condition: Condition) -> Wording:
    """In the words of a branch that has it: another may not know its definitions."""
    branch = next(branch for branch in case.branches if condition in branch.rules.conditions)
    return case.sentences(branch).condition(condition)


def _only_elsewhere(case: Case, condition: Condition) -> str:
    whole = _worded(case, condition).flat
    return f"w tych oddziałach nie jest wymagane; przepis dotyczy innych oddziałów: kandydat {whole}"


def _required(case: Case, conditions: Sequence[Condition]) -> Draft:
    standing = Standing(case)
    citations: list[Citation] = []
    for one in conditions:
        standing.on(one.notes)
        citations += cite(case.regulation, _worded(case, one), one.notes)
    is_always = all(
        holds_in(case.regulation, branch, one.applies_when) for one in conditions for branch in case.branches
    )
    data = {
        "verdict": case.bound.verdict("tak" if is_always else "zależy"),
        "lines": [case.bound.words(_worded(case, one).flat) for one in conditions],
    }
    return Draft("required", data, unique(citations), standing.status, standing.told, next_step="")


def _phrase(tokens: Sequence[Token], strange: Sequence[str]) -> str:
    """From the word that names a kind of documents, or the first strange word, to the last strange one."""
    heads = pattern(lexicon("papers")["kinds"])
    places = [place for place, token in enumerate(tokens) if token.raw in strange]
    last = places[-1]
    first = next((place for place in range(last, -1, -1) if heads.matches(tokens[place].text)), places[0])
    return " ".join(token.raw for token in tokens[min(first, last) : last + 1] if not token.is_sign)
