"""Functions: `suma(… dla p z …)`, `najwyższe(2; …)`, `zaokrąglij(x; 2)`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dsl.decode.functions import AGGREGATES, FUNCTIONS, ROUNDING, SEVERAL, SUMMING, best_of
from dsl.decode.typing.presence import givens, literal_number
from dsl.decode.typing.resolver import Mistake, Resolver, types
from dsl.diagnostics import Edit, Fix
from dsl.guesses import guess
from dsl.model import expr as typed
from dsl.model.types import CollectionType, NumberType, Type
from dsl.source.nodes import normal_name
from dsl.source.text import Span
from dsl.syntax import tree

MOST_BEST = 1000
OTHER_LETTER = "Wybierz inną literę."


@types(tree.Call)
def call(resolver: Resolver, node: tree.Call, expected: Type | None) -> typed.Typed:
    name = normal_name(node.function)
    if name in AGGREGATES:
        return aggregate(resolver, name, node)
    if name in SEVERAL:
        return several(resolver, name, node)
    if name in FUNCTIONS:
        return function(resolver, name, node)
    known, otherwise = [*AGGREGATES, *SEVERAL, *FUNCTIONS], "Znane funkcje są w opisie języka."
    where = resolver.body.part(node.at[0], node.at[0] + len(node.function))
    meant = guess(where, node.function, known, otherwise)
    raise Mistake("P060", node.at, f"Nie ma funkcji „{node.function}”.", meant.hint, meant.fixes)


def aggregate(resolver: Resolver, name: str, node: tree.Call) -> typed.Typed:
    if len(node.arguments) == 1 and isinstance(node.arguments[0], tree.Comprehension):
        return comprehension(resolver, name, node, node.arguments[0])
    if not node.arguments:
        hint = f"Na przykład: {name}(x dla x z lista)."
        resolver.fail("P066", node.at, f"Funkcja „{name}” potrzebuje wartości.", hint)
    refuse_comma(resolver, name, node)
    items = written_values(resolver, node.arguments)
    if len(items) == 1 and isinstance(items[0].type, CollectionType):
        return over_collection(resolver, name, node, items[0])
    wanted = AGGREGATES[name].element
    for item, source in zip(items, node.arguments, strict=True):
        if wanted is not None:
            resolver.demand(item, wanted, source.at)
        elif name in best_of:
            resolver.demand_order(item, source.at)
    type_ = items[0].type
    for item in items[1:] if wanted is None and name in best_of else ():
        type_ = resolver.common(type_, item.type, node.at)
    result = AGGREGATES[name].result or type_
    if name in SUMMING:
        result = NumberType(unit=resolver.common_unit((item.type for item in items), node.at))
    maybe = (
        AGGREGATES[name].maybe and all(item.maybe for item in items) and resolver.key(node) not in resolver.scope.given
    )
    return typed.AggregateOf(resolver.span(node), result, maybe, name, items)


def refuse_comma(resolver: Resolver, name: str, node: tree.Call) -> None:
    """`suma(10,5)`, as in an English sheet, is one number here."""
    (only,) = node.arguments if len(node.arguments) == 1 else (None,)
    if isinstance(only, tree.Number) and only.value.denominator != 1:
        text = resolver.text(only.at)
        wanted = text.replace(",", "; ")
        fix = Fix(f"Zamień na „{wanted}”", (Edit(resolver.span(only), wanted),), safe=False)
        message = f"Funkcja „{name}” ma tu jedną wartość: ułamek {text}."
        raise Mistake("P066", only.at, message, f"Wartości oddziela średnik: {name}({wanted}).", (fix,))


def several(resolver: Resolver, name: str, node: tree.Call) -> typed.Typed:
    """`najwyższe(2; oceny[p] dla p z lista)`: the list of the two highest."""
    count = literal_number(node.arguments[0]) if node.arguments else None
    if count is None or count.denominator != 1 or not 1 <= count <= MOST_BEST or len(node.arguments) < 2:
        hint = f"Na przykład: {name}(2; x dla x z lista)."
        resolver.fail("P066", node.at, f"Funkcja „{name}” zaczyna się od tego, ile wartości wybrać.", hint)
    chosen = aggregate(resolver, SEVERAL[name], replace(node, arguments=node.arguments[1:]))
    assert isinstance(chosen, typed.Aggregate | typed.AggregateOf)
    return typed.BestOf(resolver.span(node), CollectionType(chosen.type, is_set=False), False, int(count), chosen)


def written_values(resolver: Resolver, arguments: tuple[tree.Expr, ...]) -> tuple[typed.Typed, ...]:
    """`a; b; c`: a bare member takes its notion from the first value."""
    first = resolver.expr(arguments[0])
    return (first, *(resolver.expr(argument, first.type) for argument in arguments[1:]))


def over_collection(resolver: Resolver, name: str, node: tree.Call, collection: typed.Typed) -> typed.Typed:
    """`liczba(osiągnięcia)`: the elements themselves."""
    assert isinstance(collection.type, CollectionType)
    variable = "_element"
    element = typed.VariableRef(resolver.span(node), collection.type.item, False, variable)
    wanted = AGGREGATES[name].element
    if wanted is not None:
        resolver.demand(element, wanted, node.at)
    return finish(
        resolver,
        name,
        node,
        element.type,
        lambda span, type_, maybe: typed.Aggregate(span, type_, maybe, name, element, variable, collection, None),
    )


def comprehension(resolver: Resolver, name: str, node: tree.Call, inner: tree.Comprehension) -> typed.Typed:
    collection = resolver.expr(inner.collection)
    if not isinstance(collection.type, CollectionType):
        resolver.fail(
            "P061", inner.collection.at, "Po „z” powinna stać lista albo zbiór.", "Na przykład: o z osiągnięcia."
        )
    variable = normal_name(inner.variable)
    if resolver.scope.is_taken(variable):
        resolver.fail(
            "P067", variable_at(resolver, inner), f"Nazwa „{inner.variable}” ma już inne znaczenie.", OTHER_LETTER
        )
    inside = Resolver(resolver.body, resolver.scope.with_variable(variable, collection.type.item))
    condition = inside.truth(inner.condition) if inner.condition else None
    if inner.condition:
        inside = inside.within(givens(inside, inner.condition))
    wanted = AGGREGATES[name].element
    element = inside.expr(inner.element, wanted)
    if wanted is not None:
        inside.demand(element, wanted, inner.element.at)
    elif name in best_of:
        inside.demand_order(element, inner.element.at)
    return finish(
        resolver,
        name,
        node,
        element.type,
        lambda span, type_, maybe: typed.Aggregate(span, type_, maybe, name, element, variable, collection, condition),
    )


def variable_at(resolver: Resolver, inner: tree.Comprehension) -> tuple[int, int]:
    """Where `dla p z` names the variable."""
    start = resolver.body.text.index(inner.variable, inner.element.at[1])
    return (start, start + len(inner.variable))


def finish(
    resolver: Resolver, name: str, node: tree.Call, element: Type, make: Callable[[Span, Type, bool], typed.Typed]
) -> typed.Typed:
    aggregate = AGGREGATES[name]
    result = aggregate.result or element
    if name in SUMMING and isinstance(element, NumberType):
        result = NumberType(unit=element.unit)
    return make(resolver.span(node), result, aggregate.maybe and resolver.key(node) not in resolver.scope.given)


def function(resolver: Resolver, name: str, node: tree.Call) -> typed.Typed:
    function = FUNCTIONS[name]
    if len(node.arguments) not in function.counts:
        hint = f"Pisze się tak: {function.usage}."
        resolver.fail("P066", node.at, f"Funkcja „{name}” ma inną liczbę wartości.", hint)
    arguments = []
    for argument, wanted in zip(node.arguments, function.arguments, strict=False):
        value = resolver.present(argument, wanted)
        resolver.demand(value, wanted, argument.at)
        arguments.append(value)
    if name == "zaokrąglij" and len(node.arguments) == 2 and not is_digits(node.arguments[1]):
        hint = "Na przykład: zaokrąglij(x; 2)."
        resolver.fail("P066", node.arguments[1].at, "Ile miejsc po przecinku: liczba od 0 do 9.", hint)
    result = function.result
    if name in ROUNDING and isinstance(result, NumberType) and isinstance(arguments[0].type, NumberType):
        result = replace(result, unit=arguments[0].type.unit)
    return typed.FunctionCall(resolver.span(node), result, False, name, tuple(arguments))


@types(tree.Comprehension)
def misplaced(resolver: Resolver, node: tree.Expr, expected: Type | None) -> typed.Typed:
    resolver.fail("P066", node.at, "„… dla … z …” może stać tylko w funkcji, np. suma(… dla p z lista).")


def is_digits(node: tree.Expr) -> bool:
    number = literal_number(node)
    return number is not None and number.denominator == 1 and 0 <= number <= 9
