"""What a person says is not so: „bez paska”, „nie mam paska ani wolontariatu”, „paska nie ma”, „wolontariatu brak”.

A clause is read from left to right: a denied verb denies what was named before it without a verb, else what follows.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from assistant.lexicon import lexicon
from assistant.patterns import Pattern, pattern

_ENDS = frozenset(",.;:!?–—()") | {"a", "ale", "lecz", "natomiast"}
_NOT = "nie"
_REACH = 5


def denied_places(words: Sequence[str], named: Set[int]) -> frozenset[int]:
    """Of the places of words that name something those that are denied; `words` with their signs."""
    found: set[int] = set()
    waiting: list[int] = []
    since = -_REACH - 1
    for place, word in enumerate(words):
        after = words[place + 1] if place + 1 < len(words) else ""
        is_denied_before = place - since <= _REACH
        if word in _ENDS:
            waiting, since = [], -_REACH - 1
        elif word == _NOT and not _known("not_denying").matches(after):
            if waiting and _known("has_or_has_not").matches(after):
                found.update(waiting)
            else:
                since = place
            waiting = []
        elif _known("lacking").matches(word):
            is_last = not after or after in _ENDS
            found.update(waiting if is_last else [])
            waiting, since = [], place
        elif place in named:
            if is_denied_before:
                found.add(place)
                since = place
            else:
                waiting.append(place)
        elif _known("has_or_has_not").matches(word) and words[place - 1 : place] != [_NOT]:
            waiting, since = [], -_REACH - 1
    return frozenset(found)


def _known(name: str) -> Pattern:
    return pattern(lexicon("denial")[name])
