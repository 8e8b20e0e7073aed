"""Types of facts and formulas, and the declarations of facts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from dsl.model.notes import Notes
from dsl.source.text import Span


@dataclass(frozen=True, slots=True)
class Notion:
    """An enumeration of `pojęcia`. `members` maps a name to its words in the genitive (or the name itself), `labels`
    to its words in the nominative where they differ from the name; `ranks` gives the number of each member where the
    notion is ordered; `subset_of` names the notion it is part of."""

    name: str
    members: dict[str, str] = field(hash=False)
    ranks: dict[str, int] = field(default_factory=dict, hash=False)
    subset_of: str | None = None
    span: Span | None = field(default=None, compare=False, hash=False)
    labels: dict[str, str] = field(default_factory=dict, hash=False)

    def label(self, member: str) -> str:
        """The member in the nominative."""
        return self.labels.get(member) or member.replace("_", " ")

    @property
    def family(self) -> str:
        """Members of a part are members of the whole: both compare."""
        return self.subset_of or self.name


@dataclass(frozen=True, slots=True)
class NumberType:
    """`integer` numbers stay integers at run time; others may be fractions."""

    integer: bool = False
    low: Fraction | None = None
    high: Fraction | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class TruthType:
    pass


@dataclass(frozen=True, slots=True)
class TextType:
    pass


@dataclass(frozen=True, slots=True)
class DateType:
    """`data`, or with the time of day `czas`; the two do not compare."""

    with_time: bool = False


@dataclass(frozen=True, slots=True)
class PeriodType:
    """A term of the timetable."""


@dataclass(frozen=True, slots=True)
class NotionType:
    notion: Notion


@dataclass(frozen=True, slots=True)
class RecordType:
    name: str
    fields: tuple[Fact, ...]

    def field(self, name: str) -> Fact | None:
        return next((fact for fact in self.fields if fact.name == name), None)


@dataclass(frozen=True, slots=True)
class Size:
    """How many elements a collection may have (`ile`); None: any number."""

    least: int = 0
    most: int | None = None

    def allows(self, count: int) -> bool:
        return self.least <= count and (self.most is None or count <= self.most)

    @property
    def words(self) -> str:
        if self.least == self.most:
            return f"dokładnie {self.least}"
        parts = (
            f"co najmniej {self.least}" if self.least else "",
            "" if self.most is None else f"najwyżej {self.most}",
        )
        return ", a ".join(part for part in parts if part) or "dowolnie wiele"


ANY_SIZE = Size()


@dataclass(frozen=True, slots=True)
class CollectionType:
    """A set of a notion's members, or a list of records. `excluded` are members that it may not have (`poza`)."""

    item: Type
    is_set: bool
    size: Size = ANY_SIZE
    excluded: frozenset[str] = frozenset()

    @property
    def choices(self) -> tuple[str, ...]:
        """The members that it may have; none of a list of records."""
        members = self.item.notion.members if isinstance(self.item, NotionType) else ()
        return tuple(member for member in members if member not in self.excluded)

    def allows(self, value: Collection[Any]) -> bool:
        return self.size.allows(len(value)) and not (self.excluded and self.excluded & set(value))


@dataclass(frozen=True, slots=True)
class MapType:
    """A value for each member of a notion (`procent dla część_egzaminu`)."""

    key: Notion
    value: Type
    optional: bool


Type = NumberType | TruthType | TextType | DateType | PeriodType | NotionType | RecordType | CollectionType | MapType

PERCENT = NumberType(integer=True, low=Fraction(0), high=Fraction(100), unit="%")
WHOLE = NumberType(integer=True)
TRUTH = TruthType()
TEXT = TextType()
DATE = DateType()
MOMENT = DateType(with_time=True)
PERIOD = PeriodType()


@dataclass(frozen=True, slots=True)
class Fact:
    """One declared fact. `tak/nie`, sets and lists are claims: not given means no or empty (or `default`).

    `clause` says it as a sentence, with „…” where a member stands in the genitive; so may `label`.
    """

    name: str
    type: Type
    optional: bool = False
    default: bool = False
    label: str = field(default="", compare=False)
    hint: str = field(default="", compare=False)
    clause: str = field(default="", compare=False)
    span: Span | None = field(default=None, compare=False, hash=False)
    notes: Notes | None = field(default=None, compare=False, hash=False)

    @property
    def is_claim(self) -> bool:
        return is_claim(self.type)


def is_claim(type_: Type) -> bool:
    """Not given means no, or empty."""
    return isinstance(type_, TruthType | CollectionType)


def type_words(type_: Type) -> str:
    """The type as a user writes or reads it."""
    match type_:
        case NumberType():
            if type_ == PERCENT:
                return "procent"
            return "liczba całkowita" if type_.integer else "liczba"
        case TruthType():
            return "tak/nie"
        case TextType():
            return "tekst"
        case DateType(with_time):
            return "czas" if with_time else "data"
        case PeriodType():
            return "termin"
        case NotionType(notion):
            return notion.name
        case RecordType(name):
            return f"pozycja listy {name}"
        case CollectionType(item, is_set):
            return f"{'zbiór' if is_set else 'lista'} {type_words(item)}"
        case MapType(key, value):
            return f"{type_words(value)} dla {key.name}"
