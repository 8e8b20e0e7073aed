"""`pojęcia` and the facts of `kandydat`, `oddział` and `wybór`: what a regulation knows about."""

from __future__ import annotations

import re
from collections.abc import Mapping as Lookup
from dataclasses import replace
from fractions import Fraction

from dsl.decode import vocabulary
from dsl.decode.fields import as_mapping, as_scalar, check_keys, read_names, read_notes, read_text
from dsl.diagnostics import Diagnostics, Related
from dsl.guesses import guess
from dsl.model.regulation import BASIS_OF_SETTLING, SETTLED_IN, StageKind
from dsl.model.types import (
    DATE,
    MOMENT,
    PERCENT,
    TEXT,
    TRUTH,
    CollectionType,
    Fact,
    MapType,
    Notion,
    NotionType,
    NumberType,
    RecordType,
    Size,
    TruthType,
    Type,
)
from dsl.source.nodes import Entry, Mapping, Node, Scalar, Sequence, normal_name
from dsl.source.text import Span
from dsl.syntax.ranges import parse_range
from dsl.syntax.type_text import UNITS, TypeText, parse_type

_PLACE = NumberType(integer=True, low=Fraction(1))
POSITION = Fact("pozycja", _PLACE, optional=False, label="pozycja oddziału na liście")
SCHOOL_POSITION = Fact("pozycja_szkoły", _PLACE, optional=False, label="pozycja szkoły na liście")
LOT = Fact(SETTLED_IN[StageKind.LOT], _PLACE, optional=True, label="numer losu")
DECISION = Fact(SETTLED_IN[StageKind.DECISION], _PLACE, optional=True, label="miejsce ustalone decyzją komisji")
BASIS = Fact(BASIS_OF_SETTLING, TEXT, optional=True, label="podstawa rozstrzygnięcia, np. protokół")
BUILT_IN_PAIR = {fact.name: fact for fact in (POSITION, SCHOOL_POSITION, LOT, DECISION, BASIS)}


def read_notions(node: Mapping | None, diagnostics: Diagnostics) -> dict[str, Notion]:
    notions: dict[str, Notion] = {}
    for entry in node or ():
        notion = _read_notion(entry, notions, diagnostics)
        if notion is not None:
            notions[entry.name] = notion
    return notions


def _read_notion(entry: Entry, known: Lookup[str, Notion], diagnostics: Diagnostics) -> Notion | None:
    node = entry.value
    if isinstance(node, Sequence):
        items = read_names(node, entry.key.text, diagnostics)
        _refuse_repeats(items, diagnostics)
        members = {normal_name(item.text): item.text for item in items}
        return Notion(entry.name, members, span=entry.key.span)
    mapping = as_mapping(node, entry.key.text, diagnostics)
    if mapping is None:
        return None
    if mapping.get("spośród") is not None:
        return _read_part(entry, mapping, known, diagnostics)
    texts = {one.name: _genitive(one, diagnostics) for one in mapping}
    labels = {one.name: label for one in mapping if (label := _nominative(one, diagnostics))}
    ranks = {name: int(text) for name, text in texts.items() if text.isascii() and text.isdigit()}
    if ranks and len(ranks) == len(texts):
        return Notion(entry.name, {name: name.replace("_", " ") for name in texts}, ranks, span=entry.key.span)
    words = {name: text or name.replace("_", " ") for name, text in texts.items()}
    return Notion(entry.name, words, span=entry.key.span, labels=labels)


def _refuse_repeats(items: tuple[Scalar, ...], diagnostics: Diagnostics) -> None:
    first: dict[str, Scalar] = {}
    for item in items:
        before = first.setdefault(normal_name(item.text), item)
        if before is not item:
            related = [Related(before.span, "pierwszy raz tutaj")]
            message = f"„{item.text}” jest tu drugi raz."
            diagnostics.error("P018", item.span, message, "Usuń jedno z nich.", related=related)


def _genitive(member: Entry, diagnostics: Diagnostics) -> str:
    """`matematyka: matematyki`, or `{nazwa: …, dopełniacz: …}`."""
    node = member.value
    if isinstance(node, Mapping):
        check_keys(node, ("nazwa", "dopełniacz"), diagnostics, notes=False)
        node = node.get("dopełniacz") or Scalar("", node.span, node.span)
    return read_text(node, member.key.text, diagnostics)


def _nominative(member: Entry, diagnostics: Diagnostics) -> str:
    node = member.value
    return read_text(node.get("nazwa"), "nazwa", diagnostics) if isinstance(node, Mapping) else ""


def _read_part(entry: Entry, mapping: Mapping, known: Lookup[str, Notion], diagnostics: Diagnostics) -> Notion | None:
    check_keys(mapping, ("spośród", "wartości"), diagnostics)
    written = read_text(mapping.get("spośród"), "spośród", diagnostics)
    whole_name = normal_name(written)
    whole = known.get(whole_name)
    if whole is None:
        where = mapping.get("spośród")
        meant = guess(where, written, known, "Pojęcie trzeba zapisać wyżej.")
        message = f"Nie ma pojęcia „{whole_name}”."
        diagnostics.error("P050", where.span if where else None, message, meant.hint, fixes=meant.fixes)
        return None
    members = {}
    for item in read_names(mapping.get("wartości"), "wartości", diagnostics):
        name = normal_name(item.text)
        if name in whole.members:
            members[name] = whole.members[name]
        else:
            meant = guess(item, item.text, whole.members)
            message = f"„{item.text}” nie należy do pojęcia „{whole_name}”."
            diagnostics.error("P050", item.span, message, meant.hint, fixes=meant.fixes)
    ranks = {name: whole.ranks[name] for name in members if name in whole.ranks}
    return Notion(entry.name, members, ranks, subset_of=whole.family, span=entry.key.span, labels=whole.labels)


def read_declarations(node: Mapping | None, notions: Lookup[str, Notion], diagnostics: Diagnostics) -> dict[str, Fact]:
    facts = {}
    for entry in node or ():
        fact = read_declaration(entry, notions, diagnostics)
        if fact is not None:
            facts[entry.name] = fact
    return facts


def refuse_built_in(node: Mapping | None, diagnostics: Diagnostics) -> None:
    """Facts of `wybór` that are always there cannot be declared otherwise."""
    for entry in node or ():
        if entry.name in BUILT_IN_PAIR:
            what = BUILT_IN_PAIR[entry.name].label
            message = f"„{entry.key.text}” to dana, która jest w „wybór” zawsze: {what}."
            diagnostics.error("P067", entry.key.span, message, "Usuń ją stąd albo, jeżeli to co innego, zmień nazwę.")


def read_declaration(entry: Entry, notions: Lookup[str, Notion], diagnostics: Diagnostics) -> Fact | None:
    node = entry.value
    if isinstance(node, Scalar):
        return _typed(entry.name, node, notions, diagnostics)
    mapping = as_mapping(node, entry.key.text, diagnostics)
    if mapping is None:
        return None
    check_keys(mapping, vocabulary.FACT, diagnostics)
    label = read_text(mapping.get("nazwa"), "nazwa", diagnostics)
    hint = read_text(mapping.get("podpowiedź"), "podpowiedź", diagnostics)
    clause = read_text(mapping.get("zdanie"), "zdanie", diagnostics)
    notes = read_notes(mapping, diagnostics, label=entry.key.text, span=entry.key.span)
    fields = mapping.get("lista")
    if fields is not None:
        if (beside := mapping.entry("typ")) is not None:
            message = "„typ” nie może stać obok „lista”: lista mówi sama, jakie pola mają jej pozycje."
            diagnostics.error("P036", beside.key.span, message, "Zostaw jedno z nich.")
        record = _read_record(entry.name, fields, notions, diagnostics)
        type_ = CollectionType(record, False)
        fact = Fact(entry.name, type_, label=label, hint=hint, clause=clause, span=entry.key.span, notes=notes)
        return _sized(_without(fact, mapping, diagnostics), mapping, diagnostics)
    type_node = mapping.get("typ")
    if isinstance(type_node, Scalar):
        bare = _typed(entry.name, type_node, notions, diagnostics)
        if bare is None:
            return None
        fact = replace(bare, label=label, hint=hint, clause=clause, notes=notes)
        return _sized(_without(fact, mapping, diagnostics), mapping, diagnostics)
    message = f"Nie podano rodzaju danej „{entry.key.text}”."
    diagnostics.error("P051", entry.key.span, message, "Dopisz „typ: …”, np. „typ: tak/nie”.")
    return None


def _sized(fact: Fact, mapping: Mapping, diagnostics: Diagnostics) -> Fact:
    """With how many elements there may be: `ile: 2`, `ile: do 6`, `ile: od 1 do 3`."""
    node = mapping.get("ile")
    if node is None:
        return fact
    if not isinstance(fact.type, CollectionType):
        message = f"„{fact.name.replace('_', ' ')}” to jedna wartość, a „ile” mówi, ile elementów ma zbiór albo lista."
        diagnostics.error("P036", node.span, message, "Usuń „ile”.")
        return fact
    scalar = as_scalar(node, "ile", diagnostics)
    found = parse_range(scalar.text) if scalar else None
    bounds = [side for side in (found.low, found.high) if side is not None] if found else []
    if found is None or found.unit or found.beyond or any(side.denominator != 1 or side < 0 for side in bounds):
        if scalar is not None:
            hint = "Na przykład: „ile: 2”, „ile: do 6” albo „ile: od 1 do 3”."
            diagnostics.error("P034", scalar.span, f"ile: tej liczby elementów nie rozumiem: „{scalar.text}”.", hint)
        return fact
    if found.low is not None and found.high is not None and found.low > found.high:
        diagnostics.error("P037", node.span, "Początek przedziału jest większy niż koniec.", "Zamień liczby miejscami.")
        return fact
    size = Size(int(found.low or 0), None if found.high is None else int(found.high))
    return replace(fact, type=replace(fact.type, size=size))


def _without(fact: Fact, mapping: Mapping, diagnostics: Diagnostics) -> Fact:
    """With a set of fewer names: `poza: [matematyka]`."""
    node = mapping.get("poza")
    if node is None:
        return fact
    if not (isinstance(fact.type, CollectionType) and isinstance(fact.type.item, NotionType)):
        message = f"„{fact.name.replace('_', ' ')}” to nie zbiór nazw, więc „poza” nie ma tu skutku."
        diagnostics.error("P036", node.span, message, "Usuń „poza”.")
        return fact
    whole = fact.type.item.notion
    excluded = set()
    for item in read_names(node, "poza", diagnostics):
        if normal_name(item.text) in whole.members:
            excluded.add(normal_name(item.text))
        else:
            meant = guess(item, item.text, whole.members)
            message = f"„{item.text}” nie należy do pojęcia „{whole.name}”."
            diagnostics.error("P050", item.span, message, meant.hint, fixes=meant.fixes)
    return replace(fact, type=replace(fact.type, excluded=frozenset(excluded)))


def _read_record(name: str, node: Node, notions: Lookup[str, Notion], diagnostics: Diagnostics) -> RecordType:
    mapping = as_mapping(node, "lista", diagnostics)
    fields = read_declarations(mapping, notions, diagnostics)
    for entry in mapping or ():
        field = fields.get(entry.name)
        if field is not None and isinstance(field.type, MapType):
            message = f"Pole listy „{entry.key.text}” nie może mieć osobnej wartości „dla” każdej nazwy."
            hint = "Zapisz osobne pola, po jednym dla każdej nazwy, albo przenieś tę daną poza listę."
            diagnostics.error("P051", entry.value.span, message, hint)
    return RecordType(name, tuple(fields.values()))


def _typed(name: str, node: Scalar, notions: Lookup[str, Notion], diagnostics: Diagnostics) -> Fact | None:
    parsed = parse_type(node.text)
    if parsed is None:
        joined = normal_name(node.text)
        hint = "Na przykład: procent, tak/nie, liczba od 0 do 100, data, tekst, zbiór przedmiot, procent dla przedmiot."
        if re.match(r"(liczba|punkty|kwota)\b", node.text.strip(), re.IGNORECASE):
            hint = f"Na przykład: liczba całkowita od 0 do 50 pkt. Jednostka może być jedna z: {', '.join(UNITS)}."
        if joined in notions:
            hint = f"Nazwę z kilku słów pisze się tu z podkreśleniem: {joined}."
        diagnostics.error("P051", node.span, f"Nie rozumiem rodzaju danej „{node.text}”.", hint)
        return None
    type_ = _resolve(parsed, node, notions, diagnostics)
    if type_ is None or not _makes_sense(parsed, type_, node, diagnostics):
        return None
    optional = parsed.optional and parsed.key is None
    return Fact(name, type_, optional, bool(parsed.default), span=node.span)


def _makes_sense(parsed: TypeText, type_: Type, node: Scalar, diagnostics: Diagnostics) -> bool:
    """What can be written but would never fit anything."""
    wrong = hint = ""
    if parsed.low is not None and parsed.high is not None and parsed.low > parsed.high:
        wrong, hint = "Początek zakresu jest większy niż koniec.", "Zamień liczby miejscami."
    elif parsed.default is not None and not isinstance(type_, TruthType):
        wrong, hint = "„domyślnie” może mieć tylko dana tak/nie.", "Usuń „domyślnie …”."
    elif isinstance(type_, CollectionType) and not isinstance(type_.item, NotionType):
        wrong = "Zbiór może się składać tylko z nazw jednego pojęcia."
        hint = "Zapisz możliwe nazwy w „pojęcia” albo użyj „lista: {…}”."
    if wrong:
        diagnostics.error("P051", node.span, wrong, hint)
    return not wrong


def _resolve(parsed: TypeText, node: Scalar, notions: Lookup[str, Notion], diagnostics: Diagnostics) -> Type | None:
    base = _base_type(parsed, node, notions, diagnostics)
    if base is None:
        return None
    if parsed.is_set:
        base = CollectionType(base, is_set=True)
    if parsed.key is None:
        return base
    key = notions.get(normal_name(parsed.key))
    if key is None:
        meant = guess(_part(node, parsed.key), parsed.key, notions)
        diagnostics.error("P050", node.span, f"Nie ma pojęcia „{parsed.key}”.", meant.hint, fixes=meant.fixes)
        return None
    return MapType(key, base, parsed.optional)


def _base_type(parsed: TypeText, node: Scalar, notions: Lookup[str, Notion], diagnostics: Diagnostics) -> Type | None:
    simple: dict[str, Type] = {"procent": PERCENT, "tekst": TEXT, "data": DATE, "czas": MOMENT, "tak/nie": TRUTH}
    name = parsed.base.lower()
    if name in simple:
        return simple[name]
    if name in ("liczba", "punkty", "kwota"):
        unit = parsed.unit or {"punkty": "pkt", "kwota": "zł"}.get(name, "")
        return NumberType(parsed.integer, parsed.low, parsed.high, unit)
    notion = notions.get(normal_name(parsed.base))
    if notion is not None:
        return NotionType(notion)
    known = ["procent", "liczba", "tak/nie", "data", "czas", "tekst", "punkty", "kwota", *notions]
    meant = guess(_part(node, parsed.base), parsed.base, known)
    diagnostics.error("P050", node.span, f"Nie znam rodzaju danej „{parsed.base}”.", meant.hint, fixes=meant.fixes)
    return None


def _part(node: Scalar, text: str) -> Span | None:
    """Where a part of the text of a type stands."""
    start = node.body.text.find(text)
    return node.body.part(start, start + len(text)) if start >= 0 else None
