"""`maks` only claims how many points there can be; here it is proven, disproved by a candidate, or left open."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dsl.checks.proofs.bounds import Bounds
from dsl.checks.proofs.witness import Tries, Witness, find_more
from dsl.checks.reading.shown import shown
from dsl.diagnostics import Diagnostics
from dsl.emit.evaluate import Evaluator
from dsl.model import expr as typed
from dsl.model.notes import KNOWN_TO_DIFFER
from dsl.model.regulation import Branch, Criterion, Notes, Regulation
from dsl.source.text import Span
from polish.numbers import format_number
from polish.plurals import POINT, count


@dataclass(frozen=True, slots=True)
class _Claim:
    """`bounds` are those of the branch: what a criterion gives is worked out once for all its claims."""

    branch: Branch
    bounds: Bounds
    what: str
    most: typed.Typed
    criteria: tuple[Criterion, ...]
    notes: Notes


def check_claims(regulation: Regulation, diagnostics: Diagnostics) -> None:
    """A claim of a law or of a kind holds for all its branches together: what one of them reaches is reached."""
    by_place: dict[Span, list[_Claim]] = {}
    for branch in regulation.branches.values():
        for claim in _claims(branch, Bounds(branch)):
            by_place.setdefault(claim.most.span, []).append(claim)
    tries = Tries()
    for claims in by_place.values():
        _check(regulation, claims, tries, diagnostics)


def _claims(branch: Branch, bounds: Bounds) -> list[_Claim]:
    rules = branch.rules
    found = [
        _Claim(branch, bounds, one.notes.label, one.claimed_most, (one,), one.notes)
        for top in rules.criteria
        for one in top.walk()
        if one.claimed_most is not None
    ]
    for stage in rules.order:
        if stage.claimed_most is not None:
            summed = tuple(one for name in stage.criteria if (one := rules.criterion((name,))) is not None)
            found.append(_Claim(branch, bounds, stage.notes.label, stage.claimed_most, summed, stage.notes))
    return found


def _check(regulation: Regulation, claims: list[_Claim], tries: Tries, diagnostics: Diagnostics) -> None:
    """One claim in each branch that it is made for."""
    one = claims[0]
    most = Fraction(Evaluator(regulation, one.branch, {}).value(one.most))
    open_claims = []
    highs = []
    for claim in claims:
        high = claim.bounds.of_sum(claim.criteria).high
        highs.append(high)
        if high is None or high > most:
            found = find_more(regulation, claim.branch, claim.criteria, most, tries)
            if found is not None:
                _disproved(regulation, claim, most, found, diagnostics)
                return
            open_claims.append(high)
    if open_claims:
        known = [high for high in open_claims if high is not None]
        bound = (
            f"widać tylko granicę {format_number(max(known))}"
            if len(known) == len(open_claims)
            else "nie widać granicy"
        )
        message = f"„{one.what}”: nie dowiedziono, że „maks” to {format_number(most)} ({bound})."
        diagnostics.note("P082", one.most.span, message, "Dopisz „najwyżej: …”, jeżeli więcej się nie przyznaje.")
        return
    reached = max(high for high in highs if high is not None)
    if reached < most:
        message = f"„{one.what}”: „maks” to {format_number(most)}, a da się uzyskać najwyżej {format_number(reached)}."
        diagnostics.warning("P081", one.most.span, message, "Popraw „maks” albo regułę.")


def _disproved(regulation: Regulation, claim: _Claim, most: Fraction, found: Witness, diagnostics: Diagnostics) -> None:
    points = count(found.points, POINT)
    message = (
        f"„{claim.what}”: „maks” to {format_number(most)}, a w oddziale {claim.branch.code} można uzyskać {points}."
    )
    example = shown(found.facts, [regulation.candidate, regulation.pair]) or "każdy kandydat"
    hint = f"Na przykład: {example}. Popraw „maks” albo dopisz „najwyżej: {format_number(most)}”."
    marked = (claim.notes, *(one.notes for top in claim.criteria for one in top.walk()))
    if any(notes.state in KNOWN_TO_DIFFER for notes in marked):
        diagnostics.note("P080", claim.most.span, message, hint)
    else:
        diagnostics.error("P080", claim.most.span, message, hint)
