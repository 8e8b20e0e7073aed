"""What holds for one kind of branch: merged nodes -> typed rules, section by section."""

from __future__ import annotations

from dsl.decode.conditions import read_conditions
from dsl.decode.criteria import criterion_paths, read_criteria
from dsl.decode.definitions import Definitions
from dsl.decode.documents import read_documents
from dsl.decode.fields import as_mapping, read_notes
from dsl.decode.order import read_claim_of_order, read_order, read_total
from dsl.decode.provisions import check_event_names
from dsl.decode.reading import Reading, Surroundings
from dsl.decode.references import check_references
from dsl.decode.scope import Scope
from dsl.decode.tables import read_table
from dsl.diagnostics import Diagnostics
from dsl.model.regulation import Rules, Table
from dsl.source.nodes import Mapping


def decode_rules(kind: str, tree: Mapping, around: Surroundings, diagnostics: Diagnostics) -> Rules:
    """`tree` holds the merged sections that apply to this kind of branch."""
    definitions = Definitions(as_mapping(tree.get("definicje"), "definicje", diagnostics), diagnostics)
    tables: dict[str, Table] = {}
    scope = Scope(
        facts=around.facts,
        notions=around.notions,
        tables=tables,
        criteria=criterion_paths(tree.get("kryteria")),
        events=around.events,
        definition_names=definitions.written,
        definition=definitions.find,
        school_year=around.school_year,
    )
    definitions.scope = scope
    reading = Reading(around, scope, diagnostics)
    for entry in as_mapping(tree.get("tabele"), "tabele", diagnostics) or ():
        tables[entry.name] = read_table(reading, entry)
    typed_definitions = definitions.all()
    criteria = read_criteria(reading, as_mapping(tree.get("kryteria"), "kryteria", diagnostics), ())
    order, excluded = read_order(reading, tree.get("kolejność"))
    total = read_total(reading, tree.get("razem"), criteria, order)
    if around.is_whole:
        check_event_names(tree.get("dokumenty"), around.events, around.timetable_place, diagnostics)
    check_references(typed_definitions.values(), criteria, total, diagnostics)
    return Rules(
        kind=kind,
        notes=read_notes(tree, diagnostics, label=kind.replace("_", " ")),
        facts=around.facts,
        definitions=typed_definitions,
        tables=tables,
        criteria=criteria,
        conditions=read_conditions(reading, as_mapping(tree.get("warunki"), "warunki", diagnostics)),
        order=order,
        total=total,
        documents=read_documents(reading, as_mapping(tree.get("dokumenty"), "dokumenty", diagnostics)),
        excluded=excluded,
        total_sets_order=read_claim_of_order(reading, tree.get("razem")),
    )


def scope_of(rules: Rules, around: Surroundings) -> Scope:
    """What may be named in a formula beside the rules, such as whom a pool of seats is for."""
    return Scope(
        facts=rules.facts,
        notions=around.notions,
        tables=rules.tables,
        criteria=[one.path for top in rules.criteria for one in top.walk()],
        events=around.events,
        definition_names=rules.definitions,
        definition=rules.definitions.get,
        school_year=around.school_year,
    )
