"""Which list of Word each unit belongs to, so that the labels Word counts are those of the numbered tree.

Word counts on along one list of several levels (`MAIN`) and begins a level anew after each unit of a level above. A
unit whose label that would not give, because it was inserted later (`1a.`) or because Word knows other letters after z,
gets a list of its own in which its label is fixed; the units in it stand there too, and the others are counted on as if
it were not there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from polish.numbers import NBSP
from polish.units import letter

MAIN = 1
CHAPTERS = 2
PARAGRAPH_LEVEL = 0
LEVELS = 6
NO_LEVEL = -1
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Own:
    """A list made for one unit: at `level` it prints `label` and nothing else; or, with `NO_LEVEL`, for all units of a
    document attached, which are counted from the beginning."""

    number: int
    level: int
    label: str


@dataclass(frozen=True, slots=True)
class Item:
    """The place of a paragraph of Word in a list."""

    number: int
    level: int


@dataclass(slots=True)
class Lists:
    """Counts as Word will, in the order of reading."""

    own: list[Own] = field(default_factory=list)
    chapters: int = 0
    _counts: dict[int, list[int]] = field(default_factory=dict)

    def anew(self) -> int:
        """The list of a document attached."""
        return self._fixed(NO_LEVEL, "").number

    def chapter(self, label: str) -> Item:
        if label == f"Rozdział {self.chapters + 1}":
            self.chapters += 1
            return Item(CHAPTERS, 0)
        return self._fixed(0, label)

    def place(self, label: str, level: int, parent: int) -> Item:
        """The list and level of a unit; `parent` is the list of the unit in which it stands."""
        counts = self._counts.setdefault(parent, [0] * LEVELS)
        if label != native_label(level, counts[level] + 1):
            return self._fixed(level, label)
        counts[level] += 1
        counts[level + 1 :] = [0] * (LEVELS - level - 1)
        return Item(parent, level)

    def _fixed(self, level: int, label: str) -> Item:
        number = CHAPTERS + 1 + len(self.own)
        self.own.append(Own(number, level, label))
        return Item(number, level)


def native_label(level: int, number: int) -> str:
    """What Word prints for the `number`-th unit of a level of the list in `parts/numbering.xml.j2`; empty where it
    would not print what drafting rules want."""
    match level:
        case 0:
            return f"§{NBSP}{number}."
        case 1:
            return f"{number}."
        case 2:
            return f"{number})"
        case 3:
            return f"{letter(number)})" if number <= _LETTERS else ""
        case 4:
            return "–"
        case _:
            return "– –"
