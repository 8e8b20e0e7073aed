"""Whether what was settled from outside decided anything: only among those who are equal without it."""

from __future__ import annotations

from admission.results.outcomes import Allocation
from dsl.emit.order import Entrant, in_order
from dsl.model.regulation import SETTLED_IN, StageKind


def decided(allocation: Allocation, code: str, way: StageKind) -> frozenset[str]:
    """Those of a branch whom a lot or a decision parts from somebody who is equal otherwise."""
    field = SETTLED_IN[way]
    choices = [
        (one.candidate.id, choice.scored)
        for one in allocation.candidates
        for choice in one.choices
        if choice.scored.choice.branch == code and choice.scored.result.eligible
    ]
    given = {identifier for identifier, scored in choices if scored.choice.pair.get(field) is not None}
    entrants = (
        Entrant(identifier, scored.result, {key: value for key, value in scored.choice.pair.items() if key != field})
        for identifier, scored in choices
    )
    groups = in_order(allocation.branches[code].branch.rules, entrants) if given else ()
    return frozenset(
        one for group in groups if len(group.items) > 1 and given.issuperset(group.items) for one in group.items
    )
