"""Scored candidates -> rankings -> allocation, verified -> an outcome and a reason for every choice.

Stands after ranking (keys) and uses `admission.allocation` (which seats whom).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from admission.allocation import Instance, allocate, verify
from admission.offer import Offer
from admission.ranking import Ranking, rank
from admission.recruitment.model import Recruitment
from admission.results.model import Allocation
from admission.results.reasons import Reporter, is_beyond_limit
from admission.results.seats import Admissions, admissions, seats_of
from admission.scoring import Scored
from dsl.emit.order import Key


def branches_without_seats(offer: Offer) -> tuple[str, ...]:
    """Branches whose number of seats nobody gave: nothing can be allocated before it is."""
    return tuple(code for code, branch in offer.branches.items() if branch.seats is None)


def not_opened(offer: Offer) -> frozenset[str]:
    """Branches that nobody can be admitted to, whoever chose them."""
    return offer.not_opened if isinstance(offer, Recruitment) else frozenset()


def minimums(offer: Offer) -> Mapping[str, int]:
    """The least numbers for which branches are opened."""
    return offer.minimums if isinstance(offer, Recruitment) else {}


def run_allocation(offer: Offer, scored: Iterable[Scored]) -> Allocation:
    """Needs the seats of every branch (`branches_without_seats` empty)."""
    by_candidate: dict[str, list[Scored]] = {}
    by_branch: dict[str, list[Scored]] = {code: [] for code in offer.branches}
    for one in scored:
        by_candidate.setdefault(one.candidate.id, []).append(one)
        by_branch[one.choice.branch].append(one)
    rankings = {code: rank(branch, by_branch[code]) for code, branch in offer.branches.items()}
    closed = not_opened(offer)
    pools = {code: found for code, one in rankings.items() if (found := _admissions(offer, one)) is not None}
    keys = {code: {} if code in closed else _keys(one, pools.get(code)) for code, one in rankings.items()}
    instance = _instance(offer, by_candidate, {code: _ranks(one) for code, one in keys.items()}, pools)
    outcome = allocate(instance)
    violations = verify(instance, outcome)
    if violations:
        raise AssertionError(f"allocation not stable: {len(violations)} violations")
    reporter = Reporter(offer.branches, instance, outcome, keys, by_candidate, pools, closed, minimums(offer))
    candidates = tuple(reporter.candidate(results) for results in by_candidate.values())
    branches = {code: reporter.branch(code, rankings[code]) for code in offer.branches}
    return Allocation(candidates, branches, instance, outcome)


def _admissions(offer: Offer, ranking: Ranking) -> Admissions | None:
    return admissions(offer, ranking.branch, (one for place in ranking.places for one in place.members))


def _keys(ranking: Ranking, pools: Admissions | None) -> dict[str, Key]:
    """Of those who compete: with pools, whoever one of them admits."""
    return {
        scored.candidate.id: place.key
        for place in ranking.places
        for scored in place.members
        if pools is None or pools.pools.get(scored.candidate.id)
    }


def _ranks(keys: Mapping[str, Key]) -> dict[str, int]:
    """The same order in whole numbers, which compare quicker than keys do; the best has the highest."""
    numbers = {key: number for number, key in enumerate(sorted(set(keys.values())))}
    return {identifier: numbers[key] for identifier, key in keys.items()}


def _instance(
    offer: Offer,
    by_candidate: Mapping[str, list[Scored]],
    ranks: Mapping[str, Mapping[str, int]],
    pools: Mapping[str, Admissions],
) -> Instance:
    choices = {
        identifier: [
            (one.choice.branch, ranks[one.choice.branch][identifier])
            for one in results
            if identifier in ranks[one.choice.branch]
        ]
        for identifier, results in by_candidate.items()
    }
    beyond = {
        (identifier, one.choice.branch)
        for identifier, results in by_candidate.items()
        for one in results
        if identifier in ranks[one.choice.branch] and is_beyond_limit(offer.branches[one.choice.branch], one)
    }
    capacities = {code: seats_of(branch, pools.get(code)) for code, branch in offer.branches.items()}
    return Instance(capacities, choices, frozenset(beyond))
