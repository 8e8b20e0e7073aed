"""What the commission has verified (`potwierdzone`), as a candidate's row says it: documents and facts by their names
in the regulation. `admission.strict` counts by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from admission.offer import Offer
from dsl.diagnostics import nearest
from dsl.model.regulation import Rules
from dsl.rows import LONGEST_LIST, PLACES, BadField, field_name, is_empty, shown

FIELD = "potwierdzone"


def provable(offer: Offer) -> frozenset[str]:
    """The names of everything that may be confirmed."""
    documents = {name for rules in _every_rules(offer) for name in rules.documents}
    return frozenset({*documents, *offer.candidate, *(name for name in offer.pair if name not in PLACES)})


def _every_rules(offer: Offer) -> Iterator[Rules]:
    seen: set[int] = set()
    for branch in offer.branches.values():
        if id(branch.rules) not in seen:
            seen.add(id(branch.rules))
            yield branch.rules


def read_confirmed(raw: Any, known: Collection[str]) -> frozenset[str]:
    """Names given as a list, or one alone. Raises `BadField`."""
    if is_empty(raw):
        return frozenset()
    items = raw if isinstance(raw, list) else [raw]
    if len(items) > LONGEST_LIST:
        raise BadField(FIELD, f"Lista ma więcej niż {LONGEST_LIST} pozycji.", "Skróć ją.")
    return frozenset(_known_name(one, known) for one in items)


def _known_name(raw: Any, known: Collection[str]) -> str:
    if not isinstance(raw, str) or is_empty(raw):
        raise BadField(FIELD, "Tu powinny być nazwy dokumentów albo danych.", 'Na przykład ["świadectwo"].')
    name = field_name(raw)
    if name not in known:
        meant = nearest(name, known)
        hint = f"Czy chodziło o „{meant}”?" if meant else "Wpisz nazwę dokumentu z „dokumenty” albo danej z „kandydat”."
        raise BadField(FIELD, f"Regulamin nie zna takiego dokumentu ani danej: {shown(raw, known)}.", hint)
    return name
