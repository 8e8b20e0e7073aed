"""Formula trees -> typed formulas. A formula stops at its first mistake; each mistake is one diagnostic.

Names resolve in this order: variables, members of the notion that is expected here, facts and definitions, members of
the only notion that has them. Missing data must be handled where it would matter: in arithmetic and in `<`, `>`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NoReturn

from dsl.decode.functions import AGGREGATES, FUNCTIONS, ROUNDING, SEVERAL, SUMMING, best_of
from dsl.decode.intervals import zero_possible
from dsl.decode.scope import Scope
from dsl.diagnostics import Diagnostics, Fix
from dsl.guesses import guess
from dsl.model import expr as typed
from dsl.model.regulation import Table
from dsl.model.types import (
    DATE,
    PERIOD,
    TEXT,
    TRUTH,
    CollectionType,
    DateType,
    Fact,
    MapType,
    NotionType,
    NumberType,
    PeriodType,
    RecordType,
    TextType,
    TruthType,
    Type,
    type_words,
)
from dsl.source.nodes import Scalar, normal_name
from dsl.source.text import Span
from dsl.syntax import tree
from dsl.syntax.formulas import parse_each, parse_formula, parse_text

NUMBER = NumberType()
FACT_SCOPES = ("kandydat", "oddział", "wybór")
MOST_BEST = 1000
ALREADY_TOLD = ""  # the code of a mistake that follows from another one, reported where it was made
NEUTRAL_UNITS = frozenset({"", "%", "pkt"})
OTHER_NAME = "Zmień tę nazwę w jednym z pojęć albo porównaj ją z daną, która ma jedno z nich."
OTHER_LETTER = "Wybierz inną literę."
NOT_ZERO = "≠0:"  # before the text of a formula known not to be zero, among what is given


class Mistake(Exception):
    """A formula cannot be typed; carries the diagnostic's parts to the one place that reports them."""

    def __init__(
        self, code: str, at: tuple[int, int], message: str, hint: str = "", fixes: tuple[Fix, ...] = ()
    ) -> None:
        super().__init__(message)
        self.code, self.at, self.message, self.hint, self.fixes = code, at, message, hint, fixes


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
    return _Resolver(scalar.body, inside).givens(parsed.condition)


def known_where(scalar: Scalar, holds: bool, scope: Scope) -> frozenset[str]:
    """What is known to be present (and not zero) where the condition holds, or where it does not."""
    parsed = parse_text(scalar.body.text)
    if not isinstance(parsed, tree.Expr):
        return frozenset()
    resolver = _Resolver(scalar.body, scope)
    return resolver.givens(parsed) if holds else resolver.absences(parsed)


def _typed(
    parsed: tree.Expr, scalar: Scalar, scope: Scope, diagnostics: Diagnostics, expected: Type | None, may_miss: bool
) -> typed.Typed | None:
    resolver = _Resolver(scalar.body, scope)
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


class _Resolver:
    def __init__(self, body: Span, scope: Scope) -> None:
        self.body = body
        self.scope = scope

    # -- mistakes -----------------------------------------------------------------------------------------------------

    def fail(self, code: str, at: tuple[int, int], message: str, hint: str = "") -> NoReturn:
        raise Mistake(code, at, message, hint)

    def unknown(
        self, at: tuple[int, int], message: str, name: str, known: Iterable[str], otherwise: str | None = None
    ) -> Mistake:
        """`name` is what ends the place `at`."""
        meant = guess(self.body.part(at[1] - len(name), at[1]), name, known, otherwise)
        return Mistake("P060", at, message, meant.hint, meant.fixes)

    def fail_missing(self, at: tuple[int, int]) -> NoReturn:
        hint = "Dopisz, co wtedy: „… gdy brak 0”, albo zbadaj to wcześniej: „… jest podane”."
        self.fail("P064", at, f"Tej wartości może nie być: {self.text(at)}.", hint)

    def demand(self, value: typed.Typed, type_: Type, at: tuple[int, int]) -> None:
        if not _fits(value.type, type_):
            message = f"Potrzebna jest tu wartość „{type_words(type_)}”, a jest „{type_words(value.type)}”."
            self.fail("P062", at, message, self.how_to_reach(value, type_, at))

    def how_to_reach(self, value: typed.Typed, wanted: Type, at: tuple[int, int]) -> str:
        """How one gets what is needed from what stands there."""
        match value.type, wanted:
            case MapType(key=key), _:
                return (
                    f"Napisz, o którą chodzi: {self.text(at)}.{next(iter(key.members), '…')} albo {self.text(at)}[…]."
                )
            case CollectionType(), NumberType():
                return f"Liczbę pozycji daje „liczba({self.text(at)})”."
            case CollectionType(), TruthType():
                return f"Czy coś tam jest, sprawdza „liczba({self.text(at)}) > 0”."
            case ((NumberType() | DateType() | TextType() | NotionType()), TruthType()):
                return "Dopisz, z czym to porównać, np. „… = …” albo „… ≥ …”."
            case TruthType(), NumberType():
                return f"Napisz, ile to daje: „jeżeli {self.text(at)} to … inaczej 0”."
        return ""

    def text(self, at: tuple[int, int]) -> str:
        return self.body.text[at[0] : at[1]]

    def key(self, node: tree.Expr) -> str:
        """The formula's text without spaces: the same text means the same value."""
        return "".join(self.text(node.at).split())

    def span(self, node: tree.Expr) -> Span:
        return self.body.part(*node.at)

    # -- dispatch -----------------------------------------------------------------------------------------------------

    def expr(self, node: tree.Expr, expected: Type | None = None) -> typed.Typed:
        return _RESOLVERS[type(node)](self, node, expected)

    def present(self, node: tree.Expr, expected: Type | None = None) -> typed.Typed:
        """A value that must not be missing."""
        value = self.expr(node, expected)
        if value.maybe:
            self.fail_missing(node.at)
        return value

    def truth(self, node: tree.Expr) -> typed.Typed:
        value = self.present(node, TRUTH)
        self.demand(value, TRUTH, node.at)
        return value

    def number(self, node: tree.Expr) -> typed.Typed:
        value = self.expr(node, NUMBER)
        self.demand_number(value, node.at)
        return value

    def demand_number(self, value: typed.Typed, at: tuple[int, int]) -> None:
        self.demand(value, NUMBER, at)
        if value.maybe:
            self.fail_missing(at)

    # -- leaves -------------------------------------------------------------------------------------------------------

    def literal(self, node: tree.Expr, expected: Type | None) -> typed.Typed:
        span = self.span(node)
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

    def name(self, node: tree.Name, expected: Type | None) -> typed.Typed:
        name, span, scope = normal_name(node.name), self.span(node), self.scope
        if name in scope.variables:
            return typed.VariableRef(span, scope.variables[name], False, name)
        if isinstance(expected, NotionType) and name in expected.notion.members:
            return typed.Constant(span, expected, False, name)
        if name in scope.facts["kandydat"]:
            return self.fact("kandydat", scope.facts["kandydat"][name], node)
        if name in scope.definition_names:
            return self.definition(name, node)
        if name in scope.notions:
            notion = scope.notions[name]
            collection = CollectionType(NotionType(notion), is_set=True)
            return typed.NotionMembers(span, collection, False, tuple(notion.members))
        return self.lonely_member(name, node, expected)

    def definition(self, name: str, node: tree.Expr) -> typed.Typed:
        definition = self.scope.definition(name)
        if definition is None:
            self.fail(ALREADY_TOLD, node.at, "")
        maybe = definition.formula.maybe and self.key(node) not in self.scope.given
        return typed.DefinitionRef(self.span(node), definition.formula.type, maybe, name)

    def lonely_member(self, name: str, node: tree.Name, expected: Type | None) -> typed.Typed:
        if name in self.scope.tables:
            hint = f"Dopisz w nawiasie, którego wiersza szukać: {name}[…]."
            self.fail("P061", node.at, f"„{node.name}” to cała tabela, a nie wartość.", hint)
        fitting = self.scope.notions_with({name})
        if isinstance(expected, NotionType):
            words = expected.notion.name.replace("_", " ")
            message = f"„{node.name}” nie należy do pojęcia „{words}”."
            raise self.unknown(node.at, message, node.name, expected.notion.members)
        if len(fitting) == 1:
            return typed.Constant(self.span(node), NotionType(fitting[0]), False, name)
        if fitting:
            names = ", ".join(notion.name for notion in fitting)
            self.fail("P063", node.at, f"„{node.name}” należy do kilku pojęć: {names}.", OTHER_NAME)
        for scope in ("oddział", "wybór"):
            if name in self.scope.facts[scope]:
                self.fail("P060", node.at, f"Nie znam nazwy „{node.name}”.", f"Napisz „{scope}.{name}”.")
        if ("punkty" not in name) and any(name == path[-1] for path in self.scope.criteria):
            self.fail("P060", node.at, f"Nie znam nazwy „{node.name}”.", f"Punkty kryterium to „punkty.{name}”.")
        otherwise = "Nazwę trzeba zapisać w „kandydat” albo „definicje”."
        raise self.unknown(node.at, f"Nie znam nazwy „{node.name}”.", node.name, self.scope.known_names(), otherwise)

    def fact(self, scope: str, fact: Fact, node: tree.Expr) -> typed.FactRef:
        maybe = fact.optional and self.key(node) not in self.scope.given
        return typed.FactRef(self.span(node), fact.type, maybe, scope, fact)

    # -- dots and brackets --------------------------------------------------------------------------------------------

    def attribute(self, node: tree.Attribute, expected: Type | None) -> typed.Typed:
        name = normal_name(node.name)
        if path := self.path(node):
            found = self.rooted(node, path)
            if found is not None:
                return found
        base = self.expr(node.base)
        if isinstance(base, typed.FactRef) and isinstance(base.type, MapType):
            if name not in base.type.key.members:
                at = (node.at[1] - len(node.name), node.at[1])
                message = f"„{node.name}” nie należy do pojęcia „{base.type.key.name}”."
                raise self.unknown(at, message, node.name, base.type.key.members)
            key = typed.Constant(self.span(node), NotionType(base.type.key), False, name)
            return self.item(base, key, node)
        if isinstance(base, typed.VariableRef) and isinstance(base.type, RecordType):
            fact = base.type.field(name)
            if fact is None:
                at = (node.at[1] - len(node.name), node.at[1])
                message = f"Pozycja listy „{base.type.name}” nie ma pola „{node.name}”."
                raise self.unknown(at, message, node.name, [one.name for one in base.type.fields])
            maybe = fact.optional and self.key(node) not in self.scope.given
            return typed.FieldOf(self.span(node), fact.type, maybe, base, fact)
        raise Mistake("P061", node.at, f"„{self.text(node.base.at)}” nie ma części o nazwie „{node.name}”.")

    def path(self, node: tree.Expr) -> tuple[str, ...] | None:
        """`a.b.c` as names, when nothing but names is dotted."""
        if isinstance(node, tree.Name):
            return (normal_name(node.name),)
        if isinstance(node, tree.Attribute) and (head := self.path(node.base)):
            return (*head, normal_name(node.name))
        return None

    def rooted(self, node: tree.Attribute, path: tuple[str, ...]) -> typed.Typed | None:
        """`oddział.x`, `wybór.x`, `punkty.x.y`, `terminarz.x`; None when the path starts with something else."""
        root, rest = path[0], path[1:]
        if root in self.scope.variables:
            return None
        if root in FACT_SCOPES and len(rest) == 1:
            fact = self.scope.facts[root].get(rest[0])
            if fact is None:
                message = f"Nie znam danej „{root}.{rest[0]}”."
                raise self.unknown(node.at, message, node.name, self.scope.facts[root], f"Zapisz tę daną w „{root}”.")
            return self.fact(root, fact, node)
        if root == "punkty":
            return self.points(node, rest)
        if root == "rok_szkolny":
            return self.school_year(node, rest)
        if root == "terminarz" and len(rest) == 1:
            if rest[0] not in self.scope.events:
                raise self.unknown(node.at, f"W terminarzu nie ma „{rest[0]}”.", node.name, self.scope.events)
            return typed.TermRef(self.span(node), PERIOD, False, rest[0])
        return None

    def school_year(self, node: tree.Attribute, rest: tuple[str, ...]) -> typed.Typed:
        """`rok_szkolny.od`: 1 September, `rok_szkolny.do`: 31 August; a law by itself has no school year yet."""
        if rest not in (("od",), ("do",)):
            hint = "Jest „rok_szkolny.od” (1 września) i „rok_szkolny.do” (31 sierpnia)."
            self.fail("P060", node.at, f"Rok szkolny nie ma „{'.'.join(rest)}”.", hint)
        if self.scope.school_year is None:
            hint = "Dopisz na początku pliku „rok szkolny: 2026/2027”."
            self.fail("P035", node.at, "Plik nie podaje roku szkolnego, a ta formuła go potrzebuje.", hint)
        first = self.scope.school_year
        day = date(first, 9, 1) if rest == ("od",) else date(first + 1, 8, 31)
        return typed.Constant(self.span(node), DATE, False, day)

    def points(self, node: tree.Attribute, path: tuple[str, ...]) -> typed.Typed | None:
        known = [".".join(one) for one in self.scope.criteria]
        if path == typed.TOTAL or path in self.scope.criteria:
            return typed.PointsRef(self.span(node), NumberType(unit="pkt"), False, path)
        dotted = ".".join(path)
        if any(name.startswith(dotted + ".") for name in known):
            return None
        raise self.unknown(node.at, f"Nie ma kryterium „{dotted}”.", dotted, known)

    def index(self, node: tree.Index, expected: Type | None) -> typed.Typed:
        name = normal_name(node.base.name) if isinstance(node.base, tree.Name) else ""
        if name and name in self.scope.tables and name not in self.scope.variables:
            return self.lookup(node, name)
        base = self.expr(node.base)
        if not (isinstance(base, typed.FactRef) and isinstance(base.type, MapType)):
            self.fail("P061", node.at, f"„{self.text(node.base.at)}” nie jest tabelą ani zestawem wartości.")
        wanted = NotionType(base.type.key)
        key = self.present(node.index, wanted)
        self.demand(key, wanted, node.index.at)
        return self.item(base, key, node)

    def item(self, base: typed.FactRef, key: typed.Typed, node: tree.Expr) -> typed.Typed:
        assert isinstance(base.type, MapType)
        maybe = base.type.optional and self.key(node) not in self.scope.given
        return typed.ItemOf(self.span(node), base.type.value, maybe, base, key)

    def lookup(self, node: tree.Index, name: str) -> typed.Typed:
        table = self.scope.tables[name]
        if table.ranges:
            return self.range_lookup(node, table)
        fitting = self.scope.notions_with(set(table.rows)) if table.rows else []
        key = self.expr(node.index, NotionType(fitting[0]) if len(fitting) == 1 or self.is_bare(node.index) else None)
        if fitting and not any(_fits(key.type, NotionType(notion)) for notion in fitting):
            self.demand(key, NotionType(fitting[0]), node.index.at)
        return self.table_value(node, table, key)

    def range_lookup(self, node: tree.Index, table: Table) -> typed.Typed:
        key = self.expr(node.index, NUMBER)
        self.demand(key, NUMBER, node.index.at)
        unit = next(iter(table.ranges.values())).unit
        if isinstance(key.type, NumberType) and key.type.unit != unit and not NEUTRAL_UNITS & {key.type.unit, unit}:
            message = f"Tabela „{table.name}” liczy w jednostce „{unit}”, a ta wartość w „{key.type.unit}”."
            self.fail("P062", node.index.at, message, "Zapisz obie w jednej jednostce.")
        return self.table_value(node, table, key)

    def table_value(self, node: tree.Index, table: Table, key: typed.Typed) -> typed.Typed:
        if key.maybe and table.missing is None:
            hint = f"Dodaj do tabeli „{table.name}” wiersz „brak: …”."
            self.fail("P064", node.index.at, f"Tej wartości może nie być: {self.text(node.index.at)}.", hint)
        return typed.TableLookup(self.span(node), NumberType(unit="pkt"), False, table.name, key)

    # -- logic --------------------------------------------------------------------------------------------------------

    def conditional(self, node: tree.Conditional, expected: Type | None) -> typed.Typed:
        condition = self.truth(node.condition)
        then = self.within(self.givens(node.condition)).expr(node.then, expected)
        otherwise = self.within(self.absences(node.condition)).expr(node.otherwise, expected or then.type)
        type_ = self.common(then.type, otherwise.type, node.at)
        return typed.If(self.span(node), type_, then.maybe or otherwise.maybe, condition, then, otherwise)

    def within(self, givens: frozenset[str]) -> _Resolver:
        return _Resolver(self.body, self.scope.with_given(givens)) if givens else self

    def givens(self, node: tree.Expr) -> frozenset[str]:
        """What is known to be present where this condition holds."""
        match node:
            case tree.Given(value=value):
                return frozenset({self.key(value)})
            case tree.Logic(operator="i", left=left, right=right):
                return self.givens(left) | self.givens(right)
            case tree.Not(value=value):
                return self.absences(value)
            case tree.Comparison():
                return self.known_of_comparison(node, node.operator)
            case tree.Membership(item=item):
                return frozenset({self.key(item)})
        return frozenset()

    def absences(self, node: tree.Expr) -> frozenset[str]:
        """What is known to be present where this condition does not hold."""
        match node:
            case tree.Not(value=value):
                return self.givens(value)
            case tree.Logic(operator="lub", left=left, right=right):
                return self.absences(left) | self.absences(right)
            case tree.Comparison(operator="=" | "<" | "≤" | ">" | "≥"):
                return self.known_of_comparison(node, OPPOSITE[node.operator])
        return frozenset()

    def known_of_comparison(self, node: tree.Comparison, operator: str) -> frozenset[str]:
        """`x = 5` holds only when x is there; `x > 0` and `x ≠ 0` say that it is not zero."""
        known = set()
        for one, other, sign in ((node.left, node.right, operator), (node.right, node.left, MIRRORED[operator])):
            if sign == "=" and node.operator == "=":
                known.add(self.key(one))
            number = literal_number(other)
            if number is not None and excludes_zero(sign, number):
                known.add(NOT_ZERO + self.key(one))
        return frozenset(known)

    def logic(self, node: tree.Logic, expected: Type | None) -> typed.Typed:
        left = self.truth(node.left)
        known = self.givens(node.left) if node.operator == "i" else self.absences(node.left)
        right = self.within(known).truth(node.right)
        kind = typed.Both if node.operator == "i" else typed.Either
        return kind(self.span(node), TRUTH, False, left, right)

    def negation(self, node: tree.Not, expected: Type | None) -> typed.Typed:
        return typed.Negation(self.span(node), TRUTH, False, self.truth(node.value))

    def given(self, node: tree.Given, expected: Type | None) -> typed.Typed:
        return typed.IsGiven(self.span(node), TRUTH, False, self.expr(node.value))

    def default(self, node: tree.Default, expected: Type | None) -> typed.Typed:
        value = self.defaulted(node, expected)
        if not value.maybe and self.key(node.value) not in self.scope.given:
            self.fail_pointless_default(node.value, value)
        fallback = self.expr(node.fallback, value.type)
        type_ = self.common(value.type, fallback.type, node.at)
        return typed.Fallback(self.span(node), type_, fallback.maybe, value, fallback)

    def defaulted(self, node: tree.Default, expected: Type | None) -> typed.Typed:
        """What stands before `gdy brak`; inside a calculation it must be said at the value itself."""
        try:
            return self.expr(node.value, expected)
        except Mistake as mistake:
            if mistake.code != "P064" or mistake.at == node.value.at:
                raise
            hint = (
                f"Przy działaniu napisz w nawiasie: ({self.text(mistake.at)} gdy brak {self.text(node.fallback.at)})."
            )
            raise Mistake(mistake.code, mistake.at, mistake.message, hint) from None

    def fail_pointless_default(self, node: tree.Expr, value: typed.Typed) -> NoReturn:
        if is_required(value):
            hint = "Jeżeli tej danej może nie być, dopisz „?” do jej rodzaju."
            self.fail("P064", node.at, "Ta dana jest wymagana, więc „gdy brak” nic tu nie zmienia.", hint)
        hint = "Usuń „gdy brak …” albo napisz je w nawiasie przy danej, której może nie być."
        self.fail("P064", node.at, "Ta wartość zawsze jest, więc „gdy brak” nic tu nie zmienia.", hint)

    def comparison(self, node: tree.Comparison, expected: Type | None) -> typed.Typed:
        left, right = self.both(node.left, node.right)
        if node.operator not in "=≠":
            self.comparable(left, node.left.at)
            self.comparable(right, node.right.at)
        if not (_fits(left.type, right.type) or _fits(right.type, left.type)):
            words = f"„{type_words(left.type)}” i „{type_words(right.type)}”"
            self.fail("P062", node.at, f"Tych wartości nie da się porównać: {words}.", without_quotes(left, right))
        self.common_unit((left.type, right.type), node.at)
        return typed.Compare(self.span(node), TRUTH, False, node.operator, left, right)

    def comparable(self, value: typed.Typed, at: tuple[int, int]) -> None:
        if value.maybe:
            self.fail_missing(at)
        ordered = isinstance(value.type, NumberType | DateType) or (
            isinstance(value.type, NotionType) and bool(value.type.notion.ranks)
        )
        if not ordered:
            self.fail("P062", at, f"Wartości „{type_words(value.type)}” nie mają kolejności.")

    def both(self, left: tree.Expr, right: tree.Expr) -> tuple[typed.Typed, typed.Typed]:
        """Two sides of a comparison; a bare member takes its notion from the other side."""
        if self.is_bare(left) and not self.is_bare(right):
            second = self.expr(right)
            return self.expr(left, second.type), second
        first = self.expr(left)
        return first, self.expr(right, first.type)

    def is_bare(self, node: tree.Expr) -> bool:
        return isinstance(node, tree.Name) and not self.scope.is_name(normal_name(node.name))

    def between(self, node: tree.Between, expected: Type | None) -> typed.Typed:
        value = self.present(node.value)
        self.comparable(value, node.value.at)
        low, high = self.present(node.low, value.type), self.present(node.high, value.type)
        self.demand(low, value.type, node.low.at)
        self.demand(high, value.type, node.high.at)
        self.common_unit((value.type, low.type, high.type), node.at)
        return typed.InRange(self.span(node), TRUTH, False, value, low, high)

    def membership(self, node: tree.Membership, expected: Type | None) -> typed.Typed:
        if self.is_bare(node.item):
            collection = self.expr(node.collection)
            wanted = collection.type.item if isinstance(collection.type, CollectionType) else None
            item = self.expr(node.item, wanted)
        else:
            item = self.expr(node.item)
            collection = self.expr(node.collection, CollectionType(item.type, is_set=True))
        span = self.span(node)
        if isinstance(collection, typed.TermRef):
            self.demand(item, item.type if isinstance(item.type, DateType) else DATE, node.item.at)
            if item.maybe:
                self.fail_missing(node.item.at)
            return typed.InTerm(span, TRUTH, False, item, collection)
        if not isinstance(collection.type, CollectionType):
            self.fail("P061", node.collection.at, "Po „w” powinna stać lista, zbiór albo termin.")
        if not _fits(item.type, collection.type.item):
            words = f"„{type_words(item.type)}” w „{type_words(collection.type)}”"
            self.fail("P062", node.at, f"Takiej wartości nie może tam być: {words}.")
        self.common_unit((item.type, collection.type.item), node.at)
        return typed.Member(span, TRUTH, False, item, collection)

    # -- arithmetic ---------------------------------------------------------------------------------------------------

    def arithmetic(self, node: tree.Arithmetic, expected: Type | None) -> typed.Typed:
        if node.operator == "+" and isinstance(node.left, tree.ListLiteral):
            second = self.expr(node.right)
            return self.joined(node, self.expr(node.left, second.type), second)
        left = self.expr(node.left, NUMBER)
        if node.operator == "+" and isinstance(left.type, CollectionType):
            return self.joined(node, left, self.expr(node.right, left.type))
        self.demand_number(left, node.left.at)
        right = self.number(node.right)
        return self.calculation(node, left, right)

    def calculation(self, node: tree.Arithmetic, left: typed.Typed, right: typed.Typed) -> typed.Typed:
        assert isinstance(left.type, NumberType)
        assert isinstance(right.type, NumberType)
        unit = ""
        if node.operator in "+-":
            unit = self.common_unit((left.type, right.type), node.at)
        if node.operator == "/" and zero_possible(right) and NOT_ZERO + self.key(node.right) not in self.scope.given:
            hint = "Zbadaj to wcześniej: „jeżeli … ≠ 0 to … inaczej 0”."
            self.fail("P068", node.right.at, f"Dzielnik może być zerem: {self.text(node.right.at)}.", hint)
        integer = left.type.integer and right.type.integer and node.operator != "/"
        return typed.Calculation(self.span(node), NumberType(integer, unit=unit), False, node.operator, left, right)

    def common_unit(self, types: Iterable[Type], at: tuple[int, int]) -> str:
        """The unit of all of them; numbers without a unit, percents and points go with anything."""
        units = list(dict.fromkeys(type_.unit for type_ in types if isinstance(type_, NumberType)))
        telling = [unit for unit in units if unit not in NEUTRAL_UNITS]
        if len(telling) > 1:
            words = f"{telling[0]} i {telling[1]}"
            self.fail("P062", at, f"Te wartości mają różne jednostki: {words}.", "Zamień jedną z nich.")
        if telling:
            return telling[0]
        return units[0] if len(units) == 1 else ""

    def joined(self, node: tree.Arithmetic, left: typed.Typed, right: typed.Typed) -> typed.Typed:
        """`(a; b) + zbiór`."""
        if not isinstance(left.type, CollectionType) or not isinstance(right.type, CollectionType):
            self.fail("P062", node.at, "Do listy można dodać tylko listę.", "Jeden element zapisz jako (a; b).")
        if not (_fits(left.type, right.type) or _fits(right.type, left.type)):
            self.fail("P062", node.at, "Te listy mają różne rodzaje wartości.")
        return typed.Joined(self.span(node), right.type, False, left, right)

    def negative(self, node: tree.Negative, expected: Type | None) -> typed.Typed:
        value = self.number(node.value)
        return typed.Minus(self.span(node), value.type, False, value)

    def list_literal(self, node: tree.ListLiteral, expected: Type | None) -> typed.Typed:
        wanted = expected.item if isinstance(expected, CollectionType) else None
        if any(isinstance(item, tree.ListLiteral) for item in node.items):
            self.fail("P061", node.at, "Lista nie może stać w liście.", "Połącz listy znakiem „+”.")
        if wanted is None:
            wanted = self.item_type(node)
        items = tuple(self.expr(item, wanted) for item in node.items)
        unit = self.common_unit((item.type for item in items), node.at)
        for item, source in zip(items, node.items, strict=True):
            if wanted is not None:
                self.demand(item, wanted, source.at)
        item_type = wanted or items[0].type
        if isinstance(item_type, NumberType):
            item_type = NumberType(item_type.integer, unit=unit)
        return typed.ListOf(self.span(node), CollectionType(item_type, is_set=True), False, items)

    def item_type(self, node: tree.ListLiteral) -> Type | None:
        bare = {normal_name(item.name) for item in node.items if isinstance(item, tree.Name) and self.is_bare(item)}
        others = [item for item in node.items if not self.is_bare(item)]
        if others:
            return self.expr(others[0]).type
        fitting = self.scope.notions_with(bare)
        if len(fitting) == 1:
            return NotionType(fitting[0])
        if fitting:
            names = ", ".join(notion.name for notion in fitting)
            raise Mistake("P063", node.at, f"Te nazwy należą do kilku pojęć: {names}.", OTHER_NAME)
        return None

    # -- functions ----------------------------------------------------------------------------------------------------

    def call(self, node: tree.Call, expected: Type | None) -> typed.Typed:
        name = normal_name(node.function)
        if name in AGGREGATES:
            return self.aggregate(name, node)
        if name in SEVERAL:
            return self.several(name, node)
        if name in FUNCTIONS:
            return self.function(name, node)
        known, otherwise = [*AGGREGATES, *SEVERAL, *FUNCTIONS], "Znane funkcje są w opisie języka."
        where = self.body.part(node.at[0], node.at[0] + len(node.function))
        meant = guess(where, node.function, known, otherwise)
        raise Mistake("P060", node.at, f"Nie ma funkcji „{node.function}”.", meant.hint, meant.fixes)

    def aggregate(self, name: str, node: tree.Call) -> typed.Typed:
        if len(node.arguments) == 1 and isinstance(node.arguments[0], tree.Comprehension):
            return self.comprehension(name, node, node.arguments[0])
        if not node.arguments:
            hint = f"Na przykład: {name}(x dla x z lista)."
            self.fail("P066", node.at, f"Funkcja „{name}” potrzebuje wartości.", hint)
        items = self.written_values(node.arguments)
        if len(items) == 1 and isinstance(items[0].type, CollectionType):
            return self.over_collection(name, node, items[0])
        wanted = AGGREGATES[name].element
        for item, source in zip(items, node.arguments, strict=True):
            if wanted is not None:
                self.demand(item, wanted, source.at)
            elif name in best_of:
                self.comparable_item(item, source.at)
        type_ = items[0].type
        for item in items[1:] if wanted is None and name in best_of else ():
            type_ = self.common(type_, item.type, node.at)
        result = AGGREGATES[name].result or type_
        if name in SUMMING:
            result = NumberType(unit=self.common_unit((item.type for item in items), node.at))
        maybe = AGGREGATES[name].maybe and all(item.maybe for item in items) and self.key(node) not in self.scope.given
        return typed.AggregateOf(self.span(node), result, maybe, name, items)

    def several(self, name: str, node: tree.Call) -> typed.Typed:
        """`najwyższe(2; oceny[p] dla p z lista)`: the list of the two highest."""
        count = literal_number(node.arguments[0]) if node.arguments else None
        if count is None or count.denominator != 1 or not 1 <= count <= MOST_BEST or len(node.arguments) < 2:
            hint = f"Na przykład: {name}(2; x dla x z lista)."
            self.fail("P066", node.at, f"Funkcja „{name}” zaczyna się od tego, ile wartości wybrać.", hint)
        chosen = self.aggregate(SEVERAL[name], replace(node, arguments=node.arguments[1:]))
        assert isinstance(chosen, typed.Aggregate | typed.AggregateOf)
        return typed.BestOf(self.span(node), CollectionType(chosen.type, is_set=False), False, int(count), chosen)

    def written_values(self, arguments: tuple[tree.Expr, ...]) -> tuple[typed.Typed, ...]:
        """`a; b; c`: a bare member takes its notion from the first value."""
        first = self.expr(arguments[0])
        return (first, *(self.expr(argument, first.type) for argument in arguments[1:]))

    def over_collection(self, name: str, node: tree.Call, collection: typed.Typed) -> typed.Typed:
        """`liczba(osiągnięcia)`: the elements themselves."""
        assert isinstance(collection.type, CollectionType)
        variable = "_element"
        element = typed.VariableRef(self.span(node), collection.type.item, False, variable)
        wanted = AGGREGATES[name].element
        if wanted is not None:
            self.demand(element, wanted, node.at)
        return self.finish(
            name,
            node,
            element.type,
            lambda span, type_, maybe: typed.Aggregate(span, type_, maybe, name, element, variable, collection, None),
        )

    def comprehension(self, name: str, node: tree.Call, inner: tree.Comprehension) -> typed.Typed:
        collection = self.expr(inner.collection)
        if not isinstance(collection.type, CollectionType):
            self.fail(
                "P061", inner.collection.at, "Po „z” powinna stać lista albo zbiór.", "Na przykład: o z osiągnięcia."
            )
        variable = normal_name(inner.variable)
        if self.scope.is_taken(variable):
            self.fail("P067", self.variable_at(inner), f"Nazwa „{inner.variable}” ma już inne znaczenie.", OTHER_LETTER)
        inside = _Resolver(self.body, self.scope.with_variable(variable, collection.type.item))
        condition = inside.truth(inner.condition) if inner.condition else None
        if inner.condition:
            inside = inside.within(inside.givens(inner.condition))
        wanted = AGGREGATES[name].element
        element = inside.expr(inner.element, wanted)
        if wanted is not None:
            inside.demand(element, wanted, inner.element.at)
        elif name in best_of:
            inside.comparable_item(element, inner.element.at)
        return self.finish(
            name,
            node,
            element.type,
            lambda span, type_, maybe: typed.Aggregate(
                span, type_, maybe, name, element, variable, collection, condition
            ),
        )

    def variable_at(self, inner: tree.Comprehension) -> tuple[int, int]:
        """Where `dla p z` names the variable."""
        start = self.body.text.index(inner.variable, inner.element.at[1])
        return (start, start + len(inner.variable))

    def comparable_item(self, value: typed.Typed, at: tuple[int, int]) -> None:
        ordered = isinstance(value.type, NumberType | DateType) or (
            isinstance(value.type, NotionType) and bool(value.type.notion.ranks)
        )
        if not ordered:
            self.fail("P062", at, f"Wartości „{type_words(value.type)}” nie mają kolejności.")

    def finish(
        self, name: str, node: tree.Call, element: Type, make: Callable[[Span, Type, bool], typed.Typed]
    ) -> typed.Typed:
        aggregate = AGGREGATES[name]
        result = aggregate.result or element
        if name in SUMMING and isinstance(element, NumberType):
            result = NumberType(unit=element.unit)
        return make(self.span(node), result, aggregate.maybe and self.key(node) not in self.scope.given)

    def function(self, name: str, node: tree.Call) -> typed.Typed:
        function = FUNCTIONS[name]
        if len(node.arguments) not in function.counts:
            hint = f"Pisze się tak: {function.usage}."
            self.fail("P066", node.at, f"Funkcja „{name}” ma inną liczbę wartości.", hint)
        arguments = []
        for argument, wanted in zip(node.arguments, function.arguments, strict=False):
            value = self.present(argument, wanted)
            self.demand(value, wanted, argument.at)
            arguments.append(value)
        if name == "zaokrąglij" and len(node.arguments) == 2 and not is_digits(node.arguments[1]):
            hint = "Na przykład: zaokrąglij(x; 2)."
            self.fail("P066", node.arguments[1].at, "Ile miejsc po przecinku: liczba od 0 do 9.", hint)
        result = function.result
        if name in ROUNDING and isinstance(result, NumberType) and isinstance(arguments[0].type, NumberType):
            result = replace(result, unit=arguments[0].type.unit)
        return typed.FunctionCall(self.span(node), result, False, name, tuple(arguments))

    def misplaced(self, node: tree.Expr, expected: Type | None) -> typed.Typed:
        self.fail("P066", node.at, "„… dla … z …” może stać tylko w funkcji, np. suma(… dla p z lista).")

    def common(self, one: Type, other: Type, at: tuple[int, int]) -> Type:
        if isinstance(one, NumberType) and isinstance(other, NumberType):
            return NumberType(one.integer and other.integer, unit=self.common_unit((one, other), at))
        if _fits(one, other):
            return other
        if _fits(other, one):
            return one
        words = f"„{type_words(one)}” albo „{type_words(other)}”"
        raise Mistake("P062", at, f"Wynik raz byłby innego rodzaju: {words}.")


OPPOSITE = {"=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">"}
MIRRORED = {"=": "=", "≠": "≠", "<": ">", ">": "<", "≤": "≥", "≥": "≤"}


def without_quotes(left: typed.Typed, right: typed.Typed) -> str:
    """The hint where a member of a notion was written as a text: `oceny.fizyka = "dobry"`."""
    for value, other in ((left, right), (right, left)):
        if isinstance(value.type, NotionType) and isinstance(other, typed.Constant) and isinstance(other.value, str):
            name = normal_name(other.value)
            if name in value.type.notion.members:
                return f"Nazwę z pojęcia pisze się bez cudzysłowu: {name}."
    return ""


def literal_number(node: tree.Expr) -> Fraction | None:
    return node.value if isinstance(node, tree.Number | tree.Percent) else None


def is_required(value: typed.Typed) -> bool:
    """A fact that must be given: its absence is listed, never replaced."""
    match value:
        case typed.FactRef(fact=fact) | typed.FieldOf(fact=fact):
            return not fact.optional and not isinstance(fact.type, MapType)
        case typed.ItemOf(base=typed.FactRef(type=MapType(optional=optional))):
            return not optional
    return False


def is_digits(node: tree.Expr) -> bool:
    number = literal_number(node)
    return number is not None and number.denominator == 1 and 0 <= number <= 9


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


def _fits(given: Type, wanted: Type) -> bool:
    """Whether a value of one type can stand where the other is wanted."""
    match given, wanted:
        case (NumberType(), NumberType()) | (TruthType(), TruthType()) | (TextType(), TextType()):
            return True
        case (DateType(), DateType()):
            return given == wanted
        case (PeriodType(), PeriodType()):
            return True
        case NotionType(one), NotionType(other):
            return one.family == other.family
        case CollectionType(one_item), CollectionType(other_item):
            return _fits(one_item, other_item)
        case RecordType(one_name), RecordType(other_name):
            return one_name == other_name
        case MapType(), MapType():
            return given == wanted
    return False


_RESOLVERS: dict[type[tree.Expr], Callable[..., typed.Typed]] = {
    tree.Number: _Resolver.literal,
    tree.Percent: _Resolver.literal,
    tree.TextLiteral: _Resolver.literal,
    tree.DateLiteral: _Resolver.literal,
    tree.Truth: _Resolver.literal,
    tree.Name: _Resolver.name,
    tree.Attribute: _Resolver.attribute,
    tree.Index: _Resolver.index,
    tree.Conditional: _Resolver.conditional,
    tree.Logic: _Resolver.logic,
    tree.Not: _Resolver.negation,
    tree.Given: _Resolver.given,
    tree.Default: _Resolver.default,
    tree.Comparison: _Resolver.comparison,
    tree.Between: _Resolver.between,
    tree.Membership: _Resolver.membership,
    tree.Arithmetic: _Resolver.arithmetic,
    tree.Negative: _Resolver.negative,
    tree.ListLiteral: _Resolver.list_literal,
    tree.Call: _Resolver.call,
    tree.Comprehension: _Resolver.misplaced,
}
