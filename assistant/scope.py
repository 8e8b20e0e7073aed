"""Which school, branch and phase a question is about. Stands after the tokens; what it uses up is no subject later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.lexicon import lexicon
from assistant.normalise import Token
from assistant.patterns import pattern
from assistant.vocabulary import subject_of
from dsl.model.regulation import Branch, Regulation
from polish.folding import fold

MAIN_PHASE = "rekrutacyjne"
SUPPLEMENTARY = "uzupełniające"

_CLASS_WORD = pattern("klas*|oddzial*|profil*|kierun*|kl")
_PREPOSITION = pattern("do|w|na|dla|miedzy")
_JOINS = pattern("i|oraz|lub|albo|czy|a|,|/|-")
_STEM = 5
_SHORTEST = 3
_DULL_WORDS = frozenset(
    ("elementami", "nauk", "praktyce", "klasa", "oddzial", "oraz", "szkola", "liceum", "technikum", "ogolnoksztalcace")
) | {"imienia"}
_PLAIN_WORDS = frozenset(("jezyk", "jezyka", "jezyki", "jezykow", "jezykiem", "jezyku", "jezykach", "zdrowia"))
_ALIASES = {"inf": ("programowania", "robotyki"), "it": ("programowania",), "med": ("zdrowiu", "biologiczno")}


@dataclass(frozen=True, slots=True)
class Scope:
    """`branches` empty: none named. `used` are the places of the tokens that named them."""

    branches: tuple[str, ...] = ()
    phase: str = ""
    used: frozenset[int] = frozenset()
    unknown_branch: str = ""


def find_scope(tokens: Sequence[Token], regulation: Regulation) -> Scope:
    codes, used, unknown = _by_code(tokens, regulation)
    if not codes:
        codes, used = _by_words(tokens, list(regulation.branches.values()))
    return Scope(tuple(codes), find_phase(tokens), frozenset(used), "" if codes else unknown)


def find_phase(tokens: Sequence[Token]) -> str:
    words = lexicon("events")["phases"]
    texts = [token.text for token in tokens]
    if any(pattern(words[SUPPLEMENTARY]).matches(text) for text in texts):
        return SUPPLEMENTARY
    second, round_ = pattern(words["second"]), pattern(words["round"])
    if any(second.matches(one) and round_.matches(two) for one, two in pairwise(texts)):
        return SUPPLEMENTARY
    return ""


def find_schools(tokens: Sequence[Token], regulations: Sequence[Regulation]) -> list[int]:
    """The numbers of the regulations whose school a question names by a word that the others do not share."""
    words = [_school_words(regulation) for regulation in regulations]
    texts = {token.text for token in tokens if not token.is_sign}
    found = []
    for number, own in enumerate(words):
        others = set().union(*(other for place, other in enumerate(words) if place != number))
        if any(_same_stem(text, word) for text in texts for word in own - others):
            found.append(number)
    return found


def _school_words(regulation: Regulation) -> set[str]:
    if regulation.school is None:
        return set()
    names = [regulation.school.name, regulation.school.name_locative, *regulation.school.details.values()]
    return {word for name in names for word in _words(name)} - _DULL_WORDS


def _by_code(tokens: Sequence[Token], regulation: Regulation) -> tuple[list[str], set[int], str]:
    """„klasa A”, „do B”, „1c”, and the codes joined to it: „klasa A i C”."""
    codes = {fold(code): code for code in regulation.branches}
    found: list[str] = []
    used: set[int] = set()
    unknown = ""
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else None
        joined = place - 2 in used and _JOINS.matches(before.text if before else "") and _is_capital(token)
        named = before is not None and _names_code(before, token, tokens[place + 1 : place + 2])
        if token.text in codes and (named or joined):
            found.append(codes[token.text])
            used.add(place)
        elif named and _is_capital(token):
            unknown = token.raw
    return list(dict.fromkeys(found)), used, unknown


def _names_code(before: Token, token: Token, after: Sequence[Token]) -> bool:
    if _CLASS_WORD.matches(before.text) or (before.number == 1 and not before.is_word_number):
        return True
    ends = not after or after[0].is_sign
    return _PREPOSITION.matches(before.text) and (_is_capital(token) or ends)


def _is_capital(token: Token) -> bool:
    return len(token.raw) <= 2 and token.raw.isupper()


def _by_words(tokens: Sequence[Token], branches: Sequence[Branch]) -> tuple[list[str], set[int]]:
    """„biol-chem”, „w klasie humanistycznej”: words of a branch's name, or of its extended subjects beside one."""
    scores: dict[str, int] = {}
    used: dict[str, set[int]] = {}
    for branch in branches:
        names, subjects = _branch_words(branch)
        for place in range(len(tokens)):
            weight = _weight(tokens, place, names, subjects)
            if weight:
                scores[branch.code] = scores.get(branch.code, 0) + weight
                used.setdefault(branch.code, set()).add(place)
    best = max(scores.values(), default=0)
    if best < 2:
        return [], set()
    winners = [code for code, score in scores.items() if score == best]
    return winners, set().union(*(used[code] for code in winners))


def _weight(tokens: Sequence[Token], place: int, names: frozenset[str], subjects: frozenset[str]) -> int:
    token = tokens[place]
    if token.is_sign or token.number is not None or len(token.text) < _SHORTEST or token.text in _PLAIN_WORDS:
        return 0
    by_name, by_subject = _meets(token.text, names), _meets(token.text, subjects)
    if not by_name and not by_subject:
        return 4 if _is_fused(token.text, names | subjects) else 0
    is_placed = _is_in_compound(tokens, place) or _is_after_class_word(tokens, place)
    if not is_placed and (subject_of(token.text) or not _is_after_preposition(tokens, place)):
        return 0
    return 2 if by_name else 1


def _is_in_compound(tokens: Sequence[Token], place: int) -> bool:
    return any(0 <= near < len(tokens) and tokens[near].text in "-–—/" for near in (place - 1, place + 1))


def _is_after_preposition(tokens: Sequence[Token], place: int) -> bool:
    return place > 0 and _PREPOSITION.matches(tokens[place - 1].text)


def _is_after_class_word(tokens: Sequence[Token], place: int) -> bool:
    return any(_CLASS_WORD.matches(token.text) for token in tokens[max(0, place - 2) : place])


def _meets(text: str, words: Iterable[str]) -> bool:
    if text in _ALIASES:
        return any(word in words for word in _ALIASES[text])
    return any(_same_stem(text, word) for word in words)


def _same_stem(text: str, word: str) -> bool:
    return text[:_STEM] == word[:_STEM] if len(text) >= _STEM else len(text) >= _SHORTEST and word.startswith(text)


def _is_fused(text: str, words: frozenset[str]) -> bool:
    """„biolchem”, „matfiz”."""
    return any(
        any(word.startswith(text[:cut]) for word in words)
        and any(word.startswith(text[cut : cut + _SHORTEST]) for word in words)
        for cut in range(_SHORTEST, min(_STEM, len(text) - _SHORTEST) + 1)
    )


def _branch_words(branch: Branch) -> tuple[frozenset[str], frozenset[str]]:
    names = frozenset(_words(branch.label)) - _DULL_WORDS
    subjects = frozenset(word for name in branch.extended_subjects for word in _words(name.replace("_", " ")))
    return names, subjects - names - {"jezyk"}


def _words(text: str) -> list[str]:
    cleaned = "".join(char if char.isalpha() else " " for char in fold(text))
    return [word for word in cleaned.split() if len(word) > _SHORTEST]
