"""What is proven of rows, tables, conditions and thresholds; a place is told of when all rules that have it agree."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.checks.proofs.conditions import conditions
from dsl.checks.proofs.limits import limits
from dsl.checks.proofs.rows import rows
from dsl.checks.proofs.space import Question, Space, Verdict, spaces_of
from dsl.checks.proofs.tables import tables
from dsl.diagnostics import Diagnostic, Diagnostics
from dsl.model.regulation import Regulation
from dsl.source.text import Span

# Branches share the rules of their kind, so there are few; where there are more, nothing is said.
MOST_RULES = 60


def check_proofs(regulation: Regulation, diagnostics: Diagnostics) -> None:
    spaces = spaces_of(regulation)
    if len(spaces) > MOST_RULES:
        return
    agreed: dict[Question, Verdict] = {}
    for space in spaces:
        for verdict in list(_verdicts(space)):
            known = agreed.setdefault(verdict.key, verdict)
            if verdict.told is None or known.told is None or verdict.told.code != known.told.code:
                agreed[verdict.key] = Verdict(verdict.about, verdict.place, None)
        space.settled.update(key for key, verdict in agreed.items() if verdict.told is None)
    found = [verdict.told for verdict in agreed.values() if verdict.told is not None]
    diagnostics.extend(one.told for one in agreed.values() if one.told is not None and not _follows(one, found))


def _verdicts(space: Space) -> Iterator[Verdict]:
    yield from conditions(space)
    yield from rows(space)
    yield from tables(space)
    yield from limits(space)


def _follows(one: Verdict, found: list[Diagnostic]) -> bool:
    """A criterion that gives nothing because of a condition that never holds: the condition is told already."""
    return any(_within(other.where, place) for other in found if other is not one.told for place in one.because)


def _within(where: object, place: Span) -> bool:
    return isinstance(where, Span) and where.source is place.source and place.start <= where.start < place.end
