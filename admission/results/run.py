"""Scored candidates -> rankings -> allocation, verified -> an outcome and a reason for every choice.

Stands after ranking (keys) and uses `admission.allocation` (which seats whom).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from admission.allocation import allocate, ties_awaited, verify
from admission.offer import Offer
from admission.ranking import rankings
from admission.recruitment.model import Recruitment
from admission.results.competition import compete
from admission.results.outcomes import Allocation, Outcomes
from admission.results.reasons import Reporter
from admission.results.settling import need_no_order
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
    """Needs the seats of every branch (`branches_without_seats` empty); results of a candidate come one after another,
    in the order of the wishes."""
    results = list(scored)
    excused: frozenset[int] = frozenset()
    while True:
        allocation = _allocation(offer, results, excused)
        more = need_no_order(allocation) - excused
        if not more:
            return allocation
        excused |= more


def _allocation(offer: Offer, results: list[Scored], excused: frozenset[int]) -> Allocation:
    competition = compete(offer, results, rankings(offer.branches, results, excused), not_opened(offer))
    instance = competition.instance(offer)
    outcome = allocate(instance)
    violations = verify(instance, outcome)
    if violations:
        raise AssertionError(f"allocation not stable: {len(violations)} violations")
    reporter = Reporter(offer.branches, competition, outcome, minimums(offer), ties_awaited(instance, outcome))
    branches = {code: reporter.branch(code) for code in offer.branches}
    return Allocation(Outcomes(reporter), branches, instance, outcome)
