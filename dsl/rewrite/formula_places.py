"""Which values of a file are formulas: known by where they stand, before any name is resolved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dsl.decode.fields import VALUE_KEYS
from dsl.layers.merge import as_named
from dsl.source.nodes import Mapping, Node, Scalar, Sequence
from dsl.syntax.formulas import parse_text
from dsl.syntax.tree import Expr

CRITERION_FORMULAS = ("gdy", "punkty", "najwyżej", "maks")
ROW_FORMULAS = ("gdy", "punkty", "dwa_lub_więcej")
CONDITION_FORMULAS = ("gdy", "wymaga", "chyba_że", "rezerwa_gdy")
STAGE_FORMULAS = ("gdy", "pierwszeństwo", "malejąco", "rosnąco", "maks")


class FormulaPlace(NamedTuple):
    """`start` is the rule of the grammar that reads it."""

    scalar: Scalar
    start: str = "formula"


def is_formula(place: FormulaPlace) -> bool:
    """Whether what stands there really is one."""
    return isinstance(parse_text(place.scalar.body.text, place.start), Expr)


def formula_places(root: Mapping) -> Iterator[FormulaPlace]:
    """Every value that may be a formula; some are words such as `bez limitu` or `nie dotyczy`."""
    yield from _rules(root)
    for kind in _groups(root.get("rodzaje_oddziałów")):
        yield from _rules(kind)
    for branch in _groups(root.get("oddziały")):
        yield from _rules(branch)
        seats = branch.get("miejsca")
        for pool in _groups(seats.get("pule")) if isinstance(seats, Mapping) else ():
            yield from _keys(pool, ("dla",))


def _rules(node: Mapping) -> Iterator[FormulaPlace]:
    for definition in _values(node.get("definicje")):
        yield from _formula(definition)
    for table in _groups(node.get("tabele")):
        for row in _values(table.get("wiersze")):
            yield from _formula(row)
    for criterion in _values(node.get("kryteria")):
        yield from _criterion(criterion)
    for condition in _groups(node.get("warunki")):
        yield from _keys(condition, CONDITION_FORMULAS)
    for document in _groups(node.get("dokumenty")):
        yield from _keys(document, ("gdy",))
    order = node.get("kolejność")
    for stage in _groups(as_named(order)) if order is not None else ():
        yield from _keys(stage, STAGE_FORMULAS)


def _criterion(node: Node) -> Iterator[FormulaPlace]:
    yield from _formula(node)
    if not isinstance(node, Mapping):
        return
    yield from _keys(node, CRITERION_FORMULAS)
    each = node.get("za_każde")
    if each is not None:
        yield from (FormulaPlace(place.scalar, "each") for place in _formula(each))
    rows = node.get("wiersze")
    for row in rows.items if isinstance(rows, Sequence) else ():
        if isinstance(row, Mapping):
            yield from _keys(row, ROW_FORMULAS)
    for part in _values(node.get("składniki")):
        yield from _criterion(part)


def _keys(node: Mapping, names: tuple[str, ...]) -> Iterator[FormulaPlace]:
    for name in names:
        value = node.get(name)
        if value is not None:
            yield from _formula(value)


def _formula(node: Node) -> Iterator[FormulaPlace]:
    """The value itself, or the inside of an expanded one."""
    if isinstance(node, Scalar):
        if not node.is_empty:
            yield FormulaPlace(node)
    elif isinstance(node, Mapping):
        for name in VALUE_KEYS:
            inner = node.get(name)
            if isinstance(inner, Scalar) and not inner.is_empty:
                yield FormulaPlace(inner)


def _values(node: Node | None) -> Iterator[Node]:
    yield from (entry.value for entry in node) if isinstance(node, Mapping) else ()


def _groups(node: Node | None) -> Iterator[Mapping]:
    yield from (value for value in _values(node) if isinstance(value, Mapping))
