"""One way through the formulas, with nothing known: a split at each value that a condition turns on."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dsl.checks.proofs.cases import Case, Choice, Form, Impossible, Key, Linear, Undecided, added, times
from dsl.checks.proofs.reach import MIRRORED, WAYS, Reach, reach_of
from dsl.decode.intervals import Interval
from dsl.emit.runtime import same_text
from dsl.model import expr as typed
from dsl.model.types import (
    CollectionType,
    DateType,
    MapType,
    Notion,
    NotionType,
    NumberType,
    TextType,
    TruthType,
)

if TYPE_CHECKING:
    from dsl.checks.proofs.possible import Search

_MOST_DEPTH = 120
_COMPARED: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": lambda left, right: left == right,
    "≠": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "≤": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    "≥": lambda left, right: left >= right,
}


class Walk:
    """One way through the formulas; `path` says which case to take at each split, new splits are added to it."""

    def __init__(self, search: Search, path: list[list[int]], steps: int) -> None:
        self.search, self.path, self.steps_left = search, path, steps
        self.position = 0
        self.depth = 0
        self.case = Case()
        self.bindings: dict[str, Any] = {}

    def choose(self, count: int) -> int:
        if count == 1:
            return 0
        if self.position == len(self.path):
            self.path.append([0, count])
        self.position += 1
        return self.path[self.position - 1][0]

    def step(self) -> None:
        self.steps_left -= 1
        if self.steps_left < 0:
            raise Undecided

    def definition(self, name: str) -> typed.Typed:
        return self.search.rules.definitions[name].formula

    def unseen(self, node: typed.Typed) -> Key:
        """The name of a formula that is not looked into: the same formula of the same values is the same."""
        self.step()
        used = {one.name for one in node.walk() if isinstance(one, typed.VariableRef)} if self.bindings else set()
        bound = tuple((name, self.bindings[name]) for name in sorted(used & self.bindings.keys()))
        return ("wzór", self.search.sameness.of(node), bound)

    # -- what is there ------------------------------------------------------------------------------------------------

    def is_there(self, key: Key, can_miss: bool) -> bool:
        if key not in self.case.given:
            self.case.given[key] = not can_miss or self.choose(2) == 0
        return self.case.given[key]

    def there(self, key: Key, can_miss: bool, is_required: bool) -> bool:
        """Whether a value is there; a run in which a required one is not has no result."""
        found = self.is_there(key, can_miss)
        if not found and is_required:
            raise Impossible
        return found

    def cell(self, node: typed.Typed) -> tuple[Key, bool, bool] | None:
        """The key of a single value of the data, whether it may be missing, and whether that is an error then."""
        match node:
            case typed.FactRef(scope=scope, fact=fact):
                return ("dana", scope, fact.name), fact.optional, not fact.optional
            case typed.ItemOf(base=base):
                assert isinstance(base.type, MapType)
                member = self.member(node.key)
                return ("dana", base.scope, base.fact.name, member), base.type.optional, not base.type.optional
            case typed.FieldOf(base=base, fact=fact) if base.name not in self.bindings:
                return ("pole", base.name, fact.name), fact.optional, not fact.optional
            case typed.VariableRef(name=name) if name not in self.bindings:
                return ("zmienna", name), False, False
        return None

    def member(self, node: typed.Typed) -> str:
        """The member that stands for a key of a map."""
        found = self.concrete(self.one(node))
        if found is None:
            raise Impossible
        return str(found)

    # -- truths -------------------------------------------------------------------------------------------------------

    def truth(self, node: typed.Typed) -> bool:
        self.step()
        self.depth += 1
        if self.depth > _MOST_DEPTH:
            raise Undecided
        found = self.truth_of(node)
        self.depth -= 1
        return found

    def truth_of(self, node: typed.Typed) -> bool:
        match node:
            case typed.Compare():
                return self.comparison(node)
            case typed.Both(left=left, right=right):
                return self.truth(left) and self.truth(right)
            case typed.Member(item=item, collection=collection):
                return self.membership(node, item, collection)
            case typed.FactRef() | typed.ItemOf() | typed.FieldOf():
                return self.claim(node)
            case typed.Either(left=left, right=right):
                return self.truth(left) or self.truth(right)
            case typed.Negation(value=value):
                return not self.truth(value)
            case typed.DefinitionRef(name=name):
                return self.truth(self.definition(name))
            case typed.InRange(value=value, low=low, high=high):
                return self.compared("≥", value, low) and self.compared("≤", value, high)
            case typed.If(condition=condition, then=then, otherwise=otherwise):
                return self.truth(then if self.truth(condition) else otherwise)
            case typed.Constant(value=bool() as value):
                return value
            case typed.IsGiven(value=value):
                return self.is_given(value)
            case typed.Aggregate(function="któryś" | "każdy"):
                return self.of_elements(node)
        return self.supposed(self.unseen(node))

    def claim(self, node: typed.Typed) -> bool:
        found = self.cell(node)
        if found is None:
            return self.supposed(self.unseen(node))
        key, can_miss, _ = found
        if isinstance(node, typed.FactRef | typed.FieldOf) and can_miss and not self.is_there(key, True):
            raise Impossible
        return self.supposed(key)

    def supposed(self, key: Key) -> bool:
        if key not in self.case.truths:
            self.case.truths[key] = self.choose(2) == 0
        return self.case.truths[key]

    def is_given(self, node: typed.Typed) -> bool:
        while isinstance(node, typed.DefinitionRef):
            node = self.definition(node.name)
        if isinstance(node.type, CollectionType | MapType):
            return self.supposed(("podane", *self.unseen(node)))
        found = self.cell(node)
        if found is not None:
            key, can_miss, _ = found
            is_claim = isinstance(node.type, TruthType) and not can_miss
            return is_claim or isinstance(node, typed.VariableRef) or self.is_there(key, True)
        return self.is_there(self.unseen(node), True)

    def of_elements(self, node: typed.Aggregate) -> bool:
        """`któryś` and `każdy` over values that are written out are as many conditions."""
        elements = self.elements(node.collection)
        if elements is None or node.variable in self.bindings:
            return self.supposed(self.unseen(node))
        wanted = node.function == "któryś"
        for value, key in elements:
            if key is not None and not self.supposed(key):
                continue
            self.bindings[node.variable] = value
            hit = (node.condition is None or self.truth(node.condition)) and self.truth(node.element) is wanted
            del self.bindings[node.variable]
            if hit:
                return wanted
        return not wanted

    def elements(self, node: typed.Typed) -> list[tuple[str, Key | None]] | None:
        """Members that are there for sure (None) or when the key's truth says so; None: not known one by one."""
        match node:
            case typed.NotionMembers(members=members):
                return [(member, None) for member in members]
            case typed.ListOf(items=items):
                values = _written(items)
                return None if values is None else [(value, None) for value in values]
            case typed.FactRef(type=CollectionType(item=NotionType(notion)), scope=scope, fact=fact):
                return [(member, ("w", scope, fact.name, member)) for member in notion.members]
            case typed.Joined(left=left, right=right):
                one, other = self.elements(left), self.elements(right)
                return one + other if one is not None and other is not None else None
        return None

    # -- comparisons --------------------------------------------------------------------------------------------------

    def comparison(self, node: typed.Compare) -> bool:
        if node.operator not in "=≠" or isinstance(node.left.type, NumberType | DateType):
            return self.compared(node.operator, node.left, node.right)
        if isinstance(node.left.type, TruthType) and not node.left.maybe and not node.right.maybe:
            return (self.truth(node.left) is self.truth(node.right)) is (node.operator == "=")
        if not isinstance(node.left.type, NotionType | TextType):
            return self.supposed(self.unseen(node))
        return self.equal(self.one(node.left), self.one(node.right), node) is (node.operator == "=")

    def compared(self, operator: str, left: typed.Typed, right: typed.Typed) -> bool:
        one, other = self.number(left), self.number(right)
        if one is None or other is None:
            if operator not in "=≠":
                raise Impossible
            return operator == "≠"
        parts = dict(one[0])
        for key, factor in other[0].items():
            parts[key] = parts.get(key, Fraction(0)) - factor
        return self.against(operator, parts, other[1] - one[1])

    def against(self, operator: str, parts: Mapping[Key, Fraction], value: Fraction) -> bool:
        """Whether the weighted sum of the parts stands so to a number; splits where both can be."""
        form = tuple(sorted(((key, one) for key, one in parts.items() if one), key=repr))
        if not form:
            return _COMPARED[operator](Fraction(0), value)
        scale = form[0][1]
        form = tuple((key, factor / scale) for key, factor in form)
        operator = operator if scale > 0 else MIRRORED[operator]
        reach, whole = self.reach(form)
        cases = [(reach.cut(way, value / scale, whole), holds) for way, holds in WAYS[operator]]
        cases = [one for one in cases if not one[0].is_empty]
        if not cases:
            raise Impossible
        left, holds = cases[self.choose(len(cases))]
        self.case.ranges[form] = left
        return holds

    def reach(self, form: Form) -> tuple[Reach, bool]:
        """What is known of a weighted sum, and whether it is a whole number."""
        if len(form) == 1:
            declared, whole = self.search.declared[form[0][0]]
            return self.case.ranges.get(form, declared), whole
        total = Reach(Fraction(0), Fraction(0))
        for key, factor in form:
            total = total.added(self.reach(((key, Fraction(1)),))[0].times(factor))
        known = self.case.ranges.get(form)
        return (total.both(known) if known is not None else total), False

    def equal(self, left: Any, right: Any, node: typed.Compare) -> bool:
        if left is None or right is None:
            return False
        if isinstance(left, tuple) and isinstance(right, tuple):
            if left == right:
                return True
            if isinstance(node.left.type, TextType):
                return self.supposed(self.unseen(node))
            left = self.concrete(left)
        cell, value = (left, right) if isinstance(left, tuple) else (right, left)
        return self.is_one_of(cell, frozenset({value}))

    def membership(self, node: typed.Member, item: typed.Typed, collection: typed.Typed) -> bool:
        match collection:
            case typed.Joined(left=left, right=right):
                return self.membership(node, item, left) or self.membership(node, item, right)
            case typed.ListOf(items=items) if isinstance(item.type, NumberType | DateType):
                return any(self.compared("=", item, one) for one in items)
            case typed.ListOf() | typed.NotionMembers() if isinstance(item.type, NotionType | TextType):
                values = (
                    collection.members if isinstance(collection, typed.NotionMembers) else _written(collection.items)
                )
                if values is not None:
                    value = self.one(item)
                    return value is not None and self.is_one_of(value, frozenset(values))
            case typed.FactRef(type=CollectionType(item=NotionType(notion)), scope=scope, fact=fact):
                member = self.concrete(self.one(item))
                return member in notion.members and self.supposed(("w", scope, fact.name, member))
        return self.supposed(("w", self.unseen(node), self.unseen(collection)))

    # -- values from a list -------------------------------------------------------------------------------------------

    def one(self, node: typed.Typed) -> Any:
        """A member or text where it is known, the key of its value (a tuple) where not, None where it is missing."""
        self.step()
        match node:
            case typed.Constant(value=str() as value):
                return _plain(value, node)
            case typed.DefinitionRef(name=name):
                return self.one(self.definition(name))
            case typed.If(condition=condition, then=then, otherwise=otherwise):
                return self.one(then if self.truth(condition) else otherwise)
            case typed.Fallback(value=value, fallback=fallback):
                found = self.one(value)
                return self.one(fallback) if found is None else found
            case typed.VariableRef(name=name) if name in self.bindings:
                return self.bindings[name]
        key, can_miss, is_required = self.cell(node) or (self.unseen(node), node.maybe, False)
        if not self.there(key, can_miss, is_required):
            return None
        if key not in self.case.choices:
            self.case.choices[key] = self.all_of(key, node)
        return key

    def all_of(self, key: Key, node: typed.Typed) -> Choice:
        if not isinstance(node.type, NotionType):
            return Choice(None)
        members = tuple(node.type.notion.members)
        self.search.members.setdefault(key, members)
        return Choice(frozenset(members))

    def is_one_of(self, value: Any, values: frozenset[Any]) -> bool:
        if not isinstance(value, tuple):
            return value in values
        now = self.case.choices[value]
        inside = values - now.but if now.among is None else now.among & values
        if not inside or (now.among is not None and inside == now.among):
            return bool(inside)
        hit = self.choose(2) == 0
        if hit:
            self.case.choices[value] = Choice(inside)
        elif now.among is None:
            self.case.choices[value] = Choice(None, now.but | values)
        else:
            self.case.choices[value] = Choice(now.among - values)
        return hit

    def concrete(self, value: Any) -> Any:
        """One of what a value can still be, each in a run of its own."""
        if not isinstance(value, tuple):
            return value
        now = self.case.choices[value]
        if now.among is None:
            raise Undecided
        order = [member for member in self.search.members.get(value, ()) if member in now.among]
        order = order if len(order) == len(now.among) else sorted(now.among)
        taken = order[self.choose(len(order))]
        self.case.choices[value] = Choice(frozenset({taken}))
        return taken

    # -- numbers ------------------------------------------------------------------------------------------------------

    def number(self, node: typed.Typed) -> Linear | None:
        """A formula as a weighted sum; a member with a number is that number, a date counts days."""
        self.step()
        match node:
            case typed.Constant(value=bool()):
                raise Undecided
            case typed.Constant(value=Fraction() as value):
                if node.left_to:
                    raise Undecided
                return {}, value
            case typed.Constant(value=date() as day):
                return {}, Fraction(day.toordinal())
            case typed.DefinitionRef(name=name):
                return self.number(self.definition(name))
            case typed.If(condition=condition, then=then, otherwise=otherwise):
                return self.number(then if self.truth(condition) else otherwise)
            case typed.Fallback(value=value, fallback=fallback):
                found = self.number(value)
                return self.number(fallback) if found is None else found
            case typed.Minus(value=value):
                return times(self.sure(value), Fraction(-1))
            case typed.Calculation():
                return self.calculation(node)
            case typed.TableLookup():
                return self.lookup(node)
        if isinstance(node.type, NotionType):
            return self.rank(self.concrete(self.one(node)), node.type.notion)
        return self.single(node)

    def rank(self, member: str | None, notion: Notion) -> Linear | None:
        if member is None:
            return None
        if member not in notion.ranks:
            raise Undecided
        return {}, Fraction(notion.ranks[member])

    def sure(self, node: typed.Typed) -> Linear:
        found = self.number(node)
        if found is None:
            raise Impossible
        return found

    def calculation(self, node: typed.Calculation) -> Linear:
        left, right = self.sure(node.left), self.sure(node.right)
        match node.operator:
            case "+":
                return added(left, right)
            case "-":
                return added(left, times(right, Fraction(-1)))
            case "*" if not left[0]:
                return times(right, left[1])
            case "*" if not right[0]:
                return times(left, right[1])
            case "/" if not right[0] and right[1]:
                return times(left, 1 / right[1])
        key = ("tu" if self.search.is_for_here(node) else "", *self.unseen(node))
        return self.atom(key, reach_of(self.search.bounds_of(node)), False)

    def lookup(self, node: typed.TableLookup) -> Linear | None:
        table = self.search.rules.tables[node.table]
        if table.ranges:
            key = self.number(node.key)
            if key is None:
                return self.row(table.missing)
            for name, one in table.ranges.items():
                above = one.low is None or self.against(">" if one.beyond else "≥", key[0], one.low - key[1])
                if above and (one.high is None or self.against("<" if one.beyond else "≤", key[0], one.high - key[1])):
                    return self.row(table.rows[name])
            return self.row(table.rest)
        member = self.one(node.key)
        if member is None:
            return self.row(table.missing)
        for value, names in _by_value(table.rows):
            if self.is_one_of(member, names):
                return self.row(value)
        return self.row(table.rest)

    def row(self, node: typed.Typed | None) -> Linear | None:
        return ({}, Fraction(0)) if node is None else self.number(node)

    def single(self, node: typed.Typed) -> Linear | None:
        found = self.cell(node)
        type_ = node.type
        whole = type_.integer if isinstance(type_, NumberType) else found is not None and not _has_time(type_)
        if found is None:
            key = self.unseen(node)
            if not self.is_there(key, node.maybe):
                return None
            key = ("tu", *key) if self.search.is_for_here(node) else key
            return self.atom(key, reach_of(self.search.bounds_of(node), whole), whole)
        key, can_miss, is_required = found
        if not self.there(key, can_miss, is_required):
            return None
        low, high = (type_.low, type_.high) if isinstance(type_, NumberType) else (None, None)
        if isinstance(type_, DateType) and whole:
            low, high = Fraction(date.min.toordinal()), Fraction(date.max.toordinal())
        return self.atom(key, reach_of(Interval(low, high), whole), whole)

    def atom(self, key: Key, reach: Reach, whole: bool) -> Linear:
        self.search.declared.setdefault(key, (reach, whole))
        return {key: Fraction(1)}, Fraction(0)


def _plain(text: str, node: typed.Typed) -> str:
    return same_text(text) if isinstance(node.type, TextType) else text


def _written(items: Sequence[typed.Typed]) -> tuple[str, ...] | None:
    """The members or texts of a list, where nothing else stands in it."""
    texts = (one.value if isinstance(one, typed.Constant) else None for one in items)
    known = [_plain(text, one) for text, one in zip(texts, items, strict=True) if isinstance(text, str)]
    return tuple(known) if len(known) == len(items) else None


def _has_time(type_: object) -> bool:
    return isinstance(type_, DateType) and type_.with_time


def _by_value(rows: Mapping[str, typed.Typed]) -> Sequence[tuple[typed.Typed, frozenset[str]]]:
    """The rows of a table, those that give the same number together."""
    groups: dict[Hashable, list[str]] = {}
    for name, value in rows.items():
        groups.setdefault(value.value if isinstance(value, typed.Constant) else name, []).append(name)
    return [(rows[names[0]], frozenset(names)) for names in groups.values()]
