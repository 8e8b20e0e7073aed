"""Whether an answer is about what was asked: the telling words of a question that neither the intent nor any part of
the answer covers. Stands after the draft; an answer that leaves out too much is told as not settled instead.

A word tells when it is no common word (`lexicon/common.yaml`), no branch, result or phase that was understood, and no
name of a person. It is covered by a cue or an alias of the intent, or by a word of the same beginning in the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.asked import asking_words
from assistant.intents import Intent, intent_of, is_cue
from assistant.lexicon import lexicon
from assistant.normalise import Token
from assistant.patterns import Pattern, forms, has_form, pattern
from assistant.vocabulary import grade_of, subject_of
from polish.folding import fold

_SHORTEST = 4
_STEM = 5


LEAST_SHARE = 0.34
_HEAVY = 2
_NO_COMMON = frozenset({"aspects", "same", "questions", "kinds_of_question", "pairs"})
_ENDS = frozenset(",.;:!?–—")
_LITTLE = frozenset({"dalej", "juz", "nadal", "teraz", "tez", "tu", "sie", "nas", "go", "mnie", "jej", "ja"})
_WORD = re.compile(r"[^\W\d_]+")
_VERB = re.compile(r"(?:[aeiy]c|uje|uja|ujesz|ujemy|[aeiy]my|[ai]cie|[aeiy]sz|[ai]lem|[ai]lam|[ai]lismy)$")


@dataclass(frozen=True, slots=True)
class Coverage:
    """`weight_uncovered`: a word that another intent stands on counts twice. `lacks_aspect`: the side of the thing that
    is asked („ile kosztuje”, „jak długo”) is not covered."""

    covered: tuple[str, ...]
    uncovered: tuple[str, ...]
    weight_uncovered: int
    lacks_aspect: bool = False
    results: int = 0

    @property
    def share(self) -> float:
        """Of the telling words, how many are covered; a question without any leaves nothing out. Results with their
        subjects („75 z polskiego”) are covered: they went into the calculation."""
        covered = len(self.covered) + self.results
        total = covered + self.weight_uncovered
        return covered / total if total else 1.0

    @property
    def is_enough(self) -> bool:
        return self.share >= LEAST_SHARE and not self.lacks_aspect


def coverage(
    tokens: Sequence[Token], used: frozenset[int], intent: Intent, said: Iterable[str], others: Sequence[Intent] = ()
) -> Coverage:
    """`said`: the texts of the answer, its citations and labels; `others`: what else the question may want. Only what
    is asked can be left out: the clauses without a question word tell the circumstances („pomagałam w schronisku, ile
    to punktów?”)."""
    known = [_forms_of(text) for text in said]
    covered: dict[str, str] = {}
    uncovered: dict[str, str] = {}
    weight = 0
    asked = asked_places(tokens)
    wanted_by_others = [one for other in others for one in _patterns_of(other.id)]
    counts_verbs = bool(intent.settings.get("counts_verbs"))
    for place, token in enumerate(tokens):
        if place in used or not tells(token):
            continue
        stem = token.text[:_STEM]
        if _is_said(token.text, known) or any(one.matches(token.text) for one in _patterns_of(intent.id)):
            covered.setdefault(stem, token.raw)
        elif stem not in uncovered and place in asked and (counts_verbs or not is_plain_verb(token.text)):
            uncovered[stem] = token.raw
            weight += _HEAVY if any(one.matches(token.text) for one in wanted_by_others) else 1
    lacks_aspect = any(_aspects().matches(fold(word)) for word in uncovered.values())
    results = sum(1 for token in tokens if subject_of(token.text) or grade_of(token.text))
    return Coverage(tuple(covered.values()), tuple(uncovered.values()), weight, lacks_aspect, results)


def clauses_of(tokens: Sequence[Token]) -> list[list[int]]:
    """The places of each clause, signs left out."""
    clauses: list[list[int]] = [[]]
    for place, token in enumerate(tokens):
        if token.text in _ENDS:
            clauses.append([])
        else:
            clauses[-1].append(place)
    return clauses


def asked_places(tokens: Sequence[Token]) -> frozenset[int]:
    """The places of the clauses that ask; all of them where none has a question word."""
    clauses = clauses_of(tokens)
    word = asking_words()
    asking = [one for one in clauses if any(word.matches(tokens[place].text) for place in one)]
    return frozenset(place for one in asking or clauses for place in one)


def telling_words(tokens: Sequence[Token], used: frozenset[int]) -> tuple[str, ...]:
    """What a question tells, each word once; of the clauses that ask, or of all where those tell nothing."""
    asked = asked_places(tokens)
    places = [place for place, token in enumerate(tokens) if place not in used and tells(token)]
    chosen = [place for place in places if place in asked] or places
    words = [tokens[place].text for place in chosen]
    return tuple({word[:_STEM]: word for word in (*words, *_told_by_two(tokens))}.values())


def words_of_criteria(tokens: Sequence[Token], used: frozenset[int]) -> tuple[str, ...]:
    """As `telling_words`; „…, ile to punktów i jaki papier?” asks of what was told before it."""
    words = telling_words(tokens, used)
    papers = pattern(_joined(lexicon("concepts")["papier"]))
    if not all(map(papers.matches, words)):
        return words
    told = [token for place, token in enumerate(tokens) if place not in asked_places(tokens)]
    return telling_words(told, frozenset()) if told else words


def _told_by_two(tokens: Sequence[Token]) -> tuple[str, ...]:
    """What two words together tell and a regulation calls by one: „nie dostała się”, „nas nie przyjęli”, „troje
    dzieci”."""
    words = [token.text for token in tokens if token.text not in _LITTLE]
    pairs = [(pattern(one), pattern(two), said) for said, (one, two) in _pairs_of_words().items()]
    met = [
        said
        for one, two in pairwise(words)
        for first, second, said in pairs
        if first.matches(one) and second.matches(two)
    ]
    return tuple(dict.fromkeys(met))


@lru_cache(maxsize=1)
def _pairs_of_words() -> dict[str, tuple[str, str]]:
    return {fold(said): tuple(words.split()) for said, words in lexicon("common")["pairs"].items()}


def covers(word: str, text: str) -> bool:
    """Whether a text has a word in some form, or what the regulation calls it."""
    return _is_said(word, [_forms_of(text)])


@lru_cache(maxsize=4096)
def _forms_of(text: str) -> tuple[str, ...]:
    return forms(words_of(text))


def uncovered_by(tokens: Sequence[Token], used: frozenset[int], said: Iterable[str]) -> tuple[str, ...]:
    """The telling words of the clauses that ask, which none of the texts has, as typed."""
    known = [_forms_of(text) for text in said]
    asked = asked_places(tokens)
    left = (token for place, token in enumerate(tokens) if place in asked and place not in used and tells(token))
    return tuple(token.raw for token in left if not _is_said(token.text, known))


def tells(token: Token) -> bool:
    word = token.text
    return word.isalpha() and token.number is None and is_telling(word)


@lru_cache(maxsize=4096)
def is_telling(word: str) -> bool:
    if len(word) < _SHORTEST:
        return False
    return not (any(one.matches(word) for one in _common()) or subject_of(word) or grade_of(word))


def _is_said(word: str, known: Sequence[Sequence[str]]) -> bool:
    """The word itself in some form in some text, or what the regulation calls it."""
    return any(has_form(one, text) for one in (word, *called(word)) for text in known)


@lru_cache(maxsize=4096)
def called(word: str) -> tuple[str, ...]:
    """What a regulation calls a thing that people name otherwise."""
    return tuple(one for said, own in _same() if said.matches(word) for one in sorted(own))


def is_plain_verb(word: str) -> bool:
    """A verb that no intent is asked by says little: „zbieracie podania”, „mam skompletować dokumenty”."""
    return bool(_VERB.search(word)) and not is_cue(word) and not _aspects().matches(word)


def _aspects() -> Pattern:
    return pattern(_joined(lexicon("common")["aspects"]))


def words_of(text: str) -> set[str]:
    return {word for word in _WORD.findall(fold(text)) if len(word) >= _SHORTEST}


def _joined(words: str) -> str:
    """A long pattern is written over several lines."""
    return "".join(words.split())


@lru_cache(maxsize=1)
def _common() -> tuple[Pattern, ...]:
    return tuple(pattern(_joined(words)) for name, words in lexicon("common").items() if name not in _NO_COMMON)


@lru_cache(maxsize=1)
def _same() -> tuple[tuple[Pattern, frozenset[str]], ...]:
    return tuple((pattern(words), frozenset(words_of(own))) for own, words in lexicon("common")["same"].items())


@lru_cache(maxsize=64)
def _patterns_of(name: str) -> tuple[Pattern, ...]:
    """Cues and aliases of an intent, and the words of events where it asks the timetable."""
    intent = intent_of(name)
    assert intent is not None
    cues = [one for cue in intent.cues if cue.weight > 0 for one in cue.needed]
    aliases = [pattern(words) for words in intent.settings.get("aliases", {}).values()]
    aliases.append(pattern(intent.settings.get("covers", "")))
    is_timed = intent.topic.startswith("dates.")
    events = lexicon("events")["events"].values() if is_timed else ()
    return (
        *cues,
        *aliases,
        *(pattern(one) for cues in events for cue in cues for words in cue.values() for one in words.split(" ")),
    )
