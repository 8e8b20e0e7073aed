"""What counts of a list of names, one by one: „c) niepełnosprawność rodzica – jeżeli kandydat nie ma …”.

A condition that says which positions count is asked of every name by itself; what is left of it depends on the
candidate alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from dsl.emit.polish.conditions import when
from dsl.emit.polish.wording import Wording
from dsl.emit.polish.words import Words
from dsl.model import expr as typed
from dsl.model.types import CollectionType, NotionType


def counted_members(
    words: Words, collection: typed.Typed, variable: str, condition: typed.Typed | None
) -> tuple[Wording, ...] | None:
    """None where the list is not one of names, or a condition asks of a position more than its name tells."""
    item = collection.type.item if isinstance(collection.type, CollectionType) else None
    names = _names(collection, item)
    if not isinstance(item, NotionType) or names is None:
        return None
    found: list[Wording] = []
    for name in names:
        told = _told(words, item, typed.Constant(collection.span, item, False, name), variable, condition)
        if told is None:
            return None
        found += told
    return tuple(found)


def _names(collection: typed.Typed, item: object) -> Sequence[str] | None:
    match collection:
        case typed.FactRef(scope="kandydat" | "wybór") if isinstance(item, NotionType):
            return tuple(item.notion.members)
        case typed.NotionMembers(members=members):
            return members
    return None


def _told(
    words: Words, item: NotionType, name: typed.Constant, variable: str, condition: typed.Typed | None
) -> tuple[Wording, ...] | None:
    """Nothing for what never counts, None for what cannot be told of a name."""
    label = item.notion.label(str(name.value))
    asked = _without_having(condition, variable)
    left = True if asked is None else _judged(_with_name(asked, variable, name))
    if isinstance(left, bool):
        return (Wording(label),) if left else ()
    if any(isinstance(node, typed.VariableRef) and node.name == variable for node in left.walk()):
        return None
    return (Wording(f"{label} – jeżeli {when(words, left)}"),)


def _without_having(node: typed.Typed | None, variable: str) -> typed.Typed | None:
    """Without `k w spełniane`: that the candidate has what is listed goes without saying."""
    match node:
        case typed.Both(left=left, right=right):
            sides = [kept for side in (left, right) if (kept := _without_having(side, variable)) is not None]
            return replace(node, left=sides[0], right=sides[1]) if len(sides) > 1 else sides[0] if sides else None
        case typed.Member(item=typed.VariableRef() as item, collection=typed.FactRef(scope="kandydat" | "wybór")):
            return None if item.name == variable else node
        case typed.ItemOf(base=typed.FactRef(scope="kandydat" | "wybór"), key=typed.VariableRef() as key):
            return None if key.name == variable else node
    return node


def _with_name(node: typed.Typed, variable: str, name: typed.Constant) -> typed.Typed:
    """The formula with the name in the place of the variable."""
    if isinstance(node, typed.VariableRef) and node.name == variable:
        return name
    changed: dict[str, Any] = {}
    for field in fields(node):
        one = getattr(node, field.name)
        if isinstance(one, typed.Typed):
            changed[field.name] = _with_name(one, variable, name)
        elif isinstance(one, tuple):
            changed[field.name] = tuple(
                _with_name(part, variable, name) if isinstance(part, typed.Typed) else part for part in one
            )
    return replace(node, **changed)


def _judged(node: typed.Typed) -> typed.Typed | bool:
    """What names alone settle of a condition is settled."""
    match node:
        case typed.Negation(value=value):
            inner = _judged(value)
            return not inner if isinstance(inner, bool) else replace(node, value=inner)
        case typed.Both():
            return _joined(node, [_judged(part) for part in (node.left, node.right)], True)
        case typed.Either():
            return _joined(node, [_judged(part) for part in (node.left, node.right)], False)
        case typed.Compare(operator="=" | "≠" as sign, left=typed.Constant() as left, right=typed.Constant() as right):
            return (left.value == right.value) == (sign == "=")
        case typed.Member(item=typed.Constant(value=name), collection=listed):
            return _is_listed(name, listed, node)
    return node


def _is_listed(name: object, listed: typed.Typed, node: typed.Typed) -> typed.Typed | bool:
    match listed:
        case typed.NotionMembers(members=members):
            return name in members
        case typed.ListOf(items=items) if all(isinstance(one, typed.Constant) for one in items):
            return any(one.value == name for one in items if isinstance(one, typed.Constant))
    return node


def _joined(node: typed.Both | typed.Either, sides: Sequence[typed.Typed | bool], is_all: bool) -> typed.Typed | bool:
    if any(one is (not is_all) for one in sides):
        return not is_all
    left = [one for one in sides if isinstance(one, typed.Typed)]
    if len(left) < 2:
        return left[0] if left else is_all
    return replace(node, left=left[0], right=left[1])
