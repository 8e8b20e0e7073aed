"""What a tie settles: candidates who are equal in some values are equal in all that follows from these alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from dsl.checks.order.forms import Form, Forms, form_of


@dataclass(slots=True)
class Ties:
    """`equal` are the forms in which the candidates compared are equal, `fixed` the parts known to be the same."""

    forms: Forms
    equal: Sequence[Form]
    fixed: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """What follows may make more follow, until nothing new does."""
        known = -1
        while len(self.fixed) > known:
            basis = Basis(map(self.open, self.equal))
            known = len(self.fixed)
            self.fixed |= {
                part for row in basis.rows for part in row.parts if basis.holds(form_of({part: Fraction(1)}))
            }

    def settle(self, form: Form) -> bool:
        return Basis(map(self.open, self.equal)).holds(self.open(form))

    def open(self, form: Form) -> Form:
        """What of the form is not settled yet."""
        return form.without([part for part in form.parts if self._is_settled(part)])

    def _is_settled(self, part: int) -> bool:
        if part in self.fixed or not self.forms.parts[part].varies:
            return True
        inside = self.forms.parts[part].inside
        settled = bool(inside) and all(self._is_settled(one) for form in inside for one in form.parts)
        if settled:
            self.fixed.add(part)
        return settled


class Basis:
    """Forms none of which is a sum of the others. Neither constants count nor parts below 0, which mark where a form
    came from."""

    def __init__(self, forms: Iterable[Form] = ()) -> None:
        self.rows: list[Form] = []
        for form in forms:
            self.add(form)

    def add(self, form: Form) -> bool:
        """Whether it is no sum of those before."""
        rest = self.reduced(form)
        if not _is_open(rest):
            return False
        self.rows.append(rest.times(1 / rest.terms[-1][1]))
        return True

    def holds(self, form: Form) -> bool:
        return not _is_open(self.reduced(form))

    def reduced(self, form: Form) -> Form:
        weights, constant = dict(form.terms), form.constant
        for row in self.rows:
            weight = weights.get(row.terms[-1][0])
            if weight:
                constant -= weight * row.constant
                for part, own in row.terms:
                    weights[part] = weights.get(part, Fraction(0)) - weight * own
        return form_of(weights, constant)


def _is_open(form: Form) -> bool:
    return bool(form.terms) and form.terms[-1][0] >= 0
