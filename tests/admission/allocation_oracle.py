"""Small markets and the slow, obvious ways to allocate them, against which the allocation is judged.

Nothing here is shared with `admission.allocation` but the shape of what goes in and comes out, and which ties it says
come first.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, permutations, product
from math import factorial, prod
from random import Random

from hypothesis import strategies as st

from admission.allocation import ChoiceOutcome, Instance, MarginTie, Outcome, Pool, Seats, ties_in_the_way

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


Keeper = Callable[[str, str | None, set[str], int | None], set[str]]
"""(branch, pool, who wants a seat of it, seats) → who is kept; where the branch has no pools, the pool is None."""


def strict_keeper(instance: Instance, ranking: Ranking) -> Keeper:
    def keep(code: str, pool: str | None, wanting: set[str], seats: int | None) -> set[str]:
        ordered = [candidate for candidate in ranking[code] if candidate in wanting]
        beyond = {candidate for candidate in wanting if (candidate, code) in instance.beyond_limit}
        return beyond | set(ordered if seats is None else ordered[:seats])

    return keep


def whole_group_keeper(instance: Instance, *, admit_margin: bool) -> Keeper:
    """Group after group while they fit; the first that does not fit is admitted whole or not at all."""

    def keep(code: str, pool: str | None, wanting: set[str], seats: int | None) -> set[str]:
        kept: set[str] = set()
        for group in tied_groups(instance, code):
            present = wanting.intersection(group)
            beyond = any((candidate, code) in instance.beyond_limit for candidate in group)
            if not beyond and seats is not None and len(kept) + len(present) > seats:
                return kept | present if admit_margin and len(kept) < seats else kept
            kept |= present
        return kept

    return keep


@dataclass(frozen=True)
class Filled:
    """A branch after its pools, one after another, have taken whom they wanted."""

    pool_of: dict[str, str | None]
    """Whoever is kept."""

    received: dict[str, int]
    """Pool → seats from earlier ones."""


def fill(instance: Instance, keep: Keeper, code: str, applied: set[str]) -> Filled:
    """Each pool in written order looks at those who have no seat of the branch yet; what nobody wanted is passed on."""
    pools = instance.capacities[code]
    if not isinstance(pools, tuple):
        return Filled(dict.fromkeys(keep(code, None, applied, pools)), {})
    received = {pool.name: 0 for pool in pools}
    pool_of: dict[str, str | None] = {}
    for pool in pools:
        wanting = {one for one in applied - pool_of.keys() if pool.admits is None or one in pool.admits}
        seats = None if pool.seats is None else pool.seats + received[pool.name]
        pool_of.update(dict.fromkeys(keep(code, pool.name, wanting, seats), pool.name))
        if pool.passes_to is not None and seats is not None:
            received[pool.passes_to] += max(0, seats - len(wanting))
    return Filled(pool_of, received)


def chooser(instance: Instance, keep: Keeper) -> Chooser:
    return lambda code, applied: set(fill(instance, keep, code, applied).pool_of)


def strict_chooser(instance: Instance, ranking: Ranking) -> Chooser:
    return chooser(instance, strict_keeper(instance, ranking))


def whole_group_chooser(instance: Instance, *, admit_margin: bool) -> Chooser:
    """With everybody, or nobody, of the group at the margin. Of a branch with pools these are the ones who have a seat
    in some orders of the equal candidates and not in others; of one without, both definitions say the same."""
    keep = whole_group_keeper(instance, admit_margin=admit_margin)
    known: dict[tuple[str, frozenset[str]], set[str]] = {}

    def choose(code: str, applied: set[str]) -> set[str]:
        if not isinstance(instance.capacities[code], tuple):
            return set(fill(instance, keep, code, applied).pool_of)
        asked = code, frozenset(applied)
        if asked not in known:
            seated = [set(one.pool_of) for one in fillings(instance, code, applied)]
            known[asked] = set.union(*seated) if admit_margin else set.intersection(*seated)
        return known[asked]

    return choose


def fillings(instance: Instance, code: str, applied: set[str]) -> list[Filled]:
    """The branch filled in every order of its equal candidates."""
    groups = [[one for one in group if one in applied] for group in tied_groups(instance, code)]
    orders = [list(chain.from_iterable(parts)) for parts in product(*map(permutations, groups))]
    return [fill(instance, strict_keeper(instance, {code: order}), code, applied) for order in orders]


def wanting(instance: Instance, placed: Placed, code: str) -> set[str]:
    """Everybody who wants the branch as a placement has it."""
    return {c for c, own in instance.choices.items() if _wants(own, code, placed[c])}


def filled(instance: Instance, keep: Keeper, placed: Placed) -> dict[str, Filled]:
    return {code: fill(instance, keep, code, wanting(instance, placed, code)) for code in instance.capacities}


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


def decidable(instance: Instance, outcome: Outcome) -> Iterator[tuple[str, MarginTie]]:
    """The ties that wait for no other, in a ring those that wait for one another."""
    for code, first in ties_in_the_way(instance, outcome).items():
        yield from ((code, tie) for tie in outcome.ties[code] if tie.settled or not first)


def drawn(tie: MarginTie) -> tuple[str, ...]:
    return *tie.candidates, *tie.may_join


def changes_something(placed: Iterable[tuple[Ranking, Placed]], code: str, group: Collection[str]) -> bool:
    """With everything else settled in some way, two orders of the group lead to different places for somebody."""
    first: dict[str, Placed] = {}
    for ranking, outcome in placed:
        rest = {**ranking, code: ["" if name in group else name for name in ranking[code]]}
        if first.setdefault(str(rest), outcome) != outcome:
            return True
    return False


def random_instance(
    random: Random,
    candidates: int,
    branches: int,
    *,
    levels: int | None,
    beyond: float = 0.0,
    pools: float = 0.0,
    crowded: bool = False,
) -> Instance:
    """A market with `levels` different keys at a branch (None: all keys different), a share of branches with pools.

    Crowded, everybody names every branch and hardly any has two seats: so there are often several stable placements.
    """
    codes = [f"o{i}" for i in range(branches)]
    names = [f"k{i}" for i in range(candidates)]
    strict = {code: random.sample(range(10 * candidates), candidates) for code in codes}
    choices = {}
    for number, name in enumerate(names):
        chosen = random.sample(codes, branches if crowded else random.randint(0, branches))
        choices[name] = [
            (code, (0, strict[code][number] if levels is None else random.randrange(levels))) for code in chosen
        ]
    pairs = [(name, code) for name, own in choices.items() for code, _ in own]
    most = 1 if crowded else max(1, candidates // branches + 1)
    capacities: dict[str, Seats] = {
        code: random_pools(random, names, most)
        if random.random() < pools
        else None
        if random.random() < 0.05
        else random.randint(int(crowded), most)
        for code in codes
    }
    guaranteed = frozenset(pair for pair in pairs if random.random() < beyond)
    return without_useless_choices(Instance(capacities, choices, guaranteed))


def random_pools(random: Random, names: Sequence[str], most: int) -> tuple[Pool, ...]:
    """One to four pools, most of them passing their seats on to a later one."""
    count = random.randint(1, 4)
    pools = []
    for number in range(count):
        seats = None if random.random() < 0.1 else random.randint(0, most)
        later = range(number + 1, count)
        passes = seats is not None and later and random.random() < 0.7
        admits = None if random.random() < 0.4 else frozenset(name for name in names if random.random() < 0.5)
        pools.append(Pool(f"p{number}", seats, admits, f"p{random.choice(later)}" if passes else None))
    return tuple(pools)


def without_useless_choices(instance: Instance) -> Instance:
    """Drop choices of branches in which no pool admits the candidate: those do not belong in an instance."""

    def is_admitted(name: str, code: str) -> bool:
        seats = instance.capacities[code]
        return not isinstance(seats, tuple) or any(pool.admits is None or name in pool.admits for pool in seats)

    choices = {
        name: [(code, key) for code, key in own if is_admitted(name, code)] for name, own in instance.choices.items()
    }
    guaranteed = frozenset(pair for pair in instance.beyond_limit if is_admitted(*pair))
    return Instance(instance.capacities, choices, guaranteed)


@st.composite
def instances(
    draw: st.DrawFn,
    max_candidates: int = 5,
    max_branches: int = 3,
    max_level: int = 2,
    with_beyond: bool = True,
    with_pools: bool = False,
) -> Instance:
    """Small markets with many ties."""
    codes = [f"o{i}" for i in range(draw(st.integers(1, max_branches)))]
    names = [f"k{i}" for i in range(draw(st.integers(0, max_candidates)))]
    counted: st.SearchStrategy[Seats] = st.one_of(st.integers(0, 3), st.none())
    seats = st.one_of(counted, pools_of(names)) if with_pools else counted
    capacities = {code: draw(seats) for code in codes}
    choices = {}
    for name in names:
        order = draw(st.permutations(codes))[: draw(st.integers(0, len(codes)))]
        choices[name] = [(code, (draw(st.integers(0, max_level)), draw(st.integers(0, 1)))) for code in order]
    pairs = [(name, code) for name, own in choices.items() for code, _ in own]
    rare = draw(st.lists(st.sampled_from(pairs), max_size=4)) if pairs and with_beyond else []
    return without_useless_choices(Instance(capacities, choices, frozenset(rare)))


@st.composite
def pools_of(draw: st.DrawFn, names: Sequence[str]) -> tuple[Pool, ...]:
    count = draw(st.integers(1, 3))
    pools = []
    for number in range(count):
        seats = draw(st.one_of(st.integers(0, 2), st.integers(0, 2), st.none()))
        later = [f"p{i}" for i in range(number + 1, count)]
        passes_to = draw(st.one_of(st.none(), st.sampled_from(later))) if later and seats is not None else None
        admits = draw(st.one_of(st.none(), st.frozensets(st.sampled_from(names)))) if names else None
        pools.append(Pool(f"p{number}", seats, admits, passes_to))
    return tuple(pools)
