"""Items of a candidate's lists, such as achievements, that cannot be as they are written, or not so together.

Both follow from the regulation alone: from the names of what is chosen („konkurs wojewódzki” is not „międzynarodowy”)
and from the rules that go through the list (no row of the table, no condition).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from admission.candidates import Candidate
from admission.intake.column_names import nearness
from admission.intake.column_words import tokens
from admission.intake.header import record_of
from admission.offer import Offer
from admission.scoring import home_of
from admission.telling import Telling
from dsl.diagnostics import Diagnostic, Severity
from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact
from dsl.model.expr import Aggregate, Both, Compare, Constant, FactRef, FieldOf, Typed
from dsl.model.regulation import Criterion, ForEach, Rows, Rules
from dsl.model.types import Fact, Notion, NotionType, RecordType
from dsl.source.nodes import readable_name
from polish.enumerations import enumerate_items

CODE = "K020"
_MOST_ITEMS = 5_000
_BEGINNING = 3
"""Words that are near one another are equal in so many letters."""
_Item = Mapping[str, Any]
_Loop = tuple[str, Typed | None, tuple[Typed | None, ...]]


def tell_doubtful_items(candidates: Sequence[Candidate], offer: Offer, telling: Telling) -> None:
    items = DoubtfulItems(offer)
    if not items.names:
        return
    for name in items.names:
        with_items = [one for one in candidates if one.facts.get(name)]
        for one in with_items:
            for number, item in enumerate(one.facts[name], start=1):
                reason = items.reason(name, item)
                if reason:
                    _tell(one, f"{readable_name(name)}, pozycja {number}", reason, telling)


def _tell(one: Candidate, where: str, reason: str, telling: Telling) -> None:
    place = telling.raw.row_place(one.row)
    message = place.prefixed(f"kandydat „{one.id}”, {where}: {reason}")
    hint = "Sprawdź w dokumencie, co tam naprawdę stoi, i popraw tę pozycję albo ją usuń."
    telling.add(one.id, Diagnostic(CODE, Severity.WARNING, message, place.location, hint))


@dataclass(frozen=True, slots=True)
class _Named:
    """What the words of a member say of another field: only one of `allowed` can stand there."""

    field: str
    member: str
    other: str
    allowed: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Reader:
    """A rule that goes through a list; `counted` are formulas any of which has to hold (or be more than 0);
    `gives_points`: to every item by itself."""

    gives_points: bool
    evaluator: Evaluator
    variable: str
    condition: Typed | None
    counted: tuple[Typed | None, ...]

    def formulas(self) -> Iterator[Typed]:
        yield from (one for one in (self.condition, *self.counted) if one is not None)

    def heeds(self, item: _Item) -> bool:
        """Also where that depends on what else is known of a candidate."""
        variables = {self.variable: item}
        likely = (one for one in self.counted if one is None or _may_hold(one, item))
        try:
            if self.condition is not None and not self.evaluator.value(self.condition, variables):
                return False
            return any(one is None or bool(self.evaluator.value(one, variables)) for one in likely)
        except MissingFact:
            return True


def _may_hold(formula: Typed, item: _Item) -> bool:
    """Whether no „rodzaj = …” at the beginning of a formula tells at once that it does not hold."""
    if isinstance(formula, Both):
        return _may_hold(formula.left, item) and _may_hold(formula.right, item)
    if not (isinstance(formula, Compare) and formula.operator == "="):
        return True
    field, wanted = formula.left, formula.right
    if not (isinstance(field, FieldOf) and isinstance(wanted, Constant) and _notion(field.fact)):
        return True
    return item.get(field.fact.name) in (wanted.value, None)


class DoubtfulItems:
    def __init__(self, offer: Offer) -> None:
        self._lists = {
            name: record for name, one in offer.candidate.items() if (record := record_of(one.type)) is not None
        }
        self._named = {name: tuple(_named(record)) for name, record in self._lists.items()}
        self._readers = {name: tuple(_readers(offer, name)) for name in self._lists}
        self._keys = {name: tuple(self._told_apart(name)) for name in self._lists}
        self._key_names = {name: tuple(fact.name for fact in facts) for name, facts in self._keys.items()}
        self._known: dict[tuple[Any, ...], str] = {}
        self._spoken: dict[str, frozenset[tuple[str, str]]] = {}

    def _told_apart(self, name: str) -> Iterator[Fact]:
        """The fields that a rule reads, or of which one says something of another: few items differ in these."""
        formulas = {id(part): part for one in self._readers[name] for part in one.formulas()}
        parts = formulas.values()
        read = {node.fact.name for part in parts for node in part.walk() if isinstance(node, FieldOf)}
        said = {field for one in self._named[name] for field in (one.field, one.other)}
        yield from (one for one in self._lists[name].fields if one.name in read | said)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._lists)

    def possible(self, name: str) -> dict[str, str]:
        """The first choice of values that can be together; nothing where there is none among the first ones."""
        fields = self._lists[name].fields if name in self._lists else ()
        chosen = {fact.name: notion.members for fact in fields if (notion := _notion(fact)) is not None}
        items = (dict(zip(chosen, values, strict=True)) for values in product(*chosen.values()))
        return next((one for one in islice(items, _MOST_ITEMS) if not self.reason(name, one)), {})

    def reason(self, name: str, item: _Item) -> str:
        """What is wrong, as a sentence; "" of what can be."""
        key = (name, *map(item.get, self._key_names[name]))
        try:
            found = self._known.get(key)
        except TypeError:  # a list within the item
            key = (name, *map(_hashable, key[1:]))
            found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._contradiction(name, item) or self._unheard(name, item)
        return found

    def _contradiction(self, name: str, item: _Item) -> str:
        for one in self._named[name]:
            given = item.get(one.other)
            if item.get(one.field) == one.member and given is not None and given not in one.allowed:
                return f"{_told(one.field, one.member)} wyklucza {_told(one.other, given)}."
        return ""

    def _unheard(self, name: str, item: _Item) -> str:
        readers = self._readers[name]
        if not any(one.gives_points for one in readers) or any(one.heeds(item) for one in readers):
            return ""
        given = [(fact.name, item[fact.name]) for fact in self._keys[name] if _notion(fact) and item.get(fact.name)]
        if len(given) < 2 or not self._spoken_of(name).issuperset(given):
            return ""  # the rules pass over it on purpose
        told = enumerate_items([_told(*one) for one in given])
        return f"regulamin nie mówi o takiej pozycji ({told}), więc nic ona nie daje."

    def _spoken_of(self, name: str) -> frozenset[tuple[str, str]]:
        """Every value with which some item gives something."""
        if name not in self._spoken:
            notions = [
                (fact.name, notion.members) for fact in self._keys[name] if (notion := _notion(fact)) is not None
            ]
            fields = [field for field, _ in notions]
            items = islice(product(*(members for _, members in notions)), _MOST_ITEMS)
            found: set[tuple[str, str]] = set()
            for values in items:
                item = dict(zip(fields, values, strict=True))
                if not found.issuperset(item.items()) and any(one.heeds(item) for one in self._readers[name]):
                    found.update(item.items())
            self._spoken[name] = frozenset(found)
        return self._spoken[name]


def _notion(fact: Fact) -> Notion | None:
    return fact.type.notion if isinstance(fact.type, NotionType) else None


def _told(field: str, member: str) -> str:
    """As it stands in a table."""
    return f"{readable_name(field)} „{readable_name(member)}”"


def _hashable(value: Any) -> Any:
    return str(value) if isinstance(value, dict | list) else value


# -- what names say of one another ------------------------------------------------------------------------------------


def _named(record: RecordType) -> Iterator[_Named]:
    chosen = [(fact, notion) for fact in record.fields if (notion := _notion(fact)) is not None]
    said_of = {
        id(notion): [(one, tokens(f"{one} {notion.label(one)}")) for one in notion.members] for _, notion in chosen
    }
    for (fact, notion), (other, values) in product(chosen, chosen):
        if notion is values:
            continue
        single = {value: words[0] for value in values.members if len(words := tokens(value)) == 1}
        for member, said in said_of[id(notion)]:
            beginnings = {word[:_BEGINNING] for word in said}
            near = ((value, word) for value, word in single.items() if word[:_BEGINNING] in beginnings)
            allowed = frozenset(value for value, word in near if nearness(word, said))
            if allowed:
                yield _Named(fact.name, member, other.name, allowed)


# -- rules that go through a list -------------------------------------------------------------------------------------


def _readers(offer: Offer, name: str) -> Iterator[_Reader]:
    loops: dict[int, list[tuple[bool, _Loop]]] = {}
    for code in offer.branches:
        regulation, home = home_of(offer, code)
        evaluator = Evaluator(regulation, home, {})
        if id(home.rules) not in loops:
            loops[id(home.rules)] = list(_all_loops(home.rules, name))
        for gives_points, (variable, condition, counted) in loops[id(home.rules)]:
            yield _Reader(gives_points, evaluator, variable, condition, counted)


def _all_loops(rules: Rules, name: str) -> Iterator[tuple[bool, _Loop]]:
    criteria = [one for top in rules.criteria for one in top.walk()]
    yield from ((True, one) for one in _tables(criteria, name))
    yield from ((False, one) for one in _loops(rules, criteria, name))


def _tables(criteria: Iterable[Criterion], name: str) -> Iterator[_Loop]:
    for one in criteria:
        way = one.way
        if isinstance(way, ForEach) and _is_list(way.each.collection, name):
            rows = tuple(row.condition for row in way.body.rows) if isinstance(way.body, Rows) else (way.body.points,)
            yield way.each.variable, way.each.condition, rows


def _loops(rules: Rules, criteria: Iterable[Criterion], name: str) -> Iterator[_Loop]:
    formulas = [part for one in criteria for part in one.formulas()]
    formulas += [part for condition in rules.conditions for part in condition.formulas()]
    formulas += [part for stage in rules.order for part in stage.formulas()]
    for node in rules.reached(*formulas):
        if isinstance(node, Aggregate) and _is_list(node.collection, name):
            yield node.variable, node.condition, (node.element,)


def _is_list(node: Typed, name: str) -> bool:
    return isinstance(node, FactRef) and node.fact.name == name
