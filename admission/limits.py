"""What a regulation or a recruitment says of all choices of one candidate together: schools, and claims made with them.

How many branches a list may have is looked at before its entries are read (`admission.wishes`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from admission.offer import Offer, school_of
from dsl.emit.polish.names import fact_label
from dsl.model.notes import Notes
from dsl.model.regulation import ClaimLimit
from dsl.source.nodes import readable_name
from polish.plurals import BRANCH, SCHOOL, Case, count

Chosen = tuple[str, Mapping[str, Any]]


def rule_words(notes: Notes | None) -> str:
    """Where the limit is said, with its legal basis when that is known."""
    if notes is None or notes.basis is None:
        return "limity"
    return "limity; " + " ".join(filter(None, (readable_name(notes.basis.act), notes.basis.unit)))


def over_limit(chosen: Sequence[Chosen], offer: Offer) -> tuple[str, str] | None:
    """What is wrong with the list and what to do; None where nothing is. `chosen` are branches, each with what is
    given with it."""
    limits = offer.limits
    if limits.schools is not None:
        schools = {school_of(offer, code) for code, _ in chosen}
        if len(schools) > limits.schools:
            most = count(limits.schools, SCHOOL, Case.ACCUSATIVE)
            message = f"Wolno wybrać najwyżej {most}, a jest {len(schools)} ({rule_words(limits.schools_notes)})."
            return message, "Zostaw najwyżej tyle szkół, na ile pozwala regulamin."
    found = (_over_claims(chosen, offer, one) for one in limits.claims.values())
    return next((one for one in found if one is not None), None)


def _over_claims(chosen: Sequence[Chosen], offer: Offer, limit: ClaimLimit) -> tuple[str, str] | None:
    claimed = [code for code, pair in chosen if pair.get(limit.fact.name) is True]
    places = {school_of(offer, code) for code in claimed} if limit.is_of_schools else set(claimed)
    if len(places) <= limit.count:
        return None
    most = count(limit.count, SCHOOL if limit.is_of_schools else BRANCH, Case.GENITIVE)
    rule = rule_words(limit.notes)
    message = f"„{fact_label(limit.fact)}” może dotyczyć najwyżej {most}, a jest przy {len(places)} ({rule})."
    return message, f"Zostaw „tak” tylko tam, gdzie to prawda; sprawdź dokumenty. Teraz: {', '.join(claimed)}."
