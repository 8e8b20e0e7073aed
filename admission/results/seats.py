"""Which seats a candidate competes for: the pools of a branch, and who is admitted by which of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from admission.allocation import Pool, Seats
from admission.offer import Offer
from admission.scoring import Scored, home_of
from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact
from dsl.model.regulation import Branch


@dataclass(frozen=True, slots=True)
class Admissions:
    """Of a branch with pools: the pools that admit each candidate, and what data is missing where that is not known."""

    pools: Mapping[str, tuple[str, ...]]
    missing: Mapping[str, str]


def admissions(offer: Offer, branch: Branch, results: Iterable[Scored]) -> Admissions | None:
    """None for a branch without pools. `results` are those of the candidates who take part."""
    if branch.seats is None or not branch.seats.pools:
        return None
    regulation, home = home_of(offer, branch.code)
    found: dict[str, tuple[str, ...]] = {}
    missing: dict[str, str] = {}
    for one in results:
        evaluator = Evaluator(regulation, home, one.facts, one.pair)
        try:
            found[one.candidate.id] = tuple(
                pool.name for pool in branch.seats.pools if pool.admits is None or evaluator.value(pool.admits) is True
            )
        except MissingFact as fact:
            missing[one.candidate.id] = fact.path
    return Admissions(found, missing)


def seats_of(branch: Branch, admitted: Admissions | None) -> Seats:
    if branch.seats is None:
        return 0
    if admitted is None:
        return branch.seats.count
    return tuple(
        Pool(
            pool.name,
            pool.count,
            frozenset(identifier for identifier, names in admitted.pools.items() if pool.name in names),
            pool.flows_to or None,
        )
        for pool in branch.seats.pools
    )


def pool_words(label: str) -> str:
    """„pula olimpijczyków”, „pula: rodzeństwo”."""
    return label if label.startswith("pula") else f"pula: {label}"


def whom_the_seats_are_for(branch: Branch) -> str:
    pools = branch.seats.pools if branch.seats is not None else ()
    return (
        f"wszystkie miejsca są w pulach, do których kandydat nie należy: {', '.join(one.notes.label for one in pools)}"
    )
