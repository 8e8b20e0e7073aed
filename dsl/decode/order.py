"""`kolejność`, stage by stage, and `razem`, the sum that a candidate is shown."""

from __future__ import annotations

from dsl.decode import vocabulary
from dsl.decode.fields import as_mapping, check_keys, read_flag, read_names, read_notes, read_text
from dsl.decode.reading import Reading
from dsl.diagnostics import Diagnostics, Related
from dsl.layers.merge import as_named
from dsl.model.expr import Typed
from dsl.model.regulation import SETTLED_IN, Criterion, Stage, StageKind
from dsl.model.types import DateType, NotionType, NumberType
from dsl.source.nodes import Entry, Mapping, Node, Scalar, Sequence, readable_name
from dsl.source.text import Span


def read_order(reading: Reading, node: Node | None) -> tuple[tuple[Stage, ...], frozenset[StageKind]]:
    """The stages, and what they say may not settle a tie (`losowanie: nie`)."""
    excluded: set[StageKind] = set()
    if node is None or not _are_named(reading, node):
        return (), frozenset()
    mapping = as_mapping(as_named(node), "kolejność", reading.diagnostics)
    _refuse_repeats(reading, mapping)
    found = (_stage(reading, entry, excluded) for entry in mapping or ())
    stages = tuple(stage for stage in found if stage is not None)
    for position, stage in enumerate(stages):
        if stage.beyond_limit and (position or stage.kind is not StageKind.PRIORITY):
            message = f"Etap „{stage.name}”: „ponad limit” może mieć tylko pierwszy etap z pierwszeństwem."
            hint = "Przenieś ten etap na początek albo usuń „ponad limit”."
            reading.diagnostics.error("P036", stage.notes.span, message, hint)
        if stage.kind in excluded:
            message = (
                f"Etap „{stage.name}”: „{stage.kind.value.replace('_', ' ')}” jest tu i dopuszczone, i wykluczone."
            )
            reading.diagnostics.error("P036", stage.notes.span, message, "Zostaw „tak” albo „nie”.")
    return stages, frozenset(excluded)


def _are_named(reading: Reading, node: Node) -> bool:
    """Whether each stage of a list has its name."""
    unnamed = [
        item
        for item in (node if isinstance(node, Sequence) else ())
        if not isinstance(item, Mapping) or not isinstance(item.get("etap"), Scalar)
    ]
    for item in unnamed:
        hint = "Zacznij go od „- etap: nazwa”."
        reading.diagnostics.error("P035", item.span, "Ten etap kolejności nie ma nazwy.", hint)
    return not unnamed


def _refuse_repeats(reading: Reading, stages: Mapping | None) -> None:
    first: dict[str, Entry] = {}
    for entry in stages or ():
        if entry.name in first:
            related = [Related(first[entry.name].key.span, "pierwszy raz tutaj")]
            message = f"Etap „{entry.key.text}” jest tu drugi raz."
            reading.diagnostics.error("P018", entry.key.span, message, "Zmień jego nazwę.", related=related)
        first.setdefault(entry.name, entry)


def _stage(reading: Reading, entry: Entry, excluded: set[StageKind]) -> Stage | None:
    mapping = as_mapping(entry.value, entry.key.text, reading.diagnostics)
    if mapping is None:
        return None
    check_keys(mapping, vocabulary.STAGE, reading.diagnostics)
    ways = [way for way in StageKind if mapping.get(way.value) is not None]
    if len(ways) != 1:
        known = ", ".join(way.value.replace("_", " ") for way in StageKind)
        message = f"Etap „{entry.key.text}” powinien mieć dokładnie jeden sposób ustalania kolejności."
        reading.diagnostics.error("P035", entry.key.span, message, f"Jeden z: {known}.")
        return None
    kind, node = ways[0], mapping.get(ways[0].value)
    if kind in SETTLED_IN and not read_flag(node, kind.value.replace("_", " "), reading.diagnostics):
        excluded.add(kind)
        return None
    summed = read_names(node, "suma", Diagnostics()) if kind is StageKind.SUM else ()
    if summed and all(reading.is_left_out(name) for name in summed):
        return None
    attended = mapping.entry("z_udziałem")
    if attended is not None and kind not in SETTLED_IN:
        message = f"Etap „{entry.key.text}”: „z udziałem” działa tylko obok „losowanie” albo „decyzja komisji”."
        reading.diagnostics.error("P036", attended.key.span, message, "Usuń „z udziałem”.")
    value = _stage_value(reading, kind, node)
    if value is None and kind in (StageKind.PRIORITY, StageKind.DESCENDING, StageKind.ASCENDING):
        return None
    return Stage(
        name=entry.key.text,
        kind=kind,
        value=value,
        criteria=reading.sum_of(node, "suma") if kind is StageKind.SUM else (),
        beyond_limit=read_flag(mapping.get("ponad_limit"), "ponad limit", reading.diagnostics),
        claimed_most=reading.claimed(mapping.get("maks")),
        text=read_text(mapping.get("treść"), "treść", reading.diagnostics),
        notes=read_notes(mapping, reading.diagnostics, label=readable_name(entry.key.text), span=entry.key.span),
        attended_by=read_text(mapping.get("z_udziałem"), "z udziałem", reading.diagnostics),
    )


def _stage_value(reading: Reading, kind: StageKind, node: Node | None) -> Typed | None:
    if kind is StageKind.PRIORITY:
        return reading.truth(node, kind.value)
    if kind not in (StageKind.DESCENDING, StageKind.ASCENDING):
        return None
    value = reading.formula(node, kind.value, None)
    if value is None:
        return None
    if not isinstance(value.type, NumberType | DateType):
        hint = ""
        if isinstance(value.type, NotionType) and value.type.notion.ranks:
            formula = value.span.text.partition(" gdy brak ")[0]
            hint = f"Zapisz w „tabele”, ile znaczy każda nazwa, i napisz „{kind.value}: nazwa_tabeli[{formula}]”."
        message = "Kolejność można ustalić według liczby albo daty."
        reading.diagnostics.error("P062", value.span, message, hint)
        return None
    return value


def read_claim_of_order(reading: Reading, node: Node | None) -> Span | None:
    """Where `razem` claims that it alone gives the same order."""
    claim = node.get("wyznacza_kolejność") if isinstance(node, Mapping) else None
    return claim.span if claim is not None and read_flag(claim, "wyznacza kolejność", reading.diagnostics) else None


def read_total(
    reading: Reading, node: Node | None, criteria: tuple[Criterion, ...], order: tuple[Stage, ...]
) -> tuple[str, ...]:
    """The criteria of `razem`; when it is not said, all that the stages add up."""
    if node is not None:
        mapping = as_mapping(node, "razem", reading.diagnostics)
        if mapping is not None:
            check_keys(mapping, ("kryteria", "wyznacza_kolejność"), reading.diagnostics)
            return reading.sum_of(mapping.get("kryteria"), "kryteria")
    summed = {name for stage in order for name in stage.criteria}
    return tuple(one.name for one in criteria if one.name in summed)
