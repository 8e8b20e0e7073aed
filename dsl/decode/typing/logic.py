"""`jeżeli`, `i`, `lub`, `nie`, comparisons, `w`, `jest podane`, `gdy brak`."""

from __future__ import annotations

from typing import NoReturn

from dsl.decode.typing.fitting import fits
from dsl.decode.typing.presence import absences, givens
from dsl.decode.typing.resolver import Mistake, Resolver, types
from dsl.diagnostics import Edit, Fix
from dsl.model import expr as typed
from dsl.model.types import (
    DATE,
    TRUTH,
    CollectionType,
    DateType,
    MapType,
    NotionType,
    TruthType,
    Type,
    is_claim,
    type_words,
)
from dsl.source.nodes import normal_name
from dsl.syntax import tree
from dsl.syntax.terms import Period


@types(tree.Conditional)
def conditional(resolver: Resolver, node: tree.Conditional, expected: Type | None) -> typed.Typed:
    condition = resolver.truth(node.condition)
    then = resolver.within(givens(resolver, node.condition)).expr(node.then, expected)
    otherwise = resolver.within(absences(resolver, node.condition)).expr(node.otherwise, expected or then.type)
    type_ = resolver.common(then.type, otherwise.type, node.at)
    return typed.If(resolver.span(node), type_, then.maybe or otherwise.maybe, condition, then, otherwise)


@types(tree.Logic)
def logic(resolver: Resolver, node: tree.Logic, expected: Type | None) -> typed.Typed:
    left = resolver.truth(node.left)
    known = givens(resolver, node.left) if node.operator == "i" else absences(resolver, node.left)
    right = resolver.within(known).truth(node.right)
    kind = typed.Both if node.operator == "i" else typed.Either
    return kind(resolver.span(node), TRUTH, False, left, right)


@types(tree.Not)
def negation(resolver: Resolver, node: tree.Not, expected: Type | None) -> typed.Typed:
    return typed.Negation(resolver.span(node), TRUTH, False, resolver.truth(node.value))


@types(tree.Given)
def given(resolver: Resolver, node: tree.Given, expected: Type | None) -> typed.Typed:
    value = resolver.expr(node.value)
    if isinstance(value.type, TruthType) and not value.maybe and resolver.key(node.value) not in resolver.scope.given:
        text = resolver.text(node.value.at)
        hint = f"Napisz samo „{text}”, a jeżeli odpowiedzi może nie być, dopisz „?” do rodzaju danej."
        otherwise = "tak" if isinstance(value, typed.FactRef | typed.FieldOf) and value.fact.default else "nie"
        resolver.fail("P064", node.at, f"„{text}” jest zawsze: nie podano znaczy „{otherwise}”.", hint)
    return typed.IsGiven(resolver.span(node), TRUTH, False, value)


@types(tree.Default)
def default(resolver: Resolver, node: tree.Default, expected: Type | None) -> typed.Typed:
    value = defaulted(resolver, node, expected)
    if isinstance(node.fallback, tree.Arithmetic) and not in_brackets(resolver, node.fallback):
        raise swallowed(resolver, node, "całe działanie", first_operand(node.fallback))
    if not value.maybe and resolver.key(node.value) not in resolver.scope.given:
        fail_pointless_default(resolver, node.value, value)
    fallback = resolver.expr(node.fallback, value.type)
    if isinstance(fallback.type, TruthType) and not isinstance(value.type, TruthType):
        raise swallowed(resolver, node, "całe porównanie", first_operand(node.fallback))
    type_ = resolver.common(value.type, fallback.type, node.at)
    return typed.Fallback(resolver.span(node), type_, fallback.maybe, value, fallback)


def defaulted(resolver: Resolver, node: tree.Default, expected: Type | None) -> typed.Typed:
    """What stands before `gdy brak`; inside a calculation it must be said at the value itself."""
    try:
        return resolver.expr(node.value, expected)
    except Mistake as mistake:
        if mistake.code != "P064" or mistake.at == node.value.at:
            raise
        wanted = f"({resolver.text(mistake.at)} gdy brak {resolver.text(node.fallback.at)})"
        hint = f"Przy działaniu napisz w nawiasie: {wanted}."
        raise Mistake(mistake.code, mistake.at, mistake.message, hint) from None


def swallowed(resolver: Resolver, node: tree.Default, what: str, meant: tree.Expr) -> Mistake:
    """`x gdy brak 0 > 5` is read as `x gdy brak (0 > 5)`, `x gdy brak 0 + y` as `x gdy brak (0 + y)`."""
    start, end = node.at[0], meant.at[1]
    body = resolver.body.text
    while body.count("(", start, end) > body.count(")", start, end) and ")" in body[end:]:
        end = body.index(")", end) + 1
    at = (start, end)
    wanted = f"({resolver.text(at)})"
    fix = Fix(f"Ujmij w nawias: {wanted}", (Edit(resolver.body.part(*at), wanted),), safe=False)
    hint = f"Ujmij wartość w nawias: {wanted} …"
    return Mistake("P062", node.fallback.at, f"Za „gdy brak” stoi {what}, a nie wartość.", hint, (fix,))


def in_brackets(resolver: Resolver, node: tree.Expr) -> bool:
    return resolver.body.text[: node.at[0]].rstrip().endswith("(")


def first_operand(node: tree.Expr) -> tree.Expr:
    """`0` of `0 * x + y ≥ 5`."""
    while isinstance(node, tree.Arithmetic | tree.Comparison):
        node = node.left
    return node


def fail_pointless_default(resolver: Resolver, node: tree.Expr, value: typed.Typed) -> NoReturn:
    if is_required(value):
        hint = "Jeżeli tej danej może nie być, dopisz „?” do jej rodzaju."
        resolver.fail("P064", node.at, "Ta dana jest wymagana, więc „gdy brak” nic tu nie zmienia.", hint)
    hint = "Usuń „gdy brak …” albo napisz je w nawiasie przy danej, której może nie być."
    resolver.fail("P064", node.at, "Ta wartość zawsze jest, więc „gdy brak” nic tu nie zmienia.", hint)


@types(tree.Comparison)
def comparison(resolver: Resolver, node: tree.Comparison, expected: Type | None) -> typed.Typed:
    left, right = both(resolver, node.left, node.right)
    if node.operator not in "=≠":
        demand_comparable(resolver, left, node.left.at)
        demand_comparable(resolver, right, node.right.at)
    if not (fits(left.type, right.type) or fits(right.type, left.type)):
        words = f"„{type_words(left.type)}” i „{type_words(right.type)}”"
        resolver.fail("P062", node.at, f"Tych wartości nie da się porównać: {words}.", without_quotes(left, right))
    resolver.common_unit((left.type, right.type), node.at)
    return typed.Compare(resolver.span(node), TRUTH, False, node.operator, left, right)


def both(resolver: Resolver, left: tree.Expr, right: tree.Expr) -> tuple[typed.Typed, typed.Typed]:
    """Two sides of a comparison; a bare member takes its notion from the other side."""
    if resolver.is_bare(left) and not resolver.is_bare(right):
        second = resolver.expr(right)
        return resolver.expr(left, second.type), second
    first = resolver.expr(left)
    return first, resolver.expr(right, first.type)


@types(tree.Between)
def between(resolver: Resolver, node: tree.Between, expected: Type | None) -> typed.Typed:
    value = resolver.present(node.value)
    demand_comparable(resolver, value, node.value.at)
    low, high = resolver.present(node.low, value.type), resolver.present(node.high, value.type)
    resolver.demand(low, value.type, node.low.at)
    resolver.demand(high, value.type, node.high.at)
    resolver.common_unit((value.type, low.type, high.type), node.at)
    return typed.InRange(resolver.span(node), TRUTH, False, value, low, high)


@types(tree.Membership)
def membership(resolver: Resolver, node: tree.Membership, expected: Type | None) -> typed.Typed:
    if resolver.is_bare(node.item):
        collection = resolver.expr(node.collection)
        wanted = collection.type.item if isinstance(collection.type, CollectionType) else None
        item = resolver.expr(node.item, wanted)
    else:
        item = resolver.expr(node.item)
        collection = resolver.expr(node.collection, CollectionType(item.type, is_set=True))
    span = resolver.span(node)
    if isinstance(collection, typed.TermRef):
        demand_dates(resolver, collection, node)
        resolver.demand(item, item.type if isinstance(item.type, DateType) else DATE, node.item.at)
        if item.maybe:
            resolver.fail_missing(node.item.at)
        return typed.InTerm(span, TRUTH, False, item, collection)
    if not isinstance(collection.type, CollectionType):
        resolver.fail("P061", node.collection.at, "Po „w” powinna stać lista, zbiór albo termin.")
    if not fits(item.type, collection.type.item):
        words = f"„{type_words(item.type)}” w „{type_words(collection.type)}”"
        resolver.fail("P062", node.at, f"Takiej wartości nie może tam być: {words}.")
    resolver.common_unit((item.type, collection.type.item), node.at)
    return typed.Member(span, TRUTH, False, item, collection)


def demand_dates(resolver: Resolver, term: typed.TermRef, node: tree.Membership) -> None:
    """A day falls only into dates; an event that is still to get its term is told there."""
    terms = resolver.scope.events[term.event].terms
    if terms and not isinstance(terms.get(term.phase), Period):
        name, other = term.event.replace("_", " "), [one for one, dates in terms.items() if isinstance(dates, Period)]
        phase = f"{term.phase}go"
        message = f"Termin „{name}” nie ma dat postępowania {phase}, więc żaden dzień do niego nie należy."
        hint = f"Podaj je w „terminarz”: „{term.phase}: od … do …”"
        meant = f" albo napisz „terminarz.{term.event}.{other[0]}”." if other else "."
        resolver.fail("P062", node.collection.at, message, hint + meant)


def without_quotes(left: typed.Typed, right: typed.Typed) -> str:
    """The hint where a member of a notion was written as a text: `oceny.fizyka = "dobry"`."""
    for value, other in ((left, right), (right, left)):
        if isinstance(value.type, NotionType) and isinstance(other, typed.Constant) and isinstance(other.value, str):
            name = normal_name(other.value)
            if name in value.type.notion.members:
                return f"Nazwę z pojęcia pisze się bez cudzysłowu: {name}."
    return ""


def is_required(value: typed.Typed) -> bool:
    """A fact that must be given: its absence is listed, never replaced."""
    match value:
        case typed.FactRef(fact=fact) | typed.FieldOf(fact=fact):
            return not (fact.optional or fact.is_claim or isinstance(fact.type, MapType))
        case typed.ItemOf(base=typed.FactRef(type=MapType(value=value_type, optional=optional))):
            return not (optional or is_claim(value_type))
    return False


def demand_comparable(resolver: Resolver, value: typed.Typed, at: tuple[int, int]) -> None:
    if value.maybe:
        resolver.fail_missing(at)
    resolver.demand_order(value, at)
