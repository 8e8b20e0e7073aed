"""`oceny[p]` and `tabela[…]`: a value of a fact, a row of a table."""

from __future__ import annotations

from dsl.decode.typing.fitting import NEUTRAL_UNITS, NUMBER, fits
from dsl.decode.typing.resolver import Resolver, types
from dsl.model import expr as typed
from dsl.model.regulation import Table
from dsl.model.types import MapType, NotionType, NumberType, Type, is_claim
from dsl.source.nodes import normal_name
from dsl.syntax import tree


@types(tree.Index)
def index(resolver: Resolver, node: tree.Index, expected: Type | None) -> typed.Typed:
    name = normal_name(node.base.name) if isinstance(node.base, tree.Name) else ""
    if name and name in resolver.scope.tables and name not in resolver.scope.variables:
        return lookup(resolver, node, name)
    base = resolver.expr(node.base)
    if not (isinstance(base, typed.FactRef) and isinstance(base.type, MapType)):
        resolver.fail("P061", node.at, f"„{resolver.text(node.base.at)}” nie jest tabelą ani zestawem wartości.")
    wanted = NotionType(base.type.key)
    key = resolver.present(node.index, wanted)
    resolver.demand(key, wanted, node.index.at)
    return item(resolver, base, key, node)


def item(resolver: Resolver, base: typed.FactRef, key: typed.Typed, node: tree.Expr) -> typed.Typed:
    assert isinstance(base.type, MapType)
    can_miss = base.type.optional and not is_claim(base.type.value)
    maybe = can_miss and resolver.key(node) not in resolver.scope.given
    return typed.ItemOf(resolver.span(node), base.type.value, maybe, base, key)


def lookup(resolver: Resolver, node: tree.Index, name: str) -> typed.Typed:
    table = resolver.scope.tables[name]
    if table.ranges:
        return range_lookup(resolver, node, table)
    fitting = resolver.scope.notions_with(set(table.rows)) if table.rows else []
    is_clear = len(fitting) == 1 or (fitting and resolver.is_bare(node.index))
    key = resolver.expr(node.index, NotionType(fitting[0]) if is_clear else None)
    if fitting and not any(fits(key.type, NotionType(notion)) for notion in fitting):
        resolver.demand(key, NotionType(fitting[0]), node.index.at)
    return table_value(resolver, node, table, key)


def range_lookup(resolver: Resolver, node: tree.Index, table: Table) -> typed.Typed:
    key = resolver.expr(node.index, NUMBER)
    resolver.demand(key, NUMBER, node.index.at)
    unit = next(iter(table.ranges.values())).unit
    if isinstance(key.type, NumberType) and key.type.unit != unit and not NEUTRAL_UNITS & {key.type.unit, unit}:
        message = f"Tabela „{table.name}” liczy w jednostce „{unit}”, a ta wartość w „{key.type.unit}”."
        resolver.fail("P062", node.index.at, message, "Zapisz obie w jednej jednostce.")
    return table_value(resolver, node, table, key)


def table_value(resolver: Resolver, node: tree.Index, table: Table, key: typed.Typed) -> typed.Typed:
    if key.maybe and table.missing is None:
        hint = f"Dodaj do tabeli „{table.name}” wiersz „brak: …”."
        resolver.fail("P064", node.index.at, f"Tej wartości może nie być: {resolver.text(node.index.at)}.", hint)
    return typed.TableLookup(resolver.span(node), NumberType(unit="pkt"), False, table.name, key)
