"""One branch: its seats, its facts read by the declarations of its kind, and the holes a director must fill."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from typing import Any

from dsl.decode import vocabulary
from dsl.decode.fields import (
    VALUE_KEYS,
    as_mapping,
    as_scalar,
    check_keys,
    read_names,
    read_notes,
    read_text,
    unwrapped,
)
from dsl.decode.provisions import read_count
from dsl.decode.scope import Scope
from dsl.decode.typing import type_formula
from dsl.diagnostics import Diagnostics
from dsl.guesses import guess, value_diagnostic
from dsl.model.regulation import Branch, Notes, Pool, Rules, Seats
from dsl.model.types import TRUTH, CollectionType, Fact, Notion
from dsl.source.nodes import Entry, Mapping, Node, Scalar, normal_name, readable_name
from dsl.values import plain, read_value


def decode_branch(
    code: str,
    entry: Entry,
    node: Mapping,
    rules: Rules,
    tree: Mapping,
    notions: Lookup[str, Notion],
    scope: Scope,
    diagnostics: Diagnostics,
) -> Branch:
    declared = rules.facts["oddział"]
    check_keys(node, (*vocabulary.BRANCH, *declared), diagnostics)
    declarations = tree.get("oddział")
    facts: dict[str, Any] = {}
    notes: dict[str, Notes] = {}
    for fact in declared.values():
        value_node = node.get(fact.name)
        declaration = declarations.get(fact.name) if isinstance(declarations, Mapping) else None
        if value_node is None:
            _report_hole(fact, declaration, entry, diagnostics)
            continue
        if isinstance(value_node, Mapping) and unwrapped(value_node) is not value_node:
            check_keys(value_node, VALUE_KEYS, diagnostics)
        value = _read(fact, unwrapped(value_node) or value_node, diagnostics)
        if value is not None:
            facts[fact.name] = value
            notes[fact.name] = read_notes(value_node, diagnostics)
    return Branch(
        code=code,
        rules=rules,
        seats=_seats(node, entry, scope, diagnostics),
        facts=facts,
        fact_notes=notes,
        extended_subjects=_extended(node.get("przedmioty_rozszerzone"), notions, diagnostics),
        notes=read_notes(node, diagnostics, label=entry.key.text, span=entry.key.span),
    )


def _read(fact: Fact, node: Node, diagnostics: Diagnostics) -> Any:
    value, problems = read_value(plain(node), fact.type)
    for one in problems:
        diagnostics.add(value_diagnostic("P055" if one.is_choice else "P054", node, fact.type, one))
    return value


def _report_hole(fact: Fact, declaration: Node | None, entry: Entry, diagnostics: Diagnostics) -> None:
    """A value someone must set (`ustala`) and nobody did; a claim without it just means no."""
    must_be_set = isinstance(declaration, Mapping) and (
        declaration.get("ustala") is not None or (isinstance(fact.type, CollectionType) and fact.type.size.least > 0)
    )
    if must_be_set or not (fact.is_claim or fact.optional):
        words = fact.name.replace("_", " ")
        message = f"Oddział „{entry.key.text}” nie ma wartości „{words}”."
        diagnostics.error("P053", entry.key.span, message, f"Dopisz „{words}: …”.")


def _seats(node: Mapping, entry: Entry, scope: Scope, diagnostics: Diagnostics) -> Seats | None:
    seats = node.get("miejsca")
    if seats is None:
        hint = "Dopisz „miejsca: 30”; bez tego nie da się ustalić, kto się dostanie."
        diagnostics.warning("P056", entry.key.span, f"Nie podano liczby miejsc w oddziale „{entry.key.text}”.", hint)
        return None
    pools_node = seats.get("pule") if isinstance(seats, Mapping) else None
    if pools_node is None:
        if isinstance(seats, Mapping):
            check_keys(seats, VALUE_KEYS, diagnostics)
        return Seats(read_count(seats, "miejsca", diagnostics), read_notes(seats, diagnostics))
    assert isinstance(seats, Mapping)
    check_keys(seats, ("pule",), diagnostics)
    entries = as_mapping(pools_node, "pule", diagnostics) or ()
    pools = [pool for one in entries if (pool := _pool(one, scope, diagnostics)) is not None]
    names = [one.name for one in entries]
    for place, one in enumerate(entries):
        _check_flow(one, names[:place], names[place + 1 :], diagnostics)
    return Seats(sum(pool.count for pool in pools), read_notes(seats, diagnostics), tuple(pools))


def _check_flow(entry: Entry, before: list[str], after: list[str], diagnostics: Diagnostics) -> None:
    """Pools are filled as they are written, so that seats can only go on to a later one."""
    target = entry.value.get("wolne_przechodzą_do") if isinstance(entry.value, Mapping) else None
    if not isinstance(target, Scalar):
        return
    name = normal_name(target.text)
    if name in before:
        message = "Wolne miejsca mogą przejść tylko do puli zapisanej niżej."
        hint = f"Zapisz pulę „{target.text}” pod pulą „{entry.key.text}”."
        diagnostics.error("P050", target.span, message, hint)
    elif name not in after:
        meant = guess(target, target.text, after)
        diagnostics.error("P050", target.span, f"Nie ma innej puli „{target.text}”.", meant.hint, fixes=meant.fixes)


def _pool(entry: Entry, scope: Scope, diagnostics: Diagnostics) -> Pool | None:
    node = as_mapping(entry.value, entry.key.text, diagnostics, "Napisz np. „{ile: 4, dla: stypendysta}”.")
    if node is None:
        return None
    check_keys(node, vocabulary.POOL, diagnostics)
    count_node, for_node = node.get("ile"), node.get("dla")
    if count_node is None:
        diagnostics.error("P035", entry.key.span, f"Pula „{entry.key.text}” nie ma liczby miejsc.", "Dopisz „ile: …”.")
        return None
    count = read_count(count_node, "ile", diagnostics)
    scalar = as_scalar(for_node, "dla", diagnostics)
    admits = type_formula(scalar, scope, diagnostics, TRUTH, may_miss=False) if scalar is not None else None
    flows_to = normal_name(read_text(node.get("wolne_przechodzą_do"), "wolne przechodzą do", diagnostics))
    notes = read_notes(node, diagnostics, label=readable_name(entry.key.text), span=entry.key.span)
    return Pool(entry.name, count, admits, flows_to, notes) if count is not None else None


def _extended(node: Node | None, notions: Lookup[str, Notion], diagnostics: Diagnostics) -> tuple[str, ...]:
    subjects = notions.get("przedmiot")
    found = []
    for item in read_names(node, "przedmioty rozszerzone", diagnostics):
        name = normal_name(item.text)
        found.append(name)
        if subjects is not None and name not in subjects.members:
            meant = guess(item, item.text, subjects.members, "Dopisz przedmiot do pojęcia „przedmiot”.")
            message = f"Nie znam przedmiotu „{item.text}”."
            diagnostics.error("P054", item.span, message, meant.hint, fixes=meant.fixes)
    return tuple(found)
