"""Scored candidates -> rankings -> allocation, verified -> an outcome and a reason for every choice.

Stands after ranking (keys) and uses `admission.allocation` (which seats whom).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from admission.allocation import Instance, allocate, verify
from admission.offer import Offer
from admission.ranking import Place, Ranking, rank
from admission.recruitment.model import Recruitment
from admission.results.model import Allocation
from admission.results.reasons import Reporter, is_beyond_limit
from admission.results.seats import Admissions, admissions, seats_of
from admission.scoring import Scored


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
    places = {code: {} if code in closed else _places(one, pools.get(code)) for code, one in rankings.items()}
    instance = _instance(offer, by_candidate, places, pools)
    outcome = allocate(instance)
    violations = verify(instance, outcome)
    if violations:
        raise AssertionError(f"allocation not stable: {len(violations)} violations")
    reporter = Reporter(offer.branches, instance, outcome, places, by_candidate, pools, closed, minimums(offer))
    candidates = tuple(reporter.candidate(results) for results in by_candidate.values())
    branches = {code: reporter.branch(code, rankings[code]) for code in offer.branches}
    return Allocation(candidates, branches, instance, outcome)


def _admissions(offer: Offer, ranking: Ranking) -> Admissions | None:
    return admissions(offer, ranking.branch, (one for place in ranking.places for one in place.members))


def _places(ranking: Ranking, pools: Admissions | None) -> dict[str, Place]:
    """Of those who compete: with pools, whoever one of them admits."""
    return {
        scored.candidate.id: place
        for place in ranking.places
        for scored in place.members
        if pools is None or pools.pools.get(scored.candidate.id)
    }


def _instance(
    offer: Offer,
    by_candidate: Mapping[str, list[Scored]],
    places: Mapping[str, Mapping[str, Place]],
    pools: Mapping[str, Admissions],
) -> Instance:
    """For keys it takes places, which order candidates as their keys do and compare quicker."""
    choices = {
        identifier: [
            (code, -place.number)
            for one in results
            if (place := places[code := one.choice.branch].get(identifier)) is not None
        ]
        for identifier, results in by_candidate.items()
    }
    beyond = {
        (scored.candidate.id, code)
        for code, branch in offer.branches.items()
        if any(stage.beyond_limit for stage in branch.rules.order)
        for place in {one.number: one for one in places[code].values()}.values()
        for scored in place.members
        if scored.candidate.id in places[code] and is_beyond_limit(branch, scored)
    }
    capacities = {code: seats_of(branch, pools.get(code)) for code, branch in offer.branches.items()}
    return Instance(capacities, choices, frozenset(beyond))
