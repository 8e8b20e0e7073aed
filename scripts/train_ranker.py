"""Learns the weights of `assistant/ranker.py` from assistant/phrases/*.txt: `python -m scripts.train_ranker`.

Stochastic descent in plain Python, the same on every run: a linear model and a small hidden layer beside it. A phrase
is read as four schools of different kinds would read it, because what it names differs by school.
`--without third` leaves out what one writer wrote and prints how many of those phrases are ranked right.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from operator import mul
from pathlib import Path

from assistant.intents import BY_WORDS, intents
from assistant.normalise import clean, tokens, without_courtesy
from assistant.ranker import PHRASES, SCALE, STEPS, WEIGHTS, Weights, likelihoods, terms_of, unpacked
from assistant.spelling import mended
from assistant.understanding import read
from dsl.load import load
from dsl.model.regulation import Regulation
from generator.files import write_atomically

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "assistant" / PHRASES
SCHOOLS = ("lo-wyspianskiego-kety", "zsme-kety", "sp77-krakow", "lomza-szkola-przykladowa")
SEED = 20261122
EPOCHS = 12
RATE, INNER_RATE = 0.8, 0.4
UNITS = 32
FIRST = 0.3
LEAST = 0.5
WORDS_DROPPED, UNITS_DROPPED = 0.15, 0.3
SMOOTHED = 0.05
_MOST = 127

Phrase = tuple[str, str]
Example = tuple[tuple[str, ...], str]


def phrases() -> list[Phrase]:
    """Intent and text, in the order of files and lines; the examples of intents stand among them."""
    found = [(intent.id, text) for intent in intents() for text in intent.examples]
    found += phrases_of(FOLDER.rglob("*.txt"))
    return [one for one in dict.fromkeys(found) if one[0] != BY_WORDS]


def phrases_of(paths: Iterable[Path]) -> list[Phrase]:
    lines = ((path.stem, line.strip()) for path in sorted(paths) for line in path.read_text("utf-8").splitlines())
    return [(name, line) for name, line in lines if line]


def hash_of(found: Sequence[Phrase]) -> str:
    return hashlib.sha256("\n".join(f"{name}\t{text}" for name, text in found).encode()).hexdigest()


def examples(found: Iterable[Phrase], schools: Sequence[Regulation]) -> list[Example]:
    return list(dict.fromkeys((tuple(terms(text, school)), name) for name, text in found for school in schools))


def terms(text: str, regulation: Regulation) -> list[str]:
    found = without_courtesy(tokens(mended(clean(text), regulation)))
    reading = read(found, regulation)
    return terms_of(found, reading.scope.used, reading.slots)


Table = dict[str, list[float]]


@dataclass(frozen=True)
class Model:
    """As `ranker.Weights`, before they are rounded to bytes."""

    direct: Table
    inward: Table
    outward: list[list[float]]


@dataclass(frozen=True)
class _Steps:
    """The sum of squares of all changes so far, by row: what changed much changes less (Adagrad)."""

    direct: dict[str, float]
    inward: dict[str, float]
    outward: list[float]


def learn(given: Sequence[Example], names: Sequence[str], epochs: int = EPOCHS) -> Model:
    place = {name: number for number, name in enumerate(names)}
    draw = random.Random(SEED)
    terms_known = sorted({term for one, _ in given for term in one})
    model = Model(
        {term: [0.0] * len(names) for term in terms_known},
        {term: [draw.gauss(0, FIRST) for _ in range(UNITS)] for term in terms_known},
        [[draw.gauss(0, FIRST) for _ in names] for _ in range(UNITS)],
    )
    steps = _Steps(dict.fromkeys(terms_known, LEAST), dict.fromkeys(terms_known, LEAST), [LEAST] * UNITS)
    order = list(given)
    whole = epochs * len(order)
    done = 0
    for _ in range(epochs):
        draw.shuffle(order)
        for one, name in order:
            done += 1
            kept = [term for term in one if draw.random() >= WORDS_DROPPED]
            if kept:
                _step(model, steps, kept, place[name], 1 - done / whole, draw)
    return model


def _step(model: Model, steps: _Steps, one: Sequence[str], wanted: int, rest: float, draw: random.Random) -> None:
    """One phrase learned; some of its words and of the hidden units are left out, so that none is leaned on alone."""
    share = SCALE / sqrt(len(one))
    said = [sum(column) * share for column in zip(*(model.inward[term] for term in one), strict=True)]
    heard = [
        (unit, by / (1 - UNITS_DROPPED)) for unit, by in enumerate(said) if by > 0 and draw.random() >= UNITS_DROPPED
    ]
    scores = [sum(column) * share for column in zip(*(model.direct[term] for term in one), strict=True)]
    for unit, by in heard:
        scores = [score + by * weight for score, weight in zip(scores, model.outward[unit], strict=True)]
    most = max(scores)
    chances = [exp(score - most) for score in scores]
    whole = sum(chances)
    change = [SMOOTHED / len(scores) - chance / whole for chance in chances]
    change[wanted] += 1 - SMOOTHED
    size = sum(map(mul, change, change))
    back = [(unit, sum(map(mul, change, model.outward[unit])) * share / (1 - UNITS_DROPPED)) for unit, _ in heard]
    for unit, by in heard:
        steps.outward[unit] += by * by * size
        pace = INNER_RATE * rest * by / sqrt(steps.outward[unit])
        model.outward[unit] = [weight + pace * to for weight, to in zip(model.outward[unit], change, strict=True)]
    inner = sum(by * by for _, by in back)
    for term in one:
        steps.direct[term] += size * share * share
        pace = RATE * rest * share / sqrt(steps.direct[term])
        model.direct[term] = [weight + pace * to for weight, to in zip(model.direct[term], change, strict=True)]
        steps.inward[term] += inner
        pace = INNER_RATE * rest / sqrt(steps.inward[term])
        row = model.inward[term]
        for unit, by in back:
            row[unit] += pace * by


def packed(model: Model, names: Sequence[str], source: str) -> str:
    direct, inward, outward = (
        max(abs(weight) for row in rows for weight in row) / _MOST
        for rows in (model.direct.values(), model.inward.values(), model.outward)
    )
    rows = {
        term: _packed_row([*_whole(weights, direct), *_whole(model.inward[term], inward)])
        for term, weights in sorted(model.direct.items())
    }
    found = {
        "phrases": source,
        "intents": list(names),
        **dict(zip(STEPS, (direct, inward, outward), strict=True)),
        "units": [_packed_row(_whole(row, outward)) for row in model.outward],
        "terms": rows,
    }
    return json.dumps(found, indent=0) + "\n"


def _whole(weights: Sequence[float], step: float) -> list[int]:
    return [round(weight / step) for weight in weights]


def _packed_row(row: Sequence[int]) -> str:
    return b64encode(bytes(number & 0xFF for number in row)).decode()


def right(weights: Weights, given: Sequence[Example]) -> int:
    """How many are ranked first as they should be."""
    ranked = ((likelihoods(one, weights), name) for one, name in given)
    return sum(max(likely, key=lambda one: likely[one]) == name for likely, name in ranked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--without", default="", metavar="FOLDER", help="leave the phrases of one round out and judge by them"
    )
    chosen = parser.parse_args()
    schools = [_school(name) for name in SCHOOLS]
    names = sorted({intent.id for intent in intents()} - {BY_WORDS})
    found = phrases()
    if chosen.without:
        left_out = set(phrases_of((FOLDER / chosen.without).glob("*.txt")))
        kept = [one for one in found if one not in left_out]
        weights = unpacked(packed(learn(examples(kept, schools), names), names, ""))
        judged = [(tuple(terms(text, schools[0])), name) for name, text in found if (name, text) in left_out]
        print(f"{len(kept)} phrases; right of those left out: {right(weights, judged)} of {len(judged)}")
        return
    model = learn(examples(found, schools), names)
    write_atomically(FOLDER / WEIGHTS, packed(model, names, hash_of(found)).encode())
    print(f"{len(found)} phrases, {len(model.direct)} terms")


def _school(name: str) -> Regulation:
    path = next((ROOT / "regulations" / name).glob("*.yaml"))
    regulation = load(path).regulation
    assert regulation is not None, path
    return regulation


if __name__ == "__main__":
    main()
