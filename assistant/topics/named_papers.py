"""Which documents a question names: by the words of their names, by the kind, by their term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from assistant.case import Case
from assistant.coverage import called, covers, is_plain_verb, is_telling, tells, words_of
from assistant.formulas import holds_in
from assistant.lexicon import lexicon
from assistant.normalise import Token
from assistant.patterns import is_same_word, pattern
from dsl.model.regulation import Branch, Document, State
from dsl.source.nodes import readable_name
from polish.folding import fold

MOST_NAMED = 3
_STEM = 5
_REACH = 6
_DULL = frozenset(("szkol", "ukonc", "podst", "formi", "wypel", "przyj", "wybor", "tytul", "konku", "zasie", "wynik"))
_TO, _FROM = "do", "od"
_APPLICATION = pattern("wniosk*|podania|formularz*")


def words_beside(tokens: Sequence[Token], used: frozenset[int]) -> list[str]:
    """Without those that name a branch, and without the application that something is added to."""
    before = ["", *(token.text for token in tokens)]
    return [
        one.text
        for place, one in enumerate(tokens)
        if place not in used and not one.is_sign and not (before[place] == _TO and _APPLICATION.matches(one.text))
    ]


def documents_of(case: Case) -> dict[Document, list[Branch]]:
    """The documents of the branches asked about, each with those that want it said the same way; those that never
    apply to them left out."""
    found: dict[tuple[str, str, str], tuple[Document, list[Branch]]] = {}
    for branch in case.branches:
        for one in (branch.rules.documents or case.regulation.documents).values():
            if holds_in(case.regulation, branch, one.applies_when):
                key = (one.name, one.notes.label, one.form)
                found.setdefault(key, (one, []))[1].append(branch)
    return dict(found.values())


def documents_of_some(case: Case) -> list[Document]:
    """Where the branches are not told of (the law, the rules of a city), also those that some of them may want."""
    if case.regulation.branches:
        return list(documents_of(case))
    found = {one.name: one for branch in case.branches for one in branch.rules.documents.values()}
    return list(found.values())


def named_documents(words: Sequence[str], documents: Sequence[Document]) -> list[Document]:
    """Those with the most words of their name in the question, one at least that tells them apart."""
    said = [one for place, word in enumerate(words) if _may_name(words, place) for one in (word, *called(word))]
    scores = {one.name: _common(one, said) for one in documents}
    best = max(scores.values(), default=0)
    chosen = [one for one in documents if best and scores.get(one.name) == best]
    return [*chosen, *_headed(documents, chosen, said)]


def _headed(documents: Sequence[Document], chosen: Sequence[Document], said: Sequence[str]) -> list[Document]:
    """Others that a word names alone: „karta zdrowia, zdjęcia” are two documents."""
    heads = Counter(head for one in documents for head in {_head(one)})
    taken = {_head(one) for one in chosen}
    alone = [one for one in documents if one not in chosen and heads[_head(one)] == 1 and _head(one) not in taken]
    return [one for one in alone if chosen and any(is_same_word(word, _head(one)) for word in said)]


def _head(document: Document) -> str:
    return fold(readable_name(document.name)).split()[0]


def _may_name(words: Sequence[str], place: int) -> bool:
    """Not „dokumenty” and „potrzebne”, which some name may hold too; „od rodziców” tells whose paper it is."""
    word = words[place]
    if place and words[place - 1] == _FROM:
        return True
    if pattern(lexicon("papers")["application"]).matches(word):
        return True
    return is_telling(word) and not pattern(lexicon("papers")["plain"]).matches(word)


@lru_cache(maxsize=512)
def _name_words(name: str) -> frozenset[str]:
    return frozenset(words_of(name))


def _common(document: Document, said: Sequence[str]) -> int:
    """How many words of a name are said; none when they tell no document apart."""
    names = _name_words(words_of_document(document))
    found = {name for name in names if any(is_same_word(word, name) for word in said)}
    return len({name[:_STEM] for name in found}) if {name[:_STEM] for name in found} - _DULL else 0


def papers_named(tokens: Sequence[Token], used: frozenset[int]) -> list[list[str]]:
    """Each paper with the words that tell which it is: „zaświadczenie lekarskie do nauki zawodu (będziemy mieć …)”."""
    kinds = pattern(_joined("kinds", "contracts"))
    heads = [place for place, token in enumerate(tokens) if kinds.matches(token.text)]
    return [[tokens[place].text, *_qualifiers(tokens, place, used)] for place in heads]


def _qualifiers(tokens: Sequence[Token], head: int, used: frozenset[int]) -> list[str]:
    """What stands after it, up to a verb, a number or a sign."""
    plain, ends = pattern(_joined("plain")), pattern(_joined("kinds", "after_name"))
    found: list[str] = []
    for place in range(head + 1, min(head + 1 + _REACH, len(tokens))):
        token = tokens[place]
        word = token.text
        if token.is_sign or token.number is not None or is_plain_verb(word) or ends.matches(word):
            break
        if place not in used and tells(token) and not plain.matches(word):
            found.append(word)
    return found


def meant_by(named: Sequence[str], documents: Sequence[Document]) -> list[Document]:
    """Those whose names have all words said of a paper, in that form or else in another; people call a certificate an
    opinion, but a contract nothing else."""
    head, *telling = named
    of_kind = [one for one in documents if is_same_word(head, _head(one))]
    is_only = len(of_kind) == 1 and not pattern(_joined("certificates")).matches(head)
    if is_only or not telling:
        return of_kind
    texts = {one: words_of_document(one) for one in documents}
    literal = [one for one, text in texts.items() if words_of(text).issuperset(named)]
    return literal or [one for one, text in texts.items() if all(covers(word, text) for word in telling)]


def _joined(*names: str) -> str:
    return "|".join(lexicon("papers")[name] for name in names)


def kind_of_document(words: Sequence[str]) -> str:
    """The word of a question that names a kind of documents: „zaświadczenie”, „odpis”."""
    heads = pattern(lexicon("papers")["kinds"])
    return next((word for word in words if heads.matches(word)), "")


def words_of_document(document: Document) -> str:
    return f"{readable_name(document.name)} {document.notes.label}"


def with_own_term(words: Sequence[str], documents: Sequence[Document]) -> Document | None:
    """The one document that is named and has a term: a row of the timetable, or „po zakwalifikowaniu”."""
    named = named_documents(words, documents) if kind_of_document(words) else []
    terms = {one.term: one for one in named if one.term}
    return next(iter(terms.values())) if len(terms) == 1 and _is_named_well(words, named) else None


def without_term(words: Sequence[str], documents: Sequence[Document]) -> Document | None:
    """The one document that is named, and of which it is noted that its term is not told."""
    named = named_documents(words, documents) if kind_of_document(words) else []
    unsaid = [one for one in named if not one.term and one.notes.state is State.SILENT]
    return unsaid[0] if len(named) == len(unsaid) == 1 else None


def _is_named_well(words: Sequence[str], named: Sequence[Document]) -> bool:
    """Not by words of the application alone: its terms are those of the timetable."""
    return not any(map(pattern(lexicon("papers")["application"]).matches, words)) and len(named) <= MOST_NAMED
