"""Learns the weights of `assistant/ranker.py` from assistant/phrases/*.txt: `python -m scripts.train_ranker`.

Multinomial logistic regression by stochastic descent in plain Python, averaged over the last half, the same on every
run. A phrase is read as four schools of different kinds would read it, because what it names differs by school.
`--without N` leaves every n-th phrase out and prints how many of those are ranked right.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from base64 import b64encode
from collections.abc import Iterable, Sequence
from math import exp, sqrt
from pathlib import Path

from assistant.intents import BY_WORDS, intents
from assistant.normalise import clean, tokens, without_courtesy
from assistant.ranker import PHRASES, WEIGHTS, terms_of
from assistant.spelling import mended
from assistant.understanding import read
from dsl.load import load
from dsl.model.regulation import Regulation
from generator.files import write_atomically

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "assistant" / PHRASES
SCHOOLS = ("lo-wyspianskiego-kety", "zsme-kety", "sp77-krakow", "lomza-szkola-przykladowa")
SEED = 20261122
EPOCHS = 24
RATE = 1.0
SHRINK = 0.0002
_MOST = 127

Phrase = tuple[str, str]
Example = tuple[tuple[str, ...], str]


def phrases() -> list[Phrase]:
    """Intent and text, in the order of files and lines; the examples of intents stand among them."""
    found = [(intent.id, text) for intent in intents() for text in intent.examples]
    for path in sorted(FOLDER.rglob("*.txt")):
        found += [(path.stem, line.strip()) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [one for one in dict.fromkeys(found) if one[0] != BY_WORDS]


def hash_of(found: Sequence[Phrase]) -> str:
    return hashlib.sha256("\n".join(f"{name}\t{text}" for name, text in found).encode()).hexdigest()


def examples(found: Iterable[Phrase], schools: Sequence[Regulation]) -> list[Example]:
    return list(dict.fromkeys((tuple(terms(text, school)), name) for name, text in found for school in schools))


def terms(text: str, regulation: Regulation) -> list[str]:
    found = without_courtesy(tokens(mended(clean(text), regulation)))
    reading = read(found, regulation)
    return terms_of(found, reading.scope.used, reading.slots)


Table = dict[str, list[float]]


def learn(given: Sequence[Example], names: Sequence[str], epochs: int = EPOCHS) -> Table:
    """Of each term the weight for each intent."""
    place = {name: number for number, name in enumerate(names)}
    table: Table = {term: [0.0] * len(names) for one, _ in given for term in one}
    total: Table = {term: [0.0] * len(names) for term in table}
    order = list(given)
    draw = random.Random(SEED)
    kept = 0
    for epoch in range(epochs):
        draw.shuffle(order)
        rate = RATE / (1 + epoch / 4)
        for one, name in order:
            _step(table, one, place[name], rate)
        if epoch >= epochs // 2:
            kept += 1
            for term, weights in table.items():
                total[term] = [old + new for old, new in zip(total[term], weights, strict=True)]
    return {term: [weight / kept for weight in weights] for term, weights in total.items()}


def _step(table: Table, one: Sequence[str], wanted: int, rate: float) -> None:
    share = 1 / sqrt(len(one))
    rows = [table[term] for term in one]
    scores = [sum(column) * share for column in zip(*rows, strict=True)]
    most = max(scores)
    chances = [exp(score - most) for score in scores]
    whole = sum(chances)
    change = [-rate * share * chance / whole for chance in chances]
    change[wanted] += rate * share
    keep = 1 - rate * SHRINK
    for row in rows:
        row[:] = [weight * keep + by for weight, by in zip(row, change, strict=True)]


def packed(table: Table, names: Sequence[str], source: str) -> str:
    step = max(abs(weight) for weights in table.values() for weight in weights) / _MOST
    rows = {
        term: b64encode(bytes(round(weight / step) & 0xFF for weight in weights)).decode()
        for term, weights in sorted(table.items())
    }
    return json.dumps({"phrases": source, "intents": list(names), "step": step, "terms": rows}, indent=0) + "\n"


def right(table: Table, given: Sequence[Example], names: Sequence[str]) -> int:
    def best(one: Sequence[str]) -> str:
        rows = [table[term] for term in one if term in table]
        scores = [sum(column) for column in zip(*rows, strict=True)]
        return names[scores.index(max(scores))]

    return sum(best(one) == name for one, name in given)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--without", type=int, default=0, metavar="N", help="leave every n-th phrase out and judge by it"
    )
    chosen = parser.parse_args()
    schools = [_school(name) for name in SCHOOLS]
    names = sorted({intent.id for intent in intents()} - {BY_WORDS})
    found = phrases()
    if chosen.without:
        left_out = found[:: chosen.without]
        kept = [one for one in found if one not in set(left_out)]
        table = learn(examples(kept, schools), names)
        judged = examples(left_out, schools)
        print(f"{len(found)} phrases; right of those left out: {right(table, judged, names)} of {len(judged)}")
        return
    table = learn(examples(found, schools), names)
    write_atomically(FOLDER / WEIGHTS, packed(table, names, hash_of(found)).encode())
    print(f"{len(found)} phrases, {len(table)} terms")


def _school(name: str) -> Regulation:
    path = next((ROOT / "regulations" / name).glob("*.yaml"))
    regulation = load(path).regulation
    assert regulation is not None, path
    return regulation


if __name__ == "__main__":
    main()
