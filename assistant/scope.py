"""Which school, branch and phase a question is about. Stands after the tokens; what it uses up is no subject later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.kept import Kept
from assistant.lexicon import lexicon
from assistant.normalise import Token
from assistant.normalise import tokens as split_into_tokens
from assistant.offered import offered
from assistant.patterns import Pattern, pattern
from assistant.vocabulary import subject_of
from dsl.model.regulation import Branch, Regulation
from polish.folding import fold

MAIN_PHASE = "rekrutacyjne"
SUPPLEMENTARY = "uzupełniające"

CLASS_WORD = pattern("klas*|oddzial*|profil*|kierun*|kl")
_NOUN_OF_BRANCH = pattern("klas*|oddzial*|profil*|kierun*|kl|technik*|zawod*|zawodzie|branz*|szkola|szkole|szkoly")
_NOUN_OF_KIND = pattern("mundurowk*|wojskowk*|sportowk*|zawodowk*|branzowk*|integracyjniak*|humanik*")
_PREPOSITION = pattern("do|w|na|dla|miedzy|od|niz")
_SCHOOL_OF_KIND = pattern("liceum|licea|technikum|technika|szkola|szkole|szkoly")
_WHICH = pattern("jaki*|jaka|jakie*|jakich|ktor*")
_JOINS = pattern("i|oraz|lub|albo|czy|a|,|/|-")
_PAIRS = pattern("i|oraz|a|z|od|czy|,|/")
_PAIR = 2
_STEM = 5
_SHORTEST = 3
_MOST_KEPT = 200
_LONGEST_CODE = 4
_LAST_YEAR = 5
_COMMON_KIND = "ogólnodostępny"
_LEAST_ADJECTIVE = 6
_ADJECTIVE = re.compile(r"(?:[snczw]n|sk|ck|ow)(?:a|y|i|e|ej|ego|iej|iego|ym|im|ych|ich)$")
_FEMININE = ("ska", "skiej", "cka", "ckiej")
_PERSON = ("", "a", "u", "iem", "em")
_FIRST_YEAR = re.compile(r"1[a-z]")
_LABELS = frozenset({"lit", "art", "ust", "pkt", "par", "zal", "bardzo"})
_NOT_AFTER_CODE = frozenset({"dobry", "dobra", "dobre", ")"})
_WORDS_OF_A_LETTER = frozenset("aiouwz")
_DULL_WORDS = frozenset(
    ("elementami", "nauk", "praktyce", "klasa", "oddzial", "oraz", "szkola", "stopnia", "ogolnoksztalcace")
) | {"imienia"}
_PLAIN_WORDS = frozenset(("jezyk", "jezyka", "jezyki", "jezykow", "jezykiem", "jezyku", "jezykach", "zdrowia"))


@dataclass(frozen=True, slots=True)
class Scope:
    """`branches` empty: none named. `used` are the places of the tokens that named them."""

    branches: tuple[str, ...] = ()
    phase: str = ""
    used: frozenset[int] = frozenset()
    unknown_branch: str = ""
    strange_kind: str = ""


def find_scope(tokens: Sequence[Token], regulation: Regulation) -> Scope:
    codes, used, unknown = _by_code(tokens, regulation)
    if not codes and not unknown:
        codes, used = _by_words(tokens, list(offered(regulation).values()))
    strange = () if unknown else _strange_kind(tokens, regulation, used)
    kind = " ".join(token.raw for token in strange)
    return Scope(tuple(codes), find_phase(tokens), frozenset(used) | _kinds_after(tokens, used), unknown, kind)


def _kinds_after(tokens: Sequence[Token], used: Set[int]) -> frozenset[int]:
    """„klasa D hiszpańska”: no subject; that would be „hiszpański”."""
    after = {place + 1 for place in used if place + 1 < len(tokens)}
    return frozenset(place for place in after if tokens[place].text.endswith(_FEMININE))


# -- a kind of branches that there is not -----------------------------------------------------------------------------


def _strange_kind(tokens: Sequence[Token], regulation: Regulation, used: Set[int]) -> Sequence[Token]:
    """„klasa sportowa”, „dwujęzyczny oddział”, „profil lotniczy” where no branch has such a name, kind or subject."""
    known = _words_of_branches(regulation)
    for place, token in enumerate(tokens):
        is_class = CLASS_WORD.matches(token.text)
        if not is_class and not _SCHOOL_OF_KIND.matches(token.text):
            continue
        for near in (place - 1, place + 1, place + 2):
            between = tokens[place + 1 : near]
            if not 0 <= near < len(tokens) or near in used or any(one.is_sign for one in between):
                continue
            if _is_kind(tokens[near], after=is_class and near > place, skipped=bool(between)) and not _meets(
                tokens[near].text, known
            ):
                return tokens[min(place, near) : max(place, near) + 1]
    return ()


def _is_kind(token: Token, after: bool, skipped: bool) -> bool:
    """A kind that people ask for; right after the noun any adjective made as such kinds are („lotnicza”)."""
    words = lexicon("kinds")
    if token.is_sign or pattern(words["ordinary"]).matches(token.text):
        return False
    if pattern(words["kinds"]).matches(token.text):
        return True
    is_made_so = len(token.text) > _LEAST_ADJECTIVE and bool(_ADJECTIVE.search(token.text))
    return after and not skipped and is_made_so and not subject_of(token.text)


def _words_of_branches(regulation: Regulation) -> frozenset[str]:
    found: set[str] = set()
    for branch in offered(regulation).values():
        names, subjects = _branch_words(branch)
        found |= names | subjects | set(_words(branch.rules.kind.replace("_", " ")))
    return frozenset(found)


def find_phase(tokens: Sequence[Token]) -> str:
    words = lexicon("events")["phases"]
    texts = [token.text for token in tokens]
    if any(pattern(words[SUPPLEMENTARY]).matches(text) for text in texts):
        return SUPPLEMENTARY
    second, round_ = pattern(words["second"]), pattern(words["round"])
    if any(second.matches(one) and round_.matches(two) for one, two in pairwise(texts)):
        return SUPPLEMENTARY
    return MAIN_PHASE if any(map(pattern(words["main"]).matches, texts)) else ""


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


def _words_of_school(regulation: Regulation) -> set[str]:
    if regulation.school is None:
        return set()
    names = [regulation.school.name, regulation.school.name_locative, *regulation.school.details.values()]
    return {word for name in names for word in _words(name)} - _DULL_WORDS


_school_words = Kept(_words_of_school, _MOST_KEPT)


def _by_code(tokens: Sequence[Token], regulation: Regulation) -> tuple[list[str], set[int], str]:
    """„klasa A”, „do B”, „1b”, „w ib”, and the codes joined to it: „klasa A i C”. A code with a figure needs no word
    before it; a letter alone does, unless it is a capital or the last word."""
    spelled = _spellings(regulation.branches)
    found: list[str] = []
    used: set[int] = set()
    unknown = ""
    place = 0
    while place < len(tokens):
        width, code = _code_at(tokens, place, spelled, place - 2 in used)
        if code:
            found.append(code)
            used.update(range(place, place + width))
        elif strange := _strange_code(tokens, place, bool(used)):
            unknown = unknown or "".join(token.raw for token in strange)
            used.update(range(place, place + len(strange)))
            width = len(strange)
        place += max(width, 1)
    return list(dict.fromkeys(found)), used, unknown


def _spellings(codes: Iterable[str]) -> dict[tuple[str, ...], str]:
    """How a code may be written: „1b” also „ib”, and the class of the first year „A” also „1a”; as texts of tokens."""
    found: dict[tuple[str, ...], str] = {}
    for code in codes:
        folded = fold(code)
        other = f"1{folded}" if len(folded) == 1 and folded.isalpha() else ""
        first_year = folded if _FIRST_YEAR.fullmatch(folded) else other
        roman = f"i{first_year[1:]}" if first_year else ""
        for text in (folded, first_year, roman):
            if text:
                found.setdefault(tuple(token.text for token in split_into_tokens(text)), code)
    return found


def _code_at(
    tokens: Sequence[Token], place: int, spelled: Mapping[tuple[str, ...], str], is_after_code: bool
) -> tuple[int, str]:
    """How many tokens spell a code here, and which; the longest."""
    for width in range(min(_LONGEST_CODE, len(tokens) - place), 0, -1):
        texts = tuple(token.text for token in tokens[place : place + width])
        if texts in spelled and _is_meant(tokens, place, width, is_after_code):
            return width, spelled[texts]
    return 0, ""


def _is_meant(tokens: Sequence[Token], place: int, width: int, is_after_code: bool) -> bool:
    token, before = tokens[place], tokens[place - 1] if place else None
    after = tokens[place + width : place + width + 1]
    if width > 1 and any(one.number is not None for one in tokens[place : place + width]):
        return not (after and after[0].glued and after[0].text.isalnum())
    if before is not None and before.glued and before.text.isalnum() is False and len(token.text) > 1:
        return False
    if is_after_code and _JOINS.matches(before.text if before else "") and _is_capital(token):
        return True
    if before is not None and _names_code(before, token, after):
        return True
    if _is_capital(token) and _pairs_with_code(tokens, place + width):
        return True
    return len(token.text) <= _SHORTEST and _stands_alone(tokens, place, after)


def _pairs_with_code(tokens: Sequence[Token], after: int) -> bool:
    """„A i B”: a capital joined to another."""
    joined = tokens[after : after + 2]
    return len(joined) == _PAIR and bool(_PAIRS.matches(joined[0].text)) and _is_capital(joined[1])


def _stands_alone(tokens: Sequence[Token], place: int, after: Sequence[Token]) -> bool:
    """„ile miejsc A?”, „punkty b”: a capital among small letters, or the last word; not „lit. b” nor „a) …”."""
    before = [token for token in tokens[:place] if not token.is_sign][-1:]
    if not before or before[0].text in _LABELS or (after and after[0].text in _NOT_AFTER_CODE):
        return False
    is_last = all(token.is_sign for token in tokens[place + 1 :])
    is_shouted = all(token.raw.isupper() for token in tokens if token.raw.isalpha())
    return is_last or (_is_capital(tokens[place]) and not is_shouted and tokens[place].text not in _WORDS_OF_A_LETTER)


def _strange_code(tokens: Sequence[Token], place: int, has_code: bool) -> Sequence[Token]:
    """The tokens of a code that the regulation does not have: „klasa 1d”, „1e”, „do K”. Of a first year only: „8b” is
    the class that a candidate leaves."""
    token, before = tokens[place], tokens[place - 1] if place else None
    after = tokens[place + 1 : place + 2]
    is_named = before is not None and bool(CLASS_WORD.matches(before.text))
    if token.text == "1" and after and after[0].glued and len(after[0].text) == 1 and after[0].text.isalpha():
        return tokens[place : place + 2]
    if is_named and token.number is not None and not token.is_word_number and 1 < token.number <= _LAST_YEAR:
        is_glued = bool(after) and after[0].glued and len(after[0].text) == 1 and after[0].text.isalpha()
        return tokens[place : place + 2] if is_glued else ()
    if before is not None and _is_capital(token) and not has_code and token.text.isalpha():
        return tokens[place : place + 1] if _names_code(before, token, after) else ()
    return ()


def _names_code(before: Token, token: Token, after: Sequence[Token]) -> bool:
    if CLASS_WORD.matches(before.text):
        return True
    ends = not after or after[0].is_sign
    return bool(_PREPOSITION.matches(before.text)) and (_is_capital(token) or ends)


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
    winners += _named_apart(tokens, used, winners)
    if len(winners) == len(branches) > 1:
        return [], set()
    places = set().union(*(used[code] for code in winners))
    return winners, places | _nouns_before(tokens, places)


def _named_apart(tokens: Sequence[Token], used: Mapping[str, Set[int]], winners: Sequence[str]) -> list[str]:
    """„technik informatyk od programisty”: a word elsewhere that no branch but one has."""
    taken = set().union(*(used[code] for code in winners))
    found = []
    for code, places in used.items():
        others = set().union(*(other for one, other in used.items() if one != code))
        own = [place for place in places if place not in others and place not in taken]
        if code not in winners and any(not subject_of(tokens[place].text) for place in own):
            found.append(code)
    return found


def _nouns_before(tokens: Sequence[Token], places: Set[int]) -> set[int]:
    """„technika” of „technika żywienia” names no subject."""
    return {place - 1 for place in places if place and _NOUN_OF_BRANCH.matches(tokens[place - 1].text)}


def _weight(tokens: Sequence[Token], place: int, names: frozenset[str], subjects: frozenset[str]) -> int:
    token = tokens[place]
    if token.is_sign or token.number is not None or len(token.text) < _SHORTEST or token.text in _PLAIN_WORDS:
        return 0
    by_name, by_subject = _meets(token.text, names), _meets(token.text, subjects)
    if by_name and _NOUN_OF_KIND.matches(token.text):
        return 4
    if not by_name and not by_subject:
        return 4 if _is_fused(token.text, names | subjects) else 0
    is_placed = _is_in_compound(tokens, place) or _is_after_class_word(tokens, place)
    is_placed = is_placed or _is_beside_another(tokens, place, names) or _is_person(tokens, place, names)
    is_placed = is_placed or _is_of_class_before(tokens, place)
    if not is_placed and (subject_of(token.text) or not _is_after_preposition(tokens, place)):
        return 0
    return 2 if by_name else 1


def _is_of_class_before(tokens: Sequence[Token], place: int) -> bool:
    """„jaki jest oddział sportowy, a jaki wojskowy”: the noun stands once."""
    is_asked = place > 0 and _WHICH.matches(tokens[place - 1].text)
    return is_asked and any(CLASS_WORD.matches(token.text) for token in tokens[: place - 1])


def _is_beside_another(tokens: Sequence[Token], place: int, names: frozenset[str]) -> bool:
    """„transport drogowy”: two words of one name together."""
    near = [tokens[one].text for one in (place - 1, place + 1) if 0 <= one < len(tokens)]
    own = tokens[place].text
    return any(len(one) >= _STEM and one[:_STEM] != own[:_STEM] and _meets(one, names) for one in near)


def _is_person(tokens: Sequence[Token], place: int, names: frozenset[str]) -> bool:
    """„na informatyku”, „do informatyka”: the occupation, not the subject."""
    forms = {f"{name}{end}" for name in names for end in _PERSON}
    return place > 0 and tokens[place - 1].text in _TOWARDS and tokens[place].text in forms


_TOWARDS = frozenset({"na", "do"})


def _is_in_compound(tokens: Sequence[Token], place: int) -> bool:
    return any(0 <= near < len(tokens) and tokens[near].text in "-–—/" for near in (place - 1, place + 1))


def _is_after_preposition(tokens: Sequence[Token], place: int) -> bool:
    return place > 0 and _PREPOSITION.matches(tokens[place - 1].text)


def _is_after_class_word(tokens: Sequence[Token], place: int) -> bool:
    return any(_NOUN_OF_BRANCH.matches(token.text) for token in tokens[max(0, place - 2) : place])


def _meets(text: str, words: Iterable[str]) -> bool:
    meant = next((own for said, own in _aliases() if said.matches(text)), ())
    return any(_same_stem(text, word) or word in meant for word in words)


@lru_cache(maxsize=1)
def _aliases() -> tuple[tuple[Pattern, tuple[str, ...]], ...]:
    """What people call a branch, and the words of its name that they mean."""
    found = lexicon("kinds")["aliases"].items()
    return tuple((pattern(said), tuple(fold(own).split())) for said, own in found)


def _same_stem(text: str, word: str) -> bool:
    return text[:_STEM] == word[:_STEM] if len(text) >= _STEM else len(text) >= _SHORTEST and word.startswith(text)


def _is_fused(text: str, words: frozenset[str]) -> bool:
    """„biolchem”, „matfiz”."""
    return any(
        any(word.startswith(text[:cut]) for word in words)
        and any(word.startswith(text[cut : cut + _SHORTEST]) for word in words)
        for cut in range(_SHORTEST, min(_STEM, len(text) - _SHORTEST) + 1)
    )


def _words_of_branch(branch: Branch) -> tuple[frozenset[str], frozenset[str]]:
    names = frozenset(_words(f"{branch.label} {_kind_words(branch)}")) - _DULL_WORDS
    subjects = frozenset(word for name in branch.extended_subjects for word in _words(name.replace("_", " ")))
    return names, subjects - names - {"jezyk"}


_branch_words = Kept(_words_of_branch, _MOST_KEPT)


def _kind_words(branch: Branch) -> str:
    """„dwujęzyczny”: a name as good as its own, where it is not the kind that most branches have."""
    kind = branch.rules.kind.replace("_", " ")
    return "" if kind == _COMMON_KIND != branch.code else f"{kind} {branch.rules.notes.label}"


def _words(text: str) -> list[str]:
    cleaned = "".join(char if char.isalpha() else " " for char in fold(text))
    return [word for word in cleaned.split() if len(word) > _SHORTEST]
