"""Names of facts and their values as a person reads them.

A name may have „…” where a member of a notion stands: „ocena z … na świadectwie”. What has no genitive is added
without inflection: „egzamin: język polski”.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from dsl.model import expr as typed
from dsl.model.types import CollectionType, Fact, MapType, Notion, NotionType, NumberType, RecordType, TruthType, Type
from dsl.source.nodes import readable_name
from polish.dates import format_date, format_moment
from polish.enumerations import enumerate_items
from polish.numbers import format_number

GAP = "…"
_GAP_WITH_PREPOSITION = re.compile(r"(?:\s+(?:ze?|we?|za|dla|do|na|od?|po|przy))?\s*…")
_UNITLESS = frozenset({"", "pkt"})


def fact_label(fact: Fact) -> str:
    """The name without a place for a member: „ocena na świadectwie”."""
    return without_gap(fact.label or readable_name(fact.name))


def without_gap(text: str) -> str:
    return " ".join(_GAP_WITH_PREPOSITION.sub("", text).split())


def genitive(notion: Notion, member: str) -> str:
    """The words of `pojęcia`, empty where only the name itself is known."""
    words = notion.members.get(member, "")
    return "" if readable_name(words) == readable_name(member) else words


def with_genitive(fact: Fact, words: str) -> str:
    """„ocena z matematyki na świadectwie”; a name without „…” takes „z” at its end."""
    label = fact.label or readable_name(fact.name)
    return label.replace(GAP, words) if GAP in label else f"{label} z {words}"


def with_member(fact: Fact, notion: Notion, member: str) -> str:
    words = genitive(notion, member)
    return with_genitive(fact, words) if words else f"{fact_label(fact)} ({notion.label(member)})"


def clause_with_member(fact: Fact, notion: Notion, member: str) -> str:
    """The fact's `zdanie` about one member: „kandydat jest zwolniony z egzaminu z matematyki”."""
    words = genitive(notion, member)
    if GAP in fact.clause and words:
        return fact.clause.replace(GAP, words)
    return f"{without_gap(fact.clause)}: {notion.label(member)}"


def fact_at(facts: Mapping[str, Mapping[str, Fact]], path: str) -> str:
    """A fact by its path in the data: `egzamin.polski` is „wynik egzaminu z polskiego”."""
    scope, _, rest = path.partition(".")
    known = facts.get(scope, {}) if scope in facts and rest else facts.get("kandydat", {})
    name, _, inner = (rest if scope in facts and rest else path).partition(".")
    fact = known.get(name)
    if fact is None:
        return readable_name(path)
    match fact.type:
        case MapType(key=notion) if inner in notion.members:
            return with_member(fact, notion, inner)
        case CollectionType(item=RecordType() as record) if (field := record.field(inner)) is not None:
            return f"{fact_label(fact)} – {fact_label(field)}"
    return f"{fact_label(fact)} ({readable_name(inner)})" if inner else fact_label(fact)


def format_value(value: Any, node: typed.Typed) -> str:
    """A run-time value of a formula as a person reads it."""
    return format_typed(value, node.type)


def format_typed(value: Any, type_: Type) -> str:
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, int | Fraction):
        return format_number(value) + unit_words(type_.unit if isinstance(type_, NumberType) else "")
    if isinstance(value, datetime):
        return format_moment(value, value.time())
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, str) and isinstance(type_, NotionType):
        return type_.notion.label(value)
    if isinstance(value, frozenset | tuple):
        return _format_collection(value, type_.item if isinstance(type_, CollectionType) else type_)
    if isinstance(value, dict):
        return _format_fields(value, type_)
    return str(value)


def unit_words(unit: str) -> str:
    """What stands after a number."""
    if unit == "%":
        return "%"
    return "" if unit in _UNITLESS else f" {unit}"


def _format_collection(value: frozenset[Any] | tuple[Any, ...], item: Type) -> str:
    if not value:
        return "brak"
    if isinstance(item, NotionType) and isinstance(value, frozenset):
        return enumerate_items([item.notion.label(one) for one in item.notion.members if one in value])
    shown = [format_typed(one, item) for one in value]
    return "; ".join(shown) if any("," in one for one in shown) else enumerate_items(shown)


def _format_fields(value: dict[str, Any], type_: Type) -> str:
    if isinstance(type_, MapType):
        return ", ".join(f"{type_.key.label(name)} – {format_typed(one, type_.value)}" for name, one in value.items())
    return record_words(value, type_) if isinstance(type_, RecordType) else str(len(value))


def record_words(value: dict[str, Any], record: RecordType) -> str:
    """The fields of a position in their order; of a claim its name, where it is claimed."""
    shown = [field_words(fact, value[fact.name]) for fact in record.fields if value.get(fact.name) is not None]
    return ", ".join(one for one in shown if one)


def field_words(fact: Fact, value: Any) -> str:
    if isinstance(fact.type, TruthType):
        return fact_label(fact) if value else ""
    if isinstance(fact.type, CollectionType) and not value:
        return ""
    return format_typed(value, fact.type)
