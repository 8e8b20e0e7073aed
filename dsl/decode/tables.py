"""`tabele`: rows by the members of one notion, or by ranges of a number."""

from __future__ import annotations

from collections.abc import Mapping as Lookup

from dsl.decode.fields import as_mapping, check_keys, read_notes
from dsl.decode.reading import NUMBER, Reading
from dsl.diagnostics import Edit, Fix
from dsl.guesses import Guess, guess
from dsl.model.expr import Typed
from dsl.model.regulation import Table
from dsl.source.nodes import Entry, Mapping, Node, Scalar
from dsl.syntax.ranges import Range, as_range, looks_like_range, parse_range


def read_table(reading: Reading, entry: Entry) -> Table:
    mapping = as_mapping(entry.value, entry.key.text, reading.diagnostics)
    rows: dict[str, Typed] = {}
    rows_node = mapping.get("wiersze") if mapping else None
    if mapping is not None and rows_node is None:
        hint = "Napisz „wiersze: {nazwa: wartość, …}”."
        reading.diagnostics.error("P035", entry.key.span, f"Tabela „{entry.key.text}” nie ma wierszy.", hint)
    if mapping is not None:
        check_keys(mapping, ("wiersze",), reading.diagnostics)
    for row in as_mapping(rows_node, "wiersze", reading.diagnostics) or ():
        value = reading.formula(row.value, row.key.text, NUMBER, reading.numbers_only)
        if value is not None:
            rows[row.name] = value
    missing, rest = rows.pop("brak", None), rows.pop("pozostałe", None)
    ranges = _ranges(reading, rows, rows_node)
    if not ranges and not _misread(reading, rows, rows_node):
        _check_rows(reading, entry, rows, rows_node)
    notes = read_notes(entry.value, reading.diagnostics, span=entry.key.span)
    return Table(entry.name, rows, ranges, rest, missing, notes)


def _ranges(reading: Reading, rows: Lookup[str, Typed], node: Node | None) -> dict[str, Range]:
    """What the rows of a table by range mean; empty for a table by name."""
    named = {entry.name: entry.key for entry in (node if isinstance(node, Mapping) else ()) if entry.name in rows}
    found = {name: one for name, key in named.items() if (one := parse_range(key.text)) is not None}
    for name, key in named.items() if found else ():
        if name not in found:
            _tell_unreadable(reading, key)
    units = {one.unit for one in found.values()}
    if len(units) > 1:
        first = next(key for name, key in named.items() if name in found)
        known = ", ".join(sorted(unit or "bez jednostki" for unit in units))
        hint = "Zapisz wszystkie wiersze w jednej jednostce."
        reading.diagnostics.error("P037", first.span, f"Wiersze tej tabeli mają różne jednostki: {known}.", hint)
    for name, one in found.items():
        if one.low is not None and one.high is not None and one.low > one.high:
            hint = "Zamień liczby miejscami."
            reading.diagnostics.error("P037", named[name].span, "Początek przedziału jest większy niż koniec.", hint)
    return found


def _misread(reading: Reading, rows: Lookup[str, Typed], node: Node | None) -> bool:
    """Whether rows that no notion has were meant as ranges, and none of them can be read."""
    if reading.scope.notions_with(set(rows)):
        return False
    keys = [entry.key for entry in (node if isinstance(node, Mapping) else ()) if entry.name in rows]
    meant = [key for key in keys if looks_like_range(key.text)]
    for key in meant:
        _tell_unreadable(reading, key)
    return bool(meant)


def _tell_unreadable(reading: Reading, key: Scalar) -> None:
    hint, fixes = "Na przykład: „do 12,5”, „od 12,6 do 13 s”, „powyżej 20”, „pozostałe”.", []
    meant = as_range(key.text)
    if meant != key.text and parse_range(meant) is not None:
        hint = f"Napisz „{meant}”."
        fixes = [Fix(f"Zamień na „{meant}”", (Edit(key.body, meant),), safe=meant == key.text.replace(".", ","))]
    reading.diagnostics.error("P037", key.span, f"Tego przedziału nie rozumiem: „{key.text}”.", hint, fixes=fixes)


def _check_rows(reading: Reading, entry: Entry, rows: Lookup[str, Typed], node: Node | None) -> None:
    if rows and not reading.scope.notions_with(set(rows)):
        notions = reading.around.notions.values()
        best = max(notions, key=lambda notion: len(notion.members.keys() & rows.keys()), default=None)
        unknown = [name for name in rows if best is None or name not in best.members]
        words = ", ".join(f"„{name.replace('_', ' ')}”" for name in unknown[:3])
        message = f"Wiersze tabeli „{entry.key.text}” nie należą do jednego pojęcia: {words}."
        first = node.entry(unknown[0]) if isinstance(node, Mapping) and unknown else None
        meant = Guess("Wiersze to nazwy z jednego pojęcia.")
        if best and first:
            meant = guess(first.key, first.key.text, best.members)
        where = first.key.span if first else entry.key.span
        reading.diagnostics.error("P050", where, message, meant.hint, fixes=meant.fixes)
