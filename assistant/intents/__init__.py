"""What a question wants: intents as data (`*.yaml` beside this file), matched by cues.

An intent has: `id`, `title` (as an option of a question back), `topic` (module.function of `assistant.topics`), `cues`
(weight: patterns that must all occur, in any order; `!x` must not; `@x` a slot that was found; `$x` any word of a
concept of `lexicon/concepts.yaml`), `examples` (five or more; `tests/assistant/test_intents.py` holds that each wins
its own), `templates` by variant and `next` (what to do next).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assistant.asked import COLLECTIVE
from assistant.lexicon import lexicon, read_data
from assistant.normalise import Token
from assistant.patterns import Pattern, Patterns, pattern
from assistant.vocabulary import subject_of

FILES = ("points", "scale", "dates", "papers", "order", "school", "procedure", "choices", "provisions", "silence")
BY_WORDS = "przepis"
"""The intent that quotes the rule with the words of a question; no cue asks for it."""
OWN_CASE = "wlasny_przypadek"
"""The intent of what the asker's own case settles; no cue asks for it either."""
LEAST_SCORE = 3.0
_FUZZY_WORTH = 0.8


@dataclass(frozen=True, slots=True)
class Cue:
    weight: float
    needed: tuple[Pattern, ...]
    slots: frozenset[str]
    forbidden: tuple[Pattern, ...]
    forbidden_slots: frozenset[str]


@dataclass(frozen=True, slots=True)
class Intent:
    id: str
    title: str
    topic: str
    cues: tuple[Cue, ...]
    examples: tuple[str, ...]
    templates: Mapping[str, str]
    next_step: str
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Match:
    intent: Intent
    score: float


@lru_cache(maxsize=1)
def intents() -> tuple[Intent, ...]:
    return tuple(_intent(raw) for name in FILES for raw in read_data("assistant.intents", f"{name}.yaml"))


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Intent]:
    return {intent.id: intent for intent in intents()}


def intent_of(name: str) -> Intent | None:
    return _by_id().get(name)


def match(tokens: Sequence[Token], slots: Set[str]) -> list[Match]:
    """Intents that any cue speaks for, the best first."""
    seen = _Seen([token for token in tokens if not token.is_sign])
    scores: dict[str, float] = {}
    for place in _places_met(seen):
        intent, cue = _cues()[place]
        scores[intent.id] = scores.get(intent.id, 0.0) + _worth(cue, seen, slots)
    found = [Match(_by_id()[name], score) for name, score in scores.items() if score > 0]
    return sorted(found, key=lambda one: -one.score)


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[Intent, Cue], ...]:
    return tuple((intent, cue) for intent in intents() for cue in intent.cues)


@lru_cache(maxsize=1)
def _places() -> Mapping[Pattern | None, Sequence[int]]:
    """The places of cues by the first pattern that they need; None: by slots alone."""
    found: dict[Pattern | None, list[int]] = {}
    for place, (_, cue) in enumerate(_cues()):
        found.setdefault(next(iter(cue.needed), None), []).append(place)
    return found


def _places_met(seen: _Seen) -> list[int]:
    """Of cues that may speak for their intents, in the order of the files."""
    return sorted(place for one in (None, *seen.patterns) for place in _places().get(one, ()))


class _Seen:
    """The patterns that the words of a question have; only a word that nothing knows may be a typo of another."""

    def __init__(self, words: Sequence[Token]) -> None:
        self._exact: set[Pattern] = set()
        self._near: set[Pattern] = set()
        for word in words:
            exact, near = _patterns_of(word.text)
            self._exact |= exact
            is_number = word.number is not None or word.text in COLLECTIVE
            self._near |= frozenset() if is_number or subject_of(word.text) else near

    @property
    def patterns(self) -> Set[Pattern]:
        return self._exact | self._near

    def worth(self, wanted: Pattern) -> float:
        """1 when it occurs, less when only a typo of it does, 0 when it does not."""
        return 1.0 if wanted in self._exact else _FUZZY_WORTH * (wanted in self._near)


@lru_cache(maxsize=4096)
def _patterns_of(word: str) -> tuple[frozenset[Pattern], frozenset[Pattern]]:
    exact = _patterns().matching(word)
    return exact, _patterns().resembling(word) if not exact else frozenset()


def is_cue(word: str) -> bool:
    """Whether an intent is asked by a word."""
    return bool(_patterns_of(word)[0])


@lru_cache(maxsize=1)
def all_patterns() -> tuple[Pattern, ...]:
    """Of every cue, each once."""
    return tuple({one for intent in intents() for cue in intent.cues for one in (*cue.needed, *cue.forbidden)})


@lru_cache(maxsize=1)
def _patterns() -> Patterns:
    return Patterns(all_patterns())


def _worth(cue: Cue, seen: _Seen, slots: Set[str]) -> float:
    if not cue.slots <= slots or cue.forbidden_slots & slots:
        return 0.0
    if any(seen.worth(one) for one in cue.forbidden):
        return 0.0
    return cue.weight * min((seen.worth(one) for one in cue.needed), default=1.0)


def _intent(raw: Mapping[str, Any]) -> Intent:
    return Intent(
        id=raw["id"],
        title=raw["title"],
        topic=raw["topic"],
        cues=tuple(_cue(weight, words) for line in raw["cues"] for weight, words in line.items()),
        examples=tuple(raw["examples"]),
        templates=raw["templates"],
        next_step=raw.get("next", ""),
        settings=raw.get("settings", {}),
    )


def _cue(weight: float, words: str) -> Cue:
    parts = str(words).split()
    plain = [part for part in parts if part[0] not in "!@"]
    barred = [part[1:] for part in parts if part[0] == "!"]
    return Cue(
        float(weight),
        tuple(pattern(_words(part)) for part in plain),
        frozenset(part[1:] for part in parts if part[0] == "@"),
        tuple(pattern(_words(part)) for part in barred if part[0] != "@"),
        frozenset(part[1:] for part in barred if part[0] == "@"),
    )


def _words(part: str) -> str:
    """The alternatives of a part of a cue, with the words of its concepts."""
    return "|".join(_concept(one[1:]) if one[0] == "$" else one for one in part.split("|"))


def _concept(name: str) -> str:
    return "".join(lexicon("concepts")[name].split())
