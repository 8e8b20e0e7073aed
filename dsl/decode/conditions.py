"""`warunki`: what a candidate must meet, in order; the first unmet one is the reason."""

from __future__ import annotations

from dsl.decode import vocabulary
from dsl.decode.fields import as_mapping, check_keys, read_notes, read_text
from dsl.decode.reading import Reading
from dsl.decode.typing import type_formula
from dsl.diagnostics import Diagnostics, Edit, Fix
from dsl.model.regulation import Condition
from dsl.model.types import TRUTH
from dsl.source.nodes import Entry, Mapping, Node, Scalar, readable_name


def read_conditions(reading: Reading, node: Mapping | None) -> tuple[Condition, ...]:
    found = (_condition(reading, entry) for entry in node or ())
    return tuple(condition for condition in found if condition is not None)


def _meant_requirement(reading: Reading, node: Node) -> tuple[str, tuple[Fix, ...]]:
    """`próg: świadectwo`: a formula where its group is wanted."""
    hint = "Rozpisz go pod spodem z wcięciem: „wymaga: …”."
    if not isinstance(node, Scalar) or type_formula(node, reading.scope, Diagnostics(), TRUTH, may_miss=False) is None:
        return hint, ()
    text = node.span.text
    wanted = f'{{wymaga: "{text}"}}' if set(text) & set("[]{},#:") and not node.quoted else f"{{wymaga: {text}}}"
    if "\n" in text or (node.quoted is False and '"' in text):
        return hint, ()
    return f"Napisz „{wanted}”.", (Fix(f"Zamień na „{wanted}”", (Edit(node.span, wanted),), safe=True),)


def _condition(reading: Reading, entry: Entry) -> Condition | None:
    mapping = as_mapping(entry.value, entry.key.text, reading.diagnostics, *_meant_requirement(reading, entry.value))
    if mapping is None:
        return None
    check_keys(mapping, vocabulary.CONDITION, reading.diagnostics)
    if mapping.get("wymaga") is None:
        hint = "Dopisz „wymaga: …”."
        reading.diagnostics.error("P035", entry.key.span, f"Warunek „{entry.key.text}” niczego nie wymaga.", hint)
    applies_when = reading.truth(mapping.get("gdy"), "gdy")
    inside = reading.where(mapping.get("gdy"), reading.scope)
    unless = reading.truth(mapping.get("chyba_że"), "chyba że", inside)
    requires = reading.truth(
        mapping.get("wymaga"), "wymaga", reading.where(mapping.get("chyba_że"), inside, holds=False)
    )
    reserve = reading.truth(mapping.get("rezerwa_gdy"), "rezerwa gdy", inside)
    notes = read_notes(mapping, reading.diagnostics, label=readable_name(entry.key.text), span=entry.key.span)
    text = read_text(mapping.get("treść"), "treść", reading.diagnostics) or notes.label
    checked_at = read_text(mapping.get("sprawdzane_przy"), "sprawdzane przy", reading.diagnostics)
    documents = reading.documents(mapping)
    without_effect = mapping.entry("rezerwa_gdy") if checked_at else None
    if without_effect is not None:
        message = "„rezerwa gdy” nie ma tu skutku: warunek sprawdzany później nikogo wcześniej nie zatrzymuje."
        hint = "Usuń „rezerwa gdy” albo „sprawdzane przy”."
        reading.diagnostics.error("P036", without_effect.key.span, message, hint)
    if requires is None:
        return None
    return Condition(entry.name, applies_when, requires, unless, text, checked_at, documents, notes, reserve)
