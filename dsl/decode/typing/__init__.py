"""Formula trees -> typed formulas. A formula stops at its first mistake; each mistake is one diagnostic.

Missing data must be handled where it would matter: in arithmetic and in `<`, `>`.
"""

from __future__ import annotations

from dsl.decode.scope import Scope
from dsl.decode.typing import arithmetic, calls, logic, names  # noqa: F401  # each says which nodes it types
from dsl.decode.typing.calls import OTHER_LETTER
from dsl.decode.typing.presence import absences, givens
from dsl.decode.typing.resolver import ALREADY_TOLD, Mistake, Resolver
from dsl.diagnostics import Diagnostics
from dsl.model import expr as typed
from dsl.model.types import TRUTH, CollectionType, Type
from dsl.source.nodes import Scalar, normal_name
from dsl.syntax import tree
from dsl.syntax.formulas import parse_each, parse_formula, parse_text


def type_formula(
    scalar: Scalar, scope: Scope, diagnostics: Diagnostics, expected: Type | None = None, *, may_miss: bool = True
) -> typed.Typed | None:
    """The typed formula of a scalar, or None with the reason among the diagnostics."""
    parsed = parse_formula(scalar, diagnostics)
    return _typed(parsed, scalar, scope, diagnostics, expected, may_miss) if parsed else None


def type_each(scalar: Scalar, scope: Scope, diagnostics: Diagnostics) -> typed.EachOf | None:
    parsed = parse_each(scalar, diagnostics)
    if parsed is None:
        return None
    collection = _typed(parsed.collection, scalar, scope, diagnostics, None, True)
    if collection is None:
        return None
    if not isinstance(collection.type, CollectionType):
        diagnostics.error("P061", collection.span, "Tu powinna stać lista albo zbiór.", "Na przykład: o z osiągnięcia.")
        return None
    variable = normal_name(parsed.variable)
    if scope.is_taken(variable):
        where = scalar.body.part(parsed.at[0], parsed.at[0] + len(parsed.variable))
        message = f"Nazwa „{parsed.variable}” ma już inne znaczenie."
        diagnostics.error("P067", where, message, OTHER_LETTER)
        return None
    if parsed.condition is None:
        return typed.EachOf(variable, collection)
    inside = scope.with_variable(variable, collection.type.item)
    condition = _typed(parsed.condition, scalar, inside, diagnostics, TRUTH, False)
    return typed.EachOf(variable, collection, condition) if condition is not None else None


def known_in_each(scalar: Scalar, inside: Scope) -> frozenset[str]:
    """What the condition of `za każde: p z lista gdy …` says of each element that is counted."""
    parsed = parse_text(scalar.body.text, "each")
    if not isinstance(parsed, tree.Each) or parsed.condition is None:
        return frozenset()
    return givens(Resolver(scalar.body, inside), parsed.condition)


def known_where(scalar: Scalar, holds: bool, scope: Scope) -> frozenset[str]:
    """What is known to be present (and not zero) where the condition holds, or where it does not."""
    parsed = parse_text(scalar.body.text)
    if not isinstance(parsed, tree.Expr):
        return frozenset()
    resolver = Resolver(scalar.body, scope)
    return givens(resolver, parsed) if holds else absences(resolver, parsed)


def _typed(
    parsed: tree.Expr, scalar: Scalar, scope: Scope, diagnostics: Diagnostics, expected: Type | None, may_miss: bool
) -> typed.Typed | None:
    resolver = Resolver(scalar.body, scope)
    try:
        result = resolver.expr(parsed, expected)
        if expected is not None:
            resolver.demand(result, expected, parsed.at)
        if result.maybe and not may_miss:
            resolver.fail_missing(parsed.at)
        return result
    except Mistake as mistake:
        if mistake.code == ALREADY_TOLD:
            return None
        where = scalar.body.part(*mistake.at)
        diagnostics.error(mistake.code, where, mistake.message, mistake.hint, fixes=mistake.fixes)
        return None
