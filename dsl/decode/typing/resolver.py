"""What reading any formula needs: its place, its scope, its mistakes, and one way down into its parts.

Each module beside this one types some kinds of nodes and says so with `types`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NoReturn

from dsl.decode.scope import Scope
from dsl.decode.typing.fitting import NEUTRAL_UNITS, NUMBER, fits, how_to_reach, is_ordered
from dsl.diagnostics import Fix
from dsl.guesses import guess
from dsl.model import expr as typed
from dsl.model.types import TRUTH, NotionType, NumberType, Type, type_words
from dsl.source.nodes import normal_name
from dsl.source.text import Span
from dsl.syntax import tree

Handler = Callable[..., typed.Typed]
ALREADY_TOLD = ""  # the code of a mistake that follows from another one, reported where it was made
_HANDLERS: dict[type[tree.Expr], Handler] = {}


def types(*kinds: type[tree.Expr]) -> Callable[[Handler], Handler]:
    """The function types nodes of these kinds; it is given the resolver, the node and the type that is expected."""

    def register(handler: Handler) -> Handler:
        _HANDLERS.update(dict.fromkeys(kinds, handler))
        return handler

    return register


class Mistake(Exception):
    """A formula cannot be typed; carries the diagnostic's parts to the one place that reports them."""

    def __init__(
        self, code: str, at: tuple[int, int], message: str, hint: str = "", fixes: tuple[Fix, ...] = ()
    ) -> None:
        super().__init__(message)
        self.code, self.at, self.message, self.hint, self.fixes = code, at, message, hint, fixes


class Resolver:
    def __init__(self, body: Span, scope: Scope) -> None:
        self.body = body
        self.scope = scope

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
        if not fits(value.type, type_):
            message = f"Potrzebna jest tu wartość „{type_words(type_)}”, a jest „{type_words(value.type)}”."
            self.fail("P062", at, message, how_to_reach(value, type_, self.text(at)))

    def text(self, at: tuple[int, int]) -> str:
        return self.body.text[at[0] : at[1]]

    def key(self, node: tree.Expr) -> str:
        """The formula's text without spaces: the same text means the same value."""
        return "".join(self.text(node.at).split())

    def span(self, node: tree.Expr) -> Span:
        return self.body.part(*node.at)

    def expr(self, node: tree.Expr, expected: Type | None = None) -> typed.Typed:
        return _HANDLERS[type(node)](self, node, expected)

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

    def within(self, givens: frozenset[str]) -> Resolver:
        return Resolver(self.body, self.scope.with_given(givens)) if givens else self

    def is_bare(self, node: tree.Expr) -> bool:
        return isinstance(node, tree.Name) and not self.scope.is_name(normal_name(node.name))

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

    def common(self, one: Type, other: Type, at: tuple[int, int]) -> Type:
        if isinstance(one, NumberType) and isinstance(other, NumberType):
            return NumberType(one.integer and other.integer, unit=self.common_unit((one, other), at))
        if isinstance(one, NotionType) and isinstance(other, NotionType) and fits(one, other):
            return self.wider(one, other)
        if fits(one, other):
            return other
        if fits(other, one):
            return one
        words = f"„{type_words(one)}” albo „{type_words(other)}”"
        raise Mistake("P062", at, f"Wynik raz byłby innego rodzaju: {words}.")

    def wider(self, one: NotionType, other: NotionType) -> NotionType:
        """What a member of either part of a notion belongs to: the bigger part, else the whole."""
        if one.notion.members.keys() >= other.notion.members.keys():
            return one
        if other.notion.members.keys() >= one.notion.members.keys():
            return other
        return NotionType(self.scope.notions[one.notion.family])

    def demand_order(self, value: typed.Typed, at: tuple[int, int]) -> None:
        if not is_ordered(value.type):
            self.fail("P062", at, f"Wartości „{type_words(value.type)}” nie mają kolejności.")
