"""Which intent a question wants: what its cues say and what its words make likely, weighed together.

Cues are exact about what their authors thought of; the ranker, learned from what people write, is right more often
about what nobody thought of: of phrases that neither had seen cues chose one in two, the ranker five in six.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from assistant.intents import LEAST_SCORE, Intent, Match, intents

CUE_WORTH = 0.25
RIVAL = 0.6
LEAST_LIKELY = 0.4
OUT_OF_SCOPE = "poza_zakresem"
_UNLEARNED = -12.0
_OWN_MATTERS = frozenset({"pismo", "kryterium"})
"""A paper or a criterion of the regulation that is named is no other matter, whatever the words beside it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An intent, what its cues are worth, how likely its words make it, and its weight as a share of the best one's."""

    intent: Intent
    cues: float
    likely: float
    share: float

    @property
    def is_strong(self) -> bool:
        return self.cues >= LEAST_SCORE or self.likely >= LEAST_LIKELY


def choices(found: Sequence[Match], learned: Mapping[str, float], slots: Set[str]) -> list[Choice]:
    """Every intent that a cue speaks for or that is likely enough, the best first."""
    cues = {one.intent.id: one.score for one in found}
    kept = [one for one in intents() if one.id in cues or _may_be_likely(one, learned, slots)]
    if not kept:
        return []
    weights = [learned.get(one.id, _UNLEARNED) + CUE_WORTH * cues.get(one.id, 0.0) for one in kept]
    best = max(weights)
    every = [
        Choice(one, cues.get(one.id, 0.0), exp(learned.get(one.id, _UNLEARNED)), exp(weight - best))
        for one, weight in zip(kept, weights, strict=True)
    ]
    return sorted(every, key=lambda one: -one.share)


def rivals(strong: Sequence[Choice]) -> list[Choice]:
    """The best and those that come near to it. Nobody is asked back whether another matter is meant."""
    near = [one for one in strong if one.share > RIVAL]
    if near and near[0].intent.id == OUT_OF_SCOPE:
        return near[:1]
    return [one for one in near if one.intent.id != OUT_OF_SCOPE]


def _may_be_likely(intent: Intent, learned: Mapping[str, float], slots: Set[str]) -> bool:
    """Where every cue of an intent stands on a slot, its topic can do nothing without one of them."""
    if intent.id == OUT_OF_SCOPE and _OWN_MATTERS & slots:
        return False
    needed = _needed_slots()[intent.id]
    has_slot = any(one <= slots for one in needed)
    return has_slot and exp(learned.get(intent.id, _UNLEARNED)) >= LEAST_LIKELY


@lru_cache(maxsize=1)
def _needed_slots() -> dict[str, tuple[frozenset[str], ...]]:
    return {one.id: tuple(cue.slots for cue in one.cues) for one in intents()}
