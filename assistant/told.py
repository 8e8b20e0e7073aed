"""What a question tells of the asker's own case, and whether it wants a yes or a no. Stands beside `slots`; the words
are data (`lexicon/own_case.yaml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from assistant.coverage import clauses_of, telling_words
from assistant.days import day_in
from assistant.formulas import facts_in
from assistant.lexicon import lexicon
from assistant.normalise import Token
from assistant.patterns import Pattern, pattern
from dsl.emit.evaluate import Evaluator
from dsl.model.expr import Typed
from dsl.model.regulation import Branch, Regulation
from dsl.model.types import DateType, Fact
from polish.folding import fold

_REACH = 5
_NEAR = 2
_SENTENCE_ENDS = frozenset(".?!;")
_CLAUSE_ENDS = frozenset(".?!;:,–—-")
_NOT = frozenset({"nie", "ani", "bez"})
_KEPT = 16
_YEARS = range(1990, 2100)
_QUESTION = "?"
_WHETHER = "czy"
_NO = "nie"
_SO = "tak"
_WHAT = "co"
_CANDIDATE, _BIRTH = "kandydat", "data_urodzenia"
LACKS = "lacks."
ALLOWED, DEMANDED = "allowed", "demanded"
IN_TIME, CLAIMED, ANY = "in_time", "claimed", "any"
_INFINITIVE = "c"
_TAG = (",", "nie", "?")
_LEAST_OF_VERB = 4


def asks_verdict(tokens: Sequence[Token], kind: str = ALLOWED) -> bool:
    """Whether some sentence asks if something is allowed or demanded, and none asks for anything else, nor which of two
    things is so.
    """
    asked = [one for one in _sentences(tokens) if _is_question(one)]
    return any(_wants(one, kind) for one in asked) and not any(_is_open(one) or _is_of_two(one) for one in asked)


def _is_of_two(sentence: Sequence[Token]) -> bool:
    """„recznie czy elektronicznie”, „w każdej szkole, czy tylko w jednej?”: no yes tells which."""
    words = [token.text for token in sentence]
    return any(word == _WHETHER and _parts_two(words, place) for place, word in enumerate(words))


def _parts_two(words: Sequence[str], place: int) -> bool:
    """Not where „czy” begins the question („mam opinię, czy to się liczy?”, „wiesz, czy mogę”), nor „czy nie?”."""
    verbs, joins = words_of_case("verbs_of_asking"), words_of_case("before_whether")
    before = [word for word in words[:place] if word.isalnum()]
    after = [word for word in words[place + 1 :] if word.isalnum()]
    if not before or joins.matches(before[-1]) or after in ([_NO], []):
        return False
    has_verb = any(map(verbs.matches, after))
    if not words[place - 1].isalnum() and has_verb and _WHETHER not in before:
        return False
    return not has_verb or _WHETHER in before or any(map(words_of_case("asking_before").matches, before))


def _wants(sentence: Sequence[Token], kind: str) -> bool:
    turns = pairwise((*(token.text for token in sentence), ""))
    words = [one for one, two in turns if not (one == _SO and words_of_case("after_so").matches(two))]
    if kind == ANY or any(map(words_of_case(kind).matches, words)):
        return True
    return (kind == DEMANDED and _is_asked_to_do(words)) or (kind == CLAIMED and _is_tagged(words))


def _is_asked_to_do(words: Sequence[str]) -> bool:
    """„czy drukować wniosek”, „mam go jeszcze wydrukować?”: an infinitive after „czy” or „mam” and small words."""
    small, to_do = words_of_case("small"), words_of_case("to_do")
    for place, word in enumerate(words):
        if word == _WHETHER or to_do.matches(word):
            after = next((one for one in words[place + 1 :] if word == _WHETHER or not small.matches(one)), "")
            if len(after) >= _LEAST_OF_VERB and after.endswith(_INFINITIVE):
                return True
    return False


def _is_tagged(words: Sequence[str]) -> bool:
    """„…, nie?”"""
    return tuple(words[-len(_TAG) :]) == _TAG


def weighs_two(tokens: Sequence[Token]) -> bool:
    """„z poradni czy od lekarza?”: which of two things is so."""
    return any(_is_of_two(one) for one in _sentences(tokens) if _is_question(one))


def asks_whether_alike(tokens: Sequence[Token]) -> bool:
    """„czy wszyscy mają tyle samo, niezależnie od miejsca?”: a yes means that nothing turns on it."""
    words = [token.text for token in tokens if not token.is_sign]
    alike = pattern(_words(lexicon("own_case")["alike"]))
    pairs = [pattern(one) for one in lexicon("own_case")["alike_in_two"].split(" ")]
    return any(map(alike.matches, words)) or any(
        pairs[0].matches(one) and pairs[1].matches(two) for one, two in pairwise(words)
    )


def asks_admission(tokens: Sequence[Token]) -> bool:
    """Whether nothing else is to be done in what is asked, and not the other way round („czy to wyklucza”)."""
    asked = [token.text for one in _sentences(tokens) if _is_question(one) for token in one]
    verbs = [word for word in asked if len(word) >= _LEAST_OF_VERB and word.endswith(_INFINITIVE)]
    own, barring = words_of_case("admission"), words_of_case("barring")
    return all(map(own.matches, verbs)) and not any(map(barring.matches, asked))


def verdict_of_demand(tokens: Sequence[Token], is_demanded: bool) -> str:
    """„czy muszę …?” and „czy nie muszę …?” are answered the other way round."""
    demanded = words_of_case(DEMANDED)
    asked = [[token.text for token in one] for one in _sentences(tokens) if _is_question(one)]
    is_denied = any(one == _NO and demanded.matches(two) for words in asked for one, two in pairwise(words))
    return "tak" if is_demanded != is_denied else "nie"


def _sentences(tokens: Sequence[Token]) -> list[list[Token]]:
    found: list[list[Token]] = [[]]
    for token in tokens:
        found[-1].append(token)
        if token.text in _SENTENCE_ENDS:
            found.append([])
    return [one for one in found if any(not token.is_sign for token in one)]


def _is_question(sentence: Sequence[Token]) -> bool:
    return sentence[-1].text == _QUESTION or any(token.text == _WHETHER for token in sentence)


def _is_open(sentence: Sequence[Token]) -> bool:
    """„tak jak inni” and „jak nie mam …, to mogę?” do not ask how."""
    words = [token.text for token in sentence]
    if any(words_of_case("open").matches(word) and not _is_relative(words, place) for place, word in enumerate(words)):
        return True
    how, after = words_of_case("how"), words_of_case("after_how")
    before, following = [",", *words], [*words[1:], ""]
    turns = zip(before, words, following, strict=False)
    return any(how.matches(one) and not start.isalpha() and not after.matches(two) for start, one, two in turns)


def _is_relative(words: Sequence[str], place: int) -> bool:
    """„nauczycielka, której córka zdaje, może …”, „tych, co mają”: no question; „…, który się liczy?” is one."""
    before, after = words[max(0, place - 2) : place], words[place + 1 :]
    nearest = [one for one in before if one != ","][-1:]
    if words[place] == _WHAT and any(map(words_of_case("those").matches, nearest)):
        return True
    return words_of_case("relative").matches(words[place]) and "," in before and "," in after


@lru_cache(maxsize=256)
def words_of_case(name: str) -> Pattern:
    return pattern(_words(lexicon("own_case")[name]))


def _words(text: str) -> str:
    """The alternatives of one pattern, with the words of concepts (`$może`) and of this file (`$papierem`)."""
    return "|".join(_named(one[1:]) if one.startswith("$") else one for one in "".join(text.split()).split("|"))


def _named(name: str) -> str:
    own = lexicon("own_case")
    return _words(own[name] if name in own else lexicon("concepts")[name])


# -- what is lacking --------------------------------------------------------------------------------------------------


def lacking(tokens: Sequence[Token]) -> frozenset[str]:
    """The facts that a question says the candidate has not: „nie mam obywatelstwa”, „bez zgody rodziców”."""
    return _lacking(tuple(tokens))


@lru_cache(maxsize=_KEPT)
def _lacking(tokens: tuple[Token, ...]) -> frozenset[str]:
    """Every way of settling a case asks it of the same question."""
    clauses = _clauses(tokens)
    return frozenset(fact for fact, lines in _lacks().items() if any(_in_turn(one, clauses) for one in lines))


def granted(tokens: Sequence[Token]) -> frozenset[str]:
    """The facts that a question tells of the candidate, where a condition may want the contrary: „już tu chodzi”."""
    clauses = [_affirmed(clause) for clause in _clauses(tokens)]
    words = [word for clause in clauses for word in clause]
    return frozenset(
        fact
        for fact, known in lexicon("own_case")["granted"].items()
        if any(_in_turn(_patterns(line), clauses) for line in known["told"])
        and not any(map(pattern(known["barred"]).matches, words))
    )


def is_needless(tokens: Sequence[Token], facts: Iterable[str]) -> bool:
    """Whether what is asked is not demanded of those of whom such a fact is so."""
    return any(says(tokens, lexicon("own_case")["granted"][fact]["needless"]) for fact in facts)


@lru_cache(maxsize=1)
def _lacks() -> Mapping[str, tuple[tuple[Pattern, ...], ...]]:
    return {fact: tuple(map(_patterns, lines)) for fact, lines in lexicon("own_case")["lacks"].items()}


@lru_cache(maxsize=512)
def _patterns(line: str) -> tuple[Pattern, ...]:
    return tuple(pattern(_words(part)) for part in line.split(" "))


def _clauses(tokens: Sequence[Token]) -> list[list[str]]:
    """The words of each clause; „czy”, „ale” and the like begin one."""
    found: list[list[str]] = [[]]
    for token in tokens:
        if token.text in _CLAUSE_ENDS or words_of_case("parting").matches(token.text):
            found.append([])
        elif not token.is_sign:
            found[-1].append(token.text)
    return [one for one in found if one]


def _in_turn(line: Sequence[Pattern], clauses: Sequence[Sequence[str]]) -> bool:
    """The words of a line one after another in one clause, few words between them."""
    return any(_begins_at(line, clause, start) for clause in clauses for start in range(len(clause)))


def _begins_at(line: Sequence[Pattern], clause: Sequence[str], start: int) -> bool:
    if not line[0].matches(clause[start]):
        return False
    if len(line) == 1:
        return True
    after = range(start + 1, min(start + 1 + _REACH, len(clause)))
    return any(_begins_at(line[1:], clause, place) for place in after)


def tells_in_turn(tokens: Sequence[Token], lines: Sequence[str]) -> bool:
    clauses = _clauses(tokens)
    return any(_in_turn(_patterns(line), clauses) for line in lines)


def tells_beside(tokens: Sequence[Token], line: str) -> bool:
    """„dwa wnioski”, „drugi papierowy wniosek”: two words, one other between them at most."""
    first, second = _patterns(line)
    return any(
        first.matches(word) and any(map(second.matches, clause[place + 1 : place + 1 + _NEAR]))
        for clause in _clauses(tokens)
        for place, word in enumerate(clause)
    )


# -- what is said -----------------------------------------------------------------------------------------------------


def says(tokens: Sequence[Token], line: str) -> bool:
    """Whether all words of a line are said in any order, none of them denied; `$lacks.x`: the fact is lacking."""
    clauses = _clauses(tokens)
    every = [word for clause in clauses for word in clause]
    affirmed = [word for clause in clauses for word in _affirmed(clause)]
    parts = line.split(" ")
    lacks = [part.removeprefix(f"${LACKS}") for part in parts if part.startswith(f"${LACKS}")]
    parts = [part for part in parts if not part.startswith(f"${LACKS}")]
    if not lacking(tokens).issuperset(lacks):
        return False
    barred = [pattern(_words(part[1:])) for part in parts if part.startswith("!")]
    needed = [pattern(_words(part)) for part in parts if not part.startswith("!")]
    if any(one.matches(word) for one in barred for word in every):
        return False
    return all(any(map(one.matches, affirmed)) for one in needed)


def _affirmed(clause: Sequence[str]) -> list[str]:
    return [word for place, word in enumerate(clause) if not place or clause[place - 1] not in _NOT]


def holds_words(text: str, line: str) -> bool:
    """Whether a rule has all words of a line."""
    words = folded_words(text)
    return all(any(map(one.matches, words)) for one in _patterns(line))


@lru_cache(maxsize=4096)
def folded_words(text: str) -> tuple[str, ...]:
    return tuple("".join(char if char.isalnum() else " " for char in fold(text)).split())


# -- the place of a choice --------------------------------------------------------------------------------------------


def place_of_choice(tokens: Sequence[Token]) -> int:
    """„na drugim miejscu listy”: the place; none where none is told."""
    known = lexicon("own_case")["places"]
    nouns = pattern(_words(known["nouns"]))
    for place, token in enumerate(tokens):
        number = next((count for said, count in known["ordinals"].items() if pattern(said).matches(token.text)), 0)
        after = tokens[place + 1 : place + 1 + _NEAR]
        if number and any(nouns.matches(one.text) for one in after):
            return int(number)
    return 0


def all_telling_words(tokens: Sequence[Token], used: frozenset[int]) -> tuple[str, ...]:
    """Also those of the clauses that only tell."""
    every = [telling_words(tokens, used)]
    every += [telling_words([tokens[place] for place in clause], frozenset()) for clause in clauses_of(tokens)]
    return tuple(dict.fromkeys(word for words in every for word in words))


# -- days of birth ----------------------------------------------------------------------------------------------------


def days_of_birth(tokens: Sequence[Token], regulation: Regulation) -> tuple[date, ...]:
    """The day that a question names; the first and the last day where only a year is named."""
    place = next((place for place, one in enumerate(tokens) if words_of_case("born").matches(one.text)), None)
    if place is None:
        return ()
    day = day_in(tokens[place:], regulation)
    year = next((one.number for one in tokens[place:] if one.number in _YEARS), None)
    if year is None:
        return ()
    if day is not None and day.year == year:
        return (day,)
    return (date(year, 1, 1), date(year, 12, 31))


def birth_facts(branch: Branch, used: Set[str]) -> list[Fact]:
    """Of the facts that a rule uses the day of birth, where the regulation asks for it."""
    own = branch.rules.facts.get(_CANDIDATE, {}).values()
    return [one for one in own if one.name in used and one.name == _BIRTH and isinstance(one.type, DateType)]


def is_of_birth(branch: Branch, condition: Typed) -> bool:
    facts = facts_in(condition, branch.rules)
    return bool(facts) and len(birth_facts(branch, facts)) == len(facts)


def holds_on(regulation: Regulation, branch: Branch, condition: Typed, day: date) -> bool:
    """Whether a condition holds of one born on the day."""
    facts = {one.name: day for one in birth_facts(branch, facts_in(condition, branch.rules))}
    return bool(Evaluator(regulation, branch, facts).value(condition))


def claimed_points(tokens: Sequence[Token]) -> int | None:
    """„5 punktów”: the number that stands before the word; none where there are several."""
    pairs = [(one.number, two) for one, two in pairwise(tokens) if one.number is not None]
    found = {number for number, after in pairs if words_of_case("points").matches(after.text)}
    return found.pop() if len(found) == 1 else None


def lengths(tokens: Sequence[Token], unit: str) -> set[int]:
    """„cztery lata”, „przez rok”, „w ciągu tygodnia”: how many of a unit."""
    known = lexicon("own_case")["lengths"][unit]
    words, alone = pattern(known["many"]), {pattern(one): count for one, count in known["alone"].items()}
    if any(map(pattern(_words(known["barred"])).matches, (token.text for token in tokens))):
        return set()
    pairs = [(one.number, two.text) for one, two in pairwise((Token(""), *tokens))]
    told = {number for number, after in pairs if number is not None and words.matches(after)}
    singles = [(number is None, count) for number, word in pairs for one, count in alone.items() if one.matches(word)]
    return told | {int(count) for is_alone, count in singles if is_alone}


def numbers(tokens: Sequence[Token], collective: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Each number with its place; „sześcioro” is one too."""
    found = ((place, collective.get(token.text, token.number)) for place, token in enumerate(tokens))
    return [(place, number) for place, number in found if number is not None]
