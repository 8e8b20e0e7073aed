"""A mapping file: what the columns and values of a foreign table are called here. YAML, each mistake at its place.

```yaml
mapowanie: 1
kolumny:
  Numer: id
  J. polski: egzamin.język_polski
  Ocena z fizyki: {pole: oceny.fizyka, wartości: {bdb: bardzo dobry}}
  tytuł 1: osiągnięcia.1.tytuł
wartości:
  oceny: {bdb: bardzo dobry, "5": bardzo dobry}
  tak/nie: {x: tak, T: tak, N: nie}
puste: [–, nie dotyczy]
stałe: {świadectwo_ukończenia: tak}
pomijane: [Telefon]
daty: dd.mm.rrrr
id: numer wiersza
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from admission.intake.cells import BLANKS, BadCell, Converter, in_order, parts_of, plain, several
from admission.intake.csv_tables import SEPARATORS
from admission.intake.header import BRANCH, CONFIRMED, ID, IDENTITY, WISHES, Fills, Target, Vocabulary
from admission.intake.text import ENCODINGS
from dsl.diagnostics import Diagnostics, did_you_mean
from dsl.model.types import CollectionType, Notion, NotionType, NumberType, TruthType, Type
from dsl.names import nearest, normal_name
from dsl.rows import TRUTHS, find_ranked
from dsl.source.nodes import Entry, Node, Scalar, Sequence, describe
from dsl.source.nodes import Mapping as MappingNode
from dsl.source.reading import read_source
from dsl.source.text import Location, Source
from polish.folding import fold

TRUTH_VALUES = "tak/nie"
VERSION = "1"
_HOW_TO_MAKE = "Zrób go poleceniem: paragraf map REGULAMIN PLIK -o mapowanie.yaml"
_KEYS = (
    *("mapowanie", "kolumny", "wartości", "puste", "stałe", "pomijane"),
    *("daty", "ułamki", "rozdzielnik", "kodowanie", "arkusz", "wiersz nagłówka", "id"),
)
_SEPARATORS = {name: sign for sign, name in SEPARATORS.items()} | {sign: sign for sign in SEPARATORS}
ROW_IDS = "numer wiersza"
_DECIMAL = {"przecinek": ",", "kropka": ".", ",": ",", ".": "."}
_DATE_PARTS = re.compile(r"dd?|mm?|rrrr")
_HOUR = re.compile(r"(?:[ T]([0-9]{1,2})(:[0-9]{2}(?::[0-9]{2})?))?")
Values = Map[str, str]
_NONE: Values = {}


def foreign_key(text: str) -> str:
    """Foreign names and values compare without case, Polish signs and needless spaces."""
    return fold(normal_name(text.strip(BLANKS)))


@dataclass(frozen=True, slots=True)
class DayFormat:
    pattern: re.Pattern[str]
    words: str

    def iso(self, text: str) -> str:
        """Of a day, or of a day and an hour."""
        found = self.pattern.match(text)
        hour = _HOUR.fullmatch(text[found.end() :]) if found is not None else None
        if found is None or hour is None:
            return text
        day = f"{found['r']}-{found['m'].zfill(2)}-{found['d'].zfill(2)}"
        return f"{day} {hour[1].zfill(2)}{hour[2]}" if hour[1] else day


@dataclass(frozen=True, slots=True)
class ColumnRule:
    target: str
    values: Values = field(default_factory=dict)
    header: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns` by the folded name of a foreign column; None: passed over. `values` by the folded name of a field, or
    `tak/nie`. `blanks` are folded texts that mean a blank cell wherever nothing else is said of them; `row_ids`: the
    number of a row stands for the id. What is not said is read as it is."""

    columns: Map[str, ColumnRule | None] = field(default_factory=dict)
    values: Map[str, Values] = field(default_factory=dict)
    blanks: frozenset[str] = frozenset()
    constants: Map[str, str] = field(default_factory=dict)
    days: DayFormat | None = None
    decimal: str = ","
    separator: str = ""
    encoding: str = ""
    sheet: str = ""
    header_row: int = 0
    row_ids: bool = False

    def target_of(self, header: str) -> str | None:
        """The field that a column holds; None: it is to be passed over."""
        key = foreign_key(header) if self.columns else ""
        if key not in self.columns:
            return header
        rule = self.columns[key]
        return rule.target if rule else None

    def names(self, header: str) -> bool:
        return foreign_key(header) in self.columns

    def missing_in(self, headers: Iterable[str]) -> list[str]:
        """The columns that are said to hold something, and are not there."""
        there = set(map(foreign_key, headers)) if self.columns else set()
        return [rule.header for key, rule in self.columns.items() if rule is not None and key not in there]

    def rule_of(self, header: str) -> ColumnRule | None:
        """None also of a column that is passed over."""
        return self.columns.get(foreign_key(header))

    def converter(self, header: str, target: Target) -> Converter:
        if self is NOTHING_CHANGED:
            return target.convert
        rule = self.rule_of(header)
        own = rule.values if rule else _NONE
        values = {**self.values_of(target), **own}
        days = self.days if target.is_dated else None
        comma = self.decimal != "," and isinstance(target.type, NumberType)
        return (
            _translated(values, self.blanks, days, self.decimal if comma else "", target.convert)
            if values or self.blanks or days or comma
            else target.convert
        )

    def values_of(self, target: Target) -> Values:
        fills = target.inner.fills if target.inner else target.fills
        truths = isinstance(target.type, TruthType) or fills is Fills.MEMBER
        shared = self.values.get(TRUTH_VALUES, _NONE) if truths else _NONE
        whole = () if target.path[0] == WISHES and target.inner else target.path[:1]
        names = (*whole, target.dotted, *(target.inner.path[:1] if target.inner else ()))
        found = [self.values.get(foreign_key(name), _NONE) for name in dict.fromkeys(names)]
        return {key: value for one in (shared, *found) for key, value in one.items()}

    def constants_for(self, known: Vocabulary) -> Iterator[tuple[Target, Any]]:
        for name, value in self.constants.items():
            target = known.find(name)
            if target is not None and value:
                try:
                    yield target, target.convert(value)
                except BadCell:
                    yield target, value

    def of_list(self, name: str) -> Mapping:
        """For the companion table of a list: its columns are those of our own templates, its values may be foreign."""
        if self is NOTHING_CHANGED:
            return self
        branches = {foreign_key(BRANCH): self.values[WISHES]} if name == WISHES and WISHES in self.values else {}
        values = {**self.values, **branches}
        return replace(self, columns={}, constants={}, header_row=0, row_ids=False, values=values)


NOTHING_CHANGED = Mapping()


def _translated(
    values: Values, blanks: frozenset[str], days: DayFormat | None, decimal: str, then: Converter
) -> Converter:
    meanings = {**dict.fromkeys(blanks, ""), **values}

    def convert(cell: object) -> Any:
        if isinstance(cell, str):
            text = cell.strip(BLANKS)
            cell = meanings.get(foreign_key(text)) if meanings else None
            if cell is None:
                if then is in_order:
                    in_order(text)  # what a blank place is cannot be seen any more when it has been translated
                cell = _each(text, meanings) if then in (several, in_order) else text
            if days is not None:
                cell = days.iso(cell)
            if decimal and not any(map(str.isalpha, cell)):
                cell = cell.replace(decimal, ",")
        elif meanings and isinstance(cell, bool | int | float):
            known = meanings.get(
                foreign_key(str(plain(cell)) if not isinstance(cell, bool) else ("prawda" if cell else "fałsz"))
            )
            cell = cell if known is None else known
        return None if cell == "" else then(cell)

    return convert


def _each(text: str, meanings: Values) -> str:
    """Of several in one cell each by its own meaning."""
    return ", ".join(filter(None, (meanings.get(foreign_key(one), one) for one in parts_of(text))))


# -- the file ---------------------------------------------------------------------------------------------------------


def read_mapping(path: Path, known: Vocabulary, diagnostics: Diagnostics) -> Mapping | None:
    """None with the reasons among the diagnostics."""
    source = read_source(path, diagnostics)
    return decode_mapping(source, known, diagnostics) if source is not None else None


def read_in_part(path: Path, known: Vocabulary) -> Mapping | None:
    """What is good in a file, whatever its mistakes: for a person to go on from, never to read candidates with."""
    source = read_source(path, Diagnostics())
    return _decoded(source, known, Diagnostics()) if source is not None else None


def decode_mapping(source: Source, known: Vocabulary, diagnostics: Diagnostics) -> Mapping | None:
    if not source.text.strip():
        diagnostics.error("K015", Location(source.path, 1), "Plik mapowania jest pusty.", _HOW_TO_MAKE)
        return None
    found = _decoded(source, known, diagnostics)
    return None if diagnostics.has_errors else found


def _decoded(source: Source, known: Vocabulary, diagnostics: Diagnostics) -> Mapping | None:
    from dsl.source.yaml_reader import Expected, read_yaml

    expected = Expected("plik mapowania", f"mapowanie: {VERSION}", _HOW_TO_MAKE)
    root = read_yaml(source, diagnostics, expected)
    return _Decoder(known, diagnostics).mapping(root) if root is not None else None


class _Decoder:
    def __init__(self, known: Vocabulary, diagnostics: Diagnostics) -> None:
        self.known, self.diagnostics = known, diagnostics

    def error(self, node: Node, message: str, hint: str = "") -> None:
        self.diagnostics.error("K015", node.span, message, hint)

    def mapping(self, root: MappingNode) -> Mapping:
        keys = {normal_name(one): one for one in _KEYS}
        if "mapowanie" not in {entry.name for entry in root}:
            self.error(root, "To nie jest plik mapowania: nie ma w nim „mapowanie: 1”.", "Zacznij od „mapowanie: 1”.")
        version = root.get("mapowanie")
        if version is not None and self.text(version) not in ("", VERSION):
            self.error(version, "Takiej wersji mapowania program nie zna.", f"Napisz „mapowanie: {VERSION}”.")
        for entry in root:
            if entry.name not in keys:
                self.error(entry.key, f"Nieznany klucz „{entry.key.text}”.", did_you_mean(entry.name, _KEYS))
        columns = {**self.passed_over(root.get("pomijane")), **self.columns(root.get("kolumny"))}
        return Mapping(
            columns,
            self.shared_values(root.get("wartości")),
            self.blanks(root.get("puste")),
            self.constants(root.get("stałe")),
            self.days(root.get("daty")),
            self.one_of(root.get("ułamki"), _DECIMAL, "przecinek albo kropka") or ",",
            self.one_of(root.get("rozdzielnik"), _SEPARATORS, ", ".join(SEPARATORS.values())),
            self.one_of(root.get("kodowanie"), {one: one for one in ENCODINGS}, ", ".join(ENCODINGS)),
            self.text(root.get("arkusz")),
            self.row(root.get("wiersz_nagłówka")),
            self.row_ids(root.get("id"), columns),
        )

    def blanks(self, node: Node | None) -> frozenset[str]:
        if isinstance(node, Scalar):
            return frozenset({foreign_key(node.text)})
        if node is not None and not isinstance(node, Sequence):
            self.error(node, "Tu powinna być lista tego, co znaczy „nie ma”.", "Na przykład [–, brak, nie dotyczy].")
        return frozenset(foreign_key(self.text(one)) for one in node) if isinstance(node, Sequence) else frozenset()

    def passed_over(self, node: Node | None) -> dict[str, ColumnRule | None]:
        if node is None:
            return {}
        if not isinstance(node, Sequence):
            self.error(node, "Tu powinna być lista kolumn.", "Na przykład [Telefon, Uwagi].")
            return {}
        return {foreign_key(self.text(item)): None for item in node}

    def columns(self, node: Node | None) -> dict[str, ColumnRule | None]:
        found: dict[str, ColumnRule | None] = {}
        used: dict[str, str] = {}
        for entry in self.entries(node):
            key = foreign_key(entry.key.text)
            rule = self.column(entry)
            if key in found:
                self.error(entry.key, f"Kolumna „{entry.key.text}” jest tu drugi raz.", "Zostaw jedną.")
            if rule is not None and rule.target in used:
                message = f"Pole „{rule.target}” wypełnia już kolumna „{used[rule.target]}”."
                self.error(entry.value, message, "Wskaż inne pole albo dopisz jedną z kolumn do „pomijane”.")
            elif rule is not None:
                used[rule.target] = entry.key.text
                found[key] = rule
        return found

    def column(self, entry: Entry) -> ColumnRule | None:
        node = entry.value
        if isinstance(node, Scalar):
            target = self.target(node)
            return ColumnRule(target.dotted, header=entry.key.text) if target else None
        if not isinstance(node, MappingNode):
            self.error(
                node, f"Zamiast nazwy pola jest {describe(node)}.", "Wpisz nazwę pola albo {pole: …, wartości: {…}}."
            )
            return None
        for inner in node:
            if inner.name not in ("pole", "wartości"):
                self.error(
                    inner.key, f"Nieznany klucz „{inner.key.text}”.", did_you_mean(inner.name, ("pole", "wartości"))
                )
        named = node.get("pole")
        if not isinstance(named, Scalar):
            self.error(node, "Nie podano pola.", "Dopisz „pole: …”.")
            return None
        target = self.target(named)
        if target is None:
            return None
        values = self.values(node.get("wartości"), target.type, target.fills)
        return ColumnRule(target.dotted, values, entry.key.text)

    def target(self, node: Scalar) -> Target | None:
        found = self.known.find(node.text)
        if found is None:
            meant = self.known.meant(node.text)
            hint = (
                f"Czy chodziło o „{meant}”?"
                if meant
                else "Nazwy pól pokazuje: paragraf template REGULAMIN --format csv"
            )
            self.error(node, f"Regulamin nie zna pola „{node.text}”.", hint)
        return found

    def shared_values(self, node: Node | None) -> dict[str, Values]:
        found: dict[str, Values] = {}
        for entry in self.entries(node):
            if entry.key.text.strip() == TRUTH_VALUES:
                found[TRUTH_VALUES] = self.values(entry.value, TruthType(), Fills.VALUE)
                continue
            types = self.types_of(entry.key)
            if types:
                found[foreign_key(entry.key.text)] = self.values(entry.value, types[0], Fills.VALUE)
        return found

    def types_of(self, node: Scalar) -> list[Type | None]:
        """Of a field, or of all fields in a group or a list by its name."""
        name = normal_name(node.text)
        target = self.known.find(name)
        if target is not None:
            return [target.type]
        every = [one.type for key, one in self.known.exact.items() if key.startswith(f"{name}.")]
        inner = [one.type for _, items in self.known.lists.values() for key, one in items.exact.items() if key == name]
        if every or inner:
            return [*every, *inner]
        meant = nearest(name, {key.partition(".")[0]: None for key in self.known.exact})
        hint = f"Czy chodziło o „{meant}”?" if meant else f"Może być nazwa pola albo „{TRUTH_VALUES}”."
        self.error(node, f"Regulamin nie zna pola „{node.text}”.", hint)
        return []

    def values(self, node: Node | None, type_: Type | None, fills: Fills) -> dict[str, str]:
        found: dict[str, str] = {}
        for entry in self.entries(node):
            value = entry.value
            if not isinstance(value, Scalar):
                self.error(value, f"Zamiast wartości jest {describe(value)}.", "Wpisz jedną wartość.")
                continue
            key = foreign_key(entry.key.text)
            if key in found:
                self.error(entry.key, f"Wartość „{entry.key.text}” jest tu drugi raz.", "Zostaw jedną.")
            if self.is_value(value, type_, fills):
                found[key] = value.text.strip()
        return found

    def is_value(self, node: Scalar, type_: Type | None, fills: Fills) -> bool:
        text = node.text.strip()
        if not text:
            return True
        if isinstance(type_, TruthType) or fills is Fills.MEMBER:
            if text.lower() not in TRUTHS:
                self.error(node, f"Zamiast „tak” albo „nie” jest „{text}”.", "Wpisz „tak” albo „nie”.")
                return False
        elif (notion := notion_of(type_)) and find_ranked(text, notion.members, notion.ranks) is None:
            names = [one.replace("_", " ") for one in notion.members]
            self.error(node, f"Nie ma wartości „{text}”.", did_you_mean(text, names))
            return False
        return True

    def constants(self, node: Node | None) -> dict[str, str]:
        found = {}
        for entry in self.entries(node):
            target = self.target(entry.key)
            if not isinstance(entry.value, Scalar):
                self.error(entry.value, f"Zamiast wartości jest {describe(entry.value)}.", "Wpisz jedną wartość.")
            elif target is not None and target.path[0] in (ID, IDENTITY, CONFIRMED):
                self.error(
                    entry.key, f"„{target.dotted}” nie może być takie samo u wszystkich.", "Wskaż kolumnę w pliku."
                )
            elif target is not None and self.is_value(entry.value, target.type, target.fills):
                found[target.dotted] = entry.value.text.strip()
        return found

    def days(self, node: Node | None) -> DayFormat | None:
        text = self.text(node)
        if node is None or not text:
            return None
        parts = _DATE_PARTS.findall(text)
        if sorted(part[0] for part in parts) != ["d", "m", "r"] or len(text) > 20:
            self.error(node, "Nie rozumiem, jak zapisane są daty.", "Na przykład dd.mm.rrrr albo rrrr/mm/dd.")
            return None
        widths = {"dd": "[0-9]{1,2}", "d": "[0-9]{1,2}", "mm": "[0-9]{1,2}", "m": "[0-9]{1,2}", "rrrr": "[0-9]{4}"}
        pattern, last = "", 0
        for found in _DATE_PARTS.finditer(text):
            pattern += re.escape(text[last : found.start()]) + f"(?P<{found[0][0]}>{widths[found[0]]})"
            last = found.end()
        return DayFormat(re.compile(pattern + re.escape(text[last:])), text)

    def one_of(self, node: Node | None, known: Map[str, str], words: str) -> str:
        if node is None:
            return ""
        text = node.text if isinstance(node, Scalar) else ""
        found = known.get(text if text in known else text.strip().lower(), "")
        if not found:
            self.error(node, "Nieznana wartość.", f"Może być: {words}.")
        return found

    def row(self, node: Node | None) -> int:
        if node is None:
            return 0
        text = self.text(node)
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 1000):
            self.error(node, "To nie jest numer wiersza.", "Wpisz liczbę od 1 do 1000.")
            return 0
        return int(text)

    def row_ids(self, node: Node | None, columns: Map[str, ColumnRule | None]) -> bool:
        if node is None:
            return False
        if self.text(node).lower() != ROW_IDS:
            hint = f"Napisz „id: {ROW_IDS}” albo wskaż kolumnę ze znakiem w „kolumny”, np. „Nr wniosku: id”."
            self.error(node, f"Tu może stać tylko „{ROW_IDS}”.", hint)
            return False
        if any(rule is not None and rule.target == ID for rule in columns.values()):
            self.error(node, "Znak kandydata jest tu i z kolumny, i z numeru wiersza.", "Zostaw jedno.")
        return True

    def text(self, node: Node | None) -> str:
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.error(node, f"Zamiast tekstu jest {describe(node)}.", "Wpisz jeden tekst.")
            return ""
        return node.text.strip()

    def entries(self, node: Node | None) -> Iterator[Entry]:
        if isinstance(node, MappingNode):
            yield from node
        elif node is not None and not (isinstance(node, Scalar) and node.is_empty):
            self.error(node, "Tu powinny być pary „nazwa: wartość”.", "Wcięte wiersze albo {nazwa: wartość}.")


def notion_of(type_: Type | None) -> Notion | None:
    """What the value is chosen from."""
    match type_:
        case NotionType(notion) | CollectionType(NotionType(notion)):
            return notion
    return None
