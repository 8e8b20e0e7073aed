"""How likely each intent is by the words of a question, learned from phrases that people use (`phrases/*.txt`).

A model of word beginnings and of the slots found, with a small hidden layer for what only words together tell. What
names a branch or a subject is told by its slot alone, so that a question to one school teaches about all. Learned by
`scripts/train_ranker.py`; it needs nothing at run time.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp, log, sqrt

from assistant.normalise import Token
from assistant.vocabulary import subject_of

WEIGHTS = "weights.json"
PHRASES = "phrases"
STEPS = ("direct_step", "inward_step", "outward_step")
BIAS = "+"
SCALE = 4.0
"""Terms of a question together weigh the same, however many there are: each this much by the root of their number."""
_PREFIX = 5
_NUMBER = "#"


@dataclass(frozen=True, slots=True)
class Weights:
    """Signed bytes, each kind in steps of its own: of each term what it says for each intent by itself (`direct`), and
    behind it what it says to each unit of the hidden layer (`inward`); of each unit what it says for each intent
    (`outward`)."""

    intents: Sequence[str]
    direct_step: float
    inward_step: float
    outward_step: float
    terms: Mapping[str, str]
    units: Sequence[str]

    def of(self, term: str) -> memoryview:
        return _signed(self.terms[term])


def _signed(packed: str) -> memoryview:
    return memoryview(b64decode(packed)).cast("b")


def likelihoods(terms: Sequence[str], weights: Weights | None = None) -> dict[str, float]:
    """The logarithm of how likely each intent is."""
    learned = weights or _weights()
    share = SCALE / sqrt(len(terms))
    rows = [learned.of(term) for term in terms if term in learned.terms]
    sums = [sum(column) * share for column in zip(*rows, strict=True)]
    count = len(learned.intents)
    scores = [score * learned.direct_step for score in sums[:count]] or [0.0] * count
    for unit, said in zip(learned.units, sums[count:], strict=False):
        if said > 0:
            heard = said * learned.inward_step * learned.outward_step
            scores = [score + heard * weight for score, weight in zip(scores, _signed(unit), strict=True)]
    return _normal(learned.intents, scores)


def terms_of(tokens: Sequence[Token], used: Set[int], slots: Set[str]) -> list[str]:
    """What a question is to the model: each beginning of a word once, its slots, and what every question has."""
    told = (
        token for place, token in enumerate(tokens) if place not in used and not token.is_sign and not _names(token)
    )
    words = {_NUMBER if token.number is not None else token.text[:_PREFIX] for token in told}
    return [BIAS, *sorted(words), *sorted(f"@{slot}" for slot in slots)]


def _names(token: Token) -> bool:
    return token.number is None and bool(subject_of(token.text))


def _normal(names: Sequence[str], scores: Sequence[float]) -> dict[str, float]:
    most = max(scores)
    whole = most + log(sum(exp(score - most) for score in scores))
    return {name: score - whole for name, score in zip(names, scores, strict=True)}


@lru_cache(maxsize=1)
def _weights() -> Weights:
    return unpacked(files("assistant").joinpath(PHRASES, WEIGHTS).read_text(encoding="utf-8"))


def unpacked(text: str) -> Weights:
    found = json.loads(text)
    return Weights(*(found[name] for name in ("intents", *STEPS, "terms", "units")))
