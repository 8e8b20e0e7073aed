"""Small markets and the slow, obvious ways to allocate them, against which the allocation is judged.

Nothing here is shared with `admission.allocation` but the shape of an instance.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, permutations, product
from math import factorial, prod
from random import Random

from hypothesis import strategies as st

from admission.allocation import ChoiceOutcome, Instance

Ranking = dict[str, list[str]]
"""Branch → candidates who chose it, the best first, no ties."""

Placed = dict[str, str | None]
Chooser = Callable[[str, set[str]], set[str]]
"""(branch, who applied) → who is kept."""


def key_of(instance: Instance, candidate: str, code: str) -> tuple[int, ...]:
    key = dict(instance.choices[candidate])[code]
    assert isinstance(key, tuple)
    return (int((candidate, code) in instance.beyond_limit), *key)


def tied_groups(instance: Instance, code: str) -> list[list[str]]:
    """Candidates of a branch by key, the best group first."""
    applicants = [candidate for candidate, own in instance.choices.items() if any(code == c for c, _ in own)]
    keys = sorted({key_of(instance, candidate, code) for candidate in applicants}, reverse=True)
    return [[c for c in applicants if key_of(instance, c, code) == key] for key in keys]


def count_tie_breakings(instance: Instance) -> int:
    return prod(factorial(len(group)) for code in instance.capacities for group in tied_groups(instance, code))


def tie_breakings(instance: Instance) -> Iterator[Ranking]:
    """Every way to put the candidates of every branch in a strict order that respects the keys."""
    codes = list(instance.capacities)
    orders = [
        [list(chain.from_iterable(parts)) for parts in product(*(permutations(g) for g in tied_groups(instance, code)))]
        for code in codes
    ]
    for chosen in product(*orders):
        yield dict(zip(codes, chosen, strict=True))


def strict_chooser(instance: Instance, ranking: Ranking) -> Chooser:
    def choose(code: str, applied: set[str]) -> set[str]:
        capacity = instance.capacities[code]
        ordered = [candidate for candidate in ranking[code] if candidate in applied]
        beyond = {candidate for candidate in applied if (candidate, code) in instance.beyond_limit}
        return beyond | set(ordered if capacity is None else ordered[:capacity])

    return choose


def whole_group_chooser(instance: Instance, *, admit_margin: bool) -> Chooser:
    """Group after group while they fit; the first that does not fit is admitted whole or not at all."""

    def choose(code: str, applied: set[str]) -> set[str]:
        capacity = instance.capacities[code]
        kept: set[str] = set()
        for group in tied_groups(instance, code):
            present = applied.intersection(group)
            beyond = any((candidate, code) in instance.beyond_limit for candidate in group)
            if not beyond and capacity is not None and len(kept) + len(present) > capacity:
                return kept | present if admit_margin and len(kept) < capacity else kept
            kept |= present
        return kept

    return choose


def deferred_acceptance(instance: Instance, choose: Chooser) -> Placed:
    """Everybody applies where they were not turned down yet, again and again from the beginning."""
    rejected: set[tuple[str, str]] = set()
    while True:
        placed: Placed = {
            candidate: next((code for code, _ in own if (candidate, code) not in rejected), None)
            for candidate, own in instance.choices.items()
        }
        new: set[tuple[str, str]] = set()
        for code in instance.capacities:
            applied = {c for c, own in instance.choices.items() if _wants(own, code, placed[c])}
            new |= {(candidate, code) for candidate in applied - choose(code, applied)}
        if new <= rejected:
            return placed
        rejected |= new


def _wants(own: Sequence[tuple[str, object]], code: str, placed: str | None) -> bool:
    """The candidate chose the branch and got nothing better."""
    codes = [c for c, _ in own]
    return code in codes and (placed is None or codes.index(code) <= codes.index(placed))


def stable_placements(instance: Instance, ranking: Ranking) -> list[Placed]:
    """All stable placements under a strict ranking, by trying every placement there is."""
    names = list(instance.choices)
    choose = strict_chooser(instance, ranking)
    options = [[*(code for code, _ in instance.choices[name]), None] for name in names]
    found = []
    for combination in product(*options):
        placed: Placed = dict(zip(names, combination, strict=True))
        if all(_keeps_what_it_has(instance, placed, code, choose) for code in instance.capacities):
            found.append(placed)
    return found


def _keeps_what_it_has(instance: Instance, placed: Placed, code: str, choose: Chooser) -> bool:
    wanting = {c for c, own in instance.choices.items() if _wants(own, code, placed[c])}
    return choose(code, wanting) == {c for c, where in placed.items() if where == code}


def outcomes_of(instance: Instance, placed: Mapping[str, str | None]) -> dict[str, tuple[ChoiceOutcome, ...]]:
    """The outcomes of choices that a placement without open ties means."""
    result = {}
    for candidate, own in instance.choices.items():
        codes = [code for code, _ in own]
        at = placed[candidate]
        position = len(codes) if at is None else codes.index(at)
        result[candidate] = tuple(
            ChoiceOutcome.BELOW_CUTOFF
            if i < position
            else ChoiceOutcome.ADMITTED
            if i == position
            else ChoiceOutcome.ADMITTED_HIGHER
            for i in range(len(codes))
        )
    return result


def random_instance(
    random: Random, candidates: int, branches: int, *, levels: int | None, beyond: float = 0.0
) -> Instance:
    """A market with `levels` different keys at a branch (None: all keys different)."""
    codes = [f"o{i}" for i in range(branches)]
    names = [f"k{i}" for i in range(candidates)]
    strict = {code: random.sample(range(10 * candidates), candidates) for code in codes}
    choices = {}
    for number, name in enumerate(names):
        chosen = random.sample(codes, random.randint(0, branches))
        choices[name] = [
            (code, (0, strict[code][number] if levels is None else random.randrange(levels))) for code in chosen
        ]
    pairs = [(name, code) for name, own in choices.items() for code, _ in own]
    capacities: dict[str, int | None] = {
        code: None if random.random() < 0.05 else random.randint(0, max(1, candidates // branches + 1))
        for code in codes
    }
    return Instance(capacities, choices, frozenset(pair for pair in pairs if random.random() < beyond))


@st.composite
def instances(
    draw: st.DrawFn, max_candidates: int = 5, max_branches: int = 3, max_level: int = 2, with_beyond: bool = True
) -> Instance:
    """Small markets with many ties."""
    codes = [f"o{i}" for i in range(draw(st.integers(1, max_branches)))]
    names = [f"k{i}" for i in range(draw(st.integers(0, max_candidates)))]
    capacities = {code: draw(st.one_of(st.integers(0, 3), st.none())) for code in codes}
    choices = {}
    for name in names:
        order = draw(st.permutations(codes))[: draw(st.integers(0, len(codes)))]
        choices[name] = [(code, (draw(st.integers(0, max_level)), draw(st.integers(0, 1)))) for code in order]
    pairs = [(name, code) for name, own in choices.items() for code, _ in own]
    rare = draw(st.lists(st.sampled_from(pairs), max_size=4)) if pairs and with_beyond else []
    return Instance(capacities, choices, frozenset(rare))
