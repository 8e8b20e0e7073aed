"""What candidates may choose and what is asked of them: the side of a regulation that their files are read by.

A `Regulation` is an offer of one school; a recruitment joins several into one (`admission.recruitment`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from admission.recruitment.model import SEPARATOR, Recruitment
from dsl.model.regulation import Branch, Limits, Regulation, Seats
from dsl.model.types import Fact


class Offer(Protocol):
    """`candidate` and `pair` are facts by name; `branches` by the code that candidates' files use."""

    @property
    def title(self) -> str: ...
    @property
    def school_year(self) -> str: ...
    @property
    def candidate(self) -> Mapping[str, Fact]: ...
    @property
    def pair(self) -> Mapping[str, Fact]: ...
    @property
    def branches(self) -> Mapping[str, Branch]: ...
    @property
    def limits(self) -> Limits: ...


def own_code(offer: Offer, written: str) -> str:
    """The code of a branch without what the offer lets one add to it."""
    return offer.own_code(written) if isinstance(offer, Recruitment) else written


def names_of_branches(offer: Offer) -> dict[str, str]:
    """The codes of branches by all that they may be called: of the only school of a recruitment with its sign, too."""
    signs = list(offer.members) if isinstance(offer, Recruitment) else []
    signed = {f"{signs[0]}{SEPARATOR}{code}": code for code in offer.branches} if len(signs) == 1 else {}
    return {**{code: code for code in offer.branches}, **signed}


def instead_of(offer: Offer, code: str) -> tuple[str, ...]:
    """What stands for a branch that a recruitment has joined with others or divided."""
    return offer.instead_of(code) if isinstance(offer, Recruitment) else ()


def has_pools(branch: Branch) -> bool:
    return branch.seats is not None and bool(branch.seats.pools)


def with_seats(offer: Offer, seats: Mapping[str, int | None]) -> Offer:
    """With other numbers of seats in these branches (None: without limit), as a recruitment gives them: one number in
    place of pools."""
    if isinstance(offer, Recruitment):
        openings = {
            code: one.with_seats(Seats(seats[code], one.branch.notes)) if code in seats else one
            for code, one in offer.openings.items()
        }
        return replace(offer, openings=openings)
    assert isinstance(offer, Regulation)
    branches = {
        code: replace(one, seats=Seats(seats[code], one.notes)) if code in seats else one
        for code, one in offer.branches.items()
    }
    return replace(offer, branches=branches)


def school_of(offer: Offer, code: str) -> str:
    """The sign of the school that the branch belongs to; a regulation alone has one school."""
    return offer.school_of(code) if isinstance(offer, Recruitment) else ""
