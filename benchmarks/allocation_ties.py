"""How often the allocation leaves open what every tie-breaking decides the same way.

Run: `python -m benchmarks.allocation_ties [--markets 2000]`. Small random markets, every strict tie-breaking of every
branch tried: first proves that nothing called final ever differs, then counts. The last lines say how much is open in
markets of a town's size.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from random import Random

from admission.allocation import Instance, allocate, verify
from benchmarks.allocation import market
from tests.admission.allocation_oracle import (
    count_tie_breakings,
    deferred_acceptance,
    outcomes_of,
    random_instance,
    strict_chooser,
    tie_breakings,
)


def count_candidates(instance: Instance) -> Counter[str]:
    """Candidates: final; open and really different in two tie-breakings; open although the same in all of them."""
    outcome = allocate(instance)
    assert verify(instance, outcome) == ()
    seen = [
        outcomes_of(instance, deferred_acceptance(instance, strict_chooser(instance, ranking)))
        for ranking in tie_breakings(instance)
    ]
    counts: Counter[str] = Counter()
    for candidate, result in outcome.candidates.items():
        same = all(outcomes[candidate] == seen[0][candidate] for outcomes in seen)
        if result.final:
            assert same, "called final, yet two tie-breakings differ"
            assert seen[0][candidate] == result.choices
        counts["final" if result.final else "same" if same else "different"] += 1
    return counts


def measure(markets: int, levels: int, most_tie_breakings: int = 5_000) -> Counter[str]:
    random = Random(levels)
    counts: Counter[str] = Counter()
    while counts["markets"] < markets:
        instance = random_instance(random, random.randint(2, 7), random.randint(2, 4), levels=levels)
        if 1 < count_tie_breakings(instance) <= most_tie_breakings:
            counts += count_candidates(instance)
            counts["markets"] += 1
    return counts


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="How much is left open by the two bounds.")
    parser.add_argument("--markets", type=int, default=2_000)
    options = parser.parse_args(arguments)
    print("levels of keys   markets   final   open, different   open, same in every tie-breaking   of all the same")
    for levels in (2, 3, 5, 8):
        counts = measure(options.markets, levels)
        share = counts["same"] / (counts["same"] + counts["final"])
        print(
            f"{levels:14}{counts['markets']:10}{counts['final']:8}{counts['different']:18}{counts['same']:35}{share:18.2%}"
        )
    for size in ((1_000, 30, 5), (40_000, 400, 5)):
        outcome = allocate(market(*size, ties=True, integers=False))
        opened = sum(not result.final for result in outcome.candidates.values())
        tied = sum(len(tie.candidates) for ties in outcome.ties.values() for tie in ties)
        print(f"{size}: {len(outcome.ties)} ties, {tied} candidates in them, {opened} results open")


if __name__ == "__main__":
    main()
