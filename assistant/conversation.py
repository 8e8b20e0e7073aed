"""A conversation: what a turn means after a question back, and what is remembered, in words to show.

The frame lives in memory only; a new conversation is `Frame()`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from assistant.asked import asking_words
from assistant.contract import Frame
from assistant.intents import intent_of, intents
from assistant.lexicon import lexicon
from assistant.normalise import Token, clean, tokens
from assistant.understanding import has_own_intent
from assistant.vocabulary import subject_of
from dsl.model.regulation import Regulation
from polish.folding import fold

_LONGEST_CHOICE = 2
_SHORT_TURN = 5
_LONG_TURN = 9
_LEAST_TO_ASK = 4
_WHETHER = "czy"
_GOES_ON = frozenset({"a", "i", "no", "ale"})
_BEFORE_IT = frozenset({"o", "na", "za", "do", "po", "przed"})
_THERE = "tam"
_IT, _QUESTION, _NOT = "to", "?", "nie"
_OF_IT = frozenset({("z", "niej"), ("z", "niego"), ("z", "nich"), ("z", "tego")})
_FOR_WHAT_WAS_NAMED = frozenset(
    {"tego", "temu", "niego", "niej", "nim", "nich", "go", "je", "tam", "nia", "takie", "taki"}
)


def in_conversation(text: str, regulations: Sequence[Regulation], frame: Frame) -> str:
    """What a turn asks: a picked option, or a short answer to a question back, completes the question it is for."""
    if not frame.pending or not regulations:
        return text
    chosen = picked(text, frame.options)
    if chosen:
        return f"{chosen}: {frame.pending}"
    found = tokens(clean(text))
    if not found or any(has_own_intent(found, one) for one in regulations):
        return text
    return f"{text}: {frame.pending}"


def intent_of_reply(text: str, frame: Frame) -> str:
    """Which intent the answer to a question back is for: the one whose title was picked, else the one that asked."""
    chosen = picked(text, frame.options)
    return next((one.id for one in intents() if one.title == chosen), frame.asker)


def picked(text: str, options: Sequence[str]) -> str:
    """The option that a turn names: by its number or its own words."""
    said = fold(text.strip().strip("."))
    if said.isdecimal() and len(said) <= _LONGEST_CHOICE:
        place = int(said) - 1
        return options[place] if 0 <= place < len(options) else ""
    return next((one for one in options if fold(one) == said), "")


def may_lean(turn: Sequence[Token]) -> bool:
    """Whether a turn may be about what was asked before: it is short, or goes on with „a …”, „i …”, „no i …”."""
    words = [token for token in turn if not token.is_sign]
    return bool(words) and len(words) <= (_LONG_TURN if goes_on(turn) else _SHORT_TURN)


def goes_on(turn: Sequence[Token]) -> bool:
    return turn[0].text in _GOES_ON


def as_yes_or_no(turn: Sequence[Token]) -> str:
    """„a fizyka liczy się w klasie A?” asks whether it does; nothing where a turn does not go on or asks otherwise."""
    asks = any(asking_words().matches(token.text) for token in turn)
    words = [token.raw for token in turn]
    is_whole = len([token for token in turn if not token.is_sign]) >= _LEAST_TO_ASK
    return (
        f"{_WHETHER} {' '.join(words[1:])}"
        if is_whole and goes_on(turn) and turn[-1].text == _QUESTION and not asks
        else ""
    )


def points_back(turn: Sequence[Token], has_place: bool = False) -> bool:
    """„jaki papier na to?”, „do kiedy go złożyć?”: a word for what was named before, at the end or before a verb.
    `has_place`: „tam” is the branch of the conversation, which every turn is about anyway."""
    words = [token.text for token in turn if not token.is_sign]
    pointing = _FOR_WHAT_WAS_NAMED - ({_THERE} if has_place else frozenset())
    names_it = any(word in pointing for word in words) or any(
        one in _BEFORE_IT and two == _IT for one, two in pairwise(words)
    )
    return len(words) <= _LONG_TURN and names_it


def carried_on(before: str, turn: str) -> str:
    """The question before with the turn after it; a turn that asks in its own way takes the place of the old asking."""
    asking = asking_words()
    own, earlier = tokens(clean(turn)), tokens(clean(before))
    asks = any(asking.matches(token.text) for token in own)
    said = {token.text for token in own}
    earlier = earlier[1:] if earlier and goes_on(earlier) else earlier
    kept = [
        token.raw
        for token in earlier
        if token.text not in {_QUESTION, *(f"{_NOT}{word}" for word in said)}
        and not (asks and asking.matches(token.text))
    ]
    return f"{' '.join(kept)} {_with_subject(own, earlier) or turn}"


def _with_subject(turn: Sequence[Token], before: Sequence[Token]) -> str:
    """„za czwórkę z niej” after a question about one subject."""
    named = {subject_of(token.text): token.raw for token in before if token.number is None and subject_of(token.text)}
    places = [place for place, (one, two) in enumerate(pairwise(turn)) if (one.text, two.text) in _OF_IT]
    if len(named) != 1 or not places:
        return ""
    words = [token.raw for token in turn]
    words[places[0] + 1] = next(iter(named.values()))
    return " ".join(words)


def frame_lines(frame: Frame) -> tuple[str, ...]:
    """What the conversation remembers, a line for each thing; nothing when there is nothing."""
    intent = intent_of(frame.intent)
    named = {
        "szkoła": frame.school,
        "oddział": frame.branch,
        "postępowanie": frame.phase,
        "temat": intent.title if intent is not None else "",
        "wyniki egzaminu": _pairs(frame.exam, "%", frame.every_exam),
        "oceny": _pairs(frame.grades, "", frame.every_grade or None),
        "kandydat": frame.candidate,
        "poza tym": ", ".join(_claim(one) for one in frame.claims),
    }
    return tuple(f"{name}: {value}" for name, value in named.items() if value)


def _pairs(found: Mapping[str, int], unit: str, every: int | None) -> str:
    rest = "pozostałe" if found else "wszystkie"
    named = [f"{subject.replace('_', ' ')} {value}{unit}" for subject, value in found.items()]
    return ", ".join([*named, *([] if every is None else [f"{rest} {every}{unit}"])])


def _claim(fact: str) -> str:
    return str(lexicon("subjects")["claim_names"].get(fact, fact.replace("_", " ")))
