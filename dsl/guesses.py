"""A name that nobody knows -> the known one that was meant: as a hint, and as a fix that writes it in the same place.

A guess may be wrong, so its fix is never safe: a person sees it before it is made.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from collections.abc import Mapping as Lookup
from dataclasses import dataclass

from dsl.diagnostics import Diagnostic, Edit, Fix, Severity, nearest, one_of
from dsl.model.types import CollectionType, Fact, MapType, NotionType, NumberType, RecordType, Type
from dsl.source.nodes import Mapping, Node, Scalar, normal_name
from dsl.source.text import Span
from dsl.values import ValueProblem, locate

_DOTTED = re.compile(r"-?\d+\.\d+\s*%?", re.ASCII)
_NOT_PLAIN = frozenset(":#{}[],&*?|<>'\"%@`\\\n")
Kind = Type | Lookup[str, Fact]


@dataclass(frozen=True, slots=True)
class Guess:
    hint: str
    fixes: tuple[Fix, ...] = ()


def guess(where: Span | Node | None, name: str, known: Iterable[str], otherwise: str | None = None) -> Guess:
    """`name` is written at `where`; where nothing is like it, `otherwise`, or else what there is to choose from."""
    names = list(known)
    found = nearest(name, names) or nearest(normal_name(name), names)
    if not found:
        return Guess(one_of(names) if otherwise is None else otherwise)
    meant = found.replace("_", " ") if " " in name.strip() else found
    place = where.body if isinstance(where, Scalar) else where
    return Guess(f"Czy chodziło o „{meant}”?", _replacement(place, name, meant) if isinstance(place, Span) else ())


def _replacement(where: Span, name: str, meant: str) -> tuple[Fix, ...]:
    """Only where the name stands there as it is, and what is meant can be written without quotes."""
    is_there = normal_name(where.text) == normal_name(name)
    if not is_there or where.text == meant or _NOT_PLAIN & set(meant):
        return ()
    return (Fix(f"Zamień na „{meant}”", (Edit(where, meant),), safe=False),)


def value_diagnostic(code: str, node: Node, kind: Kind, problem: ValueProblem) -> Diagnostic:
    """What is wrong with a value written at `node`; a decimal point is told as one, wherever it stands."""
    where = locate(node, problem.path)
    if isinstance(where, Scalar) and _DOTTED.fullmatch(where.text.strip()) and _is_number(kind, problem.path):
        return decimal_point(where)
    meant = guess_value(node, kind, problem)
    return Diagnostic(code, Severity.ERROR, problem.message, where.span, meant.hint, fixes=meant.fixes)


def decimal_point(where: Scalar) -> Diagnostic:
    wanted = where.body.text.replace(".", ",")
    fix = Fix(f"Zamień na „{wanted}”", (Edit(where.body, wanted),), safe=True)
    hint = "Część ułamkową oddziela przecinek."
    return Diagnostic("P021", Severity.ERROR, "Kropka w liczbie.", where.span, hint, fixes=(fix,))


def _is_number(kind: Kind, path: Iterable[str | int]) -> bool:
    for step in path:
        kind = _inside(kind, step)
    return isinstance(kind, NumberType)


def guess_value(node: Node, kind: Kind, problem: ValueProblem) -> Guess:
    """What a value of that kind (or a group of such facts) was meant to be, at the end of the problem's path."""
    if problem.is_choice:
        return Guess(problem.hint)
    for step in problem.path[:-1]:
        kind = _inside(kind, step)
        node = locate(node, (step,))
    for step in problem.path[-1:]:
        known = _keys(kind)
        entry = node.entry(normal_name(str(step))) if isinstance(node, Mapping) else None
        if entry is not None and entry.name not in known:
            return guess(entry.key, entry.key.text, known, problem.hint)
        kind, node = _inside(kind, step), locate(node, (step,))
    if isinstance(kind, NotionType) and isinstance(node, Scalar):
        return guess(node, node.text, kind.notion.members, problem.hint)
    return Guess(problem.hint)


def _inside(kind: Kind, step: str | int) -> Kind:
    """The kind one step down; the same where the path does not lead into anything."""
    match kind:
        case CollectionType():
            return kind.item if isinstance(step, int) else kind
        case MapType():
            return kind.value
        case RecordType():
            return _inside({fact.name: fact for fact in kind.fields}, step)
        case Lookup():
            fact = kind.get(normal_name(str(step)))
            return fact.type if fact is not None else kind
        case _:
            return kind


def _keys(kind: Kind) -> Collection[str]:
    match kind:
        case MapType():
            return kind.key.members
        case RecordType():
            return [fact.name for fact in kind.fields]
        case Lookup():
            return kind
        case _:
            return ()
