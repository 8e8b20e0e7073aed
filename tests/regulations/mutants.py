"""A regulation with one thing of its rules changed at a time: a number, a name, a comparison, an exception.

Left as they are: what a condition requires and what a stage compares where the author says it in his own words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

from dsl.model import expr as typed
from dsl.model.regulation import Condition, Criterion, ForEach, Regulation, Row, Rules
from dsl.model.types import NotionType

_OTHER_SIGN = {"=": "≠", "≠": "=", "<": "≤", "≤": "<", ">": "≥", "≥": ">"}
_OTHER_END = {"najwyższa": "najniższa", "najniższa": "najwyższa"}
_PARTS = ("criteria", "conditions", "order", "tables", "definitions")
_KEPT = frozenset({"span", "type", "notes", "facts", "claimed_most", "text", "path", "name"})


def mutants(found: Regulation, own_words: Collection[str]) -> Iterator[tuple[str, Regulation]]:
    """What was changed, and the regulation with it; the definitions with words of their own stay."""
    told: set[tuple[object, str]] = set()
    for rules in {id(branch.rules): branch.rules for branch in found.branches.values()}.values():
        for node in _said(rules, own_words):
            for what, other in _others(node):
                place = (_place(node), what)
                if place not in told:
                    told.add(place)
                    yield f"{what}: {_text(node)}", _with(found, node, other)


def _others(node: Any) -> Iterator[tuple[str, Any]]:
    match node:
        case typed.Constant(value=Fraction() as value):
            yield "number", replace(node, value=value + 1)
        case typed.Constant(value=str() as value, type=NotionType(notion=notion)) if len(notion.members) > 1:
            yield "name", replace(node, value=_least_alike(value, notion.members, notion.label))
        case typed.Compare(operator=sign):
            yield "sign", replace(node, operator=_OTHER_SIGN[sign])
        case typed.Both():
            yield "any for all", typed.Either(node.span, node.type, node.maybe, node.left, node.right)
        case typed.Either():
            yield "all for any", typed.Both(node.span, node.type, node.maybe, node.left, node.right)
        case typed.Negation(value=value):
            yield "not", value
        case typed.If(then=then, otherwise=otherwise):
            yield "cases", replace(node, then=otherwise, otherwise=then)
        case typed.BestOf(count=count):
            yield "how many", replace(node, count=count + 1)
        case typed.Aggregate(function=function) if function in _OTHER_END:
            yield "end", replace(node, function=_OTHER_END[function])
        case typed.EachOf(condition=typed.Typed()):
            yield "which of them", replace(node, condition=None)
        case ForEach(once_by=fields_) if fields_:
            yield "once", replace(node, once_by=())
        case Row(several=typed.Typed()):
            yield "several", replace(node, several=None)
        case Criterion(limit=typed.Typed()):
            yield "limit", replace(node, limit=None)
        case Condition(unless=typed.Typed()):
            yield "unless", replace(node, unless=None)
    if isinstance(node, typed.Aggregate) and node.condition is not None:
        yield "which of them", replace(node, condition=None)


def _least_alike(name: str, members: Mapping[str, str], label: Any) -> str:
    """The member whose words differ most, so that the words cannot stand for both."""
    words = set(label(name).split())
    return min((one for one in members if one != name), key=lambda one: (len(words & set(label(one).split())), one))


def _said(rules: Rules, own_words: Collection[str]) -> Iterator[Any]:
    """Every part of the rules that the document words itself."""
    roots: list[Any] = list(rules.criteria)
    for condition in rules.conditions:
        yield condition
        roots += [one for one in (condition.applies_when, condition.unless, condition.reserve_when) if one is not None]
    roots += [stage.value for stage in rules.order if stage.value is not None and not stage.text]
    formulas = [one for root in roots for one in _nodes(root) if isinstance(one, typed.Typed)]
    for one in rules.reached(*formulas):
        if isinstance(one, typed.DefinitionRef):
            roots += [rules.definitions[one.name].formula] if one.name not in own_words else []
        elif isinstance(one, typed.TableLookup):
            roots.append(rules.tables[one.table])
    for root in roots:
        yield from _nodes(root)


def _nodes(node: Any) -> Iterator[Any]:
    if isinstance(node, tuple):
        for one in node:
            yield from _nodes(one)
    elif isinstance(node, Mapping):
        yield from _nodes(tuple(node.values()))
    elif _is_part(node):
        yield node
        for field in fields(node):
            if field.name not in _KEPT:
                yield from _nodes(getattr(node, field.name))


def _with(found: Regulation, old: Any, new: Any) -> Regulation:
    changed: dict[int, Rules] = {}
    for branch in found.branches.values():
        if id(branch.rules) not in changed:
            parts = {part: _mapped(getattr(branch.rules, part), old, new) for part in _PARTS}
            changed[id(branch.rules)] = replace(branch.rules, **parts)
    branches = {code: replace(one, rules=changed[id(one.rules)]) for code, one in found.branches.items()}
    return replace(found, branches=branches)


def _mapped(node: Any, old: Any, new: Any) -> Any:
    if node is old or (type(node) is type(old) and _place(node) == _place(old) and node == old):
        return new
    if isinstance(node, tuple):
        return tuple(_mapped(one, old, new) for one in node)
    if isinstance(node, Mapping):
        return {name: _mapped(one, old, new) for name, one in node.items()}
    if not _is_part(node):
        return node
    named = [field.name for field in fields(node) if field.init and field.name not in _KEPT]
    return replace(node, **{name: _mapped(getattr(node, name), old, new) for name in named})


def _is_part(node: Any) -> bool:
    """Rules and the formulas in them; no types, places and notes."""
    is_object = is_dataclass(node) and not isinstance(node, type)
    return is_object and type(node).__module__ in (typed.__name__, Rules.__module__)


def _place(node: Any) -> object:
    span = getattr(node, "span", None) or getattr(getattr(node, "notes", None), "span", None)
    return span if span is not None else id(node)


def _text(node: Any) -> str:
    span = getattr(node, "span", None) or getattr(getattr(node, "notes", None), "span", None)
    return f"{span.location().path}:{span.location().line} {span.text}" if span is not None else type(node).__name__
