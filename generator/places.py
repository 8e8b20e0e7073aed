"""Where the ids of a document stand: the table against which references are resolved.

Filled while the tree is numbered for the first time, read while it is numbered for the second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dsl.diagnostics import Diagnostics, did_you_mean
from generator.numbered import Run
from generator.tree import Origin, Reference
from polish.citations import Address, references
from polish.enumerations import enumerate_items
from polish.folding import fold
from polish.units import Level

_SLUGS = {Level.PARAGRAPH: "par", Level.SECTION: "ust", Level.POINT: "pkt", Level.LETTER: "lit", Level.INDENT: "tiret"}
_OF_BRANCHES = re.compile(r"(?:rodzaje_oddziałów|oddziały)\.[^.]+\.(?P<plain>.+)")
_MISSING_HINT = "Wskaż jednostkę, która jest w dokumencie, albo usuń odesłanie."


@dataclass(frozen=True, slots=True)
class Place:
    """A unit has an address, a table or a chapter only its number."""

    anchor: str
    address: Address | None = None
    number: str = ""


@dataclass(slots=True)
class Places:
    """All ids of one document, and the anchors already given."""

    by_id: dict[str, Place] = field(default_factory=dict)
    _of_branches: dict[str, list[Place]] = field(default_factory=dict)
    _anchors: set[str] = field(default_factory=set)

    def add(
        self, identifier: str, place: Place, origin: Origin, problems: Diagnostics, *, shared: bool = False
    ) -> None:
        """Reports an id or a label that is already taken; the first one keeps it."""
        if place.anchor in self._anchors and not shared:
            name = str(place.address) if place.address else place.number
            hint = "Zmień oznaczenie jednej z nich albo usuń je, a numer nada się sam."
            problems.error("P802", origin, f"Dwie jednostki mają to samo oznaczenie: {name}.", hint)
        self._anchors.add(place.anchor)
        if not identifier:
            return
        if identifier in self.by_id:
            hint = "Każda jednostka, do której prowadzi odesłanie, musi mieć własną nazwę."
            problems.error("P803", origin, f"Nazwa „{identifier}” oznacza w dokumencie dwa miejsca.", hint)
            return
        self.by_id[identifier] = place
        found = _OF_BRANCHES.fullmatch(identifier)
        if found is not None:
            self._of_branches.setdefault(found["plain"], []).append(place)

    def of(self, target: str) -> list[Place]:
        """One place; or, by a plain path such as `kryteria`, those of all groups of branches that have their own."""
        return [self.by_id[target]] if target in self.by_id else self._of_branches.get(target, [])

    def resolve(self, reference: Reference, here: Address | None, origin: Origin, problems: Diagnostics) -> Run:
        """The printed reference; an unknown target is reported and printed so that nobody overlooks it."""
        found = [place for target in reference.targets for place in self.of(target)]
        missing = [target for target in reference.targets if not self.of(target)]
        for target in missing:
            hint = did_you_mean(target, self.by_id, _MISSING_HINT)
            message = f"Odesłanie prowadzi do „{target}”, a takiej jednostki nie ma w dokumencie."
            problems.error("P801", reference.origin or origin, message, hint)
        if missing or not found:
            return Run(f"[brak: {enumerate_items(reference.targets)}]", strong=True)
        return Run(_printed(found, here), anchor=found[0].anchor)


def anchor(address: Address) -> str:
    """`§ 3 ust. 2 pkt 1` → `par-3-ust-2-pkt-1`, the same in every form of the document."""
    steps = (f"{_SLUGS.get(level, fold(level.value))}-{numeral}" for level, numeral in address.steps)
    return fold("-".join(steps)).replace(" ", "-")


def _printed(found: list[Place], here: Address | None) -> str:
    addresses = [place.address for place in found if place.address]
    numbers = [place.number for place in found if not place.address]
    parts = [references(addresses, here)] if addresses else []
    return enumerate_items([*parts, enumerate_items(numbers)] if numbers else parts, "oraz")
