"""The candidate whom a case hints at, confirmed by the evaluator before he is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from dsl.checks.proofs.cases import Case, Key
from dsl.checks.proofs.possible import Search, Wanted
from dsl.checks.proofs.space import Space
from dsl.checks.reading.shown import shown, shown_value
from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact, exact
from dsl.model import expr as typed
from dsl.model.types import CollectionType, DateType, Fact, MapType, NotionType, RecordType, Type
from dsl.rows import places

# In branches that differ in their facts the same candidate may differ; so many are asked.
MOST_BRANCHES = 8
_PAIR = places(1)


@dataclass(slots=True)
class Person:
    """Facts by scope, and the element of a list that is being counted, by the name of its variable."""

    facts: dict[str, dict[str, Any]] = field(default_factory=lambda: {"kandydat": {}, "wybór": {}, "oddział": {}})
    elements: dict[str, Any] = field(default_factory=dict)


def confirmed(space: Space, case: Case, wanted: tuple[Wanted, ...], each: typed.EachOf | None = None) -> Person | None:
    """Somebody for whom all that is wanted is so, in a branch there is; None where nobody was confirmed."""
    person = _person(space, case, each)
    if (each is not None and not person.elements.get(each.variable)) or not _can_be(space, person):
        return None
    for branch in space.branches[:MOST_BRANCHES]:
        pair = {**_PAIR, **person.facts["wybór"]}
        evaluator = Evaluator(space.regulation, branch, person.facts["kandydat"], pair)
        try:
            if all(bool(evaluator.value(node, person.elements)) is value for node, value in wanted):
                return person
        except (MissingFact, ZeroDivisionError, KeyError):
            continue
    return None


def person_words(space: Space, person: Person) -> str:
    declared = (space.regulation.candidate, space.rules.facts["wybór"])
    parts = [shown({**person.facts["kandydat"], **person.facts["wybór"]}, declared)]
    for element in person.elements.values():
        fields = element.items() if isinstance(element, dict) else ()
        words = [f"{name.replace('_', ' ')}: {shown_value(value)}" for name, value in fields]
        parts += words or [shown_value(element)]
    return "; ".join(part for part in parts if part)


def _person(space: Space, case: Case, each: typed.EachOf | None) -> Person:
    person = Person()
    for key in _known(case):
        match key:
            case ("dana", str() as scope, str() as name) if fact := _fact(space, scope, name):
                _put(person.facts[scope], name, _value(space.search, case, key, fact.type))
            case ("dana", str() as scope, str() as name, str() as member) if fact := _fact(space, scope, name):
                assert isinstance(fact.type, MapType)
                _put(person.facts[scope].setdefault(name, {}), member, _value(space.search, case, key, fact.type.value))
            case ("w", "kandydat" | "wybór" | "oddział" as scope, str() as name, str()):
                if name not in person.facts[str(scope)] and (fact := _fact(space, str(scope), name)):
                    person.facts[str(scope)][name] = _chosen(fact, case, key)
            case ("pole", str() as variable, str() as name):
                _put(person.elements.setdefault(variable, {}), name, _field(space, case, key, each, name))
            case ("zmienna", str() as variable) if each is not None:
                assert isinstance(each.collection.type, CollectionType)
                person.elements[variable] = _value(space.search, case, key, each.collection.type.item)
    return person


def _can_be(space: Space, person: Person) -> bool:
    """Whether each set has what its fact allows."""
    every = [(_fact(space, scope, name), value) for scope, one in person.facts.items() for name, value in one.items()]
    sets = [(fact.type, value) for fact, value in every if fact and isinstance(fact.type, CollectionType)]
    return all(type_.allows(value) for type_, value in sets)


def _chosen(fact: Fact, case: Case, key: Key) -> frozenset[str]:
    """The members that the case supposes in a set, and as many more, of those it leaves open, as there have to be."""
    assert isinstance(fact.type, CollectionType)
    assert isinstance(fact.type.item, NotionType)
    supposed = {member: case.truths.get((*key[:3], member)) for member in fact.type.item.notion.members}
    allowed = fact.type.choices
    inside = [member for member, is_in in supposed.items() if is_in]
    left_open = [member for member, is_in in supposed.items() if is_in is None and member in allowed]
    return frozenset((*inside, *left_open[: max(0, fact.type.size.least - len(inside))]))


def _known(case: Case) -> list[Key]:
    ranged = [form[0][0] for form in case.ranges if len(form) == 1]
    return list(dict.fromkeys([*case.truths, *case.given, *case.choices, *ranged]))


def _fact(space: Space, scope: str, name: str) -> Fact | None:
    declared = space.regulation.candidate if scope == "kandydat" else space.rules.facts.get(scope, {})
    return declared.get(name)


def _field(space: Space, case: Case, key: Key, each: typed.EachOf | None, name: str) -> Any:
    record = (
        each.collection.type.item if each is not None and isinstance(each.collection.type, CollectionType) else None
    )
    fact = record.field(name) if isinstance(record, RecordType) else None
    return None if fact is None else _value(space.search, case, key, fact.type)


def _put(where: dict[str, Any], name: str, value: Any) -> None:
    if value is not None:
        where[name] = value


def _value(search: Search, case: Case, key: Key, type_: Type) -> Any:
    if case.given.get(key) is False:
        return None
    if key in case.truths:
        return case.truths[key]
    if key in case.choices:
        now = case.choices[key]
        if now.among is None:
            return next(text for text in ("przykład", "inny przykład", "trzeci przykład") if text not in now.but)
        return next((one for one in search.members.get(key, ()) if one in now.among), min(now.among))
    if key not in search.declared or (isinstance(type_, DateType) and type_.with_time):
        return None
    declared, whole = search.declared[key]
    number = case.ranges.get(((key, Fraction(1)),), declared).some(whole)
    return date.fromordinal(int(number)) if isinstance(type_, DateType) else exact(number)
