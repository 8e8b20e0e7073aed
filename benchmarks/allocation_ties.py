"""How often the allocation leaves open what every tie-breaking decides the same way, and is it right at all.

Run: `python -m benchmarks.allocation_ties [--markets 2000]`. Small random markets, without pools and with pools whose
seats flow, some candidates admitted regardless of seats. In each of them both bounds must be those of the oracle, and
every strict tie-breaking of every branch is tried: nothing called final may ever differ. Then it counts. In markets
without ties all stable placements are enumerated: nobody may have a better place in another one. Of each draw that may
be announced it is asked whether its order changes anybody's place. The last lines say how much is open in markets of a
town's size.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from random import Random

from admission.allocation import Instance, Outcome, allocate, verify
from benchmarks.allocation import market
from tests.admission.allocation_oracle import (
    changes_something,
    count_tie_breakings,
    decidable,
    deferred_acceptance,
    drawn,
    outcomes_of,
    random_instance,
    stable_placements,
    strict_chooser,
    tie_breakings,
    tied_groups,
    whole_group_chooser,
)


def count_candidates(instance: Instance) -> Counter[str]:
    """Candidates: final; open and really different in two tie-breakings; open although the same in all of them."""
    outcome = allocate(instance)
    assert verify(instance, outcome) == ()
    prove_bounds(instance, outcome)
    placed = [
        (ranking, deferred_acceptance(instance, strict_chooser(instance, ranking)))
        for ranking in tie_breakings(instance)
    ]
    seen = [outcomes_of(instance, one) for _, one in placed]
    counts: Counter[str] = Counter()
    for code, tie in decidable(instance, outcome):
        changes = changes_something(placed, code, drawn(tie))
        counts["draws" if changes else "draws of nothing"] += 1
    for candidate, result in outcome.candidates.items():
        same = all(outcomes[candidate] == seen[0][candidate] for outcomes in seen)
        if result.final:
            assert same, "called final, yet two tie-breakings differ"
            assert seen[0][candidate] == result.choices
        counts["final" if result.final else "same" if same else "different"] += 1
    return counts


def prove_bounds(instance: Instance, outcome: Outcome) -> None:
    """The branch of everybody in both extreme cases, as the oracle has it."""
    everybody = {name: one.best for name, one in outcome.candidates.items()}
    nobody = {name: one.worst for name, one in outcome.candidates.items()}
    for admit_margin, ours in ((True, everybody), (False, nobody)):
        assert ours == deferred_acceptance(instance, whole_group_chooser(instance, admit_margin=admit_margin))


def prove_best(instance: Instance) -> int:
    """Nobody has a better place in any other stable placement; returns how many there are."""
    ranking = {code: [name for group in tied_groups(instance, code) for name in group] for code in instance.capacities}
    stable = stable_placements(instance, ranking)
    ours = {name: one.admitted for name, one in allocate(instance).candidates.items()}
    assert ours in stable
    for other in stable:
        for name, own in instance.choices.items():
            order = [*(code for code, _ in own), None]
            assert order.index(ours[name]) <= order.index(other[name])
    return len(stable)


def measure(markets: int, levels: int, pools: float, most_tie_breakings: int = 5_000) -> Counter[str]:
    random = Random(levels)
    counts: Counter[str] = Counter()
    while counts["markets"] < markets:
        size = random.randint(2, 7), random.randint(2, 4)
        instance = random_instance(random, *size, levels=levels, beyond=0.05 if pools else 0, pools=pools)
        if 1 < count_tie_breakings(instance) <= most_tie_breakings:
            counts += count_candidates(instance)
            counts["markets"] += 1
    return counts


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="How much is left open by the two bounds.")
    parser.add_argument("--markets", type=int, default=2_000)
    options = parser.parse_args(arguments)
    for pools in (0.0, 0.7):
        print("with pools in most branches:" if pools else "without pools:")
        heads = (
            "levels of keys   markets   final   open, different   open, same in every tie-breaking   of all the same"
        )
        print(f"{heads}   draws   of them about nothing")
        for levels in (2, 3, 5, 8):
            found = measure(options.markets, levels, pools)
            share = found["same"] / (found["same"] + found["final"])
            counted = f"{levels:14}{found['markets']:10}{found['final']:8}{found['different']:18}"
            draws = f"{found['draws'] + found['draws of nothing']:8}{found['draws of nothing']:24}"
            print(f"{counted}{found['same']:35}{share:18.2%}{draws}")
    random = Random(0)
    stable = [
        prove_best(random_instance(random, random.randint(2, 5), 4, levels=None, pools=0.5, crowded=number % 4 > 0))
        for number in range(options.markets)
    ]
    several = sum(count > 1 for count in stable)
    print(f"best of all stable placements in {len(stable)} markets without ties, {several} of them with several")
    for size in ((1_000, 30, 5), (40_000, 400, 5)):
        outcome = allocate(market(*size, ties=True, integers=False))
        opened = sum(not result.final for result in outcome.candidates.values())
        tied = sum(len(tie.candidates) for ties in outcome.ties.values() for tie in ties)
        print(f"{size}: {len(outcome.ties)} ties, {tied} candidates in them, {opened} results open")


if __name__ == "__main__":
    main()
