"""Numbers, names and what stands after a dot.

Names resolve in this order: variables, members of the notion that is expected here, facts and definitions, members of
the only notion that has them.
"""

from __future__ import annotations

from datetime import date

from dsl.decode.typing.lookups import item
from dsl.decode.typing.resolver import ALREADY_TOLD, Mistake, Resolver, types
from dsl.decode.vocabulary import PHASES
from dsl.model import expr as typed
from dsl.model.types import (
    DATE,
    PERIOD,
    TEXT,
    TRUTH,
    CollectionType,
    Fact,
    MapType,
    NotionType,
    NumberType,
    RecordType,
    Type,
)
from dsl.source.nodes import normal_name
from dsl.syntax import tree

FACT_SCOPES = ("kandydat", "oddział", "wybór")
OTHER_NAME = "Zmień tę nazwę w jednym z pojęć albo porównaj ją z daną, która ma jedno z nich."


@types(tree.Number, tree.Percent, tree.TextLiteral, tree.DateLiteral, tree.Truth)
def literal(resolver: Resolver, node: tree.Expr, expected: Type | None) -> typed.Typed:
    span = resolver.span(node)
    match node:
        case tree.Number(value=value, unit=unit):
            return typed.Constant(span, NumberType(value.denominator == 1, unit=unit), False, value, unit)
        case tree.Percent(value=value):
            return typed.Constant(span, NumberType(value.denominator == 1, unit="%"), False, value, "%")
        case tree.TextLiteral(value=text):
            return typed.Constant(span, TEXT, False, text)
        case tree.DateLiteral(value=day):
            return typed.Constant(span, DATE, False, day)
        case tree.Truth(value=truth):
            return typed.Constant(span, TRUTH, False, truth)
    raise AssertionError(node)


@types(tree.Name)
def name(resolver: Resolver, node: tree.Name, expected: Type | None) -> typed.Typed:
    name, span, scope = normal_name(node.name), resolver.span(node), resolver.scope
    if name in scope.variables:
        return typed.VariableRef(span, scope.variables[name], False, name)
    if isinstance(expected, NotionType) and name in expected.notion.members:
        return typed.Constant(span, expected, False, name)
    if name in scope.facts["kandydat"]:
        return fact_of(resolver, "kandydat", scope.facts["kandydat"][name], node)
    if name in scope.definition_names:
        return definition(resolver, name, node)
    if name in scope.notions:
        notion = scope.notions[name]
        collection = CollectionType(NotionType(notion), is_set=True)
        return typed.NotionMembers(span, collection, False, tuple(notion.members))
    return lonely_member(resolver, name, node, expected)


def definition(resolver: Resolver, name: str, node: tree.Expr) -> typed.Typed:
    definition = resolver.scope.definition(name)
    if definition is None:
        resolver.fail(ALREADY_TOLD, node.at, "")
    maybe = definition.formula.maybe and resolver.key(node) not in resolver.scope.given
    return typed.DefinitionRef(resolver.span(node), definition.formula.type, maybe, name)


def lonely_member(resolver: Resolver, name: str, node: tree.Name, expected: Type | None) -> typed.Typed:
    if name in resolver.scope.tables:
        hint = f"Dopisz w nawiasie, którego wiersza szukać: {name}[…]."
        resolver.fail("P061", node.at, f"„{node.name}” to cała tabela, a nie wartość.", hint)
    fitting = resolver.scope.notions_with({name})
    if isinstance(expected, NotionType):
        words = expected.notion.name.replace("_", " ")
        message = f"„{node.name}” nie należy do pojęcia „{words}”."
        raise resolver.unknown(node.at, message, node.name, expected.notion.members)
    if len(fitting) == 1:
        return typed.Constant(resolver.span(node), NotionType(fitting[0]), False, name)
    if fitting:
        names = ", ".join(notion.name for notion in fitting)
        resolver.fail("P063", node.at, f"„{node.name}” należy do kilku pojęć: {names}.", OTHER_NAME)
    for scope in ("oddział", "wybór"):
        if name in resolver.scope.facts[scope]:
            resolver.fail("P060", node.at, f"Nie znam nazwy „{node.name}”.", f"Napisz „{scope}.{name}”.")
    if ("punkty" not in name) and any(name == path[-1] for path in resolver.scope.criteria):
        hint = f"Daną o kandydacie zapisz w „kandydat”; punkty kryterium o tej nazwie to „punkty.{name}”."
        resolver.fail("P060", node.at, f"Nie znam nazwy „{node.name}”.", hint)
    otherwise = "Daną zapisuje się w „kandydat”, wyliczoną wartość w „definicje”, a nazwę z listy w „pojęcia”."
    raise resolver.unknown(
        node.at, f"Nie znam nazwy „{node.name}”.", node.name, resolver.scope.known_names(), otherwise
    )


def fact_of(resolver: Resolver, scope: str, fact: Fact, node: tree.Expr) -> typed.FactRef:
    maybe = fact.optional and resolver.key(node) not in resolver.scope.given
    return typed.FactRef(resolver.span(node), fact.type, maybe, scope, fact)


@types(tree.Attribute)
def attribute(resolver: Resolver, node: tree.Attribute, expected: Type | None) -> typed.Typed:
    name = normal_name(node.name)
    if path := dotted(resolver, node):
        found = rooted(resolver, node, path)
        if found is not None:
            return found
    base = resolver.expr(node.base)
    if isinstance(base, typed.FactRef) and isinstance(base.type, MapType):
        if name not in base.type.key.members:
            at = (node.at[1] - len(node.name), node.at[1])
            message = f"„{node.name}” nie należy do pojęcia „{base.type.key.name}”."
            raise resolver.unknown(at, message, node.name, base.type.key.members)
        key = typed.Constant(resolver.span(node), NotionType(base.type.key), False, name)
        return item(resolver, base, key, node)
    if isinstance(base, typed.VariableRef) and isinstance(base.type, RecordType):
        fact = base.type.field(name)
        if fact is None:
            at = (node.at[1] - len(node.name), node.at[1])
            message = f"Pozycja listy „{base.type.name}” nie ma pola „{node.name}”."
            raise resolver.unknown(at, message, node.name, [one.name for one in base.type.fields])
        maybe = fact.optional and resolver.key(node) not in resolver.scope.given
        return typed.FieldOf(resolver.span(node), fact.type, maybe, base, fact)
    raise Mistake("P061", node.at, f"„{resolver.text(node.base.at)}” nie ma części o nazwie „{node.name}”.")


def dotted(resolver: Resolver, node: tree.Expr) -> tuple[str, ...] | None:
    """`a.b.c` as names, when nothing but names is dotted."""
    if isinstance(node, tree.Name):
        return (normal_name(node.name),)
    if isinstance(node, tree.Attribute) and (head := dotted(resolver, node.base)):
        return (*head, normal_name(node.name))
    return None


def rooted(resolver: Resolver, node: tree.Attribute, path: tuple[str, ...]) -> typed.Typed | None:
    """`oddział.x`, `wybór.x`, `punkty.x.y`, `terminarz.x`; None when the path starts with something else."""
    root, rest = path[0], path[1:]
    if root in resolver.scope.variables:
        return None
    if root in FACT_SCOPES and len(rest) == 1:
        fact = resolver.scope.facts[root].get(rest[0])
        if fact is None:
            message = f"Nie znam danej „{root}.{rest[0]}”."
            raise resolver.unknown(
                node.at, message, node.name, resolver.scope.facts[root], f"Zapisz tę daną w „{root}”."
            )
        return fact_of(resolver, root, fact, node)
    if root == "punkty":
        return points(resolver, node, rest)
    if root == "rok_szkolny":
        return school_year(resolver, node, rest)
    return term(resolver, node, rest) if root == "terminarz" and len(rest) in (1, 2) else None


def term(resolver: Resolver, node: tree.Attribute, rest: tuple[str, ...]) -> typed.Typed:
    """`terminarz.wnioski` of the main recruitment, `terminarz.wnioski.uzupełniające` of the supplementary one."""
    event, phase = (*rest, PHASES[0])[:2]
    if event not in resolver.scope.events:
        raise resolver.unknown(node.at, f"W terminarzu nie ma „{event}”.", node.name, resolver.scope.events)
    if phase not in PHASES:
        hint = f"Może tu stać: {' albo '.join(PHASES)}."
        resolver.fail("P060", node.at, f"Nie ma takiego postępowania: „{phase}”.", hint)
    return typed.TermRef(resolver.span(node), PERIOD, False, event, phase)


def school_year(resolver: Resolver, node: tree.Attribute, rest: tuple[str, ...]) -> typed.Typed:
    """`rok_szkolny.od`: 1 September, `rok_szkolny.do`: 31 August; a law by itself has no school year yet."""
    if rest not in (("od",), ("do",)):
        hint = "Jest „rok_szkolny.od” (1 września) i „rok_szkolny.do” (31 sierpnia)."
        resolver.fail("P060", node.at, f"Rok szkolny nie ma „{'.'.join(rest)}”.", hint)
    if resolver.scope.school_year is None:
        hint = "Dopisz na początku pliku „rok szkolny: 2026/2027”."
        resolver.fail("P035", node.at, "Plik nie podaje roku szkolnego, a ta formuła go potrzebuje.", hint)
    first = resolver.scope.school_year
    day = date(first, 9, 1) if rest == ("od",) else date(first + 1, 8, 31)
    return typed.Constant(resolver.span(node), DATE, False, day)


def points(resolver: Resolver, node: tree.Attribute, path: tuple[str, ...]) -> typed.Typed | None:
    known = [".".join(one) for one in resolver.scope.criteria]
    if path in resolver.scope.criteria or (path == typed.TOTAL and resolver.scope.criteria):
        return typed.PointsRef(resolver.span(node), NumberType(unit="pkt"), False, path)
    dotted = ".".join(path)
    if any(name.startswith(dotted + ".") for name in known):
        return None
    raise resolver.unknown(node.at, f"Nie ma kryterium „{dotted}”.", dotted, known)
