"""Plain data (from JSON, YAML or a table) -> values by the declared facts, with every problem named by its field.

Used for candidates' rows, for the examples of a regulation and for the facts of a branch. Values at run time:
`int` or `Fraction`, `bool`, `str` (texts, members of notions), `date`, `frozenset` (sets), `tuple` of `dict` (lists of
records), `dict` (a value for each member). What is not given is absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dsl.diagnostics import did_you_mean
from dsl.model.types import (
    CollectionType,
    DateType,
    Fact,
    MapType,
    Notion,
    NotionType,
    NumberType,
    RecordType,
    TextType,
    TruthType,
    Type,
    type_words,
)
from dsl.source.nodes import Mapping as MappingNode
from dsl.source.nodes import Node, Scalar, normal_name
from dsl.source.nodes import Sequence as SequenceNode
from polish.numbers import format_number

LONGEST_LIST = 1000
LONGEST_TEXT = 2000
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(_DATE.pattern + r"[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_TRUTHS = {"tak": True, "nie": False, "true": True, "false": False, "t": True, "n": False, "1": True, "0": False}


@dataclass(frozen=True, slots=True)
class ValueProblem:
    """What is wrong with one field; `path` leads to it (names and list positions). Never carries the value of a text
    field: it may be personal."""

    path: tuple[str | int, ...]
    message: str
    hint: str = ""

    @property
    def dotted(self) -> str:
        return ".".join(str(step + 1) if isinstance(step, int) else step for step in self.path)


class _Reader:
    def __init__(self) -> None:
        self.problems: list[ValueProblem] = []

    def bad(self, path: tuple[str | int, ...], message: str, hint: str = "") -> None:
        self.problems.append(ValueProblem(path, message, hint))

    def value(self, raw: Any, type_: Type, path: tuple[str | int, ...]) -> Any:
        """The value, or None when it is not given or not readable (then with a problem)."""
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        match type_:
            case NumberType():
                return self.number(raw, type_, path)
            case TruthType():
                return self.truth(raw, path)
            case TextType():
                return self.text(raw, path)
            case DateType():
                return self.moment(raw, path) if type_.with_time else self.date(raw, path)
            case NotionType(notion):
                return self.member(raw, notion, path)
            case MapType():
                return self.map(raw, type_, path)
            case CollectionType(RecordType() as record, _):
                return self.records(raw, record, path)
            case CollectionType(NotionType(notion), _):
                return self.members(raw, notion, path)
        self.bad(path, f"Tej danej nie podaje się w pliku ({type_words(type_)}).")
        return None

    def number(self, raw: Any, type_: NumberType, path: tuple[str | int, ...]) -> int | Fraction | None:
        number = _as_fraction(raw)
        if number is None:
            self.bad(path, f"To nie jest liczba: {_shown(raw)}.", _number_hint(type_))
            return None
        if type_.integer and number.denominator != 1:
            hint = "Procent podaje się jako liczbę od 0 do 100." if type_.unit == "%" else ""
            self.bad(path, f"Liczba {format_number(number)} nie jest całkowita.", hint)
            return None
        if (type_.low is not None and number < type_.low) or (type_.high is not None and number > type_.high):
            self.bad(path, f"Liczba {format_number(number)} jest poza zakresem.", _number_hint(type_))
            return None
        return number.numerator if number.denominator == 1 else number

    def truth(self, raw: Any, path: tuple[str | int, ...]) -> bool | None:
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, int | str) and str(raw).strip().lower() in _TRUTHS:
            return _TRUTHS[str(raw).strip().lower()]
        self.bad(path, f"Zamiast „tak” albo „nie” jest {_shown(raw)}.", "Wpisz „tak” albo „nie”.")
        return None

    def text(self, raw: Any, path: tuple[str | int, ...]) -> str | None:
        if not isinstance(raw, str | int | Decimal | float) or isinstance(raw, bool):
            self.bad(path, "Tu powinien być tekst.")
            return None
        text = " ".join(str(raw).split())
        if len(text) > LONGEST_TEXT:
            self.bad(path, f"Tekst jest dłuższy niż {LONGEST_TEXT} znaków.", "Skróć go.")
            return None
        return text

    def date(self, raw: Any, path: tuple[str | int, ...]) -> date | None:
        if isinstance(raw, str) and _DATE.fullmatch(raw.strip()):
            with suppress(ValueError):
                return date.fromisoformat(raw.strip())
        self.bad(path, f"To nie jest istniejąca data: {_shown(raw)}.", "Napisz ją rok-miesiąc-dzień, np. 2025-05-12.")
        return None

    def moment(self, raw: Any, path: tuple[str | int, ...]) -> datetime | None:
        if isinstance(raw, str) and _MOMENT.fullmatch(raw.strip()):
            with suppress(ValueError):
                return datetime.fromisoformat(raw.strip())
        hint = "Napisz datę i godzinę: rok-miesiąc-dzień godzina:minuta, np. 2025-05-12 08:30."
        self.bad(path, f"To nie jest istniejąca data z godziną: {_shown(raw)}.", hint)
        return None

    def member(self, raw: Any, notion: Notion, path: tuple[str | int, ...]) -> str | None:
        if isinstance(raw, str):
            found = _find_member(raw, notion)
            if found is not None:
                return found
        if not isinstance(raw, bool) and notion.ranks:
            number = _as_fraction(raw)
            for name, rank in notion.ranks.items():
                if number == rank:
                    return name
        known = [name.replace("_", " ") for name in notion.members]
        listed = "Może być: " + ", ".join(known[:12]) + (", …" if len(known) > 12 else "") + "."
        hint = did_you_mean(raw, known, listed) if isinstance(raw, str) else listed
        self.bad(path, f"Wartość {_shown(raw)} nie należy do pojęcia „{notion.name.replace('_', ' ')}”.", hint)
        return None

    def members(self, raw: Any, notion: Notion, path: tuple[str | int, ...]) -> frozenset[str] | None:
        items = raw if isinstance(raw, list | tuple) else [raw]
        if len(items) > LONGEST_LIST:
            self.bad(path, f"Lista ma więcej niż {LONGEST_LIST} pozycji.")
            return None
        found = [self.member(item, notion, (*path, position)) for position, item in enumerate(items)]
        return frozenset(item for item in found if item is not None)

    def map(self, raw: Any, type_: MapType, path: tuple[str | int, ...]) -> dict[str, Any] | None:
        if not isinstance(raw, Mapping):
            self.bad(path, f"Tu powinny być wartości dla pojęcia „{type_.key.name.replace('_', ' ')}”.")
            return None
        result: dict[str, Any] = {}
        for key, item in raw.items():
            name = _find_member(str(key), type_.key)
            if name is None:
                hint = did_you_mean(str(key), type_.key.members)
                self.bad((*path, str(key)), f"Nieznana nazwa „{_clip(str(key))}”.", hint)
                continue
            value = self.value(item, type_.value, (*path, name))
            if value is not None and self.is_first(result, name, (*path, str(key))):
                result[name] = value
        return result

    def is_first(self, found: Mapping[str, Any], name: str, path: tuple[str | int, ...]) -> bool:
        """Two spellings of one name (`Fizyka`, `fizyka`) would otherwise hide one of the values."""
        if name in found:
            self.bad(path, f"„{name.replace('_', ' ')}” podano dwa razy.", "Zostaw jedną z tych wartości.")
        return name not in found

    def records(self, raw: Any, record: RecordType, path: tuple[str | int, ...]) -> tuple[dict[str, Any], ...] | None:
        if not isinstance(raw, list | tuple):
            self.bad(path, "Tu powinna być lista.")
            return None
        if len(raw) > LONGEST_LIST:
            self.bad(path, f"Lista ma więcej niż {LONGEST_LIST} pozycji.")
            return None
        rows = []
        for position, item in enumerate(raw):
            if isinstance(item, Mapping):
                rows.append(self.facts(item, {fact.name: fact for fact in record.fields}, (*path, position)))
            else:
                self.bad((*path, position), "Pozycja listy powinna mieć nazwane pola.")
        return tuple(rows)

    def facts(
        self, raw: Mapping[Any, Any], declared: Mapping[str, Fact], path: tuple[str | int, ...]
    ) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, item in raw.items():
            name = normal_name(str(key))
            fact = declared.get(name)
            if fact is None:
                hint = did_you_mean(name, declared, "Usuń to pole albo popraw jego nazwę.")
                self.bad((*path, _clip(str(key))), "Nieznane pole.", hint)
                continue
            value = self.value(item, fact.type, (*path, name))
            if value is not None and self.is_first(result, name, (*path, _clip(str(key)))):
                result[name] = value
        return result


def read_facts(raw: Mapping[Any, Any], declared: Mapping[str, Fact]) -> tuple[dict[str, Any], tuple[ValueProblem, ...]]:
    reader = _Reader()
    return reader.facts(raw, declared, ()), tuple(reader.problems)


def read_value(raw: Any, type_: Type) -> tuple[Any, tuple[ValueProblem, ...]]:
    reader = _Reader()
    return reader.value(raw, type_, ()), tuple(reader.problems)


def plain(node: Node) -> Any:
    """A YAML node as plain data: mappings, lists and texts."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node]
    return {entry.key.text: plain(entry.value) for entry in node}


def locate(node: Node, path: Iterable[str | int]) -> Node:
    """The node that a problem's path leads to (or the last one on the way)."""
    for step in path:
        if isinstance(node, MappingNode):
            entry = node.entry(normal_name(str(step)))
            if entry is None:
                return node
            node = entry.value
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return node


def _find_member(text: str, notion: Notion) -> str | None:
    name = normal_name(text)
    if name in notion.members:
        return name
    lowered = name.casefold()
    return next((member for member in notion.members if member.casefold() == lowered), None)


def _as_fraction(raw: Any) -> Fraction | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | Fraction):
        return Fraction(raw)
    if isinstance(raw, Decimal):
        return Fraction(raw) if raw.is_finite() and -30 < raw.adjusted() < 30 else None
    if isinstance(raw, float):
        return _as_fraction(Decimal(repr(raw)))
    if isinstance(raw, str):
        text = raw.strip().removesuffix("%").strip()
        whole, comma, rest = text.partition(",")
        digits = whole.removeprefix("-") + rest
        if digits.isascii() and digits.isdigit() and whole.removeprefix("-") and (rest or not comma) and len(text) < 40:
            return Fraction(f"{whole}.{rest}" if comma else whole)
    return None


def _number_hint(type_: NumberType) -> str:
    if type_.low is None or type_.high is None:
        return "Wpisz liczbę; ułamek po przecinku."
    what = "liczbę całkowitą" if type_.integer else "liczbę"
    return f"Wpisz {what} od {format_number(type_.low)} do {format_number(type_.high)}."


def _clip(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


def _shown(raw: Any) -> str:
    if isinstance(raw, Mapping):
        return "grupa pól"
    if isinstance(raw, list | tuple):
        return "lista"
    if isinstance(raw, bool):
        return "„tak”" if raw else "„nie”"
    return f"„{_clip(str(raw))}”"
