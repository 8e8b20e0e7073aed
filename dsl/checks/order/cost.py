"""How much work it is to count one candidate by some rules, in formulas that are worked out."""

from __future__ import annotations

from dsl.checks.reading.every_rules import formulas_of
from dsl.model import expr as typed
from dsl.model.regulation import ForEach, Points, Rules
from dsl.model.types import CollectionType, NotionType

_RECORDS = 3


def cost_of(rules: Rules) -> int:
    """What is gone through element by element counts once for each."""
    total = sum(map(_cost, formulas_of(rules)))
    for criterion in rules.criteria:
        for one in criterion.walk():
            if isinstance(one.way, ForEach):
                total += _size(one.way.each.collection) * sum(map(_cost, _body(one.way)))
    return max(1, total)


def _body(way: ForEach) -> list[typed.Typed]:
    rows = (
        [] if isinstance(way.body, Points) else [part for row in way.body.rows for part in (row.condition, row.points)]
    )
    points = [way.body.points] if isinstance(way.body, Points) else []
    return [one for one in (*points, *rows, way.each.condition) if one is not None]


def _cost(node: typed.Typed) -> int:
    if isinstance(node, typed.Aggregate):
        inside = _cost(node.element) + (_cost(node.condition) if node.condition is not None else 0)
        return 1 + _cost(node.collection) + _size(node.collection) * inside
    return 1 + sum(map(_cost, node.children()))


def _size(collection: typed.Typed) -> int:
    match collection:
        case typed.NotionMembers(members=members):
            return len(members)
        case typed.ListOf(items=items):
            return len(items)
        case typed.Joined(left=left, right=right):
            return _size(left) + _size(right)
    match collection.type:
        case CollectionType(item=NotionType(notion)):
            return len(notion.members)
    return _RECORDS
