"""`+ - * /` and written lists."""

from __future__ import annotations

from dsl.decode.intervals import zero_possible
from dsl.decode.typing.fitting import NUMBER, fits
from dsl.decode.typing.names import OTHER_NAME
from dsl.decode.typing.presence import NOT_ZERO
from dsl.decode.typing.resolver import Mistake, Resolver, types
from dsl.diagnostics import Edit, Fix
from dsl.model import expr as typed
from dsl.model.types import CollectionType, NotionType, NumberType, Type
from dsl.source.nodes import normal_name
from dsl.syntax import tree
from polish.numbers import format_number


@types(tree.Arithmetic)
def arithmetic(resolver: Resolver, node: tree.Arithmetic, expected: Type | None) -> typed.Typed:
    if node.operator == "+" and isinstance(node.left, tree.ListLiteral):
        second = resolver.expr(node.right)
        return joined(resolver, node, resolver.expr(node.left, second.type), second)
    left = resolver.expr(node.left, NUMBER)
    if node.operator == "+" and isinstance(left.type, CollectionType):
        return joined(resolver, node, left, resolver.expr(node.right, left.type))
    if node.operator == "+" and isinstance(left.type, NotionType):
        refuse_bare_element(resolver, node)
    resolver.demand_number(left, node.left.at)
    right = resolver.number(node.right)
    return calculation(resolver, node, left, right)


def calculation(resolver: Resolver, node: tree.Arithmetic, left: typed.Typed, right: typed.Typed) -> typed.Typed:
    assert isinstance(left.type, NumberType)
    assert isinstance(right.type, NumberType)
    if node.operator == "*" and left.type.unit == right.type.unit == "%":
        refuse_percent_of_percent(resolver, node)
    unit = ""
    if node.operator in "+-":
        unit = resolver.common_unit((left.type, right.type), node.at)
    is_given = NOT_ZERO + resolver.key(node.right) in resolver.scope.given
    if node.operator == "/" and zero_possible(right) and not is_given:
        hint = "Zbadaj to wcześniej: „jeżeli … ≠ 0 to … inaczej 0”."
        resolver.fail("P068", node.right.at, f"Dzielnik może być zerem: {resolver.text(node.right.at)}.", hint)
    integer = left.type.integer and right.type.integer and node.operator != "/"
    return typed.Calculation(resolver.span(node), NumberType(integer, unit=unit), False, node.operator, left, right)


def refuse_percent_of_percent(resolver: Resolver, node: tree.Arithmetic) -> None:
    """`50% * egzamin` would be fifty times as much: 50% is the number 50."""
    for one in (node.left, node.right):
        if isinstance(one, tree.Percent):
            share = format_number(one.value / 100)
            hint = f"{resolver.text(one.at)} to liczba {format_number(one.value)}; część całości zapisuje się ułamkiem."
            fix = Fix(f"Zamień na „{share}”", (Edit(resolver.span(one), share),), safe=False)
            raise Mistake("P062", node.at, "Procent mnoży się tu przez procent.", hint, (fix,))


def refuse_bare_element(resolver: Resolver, node: tree.Arithmetic) -> None:
    """`(matematyka) + oddział.punktowane`: brackets alone make no list."""
    if isinstance(resolver.expr(node.right).type, CollectionType):
        resolver.fail("P062", node.left.at, "Do listy można dodać tylko listę.", one_element(resolver, node.left))


def one_element(resolver: Resolver, node: tree.Expr) -> str:
    return f"Listę z jednym elementem zapisuje się ze średnikiem: ({resolver.text(node.at)};)."


def joined(resolver: Resolver, node: tree.Arithmetic, left: typed.Typed, right: typed.Typed) -> typed.Typed:
    """`(a; b) + zbiór`."""
    if not isinstance(left.type, CollectionType) or not isinstance(right.type, CollectionType):
        element = node.left if isinstance(right.type, CollectionType) else node.right
        resolver.fail("P062", node.at, "Do listy można dodać tylko listę.", one_element(resolver, element))
    if not (fits(left.type, right.type) or fits(right.type, left.type)):
        resolver.fail("P062", node.at, "Te listy mają różne rodzaje wartości.")
    type_ = CollectionType(resolver.common(left.type.item, right.type.item, node.at), right.type.is_set)
    return typed.Joined(resolver.span(node), type_, False, left, right)


@types(tree.Negative)
def negative(resolver: Resolver, node: tree.Negative, expected: Type | None) -> typed.Typed:
    value = resolver.number(node.value)
    return typed.Minus(resolver.span(node), value.type, False, value)


@types(tree.ListLiteral)
def list_literal(resolver: Resolver, node: tree.ListLiteral, expected: Type | None) -> typed.Typed:
    wanted = expected.item if isinstance(expected, CollectionType) else None
    if any(isinstance(item, tree.ListLiteral) for item in node.items):
        resolver.fail("P061", node.at, "Lista nie może stać w liście.", "Połącz listy znakiem „+”.")
    if wanted is None:
        wanted = type_of_items(resolver, node)
    items = tuple(resolver.expr(item, wanted) for item in node.items)
    unit = resolver.common_unit((item.type for item in items), node.at)
    for item, source in zip(items, node.items, strict=True):
        if wanted is not None:
            resolver.demand(item, wanted, source.at)
    item_type = items[0].type
    for item in items[1:]:
        item_type = resolver.common(item_type, item.type, node.at)
    if isinstance(item_type, NumberType):
        item_type = NumberType(item_type.integer, unit=unit)
    return typed.ListOf(resolver.span(node), CollectionType(item_type, is_set=True), False, items)


def type_of_items(resolver: Resolver, node: tree.ListLiteral) -> Type | None:
    bare = {normal_name(item.name) for item in node.items if isinstance(item, tree.Name) and resolver.is_bare(item)}
    others = [item for item in node.items if not resolver.is_bare(item)]
    if others:
        return resolver.expr(others[0]).type
    fitting = resolver.scope.notions_with(bare)
    if len(fitting) == 1:
        return NotionType(fitting[0])
    if fitting:
        names = ", ".join(notion.name for notion in fitting)
        raise Mistake("P063", node.at, f"Te nazwy należą do kilku pojęć: {names}.", OTHER_NAME)
    return None
