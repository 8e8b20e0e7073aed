"""The printed document as its author orders and words it (`treść`), and words with insertions in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from dsl.source.text import Span


class InsertionKind(Enum):
    """What stands in place of an insertion when the document is printed."""

    UNIT = "odesłanie"
    TERM = "termin"
    POINTS = "punkty"
    CLAUSE = "postanowienie"


@dataclass(frozen=True, slots=True)
class Insertion:
    """`name` is the whole path, as `terminarz.wnioski.rekrutacyjne`; a unit's is its address without the sign „§”."""

    kind: InsertionKind
    name: str
    span: Span = field(compare=False)

    @property
    def written(self) -> str:
        return f"<§ {self.name}>" if self.kind is InsertionKind.UNIT else f"<{self.name}>"


Prose: TypeAlias = tuple[str | Insertion, ...]


def written(prose: Prose) -> str:
    """As in the file, shared texts put in."""
    return "".join(part if isinstance(part, str) else part.written for part in prose)


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """An ustęp, or an item of one; a prose that is one insertion of a clause puts that clause here."""

    prose: Prose
    items: tuple[OwnUnit, ...]
    closing: Prose
    address: str
    span: Span

    @property
    def clause(self) -> str:
        """The path of the clause that stands here, as `komisja.kworum`; empty for own words."""
        match self.prose:
            case (Insertion(kind=InsertionKind.CLAUSE, name=name),):
                return name
        return ""

    def walk(self) -> Iterator[OwnUnit]:
        yield self
        for one in self.items:
            yield from one.walk()


@dataclass(frozen=True, slots=True)
class OwnParagraph:
    """A § of the author's own; references reach it by its `address`."""

    heading: str
    address: str
    units: tuple[OwnUnit, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ReadyPart:
    """A part worded from the rules, with the author's heading (empty: the usual one) and units before and after."""

    name: str
    heading: str
    opening: tuple[OwnUnit, ...]
    closing: tuple[OwnUnit, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Remaining:
    """All parts that are named nowhere, in their usual order."""

    span: Span


@dataclass(frozen=True, slots=True)
class OutlineChapter:
    heading: str
    parts: tuple[ReadyPart | OwnParagraph | Remaining, ...]
    span: Span


Leaf: TypeAlias = ReadyPart | OwnParagraph | Remaining


@dataclass(frozen=True, slots=True)
class Outline:
    """`without` are parts left out on purpose."""

    parts: tuple[Leaf | OutlineChapter, ...]
    without: frozenset[str]
    span: Span

    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.parts if isinstance(part, OutlineChapter) else (part,)

    def units(self) -> Iterator[OwnUnit]:
        """Every unit of the author's own, with those inside it."""
        for leaf in self.leaves():
            match leaf:
                case OwnParagraph():
                    own = leaf.units
                case ReadyPart():
                    own = (*leaf.opening, *leaf.closing)
                case Remaining():
                    own = ()
            for unit in own:
                yield from unit.walk()

    def placed_clauses(self) -> frozenset[str]:
        """Clauses that stand in units of the author's own, and so no longer in the part of their section."""
        return frozenset(unit.clause for unit in self.units() if unit.clause)

    def ready(self, usual: Collection[str]) -> tuple[str, ...]:
        """The parts worded from the rules that are printed, of the `usual` ones."""
        named = [leaf.name for leaf in self.leaves() if isinstance(leaf, ReadyPart)]
        return (*named, *(self.remaining(usual) if self.has_remaining else ()))

    @property
    def has_remaining(self) -> bool:
        return any(isinstance(leaf, Remaining) for leaf in self.leaves())

    def remaining(self, usual: Collection[str]) -> tuple[str, ...]:
        """Those that are neither named, nor left out, nor replaced by an own § of that address."""
        leaves = list(self.leaves())
        taken = {leaf.name for leaf in leaves if isinstance(leaf, ReadyPart)} | self.without
        taken |= {leaf.address for leaf in leaves if isinstance(leaf, OwnParagraph)}
        return tuple(name for name in usual if name not in taken)
