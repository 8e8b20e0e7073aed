"""What a file says, places aside: the proof that a rewritten text means what it meant."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from dsl.rewrite.formula_places import formula_places
from dsl.source.nodes import Mapping, Node, Scalar
from dsl.syntax.formulas import parse_text
from dsl.syntax.tree import Expr

_BLOCKS = ("|", ">")  # blanks and blank lines behind such a text are no part of what it says


def meaning(root: Mapping) -> Any:
    """The tree of a file: keys and texts as they are, formulas as expression trees; two equal ones mean the same."""
    formulas = {id(place.scalar): place.start for place in formula_places(root)}
    return _node(root, formulas)


def _node(node: Node, formulas: dict[int, str]) -> Any:
    if isinstance(node, Scalar):
        return _scalar(node, formulas.get(id(node)))
    if isinstance(node, Mapping):
        return {"keys": [(entry.name, entry.key.text, _node(entry.value, formulas)) for entry in node]}
    return [_node(item, formulas) for item in node]


def _scalar(node: Scalar, start: str | None) -> Any:
    if start is not None:
        parsed = parse_text(node.body.text, start)
        if isinstance(parsed, Expr):
            return expression(parsed)
    text = node.text.rstrip() if node.span.text[:1] in _BLOCKS else node.text
    return (text, node.quoted)


def expression(value: Any) -> Any:
    """An expression without the places of its parts."""
    if isinstance(value, Expr):
        inner = tuple(expression(getattr(value, field.name)) for field in fields(value) if field.name != "at")
        return (type(value).__name__, *inner)
    if isinstance(value, tuple):
        return tuple(expression(one) for one in value)
    return value
