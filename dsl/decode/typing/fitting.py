"""Which values can stand where which are wanted, and how one gets from one to the other."""

from __future__ import annotations

from dsl.model import expr as typed
from dsl.model.types import (
    CollectionType,
    DateType,
    MapType,
    NotionType,
    NumberType,
    PeriodType,
    RecordType,
    TextType,
    TruthType,
    Type,
)

NUMBER = NumberType()
NEUTRAL_UNITS = frozenset({"", "%", "pkt"})


def fits(given: Type, wanted: Type) -> bool:
    """Whether a value of one type can stand where the other is wanted."""
    match given, wanted:
        case (NumberType(), NumberType()) | (TruthType(), TruthType()) | (TextType(), TextType()):
            return True
        case (DateType(), DateType()):
            return given == wanted
        case (PeriodType(), PeriodType()):
            return True
        case NotionType(one), NotionType(other):
            return one.family == other.family
        case CollectionType(one_item), CollectionType(other_item):
            return fits(one_item, other_item)
        case RecordType(one_name), RecordType(other_name):
            return one_name == other_name
        case MapType(), MapType():
            return given == wanted
    return False


def is_ordered(type_: Type) -> bool:
    """Whether one of two such values comes before the other."""
    return isinstance(type_, NumberType | DateType) or (isinstance(type_, NotionType) and bool(type_.notion.ranks))


def how_to_reach(value: typed.Typed, wanted: Type, text: str) -> str:
    """How one gets what is needed from what stands there."""
    match value.type, wanted:
        case MapType(key=key), _:
            return f"Napisz, o którą chodzi: {text}.{next(iter(key.members), '…')} albo {text}[…]."
        case CollectionType(), NumberType():
            return f"Liczbę pozycji daje „liczba({text})”."
        case CollectionType(), TruthType():
            return f"Czy coś tam jest, sprawdza „liczba({text}) > 0”."
        case ((NumberType() | DateType() | TextType() | NotionType()), TruthType()):
            return "Dopisz, z czym to porównać, np. „… = …” albo „… ≥ …”."
        case TruthType(), NumberType():
            return f"Napisz, ile to daje: „jeżeli {text} to … inaczej 0”."
    return ""
