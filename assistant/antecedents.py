"""What „ją”, „do niego”, „na to” of a turn point to: the thing named last that the word may be said of.

A turn is read with the name of the thing in place of the word, so that it asks by itself: „do kiedy go złożyć?” →
„do kiedy wniosek o przyjęcie złożyć?”. What is pointed to nowhere stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from typing import Any

from assistant.asked import asking_words
from assistant.coverage import tells
from assistant.lexicon import lexicon
from assistant.normalise import Token
from assistant.patterns import pattern
from assistant.vocabulary import subject_of
from dsl.source.nodes import readable_name

_ANY, _FEMININE, _MASCULINE = "to", "ona", "on"
_FEMININE_END = "a"
_NOT, _FOR = "nie", "na"
_LONGEST = 9
_SHORT = 6
_MOST_KEPT = 6
_BEFORE_IT = frozenset({"o", "na", "za", "do", "po", "przed", "z", "w", "od", "bez"})
_NOT_OF_IT = pattern("jest|sa|bedzie|byl*|znaczy|za|w|z|na|do|tak|punkt*|ile|dni")


@lru_cache(maxsize=1)
def _things() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = lexicon("things")["things"]
    return found


def things_named(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The things that words name, the last one first; a subject is one too."""
    return tuple(dict.fromkeys(name for token in reversed(tokens) for name in _named_by(token)))


def _named_by(token: Token) -> list[str]:
    if token.is_sign or token.number is not None:
        return []
    found = [name for name, thing in _things().items() if pattern(thing["words"]).matches(token.text)]
    subject = subject_of(token.text)
    return [*found, *([readable_name(subject)] if subject else [])]


def _is_said_of(name: str, kinds: Set[str]) -> bool:
    """Whether „on”, „ona”, „ono” or „one” is said of a thing; of a subject by its ending."""
    thing = _things().get(name)
    if thing is None and not subject_of(name.split()[-1]):
        return _ANY in kinds
    own = thing["is"] if thing is not None else _FEMININE if name.endswith(_FEMININE_END) else _MASCULINE
    return own in kinds or (_ANY in kinds and thing is not None)


def things_after(tokens: Sequence[Token], intent: str, before: Sequence[str], about: str = "") -> tuple[str, ...]:
    """What a later turn may point to: what the answer was about (`about`: a criterion, in the words of the turn), what
    the turn named, what was named before it."""
    told = about or lexicon("things")["of_intents"].get(intent)
    every = (*([told] if told else []), *things_named(tokens), *before)
    return tuple(dict.fromkeys(every))[:_MOST_KEPT]


def resolved(tokens: Sequence[Token], known: Sequence[str]) -> str:
    """The turn with the things it points to; nothing where it points to none."""
    if len([token for token in tokens if not token.is_sign]) > _LONGEST:
        return ""
    for asks, what in _KINDS:
        if asks(tokens):
            return next((told[what] for told in map(_told_of, known) if what in told), "")
    words = [token.raw for token in tokens]
    if known and _asks_of_paper(tokens):
        return f"{' '.join(words)} {_FOR} {known[0]}"
    for place in range(len(tokens)):
        thing = _pointed_to(tokens, place, known)
        if thing:
            is_of = place and pattern(lexicon("things")["before_of"]).matches(tokens[place - 1].text)
            words[place] = _told_of(thing).get("of", thing) if is_of else thing
            return " ".join(words)
    return ""


def _asks_of_paper(tokens: Sequence[Token]) -> bool:
    """„jaki dokument?” after a question about a criterion."""
    words = [token.text for token in tokens if not token.is_sign]
    paper, beside = (pattern(lexicon("things")[name]) for name in ("paper", "beside_paper"))
    return any(map(paper.matches, words)) and all(paper.matches(word) or beside.matches(word) for word in words)


def _asks_of_being_absent(tokens: Sequence[Token]) -> bool:
    """„a jeśli córki na niej nie będzie?”"""
    words = [token.text for token in tokens if not token.is_sign]
    absent, there = (pattern(lexicon("things")[name]) for name in ("absent", "there"))
    is_absent = any(one == _NOT and absent.matches(two) for one, two in pairwise(words))
    return is_absent and any(map(there.matches, words))


def points_nowhere(tokens: Sequence[Token]) -> bool:
    """„kto to podpisuje?”, „jak to jest z tym zaświadczeniem?” where nothing was named before."""
    words = [token for token in tokens if not token.is_sign]
    if not words or len(words) > _SHORT:
        return False
    if any(len(words) > 1 and _is_asked_of_this(words[:place], words[place:]) for place in range(1, len(words))):
        return True
    if things_named(words):
        return False
    return any(_may_point(tokens, place) and not _tells_before(tokens, place) for place in range(len(tokens)))


def _may_point(tokens: Sequence[Token], place: int) -> bool:
    kinds = _kinds_of(tokens[place])
    return bool(kinds) and (kinds != {_ANY} or _is_of_thing(tokens, place))


def _tells_before(tokens: Sequence[Token], place: int) -> bool:
    """„jesteśmy rodziną wielodzietną, czy to pomaga?” points to what it tells itself."""
    return any(map(tells, tokens[:place]))


def _kinds_of(token: Token) -> set[str]:
    """Of which things a word may be said: „ona”, „to”."""
    pointing = lexicon("things")["pointing"].items()
    return {kind for kind, words in pointing if token.raw.lower() in words.split("|")}


def _is_asked_of_this(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """„jak to jest z tym” and a thing alone."""
    open_words, this = (pattern(lexicon("things")[name]) for name in ("open", "this"))
    is_open = all(open_words.matches(token.text) or this.matches(token.text) for token in before)
    return is_open and this.matches(before[-1].text) and len(after) == 1 and bool(things_named(after))


def _told_of(name: str) -> Mapping[str, str]:
    return _things().get(name, {})


def _asks_of_being_late(tokens: Sequence[Token]) -> bool:
    """Only where the turn names nothing itself."""
    words = [token.text for token in tokens if not token.is_sign]
    missing, in_time = (pattern(lexicon("things")[name]) for name in ("missing", "not_in_time"))
    is_late = any(map(missing.matches, words)) or any(
        one == _NOT and in_time.matches(two) for one, two in pairwise(words)
    )
    return is_late and not things_named(tokens)


def _asks_what_is_next(tokens: Sequence[Token]) -> bool:
    words = [token.text for token in tokens if not token.is_sign]
    known: Mapping[str, Any] = lexicon("things")
    after, beside = pattern(known["next"]), pattern(known["beside_next"])
    return any(map(after.matches, words)) and all(after.matches(word) or beside.matches(word) for word in words)


def _pointed_to(tokens: Sequence[Token], place: int, known: Sequence[str]) -> str:
    """The thing that a word points to, unless the turn itself names one before it."""
    kinds = _kinds_of(tokens[place])
    if _ANY in kinds and not _is_of_thing(tokens, place):
        return ""
    named = things_named(tokens[:place])
    fitting = [name for name in known if _is_said_of(name, kinds)]
    is_of_turn = any(_is_said_of(name, kinds) for name in named)
    return fitting[0] if kinds and fitting and not is_of_turn else ""


def _is_of_thing(tokens: Sequence[Token], place: int) -> bool:
    """„na to”, „kto to podpisuje”; not „ile to jest”, „to ile razem”, „co to znaczy”."""
    before = tokens[place - 1].text if place else ""
    after = next((token.text for token in tokens[place + 1 :] if not token.is_sign), "")
    if tokens[place].text != _ANY:
        return before in _BEFORE_IT and not after
    if before in _BEFORE_IT:
        return True
    return (
        asking_words().matches(before) and bool(after) and not _NOT_OF_IT.matches(after) and before not in {"co", "ile"}
    )


_KINDS: tuple[tuple[Callable[[Sequence[Token]], bool], str], ...] = (
    (_asks_what_is_next, "then"),
    (_asks_of_being_late, "missed"),
    (_asks_of_being_absent, "absent"),
)
"""Turns that ask of a thing by its place in a recruitment, and what is told of the thing for them."""
