"""How likely each intent is by the words of a question, learned from phrases that people use (`phrases/*.txt`).

A linear model of word beginnings and of the slots found: what names a branch or a subject is told by its slot alone, so
that a question to one school teaches about all. Learned by `scripts/train_ranker.py`; it needs nothing at run time.
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
BIAS = "+"
_PREFIX = 5
_NUMBER = "#"


@dataclass(frozen=True, slots=True)
class Weights:
    """Of each term one signed byte per intent, in steps of `step`."""

    intents: Sequence[str]
    step: float
    terms: Mapping[str, str]

    def of(self, term: str) -> memoryview:
        return memoryview(b64decode(self.terms[term])).cast("b")


def likelihoods(terms: Sequence[str]) -> dict[str, float]:
    """The logarithm of how likely each intent is."""
    learned = _weights()
    known = [term for term in terms if term in learned.terms]
    scores = [0.0] * len(learned.intents)
    for term in known:
        for place, weight in enumerate(learned.of(term)):
            scores[place] += weight
    per_step = learned.step / sqrt(len(terms))
    return _normal(learned.intents, [score * per_step for score in scores])


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
    found = json.loads(files("assistant").joinpath(PHRASES, WEIGHTS).read_text(encoding="utf-8"))
    return Weights(found["intents"], found["step"], found["terms"])
