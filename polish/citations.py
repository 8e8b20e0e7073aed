"""References between units and citations of legal acts, from data: `§ 3 ust. 2 pkt 1`, `(Dz. U. z 2025 r. poz. 1043)`.

The words around a reference (`o której mowa w …`) agree with a noun, so they belong to whoever writes the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from types import MappingProxyType

from polish.dates import format_date
from polish.enumerations import enumerate_items
from polish.units import Level

_SHORTEST_RANGE = 3


@dataclass(frozen=True, slots=True)
class Address:
    """Where a unit stands: its levels from the largest, each with its numeral (`3`, `1a`, `b`, `drugie`)."""

    steps: tuple[tuple[Level, str], ...] = ()

    def child(self, level: Level, numeral: str) -> Address:
        """The address of a unit inside this one."""
        return Address((*self.steps, (level, numeral)))

    def __str__(self) -> str:
        return reference(self)


def reference(target: Address, here: Address | None = None) -> str:
    """`§ 3 ust. 2 pkt 1`; seen from `here`, without the levels both have in common: `pkt 1`."""
    return _steps(target.steps[_shared(target, here) :])


def references(targets: Sequence[Address], here: Address | None = None) -> str:
    """Several at once: `ust. 1 i 2`, `§ 3–6`, `ust. 1 i 4 oraz § 5 ust. 2`."""
    texts = [_siblings(list(group), here) for _, group in groupby(targets, key=_family)]
    return enumerate_items(texts, "oraz")


def _family(target: Address) -> tuple[tuple[tuple[Level, str], ...], Level]:
    return target.steps[:-1], target.steps[-1][0]


def _siblings(targets: list[Address], here: Address | None) -> str:
    """Units of one level inside one parent."""
    parent = targets[0].steps[:-1]
    above = _steps(parent[_shared(targets[0], here) :])
    level = targets[0].steps[-1][0]
    numerals = enumerate_items(_ranges([target.steps[-1][1] for target in targets]))
    return f"{above} {level.value} {numerals}".lstrip()


def _ranges(numerals: list[str]) -> list[str]:
    """`["3", "4", "5", "8"]` → `["3–5", "8"]`; only plain numbers run."""
    result: list[str] = []
    run: list[str] = []
    for numeral in [*numerals, ""]:
        if run and run[-1].isdecimal() and numeral.isdecimal() and int(numeral) == int(run[-1]) + 1:
            run.append(numeral)
            continue
        result += [f"{run[0]}–{run[-1]}"] if len(run) >= _SHORTEST_RANGE else run
        run = [numeral]
    return result


def _shared(target: Address, here: Address | None) -> int:
    """How many leading levels may be left out; the unit itself is always named."""
    if here is None:
        return 0
    shared = 0
    for mine, other in zip(target.steps[:-1], here.steps, strict=False):
        if mine != other:
            break
        shared += 1
    return shared


def _steps(steps: Sequence[tuple[Level, str]]) -> str:
    return " ".join(f"{level.value} {numeral}" for level, numeral in steps)


@dataclass(frozen=True, slots=True)
class Act:
    """A legal act as data; the text of its citation is generated.

    `kind` and `kind_genitive` as the act calls itself with its issuer (`rozporządzenie Ministra Edukacji`);
    `positions` are the announcements by year; `amended` adds `z późn. zm.`.
    """

    kind: str
    kind_genitive: str
    day: date
    title: str
    positions: Mapping[int, Sequence[int]] = field(default_factory=lambda: MappingProxyType({}))
    amended: bool = False
    journal: str = "Dz. U."

    def cite(self, *, genitive: bool = False, journal: bool = True) -> str:
        """`ustawa z dnia 14 grudnia 2016 r. – Prawo oświatowe (Dz. U. z 2025 r. poz. 1043, z późn. zm.)`."""
        kind = self.kind_genitive if genitive else self.kind
        dash = "– " if self.title[:1].isupper() else ""
        text = f"{kind} z dnia {format_date(self.day)} {dash}{self.title}"
        return f"{text} {self.journal_reference()}" if journal and self.positions else text

    def journal_reference(self) -> str:
        """`(Dz. U. z 2025 r. poz. 780 oraz z 2026 r. poz. 160)`; the act's own year is not repeated."""
        texts = [self._year(year) for year in sorted(self.positions)]
        listed = texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} oraz {texts[-1]}"
        return f"({self.journal} {listed}{', z późn. zm.' if self.amended else ''})"

    def _year(self, year: int) -> str:
        positions = enumerate_items([str(position) for position in self.positions[year]])
        return f"poz. {positions}" if year == self.day.year else f"z {year} r. poz. {positions}"


def statute(day: date, title: str, positions: Mapping[int, Sequence[int]], *, amended: bool = False) -> Act:
    """An act of parliament."""
    return Act("ustawa", "ustawy", day, title, positions, amended)


def ministerial_regulation(
    issuer_genitive: str, day: date, title: str, positions: Mapping[int, Sequence[int]], *, amended: bool = False
) -> Act:
    """A regulation of a minister; `issuer_genitive` as in `Ministra Edukacji i Nauki`."""
    kinds = (f"rozporządzenie {issuer_genitive}", f"rozporządzenia {issuer_genitive}")
    return Act(*kinds, day, title, positions, amended)
