"""What a condition says of its values where it holds or not: that they are there, that they are not zero."""

from __future__ import annotations

from fractions import Fraction

from dsl.decode.typing.resolver import Resolver
from dsl.syntax import tree

NOT_ZERO = "≠0:"  # before the text of a formula known not to be zero, among what is given
OPPOSITE = {"=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">"}
MIRRORED = {"=": "=", "≠": "≠", "<": ">", ">": "<", "≤": "≥", "≥": "≤"}


def givens(resolver: Resolver, node: tree.Expr) -> frozenset[str]:
    """What is known to be present where this condition holds."""
    match node:
        case tree.Given(value=value):
            return frozenset({resolver.key(value)})
        case tree.Logic(operator="i", left=left, right=right):
            return givens(resolver, left) | givens(resolver, right)
        case tree.Not(value=value):
            return absences(resolver, value)
        case tree.Comparison():
            return known_of_comparison(resolver, node, node.operator)
        case tree.Membership(item=item):
            return frozenset({resolver.key(item)})
    return frozenset()


def absences(resolver: Resolver, node: tree.Expr) -> frozenset[str]:
    """What is known to be present where this condition does not hold."""
    match node:
        case tree.Not(value=value):
            return givens(resolver, value)
        case tree.Logic(operator="lub", left=left, right=right):
            return absences(resolver, left) | absences(resolver, right)
        case tree.Comparison(operator="=" | "<" | "≤" | ">" | "≥"):
            return known_of_comparison(resolver, node, OPPOSITE[node.operator])
    return frozenset()


def known_of_comparison(resolver: Resolver, node: tree.Comparison, operator: str) -> frozenset[str]:
    """`x = 5` holds only when x is there; `x > 0` and `x ≠ 0` say that it is not zero."""
    known = set()
    for one, other, sign in ((node.left, node.right, operator), (node.right, node.left, MIRRORED[operator])):
        if sign == "=" and node.operator == "=":
            known.add(resolver.key(one))
        number = literal_number(other)
        if number is not None and excludes_zero(sign, number):
            known.add(NOT_ZERO + resolver.key(one))
    return frozenset(known)


def literal_number(node: tree.Expr) -> Fraction | None:
    return node.value if isinstance(node, tree.Number | tree.Percent) else None


def excludes_zero(operator: str, number: Fraction) -> bool:
    """Whether `x operator number` cannot hold for zero."""
    match operator:
        case "≠":
            return number == 0
        case "=":
            return number != 0
        case ">":
            return number >= 0
        case "≥":
            return number > 0
        case "<":
            return number <= 0
    return number < 0
