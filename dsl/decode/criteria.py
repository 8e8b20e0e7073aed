"""`kryteria`: the four ways to count, one in another."""

from __future__ import annotations

from dsl.decode import vocabulary
from dsl.decode.fields import VALUE_KEYS, as_mapping, as_scalar, check_keys, read_names, read_notes, unwrapped
from dsl.decode.reading import NUMBER, WAYS, Reading, is_hole
from dsl.decode.scope import Scope
from dsl.decode.typing import known_in_each, type_each
from dsl.guesses import guess
from dsl.model.expr import TOTAL, EachOf, Typed
from dsl.model.regulation import Components, Criterion, ForEach, Points, Row, Rows, Way
from dsl.model.types import CollectionType, RecordType
from dsl.source.nodes import Entry, Mapping, Node, Scalar, Sequence, normal_name, readable_name

WITHOUT_LIMIT = "bez_limitu"


def criterion_paths(node: Node | None, prefix: tuple[str, ...] = ()) -> dict[tuple[str, ...], None]:
    """The names of all criteria before any formula is read, so that formulas may name them."""
    if not isinstance(node, Mapping):
        return {}
    found: dict[tuple[str, ...], None] = {}
    for entry in node:
        path = (*prefix, entry.name)
        found[path] = None
        if isinstance(entry.value, Mapping):
            found |= criterion_paths(entry.value.get("składniki"), path)
    return found


def read_criteria(reading: Reading, node: Mapping | None, prefix: tuple[str, ...]) -> tuple[Criterion, ...]:
    found = (_criterion(reading, entry, prefix) for entry in node or ())
    return tuple(criterion for criterion in found if criterion is not None)


def _criterion(reading: Reading, entry: Entry, prefix: tuple[str, ...]) -> Criterion | None:
    node = entry.value
    path = (*prefix, entry.name)
    if path == TOTAL:
        hint = "Nazwij to kryterium inaczej."
        reading.diagnostics.error("P067", entry.key.span, "Nazwa „razem” oznacza sumę wszystkich punktów.", hint)
    label = "" if isinstance(node, Mapping) else readable_name(entry.key.text)
    notes = read_notes(node, reading.diagnostics, label=label or entry.name.replace("_", " "), span=entry.key.span)
    if not isinstance(node, Mapping) or any(node.get(key) is not None for key in VALUE_KEYS):
        if isinstance(node, Mapping):
            check_keys(node, (*VALUE_KEYS, "maks", "najwyżej", "dokument"), reading.diagnostics)
        points = reading.formula(node, entry.key.text, NUMBER)
        way: Way | None = Points(None, points) if points else None
    else:
        check_keys(node, vocabulary.CRITERION, reading.diagnostics)
        way = _way(reading, node, entry, path)
    if way is None:
        return None
    group = node if isinstance(node, Mapping) else None
    return Criterion(
        path=path,
        way=way,
        limit=_limit(reading, group),
        claimed_most=reading.claimed(group.get("maks")) if group else None,
        documents=reading.documents(group),
        notes=notes,
    )


def _way(reading: Reading, node: Mapping, entry: Entry, path: tuple[str, ...]) -> Way | None:
    condition = reading.truth(node.get("gdy"), "gdy")
    way = _way_where(reading, node, entry, path, condition)
    return None if node.get("gdy") is not None and condition is None else way


def _way_where(
    reading: Reading, node: Mapping, entry: Entry, path: tuple[str, ...], condition: Typed | None
) -> Way | None:
    parts = node.get("składniki")
    if parts is not None:
        _refuse_beside(reading, node, "składniki", ("punkty", "wiersze", "za_każde"))
        mapping = as_mapping(parts, "składniki", reading.diagnostics)
        return Components(condition, read_criteria(reading, mapping, path)) if mapping else None
    inside = reading.where(node.get("gdy"), reading.scope)
    once = node.entry("jednorazowo")
    if once is not None and node.get("za_każde") is None:
        message = "„jednorazowo” działa tylko obok „za każde”: wybiera spośród takich samych pozycji listy."
        reading.diagnostics.error("P036", once.key.span, message, "Dopisz „za każde: o z …” albo usuń „jednorazowo”.")
    if node.get("za_każde") is not None:
        return _for_each(reading, node, condition, inside)
    body = _body(reading, node, condition, inside, in_each=False)
    if body is None and is_hole(node):
        left = reading.hole(node, entry.key.text)
        return Points(condition, left) if left is not None else None
    if body is None and not any(node.get(way) is not None for way in WAYS):
        hint = "Dopisz „punkty”, „wiersze”, „składniki” albo „za każde”."
        reading.diagnostics.error("P035", entry.key.span, f"Nie wiadomo, za co punkty w „{entry.key.text}”.", hint)
    return body


def _refuse_beside(reading: Reading, node: Mapping, kept: str, others: tuple[str, ...]) -> None:
    for name in others:
        other = node.entry(name)
        if other is not None:
            words = name.replace("_", " ")
            message = f"„{words}” nie może stać obok „{kept.replace('_', ' ')}”: to dwa sposoby liczenia."
            reading.diagnostics.error("P036", other.key.span, message, "Zostaw jeden sposób.")


def _for_each(reading: Reading, node: Mapping, condition: Typed | None, scope: Scope) -> ForEach | None:
    scalar = as_scalar(node.get("za_każde"), "za każde", reading.diagnostics)
    each = type_each(scalar, scope, reading.diagnostics) if scalar else None
    if each is None:
        return None
    assert isinstance(each.collection.type, CollectionType)
    inside = scope.with_variable(each.variable, each.collection.type.item)
    if scalar is not None:
        inside = inside.with_given(known_in_each(scalar, inside))
    body = _body(reading, node, None, inside, in_each=True)
    if body is None:
        if not (node.get("punkty") or node.get("wiersze")):
            where = node.entry("za_każde")
            hint = "Dopisz „punkty” albo „wiersze”."
            span = where.key.span if where else node.span
            reading.diagnostics.error("P035", span, "Nie wiadomo, ile punktów za każdy element.", hint)
        return None
    return ForEach(condition, each, body, _once_by(reading, node, each))


def _once_by(reading: Reading, node: Mapping, each: EachOf) -> tuple[str, ...]:
    names = read_names(node.get("jednorazowo"), "jednorazowo", reading.diagnostics)
    assert isinstance(each.collection.type, CollectionType)
    record = each.collection.type.item
    known = [fact.name for fact in record.fields] if isinstance(record, RecordType) else []
    found = []
    for name in names:
        if normal_name(name.text) in known:
            found.append(normal_name(name.text))
        else:
            meant = guess(name, name.text, known, "„jednorazowo” wymienia pola pozycji listy.")
            message = f"Pozycja listy nie ma pola „{name.text}”."
            reading.diagnostics.error("P060", name.span, message, meant.hint, fixes=meant.fixes)
    return tuple(found)


def _body(
    reading: Reading, node: Mapping, condition: Typed | None, scope: Scope, in_each: bool
) -> Points | Rows | None:
    rows = node.get("wiersze")
    if rows is not None:
        _refuse_beside(reading, node, "wiersze", ("punkty",))
        return _rows(reading, rows, condition, scope, in_each)
    if node.get("punkty") is None:
        return None
    points = reading.formula(node.get("punkty"), "punkty", NUMBER, scope)
    return Points(condition, points) if points else None


def _rows(reading: Reading, node: Node, condition: Typed | None, scope: Scope, in_each: bool) -> Rows | None:
    if not isinstance(node, Sequence):
        reading.diagnostics.error("P033", node.span, "wiersze: tu powinna stać lista wierszy „- {gdy: …, punkty: …}”.")
        return None
    rows = []
    for item in node:
        row = _row(reading, item, scope, in_each)
        if row is not None:
            rows.append(row)
        scope = reading.where(item.get("gdy") if isinstance(item, Mapping) else None, scope, holds=False)
    return Rows(condition, tuple(rows)) if len(rows) == len(node.items) else None


def _row(reading: Reading, node: Node, scope: Scope, in_each: bool) -> Row | None:
    mapping = as_mapping(node, "wiersz", reading.diagnostics)
    if mapping is None:
        return None
    check_keys(mapping, vocabulary.ROW if in_each else ("gdy", "punkty"), reading.diagnostics)
    condition = reading.truth(mapping.get("gdy"), "gdy", scope)
    points = reading.formula(mapping.get("punkty"), "punkty", NUMBER, reading.where(mapping.get("gdy"), scope))
    several = reading.formula(mapping.get("dwa_lub_więcej"), "dwa lub więcej", NUMBER)
    if mapping.get("punkty") is None:
        reading.diagnostics.error("P035", mapping.span, "Wiersz nie mówi, ile punktów daje.", "Dopisz „punkty: …”.")
    unreadable = mapping.get("gdy") is not None and condition is None
    return (
        None
        if points is None or unreadable
        else Row(condition, points, several, read_notes(mapping, reading.diagnostics))
    )


def _limit(reading: Reading, node: Mapping | None) -> Typed | None:
    value = unwrapped(node.get("najwyżej")) if node else None
    if isinstance(value, Scalar) and normal_name(value.text) == WITHOUT_LIMIT:
        return None
    return reading.formula(value, "najwyżej", NUMBER)
