"""Plain data (from JSON, YAML or a table) -> values by the declared facts, with every problem named by its field.

Used for candidates' rows, for the examples of a regulation and for the facts of a branch. Values at run time:
`int` or `Fraction`, `bool`, `str` (texts, members of notions), `date`, `frozenset` (sets), `tuple` of `dict` (lists of
records), `dict` (a value for each member). What is not given is absent.
"""

from __future__ import annotations

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
from dsl.rows import (
    LONGEST_LIST,
    LONGEST_NUMBER,
    LONGEST_TEXT,
    TRUTHS,
    day_in,
    dotted_day_in,
    field_name,
    find_member,
    find_ranked,
    foreign_key,
    is_empty,
    is_harmless,
    moment_in,
    number_in,
    path_step,
    shown,
    text_in,
    truth_in,
)
from dsl.source.nodes import Mapping as MappingNode
from dsl.source.nodes import Node, Scalar, normal_name
from dsl.source.nodes import Sequence as SequenceNode
from polish.numbers import NBSP, format_number

MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class ValueProblem:
    """What is wrong with one field; `path` leads to it (names and list positions). The message never carries what may
    be personal; nor does `dotted`, where the last name is one nobody declared (`is_foreign`). `is_choice`: what
    stands there is known, but there are too many or too few (`ile`), or it may not be chosen (`poza`)."""

    path: tuple[str | int, ...]
    message: str
    hint: str = ""
    is_foreign: bool = False
    is_choice: bool = False

    @property
    def dotted(self) -> str:
        steps = [str(one + 1) if isinstance(one, int) else one for one in self.path]
        return ".".join([*steps[:-1], path_step(steps[-1])] if self.is_foreign else steps)


class _TooMany(Exception):
    """Enough problems for one reading."""


class _Reader:
    def __init__(self) -> None:
        self.problems: list[ValueProblem] = []

    def bad(self, path: tuple[str | int, ...], message: str, hint: str = "", is_foreign: bool = False) -> None:
        self.problems.append(ValueProblem(path, message, hint, is_foreign))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _TooMany

    def value(self, raw: Any, type_: Type, path: tuple[str | int, ...]) -> Any:
        """The value, or None when it is not given or not readable (then with a problem)."""
        if is_empty(raw):
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
            case CollectionType():
                return self.collection(raw, type_, path)
        self.bad(path, f"Tej danej nie podaje się w pliku ({type_words(type_)}).")
        return None

    def number(self, raw: Any, type_: NumberType, path: tuple[str | int, ...]) -> int | Fraction | None:
        number = number_in(raw)
        if number is None:
            self.bad(path, *_no_number(raw, type_))
            return None
        if type_.integer and number.denominator != 1:
            self.bad(path, *_not_whole(number, type_))
            return None
        if (type_.low is not None and number < type_.low) or (type_.high is not None and number > type_.high):
            self.bad(path, f"{_number_words(number)} jest poza zakresem.", _number_hint(type_))
            return None
        return number.numerator if number.denominator == 1 else number

    def truth(self, raw: Any, path: tuple[str | int, ...]) -> bool | None:
        found = truth_in(raw)
        if found is None:
            self.bad(path, f"Zamiast „tak” albo „nie” jest {shown(raw, TRUTHS)}.", "Wpisz „tak” albo „nie”.")
        return found

    def text(self, raw: Any, path: tuple[str | int, ...]) -> str | None:
        text = text_in(raw)
        if text is None:
            self.bad(path, "Tu powinien być tekst.", "Wpisz tekst w cudzysłowie.")
        elif len(text) > LONGEST_TEXT:
            self.bad(path, f"Tekst jest dłuższy niż {LONGEST_TEXT} znaków.", "Skróć go.")
        else:
            return text
        return None

    def date(self, raw: Any, path: tuple[str | int, ...]) -> date | None:
        found = day_in(raw)
        if found is None:
            written = dotted_day_in(raw)
            if written is not None:
                hint = f"Napisz ją rok-miesiąc-dzień: {written.isoformat()}."
                self.bad(path, "Data jest tu zapisana inaczej: rok stoi na początku.", hint)
                return None
            moment = moment_in(raw)
            if moment is not None:
                hint = f"Usuń godzinę, zostaw {moment.date().isoformat()}."
                self.bad(path, "Jest tu data z godziną, a potrzebna jest sama data.", hint)
                return None
            hint = "Napisz ją rok-miesiąc-dzień, np. 2025-05-12."
            self.bad(path, f"To nie jest istniejąca data: {shown(raw)}.", hint)
        return found

    def moment(self, raw: Any, path: tuple[str | int, ...]) -> datetime | None:
        found = moment_in(raw)
        if found is None:
            hint = "Napisz datę i godzinę: rok-miesiąc-dzień godzina:minuta, np. 2025-05-12 08:30."
            self.bad(path, f"Nie da się odczytać daty z godziną: {shown(raw)}.", hint)
        return found

    def member(self, raw: Any, notion: Notion, path: tuple[str | int, ...]) -> str | None:
        found = find_ranked(raw, notion.members, notion.ranks)
        if found is None:
            known = [name.replace("_", " ") for name in notion.members]
            listed = "Może być: " + ", ".join(known[:12]) + (", …" if len(known) > 12 else "") + "."
            hint = did_you_mean(raw, known, listed) if isinstance(raw, str) else listed
            told = shown(raw, known)
            what = f"Wartość {told}" if told.startswith("„") else told.capitalize()
            self.bad(path, f"{what} nie należy do pojęcia „{notion.name.replace('_', ' ')}”.", hint)
        return found

    def collection(
        self, raw: Any, type_: CollectionType, path: tuple[str | int, ...]
    ) -> tuple[dict[str, Any], ...] | frozenset[str] | None:
        """How many there are is told where each of them could be read."""
        before = len(self.problems)
        found: tuple[dict[str, Any], ...] | frozenset[str] | None = None
        match type_.item:
            case RecordType() as record:
                found = self.records(raw, record, path)
            case NotionType(notion):
                found = self.members(raw, notion, path)
        if found is not None and len(self.problems) == before and not type_.size.allows(len(found)):
            message = f"Powinno być {type_.size.words}, a jest {len(found)}."
            self.problems.append(ValueProblem(path, message, "Dopisz brakujące albo usuń zbędne.", is_choice=True))
        if type_.excluded and found is not None:
            self.refuse_excluded(raw, type_, path)
        return found

    def members(self, raw: Any, notion: Notion, path: tuple[str | int, ...]) -> frozenset[str] | None:
        items = raw if isinstance(raw, list | tuple) else [raw]
        if len(items) > LONGEST_LIST:
            self.bad(path, f"Lista ma więcej niż {LONGEST_LIST} pozycji.", "Skróć ją.")
            return None
        found = [self.member(item, notion, (*path, position)) for position, item in enumerate(items)]
        return frozenset(item for item in found if item is not None)

    def refuse_excluded(self, raw: Any, type_: CollectionType, path: tuple[str | int, ...]) -> None:
        assert isinstance(type_.item, NotionType)
        notion = type_.item.notion
        for position, item in enumerate(raw if isinstance(raw, list | tuple) else [raw]):
            name = find_ranked(item, notion.members, notion.ranks)
            if name in type_.excluded:
                message = f"„{notion.label(name)}” nie może tu stać."
                hint = "Wybierz spośród pozostałych: ta wartość jest wyłączona („poza”)."
                self.problems.append(ValueProblem((*path, position), message, hint, is_choice=True))

    def map(self, raw: Any, type_: MapType, path: tuple[str | int, ...]) -> dict[str, Any] | None:
        if not isinstance(raw, Mapping):
            notion = type_.key.name.replace("_", " ")
            example = next(iter(type_.key.members), "nazwa").replace("_", " ")
            hint = f"Podaj je w grupie: {{„{example}”: wartość, …}}."
            self.bad(path, f"Tu powinny być wartości dla pojęcia „{notion}”.", hint)
            return None
        result: dict[str, Any] = {}
        for key, item in raw.items():
            name = find_member(str(key), type_.key.members)
            if name is None:
                hint = did_you_mean(str(key), type_.key.members)
                message = f"Nieznana nazwa {foreign_key(str(key), type_.key.members)}."
                self.bad((*path, str(key)), message, hint, is_foreign=True)
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
            self.bad(path, "Tu powinna być lista.", "Wpisz pozycje w nawiasach kwadratowych: [{…}, {…}].")
            return None
        if len(raw) > LONGEST_LIST:
            self.bad(path, f"Lista ma więcej niż {LONGEST_LIST} pozycji.", "Skróć ją.")
            return None
        rows = []
        for position, item in enumerate(raw):
            if isinstance(item, Mapping):
                rows.append(self.facts(item, {fact.name: fact for fact in record.fields}, (*path, position)))
            else:
                names = ", ".join(f"„{fact.name.replace('_', ' ')}”" for fact in record.fields[:3])
                self.bad((*path, position), "Pozycja listy powinna mieć nazwane pola.", f"Podaj pola, np. {names}.")
        return tuple(rows)

    def facts(
        self, raw: Mapping[Any, Any], declared: Mapping[str, Fact], path: tuple[str | int, ...]
    ) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, item in raw.items():
            name = field_name(str(key))
            fact = declared.get(name)
            if fact is None:
                hint = did_you_mean(name, declared, "Usuń to pole albo popraw jego nazwę.")
                self.bad((*path, str(key)), "Nieznane pole.", hint, is_foreign=True)
                continue
            value = self.value(item, fact.type, (*path, name))
            if value is not None and self.is_first(result, name, (*path, str(key))):
                result[name] = value
        return result


def read_facts(raw: Mapping[Any, Any], declared: Mapping[str, Fact]) -> tuple[dict[str, Any], tuple[ValueProblem, ...]]:
    """The facts that can be read; of very many problems only the first ones."""
    reader = _Reader()
    facts: dict[str, Any] = {}
    with suppress(_TooMany):
        facts = reader.facts(raw, declared, ())
    return facts, tuple(reader.problems)


def read_value(raw: Any, type_: Type) -> tuple[Any, tuple[ValueProblem, ...]]:
    reader = _Reader()
    value = None
    with suppress(_TooMany):
        value = reader.value(raw, type_, ())
    return value, tuple(reader.problems)


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


def _no_number(raw: Any, type_: NumberType) -> tuple[str, str]:
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        return "Liczba jest zbyt długa.", f"Wpisz liczbę, która ma najwyżej {LONGEST_NUMBER} cyfr."
    hint = _number_hint(type_)
    number = number_in(raw.replace(".", ",")) if isinstance(raw, str) and "." in raw else None
    if number is not None and type_.integer and number.denominator != 1:
        return _not_whole(number, type_)
    if number is not None and type_.integer:
        return f"Liczba jest zapisana z kropką: {shown(raw)}.", "Napisz liczbę całkowitą bez kropki i zer po niej."
    if number is not None:
        hint = f"Ułamek pisze się po przecinku, np. 12,5. {hint}" if "przecinku" not in hint else hint
    return f"To nie jest liczba: {shown(raw)}.", hint


def _not_whole(number: Fraction, type_: NumberType) -> tuple[str, str]:
    is_percent = type_.unit == "%"
    hint = "Procent podaje się jako liczbę całkowitą od 0 do 100." if is_percent else "Wpisz liczbę całkowitą."
    if is_percent and 0 < number < 1 and (number * 100).denominator == 1:
        percent = format_number(number * 100)
        hint = f"{hint} Jeżeli to {percent}%, wpisz {percent}."
    return f"{_number_words(number)} nie jest całkowita.", hint


def _number_words(number: Fraction) -> str:
    text = format_number(number)
    return f"Liczba {text}" if is_harmless(text.replace(NBSP, "")) else "Ta liczba"


def _number_hint(type_: NumberType) -> str:
    what = "liczbę całkowitą" if type_.integer else "liczbę"
    low, high = (None if bound is None else format_number(bound) for bound in (type_.low, type_.high))
    if low and high:
        return f"Wpisz {what} od {low} do {high}."
    if low or high:
        return f"Wpisz {what}, {f'co najmniej {low}' if low else f'najwyżej {high}'}."
    return f"Wpisz {what}." if type_.integer else "Wpisz liczbę; ułamek po przecinku."
