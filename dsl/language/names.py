"""The names that a formula may use in a regulation, each with what it means; and what stands behind a dot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from dsl.decode.functions import FUNCTIONS
from dsl.model.regulation import Regulation, Rules
from dsl.model.types import CollectionType, Fact, MapType, NotionType, RecordType, Type, type_words
from dsl.source.nodes import readable_name


class Kind(Enum):
    """What a name names, in words."""

    FACT = "dana"
    DEFINITION = "definicja"
    TABLE = "tabela"
    CRITERION = "kryterium"
    FUNCTION = "funkcja"
    NOTION = "pojęcie"
    MEMBER = "nazwa z pojęcia"
    EVENT = "termin"
    FIELD = "pole listy"
    WORD = "słowo języka"
    INSERTION = "wstawka"


@dataclass(frozen=True, slots=True)
class Name:
    """`text` is what is written in a formula; `path` are the keys under which it is explained."""

    text: str
    kind: Kind
    help: str
    path: tuple[str, ...] = ()


_AGGREGATE_EXAMPLES = {
    "suma": "suma(k.punkty dla k z lista)",
    "średnia": "średnia(1; 2; 4)",
    "najwyższa": "najwyższa(2; 5)",
    "najniższa": "najniższa(2; 5)",
    "liczba": "liczba(lista)",
    "któryś": "któryś(k.miejsce = 1 dla k z lista)",
    "każdy": "każdy(k.miejsce = 1 dla k z lista)",
    "najwyższe": "najwyższe(2; oceny[p] dla p z przedmiot)",
    "najniższe": "najniższe(2; oceny[p] dla p z przedmiot)",
}
_WORDS = {
    "jeżeli": "Wybór: „jeżeli warunek to wartość inaczej wartość”.",
    "inaczej": "Wartość, gdy warunek nie jest spełniony.",
    "brak": "Gdy danej nie podano: „wartość gdy brak 0”.",
    "lub": "Wystarczy jeden z warunków.",
    "nie": "Zaprzeczenie warunku.",
    "dla": "Za każdy element: „suma(k.punkty dla k z lista)”.",
}
_LOOP = r"\b{variable}\s+z\s+([\w.]+)"


def formula_names(regulation: Regulation | None) -> dict[str, Name]:
    """Everything that may begin a formula's name, by its text; facts before functions."""
    found = list(_of_regulation(regulation)) if regulation is not None else []
    found += _functions()
    found += (Name(word, Kind.WORD, help_) for word, help_ in _WORDS.items())
    return {one.text: one for one in reversed(found)}


def _of_regulation(regulation: Regulation) -> Iterator[Name]:
    for fact in regulation.candidate.values():
        yield Name(fact.name, Kind.FACT, fact_help(fact), ("kandydat", fact.name))
    for rules in every_rules(regulation):
        for definition in rules.definitions.values():
            words = definition.notes.label or readable_name(definition.name)
            yield Name(
                definition.name,
                Kind.DEFINITION,
                f"{words}: {definition.notes.span.text[:80]}",
                ("definicje", definition.name),
            )
        for table in rules.tables.values():
            help_ = f"{table.notes.label or readable_name(table.name)}, np. {table.name}[…]"
            yield Name(table.name, Kind.TABLE, help_, ("tabele", table.name))
        for top in rules.criteria:
            for one in top.walk():
                yield Name(
                    f"punkty.{one.dotted}",
                    Kind.CRITERION,
                    f"Punkty kryterium „{readable_name(one.name)}”.",
                    criterion_path(one.path),
                )
        for scope in ("oddział", "wybór"):
            for fact in rules.facts.get(scope, {}).values():
                yield Name(f"{scope}.{fact.name}", Kind.FACT, fact_help(fact), (scope, fact.name))
    for event in regulation.timetable.values():
        yield Name(f"terminarz.{event.name}", Kind.EVENT, event.activity, ("terminarz", event.name))
    for notion in regulation.notions.values():
        yield Name(
            notion.name,
            Kind.NOTION,
            f"Wszystkie nazwy: {', '.join(map(readable_name, list(notion.members)[:6]))}…",
            ("pojęcia", notion.name),
        )


def criterion_path(path: tuple[str, ...]) -> tuple[str, ...]:
    """Where a criterion stands in the text: its parts are under `składniki`."""
    head, *parts = path
    return ("kryteria", head, *(step for part in parts for step in ("składniki", part)))


def _functions() -> list[Name]:
    plain = [Name(name, Kind.FUNCTION, kind.usage) for name, kind in FUNCTIONS.items()]
    return plain + [Name(name, Kind.FUNCTION, f"np. {usage}") for name, usage in _AGGREGATE_EXAMPLES.items()]


def every_rules(regulation: Regulation) -> tuple[Rules, ...]:
    return (*regulation.kinds.values(), *(branch.rules for branch in regulation.branches.values()))


def fact_help(fact: Fact) -> str:
    words = fact.label or readable_name(fact.name)
    return f"{words} ({type_words(fact.type)}){': ' + fact.hint if fact.hint else ''}"


def behind_dot(regulation: Regulation, head: str, before: str) -> list[Name]:
    """What may follow `head.`: fields of a variable's list, members of the notion that a fact is given for. `before` is
    the text up to there: it says which list a variable goes over."""
    type_ = type_of(regulation, head, before)
    if isinstance(type_, RecordType):
        return [Name(fact.name, Kind.FIELD, fact_help(fact)) for fact in type_.fields]
    return members_of(type_)


def type_of(regulation: Regulation, name: str, before: str) -> Type | None:
    """The type of a dotted name, as far as names alone tell it."""
    head, *rest = name.split(".")
    facts: Mapping[str, Fact] = regulation.candidate
    if head in ("oddział", "wybór") and rest:
        facts = {key: fact for rules in every_rules(regulation) for key, fact in rules.facts.get(head, {}).items()}
        head, *rest = rest
    found = facts[head].type if head in facts else _of_variable(regulation, head, before)
    for step in rest:
        found = _inside(found, step)
    return found


def _of_variable(regulation: Regulation, name: str, before: str) -> Type | None:
    """`o` of the nearest „o z osiągnięcia”."""
    loops = re.findall(_LOOP.format(variable=re.escape(name)), before)
    if not loops:
        return None
    over = loops[-1]
    notion = regulation.notions.get(over)
    if notion is not None:
        return NotionType(notion)
    collection = type_of(regulation, over, "")
    return collection.item if isinstance(collection, CollectionType) else None


def _inside(type_: Type | None, step: str) -> Type | None:
    match type_:
        case RecordType():
            fact = type_.field(step)
            return fact.type if fact is not None else None
        case MapType():
            return type_.value
    return None


def members_of(type_: Type | None) -> list[Name]:
    """The names that a value of this type may be."""
    match type_:
        case NotionType(notion) | MapType(key=notion):
            help_ = f"z pojęcia „{readable_name(notion.name)}”"
            return [
                Name(one, Kind.MEMBER, f"{notion.label(one)} – {help_}", ("pojęcia", notion.name, one))
                for one in notion.members
            ]
        case CollectionType(item=item):
            return members_of(item)
    return []
